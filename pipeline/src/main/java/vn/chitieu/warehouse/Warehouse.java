package vn.chitieu.warehouse;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataSource;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Journal;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Target;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.AreaValue;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.QuestionReport;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.SignerNamed;
import vn.chitieu.submission.Submission;
import vn.chitieu.submission.TaskReport;
import vn.chitieu.validation.History;

/**
 * The live DuckDB file: the ledger (insert-only), and the marts that are built from it and
 * published. Holds one connection; one thread at a time. The file must have been migrated ({@code
 * sql/migrations}). Failures are {@link WarehouseException}s and leave the transaction undone.
 */
public final class Warehouse implements AutoCloseable {
  /** No stated figure beyond this fits a DECIMAL(24,6); the raw text still tells it. */
  private static final BigDecimal CEILING = new BigDecimal("1e17");

  private final DuckDBConnection connection;
  private final SqlTree sql = SqlTree.standard();

  /** Opens the warehouse and folds what a crash may have left in its log into the file. */
  public Warehouse(DataSource dataSource) {
    try {
      this.connection = dataSource.getConnection().unwrap(DuckDBConnection.class);
      execute(Sql.CHECKPOINT);
    } catch (SQLException e) {
      throw new WarehouseException("opening the warehouse", e);
    }
  }

  /** What DuckDB may hold; a country's ledger is published faster with more. */
  private static final String MEMORY =
      Objects.requireNonNullElse(System.getenv("CHITIEU_WAREHOUSE_MEMORY"), "256MB");

  /**
   * The data source of a warehouse file, created when missing. Its storage version is one that
   * DuckDB 1.4, 1.5 and 2.0 all read; no extension is ever fetched; what does not fit in memory
   * spills beside the file.
   */
  public static DataSource dataSource(Path file) {
    Properties p = new Properties();
    p.setProperty("storage_compatibility_version", "v1.4.0");
    p.setProperty("memory_limit", MEMORY);
    p.setProperty("threads", "2");
    p.setProperty("autoinstall_known_extensions", "false");
    p.setProperty("autoload_known_extensions", "false");
    p.setProperty("temp_directory", file.toAbsolutePath() + ".tmp");
    return new DuckDBDataSource("jdbc:duckdb:" + file.toAbsolutePath(), p);
  }

  // ---- runs and plans

  /** Notes that a run began. Doing it twice changes nothing. */
  public void beginRun(Run run) {
    update(
        "beginning a run",
        Sql.INSERT_RUN,
        run.runId(),
        run.asOf(),
        run.startedAt(),
        run.startedAt(),
        run.runId());
  }

  /** Whether that version already is the last of its year. */
  public boolean isTakenOn(Plan plan) {
    return query(Sql.LAST_OF_YEAR, r -> r.getString(1), plan.locality().code(), plan.year())
        .contains(plan.version());
  }

  /**
   * Stores an accepted plan and puts it in force for its year.
   *
   * @return false when that version already is the last of its year and nothing was done. An older
   *     version that the office put back comes into force again and gives true
   */
  public boolean storePlan(Plan plan, Run run) {
    String locality = plan.locality().code();
    if (isTakenOn(plan)) {
      return false;
    }
    inTransaction(
        "storing a plan",
        () -> {
          if (findPlan(locality, plan.version()).isEmpty()) {
            appendPlan(plan, run);
          }
          int adoption = query(Sql.LAST_ADOPTION, r -> r.getInt(1), locality).getFirst() + 1;
          try (Rows rows = rows("plan_adoption")) {
            rows.add(locality, adoption, plan.version(), run.runId(), run.startedAt()).finish();
          }
        });
    return true;
  }

  /** Every plan version that was accepted once. */
  public List<StoredPlan> listPlans() {
    return query(Sql.PLANS, Warehouse::storedPlan);
  }

  /**
   * Of each year of each locality the version taken on last; of each locality the one in force
   * first.
   */
  public List<StoredPlan> listPlansOfYears() {
    return query(Sql.PLANS_OF_YEARS.formatted("true"), Warehouse::storedPlan);
  }

  /** Of each year of a locality the version taken on last; the one in force first. */
  public List<StoredPlan> listPlansOfYears(String locality) {
    return query(
        Sql.PLANS_OF_YEARS.formatted("v.locality_code = ?"), Warehouse::storedPlan, locality);
  }

  /** A version that was accepted once. */
  public Optional<StoredPlan> findPlan(String locality, String version) {
    return query(Sql.FIND_PLAN, Warehouse::storedPlan, locality, version).stream().findFirst();
  }

  /**
   * The version in force: of the latest year that has begun the one taken on last. A plan of the
   * next year waits for 1 January.
   */
  public Optional<StoredPlan> findPlanInForce(String locality) {
    return listPlansOfYears(locality).stream().findFirst();
  }

  private static StoredPlan storedPlan(ResultSet r) throws SQLException {
    return new StoredPlan(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        time(r, 4),
        r.getInt(5),
        r.getObject(6, LocalDate.class));
  }

