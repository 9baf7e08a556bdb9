package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.submission.TaskReport;

/** What we know now, what we said then, and what was corrected in between. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleaseHistoryTest {
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

  private Run publish(String asOf) {
    return publish(house.night(asOf));
  }

  private Run publish(Run run) {
    assertThat(house.warehouse.publish(run, house.releases))
        .isInstanceOf(Publication.Published.class);
    return run;
  }

  /** October's 01a in the last release of a day. */
  private List<String> saidOn(LocalDate day) {
    return house.asked(
        """
        select h.reported_value, h.version_no, h.source_file
        from mart.rpt_value_history as h
        inner join (
            select max(r.known_at) as said_at
            from mart.dim_release as r
            where r.known_at < date '%s' + interval 1 day
        ) as r on h.known_from <= r.said_at and coalesce(h.known_until > r.said_at, true)
        where h.measure_code = '01a' and h.period_code = '2026-10'
        """
            .formatted(day));
  }

  // ---- what was said

  @Test
  void what_we_know_now_about_October_and_what_we_said_on_16_November_are_one_query_each() {
    house.from("kthtdt", "2026-10").value("01a", "100").judge(house.night("2026-10-16"));
    publish("2026-11-15");
    house.from("kthtdt", "2026-10").version(2).value("01a", "95").judge(house.night("2026-11-19"));
    publish("2026-11-19");

    assertThat(saidOn(LocalDate.of(2026, 11, 16))).containsExactly("100|1|2026-10_kthtdt-1.xlsx");
    assertThat(saidOn(LocalDate.of(2026, 11, 20))).containsExactly("95|2|2026-10_kthtdt-2.xlsx");
    assertThat(saidOn(LocalDate.of(2026, 11, 15))).as("nothing was published yet").isEmpty();
    assertThat(
            house.asked(
                "select reported_value, version_no from mart.rpt_value_history where measure_code ="
                    + " '01a' and period_code = '2026-10' and known_until is null"))
        .containsExactly("95|2");
  }

  @Test
  void what_came_after_the_release_of_the_day_was_known_but_not_said() {
    house.from("kthtdt", "2026-10").value("01a", "100").judge(house.night("2026-10-16"));
    publish("2026-11-14");
    house.from("kthtdt", "2026-10").version(2).value("01a", "95").judge(house.night("2026-11-15"));
    publish("2026-11-18");

    assertThat(saidOn(LocalDate.of(2026, 11, 16))).containsExactly("100|1|2026-10_kthtdt-1.xlsx");
  }

  @Test
  void a_figure_sent_again_unchanged_is_still_told_as_it_was_said() {
    house.from("kthtdt", "2026-10").value("01a", "100").judge(house.night("2026-10-16"));
    publish("2026-10-17");
    house.from("kthtdt", "2026-10").version(2).value("01a", "100").judge(house.night("2026-11-19"));
    publish("2026-11-19");

    assertThat(saidOn(LocalDate.of(2026, 11, 1))).containsExactly("100|1|2026-10_kthtdt-1.xlsx");
    assertThat(house.asked("select what_changed, old_value, new_value from mart.fct_correction"))
        .containsExactly("nothing|100|100");
  }

  // ---- corrections

  @Test
  void a_correction_tells_old_new_who_when_and_both_cells() {
    house.from("kthtdt", "2026-10").value("01a", "100").judge(house.night("2026-10-16"));
    house.from("kthtdt", "2026-10").version(2).value("01a", "95").judge(house.night("2026-11-19"));
    publish("2026-11-19");

    assertThat(
            house.asked(
                "select measure_code, unit_code, period_code, old_value, new_value, what_changed,"
                    + " corrected_on, old_source_file, old_source_sheet, old_source_cell ="
                    + " new_source_cell, new_source_file from mart.fct_correction"))
        .containsExactly(
            "01a|kthtdt|2026-10|100|95|figure|2026-11-19|2026-10_kthtdt-1.xlsx|Số liệu|true"
                + "|2026-10_kthtdt-2.xlsx");
  }

  @Test
  void only_a_correction_of_what_a_release_had_shown_is_marked_as_after_publication() {
    house.from("kthtdt", "2026-09").value("01a", "70").judge(house.night("2026-09-16"));
    house.from("kthtdt", "2026-09").version(2).value("01a", "71").judge(house.night("2026-09-17"));
    Run shown = publish("2026-09-18");
    house.from("kthtdt", "2026-09").version(3).value("01a", "72").judge(house.night("2026-10-01"));
    publish("2026-10-02");

    assertThat(
            house.asked(
                "select old_value, new_value, is_after_release, shown_in_release_id from"
                    + " mart.fct_correction order by new_version_no"))
        .containsExactly("70|71|false|null", "71|72|true|" + shown.runId());
  }

  @Test
  void a_row_held_or_left_blank_corrects_nothing() {
    house.from("kthtdt", "2026-01").value("01a", "90").value("06a", "3").judge(nightOf(1));
    house.from("kthtdt", "2026-01").version(2).hold("01a", "chín").blank("06a").judge(nightOf(2));
    publish("2026-02-20");

    assertThat(house.asked("select count(*) from mart.fct_correction")).containsExactly("0");
  }

  @Test
  void a_part_by_area_that_changes_while_the_total_stays_is_a_correction_of_areas() {
    house
        .from("vhxh", "2026-01")
        .rate("08b", "1", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", false)
        .judge(nightOf(1));
    house
        .from("vhxh", "2026-01")
        .version(2)
        .rate("08b", "1", "2")
        .area("08b", "tdp-01", false)
        .area("08b", "tdp-02", true)
        .judge(nightOf(2));
    publish("2026-02-20");

    assertThat(house.asked("select what_changed, old_value, new_value from mart.fct_correction"))
        .containsExactly("areas|50|50");
  }

  @Test
  void a_correction_of_a_restricted_measure_stays_off_public_pages() {
    house.from("cap", "2026-01").value("14", "1").judge(nightOf(1));
    house.from("cap", "2026-01").version(2).value("14", "0").judge(nightOf(2));
    publish("2026-02-20");

    assertThat(house.asked("select measure_code from mart.fct_correction")).containsExactly("14");
    assertThat(house.asked("select * from mart_public.fct_correction")).isEmpty();
    assertThat(house.asked("select * from mart_public.rpt_value_history")).isEmpty();
  }

  private Run nightOf(int month) {
    return house.night("2026-%02d-16".formatted(month));
  }

  // ---- the release of a day, once more

  @Test
  void an_old_release_is_derived_again_from_the_ledger_row_for_row() throws Exception {
    house
        .from("kthtdt", "2026-01")
        .value("01a", "90")
        .value("06b", "148")
        .rate("03", "9", "120")
        .task("II.1-a", TaskReport.State.IN_PROGRESS, "10")
        .difficulty(1, "thiếu vốn")
        .judge(nightOf(1));
    house.from("thue", "2026-01").value("01a", "91").judge(nightOf(1));
    publish("2026-01-20");
    Run run = house.night("2026-02-16");
    house.from("kthtdt", "2026-01").version(2).value("01a", "92").judge(run);
    house.from("kthtdt", "2026-02").value("01a", "80").judge(run);
    house.from("cap", "2026-02").value("14", "1").hold("13a", "một").judge(run);
    house.from("bchqs", "2026-02").refused().judge(run);
    publish(run);
    Path then = Publisher.current(house.releases).orElseThrow().resolve(Release.FILE);
    String knownAt = "select known_at from ledger.release where run_id = '" + run.runId() + "'";
    assertThat(house.ask(knownAt)).hasSize(1);

    // all that can come later: corrections, tasks and difficulties told anew, another plan
    Run later = house.night("2026-06-16");
    house.plan(WarehousePlans.SECOND, later);
    house
        .from("kthtdt", "2026-01")
        .version(3)
        .value("01a", "93")
        .value("06b", "147")
        .rate("03", "10", "120")
        .task("II.1-a", TaskReport.State.DONE, "100")
        .difficulty(1, "đã có vốn")
        .judge(later);
    house.from("cap", "2026-02").version(2).value("14", "0").rate("13a", "1", "2").judge(later);
    house.from("bchqs", "2026-02").version(2).rate("13a", "1", "2").judge(later);
    publish(later);
    Path now = Publisher.current(house.releases).orElseThrow().resolve(Release.FILE);

    Map<String, List<String>> said = tables(then);
    assertThat(tables(again(run))).isEqualTo(said);
    assertThat(tables(now).get("mart.fct_measure_value"))
        .as("the ledger has moved on since")
        .isNotEqualTo(said.get("mart.fct_measure_value"));
  }

  /** The release of a run, built from today's ledger as far as it was known then. */
  private Path again(Run run) throws SQLException, IOException {
    try (Connection c = house.dataSource.getConnection()) {
      Publisher publisher =
          new Publisher(
              c.unwrap(DuckDBConnection.class), SqlTree.standard(), dir.resolve("once-more"));
      Publisher.Result built = publisher.build(run, run.startedAt(), 1, (release, folder) -> {});
      assertThat(built).isInstanceOf(Publisher.Built.class);
      return ((Publisher.Built) built).dir().resolve(Release.FILE);
    }
  }

  /** Every table of a release, its rows in order. */
  private static Map<String, List<String>> tables(Path release) throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection c = Release.connect(release)) {
      for (String name :
          House.ask(c, "select schema_name || '.' || table_name from duckdb_tables()")) {
        tables.put(name, House.ask(c, "select * from " + name + " order by all"));
      }
    }
    assertThat(tables).isNotEmpty();
    return tables;
  }
}
