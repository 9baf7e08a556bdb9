package vn.chitieu.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Days;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.sheet.Spelling;

/**
 * Reads a plan workbook's draft and judges it in the same words as any other workbook. A plan comes
 * out only when nothing refuses it; notes may stand beside it.
 */
public final class PlanReader {
  /**
   * The outcome.
   *
   * @param plan present when no finding refuses the workbook
   * @param findings everything found, in sheet order
   */
  public record PlanReading(Optional<Plan> plan, List<Finding> findings) {
    public PlanReading {
      findings = List.copyOf(findings);
    }
  }

  /** The nine status words every board and report relies on. */
  private static final List<String> STATUS_CODES =
      List.of(
          "at_risk",
          "failed",
          "watch",
          "not_reported",
          "on_track",
          "achieved",
          "pending_target",
          "not_due",
          "not_assessed");

  /** Decimal places of a share, as the ledger keeps it. */
  private static final int SHARE_SCALE = 6;

  /** Column → the sheet whose codes it refers to. */
  private static final Map<String, String> LISTED_ON =
      Map.of("unit", "Đơn vị", "measure", "Chỉ tiêu", "period", "Kỳ báo cáo");

  private static final List<String> QUARTERS = List.of("quarter_1", "quarter_2", "quarter_3");

  private final Draft draft;
  private final String localityCode;
  private final String sha256;
  private final Optional<Plan> before;
  private final List<Finding> findings = new ArrayList<>();

  /** Column code → the names of what it refers to, for “có phải ý là”. */
  private final Map<String, Names> names = new HashMap<>();

  private boolean isBroken;

  private PlanReader(Draft draft, String localityCode, String sha256, Optional<Plan> before) {
    this.draft = draft;
    this.localityCode = localityCode;
    this.sha256 = sha256;
    this.before = before;
  }

  /**
   * Reads and judges. Of two sheets with one code the first counts, as it did when plans were
   * accepted with both; {@link #listRepeatedSheets} tells of them.
   *
   * @param localityCode the folder the workbook lies under: the plan must be that locality's
   * @param sha256 of the workbook's bytes
   * @param before the plan it would replace: a code may not come to mean something else, and what
   *     is gone or rewritten is said
   */
  public static PlanReading read(
      Draft draft, String localityCode, String sha256, Optional<Plan> before) {
    PlanReader reader = new PlanReader(draft, localityCode, sha256, before);
    Plan plan = reader.read();
    return new PlanReading(
        reader.isBroken || plan == null ? Optional.empty() : Optional.of(plan), reader.findings);
  }

  /** What is found twice, as a cell that two checks read, is told once. */
  private void refuse(Finding f) {
    if (!findings.contains(f)) {
      findings.add(f);
    }
    isBroken = true;
  }

  private @Nullable Plan read() {
    Optional<FormIdentity> identity = draft.identity();
    if (identity.isEmpty() || !identity.get().kind().equals(FormIdentity.PLAN)) {
      refuse(new Finding.NotOurForm(Place.FILE));
      return null;
    }
    if (!identity.get().locality().equals(localityCode)) {
      refuse(new Finding.WrongLocality(Place.FILE, identity.get().locality(), localityCode));
    }
    Sheet document = sheet("van-ban", "Văn bản", "key", "value");
    Sheet units = sheet("don-vi", "Đơn vị", "code", "name", "short", "reports", "contact");
    Sheet measures =
        sheet(
            "chi-tieu",
            "Chỉ tiêu",
            "code",
            "indicator",
            "name",
            "short",
            "unit",
            "kind",
            "pace",
            "calendar",
            "restricted",
            "may_be_negative",
            "may_exceed",
            "scale",
            "by_area",
            "frequency",
            "input",
            "numerator",
            "numerator_kind",
            "denominator",
            "denominator_kind",
            "wording",
            "note");
    Sheet targets =
        sheet(
            "giao",
            "Chỉ tiêu giao",
            "measure",
            "kind",
            "comparator",
            "ours",
            "value",
            "high",
            "valid_from",
            "assessed_on",
            "decision",
            "decision_on",
            "issuer",
            "note");
    Sheet assignments =
        sheet("phan-cong", "Phân công", "measure", "unit", "role", "authority", "ours");
    Sheet periods =
        sheet(
            "ky",
            "Kỳ báo cáo",
            "code",
            "kind",
            "calendar",
            "label",
            "start",
            "end",
            "due",
            "collected");
    Sheet holidays = sheet("ngay-nghi", "Ngày nghỉ", "day");
    Sheet tasks = sheet("nhiem-vu", "Nhiệm vụ", "code", "name", "point", "unit", "due", "percent");
    Sheet areas = sheet("to-dan-pho", "Tổ dân phố", "code", "name");
    Sheet thresholds = sheet("nguong", "Ngưỡng", "code", "value", "meaning");
    Sheet statuses =
        sheet("trang-thai", "Trạng thái", "code", "order", "word", "shape", "colour", "group");
    Sheet bases =
        sheet(
            "so-lieu-goc",
            "Số liệu gốc",
            "measure",
            "period",
            "value",
            "unit",
            "source",
            "illustrative");
    Sheet aliases = sheet("ten-khac", "Tên gọi khác", "alias", "kind", "code");
    Sheet oddities = sheet("luu-y", "Điểm lưu ý", "where", "says", "treatment");
    Sheet weights = optional("muc-do", "Mức độ", "code", "severity", "stage");
    Sheet boundaries =
        optional("dia-gioi", "Địa giới", "kind", "old", "new", "valid_from", "share", "note");
    Sheet reopenings = optional("mo-lai", "Mở lại kỳ", "unit", "period", "by", "reason", "until");
    Sheet questions =
        optional(
            "yeu-cau-giai-trinh",
            "Yêu cầu giải trình",
            "code",
            "unit",
            "measure",
            "period",
            "question",
            "by",
            "asked_on",
            "due");
    Sheet answers =
        optional(
            "tra-loi",
            "Trả lời kiến nghị",
            "case",
            "unit",
            "period",
            "row",
            "answer",
            "by",
            "answered_on",
            "closed");
    Sheet signings =
        optional("ky-duyet", "Ký duyệt", "period", "unit", "kind", "by", "title", "signed_on");
    if (isBroken) {
      return null;
    }

    List<Plan.Alias> otherNames =
        aliases.rows().stream()
            .map(r -> new Plan.Alias(r.text("alias"), r.text("kind"), r.text("code")))
            .toList();
    Map<String, String> words = new LinkedHashMap<>();
    for (Draft.Row r : document.rows()) {
      words.put(document.text(r, "key"), r.text("value"));
    }
    List<Unit> unitList = units.each("code", this::unit);
    Set<String> unitCodes = codes(unitList, Unit::code);
    names.put("unit", Names.ofUnits(unitList, otherNames));
    List<Measure> measureList = measures.each("code", this::measure);
    Set<String> measureCodes = codes(measureList, Measure::code);
    names.put("measure", Names.ofMeasures(measureList, otherNames));
    List<Target> targetList = new ArrayList<>();
    for (Draft.Row r : targets.rows()) {
      target(targets, r, measureList, targetList);
    }
    List<Plan.Assignment> assignmentList = new ArrayList<>();
    for (Draft.Row r : assignments.rows()) {
      String measure = assignments.reference(r, "measure", measureCodes);
      String unit = assignments.reference(r, "unit", unitCodes);
      Role role = assignments.choice(r, "role", Words.ROLE, Role.COORDINATES);
      Plan.Assignment a =
          new Plan.Assignment(
              measure, unit, role, assignments.yes(r, "authority"), assignments.yes(r, "ours"));
      if (assignmentList.stream()
          .anyMatch(b -> b.measureCode().equals(measure) && b.unitCode().equals(unit))) {
        refuse(
            new Finding.PlanCodeRepeated(
                assignments.place(r, "unit"), measure + " – " + unit, "một dòng phía trên"));
      }
      assignmentList.add(a);
    }
    List<Period> periodList = periods.each("code", this::period);
    Set<LocalDate> holidaySet = new HashSet<>();
    for (Draft.Row r : holidays.rows()) {
      LocalDate day = holidays.date(r, "day", true);
      if (day != null) {
        holidaySet.add(day);
      }
    }
    List<Task> taskList =
        tasks.each(
            "code",
            (s, r) ->
                new Task(
                    s.text(r, "code"),
                    s.text(r, "name"),
                    s.text(r, "point"),
                    s.reference(r, "unit", unitCodes),
                    s.date(r, "due", false),
                    s.yes(r, "percent")));
    List<Plan.Area> areaList =
        areas.each("code", (s, r) -> new Plan.Area(s.text(r, "code"), s.text(r, "name")));
    List<Plan.Threshold> thresholdList =
        thresholds.each(
            "code",
            (s, r) -> {
              BigDecimal v = s.number(r, "value", true);
              return new Plan.Threshold(
                  s.text(r, "code"), v == null ? BigDecimal.ZERO : v, r.text("meaning"));
            });
    List<Plan.Status> statusList =
        statuses.each(
            "code",
            (s, r) -> {
              BigDecimal order = s.number(r, "order", true);
              return new Plan.Status(
                  s.reference(r, "code", Set.copyOf(STATUS_CODES)),
                  order == null ? 0 : order.intValue(),
                  s.text(r, "word"),
                  s.text(r, "shape"),
                  s.text(r, "colour"),
                  s.text(r, "group"));
            });
    List<Plan.BaseFigure> baseList = new ArrayList<>();
    Set<String> periodCodes = codes(periodList, Period::code);
    for (Draft.Row r : bases.rows()) {
      String measure = bases.reference(r, "measure", measureCodes);
      String period = r.text("period");
      if (!period.isEmpty()) {
        bases.reference(r, "period", periodCodes);
      }
      baseList.add(
          new Plan.BaseFigure(
              measure,
              period,
              bases.number(r, "value", false),
              r.text("unit"),
              r.text("source"),
              bases.yes(r, "illustrative")));
    }
    List<Plan.Alias> aliasList = new ArrayList<>();
    for (Draft.Row r : aliases.rows()) {
      String kind = aliases.text(r, "kind");
      Set<String> known =
          switch (kind) {
            case "don-vi" -> unitCodes;
            case "chi-tieu" -> measureCodes;
            default -> codes(areaList, Plan.Area::code);
          };
      aliasList.add(
          new Plan.Alias(aliases.text(r, "alias"), kind, aliases.reference(r, "code", known)));
    }
    Map<String, LocalDate> lockedOn = lockedOn(periods);
    Plan.Switches switches =
        new Plan.Switches(
            weights(weights), lockedOn, reopenings(reopenings, unitList, periodList, lockedOn));
    Plan.Correspondence correspondence =
        new Plan.Correspondence(
            questions(questions, unitList, measureCodes, periodCodes, assignmentList),
            answers(answers, unitList, periodCodes),
            signings(signings, unitList, periodList));
    List<Plan.Oddity> oddityList = new ArrayList<>();
    for (Draft.Row r : oddities.rows()) {
      oddityList.add(
          new Plan.Oddity(oddities.text(r, "where"), r.text("says"), r.text("treatment")));
    }

    checkLeads(assignments, measures, measureList, assignmentList, unitList);
    checkEveryMeasureHasATarget(measures, measureList, targetList);
    checkPeriods(periods, periodList, holidaySet);
    checkTaskUnits(tasks, taskList, unitList);
    checkStatuses(statuses, statusList);
    checkThresholds(thresholds, thresholdList);
    checkTies(targets, targetList, bases, baseList);
    checkWithdrawals(targets, targetList);

    String year = identity.get().year();
    if (!year.matches("20\\d\\d")) {
      refuse(
          new Finding.PlanContradiction(
              Place.FILE, "năm trên biểu là “" + year + "”", "năm kế hoạch có dạng 2026"));
      return null;
    }
    Plan.Locality locality =
        new Plan.Locality(
            localityCode,
            documentWord(document, words, "ten-dia-ban"),
            documentWord(document, words, "loai-dia-ban"),
            words.getOrDefault("ma-chinh-thuc", ""),
            documentWord(document, words, "thanh-pho"),
            words.getOrDefault("ma-thanh-pho", ""));
    if (isBroken) {
      return null;
    }
    Plan plan =
        new Plan(
            locality,
            Integer.parseInt(year),
            sha256.substring(0, 8),
            sha256,
            words.getOrDefault("co-so-lieu-minh-hoa", "").equals("có"),
            words,
            unitList,
            measureList,
            targetList,
            assignmentList,
            periodList,
            holidaySet,
            taskList,
            areaList,
            successions(boundaries, areaList),
            thresholdList,
            statusList,
            baseList,
            aliasList,
            oddityList,
            switches,
            correspondence);
    before.ifPresent(
        b -> {
          checkMeanings(measures, b, plan);
          checkQuestions(questions, b, plan);
          checkNames(units, b.units(), unitList, Unit::code, Unit::name);
          checkNames(measures, b.measures(), measureList, Measure::code, Measure::name);
          checkNames(areas, b.areas(), areaList, Plan.Area::code, Plan.Area::name);
          checkNames(tasks, b.tasks(), taskList, Task::code, Task::name);
          if (b.year() == plan.year()) {
            noteRetired(units, b.units(), unitList, Unit::code, Unit::name);
            noteRetired(measures, b.measures(), measureList, Measure::code, Measure::name);
            noteRetired(areas, b.areas(), areaList, Plan.Area::code, Plan.Area::name);
            noteRetired(tasks, b.tasks(), taskList, Task::code, Task::name);
            noteRewritten(targets, b, plan);
          }
        });
    return isBroken ? null : plan;
  }

