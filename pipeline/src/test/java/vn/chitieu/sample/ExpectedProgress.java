package vn.chitieu.sample;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How each measure must stand at the end of each month of the story, reckoned from its tables and
 * the plan's alone, by the rules of the trade and not by the product's SQL.
 */
final class ExpectedProgress {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** A target as the plan's table or a later decision has it. */
  private record Decided(
      LocalDate from,
      LocalDate assessedOn,
      String kind,
      String sign,
      @Nullable BigDecimal value,
      List<BigDecimal> quarters) {}

  /** What counts of a measure in a month; a rate is compared by its two numbers. */
  private record Reached(BigDecimal month, BigDecimal soFar, boolean isMet) {}

  private final Story story;
  private final Map<String, String> limits = new LinkedHashMap<>();
  private final Map<String, String> authorities = new LinkedHashMap<>();
  private final Map<String, List<Decided>> targets = new LinkedHashMap<>();
  private boolean isBroken;

  ExpectedProgress(Story story) {
    this.story = story;
    PlanBook.table("plan/nguong").maps().forEach(r -> limits.put(r.get("code"), r.get("value")));
    for (Map<String, String> r : PlanBook.table("plan/phan-cong").maps()) {
      if (r.get("authority").equals("có")) {
        authorities.put(r.get("measure"), r.get("unit"));
      }
    }
    for (Map<String, String> r : PlanBook.table("plan/giao").maps()) {
      targets
          .computeIfAbsent(r.get("measure"), k -> new ArrayList<>())
          .add(
              new Decided(
                  LocalDate.parse(r.get("valid_from")),
                  LocalDate.parse(r.get("assessed_on")),
                  r.get("kind"),
                  r.get("comparator"),
                  r.get("value").isEmpty() ? null : new BigDecimal(r.get("value")),
                  List.of()));
    }
    for (PlanBook.LateTarget l : SampleInput.lateTargets()) {
      targets
          .get(l.measure())
          .add(new Decided(l.validFrom(), l.assessedOn(), "bằng số", "≥", l.value(), l.quarters()));
    }
  }

  /** One line per measure and month. */
  String csv() {
    StringBuilder s =
        new StringBuilder(
            "measure_code,period_code,target,cumulative_value,expected_rate,completion_rate,"
                + "forecast_low,forecast_value,forecast_high,status_code\n");
    for (Map<String, String> m : PlanBook.table("plan/chi-tieu").maps()) {
      isBroken = false;
      for (int month = 1; month <= Story.LAST_MONTH; month++) {
        line(s, m, month);
      }
    }
    return s.toString();
  }

  private void line(StringBuilder s, Map<String, String> m, int month) {
    String code = m.get("code");
    String period = String.format("%d-%02d", PlanBook.YEAR, month);
    LocalDate ends = story.endsOn.get(period);
    Decided t =
        targets.get(code).stream()
            .filter(d -> !d.from().isAfter(ends))
            .max(java.util.Comparator.comparing(Decided::from))
            .orElse(null);
    Reached r = t == null ? null : reached(m, t, month).orElse(null);
    BigDecimal expected = t == null ? null : expected(m, t, month);
    boolean isNumber = t != null && t.kind().equals("bằng số");
    List<BigDecimal> forecast =
        r != null && isNumber && m.get("kind").equals("cộng dồn") && isLinear(m)
            ? forecast(m, month)
            : List.of();
    s.append(code).append(',').append(period);
    number(s, t == null ? null : t.value());
    number(s, r == null ? null : r.soFar());
    number(s, expected);
    number(s, r == null || !isNumber ? null : r.soFar().divide(t.value(), 6, RoundingMode.HALF_UP));
    for (int i = 0; i < 3; i++) {
      number(s, forecast.isEmpty() ? null : forecast.get(i));
    }
    s.append(',').append(status(m, t, r, expected, month, ends)).append('\n');
  }

  private static boolean isLinear(Map<String, String> m) {
    return m.get("pace").equals("đều theo tháng");
  }

  private String status(
      Map<String, String> m,
      @Nullable Decided t,
      @Nullable Reached r,
      @Nullable BigDecimal expected,
      int month,
      LocalDate ends) {
    if (t == null || t.kind().equals("chờ giao")) {
      return "pending_target";
    }
    if (t.kind().equals("cột mốc")) {
      String unit = authorities.get(m.get("code"));
      if ("có".equals(story.figure(unit, m.get("code") + "/done", month))) {
        return "achieved";
      }
      String percent = story.figure(unit, m.get("code") + "/percent", month);
      return percent != null && new BigDecimal(percent).signum() > 0 ? "on_track" : "not_assessed";
    }
    if (r == null) {
      return m.get("frequency").equals("khi có số") ? "not_assessed" : "not_reported";
    }
    if (t.kind().equals("duy trì")) {
      isBroken = isBroken || r.month().signum() > 0;
      return isBroken ? "failed" : "on_track";
    }
    boolean isLatest = month == Story.LAST_MONTH;
    LocalDate seen = isLatest ? story.nights.last() : ends;
    if (seen.isAfter(t.assessedOn())) {
      return r.isMet() ? "achieved" : "failed";
    }
    if (r.isMet()) {
      return m.get("pace").equals("giữ mức") ? "on_track" : "achieved";
    }
    return switch (m.get("pace")) {
      case "đều theo tháng" ->
          grade(r.soFar(), t.value().multiply(expected), "linear_watch", "linear_risk");
      case "giữ mức" -> grade(r.soFar(), t.value(), "level_watch", "level_risk");
      case "theo ngày" -> "watch";
      default ->
          r.soFar().signum() > 0 ? "on_track" : r.soFar().signum() < 0 ? "watch" : "not_assessed";
    };
  }

