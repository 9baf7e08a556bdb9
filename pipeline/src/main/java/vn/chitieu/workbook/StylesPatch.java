package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The style part of a workbook with our styles put behind its own, so that no style number a cell
 * already has changes its meaning. A marked cell keeps all of its look but its border.
 */
final class StylesPatch {
  private static final List<String> ORDER =
      List.of(
          "numFmts",
          "fonts",
          "fills",
          "borders",
          "cellStyleXfs",
          "cellXfs",
          "cellStyles",
          "dxfs",
          "tableStyles",
          "colors",
          "extLst");
  private static final String MARK_STYLE = "medium";
  private static final Set<String> MARK_COLOURS = Set.of("FFC62828", "FFB26A00", "FF1565C0");

  private final Markup markup;
  private final Map<String, Markup.Tag> tables = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<String> cellStyles = new ArrayList<>();
  private final Set<Integer> markBorders = new TreeSet<>();
  private final Styles added;
  private String prefix = "";
  private Markup.@Nullable Tag root;
  private int nextFormat = 164;

  StylesPatch(String xml) {
    this.markup = new Markup(xml);
    scan();
    this.added =
        Styles.behind(
            new Styles.Counts(
                count("fonts"), count("fills"), count("borders"), count("cellXfs"), nextFormat));
    if (count("cellXfs") == 0) {
      added.ofElement("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>");
    }
  }

  private int count(String table) {
    return counts.getOrDefault(table, 0);
  }

  private void scan() {
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.name().equals("styleSheet")) {
        prefix = t.prefix();
        if (t.role() != Markup.Role.OPEN) {
          root = t;
        }
      } else if (ORDER.contains(t.name())) {
        if (t.role() == Markup.Role.OPEN) {
          scanTable(t);
        } else {
          tables.put(t.name(), t);
        }
      }
    }
  }

  private void scanTable(Markup.Tag table) {
    int n = 0;
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.role() == Markup.Role.CLOSE && t.name().equals(table.name())) {
        tables.put(table.name(), t);
        counts.put(table.name(), n);
        setCount(table);
        return;
      }
      int end = markup.skip(t);
      switch (table.name()) {
        case "cellXfs" -> cellStyles.add(markup.text(t.start(), end));
        case "borders" -> {
          if (isMark(markup.text(t.start(), end))) {
            markBorders.add(n);
          }
        }
        case "numFmts" ->
            nextFormat =
                Math.max(nextFormat, BookReader.number(markup.attribute(t, "numFmtId"), 0) + 1);
        default -> {
          // only counted
        }
      }
      n++;
    }
  }

  /** The counts are hints that readers may trust; without one nothing can become wrong. */
  private void setCount(Markup.Tag table) {
    String tag = markup.text(table.start(), table.end());
    String without = Markup.without(tag, "count");
    if (!without.equals(tag)) {
      markup.replace(table.start(), table.end(), without);
    }
  }

  private static boolean isMark(String border) {
    Markup m = new Markup(border);
    int sides = 0;
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      String rgb = t.name().equals("color") ? m.attribute(t, "rgb") : null;
      if (rgb != null && MARK_COLOURS.contains(rgb)) {
        sides++;
      } else if (t.role() != Markup.Role.CLOSE
          && Set.of("left", "right", "top", "bottom").contains(t.name())
          && !MARK_STYLE.equals(m.attribute(t, "style"))) {
        return false;
      }
    }
    return sides >= 4;
  }

  /** Where our own new looks are asked for. */
  Styles added() {
    return added;
  }

  /** Whether an earlier answer of ours left marked cells. */
  boolean hasMarks() {
    return !markBorders.isEmpty();
  }

  /** Whether that style has a border of ours. */
  boolean isMarked(int style) {
    return style < cellStyles.size() && markBorders.contains(borderOf(cellStyles.get(style)));
  }

  private static int borderOf(String xf) {
    return BookReader.number(Markup.attribute(firstTag(xf), "borderId"), 0);
  }

  private static String firstTag(String xf) {
    return xf.substring(0, xf.indexOf('>') + 1);
  }

  /** The style with our border, in one of three colours. */
  int marked(int style, Mark mark) {
    return withBorder(style, added.border(MARK_STYLE, mark.rgb()));
  }

  /** The style with the plain border that our forms have. */
  int unmarked(int style) {
    return withBorder(style, added.border("thin", Styles.LINE));
  }

  private int withBorder(int style, int border) {
    String xf =
        style < cellStyles.size()
            ? cellStyles.get(style)
            : "<" + prefix + "xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/>";
    String tag = firstTag(xf);
    String changed =
        Markup.with(Markup.with(tag, "borderId", Integer.toString(border)), "applyBorder", "1");
    return added.ofElement(changed + xf.substring(tag.length()));
  }

  /** The whole part with everything that was asked for. */
  String toXml(String namespace) {
    append("numFmts", added.formats(), namespace);
    append("fonts", added.fonts(), namespace);
    append("fills", added.fills(), namespace);
    append("borders", added.borders(), namespace);
    append("cellXfs", added.cellStyles(), namespace);
    return markup.toText();
  }

  /** Our elements have no prefix, so they say themselves where they belong. */
  private void append(String table, String elements, String namespace) {
    if (elements.isEmpty()) {
      return;
    }
    String own = prefix.isEmpty() ? elements : named(elements, namespace);
    Markup.Tag at = tables.get(table);
    if (at != null) {
      markup.append(at, own);
      return;
    }
    String whole = "<" + prefix + table + ">" + own + "</" + prefix + table + ">";
    for (String later : ORDER.subList(ORDER.indexOf(table) + 1, ORDER.size())) {
      Markup.Tag next = tables.get(later);
      if (next != null) {
        markup.insert(startOf(next), whole);
        return;
      }
    }
    Markup.Tag end = root;
    if (end == null) {
      throw Fault.broken("styles.xml");
    }
    markup.append(end, whole);
  }

  private int startOf(Markup.Tag tag) {
    return tag.role() == Markup.Role.EMPTY
        ? tag.start()
        : markup.text().lastIndexOf("<" + tag.prefix() + tag.name(), tag.start() - 1);
  }

  private static String named(String elements, String namespace) {
    Markup m = new Markup(elements);
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.prefix().isEmpty()) {
        m.set(t, "xmlns", namespace);
        m.skip(t);
      }
    }
    return m.toText();
  }
}
