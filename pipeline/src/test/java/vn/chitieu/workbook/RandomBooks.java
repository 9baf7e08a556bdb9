package vn.chitieu.workbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Random workbooks, written raw: what the format allows and some program writes, in every
 * combination. Well-formed, each address once, every value one that Excel itself could hold.
 */
final class RandomBooks {
  private static final List<String> TEXTS =
      List.of(
          "Thu ngân sách",
          "a &amp; b",
          "&lt;x&gt;",
          "&#225;&#x1EA1;",
          "_x000D_",
          "a_x000A_b",
          "_x005F_x0041_",
          "  ",
          "",
          "nghe\u0323\u0302o",
          "<![CDATA[1 < 2]]>",
          "1.234,5",
          "#N/A",
          "dòng\r\nhai",
          "đ<!-- lời -->e",
          "\uD83D\uDE00");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "12.5",
          "1234567",
          "0.30000000000000004",
          "1E3",
          "1.5e-3",
          "-0",
          "1E-320",
          "46340",
          "46340.75",
          "59",
          "60",
          "61",
          "0.985",
          "123456789012345678",
          "1e15",
          "2958465",
          "98.499999999999986",
          "0.1234567890123456",
          "33.333333333333336",
          "7.0",
          "100");
  private static final List<String> ERRORS =
      List.of("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!");
  private static final String[] FORMATS = {
    "General",
    "0.00",
    "#,##0",
    "0%",
    "dd/mm/yyyy",
    "h:mm",
    "@",
    "mmm-yy",
    "[h]:mm",
    "d/m h:mm",
    "#,##0&quot; tỷ&quot;",
    "0.00E+00"
  };

  private RandomBooks() {}

  /** Writes one; the same seed gives the same. */
  static Path write(long seed, Path file) {
    Random r = new Random(seed);
    boolean is1904 = r.nextInt(6) == 0;
    String p = r.nextInt(8) == 0 ? "x:" : "";
    RawBook book = new RawBook();
    if (r.nextInt(6) == 0) {
      book.strict();
    }
    book.workbook(is1904 ? "<workbookPr date1904=\"1\"/>" : "");
    StringBuilder formats = new StringBuilder();
    StringBuilder styles = new StringBuilder("<xf numFmtId=\"0\"/>");
    for (int i = 1; i < FORMATS.length; i++) {
      formats.append("<numFmt numFmtId=\"" + (170 + i) + "\" formatCode=\"" + FORMATS[i] + "\"/>");
      styles.append(
          "<xf numFmtId=\"%d\" fontId=\"%d\" applyNumberFormat=\"1\"><alignment/></xf>"
              .formatted(170 + i, i % 4)); // of three fonts: one is not there
    }
    book.styles(
        formats.toString(),
        "<font/><font><b/><name val=\".VnTime\"/></font><font><name val=\"VNI-Times\"/></font>",
        styles.toString());
    StringBuilder strings = new StringBuilder();
    for (String t : TEXTS) {
      strings.append(
          r.nextInt(4) == 0
              ? "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">"
                  + t
                  + "</t></r><r><t>!</t></r><rPh sb=\"0\" eb=\"1\"><t>z</t></rPh></si>"
              : "<si><t xml:space=\"preserve\">" + t + "</t></si>");
    }
    book.strings(strings.toString());
    String space = r.nextInt(5) == 0 ? "\n  " : "";
    StringBuilder rows = new StringBuilder();
    int row = 0;
    for (int n = r.nextInt(3, 16); n > 0; n--) {
      row += r.nextInt(8) == 0 ? r.nextInt(1, 30) : 1;
      rows.append(space).append("<").append(p).append("row r=\"").append(row).append("\"");
      rows.append(r.nextInt(5) == 0 ? " hidden=\"1\"" : "").append(" spans=\"1:8\">");
      int column = 0;
      for (int c = r.nextInt(1, 9); c > 0; c--) {
        column += r.nextInt(6) == 0 ? r.nextInt(1, 6) : 1;
        rows.append(cell(r, p, SheetTable.letters(column) + row, space));
      }
      rows.append(space).append("</").append(p).append("row>");
    }
    String uri = p.isEmpty() ? "xmlns" : "xmlns:x";
    return book.part(
            "xl/worksheets/sheet1.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<"
                + p
                + "worksheet "
                + uri
                + "=\"{m}\" xmlns:r=\"{o}\"><"
                + p
                + "dimension ref=\"A1:H99\"/><"
                + p
                + "cols><"
                + p
                + "col min=\"2\" max=\"2\" hidden=\"1\"/></"
                + p
                + "cols><"
                + p
                + "sheetData>"
                + rows
                + "</"
                + p
                + "sheetData><"
                + p
                + "autoFilter ref=\"A1:C3\"/><"
                + p
                + "mergeCells count=\"1\"><"
                + p
                + "mergeCell ref=\"A1:B2\"/></"
                + p
                + "mergeCells></"
                + p
                + "worksheet>")
        .write(file);
  }

  private static <T> T any(Random r, List<T> all) {
    return all.get(r.nextInt(all.size()));
  }

  private static String cell(Random r, String p, String address, String space) {
    String style = r.nextBoolean() ? " s=\"" + r.nextInt(FORMATS.length) + "\"" : "";
    String start = "<" + p + "c r=\"" + address + "\"" + style;
    String end = space + "</" + p + "c>";
    String formula = r.nextInt(5) == 0 ? "<" + p + "f>SUM(A1:A2)&amp;\"x\"</" + p + "f>" : "";
    return switch (r.nextInt(9)) {
      case 0 -> start + " t=\"s\">" + value(p, Integer.toString(r.nextInt(TEXTS.size()))) + end;
      case 1 ->
          start
              + " t=\"inlineStr\"><"
              + p
              + "is><"
              + p
              + "t>"
              + any(r, TEXTS)
              + "</"
              + p
              + "t></"
              + p
              + "is>"
              + end;
      case 2 -> start + " t=\"b\">" + formula + value(p, r.nextBoolean() ? "1" : "0") + end;
      case 3 -> start + " t=\"e\">" + formula + value(p, any(r, ERRORS)) + end;
      case 4 -> start + "><" + p + "f>A1*2</" + p + "f>" + end;
      case 5 -> start + " t=\"str\"><" + p + "f>A1</" + p + "f>" + value(p, any(r, TEXTS)) + end;
      case 6 -> start + "/>";
      default ->
          start
              + (r.nextInt(4) == 0 ? " t=\"n\">" : ">")
              + formula
              + value(p, any(r, NUMBERS))
              + end;
    };
  }

  private static String value(String p, String v) {
    return "<" + p + "v>" + v + "</" + p + "v>";
  }
}
