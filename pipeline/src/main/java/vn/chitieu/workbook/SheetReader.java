package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
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
  private static final java.util.Set<String> ROW_CODES =
      java.util.Set.of("#item", "#area", "#task", "#proposed_to");
  private static final int IDENTITY_ROWS = 20;
  private static final int HEAD_ROWS = 40;
  private static final int LAST_ROW = 1_048_576;
  private static final int LAST_COLUMN = 16_384;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,3})?");
  private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
  private static final BigDecimal LARGEST = new BigDecimal(Double.MAX_VALUE);
  private static final BigDecimal SMALLEST = new BigDecimal("1E-307");
  private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);

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
      return switch (type) {
        case "n" -> number(at, value.toString().strip());
        case "s" -> text(at, shared(at));
        case "inlineStr" -> ownText(at, inline.toText(ceilings));
        case "str" -> ownText(at, RichText.toText(value, ceilings));
        case "b" -> {
          String v = value.toString().strip();
          yield v.isEmpty()
              ? withoutResult(at)
              : made(at, Kind.BOOLEAN, Boolean.toString(BookReader.isTrue(v)));
        }
        case "e" -> made(at, Kind.ERROR, Phrases.shorten(value.toString().strip()));
        case "d" -> day(at, value.toString().strip());
        default -> throw Fault.broken("ô " + at);
      };
    }

    private DraftCell made(CellRef at, Kind kind, String raw) {
      return new DraftCell(at, kind, raw, book.format(style), isFormula);
    }

    private @Nullable DraftCell text(CellRef at, String text) {
      return Phrases.isBlank(text) ? null : made(at, Kind.TEXT, text);
    }

    private @Nullable DraftCell ownText(CellRef at, String text) {
      book.countText(text.length());
      return text(at, text);
    }

    private @Nullable DraftCell withoutResult(CellRef at) {
      return isFormula ? made(at, Kind.UNCALCULATED, "") : null;
    }

    private String shared(CellRef at) {
      return book.findString(BookReader.number(value.toString().strip(), -1))
          .orElseThrow(() -> Fault.broken("ô " + at));
    }

    private @Nullable DraftCell number(CellRef at, String v) {
      if (v.isEmpty()) {
        return withoutResult(at);
      }
      if (!NUMBER.matcher(v).matches()) {
        throw Fault.broken("ô " + at);
      }
      BigDecimal n = new BigDecimal(v);
      if (n.abs().compareTo(LARGEST) > 0) {
        throw Fault.broken("ô " + at);
      }
      n = n.abs().compareTo(SMALLEST) < 0 ? BigDecimal.ZERO : n.round(SHOWN).stripTrailingZeros();
      if (NumberFormats.showsDay(book.format(style))) {
        LocalDate day = dayOf(n);
        if (day != null) {
          return made(at, Kind.DATE, day.toString());
        }
      }
      return made(at, Kind.NUMBER, n.toPlainString());
    }

    /**
     * The day a serial number shows. Day 60 of the 1900 system is a 29 February that never was; it
     * and what lies outside Excel's calendar are no days.
     */
    private @Nullable LocalDate dayOf(BigDecimal n) {
      if (n.signum() < 0 || n.compareTo(LAST_DAY) >= 0) {
        return null;
      }
      int serial = n.intValue();
      if (book.is1904()) {
        return LocalDate.of(1904, 1, 1).plusDays(serial);
      }
      if (serial == 0 || serial == 60) {
        return null;
      }
      return LocalDate.of(1899, 12, serial < 60 ? 31 : 30).plusDays(serial);
    }

    private @Nullable DraftCell day(CellRef at, String v) {
      if (v.isEmpty()) {
        return withoutResult(at);
      }
      if (ISO_DAY.matcher(v).matches()) {
        try {
          return made(at, Kind.DATE, LocalDate.parse(v.substring(0, 10)).toString());
        } catch (DateTimeParseException e) {
          return text(at, Phrases.nfc(v));
        }
      }
      return text(at, Phrases.nfc(v));
    }
  }
}
