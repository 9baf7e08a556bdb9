package vn.chitieu.plan;

/**
 * One row of a unit's form: a part of a measure that is typed into one cell.
 *
 * @param code the hidden row code: {@code 01a}, {@code 03/n}, {@code 03/d}, {@code 11/done}, {@code
 *     11/on}, {@code 11/percent}
 * @param measure the measure it belongs to
 * @param part which part of it
 * @param label what stands in the row
 * @param unitOfMeasure the part's own unit in words ({@code hộ}, {@code %}, empty)
 * @param adding how the part adds up over months; FIXED for yes/no, dates and percents
 * @param isRequired whether a blank is a fault in this period
 */
public record Item(
    String code,
    Measure measure,
    Part part,
    String label,
    String unitOfMeasure,
    Measure.Adding adding,
    boolean isRequired) {

  /** VALUE also stands for 06b's stock and for a maintained zero. */
  public enum Part {
    VALUE,
    NUMERATOR,
    DENOMINATOR,
    DONE,
    DONE_ON,
    CRITERIA_PERCENT
  }
}