  // ---- what may not change, and what is said when it does

  /** A code whose figures add up otherwise, or count something else, is another measure. */
  private void checkMeanings(Sheet s, Plan before, Plan plan) {
    for (Measure m : plan.measures()) {
      Measure was = before.findMeasure(m.code()).orElse(null);
      if (was == null) {
        continue;
      }
      boolean wasCounted =
          before.targets().stream()
              .anyMatch(t -> t.measureCode().equals(m.code()) && t.kind() != Target.Kind.PENDING);
      if (was.kind() != m.kind()
          || was.numeratorKind() != m.numeratorKind()
          || was.denominatorKind() != m.denominatorKind()
          || was.input() != m.input()) {
        refuse(
            new Finding.PlanCodeReused(
                s.placeOf(m.code(), "kind"), m.code(), meaning(m), meaning(was)));
      } else if (!was.calendarCode().equals(m.calendarCode()) && before.year() == plan.year()) {
        refuse(
            new Finding.PlanCodeReused(
                s.placeOf(m.code(), "calendar"),
                m.code(),
                "lịch " + m.calendarCode(),
                "lịch " + was.calendarCode()));
      } else if (!was.unitOfMeasure().equals(m.unitOfMeasure()) && wasCounted) {
        refuse(
            new Finding.PlanCodeReused(
                s.placeOf(m.code(), "unit"),
                m.code(),
                "đơn vị tính “" + m.unitOfMeasure() + "”",
                "đơn vị tính “" + was.unitOfMeasure() + "”"));
      }
    }
  }

  private static String meaning(Measure m) {
    String adding =
        m.numeratorKind() == null || m.denominatorKind() == null
            ? ""
            : " ("
                + Words.word(Words.ADDING, m.numeratorKind())
                + " / "
                + Words.word(Words.ADDING, m.denominatorKind())
                + ")";
    String input =
        m.input() == Measure.Input.OWN ? "" : ", nhập " + Words.word(Words.INPUT, m.input());
    return "loại " + Words.word(Words.KIND, m.kind()) + adding + input;
  }

  /** Names may be reworded, but a code does not take over the name that another code had. */
  private <T> void checkNames(
      Sheet s, List<T> before, List<T> now, Function<T, String> code, Function<T, String> name) {
    Map<String, String> codeOf = new HashMap<>();
    before.forEach(t -> codeOf.putIfAbsent(Spelling.key(name.apply(t)), code.apply(t)));
    for (T t : now) {
      String had = codeOf.get(Spelling.key(name.apply(t)));
      T own =
          before.stream().filter(b -> code.apply(b).equals(code.apply(t))).findFirst().orElse(null);
      if (had != null
          && !had.equals(code.apply(t))
          && own != null
          && !Spelling.key(name.apply(own)).equals(Spelling.key(name.apply(t)))) {
        refuse(
            new Finding.PlanCodeReused(
                s.placeOf(code.apply(t), "name"), code.apply(t), name.apply(t), name.apply(own)));
      }
    }
  }

