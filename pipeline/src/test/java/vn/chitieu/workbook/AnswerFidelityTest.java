package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.Python;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;

/** Workbooks of other people keep everything they have when they are answered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class AnswerFidelityTest {
  /** Read by nothing here but LibreOffice. */
  private static final Set<String> STRICT = Set.of("SampleSS.strict.xlsx", "SimpleStrict.xlsx");

  /** It has comments in the last cell of a sheet, which takes LibreOffice a minute. */
  private static final String SLOW = "comment03.xlsx";

  @TempDir static Path dir;

  private final List<Pair> pairs = new ArrayList<>();

  private record Pair(Path before, Path after, Answer answer, List<String> sheetParts) {
    String name() {
      return before.getFileName().toString();
    }
  }

  @BeforeAll
  void answer_them_all() throws IOException {
    Path out = Files.createDirectories(dir.resolve("answers"));
    for (Path before : ForeignWorkbooks.list(dir)) {
      Map<String, String> sheets = sheets(before);
      List<Answer.Row> rows = new ArrayList<>();
      for (String sheet : sheets.keySet()) {
        for (String cell : List.of("A1", "B3", "Z99")) {
          rows.add(
              new Answer.Row(
                  rows.size() + 1,
                  new CellRef(sheet, cell),
                  "đang ghi",
                  "cần ghi",
                  "Gõ lại.",
                  "1",
                  "Ô " + cell,
                  Severity.HOLD,
                  List.of(),
                  List.of()));
        }
        if (rows.size() >= 6) {
          break;
        }
      }
      Answer answer =
          new Answer(Answer.Tone.PARTLY, "BĂNG", List.of(), rows, List.of(), "", List.of(), "");
      Path after = out.resolve(before.getFileName());
      Workbooks.annotate(before, answer, after);
      pairs.add(new Pair(before, after, answer, List.copyOf(sheets.values())));
    }
    assertThat(pairs).hasSizeGreaterThan(45);
  }

  /** The worksheets by name, and their parts. */
  private static Map<String, String> sheets(Path file) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    try (PackagePatch patch = new PackagePatch(Files.readAllBytes(file), file)) {
      String main = "xl/workbook.xml";
      Map<String, String> targets = new LinkedHashMap<>();
      Markup rels = new Markup(patch.xml(Relations.nameFor(main)));
      for (Markup.Tag t = rels.next(); t != null; t = rels.next()) {
        String type = rels.attribute(t, "Type");
        if (type != null && type.endsWith("/worksheet")) {
          targets.put(
              rels.attribute(t, "Id"), Relations.resolve(main, rels.attribute(t, "Target")));
        }
      }
      Markup book = new Markup(patch.xml(main));
      for (Markup.Tag t = book.next(); t != null; t = book.next()) {
        String part = t.opens("sheet") ? targets.get(book.relation(t)) : null;
        if (part != null) {
          all.put(Xmls.unescape(book.attribute(t, "name")), part);
        }
      }
    }
    return all;
  }

  private static Map<String, byte[]> parts(Path file) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry e : java.util.Collections.list(zip.entries())) {
        if (!e.isDirectory()) {
          all.put(e.getName(), zip.getInputStream(e).readAllBytes());
        }
      }
    }
    return all;
  }

  // ---- the parts

  @Test
  void no_part_is_lost_and_what_is_not_ours_to_touch_keeps_its_bytes() throws IOException {
    for (Pair p : pairs) {
      Map<String, byte[]> before = parts(p.before());
      Map<String, byte[]> after = parts(p.after());
      assertThat(after.keySet()).as(p.name()).containsAll(before.keySet());
      for (String name : before.keySet()) {
        boolean mayChange =
            name.equals("[Content_Types].xml")
                || name.equals("xl/workbook.xml")
                || name.equals("xl/_rels/workbook.xml.rels")
                || name.toLowerCase(java.util.Locale.ROOT).endsWith("styles.xml")
                || name.matches("xl/(worksheets/)?comments/?\\d*.*\\.xml")
                || name.endsWith(".vml")
                || name.matches("xl/worksheets/(_rels/)?[^/]*\\.xml(\\.rels)?");
        if (!mayChange) {
          assertThat(after.get(name)).as(p.name() + " " + name).isEqualTo(before.get(name));
        }
      }
    }
  }

  @Test
  void a_sheet_differs_in_its_marked_cells_and_the_drawing_of_comments_only() throws Exception {
    for (Pair p : pairs) {
      Set<String> marked = new HashSet<>();
      p.answer()
          .rows()
          .forEach(r -> marked.add(java.util.Objects.requireNonNull(r.at()).address()));
      Map<String, byte[]> before = parts(p.before());
      Map<String, byte[]> after = parts(p.after());
      for (String name : p.sheetParts()) {
        List<String> was = events(before.get(name), new HashSet<>(), new HashSet<>());
        Set<String> there = new HashSet<>();
        there.addAll(was);
        assertThat(events(after.get(name), marked, there))
            .as(p.name() + " " + name)
            .isEqualTo(events(before.get(name), marked, there));
      }
    }
  }

  /** Start tags and texts; without the style of marked cells and what answering adds. */
  private static List<String> events(byte[] part, Set<String> marked, Set<String> there)
      throws XMLStreamException {
    List<String> all = new ArrayList<>();
    XMLStreamReader r =
        XMLInputFactory.newDefaultFactory().createXMLStreamReader(new ByteArrayInputStream(part));
    boolean hasLegacy = there.stream().anyMatch(e -> e.startsWith("legacyDrawing "));
    while (r.hasNext()) {
      int event = r.next();
      if (event == XMLStreamConstants.CHARACTERS) {
        all.add(r.getText());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        StringBuilder s = new StringBuilder(r.getLocalName()).append(' ');
        String address = r.getAttributeValue(null, "r");
        boolean isMarked =
            r.getLocalName().equals("c") && (address == null || marked.contains(address));
        for (int i = 0; i < r.getAttributeCount(); i++) {
          String name = r.getAttributeLocalName(i);
          if (!name.equals("tabSelected") && !(isMarked && name.equals("s"))) {
            s.append(name).append('=').append(r.getAttributeValue(i)).append(' ');
          }
        }
        String e = s.toString();
        boolean isAdded =
            marked.size() > 0
                && ((r.getLocalName().equals("legacyDrawing") && !hasLegacy)
                    || (isMarked && e.equals("c r=" + address + " "))
                    || (e.matches("row r=(1|3|99) ")));
        if (!isAdded) {
          all.add(e);
        }
      }
    }
    all.removeIf(String::isBlank);
    return all;
  }

  @Test
  void every_part_that_was_written_is_well_formed() throws Exception {
    for (Pair p : pairs) {
      for (Map.Entry<String, byte[]> e : parts(p.after()).entrySet()) {
        if (e.getKey()
            .matches(
                ".*(\\.rels|sheet\\d*\\.xml|ket-qua\\d\\.xml|comments\\d*\\.xml|tyles\\.xml|workbook\\.xml|Types\\]\\.xml)")) {
          XMLStreamReader r =
              XMLInputFactory.newDefaultFactory()
                  .createXMLStreamReader(new ByteArrayInputStream(e.getValue()));
          while (r.hasNext()) {
            r.next();
          }
        }
      }
    }
  }

  // ---- other programs

  @Test
  void poi_opens_every_answer_and_finds_what_was_there() throws IOException {
    for (Pair p : pairs) {
      if (STRICT.contains(p.name())) {
        continue;
      }
      try (XSSFWorkbook before = open(p.before());
          XSSFWorkbook after = open(p.after())) {
        assertThat(values(after, true)).as(p.name()).isEqualTo(values(before, false));
        assertThat(after.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo("BĂNG");
        for (Sheet s : before) {
          XSSFSheet was = (XSSFSheet) s;
          XSSFSheet is = after.getSheet(s.getSheetName());
          assertThat(things(is)).as(p.name() + " " + s.getSheetName()).isEqualTo(things(was));
          was.getCellComments()
              .forEach(
                  (at, c) ->
                      assertThat(is.getCellComment(at).getString().getString())
                          .as(p.name() + " " + at)
                          .isEqualTo(c.getString().getString()));
          for (Answer.Row r : p.answer().rows()) {
            CellRef at = java.util.Objects.requireNonNull(r.at());
            if (at.sheet().equals(s.getSheetName())) {
              assertThat(is.getCellComments().keySet())
                  .as(p.name())
                  .anyMatch(a -> a.formatAsString().equals(at.address()));
            }
          }
        }
        assertThat(after.getAllPictures()).hasSameSizeAs(before.getAllPictures());
        assertThat(after.getAllNames()).hasSameSizeAs(before.getAllNames());
        assertThat(after.isMacroEnabled()).isEqualTo(before.isMacroEnabled());
      }
    }
  }

  private static List<Integer> things(XSSFSheet s) {
    return List.of(
        s.getTables().size(),
        s.getPivotTables().size(),
        s.getDataValidations().size(),
        s.getSheetConditionalFormatting().getNumConditionalFormattings(),
        s.getHyperlinkList().size(),
        s.getNumMergedRegions(),
        s.getDrawingPatriarch() == null ? 0 : s.getDrawingPatriarch().getCharts().size(),
        s.getDrawingPatriarch() == null ? 0 : s.getDrawingPatriarch().getShapes().size(),
        s.getProtect() ? 1 : 0);
  }

  private static XSSFWorkbook open(Path file) throws IOException {
    return new XSSFWorkbook(Files.newInputStream(file));
  }

  private static List<String> values(Workbook book, boolean isAnswer) {
    List<String> all = new ArrayList<>();
    for (int i = isAnswer ? 1 : 0; i < book.getNumberOfSheets(); i++) {
      Sheet s = book.getSheetAt(i);
      all.add(s.getSheetName() + book.isSheetHidden(i));
      for (Row r : s) {
        for (Cell c : r) {
          String text = c.toString();
          if (!text.isEmpty()) {
            all.add(c.getAddress() + " " + c.getCellType() + " " + text);
          }
        }
      }
    }
    return all;
  }

  @Test
  void openpyxl_opens_every_answer_and_finds_the_same_values() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(Python.isAvailable());
    List<Map<String, String>> list = new ArrayList<>();
    for (Pair p : pairs) {
      if (!STRICT.contains(p.name())) {
        list.add(
            Map.of(
                "before",
                p.before().toString(),
                "after",
                p.after().toString(),
                "added",
                "Kết quả"));
      }
    }
    Path json = dir.resolve("pairs.json");
    JsonMapper.shared().writeValue(json.toFile(), list);
    assertThat(Python.run("same_values.py", json.toString()).lines())
        .as("openpyxl never opened two, for reasons of their own")
        .containsExactlyInAnyOrder(
            "never opened: style-alternate-content.xlsx", "never opened: patched-prefixed.xlsx");
  }

  @Test
  void libreoffice_opens_every_answer_and_finds_the_same_values() throws Exception {
    Path saved =
        LibreOffice.saveAll(
            pairs.stream().filter(p -> !p.name().equals(SLOW)).map(Pair::after).toList(),
            "xlsx:Calc MS Excel 2007 XML",
            dir);
    for (Pair p : pairs) {
      if (p.name().equals(SLOW)) {
        continue;
      }
      Path file = saved.resolve(p.name().replace(".xlsm", ".xlsx"));
      assertThat(file).as(p.name()).isRegularFile();
      try (XSSFWorkbook after = open(file)) {
        assertThat(after.getSheetName(0)).as(p.name()).isEqualTo("Kết quả");
        assertThat(after.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo("BĂNG");
        if (!STRICT.contains(p.name())) {
          try (XSSFWorkbook before = open(p.before())) {
            assertThat(constants(after)).as(p.name()).containsAll(constants(before));
          }
        }
      }
    }
  }

  private static List<String> constants(XSSFWorkbook book) {
    return values(book, false).stream()
        .filter(v -> v.contains(" STRING ") && !v.contains("\n"))
        // LibreOffice names a pivot table's totals itself
        .filter(v -> !v.endsWith("Row Labels") && !v.endsWith("Grand Total"))
        .toList();
  }
}
