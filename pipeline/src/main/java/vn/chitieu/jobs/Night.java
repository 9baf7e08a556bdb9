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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.chitieu.feedback.Feedback;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Intake;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Publication;
import vn.chitieu.warehouse.Run;
import vn.chitieu.warehouse.RunFigures;
import vn.chitieu.warehouse.Warehouse;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * What one run does, step by step; the batch job only puts the steps in order. A fault of ours on
 * one file is noted and the night goes on without it; everything it has not finished is owed to the
 * next run, which finds it in the ledger.
 */
final class Night {
  private static final Logger LOG = LoggerFactory.getLogger(Night.class);

  /** How many workbooks may be read ahead of judging. */
  private static final int READ_AHEAD = 16;

  final Run run;
  final List<String> failures = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<String> news = new ArrayList<>();
  int leftInPlace;
  @Nullable String release;

  private final Home home;
  private final Warehouse warehouse;
  private final FindingCatalog catalog;
  private final Progress progress;
  private final Duration settle;
  private final ZoneId zone;
  private final Intake intake;
  private final Plans plans;
  private final Ingest ingest;
  private final Forms forms;
  private List<Intake.ReceivedFile> received = List.of();

  /**
   * Units of which one file met a fault of ours: their later files wait with it, for an older file
   * judged after a newer one would count in its place.
   */
  private final Set<String> heldBack = new HashSet<>();

  Night(
      Home home,
      Warehouse warehouse,
      FindingCatalog catalog,
      Run run,
      Duration settle,
      ZoneId zone,
      Progress progress)
      throws IOException {
    this.home = home;
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.run = run;
    this.settle = settle;
    this.zone = zone;
    this.progress = progress;
    this.intake = new Intake(home, zone);
    this.plans = new Plans(warehouse::findPlanInForce, warehouse::findPlan, intake.archive());
    this.ingest = new Ingest(catalog, plans, run.asOf());
    this.forms = new Forms(home);
  }

  // ---- 1. the office's desk

  /**
   * Re-reads every locality's plan; a good new one comes into force, a bad one is answered. What
   * goes wrong on one desk stops no other locality.
   */
  void readPlans() throws IOException {
    warehouse.beginRun(run);
    Desk desk = new Desk(catalog, intake.archive());
    for (String locality : home.listLocalities()) {
      try {
        readPlan(desk, locality);
        Plan plan = plans.findInForce(locality).orElse(null);
        if (plan != null) {
          makeUnitFolders(home, plan);
        }
      } catch (IOException | RuntimeException e) {
        fail("kế hoạch của " + locality, e);
      }
    }
  }