  private <T> void noteRetired(
      Sheet s, List<T> before, List<T> now, Function<T, String> code, Function<T, String> name) {
    Set<String> codes = codes(now, code);
    for (T t : before) {
      if (!codes.contains(code.apply(t))) {
        findings.add(new Finding.PlanCodeRetired(s.head(), code.apply(t), name.apply(t)));
      }
    }
  }

  /** A decision is followed by another one, not overwritten. */
  private void noteRewritten(Sheet s, Plan before, Plan plan) {
    for (Target was : before.targets()) {
      if (plan.findMeasure(was.measureCode()).isEmpty()) {
        continue;
      }
      Target now =
          plan.targets().stream()
              .filter(t -> t.measureCode().equals(was.measureCode()))
              .filter(t -> t.validFrom().equals(was.validFrom()))
              .findFirst()
              .orElse(null);
      if (now == null || !Words.target(now).equals(Words.target(was))) {
        findings.add(
            new Finding.PlanTargetRewritten(
                now == null ? s.placeOf(was.measureCode(), "valid_from") : s.placeOf(now),
                was.measureCode(),
                Words.day(was.validFrom()),
                now == null ? "không còn dòng này" : Words.target(now),
                Words.target(was)));
      }
    }
  }

  private void checkWithdrawals(Sheet s, List<Target> targets) {
    for (Target w : targets) {
      if (w.kind() == Target.Kind.WITHDRAWN
          && targets.stream()
              .noneMatch(
                  t ->
                      t.measureCode().equals(w.measureCode())
                          && t.validFrom().isBefore(w.validFrom()))) {
        refuse(
            new Finding.PlanContradiction(
                s.placeOf(w),
                "thu hồi mức giao của " + w.measureCode(),
                "trước ngày " + Words.day(w.validFrom()) + " chưa có mức giao nào"));
      }
    }
  }

  private String documentWord(Sheet document, Map<String, String> words, String key) {
    String w = words.getOrDefault(key, "");
    if (w.isEmpty()) {
      Place place =
          document.rows().isEmpty()
              ? Place.FILE
              : new Place(document.table.at(document.rows().getFirst(), "value"), null, key);
      refuse(
          new Finding.PlanValueMissing(
              place, PlanColumns.find("van-ban", "value").heading(), "giá trị của " + key, ""));
    }
    return w;
  }

  private static <T> Set<String> codes(List<T> list, Function<T, String> code) {
    return list.stream().map(code).collect(Collectors.toCollection(TreeSet::new));
  }

  private Unit unit(Sheet s, Draft.Row r) {
    return new Unit(
        s.slug(r, "code"),
        s.text(r, "name"),
        s.text(r, "short"),
        s.yes(r, "reports"),
        r.text("contact"),
        email(s, r));
  }

  /** The column is younger than the sheet: a plan without it is mailed to nobody. */
  private String email(Sheet s, Draft.Row r) {
    if (!s.table.columns().containsKey("email")) {
      return "";
    }
    String to = r.text("email").strip();
    if (!to.isEmpty() && !to.matches("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+")) {
      refuse(
          new Finding.PlanUnknownCode(
              s.place(r, "email"), to, "một địa chỉ thư điện tử", "", "kthtdt@haiphong.gov.vn"));
    }
    return to;
  }

  private Measure measure(Sheet s, Draft.Row r) {
    Measure.Kind kind = s.choice(r, "kind", Words.KIND, Measure.Kind.FLOW);
    Measure.Input input =
        r.text("input").isEmpty()
            ? Measure.Input.OWN
            : s.choice(r, "input", Words.INPUT, Measure.Input.OWN);
    boolean isRate = kind == Measure.Kind.RATE;
    BigDecimal indicator = s.number(r, "indicator", true);
    BigDecimal scale = s.number(r, "scale", true);
    return new Measure(
        s.text(r, "code"),
        indicator == null ? 0 : indicator.intValue(),
        s.text(r, "name"),
        s.text(r, "short"),
        r.text("unit"),
        kind,
        isRate ? s.choice(r, "numerator_kind", Words.ADDING, Measure.Adding.FLOW) : null,
        isRate ? s.choice(r, "denominator_kind", Words.ADDING, Measure.Adding.FLOW) : null,
        isRate || input == Measure.Input.STOCK ? s.text(r, "numerator") : r.text("numerator"),
        isRate ? s.text(r, "denominator") : r.text("denominator"),
        s.choice(r, "pace", Words.PACE, Measure.Pace.LEVEL),
        s.text(r, "calendar"),
        s.yes(r, "restricted"),
        s.yes(r, "may_be_negative"),
        s.yes(r, "may_exceed"),
        scale == null ? 0 : scale.intValue(),
        s.choice(r, "by_area", Words.BY_AREA, Measure.ByArea.NONE),
        s.choice(r, "frequency", Words.FREQUENCY, Measure.Frequency.MONTHLY),
        input,
        s.text(r, "wording"),
        r.text("note"));
  }

  private void target(Sheet s, Draft.Row r, List<Measure> measures, List<Target> into) {
    String code = s.reference(r, "measure", codes(measures, Measure::code));
    Target.Kind kind = s.choice(r, "kind", Words.TARGET_KIND, Target.Kind.NUMERIC);
    BigDecimal value = s.number(r, "value", false);
    BigDecimal high = s.number(r, "high", false);
    String comparator = Words.comparator(r.text("comparator"));
    boolean hasFigure =
        kind == Target.Kind.NUMERIC || kind == Target.Kind.RANGE || kind == Target.Kind.MAINTAINED;
    if (hasFigure && value == null) {
      s.refuseBlank(r, "value", "một con số", "200");
    }
    if (!hasFigure && value != null) {
      refuse(
          new Finding.PlanContradiction(
              s.place(r, "value"),
              "chỉ tiêu " + Words.word(Words.TARGET_KIND, kind) + " có con số",
              "loại này không có con số"));
    }
    if (kind == Target.Kind.RANGE && high == null) {
      s.refuseBlank(r, "high", "mức trên của khoảng", "98");
    }
    if (kind == Target.Kind.RANGE && value != null && high != null && high.compareTo(value) < 0) {
      refuse(
          new Finding.PlanContradiction(
              s.place(r, "high"),
              "mức trên " + Words.number(high),
              "mức trên không thấp hơn mức giao " + Words.number(value)));
    }
    if (kind == Target.Kind.NUMERIC && comparator.isEmpty()) {
      refuse(
          new Finding.PlanUnknownCode(
              s.place(r, "comparator"), r.text("comparator"), "≥, >, =, ≤, <", "", "≥"));
    }
    Measure.@Nullable Kind measureKind =
        measures.stream()
            .filter(m -> m.code().equals(code))
            .map(Measure::kind)
            .findFirst()
            .orElse(null);
    if (measureKind != null
        && (measureKind == Measure.Kind.MILESTONE) != (kind == Target.Kind.MILESTONE)
        && kind != Target.Kind.PENDING
        && kind != Target.Kind.WITHDRAWN) {
      refuse(
          new Finding.PlanContradiction(
              s.place(r, "kind"),
              "chỉ tiêu giao loại " + Words.word(Words.TARGET_KIND, kind),
              "chỉ tiêu " + code + " loại " + Words.word(Words.KIND, measureKind)));
    }
    LocalDate validFrom = s.date(r, "valid_from", true);
    LocalDate assessedOn = s.date(r, "assessed_on", true);
    LocalDate decisionOn = s.date(r, "decision_on", false);
    boolean isOurs = s.yes(r, "ours");
    List<BigDecimal> quarters = quarters(s, r, kind, value, measureKind);
    if (validFrom == null || assessedOn == null) {
      return;
    }
    if (assessedOn.isBefore(validFrom)) {
      refuse(
          new Finding.PlanDatesOutOfOrder(
              s.place(r, "assessed_on"),
              Words.day(assessedOn),
              "ngày đánh giá sau ngày có hiệu lực " + Words.day(validFrom)));
    }
    if (into.stream()
        .anyMatch(t -> t.measureCode().equals(code) && t.validFrom().equals(validFrom))) {
      refuse(
          new Finding.PlanContradiction(
              s.place(r, "valid_from"),
              "hai mức giao của " + code + " cùng có hiệu lực từ " + Words.day(validFrom),
              "mỗi ngày chỉ một mức giao bắt đầu có hiệu lực"));
    }
    into.add(
        new Target(
            code,
            kind,
            comparator,
            isOurs,
            value,
            high,
            quarters,
            validFrom,
            assessedOn,
            r.text("decision"),
            decisionOn,
            r.text("issuer"),
            r.text("note")));
  }

