package vn.chitieu.submission;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Names;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Target;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Days;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.sheet.LegacyText;
import vn.chitieu.sheet.Spelling;

/**
 * Turns a report form's draft into a {@link Submission}, once. Rows are tied by their hidden code,
 * never by position or label. What cannot be read as what its cell asks for becomes a finding on
 * its row; the rest goes on. Expects a draft whose structure has been checked against the plan.
 */
public final class Decoder {
  /** The table codes of a report form. */
  public static final String VALUES = "so-lieu";

  public static final String AREAS = "to-dan-pho";
  public static final String TASKS = "nhiem-vu";
  public static final String DIFFICULTIES = "vuong-mac";

  /** Only in forms that ask something: it is no sheet that every form must have. */
  public static final String QUESTIONS = "yeu-cau-giai-trinh";

  /** The row of {@link #VALUES} in which the unit's head is named. */
  public static final String SIGNER = "nguoi-ky";

  /** The code of a total row that is computed by the form itself. */
  private static final String TOTAL_ROW = "tong";

  /** The words of a cell that takes yes or no, and the first of them. */
  public static final String YES_OR_NO = Choices.YES_NO.toText();

  public static final String YES = Choices.YES_NO.example();

  /** The code ending of a row that shows a rate computed by the form itself. */
  public static final String SHOWN_RATE = "/rate";

  /** More đồng than any figure of a commune: a million tỷ. */
  private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000000");

  /** More than any other figure of a commune. */
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private static final UnitWords PERCENT = UnitWords.of("%");

  /**
   * What came out.
   *
   * @param submission everything that could be read, blank measures left out
   * @param findings what could not, in sheet order
   */
  public record Decoded(Submission submission, List<Finding> findings) {
    public Decoded {
      findings = List.copyOf(findings);
    }
  }

  private final Draft draft;
  private final Plan plan;
  private final Period period;
  private final String unitCode;
  private final LocalDate asOf;
  private final Earlier earlier;
  private final List<Finding> findings = new ArrayList<>();

  private Decoder(
      Draft draft, Plan plan, Period period, String unitCode, LocalDate asOf, Earlier earlier) {
    this.draft = draft;
    this.plan = plan;
    this.period = period;
    this.unitCode = unitCode;
    this.asOf = asOf;
    this.earlier = earlier;
  }

  /**
   * Decodes.
   *
   * @param plan the version the form was issued under
   * @param asOf the last day on which something can have happened
   * @param earlier may prove which of two readings of a text is meant
   */
  public static Decoded decode(
      Draft draft, Plan plan, Period period, String unitCode, LocalDate asOf, Earlier earlier) {
    return new Decoder(draft, plan, period, unitCode, asOf, earlier).decode();
  }

  private Decoded decode() {
    Map<String, Measure> areaMeasures = new LinkedHashMap<>();
    plan.listAreaMeasures(unitCode, period).forEach(m -> areaMeasures.put(m.code(), m));
    List<ReportedValue> values = values();
    List<AreaValue> areaValues = areaMeasures.isEmpty() ? List.of() : areas(areaMeasures);
    List<TaskReport> tasks = tasks();
    List<DifficultyReport> difficulties = difficulties();
    List<QuestionReport> questions = questions();
    FormIdentity identity = draft.identity().orElseThrow();
    return new Decoded(
        new Submission(
            plan.locality().code(),
            plan.year(),
            unitCode,
            period.code(),
            plan.version(),
            identity.isIllustrative(),
            values,
            areaValues,
            tasks,
            difficulties,
            questions,
            signer()),
        findings);
  }

  // ---- Số liệu

