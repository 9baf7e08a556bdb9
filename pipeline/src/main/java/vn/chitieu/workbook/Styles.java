package vn.chitieu.workbook;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The style tables of a workbook, filled as looks are asked for. They start empty for a new
 * workbook or behind those of an existing one, whose counts are then given.
 */
final class Styles {
  /** The colour of plain borders. */
  static final String LINE = "8A8A8A";

  private static final int FIRST_OWN_FORMAT = 164;

  private final Map<String, Integer> fonts = new LinkedHashMap<>();
  private final Map<String, Integer> fills = new LinkedHashMap<>();
  private final Map<String, Integer> borders = new LinkedHashMap<>();
  private final Map<String, Integer> formats = new LinkedHashMap<>();
  private final Map<String, Integer> cellStyles = new LinkedHashMap<>();
  private final Map<String, Integer> differences = new LinkedHashMap<>();
  private final Map<Look, Integer> looks = new HashMap<>();
  private final Map<String, Integer> known;
  private final Counts before;

  /** How many entries stand in the tables already; {@code format} is the next free format id. */
  record Counts(int fonts, int fills, int borders, int cellStyles, int format) {}

  private Styles(Counts before, Map<String, Integer> known) {
    this.before = before;
    this.known = known;
  }

  /** The styles of a new workbook, in which every cell is Times New Roman 12. */
  static Styles forNew() {
    Styles s = new Styles(new Counts(0, 0, 0, 0, FIRST_OWN_FORMAT), Map.of());
    s.add(s.fonts, 0, font(Look.PLAIN));
    s.add(s.fills, 0, "<fill><patternFill patternType=\"none\"/></fill>");
    s.add(s.fills, 0, "<fill><patternFill patternType=\"gray125\"/></fill>");
    s.add(s.borders, 0, "<border><left/><right/><top/><bottom/><diagonal/></border>");
    s.add(
        s.cellStyles,
        0,
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
    return s;
  }

  /**
   * Styles to be put behind existing ones.
   *
   * @param known elements that stand there already, with their indexes: they are not added again
   */
  static Styles behind(Counts before, Map<String, Integer> known) {
    return new Styles(before, known);
  }

  private int add(Map<String, Integer> table, int before, String xml) {
    Integer there = known.get(xml);
    return there != null ? there : table.computeIfAbsent(xml, x -> before + table.size());
  }

  /** The cell style index of a look. */
  int of(Look look) {
    Integer made = looks.get(look);
    if (made != null) {
      return made;
    }
    int style = make(look);
    looks.put(look, style);
    return style;
  }

  private int make(Look look) {
    int font = add(fonts, before.fonts(), font(look));
    int fill =
        look.fill().isEmpty() && before.fills() == 0
            ? 0
            : add(fills, before.fills(), fill(look.fill()));
    int border = border(look.border(), LINE);
    int format = format(look.format());
    String xml =
        "<xf numFmtId=\""
            + format
            + "\" fontId=\""
            + font
            + "\" fillId=\""
            + fill
            + "\" borderId=\""
            + border
            + "\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\""
            + " applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\"><alignment horizontal=\""
            + look.horizontal()
            + "\" vertical=\""
            + look.vertical()
            + "\""
            + (look.isWrapped() ? " wrapText=\"1\"" : "")
            + (look.indent() > 0 ? " indent=\"" + look.indent() + "\"" : "")
            + "/><protection locked=\""
            + (look.isUnlocked() ? 0 : 1)
            + "\"/></xf>";
    return add(cellStyles, before.cellStyles(), xml);
  }

  /** The index of a cell style given as its element. */
  int ofElement(String xf) {
    return add(cellStyles, before.cellStyles(), xf);
  }

  /** The index of a border of one colour around the cell. */
  int border(String style, String rgb) {
    return add(borders, before.borders(), borderXml(style, rgb));
  }

  /** The index of a conditional look that only changes the ground. */
  int whenFilled(String rgb) {
    return add(
        differences,
        0,
        "<dxf><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF"
            + rgb
            + "\"/><bgColor rgb=\"FF"
            + rgb
            + "\"/></patternFill></fill></dxf>");
  }

  /** The index of a conditional look that only changes the number format. */
  int whenFormatted(String code) {
    return add(
        differences,
        0,
        "<dxf><numFmt numFmtId=\""
            + format(code)
            + "\" formatCode=\""
            + Xmls.escape(code)
            + "\"/></dxf>");
  }

  private int format(String code) {
    for (int id = 0; id < 50; id++) {
      if (id != 14 && NumberFormats.builtIn(id).equals(code)) {
        return id;
      }
    }
    return formats.computeIfAbsent(code, c -> before.format() + formats.size());
  }

  private static String font(Look look) {
    return "<font>"
        + (look.isBold() ? "<b/>" : "")
        + (look.isItalic() ? "<i/>" : "")
        + (look.isUnderlined() ? "<u/>" : "")
        + "<sz val=\""
        + (look.size() == Math.rint(look.size()) ? "" + (int) look.size() : "" + look.size())
        + "\"/><color rgb=\"FF"
        + look.colour()
        + "\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>";
  }

  private static String fill(String rgb) {
    return rgb.isEmpty()
        ? "<fill><patternFill patternType=\"none\"/></fill>"
        : "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF"
            + rgb
            + "\"/><bgColor indexed=\"64\"/></patternFill></fill>";
  }

  private static String borderXml(String style, String rgb) {
    if (style.isEmpty()) {
      return "<border><left/><right/><top/><bottom/><diagonal/></border>";
    }
    StringBuilder s = new StringBuilder("<border>");
    for (String side : new String[] {"left", "right", "top", "bottom"}) {
      s.append('<').append(side).append(" style=\"").append(style).append("\"><color rgb=\"FF");
      s.append(rgb).append("\"/></").append(side).append('>');
    }
    return s.append("<diagonal/></border>").toString();
  }

  String fonts() {
    return String.join("", fonts.keySet());
  }

  String fills() {
    return String.join("", fills.keySet());
  }

  String borders() {
    return String.join("", borders.keySet());
  }

  String cellStyles() {
    return String.join("", cellStyles.keySet());
  }

  String formats() {
    StringBuilder s = new StringBuilder();
    formats.forEach(
        (code, id) ->
            s.append("<numFmt numFmtId=\"")
                .append(id)
                .append("\" formatCode=\"")
                .append(Xmls.escape(code))
                .append("\"/>"));
    return s.toString();
  }

  /** The whole styles part of a new workbook. */
  String toXml() {
    StringBuilder s = new StringBuilder(Xmls.HEAD);
    s.append("<styleSheet xmlns=\"").append(Xmls.MAIN).append("\">");
    if (!formats.isEmpty()) {
      table(s, "numFmts", formats.size(), formats());
    }
    table(s, "fonts", fonts.size(), fonts());
    table(s, "fills", fills.size(), fills());
    table(s, "borders", borders.size(), borders());
    table(s, "cellStyleXfs", 1, "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>");
    table(s, "cellXfs", cellStyles.size(), cellStyles());
    table(s, "cellStyles", 1, "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>");
    table(s, "dxfs", differences.size(), String.join("", differences.keySet()));
    return s.append("</styleSheet>").toString();
  }

  private static void table(StringBuilder s, String name, int count, String content) {
    s.append('<').append(name).append(" count=\"").append(count).append("\">").append(content);
    s.append("</").append(name).append('>');
  }
}
