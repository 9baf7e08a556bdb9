package vn.chitieu.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook put together part by part, so that each part can be made wrong. */
final class RawBook {
  static final String IDENTITY =
      "#chitieu loai=bao-cao bang=so-lieu dia-ban=thuy-nguyen nam=2026 don-vi=kthtdt ky=2026-11"
          + " ke-hoach=1f2e3d4c mau=1";
  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();
  private String main = MAIN;
  private String office = OFFICE;

  /** A workbook with one empty sheet {@code Số liệu}. */
  RawBook() {
    contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    part(
        "_rels/.rels",
        relations(
            "<Relationship Id=\"rId1\" Type=\"{o}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
    workbook("");
    part(
        "xl/_rels/workbook.xml.rels",
        relations(
            "<Relationship Id=\"rId1\" Type=\"{o}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"rId2\" Type=\"{o}/styles\" Target=\"styles.xml\"/>"
                + "<Relationship Id=\"rId3\" Type=\"{o}/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
    styles("", "<xf numFmtId=\"0\"/>");
    strings("");
    sheet("");
  }

  private static String relations(String all) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + all
        + "</Relationships>";
  }

  RawBook contentType(String type) {
    return part(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
            + type
            + "\"/>"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
            + "</Types>");
  }

  RawBook workbook(String before) {
    return part(
        "xl/workbook.xml",
        "<workbook xmlns=\"{m}\" xmlns:r=\"{o}\">"
            + before
            + "<sheets><sheet name=\"Số liệu\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  }

  RawBook styles(String formats, String cellStyles) {
    return styles(formats, "<font/>", cellStyles);
  }

  RawBook styles(String formats, String fonts, String cellStyles) {
    return part(
        "xl/styles.xml",
        "<styleSheet xmlns=\"{m}\"><numFmts>"
            + formats
            + "</numFmts><fonts>"
            + fonts
            + "</fonts><fills><fill/></fills><borders><border/></borders>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
            + cellStyles
            + "</cellXfs></styleSheet>");
  }

  RawBook strings(String items) {
    return part("xl/sharedStrings.xml", "<sst xmlns=\"{m}\">" + items + "</sst>");
  }

  /** The rows of the one sheet, as they stand. */
  RawBook sheet(String rows) {
    return part(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"{m}\"><sheetData>" + rows + "</sheetData></worksheet>");
  }

  /** A coded sheet: identity in A1, codes item and value in row 2, then rows as they stand. */
  RawBook coded(String rows) {
    return sheet(codedHead() + rows);
  }

  static String codedHead() {
    return "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
        + IDENTITY
        + "</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>#item</t></is></c>"
        + "<c r=\"B2\" t=\"inlineStr\"><is><t>#value</t></is></c></row>";
  }

  RawBook part(String name, String text) {
    return part(name, text, StandardCharsets.UTF_8);
  }

  RawBook part(String name, String text, Charset charset) {
    parts.put(name, text.getBytes(charset));
    return this;
  }

  RawBook bytes(String name, byte[] content) {
    parts.put(name, content);
    return this;
  }

  RawBook without(String name) {
    parts.remove(name);
    return this;
  }

  RawBook strict() {
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    return this;
  }

  Path write(Path file) {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> p : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(p.getKey()));
        boolean isText = p.getKey().endsWith(".xml") || p.getKey().endsWith(".rels");
        zip.write(
            isText ? filled(new String(p.getValue(), StandardCharsets.ISO_8859_1)) : p.getValue());
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] filled(String text) {
    return text.replace("{m}", main).replace("{o}", office).getBytes(StandardCharsets.ISO_8859_1);
  }
}
