package vn.chitieu.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;

/**
 * Builds the marts into a file of their own and puts it in place. Everything happens in a folder
 * under a dot-name; the folder gets its name when it is complete and {@code current} is turned to
 * it by renaming a link, so that at any moment there is either the old release or the new.
 */
final class Publisher {
  static final String CURRENT = "current";
  private static final String BUILDING = ".building-";
  private static final String TURNING = ".current-";

  /** How many offenders of a failed test are told. */
  private static final int TOLD = 5;

  private final DuckDBConnection connection;
  private final SqlTree sql;
  private final Path releases;

  Publisher(DuckDBConnection connection, SqlTree sql, Path releases) {
    this.connection = connection;
    this.sql = sql;
    this.releases = releases.toAbsolutePath();
  }

  /** What building came to. */
  sealed interface Result {}

  /** A release that is built, tested and verified, but not in place yet. */
  record Built(String releaseId, Path dir, String fileSha256) implements Result {}

  /** Tests that found offenders; what was built is gone. */
  record Failed(List<Publication.FailedTest> tests) implements Result {}

  /** The release that readers see now. */
  static Optional<Path> current(Path releases) {
    Path link = releases.resolve(CURRENT);
    try {
      return Files.exists(link.resolve(Manifest.FILE))
          ? Optional.of(link.toRealPath())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds, tests and verifies a release, with what lies in its folder, beside the one in place.
   *
   * @param workbooks how many were judged, which tells how large the release becomes
   */
  Result build(Run run, LocalDateTime knownAt, long workbooks, Publication.Beside beside)
      throws SQLException, IOException {
    Files.createDirectories(releases);
    removeLeftovers();
    String id = freeId(run.runId());
    Path dir = Files.createDirectory(releases.resolve(BUILDING + id));
    Path file = dir.resolve(Release.FILE);
    Map<String, Long> counts = new LinkedHashMap<>();
    List<Publication.FailedTest> failed = new ArrayList<>();
    String home = currentDatabase();
    execute(Sql.attachRelease(file, workbooks));
    try {
      prepare(connection, sql, home, id, run, knownAt);
      // one transaction: a commit for each relation would wait for the disk each time
      connection.setAutoCommit(false);
      for (SqlTree.Script s : sql.staging()) {
        execute(Sql.createStaging(s.name(), s.text()));
      }
      for (SqlTree.Script s : sql.marts()) {
        if (s.name().equals("meta_warning")) {
          gatherWarnings();
        }
        execute(Sql.createMart(s.name(), s.text()));
      }
      for (SqlTree.Script s : sql.views()) {
        execute(Sql.createView("mart", s.name(), s.text()));
      }
      Map<String, List<String>> columns = columns();
      for (SqlTree.Script s : sql.marts()) {
        boolean hasRestricted = columns.get(s.name()).contains("is_restricted");
        execute(Sql.createPublic(s.name(), s.privateColumns(), hasRestricted));
      }
      for (SqlTree.Script s : sql.views()) {
        execute(Sql.createView("mart_public", s.name(), s.text()));
      }
      describe(columns);
      connection.commit();
      connection.setAutoCommit(true);
      for (SqlTree.Script s : sql.tests()) {
        if (!s.isWarning()) {
          run(s).ifPresent(failed::add);
        }
      }
      for (SqlTree.Script s : sql.marts()) {
        for (String schema : new String[] {"mart", "mart_public"}) {
          counts.put(schema + "." + s.name(), count(connection, Sql.RELEASE, schema, s.name()));
        }
      }
      execute(Sql.CHECKPOINT_RELEASE);
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      clean(connection, sql, home);
      execute(Sql.DETACH_RELEASE);
    }
    if (!failed.isEmpty()) {
      Disk.delete(dir);
      return new Failed(failed);
    }
    verify(file, counts);
    String sha = Archive.hash(file);
    new Manifest(id, run.runId(), run.asOf(), knownAt, sha, sql.hash()).write(dir, counts);
    try (Release built = new Release(Release.connect(file))) {
      beside.write(built, dir);
    }
    try (Stream<Path> made = Files.list(dir)) {
      for (Path f : made.toList()) {
        Disk.force(f);
      }
    }
    Disk.force(dir);
    Path done = Files.move(dir, releases.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    Disk.force(releases);
    return new Built(id, done, sha);
  }

  /**
   * What a leader sees changed against the release in place: a new month, then each measure whose
   * status is another one. Nothing is said when the marts were made otherwise then.
   */
  List<String> news(Built built) throws SQLException, IOException {
    Optional<Path> old = current(releases);
    if (old.isEmpty() || !isBuiltAlike(old.get())) {
      return List.of();
    }
    String periodThen;
    Map<String, Release.Standing> then;
    try (Release before = new Release(Release.connect(old.get().resolve(Release.FILE)))) {
      periodThen = before.latestPeriod();
      then = before.standings();
    } catch (SQLException | WarehouseException e) {
      return List.of(); // damaged: it is replaced like any other, and has no news
    }
    List<String> news = new ArrayList<>();
    try (Release after = new Release(Release.connect(built.dir().resolve(Release.FILE)))) {
      if (!after.latestPeriod().equals(periodThen)) {
        news.add("Có thêm kỳ " + after.latestPeriod() + ".");
      }
      Map<String, Release.Standing> now = after.standings();
      boolean isOneWard =
          now.values().stream().map(Release.Standing::localityCode).distinct().count() == 1;
      for (Release.Standing s : now.values()) {
        Release.Standing t = then.get(s.key());
        if (t != null && !t.label().equals(s.label())) {
          String ward = isOneWard ? "" : s.localityName() + ", ";
          news.add(
              ward + s.measureCode() + " " + s.name() + ": " + t.label() + " → " + s.label() + ".");
        }
      }
    }
    return news;
  }

  /** A release whose manifest is damaged is replaced like any other; it has no news. */
  private boolean isBuiltAlike(Path release) {
    try {
      return Manifest.read(release).sqlSha256().equals(sql.hash());
    } catch (IOException e) {
      return false;
    }
  }

  /** Turns {@code current} to a built release. */
  void putInPlace(Built built) throws IOException {
    Path turning = releases.resolve(TURNING + built.releaseId());
    Files.createSymbolicLink(turning, Path.of(built.releaseId()));
    Files.move(
        turning,
        releases.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Disk.force(releases);
  }

  // ---- building

  /**
   * Makes the one-row {@code stg_run}, the macros, and the path along which names are looked up;
   * until {@link #clean} joins run as written.
   */
  static void prepare(
      Connection connection,
      SqlTree sql,
      String home,
      String releaseId,
      Run run,
      LocalDateTime knownAt)
      throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(Sql.JOIN_AS_WRITTEN);
      s.execute(Sql.CREATE_STG_RUN);
      for (SqlTree.Script macro : sql.macros()) {
        s.execute(macro.text());
      }
      s.execute(releaseId.isEmpty() ? Sql.searchLedger(home) : Sql.searchReleaseThenLedger(home));
    }
    try (PreparedStatement s = connection.prepareStatement(Sql.INSERT_STG_RUN)) {
      s.setObject(1, releaseId);
      s.setObject(2, run.runId());
      s.setObject(3, run.asOf());
      s.setObject(4, knownAt);
      s.setObject(5, run.startedAt());
      s.executeUpdate();
    }
  }

  /** Forgets everything temporary: a staging table keeps memory until it is dropped. */
  static void clean(Connection connection, SqlTree sql, String home) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(Sql.JOIN_AS_PLANNED);
      s.execute(Sql.searchLedger(home));
      for (String made : List.of("stg_run", "stg_test", "stg_warning")) {
        s.execute(Sql.dropStaging(made));
      }
      for (SqlTree.Script script : sql.staging()) {
        s.execute(Sql.dropStaging(script.name()));
      }
      for (SqlTree.Script script : sql.marts()) {
        s.execute(Sql.dropStaging(script.name()));
      }
    }
  }

