package vn.chitieu.warehouse;

import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Verdict;
import vn.chitieu.intake.Receipt;
import vn.chitieu.submission.Submission;

/**
 * One received file with what became of it: all that the ledger records about it.
 *
 * @param submission what it says; null when it could not be read. Needed when it is accepted
 * @param periodCode the period it is for; null when that cannot be told. Needed when it is accepted
 * @param versionNo its ordinal among the files of its period, from 1
 * @param isForObligation whether it was an attempt at what this unit owes for that period; false
 *     for another unit's form or an unknown period
 * @param valuesRead figures that were typed in it
 * @param valuesStored those that were stored
 * @param valuesHeld those that were held
 */
public record Judged(
    Receipt receipt,
    Outcome outcome,
    @Nullable Submission submission,
    @Nullable String periodCode,
    int versionNo,
    boolean isForObligation,
    Verdict verdict,
    int valuesRead,
    int valuesStored,
    int valuesHeld) {
  public Judged {
    if (outcome.isAccepted() && (submission == null || periodCode == null || !isForObligation)) {
      throw new IllegalArgumentException("an accepted file has a content, a period, an obligation");
    }
  }

  /** The key of the submission: the same work done twice, anywhere, is done once. */
  static String submissionId(Receipt receipt, String planVersion) {
    return Receipt.hash16(
        String.join(
            "\n", receipt.localityCode(), receipt.unitCode(), receipt.sha256(), planVersion));
  }
}
