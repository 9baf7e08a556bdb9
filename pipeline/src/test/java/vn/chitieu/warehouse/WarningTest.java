package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What units disagree about is published as facts, and never keeps a release back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WarningTest {
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

  private Path publish(String asOf) {
    return ((Publication.Published) house.warehouse.publish(house.night(asOf), house.releases))
        .dir();
  }

  private List<String> asked(Path release, String sql) throws Exception {
    try (Connection c = Release.connect(release.resolve(Release.FILE))) {
      return House.ask(c, sql);
    }
  }

  @Test
  void two_sources_in_conflict_are_published_with_both_cells_and_counted() throws Exception {
    Run run = house.night("2026-01-16");
    house.from("kthtdt", "2026-01").value("01a", "90").judge(run);
    house.from("thue", "2026-01").value("01a", "91").judge(run);
    Path release = publish("2026-01-20");
    assertThat(
            asked(
                release,
                "select measure_code, unit_code, period_code, source_file, source_cell is not null,"
                    + " contains(sentence, '2026-01_thue-1.xlsx') from mart.meta_warning"
                    + " where test_name = 'fct_reconciliation__in_conflict'"))
        .containsExactly("01a|kthtdt|2026-01|2026-01_kthtdt-1.xlsx|true|true");
    assertThat(
            asked(
                release,
                "select severity, title, offender_count, starts_with(examples,"
                    + " '2026-01_kthtdt-1.xlsx · Số liệu ') from mart.meta_check"
                    + " where test_name = 'fct_reconciliation__in_conflict'"))
        .containsExactly("warn|hai nguồn lệch nhau|1|true");
    try (Release r = Release.open(house.releases).orElseThrow()) {
      assertThat(r.listWarnings())
          .filteredOn(w -> w.test().equals("fct_reconciliation__in_conflict"))
          .extracting(Release.Warning::count)
          .containsExactly(1);
    }
  }

  @Test
  void every_test_of_the_house_stands_in_the_release_and_those_of_weight_error_found_nothing()
      throws Exception {
    Path release = publish("2026-01-20");
    assertThat(asked(release, "select test_name from mart.meta_check order by 1"))
        .containsExactlyElementsOf(
            SqlTree.standard().tests().stream().map(SqlTree.Script::name).sorted().toList());
    assertThat(
            asked(
                release,
                "select sum(offender_count) from mart.meta_check where severity = 'error'"))
        .containsExactly("0");
  }

  @Test
  void a_figure_changed_after_it_was_published_is_a_warning_one_changed_before_is_none()
      throws Exception {
    house.from("kthtdt", "2026-01").value("01a", "90").judge(house.night("2026-01-16"));
    house.from("kthtdt", "2026-01").version(2).value("01a", "91").judge(house.night("2026-01-17"));
    String told =
        "select period_code, sentence from mart.meta_warning"
            + " where test_name = 'fct_correction__after_release'";
    assertThat(asked(publish("2026-01-18"), told)).isEmpty();
    house.from("kthtdt", "2026-01").version(3).value("01a", "92").judge(house.night("2026-01-19"));
    assertThat(asked(publish("2026-01-20"), told))
        .singleElement()
        .asString()
        .startsWith("2026-01|Đã công bố 91 (2026-01_kthtdt-2.xlsx, Số liệu ")
        .endsWith("ngày 19/01/2026 sửa thành 92.");
  }

  @Test
  void examples_that_differ_in_nothing_but_their_sentence_have_an_order_too() throws Exception {
    String[] told = {"90", "10", "95"};
    for (int v = 1; v <= told.length; v++) {
      house
          .from("kthtdt", "2026-01")
          .version(v)
          .value("01a", told[v - 1])
          .judge(house.night("2026-01-%d".formatted(14 + 2 * v)));
      publish("2026-01-%d".formatted(15 + 2 * v));
    }

    assertThat(
            asked(
                Publisher.current(house.releases).orElseThrow(),
                "select unnest(regexp_extract_all(examples, 'Đã công bố \\d+')) from"
                    + " mart.meta_check where test_name = 'fct_correction__after_release'"))
        .containsExactly("Đã công bố 10", "Đã công bố 90");
  }

  @Test
  void a_cumulative_that_was_right_when_it_came_is_not_warned_of_after_an_earlier_correction()
      throws Exception {
    String told =
        "select unit_code, period_code, sentence from mart.meta_warning"
            + " where test_name = 'fct_measure_value__stated_otherwise' order by 1";
    house.from("kthtdt", "2026-01").value("01a", "90").judge(house.night("2026-01-16"));
    house.from("thue", "2026-01").value("01a", "90").judge(house.night("2026-01-16"));
    house.from("kthtdt", "2026-02").value("01a", "80", "170").judge(house.night("2026-02-16"));
    house.from("thue", "2026-02").value("01a", "80", "160").judge(house.night("2026-02-16"));
    house.from("kthtdt", "2026-01").version(2).value("01a", "91").judge(house.night("2026-02-17"));
    house.from("thue", "2026-01").version(2).value("01a", "91").judge(house.night("2026-02-17"));
    house.from("kthtdt", "2026-01").version(3).value("01a", "92").judge(house.night("2026-02-18"));

    assertThat(asked(publish("2026-02-20"), told))
        .containsExactly("thue|2026-02|Lũy kế ghi trong biểu là 160, cộng các tháng là 171.");

    house
        .from("kthtdt", "2026-02")
        .version(2)
        .value("01a", "80", "170")
        .judge(house.night("2026-02-21"));
    assertThat(asked(publish("2026-02-22"), told))
        .as("sent again when the correction was known")
        .contains("kthtdt|2026-02|Lũy kế ghi trong biểu là 170, cộng các tháng là 172.");
  }

  @Test
  void a_stated_cumulative_alone_that_changed_is_no_figure_corrected_after_publication()
      throws Exception {
    house.from("kthtdt", "2026-01").value("01a", "50", "50").judge(house.night("2026-01-16"));
    publish("2026-01-17");
    house
        .from("kthtdt", "2026-01")
        .version(2)
        .value("01a", "50", "55")
        .judge(house.night("2026-01-18"));
    Path release = publish("2026-01-19");

    assertThat(
            asked(
                release,
                "select what_changed, old_cumulative_stated, new_cumulative_stated,"
                    + " is_after_release from mart.fct_correction"))
        .containsExactly("cumulative_stated|50|55|true");
    assertThat(
            asked(
                release,
                "select sentence from mart.meta_warning where test_name ="
                    + " 'fct_correction__after_release'"))
        .isEmpty();
  }

  @Test
  void what_a_restricted_measure_is_warned_of_stays_out_of_the_public_pages() throws Exception {
    house.from("cap", "2026-01").value("14", "1").judge(house.night("2026-01-16"));
    publish("2026-01-17");
    house.from("cap", "2026-01").version(2).value("14", "2").judge(house.night("2026-01-18"));
    Path release = publish("2026-01-19");
    String about14 = " where measure_code = '14' and test_name = 'fct_correction__after_release'";
    assertThat(asked(release, "select count(*) from mart.meta_warning" + about14))
        .containsExactly("1");
    assertThat(asked(release, "select count(*) from mart_public.meta_warning" + about14))
        .containsExactly("0");
    assertThat(
            asked(
                release,
                "select offender_count, examples from mart_public.meta_check"
                    + " where test_name = 'fct_correction__after_release'"))
        .containsExactly("1|null");
  }
}
