package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Journal;
import vn.chitieu.plan.Plan;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Publication;
import vn.chitieu.warehouse.Run;
import vn.chitieu.warehouse.Warehouse;

/**
 * The program at work on one home: opens its warehouse and its log of runs, and runs nights on
 * them. Whoever opens it holds the home's {@link RunLock}.
 */
public final class Nightly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS");

  /** Workbooks in one transaction. */
  private static final int CHUNK = 256;

  private static final String NIGHTLY = "nightly";
  private static final String AT_ONCE = "at-once";

  private final ConfigurableApplicationContext context;
  private final Home home;
  private final Warehouse warehouse;
  private final JobRepository repository;
  private final JobOperator operator;
  private final PlatformTransactionManager transactions;
  private final FindingCatalog catalog = FindingCatalog.standard();
  private final ZoneId zone;

  private Nightly(ConfigurableApplicationContext context, ZoneId zone) {
    this.context = context;
    this.zone = zone;
    this.home = context.getBean(Home.class);
    this.warehouse = context.getBean(Warehouse.class);
    this.repository = context.getBean(JobRepository.class);
    this.operator = context.getBean(JobOperator.class);
    this.transactions = context.getBean("jobsTransactionManager", PlatformTransactionManager.class);
  }

  /**
   * Opens a home, creating its state when there is none.
   *
   * @param zone the home's zone; every time of day is its wall time
   */
  public static Nightly open(Home home, ZoneId zone) {
    try {
      return start(home, zone);
    } catch (RuntimeException e) {
      if (!Wiring.isAboutJobs(e)) {
        throw e;
      }
      LOG.warn("the log of runs does not fit and is begun anew; the ledger decides", e);
      Wiring.setAside(home);
      return start(home, zone);
    }
  }

  private static Nightly start(Home home, ZoneId zone) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Wiring.class)
            .web(WebApplicationType.NONE)
            .bannerMode(org.springframework.boot.Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(true)
            .properties(
                Map.of(
                    Wiring.HOME,
                    home.root().toString(),
                    "spring.batch.jdbc.initialize-schema",
                    "always",
                    "spring.batch.job.enabled",
                    "false",
                    "spring.flyway.locations",
                    Wiring.MIGRATIONS,
                    "spring.flyway.default-schema",
                    "main",
                    "spring.main.lazy-initialization",
                    "false"))
            .application()
            .run();
    Nightly nightly = new Nightly(context, zone);
    try {
      Wiring.probe(context.getBean("jobsDataSource", javax.sql.DataSource.class));
      nightly.abandonStaleRuns();
    } catch (RuntimeException e) {
      nightly.close();
      throw e;
    }
    return nightly;
  }

  /** A run over, with all that is said about it. */
  public record Finished(Summary summary, int exitCode) {}

  /**
   * Runs one night: everything that is due, publishing included. Files that are still being written
   * are waited for once.
   *
   * @param asOf the last day whose drops count
   * @param settle how long a file must have been left alone
   */
  public Finished run(LocalDate asOf, Duration settle, Progress progress) throws IOException {
    clearTmp();
    Night night = night(asOf, settle, true, progress);
    return run(
        night,
        atOnce(night, NIGHTLY)
            .next(step("publish", night::publish))
            .next(step("forms", night::renewForms))
            .next(step("report", night::report))
            .next(step("remind", night::remind))
            .next(step("tidy", night::tidy))
            .build());
  }

  /**
   * Takes, judges and answers what lies in the drop folders now. Forms and the release are left to
   * the night.
   *
   * @param asOf the day the files came
   */
  public Finished answerNow(LocalDate asOf, Duration settle, Progress progress) throws IOException {
    Night night = night(asOf, settle, false, progress);
    return run(night, atOnce(night, AT_ONCE).build());
  }

  private Night night(LocalDate asOf, Duration settle, boolean waits, Progress progress)
      throws IOException {
    LocalDateTime started = Night.now(zone);
    Run run = new Run(newRunId(started), asOf, started);
    Files.createDirectories(home.runs().resolve(run.runId()));
    return new Night(home, warehouse, catalog, run, settle, waits, zone, progress);
  }

  private Finished run(Night night, Job job) throws IOException {
    try {
      JobExecution execution =
          operator.start(
              job,
              new JobParametersBuilder()
                  .addString("run", night.run.runId())
                  .addLocalDate("asOf", night.run.asOf(), false)
                  .toJobParameters());
      if (execution.getStatus() != BatchStatus.COMPLETED) {
        execution
            .getAllFailureExceptions()
            .forEach(
                e -> {
                  LOG.error("the night failed", e);
                  night.failures.add(causeOf(e));
                });
        if (night.failures.isEmpty()) {
          night.failures.add("đêm xử lý dừng ở trạng thái " + execution.getStatus());
        }
      }
    } catch (Exception e) {
      LOG.error("the night failed", e);
      night.failures.add(causeOf(e));
    }
    return finish(night);
  }

  private Finished finish(Night night) throws IOException {
    night.awaitIntake();
    Summary summary = Summary.of(night, home, Night.now(zone));
    summary.write(home.runs().resolve(night.run.runId()));
    boolean isDiskFull = night.failures.stream().anyMatch(f -> f.contains("No space left"));
    return new Finished(summary, night.failures.isEmpty() ? 0 : isDiskFull ? 20 : 30);
  }

  private static String causeOf(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private SimpleJobBuilder atOnce(Night night, String name) {
    return new JobBuilder(name, repository)
        .start(step("plans", night::readPlans))
        .next(step("receive", night::receive))
        .next(ingest(night))
        .next(step("answer", night::answer))
        .next(step("let-go", night::letGo));
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private Step step(String name, Work work) {
    return new StepBuilder(name, repository)
        .tasklet(
            (contribution, chunk) -> {
              long began = System.nanoTime();
              work.run();
              LOG.info("{}: {} ms", name, (System.nanoTime() - began) / 1_000_000);
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  private Step ingest(Night night) {
    Night.Judging[] judging = new Night.Judging[1];
    return new StepBuilder("ingest", repository)
        .<Judged, Judged>chunk(CHUNK)
        .transactionManager(transactions)
        .reader(
            () -> {
              if (judging[0] == null) {
                judging[0] = night.new Judging();
              }
              Judged next = judging[0].next();
              if (next == null) {
                judging[0].close();
              }
              return next;
            })
        .writer(chunk -> night.record(new ArrayList<>(chunk.getItems())))
        .build();
  }

  /** Only this process holds the lock, so whatever still says that it runs was killed. */
  private void abandonStaleRuns() {
    for (String job : List.of(NIGHTLY, AT_ONCE)) {
      for (JobExecution stale : repository.findRunningJobExecutions(job)) {
        try {
          operator.abandon(operator.recover(stale));
        } catch (Exception e) {
          LOG.warn("a stale run stays in the log of runs: {}", stale.getId(), e);
        }
      }
    }
  }

  private void clearTmp() throws IOException {
    try (Stream<Path> files = Files.walk(home.tmp())) {
      for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!f.equals(home.tmp())) {
          Files.deleteIfExists(f);
        }
      }
    }
  }

  private String newRunId(LocalDateTime started) {
    LocalDateTime t = started;
    while (Files.exists(home.runs().resolve(t.format(RUN_ID)))) {
      t = t.plusNanos(1_000_000);
    }
    return t.format(RUN_ID);
  }

  /** Whether a drop was judged before: a demonstration killed half-way lays nothing down twice. */
  public boolean isJudged(String receiptId) {
    return !warehouse.judgedAmong(List.of(receiptId)).isEmpty();
  }

  /** Whether the night of a day is over and what it brought is out. */
  public boolean isOver(LocalDate day) {
    LocalDate last = warehouse.findLastAsOf().orElse(LocalDate.MIN);
    return day.isBefore(last)
        || (day.equals(last) && !warehouse.isReleaseBehind(day, home.releases()));
  }

  /** The last day that a finished run covered; a night before it would rewrite the past. */
  public Optional<LocalDate> findLastAsOf() {
    return warehouse.findLastAsOf();
  }

  /** Publishes again what the ledger holds now. */
  public Finished publish(LocalDate asOf) throws IOException {
    Night night = night(asOf, Duration.ZERO, false, Progress.SILENT);
    new Journal(home).run(night.run.runId(), night.run.asOf(), night.run.startedAt());
    warehouse.beginRun(night.run);
    night.publishAnyway();
    return finish(night);
  }

  /** Takes a backup of the home that is open here. */
  Backup.Taken backUp(Path to, boolean withSecrets) throws IOException {
    return Backup.take(home, warehouse, to, withSecrets, Night.now(zone));
  }

  /** The workbooks on a desk that may be plans. */
  public static List<Path> listPlanWorkbooks(Path desk) throws IOException {
    return Desk.listWorkbooks(desk);
  }

  /** What became of the plan a home is begun with. */
  public sealed interface Begun {
    /** Stored and in force; the unit folders are there and a first release is out. */
    record Ready(Plan plan, List<Said> notes) implements Begun {}

    /** Contradictory or unreadable; nothing was changed but the home's folders. */
    record Refused(List<Said> findings) implements Begun {}
  }

  /**
   * Judges a plan workbook, lays it on the locality's desk when it is good, and puts it in force. A
   * home without a release gets its first, of the day before the plan's year, so that forms can be
   * handed out at once.
   *
   * @param onDesk where it lies or will lie on the desk
   */
  public Begun begin(String localityCode, Path planWorkbook, Path onDesk) throws IOException {
    Archive archive = new Archive(home);
    Desk desk = new Desk(catalog, archive);
    Plans plans = new Plans(warehouse::listPlansOfYears, warehouse::findPlan, archive);
    Desk.Judgement j =
        desk.judge(planWorkbook, localityCode, y -> plans.findToday(localityCode, y));
    if (j.plan().isEmpty()) {
      return new Begun.Refused(j.verdict().findings());
    }
    Plan plan = j.plan().get();
    if (!planWorkbook.equals(onDesk)) {
      Path draft = Home.draft(home.desk(localityCode), ".tmp");
      Files.copy(planWorkbook, draft);
      Files.move(
          draft,
          onDesk,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    desk.answer(j, home.desk(localityCode));
    LocalDateTime started = Night.now(zone);
    LocalDate before =
        plan.periods().stream()
            .map(vn.chitieu.plan.Period::startsOn)
            .min(Comparator.naturalOrder())
            .orElseThrow()
            .minusDays(1);
    Run run = new Run(newRunId(started), warehouse.findLastAsOf().orElse(before), started);
    Files.createDirectories(home.runs().resolve(run.runId()));
    Journal journal = new Journal(home);
    journal.run(run.runId(), run.asOf(), run.startedAt());
    warehouse.beginRun(run);
    Night.adopt(journal, warehouse, plan, run);
    Night.makeUnitFolders(home, plan);
    if (warehouse.isReleaseBehind(run.asOf(), home.releases())) {
      switch (warehouse.publish(run, home.releases(), PublicPage::write)) {
        case Publication.Published p -> Night.tell(journal, p);
        case Publication.HeldBack held ->
            throw new IllegalStateException("the first release is held back: " + held.tests());
      }
    }
    return new Begun.Ready(plan, j.verdict().findings());
  }

  @Override
  public void close() {
    SpringApplication.exit(context);
    context.close();
  }
}
