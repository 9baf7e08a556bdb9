package vn.chitieu.report;

import vn.chitieu.warehouse.ReportFacts.Source;

/**
 * A figure as it stands in a report, and where it came from. Its subject, period and field tell it
 * from every other figure of the report, in whichever release.
 *
 * @param subject a measure's code, a task's, a unit's, a case's, or what is counted
 * @param period the period it speaks of
 * @param field which of the subject's figures: {@code luy-ke}, {@code ty-le} …
 * @param text as it is read: {@code 456,012 tỷ đồng}
 * @param source file, sheet and cell; {@link Source#isKnown} is false for what is counted or comes
 *     from the plan
 */
public record Figure(String subject, String period, String field, String text, Source source) {
  /** {@code 01a/2026-10/luy-ke}. */
  public String key() {
    return subject + "/" + period + "/" + field;
  }
}
