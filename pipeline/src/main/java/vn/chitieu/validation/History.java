package vn.chitieu.validation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.plan.Item;
import vn.chitieu.submission.Earlier;
import vn.chitieu.submission.TaskReport;

/**
 * What a unit has said so far: the values that count now, and every file it sent. Covers the ledger
 * and what the running night has already accepted.
 *
 * @param superseded values that a later version has replaced
 * @param arriving the periods of which a form came together with the one to be judged
 * @param signers whom each form named as the unit's head, in order; empty where it was left blank
 */
public record History(
    List<Counted> counted,
    List<Attempt> attempts,
    List<TaskSaid> tasks,
    List<Raised> difficulties,
    List<Counted> superseded,
    Set<String> arriving,
    List<String> signers) {
  /** Nothing yet. */
  public static final History EMPTY = new History(List.of(), List.of());

  /**
   * One measure of one period as it counts now, in the form's own terms (06b: the stock).
   *
   * @param version the version that stored it
   */
  public record Counted(
      String measureCode,
      String periodCode,
      int version,
      @Nullable BigDecimal value,
      @Nullable BigDecimal numerator,
      @Nullable BigDecimal denominator,
      @Nullable Boolean isDone,
      @Nullable LocalDate doneOn,
      @Nullable BigDecimal criteriaPercent) {
    /** A figure, not a milestone. */
    public Counted(
        String measureCode,
        String periodCode,
        int version,
        @Nullable BigDecimal value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        @Nullable Boolean isDone) {
      this(measureCode, periodCode, version, value, numerator, denominator, isDone, null, null);
    }

    /** The number that counts for a part of the measure; null when it is none or was not said. */
    public @Nullable BigDecimal figure(Item.Part part) {
      return switch (part) {
        case VALUE -> value;
        case NUMERATOR -> numerator;
        case DENOMINATOR -> denominator;
        case DONE, DONE_ON, CRITERIA_PERCENT -> null;
      };
    }
  }

  /** How a task stood in a period, as it counts now. */
  public record TaskSaid(
      String taskCode, String periodCode, TaskReport.State state, @Nullable BigDecimal percent) {}

  /** A difficulty that counts in a period, by its number. */
  public record Raised(String periodCode, int number) {}

  /** One file that was judged for a period. */
  public record Attempt(
      String periodCode, int version, String sha256, Outcome outcome, LocalDate arrivedOn) {}

  public History {
    counted = List.copyOf(counted);
    attempts = List.copyOf(attempts);
    tasks = List.copyOf(tasks);
    difficulties = List.copyOf(difficulties);
    superseded = List.copyOf(superseded);
    arriving = Set.copyOf(arriving);
    signers = List.copyOf(signers);
  }

  /** Without what was replaced. */
  public History(
      List<Counted> counted,
      List<Attempt> attempts,
      List<TaskSaid> tasks,
      List<Raised> difficulties) {
    this(counted, attempts, tasks, difficulties, List.of(), Set.of(), List.of());
  }

  /** Without tasks and difficulties. */
  public History(List<Counted> counted, List<Attempt> attempts) {
    this(counted, attempts, List.of(), List.of());
  }

  /**
   * Of every value that was ever stored.
   *
   * @param said of each measure and period the newest version first
   */
  public static History of(
      List<Counted> said,
      List<Attempt> attempts,
      List<TaskSaid> tasks,
      List<Raised> difficulties,
      List<String> signers) {
    Map<String, Counted> counted = new LinkedHashMap<>();
    List<Counted> superseded = new ArrayList<>();
    for (Counted c : said) {
      if (counted.putIfAbsent(c.measureCode() + " " + c.periodCode(), c) != null) {
        superseded.add(c);
      }
    }
    return new History(
        List.copyOf(counted.values()),
        attempts,
        tasks,
        difficulties,
        superseded,
        Set.of(),
        signers);
  }

  /** The same, in the light of the forms that came together. */
  public History arriving(Set<String> periods) {
    return new History(counted, attempts, tasks, difficulties, superseded, periods, signers);
  }

  /** What counts now for a measure in a period. */
  public Optional<Counted> find(String measureCode, String periodCode) {
    return counted.stream()
        .filter(c -> c.measureCode().equals(measureCode) && c.periodCode().equals(periodCode))
        .findFirst();
  }

  /** What helps to read the next version for a period: what counts for it now. */
  public Earlier earlier(String periodCode) {
    Map<String, BigDecimal> sameCell = new HashMap<>();
    for (Counted c : counted) {
      if (c.periodCode().equals(periodCode)) {
        put(sameCell, c.measureCode(), c.value());
        put(sameCell, c.measureCode() + "/n", c.numerator());
        put(sameCell, c.measureCode() + "/d", c.denominator());
      }
    }
    return new Earlier(sameCell);
  }

  private static void put(Map<String, BigDecimal> into, String item, @Nullable BigDecimal n) {
    if (n != null) {
      into.put(item, n);
    }
  }

  /** The unit's head as last named; empty when nobody ever was. */
  public String lastSigner() {
    return signers.stream().filter(s -> !s.isEmpty()).reduce("", (a, b) -> b);
  }

  /** This history, in which forms have also named the unit's head, or left that blank. */
  public History withSigners(List<String> named) {
    return new History(counted, attempts, tasks, difficulties, superseded, arriving, named);
  }

  /** The number the next file of that period gets. */
  public int nextVersion(String periodCode) {
    return attempts.stream()
            .filter(a -> a.periodCode().equals(periodCode))
            .mapToInt(Attempt::version)
            .max()
            .orElse(0)
        + 1;
  }

  /** The accepted attempt with the same bytes. */
  public Optional<Attempt> findAccepted(String sha256) {
    return attempts.stream()
        .filter(a -> a.sha256().equals(sha256) && a.outcome().isAccepted())
        .findFirst();
  }

  /** Whether the unit has an accepted file for a period. */
  public boolean isReported(String periodCode) {
    return attempts.stream()
        .anyMatch(a -> a.periodCode().equals(periodCode) && a.outcome().isAccepted());
  }

  /** Whether the unit has an accepted file for a period, or one that is judged next. */
  boolean hasForm(String periodCode) {
    return arriving.contains(periodCode) || isReported(periodCode);
  }

  /** This history after one more file that stored nothing. */
  public History plus(Attempt attempt) {
    return plus(attempt, EMPTY);
  }

  /** This history after one more file: its attempt, and what it stored. */
  public History plus(Attempt attempt, History stored) {
    List<Counted> values = new ArrayList<>(counted);
    List<Counted> replaced = new ArrayList<>(superseded);
    for (Counted s : stored.counted) {
      find(s.measureCode(), s.periodCode()).ifPresent(replaced::add);
      values.removeIf(
          c -> c.measureCode().equals(s.measureCode()) && c.periodCode().equals(s.periodCode()));
      values.add(s);
    }
    List<TaskSaid> said = new ArrayList<>(tasks);
    for (TaskSaid s : stored.tasks) {
      said.removeIf(
          t -> t.taskCode().equals(s.taskCode()) && t.periodCode().equals(s.periodCode()));
      said.add(s);
    }
    List<Raised> raised = new ArrayList<>(difficulties);
    raised.removeAll(stored.difficulties);
    raised.addAll(stored.difficulties);
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    List<String> named = new ArrayList<>(signers);
    named.addAll(stored.signers);
    return new History(values, all, said, raised, replaced, arriving, named);
  }
}