  /** The columns are younger than the sheet: a plan without them gives no schedule. */
  private List<BigDecimal> quarters(
      Sheet s,
      Draft.Row r,
      Target.Kind kind,
      @Nullable BigDecimal value,
      Measure.@Nullable Kind measureKind) {
    List<BigDecimal> quarters = new ArrayList<>();
    for (String column : QUARTERS) {
      BigDecimal q = s.number(r, column, false);
      if (q != null) {
        quarters.add(q);
      }
    }
    if (quarters.isEmpty()) {
      return List.of();
    }
    if (quarters.size() < QUARTERS.size()) {
      String blank = QUARTERS.stream().filter(c -> r.text(c).isEmpty()).findFirst().orElseThrow();
      s.refuseBlank(r, blank, "một con số, hoặc để trống cả ba quý", "150");
      return List.of();
    }
    if (kind != Target.Kind.NUMERIC || value == null) {
      refuse(
          new Finding.PlanContradiction(
              s.place(r, QUARTERS.getFirst()),
              "có tiến độ từng quý",
              "chỉ mức giao bằng số mới có tiến độ từng quý"));
      return List.of();
    }
    List<BigDecimal> steps = new ArrayList<>(quarters);
    steps.add(value);
    for (int i = 1; i < steps.size() && measureKind == Measure.Kind.FLOW; i++) {
      if (steps.get(i).compareTo(steps.get(i - 1)) < 0) {
        refuse(
            new Finding.PlanContradiction(
                s.place(r, QUARTERS.get(i - 1)),
                "đến hết quý " + i + " là " + Words.number(steps.get(i - 1)),
                "số lũy kế không được cao hơn quý sau, cuối năm là " + Words.number(value)));
      }
    }
    return quarters;
  }

  private Period period(Sheet s, Draft.Row r) {
    LocalDate start = s.date(r, "start", true);
    LocalDate end = s.date(r, "end", true);
    LocalDate due = s.date(r, "due", true);
    LocalDate any = LocalDate.EPOCH;
    return new Period(
        s.text(r, "code"),
        s.choice(r, "kind", Words.PERIOD_KIND, Period.Kind.MONTH),
        s.text(r, "calendar"),
        s.text(r, "label"),
        start == null ? any : start,
        end == null ? any : end,
        due == null ? any : due,
        s.yes(r, "collected"));
  }

  // ---- the office's switches

  /** The column is younger than the sheet: a plan without it locks nothing. */
  private Map<String, LocalDate> lockedOn(Sheet periods) {
    Map<String, LocalDate> lockedOn = new LinkedHashMap<>();
    if (!periods.table.columns().containsKey("locked_on")) {
      return lockedOn;
    }
    for (Draft.Row r : periods.rows()) {
      LocalDate day = periods.date(r, "locked_on", false);
      if (day == null) {
        continue;
      }
      LocalDate due = r.find("due").map(PlanReader::readDay).orElse(null);
      if (due != null && day.isBefore(due)) {
        refuse(
            new Finding.PlanDatesOutOfOrder(
                periods.place(r, "locked_on"),
                Words.day(day),
                "ngày khóa không trước hạn gửi " + Words.day(due)));
      }
      lockedOn.put(r.text("code"), day);
    }
    return lockedOn;
  }

  private Map<String, FindingCatalog.Weighing> weights(Sheet s) {
    FindingCatalog catalog = FindingCatalog.standard();
    Map<String, FindingCatalog.Weighing> weights = new LinkedHashMap<>();
    for (Draft.Row r : s.rows()) {
      String code = s.text(r, "code");
      Severity severity = s.choice(r, "severity", Words.SEVERITY, Severity.NOTE);
      boolean isFirm = s.choice(r, "stage", Words.STAGE, true);
      FindingCatalog.Entry e = catalog.find(code).orElse(null);
      if (e == null) {
        if (!code.isEmpty()) {
          refuse(
              new Finding.PlanUnknownCode(
                  s.place(r, "code"),
                  code,
                  "mã phát hiện như R003, H002 (danh sách trong tài liệu)",
                  "",
                  "R003"));
        }
        continue;
      }
      if (weights.put(code, new FindingCatalog.Weighing(severity, isFirm)) != null) {
        refuse(new Finding.PlanCodeRepeated(s.place(r, "code"), code, "một dòng phía trên"));
      }
      boolean holds = severity == Severity.REFUSE || severity == Severity.HOLD;
      if (e.office() == FindingCatalog.Office.FIXED) {
        refuse(
            new Finding.PlanSwitchNotAllowed(
                s.place(r, "code"),
                code + " được đổi mức",
                "phát hiện này không đổi được: thiếu nó thì không biết ghi nhận gì, của ai"));
      } else if (e.office() == FindingCatalog.Office.ASKS && holds) {
        refuse(
            new Finding.PlanSwitchNotAllowed(
                s.place(r, "severity"),
                code + " được đặt là “" + r.text("severity") + "”",
                "quy tắc so với kỳ khác chỉ được hỏi lý do hoặc để biết"));
      }
    }
    return weights;
  }

  private List<Plan.Reopening> reopenings(
      Sheet s, List<Unit> units, List<Period> periods, Map<String, LocalDate> lockedOn) {
    Set<String> reporting = codes(units.stream().filter(Unit::isReporting).toList(), Unit::code);
    Set<String> collected =
        codes(periods.stream().filter(Period::isCollected).toList(), Period::code);
    List<Plan.Reopening> list = new ArrayList<>();
    for (Draft.Row r : s.rows()) {
      String unit = s.reference(r, "unit", reporting);
      String period = s.reference(r, "period", collected);
      String by = s.text(r, "by");
      String reason = s.text(r, "reason");
      LocalDate until = s.date(r, "until", true);
      LocalDate locked = lockedOn.get(period);
      if (collected.contains(period) && locked == null) {
        refuse(
            new Finding.PlanContradiction(
                s.place(r, "period"),
                "mở lại kỳ " + period,
                "kỳ này chưa có ngày khóa (trang Kỳ báo cáo)"));
      }
      if (until != null && locked != null && until.isBefore(locked)) {
        refuse(
            new Finding.PlanDatesOutOfOrder(
                s.place(r, "until"),
                Words.day(until),
                "ngày hết hạn mở lại không trước ngày khóa " + Words.day(locked)));
      }
      if (until != null) {
        list.add(new Plan.Reopening(unit, period, by, reason, until));
      }
    }
    return list;
  }

  // ---- what the office writes to the units

  private List<Plan.Question> questions(
      Sheet s,
      List<Unit> units,
      Set<String> measures,
      Set<String> periods,
      List<Plan.Assignment> assignments) {
    Set<String> reporting = codes(units.stream().filter(Unit::isReporting).toList(), Unit::code);
    return s.each(
        "code",
        (sheet, r) -> {
          String code = s.text(r, "code");
          // a slash is in the codes of the questions that a red figure raises by itself
          if (!code.isEmpty() && !code.matches("[\\p{L}0-9][\\p{L}0-9._-]{0,19}")) {
            refuse(
                new Finding.PlanUnknownCode(
                    s.place(r, "code"),
                    code,
                    "chữ, chữ số, gạch nối, không quá 20 ký tự",
                    "",
                    "gt-01"));
          }
          String unit = s.reference(r, "unit", reporting);
          String measure = s.reference(r, "measure", measures);
          if (reporting.contains(unit)
              && measures.contains(measure)
              && assignments.stream()
                  .noneMatch(
                      a ->
                          a.measureCode().equals(measure)
                              && a.unitCode().equals(unit)
                              && a.role().reports())) {
            refuse(
                new Finding.PlanContradiction(
                    s.place(r, "unit"),
                    unit + " được hỏi về chỉ tiêu " + measure,
                    "đơn vị này không báo cáo chỉ tiêu đó (trang Phân công)",
                    reporters(measure, assignments)));
          }
          LocalDate askedOn = s.date(r, "asked_on", true);
          LocalDate due = s.date(r, "due", false);
          if (askedOn != null && due != null && due.isBefore(askedOn)) {
            refuse(
                new Finding.PlanDatesOutOfOrder(
                    s.place(r, "due"),
                    Words.day(due),
                    "hạn trả lời không trước ngày hỏi " + Words.day(askedOn)));
          }
          return new Plan.Question(
              code,
              unit,
              measure,
              s.reference(r, "period", periods),
              s.text(r, "question"),
              s.text(r, "by"),
              askedOn == null ? LocalDate.EPOCH : askedOn,
              due,
              s.table.at(r, "question"));
        });
  }

