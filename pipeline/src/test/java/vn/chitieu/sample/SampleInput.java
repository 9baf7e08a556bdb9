package vn.chitieu.sample;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
import vn.chitieu.plan.Unit;
import vn.chitieu.submission.OpenQuestion;
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
    List<Map<String, String>> answers =
        story.answers.stream()
            .filter(a -> a.get("unit").equals(unit.code()))
            .filter(a -> Integer.parseInt(a.get("month")) == drop.month())
            .toList();
    Prefill prefill =
        new Prefill(
            before,
            Map.of(),
            List.of(),
            List.of(),
            answers.stream().map(a -> question(plan, a)).toList(),
            "Thủ trưởng " + unit.shortName() + " (minh họa)");
    Workbooks.template(plan, unit, period, prefill, true, blank);
    try (InputStream in = Files.newInputStream(blank);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      fillValues(drop, plan, unit, period, book.getSheet("Số liệu"));
      if (!plan.listAreaMeasures(unit.code(), period).isEmpty()) {
        fillAreas(drop, plan, unit, period, book.getSheet("Tổ dân phố"));
      }
      if (!plan.listTasks(unit.code()).isEmpty()) {
        fillTasks(drop, unit, book.getSheet("Nhiệm vụ"));
      }
      fillDifficulties(drop, book.getSheet("Vướng mắc"));
      for (Map<String, String> a : answers) {
        FormSheet columns = new FormSheet(book.getSheet("Yêu cầu giải trình"));
        columns
            .cell(columns.row("question", a.get("code")), "answer")
            .setCellValue(a.get("answer"));
      }
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      PlanBook.Deterministic.write(book, file);
    } finally {
      Files.delete(blank);
    }
  }

  /** A question of the plan as the next form shows it. */
  private OpenQuestion question(Plan plan, Map<String, String> answer) {
    Plan.Question q =
        plan.correspondence().questions().stream()
            .filter(o -> o.code().equals(answer.get("code")))
            .findFirst()
            .orElseThrow();
    Measure m = plan.getMeasure(q.measureCode());
    return new OpenQuestion(
        PlanBook.YEAR,
        q.code(),
        m.code() + " " + m.shortName() + " – tháng " + answer.get("asked") + "/" + PlanBook.YEAR,
        story.figure(q.unitCode(), answer.get("item"), Integer.parseInt(answer.get("asked")))
            + " "
            + m.unitOfMeasure(),
        q.question(),
        q.askedBy(),
        q.askedOn(),
        q.answerDueOn(),
        1);
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

  static String weight(String measure) {
    return switch (measure) {
      case "06a", "07b" -> "households";
      case "06b" -> "near_poor";
      case "08a" -> "families";
      default -> "people";
    };
  }

  private void fillTasks(Story.Drop drop, Unit unit, Sheet sheet) {
    FormSheet columns = new FormSheet(sheet);
    for (Map<String, String> task : story.tasks) {
      Story.TaskSaid said =
          task.get("unit").equals(unit.code()) ? story.taskSaid(task, drop.month()) : null;
      if (said == null) {
        continue;
      }
      Row row = columns.row("task", task.get("code"));
      columns.cell(row, "state").setCellValue(said.state());
      if (said.percent() != null) {
        columns.cell(row, "percent").setCellValue(said.percent());
      }
      if (!said.newDue().isEmpty()) {
        put(columns.cell(row, "new_due"), said.newDue(), true);
        columns.cell(row, "reason").setCellValue(said.reason());
      }
    }
  }

  private void fillDifficulties(Story.Drop drop, Sheet sheet) {
    FormSheet columns = new FormSheet(sheet);
    for (Map<String, String> d : story.difficulties) {
      if (!d.get("unit").equals(drop.unit()) || !Story.isRaised(d, drop.month())) {
        continue;
      }
      Row row = columns.row("no", d.get("no"));
      columns.cell(row, "what").setCellValue(d.get("what"));
      put(columns.cell(row, "since"), d.get("since"), true);
      columns.cell(row, "proposed_to").setCellValue(d.get("to"));
      columns.cell(row, "proposal").setCellValue(d.get("proposal"));
    }
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
      Files.writeString(dir.resolve("rpt_quality.csv"), quality(), StandardCharsets.UTF_8);
      Files.writeString(dir.resolve("rpt_task.csv"), tasks(), StandardCharsets.UTF_8);
      Files.writeString(
          dir.resolve("fct_difficulty_case.csv"), difficulties(), StandardCharsets.UTF_8);
      Files.writeString(
          dir.resolve("rpt_scorecard.csv"),
          new ExpectedProgress(story).csv(),
          StandardCharsets.UTF_8);
      new ExpectedPlaces(story).write(dir);
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
          long late = Math.max(0, ChronoUnit.DAYS.between(due, until));
          s.append(String.join(",", unit, period, state, Long.toString(late))).append('\n');
        }
      }
      return s.toString();
    }

    private String quality() {
      StringBuilder s =
          new StringBuilder(
              "unit_code,period_code,file_count,duplicate_count,is_first_time_right,"
                  + "attempts_until_accepted,attempts_until_whole,question_count,explained_count\n");
      for (String unit : Story.UNITS) {
        for (int m = 1; m <= Story.LAST_MONTH; m++) {
          String period = String.format("%d-%02d", PlanBook.YEAR, m);
          List<Story.Drop> all = story.attempts(unit, period);
          List<Story.Drop> tries =
              all.stream().filter(d -> !d.outcome().equals("duplicate")).toList();
          if (tries.isEmpty()) {
            continue;
          }
          Story.Drop first = tries.getFirst();
          List<String> outcomes = tries.stream().map(Story.Drop::outcome).toList();
          int taken = 0;
          while (!outcomes.get(taken).startsWith("accepted")) {
            taken++;
          }
          int whole = outcomes.indexOf("accepted");
          int asked = 0;
          int explained = 0;
          for (int i = 0; i < tries.size(); i++) {
            for (String measure : tries.get(i).asks()) {
              asked++;
              if (tries.subList(i + 1, tries.size()).stream()
                  .anyMatch(d -> d.explanations().containsKey(measure))) {
                explained++;
              }
            }
          }
          s.append(
              String.join(
                  ",",
                  unit,
                  period,
                  "" + tries.size(),
                  "" + (all.size() - tries.size()),
                  "" + (first.outcome().equals("accepted") && first.asks().isEmpty()),
                  "" + (taken + 1),
                  whole < 0 ? "null" : "" + (whole + 1),
                  "" + asked,
                  "" + explained));
          s.append('\n');
        }
      }
      return s.toString();
    }

    private String tasks() {
      StringBuilder s =
          new StringBuilder(
              "task_code,status_code,days_overdue,is_silent,state,percent,due_on,"
                  + "due_change_count\n");
      LocalDate today = story.nights.last();
      for (Map<String, String> task : story.tasks) {
        LocalDate due = LocalDate.parse(task.get("due"));
        int changes = 0;
        Story.TaskSaid last = null;
        boolean isSilent = false;
        for (int m = 1; m <= Story.LAST_MONTH; m++) {
          String period = String.format("%d-%02d", PlanBook.YEAR, m);
          Story.TaskSaid said =
              story.attempts(task.get("unit"), period).isEmpty() ? null : story.taskSaid(task, m);
          isSilent = said == null && story.dueOn.get(period).isBefore(today);
          last = said == null ? last : said;
          if (said != null
              && !said.newDue().isEmpty()
              && !LocalDate.parse(said.newDue()).equals(due)) {
            due = LocalDate.parse(said.newDue());
            changes++;
          }
        }
        String state =
            switch (last.state()) {
              case "đã hoàn thành" -> "done";
              case "đang thực hiện" -> "in_progress";
              default -> "not_started";
            };
        boolean isOpen = !state.equals("done");
        long late = isOpen ? Math.max(0, ChronoUnit.DAYS.between(due, today)) : 0;
        isSilent &= isOpen;
        s.append(
            String.join(
                ",",
                task.get("code"),
                late > 0 ? "overdue" : isSilent ? "silent" : state,
                "" + late,
                "" + isSilent,
                state,
                "" + last.percent(),
                due.toString(),
                "" + changes));
        s.append('\n');
      }
      return s.toString();
    }

    private String difficulties() {
      StringBuilder s =
          new StringBuilder(
              "unit_code,what,first_raised_period_code,last_raised_period_code,period_count,state,"
                  + "age_days\n");
      Map<String, List<Map<String, String>>> cases = new LinkedHashMap<>();
      for (Map<String, String> d : story.difficulties) {
        cases.computeIfAbsent(d.get("unit") + "," + d.get("what"), k -> new ArrayList<>()).add(d);
      }
      cases.forEach(
          (key, rows) -> {
            String unit = rows.getFirst().get("unit");
            List<String> raised = new ArrayList<>();
            String newest = "";
            for (int m = 1; m <= Story.LAST_MONTH; m++) {
              String period = String.format("%d-%02d", PlanBook.YEAR, m);
              int month = m;
              if (!story.attempts(unit, period).isEmpty()) {
                newest = period;
                if (rows.stream().anyMatch(d -> Story.isRaised(d, month))) {
                  raised.add(period);
                }
              }
            }
            boolean isOpen = raised.getLast().equals(newest);
            String first =
                String.join(
                    "/",
                    PlanBook.LOCALITY,
                    unit,
                    raised.getFirst(),
                    "1",
                    rows.getFirst().get("no"));
            boolean isAnswered =
                PlanBook.table("plan/tra-loi").maps().stream()
                    .anyMatch(a -> a.get("case").equals(first));
            LocalDate until = isOpen ? story.nights.last() : story.endsOn.get(raised.getLast());
            s.append(
                String.join(
                    ",",
                    key,
                    raised.getFirst(),
                    raised.getLast(),
                    "" + raised.size(),
                    isOpen ? isAnswered ? "answered" : "open" : "no_longer_mentioned",
                    ""
                        + ChronoUnit.DAYS.between(
                            LocalDate.parse(rows.getLast().get("since")), until)));
            s.append('\n');
          });
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
        if (story.neverCounts(unit, period, m)) {
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
