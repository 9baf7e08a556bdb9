package vn.chitieu.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;

/**
 * What a unit is told about a file it sent, ready to be written: every text is shown as it is
 * given, never calculated, never followed.
 *
 * @param tone colours the band
 * @param band the one sentence that says it all; its words come before its colour
 * @param head lines below the band: whose form, which period, when received
 * @param rows what is to be looked at, worst first, numbered by the caller
 * @param recorded every figure as it was understood
 * @param changes what differs from the version before; empty for a first one
 * @param changesTitle names that version; may be empty when there are none
 * @param contact whom to call; may be empty
 */
public record Answer(
    Tone tone,
    String band,
    List<String> head,
    List<Row> rows,
    List<Recorded> recorded,
    String changesTitle,
    List<String> changes,
    String contact) {

  /** More cells with one fault than this are not named one by one. */
  private static final int NAMED = 15;

  /** Nothing to do, something to do, nothing was taken. */
  public enum Tone {
    OK,
    PARTLY,
    NOT
  }

  /**
   * One fault.
   *
   * @param number from 1
   * @param at the cell, or the first of several with the same fault; null for the whole file
   * @param found what stands there
   * @param expected what should stand there
   * @param remedy one thing to do
   * @param example what it then looks like; may be empty
   * @param message the place, the figure and what is wrong with it
   * @param severity how much it weighs
   * @param others further cells with the same fault: marked too, each with its own sentence, but
   *     told only once on the sheet {@code Kết quả}
   * @param also further cells in which these faults may lie: marked with the fault's own sentence,
   *     which names them
   */
  public record Row(
      int number,
      @Nullable CellRef at,
      String found,
      String expected,
      String remedy,
      String example,
      String message,
      Severity severity,
      List<Other> others,
      List<Other> also) {
    public Row {
      others = List.copyOf(others);
      also = List.copyOf(also);
    }

    /** {@code và 11 ô khác: G10, G11, …}; empty when there are none. */
    public String othersInWords() {
      if (others.isEmpty()) {
        return "";
      }
      String sheet = at == null ? "" : at.sheet();
      List<String> named =
          others.stream()
              .limit(NAMED)
              .map(Other::at)
              .map(o -> o.sheet().equals(sheet) ? o.address() : o.sheet() + "!" + o.address())
              .toList();
      return "và "
          + others.size()
          + " ô khác: "
          + String.join(", ", named)
          + (others.size() > NAMED ? ", …" : "");
    }
  }

  /** One more cell with a fault, and what is said beside it. */
  public record Other(CellRef at, String message, String remedy, String example) {}

  /**
   * One figure as it was understood.
   *
   * @param text the figure in Vietnamese notation
   * @param unit its unit in words
   */
  public record Recorded(
      String code, String label, String text, String unit, @Nullable CellRef at) {}

  public Answer {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
    recorded = List.copyOf(recorded);
    changes = List.copyOf(changes);
  }
}
