package vn.chitieu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.chitieu.Trees;

/**
 * What a year of a ward, a city, the country takes to be built into marts and published. The ledger
 * of the sample's year is laid down once for each locality, straight into the tables; then {@code
 * ./chitieu publish} runs as it is started by hand.
 */
public final class SizeBench {
  /** The localities of a ward, of Hải Phòng, of Việt Nam. */
  private static final int[] LOCALITIES = {1, 114, 3_321};

  /** Rows that belong to the file as a whole. */
  private static final List<String> ONCE =
      List.of("run", "run_received", "release", "flyway_schema_history");

  private final Path repo;
  private final Path work;
  private final Processes processes;

  /**
   * @param repo the checkout
   * @param work a folder that may be filled; the caller removes it
   */
  public SizeBench(Path repo, Path work) {
    this.repo = repo;
    this.work = work;
    this.processes = new Processes(work);
  }

  /**
   * Prints one line a size.
   *
   * @param values how many measure values the largest has, above the country's year; 0: none
   */
  public void run(long values) throws Exception {
    Path year = work.resolve("year");
    chitieu(Map.of(), "demo", "--no-dashboards", "--home", year.toString());
    long inOne = count(year, "reported_value");
    List<Integer> sizes = new ArrayList<>();
    for (int n : LOCALITIES) {
      sizes.add(n);
    }
    if (values > 0) {
      sizes.add(Math.toIntExact((values + inOne - 1) / inOne));
    }
    for (int localities : sizes) {
      publish(year, localities);
    }
  }

  /** A home whose ledger is the year's, once for each locality; nothing is published in it yet. */
  static void laid(Path year, Path home, int localities) throws SQLException, IOException {
    Trees.delete(home);
    Files.createDirectories(home.resolve("state"));
    Files.createDirectories(home.resolve("share"));
    Files.copy(year.resolve("share/.chitieu"), home.resolve("share/.chitieu"));
    lay(year, home, localities);
  }

  private void publish(Path year, int localities) throws Exception {
    Path home = work.resolve("home");
    laid(year, home, localities);
    long values = count(home, "reported_value");
    long parts = count(home, "area_value");
    String memory = localities > 1_000 ? "2500MB" : "256MB";
    Processes.Took took =
        chitieu(Map.of("CHITIEU_WAREHOUSE_MEMORY", memory), "publish", "--home", home.toString());
    Path release = home.resolve("state/releases/current").toRealPath().resolve("warehouse.duckdb");
    long began = System.nanoTime();
    long shown;
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + release);
        Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select count(*) from mart.rpt_scorecard where is_latest_period and locality_code ="
                    + " (select min(locality_code) from mart.dim_locality)")) {
      r.next();
      shown = r.getLong(1);
    }
    double opening = (System.nanoTime() - began) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%,6d localities, %,11d measure values and %,d parts of them by area: published in"
                + " %.1f s (%.2f s a million values), %,d MB"
                + " at most with DuckDB at %s; ledger %,d MB, release %,d MB, opened and %d rows"
                + " of a board read in %.2f s",
            localities,
            values,
            parts,
            took.seconds(),
            took.seconds() * 1e6 / values,
            took.megabytes(),
            memory,
            Files.size(ledger(home)) >> 20,
            Files.size(release) >> 20,
            shown,
            opening));
    Trees.delete(home);
  }

  private Processes.Took chitieu(Map<String, String> environment, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(repo.resolve("chitieu").toString()));
    command.addAll(List.of(words));
    return processes.run(command, environment);
  }

  private static Path ledger(Path home) {
    return home.resolve("state/warehouse.duckdb");
  }

  private static long count(Path home, String table) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + ledger(home));
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("select count(*) from ledger." + table)) {
      r.next();
      return r.getLong(1);
    }
  }

  /** Every row of the year's ledger once for each locality, its codes and keys changed. */
  private static void lay(Path year, Path home, int localities) throws SQLException, IOException {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + ledger(home));
        Statement s = c.createStatement()) {
      s.execute("attach '" + ledger(year) + "' as one (read_only)");
      s.execute("create schema if not exists ledger");
      List<String[]> tables = new ArrayList<>();
      try (ResultSet r =
          s.executeQuery(
              "select schema_name, table_name from duckdb_tables() where database_name = 'one'"
                  + " order by 1, 2")) {
        while (r.next()) {
          tables.add(new String[] {r.getString(1), r.getString(2)});
        }
      }
      for (String[] t : tables) {
        String name = t[0] + "." + t[1];
        if (ONCE.contains(t[1])) {
          s.execute("create table " + name + " as from one." + name);
          continue;
        }
        List<String> replaced = new ArrayList<>();
        try (ResultSet r =
            s.executeQuery(
                "select column_name from duckdb_columns() where database_name = 'one' and"
                    + " table_name = '"
                    + t[1]
                    + "'")) {
          while (r.next()) {
            switch (r.getString(1)) {
              case "locality_name" ->
                  replaced.add("format('xã số {:04d}', locality) as locality_name");
              case "locality_code" ->
                  replaced.add("format('xa-{:05d}', locality) as locality_code");
              case "receipt_id" -> replaced.add("receipt_id || '-' || locality as receipt_id");
              case "submission_id" ->
                  replaced.add("submission_id || '-' || locality as submission_id");
              default -> {}
            }
          }
        }
        s.execute(
            "create table "
                + name
                + " as select * exclude (locality) replace ("
                + String.join(", ", replaced)
                + ") from one."
                + name
                + ", range("
                + localities
                + ") as l (locality)");
      }
      s.execute("detach one");
      s.execute("checkpoint");
    }
  }
}
