package vn.chitieu.workbook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A worksheet's part with some cells' styles changed, and everything else as it was. */
final class SheetPatch {
  /** What may only come after the drawing of comments. */
  private static final List<String> AFTER_LEGACY_DRAWING =
      List.of(
          "legacyDrawingHF",
          "drawingHF",
          "picture",
          "oleObjects",
          "controls",
          "webPublishItems",
          "tableParts",
          "extLst");

  private final Markup markup;
  private final StylesPatch styles;
  private final TreeMap<Integer, TreeMap<Integer, Mark>> pending = new TreeMap<>();
  private String prefix = "";
  private int row;
  private int column;
  private boolean isSorted = true;

  SheetPatch(String xml, StylesPatch styles, Map<String, Mark> marks) {
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
    return BookReader.number(address.substring(i), 0);
  }

  /** Takes borders of an earlier answer away, sets those of this one, and deselects the sheet. */
  void restyle() {
    isSorted = rowsAreSorted();
    markup.rewind();
    boolean inData = false;
    TreeMap<Integer, Mark> inRow = new TreeMap<>();
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.opens("sheetView") && markup.attribute(t, "tabSelected") != null) {
        String tag = markup.text(t.start(), t.end());
        markup.replace(t.start(), t.end(), Markup.without(tag, "tabSelected"));
      } else if (t.name().equals("sheetData")) {
        inData = t.role() == Markup.Role.OPEN;
        prefix = t.prefix();
        if (t.closes("sheetData")) {
          addRows(t, Integer.MAX_VALUE);
        }
      } else if (inData && t.opens("row")) {
        inRow = startRow(t);
      } else if (inData && t.opens("c")) {
        cell(t, inRow);
      } else if (inData && t.role() == Markup.Role.CLOSE && t.name().equals("row")) {
        markup.insert(t.start(), cells(inRow, Integer.MAX_VALUE));
      }
    }
  }

  private boolean rowsAreSorted() {
    int last = 0;
    int number = 0;
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.opens("row")) {
        number = BookReader.number(markup.attribute(t, "r"), number + 1);
        if (number <= last) {
          return false;
        }
        last = number;
      }
    }
    return true;
  }

  private TreeMap<Integer, Mark> startRow(Markup.Tag t) {
    row = BookReader.number(markup.attribute(t, "r"), row + 1);
    column = 0;
    addRows(t, row);
    TreeMap<Integer, Mark> marks = pending.remove(row);
    TreeMap<Integer, Mark> inRow = marks == null ? new TreeMap<>() : marks;
    if (t.role() == Markup.Role.EMPTY && !inRow.isEmpty()) {
      markup.append(t, cells(inRow, Integer.MAX_VALUE));
    }
    return inRow;
  }

  /** Rows that the sheet does not have, before the row or the end that a tag stands for. */
  private void addRows(Markup.Tag t, int before) {
    if (!isSorted) {
      return;
    }
    StringBuilder s = new StringBuilder();
    while (!pending.isEmpty() && pending.firstKey() < before) {
      Map.Entry<Integer, TreeMap<Integer, Mark>> e = pending.pollFirstEntry();
      int number = e.getKey();
      s.append('<').append(prefix).append("row r=\"").append(number).append("\">");
      int here = row;
      row = number;
      s.append(cells(e.getValue(), Integer.MAX_VALUE));
      row = here;
      s.append("</").append(prefix).append("row>");
    }
    if (s.isEmpty()) {
      return;
    }
    if (t.name().equals("sheetData")) {
      markup.append(t, s.toString());
    } else {
      markup.insert(t.start(), s.toString());
    }
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
    int style = BookReader.number(markup.attribute(t, "s"), 0);
    Mark mark = inRow.remove(c);
    int now =
        mark != null
            ? styles.marked(style, mark)
            : styles.isMarked(style) ? styles.unmarked(style) : style;
    if (now != style) {
      markup.set(t, "s", Integer.toString(now));
    }
  }

  /** The relation of the drawing that holds the sheet's comments; null when it has none. */
  @Nullable String findLegacyDrawing() {
    markup.rewind();
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.opens("legacyDrawing")) {
        return markup.relation(t);
      }
    }
    return null;
  }

  /** Points to a new drawing that holds the sheet's comments. */
  void addLegacyDrawing(String relation, Dialect dialect) {
    markup.rewind();
    String element =
        "<legacyDrawing xmlns=\"%s\" xmlns:r=\"%s\" r:id=\"%s\"/>"
            .formatted(dialect.main(), dialect.office(), relation);
    Markup.Tag end = null;
    int depth = 0;
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      depth += t.role() == Markup.Role.OPEN ? 1 : t.role() == Markup.Role.CLOSE ? -1 : 0;
      boolean isChild =
          t.role() == Markup.Role.EMPTY ? depth == 1 : t.role() == Markup.Role.OPEN && depth == 2;
      if (isChild && AFTER_LEGACY_DRAWING.contains(t.name())) {
        markup.insert(t.start(), element);
        return;
      }
      end = t;
    }
    if (end != null) {
      markup.insert(end.start(), element);
    }
  }

  boolean isChanged() {
    return markup.isChanged();
  }

  String toXml() {
    return markup.toText();
  }
}
