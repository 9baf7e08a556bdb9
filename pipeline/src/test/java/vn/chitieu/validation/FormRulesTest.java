package vn.chitieu.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.plan.Task;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.Earlier;
import vn.chitieu.submission.FormDraft;

/** What a form must say within itself: both sides of each rule and the edge. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormRulesTest {
  private static final String CLINIC = "Trạm y tế phường đạt chuẩn quốc gia";
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 17);
  private final Plan plan = Plans.year(Plan.Switches.NONE, List.of());
  private final FormDraft office = FormDraft.of(plan, "kthtdt", "2026-03");
  private final FormDraft culture = FormDraft.of(plan, "vhxh", "2026-03");

  private Case of(FormDraft form, History history) {
    String unit = form == office ? "kthtdt" : "vhxh";
    return new Case(
        form.draft(),
        Decoder.decode(form.draft(), plan, plan.getPeriod("2026-03"), unit, AS_OF, Earlier.NONE)
            .submission(),
        plan,
        plan.getPeriod("2026-03"),
        history,
        AS_OF);
  }

  private Case of(FormDraft form) {
    return of(form, History.EMPTY);
  }

  // ---- blank or given

  @Test
  void a_form_as_handed_out_is_no_report_and_one_figure_makes_it_one() {
    assertThat(CellRules.somethingIsFilledIn(of(office)))
        .containsExactly(new Finding.NothingFilledIn(Place.FILE));
    office.value("03/d", "185.5"); // brought along by the form
    assertThat(CellRules.somethingIsFilledIn(of(office)))
        .containsExactly(new Finding.NothingFilledIn(Place.FILE));
    office.formula("03/rate", "0"); // the form's own
    assertThat(CellRules.somethingIsFilledIn(of(office)))
        .containsExactly(new Finding.NothingFilledIn(Place.FILE));
    office.formula("06a", "0"); // the unit's own, linked to a sheet of its own
    assertThat(CellRules.somethingIsFilledIn(of(office))).isEmpty();
    office.value("06a", "0");
    assertThat(CellRules.somethingIsFilledIn(of(office))).isEmpty();
  }

  @Test
  void where_rows_to_fill_are_gone_filling_what_is_left_would_not_do() {
    culture.without(Decoder.VALUES, "11/done");
    assertThat(CellRules.somethingIsFilledIn(of(culture)))
        .containsExactly(new Finding.NoRowToFillIn(Place.FILE, CLINIC + " – đã hoàn thành chưa"));
    office.without(Decoder.VALUES, "04a").without(Decoder.VALUES, "06a");
    assertThat(CellRules.somethingIsFilledIn(of(office)))
        .containsExactly(
            new Finding.NoRowToFillIn(
                Place.FILE, "Doanh nghiệp thành lập mới, doanh nghiệp; Hộ nghèo, hộ"));
    office.value("01a", "45");
    assertThat(CellRules.somethingIsFilledIn(of(office)))
        .as("a form that says something is told row by row what it lacks")
        .isEmpty();
  }

  @Test
  void every_required_cell_is_given_and_what_is_begun_is_ended() {
    for (String item : List.of("01a", "03/n", "03/d", "04a", "06a", "06b", "07a/n", "07a/d")) {
      office.value(item, "1");
    }
    assertThat(CellRules.requiredValuesAreGiven(of(office))).isEmpty();
    office.text(Decoder.VALUES, "04a", "value", " ");
    assertThat(CellRules.requiredValuesAreGiven(of(office)))
        .containsExactly(
            new Finding.ValueMissing(
                Place.cell(office.at("04a"), "04a", "Doanh nghiệp thành lập mới, doanh nghiệp"),
                "; nếu không phát sinh thì ghi 0",
                "0"));
  }

  @Test
  void what_a_blank_cell_asks_for_is_what_the_cell_takes() {
    culture.value("08b/n", "9");
    Map<String, Finding> missing = new HashMap<>();
    CellRules.requiredValuesAreGiven(of(culture))
        .forEach(f -> missing.put(Objects.requireNonNull(f.place().at()).address(), f));
    assertThat(missing.get(culture.at("11/done").address()))
        .isEqualTo(
            new Finding.ChoiceMissing(
                Place.cell(culture.at("11/done"), "11", CLINIC + " – đã hoàn thành chưa"),
                "có, không",
                "có"));
    assertThat(missing.get(culture.at("11/percent").address()))
        .extracting(f -> ((Finding.ValueMissing) f).zero())
        .isEqualTo("; chưa đạt tiêu chí nào thì ghi 0");
    assertThat(missing.get(culture.at("08b/d").address()))
        .as("a rate is not taken of nothing")
        .extracting(f -> ((Finding.ValueMissing) f).zero())
        .isEqualTo("");
  }

  // ---- parts and wholes

  private Place disbursed() {
    return Place.cell(office.at("03/n"), "03", "Tỷ lệ giải ngân vốn đầu tư công")
        .with(office.at("03/d"));
  }

  @Test
  void a_numerator_is_at_most_its_denominator() {
    office.value("03/n", "185.5").value("03/d", "185.5");
    assertThat(TotalRules.numeratorsAreWithinDenominators(of(office))).isEmpty();
    office.value("03/n", "185.51");
    assertThat(TotalRules.numeratorsAreWithinDenominators(of(office)))
        .containsExactly(new Finding.NumeratorExceedsDenominator(disbursed(), "185,51", "185,5"));
  }

  @Test
  void a_denominator_of_zero_allows_nothing_but_zero() {
    office.value("03/n", "0").value("03/d", "0");
    assertThat(TotalRules.numeratorsAreWithinDenominators(of(office))).isEmpty();
    office.value("03/n", "0.01");
    assertThat(TotalRules.numeratorsAreWithinDenominators(of(office)))
        .containsExactly(
            new Finding.ZeroDenominator(
                Place.cell(office.at("03/d"), "03", "Tỷ lệ giải ngân vốn đầu tư công")
                    .with(office.at("03/n"))));
  }

  private static List<CellRef> byArea(FormDraft form, String measure) {
    return List.of(
        form.at(Decoder.AREAS, "tdp-01", measure),
        form.at(Decoder.AREAS, "tdp-02", measure),
        form.at(Decoder.AREAS, "tdp-03", measure));
  }

  private FormDraft poor(String total, String... parts) {
    office.value("06a", total).explained("06a", "đã rà soát");
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        office.number(Decoder.AREAS, "tdp-0" + (i + 1), "06a", parts[i]);
      }
    }
    return office;
  }

  @Test
  void the_areas_add_up_to_the_stated_total() {
    assertThat(TotalRules.statedTotalsEqualTheirParts(of(poor("3", "1", "0", "2")))).isEmpty();
    assertThat(TotalRules.statedTotalsEqualTheirParts(of(poor("4", "1", "0", "2"))))
        .containsExactly(
            new Finding.AreaTotalMismatch(
                Place.cell(office.at("06a"), "06a", "Hộ nghèo, hộ").with(byArea(office, "06a")),
                "4",
                "3"));
  }

  @Test
  void an_incomplete_sum_proves_nothing_and_the_missing_area_is_asked_for() {
    Case c = of(poor("4", "1", "", "2"));
    assertThat(TotalRules.statedTotalsEqualTheirParts(c)).isEmpty();
    assertThat(TotalRules.everyAreaIsGiven(c))
        .containsExactly(
            new Finding.AreaMissing(
                Place.cell(office.at("06a"), "06a", "Hộ nghèo")
                    .with(office.at(Decoder.AREAS, "tdp-02", "06a")),
                "Tổ dân phố 2"));
    assertThat(TotalRules.everyAreaIsGiven(of(poor("3", "1", "0", "2")))).isEmpty();
  }

  @Test
  void what_is_typed_and_cannot_be_read_is_not_missing_as_well() {
    FormDraft unreadable = poor("4", "1", "", "2");
    unreadable.text(Decoder.AREAS, "tdp-02", "06a", "một");
    assertThat(TotalRules.everyAreaIsGiven(of(unreadable))).isEmpty();
    unreadable.cell(Decoder.AREAS, "tdp-02", "06a", DraftCell.Kind.UNCALCULATED, "", "General");
    assertThat(TotalRules.everyAreaIsGiven(of(unreadable))).isEmpty();
    unreadable.text(Decoder.AREAS, "tdp-02", "06a", " ");
    assertThat(TotalRules.everyAreaIsGiven(of(unreadable))).hasSize(1);
  }

  @Test
  void blank_cells_of_a_rate_are_named_column_by_column() {
    office.value("07a/n", "9").value("07a/d", "10");
    office
        .number(Decoder.AREAS, "tdp-01", "07a/n", "3")
        .number(Decoder.AREAS, "tdp-01", "07a/d", "4");
    assertThat(TotalRules.everyAreaIsGiven(of(office)))
        .singleElement()
        .extracting(f -> f.place().also())
        .isEqualTo(
            List.of(
                office.at(Decoder.AREAS, "tdp-02", "07a/n"),
                office.at(Decoder.AREAS, "tdp-03", "07a/n"),
                office.at(Decoder.AREAS, "tdp-02", "07a/d"),
                office.at(Decoder.AREAS, "tdp-03", "07a/d")));
  }

  @Test
  void an_area_that_has_not_answered_yes_or_no_is_asked_to_choose() {
    culture.value("08b/n", "2").value("08b/d", "3");
    culture.text(Decoder.AREAS, "tdp-01", "08b", "có").text(Decoder.AREAS, "tdp-02", "08b", "có");
    assertThat(TotalRules.everyAreaIsGiven(of(culture)))
        .containsExactly(
            new Finding.AreaChoiceMissing(
                Place.cell(culture.at("08b/n"), "08b", "Tỷ lệ tổ dân phố văn hóa")
                    .with(culture.at(Decoder.AREAS, "tdp-03", "08b")),
                "Tổ dân phố Hoàng Pha",
                "có, không",
                "có"));
  }

  @Test
  void a_yes_no_measure_counts_its_yeses() {
    culture.value("08b/n", "2").value("08b/d", "3");
    culture
        .text(Decoder.AREAS, "tdp-01", "08b", "có")
        .text(Decoder.AREAS, "tdp-02", "08b", "có")
        .text(Decoder.AREAS, "tdp-03", "08b", "không");
    assertThat(TotalRules.statedTotalsEqualTheirParts(of(culture))).isEmpty();
    culture.text(Decoder.AREAS, "tdp-03", "08b", "có");
    assertThat(TotalRules.statedTotalsEqualTheirParts(of(culture)))
        .containsExactly(
            new Finding.AreaTotalMismatch(
                Place.cell(culture.at("08b/n"), "08b", "Tổ dân phố đạt văn hóa, tổ")
                    .with(byArea(culture, "08b")),
                "2",
                "3"));
  }

  // ---- cumulatives

  private static History revenue(String... months) {
    List<History.Counted> counted = new java.util.ArrayList<>();
    for (int m = 1; m <= months.length; m++) {
      if (!months[m - 1].isEmpty()) {
        counted.add(
            new History.Counted(
                "01a",
                "2026-%02d".formatted(m),
                1,
                new BigDecimal(months[m - 1]),
                null,
                null,
                null));
      }
    }
    return new History(counted, List.of());
  }

  @Test
  void the_shown_cumulative_is_history_plus_this_month() {
    office.value("01a", "45").number(Decoder.VALUES, "01a", "cumulative", "128");
    assertThat(TotalRules.shownCumulativesAgreeWithHistory(of(office, revenue("43", "40"))))
        .isEmpty();
    assertThat(TotalRules.shownCumulativesAgreeWithHistory(of(office, revenue("43", "41"))))
        .containsExactly(
            new Finding.CumulativeDiffers(
                Place.cell(
                    office.at(Decoder.VALUES, "01a", "cumulative"),
                    "01a",
                    "Thu ngân sách nhà nước trên địa bàn"),
                "128",
                "129"));
    assertThat(TotalRules.shownCumulativesAgreeWithHistory(of(office, revenue("43", ""))))
        .isEmpty(); // a month is missing: nothing can be said
  }

  @Test
  void a_corrected_month_moves_the_later_ones() {
    office.value("01a", "45");
    assertThat(
            TotalRules.correctionsAreNotedForLaterMonths(
                of(office, revenue("43", "40", "45", "50"))))
        .isEmpty();
    assertThat(TotalRules.correctionsAreNotedForLaterMonths(of(office, revenue("43", "40", "44"))))
        .isEmpty();
    assertThat(
            TotalRules.correctionsAreNotedForLaterMonths(
                of(office, revenue("43", "40", "44", "50"))))
        .containsExactly(
            new Finding.LaterCumulativesMove(
                Place.cell(office.at("01a"), "01a", "Thu ngân sách nhà nước trên địa bàn"),
                "44",
                "45",
                "2026-04"));
  }

  // ---- words that must stand beside figures

  @Test
  void a_broken_zero_is_explained() {
    office.value("06a", "0");
    assertThat(CellRules.eventsAreExplained(of(office))).isEmpty();
    office.value("06a", "1");
    assertThat(CellRules.eventsAreExplained(of(office)))
        .containsExactly(
            new Finding.EventWithoutExplanation(
                Place.cell(office.at("06a"), "06a", "Hộ nghèo, hộ"), "1"));
    office.explained("06a", "một hộ phát sinh sau rà soát");
    assertThat(CellRules.eventsAreExplained(of(office))).isEmpty();
  }

  @Test
  void done_has_a_day_and_a_day_means_done() {
    Place place = Place.cell(culture.at("11/done"), "11", CLINIC).with(culture.at("11/on"));
    culture.typed("11/done", "có");
    assertThat(CellRules.milestonesAreDated(of(culture)))
        .containsExactly(new Finding.DoneWithoutDate(place));
    culture.date(Decoder.VALUES, "11/on", "value", LocalDate.of(2026, 3, 5));
    assertThat(CellRules.milestonesAreDated(of(culture))).isEmpty();
    culture.typed("11/done", "không");
    assertThat(CellRules.milestonesAreDated(of(culture)))
        .containsExactly(new Finding.DateWithoutDone(place, "05/03/2026"));
  }

  @Test
  void a_difficulty_says_what_to_whom_and_which() {
    office.text(Decoder.DIFFICULTIES, "1", "what", "Chậm mặt bằng");
    assertThat(CellRules.difficultiesSayWhatAndToWhom(of(office)))
        .containsExactly(
            new Finding.DifficultyIncomplete(
                Place.cell(office.at(Decoder.DIFFICULTIES, "1", "proposed_to"), "difficulty:1", "1")
                    .with(office.at(Decoder.DIFFICULTIES, "1", "proposal")),
                "kiến nghị với ai (ô "
                    + office.at(Decoder.DIFFICULTIES, "1", "proposed_to").address()
                    + "), kiến nghị điều gì (ô "
                    + office.at(Decoder.DIFFICULTIES, "1", "proposal").address()
                    + ")"));
    office
        .text(Decoder.DIFFICULTIES, "1", "proposed_to", "UBND phường")
        .text(Decoder.DIFFICULTIES, "1", "proposal", "Sớm phê duyệt phương án");
    assertThat(CellRules.difficultiesSayWhatAndToWhom(of(office))).isEmpty();
  }

  private String task(String code) {
    return plan.listTasks("kthtdt").stream()
        .filter(t -> t.code().equals(code))
        .map(Task::name)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_postponement_has_a_reason() {
    office
        .text(Decoder.TASKS, "II.1-b", "state", "đang thực hiện")
        .date(Decoder.TASKS, "II.1-b", "new_due", LocalDate.of(2026, 12, 31));
    String name = task("II.1-b");
    assertThat(CellRules.postponementsHaveAReason(of(office)))
        .containsExactly(
            new Finding.PostponedWithoutReason(
                Place.cell(office.at(Decoder.TASKS, "II.1-b", "new_due"), "task:II.1-b", name),
                "31/12/2026"));
    office.text(Decoder.TASKS, "II.1-b", "new_due", "cuối năm");
    assertThat(CellRules.postponementsHaveAReason(of(office)))
        .as("a day that cannot be read is asked for its reason in the same answer")
        .extracting(f -> ((Finding.PostponedWithoutReason) f).found())
        .containsExactly("cuối năm");
    office.text(Decoder.TASKS, "II.1-b", "reason", "chờ thành phố phê duyệt");
    assertThat(CellRules.postponementsHaveAReason(of(office))).isEmpty();
  }

  // ---- a code and the name beside it

  @Test
  void a_code_stands_beside_its_own_name_or_a_name_of_nobody() {
    office.value("04a", "20");
    assertThat(LabelRules.figuresStandBesideTheirLabels(of(office))).isEmpty();
    office.text(Decoder.VALUES, "04a", "name", "DN mới (ước)");
    assertThat(LabelRules.figuresStandBesideTheirLabels(of(office))).isEmpty();
    office.text(Decoder.VALUES, "04a", "name", "HỘ NGHÈO");
    assertThat(LabelRules.figuresStandBesideTheirLabels(of(office)))
        .containsExactly(
            new Finding.RowLabelMismatch(
                Place.cell(
                    office.at(Decoder.VALUES, "04a", "name"), "04a", "Doanh nghiệp thành lập mới"),
                "HỘ NGHÈO",
                "Doanh nghiệp thành lập mới"));
    office.cell(Decoder.VALUES, "04a", "value", DraftCell.Kind.TEXT, "", "General");
    assertThat(LabelRules.figuresStandBesideTheirLabels(of(office))).isEmpty(); // nothing to lose
  }

  // ---- whose form it is

  @Test
  void who_sent_anothers_form_is_told_of_its_own_and_of_no_folder_it_may_not_enter() {
    Claim claim = new Claim(office.draft(), "thuy-nguyen", "vhxh", plan, plan, AS_OF, AS_OF);
    Finding wrong =
        new Finding.WrongUnit(
            Place.FILE,
            plan.getUnit("kthtdt").name(),
            plan.getUnit("vhxh").name(),
            "2026-03_vhxh.xlsx");
    assertThat(StructureRules.unitIsTheFolders(claim)).containsExactly(wrong);
    Said said = FindingCatalog.standard().say(wrong);
    assertThat(said.example()).isEqualTo("2026-03_vhxh.xlsx");
    assertThat(said.remedy())
        .contains("giao cho “" + plan.getUnit("kthtdt").name() + "” hoặc bộ phận tổng hợp")
        .doesNotContain("nop");
  }

  // ---- the office's locks

  private List<Finding> arriving(LocalDate day, Plan.Reopening... reopenings) {
    Plan inForce =
        Plans.year(
            new Plan.Switches(
                java.util.Map.of(),
                java.util.Map.of("2026-03", LocalDate.of(2026, 5, 1)),
                List.of(reopenings)),
            List.of());
    Claim claim = new Claim(office.draft(), "thuy-nguyen", "kthtdt", inForce, plan, day, day);
    List<Finding> found = new java.util.ArrayList<>(StructureRules.periodIsOpen(claim));
    found.addAll(StructureRules.reopeningIsTold(claim));
    return found;
  }

  @Test
  void a_locked_period_is_open_until_its_last_day_and_again_while_it_is_reopened() {
    LocalDate last = LocalDate.of(2026, 5, 1);
    Plan.Reopening may =
        new Plan.Reopening("kthtdt", "2026-03", "Chủ tịch", "bổ sung", LocalDate.of(2026, 5, 9));
    Plan.Reopening others = new Plan.Reopening("vhxh", "2026-03", "A", "b", last.plusYears(1));
    assertThat(arriving(last)).isEmpty();
    assertThat(arriving(last.plusDays(1), others))
        .containsExactly(new Finding.PeriodLocked(Place.FILE, "Tháng 03/2026", "01/05/2026", ""));
    assertThat(arriving(LocalDate.of(2026, 5, 9), may))
        .containsExactly(
            new Finding.AcceptedUnderReopening(
                Place.FILE, "Tháng 03/2026", "Chủ tịch", "bổ sung", "09/05/2026"));
    assertThat(arriving(last, may)).isEmpty(); // not needed yet
    assertThat(arriving(LocalDate.of(2026, 5, 10), may))
        .first()
        .isEqualTo(
            new Finding.PeriodLocked(
                Place.FILE,
                "Tháng 03/2026",
                "01/05/2026",
                "Lần mở lại đã hết hạn ngày 09/05/2026."));
  }
}
