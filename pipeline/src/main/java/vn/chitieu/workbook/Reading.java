package vn.chitieu.workbook;

import vn.chitieu.finding.Finding;
import vn.chitieu.sheet.Draft;

/** What became of reading a file: a draft, or the one reason why there is none. */
public sealed interface Reading {

  /**
   * The file is a workbook and could be read to its end. The draft is empty when no sheet carries
   * an identity of ours.
   */
  record Form(Draft draft) implements Reading {}

  /** The file could not be read as a workbook; nothing of it is known. */
  record NotRead(Finding finding) implements Reading {}
}
