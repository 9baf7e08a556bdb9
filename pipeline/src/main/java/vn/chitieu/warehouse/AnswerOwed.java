package vn.chitieu.warehouse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Receipt;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.Submission;
import vn.chitieu.validation.History;

/**
 * Everything an answer to one file is made of, from the ledger alone, so that an answer interrupted
 * by a power cut is written by the next run.
 *
 * @param submissionId null unless accepted
 * @param findings as they were said, worst first
 * @param stored the values this file stored
 * @param answered questions (yêu cầu giải trình) that this file answers
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
    List<Answered> answered,
    List<History.Counted> before) {
  public AnswerOwed {
    findings = List.copyOf(findings);
    stored = List.copyOf(stored);
    answered = List.copyOf(answered);
    before = List.copyOf(before);
  }

  /** Whether the file was refused for personal data: nothing of it is kept but its hash. */
  public boolean hasPersonalData() {
    return findings.stream().anyMatch(f -> FindingCatalog.isPersonalData(f.code()));
  }

  /** The answer to a file that is judged but not recorded: what {@code check} shows. */
  public static AnswerOwed of(Judged judged, History history) {
    Submission s = judged.submission();
    List<StoredValue> stored =
        s == null || !judged.outcome().isAccepted()
            ? List.of()
            : s.values().stream()
                .filter(v -> !judged.verdict().heldAtoms().contains(v.measureCode()))
                .map(
                    v ->
                        new StoredValue(
                            v.measureCode(),
                            v.row(),
                            number(v.value()),
                            number(v.numerator()),
                            number(v.denominator()),
                            v.isDone(),
                            v.doneOn(),
                            number(v.criteriaPercent()),
                            v.explanation(),
                            String.join(" | ", v.listRaw())))
                .toList();
    return new AnswerOwed(
        judged.receipt(),
        judged.outcome(),
        null,
        judged.periodCode(),
        s == null ? null : s.planVersion(),
        judged.versionNo(),
        judged.isForObligation(),
        s != null && s.isIllustrative(),
        judged.valuesRead(),
        judged.valuesStored(),
        judged.valuesHeld(),
        judged.verdict().findings(),
        stored,
        s == null || !judged.outcome().isAccepted()
            ? List.of()
            : s.questions().stream()
                .filter(q -> !q.answer().isEmpty())
                .filter(q -> !judged.verdict().heldAtoms().contains(q.atom()))
                .map(q -> new Answered(q.code(), q.answer()))
                .toList(),
        history.counted().stream()
            .filter(c -> c.periodCode().equals(judged.periodCode()))
            .toList());
  }

  /** What a unit answered to a question. */
  public record Answered(String questionCode, String answer) {}

  private static @Nullable BigDecimal number(@Nullable Figure f) {
    return f == null ? null : f.value();
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