  private List<ReportedValue> values() {
    Draft.Table table = draft.find(VALUES).orElseThrow();
    List<Item> items = plan.listItems(unitCode, period);
    Map<String, Item> byCode = new HashMap<>();
    items.forEach(i -> byCode.put(i.code(), i));
    Names names = Names.ofItems(items, plan.aliases());
    Map<String, Draft.Row> rows = new HashMap<>();
    for (Draft.Row r : table.rows()) {
      String code = r.text("item");
      if (code.isEmpty()) {
        reportStrayRow(table, r, List.of("value", "explanation"), names);
      } else if (byCode.containsKey(code)) {
        Draft.Row first = rows.putIfAbsent(code, r);
        if (first != null) {
          Measure m = byCode.get(code).measure();
          findings.add(
              new Finding.RowRepeated(
                  Place.cell(table.at(r, "value"), m.code(), label(byCode.get(code)))
                      .with(table.at(first, "value")),
                  table.at(first, "value").address()));
        }
      } else if (!code.endsWith(SHOWN_RATE) && !code.equals(SIGNER)) {
        findings.add(
            new Finding.UnknownRow(
                Place.cell(table.at(r, "item"), "row:" + r.number(), code),
                code,
                guess(names, code, r.text("name"))));
      }
    }
    Map<Measure, List<Item>> byMeasure = new LinkedHashMap<>();
    items.forEach(i -> byMeasure.computeIfAbsent(i.measure(), m -> new ArrayList<>()).add(i));
    List<ReportedValue> values = new ArrayList<>();
    byMeasure.forEach(
        (m, parts) -> {
          ReportedValue v = value(table, rows, m, parts);
          if (!v.isBlank()) {
            values.add(v);
          }
        });
    return values;
  }

  private ReportedValue value(
      Draft.Table table, Map<String, Draft.Row> rows, Measure m, List<Item> parts) {
    Figure value = null;
    Figure numerator = null;
    Figure denominator = null;
    Figure cumulative = null;
    Boolean isDone = null;
    LocalDate doneOn = null;
    Figure percent = null;
    CellRef first = null;
    List<CellRef> cells = new ArrayList<>();
    String explanation = "";
    for (Item item : parts) {
      Draft.Row row = rows.get(item.code());
      if (row == null) {
        continue;
      }
      CellRef at = table.at(row, "value");
      first = first == null ? at : first;
      if (explanation.isEmpty() && table.columns().containsKey("explanation")) {
        explanation = words(table, row, "explanation", m.code(), m.name() + " – giải trình");
      }
      DraftCell cell = row.find("value").orElse(null);
      Place place = Place.cell(at, m.code(), label(item));
      boolean isNeeded =
          item.isRequired() || parts.stream().anyMatch(p -> p != item && holds(rows, p));
      switch (item.part()) {
        case VALUE -> {
          value = number(cell, place, m, asked(m, item), isNeeded, r -> true);
          cumulative = shown(row.find("cumulative").orElse(null));
        }
        case NUMERATOR -> {
          BigDecimal other = m.mayExceed() ? null : certain(rows, parts, Item.Part.DENOMINATOR);
          numerator =
              number(
                  cell,
                  place,
                  m,
                  asked(m, item),
                  isNeeded,
                  r -> other == null || r.compareTo(other) <= 0);
          cumulative = shown(row.find("cumulative").orElse(null));
        }
        case DENOMINATOR -> {
          BigDecimal other = m.mayExceed() ? null : certain(rows, parts, Item.Part.NUMERATOR);
          denominator =
              number(
                  cell,
                  place,
                  m,
                  asked(m, item),
                  isNeeded,
                  r -> other == null || r.compareTo(other) >= 0);
        }
        case DONE -> isDone = yesNo(cell, place);
        case DONE_ON -> doneOn = date(cell, place, true);
        case CRITERIA_PERCENT -> percent = percent(cell, place, isNeeded);
      }
      if (cell != null) {
        cells.add(at);
      }
    }
    return new ReportedValue(
        m.code(),
        first == null ? new CellRef(table.sheetName(), "A1") : first,
        value,
        numerator,
        denominator,
        cumulative,
        isDone,
        doneOn,
        percent,
        explanation,
        cells);
  }

  private static boolean holds(Map<String, Draft.Row> rows, Item item) {
    Draft.Row row = rows.get(item.code());
    return row != null && holds(row, "value");
  }

  /** Whether a cell is there and holds more than a mark for nothing, such as a dash. */
  public static boolean holds(Draft.Row row, String column) {
    String written = text(row, column);
    return !written.isEmpty() && !Numbers.isMark(written);
  }

