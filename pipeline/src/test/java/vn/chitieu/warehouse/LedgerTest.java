package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Outcome;
import vn.chitieu.submission.TaskReport;
import vn.chitieu.validation.History;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LedgerTest {
  private static final String WARD = WarehousePlans.WARD;

  @TempDir private Path dir;
  private House house;
  private Run run;

  @BeforeEach
  void open() {
    house = new House(dir);
    run = house.night("2026-02-16");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void recording_the_same_files_twice_adds_no_row() {
    house.plan(WarehousePlans.FIRST, run);
    List<Judged> chunk =
        List.of(
            house
                .from("kthtdt", "2026-01")
                .value("01a", "90.5", "90.5")
                .value("06b", "-3")
                .hold("06b", "-3")
                .rate("07a", "950", "1000")
                .area("07a", "tdp-01", "500", "520")
                .area("07a", "tdp-02", "450", "480")
                .task("II.1-a", TaskReport.State.IN_PROGRESS, "40")
                .difficulty(1, "thiếu vốn")
                .judged(run),
            house.from("vhxh", "2026-01").refused().judged(run));

    house.warehouse.record(chunk, run);
    List<String> once = rowCounts();
    house.warehouse.record(chunk, run);
    house.warehouse.record(chunk, house.night("2026-02-17"));

    assertThat(rowCounts()).containsExactlyElementsOf(once);
    assertThat(once)
        .contains(
            "receipt 2",
            "judgement 2",
            "submission 1",
            "reported_value 2",
            "area_value 2",
            "task_report 1",
            "difficulty_report 1",
            "held_value 1",
            "finding 2");
  }

  @Test
  void a_chunk_that_breaks_in_the_middle_leaves_nothing() {
    Judged good = house.from("kthtdt", "2026-01").value("01a", "90").judged(run);
    Judged broken = house.from("vhxh", "2026-01").value("09", "1").value("09", "2").judged(run);

    assertThatThrownBy(() -> house.warehouse.record(List.of(good, broken), run))
        .isInstanceOf(WarehouseException.class);
    assertThat(house.ask("select count(*) from ledger.receipt")).containsExactly("0");
    assertThat(house.ask("select count(*) from ledger.reported_value")).containsExactly("0");

    house.warehouse.record(List.of(good), run);
    assertThat(house.ask("select count(*) from ledger.reported_value")).containsExactly("1");
  }

  @Test
  void a_figure_too_large_for_the_ledger_fails_loudly() {
    assertThatThrownBy(() -> house.from("kthtdt", "2026-01").value("01a", "1e20").judge(run))
        .isInstanceOf(WarehouseException.class);
    assertThat(house.ask("select count(*) from ledger.judgement")).containsExactly("0");
  }

  @Test
  void a_held_or_blank_row_leaves_the_earlier_version_counting() {
    house.from("kthtdt", "2026-01").value("01a", "90").value("09", "2").value("14", "0").judge(run);
    house
        .from("kthtdt", "2026-01")
        .version(2)
        .value("01a", "-1")
        .hold("01a", "-1")
        .blank("09")
        .value("14", "1")
        .judge(run);

    assertThat(house.warehouse.history(WARD, "kthtdt").counted())
        .containsExactly(
            counted("01a", "2026-01", 1, "90"),
            counted("09", "2026-01", 1, "2"),
            counted("14", "2026-01", 2, "1"));
  }

  @Test
  void the_higher_version_counts_whichever_was_recorded_first() {
    house.from("kthtdt", "2026-01").version(2).value("01a", "92").judge(run);
    house.from("kthtdt", "2026-01").version(1).value("01a", "91").judge(house.night("2026-02-17"));

    assertThat(house.warehouse.history(WARD, "kthtdt").find("01a", "2026-01"))
        .contains(counted("01a", "2026-01", 2, "92"));
    assertThat(house.warehouse.history(WARD, "kthtdt").superseded())
        .as("what it said before is known, too")
        .containsExactly(counted("01a", "2026-01", 1, "91"));
  }

  @Test
  void history_knows_every_file_of_a_known_period_and_no_other_units() {
    Judged first = house.from("kthtdt", "2026-01").value("01a", "90").judge(run);
    Judged second = house.from("kthtdt", "2026-01").version(2).refused().judge(run);
    house.from("vhxh", "2026-01").value("09", "1").judge(run);

    History history = house.warehouse.history(WARD, "kthtdt");

    assertThat(history.attempts())
        .containsExactly(
            new History.Attempt(
                "2026-01", 1, first.receipt().sha256(), Outcome.ACCEPTED, run.asOf()),
            new History.Attempt(
                "2026-01", 2, second.receipt().sha256(), Outcome.REFUSED, run.asOf()));
    assertThat(history.nextVersion("2026-01")).isEqualTo(3);
    assertThat(history.findAccepted(first.receipt().sha256())).isPresent();
    assertThat(history.findAccepted(second.receipt().sha256())).isEmpty();
    assertThat(history.counted()).extracting(History.Counted::measureCode).containsExactly("01a");
  }

  @Test
  void what_a_held_row_said_is_kept_beside_the_facts() {
    house
        .from("vhxh", "2026-01")
        .rate("08b", "1.5", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", false)
        .hold("08b", "1.5")
        .judge(run);

    assertThat(house.ask("select atom, raw_text, sheet from ledger.held_value"))
        .containsExactly("08b|1.5 | 2 | tdp-01=có | tdp-02=không|Số liệu");
    assertThat(house.ask("select count(*) from ledger.area_value")).containsExactly("0");
  }

  @Test
  void an_answer_is_owed_until_it_is_recorded_and_tells_what_counted_before() {
    Judged first = house.from("kthtdt", "2026-01").value("01a", "90").value("14", "0").judge(run);
    Judged second =
        house
            .from("kthtdt", "2026-01")
            .version(2)
            .value("01a", "95.5")
            .value("14", "-1")
            .hold("14", "-1")
            .judge(run);

    List<AnswerOwed> owed = house.warehouse.listAnswersOwed(List.of(), 9);
    assertThat(owed)
        .extracting(AnswerOwed::receipt)
        .containsExactly(first.receipt(), second.receipt());
    assertThat(owed.getFirst().before()).isEmpty();
    AnswerOwed later = owed.getLast();
    assertThat(later.outcome()).isEqualTo(Outcome.ACCEPTED_WITH_HELD_ROWS);
    assertThat(later.findings()).containsExactlyElementsOf(second.verdict().findings());
    assertThat(later.stored())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.measureCode()).isEqualTo("01a");
              assertThat(v.value()).isEqualTo(new BigDecimal("95.5"));
              assertThat(v.rawText()).isEqualTo("95.5");
              assertThat(v.at().sheet()).isEqualTo("Số liệu");
            });
    assertThat(later.before())
        .containsExactly(counted("01a", "2026-01", 1, "90"), counted("14", "2026-01", 1, "0"));

    house.warehouse.recordAnswered(
        Map.of(first.receipt().receiptId(), List.of("a.xlsx", "a.txt")), run);
    house.warehouse.recordAnswered(Map.of(first.receipt().receiptId(), List.of("b.xlsx")), run);
    assertThat(house.warehouse.listAnswersOwed(List.of(), 9))
        .extracting(AnswerOwed::receipt)
        .containsExactly(second.receipt());
    assertThat(house.ask("select files[1], len(files) from ledger.answer_written"))
        .containsExactly("a.xlsx|2");
    assertThat(house.warehouse.listJudged(run)).hasSize(2);
  }

  @Test
  void a_receipt_stays_listed_until_its_file_has_left() {
    Judged sent = house.from("kthtdt", "2026-01").value("01a", "90").judge(run);
    String id = sent.receipt().receiptId();

    assertThat(house.warehouse.judgedAmong(List.of(id, "0123456789abcdef"))).containsExactly(id);
    assertThat(house.warehouse.listNotLeft()).containsExactly(sent.receipt());
    house.warehouse.recordLeft(List.of(id), run, run.startedAt());
    house.warehouse.recordLeft(List.of(id), run, run.startedAt().plusHours(1));
    assertThat(house.warehouse.listNotLeft()).isEmpty();
    assertThat(house.ask("select count(*) from ledger.receipt_left")).containsExactly("1");
  }

  @Test
  void the_plan_in_force_is_the_one_adopted_last_also_when_an_old_one_comes_back() {
    assertThat(house.warehouse.findPlanInForce(WARD)).isEmpty();
    assertThat(house.warehouse.storePlan(WarehousePlans.FIRST, run)).isTrue();
    assertThat(house.warehouse.storePlan(WarehousePlans.FIRST, run)).isFalse();
    assertThat(house.warehouse.storePlan(WarehousePlans.SECOND, run)).isTrue();
    assertThat(house.warehouse.findPlanInForce(WARD))
        .contains(
            new StoredPlan(
                WARD,
                "bbbb2222",
                WarehousePlans.SECOND.sha256(),
                run.startedAt(),
                2026,
                LocalDate.of(2027, 1, 10)));

    assertThat(house.warehouse.storePlan(WarehousePlans.FIRST, run)).isTrue();
    assertThat(house.warehouse.findPlanInForce(WARD)).map(StoredPlan::version).contains("aaaa1111");
    assertThat(house.warehouse.findPlan(WARD, "bbbb2222")).isPresent();
    assertThat(house.warehouse.findPlan(WARD, "cccc3333")).isEmpty();
    assertThat(house.ask("select count(*) from ledger.plan_measure")).containsExactly("26");
  }

  @Test
  void the_ledger_survives_being_closed_and_opened() {
    Judged sent = house.from("kthtdt", "2026-01").value("01a", "90").judge(run);
    house.warehouse.close();

    try (Warehouse again = new Warehouse(Warehouse.dataSource(house.file))) {
      assertThat(again.judgedAmong(List.of(sent.receipt().receiptId()))).hasSize(1);
      assertThat(again.history(WARD, "kthtdt").counted()).hasSize(1);
      assertThat(again.difficulties(List.of(WARD + "/kthtdt/2026-01"))).isEmpty();
    }
  }

  @Test
  void difficulties_supersede_by_row_too() {
    house
        .from("kthtdt", "2026-01")
        .difficulty(1, "thiếu vốn")
        .difficulty(2, "chờ mặt bằng")
        .judge(run);
    house.from("kthtdt", "2026-01").version(2).difficulty(1, "thiếu vốn đối ứng").judge(run);

    assertThat(
            house
                .warehouse
                .difficulties(List.of(WARD + "/kthtdt/2026-01"))
                .get(WARD + "/kthtdt/2026-01"))
        .extracting(d -> d.number() + " " + d.what())
        .containsExactly("1 thiếu vốn đối ứng", "2 chờ mặt bằng");
  }

  @Test
  void a_migration_cut_short_is_completed_by_the_next_start(@TempDir Path other) throws Exception {
    DataSource halfMade = Warehouse.dataSource(other.resolve("warehouse.duckdb"));
    String script;
    try (InputStream in = getClass().getResourceAsStream("/sql/migrations/V001__ledger.sql")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String[] statements = script.replaceAll("(?m)--.*$", "").split(";");
    try (Connection c = halfMade.getConnection();
        Statement s = c.createStatement()) {
      for (int i = 0; i < statements.length / 2; i++) {
        s.execute(statements[i]);
      }
    }

    try (House mended = new House(other)) {
      assertThat(mended.ask("select count(*) from duckdb_tables() where schema_name = 'ledger'"))
          .containsExactlyElementsOf(
              house.ask("select count(*) from duckdb_tables() where schema_name = 'ledger'"));
    }
  }

  private static History.Counted counted(String measure, String period, int version, String value) {
    return new History.Counted(measure, period, version, new BigDecimal(value), null, null, null);
  }

  private List<String> rowCounts() {
    List<String> counts = new ArrayList<>();
    for (String table :
        house.ask(
            "select table_name from information_schema.tables where table_schema = 'ledger'"
                + " and table_name <> 'run' order by 1")) {
      counts.add(table + " " + house.ask("select count(*) from ledger." + table).getFirst());
    }
    return counts;
  }
}
