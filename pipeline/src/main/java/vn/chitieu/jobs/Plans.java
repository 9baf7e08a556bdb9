package vn.chitieu.jobs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.warehouse.StoredPlan;

/** Accepted plans, re-read from the archived workbooks that they are, each once. */
public class Plans {
  private final Function<String, List<StoredPlan>> ofYears;
  private final BiFunction<String, String, Optional<StoredPlan>> byVersion;
  private final Archive archive;

  /** More plans than this are read again when they are needed: a country has thousands. */
  private static final int KEPT = 256;

  private final Map<String, Plan> read =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Plans over a ledger or a release.
   *
   * @param ofYears locality → of each year the version taken on last, the one in force first
   * @param byVersion locality, version → a version that was accepted once
   */
  public Plans(
      Function<String, List<StoredPlan>> ofYears,
      BiFunction<String, String, Optional<StoredPlan>> byVersion,
      Archive archive) {
    this.ofYears = ofYears;
    this.byVersion = byVersion;
    this.archive = archive;
  }

  /**
   * These plans with one that nobody has put in force: it counts as what the office says of its
   * year, and forms of that year have its limits, weights and names. Every other year is as it is.
   */
  Plans rehearsing(Plan rehearsed) {
    Plans real = this;
    return new Plans(ofYears, byVersion, archive) {
      @Override
      public Optional<Plan> findInForce(String localityCode) {
        return real.findInForce(localityCode)
            .filter(p -> p.year() != rehearsed.year())
            .or(() -> Optional.of(rehearsed));
      }

      @Override
      public Optional<Plan> findOfYear(String localityCode, int year) {
        return year == rehearsed.year()
            ? Optional.of(rehearsed)
            : real.findOfYear(localityCode, year);
      }

      @Override
      public Optional<Plan> find(String localityCode, String version) {
        return version.equals(rehearsed.version())
            ? Optional.of(rehearsed)
            : real.find(localityCode, version)
                .map(p -> p.year() == rehearsed.year() ? p.withRulesOf(rehearsed) : p);
      }
    };
  }

  /** The plan in force in a locality; empty when none was ever accepted. */
  public Optional<Plan> findInForce(String localityCode) {
    return ofYears.apply(localityCode).stream().findFirst().map(this::plan);
  }

  /** The version of a year that was taken on last, whatever year is in force. */
  public Optional<Plan> findOfYear(String localityCode, int year) {
    return ofYears.apply(localityCode).stream()
        .filter(p -> p.year() == year)
        .findFirst()
        .map(this::plan);
  }

  /** What the office says of a year today; of a year that it never planned, the plan in force. */
  public Optional<Plan> findToday(String localityCode, int year) {
    return findOfYear(localityCode, year).or(() -> findInForce(localityCode));
  }

  /**
   * The years the office's desk looks after on a day: first that of the plan in force, then each
   * before it that is not closed. A year closes a month after its last reports were due.
   */
  public List<Integer> listYears(String localityCode, LocalDate day) {
    List<StoredPlan> all = ofYears.apply(localityCode);
    return all.stream()
        .filter(
            p ->
                p == all.getFirst()
                    || p.year() < all.getFirst().year()
                        && !day.isAfter(p.lastDueOn().plusMonths(1)))
        .map(StoredPlan::year)
        .toList();
  }

  /** A version that was accepted once. */
  public Optional<Plan> find(String localityCode, String version) {
    return byVersion.apply(localityCode, version).map(this::plan);
  }

  /**
   * The plan in whose words a file is answered: the version its form was issued under, else what
   * the office says of its year.
   */
  public Optional<Plan> findFor(AnswerOwed owed) {
    String locality = owed.receipt().localityCode();
    return Optional.ofNullable(owed.planVersion())
        .flatMap(v -> find(locality, v))
        .or(
            () ->
                Optional.ofNullable(owed.periodCode())
                    .flatMap(p -> findToday(locality, Period.yearOf(p))))
        .or(() -> findInForce(locality));
  }

  private Plan plan(StoredPlan stored) {
    String key = stored.locality() + "/" + stored.sha256();
    synchronized (read) {
      Plan plan = read.get(key);
      if (plan != null) {
        return plan;
      }
    }
    Plan plan = reread(archive.get(stored.sha256()), stored);
    synchronized (read) {
      read.put(key, plan);
    }
    return plan;
  }

  private static Plan reread(Path file, StoredPlan stored) {
    PlanReader.PlanReading reading = Desk.readAgain(file, stored.locality(), stored.sha256());
    return reading
        .plan()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "stored plan no longer accepted: " + file + " " + reading.findings()));
  }

  /** How long before New Year the next year's plan is asked for. */
  private static final int DAYS_BEFORE = 15;

  /** The year that has begun, or soon begins, and for which a place has no plan. */
  static OptionalInt findMissingYear(List<StoredPlan> plans, LocalDate day) {
    int year = day.plusDays(DAYS_BEFORE).getYear();
    int last = plans.stream().mapToInt(StoredPlan::year).max().orElse(year);
    return last < year ? OptionalInt.of(last + 1) : OptionalInt.empty();
  }

  /** What follows from it, for whoever has to mend it. */
  static String whatIsMissing(int year) {
    return "chưa có kế hoạch năm "
        + year
        + ": từ 01/01/"
        + year
        + " không có biểu tháng nào được phát cho đến khi sổ năm "
        + year
        + " nằm trong "
        + Home.DESK;
  }
}
