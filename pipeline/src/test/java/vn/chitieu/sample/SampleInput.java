package vn.chitieu.sample;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import vn.chitieu.intake.Archive;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Unit;
import vn.chitieu.workbook.Prefill;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * Writes {@code sample-input/} from the story: the plan workbook, what lay in the share each night,
 * and what the warehouse must say in the end. The same story gives the same bytes.
 *
 * <pre>cd pipeline; mvn -q test-compile exec:java …SampleInput</pre>
 */
public final class SampleInput {
  private static final LocalDate PLAN_CHANGES = LocalDate.of(2026, 7, 20);

  private final Path root;
  private final Story story = new Story();

  /** unit/item → month → the last figure that was sent, for the cumulative a form shows. */
  private final Map<String, Map<Integer, BigDecimal>> sent = new HashMap<>();

  private SampleInput(Path root) {
    this.root = root;
  }

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  /** Writes everything under a folder. */
  static void write(Path root) throws IOException {
    new SampleInput(root).write();
  }

  private void write() throws IOException {
    Path planFile = root.resolve("plan/thuy-nguyen-2026.xlsx");
    PlanBook.write(planFile, List.of());
    Path laterFile =
        root.resolve("nights/" + PLAN_CHANGES + "/" + PlanBook.LOCALITY + "/van-phong")
            .resolve("thuy-nguyen-2026.xlsx");
    PlanBook.write(laterFile, lateTargets());
    Plan first = plan(planFile);
    Plan later = plan(laterFile);
    story.nights.add(PLAN_CHANGES);
    story.nights.add(PLAN_CHANGES.minusDays(1));
    for (LocalDate night : story.nights) {
      Path dir = root.resolve("nights/" + night);
      Files.createDirectories(dir);
      if (story.drops.stream().noneMatch(d -> d.night().equals(night))
          && !night.equals(PLAN_CHANGES)) {
        Files.writeString(dir.resolve(".gitkeep"), "");
      }
    }
    Map<String, byte[]> byName = new HashMap<>();
    for (Story.Drop drop : story.drops) {
      Path file =
          root.resolve("nights/" + drop.night() + "/" + PlanBook.LOCALITY + "/" + drop.folder())
              .resolve(drop.file());
      String key = drop.unit() + "/" + drop.file();
      if (drop.isAgain()) {
        Files.createDirectories(file.getParent());
        Files.write(file, byName.get(key));
        continue;
      }
      LocalDate issued = story.endsOn.get(drop.period()).minusDays(10);
      fill(drop, issued.isBefore(PLAN_CHANGES) ? first : later, file);
      byte[] bytes = Files.readAllBytes(file);
      byName.put(key, bytes);
      if (drop.isTruncated()) {
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
      }
    }
    new Expected(story).write(root.resolve("expected"));
  }

  /**
   * What was decided in July; both are made up: the city had assigned no figure for 02 when the
   * plan was written, and the plan gives no schedule for any measure.
   */
  static List<PlanBook.LateTarget> lateTargets() {
    return List.of(
        new PlanBook.LateTarget(
            "02",
            new BigDecimal("8500"),
            List.of(),
            LocalDate.of(2026, 7, 15),
            LocalDate.of(2027, 3, 31),
            "minh họa",
            LocalDate.of(2026, 7, 10),
            "UBND thành phố Hải Phòng",
            "mức giao minh họa, không phải số thật"),
        new PlanBook.LateTarget(
            "04a",
            new BigDecimal("200"),
            List.of(new BigDecimal("40"), new BigDecimal("90"), new BigDecimal("145")),
            LocalDate.of(2026, 7, 15),
            LocalDate.of(2026, 12, 31),
            "minh họa",
            LocalDate.of(2026, 7, 10),
            "UBND phường Thủy Nguyên",
            "giữ mức giao, thêm tiến độ từng quý; tiến độ là minh họa"));
  }

  private static Plan plan(Path file) throws IOException {
    if (Workbooks.read(file) instanceof Reading.Form(var draft)) {
      PlanReader.PlanReading reading =
          PlanReader.read(draft, PlanBook.LOCALITY, Archive.hash(file), Optional.empty());
      return reading
          .plan()
          .orElseThrow(
              () -> new IllegalStateException("the plan is refused: " + reading.findings()));
    }
    throw new IllegalStateException("the plan cannot be read");
  }

  // ---- one form

