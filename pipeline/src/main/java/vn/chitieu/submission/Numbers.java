package vn.chitieu.submission;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers as people type them into text cells. A numeric cell has no notation; a text cell has one,
 * and what can be read in two ways is said to be ambiguous, never guessed.
 */
final class Numbers {
  /** How a text reads. */
  sealed interface Reading {
    /** One reading only. */
    record Certain(BigDecimal value) implements Reading {}

    /** {@code 1.234}: 1234 in Vietnamese, 1,234 in English. */
    record Ambiguous(BigDecimal vietnamese, BigDecimal english) implements Reading {}

    record NotANumber() implements Reading {}
  }

  private static final Pattern SPACES =
      Pattern.compile("[\\s\\u00A0\\u2000-\\u200B\\u202F\\u3000]+");
  private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
  private static final Pattern GROUPED_BY_DOT = Pattern.compile("\\d{1,3}(\\.\\d{3})+(,\\d{1,9})?");
  private static final Pattern GROUPED_BY_COMMA =
      Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d{1,9})?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,18},\\d{1,9}");
  private static final Pattern DECIMAL_DOT = Pattern.compile("\\d{1,18}\\.\\d{1,9}");
  private static final Pattern ONE_GROUP = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");

  private Numbers() {}

  /**
   * Reads a text.
   *
   * @param isCount the number counts things, so that a reading with decimals is impossible
   */
  static Reading read(String text, boolean isCount) {
    String t = SPACES.matcher(text).replaceAll("").replace('\u2212', '-').replace('\u2013', '-');
    boolean negative = t.startsWith("-");
    String digits = negative || t.startsWith("+") ? t.substring(1) : t;
    Reading r = unsigned(digits, isCount);
    if (!negative) {
      return r;
    }
    return switch (r) {
      case Reading.Certain(BigDecimal v) -> new Reading.Certain(v.negate());
      case Reading.Ambiguous(BigDecimal v, BigDecimal e) ->
          new Reading.Ambiguous(v.negate(), e.negate());
      case Reading.NotANumber n -> n;
    };
  }

  private static Reading unsigned(String t, boolean isCount) {
    if (PLAIN.matcher(t).matches()) {
      return new Reading.Certain(new BigDecimal(t));
    }
    if (ONE_GROUP.matcher(t).matches()) {
      BigDecimal whole = new BigDecimal(t.replaceAll("[.,]", ""));
      if (isCount) {
        return new Reading.Certain(whole);
      }
      BigDecimal fraction = new BigDecimal(t.replace(',', '.'));
      return t.contains(".")
          ? new Reading.Ambiguous(whole, fraction)
          : new Reading.Ambiguous(fraction, whole);
    }
    if (GROUPED_BY_DOT.matcher(t).matches() && !t.startsWith("0")) {
      return new Reading.Certain(new BigDecimal(t.replace(".", "").replace(',', '.')));
    }
    if (GROUPED_BY_COMMA.matcher(t).matches() && !t.startsWith("0")) {
      return new Reading.Certain(new BigDecimal(t.replace(",", "")));
    }
    if (DECIMAL_COMMA.matcher(t).matches() || DECIMAL_DOT.matcher(t).matches()) {
      return new Reading.Certain(new BigDecimal(t.replace(',', '.')));
    }
    return new Reading.NotANumber();
  }
}
