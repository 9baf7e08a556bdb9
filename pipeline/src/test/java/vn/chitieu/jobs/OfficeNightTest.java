package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
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
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Quarantine;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/** Whole nights that meet personal data, forms of other versions and locked periods. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OfficeNightTest {
  private static final Path SAMPLE = ReleaseFixture.repo().resolve("sample-input");
  private static final String WARD = "thuy-nguyen";
  private static final Path JANUARY =
      SAMPLE.resolve("nights/2026-01-16/thuy-nguyen/kthtdt/2026-01_kthtdt.xlsx");

  private static final Path MARCH =
      SAMPLE.resolve("nights/2026-03-17/thuy-nguyen/kthtdt/2026-03_kthtdt.xlsx");

  @TempDir Path dir;
  private Home home;

  @BeforeEach
  void beginAHome() throws IOException {
    home = new Home(dir.resolve("home"));
    assertThat(
            Verbs.run(
                new String[] {
                  "init",
                  "--home",
                  dir.resolve("home").toString(),
                  "--plan",
                  SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx").toString()
                }))
        .isZero();
  }

  private void night(String asOf) {
    assertThat(nightly(asOf)).isZero();
  }

  private int nightly(String asOf) {
    return Verbs.run(
        new String[] {
          "nightly", "--home", dir.resolve("home").toString(), "--as-of", asOf, "--settle", "0"
        });
  }

  private Path drop(String name, Consumer<XSSFWorkbook> change) throws IOException {
    return drop(JANUARY, name, change);
  }

  private Path drop(Path good, String name, Consumer<XSSFWorkbook> change) throws IOException {
    Path file = home.unit(WARD, "kthtdt").drop().resolve(name);
    try (InputStream in = Files.newInputStream(good);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      change.accept(book);
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    return file;
  }

  private List<String> answers() throws IOException {
    try (Stream<Path> files = Files.list(home.unit(WARD, "kthtdt").answers())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.startsWith("nhac_"))
          .sorted()
          .toList();
    }
  }

  private String answer(String name) throws IOException {
    return Files.readString(home.unit(WARD, "kthtdt").answers().resolve(name));
  }

  @Test
  void personal_data_leave_the_archive_and_only_their_hash_stays() throws Exception {
    Path file =
        drop(
            "tháng 1.xlsx",
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Số liệu"));
              s.cell(s.row("item", "01a"), "explanation").setCellValue("công dân 031099001234");
            });
    String sha256 = Archive.hash(file);
    byte[] bytes = Files.readAllBytes(file);
    FileTime sentAt = Files.getLastModifiedTime(file);
    night("2026-01-16");

    assertThat(file).doesNotExist();
    assertThat(answers()).containsExactly("2026-01_kthtdt_lan-1.txt");
    assertThat(answer("2026-01_kthtdt_lan-1.txt"))
        .startsWith("CHƯA GHI NHẬN")
        .contains("số định danh")
        .doesNotContain("099001234");
    Archive archive = new Archive(home);
    Path kept = home.state().resolve("quarantine").resolve(sha256);
    assertThat(archive.get(sha256)).doesNotExist();
    assertThat(kept).exists();
    assertThat(new Quarantine(home, archive).holds(sha256)).isTrue();
    assertThat(new Quarantine(home, archive).holds("0".repeat(64))).isFalse();
    for (Path p : List.of(home.runs(), home.releases())) {
      assertThat(holdsAnywhere(p, "031099001234")).isEmpty();
    }

    // as if it had been killed after the answer and before the drop left
    Path journal = home.archive().resolve("receipts.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream().filter(l -> !l.contains("\"left\"")).toList());
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, sentAt);
    night("2026-01-17");
    assertThat(file).doesNotExist();
    assertThat(archive.get(sha256)).doesNotExist();
    assertThat(kept).exists();
    assertThat(answers()).containsExactly("2026-01_kthtdt_lan-1.txt");

    night("2026-02-14"); // the 29th day
    assertThat(kept).exists();
    night("2026-02-15");
    assertThat(kept).doesNotExist();
    assertThat(new Quarantine(home, archive).holds(sha256)).isTrue();
  }

  private static List<String> holdsAnywhere(Path root, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              f -> {
                try {
                  return new String(Files.readAllBytes(f), StandardCharsets.ISO_8859_1)
                      .contains(new String(bytes, StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .map(Path::toString)
          .toList();
    }
  }

  @Test
  void beside_the_answer_to_an_old_form_lies_the_form_to_fill() throws Exception {
    drop("cũ.xlsx", b -> everywhere(b, "mau=1.1", "mau=0.9"));
    night("2026-01-16");
    assertThat(answers())
        .containsExactly(
            "2026-01_kthtdt_bieu-moi.xlsx",
            "2026-01_kthtdt_lan-1.txt",
            "2026-01_kthtdt_lan-1.xlsx");
    Path attached = home.unit(WARD, "kthtdt").answers().resolve("2026-01_kthtdt_bieu-moi.xlsx");
    assertThat(Workbooks.read(attached)).isInstanceOf(Reading.Form.class);
    byte[] before = Files.readAllBytes(attached);

    drop("cũ lần 2.xlsx", b -> everywhere(b, "mau=1.1", "mau=0.8"));
    night("2026-01-17");
    assertThat(Files.readAllBytes(attached)).isEqualTo(before);
  }

  @Test
  void a_damaged_release_in_place_stops_no_answer_and_no_form_and_is_replaced() throws Exception {
    night("2026-01-14");
    Path release = home.releases().resolve("current").resolve("warehouse.duckdb");
    Files.delete(release);
    Files.writeString(release, "hỏng");
    drop("cũ.xlsx", b -> everywhere(b, "mau=1.1", "mau=0.9"));

    night("2026-01-16");

    assertThat(answers()).contains("2026-01_kthtdt_bieu-moi.xlsx", "2026-01_kthtdt_lan-1.txt");
    assertThat(holdsAnywhere(home.runs(), "bản công bố đang dùng không đọc được")).isNotEmpty();
    try (Release now = Release.open(home.releases()).orElseThrow()) {
      assertThat(now.asOf()).isEqualTo(LocalDate.of(2026, 1, 16));
    }
  }

  @Test
  void a_row_deleted_in_the_form_itself_is_mended_by_the_form_beside_the_answer() throws Exception {
    night("2026-01-14");
    Home.UnitFolder treasury = home.unit(WARD, "kho-bac");
    Path form = treasury.forms().resolve("2026-01_kho-bac.xlsx");
    spoil(form, s -> s.sheet().removeRow(s.row("item", "01a")));
    Files.copy(form, treasury.drop().resolve("2026-01_kho-bac.xlsx"));
    night("2026-01-15");

    String name = "2026-01_kho-bac_bieu-moi.xlsx";
    assertThat(Files.readString(treasury.answers().resolve("2026-01_kho-bac_lan-1.txt")))
        .startsWith("CHƯA GHI NHẬN – lấy biểu mẫu")
        .contains("không còn dòng: Thu ngân sách nhà nước trên địa bàn, tỷ đồng.", name)
        .doesNotContain("biểu chưa điền;");
    Path sent =
        Files.copy(treasury.answers().resolve(name), treasury.drop().resolve("điền lại.xlsx"));
    spoil(
        sent,
        s -> {
          s.cell(s.row("item", "01a"), "value").setCellValue(41.5);
          s.cell(s.row("item", "01b"), "value").setCellValue(25.5);
        });
    night("2026-01-16");
    assertThat(Files.readString(treasury.answers().resolve("2026-01_kho-bac_lan-2.txt")))
        .startsWith("ĐÃ NHẬN ĐỦ – không phải làm gì thêm");
  }

  private static void spoil(Path file, Consumer<FormSheet> change) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      change.accept(new FormSheet(book.getSheet("Số liệu")));
      in.close();
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
  }

  private static void everywhere(XSSFWorkbook b, String from, String to) {
    for (Sheet s : b) {
      Cell c = s.getRow(0) == null ? null : s.getRow(0).getCell(0);
      if (c != null && c.toString().startsWith("#chitieu")) {
        c.setCellValue(c.getStringCellValue().replace(from, to));
      }
    }
  }

  @Test
  void a_locked_period_takes_nothing_until_the_office_reopens_it() throws Exception {
    LocalDate last = LocalDate.of(2026, 5, 1); // 45 days after 17/03
    drop(MARCH, "đúng ngày cuối.xlsx", b -> note(b, "lần 1"));
    night(last.toString());
    assertThat(answer("2026-03_kthtdt_lan-1.txt")).startsWith("ĐÃ NHẬN");

    drop(MARCH, "muộn.xlsx", b -> note(b, "lần 2"));
    night(last.plusDays(1).toString());
    assertThat(answer("2026-03_kthtdt_lan-2.txt"))
        .startsWith(
            "CHƯA GHI NHẬN – kỳ đã khóa, không phải do ô nào sai; liên hệ bộ phận tổng hợp xin mở"
                + " lại kỳ\r\n")
        .contains("đã khóa ngày 01/05/2026", "không phải sửa ô nào")
        .doesNotContain("chậm nhất", "quá hạn");

    reopen(last.plusDays(5));
    drop(MARCH, "mở lại.xlsx", b -> note(b, "lần 3"));
    night(last.plusDays(5).toString());
    assertThat(answer("2026-03_kthtdt_lan-3.txt"))
        .startsWith("ĐÃ NHẬN")
        .contains("được Chủ tịch UBND phường mở lại đến 06/05/2026 vì “bổ sung chứng từ”");

    drop(MARCH, "hết hạn.xlsx", b -> note(b, "lần 4"));
    night(last.plusDays(6).toString());
    assertThat(answer("2026-03_kthtdt_lan-4.txt"))
        .startsWith("CHƯA GHI NHẬN")
        .contains("Lần mở lại đã hết hạn ngày 06/05/2026.");
  }

  @Test
  void of_several_plan_workbooks_none_is_read_and_the_office_is_told() throws Exception {
    Path desk = home.desk(WARD);
    Path other = Files.copy(desk.resolve(WARD + ".xlsx"), desk.resolve("sổ mới.xlsx"));
    try (InputStream in = Files.newInputStream(other);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      in.close();
      try (OutputStream out = Files.newOutputStream(other)) {
        book.write(out);
      }
    }
    night("2026-01-15");
    Path answer = desk.resolve("ket-qua_nhieu-so.txt");
    assertThat(Files.readString(answer))
        .startsWith("CÓ 2 SỔ KẾ HOẠCH TRONG THƯ MỤC – chưa đọc sổ nào")
        .contains("- sổ mới.xlsx: chưa dùng", "- thuy-nguyen.xlsx: chính là sổ đang dùng");
    Files.delete(other);
    night("2026-01-16");
    assertThat(answer).doesNotExist();
  }

  @Test
  void a_new_plan_comes_into_force_though_the_bytes_of_the_one_before_are_lost() throws Exception {
    Path desk = home.desk(WARD).resolve(WARD + ".xlsx");
    Archive archive = new Archive(home);
    Files.delete(archive.get(Archive.hash(desk)));
    reopen(LocalDate.of(2026, 5, 31));
    String renewed = Archive.hash(desk);

    night("2026-01-15");
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      assertThat(release.planInForce(WARD).orElseThrow().sha256()).isEqualTo(renewed);
    }
    assertThat(holdsAnywhere(home.runs(), "không còn đọc lại được trong kho lưu")).isNotEmpty();
    // and the next night misses nothing
    night("2026-01-16");
  }

  private List<String> deskAnswers() throws IOException {
    try (Stream<Path> files = Files.list(home.desk(WARD))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.startsWith("ket-qua_"))
          .sorted()
          .toList();
    }
  }

  @Test
  void what_is_answered_on_the_desk_holds() throws Exception {
    Path desk = home.desk(WARD);
    Path book = desk.resolve(WARD + ".xlsx");
    String first = "ket-qua_" + Archive.hash(book).substring(0, 8) + ".txt";
    assertThat(deskAnswers()).containsExactly(first);
    String lastYears = "ket-qua_20252025.txt";
    Files.writeString(
        desk.resolve(lastYears),
        "KẾ HOẠCH ĐƯỢC DÙNG – phiên bản 20252025\r\n\r\nKế hoạch năm 2025");
    byte[] good = Files.readAllBytes(book);

    reopen(LocalDate.of(2026, 1, 1)); // before the period is locked
    String bad = "ket-qua_" + Archive.hash(book).substring(0, 8);
    night("2026-01-14");
    assertThat(deskAnswers())
        .containsExactlyInAnyOrder(first, bad + ".txt", bad + ".xlsx", lastYears);
    night("2026-01-15");
    assertThat(deskAnswers()).contains(first, bad + ".txt", bad + ".xlsx");

    Files.write(book, good);
    reopen(LocalDate.of(2026, 5, 31));
    String second = "ket-qua_" + Archive.hash(book).substring(0, 8) + ".txt";
    night("2026-01-16");
    assertThat(deskAnswers()).containsExactlyInAnyOrder(second, lastYears);
    assertThat(Files.readString(desk.resolve(second)))
        .startsWith("KẾ HOẠCH ĐƯỢC DÙNG")
        .contains("- 1 lần mở lại kỳ: kthtdt kỳ 2026-03 đến hết ngày 31/05/2026\r\n");

    Files.writeString(
        desk.resolve("ket-qua_0123abcd.txt"), "KẾ HOẠCH ĐƯỢC DÙNG – phiên bản 0123abcd");
    Files.writeString(
        desk.resolve("ket-qua_4567abcd.txt"), "KẾ HOẠCH CHƯA DÙNG ĐƯỢC – sửa 2 chỗ dưới đây");
    night("2026-01-17");
    assertThat(deskAnswers()).containsExactlyInAnyOrder(second, lastYears);

    Files.write(book, good);
    night("2026-01-18");
    assertThat(deskAnswers()).containsExactlyInAnyOrder(first, lastYears);

    String template = "ket-qua_mau-bao-cao.txt";
    Files.writeString(desk.resolve(template), "mẫu sai thẻ");
    Desk.answerSeveral(desk, List.of(book), "");
    assertThat(deskAnswers()).containsExactlyInAnyOrder(first, template, lastYears);
  }

  private static void note(XSSFWorkbook b, String words) {
    FormSheet s = new FormSheet(b.getSheet("Số liệu"));
    s.cell(s.row("item", "01a"), "explanation").setCellValue(words);
  }

  private void reopen(LocalDate until) throws IOException {
    Path desk;
    try (Stream<Path> files = Files.list(home.desk(WARD))) {
      desk =
          files
              .filter(f -> f.toString().endsWith(".xlsx"))
              .filter(f -> !f.getFileName().toString().startsWith("ket-qua"))
              .findFirst()
              .orElseThrow();
    }
    try (InputStream in = Files.newInputStream(desk);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      FormSheet s = new FormSheet(book.getSheet("Mở lại kỳ"));
      Row row = s.sheet().createRow(s.sheet().getLastRowNum() + 1);
      s.cell(row, "unit").setCellValue("kthtdt");
      s.cell(row, "period").setCellValue("2026-03");
      s.cell(row, "by").setCellValue("Chủ tịch UBND phường");
      s.cell(row, "reason").setCellValue("bổ sung chứng từ");
      Cell day = s.cell(row, "until");
      day.setCellValue(until);
      day.setCellStyle(dateStyle(book));
      in.close();
      try (OutputStream out = Files.newOutputStream(desk)) {
        book.write(out);
      }
    }
  }

  private static org.apache.poi.ss.usermodel.CellStyle dateStyle(XSSFWorkbook book) {
    var style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    return style;
  }

  // ---- a release that is held back

  /** Spoils the ledger, so that no release of it passes its tests, or mends it again. */
  private void ledger(String change) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + home.warehouse());
        Statement s = c.createStatement()) {
      s.execute(change);
    }
  }

  private String lastSummary() throws IOException {
    try (Stream<Path> runs = Files.list(home.runs())) {
      return Files.readString(
          runs.max(Comparator.naturalOrder()).orElseThrow().resolve("summary.json"));
    }
  }

  @Test
  void a_night_whose_release_is_held_back_reminds_nobody_and_the_next_makes_up_for_it()
      throws Exception {
    drop("2026-01_kthtdt.xlsx", b -> {});
    night("2026-01-16");
    Path pages = home.desk(WARD).resolve("nhac-viec");
    Path note = home.unit(WARD, "vhxh").answers().resolve("nhac_2026-02_truoc-3-ngay.txt");

    ledger("update ledger.judgement set values_read = values_read + 1");
    assertThat(nightly("2026-02-11")).isEqualTo(30);
    assertThat(lastSummary())
        .contains(
            "bản công bố không qua kiểm tra fct_submission__read_not_stored_plus_held",
            "chưa nhắc gửi biểu, vì đêm nay không có bản công bố mới; đêm sau nhắc bù");
    assertThat(pages.resolve("2026-02-12.txt")).doesNotExist();
    assertThat(note).doesNotExist();

    ledger("update ledger.judgement set values_read = values_read - 1");
    night("2026-02-12");
    assertThat(lastSummary()).doesNotContain("chưa nhắc gửi biểu");
    assertThat(Files.readString(pages.resolve("2026-02-13.txt")))
        .contains("2026-02_vhxh.xlsx", "còn 2 ngày làm việc");
    assertThat(note).exists();
  }
}
