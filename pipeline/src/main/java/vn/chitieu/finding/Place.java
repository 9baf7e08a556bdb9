package vn.chitieu.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
 * @param also further cells in which the fault may lie, or where it is answered: the parts of a
 *     total, the other side of a rate, the words to be written
 */
public record Place(@Nullable CellRef at, @Nullable String atom, String label, List<CellRef> also) {
  /** The whole file. */
  public static final Place FILE = new Place(null, null, "");

  public Place {
    also = List.copyOf(also);
  }

  public Place(@Nullable CellRef at, @Nullable String atom, String label) {
    this(at, atom, label, List.of());
  }

  public static Place cell(CellRef at, String atom, String label) {
    return new Place(at, atom, label);
  }

  /** A cell that belongs to no row: a heading, a total, an identity cell. */
  public static Place fileCell(CellRef at, String label) {
    return new Place(at, null, label);
  }

  /** The same place, with further cells concerned; those that do not exist are null. */
  public Place with(@Nullable CellRef... more) {
    return with(Arrays.stream(more).filter(Objects::nonNull).toList());
  }

  /** The same place, with further cells concerned. */
  public Place with(List<CellRef> more) {
    List<CellRef> all = new ArrayList<>(also);
    more.stream().filter(c -> !c.equals(at) && !all.contains(c)).forEach(all::add);
    return new Place(at, atom, label, all);
  }

  /**
   * The further cells in words that may follow any noun, cells one below the other as a range:
   * {@code (ô G10)}, {@code (trang “Tổ dân phố”, ô E8:E37)}; empty when there are none.
   */
  String alsoInWords() {
    if (also.isEmpty()) {
      return "";
    }
    StringBuilder s = new StringBuilder();
    String sheet = at == null ? "" : at.sheet();
    for (int i = 0; i < also.size(); ) {
      int last = i;
      while (last + 1 < also.size() && isBelow(also.get(last), also.get(last + 1))) {
        last++;
      }
      CellRef from = also.get(i);
      boolean isSame = from.sheet().equals(sheet);
      sheet = from.sheet();
      s.append(i == 0 ? " (" : isSame ? ", " : "; ")
          .append(isSame ? "" : "trang “" + sheet + "”, ")
          .append(i == 0 || !isSame ? "ô " : "")
          .append(from.address())
          .append(last == i ? "" : ":" + also.get(last).address());
      i = last + 1;
    }
    return s.append(')').toString();
  }

  private static boolean isBelow(CellRef above, CellRef below) {
    return above.sheet().equals(below.sheet())
        && above.column().equals(below.column())
        && above.row() + 1 == below.row();
  }
}
