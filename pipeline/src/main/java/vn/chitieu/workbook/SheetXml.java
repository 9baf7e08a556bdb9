package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One worksheet being written: cells in any order, then the part as text. */
final class SheetXml implements AnswerSheet.Page {
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final int PROMPT = 220;
  private static final int PROMPT_TITLE = 32;

  private final String name;
  private final @Nullable Strings strings;
  private final TreeMap<Integer, Row> rows = new TreeMap<>();
  private final TreeMap<Integer, String> columns = new TreeMap<>();
  private final TreeMap<Integer, Double> widths = new TreeMap<>();
  private final List<String> merges = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();
  private final List<String> validations = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private String properties = "";
  private String view = "";
  private String after = "";
  private String protection = "";

  private static final class Row {
    private final TreeMap<Integer, String> cells = new TreeMap<>();
    private double height;
    private boolean isHeightFixed;
    private boolean isHidden;
  }

  /** Without shared strings every text is written into its cell. */
  SheetXml(String name, @Nullable Strings strings) {
    this.name = name;
    this.strings = strings;
  }

  String name() {
    return name;
  }

  /** {@code A1} of a column number from 1 and a row number. */
  static String address(int column, int row) {
    return SheetTable.letters(column) + row;
  }

  @Override
  public void column(int column, double width) {
    widths.put(column, width);
    columns.put(
        column,
        "<col min=\"%d\" max=\"%<d\" width=\"%s\" customWidth=\"1\"/>".formatted(column, width));
  }

  void hideColumn(int column) {
    columns.put(
        column,
        "<col min=\"%d\" max=\"%<d\" width=\"9\" hidden=\"1\" customWidth=\"1\"/>"
            .formatted(column));
  }

  @Override
  public double width(int fromColumn, int toColumn) {
    double sum = 0;
    for (int c = fromColumn; c <= toColumn; c++) {
      sum += widths.getOrDefault(c, 0d);
    }
    return sum;
  }

  private Row row(int number) {
    return rows.computeIfAbsent(number, n -> new Row());
  }

  @Override
  public void hideRow(int number) {
    row(number).isHidden = true;
  }

  /** The height that shows so many lines of the size; Excel may change it when the text does. */
  @Override
  public void lines(int number, int lines, double size) {
    Row r = row(number);
    r.height = Math.max(r.height, lines * (size * 1.3) + 4);
  }

  @Override
  public void fixHeight(int number) {
    row(number).isHeightFixed = true;
  }

  /** How many lines a text takes in columns of that width, a word never cut. */
  static int linesOf(String text, double width, double size) {
    double room = Math.max(4, width * 12 / size * 1.14);
    int lines = 0;
    for (String paragraph : text.split("\n", -1)) {
      double used = 0;
      lines++;
      for (String word : paragraph.split(" ")) {
        double length = word.length() + (used == 0 ? 0 : 1);
        if (used > 0 && used + length > room) {
          lines++;
          used = word.length();
        } else {
          used += length;
        }
        while (used > room) {
          lines++;
          used -= room;
        }
      }
    }
    return lines;
  }

  @Override
  public void blank(int column, int row, int style) {
    put(column, row, begin(column, row, style).append("/>"));
  }