  private void fill(Story.Drop drop, Plan plan, Path file) throws IOException {
    Unit unit = plan.getUnit(drop.unit());
    Period period = plan.getPeriod(drop.period());
    Map<String, BigDecimal> before = new LinkedHashMap<>();
    for (Item item : plan.listItems(unit.code(), period)) {
      Map<Integer, BigDecimal> months =
          sent.getOrDefault(unit.code() + "/" + item.code(), Map.of());
      BigDecimal cumulative = null;
      for (int m = 1; m < drop.month(); m++) {
        BigDecimal n = months.get(m);
        if (n != null) {
          cumulative =
              item.adding() == Measure.Adding.FLOW && cumulative != null ? cumulative.add(n) : n;
        }
      }
      if (cumulative != null) {
        before.put(item.code(), cumulative);
      }
    }
    Path blank = Files.createTempFile("form", ".xlsx");
    Workbooks.template(plan, unit, period, new Prefill(before, Map.of(), List.of()), true, blank);
    try (InputStream in = Files.newInputStream(blank);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      fillValues(drop, plan, unit, period, book.getSheet("Số liệu"));
      if (!plan.listAreaMeasures(unit.code(), period).isEmpty()) {
        fillAreas(drop, plan, unit, period, book.getSheet("Tổ dân phố"));
      }
      if (!plan.listTasks(unit.code()).isEmpty()) {
        fillTasks(drop, plan, unit, book.getSheet("Nhiệm vụ"));
      }
      fillDifficulties(drop, book.getSheet("Vướng mắc"));
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      PlanBook.Deterministic.write(book, file);
    } finally {
      Files.delete(blank);
    }
  }

  private void fillValues(Story.Drop drop, Plan plan, Unit unit, Period period, Sheet sheet) {
    FormSheet columns = new FormSheet(sheet);
    for (Item item : plan.listItems(unit.code(), period)) {
      String finally_ = story.figure(unit.code(), item.code(), drop.month());
      String value = drop.changes().getOrDefault(item.code(), finally_);
      Row row = columns.row("item", item.code());
      if (value != null) {
        put(columns.cell(row, "value"), value, item.part() == Item.Part.DONE_ON);
        if (value.matches("-?[0-9.]+") && item.part() != Item.Part.DONE_ON) {
          sent.computeIfAbsent(unit.code() + "/" + item.code(), k -> new TreeMap<>())
              .put(drop.month(), new BigDecimal(value));
        } else if (value.startsWith("'") && finally_ != null) {
          sent.computeIfAbsent(unit.code() + "/" + item.code(), k -> new TreeMap<>())
              .put(drop.month(), new BigDecimal(finally_));
        }
      }
      String words = drop.explanations().get(item.code());
      if (words != null) {
        columns.cell(row, "explanation").setCellValue(words);
      }
    }
  }

  private void fillAreas(Story.Drop drop, Plan plan, Unit unit, Period period, Sheet sheet) {
    FormSheet columns = new FormSheet(sheet);
    for (Measure m : plan.listAreaMeasures(unit.code(), period)) {
      for (String part : parts(m)) {
        String total = story.figure(unit.code(), part, drop.month());
        if (total == null) {
          continue;
        }
        String column = m.byArea() == Measure.ByArea.YES_NO ? m.code() : part;
        if (m.byArea() == Measure.ByArea.YES_NO) {
          if (part.endsWith("/n")) {
            int yes = Integer.parseInt(total);
            for (int i = 0; i < story.areas.size(); i++) {
              columns
                  .cell(columns.row("area", story.areas.get(i)), column)
                  .setCellValue(i < yes ? "có" : "không");
            }
          }
          continue;
        }
        Map<String, BigDecimal> split =
            story.split(new BigDecimal(total), weight(m.code()), m.scale());
        split.forEach(
            (area, n) ->
                columns.cell(columns.row("area", area), column).setCellValue(n.doubleValue()));
      }
    }
  }

  private static List<String> parts(Measure m) {
    return m.kind() == Measure.Kind.RATE
        ? List.of(m.code() + "/n", m.code() + "/d")
        : List.of(m.code());
  }

  private static String weight(String measure) {
    return switch (measure) {
      case "06a", "07b" -> "households";
      case "06b" -> "near_poor";
      case "08a" -> "families";
      default -> "people";
    };
  }

