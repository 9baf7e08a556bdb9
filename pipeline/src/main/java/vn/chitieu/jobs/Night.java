package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.chitieu.feedback.Feedback;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Intake;
import vn.chitieu.intake.Journal;
import vn.chitieu.intake.Quarantine;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Manifest;
import vn.chitieu.warehouse.Publication;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.Run;
import vn.chitieu.warehouse.RunFigures;
import vn.chitieu.warehouse.StoredPlan;
import vn.chitieu.warehouse.UnitMail;
import vn.chitieu.warehouse.Warehouse;
import vn.chitieu.warehouse.WarehouseException;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * What one run does, step by step; the batch job only puts the steps in order. A fault of ours on
 * one file is noted and the night goes on without it; everything it has not finished is owed to the
 * next run, which finds it in the ledger.
 */
final class Night {
  private static final Logger LOG = LoggerFactory.getLogger(Night.class);

  /** Threads that read and judge. */
  private static final int WORKERS = Math.max(1, Runtime.getRuntime().availableProcessors());

  /** How many units may be read and judged ahead of recording; mostly one file each. */
  private static final int UNITS_AHEAD = 128;

  private static final int ANSWERS_AT_ONCE = 256;
  private static final int FORMS_AT_ONCE = 256;

  final Run run;
  final List<String> failures = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<String> news = new ArrayList<>();
  Retention.Removed removed = Retention.Removed.NOTHING;
  int leftInPlace;
  @Nullable String release;

  private final Home home;
  private final Warehouse warehouse;
  private final FindingCatalog catalog;
  private final Progress progress;
  private final Duration settle;
  private final boolean waits;
  private final ZoneId zone;
  private final Intake intake;
  private final Journal journal;
  private final Quarantine quarantine;
  private final Plans plans;
  private final Ingest ingest;
  private final Forms forms;
  private List<Intake.ReceivedFile> received = List.of();
  private @Nullable Map<String, UnitMail> mail;
  private @Nullable String mailOf;

  /**
   * What the ledger knows of plans, as of the desk's last look: locality → of each year the version
   * taken on last, the one in force first.
   */
  private final Map<String, List<StoredPlan>> ofYears = new HashMap<>();

  /** {@code locality/version} → every version that was accepted once. */
  private final Map<String, StoredPlan> accepted = new HashMap<>();

  /** {@code locality/year} whose plan could not be read again. */
  private final Set<String> withoutPlan = ConcurrentHashMap.newKeySet();

  /**
   * Units of which one file met a fault of ours: their later files wait with it, for an older file
   * judged after a newer one would count in its place.
   */
  private final Set<String> heldBack = new HashSet<>();

  /** Units of which the disk did not take one file: their later ones wait with it too. */
  private final Set<String> unsecured = new HashSet<>();

  Night(
      Home home,
      Warehouse warehouse,
      FindingCatalog catalog,
      Run run,
      Duration settle,
      boolean waits,
      ZoneId zone,
      Progress progress)
      throws IOException {
    this.home = home;
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.run = run;
    this.settle = settle;
    this.waits = waits;
    this.zone = zone;
    this.progress = progress;
    this.intake = new Intake(home, zone);
    this.journal = new Journal(home);
    this.quarantine = new Quarantine(home, intake.archive());
    this.plans =
        new Plans(
            l -> ofYears.getOrDefault(l, List.of()),
            (l, v) -> Optional.ofNullable(accepted.get(l + "/" + v)),
            intake.archive());
    this.ingest = new Ingest(catalog, plans, run.asOf());
    this.forms = new Forms(home);
  }

  // ---- 1. the office's desk

  /**
   * Re-reads every locality's plan; a good new one comes into force, a bad one is answered. What
   * goes wrong on one desk stops no other locality.
   */
  void readPlans() throws IOException {
    journal.run(run.runId(), run.asOf(), run.startedAt());
    warehouse.beginRun(run);
    Freshness.staleHours(home, run.startedAt())
        .ifPresent(
            hours ->
                notes.add(
                    "trước lần chạy này đã "
                        + hours
                        + " giờ không có bản công bố mới: xem lịch chạy đêm"));
    warehouse.listPlans().forEach(p -> accepted.put(p.locality() + "/" + p.version(), p));
    ofYears.putAll(
        warehouse.listPlansOfYears().stream().collect(Collectors.groupingBy(StoredPlan::locality)));
    Desk desk = new Desk(catalog, intake.archive(), run.asOf());
    List<String> localities = home.listLocalities();
    for (String locality : localities) {
      try {
        readPlan(desk, locality);
        Plans.findMissingYear(ofYears.getOrDefault(locality, List.of()), run.asOf())
            .ifPresent(year -> notes.add(locality + ": " + Plans.whatIsMissing(year)));
      } catch (IOException | RuntimeException e) {
        fail("kế hoạch của " + locality, e);
      }
    }
    localities.parallelStream()
        .forEach(
            locality -> {
              try {
                for (Plan plan : lookedAfter(locality)) {
                  makeUnitFolders(home, plan);
                }
              } catch (IOException | RuntimeException e) {
                fail("thư mục của " + locality, e);
              }
            });
  }

