package vn.chitieu.finding;

import java.util.Locale;

/** What became of one received file. */
public enum Outcome {
  ACCEPTED,
  ACCEPTED_WITH_HELD_ROWS,
  REFUSED,
  DUPLICATE,
  UNREADABLE;

  /** Whether anything of it may count. */
  public boolean isAccepted() {
    return this == ACCEPTED || this == ACCEPTED_WITH_HELD_ROWS;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
