package vn.chitieu.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.validation.History;

/**
 * A published release, read only: what {@code status}, {@code templates} and {@code check} look at,
 * never the live warehouse. Stays readable while a newer release is put in place.
 */
public final class Release implements AutoCloseable {
  /** The one file of a release, in its folder. */
  public static final String FILE = "warehouse.duckdb";

  private final Connection connection;

  Release(Connection connection) {
    this.connection = connection;
  }

  /** Opens the release in place; empty when nothing was published yet. */
  public static Optional<Release> open(Path releasesDir) {
    return Publisher.current(releasesDir)
        .map(
            dir -> {
              try {
                return new Release(connect(dir.resolve(FILE)));
              } catch (SQLException e) {
                throw new WarehouseException("opening the release", e);
              }
            });
  }

  static Connection connect(Path file) throws SQLException {
    Properties p = new Properties();
    p.setProperty("duckdb.read_only", "true");
    p.setProperty("memory_limit", "256MB");
    p.setProperty("threads", "1");
    p.setProperty("autoinstall_known_extensions", "false");
    p.setProperty("autoload_known_extensions", "false");
    return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), p);
  }

  /** The last day whose drops are in it. */
  public LocalDate asOf() {
    return query(Sql.RELEASE_AS_OF, r -> r.getObject(1, LocalDate.class)).getFirst();
  }

  /**
   * {@code Phường Thủy Nguyên · Số liệu đến 14/10/2026 · cập nhật lúc 02:10 ngày 17/10/2026 · đã
   * nhận 10/11 biểu}; several localities are only counted.
   */
  public String freshnessLine() {
    return query(Sql.RELEASE_FRESHNESS, r -> r.getString(1)).getFirst();
  }

  /** The version of the plan it was judged by. */
  public Optional<StoredPlan> planInForce(String locality) {
    return query(Sql.RELEASE_PLAN, Release::plan, locality).stream().findFirst();
  }

  /** A version that was in force once: forms issued under it are still judged by it. */
  public Optional<StoredPlan> findPlan(String locality, String version) {
    return query(Sql.RELEASE_PLAN_VERSION, Release::plan, locality, version).stream().findFirst();
  }

  private static StoredPlan plan(ResultSet r) throws SQLException {
    return new StoredPlan(
        r.getString(1), r.getString(2), r.getString(3), r.getObject(4, LocalDateTime.class));
  }

  /** As {@link Warehouse#history}, as far as this release knows. */
  public History history(String locality, String unit) {
    return History.of(
        query(Sql.RELEASE_SAID, r -> Warehouse.counted(r, 1), locality, unit, locality, unit),
        query(Sql.RELEASE_ATTEMPTS, r -> Warehouse.attempt(r, 1), locality, unit),
        query(Sql.RELEASE_TASKS_SAID, r -> Warehouse.taskSaid(r, 1), locality, unit),
        query(Sql.RELEASE_RAISED, r -> Warehouse.raised(r, 1), locality, unit),
        has("fct_submission", "signer")
            ? query(Sql.RELEASE_SIGNERS, r -> r.getString(1), locality, unit)
            : List.of());
  }

  /**
   * What the office has written to units that have yet to see it.
   *
   * @return {@code locality/unit} → its mail; units without any are left out
   */
  public Map<String, UnitMail> mail() {
    if (!has("fct_question", "question_code")) {
      return Map.of();
    }
    Map<String, List<OpenQuestion>> questions = new LinkedHashMap<>();
    query(
        Sql.RELEASE_OPEN_QUESTIONS,
        r ->
            questions
                .computeIfAbsent(r.getString(1), k -> new ArrayList<>())
                .add(
                    new OpenQuestion(
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getObject(7, LocalDate.class),
                        r.getObject(8, LocalDate.class),
                        r.getInt(9))));
    Map<String, List<DifficultyAnswer>> answers = new LinkedHashMap<>();
    query(
        Sql.RELEASE_DIFFICULTY_ANSWERS,
        r ->
            answers
                .computeIfAbsent(r.getString(1), k -> new ArrayList<>())
                .add(
                    new DifficultyAnswer(
                        r.getString(2),
                        r.getInt(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getObject(7, LocalDate.class),
                        r.getBoolean(8))));
    Map<String, UnitMail> mail = new LinkedHashMap<>();
    questions.forEach(
        (unit, q) -> mail.put(unit, new UnitMail(q, answers.getOrDefault(unit, List.of()))));
    answers.forEach((unit, a) -> mail.putIfAbsent(unit, new UnitMail(List.of(), a)));
    return mail;
  }

  /** As {@link Warehouse#difficulties}, as far as this release knows. */
  public List<DifficultyReport> listDifficulties(String locality, String unit, String period) {
    return query(Sql.RELEASE_DIFFICULTIES, r -> Warehouse.difficulty(r, 1), locality, unit, period);
  }

  /**
   * Who has and has not reported, all collected periods, by period and the plan's order of units.
   */
  public List<ComplianceRow> compliance(String locality) {
    return query(
        Sql.RELEASE_COMPLIANCE,
        r ->
            new ComplianceRow(
                r.getString(1),
                r.getString(2),
                r.getString(3),
                r.getString(4),
                r.getString(5),
                r.getObject(6, LocalDate.class),
                r.getObject(7, LocalDate.class),
                r.getBoolean(8),
                r.getString(9),
                r.getString(10),
                r.getObject(11, LocalDate.class),
                r.getInt(12),
                r.getInt(13)),
        locality);
  }

  /**
   * One line of the board of who has reported.
   *
   * @param state on_time, late, missing, refused or not_due
   * @param stateLabel its word with its shape
   * @param firstAcceptedOn null when nothing was accepted
   * @param daysLate 0 when not late
   */
  public record ComplianceRow(
      String unitCode,
      String unitName,
      String unitShortName,
      String periodCode,
      String periodLabel,
      LocalDate endsOn,
      LocalDate dueOn,
      boolean isLatestPeriod,
      String state,
      String stateLabel,
      @Nullable LocalDate firstAcceptedOn,
      int daysLate,
      int valuesHeld) {}

  /** Where units disagree with each other or with themselves, most frequent first. */
  public List<Warning> listWarnings() {
    return query(
        Sql.RELEASE_WARNINGS,
        r -> new Warning(r.getString(1), r.getString(2), r.getString(3), r.getInt(4)));
  }

  /**
   * What a test of weight {@code warn} found; its rows are in {@code mart.meta_warning}.
   *
   * @param title what it finds, in short: {@code hai nguồn lệch nhau}
   * @param meaning what it finds and who has to do what
   */
  public record Warning(String test, String title, String meaning, int count) {}

  /**
   * What the forms of the newest month cost the units, over all localities; empty while no month
   * has ended, or when an older program made the release.
   */
  public Optional<Burden> burden() {
    return has("rpt_burden", "cell_count")
        ? query(
                Sql.RELEASE_BURDEN,
                r -> new Burden(r.getString(1), r.getInt(2), r.getInt(3), r.getInt(4), r.getInt(5)))
            .stream()
            .findFirst()
        : Optional.empty();
  }

  /**
   * Cells that forms ask to be typed.
   *
   * @param asked in all
   * @param known whose content was known before
   * @param unused that no board and no report shows
   */
  public record Burden(String periodLabel, int forms, int asked, int known, int unused) {}

  /** {@code Tháng 10/2026}; empty while no month has ended. */
  String latestPeriod() {
    return query(Sql.RELEASE_LATEST_PERIOD, r -> r.getString(1)).getFirst();
  }

  /** Measure → the newest status that says something, worst first. */
  Map<String, Standing> standings() {
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (Standing s :
        query(
            Sql.RELEASE_STANDINGS,
            r ->
                new Standing(
                    r.getString(1),
                    r.getString(2),
                    r.getString(3),
                    r.getString(4),
                    r.getString(5)))) {
      standings.put(s.key(), s);
    }
    return standings;
  }

  /** A measure's status as a leader reads it. */
  record Standing(
      String localityCode, String localityName, String measureCode, String name, String label) {
    String key() {
      return localityCode + " " + measureCode;
    }
  }

  /** Whether the release was made by a program that knew of a column. */
  private boolean has(String mart, String column) {
    return !query(Sql.RELEASE_HAS, r -> r.getInt(1), mart, column).isEmpty();
  }

  private <T> List<T> query(String sql, Warehouse.RowReader<T> reader, Object... parameters) {
    try (PreparedStatement s = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        s.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          rows.add(reader.read(r));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new WarehouseException("reading the release", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new WarehouseException("closing the release", e);
    }
  }
}
