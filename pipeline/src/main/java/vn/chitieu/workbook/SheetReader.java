package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;
import vn.chitieu.sheet.FormIdentity;

/**
 * Reads one sheet. The first rows are kept whole until the identity and the column codes are known;
 * below them only the coded columns are kept. A sheet whose rows are out of order is read a second
 * time, once its codes are known.
 */
final class SheetReader {
  /** In each of our tables one of these stands above the column that names its rows. */
  static final Set<String> ROW_CODES = Set.of("#item", "#area", "#task", "#proposed_to");

  static final int IDENTITY_ROWS = 20;
  static final int HEAD_ROWS = 40;
  static final int LAST_ROW = 1_048_576;
  static final int LAST_COLUMN = 16_384;

  private final BookReader book;
  private final BookReader.Sheet sheet;
  private final Ceilings ceilings;
  private final TreeMap<Integer, TreeMap<Integer, HeadCell>> head = new TreeMap<>();
  private final TreeMap<Integer, TreeMap<Integer, DraftCell>> body = new TreeMap<>();

  /**
   * A cell of the first rows: as long as the codes are not known, a fault in it may be nobody's
   * business.
   */
  private record HeadCell(@Nullable DraftCell cell, @Nullable Fault fault) {
    String text() {
      return cell != null && cell.kind() == Kind.TEXT ? cell.raw() : "";
    }

    DraftCell get() {
      if (fault != null) {
        throw fault;
      }
      return Objects.requireNonNull(cell);
    }
  }

  /** Where the identity stands and which columns are coded. */
  private record Codes(FormIdentity identity, int row, Map<Integer, String> byColumn) {}

  SheetReader(BookReader book, BookReader.Sheet sheet) {
    this.book = book;
    this.sheet = sheet;
    this.ceilings = book.ceilings();
  }

  /** The sheet's table; empty when it carries no identity with column codes below it. */
  Optional<Draft.Table> read() {
    Pass first = new Pass(null, true);
    first.run();
    Codes codes = findCodes();
    if (codes == null) {
      return Optional.empty();
    }
    if (first.isOutOfOrder) {
      body.clear();
      new Pass(codes, false).run();
    }
    return Optional.of(table(codes));
  }

  /** Whether the first rows hold the codes of a table of ours but no identity above them. */
  boolean hasLostItsIdentity() {
    List<String> texts =
        head.values().stream().flatMap(r -> r.values().stream()).map(HeadCell::text).toList();
    return texts.stream().anyMatch(ROW_CODES::contains)
        && texts.stream().noneMatch(t -> FormIdentity.parse(t).isPresent());
  }

  private @Nullable Codes findCodes() {
    for (Map.Entry<Integer, TreeMap<Integer, HeadCell>> row :
        head.headMap(IDENTITY_ROWS, true).entrySet()) {
      for (HeadCell c : row.getValue().values()) {
        Optional<FormIdentity> identity = FormIdentity.parse(c.text());
        if (identity.isPresent()) {
          return findCodes(identity.get(), row.getKey());
        }
      }
    }
    return null;
  }

  private @Nullable Codes findCodes(FormIdentity identity, int below) {
    for (Map.Entry<Integer, TreeMap<Integer, HeadCell>> row :
        head.tailMap(below, false).entrySet()) {
      Map<Integer, String> byColumn = new LinkedHashMap<>();
      for (Map.Entry<Integer, HeadCell> c : row.getValue().entrySet()) {
        String text = c.getValue().text();
        if (text.startsWith("#") && text.length() > 1) {
          String code = text.substring(1).strip();
          if (byColumn.containsValue(code)) {
            throw Fault.broken("trang “" + sheet.name() + "” có hai cột #" + Phrases.shorten(code));
          }
          byColumn.put(c.getKey(), code);
        }
      }
      if (!byColumn.isEmpty()) {
        return new Codes(identity, row.getKey(), byColumn);
      }
    }
    return null;
  }

  private Draft.Table table(Codes codes) {
    Map<String, String> columns = new LinkedHashMap<>();
    codes.byColumn().forEach((column, code) -> columns.put(code, letters(column)));
    List<Draft.Row> rows = new ArrayList<>();
    head.tailMap(codes.row(), false)
        .forEach((number, cells) -> add(rows, codes, number, cells, HeadCell::get));
    body.forEach((number, cells) -> add(rows, codes, number, cells, c -> c));
    return new Draft.Table(sheet.name(), codes.identity(), columns, rows);
  }

