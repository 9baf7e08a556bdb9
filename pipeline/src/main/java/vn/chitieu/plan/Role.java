package vn.chitieu.plan;

import java.util.Locale;

/** What a unit is to a measure. Only the first three have cells to fill. */
public enum Role {
  LEAD,
  CO_LEAD,
  SECOND_SOURCE,
  COORDINATES;

  public boolean reports() {
    return this != COORDINATES;
  }

  /** {@code lead}, {@code co_lead}, … as in the warehouse. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
