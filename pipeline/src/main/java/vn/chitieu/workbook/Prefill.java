package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;

/**
 * What a form shows before anybody has typed, so that the officer need not look it up. Display
 * only: nothing of it is counted when the form comes back.
 *
 * @param cumulativeBefore item code → for flows the sum up to the period before, for stocks and
 *     fixed numbers the last known; in the item's unit
 * @param samePeriodLastYear item code → the figure of the same period last year
 * @param openDifficulties what the unit reported before and nobody has closed
 * @param answers what the office answered, also to those that it has closed
 * @param questions what waits for an answer; none, no sheet for it
 * @param signer the unit's head as last named; empty when nobody was
 */
public record Prefill(
    Map<String, BigDecimal> cumulativeBefore,
    Map<String, BigDecimal> samePeriodLastYear,
    List<DifficultyReport> openDifficulties,
    List<DifficultyAnswer> answers,
    List<OpenQuestion> questions,
    String signer) {

  /** Nothing is known: the first form of all. */
  public static final Prefill EMPTY = new Prefill(Map.of(), Map.of(), List.of());

  /** Without a word from the office. */
  public Prefill(
      Map<String, BigDecimal> cumulativeBefore,
      Map<String, BigDecimal> samePeriodLastYear,
      List<DifficultyReport> openDifficulties) {
    this(cumulativeBefore, samePeriodLastYear, openDifficulties, List.of(), List.of(), "");
  }

  public Prefill {
    cumulativeBefore = Map.copyOf(cumulativeBefore);
    samePeriodLastYear = Map.copyOf(samePeriodLastYear);
    openDifficulties = List.copyOf(openDifficulties);
    answers = List.copyOf(answers);
    questions = List.copyOf(questions);
  }
}
