package vn.chitieu.workbook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.workbook.SheetTable.Codes;

/**
 * Reads one sheet. The first rows are kept whole until the identity and the column codes are known;
 * below them only the coded columns are kept. A sheet whose rows are out of order is read a second
 * time, once its codes are known.
 */
final class SheetReader {
  private static final int OUTSIDE = 0;
  private static final int DATA = 1;
  private static final int ROW = 2;
  private static final int CELL = 3;
  private static final int VALUE = 4;

  private final BookReader book;
  private final BookReader.Sheet sheet;
  private final Ceilings ceilings;
  private final SheetTable table;

  SheetReader(BookReader book, BookReader.Sheet sheet) {
    this.book = book;
    this.sheet = sheet;
    this.ceilings = book.ceilings();
    this.table = new SheetTable(sheet.name(), ceilings);
  }

  /** The sheet's table; empty when it carries no identity with column codes below it. */
  Optional<Draft.Table> read() {
    Pass first = new Pass(null, true);
    first.run();
    Codes codes = table.findCodes();
    if (codes == null) {
      return Optional.empty();
    }
    if (first.isOutOfOrder) {
      table.clearBody();
      new Pass(codes, false).run();
    }
    return Optional.of(table.table(codes));
  }

  /** Whether the first rows hold the codes of a table of ours but no identity above them. */
  boolean hasLostItsIdentity() {
    return table.hasLostItsIdentity();
  }

  /** One walk over the sheet's cells. */
  private final class Pass {
    private final boolean isFirst;
    private @Nullable Codes codes;
    private int level = OUTSIDE;
    private int merged;
    private boolean isOutOfOrder;
    private boolean isBelowHead;

    private int row;
    private int column;
    private int style;
    private String type = "";
    private boolean isFormula;
    private boolean isKept;
    private boolean hasContent;
    private boolean hasValue;
    private boolean inValue;
    private boolean inInline;
    private final StringBuilder value = new StringBuilder();
    private final RichText inline = new RichText();

    Pass(@Nullable Codes codes, boolean isFirst) {
      this.codes = codes;
      this.isFirst = isFirst;
    }

    void run() {
      boolean isWorksheet = false;
      try (Xml xml = new Xml(book.parts().open(sheet.part()), ceilings)) {
        for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
          switch (at) {
            case TEXT -> {
              if (inValue && isKept) {
                xml.appendTo(value);
              } else if (inInline && isKept) {
                inline.takes(xml, at);
              }
            }
            case START -> {
              isWorksheet |= xml.cellName().equals("worksheet");
              start(xml);
            }
            case END -> end(xml);
            case END_OF_PART -> throw new IllegalStateException("the loop ends there");
          }
        }
      }
      if (!isWorksheet) {
        throw Fault.broken(sheet.part());
      }
    }

    private void start(Xml xml) {
      if (inValue) {
        throw Fault.broken(sheet.part());
      }
      if (inInline) {
        hasContent = true;
        if (isKept) {
          inline.takes(xml, Xml.At.START);
        }
        return;
      }
      switch (xml.cellName()) {
        case "sheetData" -> goInto(OUTSIDE, DATA);
        case "row" -> {
          goInto(DATA, ROW);
          startRow(xml.attribute("r"));
        }
        case "c" -> {
          goInto(ROW, CELL);
          startCell(xml);
        }
        case "v" -> {
          goInto(CELL, VALUE);
          if (hasValue) {
            throw Fault.broken(sheet.part());
          }
          hasValue = true;
          inValue = true;
          hasContent = true;
        }
        case "f" -> {
          isFormula = true;
          hasContent = true;
        }
        case "is" -> {
          goInto(CELL, VALUE);
          inInline = true;
          inline.clear();
        }
        case "mergeCell" -> {
          if (++merged > ceilings.merged()) {
            throw Fault.ceiling(
                "trang “"
                    + sheet.name()
                    + "” có hơn "
                    + Phrases.count(ceilings.merged())
                    + " vùng ô gộp",
                Phrases.count(ceilings.merged()) + " vùng");
          }
        }
        default -> {
          // the rest is not about content
        }
      }
    }

    /** Rows stand in the sheet's data, cells in rows, values in cells, and nowhere else. */
    private void goInto(int from, int to) {
      if (level != from) {
        throw Fault.broken(sheet.part());
      }
      level = to;
    }

