package vn.chitieu.workbook;

import java.util.Map;

/** Number formats: the numbers Excel has built in, and which formats show a day. */
final class NumberFormats {
  static final String GENERAL = "General";

  /** ECMA-376 part 1, 18.8.30; those that depend on the user's country in their Vietnamese form. */
  private static final Map<Integer, String> BUILT_IN =
      Map.ofEntries(
          Map.entry(0, GENERAL),
          Map.entry(1, "0"),
          Map.entry(2, "0.00"),
          Map.entry(3, "#,##0"),
          Map.entry(4, "#,##0.00"),
          Map.entry(9, "0%"),
          Map.entry(10, "0.00%"),
          Map.entry(11, "0.00E+00"),
          Map.entry(12, "# ?/?"),
          Map.entry(13, "# ??/??"),
          Map.entry(14, "dd/mm/yyyy"),
          Map.entry(15, "d-mmm-yy"),
          Map.entry(16, "d-mmm"),
          Map.entry(17, "mmm-yy"),
          Map.entry(18, "h:mm AM/PM"),
          Map.entry(19, "h:mm:ss AM/PM"),
          Map.entry(20, "h:mm"),
          Map.entry(21, "h:mm:ss"),
          Map.entry(22, "dd/mm/yyyy h:mm"),
          Map.entry(37, "#,##0 ;(#,##0)"),
          Map.entry(38, "#,##0 ;[Red](#,##0)"),
          Map.entry(39, "#,##0.00;(#,##0.00)"),
          Map.entry(40, "#,##0.00;[Red](#,##0.00)"),
          Map.entry(45, "mm:ss"),
          Map.entry(46, "[h]:mm:ss"),
          Map.entry(47, "mmss.0"),
          Map.entry(48, "##0.0E+0"),
          Map.entry(49, "@"));

  private NumberFormats() {}

  static String builtIn(int id) {
    return BUILT_IN.getOrDefault(id, GENERAL);
  }

  /**
   * Whether a format shows a number as a day. A format of hours and minutes only does not: what it
   * shows is no date.
   */
  static boolean showsDay(String format) {
    boolean month = false;
    boolean clock = false;
    for (int i = 0; i < format.length(); i++) {
      char c = Character.toLowerCase(format.charAt(i));
      switch (c) {
        case '"' -> {
          int end = format.indexOf('"', i + 1);
          i = end < 0 ? format.length() : end;
        }
        case '[' -> {
          int end = format.indexOf(']', i + 1);
          // [h], [mm], [s]: time that has passed; all else in brackets is a colour or a country
          clock |=
              end > i + 1
                  && "hHmMsS".indexOf(format.charAt(i + 1)) >= 0
                  && isOneLetter(format, i + 1, end);
          i = end < 0 ? format.length() : end;
        }
        case '\\', '_', '*' -> i++;
        case 'd', 'y' -> {
          return true;
        }
        case 'm' -> month = true;
        case 'h', 's' -> clock = true;
        case '#', '?', ';' -> {
          if (!month) {
            return false;
          }
        }
        default -> {
          // a separator, a placeholder, a word
        }
      }
    }
    return month && !clock;
  }

  private static boolean isOneLetter(String s, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (s.charAt(i) != s.charAt(from)) {
        return false;
      }
    }
    return true;
  }
}
