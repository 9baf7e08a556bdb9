package vn.chitieu.submission;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.chitieu.sheet.Spelling;

/**
 * Numbers as people type them into text cells. A numeric cell has no notation; a text cell has one,
 * and what can be read in two ways is said to be ambiguous, never guessed.
 */
final class Numbers {
  /** How a text reads. */
  sealed interface Reading {
    /**
     * One reading only.
     *
     * @param unit the unit that was written beside it; empty when none was
     * @param isScaled whether that unit was another one and the value was converted from it
     */
    record Certain(BigDecimal value, String unit, boolean isScaled) implements Reading {}

    /** {@code 1.234}: 1234 in Vietnamese, 1,234 in English. */
    record Ambiguous(BigDecimal vietnamese, BigDecimal english) implements Reading {}

    /** A number with a unit that the cell does not take. */
    record OtherUnit(String unit) implements Reading {}

    /**
     * A number but for letters that look like digits.
     *
     * @param digits what it would be with the digits
     */
    record LetterForDigit(String digits) implements Reading {}

    /** A dash, dots or a cross: nothing, which is not zero. */
    record Mark() implements Reading {}

    /** Words that say that nothing happened. */
    record Nothing() implements Reading {}

    record NotANumber() implements Reading {}
  }

  private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
  private static final Pattern GROUPED =
      Pattern.compile("[1-9]\\d{0,2}(?:([ '.,])\\d{3}(?:\\1\\d{3})*)(?:([.,])\\d{1,9})?");
  private static final Pattern DECIMAL = Pattern.compile("(\\d{1,18})[.,](\\d{1,9})");
  private static final Pattern ONE_GROUP = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");
  private static final Pattern PAIR = Pattern.compile("(\\d(?:[\\d.,' ]*\\d)?)([^\\d]*)");
  private static final Pattern LOOKS_LIKE_DIGITS =
      Pattern.compile("(?=.*\\d)(?=.*[OolI|])[\\dOolI|., ']+");
  private static final Pattern PARENTHESES = Pattern.compile("\\(\\s*([^()]+?)\\s*\\)");
  private static final Pattern MARK = Pattern.compile("[-–—−_./…]+|\\.{2,}|[xX×]");
  private static final List<String> NOTHING =
      List.of(
          Spelling.key("không có"),
          Spelling.key("không phát sinh"),
          Spelling.key("không"),
          Spelling.key("chưa phát sinh"),
          Spelling.key("không có phát sinh"));

  private Numbers() {}

  /** What a cell asks for: its unit, the decimals kept, and whether it counts things. */
  record Asked(UnitWords unit, int scale, boolean isCount) {}

  /** Whether a text stands for nothing: a dash, dots, a cross. */
  static boolean isMark(String text) {
    return MARK.matcher(plain(text)).matches();
  }

  /**
   * Reads a text.
   *
   * @param asked decides what is written beside the number, and which readings are impossible
   */
  static Reading read(String text, Asked asked) {
    String t = plain(text);
    if (t.isEmpty()) {
      return new Reading.NotANumber();
    }
    if (isMark(text)) {
      return new Reading.Mark();
    }
    if (NOTHING.contains(Spelling.key(t))) {
      return new Reading.Nothing();
    }
    if (LOOKS_LIKE_DIGITS.matcher(t).matches()) {
      return new Reading.LetterForDigit(t.replaceAll("[Oo]", "0").replaceAll("[lI|]", "1"));
    }
    boolean negative = false;
    Matcher inside = PARENTHESES.matcher(t);
    if (inside.matches()) {
      negative = true;
      t = inside.group(1);
    } else if (t.startsWith("-")) {
      negative = true;
      t = t.substring(1).strip();
    } else if (t.startsWith("+")) {
      t = t.substring(1).strip();
    }
    Reading r = unsigned(t, asked);
    if (!negative) {
      return r;
    }
    return switch (r) {
      case Reading.Certain(BigDecimal v, String u, boolean s) ->
          new Reading.Certain(v.negate(), u, s);
      case Reading.Ambiguous(BigDecimal v, BigDecimal e) ->
          new Reading.Ambiguous(v.negate(), e.negate());
      default -> r;
    };
  }

