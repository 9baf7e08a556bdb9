package vn.chitieu.submission;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A question (yêu cầu giải trình) that waits for its unit's answer, as the unit's next form shows
 * it.
 *
 * @param year whose plan asks it
 * @param code the question's; the answer comes back under it
 * @param about measure and period: {@code 01a Thu ngân sách nhà nước – Tháng 10/2026}
 * @param figure what was reported, with its unit
 * @param question the question's words
 * @param askedBy who asks, or that the figure asks by itself
 * @param answerDueOn null when it waits for the next form
 * @param askedNo how often it is asked, this time included
 */
public record OpenQuestion(
    int year,
    String code,
    String about,
    String figure,
    String question,
    String askedBy,
    LocalDate askedOn,
    @Nullable LocalDate answerDueOn,
    int askedNo) {
  /** The same question under another code. */
  public OpenQuestion as(String other) {
    return new OpenQuestion(
        year, other, about, figure, question, askedBy, askedOn, answerDueOn, askedNo);
  }
}
