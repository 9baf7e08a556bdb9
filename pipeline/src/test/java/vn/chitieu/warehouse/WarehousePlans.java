package vn.chitieu.warehouse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Measure.Adding;
import vn.chitieu.plan.Measure.Kind;
import vn.chitieu.plan.Measure.Pace;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Role;
import vn.chitieu.plan.Target;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Unit;
import vn.chitieu.sheet.CellRef;

/**
 * A plan small enough to read and wide enough to hold a measure of every kind and pace: seven
 * units, thirteen measures, two tổ dân phố, twelve months of the 15→14 calendar and the closing
 * period.
 */
final class WarehousePlans {
  static final String WARD = "thuy-nguyen";
  static final LocalDate YEAR_END = LocalDate.of(2026, 12, 31);

  /** The first version: 02 still waits for its target. */
  static final Plan FIRST = plan("aaaa1111", List.of());

  /** The second: 02 was assigned 12.000 from 20 May on. */
  static final Plan SECOND =
      plan(
          "bbbb2222",
          List.of(
              target(
                  "02", Target.Kind.NUMERIC, ">=", "12000", LocalDate.of(2026, 5, 20), YEAR_END)));

  private WarehousePlans() {}

  /** The same plan without one measure, as a later version might be. */
  static Plan without(Plan p, String version, String measure) {
    return new Change(p)
        .measures(p.measures().stream().filter(m -> !m.code().equals(measure)).toList())
        .targets(p.targets().stream().filter(t -> !t.measureCode().equals(measure)).toList())
        .assignments(
            p.assignments().stream().filter(a -> !a.measureCode().equals(measure)).toList())
        .as(version);
  }

  /** The same plan, adopted by another ward. */
  static Plan at(Plan p, String locality, String name) {
    Change c = new Change(p);
    Plan.Locality l = p.locality();
    c.locality = new Plan.Locality(locality, name, "phường", "", l.cityName(), l.cityCode());
    return c.as(p.version());
  }

  /** A plan on its way to becoming another version. */
  static final class Change {
    private final Plan p;
    private Plan.Locality locality;
    private int year;
    private List<Unit> units;
    private List<Measure> measures;
    private List<Target> targets;
    private List<Plan.Assignment> assignments;
    private List<Period> periods;
    private List<Plan.Area> areas;
    private List<Plan.Succession> successions;
    private List<Plan.Threshold> thresholds;
    private List<Plan.BaseFigure> bases;
    private List<Task> tasks;

    Change(Plan p) {
      this.p = p;
      locality = p.locality();
      year = p.year();
      units = p.units();
      measures = p.measures();
      targets = p.targets();
      assignments = p.assignments();
      periods = p.periods();
      areas = p.areas();
      successions = p.successions();
      thresholds = p.thresholds();
      bases = p.baseFigures();
      tasks = p.tasks();
    }

    Change units(List<Unit> now) {
      units = now;
      return this;
    }

    Change measures(List<Measure> now) {
      measures = now;
      return this;
    }

    Change targets(List<Target> now) {
      targets = now;
      return this;
    }

    /** One more decision. */
    Change decided(Target more) {
      return targets(Stream.concat(targets.stream(), Stream.of(more)).toList());
    }

    /** This measure's only decision, as of the start of the year. */
    Change only(Target instead) {
      targets =
          targets.stream().filter(t -> !t.measureCode().equals(instead.measureCode())).toList();
      return decided(instead);
    }

    Change assignments(List<Plan.Assignment> now) {
      assignments = now;
      return this;
    }

    Change periods(List<Period> now) {
      periods = now;
      return this;
    }

    /** In a city that has a code. */
    Change inCity(String name, String code) {
      locality =
          new Plan.Locality(locality.code(), locality.name(), locality.kind(), "", name, code);
      return this;
    }

    Change areas(String... codes) {
      areas = Stream.of(codes).map(c -> new Plan.Area(c, "Tổ " + c)).toList();
      return this;
    }

    /** One more change of boundaries. */
    Change succeeded(Plan.PlaceKind kind, String old, String now, String from, String share) {
      successions =
          Stream.concat(
                  successions.stream(),
                  Stream.of(
                      new Plan.Succession(
                          kind, old, now, LocalDate.parse(from), new BigDecimal(share), "")))
              .toList();
      return this;
    }

    Change threshold(String code, String value) {
      thresholds =
          Stream.concat(
                  thresholds.stream().filter(t -> !t.code().equals(code)),
                  Stream.of(new Plan.Threshold(code, new BigDecimal(value), "")))
              .toList();
      return this;
    }