  /** The one reading of a part of a measure; null when it has two or none. */
  private @Nullable BigDecimal certain(
      Map<String, Draft.Row> rows, List<Item> parts, Item.Part part) {
    for (Item i : parts) {
      Draft.Row row = rows.get(i.code());
      DraftCell cell = row == null ? null : row.cells().get("value");
      if (i.part() != part || cell == null) {
        continue;
      }
      if (cell.kind() == DraftCell.Kind.NUMBER) {
        return new BigDecimal(cell.raw());
      }
      if (cell.kind() == DraftCell.Kind.TEXT
          && Numbers.read(cell.raw(), asked(i.measure(), i).asked())
              instanceof Numbers.Reading.Certain(BigDecimal n, var unit, var isScaled)) {
        return n;
      }
    }
    return null;
  }

  /** A row that carries something to count but no code: said, and never shifted to another row. */
  private void reportStrayRow(Draft.Table table, Draft.Row r, List<String> columns, Names names) {
    for (String c : columns) {
      DraftCell cell = r.cells().get(c);
      if (cell != null && !cell.isFormula()) {
        findings.add(
            new Finding.RowWithoutCode(
                Place.cell(cell.at(), "row:" + r.number(), ""),
                cell.raw(),
                guess(names, r.text("name"), "")));
        return;
      }
    }
  }

  /** Which row may be meant; a question, never a reading. Empty when none is near. */
  private static String guess(Names names, String... texts) {
    for (String text : texts) {
      switch (names.find(text)) {
        case Names.Match.Sure(String code) -> {
          return "Có phải là dòng “" + names.get(code) + "”?";
        }
        case Names.Match.Nearest(String code, String name) -> {
          return "Có phải ý là dòng “" + name + "”?";
        }
        case Names.Match.Nobody n -> {
          // the next text may say more
        }
      }
    }
    return "";
  }

  // ---- Tổ dân phố

  private List<AreaValue> areas(Map<String, Measure> measures) {
    Draft.Table table = draft.find(AREAS).orElseThrow();
    Map<String, Plan.Area> byCode = new HashMap<>();
    plan.areas().forEach(a -> byCode.put(a.code(), a));
    Names names = Names.ofAreas(plan.areas(), plan.aliases());
    List<AreaValue> values = new ArrayList<>();
    Set<String> seen = new java.util.HashSet<>();
    for (Draft.Row row : table.rows()) {
      String code = row.text("area");
      Plan.Area area = byCode.get(code);
      if (area == null) {
        if (code.isEmpty()) {
          reportStrayRow(
              table,
              row,
              table.columns().keySet().stream()
                  .filter(c -> !c.equals("area") && !c.equals("name"))
                  .toList(),
              names);
        } else if (!code.equals(TOTAL_ROW)) {
          findings.add(
              new Finding.UnknownRow(
                  Place.cell(table.at(row, "area"), "row:" + row.number(), code),
                  code,
                  guess(names, code, row.text("name"))));
        }
        continue;
      }
      boolean repeated = !seen.add(code);
      for (Measure m : measures.values()) {
        AreaValue v = areaValue(table, row, area, m);
        if (v != null && repeated) {
          findings.add(
              new Finding.RowRepeated(
                  Place.cell(v.at(), m.code(), m.name() + ", " + area.name()), "dòng phía trên"));
        } else if (v != null) {
          values.add(v);
        }
      }
    }
    return values;
  }

  private @Nullable AreaValue areaValue(
      Draft.Table table, Draft.Row row, Plan.Area area, Measure m) {
    String where = ", " + area.name();
    if (m.byArea() == Measure.ByArea.YES_NO) {
      CellRef at = table.at(row, m.code());
      Boolean yes =
          yesNo(row.find(m.code()).orElse(null), Place.cell(at, m.code(), m.name() + where));
      return yes == null ? null : new AreaValue(m.code(), area.code(), at, null, null, null, yes);
    }
    if (m.kind() == Measure.Kind.RATE) {
      CellRef n = table.at(row, m.code() + "/n");
      CellRef d = table.at(row, m.code() + "/d");
      Figure num =
          number(
              row.find(m.code() + "/n").orElse(null),
              Place.cell(n, m.code(), m.numeratorInWords() + where),
              m,
              part(m, m.numeratorLabel(), false),
              false,
              r -> true);
      Figure den =
          number(
              row.find(m.code() + "/d").orElse(null),
              Place.cell(d, m.code(), m.denominatorInWords() + where),
              m,
              part(m, m.denominatorLabel(), false),
              false,
              r -> true);
      return num == null && den == null
          ? null
          : new AreaValue(m.code(), area.code(), num == null ? d : n, null, num, den, null);
    }
    CellRef at = table.at(row, m.code());
    String what = m.input() == Measure.Input.STOCK ? m.numeratorInWords() : m.label();
    Figure v =
        number(
            row.find(m.code()).orElse(null),
            Place.cell(at, m.code(), what + where),
            m,
            new Cell(asNumber(m, m.unitOfMeasure()), "", true, null),
            false,
            r -> true);
    return v == null ? null : new AreaValue(m.code(), area.code(), at, v, null, null, null);
  }

