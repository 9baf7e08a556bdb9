package vn.chitieu.validation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.sheet.FormIdentity.FormVersion;
import vn.chitieu.submission.Decoder;

/** Whether a form is the right one: of this locality, this unit, this period, whole. */
public final class StructureRules {
  private StructureRules() {}

  static List<Finding> everySheetBelongsToOneForm(Claim c) {
    FormIdentity first = c.identity().ofForm();
    List<Finding> found = new ArrayList<>();
    for (Draft.Table t : c.draft().tables()) {
      if (!t.identity().ofForm().equals(first)) {
        found.add(
            new Finding.MixedForms(
                Place.fileCell(new CellRef(t.sheetName(), "A1"), t.sheetName()),
                name(t.identity()),
                name(c.identity())));
      }
    }
    return found;
  }

  private static String name(FormIdentity id) {
    return id.period() + " " + id.unit();
  }

  static List<Finding> formIsAReport(Claim c) {
    return c.identity().kind().equals(FormIdentity.REPORT)
        ? List.of()
        : List.of(new Finding.NotOurForm(Place.FILE));
  }

  private static final FormVersion CURRENT =
      FormVersion.parse(FormIdentity.FORM_VERSION).orElseThrow();

  /** A form of this major version, and not of a later minor one. */
  static List<Finding> formIsReadable(Claim c) {
    String text = c.identity().formVersion();
    Optional<FormVersion> said = FormVersion.parse(text);
    if (said.isEmpty() || said.get().major() < CURRENT.major()) {
      return List.of(new Finding.OldForm(Place.FILE, text, FormIdentity.FORM_VERSION));
    }
    return said.get().compareTo(CURRENT) > 0
        ? List.of(new Finding.NewerForm(Place.FILE, text, FormIdentity.FORM_VERSION))
        : List.of();
  }

  /** A note: what an older minor version lacks is not demanded of it. */
  static List<Finding> formIsCurrent(Claim c) {
    String text = c.identity().formVersion();
    return FormVersion.parse(text).filter(v -> v.compareTo(CURRENT) < 0).isPresent()
        ? List.of(new Finding.OlderMinorForm(Place.FILE, text, FormIdentity.FORM_VERSION))
        : List.of();
  }

  static List<Finding> everySheetHasItsIdentity(Claim c) {
    return withoutIdentity(c.draft());
  }

  /** The sheets of ours that have lost their hidden first row. */
  public static List<Finding> withoutIdentity(Draft draft) {
    return draft.withoutIdentity().stream()
        .<Finding>map(
            s -> new Finding.SheetWithoutIdentity(Place.fileCell(new CellRef(s, "A1"), s)))
        .toList();
  }

  /** Of a sheet that stands twice with different content nobody knows which counts. */
  static List<Finding> repeatedSheetsAgree(Claim c) {
    List<Finding> found = new ArrayList<>();
    forEachRepeated(
        c.draft(),
        (first, again) -> {
          String difference = difference(first, again);
          if (!difference.isEmpty()) {
            found.add(
                new Finding.SheetsDiffer(
                    Place.fileCell(new CellRef(again.sheetName(), "A1"), again.sheetName()),
                    first.sheetName(),
                    difference));
          }
        });
    return found;
  }

  /** A note: the copy says the same. */
  static List<Finding> noSheetIsRepeated(Claim c) {
    List<Finding> found = new ArrayList<>();
    forEachRepeated(
        c.draft(),
        (first, again) ->
            found.add(
                new Finding.SheetRepeated(
                    Place.fileCell(new CellRef(again.sheetName(), "A1"), again.sheetName()),
                    first.sheetName())));
    return found;
  }

  private static void forEachRepeated(
      Draft draft, java.util.function.BiConsumer<Draft.Table, Draft.Table> what) {
    Map<String, Draft.Table> seen = new LinkedHashMap<>();
    for (Draft.Table t : draft.tables()) {
      Draft.Table first = seen.putIfAbsent(t.identity().table(), t);
      if (first != null) {
        what.accept(first, t);
      }
    }
  }