    Change tasks(List<Task> now) {
      tasks = now;
      return this;
    }

    /** A task is led by another unit, or due on another day. */
    Change task(String code, String unit, String due) {
      return tasks(
          tasks.stream()
              .map(
                  t ->
                      t.code().equals(code)
                          ? new Task(
                              code,
                              t.name(),
                              t.planPoint(),
                              unit,
                              LocalDate.parse(due),
                              t.hasPercent())
                          : t)
              .toList());
    }

    Change bases(List<Plan.BaseFigure> now) {
      bases = now;
      return this;
    }

    /** The same plan a year later: its own periods and targets. */
    Change aYearLater() {
      year++;
      periods =
          periods.stream()
              .map(
                  q ->
                      new Period(
                          q.code().replace("2026", "2027"),
                          q.kind(),
                          q.calendarCode(),
                          q.label().replace("2026", "2027"),
                          q.startsOn().plusYears(1),
                          q.endsOn().plusYears(1),
                          q.dueOn().plusYears(1),
                          q.isCollected()))
              .toList();
      targets =
          targets.stream()
              .map(
                  t ->
                      new Target(
                          t.measureCode(),
                          t.kind(),
                          t.comparator(),
                          t.comparatorIsOurs(),
                          t.value(),
                          t.high(),
                          t.quarters(),
                          t.validFrom().plusYears(1),
                          t.assessedOn().plusYears(1),
                          t.decisionNumber(),
                          t.decisionOn(),
                          t.decisionIssuer(),
                          t.note()))
              .toList();
      return this;
    }

    Plan as(String version) {
      return new Plan(
          locality,
          year,
          version,
          version.equals(p.version()) ? p.sha256() : version + "0".repeat(56),
          p.isIllustrative(),
          p.document(),
          units,
          measures,
          targets,
          assignments,
          periods,
          p.holidays(),
          tasks,
          areas,
          successions,
          thresholds,
          p.statuses(),
          bases,
          p.aliases(),
          p.oddities(),
          p.switches());
    }
  }

  /** A plan under another version, in which the office has written to the units. */
  static Plan writing(Plan p, String version, Plan.Correspondence words, Plan.Switches switches) {
    return new Plan(
        p.locality(),
        p.year(),
        version,
        version + "0".repeat(56),
        p.isIllustrative(),
        p.document(),
        p.units(),
        p.measures(),
        p.targets(),
        p.assignments(),
        p.periods(),
        p.holidays(),
        p.tasks(),
        p.areas(),
        p.successions(),
        p.thresholds(),
        p.statuses(),
        p.baseFigures(),
        p.aliases(),
        p.oddities(),
        switches,
        words);
  }

  static Plan.Question question(
      String code, String unit, String measure, String period, String asked) {
    return new Plan.Question(
        code,
        unit,
        measure,
        period,
        "Vì sao " + code + "?",
        "Bà Lan",
        LocalDate.parse(asked),
        LocalDate.parse(asked).plusDays(20),
        new CellRef("Yêu cầu giải trình", "E5"));
  }

  static Plan.Signing signed(String period, String unit, String on) {
    return new Plan.Signing(
        period,
        unit,
        Plan.Signing.Kind.SIGNED,
        "Ông Bình",
        "Chủ tịch",
        LocalDate.parse(on),
        new CellRef("Ký duyệt", "C5"));
  }

  /** The same measure with names for a rate's two numbers, broken down or not. */
  static Measure named(Measure m, String numerator, String denominator, Measure.ByArea byArea) {
    return new Measure(
        m.code(),
        m.indicatorNo(),
        m.name(),
        m.shortName(),
        m.unitOfMeasure(),
        m.kind(),
        m.numeratorKind(),
        m.denominatorKind(),
        numerator,
        denominator,
        m.pace(),
        m.calendarCode(),
        m.isRestricted(),
        m.mayBeNegative(),
        m.mayExceed(),
        m.scale(),
        byArea,
        m.frequency(),
        m.input(),
        m.wording(),
        m.note());
  }

  /** A decision on a number, from a day on. */
  static Target decision(String measure, String comparator, String value, String validFrom) {
    return target(
        measure, Target.Kind.NUMERIC, comparator, value, LocalDate.parse(validFrom), YEAR_END);
  }

