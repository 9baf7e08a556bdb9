package vn.chitieu.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.chitieu.finding.Severity;

/** The Vietnamese words of the plan workbook's lists, and how numbers and days are written. */
public final class Words {
  static final Map<String, Measure.Kind> KIND =
      map(
          "cộng dồn", Measure.Kind.FLOW,
          "thời điểm", Measure.Kind.STOCK,
          "tỷ lệ", Measure.Kind.RATE,
          "cột mốc", Measure.Kind.MILESTONE,
          "cả năm", Measure.Kind.YEARLY);
  static final Map<String, Measure.Pace> PACE =
      map(
          "đều theo tháng", Measure.Pace.LINEAR,
          "giữ mức", Measure.Pace.LEVEL,
          "cuối năm", Measure.Pace.YEAR_END,
          "theo ngày", Measure.Pace.BY_DATE);
  static final Map<String, Measure.Adding> ADDING =
      map(
          "cộng dồn", Measure.Adding.FLOW,
          "thời điểm", Measure.Adding.STOCK,
          "cố định", Measure.Adding.FIXED);
  static final Map<String, Measure.ByArea> BY_AREA =
      map(
          "không", Measure.ByArea.NONE,
          "số", Measure.ByArea.NUMBER,
          "có/không", Measure.ByArea.YES_NO);
  static final Map<String, Measure.Frequency> FREQUENCY =
      map("hằng tháng", Measure.Frequency.MONTHLY, "khi có số", Measure.Frequency.WHEN_KNOWN);
  static final Map<String, Measure.Input> INPUT =
      map(
          "chính nó", Measure.Input.OWN,
          "số cuối kỳ", Measure.Input.STOCK,
          "suy ra", Measure.Input.DERIVED);
  static final Map<String, Target.Kind> TARGET_KIND =
      map(
          "bằng số", Target.Kind.NUMERIC,
          "khoảng", Target.Kind.RANGE,
          "duy trì", Target.Kind.MAINTAINED,
          "cột mốc", Target.Kind.MILESTONE,
          "chờ giao", Target.Kind.PENDING,
          "thu hồi", Target.Kind.WITHDRAWN);
  static final Map<String, Role> ROLE =
      map(
          "chủ trì", Role.LEAD,
          "đồng chủ trì", Role.CO_LEAD,
          "nguồn thứ hai", Role.SECOND_SOURCE,
          "phối hợp", Role.COORDINATES);
  static final Map<String, Plan.PlaceKind> PLACE_KIND =
      map(
          "tổ dân phố", Plan.PlaceKind.AREA,
          "địa bàn", Plan.PlaceKind.LOCALITY);
  static final Map<String, Period.Kind> PERIOD_KIND =
      map(
          "tháng", Period.Kind.MONTH,
          "quý", Period.Kind.QUARTER,
          "nửa năm", Period.Kind.HALF,
          "chín tháng", Period.Kind.NINE_MONTHS,
          "năm", Period.Kind.YEAR,
          "chốt năm", Period.Kind.FINAL);
  static final Map<String, Severity> SEVERITY =
      map(
          "từ chối tệp", Severity.REFUSE,
          "giữ lại dòng", Severity.HOLD,
          "hỏi lý do", Severity.ASK,
          "để biết", Severity.NOTE);
  static final Map<String, Plan.Signing.Kind> SIGNING =
      map("tiếp nhận", Plan.Signing.Kind.ACCEPTED, "ký", Plan.Signing.Kind.SIGNED);
  static final Map<String, Boolean> STAGE = map("áp dụng", true, "thử", false);
  private static final Map<String, String> COMPARATOR =
      map("≥", ">=", ">", ">", "=", "=", "≤", "<=", "<", "<");

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private Words() {}

  @SuppressWarnings("unchecked")
  private static <E> Map<String, E> map(Object... wordsAndValues) {
    Map<String, E> m = new LinkedHashMap<>();
    for (int i = 0; i < wordsAndValues.length; i += 2) {
      m.put((String) wordsAndValues[i], (E) wordsAndValues[i + 1]);
    }
    return java.util.Collections.unmodifiableMap(m);
  }

  static <E> String word(Map<String, E> words, E value) {
    return words.entrySet().stream()
        .filter(e -> e.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(value.toString());
  }

  /** What the office calls an act on the sheet of signatures. */
  public static String signing(Plan.Signing.Kind kind) {
    return word(SIGNING, kind);
  }

  /** {@code ≥} → {@code >=}; empty when the sign is none of the five. */
  static String comparator(String sign) {
    return COMPARATOR.getOrDefault(sign, "");
  }

  /** {@code >=} → {@code ≥}. */
  public static String sign(String comparator) {
    return comparator.isEmpty() ? "" : word(COMPARATOR, comparator);
  }

  /** A target as people read it: {@code ≥ 578,625}, {@code chờ giao}, {@code duy trì 0}. */
  public static String target(Target t) {
    BigDecimal value = t.value() == null ? BigDecimal.ZERO : t.value();
    return switch (t.kind()) {
      case NUMERIC -> sign(t.comparator()) + " " + number(value);
      case RANGE -> number(value) + " – " + number(t.high() == null ? BigDecimal.ZERO : t.high());
      case MAINTAINED -> "duy trì " + number(value);
      case MILESTONE -> "hoàn thành trong năm";
      case PENDING -> "chờ giao";
      case WITHDRAWN -> "đã thu hồi";
    };
  }

  /** A number as Vietnamese write it: decimal comma, thousands dot, no needless zeros. */
  public static String number(BigDecimal n) {
    BigDecimal s = n.stripTrailingZeros();
    String plain = (s.scale() < 0 ? s.setScale(0) : s).toPlainString();
    boolean negative = plain.startsWith("-");
    String digits = negative ? plain.substring(1) : plain;
    int dot = digits.indexOf('.');
    String whole = dot < 0 ? digits : digits.substring(0, dot);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % 3 == 0) {
        out.append('.');
      }
      out.append(whole.charAt(i));
    }
    if (dot >= 0) {
      out.append(',').append(digits, dot + 1, digits.length());
    }
    return negative ? "-" + out : out.toString();
  }

  /** {@code dd/MM/yyyy}. */
  public static String day(LocalDate d) {
    return d.format(DAY);
  }

  /** {@code thứ Ba 17/11/2026}. */
  public static String dayAndDate(LocalDate day) {
    String name =
        switch (day.getDayOfWeek()) {
          case MONDAY -> "thứ Hai";
          case TUESDAY -> "thứ Ba";
          case WEDNESDAY -> "thứ Tư";
          case THURSDAY -> "thứ Năm";
          case FRIDAY -> "thứ Sáu";
          case SATURDAY -> "thứ Bảy";
          case SUNDAY -> "Chủ nhật";
        };
    return name + " " + day(day);
  }
}
