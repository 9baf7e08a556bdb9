package vn.chitieu.submission;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;

/**
 * A difficulty (khó khăn, vướng mắc) and what the unit proposes.
 *
 * @param number its row number in the form's list, from 1
 */
public record DifficultyReport(
    int number,
    CellRef at,
    String what,
    @Nullable LocalDate sinceOn,
    String proposedTo,
    String proposal) {

  /** The atom's key in findings. */
  public String atom() {
    return "difficulty:" + number;
  }
}