  private void fillTasks(Story.Drop drop, Plan plan, Unit unit, Sheet sheet) {
    FormSheet columns = new FormSheet(sheet);
    int i = 0;
    for (Task task : plan.listTasks(unit.code())) {
      Row row = columns.row("task", task.code());
      LocalDate end = story.endsOn.get(drop.period());
      boolean slow = i % 5 == 3; // one task in five is behind, and says so
      boolean done = task.dueOn() != null && end.isAfter(task.dueOn()) && !slow;
      boolean begun = drop.month() > i % 4;
      columns
          .cell(row, "state")
          .setCellValue(done ? "đã hoàn thành" : begun ? "đang thực hiện" : "chưa bắt đầu");
      if (done || begun) {
        columns
            .cell(row, "percent")
            .setCellValue(done ? 100 : Math.min(95, drop.month() * (slow ? 6 : 9)));
      }
      if (slow && task.dueOn() != null && end.isAfter(task.dueOn())) {
        put(columns.cell(row, "new_due"), task.dueOn().plusMonths(2).toString(), true);
        columns.cell(row, "reason").setCellValue("chờ hướng dẫn của cấp trên (minh họa)");
      }
      i++;
    }
  }

  private void fillDifficulties(Story.Drop drop, Sheet sheet) {
    if (drop.unit().equals("kthtdt") && drop.month() >= 3) {
      difficulty(
          sheet,
          1,
          "Chậm bàn giao mặt bằng một dự án đường nội bộ (minh họa)",
          "2026-02-20",
          "UBND phường",
          "Sớm phê duyệt phương án bồi thường");
    }
    if (drop.unit().equals("vhxh") && drop.month() >= 6) {
      difficulty(
          sheet,
          1,
          "Thiếu kinh phí sửa phòng chức năng của trường (minh họa)",
          "2026-05-10",
          "UBND phường",
          "Bố trí kinh phí trong quý III");
    }
    if (drop.unit().equals("ban-qlda") && drop.month() >= 8) {
      difficulty(
          sheet,
          1,
          "Nhà thầu thi công chậm (minh họa)",
          "2026-07-01",
          "Phòng KTHTĐT",
          "Đôn đốc, xem xét điều chuyển vốn");
    }
  }

  private static void difficulty(
      Sheet sheet, int no, String what, String since, String to, String proposal) {
    FormSheet columns = new FormSheet(sheet);
    Row row = columns.row("no", Integer.toString(no));
    columns.cell(row, "what").setCellValue(what);
    put(columns.cell(row, "since"), since, true);
    columns.cell(row, "proposed_to").setCellValue(to);
    columns.cell(row, "proposal").setCellValue(proposal);
  }

  private static void put(Cell cell, String value, boolean isDate) {
    if (value.startsWith("'")) {
      cell.setCellValue(value.substring(1));
    } else if (isDate) {
      cell.setCellValue(LocalDate.parse(value));
    } else if (value.matches("-?[0-9.]+")) {
      cell.setCellValue(Double.parseDouble(value));
    } else {
      cell.setCellValue(value);
    }
  }

  /** Compares two trees byte for byte; gives the paths that differ. */
  static List<String> differences(Path a, Path b) throws IOException {
    List<String> differ = new ArrayList<>();
    TreeMap<String, Path> left = files(a);
    TreeMap<String, Path> right = files(b);
    for (String name : left.keySet()) {
      Path other = right.remove(name);
      if (other == null || Files.mismatch(left.get(name), other) >= 0) {
        differ.add(name);
      }
    }
    differ.addAll(right.keySet());
    return differ;
  }

