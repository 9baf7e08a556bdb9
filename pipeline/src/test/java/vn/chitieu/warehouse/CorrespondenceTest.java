package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.CellRef;

/**
 * What the office and the units write to each other: questions and their answers, answers to
 * difficulties, signatures and what is corrected after them. The target of 01a is 1200 for the
 * year, so 100 a month keep pace and 50 do not.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorrespondenceTest {
  private static final Plan.Switches NO_SWITCHES = Plan.Switches.NONE;

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

  /** The plan workbook as the office hands it in. */
  private Plan office(String version, String on, Plan.Correspondence words) {
    Plan plan = WarehousePlans.writing(WarehousePlans.FIRST, version, words, NO_SWITCHES);
    house.plan(plan, house.night(on));
    return plan;
  }

  private static Plan.Correspondence asking(Plan.Question... questions) {
    return new Plan.Correspondence(List.of(questions), List.of(), List.of());
  }

  private static Plan.Correspondence answering(Plan.CaseAnswer... answers) {
    return new Plan.Correspondence(List.of(), List.of(answers), List.of());
  }

  private static Plan.Correspondence signing(Plan.Signing... signings) {
    return new Plan.Correspondence(List.of(), List.of(), List.of(signings));
  }

  private static Plan.Question gt01() {
    return WarehousePlans.question("gt-01", "thue", "01a", "2026-01", "2026-01-20");
  }

  // ---- the office's questions

  private static final String OFFICE =
      "select unit_code, question_code, figure_label, state, asked_count, answer, answered_on,"
          + " source_file, source_sheet, source_cell, age_days, is_overdue from mart.fct_question"
          + " where question_source = 'office' order by 1, 2";

  @Test
  void a_question_is_repeated_and_counted_until_a_form_brings_its_answer() {
    house.from("thue", month(1)).value("01a", "91").judge(nightOf(1));
    Plan asking = office("11111111", "2026-01-20", asking(gt01()));

    assertThat(house.published("2026-01-21", OFFICE))
        .as("it stands in the form that is out: asked once")
        .containsExactly("thue|gt-01|91 tỷ đồng|open|1|null|null|null|null|null|1|false");

    house
        .from("thue", month(2))
        .plan(asking)
        .value("01a", "95")
        .question("gt-01", "")
        .judge(nightOf(2));
    house
        .from("thue", month(2))
        .plan(asking)
        .version(2)
        .value("01a", "95")
        .question("gt-01", "")
        .judge(house.night("2026-02-17"));
    assertThat(house.published("2026-02-18", OFFICE))
        .as("two workbooks of one month ask once")
        .containsExactly("thue|gt-01|91 tỷ đồng|open|2|null|null|null|null|null|29|true");

    house
        .from("thue", month(3))
        .plan(asking)
        .value("01a", "95")
        .question("gt-01", "doanh nghiệp nộp muộn")
        .judge(nightOf(3));
    assertThat(house.published("2026-03-20", OFFICE))
        .containsExactly(
            "thue|gt-01|91 tỷ đồng|answered|2|doanh nghiệp nộp muộn|2026-03-16|2026-03_thue-1.xlsx"
                + "|Yêu cầu giải trình|H7|55|true");
  }

  @Test
  void a_question_that_a_later_workbook_leaves_out_is_asked_no_more_and_an_answer_stays() {
    house.from("thue", month(1)).value("01a", "91").judge(nightOf(1));
    Plan asking =
        office(
            "11111111",
            "2026-01-20",
            asking(
                gt01(), WarehousePlans.question("gt-02", "thue", "01a", "2026-01", "2026-01-20")));
    house
        .from("thue", month(2))
        .plan(asking)
        .value("01a", "95")
        .question("gt-01", "nộp muộn")
        .question("gt-02", "")
        .judge(nightOf(2));
    office("22222222", "2026-02-20", Plan.Correspondence.NONE);

    assertThat(
            house.published(
                "2026-02-21",
                "select question_code, state, asked_count, is_in_forms, age_days from"
                    + " mart.fct_question where question_source = 'office' order by 1"))
        .containsExactly("gt-01|answered|1|false|27", "gt-02|withdrawn|1|false|null");
  }

  @Test
  void another_unit_s_figure_is_not_told_and_another_unit_cannot_answer() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    Plan asking = office("11111111", "2026-01-20", asking(gt01()));
    house
        .from("thue", month(2))
        .plan(asking)
        .value("01a", "95")
        .question("gt-01", "")
        .judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-18",
                "select unit_code, figure_label, state from mart.fct_question where question_code ="
                    + " 'gt-01'"))
        .containsExactly("thue||open");
  }

  @Test
  void a_code_that_is_used_again_for_another_figure_is_another_question() {
    house.from("thue", month(1)).value("01a", "91").judge(nightOf(1));
    Plan first = office("11111111", "2026-01-20", asking(gt01()));
    house
        .from("thue", month(2))
        .plan(first)
        .value("01a", "95")
        .question("gt-01", "nộp muộn")
        .judge(nightOf(2));
    office("22222222", "2026-02-20", Plan.Correspondence.NONE);
    Plan again =
        office(
            "44444444",
            "2026-02-25",
            asking(WarehousePlans.question("gt-01", "thue", "01a", "2026-02", "2026-02-25")));
    String said =
        "select unit_code, period_code, state, answer, is_in_forms from mart.fct_question where"
            + " question_code = 'gt-01' order by 1, 2";

    assertThat(house.published("2026-02-26", said))
        .as("the old words answer the old question only")
        .containsExactly("thue|2026-01|answered|nộp muộn|false", "thue|2026-02|open|null|true");

    house
        .from("thue", month(3))
        .plan(again)
        .value("01a", "95")
        .question("gt-01", "vẫn nộp muộn")
        .judge(nightOf(3));
    office(
        "55555555",
        "2026-03-20",
        asking(WarehousePlans.question("gt-01", "kthtdt", "01a", "2026-01", "2026-03-20")));
    assertThat(house.published("2026-03-21", said))
        .containsExactly(
            "kthtdt|2026-01|open|null|true",
            "thue|2026-01|answered|nộp muộn|false",
            "thue|2026-02|answered|vẫn nộp muộn|false");
  }

  @Test
  void next_year_s_plan_may_be_handed_in_twice_with_another_question_under_the_same_code() {
    Plan early =
        WarehousePlans.writing(
            new WarehousePlans.Change(WarehousePlans.FIRST).aYearLater().as("66666666"),
            "66666666",
            asking(WarehousePlans.question("gt-01", "thue", "01a", "2027-01", "2026-12-10")),
            NO_SWITCHES);
    house.plan(early, house.night("2026-12-10"));
    house.plan(
        WarehousePlans.writing(
            early,
            "77777777",
            asking(WarehousePlans.question("gt-01", "kthtdt", "01a", "2027-01", "2026-12-12")),
            NO_SWITCHES),
        house.night("2026-12-12"));
    house
        .from("thue", "2027-01")
        .plan(early)
        .value("01a", "91")
        .question("gt-01", "nộp muộn")
        .judge(house.night("2027-01-16"));

    assertThat(
            house.published(
                "2027-01-17",
                "select unit_code, state from mart.fct_question where question_code = 'gt-01'"
                    + " order by 1"))
        .containsExactly("kthtdt|open", "thue|answered");
  }

  @Test
  void a_code_on_a_sheet_copied_from_another_unit_holds_no_release_back() {
    Plan asking = office("11111111", "2026-01-20", asking(gt01()));
    house
        .from("kthtdt", month(2))
        .plan(asking)
        .value("01a", "95")
        .question("gt-01", "chép nhầm")
        .judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-18",
                "select unit_code, state, answer from mart.fct_question where question_code ="
                    + " 'gt-01'"))
        .containsExactly("thue|open|null");
  }

  // ---- the questions of red figures

  private static final String RED =
      "select unit_code, question_code, state, asked_count, answer from mart.fct_question where"
          + " question_source = 'rule' and measure_code = '01a' order by question_code";

  @Test
  void a_measure_asks_once_for_each_time_that_it_turns_red_without_a_word() {
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));
    assertThat(house.published("2026-01-20", RED))
        .containsExactly("kthtdt|do/01a/2026-01|open|1|null");

    house.from("kthtdt", month(2)).value("01a", "50").judge(nightOf(2));
    assertThat(house.published("2026-02-20", RED))
        .as("still red is not red anew")
        .containsExactly("kthtdt|do/01a/2026-01|open|1|null");

    house.from("kthtdt", month(3)).value("01a", "200").judge(nightOf(3));
    assertThat(house.published("2026-03-20", RED))
        .as("nobody saw the question, and the measure is well: nothing is left to ask")
        .isEmpty();

    house.from("kthtdt", month(4)).value("01a", "0").judge(nightOf(4));
    assertThat(house.published("2026-04-20", RED))
        .containsExactly("kthtdt|do/01a/2026-04|open|1|null");
    assertThat(
            house.asked(
                "select about_label, figure_label, question, asked_on from mart.fct_question where"
                    + " question_code = 'do/01a/2026-04'"))
        .singleElement()
        .satisfies(
            q ->
                assertThat(q)
                    .startsWith(
                        "01a Thu ngân sách nhà nước – từ tháng 4/2026|300 tỷ đồng|Chỉ tiêu “")
                    .contains("kế hoạch")
                    .endsWith("Đề nghị nêu nguyên nhân, cách khắc phục.|2026-04-16"));
  }

  @Test
  void a_red_figure_with_a_word_beside_it_asks_nothing() {
    house.from("kthtdt", month(1)).explained("01a", "50", "dự án chậm").judge(nightOf(1));

    assertThat(house.published("2026-01-20", RED)).isEmpty();
  }

  @Test
  void a_red_figure_is_answered_in_the_form_or_by_a_later_month_s_words() {
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));
    house
        .from("kthtdt", month(2))
        .value("01a", "50")
        .question("do/01a/2026-01", "thu chậm, đã đôn đốc")
        .judge(nightOf(2));
    assertThat(house.published("2026-02-20", RED))
        .containsExactly("kthtdt|do/01a/2026-01|answered|1|thu chậm, đã đôn đốc");

    house.from("kthtdt", month(3)).value("01a", "200").judge(nightOf(3));
    house.from("kthtdt", month(4)).value("01a", "0").judge(nightOf(4));
    house.from("kthtdt", month(5)).explained("01a", "0", "tạm dừng một khoản").judge(nightOf(5));
    assertThat(house.published("2026-05-20", RED))
        .containsExactly(
            "kthtdt|do/01a/2026-01|answered|1|thu chậm, đã đôn đốc",
            "kthtdt|do/01a/2026-04|answered|1|tạm dừng một khoản");
  }

  @Test
  void a_question_that_a_form_showed_is_told_of_also_when_the_figure_is_mended() {
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));
    house
        .from("kthtdt", month(1))
        .version(2)
        .value("01a", "100")
        .question("do/01a/2026-01", "")
        .judge(house.night("2026-01-17"));

    assertThat(house.published("2026-01-20", RED))
        .containsExactly("kthtdt|do/01a/2026-01|withdrawn|1|null");
  }

  @Test
  void what_a_unit_answers_is_what_it_says_of_the_figure_in_the_report() {
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));
    house
        .from("kthtdt", month(2))
        .value("01a", "50")
        .question("do/01a/2026-01", "một khoản lớn nộp chậm")
        .judge(nightOf(2));
    house.published("2026-02-20", RED);

    try (Release release = Release.open(house.releases).orElseThrow()) {
      assertThat(release.findReportFacts("thuy-nguyen", "2026-02").orElseThrow().measures())
          .filteredOn(m -> m.code().equals("01a"))
          .extracting(m -> m.explanation() + ", " + m.explainedIn())
          .containsExactly("một khoản lớn nộp chậm, Tháng 2/2026");
      assertThat(release.findReportFacts("thuy-nguyen", "2026-01").orElseThrow().measures())
          .filteredOn(m -> m.code().equals("01a"))
          .extracting(ReportFacts.Measure::explanation)
          .as("it had not said so by then")
          .containsExactly("");
    }
  }

  @Test
  void red_figures_ask_nothing_when_the_plan_says_so() {
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .threshold("ask_when_red", "0")
            .as("33333333"),
        house.night("2026-01-18"));

    assertThat(house.published("2026-01-20", RED)).isEmpty();
  }

  @Test
  void nobody_outside_reads_a_question_and_none_about_a_restricted_measure_is_there() {
    house.from("cap", month(1)).value("14", "1").judge(nightOf(1));
    house.from("kthtdt", month(1)).value("01a", "50").judge(nightOf(1));

    assertThat(
            house.published("2026-01-20", "select measure_code from mart.fct_question order by 1"))
        .containsExactly("01a", "14");
    assertThat(
            house.asked(
                "select measure_code, question, asked_by, answer from mart_public.fct_question"))
        .containsExactly("01a|null|null|null");
  }

  // ---- at the change of the year

  private Plan nextYear(String version, String on, Plan.Correspondence words) {
    Plan plan =
        WarehousePlans.writing(
            new WarehousePlans.Change(WarehousePlans.FIRST).aYearLater().as(version),
            version,
            words,
            NO_SWITCHES);
    house.plan(plan, house.night(on));
    return plan;
  }

  @Test
  void what_the_old_year_asks_travels_in_the_forms_of_the_new_one_until_it_is_answered() {
    house.from("thue", month(12)).value("01a", "91").judge(nightOf(12));
    office(
        "11111111",
        "2026-12-18",
        asking(WarehousePlans.question("gt-01", "thue", "01a", "2026-12", "2026-12-18")));
    Plan next =
        nextYear(
            "88888888",
            "2026-12-20",
            asking(WarehousePlans.question("gt-01", "thue", "01a", "2027-01", "2027-01-02")));
    String said =
        "select year, period_code, state, is_in_forms, asked_count, answer, source_file from"
            + " mart.fct_question where question_code = 'gt-01' order by year";

    assertThat(house.published("2027-01-05", said))
        .containsExactly(
            "2026|2026-12|open|true|1|null|null", "2027|2027-01|open|true|1|null|null");
    try (Release release = Release.open(house.releases).orElseThrow()) {
      assertThat(release.mail().get("thuy-nguyen/thue").questions())
          .extracting(q -> q.year() + " " + q.code())
          .containsExactly("2026 gt-01", "2027 gt-01");
    }

    house
        .from("thue", "2027-01")
        .plan(next)
        .value("01a", "91")
        .question("2026/gt-01", "nộp muộn")
        .question("gt-01", "")
        .judge(house.night("2027-01-16"));
    assertThat(house.published("2027-01-17", said))
        .containsExactly(
            "2026|2026-12|answered|false|1|nộp muộn|2027-01_thue-1.xlsx",
            "2027|2027-01|open|true|2|null|null");
  }

  @Test
  void a_measure_that_missed_the_year_asks_once_the_board_shows_it_and_in_next_year_s_form() {
    Plan next = nextYear("88888888", "2026-12-20", Plan.Correspondence.NONE);
    house.from("vhxh", "2026-final").value("09", "0").judge(house.night("2027-01-05"));
    house
        .from("kthtdt", "2026-final")
        .explained("01a", "900", "thiếu một khoản lớn")
        .judge(house.night("2027-01-05"));
    String missed =
        "select unit_code, question_code, state, is_in_forms, answer from mart.fct_question order"
            + " by question_code";

    assertThat(house.published("2027-01-10", missed))
        .as("its reports are due on that day")
        .isEmpty();
    assertThat(house.published("2027-01-11", missed))
        .as("what has words beside it is not asked")
        .containsExactly("vhxh|do/09/2026-final|open|true|null");
    assertThat(house.asked("select about_label from mart.fct_question"))
        .containsExactly("09 Trường đạt chuẩn mức độ 2 – từ chốt năm 2026");

    house
        .from("vhxh", "2027-02")
        .plan(next)
        .value("09", "0")
        .question("do/09/2026-final", "trường chưa được kiểm tra")
        .judge(house.night("2027-02-16"));
    assertThat(house.published("2027-02-17", missed))
        .containsExactly("vhxh|do/09/2026-final|answered|false|trường chưa được kiểm tra");
  }

  @Test
  void whether_a_red_figure_asks_is_a_word_of_its_own_year() {
    house.from("kthtdt", month(12)).value("01a", "900").judge(nightOf(12));
    WarehousePlans.Change later = new WarehousePlans.Change(WarehousePlans.FIRST).aYearLater();

    house.plan(later.threshold("ask_when_red", "0").as("88888888"), house.night("2027-01-02"));
    assertThat(house.published("2027-01-05", RED)).hasSize(1);

    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .threshold("ask_when_red", "0")
            .as("99999999"),
        house.night("2027-01-06"));
    assertThat(house.published("2027-01-07", RED)).isEmpty();
  }

  @Test
  void a_unit_that_the_new_plan_leaves_out_is_asked_in_the_form_that_closes_the_old_year() {
    house.from("kthtdt", month(12)).value("01a", "900").judge(nightOf(12));
    house.plan(
        new WarehousePlans.Change(WarehousePlans.FIRST)
            .aYearLater()
            .units(
                WarehousePlans.FIRST.units().stream()
                    .filter(u -> !u.code().equals("kthtdt"))
                    .toList())
            .as("88888888"),
        house.night("2027-01-02"));
    String forms = "select question_code, is_in_forms from mart.fct_question";

    assertThat(house.published("2027-01-05", forms)).containsExactly("do/01a/2026-12|true");
    assertThat(house.published("2027-03-05", forms))
        .as("the year is closed by then")
        .containsExactly("do/01a/2026-12|false");
  }

  @Test
  void a_measure_that_is_red_in_december_and_at_the_close_is_asked_about_once() {
    house.from("kthtdt", month(12)).value("01a", "900").judge(nightOf(12));
    house.from("kthtdt", "2026-final").value("01a", "900").judge(house.night("2027-01-05"));

    assertThat(house.published("2027-01-11", RED))
        .containsExactly("kthtdt|do/01a/2026-12|open|1|null");
    assertThat(house.asked("select question from mart.fct_question"))
        .singleElement()
        .satisfies(q -> assertThat(q).startsWith("Chỉ tiêu “không đạt”. Đến chốt năm 2026: "));
  }

  @Test
  void a_difficulty_of_the_old_year_is_closed_by_the_workbook_of_the_new_one() {
    house.from("kthtdt", month(12)).difficulty(1, "thiếu vốn").judge(nightOf(12));
    nextYear(
        "88888888",
        "2027-01-04",
        answering(answer("thuy-nguyen/kthtdt/2026-12/1/1", 0, "đã bố trí", "2027-01-04", true)));

    assertThat(
            house.published("2027-01-05", "select case_code, state from mart.fct_difficulty_case"))
        .containsExactly("thuy-nguyen/kthtdt/2026-12/1/1|closed");
  }

  // ---- answers to difficulties

  private static final String CASES =
      "select case_code, state, answer, answered_by, answered_on, answer_source from"
          + " mart.fct_difficulty_case order by 1";

  private static Plan.CaseAnswer answer(
      String caseCode, int row, String words, String on, boolean isClosed) {
    return new Plan.CaseAnswer(
        caseCode,
        caseCode.isEmpty() ? "kthtdt" : "",
        caseCode.isEmpty() ? "2026-01" : "",
        row,
        words,
        "Bà Lan",
        LocalDate.parse(on),
        isClosed,
        new CellRef("Trả lời kiến nghị", "E" + (4 + row)));
  }

  @Test
  void a_difficulty_is_answered_by_its_case_or_by_its_row_and_the_last_answer_counts() {
    house
        .from("kthtdt", month(1))
        .difficulty(1, "thiếu vốn")
        .difficulty(2, "thiếu người")
        .judge(nightOf(1));
    office(
        "11111111",
        "2026-01-25",
        answering(
            answer("", 1, "đã trình thành phố", "2026-01-22", false),
            answer("", 1, "đã bố trí 2 tỷ", "2026-01-24", false),
            answer("thuy-nguyen/kthtdt/2026-01/1/2", 0, "đã điều động", "2026-01-24", true)));

    assertThat(house.published("2026-01-26", CASES))
        .containsExactly(
            "thuy-nguyen/kthtdt/2026-01/1/1|answered|đã bố trí 2 tỷ|Bà Lan|2026-01-24|Trả lời kiến"
                + " nghị › E5",
            "thuy-nguyen/kthtdt/2026-01/1/2|closed|đã điều động|Bà Lan|2026-01-24|Trả lời kiến"
                + " nghị › E4");
    try (Release release = Release.open(house.releases).orElseThrow()) {
      UnitMail mail = release.mail().get("thuy-nguyen/kthtdt");
      assertThat(mail.answersFor("2026-01"))
          .extracting(a -> a.number() + " " + a.answer() + " " + a.isClosed())
          .containsExactly("1 đã bố trí 2 tỷ false", "2 đã điều động true");
      assertThat(mail.answersFor("2026-02")).isEmpty();
    }

    house.from("kthtdt", month(2)).difficulty(1, "thiếu người").judge(nightOf(2));
    assertThat(house.published("2026-02-20", CASES))
        .as("raised again after it was closed")
        .anyMatch(c -> c.startsWith("thuy-nguyen/kthtdt/2026-01/1/2|answered|đã điều động"));

    office("22222222", "2026-02-21", Plan.Correspondence.NONE);
    assertThat(house.published("2026-02-22", CASES))
        .as("an answer that the workbook leaves out is taken back")
        .containsExactly(
            "thuy-nguyen/kthtdt/2026-01/1/1|no_longer_mentioned|null|null|null|null",
            "thuy-nguyen/kthtdt/2026-01/1/2|open|null|null|null|null");
  }

  @Test
  void an_answer_to_a_difficulty_that_nobody_told_is_said_and_holds_nothing_back() {
    house.from("kthtdt", month(1)).difficulty(1, "thiếu vốn").judge(nightOf(1));
    office("11111111", "2026-01-25", answering(answer("", 7, "đã xong", "2026-01-22", false)));

    assertThat(
            house.published(
                "2026-01-26",
                "select unit_code, sentence from mart.meta_warning where test_name ="
                    + " 'fct_difficulty_case__answer_to_none'"))
        .containsExactly(
            "kthtdt|Trả lời ở Trả lời kiến nghị E11 không khớp vướng mắc nào: kthtdt, kỳ 2026-01,"
                + " dòng 7.");
  }

  // ---- signatures

  private static final String CORRECTIONS =
      "select unit_code, old_value, new_value, corrected_on, is_after_signing, signed_by, signed_on"
          + " from mart.fct_correction order by 1, corrected_on";

  @Test
  void what_is_corrected_after_the_chairman_has_signed_is_called_so_and_the_signed_figure_stays() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    house.from("kthtdt", month(1)).version(2).value("01a", "91").judge(house.night("2026-01-17"));
    house.published("2026-01-18", "select 1");
    String signedRelease = house.asked("select release_id from mart.meta_release").getFirst();
    house.from("kthtdt", month(1)).version(3).value("01a", "95").judge(house.night("2026-01-25"));
    office("11111111", "2026-01-26", signing(WarehousePlans.signed("2026-01", "", "2026-01-20")));

    assertThat(house.published("2026-01-27", CORRECTIONS))
        .containsExactly(
            "kthtdt|90|91|2026-01-17|false|Ông Bình (Chủ tịch)|2026-01-20",
            "kthtdt|91|95|2026-01-25|true|Ông Bình (Chủ tịch)|2026-01-20");
    assertThat(
            house.asked(
                "select unit_short_name, signing_kind, signed_by, title, signed_on,"
                    + " signed_release_id, correction_count from mart.fct_signing"))
        .containsExactly("cả địa bàn|signed|Ông Bình|Chủ tịch|2026-01-20|" + signedRelease + "|1");
    assertThat(house.asked("select signing_label from mart.rpt_correction order by corrected_on"))
        .containsExactly("● sửa trước khi ký", "★ đính chính sau khi ký ngày 20/01/2026");
    assertThat(
            house.asked(
                "select v.reported_value from mart.rpt_value_history v join mart.fct_signing s on"
                    + " v.period_code = s.period_code and s.signed_known_at >= v.known_from and"
                    + " (v.known_until is null or s.signed_known_at < v.known_until) where"
                    + " v.measure_code = '01a'"))
        .as("the figure as it was signed")
        .containsExactly("91");
    assertThat(house.asked("select signed_by from mart_public.fct_signing"))
        .containsExactly("null");
  }

  @Test
  void two_releases_tell_the_same_facts_though_signed_figures_stand_in_either() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    office("11111111", "2026-01-17", signing(WarehousePlans.signed("2026-01", "", "2026-01-20")));

    house.published("2026-01-18", "select 1");
    String first = facts();
    String named = house.asked("select signed_release_id from mart.fct_signing").getFirst();
    house.published("2026-01-18", "select 1");

    assertThat(house.asked("select signed_release_id from mart.fct_signing"))
        .as("it is the newer release by now")
        .doesNotContain(named);
    assertThat(facts()).isEqualTo(first);
  }

  private String facts() {
    try (Snapshot s =
        Snapshot.open(
            Publisher.current(house.releases).orElseThrow().resolve(Release.FILE), Snapshot.MART)) {
      return s.factsHash();
    }
  }

  @Test
  void of_two_signatures_on_one_day_name_and_office_are_those_of_one_the_unit_s_own() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    house.from("kthtdt", month(1)).version(2).value("01a", "91").judge(house.night("2026-01-22"));
    Plan.Signing whole = WarehousePlans.signed("2026-01", "", "2026-01-20");
    office(
        "11111111",
        "2026-01-23",
        signing(
            whole,
            new Plan.Signing(
                "2026-01",
                "kthtdt",
                whole.kind(),
                "Bà An",
                "Trưởng phòng",
                whole.signedOn(),
                whole.at())));

    assertThat(house.published("2026-01-24", CORRECTIONS))
        .containsExactly("kthtdt|90|91|2026-01-22|true|Bà An (Trưởng phòng)|2026-01-20");
  }

  @Test
  void a_unit_s_own_signature_freezes_only_its_figures_and_an_acceptance_freezes_none() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    house.from("thue", month(1)).value("01a", "80").judge(house.night("2026-01-16"));
    office(
        "11111111",
        "2026-01-20",
        signing(
            WarehousePlans.signed("2026-01", "thue", "2026-01-19"),
            new Plan.Signing(
                "2026-01",
                "",
                Plan.Signing.Kind.ACCEPTED,
                "Bà Lan",
                "Văn phòng",
                LocalDate.of(2026, 1, 18),
                new CellRef("Ký duyệt", "C6"))));
    house.from("kthtdt", month(1)).version(2).value("01a", "91").judge(house.night("2026-01-21"));
    house.from("thue", month(1)).version(2).value("01a", "81").judge(house.night("2026-01-21"));

    assertThat(house.published("2026-01-22", CORRECTIONS))
        .containsExactly(
            "kthtdt|90|91|2026-01-21|false|null|null",
            "thue|80|81|2026-01-21|true|Ông Bình (Chủ tịch)|2026-01-19");
    assertThat(
            house.asked(
                "select unit_code, signing_label, correction_count from mart.fct_signing order by"
                    + " 1"))
        .containsExactly("|◇ văn phòng tiếp nhận|0", "thue|★ đã ký|1");
  }

  @Test
  void a_signature_counts_figures_that_changed_and_those_that_only_came_after_it() {
    house.from("kthtdt", month(1)).value("01a", "90").judge(nightOf(1));
    house.from("kthtdt", month(1)).version(2).value("01a", "91").judge(house.night("2026-01-22"));
    house
        .from("kthtdt", month(1))
        .version(3)
        .value("01a", "92")
        .value("06a", "0")
        .judge(house.night("2026-01-23"));
    house
        .from("kthtdt", month(1))
        .version(4)
        .value("01a", "92")
        .value("06a", "1") // changed once more, and still never signed
        .judge(house.night("2026-01-24"));
    house.from("vhxh", month(1)).value("09", "1").judge(house.night("2026-01-20"));
    house.from("thue", month(1)).value("01a", "90").judge(house.night("2026-01-23"));
    office(
        "11111111",
        "2026-01-24",
        signing(
            WarehousePlans.signed("2026-01", "", "2026-01-20"),
            WarehousePlans.signed("2026-01", "thue", "2026-01-23")));

    assertThat(
            house.published(
                "2026-01-25",
                "select unit_code, correction_count, added_count from mart.fct_signing order by 1"))
        .containsExactly("|1|2", "thue|0|0");
    assertThat(
            house.asked(
                "select measure_code, new_version_no, is_after_signing from mart.fct_correction"
                    + " where what_changed = 'figure' order by 1, 2"))
        .containsExactly("01a|2|true", "01a|3|true", "06a|4|false");
  }

  @Test
  void a_reopened_period_tells_who_decided_why_and_until_when() {
    house.plan(
        WarehousePlans.writing(
            WarehousePlans.FIRST,
            "11111111",
            Plan.Correspondence.NONE,
            new Plan.Switches(
                Map.of(),
                Map.of("2026-01", LocalDate.of(2026, 2, 1)),
                List.of(
                    new Plan.Reopening(
                        "thue", "2026-01", "Bà Lan", "thiếu chứng từ", LocalDate.of(2026, 2, 15)),
                    new Plan.Reopening(
                        "thue", "2026-01", "Bà Lan", "gia hạn", LocalDate.of(2026, 2, 20))))),
        house.night("2026-02-02"));

    assertThat(
            house.published(
                "2026-02-20",
                "select unit_code, period_code, reopened_by, reason, until_on, is_open, file_count"
                    + " from mart.fct_reopening"))
        .containsExactly("thue|2026-01|Bà Lan|gia hạn|2026-02-20|true|0");
    assertThat(house.published("2026-02-21", "select is_open from mart.fct_reopening"))
        .containsExactly("false");
  }

  @Test
  void the_head_of_a_unit_is_kept_with_the_workbook_that_names_it() {
    house.from("thue", month(1)).value("01a", "91").signer("").judge(nightOf(1));
    house
        .from("thue", month(2))
        .value("01a", "91")
        .signer("Ông Nam, Trưởng phòng")
        .judge(nightOf(2));

    assertThat(
            house.published(
                "2026-02-20",
                "select period_code, signer from mart.fct_submission order by period_code"))
        .containsExactly("2026-01|", "2026-02|Ông Nam, Trưởng phòng");
    try (Release release = Release.open(house.releases).orElseThrow()) {
      assertThat(release.history("thuy-nguyen", "thue").signers())
          .containsExactly("", "Ông Nam, Trưởng phòng");
      assertThat(house.warehouse.history("thuy-nguyen", "thue").lastSigner())
          .isEqualTo("Ông Nam, Trưởng phòng");
    }
  }
}
