package vn.chitieu.plan;

/**
 * A unit (đơn vị): an office, agency or body that reports or coordinates.
 *
 * @param code the folder's slug and the unit's code
 * @param isReporting whether it has a form to fill and a folder of its own
 * @param contact whom to call, shown in answers; may be empty
 * @param email where reminders are mailed to; may be empty
 */
public record Unit(
    String code, String name, String shortName, boolean isReporting, String contact, String email) {
  /** A unit that is not mailed to. */
  public Unit(String code, String name, String shortName, boolean isReporting, String contact) {
    this(code, name, shortName, isReporting, contact, "");
  }
}