  private static TreeMap<String, Path> files(Path root) throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .sorted(Comparator.naturalOrder())
          .forEach(f -> files.put(root.relativize(f).toString(), f));
    }
    return files;
  }

  /** What the warehouse must say after the last night, from the story alone. */
  private record Expected(Story story) {

    void write(Path dir) throws IOException {
      Files.createDirectories(dir);
      Files.writeString(dir.resolve("fct_measure_value.csv"), values(), StandardCharsets.UTF_8);
      Files.writeString(dir.resolve("fct_submission.csv"), submissions(), StandardCharsets.UTF_8);
      Files.writeString(dir.resolve("rpt_compliance.csv"), compliance(), StandardCharsets.UTF_8);
      Files.writeString(
          dir.resolve("rpt_scorecard.csv"),
          new ExpectedProgress(story).csv(),
          StandardCharsets.UTF_8);
    }

    private String submissions() {
      StringBuilder s = new StringBuilder("arrived_on,unit_code,source_file,outcome\n");
      for (Story.Drop d : story.drops) {
        s.append(String.join(",", d.night().toString(), d.folder(), d.file(), d.outcome()));
        s.append('\n');
      }
      return s.toString();
    }

    private String compliance() {
      StringBuilder s = new StringBuilder("unit_code,period_code,state,days_late\n");
      for (String unit : Story.UNITS) {
        for (int m = 1; m <= Story.LAST_MONTH; m++) {
          String period = String.format("%d-%02d", PlanBook.YEAR, m);
          LocalDate due = story.dueOn.get(period);
          LocalDate first =
              story.drops.stream()
                  .filter(d -> d.unit().equals(unit) && d.folder().equals(unit))
                  .filter(d -> d.period().equals(period) && d.outcome().startsWith("accepted"))
                  .map(Story.Drop::night)
                  .min(Comparator.naturalOrder())
                  .orElse(null);
          String state = first == null ? "missing" : first.isAfter(due) ? "late" : "on_time";
          LocalDate until = first == null ? story.nights.last() : first;
          long late = Math.max(0, java.time.temporal.ChronoUnit.DAYS.between(due, until));
          s.append(String.join(",", unit, period, state, Long.toString(late))).append('\n');
        }
      }
      return s.toString();
    }

    /**
     * Value and cumulative of every measure as it counts in the end. Rates are recomputed from
     * sums: 03 keeps one capital plan, 12 adds both sides up, 07a takes the last of both.
     */
    private String values() {
      StringBuilder s =
          new StringBuilder(
              "measure_code,unit_code,period_code,value,cumulative_value,numerator,denominator\n");
      story.figures.forEach(
          (unit, items) ->
              items.keySet().stream()
                  .map(i -> i.contains("/") ? i.substring(0, i.indexOf('/')) : i)
                  .distinct()
                  .forEach(m -> measure(s, unit, m)));
      return s.toString();
    }

    private void measure(StringBuilder s, String unit, String m) {
      for (int month = 1; month <= Story.LAST_MONTH; month++) {
        String period = String.format("%d-%02d", PlanBook.YEAR, month);
        if (neverCounts(unit, period, m)) {
          continue;
        }
        if (m.equals("06b")) {
          BigDecimal base = new BigDecimal(150);
          BigDecimal now = number(unit, "06b", month);
          BigDecimal last = month == 1 ? base : number(unit, "06b", month - 1);
          line(s, "06b", unit, period, last.subtract(now), base.subtract(now), null, null);
          BigDecimal fall = base.subtract(now);
          line(s, "06c", unit, period, rate(fall, base), rate(fall, base), fall, base);
        } else if (story.figure(unit, m + "/n", month) != null) {
          BigDecimal n = number(unit, m + "/n", month);
          BigDecimal d = number(unit, m + "/d", month);
          line(s, m, unit, period, rate(n, d), cumulativeRate(unit, m, month), n, d);
        } else if (story.figure(unit, m, month) != null) {
          boolean isStock = m.equals("06a");
          BigDecimal sum = BigDecimal.ZERO;
          for (int k = 1; k <= month; k++) {
            sum = sum.add(number(unit, m, k));
          }
          BigDecimal v = number(unit, m, month);
          line(s, m, unit, period, v, isStock ? v : sum, null, null);
        }
      }
    }

    private BigDecimal cumulativeRate(String unit, String m, int month) {
      boolean numeratorAdds = List.of("03", "07b", "12a", "12b", "13a", "13b").contains(m);
      boolean denominatorAdds = List.of("07b", "12a", "12b").contains(m);
      BigDecimal n = BigDecimal.ZERO;
      BigDecimal d = BigDecimal.ZERO;
      for (int k = 1; k <= month; k++) {
        n = numeratorAdds ? n.add(number(unit, m + "/n", k)) : number(unit, m + "/n", k);
        d = denominatorAdds ? d.add(number(unit, m + "/d", k)) : number(unit, m + "/d", k);
      }
      return rate(n, d);
    }

    private boolean neverCounts(String unit, String period, String m) {
      List<Story.Drop> of =
          story.drops.stream()
              .filter(d -> d.unit().equals(unit) && d.folder().equals(unit))
              .filter(d -> d.period().equals(period) && d.outcome().startsWith("accepted"))
              .toList();
      return of.isEmpty() || of.stream().allMatch(d -> d.uncounted().contains(m));
    }

    private BigDecimal number(String unit, String item, int month) {
      return new BigDecimal(story.figure(unit, item, month));
    }

    private static BigDecimal rate(BigDecimal n, BigDecimal d) {
      return n.movePointRight(2).divide(d, 6, RoundingMode.HALF_UP);
    }

    private static void line(
        StringBuilder s,
        String measure,
        String unit,
        String period,
        BigDecimal value,
        BigDecimal cumulative,
        BigDecimal numerator,
        BigDecimal denominator) {
      s.append(measure).append(',').append(unit).append(',').append(period);
      for (BigDecimal n : new BigDecimal[] {value, cumulative, numerator, denominator}) {
        s.append(',').append(n == null ? "" : n.setScale(6, RoundingMode.HALF_UP).toPlainString());
      }
      s.append('\n');
    }
  }
}