  @Override
  public void text(int column, int row, String text, int style) {
    if (text.isEmpty()) {
      blank(column, row, style);
      return;
    }
    StringBuilder c = begin(column, row, style);
    Strings shared = strings;
    if (shared != null) {
      c.append(" t=\"s\"><v>").append(shared.indexOf(text)).append("</v></c>");
    } else {
      c.append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">").append(Xmls.text(text));
      c.append("</t></is></c>");
    }
    put(column, row, c);
  }

  void number(int column, int row, BigDecimal n, int style) {
    StringBuilder c = begin(column, row, style);
    put(column, row, c.append("><v>").append(n.toPlainString()).append("</v></c>"));
  }

  void day(int column, int row, LocalDate day, int style) {
    number(column, row, BigDecimal.valueOf(ChronoUnit.DAYS.between(DAY_ZERO, day)), style);
  }

  /** A formula with the number it gives now; null when it now gives an empty text. */
  void formula(int column, int row, String formula, @Nullable BigDecimal result, int style) {
    StringBuilder c = begin(column, row, style).append(result == null ? " t=\"str\"><f>" : "><f>");
    c.append(Xmls.escape(formula)).append("</f><v>");
    c.append(result == null ? "" : result.toPlainString()).append("</v></c>");
    put(column, row, c);
  }

  private static StringBuilder begin(int column, int row, int style) {
    StringBuilder c = new StringBuilder(64).append("<c r=\"").append(SheetTable.letters(column));
    return c.append(row).append("\" s=\"").append(style).append('"');
  }

  private void put(int column, int row, StringBuilder cell) {
    row(row).cells.put(column, cell.toString());
  }

  /** Joins cells of one row; the others of the range get the look too, for their borders. */
  @Override
  public void merge(int fromColumn, int toColumn, int row, int style) {
    for (int c = fromColumn; c <= toColumn; c++) {
      if (!row(row).cells.containsKey(c)) {
        blank(c, row, style);
      }
    }
    if (toColumn > fromColumn) {
      merges.add(address(fromColumn, row) + ":" + address(toColumn, row));
    }
  }

  /** Joins cells of one column. */
  @Override
  public void mergeDown(int column, int fromRow, int toRow) {
    merges.add(address(column, fromRow) + ":" + address(column, toRow));
  }

  /** A conditional look where a formula, written for the first cell, is true. */
  void rule(String cells, String formula, int difference) {
    rules.add(
        "<conditionalFormatting sqref=\"%s\"><cfRule type=\"expression\" dxfId=\"%d\" priority=\"%d\"><formula>%s</formula></cfRule></conditionalFormatting>"
            .formatted(cells, difference, rules.size() + 1, Xmls.escape(formula)));
  }

  /** What may be typed; a wrong entry is stopped with {@code error}. */
  void validate(String cells, Allowed allowed, String title, String prompt, String error) {
    validations.add(
        "<dataValidation %s allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" errorTitle=\"%s\" error=\"%s\" promptTitle=\"%s\" prompt=\"%s\" sqref=\"%s\">%s</dataValidation>"
            .formatted(
                allowed.attributes(),
                "Chưa đúng",
                Xmls.escape(cut(error, PROMPT)),
                Xmls.escape(cut(title, PROMPT_TITLE)),
                Xmls.escape(cut(prompt, PROMPT)),
                cells,
                allowed.formulas()));
  }

  private static String cut(String s, int length) {
    return s.length() <= length ? s : s.substring(0, length - 1) + "…";
  }

  /** A condition on what is typed. */
  record Allowed(String attributes, String formulas) {
    static Allowed decimalFrom(String low) {
      return new Allowed(
          "type=\"decimal\" operator=\"greaterThanOrEqual\"", "<formula1>" + low + "</formula1>");
    }

    static Allowed wholeFrom(String low) {
      return new Allowed(
          "type=\"whole\" operator=\"greaterThanOrEqual\"", "<formula1>" + low + "</formula1>");
    }

    static Allowed percent() {
      return new Allowed(
          "type=\"decimal\" operator=\"between\"",
          "<formula1>0</formula1><formula2>100</formula2>");
    }

    static Allowed day(LocalDate from, LocalDate to) {
      return new Allowed(
          "type=\"date\" operator=\"between\"",
          "<formula1>%d</formula1><formula2>%d</formula2>"
              .formatted(
                  ChronoUnit.DAYS.between(DAY_ZERO, from), ChronoUnit.DAYS.between(DAY_ZERO, to)));
    }

    static Allowed choice(List<String> choices) {
      return new Allowed(
          "type=\"list\"",
          "<formula1>\"" + Xmls.escape(String.join(",", choices)) + "\"</formula1>");
    }

    static Allowed textUpTo(int length) {
      return new Allowed(
          "type=\"textLength\" operator=\"lessThanOrEqual\"",
          "<formula1>" + length + "</formula1>");
    }
  }

  /** A link within the workbook. */
  @Override
  public void link(int column, int row, String sheet, String address) {
    links.add(
        "<hyperlink ref=\""
            + address(column, row)
            + "\" location=\""
            + Xmls.escape("'" + sheet.replace("'", "''") + "'!" + address)
            + "\" display=\""
            + Xmls.escape(address)
            + "\"/>");
  }

  /** A4, fitted to the page's width. */
  void page(boolean isLandscape, String footer) {
    properties = "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>";
    after =
        "<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"%s\" fitToWidth=\"1\" fitToHeight=\"0\"/><headerFooter><oddFooter>%s</oddFooter></headerFooter>"
            .formatted(isLandscape ? "landscape" : "portrait", Xmls.escape(footer));
  }

  /** Locks all but unlocked cells, without a password; columns and rows may be resized. */
  void protect() {
    protection =
        "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\"/>";
  }

  /**
   * What is seen when the sheet is opened.
   *
   * @param frozenColumns columns that stay, 0 for none
   * @param frozenRows rows that stay, 0 for none
   * @param active the cell the cursor stands in
   */
  void view(int frozenColumns, int frozenRows, String active, boolean isFirst) {
    StringBuilder s = new StringBuilder("<sheetViews><sheetView showGridLines=\"0\"");
    s.append(isFirst ? " tabSelected=\"1\"" : "").append(" workbookViewId=\"0\">");
    if (frozenRows > 0) {
      boolean both = frozenColumns > 0;
      String pane = both ? "bottomRight" : "bottomLeft";
      s.append("<pane");
      if (both) {
        s.append(" xSplit=\"").append(frozenColumns).append('"');
      }
      s.append(
          " ySplit=\"%d\" topLeftCell=\"%s\" activePane=\"%s\" state=\"frozen\"/>"
              .formatted(frozenRows, address(frozenColumns + 1, frozenRows + 1), pane));
      if (both) {
        s.append("<selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/>");
      }
      s.append("<selection pane=\"%s\" activeCell=\"%s\" sqref=\"%<s\"/>".formatted(pane, active));
    } else {
      s.append("<selection activeCell=\"%s\" sqref=\"%<s\"/>".formatted(active));
    }
    view = s.append("</sheetView></sheetViews>").toString();
  }

  String toXml() {
    StringBuilder s = new StringBuilder(1 << 14).append(Xmls.HEAD);
    s.append("<worksheet xmlns=\"").append(Xmls.MAIN).append("\" xmlns:r=\"");
    s.append(Xmls.OFFICE).append("\">").append(properties);
    s.append(view).append("<sheetFormatPr defaultRowHeight=\"16\"/>");
    s.append("<cols>").append(String.join("", columns.values())).append("</cols><sheetData>");
    for (Map.Entry<Integer, Row> e : rows.entrySet()) {
      Row r = e.getValue();
      s.append("<row r=\"").append(e.getKey()).append('"');
      if (r.height > 0) {
        s.append(" ht=\"").append(Math.round(r.height * 4) / 4.0).append('"');
        s.append(r.isHeightFixed ? " customHeight=\"1\"" : "");
      }
      s.append(r.isHidden ? " hidden=\"1\"" : "").append('>');
      r.cells.values().forEach(s::append);
      s.append("</row>");
    }
    s.append("</sheetData>").append(protection);
    group(s, "mergeCells", merges.stream().map(m -> "<mergeCell ref=\"" + m + "\"/>").toList());
    rules.forEach(s::append);
    group(s, "dataValidations", validations);
    if (!links.isEmpty()) {
      s.append("<hyperlinks>").append(String.join("", links)).append("</hyperlinks>");
    }
    return s.append(after).append("</worksheet>").toString();
  }

  private static void group(StringBuilder s, String name, List<String> all) {
    if (!all.isEmpty()) {
      s.append('<').append(name).append(" count=\"").append(all.size()).append("\">");
      s.append(String.join("", all)).append("</").append(name).append('>');
    }
  }

  /** The shared strings of a workbook. */
  static final class Strings {
    private final Map<String, Integer> all = new java.util.LinkedHashMap<>();
    private int uses;

    int indexOf(String text) {
      uses++;
      return all.computeIfAbsent(text, t -> all.size());
    }

    String toXml() {
      StringBuilder s = new StringBuilder(Xmls.HEAD);
      s.append(
          "<sst xmlns=\"%s\" count=\"%d\" uniqueCount=\"%d\">"
              .formatted(Xmls.MAIN, uses, all.size()));
      for (String text : all.keySet()) {
        s.append("<si><t xml:space=\"preserve\">").append(Xmls.text(text)).append("</t></si>");
      }
      return s.append("</sst>").toString();
    }
  }
}
