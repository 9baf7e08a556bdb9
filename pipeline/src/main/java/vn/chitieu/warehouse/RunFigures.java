package vn.chitieu.warehouse;

import java.util.List;
import java.util.Map;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Severity;

/**
 * What a run did, in figures, from the ledger.
 *
 * @param files how many files had each outcome; every outcome is there, also with 0
 * @param findings by code, most frequent first
 * @param units how each unit stands: all units of the month that ended last, and of earlier periods
 *     those that are missing or refused
 */
public record RunFigures(
    Map<Outcome, Integer> files,
    int valuesRead,
    int valuesStored,
    int valuesHeld,
    List<FindingCount> findings,
    List<UnitState> units) {
  public RunFigures {
    files = Map.copyOf(files);
    findings = List.copyOf(findings);
    units = List.copyOf(units);
  }

  /** How often something was said. */
  public record FindingCount(String code, Severity severity, int count) {}

  /** {@code state} is on_time, late, missing, refused or not_due. */
  public record UnitState(String localityCode, String unitCode, String periodCode, String state) {}

  /** All files of the run: the sum of the outcomes. */
  public int received() {
    return files.values().stream().mapToInt(Integer::intValue).sum();
  }
}