  /** Who could be asked about a measure; empty when nobody reports it. */
  private static String reporters(String measure, List<Plan.Assignment> assignments) {
    String units =
        assignments.stream()
            .filter(a -> a.measureCode().equals(measure) && a.role().reports())
            .map(Plan.Assignment::unitCode)
            .distinct()
            .collect(Collectors.joining(", "));
    return units.isEmpty() ? "" : "chỉ tiêu " + measure + " thì hỏi " + units;
  }

  /** A question may be reworded; its code is never used again for another figure. */
  private void checkQuestions(Sheet s, Plan before, Plan plan) {
    if (before.year() != plan.year()) {
      return;
    }
    for (Plan.Question was : before.correspondence().questions()) {
      plan.correspondence().questions().stream()
          .filter(q -> q.code().equals(was.code()) && !about(q).equals(about(was)))
          .forEach(
              q ->
                  refuse(
                      new Finding.PlanCodeReused(
                          s.placeOf(q.code(), "code"), q.code(), about(q), about(was))));
    }
  }

  private static String about(Plan.Question q) {
    return q.unitCode() + ", chỉ tiêu " + q.measureCode() + ", kỳ " + q.periodCode();
  }

  private List<Plan.CaseAnswer> answers(Sheet s, List<Unit> units, Set<String> periods) {
    Set<String> reporting = codes(units.stream().filter(Unit::isReporting).toList(), Unit::code);
    List<Plan.CaseAnswer> list = new ArrayList<>();
    for (Draft.Row r : s.rows()) {
      String code = r.text("case");
      boolean isByRow =
          Stream.of("unit", "period", "row").anyMatch(column -> !r.text(column).isEmpty());
      BigDecimal row = null;
      String unit = "";
      String period = "";
      if (code.isEmpty()) {
        boolean isOld = isOfEarlierYear(r.text("period"));
        unit = isOld ? s.text(r, "unit") : s.reference(r, "unit", reporting);
        period = isOld ? r.text("period") : s.reference(r, "period", periods);
        row = s.number(r, "row", true);
        if (row != null && !isRowNumber(row)) {
          refuse(
              new Finding.PlanUnknownCode(
                  s.place(r, "row"),
                  Words.number(row),
                  "số thứ tự của dòng, từ 1 đến 999",
                  "",
                  "1"));
        }
      } else if (isByRow) {
        refuse(
            new Finding.PlanContradiction(
                s.place(r, "case"),
                "dòng này ghi cả mã vụ việc lẫn đơn vị, kỳ, số thứ tự dòng",
                "mỗi vướng mắc chỉ gọi bằng một trong hai cách",
                "ghi cột Mã vụ việc và để trống ba cột Đơn vị, Kỳ, Dòng"));
      } else {
        checkCase(s, r, code, reporting, periods);
      }
      LocalDate on = s.date(r, "answered_on", true);
      Plan.CaseAnswer answer =
          new Plan.CaseAnswer(
              code,
              unit,
              period,
              row == null || !isRowNumber(row) ? 0 : row.intValue(),
              s.text(r, "answer"),
              s.text(r, "by"),
              on == null ? LocalDate.EPOCH : on,
              s.yes(r, "closed"),
              s.table.at(r, "answer"));
      list.add(answer);
    }
    return list;
  }

  private static boolean isRowNumber(BigDecimal n) {
    return n.stripTrailingZeros().scale() <= 0
        && n.signum() > 0
        && n.compareTo(BigDecimal.valueOf(999)) <= 0;
  }

  /** Whether a code is that of a period of an earlier year, which this workbook does not list. */
  private boolean isOfEarlierYear(String period) {
    return period.matches("20\\d\\d-(0[1-9]|1[0-2]|Q[1-4]|final)")
        && Period.yearOf(period) < draft.identity().map(i -> Period.yearOf(i.year())).orElse(0);
  }

  /**
   * A case is called by where it was first told: địa bàn/đơn vị/kỳ/lần gửi/dòng. It may have been
   * told in an earlier year, by a unit that reports no more.
   */
  private void checkCase(
      Sheet s, Draft.Row r, String code, Set<String> reporting, Set<String> periods) {
    String[] parts = code.split("/", -1);
    boolean isCase =
        parts.length == 5
            && parts[0].equals(localityCode)
            && (isOfEarlierYear(parts[2])
                || reporting.contains(parts[1]) && periods.contains(parts[2]))
            && parts[3].matches("\\d{1,3}")
            && parts[4].matches("\\d{1,3}");
    if (!isCase) {
      refuse(
          new Finding.PlanUnknownCode(
              s.place(r, "case"),
              code,
              "mã vụ việc như trên bảng điều hành: địa bàn/đơn vị/kỳ/lần gửi/dòng",
              "",
              localityCode + "/vhxh/2026-05/1/1"));
    }
  }

  private List<Plan.Signing> signings(Sheet s, List<Unit> units, List<Period> periods) {
    Set<String> reporting = codes(units.stream().filter(Unit::isReporting).toList(), Unit::code);
    Set<String> collected =
        codes(periods.stream().filter(Period::isCollected).toList(), Period::code);
    List<Plan.Signing> list = new ArrayList<>();
    for (Draft.Row r : s.rows()) {
      String period = s.reference(r, "period", collected);
      String unit = r.text("unit").isEmpty() ? "" : s.reference(r, "unit", reporting);
      Plan.Signing.Kind kind = s.choice(r, "kind", Words.SIGNING, Plan.Signing.Kind.ACCEPTED);
      LocalDate on = s.date(r, "signed_on", true);
      LocalDate ended =
          periods.stream()
              .filter(p -> p.code().equals(period))
              .map(Period::endsOn)
              .findFirst()
              .orElse(null);
      if (on != null && ended != null && on.isBefore(ended)) {
        refuse(
            new Finding.PlanDatesOutOfOrder(
                s.place(r, "signed_on"),
                Words.day(on),
                "ngày ký không trước ngày chốt số liệu " + Words.day(ended)));
      }
      if (list.stream()
          .anyMatch(
              o ->
                  o.periodCode().equals(period) && o.unitCode().equals(unit) && o.kind() == kind)) {
        refuse(
            new Finding.PlanCodeRepeated(
                s.place(r, "period"),
                period + (unit.isEmpty() ? "" : " – " + unit) + " – " + r.text("kind"),
                "một dòng phía trên"));
      }
      list.add(
          new Plan.Signing(
              period,
              unit,
              kind,
              s.text(r, "by"),
              s.text(r, "title"),
              on == null ? LocalDate.EPOCH : on,
              s.table.at(r, "kind")));
    }
    return list;
  }

  // ---- boundaries

  /**
   * Which place went over into which, and when. Everything that was in a place must be somewhere
   * afterwards, and a place that has gone over into others can't do so again.
   */
  private List<Plan.Succession> successions(Sheet s, List<Plan.Area> areas) {
    List<Plan.Succession> list = new ArrayList<>();
    Map<Plan.Succession, Draft.Row> rows = new HashMap<>();
    for (Draft.Row r : s.rows()) {
      Plan.PlaceKind kind = s.choice(r, "kind", Words.PLACE_KIND, Plan.PlaceKind.AREA);
      LocalDate from = s.date(r, "valid_from", true);
      BigDecimal typed = s.number(r, "share", false);
      BigDecimal share = typed == null ? null : typed.setScale(SHARE_SCALE, RoundingMode.HALF_UP);
      if (share != null && (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0)) {
        refuse(
            new Finding.PlanContradiction(
                s.place(r, "share"),
                "tỷ lệ chuyển " + Words.number(typed),
                "tỷ lệ phải lớn hơn 0 và không quá 1, chuyển toàn bộ thì để trống"));
      }
      String old = s.slug(r, "old");
      String code = s.slug(r, "new");
      if (from == null) {
        continue;
      }
      Plan.Succession next =
          new Plan.Succession(
              kind,
              old,
              code,
              from,
              share == null ? BigDecimal.ONE : share.stripTrailingZeros(),
              r.text("note"));
      if (list.stream()
          .anyMatch(
              o ->
                  o.kind() == kind
                      && o.oldCode().equals(next.oldCode())
                      && o.newCode().equals(next.newCode())
                      && o.validFrom().equals(from))) {
        refuse(
            new Finding.PlanCodeRepeated(
                s.place(r, "new"), next.oldCode() + " – " + next.newCode(), "một dòng phía trên"));
      }
      list.add(next);
      rows.put(next, r);
    }
    checkPlaces(s, list, rows, codes(areas, Plan.Area::code));
    checkNothingIsLeftBehind(s, list, rows);
    checkNothingGoesToWhatIsGone(s, list, rows, codes(areas, Plan.Area::code));
    return list.stream().map(n -> withRest(n, list)).toList();
  }