  // ---- Nhiệm vụ

  private List<TaskReport> tasks() {
    Map<String, Task> byCode = new HashMap<>();
    plan.listTasks(unitCode).forEach(t -> byCode.put(t.code(), t));
    Names names = Names.ofTasks(plan.listTasks(unitCode));
    List<TaskReport> reports = new ArrayList<>();
    Draft.Table table = draft.find(TASKS).orElse(null);
    if (table == null || byCode.isEmpty()) {
      return reports;
    }
    Set<String> seen = new java.util.HashSet<>();
    for (Draft.Row row : table.rows()) {
      String code = row.text("task");
      Task task = byCode.get(code);
      if (task == null) {
        if (code.isEmpty()) {
          reportStrayRow(table, row, List.of("state", "percent", "result", "reason"), names);
        } else {
          findings.add(
              new Finding.UnknownRow(
                  Place.cell(table.at(row, "task"), "row:" + row.number(), code),
                  code,
                  guess(names, code, row.text("name"))));
        }
        continue;
      }
      String atom = "task:" + code;
      if (!seen.add(code)) {
        findings.add(
            new Finding.RowRepeated(
                Place.cell(table.at(row, "state"), atom, task.name()), "dòng phía trên"));
        continue;
      }
      DraftCell stateCell = row.find("state").orElse(null);
      Figure percent =
          percent(
              row.find("percent").orElse(null),
              Place.cell(table.at(row, "percent"), atom, task.name()),
              false);
      LocalDate newDue =
          date(
              row.find("new_due").orElse(null),
              Place.cell(table.at(row, "new_due"), atom, task.name() + " – hạn mới"),
              false);
      if (stateCell == null) {
        if (Stream.of("percent", "new_due", "result", "reason").anyMatch(c -> holds(row, c))) {
          findings.add(
              new Finding.ChoiceMissing(
                  Place.cell(table.at(row, "state"), atom, task.name() + " – tình trạng"),
                  Choices.STATES.toText(),
                  Choices.STATES.example()));
        }
        continue;
      }
      TaskReport.State state =
          choice(
              stateCell,
              Place.cell(stateCell.at(), atom, task.name() + " – tình trạng"),
              Choices.STATES);
      if (state == null) {
        continue;
      }
      reports.add(
          new TaskReport(
              code,
              stateCell.at(),
              state,
              percent,
              words(table, row, "result", atom, task.name() + " – kết quả"),
              newDue,
              words(table, row, "reason", atom, task.name() + " – lý do")));
    }
    return reports;
  }

  // ---- Vướng mắc

  private List<DifficultyReport> difficulties() {
    List<DifficultyReport> reports = new ArrayList<>();
    Draft.Table table = draft.find(DIFFICULTIES).orElse(null);
    if (table == null) {
      return reports;
    }
    Set<Integer> seen = new java.util.HashSet<>();
    for (Draft.Row row : table.rows()) {
      String what = text(row, "what");
      String to = text(row, "proposed_to");
      String proposal = text(row, "proposal");
      String no = row.text("no");
      if (what.isEmpty() && to.isEmpty() && proposal.isEmpty()) {
        continue;
      }
      if (!no.matches("\\d{1,3}")) {
        reportStrayRow(
            table, row, List.of("what", "proposed_to", "proposal"), Names.ofTasks(List.of()));
        continue;
      }
      int number = Integer.parseInt(no);
      String atom = "difficulty:" + number;
      CellRef at = table.at(row, "what");
      if (!seen.add(number)) {
        findings.add(
            new Finding.RowRepeated(
                Place.cell(at, atom, "Vướng mắc số " + number), "dòng phía trên"));
        continue;
      }
      LocalDate since =
          date(
              row.find("since").orElse(null),
              Place.cell(table.at(row, "since"), atom, "Vướng mắc số " + number + " – từ ngày"),
              true);
      String label = "Vướng mắc số " + number;
      reports.add(
          new DifficultyReport(
              number,
              at,
              words(table, row, "what", atom, label),
              since,
              words(table, row, "proposed_to", atom, label + " – kiến nghị với ai"),
              words(table, row, "proposal", atom, label + " – kiến nghị")));
    }
    return reports;
  }

