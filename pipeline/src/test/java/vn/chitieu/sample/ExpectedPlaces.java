package vn.chitieu.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two sources say, what rates are taken of, and what the tổ dân phố come to, reckoned from the
 * story's tables and the plan's alone, not by the product's SQL.
 */
final class ExpectedPlaces {
  private static final BigDecimal TOLERANCE = new BigDecimal("0.005");

  private final Story story;
  private final Map<String, Map<String, String>> measures = new LinkedHashMap<>();
  private final Map<String, String> authorities = new LinkedHashMap<>();

  ExpectedPlaces(Story story) {
    this.story = story;
    for (Map<String, String> m : PlanBook.table("plan/chi-tieu").maps()) {
      measures.put(m.get("code"), m);
    }
    for (Map<String, String> r : assignments()) {
      if (r.get("authority").equals("có")) {
        authorities.put(r.get("measure"), r.get("unit"));
      }
    }
  }

  private static List<Map<String, String>> assignments() {
    return PlanBook.table("plan/phan-cong").maps();
  }

  void write(Path dir) throws IOException {
    write(dir, "fct_reconciliation.csv", reconciliation());
    write(dir, "fct_denominator.csv", denominators());
    write(dir, "fct_area_total.csv", totals());
    write(dir, "fct_rollup.csv", parts());
  }

