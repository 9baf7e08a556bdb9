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

  /** {@code Số liệu!F6}, the way lineage is written everywhere. */
  @Override
  public String toString() {
    return sheet + "!" + address;
  }
}
