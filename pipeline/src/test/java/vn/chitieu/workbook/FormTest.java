package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.xmlbeans.XmlError;
import org.apache.xmlbeans.XmlOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.WorksheetDocument;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.plan.Unit;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FormTest {
  @TempDir Path dir;

  private final Plan plan = Plans.small();
  private final Period period = plan.getPeriod("2026-11");
  private final Prefill prefill =
      new Prefill(
          Map.of(
              "01a", new BigDecimal("450.125"),
              "03/n", new BigDecimal("80"),
              "03/d", new BigDecimal("120.5"),
              "06b", new BigDecimal("141")),
          Map.of("01a", new BigDecimal("45.2")),
          List.of(
              new DifficultyReport(
                  3,
                  new CellRef("Vướng mắc", "B10"),
                  "Chậm giải phóng mặt bằng",
                  LocalDate.of(2026, 8, 3),
                  "UBND thành phố",
                  "Phê duyệt giá đất")));

  private Path form(String unit) {
    Path out = dir.resolve("2026-11_" + unit + ".xlsx");
    Workbooks.template(plan, plan.getUnit(unit), period, prefill, true, out);
    return out;
  }

  private static Draft read(Path file) {
    return ((Reading.Form) Workbooks.read(file)).draft();
  }

  private static Draft.Row row(Draft draft, String table, String key, String value) {
    return draft.find(table).orElseThrow().rows().stream()
        .filter(r -> r.text(key).equals(value))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_same_inputs_give_the_same_bytes() throws IOException {
    byte[] once = Files.readAllBytes(form("kthtdt"));
    assertThat(Files.readAllBytes(form("kthtdt"))).isEqualTo(once);
    Workbooks.template(
        plan,
        plan.getUnit("kthtdt"),
        period,
        Prefill.EMPTY,
        true,
        dir.resolve("2026-11_kthtdt.xlsx"));
    assertThat(Files.readAllBytes(dir.resolve("2026-11_kthtdt.xlsx"))).isNotEqualTo(once);
  }

  @Test
  void each_table_says_whose_form_it_is() {
    assertThat(read(form("kthtdt")).tables())
        .extracting(t -> t.identity().text())
        .containsExactlyElementsOf(
            Stream.of("so-lieu", "to-dan-pho", "nhiem-vu", "vuong-mac")
                .map(
                    t ->
                        FormIdentity.report(
                                t, "thuy-nguyen", 2026, "kthtdt", "2026-11", Plans.VERSION, true)
                            .text())
                .toList());
  }

  @Test
  void a_unit_without_tasks_or_parts_gets_no_sheets_for_them() {
    Plan bare =
        new Plan(
            plan.locality(),
            plan.year(),
            plan.version(),
            plan.sha256(),
            false,
            Map.of(),
            plan.units(),
            plan.measures(),
            plan.targets(),
            plan.assignments().stream().filter(a -> a.measureCode().equals("11")).toList(),
            plan.periods(),
            plan.holidays(),
            List.of(),
            plan.areas(),
            plan.successions(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Plan.Switches.NONE);
    Path out = dir.resolve("bare.xlsx");
    Workbooks.template(bare, plan.getUnit("vhxh"), period, Prefill.EMPTY, false, out);
    assertThat(read(out).tables())
        .extracting(t -> t.identity().table())
        .containsExactly("so-lieu", "vuong-mac");
    assertThat(read(out).identity().orElseThrow().isIllustrative()).isFalse();
  }

  @Test
  void every_item_of_the_plan_has_one_row_with_an_empty_cell_to_fill() {
    for (Unit u : plan.units()) {
      Draft draft = read(form(u.code()));
      Draft.Table t = draft.find("so-lieu").orElseThrow();
      assertThat(t.columns().keySet())
          .containsExactlyInAnyOrder(
              "item",
              "code",
              "name",
              "unit",
              "target",
              "previous",
              "value",
              "cumulative",
              "last_year",
              "explanation");
      List<String> items = plan.listItems(u.code(), period).stream().map(Item::code).toList();
      assertThat(t.rows().stream().map(r -> r.text("item")).filter(c -> !c.isEmpty()).toList())
          .containsSubsequence(items)
          .doesNotHaveDuplicates()
          .filteredOn(c -> !c.endsWith("/rate") && !c.equals(Decoder.SIGNER))
          .containsExactlyElementsOf(items);
      assertThat(t.rows().stream().filter(r -> !r.text("value").isEmpty()).map(r -> r.text("item")))
          .containsExactlyElementsOf(u.code().equals("kthtdt") ? List.of("03/d") : List.of());
    }
  }

  /** A form to which the office has written. */
  private Path asked() {
    DifficultyReport open = prefill.openDifficulties().getFirst();
    LocalDate on = LocalDate.of(2026, 10, 20);
    Prefill written =
        new Prefill(
            prefill.cumulativeBefore(),
            prefill.samePeriodLastYear(),
            prefill.openDifficulties(),
            List.of(
                new DifficultyAnswer("2026-10", 3, open.what(), "đã duyệt", "Bà Lan", on, false),
                new DifficultyAnswer(
                    "2026-10", 1, "Thiếu người", "đã bổ sung", "Bà Lan", on, true)),
            List.of(
                new OpenQuestion(
                    2026,
                    "gt-01",
                    "01a Thu ngân sách – tháng 10/2026",
                    "45,2 tỷ đồng",
                    "Vì sao thu giảm?",
                    "Bà Lan",
                    on,
                    null,
                    3)),
            "Lê Văn Minh, Trưởng phòng");
    Path out = dir.resolve("asked.xlsx");
    Workbooks.template(plan, plan.getUnit("kthtdt"), period, written, true, out);
    return out;
  }

  @Test
  void what_the_office_wrote_stands_in_the_form_and_only_the_answer_is_to_be_filled()
      throws IOException {
    Draft draft = read(asked());
    Draft.Table questions = draft.find(Decoder.QUESTIONS).orElseThrow();
    assertThat(questions.columns().keySet())
        .containsExactlyInAnyOrder("question", "asked", "answer");
    assertThat(questions.rows())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.text("question")).isEqualTo("gt-01");
              assertThat(r.text("asked")).isEqualTo("Vì sao thu giảm?");
              assertThat(r.text("answer")).isEmpty();
            });
    assertThat(row(draft, "so-lieu", "item", Decoder.SIGNER).text("value"))
        .isEqualTo("Lê Văn Minh, Trưởng phòng");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(asked()))) {
      assertThat(book.getSheetName(1)).isEqualTo("Yêu cầu giải trình");
      List<String> unlocked = new java.util.ArrayList<>();
      List<String> said = new java.util.ArrayList<>();
      for (Row r : book.getSheetAt(1)) {
        for (Cell c : r) {
          said.add(c.toString());
          if (!c.getCellStyle().getLocked()) {
            unlocked.add(c.getAddress().formatAsString());
          }
        }
      }
      assertThat(unlocked).hasSize(1);
      assertThat(said).contains("45,2 tỷ đồng", "cùng biểu này", "lần thứ 3", "Bà Lan, 20/10/2026");
      List<String> difficulties = new java.util.ArrayList<>();
      book.getSheet("Vướng mắc").forEach(r -> r.forEach(c -> difficulties.add(c.toString())));
      assertThat(difficulties)
          .contains(
              "đã duyệt (Bà Lan, 20/10/2026)",
              "Đã trả lời và kết thúc, không phải ghi lại: “Thiếu người” – đã bổ sung (Bà Lan,"
                  + " 20/10/2026)")
          .doesNotContain("Thiếu người");
    }
    assertThat(read(form("kthtdt")).find(Decoder.QUESTIONS)).as("nothing asked").isEmpty();
  }

  @Test
  void what_is_known_beforehand_is_shown() {
    Draft draft = read(form("kthtdt"));
    Draft.Row revenue = row(draft, "so-lieu", "item", "01a");
    assertThat(revenue.text("previous")).isEqualTo("450.125");
    assertThat(revenue.text("last_year")).isEqualTo("45.2");
    assertThat(revenue.text("target")).isEqualTo("≥ 578,625");
    assertThat(row(draft, "so-lieu", "item", "02").text("target")).isEqualTo("chờ giao");
    assertThat(row(draft, "so-lieu", "item", "06a").text("target")).isEqualTo("duy trì 0");
    assertThat(row(draft, "so-lieu", "item", "03/d").text("value")).isEqualTo("120.5");
    Draft.Row open = row(draft, "vuong-mac", "no", "3");
    assertThat(open.text("what")).isEqualTo("Chậm giải phóng mặt bằng");
    assertThat(open.text("since")).isEqualTo("2026-08-03");
    assertThat(open.text("proposed_to")).isEqualTo("UBND thành phố");
    assertThat(draft.find("vuong-mac").orElseThrow().rows()).hasSize(15);
  }

  @Test
  void areas_and_tasks_have_their_rows_and_columns() {
    Draft draft = read(form("kthtdt"));
    Draft.Table areas = draft.find("to-dan-pho").orElseThrow();
    assertThat(areas.columns().keySet())
        .containsExactlyInAnyOrder("area", "name", "06a", "06b", "07a/n", "07a/d");
    assertThat(areas.rows())
        .extracting(r -> r.text("area"))
        .containsExactly("tdp-01", "tdp-02", "tdp-03", "tong");
    assertThat(read(form("vhxh")).find("to-dan-pho").orElseThrow().columns().keySet())
        .containsExactlyInAnyOrder("area", "name", "08b");
    Draft.Table tasks = draft.find("nhiem-vu").orElseThrow();
    assertThat(tasks.columns().keySet())
        .containsExactlyInAnyOrder(
            "task", "name", "state", "percent", "result", "new_due", "reason");
    assertThat(tasks.rows()).extracting(r -> r.text("task")).containsExactly("II.1-a", "II.1-b");
  }

  @Test
  void nothing_above_the_data_is_taken_for_data() {
    Draft.Table t = read(form("vhxh")).find("so-lieu").orElseThrow();
    assertThat(t.rows().stream().filter(r -> r.text("item").isEmpty()))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.cells()).containsOnlyKeys("code");
              assertThat(r.text("code"))
                  .startsWith("Đơn vị phối hợp (không phải điền): 06a")
                  .contains("01a");
            });
  }

  // ---- as another library sees it

  @Test
  void the_sheets_stand_in_their_order_and_the_first_yellow_cell_is_selected() throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form("kthtdt")))) {
      List<String> names = new ArrayList<>();
      book.forEach(s -> names.add(s.getSheetName()));
      assertThat(names)
          .containsExactly("Số liệu", "Tổ dân phố", "Nhiệm vụ", "Vướng mắc", "Hướng dẫn");
      assertThat(book.getActiveSheetIndex()).isZero();
      XSSFSheet s = book.getSheetAt(0);
      CellAddress active = s.getActiveCell();
      XSSFCell cell = s.getRow(active.getRow()).getCell(active.getColumn());
      assertThat(isYellow(cell)).isTrue();
      assertThat(s.getRow(active.getRow()).getCell(0).getStringCellValue()).isEqualTo("01a");
    }
  }

  private static boolean isYellow(XSSFCell cell) {
    return cell.getCellStyle().getFillPattern() == FillPatternType.SOLID_FOREGROUND
        && cell.getCellStyle().getFillForegroundColorColor().getARGBHex().equals("FFFFF2A8");
  }

  @Test
  void yellow_cells_and_only_they_are_unlocked_and_each_has_a_prompt() throws IOException {
    for (Unit u : plan.units()) {
      try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form(u.code())))) {
        int yellow = 0;
        for (Sheet sheet : book) {
          XSSFSheet s = (XSSFSheet) sheet;
          assertThat(s.getProtect()).isTrue();
          assertThat(s.getCTWorksheet().getSheetProtection().isSetPassword()).isFalse();
          assertThat(s.isFormatColumnsLocked()).isFalse();
          for (org.apache.poi.ss.usermodel.Row row : s) {
            for (org.apache.poi.ss.usermodel.Cell c : row) {
              XSSFCell cell = (XSSFCell) c;
              assertThat(cell.getCellStyle().getLocked())
                  .as("%s!%s", s.getSheetName(), cell.getAddress())
                  .isEqualTo(!isYellow(cell));
              if (isYellow(cell)) {
                yellow++;
                DataValidation v = validation(s, cell);
                assertThat(v.getPromptBoxText()).isNotBlank().hasSizeLessThanOrEqualTo(255);
                assertThat(v.getErrorBoxText()).isNotBlank().hasSizeLessThanOrEqualTo(225);
                assertThat(v.getPromptBoxTitle()).hasSizeLessThanOrEqualTo(32);
              }
            }
          }
        }
        assertThat(yellow).isGreaterThan(60);
      }
    }
  }

  private static DataValidation validation(XSSFSheet s, XSSFCell cell) {
    return s.getDataValidations().stream()
        .filter(
            v -> Stream.of(v.getRegions().getCellRangeAddresses()).anyMatch(r -> r.isInRange(cell)))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two prompts for " + cell.getAddress());
            })
        .orElseThrow(
            () ->
                new AssertionError("no prompt for " + s.getSheetName() + "!" + cell.getAddress()));
  }

  @Test
  void each_sheet_fits_a_landscape_page_and_keeps_its_head() throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form("kthtdt")))) {
      for (Sheet s : book) {
        assertThat(s.getPrintSetup().getLandscape()).isTrue();
        assertThat(s.getPrintSetup().getPaperSize()).isEqualTo((short) 9);
        assertThat(s.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
        assertThat(s.getFitToPage()).isTrue();
        assertThat(s.getPaneInformation() != null).isEqualTo(!s.getSheetName().equals("Hướng dẫn"));
      }
      XSSFSheet first = book.getSheetAt(0);
      assertThat(first.isColumnHidden(0)).isTrue();
      assertThat(first.getRow(0).getZeroHeight()).isTrue();
      assertThat(book.getFontAt(0).getFontName()).isEqualTo("Times New Roman");
      assertThat(book.getFontAt(0).getFontHeightInPoints()).isEqualTo((short) 12);
    }
  }

  @Test
  void every_sheet_is_valid_by_the_published_schema() throws Exception {
    for (Unit u : plan.units()) {
      try (ZipFile zip = new ZipFile(form(u.code()).toFile())) {
        for (ZipEntry e : Collections.list(zip.entries())) {
          if (e.getName().startsWith("xl/worksheets/")) {
            List<XmlError> errors = new ArrayList<>();
            WorksheetDocument.Factory.parse(zip.getInputStream(e))
                .validate(new XmlOptions().setErrorListener(errors));
            assertThat(errors).as(e.getName()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void the_head_names_ward_unit_period_and_due_day() throws IOException {
    StringBuilder head = new StringBuilder();
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form("kthtdt")))) {
      XSSFSheet s = book.getSheetAt(0);
      for (int i = 1; i < 6; i++) {
        head.append(s.getRow(i).getCell(1).getStringCellValue()).append('\n');
      }
    }
    assertThat(head.toString())
        .contains("phường Thủy Nguyên")
        .contains("Phòng Kinh tế, Hạ tầng và Đô thị")
        .contains("Kỳ báo cáo tháng 11/2026 (15/10/2026 – 14/11/2026)")
        .contains("Hạn gửi: thứ Ba 17/11/2026")
        .contains("thư mục nop")
        .contains("SỐ LIỆU MINH HỌA");
  }

  /** Types a number into the cell of a row and column of a form opened with another library. */
  private static void type(XSSFWorkbook book, String table, String key, String column, Object value)
      throws IOException {
    for (Sheet sheet : book) {
      String identity = text(sheet, 0, 0);
      if (!identity.contains("bang=" + table + " ")) {
        continue;
      }
      int codes = 1;
      while (!text(sheet, codes, 0).startsWith("#")) {
        codes++;
      }
      int at = 0;
      while (!text(sheet, codes, at).equals("#" + column)) {
        at++;
      }
      for (org.apache.poi.ss.usermodel.Row row : sheet) {
        if (row.getRowNum() > codes && text(sheet, row.getRowNum(), 0).equals(key)) {
          XSSFCell c = ((XSSFRow) row).getCell(at);
          switch (value) {
            case Double d -> c.setCellValue(d);
            case String s -> c.setCellValue(s);
            case LocalDate d -> c.setCellValue(d);
            default -> throw new IllegalArgumentException();
          }
          return;
        }
      }
    }
    throw new AssertionError("no row " + key + " in " + table);
  }

  private static String text(Sheet s, int row, int column) {
    org.apache.poi.ss.usermodel.Row r = s.getRow(row);
    org.apache.poi.ss.usermodel.Cell c = r == null ? null : r.getCell(column);
    if (c == null) {
      return "";
    }
    return c.getCellType() == CellType.NUMERIC
        ? Integer.toString((int) c.getNumericCellValue())
        : c.getStringCellValue();
  }

  private Path filled(String unit) throws IOException {
    Path out = dir.resolve("filled-" + unit + ".xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form(unit)));
        OutputStream file = Files.newOutputStream(out)) {
      if (unit.equals("kthtdt")) {
        type(book, "so-lieu", "01a", "value", 45.25);
        type(book, "so-lieu", "01a", "explanation", "Thu tiền đất chậm");
        type(book, "so-lieu", "03/n", "value", 10.5);
        type(book, "so-lieu", "06b", "value", 138.0);
        type(book, "to-dan-pho", "tdp-01", "06a", 0.0);
        type(book, "to-dan-pho", "tdp-02", "06a", 2.0);
        type(book, "nhiem-vu", "II.1-a", "state", "đang thực hiện");
        type(book, "nhiem-vu", "II.1-a", "new_due", LocalDate.of(2026, 12, 31));
        type(book, "vuong-mac", "1", "what", "Thiếu xe gom rác");
      } else {
        type(book, "so-lieu", "11/done", "value", "có");
        type(book, "so-lieu", "11/on", "value", LocalDate.of(2026, 11, 2));
        type(book, "to-dan-pho", "tdp-01", "08b", "có");
        type(book, "to-dan-pho", "tdp-02", "08b", "không");
        type(book, "to-dan-pho", "tdp-03", "08b", "có");
      }
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      book.write(file);
    }
    return out;
  }

  @Test
  void its_formulas_add_up_and_divide() throws IOException {
    Draft a = read(filled("kthtdt"));
    assertThat(row(a, "so-lieu", "item", "01a").text("cumulative")).isEqualTo("495.375");
    assertThat(row(a, "so-lieu", "item", "03/n").text("cumulative")).isEqualTo("90.5");
    assertThat(row(a, "so-lieu", "item", "03/rate").text("value")).isEqualTo("0.0871369294605809");
    assertThat(row(a, "so-lieu", "item", "03/rate").text("cumulative"))
        .isEqualTo("0.75103734439834");
    assertThat(row(a, "so-lieu", "item", "03/rate").cells().get("value").isPercent()).isTrue();
    assertThat(row(a, "so-lieu", "item", "06b").cells()).doesNotContainKey("cumulative");
    assertThat(row(a, "so-lieu", "item", "06c/rate").text("value")).isEqualTo("0.08");
    assertThat(row(a, "to-dan-pho", "area", "tong").text("06a")).isEqualTo("2");
    Draft b = read(filled("vhxh"));
    assertThat(row(b, "to-dan-pho", "area", "tong").text("08b")).isEqualTo("2");
    assertThat(row(b, "so-lieu", "item", "11/on").cells().get("value").raw())
        .isEqualTo("2026-11-02");
  }

  // ---- as LibreOffice sees it

  /** Everything a draft says but the look of its numbers and the address of what fills a row. */
  private static List<String> words(Draft draft) {
    List<String> words = new ArrayList<>();
    for (Draft.Table t : draft.tables()) {
      words.add(
          t.sheetName() + " " + t.identity().text() + " " + new java.util.TreeMap<>(t.columns()));
      for (Draft.Row r : t.rows()) {
        new java.util.TreeMap<>(r.cells())
            .forEach((column, c) -> words.add(r.number() + " " + column + " " + word(c)));
      }
    }
    return words;
  }

  private static String word(DraftCell c) {
    return c.at() + " " + c.kind() + " " + c.raw() + (c.isFormula() ? " formula" : "");
  }

  @Test
  void a_blank_form_saved_by_libreoffice_says_the_same() throws Exception {
    Path form = form("kthtdt");
    assertThat(words(read(LibreOffice.saveAgain(form, dir)))).isEqualTo(words(read(form)));
  }

  @Test
  void a_filled_form_saved_by_libreoffice_says_the_same() throws Exception {
    for (String unit : List.of("kthtdt", "vhxh")) {
      Path form = filled(unit);
      Path saved = LibreOffice.saveAgain(form, dir);
      assertThat(words(read(saved))).isEqualTo(words(read(form)));
      try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(saved))) {
        XSSFSheet s = book.getSheetAt(0);
        assertThat(s.getProtect()).isTrue();
        assertThat(s.isColumnHidden(0)).isTrue();
        assertThat(s.getRow(0).getZeroHeight()).isTrue();
        assertThat(s.getDataValidations()).isNotEmpty();
      }
    }
  }
}
