package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.finding.Outcome;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Plan;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.warehouse.Release;

/**
 * Whole nights around New Year: the plan of 2027 lies on the desk since before Christmas and is in
 * force from 1 January, while 2026 is closed by reports that are due on 15 January.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class YearEndTest {
  private static final Path SAMPLE = ReleaseFixture.repo().resolve("sample-input");
  private static final Path PLAN = SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx");
  private static final Path MARCH =
      SAMPLE.resolve("nights/2026-03-17/thuy-nguyen/kthtdt/2026-03_kthtdt.xlsx");
  private static final String WARD = "thuy-nguyen";

  @TempDir Path dir;
  private Home home;

  /** A ward that works by the sample's plan. */
  private void begin() throws IOException {
    beginBy(PLAN);
  }

  private void beginBy(Path plan) throws IOException {
    home = new Home(dir.resolve("home"));
    verb("init", "--plan", plan.toString());
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

  private Path desk() {
    return home.desk(WARD).resolve("thuy-nguyen.xlsx");
  }

  private Home.UnitFolder unit() {
    return home.unit(WARD, "kthtdt");
  }

  private static void change(Path from, Path into, Consumer<XSSFWorkbook> change)
      throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(Files.readAllBytes(from)));
        OutputStream out = Files.newOutputStream(into)) {
      change.accept(book);
      book.write(out);
    }
  }

  /** The same plan a year later: every code, name and day of 2026 becomes one of 2027. */
  private static void aYearLater(XSSFWorkbook b) {
    for (Sheet s : b) {
      for (Row r : s) {
        for (Cell c : r) {
          if (c.getCellType() == CellType.STRING) {
            c.setCellValue(c.getStringCellValue().replace("2026", "2027"));
          } else if (c.getCellType() == CellType.NUMERIC && DateUtil.isCellDateFormatted(c)) {
            c.setCellValue(c.getLocalDateTimeCellValue().toLocalDate().plusYears(1));
          }
        }
      }
    }
  }

  /** The office lays next year's workbook on the desk. */
  private void nextYearOnTheDesk() throws IOException {
    change(desk(), desk(), b -> aYearLater(withoutWords(b)));
  }

  /** What was written to the units stays in the workbook of its year. */
  private static XSSFWorkbook withoutWords(XSSFWorkbook b) {
    for (String name : List.of("Yêu cầu giải trình", "Trả lời kiến nghị", "Ký duyệt")) {
      Sheet s = b.getSheet(name);
      for (int i = s.getLastRowNum(); i > 3; i--) {
        if (s.getRow(i) != null) {
          s.removeRow(s.getRow(i));
        }
      }
    }
    return b;
  }

  private static String text(Path form, String sheet) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(Files.readAllBytes(form)))) {
      assertThat(book.getSheet(sheet)).as(sheet).isNotNull();
      return QuestionNightTest.text(book.getSheet(sheet));
    }
  }

  private List<OpenQuestion> open() {
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      return release.mail().get(WARD + "/kthtdt").questions();
    }
  }

  private String lastSummary() throws IOException {
    try (Stream<Path> runs = Files.list(home.state().resolve("runs"))) {
      return Files.readString(
          runs.max(Comparator.comparing(Path::getFileName)).orElseThrow().resolve("summary.html"));
    }
  }

  // ---- reminders and forms

  @Test
  void that_there_is_no_plan_for_the_new_year_is_said_in_time() throws Exception {
    begin();
    night("2026-12-16");
    assertThat(lastSummary()).doesNotContain("chưa có kế hoạch năm");
    night("2026-12-17");
    assertThat(lastSummary())
        .contains("thuy-nguyen: chưa có kế hoạch năm 2027: từ 01/01/2027 không có biểu tháng nào");
    assertThat(Verbs.run(new String[] {"doctor", "--home", home.root().toString()})).isEqualTo(1);

    nextYearOnTheDesk();
    night("2026-12-18");
    assertThat(lastSummary()).doesNotContain("chưa có kế hoạch năm");
  }

  @Test
  void who_owes_the_close_of_the_year_is_reminded_and_gets_its_form_when_a_new_plan_is_in_force()
      throws Exception {
    begin();
    nextYearOnTheDesk();
    night("2026-12-16");
    assertThat(unit().forms().resolve("2026-final_kthtdt.xlsx")).doesNotExist();

    night("2027-01-11"); // nobody ran it over the holidays
    assertThat(Files.readString(home.desk(WARD).resolve("nhac-viec/2027-01-12.txt")))
        .contains(
            "Hạn gửi: thứ Sáu 15/01/2027, còn 3 ngày làm việc",
            "Đề nghị điền biểu 2026-final_kthtdt.xlsx",
            "2026-final_vhxh.xlsx");
    assertThat(unit().answers().resolve("nhac_2026-final_truoc-3-ngay.txt")).exists();
    assertThat(unit().forms().resolve("2026-final_kthtdt.xlsx")).exists();
    assertThat(unit().forms().resolve("2027-01_kthtdt.xlsx")).exists();
  }

  // ---- reports

  /** The months of this plan end with the month, and are due on the 5th. */
  private static void byCalendarMonths(XSSFWorkbook b) {
    FormSheet s = new FormSheet(b.getSheet("Kỳ báo cáo"));
    for (int m = 1; m <= 12; m++) {
      Row row = s.row("code", "2026-%02d".formatted(m));
      LocalDate starts = LocalDate.of(2026, m, 1);
      s.cell(row, "start").setCellValue(starts);
      s.cell(row, "end").setCellValue(starts.plusMonths(1).minusDays(1));
      s.cell(row, "due").setCellValue(starts.plusMonths(1).plusDays(5));
      s.cell(row, "locked_on").setBlank();
    }
  }

  @Test
  void the_night_writes_december_s_report_and_the_year_s_under_the_plan_of_their_year()
      throws Exception {
    Path plan = dir.resolve("plan-2026.xlsx");
    change(PLAN, plan, YearEndTest::byCalendarMonths);
    beginBy(plan);
    nextYearOnTheDesk();
    night("2026-12-21");
    assertThat(unit().forms())
        .as("December and the year end on one day")
        .isDirectoryContaining("glob:**/2026-12_kthtdt.xlsx")
        .isDirectoryContaining("glob:**/2026-final_kthtdt.xlsx");
    assertThat(text(unit().forms().resolve("2026-12_kthtdt.xlsx"), "Số liệu"))
        .contains("Kỳ này")
        .doesNotContain("Cả năm");
    assertThat(text(unit().forms().resolve("2026-final_kthtdt.xlsx"), "Số liệu"))
        .as("it asks for the year, and says so")
        .contains("Cả năm", "Biểu chốt năm: ghi số của cả năm, từ 15/12/2025 đến 31/12/2026")
        .doesNotContain("Kỳ này");

    night("2027-01-07");
    assertThat(home.desk(WARD).resolve("bao-cao-2026-12.docx")).exists();
    assertThat(home.desk(WARD).resolve("bao-cao-2026-final.docx")).doesNotExist();

    night("2027-01-16");
    assertThat(home.desk(WARD).resolve("bao-cao-2026-final.docx")).exists();
    assertThat(home.desk(WARD).resolve("bao-cao-2026-12_lan-2.docx")).doesNotExist();
  }

  // ---- what was signed, what was locked

  /** March was signed and may still be corrected; February is locked. */
  private static void signMarch(XSSFWorkbook b) {
    FormSheet s = new FormSheet(b.getSheet("Kỳ báo cáo"));
    s.cell(s.row("code", "2026-03"), "locked_on").setBlank();
    QuestionNightTest.signMarch(b);
  }

  private void correctMarch(String name, int more) throws IOException {
    change(
        MARCH,
        unit().drop().resolve(name),
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          Cell c = s.cell(s.row("item", "04a"), "value");
          c.setCellValue(c.getNumericCellValue() + more);
        });
  }

  @Test
  void a_figure_signed_last_year_and_changed_in_this_is_called_a_correction_after_signing()
      throws Exception {
    begin();
    Files.copy(MARCH, unit().drop().resolve("2026-03_kthtdt.xlsx"));
    night("2026-03-17");
    change(desk(), desk(), YearEndTest::signMarch);
    night("2026-03-18");
    nextYearOnTheDesk();
    night("2026-12-21");
    night("2027-02-19");

    correctMarch("2026-03_kthtdt (đính chính).xlsx", 1);
    night("2027-02-20");
    assertThat(Files.readString(unit().answers().resolve("2026-03_kthtdt_lan-2.txt")))
        .startsWith("ĐÃ NHẬN ĐỦ")
        .contains(
            "số liệu kỳ này đã được Ông Bình (Chủ tịch) ký ngày 18/03/2026",
            "được ghi là đính chính sau khi ký");
    verb("rebuild");
  }

  @Test
  void a_month_of_last_year_stays_locked_and_the_office_opens_it_with_last_year_s_workbook()
      throws Exception {
    begin();
    byte[] workbook = Files.readAllBytes(desk());
    nextYearOnTheDesk();
    night("2026-12-21");
    byte[] next = Files.readAllBytes(desk());

    correctMarch("2026-03_kthtdt.xlsx", 1);
    night("2027-01-05");
    assertThat(Files.readString(unit().answers().resolve("2026-03_kthtdt_lan-1.txt")))
        .startsWith("CHƯA GHI NHẬN – kỳ đã khóa");

    Files.write(desk(), workbook);
    change(
        desk(),
        desk(),
        b ->
            CorrespondenceSheetsTest.row(
                b,
                "Mở lại kỳ",
                "unit",
                "kthtdt",
                "period",
                "2026-03",
                "by",
                "Chủ tịch",
                "reason",
                "quyết toán",
                "until",
                LocalDate.of(2027, 1, 20)));
    night("2027-01-06");
    Files.write(desk(), next);
    correctMarch("2026-03_kthtdt (mở lại).xlsx", 2);
    night("2027-01-07");
    assertThat(Files.readString(unit().answers().resolve("2026-03_kthtdt_lan-2.txt")))
        .startsWith("ĐÃ NHẬN")
        .contains("được Chủ tịch mở lại đến 20/01/2027");
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      assertThat(release.planInForce(WARD).orElseThrow().year()).isEqualTo(2027);
    }
  }

  // ---- questions and difficulties

  @Test
  void what_the_old_year_left_open_stands_in_the_new_year_s_form_and_is_answered_there()
      throws Exception {
    begin();
    Files.copy(MARCH, unit().drop().resolve("2026-03_kthtdt.xlsx"));
    night("2026-03-17");
    change(desk(), desk(), QuestionNightTest::writeToTheUnit);
    night("2026-03-18");
    nextYearOnTheDesk();
    night("2026-12-21");
    night("2027-01-05");

    Path form = unit().forms().resolve("2027-01_kthtdt.xlsx");
    assertThat(text(form, "Yêu cầu giải trình"))
        .contains("Đã loại chi nhánh chưa?", "Bà Lan, 18/03/2026");
    assertThat(text(form, "Vướng mắc"))
        .as("its last report of the old year")
        .contains("Chậm bàn giao mặt bằng")
        .contains("Đã phê duyệt phương án bồi thường (Phó Chủ tịch, 18/03/2026)");
    assertThat(open()).extracting(OpenQuestion::code).contains("gt-01");

    QuestionNightTest.fill(
        form,
        unit().drop().resolve("2027-01_kthtdt.xlsx"),
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Yêu cầu giải trình"));
          s.cell(s.row("question", "2026/gt-01"), "answer").setCellValue("Đã loại hai chi nhánh");
        });
    night("2027-01-15");
    assertThat(Files.readString(unit().answers().resolve("2027-01_kthtdt_lan-1.txt")))
        .contains("Đã nhận trả lời yêu cầu giải trình gt-01 của năm 2026: “Đã loại hai chi nhánh”");
    assertThat(open()).extracting(OpenQuestion::code).doesNotContain("gt-01");
    verb("rebuild");
  }

  // ---- a rehearsal

  private List<Rehearsal.Change> rehearse(Path workbook) throws IOException {
    Plan plan = Rehearsal.read(workbook, WARD).plan().orElseThrow();
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      return Rehearsal.replay(release, plan, new Archive(home)).changes();
    }
  }

  @Test
  void a_rehearsal_speaks_of_its_own_year_only_and_is_held_against_the_plan_of_that_year()
      throws Exception {
    begin();
    Path old = Files.copy(desk(), dir.resolve("2026.xlsx"));
    nextYearOnTheDesk();
    night("2026-12-21");
    correctMarch("2026-03_kthtdt.xlsx", 1);
    night("2027-01-05");
    assertThat(Files.readString(unit().answers().resolve("2026-03_kthtdt_lan-1.txt")))
        .startsWith("CHƯA GHI NHẬN – kỳ đã khóa");

    assertThat(rehearse(desk())).as("2027 as it is").isEmpty();
    assertThat(rehearse(old)).as("2026 as it is").isEmpty();

    Path opened = dir.resolve("2026-opened.xlsx");
    change(
        old,
        opened,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Kỳ báo cáo"));
          s.cell(s.row("code", "2026-03"), "locked_on").setBlank();
        });
    assertThat(rehearse(opened))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.was()).isEqualTo(Outcome.REFUSED);
              assertThat(c.wouldBe()).isEqualTo(Outcome.ACCEPTED);
            });
  }

  // ---- folders

  /** One unit is called otherwise: to the program it is another. */
  private static void rename(XSSFWorkbook b, String from, String to) {
    for (Sheet s : b) {
      for (Row r : s) {
        for (Cell c : r) {
          if (c.getCellType() == CellType.STRING && c.getStringCellValue().equals(from)) {
            c.setCellValue(to);
          }
        }
      }
    }
  }

  @Test
  void a_unit_of_last_year_s_plan_alone_has_a_folder_to_drop_into_after_a_restore()
      throws Exception {
    begin();
    nextYearOnTheDesk();
    change(desk(), desk(), b -> rename(b, "tram-y-te", "y-te"));
    night("2026-12-21");
    night("2027-01-05");
    assertThat(home.unit(WARD, "y-te").drop()).isDirectory();
    verb("backup", "--to", dir.resolve("sao-luu").toString());
    Path backup;
    try (Stream<Path> backups = Files.list(dir.resolve("sao-luu"))) {
      backup = backups.findFirst().orElseThrow();
    }

    home = new Home(dir.resolve("nơi mới"));
    verb("restore", "--with-share", "--from", backup.toString());
    assertThat(home.unit(WARD, "y-te").drop()).isDirectory();
    assertThat(home.unit(WARD, "tram-y-te").drop()).isDirectory();
  }

  @Test
  void a_unit_that_last_year_s_workbook_brings_in_January_gets_its_folders() throws Exception {
    begin();
    byte[] workbook = Files.readAllBytes(desk());
    nextYearOnTheDesk();
    night("2026-12-21");
    Files.write(desk(), workbook);
    change(desk(), desk(), b -> rename(b, "tram-y-te", "y-te"));
    night("2027-01-05");
    assertThat(home.unit(WARD, "y-te").forms().resolve("2026-final_y-te.xlsx")).exists();
    assertThat(home.unit(WARD, "y-te").drop()).isDirectory();
  }

  // ---- the year is closed

  @Test
  void a_month_after_its_last_reports_were_due_the_desk_looks_after_a_year_no_more()
      throws Exception {
    begin();
    change(desk(), desk(), QuestionNightTest::writeToTheUnit);
    night("2026-03-18");
    nextYearOnTheDesk();
    change(desk(), desk(), b -> rename(b, "tram-y-te", "y-te"));
    night("2026-12-21");
    Path form = unit().forms().resolve("2026-final_kthtdt.xlsx");
    Path drop = home.unit(WARD, "tram-y-te").drop(); // which the new plan does not know

    night("2027-02-14");
    Files.delete(form);
    Files.copy(MARCH, drop.resolve("trước hạn.xlsx"));
    night("2027-02-15"); // the close was due on 15 January
    assertThat(form).exists();
    assertThat(drop.resolve("trước hạn.xlsx")).doesNotExist();

    Files.delete(form);
    Files.copy(MARCH, drop.resolve("sau hạn.xlsx"));
    night("2027-02-16");
    assertThat(form).doesNotExist();
    assertThat(drop.resolve("sau hạn.xlsx")).exists();
    assertThat(home.desk(WARD).resolve("nhac-viec/2027-02-17.txt")).doesNotExist();
    assertThat(text(unit().forms().resolve("2027-02_kthtdt.xlsx"), "Yêu cầu giải trình"))
        .as("what was asked is still to be answered, in this year's forms")
        .contains("2026/gt-01");
  }

  // ---- what the operator asks for

  private String said(String... words) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8));
    try {
      verb(words);
    } finally {
      System.setOut(stdout);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_form_of_last_year_is_checked_in_the_words_of_its_own_plan() throws Exception {
    begin();
    change(desk(), desk(), YearEndTest::signMarch); // and March is open
    night("2026-03-18");
    nextYearOnTheDesk();
    night("2026-12-21");
    night("2027-01-05");
    Path march = Files.copy(MARCH, dir.resolve("2026-03_kthtdt.xlsx"));
    assertThat(said("check", march.toString()))
        .contains("nếu nộp thì: ĐÃ NHẬN")
        .contains("Kỳ báo cáo tháng 3/2026");
  }

  @Test
  void forms_of_January_are_handed_out_though_last_year_s_workbook_is_lost() throws Exception {
    begin();
    String sha256 = Archive.hash(desk());
    nextYearOnTheDesk();
    night("2026-12-21");
    night("2027-01-05");
    Files.delete(new Archive(home).get(sha256));
    Path form = unit().forms().resolve("2027-01_kthtdt.xlsx");
    Files.delete(form);
    assertThat(said("templates", "--period", "2027-01"))
        .containsOnlyOnce("sổ kế hoạch năm 2026 không còn đọc lại được")
        .contains("kỳ 2027-01: ");
    assertThat(form).exists();
  }
}