  // ---- Yêu cầu giải trình, and who signs

  private List<QuestionReport> questions() {
    List<QuestionReport> reports = new ArrayList<>();
    Draft.Table table = draft.find(QUESTIONS).orElse(null);
    if (table == null) {
      return reports;
    }
    Set<String> seen = new java.util.HashSet<>();
    for (Draft.Row row : table.rows()) {
      String code = row.text("question");
      CellRef at = table.at(row, "answer");
      String atom = "question:" + code;
      String label = "Yêu cầu giải trình " + code;
      if (code.isEmpty()) {
        reportStrayRow(table, row, List.of("answer"), Names.ofTasks(List.of()));
      } else if (!isQuestion(code)) {
        findings.add(
            new Finding.UnknownRow(
                Place.cell(table.at(row, "question"), "row:" + row.number(), code), code, ""));
      } else if (!seen.add(code)) {
        findings.add(new Finding.RowRepeated(Place.cell(at, atom, label), "dòng phía trên"));
      } else {
        reports.add(
            new QuestionReport(
                code, at, text(row, "asked"), words(table, row, "answer", atom, label)));
      }
    }
    return reports;
  }

  /**
   * One that the plan of the form asks of this unit, or that a red figure raises by itself. What an
   * earlier year left open is called by that year: this plan does not know it.
   */
  private boolean isQuestion(String code) {
    String[] parts = code.split("/", -1);
    return switch (parts.length) {
      case 2 -> isEarlierYear(Period.yearOf(parts[0])) && !parts[1].isEmpty();
      case 3 ->
          parts[0].equals(Plan.Question.BY_RULE)
              && (isEarlierYear(Period.yearOf(parts[2]))
                  || plan.findMeasure(parts[1]).isPresent()
                      && plan.findPeriod(parts[2]).isPresent());
      default ->
          plan.correspondence().questions().stream()
              .anyMatch(q -> q.code().equals(code) && q.unitCode().equals(unitCode));
    };
  }

  private boolean isEarlierYear(int year) {
    return year > 0 && year < plan.year();
  }

  private @Nullable SignerNamed signer() {
    Draft.Table table = draft.find(VALUES).orElseThrow();
    return table.rows().stream()
        .filter(r -> r.text("item").equals(SIGNER))
        .findFirst()
        .map(r -> new SignerNamed(table.at(r, "value"), text(r, "value")))
        .orElse(null);
  }

  // ---- cells

  private static String text(Draft.Row row, String column) {
    return Spelling.clean(row.text(column));
  }

  /** What somebody wrote, kept as it is; text of an old font is said to be one. */
  private String words(Draft.Table table, Draft.Row row, String column, String atom, String label) {
    String text = text(row, column);
    LegacyText.find(text, row.find(column).map(DraftCell::legacyFont).orElse(""))
        .ifPresent(
            c ->
                findings.add(
                    new Finding.LegacyEncoding(
                        Place.cell(table.at(row, column), atom, label),
                        text,
                        c.encoding(),
                        c.text())));
    return text;
  }

  /** An item as a unit reads it in a finding: the thing, then its unit of measure. */
  public static String label(Item item) {
    Measure m = item.measure();
    return switch (item.part()) {
      case NUMERATOR -> m.numeratorInWords();
      case DENOMINATOR -> m.denominatorInWords();
      case VALUE -> m.input() == Measure.Input.STOCK ? m.numeratorInWords() : m.label();
      case DONE, DONE_ON, CRITERIA_PERCENT -> item.label();
    };
  }

  /** A number in the display columns; anything else there is no matter of the unit's. */
  private static @Nullable Figure shown(@Nullable DraftCell cell) {
    return cell == null || cell.kind() != DraftCell.Kind.NUMBER
        ? null
        : new Figure(cell.at(), cell.raw(), new BigDecimal(cell.raw()));
  }

