package vn.chitieu.finding;

/** How much a finding weighs, heaviest first. */
public enum Severity {
  /** The whole file is not stored. */
  REFUSE,
  /** The row (one measure with all its parts, one task, one difficulty) is not stored. */
  HOLD,
  /** Stored; the unit is asked for a reason. */
  ASK,
  /** Stored; worth knowing. */
  NOTE;

  /** The lower-case code used in files, tables and the catalogue. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
