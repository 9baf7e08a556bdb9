package vn.chitieu.submission;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;

/** What a unit says about one of its tasks. {@code percent} 0…100. */
public record TaskReport(
    String taskCode,
    CellRef at,
    State state,
    @Nullable Figure percent,
    String result,
    @Nullable LocalDate newDueOn,
    String reason) {

  /** The choices of the form's list. */
  public enum State {
    NOT_STARTED("chưa bắt đầu"),
    IN_PROGRESS("đang thực hiện"),
    DONE("đã hoàn thành");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word in the form's list. */
    public String word() {
      return word;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The atom's key in findings. */
  public String atom() {
    return "task:" + taskCode;
  }
}
