package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.Trees;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;
import vn.chitieu.report.Verification;
import vn.chitieu.report.Verification.Outcome;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.LibreOffice;

/** Reports on a real home: written by the night and by hand, kept, edited, corrected. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportsTest {
  private static final String WARD = "thuy-nguyen";
  private static final Path NIGHTS = ReleaseFixture.repo().resolve("sample-input/nights");
  private static final Path KTHTDT =
      NIGHTS.resolve("2026-01-16/thuy-nguyen/kthtdt/2026-01_kthtdt.xlsx");

  /** January up to its deadline, played once. */
  private static Path played;

  @TempDir Path dir;
  private Home home;
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeEach
  void january_is_due_today() throws IOException {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    if (played == null) {
      home = new Home(Files.createTempDirectory("reports").resolve("home"));
      assertThat(verb("init")).isZero();
      lay(NIGHTS.resolve("2026-01-15/thuy-nguyen/vhxh/2026-01_vhxh.xlsx"), "vhxh", "2026-01-15");
      lay(NIGHTS.resolve("2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"), "cap", "2026-01-15");
      lay(KTHTDT, "kthtdt", "2026-01-16");
      assertThat(night("2026-01-16")).isZero();
      played = home.root();
    }
    home = new Home(dir.resolve("home"));
    Trees.copy(played, home.root());
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  private void lay(Path file, String unit, String day) throws IOException {
    Path drop = Files.copy(file, home.unit(WARD, unit).drop().resolve(file.getFileName()));
    Files.setLastModifiedTime(
        drop, FileTime.from(LocalDate.parse(day).atTime(8, 0).toInstant(ZoneOffset.UTC)));
  }

  private int night(String asOf) {
    return verb("nightly", "--as-of", asOf, "--settle", "0");
  }

  private int verb(String... words) {
    screen.reset();
    PrintStream capture = new PrintStream(screen, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    return Verbs.run(
        Stream.concat(Stream.of(words), Stream.of("--home", home.root().toString()))
            .toArray(String[]::new));
  }

  private String said() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private Path desk(String name) {
    return home.desk(WARD).resolve(name);
  }

  private List<String> reportsOnDesk() throws IOException {
    try (Stream<Path> files = Files.list(home.desk(WARD))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.startsWith("bao-cao-"))
          .sorted()
          .toList();
    }
  }

  private Reports.Kept kept(int number) throws IOException {
    return new Reports(home).list(WARD, "2026-01").get(number - 1);
  }

  /** The document with its body's XML changed, as a hand in Word would. */
  private static byte[] edited(byte[] docx, UnaryOperator<String> change) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(docx));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        byte[] part = in.readAllBytes();
        zip.putNextEntry(new ZipEntry(e.getName()));
        if (e.getName().equals("word/document.xml")) {
          String before = new String(part, StandardCharsets.UTF_8);
          String after = change.apply(before);
          assertThat(after).isNotEqualTo(before);
          part = after.getBytes(StandardCharsets.UTF_8);
        }
        zip.write(part);
      }
    }
    return out.toByteArray();
  }

  private Verification verification(Path file) throws IOException {
    try (Release now = Release.open(home.releases()).orElseThrow()) {
      return ((Reports.Checked.Held) new Reports(home).verify(file, now)).verification();
    }
  }

  /** The January workbook of KTHTĐT, sent again with another revenue. */
  private void correct(String revenue) throws IOException {
    drop(
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "01a"), "value").setCellValue(Double.parseDouble(revenue));
        });
  }

  private void drop(Consumer<XSSFWorkbook> change) throws IOException {
    Path file = home.unit(WARD, "kthtdt").drop().resolve("Đính chính.xlsx");
    try (InputStream in = Files.newInputStream(KTHTDT);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      change.accept(book);
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
  }

  // ---- who writes it, and when

  @Test
  void the_night_after_the_deadline_writes_the_report_and_no_later_night_does() throws Exception {
    assertThat(reportsOnDesk()).isEmpty();
    assertThat(desk(Reports.TEMPLATE)).doesNotExist();
    assertThat(night("2026-01-17")).isZero();
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx");
    assertThat(desk(Reports.TEMPLATE)).exists();
    assertThat(Files.readAllBytes(desk("bao-cao-2026-01.docx")))
        .isEqualTo(Files.readAllBytes(kept(1).document()));
    assertThat(said()).contains("đã viết báo cáo bao-cao-2026-01.docx");
    assertThat(night("2026-01-18")).isZero();
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx");
    assertThat(new Reports(home).list(WARD, "2026-01")).hasSize(1);
  }

  @Test
  void a_report_written_by_hand_before_the_deadline_does_not_stand_for_the_nights()
      throws Exception {
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx");
    assertThat(night("2026-01-17")).isZero();
    assertThat(reportsOnDesk())
        .containsExactly("bao-cao-2026-01.docx", "bao-cao-2026-01_lan-2.docx");
    assertThat(kept(2).asOf()).isEqualTo(LocalDate.parse("2026-01-17"));
  }

  @Test
  void a_home_that_was_down_over_two_deadlines_writes_both_reports() throws Exception {
    assertThat(night("2026-03-01")).isZero();
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx", "bao-cao-2026-02.docx");
    assertThat(night("2026-03-02")).isZero();
    assertThat(reportsOnDesk()).hasSize(2);
  }

  @Test
  void a_report_that_never_came_to_the_desk_is_laid_there_and_one_taken_away_is_not()
      throws Exception {
    assertThat(night("2026-01-17")).isZero();
    byte[] issued = Files.readAllBytes(kept(1).document());
    Files.delete(desk("bao-cao-2026-01.docx"));
    assertThat(night("2026-01-18")).isZero();
    assertThat(reportsOnDesk()).isEmpty();
    // as a crash between keeping and laying leaves it
    Files.createFile(kept(1).dir().resolve("chua-dat-len-ban"));
    assertThat(night("2026-01-19")).isZero();
    assertThat(said()).contains("đã đặt lên bàn báo cáo bao-cao-2026-01.docx");
    assertThat(Files.readAllBytes(desk("bao-cao-2026-01.docx"))).isEqualTo(issued);
    assertThat(kept(1).dir().resolve("chua-dat-len-ban")).doesNotExist();
  }

  @Test
  void an_issued_report_whose_rules_are_of_another_time_is_held_against_all_the_same()
      throws Exception {
    assertThat(night("2026-01-17")).isZero();
    Files.writeString(kept(1).dir().resolve("sentences.yaml"), "words: {}\n");
    assertThat(verb("report", "--verify", desk("bao-cao-2026-01.docx").toString())).isZero();
    assertThat(said()).contains("không dựng lại được: quy tắc viết câu của báo cáo ấy");
  }

  @Test
  void a_release_without_questions_and_signings_is_reported_without_them() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    Path release = home.releases().resolve("current").toRealPath();
    Path file;
    try (Stream<Path> files = Files.list(release)) {
      file = files.filter(f -> f.toString().endsWith(".duckdb")).findFirst().orElseThrow();
    }
    file.toFile().setWritable(true);
    try (var c = java.sql.DriverManager.getConnection("jdbc:duckdb:" + file);
        var s = c.createStatement()) {
      s.execute("drop table mart.fct_question");
      s.execute("drop table mart.fct_signing");
      s.execute("alter table mart.fct_correction drop column signed_by");
    }
    try (Release old = Release.open(home.releases()).orElseThrow()) {
      var facts = old.findReportFacts(WARD, "2026-01").orElseThrow();
      assertThat(facts.questions()).isEmpty();
      assertThat(facts.signings()).isEmpty();
      assertThat(old.listCorrectedSince(WARD, LocalDate.EPOCH.atStartOfDay())).isEmpty();
    }
  }

  @Test
  void a_file_larger_than_any_report_is_not_read() throws Exception {
    Path file = dir.resolve("lớn.docx");
    try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(33L << 20);
    }
    assertThat(verb("report", "--verify", file.toString())).isEqualTo(2);
    assertThat(said()).contains("lớn hơn 32 MB");
  }

  @Test
  void the_same_release_gives_the_same_report_once_and_a_new_one_a_second() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    byte[] first = Files.readAllBytes(desk("bao-cao-2026-01.docx"));
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(said()).contains("Đã viết từ trước, giữ nguyên");
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx");

    Files.writeString(desk("bao-cao-2026-01.docx"), "văn phòng đang sửa");
    correct("41.5");
    assertThat(night("2026-01-19")).isZero();
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(reportsOnDesk())
        .containsExactly("bao-cao-2026-01.docx", "bao-cao-2026-01_lan-2.docx");
    assertThat(desk("bao-cao-2026-01.docx")).hasContent("văn phòng đang sửa");
    assertThat(Files.readAllBytes(kept(1).document())).isEqualTo(first);
    assertThat(Files.readAllBytes(kept(2).document())).isNotEqualTo(first);
  }

  @Test
  void an_issued_report_comes_out_again_byte_for_byte_long_after() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    Files.writeString(home.state().resolve("settings.properties"), "keep.releases=1\n");
    correct("41.5");
    assertThat(night("2026-01-19")).isZero();
    assertThat(night("2026-01-20")).isZero();
    assertThat(new Reports(home).deriveAgain(kept(1))).isEqualTo(new Reports.Derived.Same());
    assertThat(home.releases().resolve(kept(1).releaseId()).resolve("giu-lai"))
        .content()
        .contains("bao-cao-2026-01.docx");
  }

  @Test
  void a_period_that_has_not_ended_or_does_not_exist_is_answered_with_those_that_can_be_told() {
    assertThat(verb("report", "--period", "2026-02")).isEqualTo(2);
    assertThat(said()).contains("không có kỳ 2026-02 đã kết thúc").contains("2026-01");
    assertThat(verb("report", "--period", "hôm qua")).isEqualTo(2);
    assertThat(verb("report")).isEqualTo(2);
    assertThat(verb("report", "--period", "2026-01", "--locality", "khac")).isEqualTo(2);
    assertThat(said()).contains("thuy-nguyen");
  }

  @Test
  void a_report_that_fails_loses_no_release() throws Exception {
    // nothing can be kept where a file lies
    Files.createDirectories(home.reports());
    Files.writeString(home.reports().resolve(WARD), "");
    String before = home.releases().resolve("current").toRealPath().getFileName().toString();
    assertThat(night("2026-01-17")).isEqualTo(30);
    assertThat(said()).contains("báo cáo 2026-01 của thuy-nguyen");
    assertThat(home.releases().resolve("current").toRealPath().getFileName().toString())
        .isNotEqualTo(before);
    Files.delete(home.reports().resolve(WARD));
    assertThat(night("2026-01-18")).isZero();
    assertThat(reportsOnDesk()).containsExactly("bao-cao-2026-01.docx");
  }

  @Test
  void a_correction_belongs_to_the_report_of_one_period() throws Exception {
    // still within January's time: its own report has the new figure already
    correct("41.5");
    assertThat(night("2026-01-16")).isZero();
    assertThat(night("2026-01-17")).isZero();
    correct("42.5");
    assertThat(night("2026-01-19")).isZero();
    assertThat(night("2026-03-01")).isZero();
    try (Release now = Release.open(home.releases()).orElseThrow()) {
      var february = now.findReportFacts(WARD, "2026-02").orElseThrow().corrections();
      assertThat(february)
          .extracting(c -> c.measureCode() + " " + c.on() + " " + c.kind() + " " + c.isEndNumber())
          .containsExactly("01a 2026-01-19 flow false");
    }
  }

  // ---- the office's template

  @Test
  void a_broken_template_is_answered_beside_it_and_the_last_good_one_is_used() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    byte[] ours = Files.readAllBytes(desk(Reports.TEMPLATE));
    Files.write(desk(Reports.TEMPLATE), edited(ours, x -> x.replace("CHỦ TỊCH<", "KT. CHỦ TỊCH<")));
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(text(kept(2))).contains("KT. CHỦ TỊCH");
    Files.write(
        desk(Reports.TEMPLATE), edited(ours, x -> x.replace("{{trich_yeu}}", "{{trich_yue}}")));
    correct("41.5");
    assertThat(night("2026-01-19")).isZero();
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(said()).contains("chưa dùng được");
    assertThat(Files.readString(desk(Reports.TEMPLATE_ANSWER)))
        .startsWith("MẪU BÁO CÁO CHƯA DÙNG ĐƯỢC – sửa 1 chỗ")
        .contains("{{trich_yue}}", "mẫu dùng được gần nhất của văn phòng");
    assertThat(text(kept(3))).contains("KT. CHỦ TỊCH");
    assertThat(verb("doctor")).isEqualTo(1);
    assertThat(said()).contains("Mẫu báo cáo trên bàn của thuy-nguyen có lỗi");

    Files.write(desk(Reports.TEMPLATE), ours);
    assertThat(verb("report", "--period", "2026-01")).isZero();
    assertThat(desk(Reports.TEMPLATE_ANSWER)).doesNotExist();
    assertThat(text(kept(4))).doesNotContain("KT. CHỦ TỊCH");
  }

  private static String text(Reports.Kept kept) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(kept.document()))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        if (e.getName().equals("word/document.xml")) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new IllegalStateException();
  }

  // ---- what became of a report

  @Test
  void an_untouched_report_stands_whole() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    assertThat(verb("report", "--verify", desk("bao-cao-2026-01.docx").toString())).isZero();
    int figures = kept(1).figures().size();
    assertThat(said())
        .contains("Báo cáo Tháng 1/2026 của thuy-nguyen, lần 1")
        .contains("đúng từng byte")
        .contains(figures + " số liệu: " + figures + " còn nguyên, 0 đã thay đổi");
  }

  @Test
  void a_figure_corrected_since_names_old_new_unit_day_and_cell() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    correct("41.5");
    assertThat(night("2026-01-19")).isZero();
    assertThat(verb("report", "--verify", desk("bao-cao-2026-01.docx").toString())).isEqualTo(1);
    assertThat(said())
        .contains("01a/2026-01/ky-nay: đã phát hành 43,215 tỷ đồng, nay 41,5 tỷ đồng")
        .contains(
            "Phòng Kinh tế, Hạ tầng và Đô thị sửa số Tháng 1/2026 từ 43,215 thành 41,5, nhận ngày"
                + " 19/01/2026: Đính chính.xlsx › Số liệu › G9")
        .contains(" 0 sửa tay trong văn bản");
    Verification v = verification(desk("bao-cao-2026-01.docx"));
    assertThat(v.figures())
        .filteredOn(l -> l.figure().key().equals("04a/2026-01/ky-nay"))
        .isNotEmpty()
        .allMatch(l -> l.outcome() == Outcome.STANDS);
  }

  @Test
  void what_the_office_changed_by_hand_is_told_from_what_was_corrected_also_after_libreoffice()
      throws Exception {
    assertThat(night("2026-01-17")).isZero();
    byte[] issued = Files.readAllBytes(desk("bao-cao-2026-01.docx"));
    String told = ">43,215 tỷ đồng<";
    Path copy =
        Files.write(
            dir.resolve("bản của văn phòng.docx"),
            edited(
                issued,
                x -> {
                  // a figure, a word, and a paragraph of the office's own
                  String y = x.replaceFirst(told, ">44 tỷ đồng<");
                  y = y.replaceFirst("như sau:", "cụ thể như sau:");
                  return y.replaceFirst(
                      "<w:p><w:pPr><w:pStyle w:val=\"Phan\"/>",
                      "<w:p><w:r><w:t>Tình hình chung ổn định.</w:t></w:r></w:p>$0");
                }));
    Path saved =
        LibreOffice.saveAll(List.of(copy), "docx:MS Word 2007 XML", dir)
            .resolve(copy.getFileName());
    for (Path file : List.of(copy, saved)) {
      Verification v = verification(file);
      assertThat(v.figures())
          .filteredOn(l -> l.outcome() == Outcome.EDITED)
          .singleElement()
          .satisfies(
              l -> {
                assertThat(l.figure().key()).isEqualTo("01a/2026-01/ky-nay");
                assertThat(l.inDocument()).isEqualTo("44 tỷ đồng");
                assertThat(l.isCorrected()).isFalse();
              });
      assertThat(v.count(Outcome.STANDS)).isEqualTo(v.figures().size() - 1);
      assertThat(v.added())
          .hasSize(3)
          .contains("Tình hình chung ổn định.")
          .anyMatch(p -> p.endsWith("cụ thể như sau:"))
          .anyMatch(p -> p.contains("trong tháng 1 đạt 44 tỷ đồng"));
      assertThat(v.removed()).hasSize(2);
    }
  }

  @Test
  void a_figure_taken_out_is_missing_and_one_struck_out_in_review_too() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    byte[] issued = Files.readAllBytes(desk("bao-cao-2026-01.docx"));
    Path copy =
        Files.write(
            dir.resolve("a.docx"),
            edited(
                issued,
                x ->
                    x.replaceFirst(
                        "<w:r>(<w:rPr>.{0,200}?</w:rPr>)?<w:t[^>]*>43,215 tỷ đồng</w:t></w:r>",
                        "<w:del w:id=\"900\" w:author=\"a\"><w:r><w:delText>43,215 tỷ"
                            + " đồng</w:delText></w:r></w:del>")));
    assertThat(verification(copy).figures())
        .filteredOn(l -> l.outcome() == Outcome.REMOVED)
        .singleElement()
        .satisfies(l -> assertThat(l.figure().key()).isEqualTo("01a/2026-01/ky-nay"));
  }

  @Test
  void a_foreign_file_is_no_report_of_ours() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    Path text = Files.writeString(dir.resolve("thư.docx"), "không phải Word");
    assertThat(verb("report", "--verify", text.toString())).isEqualTo(2);
    assertThat(said()).contains("không mở được như một văn bản Word");
    assertThat(verb("report", "--verify", desk(Reports.TEMPLATE).toString())).isEqualTo(2);
    assertThat(said()).contains("không phải báo cáo do hệ thống viết");
    assertThat(verb("report", "--verify", dir.resolve("không có").toString())).isEqualTo(2);
  }

  // ---- the life of what was issued

  @Test
  void reports_are_in_the_backup_and_come_back_and_damage_is_seen() throws Exception {
    assertThat(night("2026-01-17")).isZero();
    assertThat(verb("doctor")).isIn(0, 1);
    assertThat(said()).doesNotContain("không còn nguyên vẹn");
    assertThat(verb("backup", "--to", dir.resolve("bk").toString())).isZero();
    Path backup;
    try (Stream<Path> entries = Files.list(dir.resolve("bk"))) {
      backup = entries.findFirst().orElseThrow();
    }
    byte[] document = Files.readAllBytes(kept(1).document());
    Files.writeString(kept(1).document(), "hỏng");
    assertThat(verb("doctor")).isEqualTo(1);
    assertThat(said()).contains("Báo cáo đã phát hành").contains("khác mã băm đã ghi");

    Trees.delete(home.archive());
    Trees.delete(home.releases());
    Files.delete(home.warehouse());
    assertThat(verb("restore", "--from", backup.toString())).isEqualTo(2);
    assertThat(said()).contains("đã có dữ liệu (báo cáo đã phát hành)");
    Trees.delete(home.state());
    assertThat(verb("restore", "--from", backup.toString())).isZero();
    assertThat(Files.readAllBytes(kept(1).document())).isEqualTo(document);
    assertThat(new Reports(home).deriveAgain(kept(1))).isEqualTo(new Reports.Derived.Same());
  }
}
