package vn.chitieu.warehouse;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.TaskReport;

/**
 * Each test of {@code sql/tests} is shown a good release, which it must pass, and then the same
 * release spoilt in one place, which it must not: a test that cannot fail guards nothing.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {
  /** Test → what spoils a release so that this test finds an offender. */
  private static final Map<String, String> SPOILT =
      Map.ofEntries(
          twice("dim_area"),
          twice("dim_locality"),
          twice("dim_measure"),
          twice("dim_period"),
          twice("dim_target"),
          twice("dim_unit"),
          twice("fct_area_total"),
          twice("fct_area_value"),
          twice("fct_ask"),
          twice("fct_correction"),
          twice("fct_denominator"),
          twice("fct_difficulty"),
          twice("fct_difficulty_case"),
          twice("fct_finding"),
          twice("fct_measure_value"),
          twice("fct_progress"),
          twice("fct_question"),
          twice("fct_reopening"),
          twice("fct_signing"),
          twice("fct_reconciliation"),
          twice("fct_rollup"),
          twice("fct_submission"),
          twice("fct_task_due_change"),
          twice("fct_task_month"),
          twice("fct_task_status"),
          twice("meta_check"),
          twice("rpt_burden"),
          twice("rpt_compliance"),
          twice("rpt_quality"),
          twice("rpt_quality_year"),
          twice("rpt_scorecard"),
          twice("rpt_task"),
          entry(
              "dim_period__out_of_order",
              "update dim_period set starts_on = date '2026-01-10' where period_code = '2026-02'"),
          entry(
              "dim_target__two_in_force",
              "update dim_target set valid_to = null where measure_code = '02'"),
          entry(
              "fct_area_total__parts_lost",
              "update fct_area_total set parts_numerator = parts_numerator + 1 where measure_code"
                  + " = '08b'"),
          entry(
              "fct_area_total__state_denies_parts",
              "update fct_area_total set state = 'differs' where measure_code = '08b'"),
          entry("fct_denominator__lost", "delete from fct_denominator where measure_code = '03'"),
          entry(
              "fct_denominator__without_source",
              "update fct_denominator set speaks_of_on = null where figure_role = 'plan'"),
          entry("fct_area_value__lost", "delete from fct_area_value where area_code = 'tdp-02'"),
          entry(
              "fct_area_value__unknown_code",
              "update fct_area_value set area_code = 'tdp-99' where area_code = 'tdp-02'"),
          entry(
              "dim_release__not_one_is_this",
              "update dim_release set is_this = false where is_this"),
          entry(
              "fct_correction__denies_its_figures",
              "update fct_correction set what_changed = 'nothing'"),
          entry("fct_correction__lost", "delete from fct_correction"),
          entry("fct_ask__lost", "delete from fct_ask"),
          entry("fct_difficulty__lost", "delete from fct_difficulty where unit_code = 'kthtdt'"),
          entry(
              "fct_difficulty__texts_merged",
              "update fct_difficulty set case_code = (select min(case_code) from fct_difficulty)"),
          entry(
              "fct_difficulty_case__not_its_rows",
              "update fct_difficulty_case set period_count = period_count + 1"),
          entry("fct_finding__lost", "delete from fct_finding where finding_no = 1"),
          entry(
              "fct_finding__restricted_quoted",
              "update fct_finding set found = '7' where is_restricted"),
          entry(
              "fct_measure_value__cumulative_not_the_sum",
              "update fct_measure_value set cumulative_value = cumulative_value + 1 where"
                  + " measure_code = '01a' and period_code = '2026-02'"),
          entry(
              "fct_measure_value__lost",
              "delete from fct_measure_value where measure_code = '01a' and unit_code = 'thue'"),
          entry(
              "fct_measure_value__rate_not_its_parts",
              "update fct_measure_value set cumulative_value = 9.5 where measure_code = '03'"),
          entry(
              "fct_measure_value__superseded",
              "update fct_measure_value set version_no = 0 where measure_code = '01a'"),
          entry(
              "fct_measure_value__text_not_nfc",
              "update fct_measure_value set explanation = 'e' || chr(769) where measure_code ="
                  + " '01a'"),
          entry(
              "fct_measure_value__two_authorities",
              "update fct_measure_value set is_authoritative = true where unit_code = 'thue'"),
          entry(
              "fct_measure_value__unknown_code",
              "update fct_measure_value set unit_code = 'la-nao' where unit_code = 'thue'"),
          entry(
              "fct_measure_value__without_submission",
              "update fct_measure_value set submission_id = 'x' where unit_code = 'thue'"),
          entry(
              "fct_reconciliation__cell_unnamed",
              "update fct_reconciliation set lead_sheet = null"),
          entry(
              "fct_reconciliation__silence_lost",
              "delete from fct_reconciliation where state = 'both_silent'"),
          entry(
              "fct_reconciliation__silence_made_up",
              "update fct_reconciliation set state = 'both_silent' where measure_code = '01a'"),
          entry(
              "fct_reconciliation__without_words",
              "update fct_reconciliation set sentence = 'lệch {difference}'"),
          entry(
              "fct_reconciliation__wrong_difference",
              "update fct_reconciliation set difference = difference + 1"),
          entry(
              "fct_rollup__area_not_the_part",
              "update fct_rollup set numerator = numerator + 1 where level = 'area'"),
          entry(
              "fct_rollup__completeness_denied",
              "update fct_rollup set missing_places = 'phường khác' where level = 'city' and"
                  + " measure_code = '01a' and period_code = '2026-01'"),
          entry(
              "fct_rollup__not_the_sum",
              "update fct_rollup set value = value + 1 where level = 'city' and measure_code ="
                  + " '01a'"),
          entry("fct_rollup__place_lost", "delete from fct_rollup where level = 'country'"),
          entry("fct_question__lost", "delete from fct_question where question_source = 'office'"),
          entry("fct_signing__lost", "update fct_correction set is_after_signing = false"),
          entry(
              "fct_difficulty_case__answer_to_none",
              "update stg_difficulty set difficulty_no = 99, case_code = 'x'"),
          entry("fct_submission__lost", "delete from fct_submission where unit_code = 'cap'"),
          entry(
              "fct_submission__read_not_stored_plus_held",
              "update fct_submission set values_held = 9 where unit_code = 'cap'"),
          entry(
              "fct_task_due_change__chain_broken",
              "update fct_task_due_change set from_due_on = date '2026-04-01'"),
          entry(
              "fct_task_month__lost",
              "update fct_task_month set is_reported = false where period_code = '2026-01'"),
          entry(
              "fct_task_month__silence_denied",
              "update fct_task_month set is_silent = true where period_code = '2026-01'"),
          entry("fct_task_status__unknown_code", "delete from fct_task_status"),
          entry("fct_area_value__not_the_total", "update fct_area_total set state = 'differs'"),
          entry(
              "fct_correction__after_release",
              "update fct_correction set is_after_release = true, what_changed = 'figure'"),
          entry(
              "fct_measure_value__stated_otherwise",
              "update fct_measure_value set cumulative_stated = cumulative_value + 1 where"
                  + " measure_code = '01a' and is_authoritative"),
          entry(
              "fct_measure_value__three_months_the_same",
              "insert into fct_measure_value select v.* replace (p.period_code as period_code,"
                  + " 'khac' as unit_code) from fct_measure_value as v cross join dim_period as p"
                  + " where v.measure_code = '01a' and v.period_code = '2026-02'"
                  + " and p.period_kind = 'month'"),
          entry(
              "fct_progress__forecast_falls_short",
              "update fct_progress set status_code = 'on_track', forecast_high = 1, target = 9,"
                  + " comparator = '≥' where measure_code = '01a'"),
          entry(
              "fct_progress__without_explanation",
              "update fct_progress set status_code = 'watch', explanation = ''"),
          entry(
              "fct_reconciliation__in_conflict",
              "update fct_reconciliation set state = 'conflict' where state <> 'conflict'"),
          entry(
              "meta_warning__restricted_quoted",
              "update meta_warning set measure_code = '14' where not is_restricted"),
          entry(
              "mart_public__own_words",
              "create or replace view mart_public.fct_difficulty_case as select * from"
                  + " mart.fct_difficulty_case"),
          entry("meta_release__not_one_row", "delete from meta_release"),
          entry(
              "mart_public__restricted_code",
              "create or replace view mart_public.rpt_scorecard as select * replace ('14' as"
                  + " measure_code) from mart.rpt_scorecard where measure_code = '01a'"),
          entry(
              "mart_public__restricted_row",
              "create or replace view mart_public.dim_measure as select * from mart.dim_measure"),
          entry(
              "mart_public__row_lost",
              "create or replace view mart_public.rpt_scorecard as select * from mart.rpt_scorecard"
                  + " where not is_restricted and measure_code <> '01a'"),
          entry(
              "rpt_burden__more_known_than_asked",
              "update rpt_burden set known_cells = cell_count + 1"),
          entry(
              "rpt_compliance__accepted_unseen",
              "update rpt_compliance set state = 'missing' where unit_code = 'thue'"),
          entry(
              "rpt_compliance__owed_by_others",
              "update rpt_compliance set state = 'missing', unit_code = 'dien-luc' where unit_code ="
                  + " 'thue'"),
          entry(
              "rpt_compliance__state_denies_its_days",
              "update rpt_compliance set days_late = 1 where unit_code = 'thue' and state ="
                  + " 'on_time'"),
          entry(
              "rpt_quality__findings_lost",
              "update rpt_quality set ask_count = 0 where unit_code = 'kthtdt'"),
          entry(
              "rpt_quality_year__files_lost",
              "update rpt_quality_year set file_count = 0 where unit_code = 'cap'"),
          entry(
              "rpt_quality_year__not_its_sums",
              "update rpt_quality_year set first_time_right_rate = 0.25 where unit_code = 'cap'"),
          entry("rpt_task__lost", "delete from rpt_task where task_code = 'II.1-a'"),
          entry(
              "rpt_task__not_last_said",
              "update rpt_task set percent = 99 where task_code = 'II.1-a'"),
          entry(
              "fct_progress__arithmetic",
              "update fct_progress set gap_value = gap_value + 1 where measure_code = '01a'"),
          entry(
              "fct_progress__bound_reached_early",
              "update fct_progress set status_code = 'achieved' where measure_code = '14'"),
          entry(
              "fct_progress__failed_before_its_day",
              "update fct_progress set status_code = 'failed' where measure_code = '01a'"),
          entry(
              "fct_progress__forecast_out_of_order",
              "update fct_progress set forecast_low = 2, forecast_value = 1, forecast_high = 3,"
                  + " forecast_method = 'run_rate' where measure_code = '08b'"),
          entry(
              "fct_progress__judged_without_target",
              "update fct_progress set status_code = 'at_risk' where measure_code = '02'"),
          entry(
              "fct_progress__not_its_months",
              "update fct_progress set value = value + 1 where measure_code = '01a' and period_code"
                  + " = '2026-Q1'"),
          entry(
              "fct_progress__other_target",
              "update fct_progress set target = 9 where measure_code = '01a'"),
          entry(
              "fct_progress__status_denies_figure",
              "update fct_progress set status_code = 'not_due' where measure_code = '01a'"),
          entry(
              "fct_progress__without_words",
              "update fct_progress set status_reason = 'được {value}' where measure_code ="
                  + " '01a'"),
          entry(
              "rpt_scorecard__not_the_progress",
              "update rpt_scorecard set status_code = 'watch' where measure_code = '14'"),
          entry(
              "rpt_scorecard__mended_by_time",
              "update rpt_scorecard set status_code = 'on_track' where measure_code = '14' and"
                  + " period_code = '2026-02'"),
          entry(
              "rpt_scorecard__month_missing",
              "delete from rpt_scorecard where measure_code = '12a' and period_code = '2026-02'"),
          entry(
              "rpt_scorecard__not_the_fact",
              "update rpt_scorecard set value = 1 where measure_code = '01a'"),
          entry(
              "rpt_scorecard__without_words",
              "update rpt_scorecard set status_reason = 'được {value}' where measure_code ="
                  + " '01a'"));

  @TempDir private Path dir;

  private static Map.Entry<String, String> twice(String relation) {
    return entry(
        relation + "__grain_repeated",
        "insert into %s select * from %s limit 1".formatted(relation, relation));
  }

  @Test
  void every_test_passes_a_good_release_and_finds_the_one_place_where_it_is_spoilt()
      throws Exception {
    try (House house = new House(dir)) {
      Run first = house.night("2026-01-16");
      house.plan(
          WarehousePlans.writing(
              WarehousePlans.SECOND,
              WarehousePlans.SECOND.version(),
              new Plan.Correspondence(
                  List.of(
                      WarehousePlans.question("gt-01", "kthtdt", "01a", "2026-01", "2026-01-20")),
                  List.of(
                      new Plan.CaseAnswer(
                          "",
                          "kthtdt",
                          "2026-01",
                          1,
                          "đã bố trí",
                          "Bà Lan",
                          LocalDate.of(2026, 2, 2),
                          false,
                          new CellRef("Trả lời kiến nghị", "E5"))),
                  List.of(WarehousePlans.signed("2026-01", "", "2026-02-10"))),
              new Plan.Switches(
                  Map.of(),
                  Map.of(),
                  List.of(
                      new Plan.Reopening(
                          "cap", "2026-01", "Bà Lan", "bổ sung", LocalDate.of(2026, 4, 1))))),
          first);
      fill(house, first);
      Run run = house.night("2026-03-20");
      Publication.Published p =
          (Publication.Published) house.warehouse.publish(run, house.releases);
      Path copy = Files.copy(p.dir().resolve("warehouse.duckdb"), dir.resolve("copy.duckdb"));
      try (Connection c = house.dataSource.getConnection();
          Statement s = c.createStatement()) {
        s.execute("attach '" + copy + "' as " + Sql.RELEASE);
        SqlTree sql = SqlTree.standard();
        Publisher.prepare(c, sql, "warehouse", "x", run, LocalDateTime.of(2026, 12, 31, 0, 0));
        for (SqlTree.Script script : sql.staging()) {
          s.execute(Sql.createStaging(script.name(), script.text()));
        }
        Map<String, SqlTree.Script> tests = new LinkedHashMap<>();
        sql.tests().forEach(t -> tests.put(t.name(), t));
        assertThat(SPOILT.keySet())
            .as("every test needs a way to fail: add it to SPOILT")
            .containsExactlyInAnyOrderElementsOf(tests.keySet());
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, SqlTree.Script> t : tests.entrySet()) {
          List<String> offenders = House.ask(c, t.getValue().text());
          // units may disagree in a good release
          if (!t.getValue().isWarning()) {
            softly.assertThat(offenders).as(t.getKey() + " on a good release").isEmpty();
          }
          c.setAutoCommit(false);
          softly
              .assertThat(spoil(s, SPOILT.get(t.getKey())))
              .as(t.getKey() + ": rows spoilt, -1 for a view that is made anew")
              .isNotZero();
          softly
              .assertThat(House.ask(c, t.getValue().text()))
              .as(t.getKey() + " on a spoilt release")
              .hasSizeGreaterThan(offenders.size());
          c.rollback();
          c.setAutoCommit(true);
        }
        softly.assertAll();
      }
    }
  }

  @Test
  void a_test_holds_the_release_back_unless_it_says_in_Vietnamese_what_units_have_to_settle() {
    for (SqlTree.Script t : SqlTree.standard().tests()) {
      if (t.head("severity").isEmpty()) {
        assertThat(t.head("offenders")).as(t.name()).isNotBlank();
      } else {
        assertThat(t.head("severity")).as(t.name()).isIn("error", "warn");
        assertThat(t.head("title")).as(t.name()).isNotBlank();
        assertThat(t.head("means")).as(t.name()).endsWith(".");
      }
    }
  }

  private static int spoil(Statement s, String statement) throws SQLException {
    return s.executeUpdate(statement);
  }

  /** Something in every relation. */
  private static void fill(House house, Run first) {
    house
        .from("kthtdt", "2026-01")
        .value("01a", "90")
        .value("06b", "148")
        .rate("03", "9", "120")
        .task("II.1-a", TaskReport.State.IN_PROGRESS, "10")
        .difficulty(1, "thiếu vốn")
        .difficulty(2, "thiếu người")
        .ask("R011", "01a")
        .judge(first);
    house.from("thue", "2026-01").value("01a", "91").judge(first);
    house
        .from("vhxh", "2026-01")
        .rate("08b", "1", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", false)
        .judge(first);
    house
        .from("cap", "2026-01")
        .value("14", "1")
        .rate("13a", "1", "2")
        .hold("13a", "một")
        .judge(first);
    Run second = house.night("2026-02-16");
    house
        .from("kthtdt", "2026-02")
        .value("01a", "80")
        .task("II.1-a", TaskReport.State.IN_PROGRESS, "20", "2026-05-31", "chờ hướng dẫn")
        .judge(second);
    house
        .from("kthtdt", "2026-01")
        .version(2)
        .plan(WarehousePlans.SECOND)
        .value("06b", "147")
        .question("gt-01", "chậm do thủ tục")
        .signer("Trưởng phòng")
        .judge(second);
    house.from("cap", "2026-02").value("14", "0").judge(second);
    house.from("ttpvhcc", "2026-02").refused().judge(second);
  }
}
