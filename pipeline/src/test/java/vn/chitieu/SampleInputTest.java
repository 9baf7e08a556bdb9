package vn.chitieu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.plan.Unit;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/** The demonstration as its users see it: the whole year, against what the story says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleInputTest {
  private static final Path EXPECTED = ReleaseFixture.repo().resolve("sample-input/expected");

  @Test
  void every_figure_of_the_year_is_what_the_story_says() throws Exception {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String[] e : csv("fct_measure_value.csv")) {
      List<String> got =
          query(
              "select value, cumulative_value, numerator, denominator from mart.fct_measure_value"
                  + " where measure_code = '%s' and unit_code = '%s' and period_code = '%s'"
                      .formatted(e[0], e[1], e[2]),
              4);
      compared++;
      String want = figure(e[3]) + " " + figure(e[4]) + " " + figure(e[5]) + " " + figure(e[6]);
      if (got.size() != 1 || !got.getFirst().equals(want)) {
        wrong.add(String.join(",", e) + " but is " + got);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(250);
  }

  @Test
  void every_measure_stands_at_the_end_of_every_month_as_the_story_says() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<String[]> told = csv("rpt_scorecard.csv");
    for (String[] e : told) {
      String got =
          query(
                  "select target, cumulative_value, expected_rate, completion_rate, status_code"
                      + " from mart.rpt_scorecard where measure_code = '%s' and period_code = '%s'"
                          .formatted(e[0], e[1]),
                  5)
              .toString();
      List<String> want = new ArrayList<>();
      for (int i = 2; i <= 5; i++) {
        want.add(figure(e[i]));
      }
      want.add(e[9]);
      if (!got.equals("[" + String.join(" ", want) + "]")) {
        wrong.add(String.join(",", e) + " but is " + got);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(query("select count(*) from mart.rpt_scorecard", 1))
        .containsExactly(Integer.toString(told.size()));
  }

  @Test
  void every_forecast_is_what_the_months_of_the_story_come_to() throws Exception {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String[] e : csv("rpt_scorecard.csv")) {
      if (e[6].isEmpty()) {
        continue;
      }
      compared++;
      // two ways to reckon a deviation may differ in the last digit
      String differs =
          "abs(forecast_low - %s) + abs(forecast_value - %s) + abs(forecast_high - %s) > 0.00001"
              .formatted(e[6], e[7], e[8]);
      if (!query(
              "select forecast_low, forecast_value, forecast_high from mart.rpt_scorecard where"
                  + " measure_code = '%s' and period_code = '%s' and coalesce(%s, true)"
                      .formatted(e[0], e[1], differs),
              3)
          .isEmpty()) {
        wrong.add(String.join(",", e));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void a_form_costs_the_cells_that_its_plan_asks_for() throws Exception {
    Path file =
        ReleaseFixture.repo()
            .resolve("sample-input/nights/2026-07-20/thuy-nguyen/van-phong/thuy-nguyen-2026.xlsx");
    if (!(Workbooks.read(file) instanceof Reading.Form(var draft))) {
      throw new IllegalStateException("the plan cannot be read");
    }
    Plan plan =
        PlanReader.read(draft, "thuy-nguyen", "0".repeat(64), Optional.empty())
            .plan()
            .orElseThrow();
    List<String> told = new ArrayList<>();
    for (Unit u : plan.listReportingUnits()) {
      told.add(
          u.code()
              + " "
              + plan.listItems(u.code(), plan.getPeriod("2026-10")).size()
              + " "
              + 3 * plan.listTasks(u.code()).size());
    }
    assertThat(
            query(
                "select unit_code, figure_cells, task_cells from mart.rpt_burden where period_code"
                    + " = '2026-10'",
                3))
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(
            query(
                "select unit_code, unused_cells from mart.rpt_burden where period_code = '2026-10'"
                    + " and unused_cells > 0",
                2))
        .as("the second source of a milestone is asked for a day that nobody reads")
        .containsExactly("tram-y-te 1");
  }

  @Test
  void the_office_asked_and_was_answered_and_june_was_corrected_after_it_was_signed()
      throws Exception {
    assertThat(
            query(
                "select unit_code, question_code, figure_label, state, last_asked_period_code,"
                    + " source_file from mart.fct_question where question_source = 'office'",
                6))
        .containsExactly("kthtdt gt-01 19 doanh nghiệp answered 2026-08 Bổ sung tháng 8.xlsx");
    assertThat(
            query(
                "select unit_code, measure_code, period_code, old_numerator, new_numerator from"
                    + " mart.fct_correction where is_after_signing and what_changed = 'figure'",
                5))
        .containsExactly("ttpvhcc 12a 2026-06 2228 2230");
    assertThat(
            query(
                "select signing_kind, correction_count, signed_release_id is not null from"
                    + " mart.fct_signing order by 1",
                3))
        .containsExactly("accepted 0 true", "signed 1 true");
    assertThat(
            query(
                "select count(*) from mart.fct_question q join mart.rpt_scorecard s using"
                    + " (locality_code, measure_code) where q.question_source = 'rule' and q.state"
                    + " = 'open' and s.period_code = '2026-10' and s.status_code not in"
                    + " ('at_risk', 'failed', 'not_reported')",
                1))
        .as("only what is red still asks")
        .containsExactly("0");
    assertThat(query("select unit_code, reopened_by is not null from mart.fct_reopening", 2))
        .containsExactly("tram-y-te true");
  }

  @Test
  void no_figure_counts_that_the_story_does_not_tell() throws Exception {
    long told = csv("fct_measure_value.csv").size();
    assertThat(query("select count(*) from mart.fct_measure_value where kind <> 'milestone'", 1))
        .containsExactly(Long.toString(told));
  }

  @Test
  void every_file_became_what_the_story_says() throws Exception {
    List<String> want =
        csv("fct_submission.csv").stream().map(e -> String.join(" ", e)).sorted().toList();
    assertThat(
            query("select arrived_on, unit_code, source_file, outcome from mart.fct_submission", 4)
                .stream()
                .sorted()
                .toList())
        .isEqualTo(want);
  }

  @Test
  void every_unit_is_on_time_late_or_missing_as_the_story_says() throws Exception {
    List<String> want =
        csv("rpt_compliance.csv").stream().map(e -> String.join(" ", e)).sorted().toList();
    assertThat(
            query(
                    "select unit_code, period_code, state, coalesce(days_late, 0)"
                        + " from mart.rpt_compliance where ends_on <= date '2026-10-17'",
                    4)
                .stream()
                .sorted()
                .toList())
        .isEqualTo(want);
  }

  /** What a table says of all rows that the story tells, and how many rows it has. */
  private static void assertTold(String file, String sql, int columns) throws Exception {
    List<String> want = new ArrayList<>();
    for (String[] e : csv(file)) {
      List<String> cells = new ArrayList<>();
      for (String cell : e) {
        cells.add(cell.isEmpty() || cell.matches("-?[0-9]+\\.[0-9]{6}") ? figure(cell) : cell);
      }
      want.add(String.join(" ", cells));
    }
    assertThat(query(sql, columns)).containsExactlyInAnyOrderElementsOf(want);
    assertThat(want).hasSizeGreaterThan(80);
  }

  @Test
  void two_sources_agree_or_differ_as_the_story_says() throws Exception {
    assertTold(
        "fct_reconciliation.csv",
        "select measure_code, second_unit_code, period_code, lead_value, second_value, state from"
            + " mart.fct_reconciliation",
        6);
  }

  @Test
  void every_denominator_stands_beside_the_plans_as_the_story_says() throws Exception {
    assertTold(
        "fct_denominator.csv",
        "select measure_code, unit_code, period_code, value, plan_value, state from"
            + " mart.fct_denominator where figure_role = 'report'",
        6);
  }

  @Test
  void the_areas_come_to_what_the_story_says() throws Exception {
    assertTold(
        "fct_area_total.csv",
        "select measure_code, unit_code, period_code, areas_expected, areas_reported, parts_value,"
            + " state from mart.fct_area_total",
        7);
    assertTold(
        "fct_rollup.csv",
        "select place_code, measure_code, period_code, value, remaining_value, numerator,"
            + " denominator from mart.fct_rollup where level = 'area'",
        7);
  }

  @Test
  void a_city_of_one_ward_stands_where_the_ward_stands() throws Exception {
    String months =
        " from mart.fct_rollup where period_kind = 'month' and level = '%s' and state <>"
            + " 'not_additive' order by measure_code, period_code";
    String figures = "select measure_code, period_code, value, cumulative_value, reached_count";
    assertThat(query(figures + months.formatted("city"), 5))
        .isEqualTo(
            query(
                figures
                    + months
                        .formatted("locality")
                        .replace("'not_additive'", "'' and measure_code not in ('05a', '05b')"),
                5))
        .hasSizeGreaterThan(200);
  }

  @Test
  void every_report_was_right_the_first_time_or_mended_or_explained_as_the_story_says()
      throws Exception {
    assertThat(
            query(
                "select unit_code, period_code, file_count, duplicate_count, is_first_time_right,"
                    + " attempts_until_accepted, attempts_until_whole, question_count,"
                    + " explained_count from mart.rpt_quality",
                9))
        .containsExactlyInAnyOrderElementsOf(told("rpt_quality.csv"))
        .anyMatch(r -> r.endsWith(" 1 1"));
  }

  @Test
  void every_task_is_done_overdue_silent_or_under_way_as_the_story_says() throws Exception {
    assertThat(
            query(
                "select task_code, status_code, days_overdue, is_silent, state,"
                    + " coalesce(cast(cast(percent as integer) as varchar), 'null'), due_on,"
                    + " due_change_count from mart.rpt_task",
                8))
        .containsExactlyInAnyOrderElementsOf(told("rpt_task.csv"))
        .anyMatch(r -> r.contains(" overdue "))
        .anyMatch(r -> r.contains(" silent "));
  }

  @Test
  void every_difficulty_is_one_case_as_old_as_the_story_says() throws Exception {
    assertThat(
            query(
                "select unit_code, what, first_raised_period_code, last_raised_period_code,"
                    + " period_count, state, age_days from mart.fct_difficulty_case",
                7))
        .containsExactlyInAnyOrderElementsOf(told("fct_difficulty_case.csv"))
        .anyMatch(r -> r.contains(" no_longer_mentioned "));
  }

  @Test
  void a_capital_plan_of_ten_months_is_not_summed() throws Exception {
    assertThat(
            query(
                "select cumulative_numerator, cumulative_denominator from mart.fct_measure_value"
                    + " where measure_code = '03' and unit_code = 'kthtdt'"
                    + " and period_code = '2026-10'",
                2))
        .containsExactly("118.4 185.5");
  }

  @Test
  void a_maintained_zero_broken_in_August_stays_broken() throws Exception {
    assertThat(
            query(
                "select period_code, status_code from mart.rpt_scorecard"
                    + " where measure_code = '06a' order by period_no",
                2))
        .containsExactly(
            "2026-01 on_track",
            "2026-02 on_track",
            "2026-03 on_track",
            "2026-04 on_track",
            "2026-05 on_track",
            "2026-06 on_track",
            "2026-07 on_track",
            "2026-08 failed",
            "2026-09 failed",
            "2026-10 failed");
  }

  @Test
  void measure_02_waits_for_its_target_and_nothing_before_turns_red() throws Exception {
    assertThat(
            query(
                "select period_code, status_code from mart.rpt_scorecard"
                    + " where measure_code = '02' order by period_no",
                2))
        .contains("2026-01 pending_target", "2026-07 pending_target", "2026-10 not_assessed")
        .noneMatch(r -> r.contains("failed") || r.contains("risk"));
  }

  @Test
  void every_figure_leads_to_a_file_a_sheet_and_a_cell() throws Exception {
    assertThat(
            query(
                "select count(*) from mart.fct_measure_value"
                    + " where source_file is null or source_sheet is null or source_cell is null"
                    + " or length(source_sha256) <> 64",
                1))
        .containsExactly("0");
  }

  @Test
  void everything_made_up_says_so() throws Exception {
    assertThat(query("select count(*) from mart.fct_measure_value where not is_illustrative", 1))
        .containsExactly("0");
    assertThat(query("select is_illustrative from mart.meta_release", 1)).containsExactly("true");
  }

  @Test
  void restricted_measures_are_not_in_the_public_schema() throws Exception {
    assertThat(
            query(
                "select distinct measure_code from mart_public.rpt_scorecard"
                    + " where measure_code in ('13a', '13b', '14')",
                1))
        .isEmpty();
    assertThat(query("select count(distinct measure_code) from mart_public.rpt_scorecard", 1))
        .containsExactly("23");
  }

  @Test
  void every_file_was_answered_once_and_left_its_folder() throws IOException {
    Home home = ReleaseFixture.sampleHome();
    List<Path> answers = new ArrayList<>();
    List<Path> waiting = new ArrayList<>();
    for (Home.UnitFolder unit : home.listUnits("thuy-nguyen")) {
      answers.addAll(files(unit.answers()));
      waiting.addAll(files(unit.drop()));
    }
    int files = csv("fct_submission.csv").size();
    assertThat(waiting).isEmpty();
    answers.removeIf(a -> a.getFileName().toString().startsWith("nhac_"));
    assertThat(answers.stream().filter(a -> a.toString().endsWith(".txt"))).hasSize(files);
    // a file that cannot be opened is answered by a text alone
    assertThat(answers.stream().filter(a -> a.toString().endsWith(".xlsx"))).hasSize(files - 1);
  }

  private static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.toList();
    }
  }

  private static List<String> told(String name) throws IOException {
    return csv(name).stream().map(e -> String.join(" ", e)).toList();
  }

  private static List<String[]> csv(String name) throws IOException {
    return Files.readAllLines(EXPECTED.resolve(name)).stream()
        .skip(1)
        .map(l -> l.split(",", -1))
        .toList();
  }

  private static String figure(String text) {
    return text.isEmpty() ? "null" : new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  private static List<String> query(String sql, int columns) throws SQLException {
    Properties p = new Properties();
    p.setProperty("access_mode", "READ_ONLY");
    try (Connection c =
            DriverManager.getConnection("jdbc:duckdb:" + ReleaseFixture.publishedSample(), p);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (r.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          Object v = r.getObject(i);
          cells.add(
              v instanceof BigDecimal d
                  ? d.stripTrailingZeros().toPlainString()
                  : String.valueOf(v));
        }
        rows.add(String.join(" ", cells));
      }
      return rows;
    }
  }
}
