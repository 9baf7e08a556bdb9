package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.warehouse.Release;

/**
 * Whole nights in which the office writes in its plan workbook and a unit answers in its form: what
 * one of them types is what the other reads.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QuestionNightTest {
  private static final Path SAMPLE = ReleaseFixture.repo().resolve("sample-input");
  private static final String WARD = "thuy-nguyen";
  private static final Path MARCH =
      SAMPLE.resolve("nights/2026-03-17/thuy-nguyen/kthtdt/2026-03_kthtdt.xlsx");
  private static final String HEAD = "Lê Văn Minh, Trưởng phòng (minh họa)";
  private static final Map<String, List<String>> TYPED =
      Map.of(
          "Số liệu", List.of("item", "value", "explanation"),
          "Tổ dân phố", List.of("area"),
          "Nhiệm vụ", List.of("task", "state", "percent", "result", "new_due", "reason"));

  @TempDir Path dir;
  private Home home;

  @BeforeEach
  void beginAHomeInWhichMarchWasReported() throws IOException {
    home = new Home(dir.resolve("home"));
    verb("init", "--plan", SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx").toString());
    Files.copy(MARCH, unit().drop().resolve("2026-03_kthtdt.xlsx"));
    night("2026-03-17");
  }

  private Home.UnitFolder unit() {
    return home.unit(WARD, "kthtdt");
  }

  private void verb(String... words) {
    assertThat(
            Verbs.run(
                Stream.concat(Stream.of(words), Stream.of("--home", home.root().toString()))
                    .toArray(String[]::new)))
        .isZero();
  }

  private void night(String asOf) {
    verb("nightly", "--as-of", asOf, "--settle", "0");
  }

  private void atTheDesk(Consumer<XSSFWorkbook> change) throws IOException {
    Path plan = home.desk(WARD).resolve("thuy-nguyen.xlsx");
    byte[] bytes = Files.readAllBytes(plan);
    try (XSSFWorkbook book = new XSSFWorkbook(new java.io.ByteArrayInputStream(bytes));
        OutputStream out = Files.newOutputStream(plan)) {
      change.accept(book);
      book.write(out);
    }
  }

  static void writeToTheUnit(XSSFWorkbook b) {
    CorrespondenceSheetsTest.row(
        b,
        "Yêu cầu giải trình",
        "code",
        "gt-01",
        "unit",
        "kthtdt",
        "measure",
        "04a",
        "period",
        "2026-03",
        "question",
        "Đã loại chi nhánh chưa?",
        "by",
        "Bà Lan",
        "asked_on",
        LocalDate.of(2026, 3, 18),
        "due",
        LocalDate.of(2026, 4, 16));
    CorrespondenceSheetsTest.row(
        b,
        "Trả lời kiến nghị",
        "unit",
        "kthtdt",
        "period",
        "2026-03",
        "row",
        1,
        "answer",
        "Đã phê duyệt phương án bồi thường",
        "by",
        "Phó Chủ tịch",
        "answered_on",
        LocalDate.of(2026, 3, 18),
        "closed",
        "không");
    signMarch(b);
  }

  /** The chairman signs the whole of March. */
  static void signMarch(XSSFWorkbook b) {
    CorrespondenceSheetsTest.row(
        b,
        "Ký duyệt",
        "period",
        "2026-03",
        "kind",
        "ký",
        "by",
        "Ông Bình",
        "title",
        "Chủ tịch",
        "signed_on",
        LocalDate.of(2026, 3, 18));
  }

  private static XSSFWorkbook open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  static String text(Sheet sheet) {
    StringBuilder s = new StringBuilder();
    for (Row r : sheet) {
      for (Cell c : r) {
        s.append(c).append('\n');
      }
    }
    return s.toString();
  }

  /** Fills a form as March was filled, and whatever else is typed. */
  static void fill(Path form, Path into, Consumer<XSSFWorkbook> also) throws IOException {
    try (XSSFWorkbook from = open(MARCH);
        XSSFWorkbook book = open(form);
        OutputStream out = Files.newOutputStream(into)) {
      TYPED.forEach(
          (sheet, columns) -> {
            FormSheet a = new FormSheet(from.getSheet(sheet));
            FormSheet b = new FormSheet(book.getSheet(sheet));
            String key = columns.getFirst();
            for (Row r : book.getSheet(sheet)) {
              Cell code = r.getCell(b.column(key));
              if (code == null || code.toString().isEmpty() || code.toString().startsWith("#")) {
                continue;
              }
              for (Cell c : a.row(key, code.toString())) {
                Cell there = r.getCell(c.getColumnIndex());
                boolean isTyped =
                    there != null
                        && !there.getCellStyle().getLocked()
                        && !there.toString().contains("minh họa");
                if (isTyped && c.getCellType() == CellType.NUMERIC) {
                  there.setCellValue(c.getNumericCellValue());
                } else if (isTyped && c.getCellType() == CellType.STRING) {
                  there.setCellValue(c.getStringCellValue());
                }
              }
            }
          });
      also.accept(book);
      book.write(out);
    }
  }

  private List<OpenQuestion> open() {
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      return release.mail().get(WARD + "/kthtdt").questions();
    }
  }

  @Test
  void what_the_office_writes_stands_in_the_next_form_and_its_answer_comes_back() throws Exception {
    atTheDesk(QuestionNightTest::writeToTheUnit);
    night("2026-03-18");

    Path form = unit().forms().resolve("2026-03_kthtdt.xlsx");
    try (XSSFWorkbook book = open(form)) {
      assertThat(text(book.getSheet("Yêu cầu giải trình")))
          .contains("Đã loại chi nhánh chưa?", "Bà Lan, 18/03/2026", "16/04/2026");
      assertThat(text(book.getSheet("Số liệu"))).contains("yêu cầu giải trình chờ trả lời");
    }
    assertThat(open()).extracting(OpenQuestion::code).contains("gt-01");

    night("2026-04-04");
    Path april = unit().forms().resolve("2026-04_kthtdt.xlsx");
    try (XSSFWorkbook book = open(april)) {
      assertThat(text(book.getSheet("Vướng mắc")))
          .contains("Chậm bàn giao mặt bằng")
          .contains("Đã phê duyệt phương án bồi thường (Phó Chủ tịch, 18/03/2026)");
      assertThat(text(book.getSheet("Số liệu")))
          .as("the head of the unit, as March named him")
          .contains("Thủ trưởng Phòng KTHTĐT (minh họa)");
    }

    fill(
        april,
        unit().drop().resolve("2026-04_kthtdt.xlsx"),
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Yêu cầu giải trình"));
          s.cell(s.row("question", "gt-01"), "answer").setCellValue("Đã loại hai chi nhánh");
          FormSheet v = new FormSheet(b.getSheet("Số liệu"));
          v.cell(v.row("item", "nguoi-ky"), "value").setCellValue(HEAD);
        });
    night("2026-04-16");

    assertThat(Files.readString(unit().answers().resolve("2026-04_kthtdt_lan-1.txt")))
        .contains("Đã nhận trả lời yêu cầu giải trình gt-01: “Đã loại hai chi nhánh”");
    assertThat(open()).extracting(OpenQuestion::code).doesNotContain("gt-01");
    night("2026-05-04");
    try (XSSFWorkbook book = open(unit().forms().resolve("2026-05_kthtdt.xlsx"))) {
      assertThat(text(book.getSheet("Số liệu"))).contains(HEAD);
    }
    verb("rebuild");
  }

  @Test
  void a_figure_changed_after_it_was_signed_is_taken_and_called_a_correction_after_signing()
      throws Exception {
    atTheDesk(QuestionNightTest::writeToTheUnit);
    night("2026-03-18");
    try (XSSFWorkbook book = open(MARCH);
        OutputStream out =
            Files.newOutputStream(unit().drop().resolve("2026-03_kthtdt (đính chính).xlsx"))) {
      FormSheet s = new FormSheet(book.getSheet("Số liệu"));
      Cell c = s.cell(s.row("item", "04a"), "value");
      c.setCellValue(c.getNumericCellValue() + 1);
      book.write(out);
    }
    night("2026-03-19");

    assertThat(Files.readString(unit().answers().resolve("2026-03_kthtdt_lan-2.txt")))
        .startsWith("ĐÃ NHẬN ĐỦ")
        .contains(
            "số liệu kỳ này đã được Ông Bình (Chủ tịch) ký ngày 18/03/2026",
            "được ghi là đính chính sau khi ký");
  }

  @Test
  void a_question_to_an_unknown_unit_is_answered_beside_the_file_and_the_last_plan_stays()
      throws Exception {
    atTheDesk(
        b -> {
          writeToTheUnit(b);
          FormSheet s = new FormSheet(b.getSheet("Yêu cầu giải trình"));
          s.cell(s.row("code", "gt-01"), "unit").setCellValue("phòng kinh tế");
        });
    night("2026-03-18");

    try (Stream<Path> files = Files.list(home.desk(WARD))) {
      List<String> said =
          files
              .filter(f -> f.getFileName().toString().startsWith("ket-qua_"))
              .filter(f -> f.toString().endsWith(".txt"))
              .map(
                  f -> {
                    try {
                      return Files.readString(f);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  })
              .toList();
      assertThat(said)
          .anySatisfy(
              t ->
                  assertThat(t)
                      .startsWith("KẾ HOẠCH CHƯA DÙNG ĐƯỢC – sửa 1 chỗ")
                      .contains("Yêu cầu giải trình", "phòng kinh tế"));
    }
    try (XSSFWorkbook book = open(unit().forms().resolve("2026-03_kthtdt.xlsx"))) {
      Sheet asked = book.getSheet("Yêu cầu giải trình");
      assertThat(asked == null ? "" : text(asked)).doesNotContain("Đã loại chi nhánh chưa?");
    }
  }
}