  private Optional<Publication.FailedTest> run(SqlTree.Script test) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(test.text())) {
      List<String> first = new ArrayList<>();
      int offenders = 0;
      while (r.next()) {
        offenders++;
        if (first.size() < TOLD) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
            cells.add(r.getMetaData().getColumnName(i) + "=" + r.getString(i));
          }
          first.add(String.join(", ", cells));
        }
      }
      return offenders == 0
          ? Optional.empty()
          : Optional.of(new Publication.FailedTest(test.name(), offenders, first));
    } catch (SQLException e) {
      throw new SQLException("test " + test.name() + ": " + e.getMessage(), e);
    }
  }

  /** Makes {@code stg_test}, every test, and {@code stg_warning}, what those of units found. */
  private void gatherWarnings() throws SQLException {
    execute(Sql.CREATE_STG_TEST);
    execute(Sql.CREATE_STG_WARNING);
    try (PreparedStatement s = connection.prepareStatement(Sql.INSERT_STG_TEST)) {
      for (SqlTree.Script test : sql.tests()) {
        s.setObject(1, test.name());
        s.setObject(2, test.isWarning() ? "warn" : "error");
        s.setObject(3, test.head("title"));
        s.setObject(4, test.head("means"));
        s.executeUpdate();
        if (test.isWarning()) {
          execute(Sql.insertWarnings(test.name(), test.text()));
        }
      }
    }
  }

  /**
   * Relations and columns carry what they mean: a release is understood without its program. Only
   * in {@code mart}, whose names mean the same in {@code mart_public}: each comment takes DuckDB a
   * third of a millisecond.
   */
  private void describe(Map<String, List<String>> columns) throws SQLException {
    Dictionary dictionary = new Dictionary(sql);
    StringBuilder comments = new StringBuilder();
    for (SqlTree.Script s : sql.marts()) {
      comments.append(Sql.comment("table", s.name(), dictionary.relation(s.name()).line()));
    }
    for (SqlTree.Script s : sql.views()) {
      comments.append(Sql.comment("view", s.name(), dictionary.relation(s.name()).line()));
    }
    columns.forEach(
        (relation, names) -> {
          for (String column : names) {
            dictionary
                .findColumn(relation, column)
                .ifPresent(
                    c -> comments.append(Sql.comment("column", relation + "." + column, c.line())));
          }
        });
    execute(comments.toString());
  }

  /** The columns of each relation of {@code mart}. */
  private Map<String, List<String>> columns() throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(Sql.RELEASE_COLUMNS)) {
      while (r.next()) {
        columns.computeIfAbsent(r.getString(1), k -> new ArrayList<>()).add(r.getString(2));
      }
    }
    return columns;
  }

  private static long count(Connection c, String database, String schema, String relation)
      throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(Sql.count(database, schema, relation))) {
      r.next();
      return r.getLong(1);
    }
  }

  private String currentDatabase() throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(Sql.CURRENT_DATABASE)) {
      r.next();
      return r.getString(1);
    }
  }

  private void execute(String statement) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(statement);
    } catch (SQLException e) {
      throw new SQLException(statement.lines().findFirst().orElse("") + " … " + e.getMessage(), e);
    }
  }

  // ---- files

  /** Opens the finished file as a reader does and counts again. */
  private static void verify(Path file, Map<String, Long> counts) throws SQLException, IOException {
    if (Files.exists(file.resolveSibling(Release.FILE + ".wal"))) {
      throw new IOException("a log was left beside " + file);
    }
    try (Connection reader = Release.connect(file)) {
      for (Map.Entry<String, Long> e : counts.entrySet()) {
        String[] name = e.getKey().split("\\.", 2);
        long seen =
            count(reader, Release.FILE.substring(0, Release.FILE.indexOf('.')), name[0], name[1]);
        if (seen != e.getValue()) {
          throw new IOException(
              e.getKey() + ": " + e.getValue() + " rows written, " + seen + " read back");
        }
      }
    }
  }

  /** A run that publishes twice gets a second folder; a folder is never written again. */
  private String freeId(String runId) {
    String id = runId;
    for (int n = 2; Files.exists(releases.resolve(id), LinkOption.NOFOLLOW_LINKS); n++) {
      id = runId + "-" + n;
    }
    return id;
  }

  /** What a crash left: folders without their name, links that were not turned. */
  private void removeLeftovers() throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(releases)) {
      left =
          entries
              .filter(
                  p -> {
                    String name = p.getFileName().toString();
                    return name.startsWith(BUILDING) || name.startsWith(TURNING);
                  })
              .toList();
    }
    for (Path p : left) {
      Disk.delete(p);
    }
  }
}