  /** The same with what is to be reached by the end of the first three quarters. */
  static Target scheduled(Target t, String... quarters) {
    return new Target(
        t.measureCode(),
        t.kind(),
        t.comparator(),
        t.comparatorIsOurs(),
        t.value(),
        t.high(),
        Stream.of(quarters).map(BigDecimal::new).toList(),
        t.validFrom(),
        t.assessedOn(),
        t.decisionNumber(),
        t.decisionOn(),
        t.decisionIssuer(),
        t.note());
  }

  static Target range(String measure, String low, String high) {
    return new Target(
        measure,
        Target.Kind.RANGE,
        "",
        false,
        new BigDecimal(low),
        new BigDecimal(high),
        List.of(),
        LocalDate.of(2025, 12, 15),
        YEAR_END,
        "",
        null,
        "HĐND phường",
        "");
  }

  /** A decision that takes the target back. */
  static Target withdrawal(String measure, String validFrom) {
    return new Target(
        measure,
        Target.Kind.WITHDRAWN,
        "",
        false,
        null,
        null,
        List.of(),
        LocalDate.parse(validFrom),
        YEAR_END,
        "12/QĐ-UBND",
        LocalDate.parse(validFrom),
        "UBND phường",
        "");
  }

  /** Twelve calendar months, a calendar of its own. */
  static List<Period> calendarMonths() {
    List<Period> periods = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      LocalDate starts = LocalDate.of(2026, month, 1);
      LocalDate ends = starts.plusMonths(1).minusDays(1);
      periods.add(
          new Period(
              "2026-%02d-dl".formatted(month),
              Period.Kind.MONTH,
              "duong-lich",
              "Tháng %d/2026 (dương lịch)".formatted(month),
              starts,
              ends,
              ends.plusDays(3),
              true));
    }
    return periods;
  }

  /** A flow that is reported by the calendar month. */
  static Measure byCalendarMonth(String code, String name) {
    Measure m = measure(code, 20, name, "vụ", Kind.FLOW, Pace.LINEAR);
    return new Measure(
        m.code(),
        m.indicatorNo(),
        m.name(),
        m.shortName(),
        m.unitOfMeasure(),
        m.kind(),
        null,
        null,
        "",
        "",
        m.pace(),
        "duong-lich",
        false,
        false,
        false,
        0,
        m.byArea(),
        m.frequency(),
        m.input(),
        m.wording(),
        "");
  }

  private static Plan plan(String version, List<Target> late) {
    return new Plan(
        new Plan.Locality(WARD, "phường Thủy Nguyên", "phường", "11557", "thành phố Hải Phòng", ""),
        2026,
        version,
        version + "0".repeat(56),
        true,
        Map.of("title", "Kế hoạch"),
        List.of(
            unit("kthtdt", "Phòng Kinh tế, Hạ tầng và Đô thị", "KTHTĐT"),
            unit("vhxh", "Phòng Văn hóa – Xã hội", "VH-XH"),
            unit("ttpvhcc", "Trung tâm Phục vụ hành chính công", "TTPVHCC"),
            unit("bchqs", "Ban Chỉ huy Quân sự phường", "Ban CHQS"),
            unit("cap", "Công an phường", "CAP"),
            unit("thue", "Thuế cơ sở 4", "Thuế"),
            new Unit("dien-luc", "Điện lực", "Điện lực", false, "")),
        List.of(
            measure("01a", 1, "Thu ngân sách nhà nước", "tỷ đồng", Kind.FLOW, Pace.LINEAR),
            yearly("02", 2, "Tổng giá trị sản phẩm", "tỷ đồng"),
            rate("03", 3, "Giải ngân vốn đầu tư công", Adding.FLOW, Adding.FIXED, Pace.LINEAR),
            measure("06a", 6, "Hộ nghèo", "hộ", Kind.STOCK, Pace.LEVEL),
            poverty(
                "06b", "Số hộ cận nghèo giảm", "hộ", Kind.FLOW, null, null, Measure.Input.STOCK),
            poverty(
                "06c",
                "Tỷ lệ giảm hộ cận nghèo",
                "%",
                Kind.RATE,
                Adding.FLOW,
                Adding.FIXED,
                Measure.Input.DERIVED),
            rate("07a", 7, "Dân số dùng nước sạch", Adding.STOCK, Adding.STOCK, Pace.LEVEL),
            rate("08b", 8, "Tổ dân phố văn hóa", Adding.STOCK, Adding.STOCK, Pace.YEAR_END),
            measure("09", 9, "Trường đạt chuẩn mức độ 2", "trường", Kind.FLOW, Pace.YEAR_END),
            measure("11", 11, "Trạm y tế đạt chuẩn", "", Kind.MILESTONE, Pace.YEAR_END),
            rate("12a", 12, "Hồ sơ giải quyết đúng hạn", Adding.FLOW, Adding.FLOW, Pace.LEVEL),
            restricted(rate("13a", 13, "Gọi nhập ngũ", Adding.FLOW, Adding.FIXED, Pace.BY_DATE)),
            restricted(measure("14", 14, "Vụ việc đột xuất", "vụ", Kind.FLOW, Pace.LEVEL))),
        Stream.concat(
                Stream.of(
                    target("01a", Target.Kind.NUMERIC, ">=", "1200"),
                    target("02", Target.Kind.PENDING, "", null),
                    target("03", Target.Kind.NUMERIC, "=", "100", null, LocalDate.of(2027, 1, 31)),
                    target("06a", Target.Kind.MAINTAINED, "=", "0"),
                    target("06b", Target.Kind.NUMERIC, ">=", "15"),
                    target("06c", Target.Kind.NUMERIC, ">=", "10"),
                    target("07a", Target.Kind.NUMERIC, "=", "100"),
                    target("08b", Target.Kind.NUMERIC, ">=", "90"),
                    target("09", Target.Kind.NUMERIC, ">=", "1"),
                    target("11", Target.Kind.MILESTONE, "", null),
                    target("12a", Target.Kind.NUMERIC, "=", "100"),
                    target("13a", Target.Kind.NUMERIC, "=", "100", null, LocalDate.of(2026, 3, 31)),
                    target("14", Target.Kind.MAINTAINED, "=", "0")),
                late.stream())
            .toList(),
        List.of(
            lead("01a", "kthtdt"),
            new Plan.Assignment("01a", "thue", Role.SECOND_SOURCE, false, false),
            lead("02", "kthtdt"),
            new Plan.Assignment("02", "dien-luc", Role.COORDINATES, false, false),
            lead("03", "kthtdt"),
            lead("06a", "kthtdt"),
            lead("06b", "kthtdt"),
            lead("06c", "kthtdt"),
            lead("07a", "kthtdt"),
            lead("08b", "vhxh"),
            lead("09", "vhxh"),
            lead("11", "vhxh"),
            lead("12a", "ttpvhcc"),
            lead("13a", "bchqs"),
            new Plan.Assignment("13a", "cap", Role.CO_LEAD, false, true),
            lead("14", "cap")),
        periods(),
        Set.of(LocalDate.of(2026, 2, 17)),
        List.of(
            new Task(
                "II.1-a", "Rà soát quy hoạch", "II.1", "kthtdt", LocalDate.of(2026, 3, 31), true),
            new Task("II.2-a", "Mở lớp tập huấn", "II.2", "vhxh", null, false)),
        List.of(new Plan.Area("tdp-01", "Tổ dân phố 1"), new Plan.Area("tdp-02", "Tổ dân phố 2")),
        List.of(),
        List.of(
            new Plan.Threshold("linear_watch", new BigDecimal("0.95"), ""),
            new Plan.Threshold("linear_risk", new BigDecimal("0.85"), "")),
        List.of(
            new Plan.Status("at_risk", 1, "nguy cơ không đạt", "■", "#C62828", "risk"),
            new Plan.Status("failed", 2, "không đạt", "✖", "#7F0000", "risk"),
            new Plan.Status("watch", 3, "cần chú ý", "▲", "#B26A00", "watch"),
            new Plan.Status("not_reported", 4, "chưa báo cáo", "○", "#263238", "silent"),
            new Plan.Status("on_track", 5, "đúng tiến độ", "●", "#2E7D32", "good"),
            new Plan.Status("achieved", 6, "đã đạt", "★", "#1B5E20", "good"),
            new Plan.Status("pending_target", 7, "chờ giao chỉ tiêu", "◇", "#5E35B1", "other"),
            new Plan.Status("not_due", 8, "chưa đến hạn", "–", "#78909C", "other"),
            new Plan.Status("not_assessed", 9, "chưa đánh giá", "…", "#546E7A", "other")),
        List.of(
            new Plan.BaseFigure("06b", "", new BigDecimal("150"), "hộ", "kế hoạch", true),
            new Plan.BaseFigure(
                "01a", "2026-03", new BigDecimal("80"), "tỷ đồng", "báo cáo", true)),
        List.of(),
        List.of(),
        Plan.Switches.NONE);
  }

  static Unit unit(String code, String name, String shortName) {
    return new Unit(code, name, shortName, true, "");
  }

  private static Measure measure(
      String code, int no, String name, String unit, Kind kind, Pace pace) {
    return make(code, no, name, unit, kind, null, null, pace, Measure.Input.OWN);
  }

  private static Measure rate(
      String code, int no, String name, Adding numerator, Adding denominator, Pace pace) {
    return make(code, no, name, "%", Kind.RATE, numerator, denominator, pace, Measure.Input.OWN);
  }

  private static Measure poverty(
      String code,
      String name,
      String unit,
      Kind kind,
      @Nullable Adding numerator,
      @Nullable Adding denominator,
      Measure.Input input) {
    return make(code, 6, name, unit, kind, numerator, denominator, Pace.YEAR_END, input);
  }

  private static Measure make(
      String code,
      int no,
      String name,
      String unit,
      Kind kind,
      @Nullable Adding numerator,
      @Nullable Adding denominator,
      Pace pace,
      Measure.Input input) {
    return new Measure(
        code,
        no,
        name,
        name,
        unit,
        kind,
        numerator,
        denominator,
        "",
        "",
        pace,
        "thang-15",
        false,
        code.startsWith("06"),
        code.startsWith("13"),
        3,
        code.equals("08b")
            ? Measure.ByArea.YES_NO
            : code.equals("07a") ? Measure.ByArea.NUMBER : Measure.ByArea.NONE,
        Measure.Frequency.MONTHLY,
        input,
        name,
        "");
  }

  private static Measure yearly(String code, int no, String name, String unit) {
    return new Measure(
        code,
        no,
        name,
        name,
        unit,
        Kind.YEARLY,
        null,
        null,
        "",
        "",
        Pace.YEAR_END,
        "thang-15",
        false,
        false,
        false,
        3,
        Measure.ByArea.NONE,
        Measure.Frequency.WHEN_KNOWN,
        Measure.Input.OWN,
        name,
        "");
  }

  /** The same measure, not for everyone's eyes. */
  static Measure restricted(Measure m) {
    return new Measure(
        m.code(),
        m.indicatorNo(),
        m.name(),
        m.shortName(),
        m.unitOfMeasure(),
        m.kind(),
        m.numeratorKind(),
        m.denominatorKind(),
        "",
        "",
        m.pace(),
        m.calendarCode(),
        true,
        m.mayBeNegative(),
        m.mayExceed(),
        m.scale(),
        m.byArea(),
        m.frequency(),
        m.input(),
        m.wording(),
        m.note());
  }

  static Plan.Assignment lead(String measure, String unit) {
    return new Plan.Assignment(measure, unit, Role.LEAD, true, false);
  }

  private static Target target(
      String measure, Target.Kind kind, String comparator, @Nullable String value) {
    return target(measure, kind, comparator, value, null, YEAR_END);
  }

  private static Target target(
      String measure,
      Target.Kind kind,
      String comparator,
      @Nullable String value,
      @Nullable LocalDate validFrom,
      LocalDate assessedOn) {
    return new Target(
        measure,
        kind,
        comparator,
        false,
        value == null ? null : new BigDecimal(value),
        null,
        List.of(),
        validFrom == null ? LocalDate.of(2025, 12, 15) : validFrom,
        assessedOn,
        "",
        null,
        "HĐND phường",
        "");
  }

  private static List<Period> periods() {
    List<Period> periods = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      LocalDate ends = LocalDate.of(2026, month, 14);
      periods.add(
          new Period(
              "2026-%02d".formatted(month),
              Period.Kind.MONTH,
              "thang-15",
              "Tháng %d/2026".formatted(month),
              ends.minusMonths(1).plusDays(1),
              ends,
              ends.plusDays(3),
              true));
    }
    periods.add(
        new Period(
            "2026-Q1",
            Period.Kind.QUARTER,
            "thang-15",
            "Quý I/2026",
            LocalDate.of(2025, 12, 15),
            LocalDate.of(2026, 3, 14),
            LocalDate.of(2026, 3, 17),
            false));
    periods.add(
        new Period(
            "2026-final",
            Period.Kind.FINAL,
            "thang-15",
            "Chốt năm 2026",
            LocalDate.of(2025, 12, 15),
            YEAR_END,
            LocalDate.of(2027, 1, 10),
            true));
    return periods;
  }
}
