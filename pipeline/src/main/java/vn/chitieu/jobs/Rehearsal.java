package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import vn.chitieu.workbook.Workbooks;

/**
 * Judges again what was sent, as if a changed plan workbook (limits, weights of findings, other
 * names) had been in force all along, and says for which unit and month the outcome would have been
 * another. Reads a release and the archive; writes nothing.
 */
public final class Rehearsal {
  /**
   * One workbook whose outcome would have been another.
   *
   * @param because what would block now, or what blocked then and would not; worst first
   */
  public record Change(
      String unitCode,
      String periodCode,
      int version,
      LocalDate arrivedOn,
      Outcome was,
      Outcome wouldBe,
      List<Said> because) {
    public Change {
      because = List.copyOf(because);
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
    return Desk.read(planWorkbook, localityCode, Archive.hash(planWorkbook));
  }

  /**
   * Replays everything one locality has sent.
   *
   * @param rehearsed the changed plan; forms are judged by the version they were issued under, with
   *     this plan's limits, weights and names
   */
  public static Result replay(Release release, Plan rehearsed, Archive archive) {
    String locality = rehearsed.locality().code();
    Plans plans = Plans.rehearsing(rehearsed, release::findPlan, archive);
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
      for (History.Attempt a : attempts) {
        Path bytes = archive.get(a.sha256());
        if (!Files.exists(bytes)) {
          unavailable++;
          continue;
        }
        Judged judged = judge(plans, locality, unit, a, bytes, history);
        history = Ingest.after(history, judged);
        replayed++;
        if (judged.outcome() != a.outcome()) {
          changes.add(
              new Change(
                  unit.code(),
                  a.periodCode(),
                  a.version(),
                  a.arrivedOn(),
                  a.outcome(),
                  judged.outcome(),
                  blocking(judged)));
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
      Path bytes,
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
        .judge(receipt, Workbooks.read(bytes), history);
  }

  private static List<Said> blocking(Judged judged) {
    return judged.verdict().findings().stream()
        .filter(Said::isFirm)
        .filter(s -> s.severity() == Severity.REFUSE || s.severity() == Severity.HOLD)
        .toList();
  }
}