  /**
   * A place that went over whole is gone: from that day it takes nothing in, so no chain of changes
   * leads back to where it began, and nothing goes over whole into itself.
   */
  private void checkNothingGoesToWhatIsGone(
      Sheet s,
      List<Plan.Succession> list,
      Map<Plan.Succession, Draft.Row> rows,
      Set<String> areas) {
    Set<String> told = new TreeSet<>();
    for (Plan.Succession n : list) {
      boolean isWhole = n.share().compareTo(BigDecimal.ONE) == 0;
      if (n.oldCode().equals(n.newCode())) {
        if (isWhole) {
          refuse(
              new Finding.PlanContradiction(
                  s.place(rows.get(n), "new"),
                  n.oldCode() + " nhập toàn bộ vào chính nó",
                  "dòng như vậy không nói thay đổi gì; ghi mã nơi nhận, hoặc tỷ lệ phần ở lại"));
        }
        continue;
      }
      list.stream()
          .filter(o -> o.kind() == n.kind() && o.oldCode().equals(n.newCode()))
          .filter(o -> !o.validFrom().isAfter(n.validFrom()) && isGone(list, o))
          .findFirst()
          .ifPresent(
              o ->
                  refuse(
                      new Finding.PlanContradiction(
                          s.place(rows.get(n), "new"),
                          n.oldCode()
                              + " nhập vào "
                              + n.newCode()
                              + " từ ngày "
                              + Words.day(n.validFrom()),
                          n.newCode() + " đã chuyển hết từ ngày " + Words.day(o.validFrom()))));
      if (n.kind() == Plan.PlaceKind.AREA
          && areas.contains(n.oldCode())
          && isGone(list, n)
          && told.add(n.oldCode())) {
        findings.add(
            new Finding.PlanAreaGone(
                s.place(rows.get(n), "old"), n.oldCode(), Words.day(n.validFrom())));
      }
    }
  }

  /** Whether nothing of the old place stays under its code from that change on. */
  private static boolean isGone(List<Plan.Succession> list, Plan.Succession change) {
    List<Plan.Succession> parts = partsOf(change, list);
    return isWhole(parts) && parts.stream().noneMatch(o -> o.newCode().equals(change.oldCode()));
  }

  /** Both ends are known: a code from before is one of the last plan, or was mapped by it. */
  private void checkPlaces(
      Sheet s,
      List<Plan.Succession> list,
      Map<Plan.Succession, Draft.Row> rows,
      Set<String> areas) {
    Set<String> known = new TreeSet<>(areas);
    before.ifPresent(
        b -> {
          known.addAll(codes(b.areas(), Plan.Area::code));
          b.successions().forEach(o -> known.addAll(List.of(o.oldCode(), o.newCode())));
        });
    for (Plan.Succession n : list) {
      Draft.Row r = rows.get(n);
      if (n.kind() == Plan.PlaceKind.LOCALITY) {
        if (!n.newCode().equals(localityCode)) {
          refuse(unknown(s.place(r, "new"), n.newCode(), Set.of(localityCode)));
        }
        continue;
      }
      boolean wentOn =
          list.stream()
              .anyMatch(
                  o ->
                      o.kind() == n.kind()
                          && o.oldCode().equals(n.newCode())
                          && o.validFrom().isAfter(n.validFrom()));
      if (!areas.contains(n.newCode()) && !wentOn) {
        refuse(unknown(s.place(r, "new"), n.newCode(), areas));
      }
      // without a plan before this one nothing tells which areas there were
      if (before.isPresent() && !known.contains(n.oldCode())) {
        refuse(unknown(s.place(r, "old"), n.oldCode(), known));
      }
    }
  }

  private static Finding unknown(Place place, String found, Set<String> known) {
    return new Finding.PlanUnknownCode(
        place, found, String.join(", ", known), "", known.isEmpty() ? "" : known.iterator().next());
  }

  /** What the old place of a change came to on that day, the change itself among it. */
  private static List<Plan.Succession> partsOf(Plan.Succession n, List<Plan.Succession> list) {
    return list.stream()
        .filter(o -> o.kind() == n.kind() && o.oldCode().equals(n.oldCode()))
        .filter(o -> o.validFrom().equals(n.validFrom()))
        .toList();
  }

