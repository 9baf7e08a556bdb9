package vn.chitieu.warehouse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one release says of one period of one locality, as far as the office's report speaks of
 * it: each figure with the cell it came from.
 *
 * @param measures every measure of the plan in the plan's order; one whose own calendar has no such
 *     period, or whose period has not ended, has no {@code periodCode}
 * @param tasks as they stood when the period ended
 * @param cases difficulties raised within the period
 * @param sent who reported for the collected periods within it
 * @param corrections of figures of earlier periods that a release had shown, come after the
 *     deadline of the period before and not after this one's
 * @param questions open ones on the period or an earlier one, and those answered within the same
 *     days
 * @param signings who took and who signed the period's figures
 * @param next the period of the same kind that follows; null when the plan has none
 */
public record ReportFacts(
    Edition edition,
    Span period,
    @Nullable Span next,
    List<Measure> measures,
    List<Task> tasks,
    List<DueChange> dueChanges,
    List<Case> cases,
    List<Sent> sent,
    List<Correction> corrections,
    List<Question> questions,
    List<Signing> signings) {
  public ReportFacts {
    measures = List.copyOf(measures);
    tasks = List.copyOf(tasks);
    dueChanges = List.copyOf(dueChanges);
    cases = List.copyOf(cases);
    sent = List.copyOf(sent);
    corrections = List.copyOf(corrections);
    questions = List.copyOf(questions);
    signings = List.copyOf(signings);
  }

  /** Which release speaks, and of whom. */
  public record Edition(
      String releaseId,
      String runId,
      LocalDate asOf,
      LocalDateTime knownAt,
      String localityCode,
      String localityName,
      String cityName,
      boolean isIllustrative) {}

  /**
   * A period of the plan.
   *
   * @param kind month, quarter, half, nine_months, year or final
   * @param dueOn last day on which a report is on time
   * @param isCollected whether units fill a form for it
   */
  public record Span(
      String code,
      String kind,
      String label,
      LocalDate startsOn,
      LocalDate endsOn,
      LocalDate dueOn,
      boolean isCollected) {}

  /** Where a figure stood: file, sheet and cells; empty texts where there is none. */
  public record Source(String file, String sheet, String cells) {
    static final Source NONE = new Source("", "", "");

    public boolean isKnown() {
      return !file.isEmpty();
    }
  }

  /**
   * A measure in the period; values as in {@code fct_progress}.
   *
   * @param numerator from January, as {@code cumulative} is
   * @param explanation the unit's newest words on it within the year; empty without any
   * @param explainedIn the period, as it is read, in which it said them
   */
  public record Measure(
      String code,
      String name,
      int indicatorNo,
      String unitOfMeasure,
      boolean isRestricted,
      String kind,
      @Nullable String periodCode,
      String leadName,
      String leadShort,
      String figureState,
      int monthsReported,
      int monthsExpected,
      @Nullable BigDecimal value,
      @Nullable BigDecimal cumulative,
      @Nullable BigDecimal numerator,
      @Nullable BigDecimal denominator,
      boolean isDone,
      @Nullable LocalDate doneOn,
      @Nullable BigDecimal criteriaPercent,
      String targetKind,
      String comparator,
      @Nullable BigDecimal target,
      @Nullable BigDecimal targetHigh,
      String targetLabel,
      String resultLabel,
      String paceSource,
      @Nullable BigDecimal completion,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal requiredPerMonth,
      @Nullable BigDecimal forecast,
      @Nullable BigDecimal lastYear,
      @Nullable BigDecimal change,
      String statusCode,
      String statusWord,
      String statusReason,
      String since,
      String explanation,
      String explainedIn,
      @Nullable LocalDate dueOn,
      Source source) {}

  /**
   * A task at the end of the period.
   *
   * @param state not_started, in_progress, done, or empty where nothing was ever said
   * @param isDoneNow whether it was first said to be done within the report's period
   */
  public record Task(
      String code,
      String name,
      int order,
      String leadName,
      String state,
      boolean isDoneNow,
      @Nullable BigDecimal percent,
      String result,
      @Nullable LocalDate dueOn,
      boolean isOverdue,
      int daysOverdue,
      boolean isSilent,
      Source source) {}

  /** A task's day that was moved within the period. */
  public record DueChange(
      String taskCode,
      String taskName,
      int order,
      String leadName,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      String by,
      String reason,
      Source source) {}

  /**
   * A difficulty raised within the period.
   *
   * @param receiver whom the unit asks; may be empty
   * @param raisedNo in how many periods it has been raised up to this one
   * @param answer the answer it got; empty without one
   */
  public record Case(
      String code,
      String unitName,
      String receiver,
      String what,
      String proposal,
      @Nullable LocalDate since,
      int raisedNo,
      String answer,
      @Nullable LocalDate answeredOn,
      Source source) {}

  /** A unit's report for one collected period. */
  public record Sent(
      String unitName,
      String unitCode,
      String periodCode,
      String periodLabel,
      LocalDate dueOn,
      String state,
      @Nullable LocalDate acceptedOn,
      int daysLate,
      int held) {}

  /**
   * A figure that was replaced.
   *
   * @param kind the measure's
   * @param isEndNumber whether it is the number left at the period's end of a measure that counts
   *     how much that number fell: what units report of it
   * @param knownAt when the ledger learnt it
   * @param signedBy who had signed the figure before it was corrected; empty when nobody had
   */
  public record Correction(
      String measureCode,
      String measureName,
      String kind,
      boolean isEndNumber,
      String unitOfMeasure,
      boolean isRestricted,
      String unitName,
      String periodCode,
      String periodLabel,
      @Nullable BigDecimal before,
      @Nullable BigDecimal after,
      LocalDate on,
      LocalDateTime knownAt,
      String signedBy,
      @Nullable LocalDate signedOn,
      Source source) {}

  /**
   * A question to a unit about a figure (yêu cầu giải trình).
   *
   * @param isOpen not answered yet
   * @param askedCount in how many forms it was asked, the one that is out included
   * @param answer the unit's words; empty while it is open
   */
  public record Question(
      String code,
      String unitName,
      String measureName,
      boolean isRestricted,
      String periodLabel,
      String question,
      boolean isOpen,
      int askedCount,
      LocalDate askedOn,
      @Nullable LocalDate answerDueOn,
      boolean isOverdue,
      String answer,
      @Nullable LocalDate answeredOn,
      Source source) {}

  /**
   * Figures of the period that were taken or signed.
   *
   * @param unitCode empty for those of the whole place, as unitName is
   * @param kind accepted or signed
   * @param correctedCount how many of them were corrected after the signature
   * @param addedCount how many were sent only after it; zero in a release that did not count them
   */
  public record Signing(
      String unitCode,
      String unitName,
      String kind,
      String by,
      String title,
      LocalDate on,
      int correctedCount,
      int addedCount) {}
}
