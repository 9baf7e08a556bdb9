package vn.chitieu.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.DraftCell;

/** What a cell says, cell by cell: both sides of each rule and the edge. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecoderTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 16);
  private final Plan plan = Plans.small();
  private static final String STATES = "chưa bắt đầu, đang thực hiện, đã hoàn thành";
  private static final String STATE =
      "Triển khai phân loại chất thải rắn sinh hoạt tại nguồn ở các hộ gia đình – tình trạng";
  private final FormDraft office = FormDraft.of(plan, "kthtdt", "2026-10");
  private final FormDraft culture = FormDraft.of(plan, "vhxh", "2026-10");

  private Decoder.Decoded decode(FormDraft form, Earlier earlier) {
    return Decoder.decode(
        form.draft(),
        plan,
        plan.getPeriod("2026-10"),
        form == office ? "kthtdt" : "vhxh",
        AS_OF,
        earlier);
  }

  private List<Finding> findings(FormDraft form) {
    return decode(form, Earlier.NONE).findings();
  }

  private BigDecimal value(FormDraft form, String measure) {
    return decode(form, Earlier.NONE).submission().findValue(measure).orElseThrow().value().value();
  }

  private Place place(FormDraft form, String item, String measure, String label) {
    return Place.cell(form.at(item), measure, label);
  }

  private Place budget() {
    return place(office, "01a", "01a", "Thu ngân sách nhà nước trên địa bàn, tỷ đồng");
  }

  private Place firms() {
    return place(office, "04a", "04a", "Doanh nghiệp thành lập mới, doanh nghiệp");
  }

  @Test
  void a_number_says_nothing_and_is_kept_exactly() {
    assertThat(findings(office.value("01a", "49.655"))).isEmpty();
    assertThat(value(office, "01a")).isEqualByComparingTo("49.655");
  }

  @Test
  void an_amount_in_words_is_converted_and_said() {
    assertThat(findings(office.typed("01a", "578.625 triệu")))
        .containsExactly(new Finding.UnitConverted(budget(), "578.625 triệu", "578,625"));
    assertThat(value(office, "01a")).isEqualByComparingTo("578.625");
    assertThat(findings(office.typed("01a", "12 tỷ")))
        .containsExactly(new Finding.UnitWritten(budget(), "12 tỷ", "tỷ", "12"));
    assertThat(value(office, "01a")).isEqualByComparingTo("12");
  }

  @Test
  void an_amount_in_dong_is_asked_about_and_never_converted() {
    assertThat(findings(office.value("01a", "578625000000")))
        .containsExactly(
            new Finding.UnitMistaken(budget(), "578.625.000.000", "tỷ đồng", "đồng", "578,625"));
    assertThat(decode(office, Earlier.NONE).submission().findValue("01a")).isEmpty();
    assertThat(findings(office.value("01a", "49655")))
        .containsExactly(
            new Finding.UnitMistaken(budget(), "49.655", "tỷ đồng", "triệu đồng", "49,655"));
  }

  @Test
  void a_large_amount_below_twenty_years_targets_is_no_mistaken_unit() {
    assertThat(findings(office.value("01a", "11572.499"))).isEmpty();
    assertThat(findings(office.value("01a", "11572.5")))
        .containsExactly(
            new Finding.UnitMistaken(budget(), "11.572,5", "tỷ đồng", "triệu đồng", "11,5725"));
  }

  @Test
  void two_readings_are_both_told() {
    assertThat(findings(office.typed("01a", "49.655")))
        .containsExactly(new Finding.AmbiguousNumber(budget(), "49.655", "49655", "49,655"));
  }

  @Test
  void what_an_earlier_version_said_proves_the_reading() {
    office.typed("01a", "49.655");
    Earlier same = new Earlier(Map.of("01a", new BigDecimal("49.655")));
    assertThat(decode(office, same).findings())
        .containsExactly(new Finding.NumberAsText(budget(), "49.655", "49,655"));
    assertThat(decode(office, same).submission().findValue("01a").orElseThrow().value().value())
        .isEqualByComparingTo("49.655");
    Earlier other = new Earlier(Map.of("01a", new BigDecimal("49.6")));
    assertThat(decode(office, other).findings())
        .containsExactly(new Finding.AmbiguousNumber(budget(), "49.655", "49655", "49,655"));
  }

  @Test
  void a_part_cannot_be_more_than_its_whole() {
    Place part = place(office, "03/n", "03", "Vốn đã giải ngân trong kỳ, tỷ đồng");
    office.typed("03/n", "16.31").value("03/d", "185.5");
    assertThat(findings(office)).containsExactly(new Finding.NumberAsText(part, "16.31", "16,31"));
    office.typed("03/n", "16.312").value("03/d", "185.5");
    assertThat(findings(office))
        .containsExactly(
            new Finding.NumberAsText(part, "16.312", "16,312"),
            new Finding.RoundedToScale(part, "16,312", "16,31"));
    office.typed("03/n", "16.312").value("03/d", "18550");
    assertThat(findings(office))
        .containsExactly(new Finding.AmbiguousNumber(part, "16.312", "16312", "16,312"));
  }

  @Test
  void a_count_reads_a_dot_as_thousands() {
    assertThat(findings(office.typed("04a", "1.234")))
        .containsExactly(new Finding.NumberAsText(firms(), "1.234", "1.234"));
    assertThat(value(office, "04a")).isEqualByComparingTo("1234");
  }

  @Test
  void another_unit_of_measure_is_held() {
    assertThat(findings(office.typed("04a", "20 hộ")))
        .containsExactly(new Finding.OtherUnit(firms(), "20 hộ", "hộ"));
    assertThat(findings(office.typed("04a", "20 doanh nghiệp")))
        .containsExactly(new Finding.UnitWritten(firms(), "20 doanh nghiệp", "doanh nghiệp", "20"));
  }

  @Test
  void a_percentage_is_no_count() {
    assertThat(findings(office.typed("04a", "98,5%")))
        .containsExactly(new Finding.PercentWhereCount(firms(), "98,5%"));
    assertThat(
            findings(
                office.cell(
                    Decoder.VALUES, "04a", "value", DraftCell.Kind.NUMBER, "0.985", "0.0%")))
        .containsExactly(new Finding.PercentWhereCount(firms(), "98,5 %"));
  }

  @Test
  void a_dash_is_nothing_and_asked_about_where_a_figure_is_required() {
    assertThat(findings(office.typed("04a", "–")))
        .containsExactly(new Finding.NothingMarked(firms(), "–"));
    assertThat(decode(office, Earlier.NONE).submission().findValue("04a")).isEmpty();
    office.value("04a", "20").typed("02", "…");
    assertThat(findings(office))
        .containsExactly(
            new Finding.MarkReadAsBlank(
                place(office, "02", "02", "Tổng giá trị sản phẩm trên địa bàn, tỷ đồng"), "…"));
    assertThat(decode(office, Earlier.NONE).submission().findValue("02")).isEmpty();
  }

  @Test
  void words_for_nothing_are_zero_where_things_happen_and_no_number_elsewhere() {
    assertThat(findings(office.typed("04a", "không phát sinh")))
        .containsExactly(new Finding.WordForZero(firms(), "không phát sinh"));
    assertThat(value(office, "04a")).isEqualByComparingTo("0");
    office.value("04a", "1").typed("07a/d", "không có");
    assertThat(findings(office))
        .containsExactly(
            new Finding.NotANumber(place(office, "07a/d", "07a", "Dân số, người"), "không có"));
  }

  @Test
  void accounting_parentheses_are_a_minus() {
    assertThat(findings(office.typed("04a", "(12)")))
        .containsExactly(
            new Finding.NumberAsText(firms(), "(12)", "-12"),
            new Finding.NegativeValue(firms(), "-12"));
  }

  // ---- percentages from 0 to 100

  private Place criteria() {
    return place(
        culture, "11/percent", "11", "Trạm y tế phường đạt chuẩn quốc gia – tỷ lệ tiêu chí đã đạt");
  }

  private BigDecimal criteriaPercent() {
    return decode(culture, Earlier.NONE)
        .submission()
        .findValue("11")
        .orElseThrow()
        .criteriaPercent()
        .value();
  }

  @Test
  void a_percent_sign_or_format_makes_a_percentage_certain() {
    assertThat(findings(culture.typed("11/percent", "98,5%")))
        .containsExactly(new Finding.UnitWritten(criteria(), "98,5%", "%", "98,5"));
    assertThat(criteriaPercent()).isEqualByComparingTo("98.5");
    culture.cell(Decoder.VALUES, "11/percent", "value", DraftCell.Kind.NUMBER, "0.985", "0.0%");
    assertThat(findings(culture)).isEmpty();
    assertThat(criteriaPercent()).isEqualByComparingTo("98.5");
  }

  @Test
  void a_bare_fraction_is_asked_about() {
    assertThat(findings(culture.value("11/percent", "0.985")))
        .containsExactly(new Finding.PercentAsFraction(criteria(), "0,985", "98,5"));
    assertThat(findings(culture.value("11/percent", "1"))).isEmpty();
    assertThat(findings(culture.value("11/percent", "0"))).isEmpty();
    assertThat(findings(culture.typed("11/percent", "0,5%")))
        .containsExactly(new Finding.UnitWritten(criteria(), "0,5%", "%", "0,5"));
  }

  @Test
  void a_percentage_beyond_a_hundred_proves_the_other_reading() {
    assertThat(findings(culture.typed("11/percent", "98.500")))
        .containsExactly(new Finding.NumberAsText(criteria(), "98.500", "98,5"));
    assertThat(findings(culture.value("11/percent", "100.01")))
        .containsExactly(new Finding.PercentOutOfRange(criteria(), "100,01"));
  }

  // ---- days

  private Place day() {
    return place(culture, "11/on", "11", "Trạm y tế phường đạt chuẩn quốc gia – ngày hoàn thành");
  }

  @Test
  void days_typed_as_text_are_read_in_the_Vietnamese_order_and_said() {
    assertThat(findings(culture.typed("11/on", "5/3/2026")))
        .containsExactly(new Finding.DateAsText(day(), "5/3/2026", "05/03/2026"));
    assertThat(decode(culture, Earlier.NONE).submission().findValue("11").orElseThrow().doneOn())
        .isEqualTo(LocalDate.of(2026, 3, 5));
  }

  @Test
  void days_that_must_be_guessed_are_asked_about() {
    assertThat(findings(culture.typed("11/on", "5/3")))
        .containsExactly(new Finding.DateToConfirm(day(), "5/3", "05/03/2026"));
    assertThat(findings(culture.typed("11/on", "03/25/2026")))
        .containsExactly(new Finding.MonthBeforeDay(day(), "03/25/2026", "25/03/2026"));
    assertThat(findings(culture.value("11/on", "46086")))
        .containsExactly(new Finding.DateToConfirm(day(), "46086", "05/03/2026"));
    assertThat(findings(culture.typed("11/on", "hôm qua")))
        .containsExactly(new Finding.NotADate(day(), "hôm qua"));
  }

  @Test
  void a_day_lies_in_a_sane_range_and_not_in_the_future() {
    culture.date(Decoder.VALUES, "11/on", "value", LocalDate.of(2009, 12, 31));
    assertThat(findings(culture))
        .containsExactly(
            new Finding.DateOutOfRange(day(), "31/12/2009", "01/01/2010", "31/12/2036"));
    culture.date(Decoder.VALUES, "11/on", "value", LocalDate.of(2010, 1, 1));
    assertThat(findings(culture)).isEmpty();
    culture.date(Decoder.VALUES, "11/on", "value", AS_OF);
    assertThat(findings(culture)).isEmpty();
    culture.date(Decoder.VALUES, "11/on", "value", AS_OF.plusDays(1));
    assertThat(findings(culture))
        .containsExactly(new Finding.FutureDate(day(), "17/10/2026", "16/10/2026"));
  }

  // ---- lists and words

  @Test
  void a_list_takes_its_words_and_asks_about_others() {
    Place state = Place.cell(office.at(Decoder.TASKS, "II.1-a", "state"), "task:II.1-a", STATE);
    assertThat(findings(office.text(Decoder.TASKS, "II.1-a", "state", "ĐANG THỰC HIỆN"))).isEmpty();
    assertThat(findings(office.text(Decoder.TASKS, "II.1-a", "state", "hoàn thành")))
        .containsExactly(new Finding.DidYouMean(state, "hoàn thành", "đã hoàn thành", STATES));
    assertThat(findings(office.text(Decoder.TASKS, "II.1-a", "state", "tạm dừng")))
        .containsExactly(new Finding.NotInList(state, "tạm dừng", STATES, "chưa bắt đầu"));
    Place done =
        place(culture, "11/done", "11", "Trạm y tế phường đạt chuẩn quốc gia – đã hoàn thành chưa");
    assertThat(findings(culture.typed("11/done", "rồi")))
        .containsExactly(new Finding.WordReadAs(done, "rồi", "có"));
    assertThat(findings(culture.typed("11/done", "x")))
        .containsExactly(new Finding.DidYouMean(done, "x", "có", "có, không"));
  }

  @Test
  void a_task_of_which_anything_is_written_needs_its_state_in_the_same_answer() {
    Place state = Place.cell(office.at(Decoder.TASKS, "II.1-a", "state"), "task:II.1-a", STATE);
    office.text(Decoder.TASKS, "II.1-a", "new_due", "cuối năm");
    assertThat(findings(office))
        .hasSize(2)
        .hasAtLeastOneElementOfType(Finding.NotADate.class)
        .contains(new Finding.ChoiceMissing(state, STATES, "chưa bắt đầu"));
    office.text(Decoder.TASKS, "II.1-a", "new_due", "-");
    assertThat(findings(office)).as("a dash says nothing").isEmpty();
    office.text(Decoder.TASKS, "II.1-a", "reason", "chờ phê duyệt");
    assertThat(findings(office))
        .containsExactly(new Finding.ChoiceMissing(state, STATES, "chưa bắt đầu"));
  }

  @Test
  void a_word_too_short_to_tell_is_read_by_the_font_of_its_cell() {
    office.value("01a", "49.655").explained("01a", "Tæ 5").inFont("01a", "explanation", ".VnTime");
    assertThat(findings(office))
        .extracting(f -> ((Finding.LegacyEncoding) f).converted())
        .containsExactly("Tổ 5");
  }

  @Test
  void text_of_an_old_font_is_kept_and_its_Unicode_proposed() {
    office.value("01a", "49.655").explained("01a", "Thu ng©n s¸ch");
    Place place =
        Place.cell(
            office.at(Decoder.VALUES, "01a", "explanation"),
            "01a",
            "Thu ngân sách nhà nước trên địa bàn – giải trình");
    assertThat(findings(office))
        .containsExactly(
            new Finding.LegacyEncoding(place, "Thu ng©n s¸ch", "TCVN3", "Thu ngân sách"));
    assertThat(
            decode(office, Earlier.NONE).submission().findValue("01a").orElseThrow().explanation())
        .isEqualTo("Thu ng©n s¸ch");
    assertThat(findings(office.explained("01a", "Thu ngân sách"))).isEmpty();
  }

  // ---- what the office asks

  @Test
  void a_question_to_another_unit_on_a_copied_sheet_is_a_row_that_is_not_this_unit_s() {
    Plan asking =
        Plans.asking(plan, question("gt-01", "kthtdt", "01a"), question("gt-02", "vhxh", "06b"));
    office.asked("gt-01", "nộp muộn").asked("gt-02", "chép nhầm").asked("do/01a/2026-10", "");

    Decoder.Decoded decoded =
        Decoder.decode(
            office.draft(), asking, asking.getPeriod("2026-10"), "kthtdt", AS_OF, Earlier.NONE);

    assertThat(decoded.submission().questions())
        .extracting(QuestionReport::code)
        .containsExactly("gt-01", "do/01a/2026-10");
    assertThat(decoded.findings())
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.UnknownRow.class, f -> assertThat(f.found()).isEqualTo("gt-02"));
  }

  private static Plan.Question question(String code, String unit, String measure) {
    return new Plan.Question(
        code,
        unit,
        measure,
        "2026-09",
        "Vì sao?",
        "Bà Lan",
        AS_OF,
        null,
        new CellRef("Yêu cầu giải trình", "E5"));
  }
}