  private static BigDecimal sum(List<Plan.Succession> parts) {
    return parts.stream().map(Plan.Succession::share).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether parts make a whole, each of them known to the last decimal place only. */
  private static boolean isWhole(List<Plan.Succession> parts) {
    return sum(parts)
            .subtract(BigDecimal.ONE)
            .abs()
            .compareTo(BigDecimal.valueOf(parts.size(), SHARE_SCALE))
        <= 0;
  }

  /** The largest part takes what rounding left over, so that nothing is lost or counted twice. */
  private static Plan.Succession withRest(Plan.Succession n, List<Plan.Succession> list) {
    List<Plan.Succession> parts = partsOf(n, list);
    if (!isWhole(parts)
        || Collections.max(parts, Comparator.comparing(Plan.Succession::share)) != n) {
      return n;
    }
    return new Plan.Succession(
        n.kind(),
        n.oldCode(),
        n.newCode(),
        n.validFrom(),
        n.share().add(BigDecimal.ONE).subtract(sum(parts)),
        n.note());
  }

  private void checkNothingIsLeftBehind(
      Sheet s, List<Plan.Succession> list, Map<Plan.Succession, Draft.Row> rows) {
    for (Plan.Succession n : list) {
      List<Plan.Succession> sameDay = partsOf(n, list);
      if (sameDay.getFirst() != n) {
        continue;
      }
      BigDecimal all = sum(sameDay);
      // the rest of a locality may have gone to places that another workbook tells of
      if (n.kind() == Plan.PlaceKind.AREA && !isWhole(sameDay)) {
        refuse(
            new Finding.PlanContradiction(
                s.place(rows.get(n), "share"),
                "các phần của "
                    + n.oldCode()
                    + " từ ngày "
                    + Words.day(n.validFrom())
                    + " cộng lại là "
                    + Words.number(all),
                "các phần phải cộng lại bằng 1"));
      }
      boolean isGone = isGone(list, n);
      list.stream()
          .filter(o -> o.kind() == n.kind() && o.oldCode().equals(n.oldCode()))
          .filter(o -> isGone && o.validFrom().isAfter(n.validFrom()))
          .findFirst()
          .ifPresent(
              o ->
                  refuse(
                      new Finding.PlanDatesOutOfOrder(
                          s.place(rows.get(o), "valid_from"),
                          Words.day(o.validFrom()),
                          n.oldCode() + " đã chuyển hết từ ngày " + Words.day(n.validFrom()))));
    }
  }

  // ---- what must hold between the sheets

  private void checkLeads(
      Sheet assignmentSheet,
      Sheet measureSheet,
      List<Measure> measures,
      List<Plan.Assignment> assignments,
      List<Unit> units) {
    for (Measure m : measures) {
      List<Plan.Assignment> own =
          assignments.stream().filter(a -> a.measureCode().equals(m.code())).toList();
      long leads = own.stream().filter(a -> a.role() == Role.LEAD).count();
      long authorities = own.stream().filter(Plan.Assignment::isAuthority).count();
      if (leads != 1) {
        refuse(
            new Finding.PlanContradiction(
                measureSheet.placeOf(m.code(), "code"),
                "có " + leads + " đơn vị chủ trì",
                "mỗi chỉ tiêu đúng một đơn vị chủ trì (trang Phân công)"));
      }
      if (authorities != 1) {
        refuse(
            new Finding.PlanContradiction(
                measureSheet.placeOf(m.code(), "code"),
                "có " + authorities + " nguồn chính thức",
                "mỗi chỉ tiêu đúng một nguồn chính thức (trang Phân công)"));
      }
    }
    Set<String> reporting =
        units.stream().filter(Unit::isReporting).map(Unit::code).collect(Collectors.toSet());
    for (Draft.Row r : assignmentSheet.rows()) {
      Role role = Words.ROLE.get(r.text("role"));
      if (role != null && role.reports() && !reporting.contains(r.text("unit"))) {
        refuse(
            new Finding.PlanContradiction(
                assignmentSheet.place(r, "role"),
                r.text("unit") + " được giao " + r.text("role"),
                "đơn vị này không lập biểu (trang Đơn vị)"));
      }
      if (role == Role.COORDINATES && assignmentSheet.isYes(r, "authority")) {
        refuse(
            new Finding.PlanContradiction(
                assignmentSheet.place(r, "authority"),
                "đơn vị phối hợp là nguồn chính thức",
                "nguồn chính thức phải là đơn vị lập biểu"));
      }
    }
  }

  private void checkEveryMeasureHasATarget(
      Sheet measureSheet, List<Measure> measures, List<Target> targets) {
    Set<String> withTarget = codes(targets, Target::measureCode);
    for (Measure m : measures) {
      if (!withTarget.contains(m.code())) {
        refuse(
            new Finding.PlanContradiction(
                measureSheet.placeOf(m.code(), "code"),
                "chưa có dòng nào ở trang Chỉ tiêu giao",
                "mỗi chỉ tiêu có mức giao, chưa giao thì ghi “chờ giao”"));
      }
    }
  }

  private void checkPeriods(Sheet s, List<Period> periods, Set<LocalDate> holidays) {
    Map<String, Period> lastMonth = new HashMap<>();
    for (Period p :
        periods.stream()
            .sorted(Comparator.comparing(Period::startsOn).thenComparing(Period::endsOn))
            .toList()) {
      if (p.endsOn().isBefore(p.startsOn())) {
        refuse(
            new Finding.PlanDatesOutOfOrder(
                s.placeOf(p.code(), "end"),
                Words.day(p.endsOn()),
                "không trước ngày bắt đầu " + Words.day(p.startsOn())));
      }
      if (!p.dueOn().isAfter(p.endsOn())) {
        refuse(
            new Finding.PlanDatesOutOfOrder(
                s.placeOf(p.code(), "due"),
                Words.day(p.dueOn()),
                "sau ngày chốt số liệu " + Words.day(p.endsOn())));
      }
      if (p.isCollected() && holidays.contains(p.dueOn())) {
        refuse(
            new Finding.PlanContradiction(
                s.placeOf(p.code(), "due"),
                "hạn gửi " + Words.day(p.dueOn()) + " là ngày nghỉ",
                "hạn gửi phải là ngày làm việc"));
      }
      if (p.kind() == Period.Kind.MONTH) {
        Period before = lastMonth.put(p.calendarCode(), p);
        if (before != null && !before.endsOn().plusDays(1).equals(p.startsOn())) {
          refuse(
              new Finding.PlanDatesOutOfOrder(
                  s.placeOf(p.code(), "start"),
                  Words.day(p.startsOn()),
                  "ngay sau ngày chốt kỳ trước " + Words.day(before.endsOn())));
        }
      }
    }
  }

  private void checkTaskUnits(Sheet s, List<Task> tasks, List<Unit> units) {
    Set<String> reporting =
        units.stream().filter(Unit::isReporting).map(Unit::code).collect(Collectors.toSet());
    for (Task t : tasks) {
      if (!t.unitCode().isEmpty() && !reporting.contains(t.unitCode())) {
        refuse(
            new Finding.PlanContradiction(
                s.placeOf(t.code(), "unit"),
                t.unitCode() + " được giao nhiệm vụ",
                "đơn vị này không lập biểu (trang Đơn vị)"));
      }
    }
  }

  private void checkStatuses(Sheet s, List<Plan.Status> statuses) {
    Set<String> codes = codes(statuses, Plan.Status::code);
    for (String code : STATUS_CODES) {
      if (!codes.contains(code)) {
        refuse(
            new Finding.PlanContradiction(
                Place.FILE, "trang Trạng thái thiếu " + code, "phải có đủ chín trạng thái"));
      }
    }
    Map<String, String> byColour = new HashMap<>();
    for (Plan.Status st : statuses) {
      String other = byColour.put(st.colour(), st.code());
      if (other != null) {
        refuse(
            new Finding.PlanContradiction(
                s.placeOf(st.code(), "colour"),
                st.code() + " và " + other + " cùng màu " + st.colour(),
                "mỗi trạng thái một màu"));
      }
    }
  }

  private void checkThresholds(Sheet s, List<Plan.Threshold> thresholds) {
    Map<String, BigDecimal> byCode = new HashMap<>();
    thresholds.forEach(t -> byCode.put(t.code(), t.value()));
    for (String family : List.of("linear", "level")) {
      BigDecimal watch = byCode.get(family + "_watch");
      BigDecimal risk = byCode.get(family + "_risk");
      if (watch != null && risk != null && watch.compareTo(risk) < 0) {
        refuse(
            new Finding.PlanContradiction(
                s.placeOf(family + "_watch", "value"),
                "ngưỡng chú ý " + Words.number(watch),
                "ngưỡng chú ý không được thấp hơn ngưỡng nguy cơ " + Words.number(risk)));
      }
    }
  }

  /**
   * The plan's two arithmetic ties: the fall of 06b is 06c's percentage of the year's base; 05b is
   * last year's income grown by 05a. A broken tie is noted, never repaired.
   */
  private void checkTies(
      Sheet targetSheet, List<Target> targets, Sheet baseSheet, List<Plan.BaseFigure> bases) {
    BigDecimal near = base(bases, "06b");
    BigDecimal fall = value(targets, "06b");
    BigDecimal rate = value(targets, "06c");
    if (near != null && fall != null && rate != null) {
      BigDecimal expected = near.multiply(rate).movePointLeft(2);
      if (expected.compareTo(fall) != 0) {
        findings.add(
            new Finding.PlanTieBroken(
                targetSheet.placeOf("06b", "value"),
                "giảm " + Words.number(fall) + " hộ",
                Words.number(expected) + " hộ"));
      }
    }
    BigDecimal income = base(bases, "05b");
    BigDecimal growth = value(targets, "05a");
    BigDecimal goal = value(targets, "05b");
    if (income != null && growth != null && goal != null) {
      BigDecimal expected =
          income
              .multiply(BigDecimal.ONE.add(growth.movePointLeft(2)))
              .setScale(1, RoundingMode.HALF_UP);
      if (expected.subtract(goal).abs().compareTo(new BigDecimal("0.5")) > 0) {
        findings.add(
            new Finding.PlanTieBroken(
                targetSheet.placeOf("05b", "value"),
                Words.number(goal) + " triệu đồng/người",
                Words.number(expected) + " triệu đồng/người"));
      }
    }
  }

  private static @Nullable BigDecimal base(List<Plan.BaseFigure> bases, String measure) {
    return bases.stream()
        .filter(b -> b.measureCode().equals(measure) && b.periodCode().isEmpty())
        .map(Plan.BaseFigure::value)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable BigDecimal value(List<Target> targets, String measure) {
    return targets.stream()
        .filter(t -> t.measureCode().equals(measure))
        .map(Target::value)
        .findFirst()
        .orElse(null);
  }

  // ---- one sheet

  /** The day in a cell: a date, or a text that names day, month and year in that order. */
  private static @Nullable LocalDate readDay(DraftCell c) {
    return switch (c.kind()) {
      case DATE -> LocalDate.parse(c.raw());
      case TEXT -> readText(c) instanceof Days.Reading.Certain(LocalDate day) ? day : null;
      default -> null;
    };
  }

  /** Only a text that names its year counts, so it does not matter what day it is today. */
  private static Days.Reading readText(DraftCell c) {
    return Days.read(c.raw(), LocalDate.EPOCH, true);
  }

  private static Finding notADay(Place place, DraftCell c) {
    return c.kind() == DraftCell.Kind.TEXT
            && readText(c) instanceof Days.Reading.Swapped(LocalDate day)
        ? new Finding.MonthBeforeDay(place, c.raw(), Words.day(day))
        : new Finding.NotADate(place, c.raw());
  }

  /** Sheets that repeat another's code: a new plan may not have any, or one would be ignored. */
  public static List<Finding> listRepeatedSheets(Draft draft) {
    Map<String, String> seen = new HashMap<>();
    List<Finding> repeated = new ArrayList<>();
    for (Draft.Table t : draft.tables()) {
      String first = seen.putIfAbsent(t.identity().table(), t.sheetName());
      if (first != null) {
        repeated.add(
            new Finding.PlanSheetRepeated(
                Place.fileCell(new CellRef(t.sheetName(), "A1"), t.sheetName()), first));
      }
    }
    return repeated;
  }

  private Sheet sheet(String code, String name, String... columns) {
    Optional<Draft.Table> table = draft.find(code);
    if (table.isEmpty()) {
      refuse(new Finding.SheetMissing(Place.FILE, name));
      return new Sheet(
          new Draft.Table(name, FormIdentity.plan(code, localityCode, 0), Map.of(), List.of()));
    }
    for (String column : columns) {
      if (!table.get().columns().containsKey(column)) {
        refuse(new Finding.ColumnMissing(new Place(null, null, name), column));
      }
    }
    return new Sheet(table.get());
  }

  /** A sheet that older plans do not have. */
  private Sheet optional(String code, String name, String... columns) {
    return draft.find(code).isPresent()
        ? sheet(code, name, columns)
        : new Sheet(
            new Draft.Table(name, FormIdentity.plan(code, localityCode, 0), Map.of(), List.of()));
  }

  /** One sheet with the checks that every cell of a plan needs. */
  private final class Sheet {
    private final Draft.Table table;

    Sheet(Draft.Table table) {
      this.table = table;
    }

    List<Draft.Row> rows() {
      return table.rows();
    }

    Place place(Draft.Row r, String column) {
      return new Place(table.at(r, column), null, label(r));
    }

    /** What a row is about: its code, or what it says of which codes; else its number. */
    private String label(Draft.Row r) {
      String codes =
          Stream.of("code", "measure", "old", "new", "unit", "period")
              .filter(table.columns()::containsKey)
              .map(r::text)
              .filter(t -> !t.isEmpty())
              .limit(table.columns().containsKey("code") ? 1 : 2)
              .collect(Collectors.joining(" – "));
      return codes.isEmpty() ? "dòng " + r.number() : codes;
    }

    /** The place of a column in the row of that code (or measure). */
    Place placeOf(String code, String column) {
      return table.rows().stream()
          .filter(r -> r.text("code").equals(code) || r.text("measure").equals(code))
          .findFirst()
          .map(r -> place(r, column))
          .orElse(Place.FILE);
    }

    /** The place of the row that a target was read from. */
    Place placeOf(Target t) {
      return table.rows().stream()
          .filter(r -> r.text("measure").equals(t.measureCode()))
          .filter(
              r -> r.find("valid_from").filter(c -> t.validFrom().equals(readDay(c))).isPresent())
          .findFirst()
          .map(r -> place(r, "value"))
          .orElse(Place.FILE);
    }

    /** Where the sheet's codes begin: the place of a row that is no longer there. */
    Place head() {
      return table.rows().isEmpty()
          ? Place.FILE
          : new Place(table.at(table.rows().getFirst(), "code"), null, "");
    }

    <T> List<T> each(String key, java.util.function.BiFunction<Sheet, Draft.Row, T> make) {
      List<T> list = new ArrayList<>();
      Map<String, CellRef> seen = new HashMap<>();
      for (Draft.Row r : table.rows()) {
        String code = text(r, key);
        CellRef first = seen.putIfAbsent(code, table.at(r, key));
        T made = make.apply(this, r); // of a repeated row too, so that all its faults are told
        if (first != null) {
          refuse(new Finding.PlanCodeRepeated(place(r, key), code, first.address()));
          continue;
        }
        list.add(made);
      }
      return list;
    }

    String text(Draft.Row r, String column) {
      String t = r.text(column);
      if (t.isEmpty()) {
        refuseBlank(r, column, "nội dung", "");
      }
      return t;
    }

    /**
     * Refuses a blank cell by its column.
     *
     * @param example what may stand there; where empty, what the column is known to hold
     */
    void refuseBlank(Draft.Row r, String column, String needed, String example) {
      PlanColumns.Column c = PlanColumns.find(table.identity().table(), column);
      refuse(
          new Finding.PlanValueMissing(
              place(r, column), c.heading(), needed, example.isEmpty() ? c.example() : example));
    }

    /** A code that becomes a folder's name: nothing but lower-case letters, digits and hyphens. */
    String slug(Draft.Row r, String column) {
      String t = text(r, column);
      if (!t.isEmpty() && !t.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        refuse(
            new Finding.PlanUnknownCode(
                place(r, column), t, "chữ thường không dấu, chữ số, gạch nối", "", "tdp-01"));
      }
      return t;
    }

    String reference(Draft.Row r, String column, Set<String> known) {
      String t = text(r, column);
      if (!t.isEmpty() && !known.contains(t)) {
        String code = meant(column, t, known);
        refuse(
            new Finding.PlanUnknownCode(
                place(r, column),
                t,
                (code.isEmpty() ? "" : code + " (có phải ý là mã này?), hoặc ")
                    + String.join(", ", known),
                LISTED_ON.containsKey(column)
                    ? ", hoặc thêm mã đó vào trang " + LISTED_ON.get(column) + " trước"
                    : "",
                code.isEmpty() && !known.isEmpty() ? known.iterator().next() : code));
      }
      return t;
    }

    /** The one code that a name, another name or a slip of the pen may stand for; else empty. */
    private String meant(String column, String text, Set<String> known) {
      Names of = names.get(column);
      String code =
          of == null
              ? ""
              : switch (of.find(text)) {
                case Names.Match.Sure(String c) -> c;
                case Names.Match.Nearest(String c, String name) -> c;
                case Names.Match.Nobody n -> "";
              };
      return known.contains(code) ? code : "";
    }

    <E> E choice(Draft.Row r, String column, Map<String, E> words, E otherwise) {
      String t = r.text(column);
      E e = words.get(t);
      if (t.isEmpty()) {
        refuseBlank(
            r,
            column,
            "một trong: " + String.join(", ", words.keySet()),
            words.keySet().iterator().next());
      } else if (e == null) {
        refuse(unknown(place(r, column), t, words.keySet()));
      }
      return e == null ? otherwise : e;
    }

    boolean isYes(Draft.Row r, String column) {
      return r.text(column).equals("có");
    }

    boolean yes(Draft.Row r, String column) {
      String t = r.text(column);
      if (!t.isEmpty() && !t.equals("có") && !t.equals("không")) {
        refuse(new Finding.PlanUnknownCode(place(r, column), t, "có hoặc không", "", "có"));
      }
      return t.equals("có");
    }

    @Nullable BigDecimal number(Draft.Row r, String column, boolean isRequired) {
      DraftCell c = r.find(column).orElse(null);
      if (c == null || c.raw().isBlank()) {
        if (isRequired) {
          refuseBlank(r, column, "một con số", "");
        }
        return null;
      }
      if (c.kind() == DraftCell.Kind.NUMBER) {
        return new BigDecimal(c.raw());
      }
      refuse(new Finding.NotANumber(place(r, column), c.raw()));
      return null;
    }

    @Nullable LocalDate date(Draft.Row r, String column, boolean isRequired) {
      DraftCell c = r.find(column).orElse(null);
      if (c == null || c.raw().isBlank()) {
        if (isRequired) {
          refuseBlank(r, column, "một ngày", "31/12/" + draft.identity().get().year());
        }
        return null;
      }
      LocalDate day = readDay(c);
      if (day == null) {
        refuse(notADay(place(r, column), c));
      } else if (c.kind() != DraftCell.Kind.DATE) {
        Finding read =
            new Finding.DateAsText(place(r, column), Spelling.clean(c.raw()), Words.day(day));
        if (!findings.contains(read)) {
          findings.add(read);
        }
      }
      return day;
    }
  }
}