  /** The plan in force; none where there is none, or it cannot be read. */
  private Optional<Plan> planOf(String locality) {
    return ofYears.getOrDefault(locality, List.of()).stream()
        .findFirst()
        .flatMap(p -> planOf(locality, p.year()));
  }

  /**
   * What the office says of a year; none where it cannot be read, which is told once and stops no
   * other.
   */
  private Optional<Plan> planOf(String locality, int year) {
    if (withoutPlan.contains(locality + "/" + year)) {
      return Optional.empty();
    }
    try {
      return plans.findOfYear(locality, year);
    } catch (RuntimeException e) {
      withoutPlan.add(locality + "/" + year);
      fail("kế hoạch năm " + year + " của " + locality, e);
      return Optional.empty();
    }
  }

  /** The plans the desk looks after: the one in force first, then the years not closed yet. */
  private List<Plan> lookedAfter(String locality) {
    return plans.listYears(locality, run.asOf()).stream()
        .flatMap(year -> planOf(locality, year).stream())
        .toList();
  }

  private void readPlan(Desk desk, String locality) throws IOException {
    Path folder = home.desk(locality);
    List<Path> workbooks = Desk.listWorkbooks(folder);
    List<StoredPlan> known = ofYears.getOrDefault(locality, List.of());
    Desk.answerSeveral(folder, workbooks, known.isEmpty() ? "" : known.getFirst().sha256());
    if (workbooks.size() != 1) {
      notes.add(
          locality
              + (workbooks.isEmpty()
                  ? ": không thấy sổ kế hoạch trên bàn văn phòng (" + Home.DESK + ")"
                  : ": trên bàn văn phòng có " + workbooks.size() + " sổ kế hoạch, chỉ để lại một")
              + "; giữ kế hoạch đang có hiệu lực");
      return;
    }
    String hash = vn.chitieu.intake.Archive.hash(workbooks.getFirst());
    if (known.stream().anyMatch(p -> p.sha256().equals(hash)) && Desk.isAnswered(folder, hash)) {
      return;
    }
    Desk.Judgement j =
        desk.judge(workbooks.getFirst(), locality, year -> planBefore(locality, year));
    if (j.plan().isPresent()) {
      Plan plan = j.plan().get();
      if (adopt(journal, warehouse, plan, run)) {
        List<StoredPlan> now = warehouse.listPlansOfYears(locality);
        ofYears.put(locality, now);
        now.forEach(p -> accepted.put(locality + "/" + p.version(), p));
        news.add(
            locality
                + ": kế hoạch phiên bản "
                + plan.version()
                + (plan.year() == now.getFirst().year()
                    ? " có hiệu lực"
                    : " được dùng cho năm " + plan.year()));
      }
    } else {
      notes.add(
          locality
              + ": sổ kế hoạch có lỗi, chưa dùng được; xem "
              + Home.DESK
              + "/ket-qua_"
              + hash.substring(0, 8)
              + ".txt");
    }
    desk.answer(j, folder);
  }

  /**
   * The plan that a new one of a year is held against; none where its workbook can no longer be
   * read: the loss of an old plan must not keep a good new one out.
   */
  private Optional<Plan> planBefore(String locality, int year) {
    try {
      return plans.findToday(locality, year);
    } catch (RuntimeException e) {
      notes.add(
          locality
              + ": sổ của kế hoạch đang dùng không còn đọc lại được trong kho lưu, nên sổ mới"
              + " không được đối chiếu với sổ đó; chạy ./chitieu doctor để biết tệp nào bị mất");
      return Optional.empty();
    }
  }

  /**
   * Puts a plan in force, which the journal is told first.
   *
   * @return false when it is already
   */
  static boolean adopt(Journal journal, Warehouse warehouse, Plan plan, Run run)
      throws IOException {
    if (warehouse.isTakenOn(plan)) {
      return false;
    }
    journal.adopted(plan.locality().code(), plan.sha256());
    return warehouse.storePlan(plan, run);
  }