  /**
   * What a numeric cell asks for.
   *
   * @param item the item's code when an earlier version may have said it; else empty
   * @param mayBeNothing whether words like “không phát sinh” mean zero there
   * @param target the year's target in the cell's own unit, when it has one
   */
  private record Cell(
      Numbers.Asked asked, String item, boolean mayBeNothing, @Nullable BigDecimal target) {}

  private Cell asked(Measure m, Item item) {
    boolean isWhole = item.part() == Item.Part.VALUE && m.input() == Measure.Input.OWN;
    return new Cell(
        asNumber(m, item.unitOfMeasure()),
        item.code(),
        item.adding() == Measure.Adding.FLOW || plan.isMaintained(m.code(), period.endsOn()),
        isWhole
            ? plan.findTarget(m.code(), period.endsOn())
                .filter(t -> t.kind() == Target.Kind.NUMERIC)
                .map(Target::value)
                .orElse(null)
            : null);
  }

  private static Cell part(Measure m, String label, boolean mayBeNothing) {
    int open = label.lastIndexOf(" (");
    String unit = open > 0 ? label.substring(open + 2, label.length() - 1) : "";
    return new Cell(asNumber(m, unit), "", mayBeNothing, null);
  }

  private static Numbers.Asked asNumber(Measure m, String unit) {
    return new Numbers.Asked(UnitWords.of(unit), m.scale(), m.scale() == 0);
  }

  private @Nullable Figure number(
      @Nullable DraftCell cell,
      Place place,
      Measure m,
      Cell asked,
      boolean isNeeded,
      Predicate<BigDecimal> possible) {
    if (cell == null) {
      return null;
    }
    boolean isRate = m.unitOfMeasure().startsWith("%") && m.kind() != Measure.Kind.RATE;
    BigDecimal most = most(asked.asked().unit());
    BigDecimal n =
        plainNumber(
            cell, place, asked, isNeeded, r -> possible.test(r) && r.abs().compareTo(most) < 0);
    if (n == null) {
      return null;
    }
    if (cell.isPercent() && !isRate) {
      findings.add(new Finding.PercentWhereCount(place, Words.number(n.movePointRight(2)) + " %"));
      return null;
    }
    if (isRate && cell.kind() == DraftCell.Kind.NUMBER) {
      if (cell.isPercent()) {
        n = n.movePointRight(2);
      } else if (isFraction(n)) {
        findings.add(fraction(place, n));
        return null;
      }
    }
    if (n.signum() < 0 && !(m.mayBeNegative() && m.input() == Measure.Input.OWN)) {
      findings.add(new Finding.NegativeValue(place, Words.number(n)));
      return null;
    }
    Finding mistaken =
        mistakenUnit(place, m, asked, n, plan.threshold("unit_mistaken_times", "20"));
    if (mistaken != null) {
      findings.add(mistaken);
      return null;
    }
    if (n.abs().compareTo(most) >= 0) {
      findings.add(new Finding.NumberTooLarge(place, Words.number(n), Words.number(most)));
      return null;
    }
    BigDecimal kept = n.setScale(m.scale(), RoundingMode.HALF_UP);
    if (kept.compareTo(n) != 0) {
      if (m.scale() == 0) {
        findings.add(new Finding.NotAWholeNumber(place, Words.number(n)));
        return null;
      }
      findings.add(new Finding.RoundedToScale(place, Words.number(n), Words.number(kept)));
    }
    return new Figure(cell.at(), cell.raw(), kept);
  }

  private static BigDecimal most(UnitWords unit) {
    return unit.isMoney() ? MOST_MONEY.divide(unit.times()) : MOST;
  }

  /**
   * An amount that only makes sense in đồng or triệu đồng: many times the year's target as it
   * stands, and of its size after one conversion. Never converted silently.
   */
  private static @Nullable Finding mistakenUnit(
      Place place, Measure m, Cell asked, BigDecimal n, BigDecimal times) {
    UnitWords unit = asked.asked().unit();
    BigDecimal target = asked.target();
    if (target == null
        || target.signum() <= 0
        || !unit.isMoney()
        || n.compareTo(target.multiply(times)) < 0) {
      return null;
    }
    Finding found = null;
    for (String other : new String[] {"đồng", "nghìn đồng", "triệu đồng"}) {
      BigDecimal factor = unit.times().divide(UnitWords.of(other).times());
      BigDecimal converted = n.divide(factor, java.math.MathContext.DECIMAL64);
      if (factor.compareTo(BigDecimal.ONE) > 0
          && converted.compareTo(target.movePointLeft(3)) >= 0
          && converted.compareTo(target.add(target)) <= 0) {
        if (found != null) {
          return null; // two conversions fit: nothing is proposed
        }
        found =
            new Finding.UnitMistaken(
                place, Words.number(n), m.unitOfMeasure(), other, Words.number(converted));
      }
    }
    return found;
  }

