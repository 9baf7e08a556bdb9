package vn.chitieu.warehouse;

import java.math.BigDecimal;
import java.nio.file.Files;
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

  /** Opens one release of a home that may not be the one in place; empty when it is gone. */
  public static Optional<Release> find(Path releasesDir, String releaseId) {
    Path file = releasesDir.resolve(releaseId).resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Release(connect(file)));
    } catch (SQLException e) {
      throw new WarehouseException("opening the release " + releaseId, e);
    }
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
    return query(Sql.RELEASE_PLAN_IN_FORCE.formatted(lastDue()), Release::plan, locality).stream()
        .findFirst();
  }

  /** A version that was in force once: forms issued under it are still judged by it. */
  public Optional<StoredPlan> findPlan(String locality, String version) {
    return query(Sql.RELEASE_PLAN_VERSION.formatted(lastDue()), Release::plan, locality, version)
        .stream()
        .findFirst();
  }

  /**
   * Of each year of a locality the version taken on last, the one in force first; only that one
   * when an older program made the release.
   */
  public List<StoredPlan> listPlansOfYears(String locality) {
    return has("dim_plan", "is_last_of_year")
        ? query(Sql.RELEASE_PLANS_OF_YEARS.formatted(lastDue()), Release::plan, locality)
        : planInForce(locality).stream().toList();
  }

  private String lastDue() {
    return has("dim_plan", "last_due_on") ? Sql.RELEASE_LAST_DUE : Sql.RELEASE_YEAR_END;
  }

  private static StoredPlan plan(ResultSet r) throws SQLException {
    return new StoredPlan(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getObject(4, LocalDateTime.class),
        r.getInt(5),
        r.getObject(6, LocalDate.class));
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
                        r.getInt(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7),
                        r.getObject(8, LocalDate.class),
                        r.getObject(9, LocalDate.class),
                        r.getInt(10))));
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

  /** The name of its folder. */
  public String id() {
    return query(Sql.RELEASE_ID, r -> r.getString(1)).getFirst();
  }

  /** How every locality stands in what anybody may read, the one with most at risk first. */
  public List<PublicPlace> listPublicPlaces() {
    return query(
        Sql.PUBLIC_PLACES,
        r ->
            new PublicPlace(
                r.getString(1),
                r.getString(2),
                r.getString(3),
                r.getString(4),
                r.getString(5),
                r.getInt(6),
                r.getInt(7),
                r.getInt(8),
                r.getInt(9),
                r.getInt(10)));
  }

  /**
   * A locality in its latest month: its public measures counted by group of status.
   *
   * @param illustrativeLine says that the figures are made up; empty where they are real
   */
  public record PublicPlace(
      String code,
      String name,
      String periodLabel,
      String freshnessLine,
      String illustrativeLine,
      int risk,
      int watch,
      int silent,
      int good,
      int other) {}

  /** The public scorecard of a locality's latest month, worst first. */
  public List<PublicMeasure> listPublicMeasures(String locality) {
    return query(
        Sql.PUBLIC_MEASURES,
        r ->
            new PublicMeasure(
                r.getString(1),
                r.getString(2),
                r.getString(3),
                r.getString(4),
                r.getString(5),
                Optional.ofNullable(r.getBigDecimal(6)),
                r.getString(7),
                r.getString(8),
                r.getString(9),
                r.getString(10),
                r.getString(11)),
        locality);
  }

  /**
   * A line of the public scorecard, in words and with its colour as the plan sets them.
   *
   * @param completion 1 is the whole target; empty where a share of it would say nothing
   * @param statusColour {@code #RRGGBB}
   */
  public record PublicMeasure(
      String code,
      String label,
      String leadUnit,
      String target,
      String result,
      Optional<BigDecimal> completion,
      String status,
      String statusColour,
      String statusGroup,
      String since,
      String reason) {}

  /** How many measures are kept out of everything public. */
  public int restrictedMeasureCount() {
    return query(Sql.RESTRICTED_COUNT, r -> r.getInt(1)).getFirst();
  }

  /** The periods of the calendar most measures use that a report can speak of, in order. */
  public List<ReportFacts.Span> listReportable(String locality) {
    return query(Sql.REPORT_PERIODS, Release::span, locality);
  }

  private static ReportFacts.Span span(ResultSet r) throws SQLException {
    return new ReportFacts.Span(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getObject(4, LocalDate.class),
        r.getObject(5, LocalDate.class),
        r.getObject(6, LocalDate.class),
        r.getBoolean(7));
  }

  /**
   * What this release says of a period that has ended; empty when the locality has no such period,
   * or none of it is over on the day the release looks at.
   */
  public Optional<ReportFacts> findReportFacts(String locality, String period) {
    List<ReportFacts.Span> spans = listReportable(locality);
    ReportFacts.Span span =
        spans.stream().filter(s -> s.code().equals(period)).findFirst().orElse(null);
    if (span == null || !span.endsOn().isBefore(asOf())) {
      return Optional.empty();
    }
    ReportFacts.Span next =
        spans.stream()
            .filter(s -> s.kind().equals(span.kind()) && s.startsOn().isAfter(span.endsOn()))
            .findFirst()
            .orElse(null);
    boolean hasQuestions = has("fct_question", "question_code");
    return Optional.of(
        new ReportFacts(
            query(Sql.REPORT_EDITION, ReportRows::edition, locality).getFirst(),
            span,
            next,
            query(
                Sql.REPORT_MEASURES.formatted(hasQuestions ? Sql.REPORT_ANSWERED : ""),
                ReportRows::measure,
                locality,
                period),
            query(Sql.REPORT_TASKS, ReportRows::task, locality, period),
            query(Sql.REPORT_DUE_CHANGES, ReportRows::dueChange, locality, period),
            query(Sql.REPORT_CASES, ReportRows::raised, locality, period),
            query(Sql.REPORT_SENT, ReportRows::sent, locality, period),
            query(
                Sql.REPORT_CORRECTIONS.formatted(signed()),
                ReportRows::correction,
                locality,
                period),
            hasQuestions
                ? query(Sql.REPORT_QUESTIONS, ReportRows::question, locality, period)
                : List.of(),
            has("fct_signing", "signing_kind")
                ? query(
                    Sql.REPORT_SIGNINGS.formatted(
                        has("fct_signing", "added_count") ? "s.added_count" : "0"),
                    ReportRows::signing,
                    locality,
                    period)
                : List.of()));
  }

  private String signed() {
    return has("fct_correction", "signed_by") ? Sql.REPORT_SIGNED : Sql.REPORT_UNSIGNED;
  }

  /**
   * Whether no unit owes, or has sent, anything for a period: it was due before the first night.
   */
  public boolean isNobodyAsked(String locality, String period) {
    return compliance(locality).stream()
        .filter(c -> c.periodCode().equals(period))
        .allMatch(c -> c.state().equals("not_due"));
  }

  /** Every figure of a locality that was replaced after a moment, whatever its period. */
  public List<ReportFacts.Correction> listCorrectedSince(String locality, LocalDateTime knownAt) {
    return query(
        Sql.REPORT_CORRECTED_SINCE.formatted(signed()), ReportRows::correction, locality, knownAt);
  }

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
