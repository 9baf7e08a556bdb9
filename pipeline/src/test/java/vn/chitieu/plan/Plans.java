package vn.chitieu.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small plan for tests: two reporting units, every kind of measure, three tổ dân phố, three
 * tasks, two months. Figures are made up.
 */
public final class Plans {
  public static final String VERSION = "1f2e3d4c";

  private Plans() {}

  /** The plan itself. */
  public static Plan small() {
    return new Plan(
        new Plan.Locality(
            "thuy-nguyen", "Thủy Nguyên", "phường", "00000", "thành phố Hải Phòng", ""),
        2026,
        VERSION,
        VERSION + "0".repeat(56),
        true,
        Map.of(),
        List.of(
            new Unit(
                "kthtdt",
                "Phòng Kinh tế, Hạ tầng và Đô thị",
                "KTHTĐT",
                true,
                "Phòng KTHTĐT, số máy lẻ 101"),
            new Unit("vhxh", "Phòng Văn hóa – Xã hội", "VH-XH", true, "")),
        measures(),
        List.of(
            numeric("01a", ">=", "578.625"),
            numeric("03", "=", "100"),
            numeric("04a", ">=", "200"),
            numeric("06b", ">=", "15"),
            numeric("06c", ">=", "10"),
            target("06a", Target.Kind.MAINTAINED, "=", BigDecimal.ZERO),
            target("02", Target.Kind.PENDING, "", null),
            numeric("07a", "=", "100"),
            numeric("08b", ">=", "90"),
            target("11", Target.Kind.MILESTONE, "", null)),
        List.of(
            lead("01a", "kthtdt"),
            lead("02", "kthtdt"),
            lead("03", "kthtdt"),
            lead("04a", "kthtdt"),
            lead("06a", "kthtdt"),
            lead("06b", "kthtdt"),
            lead("06c", "kthtdt"),
            lead("07a", "kthtdt"),
            new Plan.Assignment("06a", "vhxh", Role.COORDINATES, false, false),
            new Plan.Assignment("01a", "vhxh", Role.COORDINATES, false, false),
            lead("08b", "vhxh"),
            lead("11", "vhxh")),
        List.of(month(10, LocalDate.of(2026, 10, 16)), month(11, LocalDate.of(2026, 11, 17))),
        Set.of(),
        List.of(
            new Task(
                "II.1-a",
                "Triển khai phân loại chất thải rắn sinh hoạt tại nguồn ở các hộ gia đình",
                "II.1, ý 3",
                "kthtdt",
                LocalDate.of(2026, 12, 31),
                true),
            new Task(
                "II.1-b",
                "Rà soát quy hoạch chi tiết các khu dân cư",
                "II.1, ý 4",
                "kthtdt",
                null,
                false),
            new Task(
                "II.2-a",
                "Tổ chức ngày hội đại đoàn kết ở các tổ dân phố",
                "II.2, ý 1",
                "vhxh",
                LocalDate.of(2026, 11, 18),
                false)),
        List.of(
            new Plan.Area("tdp-01", "Tổ dân phố 1"),
            new Plan.Area("tdp-02", "Tổ dân phố 2"),
            new Plan.Area("tdp-03", "Tổ dân phố Hoàng Pha")),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Plan.BaseFigure("06b", "", new BigDecimal("150"), "hộ", "đầu năm", false)),
        List.of(),
        List.of(),
        Plan.Switches.NONE);
  }

  /** The small plan with twelve months, a closing period and what the office has decided. */
  public static Plan year(
      Plan.Switches switches, List<Plan.BaseFigure> bases, Plan.Threshold... thresholds) {
    Plan p = small();
    List<Period> periods = new java.util.ArrayList<>();
    for (int m = 1; m <= 12; m++) {
      LocalDate end = LocalDate.of(2026, m, 14);
      periods.add(
          new Period(
              "2026-%02d".formatted(m),
              Period.Kind.MONTH,
              "nd09",
              "Tháng %02d/2026".formatted(m),
              end.minusMonths(1).plusDays(1),
              end,
              end.plusDays(3),
              true));
    }
    periods.add(
        new Period(
            "2026-final",
            Period.Kind.FINAL,
            "nd09",
            "Chốt năm 2026",
            LocalDate.of(2025, 12, 15),
            LocalDate.of(2026, 12, 31),
            LocalDate.of(2027, 1, 15),
            true));
    return new Plan(
        p.locality(),
        p.year(),
        p.version(),
        p.sha256(),
        p.isIllustrative(),
        p.document(),
        p.units(),
        p.measures(),
        p.targets(),
        p.assignments(),
        periods,
        p.holidays(),
        p.tasks(),
        p.areas(),
        p.successions(),
        List.of(thresholds),
        p.statuses(),
        bases,
        p.aliases(),
        p.oddities(),
        switches);
  }

  private static List<Measure> measures() {
    return List.of(
        measure("01a", 1, "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", Measure.Kind.FLOW, 3),
        yearly(),
        rate(
            "03",
            3,
            "Tỷ lệ giải ngân vốn đầu tư công",
            Measure.Adding.FLOW,
            Measure.Adding.FIXED,
            "Vốn đã giải ngân trong kỳ (tỷ đồng)",
            "Kế hoạch vốn năm (tỷ đồng)",
            Measure.ByArea.NONE),
        measure("04a", 4, "Doanh nghiệp thành lập mới", "doanh nghiệp", Measure.Kind.FLOW, 0),
        stock("06a", "Hộ nghèo", Measure.Kind.STOCK, "", false, Measure.Input.OWN),
        stock(
            "06b",
            "Số hộ cận nghèo giảm",
            Measure.Kind.FLOW,
            "Hộ cận nghèo có đến cuối kỳ",
            true,
            Measure.Input.STOCK),
        derived(),
        rate(
            "07a",
            7,
            "Tỷ lệ dân số được sử dụng nước sạch",
            Measure.Adding.STOCK,
            Measure.Adding.STOCK,
            "Dân số được dùng nước sạch (người)",
            "Dân số (người)",
            Measure.ByArea.NUMBER),
        rate(
            "08b",
            8,
            "Tỷ lệ tổ dân phố văn hóa",
            Measure.Adding.STOCK,
            Measure.Adding.STOCK,
            "Tổ dân phố đạt văn hóa (tổ)",
            "Tổ dân phố (tổ)",
            Measure.ByArea.YES_NO),
        measure("11", 11, "Trạm y tế phường đạt chuẩn quốc gia", "", Measure.Kind.MILESTONE, 0));
  }

  private static Measure measure(
      String code, int no, String name, String unit, Measure.Kind kind, int scale) {
    return new Measure(
        code,
        no,
        name,
        name,
        unit,
        kind,
        null,
        null,
        "",
        "",
        Measure.Pace.LINEAR,
        "nd09",
        false,
        false,
        false,
        scale,
        Measure.ByArea.NONE,
        Measure.Frequency.MONTHLY,
        Measure.Input.OWN,
        name,
        "");
  }

  private static Measure yearly() {
    return new Measure(
        "02",
        2,
        "Tổng giá trị sản phẩm trên địa bàn",
        "Tổng giá trị sản phẩm",
        "tỷ đồng",
        Measure.Kind.YEARLY,
        null,
        null,
        "",
        "",
        Measure.Pace.YEAR_END,
        "nd09",
        false,
        true,
        false,
        3,
        Measure.ByArea.NONE,
        Measure.Frequency.WHEN_KNOWN,
        Measure.Input.OWN,
        "",
        "");
  }

  private static Measure stock(
      String code,
      String name,
      Measure.Kind kind,
      String label,
      boolean mayBeNegative,
      Measure.Input input) {
    return new Measure(
        code,
        6,
        name,
        name,
        "hộ",
        kind,
        null,
        null,
        label,
        "",
        Measure.Pace.LEVEL,
        "nd09",
        false,
        mayBeNegative,
        false,
        0,
        Measure.ByArea.NUMBER,
        Measure.Frequency.MONTHLY,
        input,
        name,
        "");
  }

  private static Measure rate(
      String code,
      int no,
      String name,
      Measure.Adding numerator,
      Measure.Adding denominator,
      String numeratorLabel,
      String denominatorLabel,
      Measure.ByArea byArea) {
    return new Measure(
        code,
        no,
        name,
        name,
        "%",
        Measure.Kind.RATE,
        numerator,
        denominator,
        numeratorLabel,
        denominatorLabel,
        Measure.Pace.LEVEL,
        "nd09",
        false,
        false,
        false,
        2,
        byArea,
        Measure.Frequency.MONTHLY,
        Measure.Input.OWN,
        name,
        "");
  }

  private static Measure derived() {
    return new Measure(
        "06c",
        6,
        "Tỷ lệ giảm hộ cận nghèo so với đầu năm",
        "Tỷ lệ giảm hộ cận nghèo",
        "%",
        Measure.Kind.RATE,
        Measure.Adding.FLOW,
        Measure.Adding.FIXED,
        "",
        "",
        Measure.Pace.YEAR_END,
        "nd09",
        false,
        true,
        false,
        2,
        Measure.ByArea.NONE,
        Measure.Frequency.MONTHLY,
        Measure.Input.DERIVED,
        "",
        "");
  }

  private static Target numeric(String code, String comparator, String value) {
    return target(code, Target.Kind.NUMERIC, comparator, new BigDecimal(value));
  }

  private static Target target(
      String code, Target.Kind kind, String comparator, @Nullable BigDecimal value) {
    return new Target(
        code,
        kind,
        comparator,
        false,
        value,
        null,
        List.of(),
        LocalDate.of(2026, 1, 1),
        LocalDate.of(2026, 12, 31),
        "",
        null,
        "UBND phường",
        "");
  }

  /** The same plan, with the office's questions in it. */
  public static Plan asking(Plan p, Plan.Question... questions) {
    return changed(
        p, p.holidays(), new Plan.Correspondence(List.of(questions), List.of(), List.of()));
  }

  /** The same plan in a year of other holidays. */
  public static Plan withHolidays(Plan p, Set<LocalDate> holidays) {
    return changed(p, holidays, p.correspondence());
  }

  private static Plan changed(Plan p, Set<LocalDate> holidays, Plan.Correspondence words) {
    return new Plan(
        p.locality(),
        p.year(),
        p.version(),
        p.sha256(),
        p.isIllustrative(),
        p.document(),
        p.units(),
        p.measures(),
        p.targets(),
        p.assignments(),
        p.periods(),
        holidays,
        p.tasks(),
        p.areas(),
        p.successions(),
        p.thresholds(),
        p.statuses(),
        p.baseFigures(),
        p.aliases(),
        p.oddities(),
        p.switches(),
        words);
  }

  private static Plan.Assignment lead(String measure, String unit) {
    return new Plan.Assignment(measure, unit, Role.LEAD, true, false);
  }

  private static Period month(int month, LocalDate dueOn) {
    return new Period(
        "2026-%02d".formatted(month),
        Period.Kind.MONTH,
        "nd09",
        "Tháng %02d/2026".formatted(month),
        LocalDate.of(2026, month - 1, 15),
        LocalDate.of(2026, month, 14),
        dueOn,
        true);
  }
}
