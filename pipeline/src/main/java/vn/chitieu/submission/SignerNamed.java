package vn.chitieu.submission;

import vn.chitieu.sheet.CellRef;

/**
 * The head of the unit, who answers for the form.
 *
 * @param name empty when the cell was left blank
 */
public record SignerNamed(CellRef at, String name) {}
