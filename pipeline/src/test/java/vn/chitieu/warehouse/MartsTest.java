package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Role;
import vn.chitieu.submission.TaskReport;

/** What the marts say about what units sent: read from published files, as readers do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MartsTest {
  @TempDir private Path dir;
  private House house;

  @BeforeEach
  void open() {
    house = new House(dir);
    house.plan(WarehousePlans.FIRST, house.night("2026-01-05"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String month(int m) {
    return "2026-%02d".formatted(m);
  }

  private Run nightOf(int m) {
    return house.night("2026-%02d-16".formatted(m));
  }

  // ---- cumulatives

  @Test
  void a_flow_adds_up_over_the_months() {
    for (int m = 1; m <= 3; m++) {
      house.from("kthtdt", month(m)).value("01a", m + "0.5").judge(nightOf(m));
    }

    assertThat(
            house.published(
                "2026-03-20",
                "select period_code, value, cumulative_value, cumulative_basis from"
                    + " mart.fct_measure_value where measure_code = '01a' order by 1"))
        .containsExactly(
            "2026-01|10.5|10.5|sum_of_months",
            "2026-02|20.5|31|sum_of_months",
            "2026-03|30.5|61.5|sum_of_months");
  }

  @Test
  void a_flow_with_a_missing_month_starts_from_the_latest_stated_cumulative() {
    house.from("kthtdt", month(1)).value("01a", "10", "10").judge(nightOf(1));
    house.from("kthtdt", month(3)).value("01a", "30", "65").judge(nightOf(3));
    house.from("kthtdt", month(4)).value("01a", "40").judge(nightOf(4));
    house.from("thue", month(1)).value("01a", "11").judge(nightOf(4));
    house.from("thue", month(3)).value("01a", "31").judge(nightOf(4));

    assertThat(
            house.published(
                "2026-04-20",
                "select unit_code, period_code, cumulative_value, cumulative_basis from"
                    + " mart.fct_measure_value where measure_code = '01a' order by 1, 2"))
        .containsExactly(
            "kthtdt|2026-01|10|sum_of_months",
            "kthtdt|2026-03|65|stated",
            "kthtdt|2026-04|105|stated",
            "thue|2026-01|11|sum_of_months",
            "thue|2026-03|42|sum_of_known_months");
  }

  @Test
  void a_fixed_denominator_is_not_summed_over_ten_months() {
    for (int m = 1; m <= 10; m++) {
      house.from("kthtdt", month(m)).rate("03", "9", "120").judge(nightOf(m));
    }

    assertThat(
            house.published(
                "2026-10-20",
                "select value, cumulative_value, numerator, denominator, cumulative_numerator,"
                    + " cumulative_denominator from mart.fct_measure_value where measure_code ="
                    + " '03' and period_code = '2026-10'"))
        .containsExactly("7.5|75|9|120|90|120");
  }

  @Test
  void a_rate_of_two_flows_sums_both_sides_and_is_never_averaged() {
    house.from("ttpvhcc", month(1)).rate("12a", "10", "10").judge(nightOf(1));
    house.from("ttpvhcc", month(2)).rate("12a", "45", "90").judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-20",
                "select value, cumulative_value, cumulative_numerator, cumulative_denominator from"
                    + " mart.fct_measure_value where measure_code = '12a' order by period_code"))
        .containsExactly("100|100|10|10", "50|55|55|100");
  }

  @Test
  void a_rate_of_two_flows_with_a_missing_month_takes_both_sides_from_the_same_months() {
    house.from("ttpvhcc", month(1)).rate("12a", "10", "10").judge(nightOf(1));
    house.from("ttpvhcc", month(3)).rate("12a", "10", "30").judge(nightOf(3));

    assertThat(
            house.published(
                "2026-03-20",
                "select cumulative_value, cumulative_basis from mart.fct_measure_value where"
                    + " measure_code = '12a' and period_code = '2026-03'"))
        .containsExactly("50|sum_of_known_months");
  }

  @Test
  void a_rate_of_two_stocks_takes_the_last_of_each_and_a_zero_denominator_gives_none() {
    house.from("kthtdt", month(1)).rate("07a", "900", "1000").judge(nightOf(1));
    house.from("kthtdt", month(2)).rate("07a", "990", "1100").judge(nightOf(2));
    house.from("kthtdt", month(3)).rate("07a", "0", "0").judge(nightOf(3));

    assertThat(
            house.published(
                "2026-03-20",
                "select value, cumulative_value, cumulative_basis from mart.fct_measure_value where"
                    + " measure_code = '07a' order by period_code"))
        .containsExactly("90|90|last", "90|90|last", "null|null|last");
  }

  @Test
  void households_left_become_their_fall_and_the_rate_of_the_fall_from_one_cell() {
    house.from("kthtdt", month(1)).value("06b", "148").judge(nightOf(1));
    house.from("kthtdt", month(2)).value("06b", "151").judge(nightOf(2));
    house.from("kthtdt", month(4)).value("06b", "135").judge(nightOf(4));

    assertThat(
            house.published(
                "2026-04-20",
                "select measure_code, period_code, reported_value, value, cumulative_value,"
                    + " numerator, denominator from mart.fct_measure_value order by 1, 2"))
        .containsExactly(
            "06b|2026-01|148|2|2|null|null",
            "06b|2026-02|151|-3|-1|null|null",
            "06b|2026-04|135|null|15|null|null", // March is missing: its fall is not guessed
            "06c|2026-01|148|1.333333|1.333333|2|150",
            "06c|2026-02|151|-0.666667|-0.666667|-1|150",
            "06c|2026-04|135|10|10|15|150");
    assertThat(
            house.asked(
                "select count(distinct source_cell || source_file), count(*) from"
                    + " mart.fct_measure_value where period_code = '2026-04'"))
        .containsExactly("1|2");
    assertThat(
            house.asked(
                "select measure_code, status_code from mart.rpt_scorecard where period_code ="
                    + " '2026-04' and measure_code in ('06b', '06c') order by 1"))
        .containsExactly("06b|achieved", "06c|achieved");
  }

  // ---- what counts

  @Test
  void the_newest_version_that_stored_the_row_counts_and_keeps_its_own_source() {
    house.from("vhxh", month(1)).rate("08b", "1", "2").value("09", "0").judge(nightOf(1));
    house
        .from("vhxh", month(1))
        .version(2)
        .rate("08b", "2", "2")
        .value("09", "-1")
        .hold("09", "-1")
        .judge(house.night("2026-01-17"));

    assertThat(
            house.published(
                "2026-01-20",
                "select measure_code, version_no, source_file from mart.fct_measure_value"
                    + " order by 1"))
        .containsExactly("08b|2|2026-01_vhxh-2.xlsx", "09|1|2026-01_vhxh-1.xlsx");
  }

  @Test
  void the_parts_by_area_go_with_the_version_that_counts() {
    house
        .from("vhxh", month(1))
        .rate("08b", "1", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", false)
        .judge(nightOf(1));
    house
        .from("vhxh", month(1))
        .version(2)
        .rate("08b", "2", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", true)
        .judge(house.night("2026-01-17"));
    house
        .from("kthtdt", month(1))
        .rate("07a", "90", "100")
        .area("07a", "tdp-01", "45", "50")
        .judge(house.night("2026-01-17"));

    assertThat(
            house.published(
                "2026-01-20",
                "select measure_code, area_code, is_yes, value, version_no from mart.fct_area_value"
                    + " order by 1, 2"))
        .containsExactly(
            "07a|tdp-01|null|90|1", "08b|tdp-01|true|null|2", "08b|tdp-02|true|null|2");
  }

  @Test
  void only_the_authority_stands_on_the_scorecard_and_both_sources_are_compared() {
    house.from("kthtdt", month(1)).value("01a", "100").judge(nightOf(1));
    house.from("thue", month(1)).value("01a", "100.5").judge(nightOf(1));
    house.from("kthtdt", month(2)).value("01a", "100").judge(nightOf(2));
    house.from("thue", month(2)).value("01a", "100.6").judge(nightOf(2));
    house.from("thue", month(3)).value("01a", "90").judge(nightOf(3));

    assertThat(
            house.published(
                "2026-03-20",
                "select period_code, lead_value, second_value, difference, difference_rate, state"
                    + " from mart.fct_reconciliation where measure_code = '01a' order by 1"))
        .containsExactly(
            "2026-01|100|100.5|0.5|0.005|agree",
            "2026-02|100|100.6|0.6|0.006|conflict",
            "2026-03|null|90|null|null|second_only");
    assertThat(
            house.asked(
                "select period_code, lead_file, lead_sheet, lead_cell is null, second_file,"
                    + " second_sheet, second_cell is null from mart.fct_reconciliation where"
                    + " measure_code = '01a' order by 1"))
        .as("both cells are named, and silence has none")
        .containsExactly(
            "2026-01|2026-01_kthtdt-1.xlsx|Số liệu|false|2026-01_thue-1.xlsx|Số liệu|false",
            "2026-02|2026-02_kthtdt-1.xlsx|Số liệu|false|2026-02_thue-1.xlsx|Số liệu|false",
            "2026-03|null|null|true|2026-03_thue-1.xlsx|Số liệu|false");
    assertThat(
            house.asked(
                "select period_code, value from mart.rpt_scorecard where measure_code = '01a'"
                    + " order by 1"))
        .containsExactly("2026-01|100", "2026-02|100", "2026-03|null");
  }

  @Test
  void two_sources_that_say_nothing_are_a_fact_once_both_are_overdue() {
    house.from("kthtdt", month(1)).value("01a", "100").judge(nightOf(1));

    assertThat(
            house.published(
                "2026-02-17",
                "select period_code, state, sentence from mart.fct_reconciliation where"
                    + " measure_code = '01a' order by 1"))
        .as("on the due day itself nobody is silent yet")
        .containsExactly(
            "2026-01|lead_only|KTHTĐT báo cáo 100 tỷ đồng; Thuế chưa có số, hạn gửi là ngày"
                + " 17/01/2026.");
    assertThat(
            house.published(
                "2026-02-18",
                "select period_code, state, state_label, lead_cell, second_cell, sentence from"
                    + " mart.fct_reconciliation where measure_code = '01a' and period_code <>"
                    + " '2026-01' order by 1"))
        .containsExactly(
            "2026-02|both_silent|○ cả hai nguồn chưa có số|null|null|Đã qua hạn gửi 17/02/2026 mà"
                + " cả KTHTĐT và Thuế đều chưa có số được ghi nhận.");
  }

  @Test
  void
      nobody_is_silent_about_a_target_that_was_taken_back_nor_before_the_second_source_was_named() {
    house.plan(
        first().decided(WarehousePlans.withdrawal("01a", "2026-02-01")).as("a2"),
        house.night("2026-01-17"));
    house.plan(
        first()
            .decided(WarehousePlans.withdrawal("01a", "2026-02-01"))
            .assignments(
                Stream.concat(
                        WarehousePlans.FIRST.assignments().stream(),
                        Stream.of(
                            new Plan.Assignment("03", "thue", Role.SECOND_SOURCE, false, false)))
                    .toList())
            .as("a3"),
        house.night("2026-02-20"));

    assertThat(
            house.published(
                "2026-03-20",
                "select measure_code, period_code, state from mart.fct_reconciliation where"
                    + " measure_code in ('01a', '03') order by 1, 2"))
        .containsExactly("01a|2026-01|both_silent", "03|2026-03|both_silent");
  }

  @Test
  void the_figure_of_one_source_is_no_silence_of_the_other_while_its_report_is_not_due() {
    house.from("thue", month(1)).value("01a", "90").judge(house.night("2026-01-15"));

    assertThat(
            house.published(
                "2026-01-16",
                "select state, sentence from mart.fct_reconciliation where measure_code = '01a'"))
        .containsExactly(
            "second_only|Thuế báo cáo 90 tỷ đồng; KTHTĐT còn hạn gửi đến ngày 17/01/2026.");
  }

  // ---- status

  private List<String> statuses(String measure) {
    return house.asked(
        "select period_code, status_code, status_since_period from mart.rpt_scorecard where"
            + " measure_code = '"
            + measure
            + "' order by 1");
  }

  @Test
  void linear_is_judged_against_the_months_gone_by() {
    // target 1200: expected 100, 200, 300; the limits are 95 % and 85 % of it
    house.from("kthtdt", month(1)).value("01a", "95").judge(nightOf(1));
    house.from("kthtdt", month(2)).value("01a", "94.999").judge(nightOf(2));
    house.from("kthtdt", month(3)).value("01a", "65.001").judge(nightOf(3));
    house.from("kthtdt", month(4)).value("01a", "84.999").judge(nightOf(4));
    house.from("kthtdt", month(5)).value("01a", "860.001").judge(nightOf(5));

    house.published("2026-05-20", "select 1");
    assertThat(statuses("01a"))
        .containsExactly(
            "2026-01|on_track|2026-01",
            "2026-02|watch|2026-02",
            "2026-03|watch|2026-02",
            "2026-04|at_risk|2026-04",
            "2026-05|achieved|2026-05");
    assertThat(
            house.asked(
                "select status_label, status_reason, completion_rate, expected_rate,"
                    + " required_per_month, same_period_last_year, change_rate, status_since_label"
                    + " from mart.rpt_scorecard where measure_code = '01a' and period_code ="
                    + " '2026-03'"))
        .containsExactly(
            "▲ cần chú ý|Mới đạt 21,3% kế hoạch, nhịp cần có đến kỳ này là 25%.|0.2125|0.25"
                + "|105|80|-0.187488|từ tháng 2/2026");
  }

  @Test
  void a_broken_zero_stays_broken_and_a_correction_mends_the_whole_year() {
    for (int m = 1; m <= 4; m++) {
      house.from("cap", month(m)).value("14", m == 2 ? "1" : "0").judge(nightOf(m));
    }
    house.published("2026-05-05", "select 1");
    assertThat(statuses("14"))
        .containsExactly(
            "2026-01|on_track|2026-01",
            "2026-02|failed|2026-02",
            "2026-03|failed|2026-02",
            "2026-04|failed|2026-02");
    assertThat(
            house.asked(
                "select status_reason, completion_rate from mart.rpt_scorecard where measure_code ="
                    + " '14' and is_latest_period"))
        .containsExactly("Phải giữ bằng 0 vụ, đã phát sinh 1 vụ từ tháng 2/2026.|null");

    house.from("cap", month(2)).version(2).value("14", "0").judge(house.night("2026-05-06"));
    house.published("2026-05-06", "select 1");
    assertThat(statuses("14"))
        .containsExactly(
            "2026-01|on_track|2026-01",
            "2026-02|on_track|2026-01",
            "2026-03|on_track|2026-01",
            "2026-04|on_track|2026-01");
  }

  @Test
  void a_broken_zero_stays_broken_in_a_month_without_a_report() {
    house.from("kthtdt", month(1)).value("06a", "2").judge(nightOf(1));
    house.from("kthtdt", month(2)).value("06a", "0").judge(nightOf(2));

    house.published("2026-03-20", "select 1");
    assertThat(statuses("06a"))
        .containsExactly(
            "2026-01|failed|2026-01", "2026-02|failed|2026-01", "2026-03|failed|2026-01");
    assertThat(
            house.asked(
                "select status_reason, value from mart.rpt_scorecard where measure_code = '06a' and"
                    + " is_latest_period"))
        .containsExactly("Phải giữ bằng 0 hộ, đã phát sinh 2 hộ từ tháng 1/2026.|null");
  }

  @Test
  void a_target_waits_until_it_is_assigned_and_then_counts_from_its_day() {
    Run late = house.night("2026-06-01");
    house.plan(WarehousePlans.SECOND, late);
    house.from("kthtdt", month(4)).value("02", "5000").judge(late);

    house.published("2026-07-20", "select 1");
    assertThat(statuses("02"))
        .containsExactly(
            "2026-01|pending_target|2026-01",
            "2026-02|pending_target|2026-01",
            "2026-03|pending_target|2026-01",
            "2026-04|pending_target|2026-01",
            "2026-05|pending_target|2026-01",
            "2026-06|on_track|2026-06",
            "2026-07|on_track|2026-06");
    assertThat(
            house.asked(
                "select target_no, target_kind, target_label, valid_to from mart.dim_target where"
                    + " measure_code = '02' order by 1"))
        .containsExactly("1|pending|chờ giao|2026-05-19", "2|numeric|≥ 12.000|null");
  }

  @Test
  void a_measure_known_only_late_is_not_called_unreported() {
    house.plan(WarehousePlans.SECOND, house.night("2026-06-01"));

    house.published("2026-07-20", "select 1");
    assertThat(statuses("02")).contains("2026-07|not_assessed|2026-06");
    assertThat(statuses("09")).contains("2026-07|not_reported|2026-01");
  }

  @Test
  void by_date_waits_for_its_day_and_then_fails() {
    house.from("bchqs", month(2)).rate("13a", "40", "50").judge(nightOf(2));
    house.from("bchqs", month(3)).rate("13a", "9", "50").judge(nightOf(3));

    house.published("2026-03-31", "select 1");
    assertThat(statuses("13a"))
        .containsExactly(
            "2026-01|not_reported|2026-01", "2026-02|watch|2026-02", "2026-03|watch|2026-02");
    house.published("2026-04-01", "select 1");
    assertThat(statuses("13a"))
        .containsExactly(
            "2026-01|not_reported|2026-01", "2026-02|watch|2026-02", "2026-03|failed|2026-03");

    house
        .from("bchqs", month(3))
        .version(2)
        .rate("13a", "12", "50")
        .judge(house.night("2026-04-02"));
    house.published("2026-04-02", "select 1");
    assertThat(statuses("13a"))
        .containsExactly(
            "2026-01|not_reported|2026-01", "2026-02|watch|2026-02", "2026-03|achieved|2026-03");
  }

  @Test
  void year_end_is_not_red_before_its_time() {
    house.from("vhxh", month(1)).value("09", "0").rate("08b", "10", "100").judge(nightOf(1));
    house.from("vhxh", month(2)).value("09", "1").rate("08b", "90", "100").judge(nightOf(2));

    house.published("2026-02-20", "select 1");
    assertThat(statuses("09"))
        .containsExactly("2026-01|not_assessed|2026-01", "2026-02|achieved|2026-02");
    assertThat(statuses("08b"))
        .containsExactly("2026-01|on_track|2026-01", "2026-02|achieved|2026-02");
  }

  @Test
  void what_is_short_fails_only_after_its_day_of_assessment() {
    IntStream.rangeClosed(1, 12)
        .forEach(
            m ->
                house
                    .from("vhxh", month(m))
                    .rate("08b", "80", "100")
                    .milestone("11", false, "60")
                    .judge(nightOf(m)));

    house
        .from("vhxh", "2026-final")
        .rate("08b", "89", "100")
        .milestone("11", true, "100")
        .judge(house.night("2026-12-31"));
    house.published("2026-12-31", "select 1");
    assertThat(statuses("08b")).hasSize(12).contains("2026-12|on_track|2026-01");
    String opensWith = "select period_code from mart.rpt_heading where is_latest";
    assertThat(house.asked(opensWith)).containsExactly("2026-12");
    house.published("2027-01-11", "select 1"); // what closes the year was due the day before
    assertThat(statuses("08b"))
        .contains("2026-12|on_track|2026-01", "2026-final|failed|2026-final");
    assertThat(statuses("11"))
        .contains("2026-12|on_track|2026-01", "2026-final|achieved|2026-final");
    assertThat(statuses("09"))
        .contains("2026-12|not_reported|2026-01", "2026-final|not_reported|2026-01");
    assertThat(
            house.asked(
                "select distinct period_code from mart.rpt_scorecard where is_latest_period"))
        .containsExactly("2026-final");
    assertThat(house.asked(opensWith)).containsExactly("2026-final");
    assertThat(
            house.asked(
                "select status_code, status_reason from mart.fct_progress where measure_code ="
                    + " '08b' and period_code = '2026-final'"))
        .containsExactly(
            "failed|Đến ngày đánh giá 31/12/2026 mới đạt 89%, mức giao là ít nhất 90%.");
  }

  @Test
  void what_closes_the_year_is_awaited_before_it_is_missed() {
    house.from("kthtdt", month(12)).value("01a", "1199").judge(house.night("2026-12-16"));
    house.published("2027-01-05", "select 1");
    assertThat(statuses("01a")).contains("2026-12|on_track|2026-12").hasSize(12);
    assertThat(
            house.asked(
                "select status_code, figure_state from mart.fct_progress where measure_code ="
                    + " '01a' and period_code = '2026-final'"))
        .containsExactly("not_due|not_due");

    house.from("kthtdt", "2026-final").value("01a", "1200").judge(house.night("2027-01-11"));
    house.published("2027-01-11", "select 1");
    assertThat(statuses("01a"))
        .contains("2026-12|on_track|2026-12", "2026-final|achieved|2026-final");
  }

  @Test
  void without_a_closing_period_the_last_month_is_the_verdict_and_stays_it() {
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .periods(
                WarehousePlans.FIRST.periods().stream()
                    .filter(p -> !p.code().equals("2026-final"))
                    .toList())
            .as("dddd4444"),
        house.night("2026-01-06"));
    house.from("kthtdt", month(12)).value("01a", "1199").judge(house.night("2026-12-16"));

    house.published("2026-12-31", "select 1");
    assertThat(statuses("01a")).contains("2026-12|on_track|2026-12");
    house.published("2027-01-01", "select 1");
    assertThat(statuses("01a")).contains("2026-12|failed|2026-12");
    house.published("2027-05-01", "select 1");
    assertThat(statuses("01a")).contains("2026-12|failed|2026-12");
  }

  @Test
  void level_is_judged_as_it_stands() {
    house.from("kthtdt", month(1)).rate("07a", "1000", "1000").judge(nightOf(1));
    house.from("kthtdt", month(2)).rate("07a", "950", "1000").judge(nightOf(2));
    house.from("kthtdt", month(3)).rate("07a", "949", "1000").judge(nightOf(3));

    house.published("2026-03-20", "select 1");
    assertThat(statuses("07a"))
        .containsExactly(
            "2026-01|on_track|2026-01", "2026-02|watch|2026-02", "2026-03|at_risk|2026-03");
  }

  @Test
  void a_milestone_is_achieved_when_done() {
    house.from("vhxh", month(1)).milestone("11", false, "0").judge(nightOf(1));
    house.from("vhxh", month(2)).milestone("11", false, "60").judge(nightOf(2));
    house.from("vhxh", month(3)).milestone("11", true, "100").judge(nightOf(3));

    house.published("2026-03-20", "select 1");
    assertThat(statuses("11"))
        .containsExactly(
            "2026-01|not_assessed|2026-01", "2026-02|on_track|2026-02", "2026-03|achieved|2026-03");
  }

  @Test
  void without_a_figure_the_due_day_decides_between_not_due_and_not_reported() {
    assertThat(
            house.published(
                "2026-01-17",
                "select distinct status_code from mart.rpt_scorecard where measure_code = '01a'"))
        .containsExactly("not_due");
    assertThat(
            house.published(
                "2026-01-18",
                "select distinct status_code from mart.rpt_scorecard where measure_code = '01a'"))
        .containsExactly("not_reported");
  }

  // ---- words

  private List<String> results(String measures) {
    return house.asked(
        "select measure_code, period_code, result_label from mart.rpt_scorecard where measure_code"
            + " in ("
            + measures
            + ") order by 1, 2");
  }

  @Test
  void what_was_reached_is_said_as_people_read_it() {
    house
        .from("kthtdt", month(1))
        .value("01a", "456.012")
        .rate("03", "10", "150")
        .value("06a", "0")
        .rate("07a", "0", "0")
        .judge(nightOf(1));
    house.from("vhxh", month(1)).value("09", "0").milestone("11", false, "78").judge(nightOf(1));
    house.from("vhxh", month(2)).value("09", "1").milestone("11", true, "100").judge(nightOf(2));

    house.published("2026-02-14", "select 1");
    assertThat(results("'01a', '02', '03', '06a', '07a', '09', '11', '12a'"))
        .containsExactly(
            "01a|2026-01|456,012",
            "01a|2026-02|chưa đến hạn",
            "02|2026-01|chờ giao",
            "02|2026-02|chờ giao",
            "03|2026-01|6,67 %",
            "03|2026-02|chưa đến hạn",
            "06a|2026-01|0 hộ",
            "06a|2026-02|chưa đến hạn",
            "07a|2026-01|chưa đủ số",
            "07a|2026-02|chưa đến hạn",
            "09|2026-01|0",
            "09|2026-02|1",
            "11|2026-01|78 % tiêu chí",
            "11|2026-02|đã hoàn thành",
            "12a|2026-01|chưa báo cáo",
            "12a|2026-02|chưa đến hạn");
  }

  @Test
  void a_measure_known_only_late_has_no_figure_yet_once_its_target_is_assigned() {
    house.plan(WarehousePlans.SECOND, house.night("2026-06-01"));

    house.published("2026-07-20", "select 1");
    assertThat(results("'02'"))
        .contains("02|2026-05|chờ giao", "02|2026-06|chưa có số liệu")
        .hasSize(7);
  }

  @Test
  void rounding_never_makes_a_shortfall_look_like_the_target() {
    house.from("kthtdt", month(1)).rate("07a", "49998", "50000").judge(nightOf(1));
    house.from("kthtdt", month(2)).rate("07a", "49997", "50000").judge(nightOf(2));

    house.published("2026-02-20", "select 1");
    assertThat(results("'07a'")).containsExactly("07a|2026-01|99,996 %", "07a|2026-02|99,99 %");
    assertThat(
            house.asked(
                "select status_code, status_reason from mart.rpt_scorecard where measure_code ="
                    + " '07a' and period_code = '2026-01'"))
        .containsExactly("watch|Đang ở mức 99,996%; mức giao là 100%, chưa đạt.");
  }

  @Test
  void a_measure_is_named_with_its_code_and_unit_and_a_figure_with_all_its_cells() {
    house.from("kthtdt", month(1)).value("01a", "1").rate("03", "10", "150").judge(nightOf(1));

    assertThat(
            house.published(
                "2026-01-20",
                "select measure_label, source_cells from mart.rpt_scorecard where measure_code in"
                    + " ('01a', '03', '11') order by measure_code"))
        .containsExactly(
            "01a · Thu ngân sách nhà nước (tỷ đồng)|F30",
            "03 · Giải ngân vốn đầu tư công (%)|F25, H25",
            "11 · Trạm y tế đạt chuẩn (% tiêu chí)|null");
  }

  @Test
  void a_level_is_to_be_held_all_year() {
    assertThat(
            house.published(
                "2026-03-20",
                "select measure_code, pace_method, expected_rate from mart.rpt_scorecard where"
                    + " measure_code in ('01a', '07a', '08b', '14') and period_code = '2026-03'"
                    + " order by 1"))
        .containsExactly("01a|linear|0.25", "07a|level|1", "08b|year_end|null", "14|level|1");
  }

  // ---- who reported

  @Test
  void late_missing_refused_and_not_due_are_told_apart() {
    house.from("kthtdt", month(1)).value("01a", "1").judge(house.night("2026-01-17"));
    house.from("vhxh", month(1)).value("09", "1").judge(house.night("2026-01-18"));
    house.from("bchqs", month(1)).refused().judge(house.night("2026-01-19"));
    house.from("cap", month(1)).foreign().judge(house.night("2026-01-19"));
    house
        .from("ttpvhcc", month(1))
        .rate("12a", "2", "1")
        .rate("03", "1", "2")
        .hold("12a", "2")
        .judge(house.night("2026-01-19"));
    house.from("ttpvhcc", month(1)).version(2).duplicate().judge(house.night("2026-01-19"));

    assertThat(
            house.published(
                "2026-01-20",
                "select unit_code, state, state_label, first_accepted_on, days_late,"
                    + " submission_count, values_held from mart.rpt_compliance where period_code ="
                    + " '2026-01' order by 1"))
        .containsExactly(
            "bchqs|refused|✖ bị trả lại|null|3|1|0",
            "cap|missing|○ chưa nộp|null|3|0|0",
            "kthtdt|on_time|● đúng hạn|2026-01-17|0|1|0",
            "thue|missing|○ chưa nộp|null|3|0|0",
            "ttpvhcc|late|▲ nộp chậm|2026-01-19|2|2|1",
            "vhxh|late|▲ nộp chậm|2026-01-18|1|1|0");
    assertThat(
            house.asked(
                "select distinct state from mart.rpt_compliance where period_code = '2026-02'"))
        .containsExactly("not_due");
    assertThat(house.asked("select freshness_line, illustrative_line from mart.meta_release"))
        .singleElement()
        .asString()
        .startsWith(
            "Phường Thủy Nguyên · Số liệu đến 14/01/2026 · cập nhật lúc 02:10 ngày 21/01/2026")
        .endsWith(" · đã nhận 3/6 biểu|Số liệu minh họa – không phải số liệu thật");
  }

  @Test
  void units_stand_in_the_plans_order_and_a_period_has_ended_on_its_last_day() {
    house.published("2026-02-14", "select 1");
    assertThat(
            house.asked(
                "select distinct unit_order, unit_code from mart.rpt_compliance order by 1"))
        .containsExactly("1|kthtdt", "2|vhxh", "3|ttpvhcc", "4|bchqs", "5|cap", "6|thue");
    assertThat(
            house.asked(
                "select distinct period_code, has_ended from mart.rpt_compliance where period_no <="
                    + " 202603 order by 1"))
        .containsExactly("2026-01|true", "2026-02|true", "2026-03|false");
  }

  @Test
  void a_release_of_several_localities_counts_them_instead_of_naming_one() {
    house.plan(
        WarehousePlans.at(WarehousePlans.FIRST, "thien-huong", "phường Thiên Hương"),
        house.night("2026-01-06"));

    assertThat(house.published("2026-01-20", "select freshness_line from mart.meta_release"))
        .singleElement()
        .asString()
        .startsWith("2 địa bàn · Số liệu đến 14/01/2026 · ");
  }

  @Test
  void a_due_day_is_not_over_while_it_runs() {
    assertThat(
            house.published(
                "2026-01-17",
                "select distinct state from mart.rpt_compliance where period_code = '2026-01'"))
        .containsExactly("not_due");
  }

  // ---- secrets, tasks, difficulties

  @Test
  void restricted_measures_stay_off_public_pages_and_their_findings_quote_nothing() {
    house
        .from("cap", month(1))
        .value("14", "7")
        .rate("13a", "3", "4")
        .hold("14", "bảy")
        .judge(nightOf(1));
    house.from("kthtdt", month(1)).value("01a", "-5").hold("01a", "-5").judge(nightOf(1));

    assertThat(
            house.published(
                "2026-01-20",
                "select measure_code, found, message, is_restricted_found_hidden from"
                    + " mart.fct_finding order by 1"))
        .containsExactly("01a|-5|Ô F6: đang ghi “-5”.|false", "14|null|Số không hợp lệ|true");
    assertThat(house.asked("select measure_code from mart_public.fct_finding"))
        .containsExactly("01a");
    assertThat(house.asked("select count(*) from mart.fct_measure_value")).containsExactly("1");
    assertThat(house.asked("select count(*) from mart_public.fct_measure_value"))
        .containsExactly("0");
    assertThat(
            house.asked(
                "select count(*) from mart_public.rpt_scorecard where measure_code in ('13a', '14')"))
        .containsExactly("0");
    assertThat(house.asked("select count(*) from mart_public.dim_measure")).containsExactly("11");
  }

  @Test
  void tasks_and_difficulties_are_told_as_the_unit_told_them() {
    house
        .from("kthtdt", month(3))
        .task("II.1-a", TaskReport.State.IN_PROGRESS, "40")
        .difficulty(1, "thiếu vốn")
        .judge(nightOf(3));
    house
        .from("kthtdt", month(4))
        .task("II.1-a", TaskReport.State.IN_PROGRESS, "60")
        .judge(nightOf(4));

    assertThat(
            house.published(
                "2026-04-20",
                "select period_code, task_name, state_label, percent, is_overdue from"
                    + " mart.fct_task_status order by 1"))
        .containsExactly(
            "2026-03|Rà soát quy hoạch|đang thực hiện|40|false",
            "2026-04|Rà soát quy hoạch|đang thực hiện|60|true");
    assertThat(house.asked("select difficulty_no, what, proposed_to from mart.fct_difficulty"))
        .containsExactly("1|thiếu vốn|UBND phường");
  }

  // ---- time

  @Test
  void a_code_that_a_later_plan_drops_keeps_its_name_and_its_facts() {
    house.from("vhxh", month(1)).value("09", "1").judge(nightOf(1));
    house.plan(
        WarehousePlans.without(WarehousePlans.FIRST, "cccc3333", "09"), house.night("2026-02-01"));

    assertThat(
            house.published(
                "2026-02-20",
                "select v.measure_code, m.measure_name, m.is_in_force from mart.fct_measure_value v"
                    + " join mart.dim_measure m using (measure_code)"))
        .containsExactly("09|Trường đạt chuẩn mức độ 2|false");
    assertThat(house.asked("select period_code from mart.rpt_scorecard where measure_code = '09'"))
        .containsExactly("2026-01"); // judged while the plan knew it, and no longer
  }

  @Test
  void the_next_years_plan_put_on_the_desk_early_leaves_this_years_board() {
    house.from("kthtdt", month(11)).value("01a", "1100").judge(nightOf(11));
    String board =
        "select measure_code, status_code, target from mart.rpt_scorecard where is_latest_period"
            + " order by 1";
    List<String> before = house.published("2026-11-20", board);
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .only(WarehousePlans.decision("01a", ">=", "1500", "2026-01-01"))
            .aYearLater()
            .as("eeee5555"),
        house.night("2026-11-21"));

    assertThat(house.published("2026-11-21", board)).isEqualTo(before).hasSize(13);
    assertThat(house.warehouse.findPlanInForce(WarehousePlans.WARD).orElseThrow().version())
        .isEqualTo(WarehousePlans.FIRST.version());
    assertThat(house.asked("select plan_version from mart.dim_plan where is_in_force"))
        .containsExactly(WarehousePlans.FIRST.version());

    house.from("kthtdt", "2027-01").value("01a", "130").judge(house.night("2027-01-16"));
    assertThat(house.warehouse.findPlanInForce(WarehousePlans.WARD).orElseThrow().version())
        .isEqualTo("eeee5555");
    assertThat(
            house.published(
                "2027-01-20",
                "select period_code, target, cumulative_value, status_code from"
                    + " mart.rpt_scorecard where measure_code = '01a' and period_no >= 202611 order"
                    + " by period_no"))
        .containsExactly(
            "2026-11|1200|1100|on_track",
            "2026-12|1200|null|not_reported",
            "2026-final|1200|null|not_reported",
            "2027-01|1500|130|on_track");
  }

  @Test
  void the_closing_period_states_the_years_final_figure() {
    house.from("kthtdt", month(12)).value("01a", "90").judge(house.night("2026-12-16"));
    house
        .from("kthtdt", "2026-final")
        .value("01a", "1201")
        .value("06b", "130")
        .judge(house.night("2027-01-05"));

    assertThat(
            house.published(
                "2027-01-06",
                "select measure_code, value, cumulative_value, cumulative_basis from"
                    + " mart.fct_measure_value where period_code = '2026-final' order by 1"))
        .containsExactly("01a|1201|1201|stated", "06b|20|20|last", "06c|13.333333|13.333333|last");
  }

  // ---- targets are decisions

  private static WarehousePlans.Change first() {
    return new WarehousePlans.Change(WarehousePlans.FIRST);
  }

  private List<String> targets(String measure) {
    return house.asked(
        "select period_code, target_label, status_code from mart.fct_progress where period_kind ="
            + " 'month' and measure_code = '"
            + measure
            + "' order by 1");
  }

  private void fourMonthsOf(String unit, String measure, String... values) {
    for (int m = 1; m <= values.length; m++) {
      house.from(unit, month(m)).value(measure, values[m - 1]).judge(nightOf(m));
    }
  }

  @Test
  void a_target_amended_in_the_year_judges_from_its_day_on() {
    fourMonthsOf("kthtdt", "01a", "100", "100", "100", "100");
    house.plan(
        first().decided(WarehousePlans.decision("01a", ">=", "2400", "2026-03-14")).as("a2"),
        house.night("2026-04-20"));

    house.published("2026-04-20", "select 1");
    assertThat(targets("01a"))
        .containsExactly(
            "2026-01|≥ 1.200|on_track",
            "2026-02|≥ 1.200|on_track",
            "2026-03|≥ 2.400|at_risk",
            "2026-04|≥ 2.400|at_risk");
  }

  @Test
  void a_decision_overwritten_in_the_workbook_still_judges_the_months_before() {
    fourMonthsOf("kthtdt", "01a", "100", "100", "100", "100");
    house.plan(
        first().only(WarehousePlans.decision("01a", ">=", "2400", "2026-03-14")).as("a2"),
        house.night("2026-04-20"));

    house.published("2026-04-20", "select 1");
    assertThat(targets("01a"))
        .containsExactly(
            "2026-01|≥ 1.200|on_track",
            "2026-02|≥ 1.200|on_track",
            "2026-03|≥ 2.400|at_risk",
            "2026-04|≥ 2.400|at_risk");
    assertThat(
            house.asked(
                "select target_no, target_label, valid_to from mart.dim_target where measure_code ="
                    + " '01a' order by 1"))
        .containsExactly("1|≥ 1.200|2026-03-13", "2|≥ 2.400|null");
  }

  @Test
  void a_slip_of_the_pen_mended_in_its_row_is_mended_for_the_whole_year() {
    fourMonthsOf("kthtdt", "01a", "100", "100");
    house.plan(
        first().only(WarehousePlans.decision("01a", ">=", "12000", "2025-12-15")).as("a2"),
        house.night("2026-02-20"));

    house.published("2026-02-20", "select 1");
    assertThat(targets("01a"))
        .containsExactly("2026-01|≥ 12.000|at_risk", "2026-02|≥ 12.000|at_risk");
  }

  @Test
  void a_decision_with_a_wrong_day_that_was_taken_out_again_leaves_no_trace() {
    fourMonthsOf("kthtdt", "01a", "100", "100", "100", "100");
    house.plan(
        first().decided(WarehousePlans.decision("01a", ">=", "2400", "2026-01-20")).as("a2"),
        house.night("2026-04-20"));
    house.plan(
        first().decided(WarehousePlans.decision("01a", ">=", "2400", "2026-04-01")).as("a3"),
        house.night("2026-04-25"));

    house.published("2026-04-25", "select 1");
    assertThat(targets("01a"))
        .containsExactly(
            "2026-01|≥ 1.200|on_track",
            "2026-02|≥ 1.200|on_track",
            "2026-03|≥ 1.200|on_track",
            "2026-04|≥ 2.400|at_risk");
  }

  @Test
  void a_target_withdrawn_is_judged_until_its_day_and_no_longer() {
    fourMonthsOf("kthtdt", "01a", "10", "10", "10");
    house.plan(
        first().decided(WarehousePlans.withdrawal("01a", "2026-03-01")).as("a2"),
        house.night("2026-03-20"));

    house.published("2026-03-20", "select 1");
    assertThat(targets("01a"))
        .containsExactly(
            "2026-01|≥ 1.200|at_risk",
            "2026-02|≥ 1.200|at_risk",
            "2026-03|đã thu hồi|not_assessed");
    assertThat(
            house.asked(
                "select status_reason, decision_label, cumulative_value, expected_rate,"
                    + " completion_rate from mart.rpt_scorecard where measure_code = '01a' and"
                    + " is_latest_period"))
        .containsExactly(
            "Mức giao đã được thu hồi từ ngày 01/03/2026.|số 12/QĐ-UBND ngày 01/03/2026 của UBND"
                + " phường|30|null|null");
  }

  // ---- pace

  private List<String> paces(String measure) {
    return house.asked(
        "select period_code, pace_source, expected_value, status_code from mart.fct_progress where"
            + " period_kind = 'month' and measure_code = '"
            + measure
            + "' order by 1");
  }

  @Test
  void a_quarter_schedule_goes_before_every_other_pace() {
    house.plan(
        first()
            .only(
                WarehousePlans.scheduled(
                    WarehousePlans.decision("01a", ">=", "1200", "2025-12-15"), "90", "300", "900"))
            .as("a2"),
        house.night("2026-01-06"));
    fourMonthsOf("kthtdt", "01a", "28.5", "28.4", "19.6", "118.5");

    house.published("2026-04-20", "select 1");
    assertThat(paces("01a"))
        .containsExactly(
            "2026-01|quarter_schedule|30|on_track", // 95 % of it
            "2026-02|quarter_schedule|60|watch", // 56,9 of 60
            "2026-03|quarter_schedule|90|watch", // 76,5 of 90 is 85 %
            "2026-04|quarter_schedule|160|on_track"); // 195 of 90 + 70
    assertThat(
            house.asked(
                "select status_reason from mart.rpt_scorecard where measure_code = '01a' and"
                    + " period_code = '2026-02'"))
        .containsExactly(
            "Mới đạt 4,7% kế hoạch, nhịp cần có đến kỳ này theo tiến độ quý được giao là 5%.");
  }

  private static List<Plan.BaseFigure> lastYear(int months) {
    return IntStream.rangeClosed(1, months)
        .mapToObj(
            m ->
                new Plan.BaseFigure(
                    "01a",
                    month(m),
                    new BigDecimal(m == 1 ? "450" : "50"),
                    "tỷ đồng",
                    "báo cáo",
                    true))
        .toList();
  }

  @Test
  void last_years_shape_is_the_pace_when_all_its_months_are_known() {
    house.plan(first().bases(lastYear(12)).as("a2"), house.night("2026-01-06"));
    fourMonthsOf("kthtdt", "01a", "500", "50", "50");

    house.published("2026-03-20", "select 1");
    assertThat(paces("01a")) // 450, 500, 550 of 1000
        .containsExactly(
            "2026-01|last_year_shape|540|watch",
            "2026-02|last_year_shape|600|watch",
            "2026-03|last_year_shape|660|watch");
    assertThat(
            house.asked(
                "select forecast_low, forecast_value, forecast_high, forecast_method,"
                    + " same_period_last_year, change_value, change_rate from mart.rpt_scorecard"
                    + " where measure_code = '01a' and is_latest_period"))
        .singleElement()
        .asString()
        .contains("|1090.909091|") // 600 of 55 %
        .endsWith("|last_year_shape|50|0|0");
  }

  @Test
  void last_year_with_a_hole_is_no_shape() {
    house.plan(first().bases(lastYear(11)).as("a2"), house.night("2026-01-06"));
    fourMonthsOf("kthtdt", "01a", "500");

    house.published("2026-01-20", "select 1");
    assertThat(paces("01a")).containsExactly("2026-01|even_months|100|on_track");
  }

  // ---- upper bounds and ranges: only the end of the year decides

  @Test
  void an_upper_bound_is_kept_but_not_reached_before_its_day() {
    house.plan(
        first()
            .only(WarehousePlans.decision("01a", "<=", "1200", "2025-12-15"))
            .only(WarehousePlans.decision("09", "<=", "1", "2025-12-15"))
            .as("a2"),
        house.night("2026-01-06"));
    for (int m = 1; m <= 5; m++) {
      String spent = List.of("100", "110.5", "24.8", "300", "700").get(m - 1);
      house.from("kthtdt", month(m)).value("01a", spent).judge(nightOf(m));
      house.from("vhxh", month(m)).value("09", m == 1 || m == 3 ? "1" : "0").judge(nightOf(m));
    }

    house.published("2026-05-20", "select 1");
    assertThat(statuses("01a"))
        .containsExactly(
            "2026-01|on_track|2026-01", // as much as the pace allows
            "2026-02|on_track|2026-01", // 210,5 of 200: within 95 %
            "2026-03|on_track|2026-01",
            "2026-04|at_risk|2026-04", // 535,3 of 400
            "2026-05|at_risk|2026-04"); // passed
    assertThat(statuses("09"))
        .containsExactly(
            "2026-01|on_track|2026-01",
            "2026-02|on_track|2026-01",
            "2026-03|watch|2026-03",
            "2026-04|watch|2026-03",
            "2026-05|watch|2026-03");
    assertThat(
            house.asked(
                "select status_reason from mart.rpt_scorecard where measure_code = '01a' and"
                    + " period_code in ('2026-01', '2026-04', '2026-05') order by period_code"))
        .containsExactly(
            "Đến kỳ này là 100 tỷ đồng, mức giao là nhiều nhất 1.200 tỷ đồng; hết năm mới xác định"
                + " được.",
            "Đã lên 44,6% mức giao nhiều nhất 1.200 tỷ đồng, nhịp đến kỳ này chỉ nên là 33,3%.",
            "Đã lên 1.235,3 tỷ đồng, vượt quá mức giao nhiều nhất 1.200 tỷ đồng.");

    house.from("vhxh", "2026-final").value("09", "1").judge(house.night("2027-01-05"));
    house.published("2027-01-11", "select 1");
    assertThat(statuses("09")).contains("2026-final|achieved|2026-final");
  }

  @Test
  void a_range_is_left_on_either_side() {
    house.plan(
        first()
            .only(WarehousePlans.range("07a", "90", "95"))
            .only(WarehousePlans.range("01a", "1200", "1300"))
            .as("a2"),
        house.night("2026-01-06"));
    String[] served = {"90", "95", "86", "85", "99", "100.1"};
    for (int m = 1; m <= served.length; m++) {
      house
          .from("kthtdt", month(m))
          .rate("07a", served[m - 1], "100")
          .value("01a", m == 6 ? "900" : "90")
          .judge(nightOf(m));
    }

    house.published("2026-06-20", "select 1");
    assertThat(statuses("07a"))
        .containsExactly(
            "2026-01|on_track|2026-01",
            "2026-02|on_track|2026-01",
            "2026-03|watch|2026-03", // 86 of 90 is above 95 %
            "2026-04|at_risk|2026-04",
            "2026-05|watch|2026-05", // 95 of 99
            "2026-06|at_risk|2026-06");
    assertThat(statuses("01a")) // 90 of 100 a month, then 1350
        .containsExactly(
            "2026-01|watch|2026-01",
            "2026-02|watch|2026-01",
            "2026-03|watch|2026-01",
            "2026-04|watch|2026-01",
            "2026-05|watch|2026-01",
            "2026-06|at_risk|2026-06");
  }

  // ---- the plan that was in force then

  @Test
  void when_another_unit_takes_a_measure_over_the_months_before_stay_with_the_first() {
    fourMonthsOf("kthtdt", "01a", "100", "100");
    fourMonthsOf("thue", "01a", "90", "90", "110");
    house.plan(
        first()
            .assignments(
                WarehousePlans.FIRST.assignments().stream()
                    .map(
                        a ->
                            a.measureCode().equals("01a")
                                ? new Plan.Assignment(
                                    "01a",
                                    a.unitCode(),
                                    a.unitCode().equals("thue") ? Role.LEAD : Role.SECOND_SOURCE,
                                    a.unitCode().equals("thue"),
                                    false)
                                : a)
                    .toList())
            .as("a2"),
        house.night("2026-03-10"));
    house.from("kthtdt", month(3)).value("01a", "100").judge(nightOf(3));

    house.published("2026-03-20", "select 1");
    assertThat(
            house.asked(
                "select period_code, lead_unit_code, value, cumulative_value, cumulative_basis"
                    + " from mart.rpt_scorecard where measure_code = '01a' order by 1"))
        .containsExactly(
            "2026-01|kthtdt|100|100|sum_of_months",
            "2026-02|kthtdt|100|200|sum_of_months",
            "2026-03|thue|110|310|sum_of_months");
    assertThat(
            house.asked(
                "select period_code, lead_unit_code, second_unit_code, difference from"
                    + " mart.fct_reconciliation where measure_code = '01a' order by 1"))
        .containsExactly(
            "2026-01|kthtdt|thue|-10", "2026-02|kthtdt|thue|-10", "2026-03|thue|kthtdt|-10");
  }

  @Test
  void a_unit_owes_from_the_plan_that_names_it_to_the_plan_that_drops_it() {
    house.plan(
        first()
            .units(
                Stream.concat(
                        WarehousePlans.FIRST.units().stream().filter(u -> !u.code().equals("thue")),
                        Stream.of(WarehousePlans.unit("y-te", "Trạm y tế phường", "Trạm y tế")))
                    .toList())
            .assignments(
                WarehousePlans.FIRST.assignments().stream()
                    .filter(a -> !a.unitCode().equals("thue"))
                    .toList())
            .as("a2"),
        house.night("2026-02-20"));

    house.published("2026-03-20", "select 1");
    assertThat(
            house.asked(
                "select unit_code, period_code, state from mart.rpt_compliance where unit_code in"
                    + " ('thue', 'y-te') and period_no <= 202603 order by 1, 2"))
        .containsExactly("thue|2026-01|missing", "thue|2026-02|missing", "y-te|2026-03|missing");
  }

  @Test
  void a_threshold_changed_in_the_year_judges_from_then_on() {
    fourMonthsOf("kthtdt", "01a", "96", "96", "96");
    house.plan(first().threshold("linear_watch", "0.97").as("a2"), house.night("2026-02-20"));

    house.published("2026-03-20", "select 1");
    assertThat(statuses("01a"))
        .containsExactly(
            "2026-01|on_track|2026-01", "2026-02|on_track|2026-01", "2026-03|watch|2026-03");
  }

  @Test
  void nothing_was_owed_before_the_first_night() throws Exception {
    try (House late = new House(Files.createDirectory(dir.resolve("late")))) {
      // init takes the plan on the day before its first period, whenever that happens
      late.plan(WarehousePlans.FIRST, late.night("2025-12-14"));
      late.from("kthtdt", month(1)).value("01a", "100").judge(late.night("2026-03-16"));
      late.warehouse.publish(late.night("2026-03-20"), late.releases);
      try (Connection c =
          Release.connect(Publisher.current(late.releases).orElseThrow().resolve(Release.FILE))) {
        assertThat(
                House.ask(
                    c,
                    "select unit_code, period_code, state, days_late from mart.rpt_compliance where"
                        + " unit_code in ('kthtdt', 'vhxh') and period_no <= 202603 order by 1, 2"))
            .containsExactly(
                "kthtdt|2026-01|on_time|0",
                "kthtdt|2026-02|not_due|0",
                "kthtdt|2026-03|missing|3",
                "vhxh|2026-01|not_due|0",
                "vhxh|2026-02|not_due|0",
                "vhxh|2026-03|missing|3");
        assertThat(
                House.ask(
                    c,
                    "select period_code, status_code, status_reason from mart.rpt_scorecard where"
                        + " measure_code = '09' order by 1"))
            .containsExactly(
                "2026-01|not_due|Kỳ này trước khi bắt đầu thu biểu nên không phải gửi.",
                "2026-02|not_due|Kỳ này trước khi bắt đầu thu biểu nên không phải gửi.",
                "2026-03|not_reported|Đơn vị chủ trì chưa báo cáo số liệu kỳ này, hạn gửi là ngày"
                    + " 17/03/2026.");
      }
    }
  }

  // ---- figures and the ways to have none

  @Test
  void zero_not_due_not_reported_refused_held_blank_and_pending_are_told_apart() {
    house
        .from("vhxh", month(1))
        .value("09", "0")
        .rate("08b", "3", "2")
        .hold("08b", "3")
        .blank("11")
        .judge(nightOf(1));
    house.from("bchqs", month(1)).refused().judge(nightOf(1));
    house.published("2026-01-17", "select 1");
    String states =
        "select measure_code, figure_state, value, status_code, result_label from mart.rpt_scorecard"
            + " where measure_code in ('01a', '02', '08b', '09', '11', '13a') order by 1";
    assertThat(house.asked(states))
        .containsExactly(
            "01a|not_due|null|not_due|chưa đến hạn",
            "02|not_known_yet|null|pending_target|chờ giao",
            "08b|held|null|not_due|còn phải sửa",
            "09|reported|0|not_assessed|0",
            "11|blank|null|not_due|để trống",
            "13a|refused|null|not_due|biểu bị trả lại");

    house.published("2026-01-18", "select 1");
    assertThat(house.asked(states))
        .containsExactly(
            "01a|not_reported|null|not_reported|chưa báo cáo",
            "02|not_known_yet|null|pending_target|chờ giao",
            "08b|held|null|not_reported|còn phải sửa",
            "09|reported|0|not_assessed|0",
            "11|blank|null|not_reported|để trống",
            "13a|refused|null|not_reported|biểu bị trả lại");
  }

  // ---- longer periods, other calendars

  @Test
  void a_quarter_is_made_of_its_months_each_kind_in_its_own_way() {
    for (int m = 1; m <= 3; m++) {
      if (m != 2) {
        house.from("ttpvhcc", month(m)).rate("12a", m == 1 ? "9" : "30", "30").judge(nightOf(m));
      }
      house
          .from("kthtdt", month(m))
          .value("01a", m + "0")
          .value("06b", List.of("148", "150", "147").get(m - 1))
          .rate("03", "9", "120")
          .rate("07a", "9" + m, "100")
          .judge(nightOf(m));
    }

    house.published("2026-03-20", "select 1");
    assertThat(
            house.asked(
                "select measure_code, value, cumulative_value, numerator, denominator, figure_state,"
                    + " months_reported, status_code from mart.fct_progress where period_code ="
                    + " '2026-Q1' and measure_code in ('01a', '03', '06b', '06c', '07a', '12a')"
                    + " order by 1"))
        .containsExactly(
            "01a|60|60|null|null|reported|3|at_risk",
            "03|22.5|22.5|27|120|reported|3|watch",
            "06b|3|3|null|null|reported|3|on_track",
            "06c|2|2|3|150|reported|3|on_track",
            "07a|93|93|93|100|reported|3|at_risk",
            "12a|65|65|39|60|partly_reported|2|at_risk");
    assertThat(house.asked("select count(*) from mart.rpt_scorecard where period_code = '2026-Q1'"))
        .containsExactly("0");
  }

  @Test
  void a_measure_of_another_calendar_stands_beside_the_others_unmixed() {
    house.plan(
        first()
            .measures(
                Stream.concat(
                        WarehousePlans.FIRST.measures().stream(),
                        Stream.of(WarehousePlans.byCalendarMonth("15", "Vụ việc hòa giải")))
                    .toList())
            .decided(WarehousePlans.decision("15", ">=", "120", "2026-01-01"))
            .assignments(
                Stream.concat(
                        WarehousePlans.FIRST.assignments().stream(),
                        Stream.of(WarehousePlans.lead("15", "vhxh")))
                    .toList())
            .periods(
                Stream.concat(
                        WarehousePlans.FIRST.periods().stream(),
                        WarehousePlans.calendarMonths().stream())
                    .toList())
            .as("a2"),
        house.night("2026-01-06"));
    fourMonthsOf("kthtdt", "01a", "100", "100");
    house.from("vhxh", "2026-01-dl").value("15", "12").judge(house.night("2026-02-03"));

    house.published("2026-02-20", "select 1");
    assertThat(
            house.asked(
                "select measure_code, period_code, cumulative_value, expected_rate from"
                    + " mart.rpt_scorecard where is_latest_period and measure_code in ('01a', '15')"
                    + " order by 1"))
        .containsExactly("01a|2026-02|200|0.166667", "15|2026-01-dl|12|0.083333");
    assertThat(
            house.asked(
                "select distinct unit_code from mart.rpt_compliance where period_code ="
                    + " '2026-01-dl'"))
        .containsExactly("vhxh");
    assertThat(
            house.asked(
                "select count(*) from mart.fct_progress where measure_code = '15'"
                    + " and period_code not like '%-dl'"))
        .containsExactly("0");
  }

  // ---- what the year may come to

  private String forecast(String measure) {
    return house
        .asked(
            "select forecast_method, forecast_low, forecast_value, forecast_high from"
                + " mart.rpt_scorecard where is_latest_period and measure_code = '"
                + measure
                + "'")
        .getFirst();
  }

  @Test
  void a_forecast_needs_three_months_and_is_as_wide_as_they_are_apart() {
    fourMonthsOf("kthtdt", "01a", "100", "100");
    house.published("2026-02-20", "select 1");
    assertThat(forecast("01a")).isEqualTo("null|null|null|null");

    house.from("kthtdt", month(3)).value("01a", "100").judge(nightOf(3));
    house.published("2026-03-20", "select 1");
    assertThat(forecast("01a")).isEqualTo("run_rate|1200|1200|1200");

    house.from("kthtdt", month(3)).version(2).value("01a", "130").judge(house.night("2026-03-21"));
    house.published("2026-03-21", "select 1");
    // mean 110, deviation 17,320508; nine months to come: 1,28 × 17,32 × √(9 + 81/3) = 133,02
    assertThat(forecast("01a")).isEqualTo("run_rate|1186.978498|1320|1453.021502");
    assertThat(
            house.asked(
                "select gap_value, remaining_value, required_per_month, completion_rate from"
                    + " mart.fct_progress where measure_code = '01a' and period_code = '2026-03'"))
        .containsExactly("30|870|96.666667|0.275");
  }

  @Test
  void what_only_grows_is_not_forecast_below_what_it_is_and_a_rate_not_above_a_hundred() {
    for (int m = 1; m <= 4; m++) {
      house
          .from("kthtdt", month(m))
          .value("01a", m == 1 ? "900" : "0")
          .rate("07a", List.of("900", "940", "950", "990").get(m - 1), "1000")
          .value("06a", "0")
          .judge(nightOf(m));
      house.from("ttpvhcc", month(m)).rate("12a", "9", "10").judge(nightOf(m));
    }

    house.published("2026-04-20", "select 1");
    assertThat(forecast("01a")).startsWith("run_rate|900|2700|");
    assertThat(forecast("07a")).isEqualTo("trend|100|100|100");
    assertThat(forecast("12a")).isEqualTo("as_it_stands|90|90|90");
    assertThat(forecast("06a")).isEqualTo("null|null|null|null"); // kept or broken, not forecast
  }
}
