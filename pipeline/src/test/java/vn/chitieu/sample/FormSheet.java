package vn.chitieu.sample;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/** Finds rows and columns of a form by their hidden codes, as the product does. */
public final class FormSheet {
  private final Sheet sheet;
  private final Map<String, Integer> byCode = new HashMap<>();
  private int codeRow = -1;

  public FormSheet(Sheet sheet) {
    this.sheet = sheet;
    for (Row row : sheet) {
      for (Cell c : row) {
        if (c.getCellType() == CellType.STRING
            && c.getStringCellValue().startsWith("#")
            && !c.getStringCellValue().startsWith("#chitieu")) {
          byCode.put(c.getStringCellValue().substring(1), c.getColumnIndex());
          codeRow = row.getRowNum();
        }
      }
      if (codeRow >= 0) {
        break;
      }
    }
  }

  /** The sheet itself. */
  public Sheet sheet() {
    return sheet;
  }

  /** The column of a code, counted from 0. */
  public int column(String code) {
    return byCode.get(code);
  }

  /** The row of that code. */
  public Row row(String column, String code) {
    for (Row row : sheet) {
      Cell c = row.getCell(byCode.get(column));
      if (row.getRowNum() > codeRow && c != null && text(c).equals(code)) {
        return row;
      }
    }
    throw new IllegalStateException("no row " + code + " in " + sheet.getSheetName());
  }

  private static String text(Cell c) {
    return switch (c.getCellType()) {
      case STRING -> c.getStringCellValue();
      case NUMERIC -> new BigDecimal(c.getNumericCellValue()).toPlainString();
      default -> "";
    };
  }

  /** The cell of a row in a coded column, made when missing. */
  public Cell cell(Row row, String column) {
    Integer index = byCode.get(column);
    if (index == null) {
      throw new IllegalStateException("no column " + column + " in " + sheet.getSheetName());
    }
    return row.getCell(index, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
  }
}
