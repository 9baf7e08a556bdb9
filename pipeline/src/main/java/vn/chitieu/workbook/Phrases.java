package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.text.Normalizer;
import vn.chitieu.plan.Words;

/**
 * How numbers, dates and names are written for people: decimal comma, thousands dot, dd/MM/yyyy.
 */
final class Phrases {
  private static final int NAME = 60;

  private Phrases() {}

  static String count(long n) {
    return Words.number(BigDecimal.valueOf(n));
  }

  static String megabytes(long bytes) {
    return count(bytes >> 20) + " MB";
  }

  /** The first letter small, for use within a sentence. */
  static String lowerFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + s.substring(1);
  }

  /** A name as it may be quoted in one line. */
  static String shorten(String name) {
    return name.length() <= NAME ? name : name.substring(0, NAME) + "…";
  }

  static String nfc(String s) {
    int i = 0;
    while (i < s.length() && isComposed(s.charAt(i))) {
      i++;
    }
    return i == s.length() || Normalizer.isNormalized(s, Normalizer.Form.NFC)
        ? s
        : Normalizer.normalize(s, Normalizer.Form.NFC);
  }

  /** A character that stands in NFC whatever its neighbours: Latin, and Vietnamese in one piece. */
  private static boolean isComposed(char c) {
    return c < 0x300 || c >= 0x1EA0 && c <= 0x1EF9 || c >= 0x2010 && c <= 0x2027;
  }

  /** Whether nothing can be seen: spaces of every kind, byte order marks, zero-width spaces. */
  static boolean isBlank(String s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!Character.isWhitespace(c)
          && !Character.isSpaceChar(c)
          && c != '\uFEFF'
          && c != '\u200B'
          && c != '\u200C'
          && c != '\u200D'
          && c != '\u2060') {
        return false;
      }
    }
    return true;
  }
}