  private static <C> void add(
      List<Draft.Row> rows,
      Codes codes,
      int number,
      Map<Integer, C> cells,
      Function<C, DraftCell> get) {
    Map<String, DraftCell> coded = new LinkedHashMap<>();
    cells.forEach(
        (column, cell) -> {
          String code = codes.byColumn().get(column);
          if (code != null) {
            coded.put(code, get.apply(cell));
          }
        });
    if (!coded.isEmpty()) {
      rows.add(new Draft.Row(number, coded));
    }
  }

  /** {@code 28} → {@code AB}. */
  static String letters(int column) {
    StringBuilder s = new StringBuilder();
    for (int c = column; c > 0; c = (c - 1) / 26) {
      s.insert(0, (char) ('A' + (c - 1) % 26));
    }
    return s.toString();
  }

  /** One walk over the sheet's cells. */
  private final class Pass {
    private final boolean isFirst;
    private @Nullable Codes codes;
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
      if (inInline) {
        hasContent = true;
        if (isKept) {
          inline.takes(xml, Xml.At.START);
        }
        return;
      }
      switch (xml.cellName()) {
        case "row" -> startRow(xml.attribute("r"));
        case "c" -> startCell(xml);
        case "v" -> {
          inValue = true;
          hasContent = true;
        }
        case "f" -> {
          isFormula = true;
          hasContent = true;
        }
        case "is" -> {
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

    private void startRow(@Nullable String r) {
      int number = r == null ? row + 1 : BookReader.number(r, 0);
      if (number < 1 || number > LAST_ROW) {
        throw Fault.broken("trang “" + sheet.name() + "” có số dòng sai");
      }
      if (number > HEAD_ROWS) {
        if (isFirst && !isBelowHead) {
          codes = findCodes();
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
      if (column > LAST_COLUMN || row == 0) {
        throw Fault.broken("trang “" + sheet.name() + "” có ô sai địa chỉ");
      }
      style = BookReader.number(xml.attribute("s"), 0);
      String t = xml.attribute("t");
      type = t == null ? "n" : t;
      isFormula = false;
      hasContent = false;
      inValue = false;
      inInline = false;
      value.setLength(0);
      inline.clear();
      Codes known = codes;
      isKept = row <= HEAD_ROWS ? isFirst : known != null && known.byColumn().containsKey(column);
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
      if (i == 0 || c > LAST_COLUMN || BookReader.number(address.substring(i), 0) != row) {
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
        } else if (isKept) {
          inline.takes(xml, Xml.At.END);
        }
        return;
      }
      switch (name) {
        case "v" -> inValue = false;
        case "c" -> endCell();
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
              "trang “" + sheet.name() + "” có nội dung ở cột " + letters(column),
              ceilings.columns() + " cột");
        }
        return;
      }
      if (row <= HEAD_ROWS) {
        keep(head, headCell());
      } else {
        keep(body, cell());
        if (body.size() > ceilings.rows()) {
          throw Fault.ceiling(
              "trang “" + sheet.name() + "” có hơn " + Phrases.count(ceilings.rows()) + " dòng",
              Phrases.count(ceilings.rows()) + " dòng");
        }
      }
    }

    private @Nullable HeadCell headCell() {
      try {
        DraftCell cell = cell();
        return cell == null ? null : new HeadCell(cell, null);
      } catch (Fault e) {
        return new HeadCell(null, e);
      }
    }

    private <C> void keep(TreeMap<Integer, TreeMap<Integer, C>> rows, @Nullable C cell) {
      if (cell != null
          && rows.computeIfAbsent(row, n -> new TreeMap<>()).put(column, cell) != null) {
        throw Fault.broken("ô " + sheet.name() + "!" + letters(column) + row + " có hai lần");
      }
    }

    /** The cell's words; null when nothing can be seen in it. */
    private @Nullable DraftCell cell() {
      CellRef at = new CellRef(sheet.name(), letters(column) + row);
      String format = book.format(style);
      return switch (type) {
        case "n" ->
            CellValue.number(at, value.toString().strip(), format, isFormula, book.is1904());
        case "s" -> CellValue.text(at, shared(at), format, isFormula);
        case "inlineStr" -> ownText(at, inline.toText(ceilings), format);
        case "str" -> ownText(at, RichText.toText(value, ceilings), format);
        case "b" -> CellValue.truth(at, value.toString().strip(), format, isFormula);
        case "e" -> CellValue.error(at, value.toString().strip(), format, isFormula);
        case "d" -> CellValue.day(at, value.toString().strip(), format, isFormula);
        default -> throw Fault.broken("ô " + at);
      };
    }

    private @Nullable DraftCell ownText(CellRef at, String text, String format) {
      book.countText(text.length());
      return CellValue.text(at, text, format, isFormula);
    }

    private String shared(CellRef at) {
      return book.findString(BookReader.number(value.toString().strip(), -1))
          .orElseThrow(() -> Fault.broken("ô " + at));
    }
  }
}
