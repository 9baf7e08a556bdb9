package vn.chitieu.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.ReportFacts.Measure;

/** How figures are written in a report: Vietnamese numbers with their unit, rounded honestly. */
final class Amounts {
  private Amounts() {}

  /** {@code 456,012 tỷ đồng}, {@code 63,83%}, {@code 10,5%/năm}. */
  static String amount(BigDecimal number, String unit) {
    String n = Words.number(number);
    return unit.isEmpty() ? n : unit.startsWith("%") ? n + unit : n + " " + unit;
  }

  /**
   * A value of a measure: rates to two decimals, all else to three, but never so far that what
   * falls short of the target reads like the target.
   */
  static String value(Measure m, BigDecimal value) {
    return amount(
        rounded(value, m.kind().equals("rate") ? 2 : 3, m.target(), m.targetHigh()),
        m.unitOfMeasure());
  }

  private static BigDecimal rounded(
      BigDecimal value, int decimals, @Nullable BigDecimal... limits) {
    BigDecimal r = value.setScale(decimals, RoundingMode.HALF_UP);
    for (BigDecimal limit : limits) {
      if (limit != null && r.compareTo(limit) != value.compareTo(limit)) {
        return value;
      }
    }
    return r;
  }

  /** A fraction as percent with one decimal; what is below 100 % never reads {@code 100%}. */
  static String percent(BigDecimal fraction) {
    BigDecimal percent = fraction.movePointRight(2);
    BigDecimal r = percent.setScale(1, RoundingMode.HALF_UP);
    BigDecimal hundred = BigDecimal.valueOf(100);
    if (r.compareTo(hundred) == 0 && percent.compareTo(hundred) != 0) {
      r = percent.setScale(1, percent.compareTo(hundred) < 0 ? RoundingMode.DOWN : RoundingMode.UP);
    }
    return Words.number(r) + "%";
  }

  /**
   * What each remaining month has to bring, never rounded down; whole where only whole things are
   * counted.
   */
  static String required(Measure m, BigDecimal perMonth, String points) {
    if (m.kind().equals("rate")) {
      return amount(perMonth.setScale(2, RoundingMode.UP), " " + points).replace("  ", " ");
    }
    return amount(perMonth.setScale(isCounted(m) ? 0 : 3, RoundingMode.UP), m.unitOfMeasure());
  }

  /** What the year may come to, never rounded up where only whole things are counted. */
  static String forecast(Measure m, BigDecimal value) {
    return isCounted(m)
        ? amount(value.setScale(0, RoundingMode.DOWN), m.unitOfMeasure())
        : value(m, value);
  }

  /** Whether whole things are counted, as far as this measure's figures tell. */
  private static boolean isCounted(Measure m) {
    return !m.kind().equals("rate")
        && isWhole(m.target())
        && isWhole(m.cumulative())
        && isWhole(m.value());
  }

  private static boolean isWhole(@Nullable BigDecimal n) {
    return n == null || n.stripTrailingZeros().scale() <= 0;
  }
}
