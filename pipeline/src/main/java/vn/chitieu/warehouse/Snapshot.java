package vn.chitieu.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A DuckDB file of ours that nobody is writing, read only: the ledger ({@code ledger}) or a release
 * ({@code mart}). Tells what is in it, whether another one says the same, and gives it away as
 * Parquet.
 */
public final class Snapshot implements AutoCloseable {
  /** The schema of the ledger's file. */
  public static final String LEDGER = "ledger";

  /** The schema of a release's file. */
  public static final String MART = "mart";

  /** What is no fact but an act, or only tells when. */
  private static final Set<String> NO_FACTS =
      Set.of(
          "meta_release",
          "dim_release",
          "run",
          "run_received",
          "release",
          "receipt_left",
          "answer_written");

  /** What tells one row from another, and what it says. */
  private static final List<String> TELLING =
      List.of(
          "locality_code",
          "unit_code",
          "period_code",
          "measure_code",
          "area_code",
          "task_code",
          "source_file",
          "file_name",
          "code",
          "outcome",
          "state",
          "status_code",
          "reported",
          "value",
          "cumulative_value");

  /** How many rows of a difference are shown. */
  private static final int SHOWN = 3;

  private final Connection connection;
  private final String schema;
  private final Path file;

  private Snapshot(Connection connection, String schema, Path file) {
    this.connection = connection;
    this.schema = schema;
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws WarehouseException when it is no DuckDB file, is damaged, or lacks the schema
   */
  public static Snapshot open(Path file, String schema) {
    if (!Files.isRegularFile(file)) {
      throw new WarehouseException("no file " + file);
    }
    try {
      Snapshot s = new Snapshot(Release.connect(file), schema, file);
      if (s.tables().isEmpty()) {
        s.close();
        throw new WarehouseException("no " + schema + " in " + file);
      }
      return s;
    } catch (SQLException e) {
      throw new WarehouseException("opening " + file, e);
    }
  }

  /** How many rows each table has, in the order of names. */
  public Map<String, Long> rows() {
    return rows(connection, schema);
  }

  static Map<String, Long> rows(Connection c, String schema) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String t : tables(c, schema)) {
      rows.put(t, Long.valueOf(ask(c, "select count(*) from " + schema + "." + t).getFirst()));
    }
    return rows;
  }

  /**
   * A hash over every fact, whatever the order of rows, without ids of runs and times of day: the
   * same facts, the same hash, on any machine and however often they were derived.
   */
  public String factsHash() {
    StringBuilder all = new StringBuilder();
    for (String t : factTables()) {
      all.append(t).append(' ').append(hash(t)).append('\n');
    }
    return HexFormat.of()
        .formatHex(SqlTree.sha256().digest(all.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Sums of each row's hash: the memory it takes does not grow with the table. */
  private String hash(String table) {
    String row = "md5(cast(row(" + String.join(", ", facts(table)) + ") as varchar))";
    return ask(
            connection,
            "select count(*) || ' ' || coalesce(sum(md5_number_lower(h)::hugeint), 0) || ' ' ||"
                + " coalesce(sum(md5_number_upper(h)::hugeint), 0) from (select "
                + row
                + " as h from "
                + schema
                + "."
                + table
                + ")")
        .getFirst();
  }

  /**
   * Where two files do not tell the same facts, table by table, as sentences with the first rows;
   * empty when they do.
   *
   * @param mine what this file is called in the sentences
   * @param theirs what the other is called
   */
  public List<String> differences(Snapshot other, String mine, String theirs) {
    List<String> differences = new ArrayList<>();
    Set<String> tables = new TreeSet<>(factTables());
    tables.addAll(other.factTables());
    try (Statement s = connection.createStatement()) {
      s.execute("attach " + literal(other.file) + " as other (read_only)");
      for (String t : tables) {
        if (!factTables().contains(t) || !other.factTables().contains(t)) {
          differences.add(t + ": chỉ có ở " + (factTables().contains(t) ? mine : theirs));
          continue;
        }
        Set<String> columns = new LinkedHashSet<>(facts(t));
        columns.retainAll(other.facts(t));
        String select = "select " + String.join(", ", columns) + " from ";
        String here = select + schema + "." + t;
        String there = select + "other." + schema + "." + t;
        tell(differences, t, mine, here + " except all " + there);
        tell(differences, t, theirs, there + " except all " + here);
      }
      s.execute("detach other");
    } catch (SQLException e) {
      throw new WarehouseException("comparing " + file + " with " + other.file, e);
    }
    return differences;
  }

  private void tell(List<String> differences, String table, String whose, String offenders) {
    long count =
        Long.parseLong(ask(connection, "select count(*) from (" + offenders + ")").getFirst());
    if (count > 0) {
      List<String> told = TELLING.stream().filter(facts(table)::contains).toList();
      List<String> first =
          ask(
              connection,
              "select concat_ws(' ', "
                  + (told.isEmpty() ? "''" : String.join(", ", told))
                  + ") from ("
                  + offenders
                  + ") order by 1 limit "
                  + SHOWN);
      differences.add(
          table
              + ": "
              + count
              + " dòng chỉ có ở "
              + whose
              + (told.isEmpty() ? "" : ", như " + String.join("; ", first)));
    }
  }

  /**
   * Writes every table as Parquet: those that have a period by {@code year=…/period=…}, the others
   * as one file each. What was written is read back and counted.
   */
  public void exportParquet(Path dir) throws IOException {
    Files.createDirectories(dir);
    for (Map.Entry<String, Long> t : rows().entrySet()) {
      String from = schema + "." + t.getKey();
      boolean hasPeriods = columns(t.getKey()).contains("period_code") && t.getValue() > 0;
      Path target = dir.resolve(hasPeriods ? t.getKey() : t.getKey() + ".parquet");
      run(
          hasPeriods
              ? "copy (select *, coalesce(left(period_code, 4), 'none') as year,"
                  + " coalesce(period_code, 'none') as period from "
                  + from
                  + ") to "
                  + literal(target)
                  + " (format parquet, partition_by (year, period))"
              : "copy (from " + from + ") to " + literal(target) + " (format parquet)");
      Path written = hasPeriods ? target.resolve("**/*.parquet") : target;
      long read =
          Long.parseLong(
              ask(connection, "select count(*) from read_parquet(" + literal(written) + ")")
                  .getFirst());
      if (read != t.getValue()) {
        throw new IOException(target + ": " + t.getValue() + " rows written, " + read + " read");
      }
    }
  }

  /** The answers that the ledger knows of, as {@code locality/unit/file}. */
  public Set<String> answers() {
    return Set.copyOf(
        ask(
            connection,
            "select r.locality_code || '/' || r.unit_code || '/' || a.file from (select"
                + " receipt_id, unnest(files) as file from ledger.answer_written) as a"
                + " join ledger.receipt as r using (receipt_id)"));
  }

  /** The receipts that the ledger has judged. */
  public Set<String> receipts() {
    return Set.copyOf(ask(connection, "select receipt_id from ledger.judgement"));
  }

  /** Migrations of a ledger that this program does not have: a newer program wrote it. */
  public List<String> listUnknownMigrations() {
    return ask(
            connection,
            "select script from main.flyway_schema_history where type = 'SQL'"
                + " order by installed_rank")
        .stream()
        .filter(s -> Snapshot.class.getResource("/sql/migrations/" + s) == null)
        .toList();
  }

  // ---- the file's own description

  private List<String> tables() {
    return tables(connection, schema);
  }

  private static List<String> tables(Connection c, String schema) {
    return ask(
        c,
        "select table_name from information_schema.tables where table_schema = '"
            + schema
            + "' and table_type = 'BASE TABLE' and table_catalog = current_database()"
            + " order by table_name");
  }

  private List<String> factTables() {
    return tables().stream().filter(t -> !NO_FACTS.contains(t)).toList();
  }

  private List<String> columns(String table) {
    return ask(
        connection,
        "select column_name from information_schema.columns where table_schema = '"
            + schema
            + "' and table_name = '"
            + table
            + "' and table_catalog = current_database() order by column_name");
  }

  private List<String> facts(String table) {
    return columns(table).stream()
        .filter(c -> !c.endsWith("_at") && !c.endsWith("run_id") && !c.endsWith("release_id"))
        .toList();
  }

  private void run(String sql) {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    } catch (SQLException e) {
      throw new WarehouseException("exporting " + file, e);
    }
  }

  private static List<String> ask(Connection c, String sql) {
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (r.next()) {
        rows.add(r.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new WarehouseException("reading a snapshot", e);
    }
  }

  private static String literal(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new WarehouseException("closing " + file, e);
    }
  }
}
