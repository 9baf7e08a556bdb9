package vn.chitieu.finding;

import java.util.Locale;

/** What became of one received file. */
public enum Outcome {
  ACCEPTED("đã nhận đủ"),
  ACCEPTED_WITH_HELD_ROWS("đã nhận, còn dòng phải sửa"),
  REFUSED("chưa ghi nhận"),
  DUPLICATE("đã nhận từ trước"),
  UNREADABLE("không mở được");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The outcome as people are told it. */
  public String word() {
    return word;
  }

  /** Whether anything of it may count. */
  public boolean isAccepted() {
    return this == ACCEPTED || this == ACCEPTED_WITH_HELD_ROWS;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
