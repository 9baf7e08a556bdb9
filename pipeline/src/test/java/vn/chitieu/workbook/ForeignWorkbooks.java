package vn.chitieu.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.DataConsolidateFunction;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFPivotTable;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import vn.chitieu.Python;
import vn.chitieu.ReleaseFixture;

/** Workbooks of every kind that are no work of ours: found, made by other programs, or patched. */
final class ForeignWorkbooks {
  private ForeignWorkbooks() {}

  /** The found ones, and those made now. */
  static List<Path> list(Path dir) throws IOException {
    List<Path> all = new ArrayList<>(corpus());
    if (Python.isAvailable()) {
      Path made = Files.createDirectories(dir.resolve("python"));
      Python.run("foreign_workbooks.py", made.toString());
      all.addAll(workbooks(made));
    }
    all.add(byPoi(dir.resolve("poi-everything.xlsx")));
    all.addAll(patched(dir, all.getLast()));
    return all;
  }

  /** Files of other programs that stand beside the tests. */
  static List<Path> corpus() throws IOException {
    return workbooks(ReleaseFixture.repo().resolve("pipeline/src/test/resources/corpus"));
  }

  private static List<Path> workbooks(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(f -> f.toString().endsWith(".xlsx") || f.toString().endsWith(".xlsm"))
          .sorted()
          .toList();
    }
  }

  private static Path byPoi(Path file) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet s = book.createSheet("Dữ liệu");
      String[] heads = {"Tổ", "Tháng", "Số"};
      for (int r = 0; r < 6; r++) {
        s.createRow(r);
        for (int c = 0; c < 3; c++) {
          if (r == 0) {
            s.getRow(r).createCell(c).setCellValue(heads[c]);
          } else if (c < 2) {
            s.getRow(r).createCell(c).setCellValue("x" + r % 2 + c);
          } else {
            s.getRow(r).createCell(c).setCellValue(r * 1.25);
          }
        }
      }
      XSSFSheet pivots = book.createSheet("Tổng hợp");
      XSSFPivotTable pivot =
          pivots.createPivotTable(
              new AreaReference("'Dữ liệu'!A1:C6", SpreadsheetVersion.EXCEL2007),
              new CellReference("A3"));
      pivot.addRowLabel(0);
      pivot.addColumnLabel(DataConsolidateFunction.SUM, 2);
      XSSFDrawing drawing = s.createDrawingPatriarch();
      XSSFComment c = drawing.createCellComment(new XSSFClientAnchor(0, 0, 0, 0, 4, 4, 6, 8));
      c.setString("Của Bình");
      c.setAuthor("Bình");
      c.setAddress(new CellAddress("B2"));
      drawing.createTextbox(new XSSFClientAnchor(0, 0, 0, 0, 8, 1, 10, 4)).setText("hộp");
      book.setPrintArea(0, "$A$1:$C$6");
      book.setActiveSheet(1);
      book.write(out);
    }
    return file;
  }

  /** What no program here writes: parts added or rewritten by hand. */
  private static List<Path> patched(Path dir, Path from) throws IOException {
    Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
    kinds.put(
        "custom-xml",
        Map.of(
            "customXml/item1.xml",
            "<của-đơn-vị>1</của-đơn-vị>",
            "xl/slicers/slicer1.xml",
            "<slicers xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"/>",
            "xl/calcChain.xml",
            "<calcChain xmlns=\"" + RawBook.MAIN + "\"><c r=\"A1\" i=\"1\"/></calcChain>",
            "xl/printerSettings/printerSettings1.bin",
            "\u0001\u0002"));
    List<Path> all = new ArrayList<>();
    kinds.forEach(
        (name, added) -> {
          try {
            all.add(with(from, dir.resolve("patched-" + name + ".xlsx"), added));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    String rows =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>chữ</t></is></c><c r=\"B1\"><v>1</v></c></row>";
    all.add(
        new RawBook()
            .sheet(rows)
            .without("xl/styles.xml")
            .without("xl/sharedStrings.xml")
            .part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + "<Relationship Id=\"rId1\" Type=\"{o}/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>")
            .part(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                    + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>")
            .write(dir.resolve("patched-bare.xlsx")));
    all.add(
        new RawBook()
            .part(
                "xl/worksheets/sheet1.xml",
                "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><x:worksheet xmlns:x=\"{m}\"><x:sheetData>"
                    + "<x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>")
            .write(dir.resolve("patched-prefixed.xlsx")));
    return all;
  }

  private static Path with(Path from, Path to, Map<String, String> added) throws IOException {
    try (ZipFile zip = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry e : Collections.list(zip.entries())) {
        byte[] content;
        try (InputStream in = zip.getInputStream(e)) {
          content = in.readAllBytes();
        }
        if (e.getName().equals(ContentTypes.PART)) {
          content =
              new String(content, StandardCharsets.UTF_8)
                  .replaceFirst(
                      "<Default ",
                      "<Default Extension=\"bin\" ContentType=\"application/octet-stream\"/><Default ")
                  .getBytes(StandardCharsets.UTF_8);
        }
        out.putNextEntry(new ZipEntry(e.getName()));
        out.write(content);
        out.closeEntry();
      }
      for (Map.Entry<String, String> e : added.entrySet()) {
        out.putNextEntry(new ZipEntry(e.getKey()));
        out.write(e.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return to;
  }
}
