package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.plan.Unit;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * Judges again what was sent, as if a changed plan workbook (limits, weights of findings, other
 * names) had been its year's all along, and says for which unit and month something else would have
 * been said. Reads a release and the archive; writes nothing.
 */
public final class Rehearsal {
  /**
   * One workbook that would have been judged otherwise: another outcome, or another thing refused,
   * held or asked.
   *
   * @param added what would be said that is not said under the plans taken on; worst first
   * @param gone what is said under the plans taken on and would not be
   */
  public record Change(
      String unitCode,
      String periodCode,
      int version,
      LocalDate arrivedOn,
      Outcome was,
      Outcome wouldBe,
      List<Said> added,
      List<Said> gone) {
    public Change {
      added = List.copyOf(added);
      gone = List.copyOf(gone);
    }
  }

  /**
   * @param replayed how many workbooks were judged again
   * @param unavailable those whose bytes are not in the archive any more
   */
  public record Result(int replayed, int unavailable, List<Change> changes) {
    public Result {
      changes = List.copyOf(changes);
    }
  }

  private Rehearsal() {}

  /** Reads the workbook to rehearse, as the desk would; stores nothing. */
  public static PlanReader.PlanReading read(Path planWorkbook, String localityCode)
      throws IOException {
    return Desk.readNew(
        planWorkbook, localityCode, Archive.hash(planWorkbook), year -> Optional.empty());
  }

  /**
   * Replays everything one locality has sent.
   *
   * @param rehearsed the changed plan; forms of its year are judged by the version they were issued
   *     under, with this plan's limits, weights and names, those of other years as they are
   */
  public static Result replay(Release release, Plan rehearsed, Archive archive) {
    String locality = rehearsed.locality().code();
    Plans adopted = new Plans(release::listPlansOfYears, release::findPlan, archive);
    Plans plans = adopted.rehearsing(rehearsed);
    Plans today =
        adopted
            .findOfYear(locality, rehearsed.year())
            .map(adopted::rehearsing) // of an unchanged workbook nothing differs
            .orElse(adopted);
    List<Change> changes = new ArrayList<>();
    int replayed = 0;
    int unavailable = 0;
    for (Unit unit : rehearsed.listReportingUnits()) {
      List<History.Attempt> attempts =
          new ArrayList<>(release.history(locality, unit.code()).attempts());
      attempts.sort(
          Comparator.comparing(History.Attempt::arrivedOn)
              .thenComparing(History.Attempt::periodCode)
              .thenComparing(History.Attempt::version));
      History history = History.EMPTY;
      History historyToday = History.EMPTY;
      for (History.Attempt a : attempts) {
        Path bytes = archive.get(a.sha256());
        if (!Files.exists(bytes)) {
          unavailable++;
          continue;
        }
        Reading reading = Workbooks.read(bytes);
        Judged judged = judge(plans, locality, unit, a, reading, history);
        history = Ingest.after(history, judged);
        Judged judgedToday = judge(today, locality, unit, a, reading, historyToday);
        historyToday = Ingest.after(historyToday, judgedToday);
        replayed++;
        List<Said> demands = demands(judged);
        List<Said> demandsToday = demands(judgedToday);
        List<Said> added = without(demands, demandsToday);
        List<Said> gone = without(demandsToday, demands);
        if (judged.outcome() != a.outcome() || !added.isEmpty() || !gone.isEmpty()) {
          changes.add(
              new Change(
                  unit.code(),
                  a.periodCode(),
                  a.version(),
                  a.arrivedOn(),
                  a.outcome(),
                  judged.outcome(),
                  added,
                  gone));
        }
      }
    }
    return new Result(replayed, unavailable, changes);
  }

  private static Judged judge(
      Plans plans,
      String locality,
      Unit unit,
      History.Attempt attempt,
      Reading reading,
      History history) {
    Receipt receipt =
        new Receipt(
            attempt.sha256().substring(0, 16),
            locality,
            unit.code(),
            attempt.periodCode() + "_" + unit.code() + ".xlsx",
            attempt.sha256(),
            0,
            attempt.arrivedOn().atStartOfDay(),
            attempt.arrivedOn(),
            attempt.arrivedOn().atStartOfDay(),
            "rehearse");
    return new Ingest(FindingCatalog.standard(), plans, attempt.arrivedOn())
        .judge(receipt, reading, history);
  }

  /** What a unit must do something about. */
  private static List<Said> demands(Judged judged) {
    return judged.verdict().findings().stream()
        .filter(Said::isFirm)
        .filter(s -> s.severity() != Severity.NOTE)
        .toList();
  }

  /** The same finding of the same weight in the same place is the same, however it is worded. */
  private static List<Said> without(List<Said> all, List<Said> others) {
    Set<String> known = others.stream().map(Rehearsal::key).collect(Collectors.toSet());
    return all.stream().filter(s -> !known.contains(key(s))).toList();
  }

  private static String key(Said s) {
    return s.code() + " " + s.severity() + " " + s.place().at() + " " + s.place().atom();
  }
}
