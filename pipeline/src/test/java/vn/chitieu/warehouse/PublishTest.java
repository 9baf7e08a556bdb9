package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Plan;
import vn.chitieu.validation.History;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublishTest {
  private static final String WARD = WarehousePlans.WARD;

  @TempDir private Path dir;
  private House house;

  @BeforeEach
  void open() {
    house = new House(dir);
    house.plan(WarehousePlans.FIRST, house.night("2026-01-05"));
    house.from("kthtdt", "2026-01").value("01a", "90").judge(house.night("2026-01-16"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Publication.Published publish(Run run) {
    Publication p = house.warehouse.publish(run, house.releases);
    assertThat(p).isInstanceOf(Publication.Published.class);
    return (Publication.Published) p;
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(house.releases)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_release_is_one_closed_file_with_a_manifest_behind_a_relative_link() throws IOException {
    Run run = house.night("2026-01-20");
    Publication.Published p = publish(run);

    assertThat(p.releaseId()).isEqualTo(run.runId());
    assertThat(folders()).containsExactly("current", run.runId());
    assertThat(Files.readSymbolicLink(house.releases.resolve("current")))
        .isEqualTo(Path.of(run.runId()));
    try (Stream<Path> files = Files.list(p.dir())) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly("manifest.json", "warehouse.duckdb");
    }
    assertThat(Files.readString(p.dir().resolve("manifest.json"), StandardCharsets.UTF_8))
        .contains("\"as_of\" : \"2026-01-20\"")
        .contains("\"mart.fct_measure_value\" : 1")
        .contains("\"sql_sha256\" : \"" + SqlTree.standard().hash());
    assertThat(house.ask("select release_id, as_of from ledger.release"))
        .containsExactly(run.runId() + "|2026-01-20");
    assertThat(house.ask("select count(*) from duckdb_tables() where schema_name = 'mart'"))
        .containsExactly("0");
    assertThat(house.ask("select count(*) from duckdb_tables() where temporary"))
        .containsExactly("0");
  }

  @Test
  void a_release_is_behind_when_the_ledger_or_the_day_moved_and_not_otherwise() throws IOException {
    LocalDate day = LocalDate.of(2026, 1, 20);
    assertThat(house.warehouse.isReleaseBehind(day)).isTrue();
    Run run = house.night(day);
    publish(run);
    assertThat(house.warehouse.isReleaseBehind(day)).isFalse();
    assertThat(house.warehouse.isReleaseBehind(day, house.releases)).isFalse();
    assertThat(house.warehouse.isReleaseBehind(day.plusDays(1))).isTrue();

    Judged sent = house.from("vhxh", "2026-01").value("09", "1").judge(run);
    assertThat(house.warehouse.isReleaseBehind(day)).isTrue();
    publish(house.night(day));
    assertThat(house.warehouse.isReleaseBehind(day)).isFalse();
    house.warehouse.recordAnswered(Map.of(sent.receipt().receiptId(), List.of("a.xlsx")), run);
    assertThat(house.warehouse.isReleaseBehind(day)).isTrue();
    publish(house.night(day));
    house.plan(WarehousePlans.SECOND, run);
    assertThat(house.warehouse.isReleaseBehind(day)).isTrue();
    publish(house.night(day));
    assertThat(house.warehouse.isReleaseBehind(day, house.releases)).isFalse();

    Files.delete(house.releases.resolve("current"));
    assertThat(house.warehouse.isReleaseBehind(day)).isFalse();
    assertThat(house.warehouse.isReleaseBehind(day, house.releases)).isTrue();
  }

  @Test
  void the_gate_holds_a_release_that_breaks_our_invariants_and_the_old_one_stays()
      throws IOException {
    Run good = house.night("2026-01-20");
    publish(good);
    Run run = house.night("2026-01-21");
    Judged j = house.from("vhxh", "2026-01").value("09", "1").judged(run);
    house.warehouse.record(
        List.of(
            new Judged(
                j.receipt(),
                j.outcome(),
                j.submission(),
                j.periodCode(),
                1,
                true,
                j.verdict(),
                5,
                1,
                1)),
        run);

    Publication held = house.warehouse.publish(run, house.releases);

    assertThat(held)
        .isEqualTo(
            new Publication.HeldBack(
                List.of(
                    new Publication.FailedTest(
                        "fct_submission__read_not_stored_plus_held",
                        1,
                        List.of(
                            "receipt_id="
                                + j.receipt().receiptId()
                                + ", values_read=5, values_stored=1, values_held=1")))));
    assertThat(folders()).containsExactly("current", good.runId());
    assertThat(Files.readSymbolicLink(house.releases.resolve("current")))
        .isEqualTo(Path.of(good.runId()));
    assertThat(house.warehouse.isReleaseBehind(run.asOf())).isTrue();
    assertThat(house.ask("select count(*) from ledger.release")).containsExactly("1");
  }

  @Test
  void a_part_of_an_unknown_area_shuts_the_gate() {
    house
        .from("vhxh", "2026-01")
        .rate("08b", "1", "2")
        .area("08b", "tdp-99", true)
        .judge(house.night("2026-01-20"));
    assertThat(failed("2026-01-20")).contains("fct_area_value__unknown_code");
  }

  @Test
  void a_fact_that_no_plan_describes_shuts_the_gate() {
    house.from("la-nao", "2026-01").value("01a", "1").judge(house.night("2026-01-20"));
    house.from("vhxh", "2026-13").value("09", "1").judge(house.night("2026-01-20"));
    house.from("vhxh", "2026-01").value("99z", "1").judge(house.night("2026-01-20"));
    assertThat(failed("2026-01-20"))
        .contains("fct_measure_value__unknown_code", "fct_measure_value__lost");
  }

  @Test
  void letters_that_were_not_composed_shut_the_gate() {
    Run run = house.night("2026-01-20");
    Judged j = house.from("vhxh", "2026-01").value("09", "1").judged(run);
    Receipt r = j.receipt();
    house.warehouse.record(
        List.of(
            new Judged(
                new Receipt(
                    r.receiptId(),
                    r.localityCode(),
                    r.unitCode(),
                    Normalizer.normalize("Số liệu.xlsx", Normalizer.Form.NFD),
                    r.sha256(),
                    1,
                    r.modifiedAt(),
                    r.arrivedOn(),
                    r.receivedAt(),
                    r.runId()),
                j.outcome(),
                j.submission(),
                j.periodCode(),
                1,
                true,
                j.verdict(),
                1,
                1,
                0)),
        run);
    assertThat(failed("2026-01-20")).containsExactly("fct_measure_value__text_not_nfc");
  }

  private List<String> failed(String asOf) {
    Publication p = house.warehouse.publish(house.night(asOf), house.releases);
    assertThat(p).isInstanceOf(Publication.HeldBack.class);
    return ((Publication.HeldBack) p).tests().stream().map(Publication.FailedTest::name).toList();
  }

  @Test
  void what_a_crash_left_is_removed_and_the_next_publish_converges() throws Exception {
    publish(house.night("2026-01-20"));
    Files.createDirectories(house.releases.resolve(".building-r1"));
    Files.writeString(house.releases.resolve(".building-r1/warehouse.duckdb"), "half");
    Files.createSymbolicLink(house.releases.resolve(".current-r1"), Path.of("nowhere"));
    Run run = house.night("2026-01-21");
    // built and named, but the power went before the link was turned
    Files.createDirectory(house.releases.resolve(run.runId()));

    Publication.Published p = publish(run);

    assertThat(p.releaseId()).isEqualTo(run.runId() + "-2");
    assertThat(folders())
        .containsExactlyInAnyOrder(
            "current",
            p.releaseId(),
            run.runId(),
            house.ask("select min(release_id) from" + " ledger.release").getFirst());
    try (Release release = Release.open(house.releases).orElseThrow()) {
      assertThat(release.asOf()).isEqualTo(run.asOf());
    }
  }

  @Test
  void a_failure_while_building_leaves_the_warehouse_usable() throws IOException {
    Files.writeString(house.releases, "a file where the folder should be");
    assertThatThrownBy(() -> house.warehouse.publish(house.night("2026-01-20"), house.releases))
        .isInstanceOf(WarehouseException.class);
    Files.delete(house.releases);
    publish(house.night("2026-01-20"));
  }

  @Test
  void a_second_process_sees_the_new_release_at_once_and_keeps_reading_the_old_one()
      throws Exception {
    publish(house.night("2026-01-20"));
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                house.releases.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = reader.inputReader();
        OutputStream in = reader.getOutputStream()) {
      assertThat(out.readLine()).isEqualTo("old 2026-01-20");
      publish(house.night("2026-01-21"));
      in.write("go\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      assertThat(out.readLine()).isEqualTo("old 2026-01-20");
      assertThat(out.readLine()).isEqualTo("new 2026-01-21");
      assertThat(reader.waitFor()).isZero();
    } finally {
      reader.destroy();
    }
  }

  /** A reader in a process of its own: holds one release open while another is put in place. */
  static final class Reader {
    public static void main(String[] args) {
      Path releases = Path.of(args[0]);
      try (Release old = Release.open(releases).orElseThrow();
          Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
        System.out.println("old " + old.asOf());
        in.nextLine();
        System.out.println("old " + old.asOf());
        try (Release now = Release.open(releases).orElseThrow()) {
          System.out.println("new " + now.asOf());
        }
      }
    }
  }

  @Test
  void a_release_tells_readers_what_the_warehouse_would() {
    house.plan(WarehousePlans.SECOND, house.night("2026-01-17"));
    house
        .from("kthtdt", "2026-01")
        .version(2)
        .value("06b", "148")
        .rate("03", "1", "120")
        .difficulty(1, "thiếu vốn")
        .judge(house.night("2026-01-18"));
    assertThat(Release.open(house.releases)).isEmpty();
    publish(house.night("2026-01-20"));

    try (Release release = Release.open(house.releases).orElseThrow()) {
      assertThat(release.asOf()).isEqualTo(LocalDate.of(2026, 1, 20));
      assertThat(release.freshnessLine()).startsWith("Phường Thủy Nguyên · Số liệu đến 14/01/2026");
      assertThat(release.history(WARD, "kthtdt"))
          .isEqualTo(house.warehouse.history(WARD, "kthtdt"));
      assertThat(release.history(WARD, "vhxh")).isEqualTo(History.EMPTY);
      assertThat(release.planInForce(WARD)).isEqualTo(house.warehouse.findPlanInForce(WARD));
      assertThat(release.planInForce("noi-khac")).isEmpty();
      assertThat(release.listDifficulties(WARD, "kthtdt", "2026-01"))
          .isEqualTo(
              house
                  .warehouse
                  .difficulties(List.of(WARD + "/kthtdt/2026-01"))
                  .get(WARD + "/kthtdt/2026-01"))
          .hasSize(1);
      assertThat(release.compliance(WARD))
          .hasSize(6 * 13)
          .filteredOn(Release.ComplianceRow::isLatestPeriod)
          .extracting(c -> c.unitCode() + " " + c.state())
          .containsExactly(
              "kthtdt on_time",
              "vhxh missing",
              "ttpvhcc missing",
              "bchqs missing",
              "cap missing",
              "thue missing");
    }
  }

  @Test
  void the_news_of_a_release_are_the_statuses_that_changed() {
    house.from("cap", "2026-01").value("14", "0").judge(house.night("2026-01-17"));
    assertThat(publish(house.night("2026-01-20")).news()).isEmpty();
    house.from("cap", "2026-01").version(2).value("14", "1").judge(house.night("2026-01-21"));

    assertThat(publish(house.night("2026-01-21")).news())
        .containsExactly("14 Vụ việc đột xuất: ● đúng tiến độ → ✖ không đạt.");
    assertThat(publish(house.night("2026-02-14")).news()).contains("Có thêm kỳ Tháng 2/2026.");
  }

  @Test
  void a_runs_figures_are_counted_from_the_ledger() {
    Run run = house.night("2026-01-19");
    house
        .from("vhxh", "2026-01")
        .value("09", "1")
        .rate("08b", "3", "2")
        .hold("08b", "3")
        .judge(run);
    house.from("cap", "2026-01").refused().judge(run);
    house.from("cap", "2026-01").version(2).refused().judge(run);

    RunFigures figures = house.warehouse.figures(run);

    assertThat(figures.received()).isEqualTo(3);
    assertThat(figures.files())
        .containsEntry(Outcome.ACCEPTED_WITH_HELD_ROWS, 1)
        .containsEntry(Outcome.REFUSED, 2)
        .containsEntry(Outcome.ACCEPTED, 0);
    assertThat(List.of(figures.valuesRead(), figures.valuesStored(), figures.valuesHeld()))
        .containsExactly(2, 1, 1);
    assertThat(figures.findings())
        .containsExactly(
            new RunFigures.FindingCount("F001", Severity.REFUSE, 2),
            new RunFigures.FindingCount("F020", Severity.HOLD, 1));
    assertThat(figures.units().stream().sorted(Comparator.comparing(Record::toString)))
        .contains(
            new RunFigures.UnitState(WARD, "cap", "2026-01", "refused"),
            new RunFigures.UnitState(WARD, "kthtdt", "2026-01", "on_time"),
            new RunFigures.UnitState(WARD, "thue", "2026-01", "missing"),
            new RunFigures.UnitState(WARD, "vhxh", "2026-01", "late"))
        .hasSize(6);
    assertThat(house.ask("select count(*) from duckdb_tables() where temporary"))
        .containsExactly("0");
  }

  @Test
  void what_is_missing_from_a_closed_year_is_asked_for_no_longer_than_a_month() {
    Plan next = new WarehousePlans.Change(WarehousePlans.FIRST).aYearLater().as("eeee2027");
    house.plan(next, house.night("2026-12-20"));

    assertThat(missingOf2026("2027-01-20")).isNotEmpty();
    assertThat(missingOf2026("2027-02-09")).isNotEmpty();
    assertThat(missingOf2026("2027-02-11")).isEmpty();
  }

  private List<RunFigures.UnitState> missingOf2026(String asOf) {
    return house.warehouse.figures(house.night(asOf)).units().stream()
        .filter(u -> u.state().equals("missing") && u.periodCode().startsWith("2026-"))
        .toList();
  }

  @Test
  void a_ledger_of_a_newer_program_is_known_by_a_migration_that_is_not_ours() throws Exception {
    house.close();
    try (Snapshot ledger = Snapshot.open(house.file, Snapshot.LEDGER)) {
      assertThat(ledger.listUnknownMigrations()).isEmpty();
    }
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + house.file);
        Statement s = c.createStatement()) {
      s.execute(
          "update main.flyway_schema_history set script = 'V999__later.sql'"
              + " where version = '001' or version = '1'");
    }
    try (Snapshot ledger = Snapshot.open(house.file, Snapshot.LEDGER)) {
      assertThat(ledger.listUnknownMigrations()).containsExactly("V999__later.sql");
    }
  }

  @Test
  void every_sql_file_is_built_and_says_its_grain() throws IOException {
    Path sql = Path.of(System.getProperty("chitieu.repo", ".."), "sql");
    for (String folder : List.of("macros", "staging", "marts", "views", "tests")) {
      List<String> listed =
          Files.readAllLines(sql.resolve("build.txt")).stream()
              .filter(l -> l.startsWith(folder + "/"))
              .sorted()
              .toList();
      try (Stream<Path> files = Files.list(sql.resolve(folder))) {
        assertThat(files.map(f -> folder + "/" + f.getFileName()).sorted())
            .as("sql/build.txt must name every file of sql/" + folder)
            .containsExactlyElementsOf(listed);
      }
      for (String file : listed) {
        List<String> lines = Files.readAllLines(sql.resolve(file));
        assertThat(lines.getFirst())
            .as(file + " must begin by saying what a row is")
            .startsWith(
                switch (folder) {
                  case "staging", "marts", "views" -> "-- grain: one row";
                  case "tests" -> "-- offenders: ";
                  default -> "-- ";
                });
        if (folder.equals("views")) {
          continue; // worked out at each look, so it may look at the clock
        }
        assertThat(String.join("\n", lines))
            .as(file + " may not know a clock")
            .doesNotContainIgnoringCase("current_date", "current_timestamp", "now()", "today()");
      }
    }
  }
}
