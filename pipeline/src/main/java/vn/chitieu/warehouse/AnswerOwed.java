package vn.chitieu.warehouse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Receipt;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.validation.History;

/**
 * Everything an answer to one file is made of, from the ledger alone, so that an answer interrupted
 * by a power cut is written by the next run.
 *
 * @param submissionId null unless accepted
 * @param findings as they were said, worst first
 * @param stored the values this file stored
 * @param before what counted for the same period before this file, in the form's own terms
 */
public record AnswerOwed(
    Receipt receipt,
    Outcome outcome,
    @Nullable String submissionId,
    @Nullable String periodCode,
    @Nullable String planVersion,
    int versionNo,
    boolean isForObligation,
    boolean isIllustrative,
    int valuesRead,
    int valuesStored,
    int valuesHeld,
    List<Said> findings,
    List<StoredValue> stored,
    List<History.Counted> before) {
  public AnswerOwed {
    findings = List.copyOf(findings);
    stored = List.copyOf(stored);
    before = List.copyOf(before);
  }

  /** One measure as this file stored it, in the form's own terms (06b: the households left). */
  public record StoredValue(
      String measureCode,
      CellRef at,
      @Nullable BigDecimal value,
      @Nullable BigDecimal numerator,
      @Nullable BigDecimal denominator,
      @Nullable Boolean isDone,
      @Nullable LocalDate doneOn,
      @Nullable BigDecimal criteriaPercent,
      String explanation,
      String rawText) {}
}