  /** The first cell of the second sheet that says something else; empty when all agree. */
  private static String difference(Draft.Table first, Draft.Table again) {
    if (!first.columns().keySet().equals(again.columns().keySet())) {
      return "A1";
    }
    int rows = Math.max(first.rows().size(), again.rows().size());
    for (int i = 0; i < rows; i++) {
      Draft.Row a = i < first.rows().size() ? first.rows().get(i) : null;
      Draft.Row b = i < again.rows().size() ? again.rows().get(i) : null;
      for (String column : first.columns().keySet()) {
        if (!said(a, column).equals(said(b, column))) {
          return b == null ? "A" + (a == null ? 1 : a.number()) : again.at(b, column).address();
        }
      }
    }
    return "";
  }

  private static String said(Draft.@Nullable Row row, String column) {
    return row == null
        ? ""
        : row.find(column).map(cell -> cell.kind() + " " + cell.raw()).orElse("");
  }

  static List<Finding> localityIsTheFolders(Claim c) {
    String said = c.identity().locality();
    return said.equals(c.localityCode())
        ? List.of()
        : List.of(new Finding.WrongLocality(Place.FILE, said, c.planToday().locality().name()));
  }

  static List<Finding> unitIsTheFolders(Claim c) {
    String said = c.identity().unit();
    return said.equals(c.unitCode())
        ? List.of()
        : List.of(
            new Finding.WrongUnit(
                Place.FILE,
                unitName(c.planToday(), said),
                unitName(c.planToday(), c.unitCode()),
                ownForm(c)));
  }

  /** The sender's form of the period the file claims, else of the one that runs now. */
  private static String ownForm(Claim c) {
    String period =
        c.planToday()
            .findPeriod(c.identity().period())
            .filter(Period::isCollected)
            .map(Period::code)
            .orElse(latestCollected(c.planToday(), c.asOf()));
    return period + "_" + c.unitCode() + ".xlsx";
  }

  private static String unitName(Plan plan, String code) {
    return plan.findUnit(code).map(Unit::name).orElse(code);
  }

  static List<Finding> planVersionIsKnown(Claim c) {
    return c.plan() != null
        ? List.of()
        : List.of(new Finding.UnknownPlanVersion(Place.FILE, c.identity().planVersion()));
  }

  static List<Finding> periodIsCollectedAndHasBegun(Claim c) {
    Plan plan = c.plan() == null ? c.planToday() : c.plan();
    String said = c.identity().period();
    Optional<Period> period = plan.findPeriod(said).filter(Period::isCollected);
    if (period.isEmpty() || !c.identity().year().equals(Integer.toString(plan.year()))) {
      return List.of(new Finding.UnknownPeriod(Place.FILE, said, latestCollected(plan, c.asOf())));
    }
    if (begins(plan, period.get()).isAfter(c.asOf())) {
      return List.of(
          new Finding.PeriodNotBegun(
              Place.FILE, period.get().label(), Words.day(begins(plan, period.get()))));
    }
    return List.of();
  }

  /** A locked period takes nothing but what the office has reopened it for. */
  static List<Finding> periodIsOpen(Claim c) {
    Plan.Switches office = c.planToday().switches();
    String period = c.identity().period();
    if (!office.isLocked(period, c.arrivedOn())) {
      return List.of();
    }
    Optional<Plan.Reopening> reopening = office.findReopening(c.unitCode(), period);
    if (reopening.filter(r -> !c.arrivedOn().isAfter(r.until())).isPresent()) {
      return List.of();
    }
    return List.of(
        new Finding.PeriodLocked(
            Place.FILE,
            periodName(c),
            Words.day(Objects.requireNonNull(office.lockedOn().get(period))),
            reopening
                .map(r -> "Lần mở lại đã hết hạn ngày " + Words.day(r.until()) + ".")
                .orElse("")));
  }