    private void startRow(@Nullable String r) {
      int number = r == null ? row + 1 : BookReader.number(r, 0);
      if (number < 1 || number > SheetTable.LAST_ROW) {
        throw Fault.broken("trang “" + sheet.name() + "” có số dòng sai");
      }
      if (number > SheetTable.HEAD_ROWS) {
        if (isFirst && !isBelowHead) {
          codes = table.findCodes();
        }
        isBelowHead = true;
      } else if (isBelowHead) {
        isOutOfOrder = true;
      }
      row = number;
      column = 0;
    }

    private void startCell(Xml xml) {
      String r = xml.attribute("r");
      if (r == null) {
        column++;
      } else {
        column = columnOf(r);
      }
      if (column > SheetTable.LAST_COLUMN || row == 0) {
        throw Fault.broken("trang “" + sheet.name() + "” có ô sai địa chỉ");
      }
      style = BookReader.number(xml.attribute("s"), 0);
      String t = xml.attribute("t");
      type = t == null ? "n" : t;
      isFormula = false;
      hasContent = false;
      hasValue = false;
      inValue = false;
      inInline = false;
      value.setLength(0);
      inline.clear();
      Codes known = codes;
      isKept =
          row <= SheetTable.HEAD_ROWS
              ? isFirst
              : known != null && known.byColumn().containsKey(column);
    }

    /** The column of an address whose row must be the row it stands in. */
    private int columnOf(String address) {
      int c = 0;
      int i = 0;
      for (; i < address.length() && i < 4; i++) {
        char ch = Character.toUpperCase(address.charAt(i));
        if (ch < 'A' || ch > 'Z') {
          break;
        }
        c = c * 26 + (ch - 'A' + 1);
      }
      if (i == 0
          || c > SheetTable.LAST_COLUMN
          || BookReader.number(address.substring(i), 0) != row) {
        throw Fault.broken(
            "trang “" + sheet.name() + "” có ô sai địa chỉ " + Phrases.shorten(address));
      }
      return c;
    }

    private void end(Xml xml) {
      String name = xml.cellName();
      if (inInline) {
        if (name.equals("is")) {
          inInline = false;
          level = CELL;
        } else if (isKept) {
          inline.takes(xml, Xml.At.END);
        }
        return;
      }
      switch (name) {
        case "v" -> {
          inValue = false;
          level = CELL;
        }
        case "c" -> {
          level = ROW;
          endCell();
        }
        case "row" -> level = DATA;
        case "sheetData" -> level = OUTSIDE;
        default -> {
          // the rest is not about content
        }
      }
    }

    private void endCell() {
      if (!hasContent) {
        return;
      }
      if (isFirst) {
        book.countCell();
      }
      if (!isKept) {
        return;
      }
      if (column > ceilings.columns()) {
        if (codes != null) {
          throw Fault.ceiling(
              "trang “" + sheet.name() + "” có nội dung ở cột " + SheetTable.letters(column),
              ceilings.columns() + " cột");
        }
        return;
      }
      if (row <= SheetTable.HEAD_ROWS) {
        table.keepHead(row, column, this::cell);
      } else {
        table.keepBody(row, column, cell());
      }
    }

    /** The cell's words; null when nothing can be seen in it. */
    private @Nullable DraftCell cell() {
      CellRef at = new CellRef(sheet.name(), SheetTable.letters(column) + row);
      CellStyle look = book.style(style);
      return switch (type) {
        case "n" -> CellValue.number(at, value.toString().strip(), look, isFormula, book.is1904());
        case "s" -> CellValue.text(at, shared(at), look, isFormula);
        case "inlineStr" -> ownText(at, inline.toText(ceilings), look);
        case "str" -> ownText(at, RichText.toText(value, ceilings), look);
        case "b" -> CellValue.truth(at, value.toString().strip(), look, isFormula);
        case "e" -> CellValue.error(at, value.toString().strip(), look, isFormula);
        case "d" -> CellValue.day(at, value.toString().strip(), look, isFormula);
        default -> throw Fault.broken("ô " + at);
      };
    }

    private @Nullable DraftCell ownText(CellRef at, String text, CellStyle look) {
      book.countText(text.length());
      return CellValue.text(at, text, look, isFormula);
    }

    private String shared(CellRef at) {
      return book.findString(BookReader.number(value.toString().strip(), -1))
          .orElseThrow(() -> Fault.broken("ô " + at));
    }
  }
}