  private static boolean isFraction(BigDecimal n) {
    return n.signum() != 0 && n.abs().compareTo(BigDecimal.ONE) < 0;
  }

  private static Finding fraction(Place place, BigDecimal n) {
    return new Finding.PercentAsFraction(place, Words.number(n), Words.number(n.movePointRight(2)));
  }

  /** A percentage from 0 to 100. */
  private @Nullable Figure percent(@Nullable DraftCell cell, Place place, boolean isNeeded) {
    if (cell == null) {
      return null;
    }
    Cell asked = new Cell(new Numbers.Asked(PERCENT, 6, false), "", false, null);
    BigDecimal n = plainNumber(cell, place, asked, isNeeded, r -> r.abs().compareTo(HUNDRED) <= 0);
    if (n == null) {
      return null;
    }
    if (cell.isPercent()) {
      n = n.movePointRight(2);
    } else if (isFraction(n) && !cell.raw().contains("%")) {
      findings.add(fraction(place, n));
      return null;
    }
    if (n.signum() < 0 || n.compareTo(HUNDRED) > 0) {
      findings.add(new Finding.PercentOutOfRange(place, Words.number(n)));
      return null;
    }
    return new Figure(cell.at(), cell.raw(), n);
  }

  private @Nullable BigDecimal plainNumber(
      DraftCell cell, Place place, Cell asked, boolean isNeeded, Predicate<BigDecimal> possible) {
    switch (cell.kind()) {
      case NUMBER -> {
        return new BigDecimal(cell.raw());
      }
      case TEXT -> {
        return textNumber(cell, place, asked, isNeeded, possible);
      }
      case ERROR -> findings.add(new Finding.ErrorCell(place, cell.raw()));
      case UNCALCULATED -> findings.add(new Finding.FormulaWithoutResult(place));
      case BOOLEAN -> findings.add(new Finding.NotANumber(place, cell.raw()));
      case DATE ->
          findings.add(new Finding.NotANumber(place, Words.day(LocalDate.parse(cell.raw()))));
    }
    return null;
  }

  private @Nullable BigDecimal textNumber(
      DraftCell cell, Place place, Cell asked, boolean isNeeded, Predicate<BigDecimal> possible) {
    String found = Spelling.clean(cell.raw());
    if (found.isEmpty()) {
      return null;
    }
    switch (Numbers.read(found, asked.asked())) {
      case Numbers.Reading.Certain(BigDecimal n, String unit, boolean isScaled) -> {
        findings.add(
            unit.isEmpty()
                ? new Finding.NumberAsText(place, found, Words.number(n))
                : isScaled
                    ? new Finding.UnitConverted(place, found, Words.number(n))
                    : new Finding.UnitWritten(place, found, unit, Words.number(n)));
        return n;
      }
      case Numbers.Reading.Ambiguous(BigDecimal vi, BigDecimal en) -> {
        BigDecimal proven = proven(asked, vi, en, possible);
        findings.add(
            proven == null
                ? new Finding.AmbiguousNumber(place, found, plain(vi), plain(en))
                : new Finding.NumberAsText(place, found, Words.number(proven)));
        return proven;
      }
      case Numbers.Reading.OtherUnit(String unit) ->
          findings.add(
              unit.startsWith("%")
                  ? new Finding.PercentWhereCount(place, found)
                  : new Finding.OtherUnit(place, found, unit));
      case Numbers.Reading.LetterForDigit(String digits) ->
          findings.add(new Finding.LetterForDigit(place, found, digits));
      case Numbers.Reading.Mark m ->
          findings.add(
              isNeeded
                  ? new Finding.NothingMarked(place, found)
                  : new Finding.MarkReadAsBlank(place, found));
      case Numbers.Reading.Nothing m -> {
        if (asked.mayBeNothing()) {
          findings.add(new Finding.WordForZero(place, found));
          return BigDecimal.ZERO;
        }
        findings.add(new Finding.NotANumber(place, found));
      }
      case Numbers.Reading.NotANumber m -> findings.add(new Finding.NotANumber(place, found));
    }
    return null;
  }

