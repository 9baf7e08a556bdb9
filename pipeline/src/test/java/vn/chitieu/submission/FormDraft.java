package vn.chitieu.submission;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Task;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.FormIdentity;

/**
 * A unit's form as reading it would give it, filled in cell by cell: rows and columns stand where
 * the form writer puts them. For tests of decoding and judging that need no workbook.
 */
public final class FormDraft {
  private static final Map<String, String> VALUE_COLUMNS =
      Map.of("item", "A", "name", "C", "value", "G", "cumulative", "H", "explanation", "J");
  private static final Map<String, String> TASK_COLUMNS =
      Map.of(
          "task", "A", "name", "B", "state", "E", "percent", "F", "result", "G", "new_due", "H",
          "reason", "I");
  private static final Map<String, String> DIFFICULTY_COLUMNS =
      Map.of("no", "A", "what", "B", "since", "C", "proposed_to", "D", "proposal", "E");

  private static final Map<String, String> QUESTION_COLUMNS =
      Map.of("question", "A", "asked", "D", "answer", "H");

  /** The first row of data on each sheet. */
  static final int FIRST = 9;

  private final Plan plan;
  private final String unit;
  private final String period;
  private final Map<String, String> identity = new LinkedHashMap<>();
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();

  private record Sheet(
      String name, Map<String, String> columns, List<Map<String, DraftCell>> rows) {}

  private FormDraft(Plan plan, String unit, String period) {
    this.plan = plan;
    this.unit = unit;
    this.period = period;
  }

  /** The blank form of a unit for a period. */
  public static FormDraft of(Plan plan, String unit, String period) {
    FormDraft f = new FormDraft(plan, unit, period);
    Period p = plan.getPeriod(period);
    f.begin(Decoder.VALUES, "Số liệu", VALUE_COLUMNS);
    for (Item i : plan.listItems(unit, p)) {
      f.row(Decoder.VALUES, Map.of("item", i.code(), "name", i.label()));
    }
    List<Measure> byArea = plan.listAreaMeasures(unit, p);
    if (!byArea.isEmpty()) {
      Map<String, String> columns = new LinkedHashMap<>(Map.of("area", "A", "name", "B"));
      char letter = 'C';
      for (Measure m : byArea) {
        if (m.kind() == Measure.Kind.RATE && m.byArea() == Measure.ByArea.NUMBER) {
          columns.put(m.code() + "/n", String.valueOf(letter++));
          columns.put(m.code() + "/d", String.valueOf(letter++));
        } else {
          columns.put(m.code(), String.valueOf(letter++));
        }
      }
      f.begin(Decoder.AREAS, "Tổ dân phố", columns);
      for (Plan.Area a : plan.areas()) {
        f.row(Decoder.AREAS, Map.of("area", a.code(), "name", a.name()));
      }
    }
    if (!plan.listTasks(unit).isEmpty()) {
      f.begin(Decoder.TASKS, "Nhiệm vụ", TASK_COLUMNS);
      for (Task t : plan.listTasks(unit)) {
        f.row(Decoder.TASKS, Map.of("task", t.code(), "name", t.name()));
      }
    }
    f.begin(Decoder.DIFFICULTIES, "Vướng mắc", DIFFICULTY_COLUMNS);
    for (int n = 1; n <= 3; n++) {
      f.row(Decoder.DIFFICULTIES, Map.of());
      f.put(Decoder.DIFFICULTIES, n - 1, "no", DraftCell.Kind.NUMBER, "" + n, "General");
    }
    return f;
  }

  /** What the office asks, as the form shows it, with what was written beside it. */
  public FormDraft asked(String code, String answer) {
    if (!sheets.containsKey(Decoder.QUESTIONS)) {
      begin(Decoder.QUESTIONS, "Yêu cầu giải trình", QUESTION_COLUMNS);
    }
    return row(Decoder.QUESTIONS, Map.of("question", code, "asked", "Vì sao?", "answer", answer));
  }

  private void begin(String table, String name, Map<String, String> columns) {
    sheets.put(table, new Sheet(name, columns, new ArrayList<>()));
  }

  /** One more row at the end of a table, its cells text. */
  public FormDraft row(String table, Map<String, String> cells) {
    Sheet s = get(table);
    s.rows().add(new LinkedHashMap<>());
    cells.forEach(
        (c, raw) -> put(table, s.rows().size() - 1, c, DraftCell.Kind.TEXT, raw, "General"));
    return this;
  }

