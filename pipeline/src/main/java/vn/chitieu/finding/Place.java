package vn.chitieu.finding;

import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;

/**
 * What a finding is about.
 *
 * @param at the cell, when there is one
 * @param atom the row that is stored or held whole: a measure code ({@code 01a}), {@code
 *     task:II.1.1-a}, {@code difficulty:12} or {@code row:14}; null when the finding is about the
 *     whole file
 * @param label the thing in words, as the unit knows it: {@code Thu ngân sách nhà nước trên địa
 *     bàn, tỷ đồng}; empty for the file
 */
public record Place(@Nullable CellRef at, @Nullable String atom, String label) {
  /** The whole file. */
  public static final Place FILE = new Place(null, null, "");

  public static Place cell(CellRef at, String atom, String label) {
    return new Place(at, atom, label);
  }

  /** A cell that belongs to no row: a heading, a total, an identity cell. */
  public static Place fileCell(CellRef at, String label) {
    return new Place(at, null, label);
  }
}