  /** Each reporting unit has its three folders. */
  static void makeUnitFolders(Home home, Plan plan) throws IOException {
    for (Unit u : plan.listReportingUnits()) {
      Home.UnitFolder folder = home.unit(plan.locality().code(), u.code());
      Files.createDirectories(folder.drop());
      Files.createDirectories(folder.answers());
      Files.createDirectories(folder.forms());
    }
  }

  // ---- 2. what came

  /** Takes every settled file; what an earlier run took and did not finish comes first. */
  void receive() throws IOException {
    List<Home.UnitFolder> folders = new ArrayList<>();
    LocalDate firstDay = run.asOf();
    for (String locality : home.listLocalities()) {
      if (planOf(locality).isEmpty()) {
        notes.add(locality + ": chưa có kế hoạch nào được chấp nhận, tệp gửi đến để nguyên");
        continue;
      }
      Set<String> reporting = new HashSet<>();
      for (Plan plan : lookedAfter(locality)) {
        plan.listReportingUnits().forEach(u -> reporting.add(u.code()));
        for (Period p : plan.periods()) {
          firstDay = p.startsOn().isBefore(firstDay) ? p.startsOn() : firstDay;
        }
      }
      for (Home.UnitFolder folder : home.listUnits(locality)) {
        if (reporting.contains(folder.unitCode())) {
          folders.add(folder);
        } else {
          notes.add(
              locality
                  + "/"
                  + folder.unitCode()
                  + ": không phải đơn vị lập biểu của kế hoạch, tệp trong đó để nguyên");
        }
      }
    }
    if (waits) {
      Intake.awaitSettling(folders, settle);
    }
    Intake.Taken taken =
        intake.take(
            folders, run.runId(), firstMissed(firstDay), run.asOf(), run.startedAt(), settle);
    received = taken.files();
    notes.addAll(taken.notes());
    taken
        .failures()
        .forEach(
            (folder, what) -> {
              failures.addAll(what);
              heldBack.add(folder.localityCode() + "/" + folder.unitCode());
              leftInPlace += what.size();
            });
    leftInPlace += taken.unsettled();
  }

  /**
   * The first day whose drops no night has taken. Days before the plan's first period are no missed
   * nights; a home is begun with a release of such a day.
   *
   * @param begun the first day of any plan's first period
   */
  private LocalDate firstMissed(LocalDate begun) {
    return warehouse
        .findLastAsOf()
        .filter(d -> !d.isBefore(begun) && d.plusDays(1).isBefore(run.asOf()))
        .map(d -> d.plusDays(1))
        .orElse(run.asOf());
  }

  // ---- 3. read, judge, record

  /** A unit's files after judging, and the fault of ours that ended it early, if any. */
  private record UnitDone(String unit, List<Judged> judged, @Nullable Failure failure) {}

  private record Failure(String where, Throwable cause) {}

  /**
   * Yields judged files: unit after unit, within a unit by period and then in the order in which
   * they were sent. Units are read and judged on as many threads as there are cores, a bounded
   * number of files ahead; what a unit has said before is looked up for many units at once.
   */
  final class Judging implements AutoCloseable {
    private final ExecutorService workers =
        Executors.newFixedThreadPool(
            WORKERS,
            r -> {
              Thread t = new Thread(r, "judge");
              t.setDaemon(true);
              return t;
            });
    private final Queue<Future<UnitDone>> ahead = new ArrayDeque<>();
    private final Queue<Map.Entry<String, List<Intake.ReceivedFile>>> units = new ArrayDeque<>();
    private final Queue<Judged> current = new ArrayDeque<>();
    private final int all;
    private int yielded;

    Judging() {
      Set<String> judged =
          warehouse.judgedAmong(received.stream().map(f -> f.receipt().receiptId()).toList());
      Map<String, List<Intake.ReceivedFile>> byUnit = new TreeMap<>();
      for (Intake.ReceivedFile f : received) {
        String unit = f.receipt().localityCode() + "/" + f.receipt().unitCode();
        if (!judged.contains(f.receipt().receiptId()) && !heldBack.contains(unit)) {
          byUnit.computeIfAbsent(unit, k -> new ArrayList<>()).add(f);
        }
      }
      units.addAll(byUnit.entrySet());
      all = byUnit.values().stream().mapToInt(List::size).sum();
    }