  private void appendPlan(Plan plan, Run run) throws SQLException {
    String l = plan.locality().code();
    String v = plan.version();
    String id = run.runId();
    LocalDateTime at = run.startedAt();
    try (Rows rows = rows("plan_version")) {
      rows.add(
          l,
          v,
          plan.sha256(),
          plan.year(),
          plan.locality().name(),
          plan.locality().kind(),
          plan.locality().officialCode(),
          plan.locality().cityName(),
          plan.isIllustrative(),
          id,
          at,
          plan.locality().cityCode());
      rows.finish();
    }
    try (Rows rows = rows("plan_unit")) {
      int order = 0;
      for (var u : plan.units()) {
        rows.add(l, v, u.code(), u.name(), u.shortName(), u.isReporting(), ++order, id, at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_measure")) {
      int order = 0;
      for (Measure m : plan.measures()) {
        rows.add(
            l,
            v,
            m.code(),
            m.indicatorNo(),
            m.name(),
            m.shortName(),
            m.unitOfMeasure(),
            code(m.kind()),
            code(m.numeratorKind()),
            code(m.denominatorKind()),
            code(m.pace()),
            m.calendarCode(),
            m.isRestricted(),
            m.mayBeNegative(),
            m.mayExceed(),
            m.scale(),
            code(m.byArea()),
            code(m.frequency()),
            code(m.input()),
            m.wording(),
            m.note(),
            ++order,
            id,
            at,
            m.numeratorLabel(),
            m.denominatorLabel());
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_target")) {
      for (Target t : plan.targets()) {
        boolean isWithdrawn = t.kind() == Target.Kind.WITHDRAWN;
        List<BigDecimal> quarters = t.quarters();
        rows.add(
            l,
            v,
            t.measureCode(),
            t.validFrom(),
            // the ledger's own list of kinds is older than withdrawals: a column of its own says it
            code(isWithdrawn ? Target.Kind.PENDING : t.kind()),
            t.comparator(),
            t.comparatorIsOurs(),
            t.value(),
            t.high(),
            t.assessedOn(),
            t.decisionNumber(),
            t.decisionOn(),
            t.decisionIssuer(),
            t.note(),
            id,
            at,
            isWithdrawn,
            quarters.isEmpty() ? null : quarters.get(0),
            quarters.isEmpty() ? null : quarters.get(1),
            quarters.isEmpty() ? null : quarters.get(2));
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_assignment")) {
      for (var a : plan.assignments()) {
        rows.add(
            l,
            v,
            a.measureCode(),
            a.unitCode(),
            a.role().code(),
            a.isAuthority(),
            a.isOurs(),
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_period")) {
      for (var p : plan.periods()) {
        rows.add(
            l,
            v,
            p.code(),
            code(p.kind()),
            p.calendarCode(),
            p.label(),
            p.startsOn(),
            p.endsOn(),
            p.dueOn(),
            p.isCollected(),
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_task")) {
      int order = 0;
      for (var t : plan.tasks()) {
        rows.add(
            l,
            v,
            t.code(),
            t.name(),
            t.planPoint(),
            t.unitCode(),
            t.dueOn(),
            t.hasPercent(),
            ++order,
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_area")) {
      int order = 0;
      for (var a : plan.areas()) {
        rows.add(l, v, a.code(), a.name(), ++order, id, at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_succession")) {
      for (var s : plan.successions()) {
        rows.add(
            l,
            v,
            code(s.kind()),
            s.oldCode(),
            s.newCode(),
            s.validFrom(),
            s.share(),
            s.note(),
            id,
            at);
      }
      rows.finish();
    }
    appendCorrespondence(plan, run);
    try (Rows rows = rows("plan_threshold")) {
      for (var t : plan.thresholds()) {
        rows.add(l, v, t.code(), t.value(), t.meaning(), id, at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_status")) {
      for (var s : plan.statuses()) {
        rows.add(l, v, s.code(), s.order(), s.word(), s.shape(), s.colour(), s.group(), id, at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_base_figure")) {
      for (var b : plan.baseFigures()) {
        rows.add(
            l,
            v,
            b.measureCode(),
            b.periodCode(),
            b.value(),
            b.unitOfMeasure(),
            b.source(),
            b.isIllustrative(),
            id,
            at);
      }
      rows.finish();
    }
  }

  private void appendCorrespondence(Plan plan, Run run) throws SQLException {
    String l = plan.locality().code();
    String v = plan.version();
    String id = run.runId();
    LocalDateTime at = run.startedAt();
    try (Rows rows = rows("plan_question")) {
      for (var q : plan.correspondence().questions()) {
        rows.add(
            l,
            v,
            q.code(),
            q.unitCode(),
            q.measureCode(),
            q.periodCode(),
            q.question(),
            q.askedBy(),
            q.askedOn(),
            q.answerDueOn(),
            q.at().sheet(),
            q.at().address(),
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_difficulty_answer")) {
      int no = 0;
      for (var a : plan.correspondence().answers()) {
        rows.add(
            l,
            v,
            ++no,
            a.caseCode(),
            a.unitCode(),
            a.periodCode(),
            a.number(),
            a.answer(),
            a.answeredBy(),
            a.answeredOn(),
            a.isClosed(),
            a.at().sheet(),
            a.at().address(),
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_signing")) {
      for (var s : plan.correspondence().signings()) {
        rows.add(
            l,
            v,
            s.periodCode(),
            s.unitCode(),
            code(s.kind()),
            s.signedBy(),
            s.title(),
            s.signedOn(),
            s.at().sheet(),
            s.at().address(),
            id,
            at);
      }
      rows.finish();
    }
    try (Rows rows = rows("plan_reopening")) {
      int no = 0;
      for (var r : plan.switches().reopenings()) {
        rows.add(l, v, ++no, r.unitCode(), r.periodCode(), r.by(), r.reason(), r.until(), id, at);
      }
      rows.finish();
    }
  }

  // ---- recording

  /**
   * Records a chunk of judged files in one transaction: receipts, judgements and findings, and of
   * the accepted ones the submission and the rows that are not held. What the ledger already knows
   * is left as it is, so the same call twice changes nothing.
   */
  public void record(List<Judged> chunk, Run run) {
    inTransaction(
        "recording " + chunk.size() + " files",
        () -> {
          List<Judged> fresh = listFresh(chunk);
          Set<String> knownSubmissions =
              among(
                  Sql.SUBMISSIONS_AMONG,
                  fresh.stream().flatMap(j -> submissionId(j).stream()).toList());
          appendJudgements(fresh, run);
          List<Judged> stored = new ArrayList<>();
          Set<String> seen = new TreeSet<>(knownSubmissions);
          for (Judged j : fresh) {
            if (j.outcome().isAccepted() && seen.add(submissionId(j).orElseThrow())) {
              stored.add(j);
            }
          }
          appendFacts(stored, run);
        });
  }

  private List<Judged> listFresh(List<Judged> chunk) throws SQLException {
    Map<String, Judged> byReceipt = new LinkedHashMap<>();
    for (Judged j : chunk) {
      byReceipt.putIfAbsent(j.receipt().receiptId(), j);
    }
    byReceipt.keySet().removeAll(among(Sql.JUDGED_AMONG, List.copyOf(byReceipt.keySet())));
    return List.copyOf(byReceipt.values());
  }

  private static Optional<String> submissionId(Judged j) {
    return j.outcome().isAccepted() && j.submission() != null
        ? Optional.of(Judged.submissionId(j.receipt(), j.submission().planVersion()))
        : Optional.empty();
  }

  private void appendJudgements(List<Judged> files, Run run) throws SQLException {
    String id = run.runId();
    LocalDateTime at = run.startedAt();
    try (Rows receipts = rows("receipt");
        Rows judgements = rows("judgement");
        Rows findings = rows("finding")) {
      for (Judged j : files) {
        Receipt r = j.receipt();
        receipts.add(
            r.receiptId(),
            r.localityCode(),
            r.unitCode(),
            r.fileName(),
            r.sha256(),
            r.size(),
            r.modifiedAt(),
            r.arrivedOn(),
            r.receivedAt(),
            r.runId(),
            id,
            at);
        Submission s = j.submission();
        judgements.add(
            r.receiptId(),
            submissionId(j).orElse(null),
            j.outcome().code(),
            r.localityCode(),
            r.unitCode(),
            j.periodCode(),
            j.versionNo(),
            s == null ? null : s.planVersion(),
            j.isForObligation(),
            s != null && s.isIllustrative(),
            j.valuesRead(),
            j.valuesStored(),
            j.valuesHeld(),
            id,
            at);
        int no = 0;
        for (Said f : j.verdict().findings()) {
          CellRef cell = f.place().at();
          findings.add(
              r.receiptId(),
              ++no,
              f.code(),
              f.severity().code(),
              f.stage(),
              f.title(),
              cell == null ? null : cell.sheet(),
              cell == null ? null : cell.address(),
              f.place().atom(),
              f.place().label(),
              f.found(),
              f.expected(),
              f.message(),
              f.remedy(),
              f.example(),
              f.suggestion(),
              id,
              at,
              f.place().also().stream().map(CellRef::toString).toList());
        }
      }
      receipts.finish();
      judgements.finish();
      findings.finish();
    }
  }

  private void appendFacts(List<Judged> accepted, Run run) throws SQLException {
    String id = run.runId();
    LocalDateTime at = run.startedAt();
    try (Rows submissions = rows("submission");
        Rows values = rows("reported_value");
        Rows areas = rows("area_value");
        Rows tasks = rows("task_report");
        Rows difficulties = rows("difficulty_report");
        Rows questions = rows("question_report");
        Rows signers = rows("submission_signer");
        Rows held = rows("held_value")) {
      for (Judged j : accepted) {
        Submission s = j.submission();
        String period = j.periodCode();
        if (s == null || period == null) {
          throw new IllegalStateException("accepted without content");
        }
        Receipt r = j.receipt();
        String submission = submissionId(j).orElseThrow();
        String l = r.localityCode();
        String u = r.unitCode();
        submissions.add(
            submission,
            r.receiptId(),
            l,
            u,
            period,
            s.planVersion(),
            r.sha256(),
            s.isIllustrative(),
            id,
            at);
        Set<String> heldAtoms = j.verdict().heldAtoms();
        Map<String, HeldRow> heldRows = new LinkedHashMap<>();
        Set<String> storedMeasures = new TreeSet<>();
        for (ReportedValue v : s.values()) {
          if (v.isBlank()) {
            continue;
          }
          if (heldAtoms.contains(v.measureCode())) {
            heldRows
                .computeIfAbsent(v.measureCode(), k -> new HeldRow(v.row(), v.explanation()))
                .raw
                .addAll(v.listRaw());
            continue;
          }
          storedMeasures.add(v.measureCode());
          values.add(
              submission,
              v.measureCode(),
              l,
              u,
              period,
              number(v.value()),
              number(v.numerator()),
              number(v.denominator()),
              stated(v.cumulativeStated()),
              v.isDone(),
              v.doneOn(),
              number(v.criteriaPercent()),
              v.explanation(),
              String.join(" | ", v.listRaw()),
              v.row().sheet(),
              v.row().address(),
              addresses(v.row(), v.cells()),
              id,
              at);
        }
        for (AreaValue a : s.areaValues()) {
          List<Figure> figures = figures(a);
          List<String> raw = figures.stream().map(Figure::raw).toList();
          if (heldAtoms.contains(a.measureCode())) {
            heldRows
                .computeIfAbsent(a.measureCode(), k -> new HeldRow(a.at(), ""))
                .raw
                .add(a.areaCode() + "=" + areaRaw(a, raw));
          } else if (storedMeasures.contains(a.measureCode())) {
            areas.add(
                submission,
                a.measureCode(),
                a.areaCode(),
                l,
                u,
                period,
                number(a.value()),
                number(a.numerator()),
                number(a.denominator()),
                a.isYes(),
                areaRaw(a, raw),
                a.at().sheet(),
                a.at().address(),
                addresses(a.at(), figures.stream().map(Figure::at).toList()),
                id,
                at);
          }
        }
        for (TaskReport t : s.tasks()) {
          if (heldAtoms.contains(t.atom())) {
            HeldRow h = new HeldRow(t.at(), t.reason());
            h.raw.addAll(List.of(t.state().word(), raw(t.percent()), t.result()));
            heldRows.putIfAbsent(t.atom(), h);
          } else {
            tasks.add(
                submission,
                t.taskCode(),
                l,
                u,
                period,
                t.state().code(),
                number(t.percent()),
                t.result(),
                t.newDueOn(),
                t.reason(),
                t.at().sheet(),
                t.at().address(),
                id,
                at);
          }
        }
        for (DifficultyReport d : s.difficulties()) {
          if (heldAtoms.contains(d.atom())) {
            HeldRow h = new HeldRow(d.at(), "");
            h.raw.addAll(List.of(d.what(), d.proposedTo(), d.proposal()));
            heldRows.putIfAbsent(d.atom(), h);
          } else {
            difficulties.add(
                submission,
                d.number(),
                l,
                u,
                period,
                d.what(),
                d.sinceOn(),
                d.proposedTo(),
                d.proposal(),
                d.at().sheet(),
                d.at().address(),
                id,
                at);
          }
        }
        for (QuestionReport q : s.questions()) {
          if (heldAtoms.contains(q.atom())) {
            HeldRow h = new HeldRow(q.at(), "");
            h.raw.add(q.answer());
            heldRows.putIfAbsent(q.atom(), h);
          } else {
            questions.add(
                submission,
                q.code(),
                l,
                u,
                period,
                q.answer(),
                q.at().sheet(),
                q.at().address(),
                id,
                at);
          }
        }
        SignerNamed signer = s.signer();
        if (signer != null) {
          signers.add(
              submission,
              l,
              u,
              period,
              signer.name(),
              signer.at().sheet(),
              signer.at().address(),
              id,
              at);
        }
        for (Map.Entry<String, HeldRow> h : heldRows.entrySet()) {
          CellRef cell = h.getValue().at;
          held.add(
              submission,
              h.getKey(),
              l,
              u,
              period,
              String.join(" | ", h.getValue().raw),
              h.getValue().explanation,
              cell.sheet(),
              cell.address(),
              id,
              at);
        }
      }
      submissions.finish();
      values.finish();
      areas.finish();
      tasks.finish();
      difficulties.finish();
      questions.finish();
      signers.finish();
      held.finish();
    }
  }

  /** What a unit typed in a row that does not count. */
  private static final class HeldRow {
    private final CellRef at;
    private final String explanation;
    private final List<String> raw = new ArrayList<>();

    HeldRow(CellRef at, String explanation) {
      this.at = at;
      this.explanation = explanation;
    }
  }

  private static List<Figure> figures(AreaValue a) {
    List<Figure> figures = new ArrayList<>();
    for (Figure f : new @Nullable Figure[] {a.value(), a.numerator(), a.denominator()}) {
      if (f != null) {
        figures.add(f);
      }
    }
    return figures;
  }

  private static String areaRaw(AreaValue a, List<String> raw) {
    Boolean yes = a.isYes();
    return yes == null ? String.join(" | ", raw) : yes ? "có" : "không";
  }

  private static String raw(@Nullable Figure f) {
    return f == null ? "" : f.raw();
  }

  private static @Nullable BigDecimal number(@Nullable Figure f) {
    return f == null ? null : f.value();
  }

  /** The stated cumulative is display only: one that fits nowhere is dropped, not a failure. */
  private static @Nullable BigDecimal stated(@Nullable Figure f) {
    return f == null || f.value().abs().compareTo(CEILING) >= 0 ? null : f.value();
  }

  /** {@code F6, F7}; the sheet is said beside it. */
  private static String addresses(CellRef first, List<CellRef> cells) {
    return Stream.concat(Stream.of(first), cells.stream())
        .map(c -> c.sheet().equals(first.sheet()) ? c.address() : c.toString())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  // ---- what the judging of the next file needs

  /** Those of the receipts that were judged by an earlier run or chunk. */
  public Set<String> judgedAmong(Collection<String> receiptIds) {
    return among(Sql.JUDGED_AMONG, receiptIds);
  }

  /** What a unit has said, and every file it sent whose period could be told. */
  public History history(String locality, String unit) {
    return histories(List.of(locality + "/" + unit)).get(locality + "/" + unit);
  }

  /**
   * As {@link #history}, of many units at once.
   *
   * @param units {@code locality/unit}
   * @return one history for each, empty for a unit that has sent nothing
   */
  public Map<String, History> histories(Collection<String> units) {
    Array keys = array(List.copyOf(units));
    Map<String, List<History.Counted>> said = group(Sql.SAID, r -> counted(r, 2), keys);
    Map<String, List<History.Attempt>> attempts = group(Sql.ATTEMPTS, r -> attempt(r, 2), keys);
    Map<String, List<History.TaskSaid>> tasks = group(Sql.TASKS_SAID, r -> taskSaid(r, 2), keys);
    Map<String, List<History.Raised>> raised = group(Sql.RAISED, r -> raised(r, 2), keys);
    Map<String, List<String>> signers = group(Sql.SIGNERS, r -> r.getString(2), keys);
    Map<String, History> histories = new LinkedHashMap<>();
    for (String u : units) {
      histories.put(
          u,
          History.of(
              said.getOrDefault(u, List.of()),
              attempts.getOrDefault(u, List.of()),
              tasks.getOrDefault(u, List.of()),
              raised.getOrDefault(u, List.of()),
              signers.getOrDefault(u, List.of())));
    }
    return histories;
  }

  static History.Attempt attempt(ResultSet r, int first) throws SQLException {
    return new History.Attempt(
        r.getString(first),
        r.getInt(first + 1),
        r.getString(first + 2),
        outcome(r.getString(first + 3)),
        r.getObject(first + 4, LocalDate.class));
  }

  /**
   * The difficulties that count, by their number.
   *
   * @param unitsAndPeriods {@code locality/unit/period}
   */
  public Map<String, List<DifficultyReport>> difficulties(Collection<String> unitsAndPeriods) {
    return group(Sql.DIFFICULTIES, r -> difficulty(r, 2), array(List.copyOf(unitsAndPeriods)));
  }

  static DifficultyReport difficulty(ResultSet r, int first) throws SQLException {
    return new DifficultyReport(
        r.getInt(first),
        new CellRef(r.getString(first + 1), r.getString(first + 2)),
        r.getString(first + 3),
        r.getObject(first + 4, LocalDate.class),
        r.getString(first + 5),
        r.getString(first + 6));
  }

  static History.Counted counted(ResultSet r, int first) throws SQLException {
    return new History.Counted(
        r.getString(first),
        r.getString(first + 1),
        r.getInt(first + 2),
        decimal(r, first + 3),
        decimal(r, first + 4),
        decimal(r, first + 5),
        bool(r, first + 6),
        r.getObject(first + 7, LocalDate.class),
        decimal(r, first + 8));
  }

  static History.TaskSaid taskSaid(ResultSet r, int first) throws SQLException {
    return new History.TaskSaid(
        r.getString(first),
        r.getString(first + 1),
        TaskReport.State.valueOf(r.getString(first + 2).toUpperCase(Locale.ROOT)),
        decimal(r, first + 3));
  }

  static History.Raised raised(ResultSet r, int first) throws SQLException {
    return new History.Raised(r.getString(first), r.getInt(first + 1));
  }

  // ---- answers

  /** The receipts of judged files whose answer is not written yet. */
  public Set<String> answersOwed() {
    return Set.copyOf(query(Sql.ANSWERS_OWED, r -> r.getString(1)));
  }

  /**
   * Judged files whose answer is not written yet, by locality, unit, period and version.
   *
   * @param except receipts whose answer could not be written just now
   * @param atMost so many
   */
  public List<AnswerOwed> listAnswersOwed(Collection<String> except, int atMost) {
    return answers(Sql.JUDGED_NOT_ANSWERED, array(List.copyOf(except)), atMost);
  }

  /** The files a run judged, answered or not: what its summary and findings.jsonl tell. */
  public List<AnswerOwed> listJudged(Run run) {
    return answers(Sql.JUDGED_BY_RUN, run.runId());
  }

  private List<AnswerOwed> answers(String sql, Object... parameters) {
    List<AnswerOwed> bare =
        query(
            sql,
            r ->
                new AnswerOwed(
                    receipt(r),
                    outcome(r.getString(11)),
                    r.getString(12),
                    r.getString(13),
                    r.getString(14),
                    r.getInt(15),
                    r.getBoolean(16),
                    r.getBoolean(17),
                    r.getInt(18),
                    r.getInt(19),
                    r.getInt(20),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            parameters);
    if (bare.isEmpty()) {
      return List.of();
    }
    Array receipts = array(bare.stream().map(a -> a.receipt().receiptId()).toList());
    Array submissions =
        array(bare.stream().flatMap(a -> Stream.ofNullable(a.submissionId())).toList());
    Map<String, List<Said>> findings =
        group(
            Sql.FINDINGS_OF,
            r ->
                new Said(
                    r.getString(2),
                    severity(r.getString(3)),
                    r.getString(4).equals("firm"),
                    r.getString(5),
                    new Place(cell(r, 6), r.getString(8), r.getString(9), cells(r, 16)),
                    r.getString(10),
                    r.getString(11),
                    r.getString(12),
                    r.getString(13),
                    r.getString(14),
                    r.getString(15)),
            receipts);
    Map<String, List<AnswerOwed.StoredValue>> stored =
        group(
            Sql.STORED_BY,
            r ->
                new AnswerOwed.StoredValue(
                    r.getString(2),
                    new CellRef(r.getString(3), r.getString(4)),
                    decimal(r, 5),
                    decimal(r, 6),
                    decimal(r, 7),
                    bool(r, 8),
                    r.getObject(9, LocalDate.class),
                    decimal(r, 10),
                    r.getString(11),
                    r.getString(12)),
            submissions);
    Map<String, List<AnswerOwed.Answered>> answered =
        group(
            Sql.ANSWERED_BY,
            r -> new AnswerOwed.Answered(r.getString(2), r.getString(3)),
            submissions);
    Map<String, List<History.Counted>> before =
        group(Sql.COUNTED_BEFORE, r -> counted(r, 2), receipts);
    return bare.stream()
        .map(
            a ->
                new AnswerOwed(
                    a.receipt(),
                    a.outcome(),
                    a.submissionId(),
                    a.periodCode(),
                    a.planVersion(),
                    a.versionNo(),
                    a.isForObligation(),
                    a.isIllustrative(),
                    a.valuesRead(),
                    a.valuesStored(),
                    a.valuesHeld(),
                    findings.getOrDefault(a.receipt().receiptId(), List.of()),
                    a.submissionId() == null
                        ? List.of()
                        : stored.getOrDefault(a.submissionId(), List.of()),
                    a.submissionId() == null
                        ? List.of()
                        : answered.getOrDefault(a.submissionId(), List.of()),
                    before.getOrDefault(a.receipt().receiptId(), List.of())))
        .toList();
  }

  /**
   * Notes the files that answers were written to. Doing it twice changes nothing.
   *
   * @param files receipt → the names of its answer's files, best first
   */
  public void recordAnswered(Map<String, List<String>> files, Run run) {
    recordOnce(
        "answer_written",
        Sql.ANSWERED_AMONG,
        files.keySet(),
        (rows, id) -> rows.add(id, files.get(id), run.runId(), run.startedAt()));
  }

  /** Receipts whose file still lies in the drop folder, as far as we know. */
  public List<Receipt> listNotLeft() {
    return query(Sql.NOT_LEFT, Warehouse::receipt);
  }

  /** Notes that files left their drop folders. Doing it twice changes nothing. */
  public void recordLeft(Collection<String> receiptIds, Run run, LocalDateTime at) {
    recordOnce(
        "receipt_left",
        Sql.LEFT_AMONG,
        receiptIds,
        (rows, id) -> rows.add(id, at, run.runId(), run.startedAt()));
  }

  private interface RowOf {
    void add(Rows rows, String receiptId) throws SQLException;
  }

  /** A row for each receipt that has none yet in a table that holds one for a receipt. */
  private void recordOnce(
      String table, String knownAmong, Collection<String> receiptIds, RowOf row) {
    inTransaction(
        "recording " + table,
        () -> {
          Set<String> known = among(knownAmong, receiptIds);
          try (Rows rows = rows(table)) {
            for (String id : receiptIds) {
              if (!known.contains(id)) {
                row.add(rows, id);
              }
            }
            rows.finish();
          }
        });
  }

  private static Receipt receipt(ResultSet r) throws SQLException {
    return new Receipt(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getString(5),
        r.getLong(6),
        time(r, 7),
        r.getObject(8, LocalDate.class),
        time(r, 9),
        r.getString(10));
  }

  // ---- what a copy or a new derivation of the ledger needs

  /**
   * Folds everything into the file, which can be copied then as long as nothing is recorded.
   *
   * @return how many rows each table of the ledger has
   */
  public Map<String, Long> checkpoint() {
    try {
      execute(Sql.CHECKPOINT);
      return Snapshot.rows(connection, Snapshot.LEDGER);
    } catch (SQLException e) {
      throw new WarehouseException("checkpoint", e);
    }
  }

  /** Notes a release that was put in place by an earlier life of this ledger. */
  public void recordRelease(Journal.Published p, Run run) {
    LedgerSize size = ledgerSize();
    update(
        "noting a release",
        Sql.INSERT_RELEASE,
        p.releaseId(),
        p.asOf(),
        p.knownAt(),
        size.judgements(),
        size.adoptions(),
        size.answers(),
        p.sqlSha256(),
        p.fileSha256(),
        run.runId(),
        p.knownAt());
  }

  /**
   * Takes over from another ledger what was said about files whose bytes are not kept any more, so
   * that nobody can judge them again.
   *
   * @return how many of them the other ledger knows
   */
  public int takeOver(List<String> receiptIds, Path otherLedger) {
    int[] known = new int[1];
    withOther(
        otherLedger,
        () ->
            inTransaction(
                "taking over what cannot be judged again",
                () -> {
                  for (String table : List.of("receipt", "judgement", "finding")) {
                    try (PreparedStatement s = connection.prepareStatement(Sql.takeOver(table))) {
                      bind(s, array(receiptIds));
                      int rows = s.executeUpdate();
                      known[0] = table.equals("receipt") ? rows : known[0];
                    }
                  }
                }));
    return known[0];
  }

  /**
   * Fills what the plans of this ledger could not keep when they were stored, from a ledger that
   * has read the same workbooks again. Only for a copy that is to be compared: a ledger in use is
   * never changed.
   */
  public void completePlans(Path otherLedger) {
    withOther(
        otherLedger,
        () -> {
          for (String statement : Sql.COMPLETE_PLANS) {
            execute(statement);
          }
        });
  }

  /** Does something while another ledger lies beside this one, read only, as {@code other}. */
  private void withOther(Path ledger, Work work) {
    try {
      execute(Sql.attachOther(ledger));
      try {
        work.run();
      } finally {
        execute(Sql.DETACH_OTHER);
      }
    } catch (SQLException e) {
      throw new WarehouseException("reading " + ledger, e);
    }
  }

  // ---- what a run did

  /** A run's files, values and findings, and how the units stand at its end. */
  public RunFigures figures(Run run) {
    Map<Outcome, Integer> files = new EnumMap<>(Outcome.class);
    for (Outcome o : Outcome.values()) {
      files.put(o, 0);
    }
    int[] values = new int[3];
    query(
        Sql.OUTCOMES,
        r -> {
          for (int i = 0; i < values.length; i++) {
            values[i] += r.getInt(3 + i);
          }
          return files.put(outcome(r.getString(1)), r.getInt(2));
        },
        run.runId());
    return new RunFigures(
        files,
        values[0],
        values[1],
        values[2],
        query(
            Sql.FINDING_COUNTS,
            r -> new RunFigures.FindingCount(r.getString(1), severity(r.getString(2)), r.getInt(3)),
            run.runId()),
        unitStates(run));
  }

  /** The same select as the published board's, over the live ledger: it also knows after a gate. */
  private List<RunFigures.UnitState> unitStates(Run run) {
    try {
      String home = query(Sql.CURRENT_DATABASE, r -> r.getString(1)).getFirst();
      try {
        Publisher.prepare(connection, sql, home, "", run, knownAt(run));
        for (SqlTree.Script s : sql.needed("rpt_compliance")) {
          execute(Sql.createStaging(s.name(), s.text()));
        }
        return query(
            Sql.UNIT_STATES,
            r ->
                new RunFigures.UnitState(
                    r.getString(1), r.getString(2), r.getString(3), r.getString(4)));
      } finally {
        Publisher.clean(connection, sql, home);
      }
    } catch (SQLException e) {
      throw new WarehouseException("how the units stand", e);
    }
  }

  // ---- publishing

  /**
   * Whether readers lack something: the ledger went on since the last release, the day moved, or
   * the marts are made otherwise now.
   */
  public boolean isReleaseBehind(LocalDate asOf) {
    return lastRelease().filter(r -> r.isOf(asOf, ledgerSize(), sql.hash())).isEmpty();
  }

  /** Notes that a run has received, judged and let go all there was up to its day. */
  public void recordReceived(Run run) {
    update(
        "recording that a night has received",
        Sql.INSERT_RECEIVED,
        run.runId(),
        run.asOf(),
        run.startedAt(),
        run.runId());
  }

  /**
   * The last day up to which drops have been received, published or not; empty before the first.
   */
  public Optional<LocalDate> findLastAsOf() {
    return query(Sql.LAST_AS_OF, r -> Optional.ofNullable(r.getObject(1, LocalDate.class)))
        .getFirst();
  }

  /** As {@link #isReleaseBehind(LocalDate)}; also when the release in place is not our last one. */
  public boolean isReleaseBehind(LocalDate asOf, Path releasesDir) {
    Optional<Path> current = Publisher.current(releasesDir);
    return current.isEmpty()
        || isReleaseBehind(asOf)
        || lastRelease()
            .filter(r -> current.get().getFileName().toString().equals(r.releaseId()))
            .isEmpty();
  }

  /** As {@link #publish(Run, Path, Publication.Beside)} with nothing beside the marts. */
  public Publication publish(Run run, Path releasesDir) {
    return publish(run, releasesDir, (built, dir) -> {});
  }

  /**
   * Builds the marts into a new file, tests them and puts them in place. A failed test leaves the
   * old release; a crash at any point leaves the old or the new one, and the next call converges.
   *
   * @param beside writes what else belongs into the release's folder
   */
  public Publication publish(Run run, Path releasesDir, Publication.Beside beside) {
    try {
      LocalDateTime knownAt = knownAt(run);
      LedgerSize size = ledgerSize();
      Publisher publisher = new Publisher(connection, sql, releasesDir);
      return switch (publisher.build(run, knownAt, size.judgements(), beside)) {
        case Publisher.Failed failed -> new Publication.HeldBack(failed.tests());
        case Publisher.Built built -> {
          List<String> news = publisher.news(built);
          publisher.putInPlace(built);
          // after the swap: a crash in between costs one more release, never a missing one
          update(
              "noting the release",
              Sql.INSERT_RELEASE,
              built.releaseId(),
              run.asOf(),
              knownAt,
              size.judgements(),
              size.adoptions(),
              size.answers(),
              sql.hash(),
              built.fileSha256(),
              run.runId(),
              knownAt);
          yield new Publication.Published(built.releaseId(), built.dir(), news);
        }
      };
    } catch (SQLException | IOException e) {
      throw new WarehouseException("publishing", e);
    }
  }

  /** How far the ledger is; as nothing is ever removed, equal sizes are the same ledger. */
  private record LedgerSize(long judgements, long adoptions, long answers) {}

  private record LastRelease(String releaseId, LocalDate asOf, LedgerSize size, String sqlHash) {
    boolean isOf(LocalDate day, LedgerSize now, String hash) {
      return asOf.equals(day) && size.equals(now) && sqlHash.equals(hash);
    }
  }

  private LedgerSize ledgerSize() {
    return query(Sql.LEDGER_SIZE, r -> new LedgerSize(r.getLong(1), r.getLong(2), r.getLong(3)))
        .getFirst();
  }

  private Optional<LastRelease> lastRelease() {
    return query(
            Sql.LAST_RELEASE,
            r ->
                new LastRelease(
                    r.getString(6),
                    r.getObject(1, LocalDate.class),
                    new LedgerSize(r.getLong(2), r.getLong(3), r.getLong(4)),
                    r.getString(5)))
        .stream()
        .findFirst();
  }

  private LocalDateTime knownAt(Run run) {
    return query(Sql.KNOWN_AT, r -> time(r, 1), run.startedAt(), run.startedAt()).getFirst();
  }

  // ---- JDBC

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new WarehouseException("closing the warehouse", e);
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Something done with the connection. */
  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  private void inTransaction(String what, Work work) {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new WarehouseException(what, e);
    }
  }

  private Rows rows(String table) throws SQLException {
    return new Rows(connection, table);
  }

  private void execute(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    }
  }

  private void update(String what, String sql, Object... parameters) {
    try (PreparedStatement s = connection.prepareStatement(sql)) {
      bind(s, parameters);
      s.executeUpdate();
    } catch (SQLException e) {
      throw new WarehouseException(what, e);
    }
  }

  private <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    try (PreparedStatement s = connection.prepareStatement(sql)) {
      bind(s, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          rows.add(reader.read(r));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new WarehouseException("reading the ledger", e);
    }
  }

  /** Rows by their first column. */
  private <T> Map<String, List<T>> group(String sql, RowReader<T> reader, Array keys) {
    return query(sql, r -> Map.entry(r.getString(1), reader.read(r)), keys).stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private Set<String> among(String sql, Collection<String> keys) {
    return keys.isEmpty()
        ? Set.of()
        : Set.copyOf(query(sql, r -> r.getString(1), array(List.copyOf(keys))));
  }

  private Array array(List<String> texts) {
    try {
      return connection.createArrayOf("VARCHAR", texts.toArray());
    } catch (SQLException e) {
      throw new WarehouseException("binding a list", e);
    }
  }

  private static void bind(PreparedStatement s, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      s.setObject(i + 1, parameters[i]);
    }
  }

  private static List<CellRef> cells(ResultSet r, int column) throws SQLException {
    Array array = r.getArray(column);
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).map(c -> CellRef.parse((String) c)).toList();
  }

  private static @Nullable CellRef cell(ResultSet r, int sheet) throws SQLException {
    String name = r.getString(sheet);
    return name == null ? null : new CellRef(name, r.getString(sheet + 1));
  }

  /** DECIMAL(24,6) without the zeros that only the column's scale added. */
  static @Nullable BigDecimal decimal(ResultSet r, int column) throws SQLException {
    BigDecimal d = r.getBigDecimal(column);
    if (d == null) {
      return null;
    }
    BigDecimal s = d.stripTrailingZeros();
    return s.scale() < 0 ? s.setScale(0) : s;
  }

  static @Nullable Boolean bool(ResultSet r, int column) throws SQLException {
    boolean b = r.getBoolean(column);
    return r.wasNull() ? null : b;
  }

  static LocalDateTime time(ResultSet r, int column) throws SQLException {
    return r.getObject(column, LocalDateTime.class);
  }

  static Outcome outcome(String code) {
    return Outcome.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static Severity severity(String code) {
    return Severity.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static @Nullable String code(@Nullable Enum<?> word) {
    return word == null ? null : word.name().toLowerCase(Locale.ROOT);
  }
}