  /** Deletes a row. */
  public FormDraft without(String table, String code) {
    get(table).rows().remove(find(table, code));
    return this;
  }

  private Sheet get(String table) {
    Sheet s = sheets.get(table);
    if (s == null) {
      throw new IllegalStateException("no sheet " + table);
    }
    return s;
  }

  private void put(
      String table, int row, String column, DraftCell.Kind kind, String raw, String format) {
    Sheet s = get(table);
    CellRef at = new CellRef(s.name(), s.columns().get(column) + (FIRST + row));
    s.rows().get(row).put(column, new DraftCell(at, kind, raw, format, false));
  }

  private int find(String table, String code) {
    List<Map<String, DraftCell>> rows = get(table).rows();
    String key =
        switch (table) {
          case Decoder.VALUES -> "item";
          case Decoder.AREAS -> "area";
          case Decoder.TASKS -> "task";
          default -> "no";
        };
    for (int i = 0; i < rows.size(); i++) {
      DraftCell c = rows.get(i).get(key);
      if (c != null && c.raw().equals(code)) {
        return i;
      }
    }
    throw new IllegalStateException("no row " + code);
  }

  /** Any cell of a coded row. */
  public FormDraft cell(
      String table, String code, String column, DraftCell.Kind kind, String raw, String format) {
    put(table, find(table, code), column, kind, raw, format);
    return this;
  }

  public FormDraft text(String table, String code, String column, String raw) {
    return cell(table, code, column, DraftCell.Kind.TEXT, raw, "General");
  }

  public FormDraft number(String table, String code, String column, String raw) {
    return cell(table, code, column, DraftCell.Kind.NUMBER, raw, "General");
  }

  public FormDraft date(String table, String code, String column, LocalDate day) {
    return cell(table, code, column, DraftCell.Kind.DATE, day.toString(), "dd/mm/yyyy");
  }

  /** A figure typed as a number. */
  public FormDraft value(String item, String number) {
    return number(Decoder.VALUES, item, "value", new BigDecimal(number).toPlainString());
  }

  /** A figure that a formula gives; the row is added when the form has none of that code. */
  public FormDraft formula(String item, String result) {
    if (get(Decoder.VALUES).rows().stream()
        .noneMatch(r -> r.containsKey("item") && r.get("item").raw().equals(item))) {
      row(Decoder.VALUES, Map.of("item", item));
    }
    value(item, result);
    get(Decoder.VALUES)
        .rows()
        .get(find(Decoder.VALUES, item))
        .computeIfPresent(
            "value", (k, c) -> new DraftCell(c.at(), c.kind(), c.raw(), c.numberFormat(), true));
    return this;
  }

  /** A figure typed as text. */
  public FormDraft typed(String item, String text) {
    return text(Decoder.VALUES, item, "value", text);
  }

  public FormDraft explained(String item, String words) {
    return text(Decoder.VALUES, item, "explanation", words);
  }

  /** Sets the font of a text that is there. */
  public FormDraft inFont(String item, String column, String font) {
    get(Decoder.VALUES)
        .rows()
        .get(find(Decoder.VALUES, item))
        .computeIfPresent(
            column,
            (k, c) ->
                new DraftCell(c.at(), c.kind(), c.raw(), c.numberFormat(), c.isFormula(), font));
    return this;
  }

  /** A word of the identity, on every sheet. */
  public FormDraft says(String word, String value) {
    identity.put(word, value);
    return this;
  }

  /** Where a cell stands. */
  public CellRef at(String table, String code, String column) {
    Sheet s = get(table);
    return new CellRef(s.name(), s.columns().get(column) + (FIRST + find(table, code)));
  }

  public CellRef at(String item) {
    return at(Decoder.VALUES, item, "value");
  }

  public Draft draft() {
    List<Draft.Table> tables = new ArrayList<>();
    sheets.forEach((code, s) -> tables.add(table(code, s)));
    return new Draft(tables);
  }

  private Draft.Table table(String code, Sheet s) {
    FormIdentity id =
        FormIdentity.report(
            code, plan.locality().code(), plan.year(), unit, period, plan.version(), false);
    Map<String, String> words = new LinkedHashMap<>(id.words());
    words.putAll(identity);
    List<Draft.Row> rows = new ArrayList<>();
    for (int i = 0; i < s.rows().size(); i++) {
      rows.add(new Draft.Row(FIRST + i, s.rows().get(i)));
    }
    return new Draft.Table(s.name(), new FormIdentity(words), s.columns(), rows);
  }
}
