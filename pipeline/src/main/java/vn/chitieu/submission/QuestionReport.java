package vn.chitieu.submission;

import vn.chitieu.sheet.CellRef;

/**
 * A question (yêu cầu giải trình) that stood in the form, and what the unit wrote beside it.
 *
 * @param code the question's
 * @param at the cell for the answer
 * @param asked the question's words, as the form showed them
 * @param answer empty when the cell was left blank
 */
public record QuestionReport(String code, CellRef at, String asked, String answer) {

  /** The atom's key in findings. */
  public String atom() {
    return "question:" + code;
  }
}
