package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.submission.TaskReport.State;

/**
 * Who reported when and how well, how tasks stand and what became of difficulties: read from
 * published files. In the plan a month ends on the 14th; that of January is due on 17/01.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CasesTest {
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

  // ---- when

  @Test
  void a_refused_file_is_forgiven_when_one_is_taken_in_time_and_counts_days_when_it_is_late() {
    house.from("vhxh", month(1)).refused().judge(house.night("2026-01-16"));
    house.from("cap", month(1)).refused().judge(house.night("2026-01-16"));
    house.from("vhxh", month(1)).version(2).value("09", "1").judge(house.night("2026-01-17"));
    house.from("cap", month(1)).version(2).value("14", "0").judge(house.night("2026-01-20"));

    assertThat(
            house.published(
                "2026-01-21",
                "select unit_code, state, first_accepted_on, days_late from mart.rpt_compliance"
                    + " where unit_code in ('cap', 'vhxh') and period_code = '2026-01' order by 1"))
        .containsExactly("cap|late|2026-01-20|3", "vhxh|on_time|2026-01-17|0");
  }

  @Test
  void a_correction_that_is_refused_or_sent_after_the_day_does_not_make_a_punctual_unit_late() {
    house.from("vhxh", month(1)).value("09", "1").judge(house.night("2026-01-16"));
    house.from("vhxh", month(1)).version(2).refused().judge(house.night("2026-01-19"));
    house.from("vhxh", month(1)).version(3).value("09", "2").judge(house.night("2026-01-20"));

    assertThat(
            house.published(
                "2026-01-21",
                "select state, days_late, submission_count from mart.rpt_compliance where unit_code"
                    + " = 'vhxh' and period_code = '2026-01'"))
        .containsExactly("on_time|0|3");
  }

  @Test
  void a_row_stays_to_be_mended_until_a_later_workbook_stores_it_not_until_one_leaves_it_blank() {
    house.from("cap", month(1)).rate("13a", "2", "1").hold("13a", "2").judge(nightOf(1));
    String stillHeld =
        "select values_held from mart.rpt_compliance where unit_code = 'cap' and period_code ="
            + " '2026-01'";
    assertThat(house.published("2026-01-20", stillHeld)).containsExactly("1");

    house.from("cap", month(1)).version(2).value("14", "0").judge(house.night("2026-01-20"));
    assertThat(house.published("2026-01-21", stillHeld)).containsExactly("1");

    house.from("cap", month(1)).version(3).rate("13a", "1", "2").judge(house.night("2026-01-21"));
    assertThat(house.published("2026-01-22", stillHeld)).containsExactly("0");
  }

  @Test
  void a_second_workbook_that_spoils_a_good_row_leaves_it_counting_and_to_be_mended() {
    house.from("thue", month(1)).value("01a", "91").judge(nightOf(1));
    house
        .from("thue", month(1))
        .version(2)
        .value("01a", "-1")
        .hold("01a", "-1")
        .judge(house.night("2026-01-17"));

    assertThat(
            house.published(
                "2026-01-20",
                "select c.state, c.values_held, v.value from mart.rpt_compliance c join"
                    + " mart.fct_measure_value v using (unit_code, period_code) where unit_code ="
                    + " 'thue'"))
        .containsExactly("on_time|1|91");
  }

  @Test
  void what_could_not_be_read_is_held_and_not_blank() {
    house.from("kthtdt", month(1)).value("06a", "0").hold("01a", "31.020").judge(nightOf(1));

    assertThat(
            house.published(
                "2026-01-20",
                "select figure_state from mart.fct_progress where measure_code = '01a' and"
                    + " period_code = '2026-01'"))
        .containsExactly("held");
    assertThat(
            house.asked(
                "select values_held from mart.rpt_compliance where unit_code = 'kthtdt' and"
                    + " period_code = '2026-01'"))
        .containsExactly("1");
  }

  // ---- how well

  private static final String QUALITY =
      "select period_code, file_count, duplicate_count, is_first_time_right,"
          + " attempts_until_accepted, attempts_until_whole, refuse_count, hold_count, ask_count"
          + " from mart.rpt_quality where unit_code = 'vhxh' order by 1";

  @Test
  void right_the_first_time_is_a_first_workbook_of_which_nothing_is_asked_held_or_refused() {
    house.from("vhxh", month(1)).value("09", "1").judge(nightOf(1));
    house.from("vhxh", month(2)).value("09", "1").ask("H002", "09").judge(nightOf(2));
    house.from("vhxh", month(3)).rate("08b", "2", "1").hold("08b", "2").judge(nightOf(3));
    house.from("vhxh", month(3)).version(2).rate("08b", "1", "2").judge(house.night("2026-03-17"));
    house.from("vhxh", month(4)).refused().judge(nightOf(4));

    assertThat(house.published("2026-04-20", QUALITY))
        .containsExactly(
            "2026-01|1|0|true|1|1|0|0|0",
            "2026-02|1|0|false|1|1|0|0|1",
            "2026-03|2|0|false|1|2|0|1|0",
            "2026-04|1|0|false|null|null|1|0|0");
  }

  @Test
  void a_file_sent_twice_is_no_attempt_and_a_right_beginning_stays_right_after_a_correction() {
    house.from("vhxh", month(1)).value("09", "1").judge(nightOf(1));
    house.from("vhxh", month(1)).version(2).duplicate().judge(house.night("2026-01-17"));
    house.from("vhxh", month(1)).version(3).refused().judge(house.night("2026-01-18"));

    assertThat(house.published("2026-01-20", QUALITY))
        .containsExactly("2026-01|2|1|true|1|1|1|0|0");
  }

  @Test
  void a_year_is_recomputed_from_sums_and_counts_every_file_somewhere() {
    house.from("vhxh", month(1)).value("09", "1").judge(nightOf(1));
    house.from("vhxh", month(2)).refused().judge(nightOf(2));
    house.from("vhxh", month(2)).version(2).refused().judge(house.night("2026-02-17"));
    house.from("vhxh", month(2)).version(3).value("09", "1").judge(house.night("2026-02-26"));
    house.from("vhxh", month(3)).foreign().judge(nightOf(3));
    house.from("vhxh", month(3)).version(2).unreadable().judge(house.night("2026-03-17"));

    assertThat(
            house.published(
                "2026-03-20",
                "select on_time_count, late_count, missing_count, refused_count, on_time_rate,"
                    + " sent_count, first_time_right_count, first_time_right_rate, file_count,"
                    + " misplaced_count, nameless_count, attempts_per_period, findings_per_file"
                    + " from mart.rpt_quality_year where unit_code = 'vhxh'"))
        .containsExactly("1|1|1|0|0.333333|2|1|0.5|4|1|1|2|0.5");
    assertThat(
            house.asked(
                "select on_time_rate, first_time_right_rate, findings_per_file from"
                    + " mart.rpt_quality_year where unit_code = 'thue'"))
        .containsExactly("0|null|null");
  }

  // ---- what was asked

  private static final String ASKS =
      "select period_code, code, workbook_count, state, explanation, answered_version_no from"
          + " mart.fct_ask where unit_code = 'thue' order by 1, 2";

  @Test
  void a_question_is_answered_by_words_in_a_later_workbook() {
    house.from("thue", month(1)).value("01a", "90").ask("H002", "01a").judge(nightOf(1));
    house
        .from("thue", month(1))
        .version(2)
        .value("01a", "90")
        .ask("H002", "01a")
        .judge(house.night("2026-01-17"));
    assertThat(house.published("2026-01-18", ASKS))
        .containsExactly("2026-01|H002|2|open|null|null");

    house
        .from("thue", month(1))
        .version(3)
        .explained("01a", "90", "một dự án lớn nộp tiền")
        .judge(house.night("2026-01-19"));

    assertThat(house.published("2026-01-20", ASKS))
        .containsExactly("2026-01|H002|2|explained|một dự án lớn nộp tiền|3");
    assertThat(
            house.asked(
                "select question_count, explained_count, mended_count, open_count, explained_rate"
                    + " from mart.rpt_quality_year where unit_code = 'thue'"))
        .containsExactly("1|1|0|0|1");
  }

  @Test
  void a_question_of_the_office_left_blank_is_followed_there_and_spoils_no_workbook() {
    house.from("thue", month(1)).value("01a", "90").ask("R016", "question:gt-01").judge(nightOf(1));

    assertThat(house.published("2026-01-18", ASKS)).isEmpty();
    assertThat(
            house.asked(
                "select is_first_time_right, ask_count, question_count, open_count from"
                    + " mart.rpt_quality where unit_code = 'thue'"))
        .containsExactly("true|1|0|0");
  }

  @Test
  void a_question_goes_when_the_row_is_mended_and_stays_when_it_is_left_blank_or_held() {
    house.from("thue", month(1)).value("01a", "9").ask("H002", "01a").judge(nightOf(1));
    house.from("thue", month(1)).version(2).value("01a", "90").judge(house.night("2026-01-17"));
    house.from("thue", month(2)).value("01a", "9").ask("H002", "01a").judge(nightOf(2));
    house.from("thue", month(2)).version(2).blank("01a").judge(house.night("2026-02-17"));
    house
        .from("thue", month(2))
        .version(3)
        .value("01a", "-9")
        .hold("01a", "-9")
        .judge(house.night("2026-02-18"));

    assertThat(house.published("2026-02-20", ASKS))
        .containsExactly("2026-01|H002|1|mended|null|2", "2026-02|H002|1|open|null|null");
  }

  @Test
  void a_question_about_the_whole_workbook_is_answered_by_any_words_in_the_next() {
    house.from("thue", month(1)).value("01a", "90").ask("H004", null).judge(nightOf(1));
    house
        .from("thue", month(1))
        .version(2)
        .explained("01a", "90", "không có phát sinh")
        .judge(house.night("2026-01-17"));

    assertThat(house.published("2026-01-20", ASKS))
        .containsExactly("2026-01|H004|1|explained|không có phát sinh|2");
  }

  @Test
  void of_several_rows_that_answer_a_question_about_the_workbook_the_same_one_is_always_told() {
    for (int m = 1; m <= 2; m++) {
      house.from("thue", month(m)).value("01a", "90").ask("H004", null).judge(nightOf(m));
    }
    house
        .from("thue", month(1))
        .version(2)
        .explained("01a", "90", "ở dòng thu")
        .explained("06a", "3", "ở dòng hộ nghèo")
        .judge(house.night("2026-01-17"));
    house
        .from("thue", month(2))
        .version(2)
        .explained("06a", "3", "ở dòng hộ nghèo")
        .explained("01a", "90", "ở dòng thu")
        .judge(house.night("2026-02-17"));

    assertThat(house.published("2026-02-20", ASKS))
        .containsExactly(
            "2026-01|H004|1|explained|ở dòng hộ nghèo|2",
            "2026-02|H004|1|explained|ở dòng hộ nghèo|2");
  }

  @Test
  void a_question_about_the_workbook_is_not_answered_with_the_words_of_a_restricted_row() {
    house.from("cap", month(1)).value("14", "1").ask("H004", null).judge(nightOf(1));
    house
        .from("cap", month(1))
        .version(2)
        .explained("14", "1", "vụ việc không công khai")
        .judge(house.night("2026-01-17"));

    assertThat(
            house.published(
                "2026-01-20",
                "select is_restricted, state, explanation from mart.fct_ask where unit_code ="
                    + " 'cap'"))
        .containsExactly("false|mended|null");
  }

  @Test
  void words_that_stood_in_the_workbook_that_was_asked_answer_nothing() {
    house
        .from("thue", month(1))
        .explained("01a", "90", "như tháng trước")
        .ask("H004", null)
        .ask("H002", "01a")
        .judge(nightOf(1));
    house
        .from("thue", month(1))
        .version(2)
        .explained("01a", "90", "như tháng trước")
        .judge(house.night("2026-01-17"));

    assertThat(house.published("2026-01-20", ASKS))
        .as("not asked again, but not by these words")
        .containsExactly("2026-01|H002|1|mended|null|2", "2026-01|H004|1|mended|null|2");
  }

  @Test
  void a_question_about_the_workbook_is_not_answered_by_why_a_task_is_late() {
    house.from("kthtdt", month(1)).value("01a", "90").ask("H004", null).judge(nightOf(1));
    house
        .from("kthtdt", month(1))
        .version(2)
        .value("01a", "90")
        .task("II.1-a", State.IN_PROGRESS, "10", "2026-05-31", "chờ vốn")
        .judge(house.night("2026-01-17"));

    assertThat(
            house.published(
                "2026-01-20",
                "select state, explanation from mart.fct_ask where unit_code = 'kthtdt'"))
        .containsExactly("mended|null");
  }

  @Test
  void what_a_refused_workbook_was_asked_is_no_question() {
    house.from("thue", month(1)).ask("H002", "01a").refused().judge(nightOf(1));

    assertThat(house.published("2026-01-20", ASKS)).isEmpty();
    assertThat(house.asked("select ask_count from mart.rpt_quality where unit_code = 'thue'"))
        .containsExactly("1");
  }

  // ---- tasks

  private static final String TASK =
      "select status_code, is_overdue, days_overdue, is_silent, silent_period_count, percent,"
          + " original_due_on, due_on, due_change_count from mart.rpt_task where task_code ="
          + " 'II.1-a'";

  @Test
  void a_task_is_overdue_after_its_day_and_silent_after_a_report_without_it() {
    house.from("kthtdt", month(2)).task("II.1-a", State.IN_PROGRESS, "40").judge(nightOf(2));
    assertThat(house.published("2026-03-31", TASK))
        .containsExactly("silent|false|0|true|1|40|2026-03-31|2026-03-31|0");
    assertThat(house.published("2026-04-01", TASK))
        .containsExactly("overdue|true|1|true|1|40|2026-03-31|2026-03-31|0");

    house.from("kthtdt", month(4)).task("II.1-a", State.IN_PROGRESS, "60").judge(nightOf(4));
    assertThat(house.published("2026-04-20", TASK))
        .containsExactly("overdue|true|20|false|0|60|2026-03-31|2026-03-31|0");

    house.from("kthtdt", month(5)).task("II.1-a", State.DONE, "100").judge(nightOf(5));
    assertThat(house.published("2026-06-30", TASK))
        .containsExactly("done|false|0|false|0|100|2026-03-31|2026-03-31|0");
  }

  @Test
  void nobody_is_silent_before_the_day_reports_are_due_nor_a_task_without_a_day_overdue() {
    assertThat(
            house.published(
                "2026-01-17", "select task_code, status_code from mart.rpt_task order by 1"))
        .containsExactly("II.1-a|not_asked", "II.2-a|not_asked");
    assertThat(
            house.published(
                "2026-12-31",
                "select status_code, is_overdue, due_on from mart.rpt_task where task_code ="
                    + " 'II.2-a'"))
        .containsExactly("silent|false|null");
  }

  @Test
  void a_new_day_once_said_stays_in_force_until_another_one_is_said() {
    house
        .from("kthtdt", month(3))
        .task("II.1-a", State.IN_PROGRESS, "40", "2026-05-31", "chờ hướng dẫn")
        .judge(nightOf(3));
    house.from("kthtdt", month(4)).task("II.1-a", State.IN_PROGRESS, "50").judge(nightOf(4));
    house
        .from("kthtdt", month(5))
        .task("II.1-a", State.IN_PROGRESS, "60", "2026-05-31", "vẫn chờ")
        .judge(nightOf(5));
    house
        .from("kthtdt", month(6))
        .task("II.1-a", State.IN_PROGRESS, "70", "2026-07-31", "thêm việc")
        .judge(nightOf(6));

    assertThat(house.published("2026-06-20", TASK))
        .containsExactly("in_progress|false|0|false|0|70|2026-03-31|2026-07-31|2");
    assertThat(
            house.asked(
                "select change_no, source, period_code, from_due_on, to_due_on, days_moved, reason,"
                    + " source_sheet, source_cell from mart.fct_task_due_change order by 1"))
        .containsExactly(
            "1|unit|2026-03|2026-03-31|2026-05-31|61|chờ hướng dẫn|Nhiệm vụ|E5",
            "2|unit|2026-06|2026-05-31|2026-07-31|61|thêm việc|Nhiệm vụ|E5");
    assertThat(
            house.asked(
                "select period_code, due_on, is_overdue from mart.fct_task_status order by 1"))
        .containsExactly(
            "2026-03|2026-05-31|false",
            "2026-04|2026-05-31|false",
            "2026-05|2026-05-31|false",
            "2026-06|2026-07-31|false");
  }

  @Test
  void a_later_plan_moves_the_day_too_and_a_plan_that_repeats_it_does_not_undo_a_unit() {
    house
        .from("kthtdt", month(3))
        .task("II.1-a", State.IN_PROGRESS, "40", "2026-05-31", "chờ hướng dẫn")
        .judge(nightOf(3));
    house.plan(WarehousePlans.SECOND, house.night("2026-04-01"));
    assertThat(house.published("2026-04-02", TASK))
        .containsExactly("in_progress|false|0|false|0|40|2026-03-31|2026-05-31|1");

    Plan third =
        new WarehousePlans.Change(WarehousePlans.SECOND)
            .task("II.1-a", "kthtdt", "2026-04-30")
            .as("cccc3333");
    house.plan(third, house.night("2026-04-10"));

    assertThat(house.published("2026-04-11", TASK))
        .containsExactly("in_progress|false|0|false|0|40|2026-03-31|2026-04-30|2");
    assertThat(
            house.asked(
                "select source, plan_version, changed_on, to_due_on, days_moved from"
                    + " mart.fct_task_due_change where change_no = 2"))
        .containsExactly("plan|cccc3333|2026-04-10|2026-04-30|-31");
  }

  @Test
  void a_correction_of_the_month_replaces_the_day_it_asked_for() {
    house
        .from("kthtdt", month(3))
        .task("II.1-a", State.IN_PROGRESS, "40", "2026-12-31", "gõ nhầm")
        .judge(nightOf(3));
    house
        .from("kthtdt", month(3))
        .version(2)
        .task("II.1-a", State.IN_PROGRESS, "40", "2026-05-31", "chờ hướng dẫn")
        .judge(house.night("2026-03-17"));

    assertThat(
            house.published(
                "2026-03-20", "select change_no, to_due_on, reason from mart.fct_task_due_change"))
        .containsExactly("1|2026-05-31|chờ hướng dẫn");
  }

  @Test
  void from_month_to_month_a_task_shows_silence_progress_and_days_overdue_apart() {
    house.from("kthtdt", month(1)).task("II.1-a", State.NOT_STARTED, "0").judge(nightOf(1));
    house.from("kthtdt", month(2)).task("II.1-a", State.IN_PROGRESS, "40").judge(nightOf(2));
    house.from("kthtdt", month(4)).task("II.1-a", State.IN_PROGRESS, "55").judge(nightOf(4));
    house.from("kthtdt", month(5)).task("II.1-a", State.IN_PROGRESS, "50").judge(nightOf(5));

    assertThat(
            house.published(
                "2026-05-20",
                "select period_code, is_reported, is_silent, state, percent, percent_change,"
                    + " is_overdue, days_overdue from mart.fct_task_month where task_code ="
                    + " 'II.1-a' order by ends_on"))
        .containsExactly(
            "2026-01|true|false|not_started|0|null|false|0",
            "2026-02|true|false|in_progress|40|40|false|0",
            "2026-03|false|true|in_progress|40|null|false|0",
            "2026-04|true|false|in_progress|55|null|true|14",
            "2026-05|true|false|in_progress|50|-5|true|44");
  }

  @Test
  void a_task_given_to_another_unit_is_asked_of_that_one_from_then_on() {
    house.from("kthtdt", month(1)).task("II.1-a", State.IN_PROGRESS, "10").judge(nightOf(1));
    Plan second =
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .task("II.1-a", "thue", "2026-03-31")
            .as("cccc3333");
    house.plan(second, house.night("2026-02-01"));
    house
        .from("thue", month(2))
        .plan(second)
        .task("II.1-a", State.IN_PROGRESS, "20")
        .judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-20",
                "select period_code, lead_unit_code, is_reported, percent from mart.fct_task_month"
                    + " where task_code = 'II.1-a' order by 1"))
        .containsExactly("2026-01|kthtdt|true|10", "2026-02|thue|true|20");
    assertThat(
            house.asked(
                "select lead_unit_code, percent from mart.rpt_task where task_code = 'II.1-a'"))
        .containsExactly("thue|20");
  }

  @Test
  void what_was_said_of_a_month_stays_when_a_later_plan_collects_it_no_more() {
    house.from("kthtdt", month(1)).task("II.1-a", State.IN_PROGRESS, "10").judge(nightOf(1));
    Plan p = WarehousePlans.FIRST;
    house.plan(
        new WarehousePlans.Change(p)
            .periods(
                p.periods().stream()
                    .map(
                        q ->
                            q.code().equals(month(1))
                                ? new Period(
                                    q.code(),
                                    q.kind(),
                                    q.calendarCode(),
                                    q.label(),
                                    q.startsOn(),
                                    q.endsOn(),
                                    q.dueOn(),
                                    false)
                                : q)
                    .toList())
            .as("cccc3333"),
        house.night("2026-02-01"));

    assertThat(
            house.published(
                "2026-02-20",
                "select task_code, period_code, is_reported, percent from mart.fct_task_month"
                    + " order by 1, 2"))
        .containsExactly(
            "II.1-a|2026-01|true|10", "II.1-a|2026-02|false|10", "II.2-a|2026-02|false|null");
  }

  @Test
  void a_task_a_later_plan_drops_is_off_the_list_and_keeps_its_months() {
    house.from("kthtdt", month(1)).task("II.1-a", State.IN_PROGRESS, "10").judge(nightOf(1));
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .tasks(WarehousePlans.FIRST.tasks().subList(1, 2))
            .as("cccc3333"),
        house.night("2026-02-01"));

    assertThat(house.published("2026-04-20", "select task_code from mart.rpt_task"))
        .containsExactly("II.2-a");
    assertThat(
            house.asked(
                "select period_code, is_reported, is_silent from mart.fct_task_month where"
                    + " task_code = 'II.1-a' order by 1"))
        .containsExactly(
            "2026-01|true|false",
            "2026-02|false|false",
            "2026-03|false|false",
            "2026-04|false|false");
  }

  @Test
  void a_month_a_later_plan_no_longer_collects_keeps_the_tasks_reported_in_it() {
    house.from("kthtdt", month(1)).task("II.1-a", State.IN_PROGRESS, "10").judge(nightOf(1));
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .periods(
                WarehousePlans.FIRST.periods().stream()
                    .filter(p -> !p.code().equals(month(1)))
                    .toList())
            .as("cccc3333"),
        house.night("2026-02-01"));

    assertThat(
            house.published(
                "2026-02-20",
                "select task_code, period_code, is_reported, is_silent, percent from"
                    + " mart.fct_task_month order by 1, 2"))
        .containsExactly(
            "II.1-a|2026-01|true|false|10",
            "II.1-a|2026-02|false|true|10",
            "II.2-a|2026-02|false|true|null");
  }

  @Test
  void the_next_years_task_of_the_same_code_begins_anew() {
    house
        .from("kthtdt", month(12))
        .task("II.1-a", State.DONE, "100")
        .judge(house.night("2026-12-16"));
    Plan next =
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .aYearLater()
            .task("II.1-a", "kthtdt", "2027-06-30")
            .as("dddd4444");
    house.plan(next, house.night("2026-12-20"));
    house
        .from("kthtdt", "2027-01")
        .plan(next)
        .task("II.1-a", State.NOT_STARTED, "0")
        .judge(house.night("2027-01-16"));

    assertThat(
            house.published(
                "2027-01-20",
                "select year, status_code, due_on, due_change_count from mart.rpt_task where"
                    + " task_code = 'II.1-a' order by 1"))
        .containsExactly("2026|done|2026-03-31|0", "2027|not_started|2027-06-30|0");
  }

  // ---- difficulties

  private static final String CASES =
      "select what, period_count, consecutive_count, first_raised_period_code,"
          + " last_raised_period_code, state, age_from_on, age_days from mart.fct_difficulty_case"
          + " order by what";

  @Test
  void the_same_difficulty_month_after_month_is_one_case_that_grows_older() {
    house.from("kthtdt", month(2)).difficulty(1, "Thiếu vốn").judge(nightOf(2));
    house.from("kthtdt", month(3)).difficulty(1, "Thiếu vốn").judge(nightOf(3));
    house.from("kthtdt", month(4)).difficulty(1, "Thiếu vốn").judge(nightOf(4));

    assertThat(house.published("2026-04-20", CASES))
        .containsExactly("Thiếu vốn|3|3|2026-02|2026-04|open|2026-02-01|78");
    assertThat(house.asked("select period_code, raised_no from mart.fct_difficulty order by 1"))
        .containsExactly("2026-02|1", "2026-03|2", "2026-04|3");
  }

  @Test
  void the_same_text_in_another_row_is_the_same_case_and_another_text_in_the_row_a_new_one() {
    house
        .from("kthtdt", month(2))
        .difficulty(1, "Thiếu vốn")
        .difficulty(2, "Vướng mặt bằng")
        .judge(nightOf(2));
    house
        .from("kthtdt", month(3))
        .difficulty(1, "Vướng mặt bằng")
        .difficulty(2, "Thiếu 3 người")
        .judge(nightOf(3));
    house
        .from("kthtdt", month(4))
        .difficulty(1, "Vướng mặt bằng")
        .difficulty(2, "Thiếu 4 người")
        .judge(nightOf(4));

    assertThat(house.published("2026-04-20", CASES))
        .containsExactly(
            "Thiếu 3 người|1|1|2026-03|2026-03|no_longer_mentioned|2026-02-01|41",
            "Thiếu 4 người|1|1|2026-04|2026-04|open|2026-02-01|78",
            "Thiếu vốn|1|1|2026-02|2026-02|no_longer_mentioned|2026-02-01|13",
            "Vướng mặt bằng|3|3|2026-02|2026-04|open|2026-02-01|78");
    // not merged, but a reader is shown what stood in the row before
    assertThat(
            house.asked(
                "select n.what, o.what from mart.fct_difficulty_case n join"
                    + " mart.fct_difficulty_case o on n.case_code_before = o.case_code order by 1"))
        .containsExactly("Thiếu 4 người|Thiếu 3 người");
  }

  @Test
  void case_spaces_and_the_place_of_a_tone_mark_make_no_new_case_but_a_tone_does() {
    house.from("kthtdt", month(2)).difficulty(1, "Tổ Hòa Bình  thiếu nước.").judge(nightOf(2));
    house.from("kthtdt", month(3)).difficulty(3, "tổ Hoà Bình thiếu nước").judge(nightOf(3));
    house.from("kthtdt", month(4)).difficulty(3, "tổ Hoa Bình thiếu nước").judge(nightOf(4));

    assertThat(house.published("2026-04-20", CASES))
        .containsExactly(
            "tổ Hoa Bình thiếu nước|1|1|2026-04|2026-04|open|2026-02-01|78",
            "tổ Hoà Bình thiếu nước|2|2|2026-02|2026-03|no_longer_mentioned|2026-02-01|41");
  }

  @Test
  void raised_again_after_a_pause_it_is_the_same_case_and_a_month_without_report_is_no_pause() {
    house.from("kthtdt", month(1)).difficulty(1, "Thiếu vốn").judge(nightOf(1));
    house.from("kthtdt", month(2)).value("01a", "1").judge(nightOf(2));
    house.from("kthtdt", month(3)).difficulty(1, "Thiếu vốn").judge(nightOf(3));
    house.from("kthtdt", month(5)).difficulty(1, "Thiếu vốn").judge(nightOf(5));

    assertThat(house.published("2026-05-20", CASES))
        .containsExactly("Thiếu vốn|3|2|2026-01|2026-05|open|2026-02-01|108");
  }

  @Test
  void a_form_of_another_calendar_that_says_nothing_of_it_does_not_close_a_case() {
    Plan both =
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .measures(
                Stream.concat(
                        WarehousePlans.FIRST.measures().stream(),
                        Stream.of(WarehousePlans.byCalendarMonth("20", "Vụ cháy")))
                    .toList())
            .assignments(
                Stream.concat(
                        WarehousePlans.FIRST.assignments().stream(),
                        Stream.of(WarehousePlans.lead("20", "kthtdt")))
                    .toList())
            .periods(
                Stream.concat(
                        WarehousePlans.FIRST.periods().stream(),
                        WarehousePlans.calendarMonths().stream())
                    .toList())
            .as("cccc3333");
    house.plan(both, house.night("2026-01-06"));
    house.from("kthtdt", month(2)).plan(both).difficulty(1, "Thiếu vốn").judge(nightOf(2));
    house.from("kthtdt", "2026-02-dl").plan(both).value("20", "0").judge(house.night("2026-03-02"));
    assertThat(house.published("2026-03-03", CASES))
        .containsExactly("Thiếu vốn|1|1|2026-02|2026-02|open|2026-02-01|30");

    house.from("kthtdt", month(3)).plan(both).difficulty(1, "Thiếu vốn").judge(nightOf(3));
    house
        .from("kthtdt", "2026-03-dl")
        .plan(both)
        .difficulty(1, "Thiếu vốn")
        .judge(house.night("2026-04-02"));

    assertThat(house.published("2026-04-03", CASES))
        .containsExactly("Thiếu vốn|3|3|2026-02|2026-03-dl|open|2026-02-01|61");
  }

  @Test
  void without_a_day_it_is_as_old_as_the_first_workbook_that_raised_it() {
    house.from("kthtdt", month(2)).difficulty(1, "Thiếu vốn", null).judge(nightOf(2));
    house
        .from("kthtdt", month(2))
        .version(2)
        .difficulty(1, "Thiếu vốn", null)
        .judge(house.night("2026-03-02"));

    assertThat(house.published("2026-03-16", CASES))
        .containsExactly("Thiếu vốn|1|1|2026-02|2026-02|open|2026-02-16|28");
  }

  @Test
  void a_case_is_called_by_where_it_was_first_told_whatever_its_words_and_whatever_comes_later() {
    house
        .from("kthtdt", month(2))
        .difficulty(1, "Thiếu vốn")
        .difficulty(2, "Vướng mặt bằng")
        .judge(nightOf(2));
    house
        .from("kthtdt", month(2))
        .version(2)
        .difficulty(1, "Thiếu người")
        .difficulty(2, "Thiếu vốn")
        .judge(house.night("2026-02-17"));
    house.from("kthtdt", month(1)).difficulty(3, "Thiếu vốn").judge(house.night("2026-02-18"));

    assertThat(
            house.published(
                "2026-02-20", "select case_code, what from mart.fct_difficulty_case order by 1"))
        .containsExactly(
            "thuy-nguyen/kthtdt/2026-02/1/1|Thiếu vốn",
            "thuy-nguyen/kthtdt/2026-02/2/1|Thiếu người");
  }

  @Test
  void two_units_have_two_cases_and_one_unit_that_says_it_twice_has_one() {
    house.from("kthtdt", month(2)).difficulty(1, "Thiếu vốn").judge(nightOf(2));
    house
        .from("vhxh", month(2))
        .difficulty(1, "Thiếu vốn")
        .difficulty(2, "Thiếu vốn")
        .judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-20",
                "select unit_code, period_count from mart.fct_difficulty_case order by 1"))
        .containsExactly("kthtdt|1", "vhxh|1");
    assertThat(house.asked("select count(*) from mart.fct_difficulty")).containsExactly("3");
  }

  @Test
  void an_answer_makes_a_case_answered_or_closed_until_it_is_raised_again() throws Exception {
    house.from("kthtdt", month(2)).difficulty(1, "Thiếu vốn").judge(nightOf(2));
    Run run = house.night("2026-02-20");
    house.warehouse.publish(run, house.releases);
    String known = house.asked("select case_code from mart.fct_difficulty_case").getFirst();

    assertThat(answered(run, known, "2026-02-18", false))
        .containsExactly("answered|đã bố trí|2026-02-18|văn bản số 12");
    assertThat(answered(run, known, "2026-02-18", true))
        .containsExactly("closed|đã bố trí|2026-02-18|văn bản số 12");
    // it stood in a workbook that came after the answer
    assertThat(answered(run, known, "2026-02-10", true))
        .containsExactly("answered|đã bố trí|2026-02-10|văn bản số 12");
  }

  /** What the mart says when the office's answer is this one, whatever workbook it stands in. */
  private List<String> answered(Run run, String caseCode, String on, boolean isClosed)
      throws SQLException {
    try (Connection c = house.dataSource.getConnection();
        Statement s = c.createStatement()) {
      SqlTree sql = SqlTree.standard();
      Publisher.prepare(c, sql, "warehouse", "", run, LocalDateTime.of(2026, 12, 31, 0, 0));
      for (SqlTree.Script script : sql.needed("fct_difficulty_case")) {
        if (script.name().equals("fct_difficulty_case")) {
          s.execute(
              "insert into stg_difficulty_answer values ('"
                  + WarehousePlans.WARD
                  + "', '"
                  + caseCode
                  + "', 'đã bố trí', 'UBND', date '"
                  + on
                  + "', 'văn bản số 12', "
                  + isClosed
                  + ")");
        }
        s.execute(Sql.createStaging(script.name(), script.text()));
      }
      List<String> said =
          House.ask(c, "select state, answer, answered_on, answer_source from fct_difficulty_case");
      Publisher.clean(c, sql, "warehouse");
      return said;
    }
  }

  // ---- whose words

  @Test
  void nothing_a_unit_wrote_in_its_own_words_is_on_a_public_page() throws Exception {
    String name = "Nguyễn Văn Kín";
    house
        .from("kthtdt", month(1))
        .value("01a", "90")
        .ask("H002", "01a")
        .task("II.1-a", State.IN_PROGRESS, "10", "2026-05-31", name)
        .difficulty(1, name)
        .value("06a", "-1")
        .hold("06a", name)
        .judge(nightOf(1));
    house
        .from("kthtdt", month(1))
        .version(2)
        .explained("01a", "90", name)
        .judge(house.night("2026-01-17"));

    List<String> withName = new ArrayList<>();
    house.published("2026-01-20", "select 1");
    for (String column :
        house.asked(
            "select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()"
                + " where data_type = 'VARCHAR' and schema_name in ('mart', 'mart_public')")) {
      String[] part = column.split("\\.");
      if (!house
          .asked(
              "select 1 from %s.%s where contains(\"%s\", '%s')"
                  .formatted(part[0], part[1], part[2], name))
          .isEmpty()) {
        withName.add(column);
      }
    }

    assertThat(withName)
        .contains(
            "mart.fct_measure_value.explanation",
            "mart.fct_progress.explanation",
            "mart.rpt_scorecard.explanation",
            "mart.fct_ask.explanation",
            "mart.fct_finding.found",
            "mart.fct_finding.message",
            "mart.fct_task_status.reason",
            "mart.fct_task_due_change.reason",
            "mart.rpt_task.last_change_reason",
            "mart.fct_difficulty.what",
            "mart.fct_difficulty_case.what")
        .noneMatch(c -> c.startsWith("mart_public."));
    assertThat(house.asked("select unit_code, state from mart_public.fct_difficulty_case"))
        .containsExactly("kthtdt|open");
  }
}
