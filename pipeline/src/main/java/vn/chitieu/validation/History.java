package vn.chitieu.validation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.submission.Earlier;

/**
 * What a unit has said so far: the values that count now, and every file it sent. Covers the ledger
 * and what the running night has already accepted.
 */
public record History(List<Counted> counted, List<Attempt> attempts) {
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
      @Nullable Boolean isDone) {}

  /** One file that was judged for a period. */
  public record Attempt(
      String periodCode, int version, String sha256, Outcome outcome, LocalDate arrivedOn) {}

  public History {
    counted = List.copyOf(counted);
    attempts = List.copyOf(attempts);
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

  /** This history after one more file: its attempt, and the values it stored. */
  public History plus(Attempt attempt, List<Counted> stored) {
    List<Counted> now = new ArrayList<>(counted);
    for (Counted s : stored) {
      now.removeIf(
          c -> c.measureCode().equals(s.measureCode()) && c.periodCode().equals(s.periodCode()));
      now.add(s);
    }
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return new History(now, all);
  }
}
