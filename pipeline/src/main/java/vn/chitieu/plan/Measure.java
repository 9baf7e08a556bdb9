package vn.chitieu.plan;

import org.jspecify.annotations.Nullable;

/**
 * One measured part of a headline indicator (chỉ tiêu thành phần).
 *
 * @param code {@code 01a}; never reused
 * @param indicatorNo the plan's item, 1…14
 * @param name the full name
 * @param shortName for boards and narrow columns
 * @param unitOfMeasure as printed: {@code tỷ đồng}, {@code %}; empty for milestones
 * @param kind how it adds up over time
 * @param numeratorKind for rates: how the numerator adds up; else null
 * @param denominatorKind for rates; else null
 * @param numeratorLabel for rates: what is counted; else empty
 * @param denominatorLabel for rates: out of what; else empty
 * @param pace how progress is expected within the year
 * @param calendarCode the one calendar it is reported under
 * @param isRestricted left out of public pages
 * @param mayBeNegative 05a and the falls of 06 may be negative; everything else may not
 * @param mayExceed for rates: the numerator may pass the denominator (13: more than the quota)
 * @param scale decimals that are kept
 * @param byArea none, numbers or yes/no per tổ dân phố
 * @param frequency monthly, or only when the figure is known
 * @param input how the form asks for it when it differs from the measure itself: {@code stock} for
 *     06b (near-poor households left), {@code derived} for 06c (from 06b's cell); else {@code own}
 * @param wording the plan's own words
 * @param note an oddity of the plan, kept visible; may be empty
 */
public record Measure(
    String code,
    int indicatorNo,
    String name,
    String shortName,
    String unitOfMeasure,
    Kind kind,
    @Nullable Adding numeratorKind,
    @Nullable Adding denominatorKind,
    String numeratorLabel,
    String denominatorLabel,
    Pace pace,
    String calendarCode,
    boolean isRestricted,
    boolean mayBeNegative,
    boolean mayExceed,
    int scale,
    ByArea byArea,
    Frequency frequency,
    Input input,
    String wording,
    String note) {

  /** flow adds up over months, stock keeps its last value, rate is two numbers, … */
  public enum Kind {
    FLOW,
    STOCK,
    RATE,
    MILESTONE,
    YEARLY
  }

  /** How one side of a rate adds up over months. */
  public enum Adding {
    FLOW,
    STOCK,
    FIXED
  }

  public enum Pace {
    LINEAR,
    LEVEL,
    YEAR_END,
    BY_DATE
  }

  public enum ByArea {
    NONE,
    NUMBER,
    YES_NO
  }

  public enum Frequency {
    MONTHLY,
    WHEN_KNOWN
  }

  public enum Input {
    OWN,
    STOCK,
    DERIVED
  }

  /** The measure as a unit reads it in an answer: {@code Thu ngân sách nhà nước, tỷ đồng}. */
  public String label() {
    return unitOfMeasure.isEmpty() ? name : name + ", " + unitOfMeasure;
  }

  /** The numerator as a unit reads it: {@code Số người tham gia bảo hiểm y tế, người}. */
  public String numeratorInWords() {
    return inWords(numeratorLabel);
  }

  /** The denominator as a unit reads it. */
  public String denominatorInWords() {
    return inWords(denominatorLabel);
  }

  /** {@code Tổng dân số (người)} → {@code Tổng dân số, người}. */
  private static String inWords(String label) {
    int open = label.lastIndexOf(" (");
    return open > 0 && label.endsWith(")")
        ? label.substring(0, open) + ", " + label.substring(open + 2, label.length() - 1)
        : label;
  }
}