  /** A note: the file was taken because the period had been reopened. */
  static List<Finding> reopeningIsTold(Claim c) {
    Plan.Switches office = c.planToday().switches();
    String period = c.identity().period();
    return !office.isLocked(period, c.arrivedOn())
        ? List.of()
        : office.findReopening(c.unitCode(), period).stream()
            .<Finding>map(
                r ->
                    new Finding.AcceptedUnderReopening(
                        Place.FILE, periodName(c), r.by(), r.reason(), Words.day(r.until())))
            .toList();
  }

  private static String periodName(Claim c) {
    String code = c.identity().period();
    return c.planToday().findPeriod(code).map(Period::label).orElse(code);
  }

  /** The closing period's figures exist only when the last month has ended. */
  private static LocalDate begins(Plan plan, Period period) {
    return period.kind() != Period.Kind.FINAL
        ? period.startsOn()
        : plan.listCollectedPeriods().stream()
            .filter(p -> p.kind() == Period.Kind.MONTH)
            .map(p -> p.endsOn().plusDays(1))
            .max(LocalDate::compareTo)
            .orElse(period.startsOn());
  }

  private static String latestCollected(Plan plan, LocalDate asOf) {
    String latest = plan.listCollectedPeriods().getFirst().code();
    for (Period p : plan.listCollectedPeriods()) {
      if (!p.startsOn().isAfter(asOf)) {
        latest = p.code();
      }
    }
    return latest;
  }

  /** Every sheet and column that the unit's form has in that period. */
  static List<Finding> formIsWhole(Claim c) {
    if (c.plan() == null) {
      return List.of();
    }
    Period period = c.plan().getPeriod(c.identity().period());
    List<Finding> found = new ArrayList<>();
    for (Map.Entry<String, List<String>> need : needed(c.plan(), c.unitCode(), period).entrySet()) {
      String code = need.getKey();
      Optional<Draft.Table> table = c.draft().find(code);
      if (table.isEmpty()) {
        found.add(
            new Finding.SheetMissing(
                new Place(null, null, SHEET_NAMES.get(code)), SHEET_NAMES.get(code)));
        continue;
      }
      for (String column : need.getValue()) {
        if (!table.get().columns().containsKey(column)) {
          found.add(
              new Finding.ColumnMissing(
                  new Place(null, null, table.get().sheetName()),
                  COLUMN_NAMES.getOrDefault(column, column)));
        }
      }
    }
    return found;
  }

  private static final Map<String, String> SHEET_NAMES =
      Map.of(
          Decoder.VALUES, "Số liệu",
          Decoder.AREAS, "Tổ dân phố",
          Decoder.TASKS, "Nhiệm vụ",
          Decoder.DIFFICULTIES, "Vướng mắc");

  private static final Map<String, String> COLUMN_NAMES =
      Map.of(
          "item", "mã dòng (ẩn)",
          "value", "Kỳ này",
          "explanation", "Giải trình",
          "area", "mã tổ (ẩn)",
          "task", "mã nhiệm vụ (ẩn)",
          "state", "Trạng thái",
          "no", "số thứ tự",
          "what", "Vướng mắc",
          "proposed_to", "Kiến nghị với ai",
          "proposal", "Kiến nghị");

  private static Map<String, List<String>> needed(Plan plan, String unitCode, Period period) {
    Map<String, List<String>> needed = new LinkedHashMap<>();
    needed.put(Decoder.VALUES, List.of("item", "value", "explanation"));
    List<Measure> byArea = plan.listAreaMeasures(unitCode, period);
    if (!byArea.isEmpty()) {
      List<String> columns = new ArrayList<>(List.of("area"));
      for (Measure m : byArea) {
        if (m.byArea() == Measure.ByArea.NUMBER && m.kind() == Measure.Kind.RATE) {
          columns.add(m.code() + "/n");
          columns.add(m.code() + "/d");
        } else {
          columns.add(m.code());
        }
      }
      needed.put(Decoder.AREAS, columns);
    }
    if (!plan.listTasks(unitCode).isEmpty()) {
      needed.put(Decoder.TASKS, List.of("task", "state", "percent", "result", "new_due", "reason"));
    }
    needed.put(Decoder.DIFFICULTIES, List.of("no", "what", "since", "proposed_to", "proposal"));
    return needed;
  }
}
