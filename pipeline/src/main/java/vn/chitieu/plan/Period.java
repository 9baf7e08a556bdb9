package vn.chitieu.plan;

import java.time.LocalDate;

/**
 * A reporting period (kỳ báo cáo) of one calendar.
 *
 * @param code {@code 2026-10}, {@code 2026-Q3}, {@code 2026-final}
 * @param kind month, quarter, …
 * @param calendarCode the calendar it belongs to
 * @param label {@code Tháng 10/2026}
 * @param startsOn first day, inclusive
 * @param endsOn last day (chốt số liệu), inclusive
 * @param dueOn last day on which a report is on time
 * @param isCollected whether units fill a form for it; others are made of months
 */
public record Period(
    String code,
    Kind kind,
    String calendarCode,
    String label,
    LocalDate startsOn,
    LocalDate endsOn,
    LocalDate dueOn,
    boolean isCollected) {

  /** The year that a period's code begins with; 0 when it begins with none. */
  public static int yearOf(String code) {
    return code.matches("20\\d\\d(-.*)?") ? Integer.parseInt(code.substring(0, 4)) : 0;
  }

  public enum Kind {
    MONTH,
    QUARTER,
    HALF,
    NINE_MONTHS,
    YEAR,
    FINAL
  }
}
