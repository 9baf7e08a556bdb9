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

  /** What a workbook without styles is shown with. */
  static final String NONE =
      Xmls.HEAD
          + "<styleSheet xmlns=\""
          + Xmls.MAIN
          + "\"><fonts><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
          + "<fills><fill><patternFill patternType=\"none\"/></fill>"
          + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
          + "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
          + "<cellStyleXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
          + "<cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>"
          + "<cellStyles><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

  private static final Set<String> REUSED = Set.of("fonts", "fills", "borders", "cellXfs");
  private static final String PLAIN_STYLE = "thin";
  private static final String MARK_STYLE = "medium";
  private static final Set<String> MARK_COLOURS = Set.of("FFC62828", "FFB26A00", "FF1565C0");

  private final Markup markup;
  private final Map<String, Markup.Tag> tables = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<int[]> cellStyles = new ArrayList<>();
  private final boolean mayHaveMarks;
  private final boolean isReturned;
  private final Map<String, Integer> known = new HashMap<>();
  private final Set<Integer> markBorders = new TreeSet<>();
  private final Set<Integer> plainBorders = new TreeSet<>();
  private final Styles added;
  private String prefix = "";
  private Markup.@Nullable Tag root;
  private int nextFormat = 164;

  /**
   * Scans the part.
   *
   * @param isReturned whether an earlier answer came back with it: what that one added is then used
   *     again, so that nothing piles up
   */
  StylesPatch(byte[] xml, boolean isReturned) {
    this.markup = new Markup(xml);
    this.mayHaveMarks = MARK_COLOURS.stream().anyMatch(c -> markup.find(c, 0) >= 0);
    this.isReturned = isReturned;
    scan();
    this.added =
        Styles.behind(
            new Styles.Counts(
                count("fonts"), count("fills"), count("borders"), count("cellXfs"), nextFormat),
            known);
    if (count("cellXfs") == 0) {
      added.ofElement("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>");
    }
  }

  private int count(String table) {
    return counts.getOrDefault(table, 0);
  }

  private void scan() {
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.is("styleSheet")) {
        prefix = t.prefix();
        if (t.role() != Markup.Role.OPEN) {
          root = t;
        }
      } else if (t.role() != Markup.Role.CLOSE && ORDER.contains(t.name())) {
        starts.put(t.name(), t.start());
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
    String name = table.name();
    for (Markup.Tag t = markup.next(); t != null; t = markup.next()) {
      if (t.role() == Markup.Role.CLOSE && t.is(name)) {
        tables.put(name, t);
        counts.put(name, n);
        // The counts are hints that readers may trust; without one nothing can become wrong.
        markup.unset(table, "count");
        return;
      }
      int end = markup.skip(t);
      if (isReturned && REUSED.contains(name)) {
        known.putIfAbsent(plain(markup.text(t.start(), end)), n);
      }
      switch (name) {
        case "numFmts" -> {
          nextFormat = Math.max(nextFormat, markup.number(t, "numFmtId", 0) + 1);
        }
        case "cellXfs" ->
            cellStyles.add(new int[] {t.start(), end, markup.number(t, "borderId", 0)});
        case "borders" -> {
          if (mayHaveMarks) {
            String border = markup.text(t.start(), end);
            if (isAllRound(border, MARK_STYLE, MARK_COLOURS)) {
              markBorders.add(n);
            } else if (isAllRound(border, PLAIN_STYLE, Set.of("FF" + Styles.LINE))) {
              plainBorders.add(n);
            }
          }
        }
        default -> {
          // only counted
        }
      }
      n++;
    }
  }

  /** An element of ours as it was before it was told its namespace. */
  private static String plain(String element) {
    int at = element.indexOf(" xmlns=\"");
    return at < 0 || at > element.indexOf('>')
        ? element
        : element.substring(0, at) + element.substring(element.indexOf('"', at + 8) + 1);
  }

  /** Whether a border has that style on all four sides, in one of the colours. */
  private static boolean isAllRound(String border, String style, Set<String> colours) {
    Markup m = new Markup(border);
    int sides = 0;
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      String rgb = t.is("color") ? m.attribute(t, "rgb") : null;
      if (rgb != null && colours.contains(rgb)) {
        sides++;
      } else if (t.role() != Markup.Role.CLOSE
          && Set.of("left", "right", "top", "bottom").contains(t.name())
          && !style.equals(m.attribute(t, "style"))) {
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
    return style < cellStyles.size() && markBorders.contains(cellStyles.get(style)[2]);
  }

  private static String firstTag(String xf) {
    return xf.substring(0, xf.indexOf('>') + 1);
  }

  /** The style with our border, in one of three colours. */
  int marked(int style, Mark mark) {
    return withBorder(style, added.border(MARK_STYLE, mark.rgb()));
  }

  /**
   * The style the cell had before it was marked: the one that differs from it in nothing but the
   * border; with several of them the one with the plain border of our forms, which is also given
   * where there is none.
   */
  int unmarked(int style) {
    String wanted = withoutBorder(style);
    int found = -1;
    for (int i = 0; i < cellStyles.size(); i++) {
      int border = cellStyles.get(i)[2];
      boolean isPlain = plainBorders.contains(border);
      if (!markBorders.contains(border)
          && (found < 0 || isPlain)
          && withoutBorder(i).equals(wanted)) {
        found = i;
        if (isPlain) {
          break;
        }
      }
    }
    return found >= 0 ? found : withBorder(style, added.border(PLAIN_STYLE, Styles.LINE));
  }

  private String withoutBorder(int style) {
    int[] xf = cellStyles.get(style);
    return Markup.without(Markup.without(markup.text(xf[0], xf[1]), "borderId"), "applyBorder");
  }

  private int withBorder(int style, int border) {
    String xf =
        style < cellStyles.size()
            ? markup.text(cellStyles.get(style)[0], cellStyles.get(style)[1])
            : "<" + prefix + "xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/>";
    String tag = firstTag(xf);
    String changed =
        Markup.with(Markup.with(tag, "borderId", Integer.toString(border)), "applyBorder", "1");
    return added.ofElement(changed + xf.substring(tag.length()));
  }

  /** The whole part with everything that was asked for. */
  byte[] toXml(String namespace) {
    append("numFmts", added.formats(), namespace);
    append("fonts", added.fonts(), namespace);
    append("fills", added.fills(), namespace);
    append("borders", added.borders(), namespace);
    append("cellXfs", added.cellStyles(), namespace);
    return markup.toBytes();
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
        markup.insert(starts.getOrDefault(later, next.start()), whole);
        return;
      }
    }
    Markup.Tag end = root;
    if (end == null) {
      throw Fault.broken("styles.xml");
    }
    markup.append(end, whole);
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
