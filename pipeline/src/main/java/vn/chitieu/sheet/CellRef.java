package vn.chitieu.sheet;

/**
 * Where a cell stands.
 *
 * @param sheet the sheet's name as the sender sees it
 * @param address the cell's address in A1 form, without dollar signs
 */
public record CellRef(String sheet, String address) {
  public CellRef {
    if (sheet.isEmpty() || address.isEmpty()) {
      throw new IllegalArgumentException("a cell needs a sheet and an address");
    }
  }

  /** The column's letters. */
  public String column() {
    return address.replaceAll("\\d", "");
  }

  /** The row's number as Excel shows it. */
  public int row() {
    return Integer.parseInt(address.replaceAll("\\D", ""));
  }

  /** The cell that {@link #toString} wrote. An address holds no {@code !}; a sheet's name may. */
  public static CellRef parse(String text) {
    int mark = text.lastIndexOf('!');
    return new CellRef(text.substring(0, mark), text.substring(mark + 1));
  }

  /** {@code Số liệu!F6}, the way lineage is written everywhere. */
  @Override
  public String toString() {
    return sheet + "!" + address;
  }
}
