package vn.chitieu.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a new workbook. The same sheets give the same bytes: nothing of the clock, the machine or
 * a random number goes into them.
 */
final class BookWriter {
  /** The earliest time a zip entry can carry. */
  static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String SHEET_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

  private final List<SheetXml> sheets = new ArrayList<>();
  private final List<String> printTitles = new ArrayList<>();
  private final SheetXml.Strings strings = new SheetXml.Strings();
  private final Styles styles = Styles.forNew();
  private final String title;
  private final LocalDate date;

  /** Title and date go into the workbook's properties. */
  BookWriter(String title, LocalDate date) {
    this.title = title;
    this.date = date;
  }

  Styles styles() {
    return styles;
  }

  SheetXml sheet(String name) {
    SheetXml s = new SheetXml(name, strings);
    sheets.add(s);
    return s;
  }

  /** Rows that are printed on top of every page of a sheet. */
  void printTitle(SheetXml sheet, int fromRow, int toRow) {
    printTitles.add(
        "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%d\">'%s'!$%d:$%d</definedName>"
            .formatted(sheets.indexOf(sheet), Xmls.escape(sheet.name()), fromRow, toRow));
  }

  void write(Path out, int activeSheet) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", contentTypes());
    parts.put("_rels/.rels", packageRelations());
    parts.put("docProps/app.xml", app());
    parts.put("docProps/core.xml", core());
    parts.put("xl/workbook.xml", workbook(activeSheet));
    parts.put("xl/_rels/workbook.xml.rels", workbookRelations());
    for (int i = 0; i < sheets.size(); i++) {
      parts.put("xl/worksheets/sheet" + (i + 1) + ".xml", sheets.get(i).toXml());
    }
    parts.put("xl/styles.xml", styles.toXml());
    parts.put("xl/sharedStrings.xml", strings.toXml());
    try (OutputStream file = Files.newOutputStream(out);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> p : parts.entrySet()) {
        ZipEntry e = new ZipEntry(p.getKey());
        e.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(e);
        zip.write(p.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String contentTypes() {
    StringBuilder s = new StringBuilder(Xmls.HEAD);
    s.append("<Types xmlns=\"").append(Xmls.CONTENT_TYPES).append("\">");
    s.append(
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
    s.append("<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    override(
        s,
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    for (int i = 1; i <= sheets.size(); i++) {
      override(s, "xl/worksheets/sheet" + i + ".xml", SHEET_TYPE);
    }
    override(
        s,
        "xl/styles.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
    override(
        s,
        "xl/sharedStrings.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml");
    override(s, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    override(
        s,
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    return s.append("</Types>").toString();
  }

  private static void override(StringBuilder s, String part, String type) {
    s.append("<Override PartName=\"/")
        .append(part)
        .append("\" ContentType=\"")
        .append(type)
        .append("\"/>");
  }

  private static String packageRelations() {
    return Xmls.HEAD
        + "<Relationships xmlns=\""
        + Xmls.PACKAGE_RELATIONS
        + "\">"
        + relation("rId1", Xmls.OFFICE + "/officeDocument", "xl/workbook.xml")
        + relation(
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml")
        + relation("rId3", Xmls.OFFICE + "/extended-properties", "docProps/app.xml")
        + "</Relationships>";
  }

  static String relation(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>".formatted(id, type, target);
  }

  private static String app() {
    return Xmls.HEAD
        + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>chitieu</Application></Properties>";
  }

  private String core() {
    return Xmls.HEAD
        + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + "<dc:title>"
        + Xmls.escape(title)
        + "</dc:title><dc:creator>chitieu</dc:creator>"
        + "<dcterms:created xsi:type=\"dcterms:W3CDTF\">"
        + date
        + "T00:00:00Z</dcterms:created></cp:coreProperties>";
  }

  private String workbook(int activeSheet) {
    StringBuilder s = new StringBuilder(Xmls.HEAD);
    s.append("<workbook xmlns=\"")
        .append(Xmls.MAIN)
        .append("\" xmlns:r=\"")
        .append(Xmls.OFFICE)
        .append("\">");
    s.append(
            "<bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\" windowHeight=\"12000\" activeTab=\"")
        .append(activeSheet)
        .append("\"/></bookViews><sheets>");
    for (int i = 0; i < sheets.size(); i++) {
      s.append(
          "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%<d\"/>"
              .formatted(Xmls.escape(sheets.get(i).name()), i + 1));
    }
    s.append("</sheets>");
    if (!printTitles.isEmpty()) {
      s.append("<definedNames>").append(String.join("", printTitles)).append("</definedNames>");
    }
    return s.append("<calcPr calcId=\"191029\"/></workbook>").toString();
  }

  private String workbookRelations() {
    StringBuilder s = new StringBuilder(Xmls.HEAD);
    s.append("<Relationships xmlns=\"").append(Xmls.PACKAGE_RELATIONS).append("\">");
    int n = sheets.size();
    for (int i = 1; i <= n; i++) {
      s.append(relation("rId" + i, Xmls.OFFICE + "/worksheet", "worksheets/sheet" + i + ".xml"));
    }
    s.append(relation("rId" + (n + 1), Xmls.OFFICE + "/styles", "styles.xml"));
    s.append(relation("rId" + (n + 2), Xmls.OFFICE + "/sharedStrings", "sharedStrings.xml"));
    return s.append("</Relationships>").toString();
  }
}
