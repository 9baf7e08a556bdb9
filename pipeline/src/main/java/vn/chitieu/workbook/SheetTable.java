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
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;
import vn.chitieu.sheet.FormIdentity;

/**
 * What is kept of one sheet while it is read: its first rows whole, until the identity and the
 * column codes are found in them; below them the coded columns only.
 */
final class SheetTable {
  /** In each of our tables one of these stands above the column that names its rows. */
  static final Set<String> ROW_CODES = Set.of("#item", "#area", "#task", "#proposed_to");

  static final int IDENTITY_ROWS = 20;
  static final int HEAD_ROWS = 40;
  static final int LAST_ROW = 1_048_576;
  static final int LAST_COLUMN = 16_384;

  private final String sheet;
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
  record Codes(FormIdentity identity, int row, Map<Integer, String> byColumn) {}

  SheetTable(String sheet, Ceilings ceilings) {
    this.sheet = sheet;
    this.ceilings = ceilings;
  }

  /**
   * Keeps a cell of the first rows.
   *
   * @param read its words; null, or a fault that is remembered, when there are none
   */
  void keepHead(int row, int column, java.util.function.Supplier<@Nullable DraftCell> read) {
    HeadCell cell;
    try {
      DraftCell words = read.get();
      cell = words == null ? null : new HeadCell(words, null);
    } catch (Fault e) {
      cell = new HeadCell(null, e);
    }
    keep(head, row, column, cell);
  }

  /** Keeps a cell below the first rows. */
  void keepBody(int row, int column, @Nullable DraftCell cell) {
    keep(body, row, column, cell);
    if (body.size() > ceilings.rows()) {
      throw Fault.ceiling(
          "trang “" + sheet + "” có hơn " + Phrases.count(ceilings.rows()) + " dòng",
          Phrases.count(ceilings.rows()) + " dòng");
    }
  }

  private <C> void keep(
      TreeMap<Integer, TreeMap<Integer, C>> rows, int row, int column, @Nullable C cell) {
    if (cell != null && rows.computeIfAbsent(row, n -> new TreeMap<>()).put(column, cell) != null) {
      throw Fault.broken("ô " + sheet + "!" + letters(column) + row + " có hai lần");
    }
  }

  /** Forgets what lies below the first rows. */
  void clearBody() {
    body.clear();
  }

  /** Whether the first rows hold the codes of a table of ours but no identity above them. */
  boolean hasLostItsIdentity() {
    List<String> texts =
        head.values().stream().flatMap(r -> r.values().stream()).map(HeadCell::text).toList();
    return texts.stream().anyMatch(ROW_CODES::contains)
        && texts.stream().noneMatch(t -> FormIdentity.parse(t).isPresent());
  }

  /** The codes; null when there is no identity, or no column codes below it. */
  @Nullable Codes findCodes() {
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
            throw Fault.broken("trang “" + sheet + "” có hai cột #" + Phrases.shorten(code));
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

  /** Everything kept below the code row, in sheet order. */
  Draft.Table table(Codes codes) {
    Map<String, String> columns = new LinkedHashMap<>();
    codes.byColumn().forEach((column, code) -> columns.put(code, letters(column)));
    List<Draft.Row> rows = new ArrayList<>();
    head.tailMap(codes.row(), false)
        .forEach((number, cells) -> add(rows, codes, number, cells, HeadCell::get));
    body.forEach((number, cells) -> add(rows, codes, number, cells, c -> c));
    return new Draft.Table(sheet, codes.identity(), columns, rows);
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
}