  private static void write(Path dir, String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static String period(int month) {
    return String.format("%d-%02d", PlanBook.YEAR, month);
  }

  // ---- two sources

  private String reconciliation() {
    StringBuilder s =
        new StringBuilder("measure_code,unit_code,period_code,lead_value,second_value,state\n");
    for (Map<String, String> a : assignments()) {
      if (a.get("authority").equals("có") || a.get("role").equals("phối hợp")) {
        continue;
      }
      String m = a.get("measure");
      for (int month = 1; month <= Story.LAST_MONTH; month++) {
        BigDecimal lead = figure(authorities.get(m), m, month);
        BigDecimal second = figure(a.get("unit"), m, month);
        boolean isOwed =
            measures.get(m).get("frequency").equals("hằng tháng")
                && story.nights.last().isAfter(story.dueOn.get(period(month)));
        if (lead == null && second == null && !isOwed) {
          continue;
        }
        s.append(String.join(",", m, a.get("unit"), period(month)));
        number(s, lead);
        number(s, second);
        s.append(',').append(state(lead, second)).append('\n');
      }
    }
    return s.toString();
  }

  private static String state(@Nullable BigDecimal lead, @Nullable BigDecimal second) {
    if (lead == null || second == null) {
      return lead != null ? "lead_only" : second != null ? "second_only" : "both_silent";
    }
    return second.subtract(lead).abs().compareTo(lead.abs().multiply(TOLERANCE)) <= 0
        ? "agree"
        : "conflict";
  }

  /** A rate in percent, a milestone by its criteria, else the number; null when none counts. */
  private @Nullable BigDecimal figure(String unit, String measure, int month) {
    if (story.neverCounts(unit, period(month), measure)) {
      return null;
    }
    String n = story.figure(unit, measure + "/n", month);
    if (n != null) {
      return rate(new BigDecimal(n), new BigDecimal(story.figure(unit, measure + "/d", month)));
    }
    String percent = story.figure(unit, measure + "/percent", month);
    String one = percent == null ? story.figure(unit, measure, month) : percent;
    return one == null ? null : new BigDecimal(one);
  }

  // ---- denominators

  private String denominators() {
    Map<String, BigDecimal> planned = new LinkedHashMap<>();
    for (Map<String, String> b : PlanBook.table("plan/so-lieu-goc").maps()) {
      String name = measures.get(b.get("measure")).get("denominator");
      if (b.get("period").isEmpty() && name.endsWith("(" + b.get("unit") + ")")) {
        planned.put(name, new BigDecimal(b.get("value")));
      }
    }
    StringBuilder s =
        new StringBuilder("measure_code,unit_code,period_code,value,plan_value,state\n");
    story.figures.forEach(
        (unit, items) ->
            items.forEach(
                (item, months) -> {
                  if (item.endsWith("/d")) {
                    String m = item.substring(0, item.indexOf('/'));
                    BigDecimal plan = planned.get(measures.get(m).get("denominator"));
                    months.forEach((month, v) -> denominator(s, m, unit, month, v, plan));
                  }
                }));
    return s.toString();
  }

  private void denominator(
      StringBuilder s, String m, String unit, int month, String value, @Nullable BigDecimal plan) {
    if (story.neverCounts(unit, period(month), m)) {
      return;
    }
    BigDecimal v = new BigDecimal(value);
    s.append(String.join(",", m, unit, period(month)));
    number(s, v);
    number(s, plan);
    s.append(',')
        .append(plan == null ? "no_plan_figure" : v.compareTo(plan) == 0 ? "agree" : "differs")
        .append('\n');
  }

  // ---- tổ dân phố

  private String totals() {
    StringBuilder s =
        new StringBuilder(
            "measure_code,unit_code,period_code,areas_expected,areas_reported,parts_value,state\n");
    eachBrokenDown(
        (m, unit, month, parts) -> {
          BigDecimal n = sum(parts, 0);
          boolean isRate = m.get("kind").equals("tỷ lệ");
          s.append(String.join(",", m.get("code"), unit, period(month)))
              .append(",12,")
              .append(parts.size());
          number(s, isRate ? rate(n, sum(parts, 1)) : n);
          s.append(",agree\n");
        });
    return s.toString();
  }

  private String parts() {
    StringBuilder s =
        new StringBuilder(
            "place_code,measure_code,period_code,value,remaining_value,numerator,denominator\n");
    eachBrokenDown(
        (m, unit, month, parts) ->
            parts.forEach(
                (area, p) -> {
                  boolean isRate = m.get("kind").equals("tỷ lệ");
                  boolean falls = m.get("code").equals("06b");
                  s.append(PlanBook.LOCALITY)
                      .append('/')
                      .append(String.join(",", area, m.get("code"), period(month)));
                  number(s, isRate ? rate(p[0], p[1]) : falls ? null : p[0]);
                  number(s, falls ? p[0] : null);
                  number(s, isRate ? p[0] : null);
                  number(s, isRate ? p[1] : null);
                  s.append('\n');
                }));
    return s.toString();
  }

  private interface BrokenDown {
    void accept(
        Map<String, String> measure, String unit, int month, Map<String, BigDecimal[]> parts);
  }

  private void eachBrokenDown(BrokenDown then) {
    for (Map<String, String> m : measures.values()) {
      if (m.get("by_area").equals("không")) {
        continue;
      }
      String code = m.get("code");
      String unit = authorities.get(code);
      for (int month = 1; month <= Story.LAST_MONTH; month++) {
        if (!story.neverCounts(unit, period(month), code)) {
          then.accept(m, unit, month, parts(m, unit, month));
        }
      }
    }
  }

  private Map<String, BigDecimal[]> parts(Map<String, String> m, String unit, int month) {
    String code = m.get("code");
    Map<String, BigDecimal[]> parts = new LinkedHashMap<>();
    if (m.get("by_area").equals("có/không")) {
      int yes = Integer.parseInt(story.figure(unit, code + "/n", month));
      for (int i = 0; i < story.areas.size(); i++) {
        parts.put(
            story.areas.get(i),
            new BigDecimal[] {i < yes ? BigDecimal.ONE : BigDecimal.ZERO, BigDecimal.ONE});
      }
      return parts;
    }
    int scale = Integer.parseInt(m.get("scale"));
    String weight = SampleInput.weight(code);
    boolean isRate = m.get("kind").equals("tỷ lệ");
    List<String> items = isRate ? List.of(code + "/n", code + "/d") : List.of(code);
    for (int i = 0; i < items.size(); i++) {
      int side = i;
      story
          .split(new BigDecimal(story.figure(unit, items.get(i), month)), weight, scale)
          .forEach((area, v) -> parts.computeIfAbsent(area, k -> new BigDecimal[2])[side] = v);
    }
    return parts;
  }

  private static BigDecimal sum(Map<String, BigDecimal[]> parts, int side) {
    return parts.values().stream().map(p -> p[side]).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal rate(BigDecimal n, BigDecimal d) {
    return n.movePointRight(2).divide(d, 6, RoundingMode.HALF_UP);
  }

  private static void number(StringBuilder s, @Nullable BigDecimal n) {
    s.append(',').append(n == null ? "" : n.setScale(6, RoundingMode.HALF_UP).toPlainString());
  }
}