    /** The next file; null when all have been yielded. */
    @Nullable Judged next() throws InterruptedException {
      while (current.isEmpty()) {
        judgeAhead();
        Future<UnitDone> unit = ahead.poll();
        if (unit == null) {
          return null;
        }
        try {
          UnitDone done = unit.get();
          current.addAll(done.judged());
          if (done.failure() != null) {
            heldBack.add(done.unit());
            fail(done.failure().where(), done.failure().cause());
          }
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
      progress.at("Kiểm tra", ++yielded, all);
      return current.poll();
    }

    private void judgeAhead() {
      if (ahead.size() > UNITS_AHEAD / 2 || units.isEmpty()) {
        return;
      }
      Map<String, List<Intake.ReceivedFile>> block = new LinkedHashMap<>();
      while (block.size() < UNITS_AHEAD && !units.isEmpty()) {
        var unit = units.remove();
        block.put(unit.getKey(), unit.getValue());
      }
      Map<String, History> histories = warehouse.histories(block.keySet());
      block.forEach(
          (unit, files) ->
              ahead.add(
                  workers.submit(
                      () -> judgeUnit(unit, files, Objects.requireNonNull(histories.get(unit))))));
    }

    @Override
    public void close() {
      workers.shutdownNow();
    }
  }

  /**
   * Reads and judges a unit's files. A fault of ours ends it: the file and those after it are left
   * to the next run, for an older file judged after a newer one would count in its place.
   */
  private UnitDone judgeUnit(String unit, List<Intake.ReceivedFile> files, History before) {
    List<Opened> opened = new ArrayList<>();
    List<Judged> judged = new ArrayList<>();
    History history = before;
    String at = unit;
    try {
      for (Intake.ReceivedFile f : files) {
        at = unit + "/" + f.receipt().fileName();
        opened.add(new Opened(f.receipt(), Workbooks.read(f.archived())));
      }
      opened.sort(ORDER);
      history = history.arriving(periodsOf(opened));
      for (Opened o : opened) {
        at = unit + "/" + o.receipt().fileName();
        Judged j = ingest.judge(o.receipt(), o.reading(), history);
        history = Ingest.after(history, j);
        judged.add(j);
      }
      return new UnitDone(unit, judged, null);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return new UnitDone(unit, judged, new Failure(at, e));
    }
  }

  /** A file with what its bytes say. */
  record Opened(Receipt receipt, Reading reading) {}

  /** Period first, then the order of sending: arrival, modification time, name, hash. */
  static final Comparator<Opened> ORDER =
      Comparator.comparing(Night::claimedPeriod)
          .thenComparing(o -> o.receipt().arrivedOn())
          .thenComparing(o -> o.receipt().modifiedAt())
          .thenComparing(o -> o.receipt().fileName())
          .thenComparing(o -> o.receipt().sha256());

  private static String claimedPeriod(Opened o) {
    return identity(o).map(FormIdentity::period).orElse("");
  }

  private static Optional<FormIdentity> identity(Opened o) {
    return o.reading() instanceof Reading.Form(var draft) ? draft.identity() : Optional.empty();
  }

  /** The periods of which the sender's own forms are among files that came together. */
  static Set<String> periodsOf(List<Opened> files) {
    return files.stream()
        .filter(o -> identity(o).filter(i -> i.unit().equals(o.receipt().unitCode())).isPresent())
        .map(Night::claimedPeriod)
        .collect(Collectors.toSet());
  }

  /** Records what was judged; first each file and its receipt must be on the disk. */
  void record(List<Judged> chunk) {
    List<Judged> secured = new ArrayList<>();
    for (Judged j : chunk) {
      Receipt r = j.receipt();
      String unit = r.localityCode() + "/" + r.unitCode();
      if (!unsecured.contains(unit)) {
        Optional<IOException> refused = intake.secure(r);
        if (refused.isEmpty()) {
          secured.add(j);
        } else {
          unsecured.add(unit);
          fail(unit + "/" + r.fileName(), refused.get());
        }
      }
    }
    if (!secured.isEmpty()) {
      warehouse.record(secured, run);
    }
  }

  /** Waits for what is still being written to the archive: the next run begins with its journal. */
  void awaitIntake() {
    intake.awaitSecured();
  }

  private synchronized void fail(String what, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    failures.add(what + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    LOG.error("{}", what, e);
  }

  // ---- 4. answer, then let go

  /** An answer that was written, or what went wrong. */
  private record Answered(AnswerOwed owed, List<String> names, @Nullable Exception failure) {}

  /** Writes every answer that is owed, also those an earlier run could not write. */
  void answer() {
    int all = warehouse.answersOwed().size();
    int done = 0;
    Set<String> failed = new HashSet<>();
    while (true) {
      List<AnswerOwed> owed = warehouse.listAnswersOwed(failed, ANSWERS_AT_ONCE);
      if (owed.isEmpty()) {
        break;
      }
      Map<String, List<String>> written = new LinkedHashMap<>();
      // one folder, one thread: names that are taken are looked up before they are given
      Map<String, List<AnswerOwed>> byUnit =
          owed.stream()
              .collect(
                  Collectors.groupingBy(
                      a -> a.receipt().localityCode() + "/" + a.receipt().unitCode(),
                      LinkedHashMap::new,
                      Collectors.toList()));
      for (Answered a :
          byUnit.values().parallelStream()
              .flatMap(unit -> unit.stream().map(this::answer))
              .toList()) {
        Receipt r = a.owed().receipt();
        Exception failure = a.failure();
        try {
          if (a.owed().hasPersonalData()) {
            intake.secure(r);
            quarantine.take(r.sha256(), run.asOf());
          }
          if (failure == null) {
            written.put(r.receiptId(), withNewForm(a.owed(), a.names()));
          }
        } catch (IOException | RuntimeException e) {
          failure = e;
        }
        if (failure != null) {
          failed.add(r.receiptId());
          fail("trả lời " + r.localityCode() + "/" + r.unitCode() + "/" + r.fileName(), failure);
        }
      }
      try {
        journal.answered(written);
      } catch (IOException e) {
        fail("ghi sổ biên nhận", e);
      }
      warehouse.recordAnswered(written, run);
      done += owed.size();
      progress.at("Trả lời", done, all);
    }
    try {
      quarantine.purge(run.asOf());
    } catch (IOException e) {
      fail("xóa tệp có dữ liệu cá nhân đã quá " + Quarantine.DAYS + " ngày", e);
    }
  }

  private Answered answer(AnswerOwed a) {
    Receipt r = a.receipt();
    try {
      Plan plan = plans.findFor(a).orElseThrow();
      return new Answered(
          a,
          Feedback.write(
              a,
              plan,
              intake.archive().get(r.sha256()),
              home.unit(r.localityCode(), r.unitCode()),
              formAnew(a).map(f -> Forms.nameAnew(f.unit(), f.period())).orElse("")),
          null);
    } catch (IOException | RuntimeException e) {
      return new Answered(a, List.of(), e);
    }
  }

  /** The form that is to lie beside an answer, when nothing else mends what was sent. */
  private Optional<DueForm> formAnew(AnswerOwed a) {
    Receipt r = a.receipt();
    String code = a.periodCode();
    if (code == null || !a.isForObligation() || !Feedback.needsForm(a)) {
      return Optional.empty();
    }
    Plan plan = plans.findToday(r.localityCode(), Period.yearOf(code)).orElseThrow();
    Unit unit = plan.findUnit(r.unitCode()).orElse(null);
    Period period = plan.findPeriod(code).filter(Period::isCollected).orElse(null);
    return unit == null || period == null
        ? Optional.empty()
        : Optional.of(new DueForm(plan, unit, period));
  }

  /**
   * Beside the answer to what only the form anew can mend lies that form: the one in {@code
   * bieu-mau} may be the very one that was spoilt.
   */
  private List<String> withNewForm(AnswerOwed a, List<String> names) throws IOException {
    DueForm form = formAnew(a).orElse(null);
    if (form == null) {
      return names;
    }
    Receipt r = a.receipt();
    History said = warehouse.history(r.localityCode(), r.unitCode());
    String before = findBefore(form, said).orElse("");
    List<String> all = new ArrayList<>(names);
    all.add(
        forms.attach(
            form.plan(),
            form.unit(),
            form.period(),
            said,
            carried(before, warehouse.difficulties(List.of(before))),
            mail().getOrDefault(form.key(), UnitMail.NONE),
            home.isIllustrative()));
    return all;
  }

  /** Answered files leave their drop folder; a file that cannot leave is known and stays. */
  void letGo() throws IOException {
    Set<String> owed = warehouse.answersOwed();
    Set<String> judged =
        warehouse.judgedAmong(received.stream().map(f -> f.receipt().receiptId()).toList());
    List<Receipt> finished = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (Intake.ReceivedFile f : received) {
      String id = f.receipt().receiptId();
      present.add(id);
      if (!judged.contains(id)) {
        intake.giveBack(f.receipt());
        leftInPlace++;
      } else if (owed.contains(id)) {
        leftInPlace++;
      } else {
        finished.add(f.receipt());
      }
    }
    List<Receipt> left = intake.release(finished, run.startedAt(), quarantine::holds);
    leftInPlace += finished.size() - left.size();
    for (Intake.ReceivedFile f : received) {
      if (quarantine.holds(f.receipt().sha256())) {
        quarantine.take(f.receipt().sha256(), run.asOf()); // taken in once more with its drop
      }
    }
    List<String> gone = new ArrayList<>(left.stream().map(Receipt::receiptId).toList());
    // Left by a run that was killed between letting go and writing it down.
    for (Receipt r : warehouse.listNotLeft()) {
      if (!present.contains(r.receiptId()) && !owed.contains(r.receiptId())) {
        gone.add(r.receiptId());
      }
    }
    warehouse.recordLeft(gone, run, run.startedAt());
    journal.hasReceived();
    warehouse.recordReceived(run);
  }

  // ---- 6. the next forms

  /** A unit's form that is due. */
  private record DueForm(Plan plan, Unit unit, Period period) {
    String key() {
      return plan.locality().code() + "/" + unit.code();
    }

    String formKey() {
      return key() + "/" + period.code();
    }
  }

  /** {@code locality/unit/period} of the report that a form goes on from. */
  private Optional<String> findBefore(DueForm form, History said) {
    String locality = form.plan().locality().code();
    return Forms.findBefore(form.plan(), form.period(), said, year -> planOf(locality, year))
        .map(p -> form.key() + "/" + p.code());
  }

  private static Forms.Carried carried(
      String report, Map<String, List<DifficultyReport>> difficulties) {
    return new Forms.Carried(
        report.substring(report.lastIndexOf('/') + 1),
        difficulties.getOrDefault(report, List.of()));
  }

  /**
   * What the release in place knows the office to have written: a form asks what the board shows.
   */
  private synchronized Map<String, UnitMail> mail() {
    Map<String, UnitMail> known = mail;
    if (known == null || !Objects.equals(mailOf, release)) {
      try (Release current = Release.open(home.releases()).orElse(null)) {
        known = current == null ? Map.of() : current.mail();
      } catch (WarehouseException e) {
        // forms and answers go out without what the office wrote; the next release brings it
        LOG.warn("the release in place can't be read", e);
        notes.add(
            "bản công bố đang dùng không đọc được: biểu và trả lời lần này thiếu yêu cầu giải"
                + " trình và trả lời kiến nghị của văn phòng");
        known = Map.of();
      }
      mail = known;
      mailOf = release;
    }
    return known;
  }

  /** Writes missing forms, renews untouched ones, reminds of filled ones that were not sent. */
  void renewForms() {
    try {
      // of several forms of one unit each waits for the one before: drafts of a folder push each
      // other out
      Map<Integer, List<DueForm>> rounds = new TreeMap<>();
      int forms = 0;
      int done = 0;
      List<String> localities = home.listLocalities();
      for (String locality : localities) {
        done++;
        int round = 0;
        for (Plan plan : lookedAfter(locality)) {
          for (Period period : Forms.listDue(plan, run.asOf())) {
            List<DueForm> due = rounds.computeIfAbsent(round++, n -> new ArrayList<>());
            plan.listReportingUnits().forEach(u -> due.add(new DueForm(plan, u, period)));
            forms += plan.listReportingUnits().size();
          }
        }
        if (forms >= FORMS_AT_ONCE || done == localities.size()) {
          for (List<DueForm> due : rounds.values()) {
            renewForms(due);
          }
          rounds.clear();
          forms = 0;
          progress.at("Biểu mẫu", done, localities.size());
        }
      }
    } catch (IOException | RuntimeException e) {
      fail("biểu mẫu", e);
    }
  }

  private void renewForms(List<DueForm> due) throws IOException {
    if (due.isEmpty()) {
      return;
    }
    Map<String, History> histories =
        warehouse.histories(due.stream().map(DueForm::key).distinct().toList());
    // a form of an older year waits for nobody once it came back
    due.removeIf(
        d ->
            d.plan().year() < ofYears.get(d.plan().locality().code()).getFirst().year()
                && Objects.requireNonNull(histories.get(d.key())).isReported(d.period().code()));
    Map<String, String> before = new HashMap<>();
    for (DueForm d : due) {
      findBefore(d, Objects.requireNonNull(histories.get(d.key())))
          .ifPresent(report -> before.put(d.formKey(), report));
    }
    Map<String, List<DifficultyReport>> difficulties = warehouse.difficulties(before.values());
    Map<String, UnitMail> mail = mail();
    // each unit's form lies in a folder of its own
    List<Renewed> renewed =
        due.parallelStream()
            .map(
                d ->
                    renewForm(
                        d,
                        Objects.requireNonNull(histories.get(d.key())),
                        carried(before.getOrDefault(d.formKey(), ""), difficulties),
                        mail.getOrDefault(d.key(), UnitMail.NONE)))
            .toList();
    for (Renewed r : renewed) {
      r.notes().stream().filter(n -> !notes.contains(n)).forEach(notes::add);
      if (r.failure() != null) {
        fail("biểu mẫu " + r.form().key(), r.failure());
      }
    }
    forms.place();
  }

  /** What became of a form that is due, and what the operator is told about its unit. */
  private record Renewed(DueForm form, List<String> notes, @Nullable Exception failure) {}

  private Renewed renewForm(DueForm due, History said, Forms.Carried carried, UnitMail mail) {
    Unit unit = due.unit();
    Period period = due.period();
    List<String> seen = new ArrayList<>();
    try {
      Home.UnitFolder folder = home.unit(due.plan().locality().code(), unit.code());
      boolean isSent =
          said.attempts().stream()
              .anyMatch(a -> a.periodCode().equals(period.code()) && a.outcome().isAccepted());
      Forms.Done done =
          forms.write(due.plan(), unit, period, said, carried, mail, home.isIllustrative());
      if (done == Forms.Done.FILLED && !isSent) {
        seen.add(due.key() + ": biểu " + period.code() + " đã điền trong bieu-mau, chưa gửi");
        Forms.remind(folder, period, "biểu " + period.label() + " đã điền trong thư mục bieu-mau");
      }
      for (Path stray : strayWorkbooks(folder)) {
        seen.add(due.key() + "/" + stray.getFileName() + ": nằm ngoài nop, chưa gửi");
        Forms.remind(folder, period, "tệp “" + stray.getFileName() + "” nằm ngoài thư mục nop");
      }
      return new Renewed(due, seen, null);
    } catch (IOException | RuntimeException e) {
      return new Renewed(due, seen, e);
    }
  }

  private static List<Path> strayWorkbooks(Home.UnitFolder folder) throws IOException {
    if (!Files.isDirectory(folder.path())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.path())) {
      return files
          .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .filter(f -> f.getFileName().toString().endsWith(".xlsx"))
          .filter(f -> !f.getFileName().toString().startsWith("~$"))
          .sorted()
          .toList();
    }
  }

  // ---- 5. publish

  /**
   * Publishes when the ledger is ahead of the release or the day has moved. When it cannot, the old
   * release stays, and the night goes on with it: forms are owed to units all the same.
   */
  void publish() {
    try {
      if (warehouse.isReleaseBehind(run.asOf(), home.releases())) {
        publishAnyway();
      }
    } catch (IOException | RuntimeException e) {
      fail("công bố", e);
    }
  }

  void publishAnyway() throws IOException {
    progress.at("Công bố", 0, 1);
    switch (warehouse.publish(run, home.releases(), this::writePage)) {
      case Publication.Published p -> {
        tell(journal, p);
        release = p.releaseId();
        news.addAll(p.news());
      }
      case Publication.HeldBack h ->
          h.tests()
              .forEach(
                  t ->
                      failures.add(
                          "bản công bố không qua kiểm tra "
                              + t.name()
                              + " ("
                              + t.offenders()
                              + " dòng)"));
    }
    progress.at("Công bố", 1, 1);
  }

  /** The figures are worth more than the page: without it they are published all the same. */
  private void writePage(Release built, Path dir) {
    try {
      PublicPage.write(built, dir);
    } catch (IOException | RuntimeException e) {
      fail("trang công khai " + PublicPage.FILE, e);
    }
  }

  /** Writes down that a release was put in place. */
  static void tell(Journal journal, Publication.Published p) throws IOException {
    Manifest m = Manifest.read(p.dir());
    journal.published(
        new Journal.Published(m.releaseId(), m.asOf(), m.knownAt(), m.sqlSha256(), m.fileSha256()));
  }

  // ---- 7. the office's report

  /**
   * Writes the report of each month, and of each year's close, whose reports were due. The release
   * is out by then: what fails here is told and undoes nothing.
   */
  void report() {
    Reports reports = new Reports(home);
    Map<String, List<Period>> due = new TreeMap<>();
    try {
      for (String locality : home.listLocalities()) {
        for (Path laid : reports.layLeft(locality)) {
          news.add(locality + ": đã đặt lên bàn báo cáo " + laid.getFileName());
        }
        for (Plan plan : lookedAfter(locality)) {
          due.computeIfAbsent(locality, l -> new ArrayList<>())
              .addAll(reports.listDue(plan, run.asOf()));
        }
      }
      due.values().removeIf(List::isEmpty);
      if (!due.isEmpty()) {
        try (Release out = Release.open(home.releases()).orElseThrow()) {
          due.forEach(
              (locality, periods) -> periods.forEach(p -> report(reports, out, locality, p)));
        }
      }
    } catch (IOException | RuntimeException e) {
      fail("báo cáo", e);
    }
  }

  private void report(Reports reports, Release out, String locality, Period due) {
    try {
      if (!out.asOf().isAfter(due.dueOn()) || out.isNobodyAsked(locality, due.code())) {
        return;
      }
      Reports.Issued issued = reports.issue(out, locality, due.code()).orElseThrow();
      news.add(locality + ": đã viết báo cáo " + issued.onDesk().getFileName());
      if (issued.isTemplateBroken()) {
        notes.add(
            locality
                + ": mẫu báo cáo của văn phòng chưa dùng được; xem "
                + Home.DESK
                + "/"
                + Reports.TEMPLATE_ANSWER);
      }
    } catch (IOException | RuntimeException e) {
      fail("báo cáo " + due.code() + " của " + locality, e);
    }
  }

  // ---- 8. remind

  /**
   * Reminds who still owes a report, as the night's release has it; nothing that went wrong here
   * undoes the night. Without a release of tonight nobody is reminded of what he may have sent: the
   * next night makes up for it.
   */
  void remind() {
    try {
      if (warehouse.isReleaseBehind(run.asOf(), home.releases())) {
        notes.add("chưa nhắc gửi biểu, vì đêm nay không có bản công bố mới; đêm sau nhắc bù");
        return;
      }
      Reminders reminders = new Reminders(home, run.asOf());
      List<Reminders.Owing> all = new ArrayList<>();
      int written = 0;
      try (Release current = Release.open(home.releases()).orElse(null)) {
        for (String locality : current == null ? List.<String>of() : home.listLocalities()) {
          try {
            List<Reminders.Owing> owing = new ArrayList<>();
            for (Plan plan : lookedAfter(locality)) {
              owing.addAll(listOwing(plan, reminders.today(), current));
            }
            written += reminders.write(locality, owing);
            all.addAll(owing);
          } catch (IOException | RuntimeException e) {
            // a desk that cannot be written stops no other, nor the mails
            fail("nhắc việc của " + locality, e);
          }
        }
      }
      if (written > 0) {
        news.add(
            "đã viết "
                + written
                + " lời nhắc gửi biểu ("
                + Home.DESK
                + "/"
                + Reminders.FOLDER
                + ")");
      }
      String notMailed = reminders.mail(all, run.startedAt(), zone);
      if (notMailed != null) {
        notes.add(notMailed);
      }
    } catch (IOException | RuntimeException e) {
      fail("nhắc việc", e);
    }
  }

  /** Units without an accepted report of a period whose reminders have begun. */
  private List<Reminders.Owing> listOwing(Plan plan, LocalDate today, Release current) {
    List<Period> near =
        plan.listCollectedPeriods().stream()
            .filter(p -> Reminders.findStep(plan, p, today).isPresent())
            .toList();
    if (near.isEmpty()) {
      return List.of();
    }
    String locality = plan.locality().code();
    Map<String, Release.ComplianceRow> asked = new HashMap<>();
    // what was due before the first night is owed by nobody, nor what a unit has no measure in
    current.compliance(locality).stream()
        .filter(c -> !c.state().equals("not_due") || !c.dueOn().isBefore(run.asOf()))
        .forEach(c -> asked.put(c.unitCode() + "/" + c.periodCode(), c));
    List<Reminders.Owing> owing = new ArrayList<>();
    for (Period p : near) {
      for (Unit u : plan.listReportingUnits()) {
        Release.ComplianceRow row = asked.get(u.code() + "/" + p.code());
        if (row != null && row.firstAcceptedOn() == null) {
          int questions =
              mail()
                  .getOrDefault(locality + "/" + u.code(), UnitMail.NONE)
                  .questionsFor(plan.year())
                  .size();
          boolean hasSent = row.state().equals("refused");
          owing.add(new Reminders.Owing(plan, u, p, questions, hasSent));
        }
      }
    }
    return owing;
  }

  // ---- 9. tidy

  /** Removes old releases and runs; nothing that went wrong here undoes the night. */
  void tidy() {
    try {
      removed = Retention.of(home).tidy(home, run.startedAt().toLocalDate());
    } catch (IOException | RuntimeException e) {
      fail("dọn bản công bố và lần chạy cũ", e);
    }
  }

  // ---- the sum of it

  /** The judged files of this run, for the summary. */
  List<AnswerOwed> judged() {
    return warehouse.listJudged(run);
  }

  RunFigures figures() {
    return warehouse.figures(run);
  }

  static LocalDateTime now(ZoneId zone) {
    return LocalDateTime.now(zone).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }
}
