package vn.chitieu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.LibreOffice;

/** The program as its operator meets it: verbs, exit codes, files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerbsTest {
  private static final Path SAMPLE = ReleaseFixture.repo().resolve("sample-input");

  @TempDir Path dir;
  private Home home;
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    home = new Home(dir.resolve("home"));
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  private int verb(String... words) {
    screen.reset();
    PrintStream capture = new PrintStream(screen, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--home", home.root().toString()))
            .toArray(String[]::new);
    return Verbs.run(all);
  }

  private String said() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private int night(String asOf) {
    return verb("nightly", "--as-of", asOf, "--settle", "0");
  }

  private Path drop(String night, String unit, String name) throws IOException {
    Path to = home.unit("thuy-nguyen", unit).drop().resolve(name);
    return Files.copy(SAMPLE.resolve("nights/" + night + "/thuy-nguyen/" + unit + "/" + name), to);
  }

  private JsonNode summary() throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(lastRun().resolve("summary.json")));
  }

  private Path lastRun() throws IOException {
    try (Stream<Path> runs = Files.list(home.runs())) {
      return runs.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  private List<String> answers(String unit) throws IOException {
    try (Stream<Path> all = Files.list(home.unit("thuy-nguyen", unit).answers())) {
      return all.map(p -> p.getFileName().toString())
          .filter(name -> !name.startsWith("nhac_"))
          .sorted()
          .toList();
    }
  }

  // ---- surroundings

  @Test
  void a_share_that_is_not_mounted_is_exit_20() {
    assertThat(night("2026-01-16")).isEqualTo(20);
    assertThat(said()).contains("thư mục chung chưa được gắn");
  }

  @Test
  void an_unknown_verb_and_a_bad_date_are_exit_2() {
    assertThat(Verbs.run(new String[] {"khong-co"})).isEqualTo(2);
    assertThat(verb("init")).isZero();
    assertThat(verb("nightly", "--as-of", "hôm qua")).isEqualTo(2);
  }

  @Test
  void a_command_that_is_not_understood_is_answered_in_Vietnamese_with_what_may_be_meant() {
    assertThat(verb("nightly", "--asof", "2026-01-16")).isEqualTo(2);
    assertThat(said()).startsWith("Không có tùy chọn “--asof”. Có phải ý là: --as-of?");
    assertThat(Verbs.run(new String[] {"nigtly"})).isEqualTo(2);
    assertThat(said()).contains("“nigtly”", "nightly");
    assertThat(verb("check")).isEqualTo(2);
    assertThat(said()).startsWith("Còn thiếu TỆP.").contains("Cách dùng: chitieu check");
    assertThat(verb("nightly", "--as-of", "31/02/2026")).isEqualTo(2);
    assertThat(said()).startsWith("“31/02/2026” không dùng được cho --as-of (NGÀY)");
    assertThat(verb("nightly", "--settle", "lâu")).isEqualTo(2);
    assertThat(said()).startsWith("“lâu” không dùng được cho --settle");
    assertThat(verb("nightly", "--as-of", "2026-01-16", "--as-of", "2026-01-17")).isEqualTo(2);
    assertThat(said()).startsWith("Chỉ được ghi --as-of (NGÀY) một lần.");
    assertThat(said()).doesNotContain("Invalid", "Usage", "Show this", "Print");
  }

  @Test
  void a_home_that_another_run_works_on_is_exit_10() throws Exception {
    assertThat(verb("init")).isZero();
    try (RunLock held = RunLock.tryTake(home).orElseThrow()) {
      assertThat(night("2026-01-16")).isEqualTo(10);
      // readers need no lock
      assertThat(verb("status")).isZero();
    }
  }

  @Test
  void a_day_before_the_last_finished_run_is_exit_2() {
    assertThat(verb("init")).isZero();
    assertThat(night("2026-01-16")).isZero();
    assertThat(night("2026-01-15")).isEqualTo(2);
    assertThat(night("2026-01-16")).isZero();
  }

  @Test
  void every_verb_explains_itself() {
    for (String v :
        List.of(
            "demo",
            "init",
            "templates",
            "nightly",
            "check",
            "status",
            "publish",
            "dashboards",
            "doctor",
            "backup",
            "restore",
            "rebuild")) {
      assertThat(Verbs.run(new String[] {v, "--help"})).as(v).isZero();
    }
  }

  // ---- the plan

  @Test
  void a_contradictory_plan_is_refused_with_its_cells() throws Exception {
    Path bad = dir.resolve("ke-hoach.xlsx");
    change(
        SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx"),
        bad,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Phân công"));
          s.cell(s.row("unit", "ban-qlda"), "authority").setCellValue("có");
        });
    assertThat(verb("init", "--plan", bad.toString())).isEqualTo(2);
    assertThat(said()).contains("Chỉ tiêu").contains("2 nguồn chính thức");
    assertThat(home.unit("thuy-nguyen", "kthtdt").path()).doesNotExist();
  }

  @Test
  void a_plan_spoilt_in_the_year_is_answered_and_the_last_good_one_stays() throws Exception {
    assertThat(verb("init")).isZero();
    Path onDesk = home.desk("thuy-nguyen").resolve("thuy-nguyen.xlsx");
    Path spoilt = dir.resolve("spoilt.xlsx");
    change(
        onDesk,
        spoilt,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Kỳ báo cáo"));
          s.cell(s.row("code", "2026-01"), "due").setCellValue(java.time.LocalDate.of(2026, 1, 10));
        });
    Files.move(spoilt, onDesk, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(summary().at("/notes").toString()).contains("sổ kế hoạch có lỗi");
    String hash = Archive.hash(onDesk).substring(0, 8);
    assertThat(home.desk("thuy-nguyen").resolve("ket-qua_" + hash + ".xlsx")).exists();
    assertThat(Files.readString(home.desk("thuy-nguyen").resolve("ket-qua_" + hash + ".txt")))
        .contains("KẾ HOẠCH CHƯA DÙNG ĐƯỢC");
  }

  // ---- forms

  @Test
  void forms_are_handed_out_before_the_first_night() throws Exception {
    assertThat(verb("init")).isZero();
    assertThat(verb("templates", "--period", "2026-11")).isZero();
    for (String unit : List.of("kthtdt", "vhxh", "cap", "thong-ke")) {
      assertThat(home.unit("thuy-nguyen", unit).forms().resolve("2026-11_" + unit + ".xlsx"))
          .exists();
    }
    assertThat(verb("templates", "--period", "2026-Q3")).isEqualTo(2);
  }

  @Test
  void a_form_somebody_is_filling_is_never_overwritten_and_not_counted_as_sent() throws Exception {
    assertThat(verb("init")).isZero();
    assertThat(night("2026-01-10")).isZero();
    Path form = home.unit("thuy-nguyen", "cap").forms().resolve("2026-01_cap.xlsx");
    Path filled = dir.resolve("filled.xlsx");
    change(
        form,
        filled,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "14"), "value").setCellValue(0);
        });
    Files.move(filled, form, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    String before = Archive.hash(form);
    assertThat(night("2026-01-14")).isZero();
    assertThat(Archive.hash(form)).isEqualTo(before);
    assertThat(summary().at("/notes").toString()).contains("đã điền trong bieu-mau, chưa gửi");
    assertThat(summary().at("/files/received").asInt()).isZero();
    assertThat(answers("cap")).containsExactly("2026-01_cap_nhac-gui.txt");
  }

  // ---- our own faults

  @Test
  void a_fault_of_ours_on_one_file_leaves_it_and_the_rest_is_published() throws Exception {
    assertThat(verb("init")).isZero();
    Path victim = drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    drop("2026-01-15", "vhxh", "2026-01_vhxh.xlsx");
    String hash = Archive.hash(victim);
    Path inTheWay = home.archive().resolve(hash.substring(0, 2));
    Files.deleteIfExists(inTheWay);
    Files.writeString(inTheWay, "một tệp nằm ở chỗ của thư mục");
    assertThat(night("2026-01-16")).isEqualTo(30);
    assertThat(victim).exists();
    JsonNode s = summary();
    assertThat(s.at("/files/received").asInt()).isEqualTo(1);
    assertThat(s.at("/files/left_in_place").asInt()).isEqualTo(1);
    assertThat(s.at("/release").asString()).isEqualTo(lastRun().getFileName().toString());
    assertThat(said()).contains("LỖI HỆ THỐNG (1)").contains("2026-01_cap.xlsx");

    Files.delete(inTheWay);
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(victim).doesNotExist();
  }

  @Test
  void an_answer_that_cannot_be_written_undoes_no_fact_and_comes_the_next_night() throws Exception {
    assertThat(verb("init")).isZero();
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    Path folder = home.unit("thuy-nguyen", "cap").answers();
    Files.delete(folder);
    Files.writeString(folder, "một tệp nằm ở chỗ của thư mục");
    assertThat(night("2026-01-16")).isEqualTo(30);
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(summary().at("/files/left_in_place").asInt()).isEqualTo(1);

    Files.delete(folder);
    assertThat(night("2026-01-16")).isZero();
    assertThat(answers("cap")).contains("2026-01_cap_lan-1.txt", "2026-01_cap_lan-1.xlsx");
    assertThat(summary().at("/files/received").asInt()).isZero();
    assertThat(summary().at("/files/left_in_place").asInt()).isZero();
  }

  @Test
  void a_folder_of_no_unit_of_the_plan_is_named_and_left_alone() throws Exception {
    assertThat(verb("init")).isZero();
    Path nobody = home.share().resolve("thuy-nguyen/don-vi-la/nop/2026-01_cap.xlsx");
    Files.createDirectories(nobody.getParent());
    Files.copy(SAMPLE.resolve("nights/2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"), nobody);
    assertThat(night("2026-01-16")).isZero();
    assertThat(nobody).exists();
    assertThat(summary().at("/files/received").asInt()).isZero();
    assertThat(summary().at("/notes").toString()).contains("don-vi-la: không phải đơn vị");
  }

  // ---- the officer

  @Test
  void an_answer_corrected_and_sent_back_as_it_is_is_accepted() throws Exception {
    assertThat(verb("init")).isZero();
    Path wrong = home.unit("thuy-nguyen", "cap").drop().resolve("bao-cao.xlsx");
    change(
        SAMPLE.resolve("nights/2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        wrong,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "14"), "value").setCellValue("bốn vụ");
        });
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted_with_held_rows").asInt()).isEqualTo(1);
    Path answer = home.unit("thuy-nguyen", "cap").answers().resolve("2026-01_cap_lan-1.xlsx");
    change(
        answer,
        home.unit("thuy-nguyen", "cap").drop().resolve("da-sua.xlsx"),
        b -> {
          assertThat(b.getSheetName(0)).isEqualTo("Kết quả");
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "14"), "value").setCellValue(0);
        });
    assertThat(night("2026-01-17")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(answers("cap")).contains("2026-01_cap_lan-2.xlsx");
    assertThat(
            Files.readString(
                home.unit("thuy-nguyen", "cap").answers().resolve("2026-01_cap_lan-2.txt")))
        .contains("ĐÃ NHẬN ĐỦ");
  }

  @Test
  void an_xls_is_answered_as_such_and_accepted_once_it_is_corrected() throws Exception {
    Path wrong = dir.resolve("sai.xlsx");
    change(
        SAMPLE.resolve("nights/2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        wrong,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "14"), "value").setCellValue("chưa rõ");
        });
    Path xls = LibreOffice.saveAll(List.of(wrong), "xls:MS Excel 97", dir).resolve("sai.xls");
    assertThat(verb("init")).isZero();
    Home.UnitFolder cap = home.unit("thuy-nguyen", "cap");
    Files.copy(xls, cap.drop().resolve("bao-cao.xls"));
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted_with_held_rows").asInt()).isEqualTo(1);
    assertThat(answers("cap")).contains("2026-01_cap_lan-1.xls", "2026-01_cap_lan-1.txt");
    try (InputStream in = Files.newInputStream(cap.answers().resolve("2026-01_cap_lan-1.xls"));
        org.apache.poi.hssf.usermodel.HSSFWorkbook book =
            new org.apache.poi.hssf.usermodel.HSSFWorkbook(in);
        OutputStream out = Files.newOutputStream(cap.drop().resolve("da-sua.xls"))) {
      assertThat(book.getSheetName(0)).isEqualTo("Kết quả");
      book.getSheet("Số liệu")
          .getCellComments()
          .forEach(
              (at, c) ->
                  book.getSheet("Số liệu")
                      .getRow(at.getRow())
                      .getCell(at.getColumn())
                      .setCellValue(0));
      book.write(out);
    }
    assertThat(night("2026-01-17")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(answers("cap")).contains("2026-01_cap_lan-2.xls");
  }

  @Test
  void a_form_handed_out_filled_in_LibreOffice_and_sent_gives_the_same_facts() throws Exception {
    Path saved =
        LibreOffice.saveAgain(
            SAMPLE.resolve("nights/2026-01-16/thuy-nguyen/kthtdt/2026-01_kthtdt.xlsx"), dir);
    assertThat(verb("init")).isZero();
    Files.copy(saved, home.unit("thuy-nguyen", "kthtdt").drop().resolve("tu-libreoffice.xlsx"));
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    List<History.Counted> fromLibreOffice = counted();

    home = new Home(dir.resolve("other"));
    assertThat(verb("init")).isZero();
    drop("2026-01-16", "kthtdt", "2026-01_kthtdt.xlsx");
    assertThat(night("2026-01-16")).isZero();
    assertThat(fromLibreOffice).hasSize(9).isEqualTo(counted());
  }

  private List<History.Counted> counted() {
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      return release.history("thuy-nguyen", "kthtdt").counted();
    }
  }

  @Test
  void a_form_issued_under_an_earlier_plan_is_still_judged_by_that_plan() throws Exception {
    assertThat(verb("init")).isZero();
    Files.copy(
        SAMPLE.resolve("nights/2026-07-20/thuy-nguyen/van-phong/thuy-nguyen-2026.xlsx"),
        home.desk("thuy-nguyen").resolve("thuy-nguyen.xlsx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path form = drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    Path copy = Files.copy(form, dir.resolve("cap.xlsx"));
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(summary().at("/news").toString()).contains("kế hoạch phiên bản");
    assertThat(verb("check", copy.toString())).isZero();
    assertThat(said()).contains("ĐÃ NHẬN TỪ TRƯỚC");
  }

  @Test
  void a_form_sent_as_it_was_handed_out_is_no_report() throws Exception {
    assertThat(verb("init")).isZero();
    assertThat(night("2026-01-14")).isZero();
    Home.UnitFolder cap = home.unit("thuy-nguyen", "cap");
    Files.copy(cap.forms().resolve("2026-01_cap.xlsx"), cap.drop().resolve("2026-01_cap.xlsx"));
    // nothing is asked of the statistics office in a common month: its blank form is a report
    Home.UnitFolder statistics = home.unit("thuy-nguyen", "thong-ke");
    Files.copy(
        statistics.forms().resolve("2026-01_thong-ke.xlsx"),
        statistics.drop().resolve("2026-01_thong-ke.xlsx"));
    assertThat(night("2026-01-15")).isZero();
    assertThat(summary().at("/files/refused").asInt()).isEqualTo(1);
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
    assertThat(Files.readString(cap.answers().resolve("2026-01_cap_lan-1.txt")))
        .contains("CHƯA GHI NHẬN");
  }

  @Test
  void an_older_file_that_met_a_fault_of_ours_does_not_overtake_a_newer_one() throws Exception {
    assertThat(verb("init")).isZero();
    Path older = drop("2026-04-16", "kthtdt", "2026-04_kthtdt.xlsx");
    Path newer =
        home.unit("thuy-nguyen", "kthtdt").drop().resolve("2026-04_kthtdt (đính chính).xlsx");
    Files.copy(
        SAMPLE.resolve("nights/2026-04-20/thuy-nguyen/kthtdt").resolve(newer.getFileName()), newer);
    Files.setLastModifiedTime(
        older, java.nio.file.attribute.FileTime.fromMillis(1_776_000_000_000L));
    Path inTheWay = home.archive().resolve(Archive.hash(older).substring(0, 2));
    Files.deleteIfExists(inTheWay);
    Files.writeString(inTheWay, "một tệp nằm ở chỗ của thư mục");
    assertThat(night("2026-04-20")).isEqualTo(30);
    assertThat(summary().at("/files/received").asInt()).isZero();
    Files.delete(inTheWay);
    assertThat(night("2026-04-20")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(2);
    assertThat(counted())
        .filteredOn(c -> c.measureCode().equals("01a"))
        .singleElement()
        .extracting(c -> c.value().stripTrailingZeros().toPlainString())
        .isEqualTo("44.63");
  }

  @Test
  void a_log_of_runs_that_does_not_fit_is_begun_anew() throws Exception {
    assertThat(verb("init")).isZero();
    try (java.sql.Connection c =
            java.sql.DriverManager.getConnection("jdbc:h2:file:" + home.jobs(), "sa", "");
        java.sql.Statement s = c.createStatement()) {
      s.execute("alter table BATCH_JOB_EXECUTION drop column EXIT_MESSAGE");
    }
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/accepted").asInt()).isEqualTo(1);
  }

  @Test
  void init_uses_the_plan_that_lies_on_the_desk_and_a_bad_one_replaces_nothing() throws Exception {
    Path own = home.desk("thuy-nguyen").resolve("ke-hoach-phuong.xlsx");
    Files.createDirectories(own.getParent());
    Files.copy(SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx"), own);
    assertThat(verb("init")).isZero();
    assertThat(home.desk("thuy-nguyen").resolve("thuy-nguyen.xlsx")).doesNotExist();
    String before = Archive.hash(own);
    Path bad = Files.writeString(dir.resolve("hong.xlsx"), "không phải Excel");
    assertThat(verb("init", "--plan", bad.toString())).isEqualTo(2);
    assertThat(Archive.hash(own)).isEqualTo(before);
    assertThat(night("2026-01-16")).isZero();
  }

  @Test
  void check_judges_now_and_stores_nothing() throws Exception {
    assertThat(verb("init")).isZero();
    Path good = dir.resolve("2026-01_cap.xlsx");
    Files.copy(SAMPLE.resolve("nights/2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"), good);
    assertThat(verb("check", good.toString())).isZero();
    assertThat(said()).contains("ĐÃ NHẬN ĐỦ");
    Path bad = dir.resolve("sai.xlsx");
    change(
        good,
        bad,
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "14"), "value").setBlank();
        });
    assertThat(verb("check", bad.toString())).isEqualTo(1);
    assertThat(dir.resolve("sai_kiem-tra.xlsx")).exists();
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/received").asInt()).isZero();
  }

  @Test
  void check_leaves_no_copy_where_the_night_would_take_it_for_sent() throws Exception {
    assertThat(verb("init")).isZero();
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    Path nop = home.unit("thuy-nguyen", "cap").drop();
    Path copy = Path.of("2026-01_cap_kiem-tra.xlsx").toAbsolutePath();
    try {
      assertThat(verb("check", nop.resolve("2026-01_cap.xlsx").toString())).isZero();
      assertThat(said()).contains("Bản có ghi chú: " + copy);
      assertThat(copy).exists();
      try (Stream<Path> files = Files.list(nop)) {
        assertThat(files).hasSize(1);
      }
    } finally {
      Files.deleteIfExists(copy);
    }
    // a unit's own mount shows no marker
    Path mounted = Files.createDirectories(dir.resolve("o-mang/nop")).resolve("a.xlsx");
    Files.copy(nop.resolve("2026-01_cap.xlsx"), mounted);
    try {
      assertThat(verb("check", mounted.toString())).isZero();
      try (Stream<Path> files = Files.list(mounted.getParent())) {
        assertThat(files).containsExactly(mounted);
      }
    } finally {
      Files.deleteIfExists(Path.of("a_kiem-tra.xlsx"));
    }
    assertThat(night("2026-01-16")).isZero();
    assertThat(summary().at("/files/received").asInt()).isEqualTo(1);
  }

  @Test
  void the_summary_adds_up_and_findings_stand_one_a_line() throws Exception {
    assertThat(verb("init")).isZero();
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    Files.copy(
        SAMPLE.resolve("nights/2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        home.unit("thuy-nguyen", "cap").drop().resolve("lai.xlsx"));
    Files.writeString(
        home.unit("thuy-nguyen", "thue").drop().resolve("x.xlsx"), "không phải Excel");
    assertThat(night("2026-01-16")).isZero();
    JsonNode files = summary().at("/files");
    int sum = 0;
    for (String outcome :
        List.of("accepted", "accepted_with_held_rows", "refused", "duplicate", "unreadable")) {
      sum += files.get(outcome).asInt();
    }
    assertThat(files.get("received").asInt()).isEqualTo(sum).isEqualTo(3);
    assertThat(said()).contains("1 không đọc được (thue/x.xlsx)");
    JsonNode values = summary().at("/values");
    assertThat(values.get("read").asInt())
        .isEqualTo(values.get("stored").asInt() + values.get("held").asInt());
    List<String> findings = Files.readAllLines(lastRun().resolve("findings.jsonl"));
    assertThat(findings).hasSize(2);
    for (String line : findings) {
      JsonNode f = JsonMapper.shared().readTree(line);
      for (String field :
          List.of(
              "source_file",
              "source_sha256",
              "locality_code",
              "unit_code",
              "period_code",
              "code",
              "severity",
              "stage",
              "sheet",
              "cell",
              "found",
              "expected",
              "message",
              "remedy",
              "suggestion")) {
        assertThat(f.has(field)).as(field).isTrue();
      }
    }
    assertThat(answers("thue")).hasSize(1).first().asString().startsWith("khong-doc-duoc_");
  }

  @Test
  void the_screen_shows_eleven_lines() throws Exception {
    assertThat(verb("init")).isZero();
    assertThat(night("2026-01-16")).isZero();
    assertThat(said().strip().lines()).hasSize(11);
    assertThat(said()).contains("Không có lỗi hệ thống").contains("Việc cần làm: không");
  }

  private static void change(Path from, Path to, Consumer<XSSFWorkbook> change) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        XSSFWorkbook book = new XSSFWorkbook(in);
        OutputStream out = Files.newOutputStream(to)) {
      change.accept(book);
      book.write(out);
    }
  }
}
