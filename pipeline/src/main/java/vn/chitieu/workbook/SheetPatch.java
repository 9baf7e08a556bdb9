package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A worksheet's part with some cells' styles changed, and everything else as it was. */
final class SheetPatch {
  /** What may only come after the drawing of comments. */
  private static final List<String> AFTER_LEGACY_DRAWING =
      List.of(
          // the newer programs' wrapping of oleObjects and controls
          "AlternateContent",
          "legacyDrawingHF",
          "drawingHF",
          "picture",
          "oleObjects",
          "controls",
          "webPublishItems",
          "tableParts",
          "extLst");

  private static final TreeMap<Integer, Mark> NONE = new TreeMap<>();

  private final Markup markup;
  private final StylesPatch styles;
  private final TreeMap<Integer, TreeMap<Integer, Mark>> pending = new TreeMap<>();
  private String prefix = "";
  private int row;
  private int column;
  private int dataFrom;
  private Markup.@Nullable Tag dataEnd;
  private boolean isDone;

  SheetPatch(byte[] xml, StylesPatch styles, Map<String, Mark> marks) {
    this.markup = new Markup(xml);
    this.styles = styles;
    marks.forEach(
        (address, mark) ->
            pending
                .computeIfAbsent(rowOf(address), r -> new TreeMap<>())
                .put(columnOf(address), mark));
  }

  /** The column number of an address like {@code AB12}; 0 when it has none. */
  static int columnOf(String address) {
    int c = 0;
    for (int i = 0; i < Math.min(3, address.length()); i++) {
      char ch = address.charAt(i);
      if (ch < 'A' || ch > 'Z') {
        break;
      }
      c = c * 26 + (ch - 'A' + 1);
    }
    return c;
  }

  static int rowOf(String address) {
    int i = 0;
    while (i < address.length() && Character.isLetter(address.charAt(i))) {
      i++;
    }
    return i == address.length() ? 0 : Integer.parseInt(address, i, address.length(), 10);
  }

  /** Takes borders of an earlier answer away, sets those of this one, and deselects the sheet. */
  void restyle() {
    boolean hasMarks = styles.hasMarks();
    boolean inData = false;
    boolean isOurs = false;
    TreeMap<Integer, Mark> inRow = NONE;
    for (Markup.Tag t = markup.next(); t != null && !isDone; t = markup.next()) {
      if (!inData) {
        inData = beforeData(t);
      } else if (t.is("c")) {
        if (isOurs && t.role() != Markup.Role.CLOSE) {
          cell(t, inRow);
        }
      } else if (t.is("row")) {
        if (t.role() == Markup.Role.CLOSE) {
          if (!inRow.isEmpty()) {
            markup.insert(t.start(), cells(inRow, Integer.MAX_VALUE));
          }
        } else {
          inRow = startRow(t);
          isOurs = hasMarks || !inRow.isEmpty();
        }
      } else if (t.is("sheetData")) {
        endData(t);
      }
    }
    if (!pending.isEmpty()) {
      addRows();
    }
  }

  /** Whether the rows begin with this tag. */
  private boolean beforeData(Markup.Tag t) {
    if (t.opens("sheetView")) {
      markup.unset(t, "tabSelected");
    } else if (t.is("sheetData")) {
      prefix = t.prefix();
      dataFrom = t.end();
      if (t.role() == Markup.Role.EMPTY) {
        endData(t);
      }
      return true;
    }
    return false;
  }

  private void endData(Markup.Tag t) {
    dataEnd = t;
    isDone = true;
  }

  private TreeMap<Integer, Mark> startRow(Markup.Tag t) {
    row = markup.number(t, "r", row + 1);
    column = 0;
    TreeMap<Integer, Mark> marks = pending.isEmpty() ? null : pending.remove(row);
    if (marks == null) {
      return NONE;
    }
    if (t.role() == Markup.Role.EMPTY) {
      markup.append(t, cells(marks, Integer.MAX_VALUE));
    }
    return marks;
  }

  /** Rows that the sheet does not have; not into one whose rows are in no order. */
  private void addRows() {
    Markup.Tag end = dataEnd;
    if (end == null) {
      return;
    }
    List<int[]> rows = new ArrayList<>();
    markup.goTo(dataFrom);
    int number = 0;
    for (Markup.Tag t = markup.next(); t != null && t.start() < end.start(); t = markup.next()) {
      if (t.opens("row")) {
        int before = number;
        number = markup.number(t, "r", number + 1);
        if (number <= before) {
          return;
        }
        rows.add(new int[] {number, t.start()});
      }
    }
    for (int[] r : rows) {
      String missing = rows(r[0]);
      if (!missing.isEmpty()) {
        markup.insert(r[1], missing);
      }
    }
    String missing = rows(Integer.MAX_VALUE);
    if (!missing.isEmpty()) {
      markup.append(end, missing);
    }
  }

  private String rows(int before) {
    StringBuilder s = new StringBuilder();
    while (!pending.isEmpty() && pending.firstKey() < before) {
      Map.Entry<Integer, TreeMap<Integer, Mark>> e = pending.pollFirstEntry();
      row = e.getKey();
      s.append('<').append(prefix).append("row r=\"").append(row).append("\">");
      s.append(cells(e.getValue(), Integer.MAX_VALUE));
      s.append("</").append(prefix).append("row>");
    }
    return s.toString();
  }

  /** New cells for the marks left of a column. */
  private String cells(TreeMap<Integer, Mark> inRow, int before) {
    StringBuilder s = new StringBuilder();
    while (!inRow.isEmpty() && inRow.firstKey() < before) {
      Map.Entry<Integer, Mark> e = inRow.pollFirstEntry();
      s.append('<').append(prefix).append("c r=\"");
      s.append(SheetXml.address(e.getKey(), row)).append("\" s=\"");
      s.append(styles.marked(0, e.getValue())).append("\"/>");
    }
    return s.toString();
  }

  private void cell(Markup.Tag t, TreeMap<Integer, Mark> inRow) {
    String address = markup.attribute(t, "r");
    int c = address == null ? column + 1 : columnOf(address);
    if (c > column) {
      String missing = cells(inRow, c);
      if (!missing.isEmpty()) {
        markup.insert(t.start(), missing);
      }
    }
    column = c;
    int style = markup.number(t, "s", 0);
    Mark mark = inRow.remove(c);
    int now =
        mark != null
            ? styles.marked(style, mark)
            : styles.isMarked(style) ? styles.unmarked(style) : style;
    if (now != style) {
      markup.set(t, "s", Integer.toString(now));
    }
  }

  private void goBehindData() {
    Markup.Tag end = dataEnd;
    markup.goTo(end == null ? 0 : end.end());
  }

  /** The relation of the drawing that holds the sheet's comments; null when it has none. */
  @Nullable String findLegacyDrawing() {
    goBehindData();
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.opens("legacyDrawing")) {
        return markup.relation(t);
      }
    }
    return null;
  }

  /** Points to a new drawing that holds the sheet's comments. */
  void addLegacyDrawing(String relation, Dialect dialect) {
    String element =
        "<legacyDrawing xmlns=\"%s\" xmlns:r=\"%s\" r:id=\"%s\"/>"
            .formatted(dialect.main(), dialect.office(), relation);
    goBehindData();
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.role() == Markup.Role.CLOSE || AFTER_LEGACY_DRAWING.contains(t.name())) {
        markup.insert(t.start(), element);
        return;
      }
      markup.skip(t);
    }
  }

  boolean isChanged() {
    return markup.isChanged();
  }

  byte[] toXml() {
    return markup.toBytes();
  }
}
