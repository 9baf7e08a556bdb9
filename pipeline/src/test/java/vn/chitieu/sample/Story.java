package vn.chitieu.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The year's story as told by the text tables: who dropped what on which night, and what counts in
 * the end. Knows nothing of the product: no rule, no SQL.
 */
final class Story {
  static final int LAST_MONTH = 10;

  /** The units that report, in the order of the plan. */
  static final List<String> UNITS =
      List.of(
          "kthtdt",
          "vhxh",
          "ttpvhcc",
          "bchqs",
          "cap",
          "thue",
          "kho-bac",
          "ban-qlda",
          "thong-ke",
          "bhxh",
          "tram-y-te");

  /** Whose ordinary form comes on the last day; the others' a working day before. */
  private static final Set<String> LAST_MINUTE = Set.of("kthtdt", "ttpvhcc", "ban-qlda");

  /**
   * One drop.
   *
   * @param folder the unit folder it is laid in
   * @param changes item → what stands there instead of what finally counts
   * @param explanations item → words beside it
   * @param outcome what should become of it
   * @param uncounted measures that never count, though typed
   * @param asks measures the workbook is asked to explain
   */
  record Drop(
      LocalDate night,
      String unit,
      String folder,
      String period,
      String file,
      Map<String, String> changes,
      Map<String, String> explanations,
      boolean isTruncated,
      boolean isAgain,
      String outcome,
      Set<String> uncounted,
      Set<String> asks) {
    int month() {
      return Integer.parseInt(period.substring(5));
    }
  }

  /** unit → item → month → what finally counts, as text. */
  final Map<String, Map<String, Map<Integer, String>>> figures = new LinkedHashMap<>();

  /** The tasks of the plan, in its order. */
  final List<Map<String, String>> tasks = PlanBook.table("plan/nhiem-vu").maps();

  /** Difficulties: unit, months, row, text and the rest of it. */
  final List<Map<String, String>> difficulties = PlanBook.table("vuong-mac").maps();

  /** What units answered to the office's questions. */
  final List<Map<String, String>> answers = PlanBook.table("giai-trinh").maps();

  private final List<Map<String, String>> tasksOutOfCourse = PlanBook.table("tien-do").maps();

  /** In night order, then in the order of file names. */
  final List<Drop> drops = new ArrayList<>();

  /** Every night that is played, also the quiet ones. */
  final TreeSet<LocalDate> nights = new TreeSet<>();

  final Map<String, LocalDate> dueOn = new TreeMap<>();
  final Map<String, LocalDate> endsOn = new TreeMap<>();
  final List<String> areas = new ArrayList<>();
  private final Map<String, Map<String, BigDecimal>> weights = new HashMap<>();
  private final Set<LocalDate> holidays;

  Story() {
    holidays =
        PlanBook.table("plan/ngay-nghi").rows().stream()
            .map(r -> LocalDate.parse(r.getFirst()))
            .collect(Collectors.toSet());
    for (Map<String, String> p : PlanBook.periods().maps()) {
      dueOn.put(p.get("code"), LocalDate.parse(p.get("due")));
      endsOn.put(p.get("code"), LocalDate.parse(p.get("end")));
    }
    for (Map<String, String> r : PlanBook.table("to-dan-pho").maps()) {
      areas.add(r.get("code"));
      for (String w : List.of("households", "people", "families", "near_poor")) {
        weights
            .computeIfAbsent(w, k -> new LinkedHashMap<>())
            .put(r.get("code"), new BigDecimal(r.get(w)));
      }
    }
    for (Map<String, String> r : PlanBook.table("so-lieu").maps()) {
      Map<Integer, String> months =
          figures
              .computeIfAbsent(r.get("unit"), k -> new LinkedHashMap<>())
              .computeIfAbsent(r.get("item"), k -> new TreeMap<>());
      for (int m = 1; m <= LAST_MONTH; m++) {
        String v = r.get(String.format("%02d", m));
        if (!v.isEmpty()) {
          months.put(m, v);
        }
      }
    }
    Set<String> told = new TreeSet<>();
    for (Map<String, String> r : PlanBook.table("cau-chuyen").maps()) {
      told.add(r.get("unit") + "/" + r.get("period"));
      if (!r.get("night").equals("never")) {
        drops.add(drop(r));
      }
    }
    for (int m = 1; m <= LAST_MONTH; m++) {
      String period = String.format("%d-%02d", PlanBook.YEAR, m);
      nights.add(endsOn.get(period)); // a quiet night: the forms lie there, nobody has sent
      for (String unit : UNITS) {
        if (!told.contains(unit + "/" + period)) {
          LocalDate due = dueOn.get(period);
          drops.add(
              new Drop(
                  LAST_MINUTE.contains(unit) ? due : workingDayBefore(due),
                  unit,
                  unit,
                  period,
                  period + "_" + unit + ".xlsx",
                  Map.of(),
                  Map.of(),
                  false,
                  false,
                  "accepted",
                  Set.of(),
                  Set.of()));
        }
      }
    }
    drops.sort(
        Comparator.comparing(Drop::night).thenComparing(Drop::folder).thenComparing(Drop::file));
    for (Drop d : drops) {
      nights.add(d.night());
      nights.add(d.night().minusDays(1)); // no missed night, so that each drop keeps its day
    }
    nights.add(nights.last().plusDays(1)); // the morning after the last deadline
  }