  private void readPlan(Desk desk, String locality) throws IOException {
    Path folder = home.desk(locality);
    List<Path> workbooks = Desk.listWorkbooks(folder);
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
    boolean inForce =
        warehouse.findPlanInForce(locality).filter(p -> p.sha256().equals(hash)).isPresent();
    if (inForce && Desk.isAnswered(folder, hash)) {
      return;
    }
    Desk.Judgement j = desk.judge(workbooks.getFirst(), locality);
    if (j.plan().isPresent()) {
      if (warehouse.storePlan(j.plan().get(), run)) {
        news.add(locality + ": kế hoạch phiên bản " + j.plan().get().version() + " có hiệu lực");
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
    for (String locality : home.listLocalities()) {
      Plan plan = plans.findInForce(locality).orElse(null);
      if (plan == null) {
        notes.add(locality + ": chưa có kế hoạch nào được chấp nhận, tệp gửi đến để nguyên");
        continue;
      }
      for (Home.UnitFolder folder : home.listUnits(locality)) {
        if (plan.findUnit(folder.unitCode()).filter(Unit::isReporting).isPresent()) {
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
    Intake.Taken taken = intake.take(folders, run.runId(), arrivedOn(), run.startedAt(), settle);
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
   * After missed nights nobody can tell on which of them a file came: the first counts. Days before
   * the plan's first period are no missed nights; a home is begun with a release of such a day.
   */
  private LocalDate arrivedOn() throws IOException {
    LocalDate firstDay = run.asOf();
    for (String locality : home.listLocalities()) {
      for (Period p : plans.findInForce(locality).map(Plan::periods).orElse(List.of())) {
        firstDay = p.startsOn().isBefore(firstDay) ? p.startsOn() : firstDay;
      }
    }
    LocalDate begun = firstDay;
    return warehouse
        .findLastAsOf()
        .filter(d -> !d.isBefore(begun) && d.plusDays(1).isBefore(run.asOf()))
        .map(d -> d.plusDays(1))
        .orElse(run.asOf());
  }

  // ---- 3. read, judge, record

  /** A received file that has been read, and may be judged in its turn. */
  record Opened(Receipt receipt, @Nullable Reading reading, @Nullable Throwable failure) {}

  /**
   * Yields the files to judge: unit after unit, within a unit by period and then in the order in
   * which they were sent. Reading runs ahead on two threads.
   */
  final class Opener implements AutoCloseable {
    private final ExecutorService readers =
        Executors.newFixedThreadPool(
            2,
            r -> {
              Thread t = new Thread(r, "reader");
              t.setDaemon(true);
              return t;
            });
    private final Queue<List<Future<Opened>>> ahead = new ArrayDeque<>();
    private final Queue<List<Intake.ReceivedFile>> units = new ArrayDeque<>();
    private final Queue<Opened> current = new ArrayDeque<>();
    private int readingAhead;

    Opener() {
      Map<String, List<Intake.ReceivedFile>> byUnit = new LinkedHashMap<>();
      received.stream()
          .filter(f -> !warehouse.isJudged(f.receipt().receiptId()))
          .sorted(
              Comparator.comparing((Intake.ReceivedFile f) -> f.receipt().localityCode())
                  .thenComparing(f -> f.receipt().unitCode()))
          .forEach(
              f ->
                  byUnit
                      .computeIfAbsent(
                          f.receipt().localityCode() + "/" + f.receipt().unitCode(),
                          k -> new ArrayList<>())
                      .add(f));
      units.addAll(byUnit.values());
    }

    /** The next file; null when all have been yielded. */
    @Nullable Opened next() throws InterruptedException {
      while (current.isEmpty()) {
        readAhead();
        List<Future<Opened>> unit = ahead.poll();
        if (unit == null) {
          return null;
        }
        List<Opened> opened = new ArrayList<>();
        for (Future<Opened> f : unit) {
          try {
            opened.add(f.get());
          } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
          }
        }
        readingAhead -= unit.size();
        opened.sort(ORDER);
        current.addAll(opened);
      }
      return current.poll();
    }

    private void readAhead() {
      while (readingAhead < READ_AHEAD && !units.isEmpty()) {
        List<Future<Opened>> unit = new ArrayList<>();
        for (Intake.ReceivedFile f : units.remove()) {
          unit.add(readers.submit(() -> open(f)));
        }
        readingAhead += unit.size();
        ahead.add(unit);
      }
    }

    @Override
    public void close() {
      readers.shutdownNow();
    }
  }

  private static Opened open(Intake.ReceivedFile f) {
    try {
      return new Opened(f.receipt(), Workbooks.read(f.archived()), null);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return new Opened(f.receipt(), null, e);
    }
  }

  /** Period first, then the order of sending: arrival, modification time, name, hash. */
  private static final Comparator<Opened> ORDER =
      Comparator.comparing(Night::claimedPeriod)
          .thenComparing(o -> o.receipt().arrivedOn())
          .thenComparing(o -> o.receipt().modifiedAt())
          .thenComparing(o -> o.receipt().fileName())
          .thenComparing(o -> o.receipt().sha256());

  private static String claimedPeriod(Opened o) {
    return o.reading() instanceof Reading.Form(var draft)
        ? draft.identity().map(FormIdentity::period).orElse("")
        : "";
  }

  private String historyOf = "";
  private History history = History.EMPTY;
  private int judgedCount;

  /** Judges one file; null when the fault is ours, the file is then left to the next run. */
  @Nullable Judged judge(Opened opened) {
    Receipt r = opened.receipt();
    progress.at("Kiểm tra", ++judgedCount, received.size());
    String unit = r.localityCode() + "/" + r.unitCode();
    if (heldBack.contains(unit)) {
      return null;
    }
    try {
      if (opened.failure() != null) {
        throw new IllegalStateException(opened.failure());
      }
      if (!unit.equals(historyOf)) {
        history = warehouse.history(r.localityCode(), r.unitCode());
        historyOf = unit;
      }
      Judged judged = ingest.judge(r, java.util.Objects.requireNonNull(opened.reading()), history);
      history = Ingest.after(history, judged);
      return judged;
    } catch (RuntimeException e) {
      heldBack.add(unit);
      fail(unit + "/" + r.fileName(), e);
      return null;
    }
  }

  void record(List<Judged> chunk) {
    warehouse.record(chunk, run);
  }

  private void fail(String what, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    failures.add(what + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    LOG.error("{}", what, e);
  }

  // ---- 4. answer, then let go

  /** Writes every answer that is owed, also those an earlier run could not write. */
  void answer() {
    List<AnswerOwed> owed = warehouse.listAnswersOwed();
    int done = 0;
    for (AnswerOwed a : owed) {
      Receipt r = a.receipt();
      progress.at("Trả lời", ++done, owed.size());
      try {
        Plan plan =
            Optional.ofNullable(a.planVersion())
                .flatMap(v -> plans.find(r.localityCode(), v))
                .or(() -> plans.findInForce(r.localityCode()))
                .orElseThrow();
        List<String> names =
            Feedback.write(
                a,
                plan,
                intake.archive().get(r.sha256()),
                home.unit(r.localityCode(), r.unitCode()));
        warehouse.recordAnswered(r.receiptId(), names, run);
      } catch (IOException | RuntimeException e) {
        fail("trả lời " + r.localityCode() + "/" + r.unitCode() + "/" + r.fileName(), e);
      }
    }
  }

  /** Answered files leave their drop folder; a file that cannot leave is known and stays. */
  void letGo() throws IOException {
    Map<String, Boolean> answerOwed = new HashMap<>();
    warehouse.listAnswersOwed().forEach(a -> answerOwed.put(a.receipt().receiptId(), true));
    for (Intake.ReceivedFile f : received) {
      String id = f.receipt().receiptId();
      if (!warehouse.isJudged(id)) {
        intake.giveBack(f.receipt());
        leftInPlace++;
      } else if (answerOwed.containsKey(id)) {
        leftInPlace++;
      } else if (intake.release(f.receipt(), run.startedAt())) {
        warehouse.recordLeft(id, run, run.startedAt());
      } else {
        leftInPlace++;
      }
    }
    // Left by a run that was killed between letting go and writing it down.
    for (Receipt r : warehouse.listNotLeft()) {
      if (received.stream().noneMatch(f -> f.receipt().receiptId().equals(r.receiptId()))
          && !answerOwed.containsKey(r.receiptId())) {
        warehouse.recordLeft(r.receiptId(), run, run.startedAt());
      }
    }
    warehouse.recordReceived(run);
  }

  // ---- 5. the next forms

  /** Writes missing forms, renews untouched ones, reminds of filled ones that were not sent. */
  void renewForms() {
    try {
      for (String locality : home.listLocalities()) {
        Plan plan = plans.findInForce(locality).orElse(null);
        Period period = plan == null ? null : Forms.findDue(plan, run.asOf()).orElse(null);
        if (plan == null || period == null) {
          continue;
        }
        int done = 0;
        List<Unit> units = plan.listReportingUnits();
        for (Unit u : units) {
          progress.at("Biểu mẫu", ++done, units.size());
          renewForm(plan, u, period);
        }
      }
    } catch (IOException | RuntimeException e) {
      fail("biểu mẫu", e);
    }
  }

  private void renewForm(Plan plan, Unit unit, Period period) {
    String locality = plan.locality().code();
    try {
      History said = warehouse.history(locality, unit.code());
      Home.UnitFolder folder = home.unit(locality, unit.code());
      boolean isSent =
          said.attempts().stream()
              .anyMatch(a -> a.periodCode().equals(period.code()) && a.outcome().isAccepted());
      Forms.Done done =
          forms.write(
              plan,
              unit,
              period,
              said,
              openDifficulties(plan, unit, period),
              home.isIllustrative());
      if (done == Forms.Done.FILLED && !isSent) {
        notes.add(
            locality
                + "/"
                + unit.code()
                + ": biểu "
                + period.code()
                + " đã điền trong bieu-mau, chưa gửi");
        Forms.remind(folder, period, "biểu " + period.label() + " đã điền trong thư mục bieu-mau");
      }
      for (Path stray : strayWorkbooks(folder)) {
        notes.add(
            locality + "/" + unit.code() + "/" + stray.getFileName() + ": nằm ngoài nop, chưa gửi");
        Forms.remind(folder, period, "tệp “" + stray.getFileName() + "” nằm ngoài thư mục nop");
      }
    } catch (IOException | RuntimeException e) {
      fail("biểu mẫu " + locality + "/" + unit.code(), e);
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

  private List<DifficultyReport> openDifficulties(Plan plan, Unit unit, Period period) {
    return plan.listCollectedPeriods().stream()
        .filter(p -> p.endsOn().isBefore(period.startsOn()))
        .max(Comparator.comparing(Period::endsOn))
        .map(p -> warehouse.listDifficulties(plan.locality().code(), unit.code(), p.code()))
        .orElse(List.of());
  }

  // ---- 6. publish

  /** Publishes when the ledger is ahead of the release or the day has moved. */
  void publish() {
    if (warehouse.isReleaseBehind(run.asOf(), home.releases())) {
      publishAnyway();
    }
  }

  void publishAnyway() {
    progress.at("Công bố", 0, 1);
    switch (warehouse.publish(run, home.releases())) {
      case Publication.Published p -> {
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
