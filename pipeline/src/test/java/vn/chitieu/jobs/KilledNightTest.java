package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.Trees;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;

/** Real processes, really killed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledNightTest {
  private static final int HOMES = 5;
  private static final int KILLS_PER_HOME = 4;
  private static final Path NIGHTS = ReleaseFixture.repo().resolve("sample-input/nights");
  private static final String[] TABLES = {
    "receipt",
    "receipt_left",
    "judgement",
    "finding",
    "submission",
    "reported_value",
    "area_value",
    "task_report",
    "difficulty_report",
    "held_value",
    "answer_written"
  };

  @TempDir Path dir;

  @Test
  void a_night_killed_at_twenty_random_moments_ends_as_if_it_had_not_been() throws Exception {
    Path base = dir.resolve("base");
    assertThat(
            run(List.of(
                    "demo", "--no-dashboards", "--until", "2026-01-14", "--home", base.toString()))
                .waitFor())
        .isZero();

    Path whole = withDrops(base, "whole");
    long began = System.nanoTime();
    assertThat(night(whole).waitFor()).isZero();
    long full = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Map<String, List<String>> want = everything(whole);
    assertThat(want.get("ledger.judgement")).hasSize(14);
    assertThat(want.get("answers")).hasSizeGreaterThan(35);

    Random random = new Random(20260115);
    int killed = 0;
    for (int h = 0; h < HOMES; h++) {
      Path home = withDrops(base, "killed-" + h);
      List<Long> moments = new ArrayList<>();
      for (int k = 0; k < KILLS_PER_HOME; k++) {
        long moment = full / 8 + random.nextLong(full * 3 / 4);
        Process night = night(home);
        if (!night.waitFor(moment, TimeUnit.MILLISECONDS)) {
          night.destroyForcibly().waitFor();
          killed++;
        }
        moments.add(moment);
      }
      assertThat(night(home).waitFor()).as("the run after the kills at " + moments).isZero();
      Map<String, List<String>> got = everything(home);
      want.forEach(
          (what, rows) ->
              assertThat(got.get(what)).as(what + " after kills at " + moments).isEqualTo(rows));
      // what was journalled between the kills is enough to derive the same ledger from
      assertThat(run(List.of("rebuild", "--home", home.toString())).waitFor())
          .as("rebuilt after kills at " + moments)
          .isZero();
    }
    // A kill that came too late found the night already over; most must have hit.
    assertThat(killed).isGreaterThanOrEqualTo(HOMES * KILLS_PER_HOME / 2);
  }

  private Path withDrops(Path base, String name) throws IOException {
    Path home = dir.resolve(name);
    Trees.copy(base, home);
    int minute = 0;
    for (String night : List.of("2026-01-15", "2026-01-16")) {
      for (Path file : files(NIGHTS.resolve(night))) {
        drop(file, home, file.getParent().getFileName().toString(), minute++);
      }
    }
    drop(
        NIGHTS.resolve("2026-07-15/thuy-nguyen/tram-y-te/2026-07_tram-y-te.xlsx"),
        home,
        "tram-y-te",
        minute++);
    drop(
        NIGHTS.resolve("2026-06-15/thuy-nguyen/kho-bac/2026-06_thue.xlsx"),
        home,
        "kho-bac",
        minute++);
    Path again = home.resolve("share/thuy-nguyen/cap/nop/gửi lại.xlsx");
    Files.copy(NIGHTS.resolve("2026-01-15/thuy-nguyen/cap/2026-01_cap.xlsx"), again);
    Files.setLastModifiedTime(again, time(minute));
    return home;
  }

  private static void drop(Path file, Path home, String unit, int minute) throws IOException {
    Path to =
        home.resolve("share/thuy-nguyen").resolve(unit).resolve("nop").resolve(file.getFileName());
    Files.copy(file, to);
    Files.setLastModifiedTime(to, time(minute));
  }

  private static FileTime time(int minute) {
    return FileTime.from(Instant.parse("2026-01-16T02:00:00Z").plusSeconds(60L * minute));
  }

  private static Process night(Path home) throws IOException {
    return run(
        List.of("nightly", "--as-of", "2026-01-16", "--settle", "0", "--home", home.toString()));
  }

  private static Process run(List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dchitieu.repo=" + ReleaseFixture.repo(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.chitieu.Chitieu"));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Facts, ledger rows, answers and the published figures, without run ids and times of day. */
  private static Map<String, List<String>> everything(Path home) throws Exception {
    Map<String, List<String>> all = new LinkedHashMap<>();
    Home h = new Home(home);
    Properties readOnly = new Properties();
    readOnly.setProperty("access_mode", "READ_ONLY");
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + h.warehouse(), readOnly)) {
      for (String table : TABLES) {
        all.put("ledger." + table, rows(c, "ledger", table));
      }
    }
    Path release = h.releases().resolve("current").resolve("warehouse.duckdb");
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + release, readOnly)) {
      for (String table :
          List.of(
              "fct_measure_value",
              "fct_area_value",
              "fct_submission",
              "rpt_scorecard",
              "rpt_compliance")) {
        all.put("mart." + table, rows(c, "mart", table));
      }
    }
    TreeMap<String, String> answers = new TreeMap<>();
    List<String> left = new ArrayList<>();
    for (Home.UnitFolder unit : h.listUnits("thuy-nguyen")) {
      for (Path f : files(unit.forms())) {
        answers.put(unit.unitCode() + "/bieu-mau/" + f.getFileName(), Archive.hash(f));
      }
      for (Path f : files(unit.answers())) {
        answers.put(unit.unitCode() + "/" + f.getFileName(), Archive.hash(f));
      }
      files(unit.drop()).forEach(f -> left.add(unit.unitCode() + "/" + f.getFileName()));
    }
    all.put("answers", answers.entrySet().stream().map(Object::toString).toList());
    all.put("still in nop", left);
    return all;
  }

  private static List<String> rows(Connection c, String schema, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select column_name from information_schema.columns where table_schema = '"
                    + schema
                    + "' and table_name = '"
                    + table
                    + "' and column_name not like '%run_id' and column_name not like '%\\_at' escape '\\'"
                    + " order by ordinal_position")) {
      while (r.next()) {
        columns.add(r.getString(1));
      }
    }
    List<String> rows = new ArrayList<>();
    try (Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select " + String.join(", ", columns) + " from " + schema + "." + table)) {
      while (r.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.size(); i++) {
          Object v = r.getObject(i);
          row.append(v instanceof byte[] b ? HexFormat.of().formatHex(b) : String.valueOf(v))
              .append('|');
        }
        rows.add(row.toString());
      }
    }
    rows.sort(null);
    return rows;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> !f.getFileName().toString().equals(".gitkeep"))
          .sorted()
          .toList();
    }
  }
}
