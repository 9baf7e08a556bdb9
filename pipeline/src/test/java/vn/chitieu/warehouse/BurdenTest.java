package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.submission.TaskReport.State;

/**
 * What forms ask of units. In the plan vhxh has 08b (two numbers), 09 (one) and the milestone 11
 * (three cells); of kthtdt's, 03 has a denominator that is fixed for the year.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BurdenTest {
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

  private static String of(String unit, String columns) {
    return "select period_code, "
        + columns
        + " from mart.rpt_burden where unit_code = '"
        + unit
        + "' order by 1";
  }

  @Test
  void a_form_costs_its_cells_and_what_is_done_is_known_from_the_next_month_on() {
    house.from("vhxh", "2026-01").milestone("11", true, "100").judge(house.night("2026-01-16"));

    assertThat(house.published("2026-02-20", of("vhxh", "figure_cells, known_cells, filled_cells")))
        .containsExactly("2026-01|6|0|1", "2026-02|6|3|null");
    assertThat(house.asked(of("vhxh", "known_rate = round(known_cells / cell_count, 6)")))
        .containsExactly("2026-01|true", "2026-02|true");
  }

  @Test
  void a_denominator_fixed_for_the_year_and_a_task_that_is_done_are_asked_though_known() {
    house
        .from("kthtdt", "2026-01")
        .rate("03", "9", "120")
        .task("II.1-a", State.DONE, "100")
        .judge(house.night("2026-01-16"));

    assertThat(house.published("2026-02-20", of("kthtdt", "known_cells")))
        .as("one number, and the three cells of a task")
        .containsExactly("2026-01|0", "2026-02|4");
  }

  @Test
  void a_question_is_a_cell_of_the_form_that_asked_it() {
    house.from("kthtdt", "2026-01").value("01a", "50").judge(house.night("2026-01-16"));
    house
        .from("kthtdt", "2026-02")
        .value("01a", "50")
        .question("do/01a/2026-01", "")
        .judge(house.night("2026-02-16"));

    assertThat(house.published("2026-02-20", of("kthtdt", "question_cells")))
        .containsExactly("2026-01|0", "2026-02|1");
  }

  @Test
  void a_figure_that_is_set_against_the_authority_s_is_used() {
    assertThat(house.published("2026-01-20", of("thue", "figure_cells, unused_cells")))
        .containsExactly("2026-01|1|0");
    assertThat(house.asked(of("vhxh", "unused_cells"))).containsExactly("2026-01|0");
  }
}
