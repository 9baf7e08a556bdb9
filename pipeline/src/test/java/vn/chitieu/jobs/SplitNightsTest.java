package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.Trees;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;

/**
 * The facts depend on what was sent and in which order, not on how many nights it took to take it
 * in: supersession is a query over what is there.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitNightsTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final Map<String, String> FACTS =
      Map.of(
          "fct_measure_value",
          "measure_code, unit_code, period_code, value, cumulative_value, numerator, denominator,"
              + " cumulative_basis, version_no, source_sha256, source_sheet, source_cell",
          "fct_area_value",
          "measure_code, unit_code, period_code, area_code, value, numerator, denominator",
          "fct_task_status",
          "task_code, unit_code, period_code, state, percent, new_due_on",
          "fct_difficulty",
          "unit_code, period_code, difficulty_no, what, proposed_to, proposal",
          "fct_submission",
          "unit_code, source_file, source_sha256, outcome, period_code, version_no, values_stored");

  private Path dir;
  private Path begun;
  private List<Path> drops;

  @BeforeAll
  void a_ward_and_what_it_was_sent_in_three_months(@TempDir Path temporary) throws Exception {
    dir = temporary;
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    begun = dir.resolve("begun");
    assertThat(Verbs.run(new String[] {"init", "--home", begun.toString()})).isZero();
    try (Stream<Path> all = Files.walk(ReleaseFixture.repo().resolve("sample-input/nights"))) {
      drops =
          all.filter(f -> f.getFileName().toString().endsWith(".xlsx"))
              .filter(f -> !f.toString().contains("/van-phong/"))
              // months that are not locked, and forms of the plan the ward is begun with
              .filter(
                  f -> night(f).matches("2026-0[167]-.*") && night(f).compareTo("2026-07-20") < 0)
              .sorted()
              .toList();
    }
    assertThat(drops).hasSizeGreaterThan(30);
  }

  private static String night(Path drop) {
    return drop.getParent().getParent().getParent().getFileName().toString();
  }

  @Test
  void however_the_drops_are_split_over_nights_the_facts_are_the_same() throws Exception {
    Map<String, List<String>> atOnce = play("at-once", List.of(drops.size()), false);
    assertThat(atOnce.get("fct_measure_value")).hasSizeGreaterThan(60);
    for (long seed = 1; seed <= 4; seed++) {
      List<Integer> nights = split(new Random(seed));
      Map<String, List<String>> got = play("seed-" + seed, nights, false);
      atOnce.forEach(
          (fact, rows) ->
              assertThat(got.get(fact)).as(fact + ", nights of " + nights).isEqualTo(rows));
    }
  }

  @Test
  void bytes_that_are_known_change_nothing() throws Exception {
    Map<String, List<String>> once = play("once", List.of(drops.size()), false);
    Map<String, List<String>> twice = play("twice", List.of(drops.size()), true);
    for (String fact : FACTS.keySet()) {
      if (!fact.equals("fct_submission")) {
        assertThat(twice.get(fact)).as(fact).isEqualTo(once.get(fact));
      }
    }
    assertThat(twice.get("fct_submission")).hasSizeGreaterThan(once.get("fct_submission").size());
  }

  private List<Integer> split(Random random) {
    List<Integer> nights = new ArrayList<>();
    int left = drops.size();
    while (left > 0) {
      int n = Math.min(left, 1 + random.nextInt(drops.size() / 3));
      nights.add(n);
      left -= n;
    }
    return nights;
  }

  /**
   * Plays the drops in the given portions; {@code again}: one more night brings all of them anew.
   */
  private Map<String, List<String>> play(String name, List<Integer> nights, boolean again)
      throws Exception {
    Path root = dir.resolve(name);
    Trees.copy(begun, root);
    Home home = new Home(root);
    try (RunLock lock = RunLock.tryTake(home).orElseThrow();
        Nightly nightly = Nightly.open(home, ZONE)) {
      int next = 0;
      LocalDate day = FIRST;
      for (int portion : nights) {
        for (int i = 0; i < portion; i++, next++) {
          drop(home, next, "");
        }
        night(nightly, day);
        day = day.plusDays(1);
      }
      if (again) {
        for (int i = 0; i < drops.size(); i++) {
          drop(home, i, "lại ");
        }
        night(nightly, day);
      }
    }
    return facts(home);
  }

  private static void night(Nightly nightly, LocalDate day) throws IOException {
    Nightly.Finished finished = nightly.run(day, Duration.ZERO, Progress.SILENT);
    assertThat(finished.summary().failures()).isEmpty();
  }

  /** The order of sending stands in the modification time, as Excel leaves it. */
  private void drop(Home home, int i, String prefix) throws IOException {
    Path from = drops.get(i);
    String unit = from.getParent().getFileName().toString();
    Path nop = Files.createDirectories(home.unit("thuy-nguyen", unit).drop());
    Path file = nop.resolve(prefix + String.format("%03d ", i) + from.getFileName());
    Files.copy(from, file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_790_000_000_000L + i * 60_000L));
  }

  private static Map<String, List<String>> facts(Home home) throws Exception {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    try (Connection c =
            DriverManager.getConnection(
                "jdbc:duckdb:" + home.releases().resolve("current/warehouse.duckdb"), readOnly());
        Statement s = c.createStatement()) {
      for (Map.Entry<String, String> f : FACTS.entrySet()) {
        List<String> rows = new ArrayList<>();
        try (ResultSet r =
            s.executeQuery(
                "select cast(row("
                    + f.getValue()
                    + ") as varchar) from mart."
                    + f.getKey()
                    + " order by 1")) {
          while (r.next()) {
            rows.add(r.getString(1));
          }
        }
        facts.put(f.getKey(), rows);
      }
    }
    return facts;
  }

  private static java.util.Properties readOnly() {
    java.util.Properties p = new java.util.Properties();
    p.setProperty("duckdb.read_only", "true");
    return p;
  }
}
