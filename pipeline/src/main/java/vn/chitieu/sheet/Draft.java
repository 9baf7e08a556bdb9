package vn.chitieu.sheet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workbook's words: only its coded tables, only their coded columns, nothing interpreted. A sheet
 * without an identity cell is not part of it.
 *
 * @param tables in the order of the sheets
 * @param withoutIdentity the names of sheets that carry column codes but no identity: ours once
 */
public record Draft(List<Table> tables, List<String> withoutIdentity) {
  public Draft {
    tables = List.copyOf(tables);
    withoutIdentity = List.copyOf(withoutIdentity);
  }

  public Draft(List<Table> tables) {
    this(tables, List.of());
  }

  /** The first table of that code, e.g. {@code so-lieu}. */
  public Optional<Table> find(String code) {
    return tables.stream().filter(t -> t.identity().table().equals(code)).findFirst();
  }

  /** The identity of the form: that of its first table. Empty when no sheet carries one. */
  public Optional<FormIdentity> identity() {
    return tables.stream().map(Table::identity).findFirst();
  }

  /**
   * A coded table: a sheet whose hidden rows carry an identity and column codes.
   *
   * @param sheetName the sheet's name
   * @param identity what its identity cell says
   * @param columns column code (without {@code #}) → column letters
   * @param rows the rows below the code row that hold anything in a coded column, in sheet order
   */
  public record Table(
      String sheetName, FormIdentity identity, Map<String, String> columns, List<Row> rows) {
    public Table {
      columns = Map.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** Where the cell of that row and column stands, be it filled or blank. */
    public CellRef at(Row row, String column) {
      String letters = columns.get(column);
      if (letters == null) {
        throw new IllegalArgumentException("no column " + column + " in " + sheetName);
      }
      return new CellRef(sheetName, letters + row.number());
    }
  }

  /**
   * One row.
   *
   * @param number the row's number as Excel shows it
   * @param cells column code → cell; blank cells are absent
   */
  public record Row(int number, Map<String, DraftCell> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }

    public Optional<DraftCell> find(String column) {
      return Optional.ofNullable(cells.get(column));
    }

    /** The trimmed text of a cell, empty when blank. */
    public String text(String column) {
      DraftCell c = cells.get(column);
      return c == null ? "" : c.raw().strip();
    }
  }
}
