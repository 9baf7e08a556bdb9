package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;

/**
 * Homes are upgraded where they stand: a ledger that was filled by any earlier version of the
 * program is brought to the newest, loses nothing and gives the same figures. Each version's ledger
 * is kept as SQL in {@code src/test/resources/ledger/}: its own columns, filled by the program of
 * the day it was written down, which for the first two was a later one.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationTest {
  private static final Path SQL = ReleaseFixture.repo().resolve("sql/migrations");
  private static final Path FILLED =
      ReleaseFixture.repo().resolve("pipeline/src/test/resources/ledger");

  /** What was sent to the ledger that is kept: one whole month, and of later ones what is odd. */
  private static final Map<String, List<String>> NIGHTS = new LinkedHashMap<>();

  static {
    NIGHTS.put("2026-01-15", List.of());
    NIGHTS.put("2026-01-16", List.of());
    NIGHTS.put("2026-05-15", List.of("vhxh"));
    NIGHTS.put("2026-05-18", List.of("vhxh"));
    NIGHTS.put("2026-06-15", List.of("kho-bac"));
    NIGHTS.put("2026-07-15", List.of("tram-y-te"));
    NIGHTS.put("2026-07-20", List.of("van-phong"));
  }

  @TempDir private Path dir;

  /** {@code 001}, {@code 002} … */
  static List<String> versions() throws IOException {
    try (Stream<Path> files = Files.list(SQL)) {
      return files
          .map(f -> f.getFileName().toString().replaceFirst("^V(\\d+)__.*\\.sql$", "$1"))
          .sorted()
          .toList();
    }
  }

  private static Path filled(String version) {
    return FILLED.resolve("V" + version + ".sql");
  }

  @Test
  void every_version_of_the_ledger_has_a_filled_one() throws Exception {
    for (String version : versions()) {
      if (!Files.exists(filled(version)) && System.getProperty("chitieu.write") != null) {
        Files.createDirectories(FILLED);
        Files.writeString(filled(version), fill(version));
      }
      assertThat(filled(version))
          .as(
              "a migration comes with a ledger as its version fills it: run this test with"
                  + " -Dchitieu.write=1, once, and never change the file afterwards")
          .exists();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_ledger_filled_by_an_earlier_version_loses_nothing_and_is_published(String version)
      throws Exception {
    DataSource old = Warehouse.dataSource(dir.resolve("warehouse.duckdb"));
    try (Connection c = old.getConnection()) {
      migrate(old, version);
      execute(c, Files.readString(filled(version)));
      Map<String, List<String>> columns = columns(c);
      Map<String, List<String>> before = rows(c, columns);
      assertThat(before.get("judgement")).hasSize(16);
      assertThat(before.get("reported_value")).hasSizeGreaterThan(30);
      assertThat(before.get("held_value")).isNotEmpty();
      assertThat(before.get("area_value")).isNotEmpty();
      assertThat(before.get("task_report")).isNotEmpty();

      migrate(old, "latest");

      assertThat(rows(c, columns)).isEqualTo(before);
    }
    try (Warehouse warehouse = new Warehouse(old)) {
      LocalDateTime now = LocalDateTime.of(2026, 7, 21, 2, 0);
      Run run = new Run("20260721T020000000", now.toLocalDate().minusDays(1), now);
      warehouse.beginRun(run);
      Path releases = dir.resolve("releases");
      assertThat(warehouse.publish(run, releases)).isInstanceOf(Publication.Published.class);
      assertThat(january(releases)).isEqualTo(expectedOfJanuary());
    }
  }

  /** What counts for January, against the story of the sample. */
  private static List<String> january(Path releases) throws SQLException {
    try (Connection c = Release.connect(releases.resolve("current").resolve("warehouse.duckdb"))) {
      return House.ask(
          c,
          "select measure_code, unit_code, cumulative_value from mart.fct_measure_value"
              + " where period_code = '2026-01' and kind <> 'milestone' order by all");
    }
  }

  private static List<String> expectedOfJanuary() throws IOException {
    return Files.readAllLines(
            ReleaseFixture.repo().resolve("sample-input/expected/fct_measure_value.csv"))
        .stream()
        .map(l -> l.split(",", -1))
        .filter(cells -> cells[2].equals("2026-01"))
        .map(
            cells ->
                String.join(
                    "|",
                    cells[0],
                    cells[1],
                    cells[4].isEmpty()
                        ? "null"
                        : new BigDecimal(cells[4]).stripTrailingZeros().toPlainString()))
        .sorted()
        .toList();
  }

  private static void migrate(DataSource dataSource, String target) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:sql/migrations")
        .target(target)
        .load()
        .migrate();
  }

  // ---- filling one

  /** The rows of a real home, in the tables and columns that a version has. */
  private String fill(String version) throws Exception {
    Home home = new Home(dir.resolve("home-" + version));
    play(home);
    StringBuilder out =
        new StringBuilder(
            "-- A ledger as version "
                + version
                + " of it was filled: nights of the sample, whose figures are illustrative.\n"
                + "-- Written once by MigrationTest; what it says stays as it is.\n");
    DataSource empty = Warehouse.dataSource(dir.resolve("empty-" + version + ".duckdb"));
    try (Connection c = empty.getConnection();
        Connection full = Warehouse.dataSource(home.warehouse()).getConnection()) {
      migrate(empty, version);
      for (Map.Entry<String, List<String>> table : columns(c).entrySet()) {
        String names = String.join(", ", table.getValue());
        List<String> rows = new ArrayList<>();
        try (Statement s = full.createStatement();
            ResultSet r =
                s.executeQuery(
                    "select " + names + " from ledger." + table.getKey() + " order by all")) {
          while (r.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= table.getValue().size(); i++) {
              cells.add(literal(r.getObject(i)));
            }
            rows.add("(" + String.join(", ", cells) + ")");
          }
        }
        if (!rows.isEmpty()) {
          out.append("\ninsert into ledger.")
              .append(table.getKey())
              .append(" (")
              .append(names)
              .append(") values\n")
              .append(String.join(",\n", rows))
              .append(";\n");
        }
      }
    }
    return out.toString();
  }

  private static void play(Home home) throws IOException {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    verb(home, "init");
    for (Map.Entry<String, List<String>> night : NIGHTS.entrySet()) {
      Path from =
          ReleaseFixture.repo().resolve("sample-input/nights/" + night.getKey() + "/thuy-nguyen");
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String unit = file.getParent().getFileName().toString();
          if (unit.equals(Home.DESK)) {
            Files.copy(
                file,
                home.desk("thuy-nguyen").resolve("thuy-nguyen.xlsx"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          } else if (night.getValue().isEmpty() || night.getValue().contains(unit)) {
            Files.copy(file, home.unit("thuy-nguyen", unit).drop().resolve(file.getFileName()));
          }
        }
      }
      verb(home, "nightly", "--as-of", night.getKey(), "--settle", "0");
    }
  }

  private static void verb(Home home, String... words) {
    assertThat(
            Verbs.run(
                Stream.concat(Stream.of(words), Stream.of("--home", home.root().toString()))
                    .toArray(String[]::new)))
        .isZero();
  }

  private static String literal(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> "null";
      case Boolean b -> b.toString();
      case Number n -> n.toString();
      case Array a ->
          Arrays.stream((Object[]) a.getArray())
              .map(o -> "'" + o.toString().replace("'", "''") + "'")
              .collect(Collectors.joining(", ", "[", "]"));
      default -> "'" + value.toString().replace("'", "''") + "'";
    };
  }

  // ---- reading one

  private static void execute(Connection c, String sql) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  /** Table → its columns, in their order. */
  private static Map<String, List<String>> columns(Connection c) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String row :
        House.ask(
            c,
            "select table_name, column_name from information_schema.columns"
                + " where table_schema = 'ledger' order by table_name, ordinal_position")) {
      String[] tableAndColumn = row.split("\\|");
      columns.computeIfAbsent(tableAndColumn[0], t -> new ArrayList<>()).add(tableAndColumn[1]);
    }
    return columns;
  }

  private static Map<String, List<String>> rows(
      Connection c, Map<String, List<String>> columnsOfTables) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    columnsOfTables.forEach(
        (table, columns) ->
            rows.put(
                table,
                House.ask(
                    c,
                    "select "
                        + String.join(", ", columns)
                        + " from ledger."
                        + table
                        + " order by all")));
    return rows;
  }
}