  private static Drop drop(Map<String, String> r) {
    Map<String, String> changes = new LinkedHashMap<>();
    Map<String, String> explanations = new LinkedHashMap<>();
    String folder = r.get("unit");
    boolean truncated = false;
    boolean again = false;
    Set<String> asks = new TreeSet<>();
    for (String change : r.get("changes").split(";")) {
      String c = change.strip();
      if (c.equals("@truncate")) {
        truncated = true;
      } else if (c.equals("@again")) {
        again = true;
      } else if (c.startsWith("@asks=")) {
        asks.add(c.substring("@asks=".length()));
      } else if (c.startsWith("@folder=")) {
        folder = c.substring("@folder=".length());
      } else if (c.contains("!=")) {
        explanations.put(c.substring(0, c.indexOf("!=")), c.substring(c.indexOf("!=") + 2));
      } else if (!c.isEmpty()) {
        changes.put(c.substring(0, c.indexOf('=')), c.substring(c.indexOf('=') + 1));
      }
    }
    Set<String> uncounted = new TreeSet<>();
    for (String c : r.get("counts").split(";")) {
      if (c.strip().endsWith("=no")) {
        uncounted.add(c.strip().replace("=no", ""));
      }
    }
    return new Drop(
        LocalDate.parse(r.get("night")),
        r.get("unit"),
        folder,
        r.get("period"),
        r.get("file"),
        changes,
        explanations,
        truncated,
        again,
        r.get("outcome"),
        uncounted,
        asks);
  }

  private LocalDate workingDayBefore(LocalDate day) {
    LocalDate d = day.minusDays(1);
    while (d.getDayOfWeek().getValue() > 5 || holidays.contains(d)) {
      d = d.minusDays(1);
    }
    return d;
  }

  /** What a unit finally says in an item in a month; null when nothing. */
  String figure(String unit, String item, int month) {
    return figures.getOrDefault(unit, Map.of()).getOrDefault(item, Map.of()).get(month);
  }

  /**
   * What is said of a task in a month; texts as they are typed, empty when left blank.
   *
   * @param percent null when left blank
   */
  record TaskSaid(String state, Integer percent, String newDue, String reason) {}

  /** What a unit says of one of its tasks in a month; null when it leaves the row blank. */
  TaskSaid taskSaid(Map<String, String> task, int month) {
    for (Map<String, String> t : tasksOutOfCourse) {
      if (t.get("task").equals(task.get("code")) && t.get("month").equals("" + month)) {
        return t.get("state").isEmpty()
            ? null
            : new TaskSaid(
                t.get("state"),
                Integer.valueOf(t.get("percent")),
                t.get("new_due"),
                t.get("reason"));
      }
    }
    int i =
        tasks.stream().filter(t -> t.get("unit").equals(task.get("unit"))).toList().indexOf(task);
    LocalDate due = LocalDate.parse(task.get("due"));
    boolean isPast = endsOn.get(String.format("%d-%02d", PlanBook.YEAR, month)).isAfter(due);
    boolean slow = i % 5 == 3; // one task in five is behind, and says so
    boolean done = isPast && !slow;
    boolean begun = month > i % 4;
    return new TaskSaid(
        done ? "đã hoàn thành" : begun ? "đang thực hiện" : "chưa bắt đầu",
        done ? Integer.valueOf(100) : begun ? Math.min(95, month * (slow ? 6 : 9)) : null,
        slow && isPast ? due.plusMonths(2).toString() : "",
        slow && isPast ? "chờ hướng dẫn của cấp trên (minh họa)" : "");
  }

  /** Whether a difficulty is raised in a month. */
  static boolean isRaised(Map<String, String> difficulty, int month) {
    String[] months = difficulty.get("months").split("-");
    return month >= Integer.parseInt(months[0]) && month <= Integer.parseInt(months[1]);
  }

  /** The files with which a unit tried to report a period, in the order they came. */
  List<Drop> attempts(String unit, String period) {
    return drops.stream()
        .filter(d -> d.unit().equals(unit) && d.folder().equals(unit))
        .filter(d -> d.period().equals(period))
        // one that cannot be opened does not say what it is
        .filter(d -> !d.outcome().equals("unreadable"))
        .toList();
  }

  /** Whether nothing that a unit sent of a measure in a period counts in the end. */
  boolean neverCounts(String unit, String period, String measure) {
    List<Drop> of =
        drops.stream()
            .filter(d -> d.unit().equals(unit) && d.folder().equals(unit))
            .filter(d -> d.period().equals(period) && d.outcome().startsWith("accepted"))
            .toList();
    return of.isEmpty() || of.stream().allMatch(d -> d.uncounted().contains(measure));
  }

  /** Splits a total over the tổ dân phố by their weight, to the last unit of the scale. */
  Map<String, BigDecimal> split(BigDecimal total, String weight, int scale) {
    Map<String, BigDecimal> w = weights.get(weight);
    BigDecimal sum = w.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<String, BigDecimal> parts = new LinkedHashMap<>();
    BigDecimal left = total;
    for (String area : areas) {
      BigDecimal part = total.multiply(w.get(area)).divide(sum, scale, RoundingMode.DOWN);
      parts.put(area, part);
      left = left.subtract(part);
    }
    BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
    for (int i = 0; left.signum() > 0; i = (i + 1) % areas.size()) {
      parts.merge(areas.get(i), step, BigDecimal::add);
      left = left.subtract(step);
    }
    return parts;
  }
}