  /** The reading that holds because the other cannot: impossible, or said otherwise before. */
  private @Nullable BigDecimal proven(
      Cell asked, BigDecimal vietnamese, BigDecimal english, Predicate<BigDecimal> possible) {
    boolean vi = possible.test(vietnamese);
    boolean en = possible.test(english);
    if (vi != en) {
      return vi ? vietnamese : english;
    }
    BigDecimal before = asked.item().isEmpty() ? null : earlier.find(asked.item()).orElse(null);
    if (before == null) {
      return null;
    }
    return before.compareTo(vietnamese) == 0
        ? vietnamese
        : before.compareTo(english) == 0 ? english : null;
  }

  /** Digits to type: no thousands dot, decimal comma. */
  private static String plain(BigDecimal n) {
    return n.toPlainString().replace('.', ',');
  }

  private @Nullable Boolean yesNo(@Nullable DraftCell cell, Place place) {
    if (cell != null && cell.kind() == DraftCell.Kind.BOOLEAN) {
      return Boolean.parseBoolean(cell.raw());
    }
    return choice(cell, place, Choices.YES_NO);
  }

  private <T> @Nullable T choice(@Nullable DraftCell cell, Place place, Choices<T> choices) {
    if (cell == null || Spelling.clean(cell.raw()).isEmpty()) {
      return null;
    }
    String found = cell.raw();
    switch (choices.read(found)) {
      case Choices.Reading.Listed<T>(T value) -> {
        return value;
      }
      case Choices.Reading.Meant<T>(T value, String word) -> {
        findings.add(new Finding.WordReadAs(place, found, word));
        return value;
      }
      case Choices.Reading.Perhaps<T>(String word) ->
          findings.add(new Finding.DidYouMean(place, found, word, choices.toText()));
      case Choices.Reading.Unknown<T> u ->
          findings.add(new Finding.NotInList(place, found, choices.toText(), choices.example()));
    }
    return null;
  }

  private @Nullable LocalDate date(@Nullable DraftCell cell, Place place, boolean mustBePast) {
    if (cell == null || Spelling.clean(cell.raw()).isEmpty() || Numbers.isMark(cell.raw())) {
      return null;
    }
    LocalDate day = null;
    boolean isTyped = cell.kind() == DraftCell.Kind.TEXT;
    if (cell.kind() == DraftCell.Kind.DATE) {
      day = LocalDate.parse(cell.raw());
    } else if (isTyped || cell.kind() == DraftCell.Kind.NUMBER) {
      switch (Days.read(cell.raw(), asOf, mustBePast)) {
        case Days.Reading.Certain(LocalDate d) -> day = d;
        case Days.Reading.Swapped(LocalDate d) -> {
          findings.add(new Finding.MonthBeforeDay(place, cell.raw(), Words.day(d)));
          return null;
        }
        case Days.Reading.Guess(LocalDate d) -> {
          findings.add(new Finding.DateToConfirm(place, cell.raw(), Words.day(d)));
          return null;
        }
        case Days.Reading.NotADay n -> day = null;
      }
    }
    if (day == null) {
      findings.add(new Finding.NotADate(place, cell.raw()));
      return null;
    }
    LocalDate first = LocalDate.of(plan.year() - 16, 1, 1);
    LocalDate last = LocalDate.of(plan.year() + 10, 12, 31);
    if (day.isBefore(first) || day.isAfter(last)) {
      findings.add(
          new Finding.DateOutOfRange(place, Words.day(day), Words.day(first), Words.day(last)));
      return null;
    }
    if (mustBePast && day.isAfter(asOf)) {
      findings.add(new Finding.FutureDate(place, Words.day(day), Words.day(asOf)));
      return null;
    }
    if (isTyped) {
      findings.add(new Finding.DateAsText(place, Spelling.clean(cell.raw()), Words.day(day)));
    }
    return day;
  }
}
