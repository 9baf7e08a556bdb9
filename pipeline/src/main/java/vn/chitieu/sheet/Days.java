package vn.chitieu.sheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days as people type them into text cells: day, month, year in the Vietnamese order. */
public final class Days {
  /** How a text reads. */
  public sealed interface Reading {
    record Certain(LocalDate day) implements Reading {}

    /** Month before day, known because the second number is no month. */
    record Swapped(LocalDate day) implements Reading {}

    /** A day that must be guessed at: no year, or a serial number whose origin is not known. */
    record Guess(LocalDate day) implements Reading {}

    record NotADay() implements Reading {}
  }

  private static final Pattern WORDS =
      Pattern.compile("(?:ngay1 )?(\\d{1,2}) thang2 (\\d{1,2})(?: năm (\\d{4}))?");
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?:ngày )?(\\d{1,2})\\s*[/.\\-]\\s*(\\d{1,2})\\s*[/.\\-]\\s*(\\d{4}|\\d{2})");
  private static final Pattern NO_YEAR =
      Pattern.compile("(?:ngày )?(\\d{1,2})\\s*[/.\\-]\\s*(\\d{1,2})");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})\\s*[/.\\-]\\s*(\\d{1,2})\\s*[/.\\-]\\s*(\\d{1,2})(?:[T ].*)?");
  private static final Pattern SERIAL = Pattern.compile("[34]\\d{4}");

  private Days() {}

  /**
   * Reads a text.
   *
   * @param today a day without a year is taken for the one nearest to it
   * @param isPast on which side of it: the last such day until then, or the first from then on
   */
  public static Reading read(String text, LocalDate today, boolean isPast) {
    String t = Spelling.clean(text).toLowerCase(java.util.Locale.ROOT);
    Matcher m = NUMBERS.matcher(t);
    if (m.matches()) {
      int year = number(m, 3);
      return ordered(number(m, 1), number(m, 2), year < 100 ? 2000 + year : year);
    }
    m = ISO.matcher(t);
    if (m.matches()) {
      LocalDate day = day(number(m, 3), number(m, 2), number(m, 1));
      return day == null ? new Reading.NotADay() : new Reading.Certain(day);
    }
    m = WORDS.matcher(Spelling.key(t));
    if (m.matches()) {
      return m.group(3) == null
          ? withoutYear(number(m, 1), number(m, 2), today, isPast)
          : ordered(number(m, 1), number(m, 2), number(m, 3));
    }
    m = NO_YEAR.matcher(t);
    if (m.matches()) {
      return withoutYear(number(m, 1), number(m, 2), today, isPast);
    }
    if (SERIAL.matcher(t).matches()) {
      return new Reading.Guess(LocalDate.of(1899, 12, 30).plusDays(Integer.parseInt(t)));
    }
    return new Reading.NotADay();
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static Reading ordered(int first, int second, int year) {
    LocalDate day = day(first, second, year);
    if (day != null) {
      return new Reading.Certain(day);
    }
    LocalDate swapped = second > 12 ? day(second, first, year) : null;
    return swapped == null ? new Reading.NotADay() : new Reading.Swapped(swapped);
  }

  private static Reading withoutYear(int day, int month, LocalDate today, boolean isPast) {
    for (int years = 0; years < 5; years++) { // 29/02
      LocalDate d = day(day, month, today.getYear() + (isPast ? -years : years));
      if (d != null && (isPast ? !d.isAfter(today) : !d.isBefore(today))) {
        return new Reading.Guess(d);
      }
    }
    return new Reading.NotADay();
  }

  private static @Nullable LocalDate day(int day, int month, int year) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null; // 31/02
    }
  }
}