  private String grade(BigDecimal is, BigDecimal shouldBe, String watch, String risk) {
    return is.compareTo(shouldBe.multiply(new BigDecimal(limits.get(watch)))) >= 0
        ? "on_track"
        : is.compareTo(shouldBe.multiply(new BigDecimal(limits.get(risk)))) >= 0
            ? "watch"
            : "at_risk";
  }

  /** Which share of the target is expected by the end of a month; null when no share is. */
  private static @Nullable BigDecimal expected(Map<String, String> m, Decided t, int month) {
    if (t.kind().equals("duy trì")
        || (t.kind().equals("bằng số") && m.get("pace").equals("giữ mức"))) {
      return BigDecimal.ONE;
    }
    if (!t.kind().equals("bằng số") || !isLinear(m)) {
      return null;
    }
    if (t.quarters().isEmpty()) {
      return new BigDecimal(month).divide(new BigDecimal(12), 6, RoundingMode.HALF_UP);
    }
    List<BigDecimal> ends = new ArrayList<>();
    ends.add(BigDecimal.ZERO);
    ends.addAll(t.quarters());
    ends.add(t.value());
    BigDecimal before = ends.get(month / 3);
    BigDecimal after = ends.get(Math.min(4, month / 3 + 1));
    return before
        .add(
            after
                .subtract(before)
                .multiply(new BigDecimal(month % 3))
                .divide(new BigDecimal(3), MathContext.DECIMAL64))
        .divide(t.value(), 6, RoundingMode.HALF_UP);
  }

  /** The months' mean goes on; low and high are 1,28 deviations of what is still to come. */
  private List<BigDecimal> forecast(Map<String, String> m, int month) {
    if (month < Integer.parseInt(limits.get("forecast_months_min"))) {
      return List.of();
    }
    String unit = authorities.get(m.get("code"));
    double sum = 0;
    List<Double> months = new ArrayList<>();
    for (int k = 1; k <= month; k++) {
      double v = Double.parseDouble(story.figure(unit, m.get("code"), k));
      months.add(v);
      sum += v;
    }
    double mean = sum / month;
    double squares = months.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double left = 12 - month;
    double half =
        Double.parseDouble(limits.get("forecast_spread"))
            * Math.sqrt(squares / (month - 1) * (left + left * left / month));
    double middle = sum + left * mean;
    List<BigDecimal> forecast = new ArrayList<>();
    for (double f : new double[] {Math.max(sum, middle - half), middle, middle + half}) {
      forecast.add(BigDecimal.valueOf(f).setScale(6, RoundingMode.HALF_UP));
    }
    return forecast;
  }

  /** What the authority has said; empty when it has said nothing that counts. */
  private Optional<Reached> reached(Map<String, String> m, Decided t, int month) {
    String code = m.get("code");
    String unit = authorities.get(code);
    if (code.equals("06b") || code.equals("06c")) {
      BigDecimal start = new BigDecimal(150);
      BigDecimal fall = start.subtract(new BigDecimal(story.figure(unit, "06b", month)));
      BigDecimal soFar =
          code.equals("06b") ? fall : fall.multiply(HUNDRED).divide(start, 6, RoundingMode.HALF_UP);
      return Optional.of(new Reached(fall, soFar, soFar.compareTo(t.value()) >= 0));
    }
    String parts = m.get("kind").equals("tỷ lệ") ? "/n" : "";
    if (story.figure(unit, code + parts, month) == null) {
      return Optional.empty();
    }
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, BigDecimal> last = new TreeMap<>();
    for (int k = 1; k <= month; k++) {
      for (String part : parts.isEmpty() ? List.of("") : List.of("/n", "/d")) {
        BigDecimal v = new BigDecimal(story.figure(unit, code + part, k));
        sums.merge(part, v, BigDecimal::add);
        last.put(part, v);
      }
    }
    if (parts.isEmpty()) {
      boolean adds = m.get("kind").equals("cộng dồn");
      BigDecimal soFar = adds ? sums.get("") : last.get("");
      return Optional.of(new Reached(last.get(""), soFar, isMet(soFar, t.sign(), t.value())));
    }
    BigDecimal n = (m.get("numerator_kind").equals("cộng dồn") ? sums : last).get("/n");
    BigDecimal d = (m.get("denominator_kind").equals("cộng dồn") ? sums : last).get("/d");
    return Optional.of(
        new Reached(
            last.get("/n"),
            n.multiply(HUNDRED).divide(d, 6, RoundingMode.HALF_UP),
            isMet(n.multiply(HUNDRED), t.sign(), t.value().multiply(d))));
  }

  /** = is a goal to reach: more than 100 % is no failure. */
  private static boolean isMet(BigDecimal is, String sign, BigDecimal target) {
    int c = is.compareTo(target);
    return sign.equals(">") ? c > 0 : c >= 0;
  }

  private static void number(StringBuilder s, @Nullable BigDecimal n) {
    s.append(',').append(n == null ? "" : n.setScale(6, RoundingMode.HALF_UP).toPlainString());
  }
}
