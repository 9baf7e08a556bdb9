package vn.chitieu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.Trees;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.warehouse.Snapshot;

/** A home that is copied, lost, brought back, derived anew and looked over. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LifeTest {
  private static final String WARD = "thuy-nguyen";
  private static final Path NIGHTS = ReleaseFixture.repo().resolve("sample-input/nights");

  /**
   * Two nights of the sample, played once: accepted, held, refused, duplicate, unreadable files.
   */
  private static Path played;

  @TempDir Path dir;
  private Home home;
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeEach
  void a_home_with_a_past() throws Exception {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    home = new Home(dir.resolve("home"));
    if (played == null) {
      Home first = new Home(Files.createTempDirectory("life").resolve("home"));
      play(first);
      played = first.root();
    }
    Trees.copy(played, home.root());
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  private void play(Home h) throws IOException {
    assertThat(verb(h, "init")).isZero();
    lay(h, "2026-01-15", "cap", "2026-01_cap.xlsx");
    lay(h, "2026-01-15", "vhxh", "2026-01_vhxh.xlsx");
    lay(h, "2026-01-16", "kthtdt", "2026-01_kthtdt.xlsx");
    assertThat(night(h, "2026-01-16")).isZero();
    Files.copy(
        NIGHTS.resolve("2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        h.unit(WARD, "cap").drop().resolve("gửi lại.xlsx"));
    lay(h, "2026-05-15", "vhxh", "2026-05_vhxh.xlsx");
    lay(h, "2026-06-15", "kho-bac", "2026-06_thue.xlsx");
    lay(h, "2026-07-15", "tram-y-te", "2026-07_tram-y-te.xlsx");
    Files.copy(
        NIGHTS.resolve("2026-07-20/thuy-nguyen/van-phong/thuy-nguyen-2026.xlsx"),
        h.desk(WARD).resolve("thuy-nguyen.xlsx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(night(h, "2026-07-20")).isZero();
  }

  private static void lay(Home h, String night, String unit, String name) throws IOException {
    Path drop =
        Files.copy(
            NIGHTS.resolve(night + "/thuy-nguyen/" + unit + "/" + name),
            h.unit(WARD, unit).drop().resolve(name));
    // written that day: after missed nights it counts as having come then
    Files.setLastModifiedTime(
        drop, FileTime.from(LocalDate.parse(night).atTime(8, 0).toInstant(ZoneOffset.UTC)));
  }

  private int night(Home h, String asOf) {
    return verb(h, "nightly", "--as-of", asOf, "--settle", "0");
  }

  private int verb(Home h, String... words) {
    screen.reset();
    PrintStream capture = new PrintStream(screen, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    return Verbs.run(
        Stream.concat(Stream.of(words), Stream.of("--home", h.root().toString()))
            .toArray(String[]::new));
  }

  private String said() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static String facts(Path file, String schema) {
    try (Snapshot s = Snapshot.open(file, schema)) {
      return s.factsHash();
    }
  }

  private static Path published(Home h) {
    return h.releases().resolve("current").resolve("warehouse.duckdb");
  }

  private Path backup(String... more) throws IOException {
    Path to = dir.resolve("sao-luu");
    assertThat(
            verb(
                home,
                Stream.concat(Stream.of("backup", "--to", to.toString()), Stream.of(more))
                    .toArray(String[]::new)))
        .as(said())
        .isZero();
    try (Stream<Path> entries = Files.list(to)) {
      return entries.max(java.util.Comparator.naturalOrder()).orElseThrow();
    }
  }

  private static List<String> files(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(Files::isRegularFile)
          .map(f -> tree.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  private static void write(Path ledger, String sql) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + ledger);
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  // ---- backup and restore

  @Test
  void a_home_lost_with_its_share_comes_back_from_its_backup_and_goes_on() throws Exception {
    Path backup = backup();
    String facts = facts(published(home), Snapshot.MART);
    String ledger = facts(home.warehouse(), Snapshot.LEDGER);
    List<String> archive = files(home.archive());

    Home again = new Home(dir.resolve("nơi mới"));
    assertThat(verb(again, "restore", "--from", backup.toString(), "--with-share"))
        .as(said())
        .isZero();

    assertThat(said()).contains("số liệu đến hết ngày 20/07/2026");
    assertThat(facts(published(again), Snapshot.MART)).isEqualTo(facts);
    assertThat(facts(again.warehouse(), Snapshot.LEDGER)).isEqualTo(ledger);
    assertThat(files(again.archive())).isEqualTo(archive);
    assertThat(verb(again, "doctor")).as(said()).isZero();
    // what was sent before is still known, what comes now is taken
    Files.copy(
        NIGHTS.resolve("2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        again.unit(WARD, "cap").drop().resolve("lần nữa.xlsx"));
    lay(again, "2026-01-15", "thue", "2026-01_thue.xlsx");
    assertThat(night(again, "2026-07-21")).as(said()).isZero();
    assertThat(said()).contains("Nhận 2 tệp = 1 đủ + 1 trùng");
  }

  @Test
  void a_backup_names_every_file_and_is_also_parquet_by_year_and_period() throws Exception {
    Path backup = backup();
    assertThat(files(backup))
        .contains(
            "backup.json",
            "state/warehouse.duckdb",
            "state/archive/receipts.jsonl",
            "state/forms.json",
            "share/.chitieu",
            "parquet/ledger/run.parquet",
            "parquet/ledger/reported_value/year=2026/period=2026-01/data_0.parquet",
            "parquet/ledger/judgement/year=none/period=none/data_0.parquet",
            "parquet/mart/fct_measure_value/year=2026/period=2026-05/data_0.parquet");
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select count(*), count(distinct period_code), count(distinct period) from"
                    + " read_parquet('"
                    + backup.resolve("parquet/ledger/reported_value")
                    + "/**/*.parquet', hive_partitioning = true)");
        Snapshot ledger = Snapshot.open(home.warehouse(), Snapshot.LEDGER)) {
      r.next();
      assertThat(r.getLong(1)).isEqualTo(ledger.rows().get("reported_value"));
      assertThat(r.getLong(2)).isEqualTo(r.getLong(3)).isEqualTo(2);
    }
  }

  @Test
  void passwords_go_with_a_backup_only_when_asked_for() throws Exception {
    Files.writeString(home.secrets(), "SUPERSET_ADMIN_PASSWORD=mật-khẩu\n");
    Files.setPosixFilePermissions(home.secrets(), PosixFilePermissions.fromString("rw-------"));
    Path without = backup();
    assertThat(files(without)).doesNotContain("state/secrets.env");
    assertThat(said()).contains("không có mật khẩu");
    Path with = backup("--with-secrets");
    assertThat(said()).contains("CÓ mật khẩu");
    Home again = new Home(dir.resolve("again"));
    assertThat(verb(again, "restore", "--from", with.toString())).isZero();
    assertThat(Files.readString(again.secrets())).isEqualTo("SUPERSET_ADMIN_PASSWORD=mật-khẩu\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again.secrets())))
        .isEqualTo("rw-------");
  }

  @Test
  void restore_overwrites_nothing() throws Exception {
    Path backup = backup();
    List<String> before = files(home.root());
    assertThat(verb(home, "restore", "--from", backup.toString())).isEqualTo(2);
    assertThat(said())
        .contains("đã có dữ liệu (sổ cái, kho lưu, bản công bố, báo cáo đã phát hành)");
    assertThat(verb(home, "restore", "--from", dir.resolve("sao-luu").toString())).isEqualTo(2);
    assertThat(said()).contains("không phải một bản sao lưu; bản mới nhất trong đó là " + backup);
    assertThat(files(home.root())).isEqualTo(before);
  }

  @Test
  void a_backup_with_one_wrong_byte_or_a_missing_file_is_not_restored() throws Exception {
    Path backup = backup();
    Path archived =
        backup.resolve(
            files(backup).stream()
                .filter(f -> f.matches("state/archive/../.{64}"))
                .findFirst()
                .orElseThrow());
    byte[] bytes = Files.readAllBytes(archived);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archived, bytes);
    Files.delete(backup.resolve("state/forms.json"));
    Home again = new Home(dir.resolve("again"));

    assertThat(verb(again, "restore", "--from", backup.toString())).isEqualTo(20);

    assertThat(said())
        .contains(archived.getFileName() + ": không còn nguyên vẹn")
        .contains("state/forms.json: thiếu");
    assertThat(again.warehouse()).doesNotExist();
    assertThat(files(again.state())).doesNotContain("archive/receipts.jsonl");
  }

  @Test
  void what_was_sent_after_the_backup_is_named_after_the_restore() throws Exception {
    Path backup = backup();
    lay(home, "2026-01-15", "thue", "2026-01_thue.xlsx");
    assertThat(night(home, "2026-07-21")).isZero();
    Files.move(home.state(), dir.resolve("hỏng"));

    assertThat(verb(home, "restore", "--from", backup.toString())).isZero();

    assertThat(said()).contains("/thue/ket-qua/2026-01_thue_lan-1.xlsx");
    assertThat(said().lines().filter(l -> l.contains("/ket-qua/"))).hasSize(1);
  }

  @Test
  void a_backup_of_nothing_and_of_a_home_at_work_is_refused() throws Exception {
    assertThat(verb(new Home(dir.resolve("trống")), "backup")).isEqualTo(20);
    try (RunLock held = RunLock.tryTake(home).orElseThrow()) {
      assertThat(verb(home, "backup")).isEqualTo(10);
    }
    for (Path within : List.of(home.state().resolve("x"), home.share().resolve("x"))) {
      assertThat(verb(home, "backup", "--to", within.toString())).isEqualTo(30);
      assertThat(said()).contains("bản sao lưu không để trong");
      assertThat(within).doesNotExist();
    }
    assertThat(home.root().resolve("backups")).doesNotExist();
  }

  @Test
  void a_rotten_file_is_backed_up_as_it_is_and_told() throws Exception {
    Path archived = home.archive().resolve(files(home.archive()).getFirst());
    Files.writeString(archived, "x", StandardOpenOption.APPEND);
    assertThat(verb(home, "backup")).isEqualTo(30);
    assertThat(said()).contains("không còn nguyên vẹn").contains("Đã sao lưu vào");
  }

  // ---- rebuild

  @Test
  void the_ledger_derived_anew_tells_the_same_and_takes_its_place() throws Exception {
    String ledger = facts(home.warehouse(), Snapshot.LEDGER);
    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(said()).contains("Đã xét lại 7 tệp").contains("Giống hệt");
    assertThat(facts(home.warehouse(), Snapshot.LEDGER)).isEqualTo(ledger);
    assertThat(home.state().resolve("warehouse.truoc-dung-lai.duckdb")).exists();
    // nothing is owed, nothing is published anew, and the same file is still a duplicate
    String release = published(home).toRealPath().toString();
    assertThat(night(home, "2026-07-20")).as(said()).isZero();
    assertThat(published(home).toRealPath().toString()).isEqualTo(release);
    Files.copy(
        NIGHTS.resolve("2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"),
        home.unit(WARD, "cap").drop().resolve("lần nữa.xlsx"));
    assertThat(night(home, "2026-07-21")).isZero();
    assertThat(said()).contains("Nhận 1 tệp = 1 trùng");
  }

  @Test
  void what_an_older_program_did_not_keep_of_a_plan_is_no_difference_and_comes_back()
      throws Exception {
    String ledger = facts(home.warehouse(), Snapshot.LEDGER);
    try (java.sql.Connection c =
            java.sql.DriverManager.getConnection("jdbc:duckdb:" + home.warehouse());
        java.sql.Statement s = c.createStatement()) {
      assertThat(
              s.executeUpdate(
                  "update ledger.plan_measure set numerator_label = '', denominator_label = ''"
                      + " where denominator_label <> ''"))
          .isPositive();
      s.execute("update ledger.plan_version set city_code = ''");
    }
    assertThat(facts(home.warehouse(), Snapshot.LEDGER)).isNotEqualTo(ledger);
    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(facts(home.warehouse(), Snapshot.LEDGER)).isEqualTo(ledger);
  }

  @Test
  void the_whole_sample_year_derived_anew_is_the_same() throws Exception {
    Path year = dir.resolve("năm");
    Trees.copy(ReleaseFixture.sampleHome().root(), year);
    home = new Home(year);
    String before = facts(published(home), Snapshot.MART);
    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(said())
        .contains("Đã xét lại 120 tệp của 44 lần chạy")
        .contains(before.substring(0, 16));
  }

  @Test
  void a_file_with_personal_data_of_which_only_the_hash_is_left_is_taken_over() throws Exception {
    Path file = home.unit(WARD, "kthtdt").drop().resolve("tháng 2.xlsx");
    try (java.io.InputStream in =
            Files.newInputStream(
                NIGHTS.resolve("2026-02-24/thuy-nguyen/kthtdt/2026-02_kthtdt.xlsx"));
        org.apache.poi.xssf.usermodel.XSSFWorkbook book =
            new org.apache.poi.xssf.usermodel.XSSFWorkbook(in);
        java.io.OutputStream out = Files.newOutputStream(file)) {
      vn.chitieu.sample.FormSheet s = new vn.chitieu.sample.FormSheet(book.getSheet("Số liệu"));
      s.cell(s.row("item", "01a"), "explanation").setCellValue("công dân 031099001234");
      book.write(out);
    }
    assertThat(night(home, "2026-07-21")).as(said()).isZero();
    assertThat(said()).contains("1 chưa ghi nhận");

    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(said()).contains("1 tệp không còn giữ nội dung").contains("Giống hệt");
    assertThat(verb(home, "doctor")).as(said()).isZero();
    Path backup = backup();
    assertThat(files(backup).stream().filter(f -> f.contains("quarantine")))
        .containsExactly("state/quarantine/quarantine.jsonl");
  }

  @Test
  void a_ledger_that_was_tampered_with_is_found_out_and_stays() throws Exception {
    write(
        home.warehouse(),
        "update ledger.reported_value set reported = reported + 1 where measure_code = '01a'");
    String tampered = facts(home.warehouse(), Snapshot.LEDGER);
    assertThat(verb(home, "rebuild")).isEqualTo(1);
    assertThat(said())
        .contains("không thay gì")
        .contains("fct_measure_value: 1 dòng chỉ có ở bản dựng lại")
        .contains(
            "reported_value: 1 dòng chỉ có ở bản đang dùng, như thuy-nguyen kthtdt 2026-01 01a 44.215");
    assertThat(facts(home.warehouse(), Snapshot.LEDGER)).isEqualTo(tampered);
  }

  @Test
  void a_lost_ledger_is_derived_anew_and_compared_with_the_release() throws Exception {
    String ledger = facts(home.warehouse(), Snapshot.LEDGER);
    Files.writeString(home.warehouse(), "không phải cơ sở dữ liệu");
    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(said()).contains("So với bản công bố đang dùng (sổ cái cũ không mở được)");
    assertThat(facts(home.warehouse(), Snapshot.LEDGER)).isEqualTo(ledger);
  }

  @Test
  void what_the_archive_lost_cannot_be_derived_and_nothing_is_replaced() throws Exception {
    Path archived =
        home.archive()
            .resolve(
                files(home.archive()).stream()
                    .filter(f -> f.startsWith("ab") || f.matches("../.{64}"))
                    .findFirst()
                    .orElseThrow());
    Files.delete(archived);
    Files.writeString(home.warehouse(), "không phải cơ sở dữ liệu");
    assertThat(verb(home, "rebuild")).isIn(1, 20);
    assertThat(said()).containsPattern("không còn bản lưu|kho lưu thiếu sổ kế hoạch");
    assertThat(Files.readString(home.warehouse())).isEqualTo("không phải cơ sở dữ liệu");
  }

  @Test
  void a_journal_of_an_older_program_is_not_enough_to_rebuild_from() throws Exception {
    Path journal = home.archive().resolve("receipts.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream()
            .filter(l -> !l.contains("\"event\":\"run\""))
            .toList());
    assertThat(verb(home, "rebuild")).isEqualTo(20);
    assertThat(said()).contains("bản chương trình cũ");
  }

  // ---- doctor

  private void assertTrouble(String what, String remedy) {
    assertThat(verb(home, "doctor")).as(said()).isEqualTo(1);
    assertThat(said()).contains("✖ " + what).contains(remedy).contains("Có 1 điều cần làm.");
  }

  @Test
  void a_sound_home_is_told_so() {
    assertThat(verb(home, "doctor")).as(said()).isZero();
    assertThat(said())
        .contains("Không thấy gì sai.")
        .contains("nguyên vẹn từng byte")
        .contains("Sổ cái và sổ biên nhận khớp nhau: 7 tệp.")
        .doesNotContain("✖");
  }

  @Test
  void a_place_that_is_no_home_is_told_so() {
    home = new Home(dir.resolve("không có"));
    assertTrouble("Nơi này chưa khởi tạo", "Kiểm tra lại --home");
  }

  @Test
  void a_share_that_is_not_mounted_is_told_apart_from_one_without_its_marker() throws Exception {
    Files.delete(home.marker());
    assertTrouble("Thư mục chung thiếu dấu nhận biết", "chạy init");
    assertThat(verb(home, "init")).isZero();
    assertThat(verb(home, "doctor")).isZero();

    Files.move(home.share(), dir.resolve("ổ mạng"));
    assertTrouble("Không thấy thư mục chung", "Gắn lại");
    Files.createDirectory(home.share());
    assertTrouble("Thư mục chung " + home.share() + " trống", "Gắn lại");
  }

  @Test
  void a_folder_in_whose_place_a_file_lies_is_named() throws Exception {
    Path answers = home.unit(WARD, "thue").answers();
    Trees.delete(answers);
    Files.writeString(answers, "một tệp");
    assertTrouble(answers + " không phải thư mục", "Dời tệp ấy");
  }

  @Test
  void a_lock_that_a_running_process_holds_is_no_trouble_and_a_dead_ones_is() throws Exception {
    try (RunLock held = RunLock.tryTake(home).orElseThrow()) {
      assertThat(verb(home, "doctor")).as(said()).isZero();
      assertThat(said()).contains("Một lần chạy đang làm việc");
      Files.writeString(home.lock(), "999999999");
      assertTrouble("Khóa state/lock đang bị giữ mà tiến trình 999999999", "Đừng xóa state/lock");
    }
  }

  @Test
  void a_watch_that_was_killed_is_named() throws Exception {
    Files.writeString(home.state().resolve("watch"), "999999999");
    assertTrouble("Lệnh watch đã bị tắt ngang (tiến trình 999999999", "Bật lại watch");
  }

  @Test
  void archived_bytes_that_are_gone_or_changed_are_named() throws Exception {
    Path archived =
        home.archive()
            .resolve(
                files(home.archive()).stream()
                    .filter(f -> f.matches("../.{64}"))
                    .findFirst()
                    .orElseThrow());
    byte[] bytes = Files.readAllBytes(archived);
    Files.writeString(archived, "x", StandardOpenOption.APPEND);
    assertThat(verb(home, "doctor")).isEqualTo(1);
    assertThat(said()).contains("✖ 1 tệp lưu không còn nguyên vẹn: state/archive/");
    Files.write(archived, bytes);
    assertThat(verb(home, "doctor")).isZero();
  }

  @Test
  void a_receipt_without_its_bytes_is_named_by_the_senders_name() throws Exception {
    String hash =
        vn.chitieu.intake.Archive.hash(
            NIGHTS.resolve("2026-01-16/thuy-nguyen/kthtdt/2026-01_kthtdt.xlsx"));
    Files.delete(home.archive().resolve(hash.substring(0, 2)).resolve(hash));
    assertTrouble(
        "1 tệp đã nhận mà kho lưu không còn: thuy-nguyen/kthtdt/2026-01_kthtdt.xlsx",
        "bản sao lưu gần nhất");
  }

  @Test
  void a_release_that_is_missing_or_changed_is_named_and_publish_mends_it() throws Exception {
    Path release = published(home).toRealPath().getParent();
    Files.writeString(release.resolve("warehouse.duckdb"), "x", StandardOpenOption.APPEND);
    assertTrouble("Bản công bố " + release.getFileName() + " không còn nguyên vẹn", "Chạy publish");
    Trees.delete(release);
    assertTrouble("Bản công bố mà releases/current chỉ tới không còn", "Chạy publish");
    assertThat(verb(home, "publish")).as(said()).isZero();
    assertThat(verb(home, "doctor")).as(said()).isZero();
  }

  @Test
  void a_damaged_manifest_stops_no_night() throws Exception {
    Files.writeString(published(home).resolveSibling("manifest.json"), "{");
    assertTrouble("Tệp manifest.json của bản công bố không đọc được", "Chạy publish");
    assertThat(verb(home, "status")).as(said()).isZero();
    assertThat(night(home, "2026-07-21")).as(said()).isZero();
    assertThat(said()).contains("Công bố: bản mới");
    assertThat(verb(home, "doctor")).as(said()).isZero();
  }

  @Test
  void files_half_taken_by_a_killed_run_are_named() throws Exception {
    Files.writeString(home.unit(WARD, "cap").drop().resolve(".dang-nhan-x-1"), "x");
    assertTrouble("1 tệp nhận dở trong nop: thuy-nguyen/cap/nop/.dang-nhan-x-1", "chạy nightly");
  }

  @Test
  void a_desk_without_a_plan_with_two_and_with_a_bad_one_are_told_apart() throws Exception {
    Path plan = home.desk(WARD).resolve("thuy-nguyen.xlsx");
    Path other = home.desk(WARD).resolve("bản khác.xlsx");
    Files.copy(plan, other);
    assertTrouble("Trên bàn văn phòng của thuy-nguyen có 2 sổ kế hoạch", "đúng một sổ");
    Files.delete(plan);
    Files.delete(other);
    assertTrouble("Trên bàn văn phòng của thuy-nguyen không có sổ kế hoạch", "đúng một sổ");
    Files.writeString(plan, "không phải Excel");
    assertThat(night(home, "2026-07-21")).isZero();
    assertTrouble("Sổ kế hoạch trên bàn của thuy-nguyen có lỗi", "ket-qua_");
  }

  @Test
  void passwords_that_others_can_read_are_named() throws Exception {
    Files.writeString(home.secrets(), "A=b\n");
    Files.setPosixFilePermissions(home.secrets(), PosixFilePermissions.fromString("rw-r--r--"));
    assertTrouble("Người khác đọc được " + home.secrets(), "chmod 600 " + home.secrets());
  }

  @Test
  void no_release_for_26_hours_is_named() throws Exception {
    Path manifest = published(home).resolveSibling("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"known_at\" : \"[^\"]*\"", "\"known_at\" : \"2026-01-01T00:00:00\""));
    assertThat(verb(home, "doctor")).isEqualTo(1);
    assertThat(said()).contains("giờ không có bản công bố mới").contains("crontab");
  }

  @Test
  void a_ledger_that_is_gone_or_broken_is_named_and_rebuild_mends_it() throws Exception {
    Files.delete(home.warehouse());
    assertTrouble("Không có sổ cái", "Chạy rebuild");
    Files.writeString(home.warehouse(), "không phải cơ sở dữ liệu");
    assertTrouble("Sổ cái không mở được", "rebuild");
    assertThat(verb(home, "rebuild")).as(said()).isZero();
    assertThat(verb(home, "doctor")).as(said()).isZero();
  }

  @Test
  void a_setting_that_is_no_number_is_named() throws Exception {
    Files.writeString(home.state().resolve("settings.properties"), "keep.run_days=mãi mãi\n");
    assertTrouble("Cài đặt sai: ", "Sửa tệp đó");
  }

  @Test
  void faults_of_the_last_run_are_named() throws Exception {
    Path answers = home.unit(WARD, "thue").answers();
    lay(home, "2026-01-15", "thue", "2026-01_thue.xlsx");
    Trees.delete(answers);
    Files.writeString(answers, "một tệp");
    assertThat(night(home, "2026-07-21")).isEqualTo(30);
    Files.delete(answers);
    assertThat(verb(home, "doctor")).isEqualTo(1);
    assertThat(said()).contains("có 2 lỗi hệ thống: ").contains("thue/ket-qua");
    assertThat(night(home, "2026-07-21")).isZero();
    assertThat(verb(home, "doctor")).as(said()).isZero();
  }
}
