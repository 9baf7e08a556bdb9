package vn.chitieu.submission;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.FormIdentity;

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

  /** The code of a total row that is computed by the form itself. */
  private static final String TOTAL_ROW = "tong";

  /** The code ending of a row that shows a rate computed by the form itself. */
  private static final String SHOWN_RATE = "/rate";

  private static final Pattern DAY_TEXT =
      Pattern.compile("(\\d{1,2})\\s*[/.\\-]\\s*(\\d{1,2})\\s*[/.\\-]\\s*(\\d{4})");

  /** More than any figure of a commune in tỷ đồng. */
  private static final BigDecimal MOST_BILLIONS = new BigDecimal("1000000");

  /** More than any other figure of a commune. */
  private static final BigDecimal MOST = new BigDecimal("1000000000");

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
  private final List<Finding> findings = new ArrayList<>();

  private Decoder(Draft draft, Plan plan, Period period, String unitCode, LocalDate asOf) {
    this.draft = draft;
    this.plan = plan;
    this.period = period;
    this.unitCode = unitCode;
    this.asOf = asOf;
  }

  /**
   * Decodes.
   *
   * @param plan the version the form was issued under
   * @param asOf the last day on which something can have happened
   */
  public static Decoded decode(
      Draft draft, Plan plan, Period period, String unitCode, LocalDate asOf) {
    return new Decoder(draft, plan, period, unitCode, asOf).decode();
  }

  private Decoded decode() {
    Map<String, Measure> areaMeasures = new LinkedHashMap<>();
    plan.listAreaMeasures(unitCode, period).forEach(m -> areaMeasures.put(m.code(), m));
    List<ReportedValue> values = values();
    List<AreaValue> areaValues = areaMeasures.isEmpty() ? List.of() : areas(areaMeasures);
    List<TaskReport> tasks = tasks();
    List<DifficultyReport> difficulties = difficulties();
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
            difficulties),
        findings);
  }

  // ---- Số liệu

  private List<ReportedValue> values() {
    Draft.Table table = draft.find(VALUES).orElseThrow();
    List<Item> items = plan.listItems(unitCode, period);
    Map<String, Item> byCode = new HashMap<>();
    items.forEach(i -> byCode.put(i.code(), i));
    Map<String, Draft.Row> rows = new HashMap<>();
    for (Draft.Row r : table.rows()) {
      String code = r.text("item");
      if (code.isEmpty()) {
        reportStrayRow(table, r, List.of("value", "explanation"));
      } else if (byCode.containsKey(code)) {
        Draft.Row first = rows.putIfAbsent(code, r);
        if (first != null) {
          Measure m = byCode.get(code).measure();
          findings.add(
              new Finding.RowRepeated(
                  Place.cell(table.at(r, "value"), m.code(), label(byCode.get(code))),
                  table.at(first, "value").address()));
        }
      } else if (!code.endsWith(SHOWN_RATE)) {
        findings.add(
            new Finding.UnknownRow(
                Place.cell(table.at(r, "item"), "row:" + r.number(), code), code));
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
        explanation = text(row, "explanation");
      }
      DraftCell cell = row.find("value").orElse(null);
      Place place = Place.cell(at, m.code(), label(item));
      switch (item.part()) {
        case VALUE -> {
          value = number(cell, place, m);
          cumulative = shown(row.find("cumulative").orElse(null));
        }
        case NUMERATOR -> {
          numerator = number(cell, place, m);
          cumulative = shown(row.find("cumulative").orElse(null));
        }
        case DENOMINATOR -> denominator = number(cell, place, m);
        case DONE -> isDone = yesNo(cell, place);
        case DONE_ON -> doneOn = date(cell, place, true);
        case CRITERIA_PERCENT -> percent = percent(cell, place);
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

  /** A row that carries something to count but no code: said, and never shifted to another row. */
  private void reportStrayRow(Draft.Table table, Draft.Row r, List<String> columns) {
    for (String c : columns) {
      DraftCell cell = r.cells().get(c);
      if (cell != null && !cell.isFormula()) {
        findings.add(
            new Finding.RowWithoutCode(Place.cell(cell.at(), "row:" + r.number(), ""), cell.raw()));
        return;
      }
    }
  }

  // ---- Tổ dân phố

  private List<AreaValue> areas(Map<String, Measure> measures) {
    Draft.Table table = draft.find(AREAS).orElseThrow();
    Map<String, Plan.Area> byCode = new HashMap<>();
    plan.areas().forEach(a -> byCode.put(a.code(), a));
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
              table.columns().keySet().stream().filter(c -> !c.equals("area")).toList());
        } else if (!code.equals(TOTAL_ROW)) {
          findings.add(
              new Finding.UnknownRow(
                  Place.cell(table.at(row, "area"), "row:" + row.number(), code), code));
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
              m);
      Figure den =
          number(
              row.find(m.code() + "/d").orElse(null),
              Place.cell(d, m.code(), m.denominatorInWords() + where),
              m);
      return num == null && den == null
          ? null
          : new AreaValue(m.code(), area.code(), num == null ? d : n, null, num, den, null);
    }
    CellRef at = table.at(row, m.code());
    String what = m.input() == Measure.Input.STOCK ? m.numeratorInWords() : m.label();
    Figure v = number(row.find(m.code()).orElse(null), Place.cell(at, m.code(), what + where), m);
    return v == null ? null : new AreaValue(m.code(), area.code(), at, v, null, null, null);
  }

  // ---- Nhiệm vụ

  private List<TaskReport> tasks() {
    Map<String, Task> byCode = new HashMap<>();
    plan.listTasks(unitCode).forEach(t -> byCode.put(t.code(), t));
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
          reportStrayRow(table, row, List.of("state", "percent", "result", "reason"));
        } else {
          findings.add(
              new Finding.UnknownRow(
                  Place.cell(table.at(row, "task"), "row:" + row.number(), code), code));
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
              Place.cell(table.at(row, "percent"), atom, task.name()));
      LocalDate newDue =
          date(
              row.find("new_due").orElse(null),
              Place.cell(table.at(row, "new_due"), atom, task.name() + " – hạn mới"),
              false);
      if (stateCell == null) {
        if (percent != null || newDue != null || !row.text("result").isEmpty()) {
          findings.add(
              new Finding.ValueMissing(
                  Place.cell(table.at(row, "state"), atom, task.name() + " – tình trạng")));
        }
        continue;
      }
      TaskReport.State state = null;
      for (TaskReport.State s : TaskReport.State.values()) {
        if (s.word().equals(text(row, "state").toLowerCase(Locale.ROOT))) {
          state = s;
        }
      }
      if (state == null) {
        findings.add(
            new Finding.NotInList(
                Place.cell(stateCell.at(), atom, task.name() + " – tình trạng"),
                stateCell.raw(),
                "chưa bắt đầu, đang thực hiện, đã hoàn thành"));
        continue;
      }
      reports.add(
          new TaskReport(
              code,
              stateCell.at(),
              state,
              percent,
              text(row, "result"),
              newDue,
              text(row, "reason")));
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
        reportStrayRow(table, row, List.of("what", "proposed_to", "proposal"));
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
      reports.add(new DifficultyReport(number, at, what, since, to, proposal));
    }
    return reports;
  }

  // ---- cells

  private static String text(Draft.Row row, String column) {
    return Normalizer.normalize(row.text(column), Normalizer.Form.NFC);
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

  private @Nullable Figure number(@Nullable DraftCell cell, Place place, Measure m) {
    BigDecimal n = plainNumber(cell, place, m.scale() == 0);
    if (n == null || cell == null) {
      return null;
    }
    if (n.signum() < 0 && !(m.mayBeNegative() && m.input() == Measure.Input.OWN)) {
      findings.add(new Finding.NegativeValue(place, Words.number(n)));
      return null;
    }
    BigDecimal most = m.unitOfMeasure().startsWith("tỷ") ? MOST_BILLIONS : MOST;
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

  private @Nullable Figure percent(@Nullable DraftCell cell, Place place) {
    BigDecimal n;
    if (cell != null && cell.kind() == DraftCell.Kind.TEXT && cell.raw().strip().endsWith("%")) {
      String digits = cell.raw().strip();
      n =
          plainNumber(
              new DraftCell(
                  cell.at(),
                  cell.kind(),
                  digits.substring(0, digits.length() - 1),
                  cell.numberFormat(),
                  false),
              place,
              false);
    } else {
      n = plainNumber(cell, place, false);
      if (n != null && cell != null && cell.isPercent()) {
        n = n.movePointRight(2);
      }
    }
    if (n == null || cell == null) {
      return null;
    }
    if (n.signum() < 0 || n.compareTo(new BigDecimal(100)) > 0) {
      findings.add(new Finding.PercentOutOfRange(place, Words.number(n)));
      return null;
    }
    return new Figure(cell.at(), cell.raw(), n);
  }

  private @Nullable BigDecimal plainNumber(@Nullable DraftCell cell, Place place, boolean isCount) {
    if (cell == null) {
      return null;
    }
    switch (cell.kind()) {
      case NUMBER -> {
        return new BigDecimal(cell.raw());
      }
      case TEXT -> {
        return textNumber(cell, place, isCount);
      }
      case ERROR -> findings.add(new Finding.ErrorCell(place, cell.raw()));
      case UNCALCULATED -> findings.add(new Finding.FormulaWithoutResult(place));
      case BOOLEAN -> findings.add(new Finding.NotANumber(place, cell.raw()));
      case DATE ->
          findings.add(new Finding.NotANumber(place, Words.day(LocalDate.parse(cell.raw()))));
    }
    return null;
  }

  private @Nullable BigDecimal textNumber(DraftCell cell, Place place, boolean isCount) {
    String found = cell.raw().strip();
    if (found.isEmpty()) {
      return null;
    }
    switch (Numbers.read(found, isCount)) {
      case Numbers.Reading.Certain(BigDecimal n) -> {
        findings.add(new Finding.NumberAsText(place, found, Words.number(n)));
        return n;
      }
      case Numbers.Reading.Ambiguous(BigDecimal vi, BigDecimal en) ->
          findings.add(new Finding.AmbiguousNumber(place, found, plain(vi), plain(en)));
      case Numbers.Reading.NotANumber n -> findings.add(new Finding.NotANumber(place, found));
    }
    return null;
  }

  /** Digits to type: no thousands dot, decimal comma. */
  private static String plain(BigDecimal n) {
    return n.toPlainString().replace('.', ',');
  }

  private @Nullable Boolean yesNo(@Nullable DraftCell cell, Place place) {
    if (cell == null || cell.raw().isBlank()) {
      return null;
    }
    if (cell.kind() == DraftCell.Kind.BOOLEAN) {
      return Boolean.parseBoolean(cell.raw());
    }
    String t =
        Normalizer.normalize(cell.raw().strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    if (t.equals("có")) {
      return true;
    }
    if (t.equals("không")) {
      return false;
    }
    findings.add(new Finding.NotInList(place, cell.raw(), "có, không"));
    return null;
  }

  private @Nullable LocalDate date(@Nullable DraftCell cell, Place place, boolean mustBePast) {
    if (cell == null || cell.raw().isBlank()) {
      return null;
    }
    LocalDate day = null;
    if (cell.kind() == DraftCell.Kind.DATE) {
      day = LocalDate.parse(cell.raw());
    } else if (cell.kind() == DraftCell.Kind.TEXT) {
      Matcher m = DAY_TEXT.matcher(cell.raw().strip());
      if (m.matches()) {
        try {
          day =
              LocalDate.of(
                  Integer.parseInt(m.group(3)),
                  Integer.parseInt(m.group(2)),
                  Integer.parseInt(m.group(1)));
        } catch (DateTimeException e) {
          day = null; // 31/02: falls through to the finding
        }
      }
    }
    if (day == null) {
      findings.add(new Finding.NotADate(place, cell.raw()));
      return null;
    }
    if (mustBePast && day.isAfter(asOf)) {
      findings.add(new Finding.FutureDate(place, Words.day(day), Words.day(asOf)));
      return null;
    }
    return day;
  }
}