  /** Full-width digits and signs, every minus and every apostrophe in their plain form. */
  private static String plain(String text) {
    StringBuilder s = new StringBuilder(Spelling.clean(text).replace("\u00AD", ""));
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c >= '\uFF01' && c <= '\uFF5E') {
        c = (char) (c - 0xFEE0);
      }
      s.setCharAt(
          i,
          switch (c) {
            case '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\uFE63' -> '-';
            case '\u2019', '\u02BC', '\u2018' -> '\'';
            default -> c;
          });
    }
    return s.toString();
  }

  private static Reading unsigned(String t, Asked asked) {
    List<String> numbers = new ArrayList<>();
    List<String> units = new ArrayList<>();
    Matcher m = PAIR.matcher(t);
    int end = 0;
    while (m.lookingAt()) {
      numbers.add(m.group(1));
      units.add(m.group(2).strip());
      end = m.end();
      m.region(end, t.length());
    }
    if (numbers.isEmpty() || end != t.length()) {
      return new Reading.NotANumber();
    }
    if (numbers.size() > 1) {
      return compound(numbers, units, asked);
    }
    String unit = units.getFirst();
    Reading bare = digits(numbers.getFirst(), asked.isCount() && unit.isEmpty());
    if (unit.isEmpty() || bare instanceof Reading.NotANumber) {
      return bare;
    }
    UnitWords written = UnitWords.of(unit);
    if (written.noun().isEmpty() && !written.isMultiplierOnly()) {
      return new Reading.NotANumber();
    }
    if (!asked.unit().accepts(written)) {
      return unit.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '%' || c == '/')
          ? new Reading.OtherUnit(unit)
          : new Reading.NotANumber();
    }
    BigDecimal factor =
        written.times().divide(asked.unit().times(), MathContext.DECIMAL128).stripTrailingZeros();
    boolean isScaled = factor.compareTo(BigDecimal.ONE) != 0;
    return switch (bare) {
      case Reading.Certain(BigDecimal v, String u, boolean s) ->
          new Reading.Certain(v.multiply(factor), unit, isScaled);
      case Reading.Ambiguous(BigDecimal v, BigDecimal e) ->
          either(v.multiply(factor), e.multiply(factor), unit, isScaled, asked);
      default -> bare;
    };
  }

  /**
   * A conversion can prove one reading: the other would need more decimals than the cell keeps.
   * Without a conversion it proves nothing, people do type more decimals than are kept.
   */
  private static Reading either(
      BigDecimal vietnamese, BigDecimal english, String unit, boolean isScaled, Asked asked) {
    boolean vi = fits(vietnamese, asked);
    boolean en = fits(english, asked);
    if ((isScaled || asked.isCount()) && vi != en) {
      return new Reading.Certain(vi ? vietnamese : english, unit, isScaled);
    }
    return new Reading.Ambiguous(vietnamese, english);
  }

  private static boolean fits(BigDecimal n, Asked asked) {
    return n.stripTrailingZeros().scale() <= (asked.isCount() ? 0 : asked.scale());
  }

  /** {@code 12 tỷ 500 triệu}: whole numbers with ever smaller multipliers. */
  private static Reading compound(List<String> numbers, List<String> units, Asked asked) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal last = null;
    for (int i = 0; i < numbers.size(); i++) {
      UnitWords u = UnitWords.of(units.get(i));
      boolean isLast = i == numbers.size() - 1;
      if (!PLAIN.matcher(numbers.get(i)).matches()
          || !asked.unit().isMoney()
          || !(u.isMultiplierOnly() || (isLast && u.isMoney()))
          || (last != null && u.times().compareTo(last) >= 0)) {
        return new Reading.NotANumber();
      }
      last = u.times();
      sum = sum.add(new BigDecimal(numbers.get(i)).multiply(u.times()));
    }
    return new Reading.Certain(
        sum.divide(asked.unit().times(), MathContext.DECIMAL128), String.join(", ", units), true);
  }

  private static Reading digits(String t, boolean isCount) {
    if (PLAIN.matcher(t).matches()) {
      return certain(t);
    }
    if (ONE_GROUP.matcher(t).matches()) {
      BigDecimal whole = new BigDecimal(t.replaceAll("[.,]", ""));
      if (isCount) {
        return new Reading.Certain(whole, "", false);
      }
      BigDecimal fraction = new BigDecimal(t.replace(',', '.'));
      return t.contains(".")
          ? new Reading.Ambiguous(whole, fraction)
          : new Reading.Ambiguous(fraction, whole);
    }
    Matcher grouped = GROUPED.matcher(t);
    if (grouped.matches() && !grouped.group(1).equals(grouped.group(2))) {
      String group = grouped.group(1);
      String decimal = grouped.group(2);
      String without = t.replace(group, "");
      return certain(decimal == null ? without : without.replace(decimal, "."));
    }
    Matcher decimal = DECIMAL.matcher(t);
    return decimal.matches()
        ? certain(decimal.group(1) + "." + decimal.group(2))
        : new Reading.NotANumber();
  }

  private static Reading certain(String digits) {
    return digits.length() > 28
        ? new Reading.NotANumber()
        : new Reading.Certain(new BigDecimal(digits), "", false);
  }
}
