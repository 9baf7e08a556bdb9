package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.UnitMail;
import vn.chitieu.workbook.Prefill;

/** What stands in a form before it is filled. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormsTest {
  private static final LocalDate ON = LocalDate.of(2026, 10, 20);

  private static DifficultyReport difficulty(int number, String what) {
    return new DifficultyReport(
        number, new CellRef("Vướng mắc", "B" + (4 + number)), what, ON, "UBND phường", "bố trí");
  }

  private static Prefill prefill(Plan plan, List<DifficultyReport> difficulties, UnitMail mail) {
    return Forms.prefill(
        plan,
        plan.getUnit("kthtdt"),
        plan.getPeriod("2026-11"),
        History.EMPTY,
        new Forms.Carried("2026-10", difficulties),
        mail);
  }

  @Test
  void a_difficulty_that_took_the_row_of_a_closed_one_is_carried_over() {
    UnitMail mail =
        new UnitMail(
            List.of(),
            List.of(
                new DifficultyAnswer("2026-10", 1, "thiếu người", "đã bổ sung", "Bà Lan", ON, true),
                new DifficultyAnswer("2026-10", 2, "thiếu xe", "đã cấp", "Bà Lan", ON, true)));

    assertThat(
            prefill(
                    Plans.small(),
                    List.of(difficulty(1, "thiếu vốn"), difficulty(2, "thiếu xe")),
                    mail)
                .openDifficulties())
        .extracting(DifficultyReport::what)
        .containsExactly("thiếu vốn");
  }

  @Test
  void a_question_of_an_older_release_is_not_shown_when_its_code_asks_something_else_by_now() {
    UnitMail mail =
        new UnitMail(
            List.of(
                open("gt-01", "01a Thu ngân sách nhà nước – tháng 10/2026"),
                open("gt-02", "01a Thu ngân sách nhà nước – tháng 10/2026"),
                open("gt-03", "01a Thu ngân sách nhà nước – tháng 10/2026"),
                open("do/01a/2026-10", "01a Thu ngân sách nhà nước – từ tháng 10/2026")),
            List.of());
    Plan plan =
        Plans.asking(
            Plans.small(),
            question("gt-01", "kthtdt", "01a"),
            question("gt-02", "vhxh", "01a"),
            question("gt-03", "kthtdt", "04a"));

    assertThat(prefill(plan, List.of(), mail).questions())
        .extracting(OpenQuestion::code)
        .containsExactly("gt-01", "do/01a/2026-10");
  }

  private static OpenQuestion open(String code, String about) {
    return new OpenQuestion(2026, code, about, "90 tỷ đồng", "Vì sao?", "Bà Lan", ON, null, 1);
  }

  private static Plan.Question question(String code, String unit, String measure) {
    return new Plan.Question(
        code,
        unit,
        measure,
        "2026-10",
        "Vì sao?",
        "Bà Lan",
        ON,
        null,
        new CellRef("Yêu cầu giải trình", "E5"));
  }
}
