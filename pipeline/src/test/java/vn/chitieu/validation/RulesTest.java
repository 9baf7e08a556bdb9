package vn.chitieu.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.Earlier;
import vn.chitieu.submission.FormDraft;
import vn.chitieu.submission.TaskReport;

/** What a form says against itself and against the past: both sides of each rule and the edge. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesTest {
  private static final String REVENUE = "Thu ngân sách nhà nước trên địa bàn, tỷ đồng";
  private static final String CLINIC = "Trạm y tế phường đạt chuẩn quốc gia";

  private final Plan plan =
      Plans.year(
          Plan.Switches.NONE,
          List.of(
              new Plan.BaseFigure("06b", "", new BigDecimal("150"), "hộ", "đầu năm", false),
              new Plan.BaseFigure(
                  "04a", "2026-05", new BigDecimal("20"), "doanh nghiệp", "minh họa", true)));

  private FormDraft office(String period) {
    return FormDraft.of(plan, "kthtdt", period);
  }

  private FormDraft culture(String period) {
    return FormDraft.of(plan, "vhxh", period);
  }

  private Case judge(FormDraft form, String unit, String period, History history) {
    return judge(form, unit, period, history, plan.getPeriod(period).dueOn());
  }

  private Case judge(FormDraft form, String unit, String period, History history, LocalDate asOf) {
    return new Case(
        form.draft(),
        Decoder.decode(form.draft(), plan, plan.getPeriod(period), unit, asOf, Earlier.NONE)
            .submission(),
        plan,
        plan.getPeriod(period),
        history,
        asOf);
  }

  private static History counted(History.Counted... values) {
    return new History(List.of(values), List.of());
  }

  private static History.Counted flow(String measure, int month, String value) {
    return new History.Counted(
        measure, "2026-%02d".formatted(month), 1, new BigDecimal(value), null, null, null);
  }

  private static History.Counted rate(
      String measure, int month, @Nullable String n, @Nullable String d) {
    return new History.Counted(
        measure,
        "2026-%02d".formatted(month),
        1,
        null,
        n == null ? null : new BigDecimal(n),
        d == null ? null : new BigDecimal(d),
        null);
  }

  private static History.Counted milestone(int month, boolean isDone, @Nullable String percent) {
    return new History.Counted(
        "11",
        "2026-%02d".formatted(month),
        1,
        null,
        null,
        null,
        isDone,
        null,
        percent == null ? null : new BigDecimal(percent));
  }

  // ---- a month against the unit's own past

  private List<Finding> changes(String value, String... past) {
    FormDraft form = office("2026-04").value("01a", value);
    List<History.Counted> counted = new ArrayList<>();
    for (int m = 1; m <= past.length; m++) {
      counted.add(flow("01a", m, past[m - 1]));
    }
    return HistoryRules.flowsStayNearTheirPast(
        judge(form, "kthtdt", "2026-04", new History(counted, List.of())));
  }

  private Finding sudden(String found, String usual) {
    return new Finding.SuddenChange(
        Place.cell(office("2026-04").at("01a"), "01a", REVENUE), found, usual, "3");
  }

  @Test
  void a_month_near_the_past_months_says_nothing() {
    assertThat(changes("46", "43", "40", "45")).isEmpty();
    assertThat(changes("64.5", "43", "43", "43")).isEmpty(); // just half as much again
  }

  @Test
  void a_month_far_from_the_past_months_is_asked_about() {
    assertThat(changes("64.501", "43", "43", "43")).containsExactly(sudden("64,501", "43"));
    assertThat(changes("21.499", "43", "43", "43")).containsExactly(sudden("21,499", "43"));
    assertThat(changes("450", "43", "40", "45")).containsExactly(sudden("450", "43"));
  }

  @Test
  void two_months_are_no_past_yet_and_wild_months_allow_wild_ones() {
    assertThat(changes("450", "43", "40")).isEmpty();
    assertThat(changes("90", "10", "43", "80")).isEmpty(); // 6 × 1,4826 × 33 is further than 47
  }

  @Test
  void a_past_of_zeros_measures_nothing() {
    assertThat(changes("24", "0", "0", "0")).isEmpty();
  }

  @Test
  void an_explanation_answers_the_question() {
    FormDraft form = office("2026-04").value("01a", "450").explained("01a", "tiền sử dụng đất");
    History past = counted(flow("01a", 1, "43"), flow("01a", 2, "40"), flow("01a", 3, "45"));
    assertThat(HistoryRules.flowsStayNearTheirPast(judge(form, "kthtdt", "2026-04", past)))
        .isEmpty();
  }

  @Test
  void months_after_this_one_are_not_its_past() {
    FormDraft form = office("2026-02").value("01a", "450");
    History later = counted(flow("01a", 3, "43"), flow("01a", 4, "40"), flow("01a", 5, "45"));
    assertThat(HistoryRules.flowsStayNearTheirPast(judge(form, "kthtdt", "2026-02", later)))
        .isEmpty();
  }

  @Test
  void the_limits_are_thresholds_of_the_plan() {
    Plan strict =
        Plans.year(
            Plan.Switches.NONE,
            List.of(),
            new Plan.Threshold("sudden_change_share", new BigDecimal("0.1"), ""));
    FormDraft form = FormDraft.of(strict, "kthtdt", "2026-04").value("01a", "50");
    History past = counted(flow("01a", 1, "43"), flow("01a", 2, "43"), flow("01a", 3, "43"));
    Case c = judge(form, "kthtdt", "2026-04", past);
    assertThat(HistoryRules.flowsStayNearTheirPast(c)).isEmpty();
    assertThat(
            HistoryRules.flowsStayNearTheirPast(
                new Case(c.draft(), c.submission(), strict, c.period(), past, c.asOf())))
        .containsExactly(sudden("50", "43"));
  }

  // ---- against the same month last year

  @Test
  void a_month_far_from_the_same_month_last_year_is_asked_about() {
    FormDraft form = office("2026-05");
    Place place = Place.cell(form.at("04a"), "04a", "Doanh nghiệp thành lập mới, doanh nghiệp");
    form.value("04a", "30");
    assertThat(HistoryRules.flowsStayNearTheirPast(judge(form, "kthtdt", "2026-05", History.EMPTY)))
        .isEmpty();
    form.value("04a", "31");
    assertThat(HistoryRules.flowsStayNearTheirPast(judge(form, "kthtdt", "2026-05", History.EMPTY)))
        .containsExactly(new Finding.ChangeFromLastYear(place, "31", "20"));
  }

  // ---- last month once more

  private FormDraft fourFigures() {
    return office("2026-03")
        .value("01a", "43")
        .value("04a", "14")
        .value("06a", "0")
        .value("06b", "140");
  }

  private static History fourBefore(String revenue) {
    return counted(
        flow("01a", 2, revenue), flow("04a", 2, "14"), flow("06a", 2, "0"), flow("06b", 2, "140"));
  }

  @Test
  void every_figure_as_last_month_is_asked_about() {
    assertThat(
            HistoryRules.figuresAreNotLastMonths(
                judge(fourFigures(), "kthtdt", "2026-03", fourBefore("43"))))
        .containsExactly(new Finding.SameAsLastMonth(Place.FILE, "tháng 02/2026"));
  }

  @Test
  void one_figure_that_moved_or_too_few_that_did_not_say_nothing() {
    assertThat(
            HistoryRules.figuresAreNotLastMonths(
                judge(fourFigures(), "kthtdt", "2026-03", fourBefore("43.1"))))
        .isEmpty();
    FormDraft two = office("2026-03").value("01a", "43").value("04a", "14").value("06a", "0");
    assertThat(
            HistoryRules.figuresAreNotLastMonths(judge(two, "kthtdt", "2026-03", fourBefore("43"))))
        .isEmpty();
  }

  // ---- stocks and fixed denominators

  private List<Finding> stock(String now, String before) {
    FormDraft form = office("2026-03").value("07a/n", "1").value("07a/d", now);
    return HistoryRules.stocksMoveSlowly(
        judge(form, "kthtdt", "2026-03", counted(rate("07a", 2, null, before))));
  }

  @Test
  void a_stock_moves_by_a_fifth_at_most() {
    assertThat(stock("12000", "10000")).isEmpty();
    assertThat(stock("12001", "10000"))
        .containsExactly(
            new Finding.StockJump(
                Place.cell(office("2026-03").at("07a/d"), "07a", "Dân số, người"),
                "12.001",
                "10.000"));
    assertThat(stock("9", "6")).isEmpty(); // too small to speak of
  }

  @Test
  void a_fixed_denominator_stays() {
    FormDraft form = office("2026-03").value("03/n", "5").value("03/d", "185.5");
    assertThat(
            HistoryRules.fixedDenominatorsStay(
                judge(form, "kthtdt", "2026-03", counted(rate("03", 2, "4", "185.5")))))
        .isEmpty();
    assertThat(
            HistoryRules.fixedDenominatorsStay(
                judge(form, "kthtdt", "2026-03", counted(rate("03", 2, "4", "180")))))
        .containsExactly(
            new Finding.FixedDenominatorChanged(
                Place.cell(form.at("03/d"), "03", "Kế hoạch vốn năm, tỷ đồng"), "185,5", "180"));
  }

  @Test
  void the_months_together_stay_within_the_years_denominator() {
    FormDraft form = office("2026-03").value("03/n", "5.5").value("03/d", "185.5");
    assertThat(
            HistoryRules.cumulativesStayWithinTheYear(
                judge(form, "kthtdt", "2026-03", counted(rate("03", 2, "180", "185.5")))))
        .isEmpty();
    assertThat(
            HistoryRules.cumulativesStayWithinTheYear(
                judge(form, "kthtdt", "2026-03", counted(rate("03", 2, "180.01", "185.5")))))
        .containsExactly(
            new Finding.CumulativeExceedsDenominator(
                Place.cell(form.at("03/n"), "03", "Vốn đã giải ngân trong kỳ, tỷ đồng")
                    .with(form.at("03/d")),
                "185,51",
                "185,5"));
  }

  @Test
  void what_should_fall_stays_below_the_start_of_the_year() {
    FormDraft form = office("2026-03").value("06b", "150");
    assertThat(
            HistoryRules.stocksThatShouldFallStayBelowTheStart(
                judge(form, "kthtdt", "2026-03", History.EMPTY)))
        .isEmpty();
    form.value("06b", "151");
    assertThat(
            HistoryRules.stocksThatShouldFallStayBelowTheStart(
                judge(form, "kthtdt", "2026-03", History.EMPTY)))
        .containsExactly(
            new Finding.StockAboveStart(
                Place.cell(form.at("06b"), "06b", "Hộ cận nghèo có đến cuối kỳ"), "151", "150"));
  }

  // ---- the closing period

  @Test
  void the_years_figure_is_at_least_the_months_together() {
    History months = counted(flow("01a", 1, "300"), flow("01a", 2, "245"));
    FormDraft form = office("2026-final").value("01a", "545");
    assertThat(HistoryRules.finalFiguresCoverTheMonths(judge(form, "kthtdt", "2026-final", months)))
        .isEmpty();
    form.value("01a", "544.999");
    assertThat(HistoryRules.finalFiguresCoverTheMonths(judge(form, "kthtdt", "2026-final", months)))
        .containsExactly(
            new Finding.FinalBelowMonths(
                Place.cell(form.at("01a"), "01a", REVENUE), "544,999", "545"));
  }

  // ---- milestones and tasks go forward

  private List<Finding> clinic(FormDraft form, History history) {
    return HistoryRules.milestonesGoForward(judge(form, "vhxh", "2026-10", history));
  }

  @Test
  void done_stays_done() {
    FormDraft form = culture("2026-10").typed("11/done", "không");
    assertThat(clinic(form, counted(milestone(8, false, null)))).isEmpty();
    assertThat(clinic(form, counted(milestone(8, true, null))))
        .containsExactly(
            new Finding.DoneUndone(Place.cell(form.at("11/done"), "11", CLINIC), "2026-08"));
    form.explained("11/done", "bị thu hồi quyết định công nhận");
    assertThat(clinic(form, counted(milestone(8, true, null)))).isEmpty();
  }

  @Test
  void a_percentage_of_criteria_does_not_fall() {
    FormDraft form = culture("2026-10").value("11/percent", "74");
    assertThat(clinic(form, counted(milestone(9, false, "74")))).isEmpty();
    assertThat(clinic(form, counted(milestone(9, false, "74.1"))))
        .containsExactly(
            new Finding.PercentFalls(
                Place.cell(form.at("11/percent"), "11", CLINIC + " – tỷ lệ tiêu chí đã đạt"),
                "74",
                "74,1"));
  }

  @Test
  void a_day_of_completion_lies_after_the_periods_that_were_not_done() {
    FormDraft form = culture("2026-10").typed("11/done", "có");
    form.date(Decoder.VALUES, "11/on", "value", LocalDate.of(2026, 9, 15));
    assertThat(clinic(form, counted(milestone(9, false, null)))).isEmpty();
    form.date(Decoder.VALUES, "11/on", "value", LocalDate.of(2026, 9, 14));
    assertThat(clinic(form, counted(milestone(9, false, null))))
        .containsExactly(
            new Finding.DoneBeforeNotDone(
                Place.cell(form.at("11/done"), "11", CLINIC), "14/09/2026", "2026-09"));
  }

  private static History task(int month, TaskReport.State state, @Nullable String percent) {
    return new History(
        List.of(),
        List.of(),
        List.of(
            new History.TaskSaid(
                "II.1-b",
                "2026-%02d".formatted(month),
                state,
                percent == null ? null : new BigDecimal(percent))),
        List.of());
  }

  @Test
  void a_task_goes_forward_unless_it_says_why_not() {
    FormDraft form =
        office("2026-10")
            .text(Decoder.TASKS, "II.1-b", "state", "đang thực hiện")
            .number(Decoder.TASKS, "II.1-b", "percent", "60");
    String name = "Rà soát quy hoạch chi tiết các khu dân cư";
    Place state = Place.cell(form.at(Decoder.TASKS, "II.1-b", "state"), "task:II.1-b", name);
    Place percent = Place.cell(form.at(Decoder.TASKS, "II.1-b", "percent"), "task:II.1-b", name);
    assertThat(
            HistoryRules.tasksGoForward(
                judge(form, "kthtdt", "2026-10", task(9, TaskReport.State.IN_PROGRESS, "60"))))
        .isEmpty();
    assertThat(
            HistoryRules.tasksGoForward(
                judge(form, "kthtdt", "2026-10", task(9, TaskReport.State.DONE, "100"))))
        .containsExactly(
            new Finding.DoneUndone(state, "2026-09"),
            new Finding.PercentFalls(percent, "60", "100"));
    form.text(Decoder.TASKS, "II.1-b", "reason", "bổ sung khu dân cư mới");
    assertThat(
            HistoryRules.tasksGoForward(
                judge(form, "kthtdt", "2026-10", task(9, TaskReport.State.DONE, "100"))))
        .isEmpty();
  }

  @Test
  void done_and_a_hundred_percent_go_together() {
    FormDraft form = culture("2026-10").typed("11/done", "có").value("11/percent", "100");
    assertThat(TieRules.doneMeansAllOfIt(judge(form, "vhxh", "2026-10", History.EMPTY))).isEmpty();
    Place place = Place.cell(form.at("11/percent"), "11", CLINIC).with(form.at("11/done"));
    form.value("11/percent", "99");
    assertThat(TieRules.doneMeansAllOfIt(judge(form, "vhxh", "2026-10", History.EMPTY)))
        .containsExactly(new Finding.DoneBelowFull(place, "99"));
    form.typed("11/done", "không").value("11/percent", "100");
    assertThat(TieRules.doneMeansAllOfIt(judge(form, "vhxh", "2026-10", History.EMPTY)))
        .containsExactly(new Finding.FullButNotDone(place));
    form.typed("11/done", "không").value("11/percent", "99");
    assertThat(TieRules.doneMeansAllOfIt(judge(form, "vhxh", "2026-10", History.EMPTY))).isEmpty();
  }

  // ---- versions and periods

  @Test
  void a_difficulty_sent_before_and_deleted_is_noted() {
    FormDraft form = office("2026-10").text(Decoder.DIFFICULTIES, "1", "what", "Chậm mặt bằng");
    History one =
        new History(List.of(), List.of(), List.of(), List.of(new History.Raised("2026-10", 1)));
    History two =
        new History(
            List.of(),
            List.of(),
            List.of(),
            List.of(new History.Raised("2026-10", 2), new History.Raised("2026-09", 3)));
    assertThat(
            HistoryRules.difficultiesSentBeforeAreStillThere(judge(form, "kthtdt", "2026-10", one)))
        .isEmpty();
    assertThat(
            HistoryRules.difficultiesSentBeforeAreStillThere(judge(form, "kthtdt", "2026-10", two)))
        .containsExactly(
            new Finding.DifficultyGone(new Place(null, "difficulty:2", "Vướng mắc số 2")));
  }

  private List<Finding> oldPeriod(History history, LocalDate asOf) {
    return HistoryRules.formIsOfThePeriodItsFiguresAreOf(
        judge(fourFigures(), "kthtdt", "2026-03", history, asOf));
  }

  private static History march(String... values) {
    return counted(
        flow("01a", 3, values[0]),
        flow("04a", 3, values[1]),
        flow("06a", 3, "0"),
        flow("06b", 3, values[2]));
  }

  @Test
  void last_months_form_is_suspected_when_the_month_due_has_none() {
    LocalDate april = LocalDate.of(2026, 4, 16);
    assertThat(oldPeriod(march("43", "14", "140"), april))
        .containsExactly(
            new Finding.OldPeriodForm(
                Place.FILE, "tháng 03/2026", "tháng 04/2026", "số liệu giống hệt lần đã nhận"));
    assertThat(oldPeriod(march("40", "11", "141"), april))
        .containsExactly(
            new Finding.OldPeriodForm(
                Place.FILE, "tháng 03/2026", "tháng 04/2026", "hầu hết số liệu khác lần đã nhận"));
  }

  @Test
  void a_unit_of_few_figures_is_asked_when_all_of_them_are_others() {
    LocalDate april = LocalDate.of(2026, 4, 16);
    FormDraft two = office("2026-03").value("01a", "43").value("04a", "14");
    History both = counted(flow("01a", 3, "40"), flow("04a", 3, "11"));
    assertThat(
            HistoryRules.formIsOfThePeriodItsFiguresAreOf(
                judge(two, "kthtdt", "2026-03", both, april)))
        .hasSize(1);
    History oneWasHeld = counted(flow("01a", 3, "40"));
    assertThat(
            HistoryRules.formIsOfThePeriodItsFiguresAreOf(
                judge(two, "kthtdt", "2026-03", oneWasHeld, april)))
        .as("the other figure was never counted: this file mends it")
        .isEmpty();
  }

  @Test
  void who_did_what_the_question_asked_for_is_not_asked_again() {
    LocalDate april = LocalDate.of(2026, 4, 16);
    History spoilt =
        march("43", "14", "140")
            .plus(
                new History.Attempt("2026-03", 2, "b", Outcome.ACCEPTED, april),
                march("40", "11", "141"));
    assertThat(oldPeriod(spoilt, april)).as("the old figures come back").isEmpty();
    assertThat(
            oldPeriod(march("40", "11", "141").plus(attempt(2), march("41", "12", "142")), april))
        .as("neither what counts nor what was said before")
        .hasSize(1);
    assertThat(oldPeriod(march("43", "14", "140").arriving(Set.of("2026-03", "2026-04")), april))
        .as("both months' forms came together")
        .isEmpty();
    assertThat(oldPeriod(march("43", "14", "140").arriving(Set.of("2026-03")), april)).hasSize(1);
  }

  private static History.Attempt attempt(int version) {
    return new History.Attempt(
        "2026-03", version, "c", Outcome.ACCEPTED, LocalDate.of(2026, 4, 16));
  }

  @Test
  void a_correction_of_last_month_is_not_suspected() {
    LocalDate april = LocalDate.of(2026, 4, 16);
    assertThat(oldPeriod(march("43", "13", "140"), april)).isEmpty();
    assertThat(oldPeriod(march("43", "14", "140"), LocalDate.of(2026, 4, 13))).isEmpty();
    assertThat(oldPeriod(History.EMPTY, april)).isEmpty();
    History aprilSent =
        march("43", "14", "140")
            .plus(new History.Attempt("2026-04", 1, "a", Outcome.ACCEPTED, april));
    assertThat(oldPeriod(aprilSent, april)).isEmpty();
  }
}
