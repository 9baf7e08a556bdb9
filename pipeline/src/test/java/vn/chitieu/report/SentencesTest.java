package vn.chitieu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.report.Facts.A;
import vn.chitieu.warehouse.ReportFacts;

/** What the report says, rule by rule. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SentencesTest {
  /** The points of a section, one after the other. */
  @SuppressWarnings("unchecked")
  private static List<String> points(Facts facts, String section) {
    Map<String, Object> model = Composer.compose(facts.facts(), Phrases.standard()).model();
    List<String> all = new ArrayList<>();
    for (Map<String, Object> group : (List<Map<String, Object>>) model.get(section + "_nhom")) {
      for (Map<String, String> p : (List<Map<String, String>>) group.get("diem")) {
        all.add(p.get("chu") + ") " + Facts.plain(p.get("cau")));
      }
    }
    return all;
  }

  private static String result(A measure) {
    return points(new Facts().with(measure), "ket_qua").getFirst().substring(3);
  }

  // ---- results

  @Test
  void a_flow_is_told_by_month_year_target_pace_and_last_year() {
    A m = new A();
    m.lastYear = new BigDecimal("47.9");
    m.change = new BigDecimal("0.036639");
    m.status = "watch";
    assertThat(result(m))
        .isEqualTo(
            "Thu ngân sách: trong tháng 10 đạt 49,655 tỷ đồng, lũy kế 456,012 tỷ đồng, bằng 78,8%"
                + " chỉ tiêu giao (ít nhất 578,625 tỷ đồng); tiến độ cần có đến hết kỳ 83,3%; so"
                + " với cùng kỳ năm trước (47,9 tỷ đồng) tăng 3,7%. Đánh giá: cần chú ý.");
  }

  @Test
  void less_than_last_year_is_a_fall_and_as_much_is_neither() {
    A less = new A();
    less.lastYear = new BigDecimal("60");
    less.change = new BigDecimal("-0.172417");
    assertThat(result(less)).contains("(60 tỷ đồng) giảm 17,2%").doesNotContain("-17");
    A same = new A();
    same.lastYear = new BigDecimal("49.655000");
    same.change = BigDecimal.ZERO;
    assertThat(result(same)).contains("; bằng cùng kỳ năm trước (49,655 tỷ đồng)");
    A fromZero = new A();
    fromZero.lastYear = BigDecimal.ZERO;
    assertThat(result(fromZero)).contains("; cùng kỳ năm trước 0 tỷ đồng");
    assertThat(result(new A())).doesNotContain("cùng kỳ");
  }

  @Test
  void thousands_have_a_dot_and_decimals_a_comma() {
    A m = new A().number("1234.5", "1234567.25");
    m.unit = "triệu đồng";
    assertThat(result(m)).contains("đạt 1.234,5 triệu đồng, lũy kế 1.234.567,25 triệu đồng");
  }

  @Test
  void a_rate_is_told_with_its_two_numbers() {
    A m = new A().rate("95.516238", "39410", "41260");
    m.name = "Tỷ lệ tham gia bảo hiểm y tế";
    m.target = new BigDecimal("96");
    m.pace = "level";
    m.status = "watch";
    assertThat(result(m))
        .isEqualTo(
            "Tỷ lệ tham gia bảo hiểm y tế: đến cuối kỳ 95,52% (39.410/41.260); chỉ tiêu giao ít"
                + " nhất 96%. Đánh giá: cần chú ý.");
  }

  @Test
  void every_way_to_have_no_figure_reads_differently_and_none_like_zero() {
    Set<String> seen = new LinkedHashSet<>();
    for (String state :
        List.of(
            "not_reported", "not_due", "not_owed", "refused", "held", "blank", "not_known_yet")) {
      seen.add(result(new A().without(state)));
    }
    seen.add(result(new A().number("0", "10")));
    A pending = new A();
    pending.targetKind = "pending";
    pending.status = "pending_target";
    seen.add(result(pending));
    A partly = new A();
    partly.state = "partly_reported";
    partly.monthsReported = 2;
    partly.monthsExpected = 3;
    seen.add(result(partly));
    assertThat(seen).hasSize(10);
  }

  @Test
  void zero_is_a_figure() {
    assertThat(result(new A().number("0", "10")))
        .startsWith(
            "Thu ngân sách: trong tháng 10 bằng không (0 tỷ đồng), lũy kế 10 tỷ đồng, bằng");
  }

  @Test
  void a_month_without_a_report_says_when_it_was_due() {
    assertThat(result(new A().without("not_reported")))
        .isEqualTo(
            "Thu ngân sách: đơn vị chủ trì chưa báo cáo số liệu kỳ này, hạn gửi là ngày"
                + " 16/10/2026; chỉ tiêu giao ít nhất 578,625 tỷ đồng.");
  }

  @Test
  void what_is_not_due_is_no_fault() {
    assertThat(result(new A().without("not_due")))
        .contains("chưa đến hạn báo cáo (hạn gửi ngày 16/10/2026)")
        .doesNotContain("chưa báo cáo số liệu");
  }

  @Test
  void a_refused_report_is_not_a_missing_one() {
    assertThat(result(new A().without("refused")))
        .contains("biểu của đơn vị chủ trì bị trả lại, kỳ này chưa ghi nhận được số nào");
  }

  @Test
  void a_target_that_is_not_assigned_is_not_judged() {
    A m = new A();
    m.targetKind = "pending";
    m.target = null;
    m.completion = null;
    m.pace = "none";
    m.status = "pending_target";
    assertThat(result(m)).endsWith("; cấp trên chưa giao chỉ tiêu.").doesNotContain("Đánh giá");
  }

  @Test
  void a_kept_zero_is_no_achievement_of_nothing_and_a_broken_one_says_since_when() {
    A kept = new A().number("0", "0");
    kept.name = "Vụ việc đột xuất";
    kept.unit = "vụ";
    kept.targetKind = "maintained";
    kept.target = BigDecimal.ZERO;
    kept.pace = "level";
    assertThat(result(kept))
        .isEqualTo(
            "Vụ việc đột xuất: trong tháng 10 không phát sinh (0 vụ); mức phải giữ 0 vụ. Đánh"
                + " giá: đúng tiến độ.");
    kept.number("2", "3");
    kept.status = "failed";
    kept.reason = "Phải giữ bằng 0 vụ, đã phát sinh 3 vụ từ tháng 8/2026.";
    assertThat(result(kept))
        .isEqualTo(
            "Vụ việc đột xuất: trong tháng 10 phát sinh 2 vụ, lũy kế 3 vụ; mức phải giữ 0 vụ."
                + " Đánh giá: không đạt. Phải giữ bằng 0 vụ, đã phát sinh 3 vụ từ tháng 8/2026.");
  }

  @Test
  void a_milestone_is_done_on_a_day_or_so_far() {
    A m = new A();
    m.name = "Trạm y tế";
    m.kind = "milestone";
    m.unit = "";
    m.targetKind = "milestone";
    m.pace = "year_end";
    m.criteria = new BigDecimal("78");
    assertThat(result(m))
        .startsWith("Trạm y tế: chưa hoàn thành, đã đạt 78% tiêu chí; chỉ tiêu giao: hoàn thành");
    m.isDone = true;
    m.doneOn = LocalDate.of(2026, 9, 5);
    m.status = "achieved";
    assertThat(result(m)).isEqualTo("Trạm y tế: đã hoàn thành ngày 05/09/2026. Đánh giá: đã đạt.");
  }

  @Test
  void what_falls_short_never_reads_like_the_target() {
    A m = new A().rate("99.999", "99999", "100000");
    m.comparator = "=";
    m.target = new BigDecimal("100");
    m.pace = "level";
    assertThat(result(m)).contains("99,999%").doesNotContain("kỳ 100%");
    assertThat(Amounts.percent(new BigDecimal("0.99996"))).isEqualTo("99,9%");
    assertThat(Amounts.percent(BigDecimal.ONE)).isEqualTo("100%");
    assertThat(Amounts.percent(new BigDecimal("1.0003"))).isEqualTo("100,1%");
  }

  @Test
  void restricted_measures_are_told_to_the_committee_and_marked() {
    A m = new A();
    m.code = "14";
    m.isRestricted = true;
    Facts f = new Facts().with(m);
    assertThat(points(f, "ket_qua").getFirst()).contains("(hạn chế công khai)");
    assertThat(f.words()).contains("“hạn chế công khai” (14) chỉ dùng trong nội bộ");
    assertThat(new Facts().with(new A()).words()).doesNotContain("hạn chế công khai");
  }

  @Test
  void longer_periods_are_called_by_their_name() {
    Map<ReportFacts.Span, String> words = new LinkedHashMap<>();
    words.put(Facts.longer("2026-Q3", "quarter", "Quý III/2026"), "trong quý III đạt");
    words.put(Facts.longer("2026-H1", "half", "6 tháng đầu năm 2026"), "trong 6 tháng đầu năm đạt");
    words.put(Facts.longer("2026-9M", "nine_months", "9 tháng năm 2026"), "trong 9 tháng đạt");
    words.put(Facts.longer("2026", "year", "Năm 2026"), "cả năm đạt");
    words.forEach(
        (span, said) -> {
          Facts f = new Facts().with(new A());
          f.period = span;
          f.next = null;
          assertThat(points(f, "ket_qua").getFirst()).contains(said);
        });
    Facts q = new Facts();
    q.period = Facts.longer("2026-Q3", "quarter", "Quý III/2026");
    q.next = null;
    assertThat(q.words()).contains("an\u00a0ninh quý III năm 2026");
  }

  @Test
  void a_quarter_with_a_month_missing_says_how_many_it_has() {
    A m = new A();
    m.state = "partly_reported";
    m.monthsReported = 2;
    m.monthsExpected = 3;
    Facts f = new Facts().with(m);
    f.period = Facts.longer("2026-Q3", "quarter", "Quý III/2026");
    assertThat(points(f, "ket_qua").getFirst())
        .contains("trong quý III mới có số liệu 2/3 tháng, cộng được 49,655 tỷ đồng");
  }

  private static Facts ofQuarter(A measure) {
    Facts f = new Facts().with(measure);
    f.period = Facts.longer("2026-Q3", "quarter", "Quý III/2026");
    return f;
  }

  private static A twoMonthsOfThree() {
    A m = new A();
    m.state = "partly_reported";
    m.monthsReported = 2;
    m.monthsExpected = 3;
    m.lastYear = new BigDecimal("60");
    m.change = new BigDecimal("-0.172417");
    return m;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> row(Facts facts) {
    Map<String, String> row = new LinkedHashMap<>();
    ((List<Map<String, String>>)
            Composer.compose(facts.facts(), Phrases.standard()).model().get("bang_chi_tieu"))
        .getFirst()
        .forEach((k, v) -> row.put(k, Facts.plain(v)));
    return row;
  }

  @Test
  void part_of_a_quarter_is_not_held_against_the_whole_of_last_years() {
    Facts f = ofQuarter(twoMonthsOfThree());
    assertThat(points(f, "ket_qua").getFirst()).doesNotContain("cùng kỳ");
    assertThat(row(f))
        .containsEntry("cung_ky", "–")
        .containsEntry("tang_giam", "–")
        .containsEntry("ky_nay", "49,655 tỷ đồng (2/3 tháng)");
    A whole = twoMonthsOfThree();
    whole.state = "reported";
    whole.monthsReported = 3;
    assertThat(points(ofQuarter(whole), "ket_qua").getFirst()).contains("(60 tỷ đồng) giảm 17,2%");
    assertThat(row(ofQuarter(whole)))
        .containsEntry("cung_ky", "60 tỷ đồng")
        .containsEntry("tang_giam", "-17,2%")
        .containsEntry("ky_nay", "49,655 tỷ đồng");
  }

  @Test
  void a_quarter_without_its_last_month_is_told_and_named_as_silent_and_to_be_done() {
    A m = twoMonthsOfThree();
    m.status = "not_reported";
    m.cumulative = null;
    m.completion = null;
    Facts f = ofQuarter(m);
    assertThat(points(f, "ket_qua").getFirst())
        .contains(
            "trong quý III mới có số liệu 2/3 tháng, cộng được 49,655 tỷ đồng; còn thiếu tháng cuối"
                + " kỳ");
    assertThat(points(f, "nguy_co"))
        .containsExactly(
            "a) Thu ngân sách (Phòng Kinh tế, Hạ tầng và Đô thị chủ trì): mới có số liệu 2/3 tháng,"
                + " còn thiếu tháng cuối kỳ, hạn gửi là ngày 16/10/2026.");
    assertThat(points(f, "phuong_huong").getFirst())
        .isEqualTo(
            "a) Phòng Kinh tế, Hạ tầng và Đô thị: báo cáo đủ số liệu “Thu ngân sách” còn thiếu.");
    m.kind = "stock";
    m.value = null;
    assertThat(points(ofQuarter(m), "ket_qua").getFirst())
        .contains("mới có số liệu 2/3 tháng, còn thiếu tháng cuối kỳ");
  }

  // ---- what is at risk, and what follows

  @Test
  void what_is_at_risk_says_how_far_behind_what_it_takes_and_the_units_words() {
    A m = new A().number("9", "69");
    m.name = "Hộ kinh doanh lên doanh nghiệp";
    m.unit = "hộ";
    m.target = new BigDecimal("150");
    m.completion = new BigDecimal("0.46");
    m.required = new BigDecimal("40.5");
    m.forecast = new BigDecimal("82.8");
    m.status = "at_risk";
    m.explanation = "Vướng thủ tục thuế.";
    m.explainedIn = "Tháng 10/2026";
    Facts f = new Facts().with(m);
    assertThat(points(f, "nguy_co"))
        .containsExactly(
            "a) Hộ kinh doanh lên doanh nghiệp (Phòng Kinh tế, Hạ tầng và Đô thị chủ trì): mới đạt"
                + " 46% chỉ tiêu giao, thấp hơn tiến độ cần có (83,3%) 37,3 điểm phần trăm; muốn đạt"
                + " thì bình quân mỗi tháng còn lại phải có thêm ít nhất 41 hộ. Dự báo cả năm 82 hộ."
                + " Tình trạng này kéo dài từ tháng 8/2026. Đơn vị giải trình: “Vướng thủ tục thuế”.");
    assertThat(points(f, "phuong_huong").getFirst())
        .isEqualTo(
            "a) Phòng Kinh tế, Hạ tầng và Đô thị: tập trung thực hiện “Hộ kinh doanh lên doanh"
                + " nghiệp”, bình quân mỗi tháng còn lại ít nhất 41 hộ để đạt ít nhất 150 hộ.");
  }

  @Test
  void words_of_an_earlier_month_are_not_passed_off_as_this_months() {
    A m = new A();
    m.status = "watch";
    m.explanation = "Chờ quyết toán";
    m.explainedIn = "Tháng 8/2026";
    assertThat(points(new Facts().with(m), "nguy_co").getFirst())
        .endsWith("Giải trình gần nhất của đơn vị (tháng 8/2026): “Chờ quyết toán”.");
    m.explanation = "";
    assertThat(points(new Facts().with(m), "nguy_co").getFirst())
        .endsWith("Đơn vị chủ trì chưa giải trình.");
  }

  @Test
  void what_began_only_now_does_not_last() {
    A m = new A();
    m.status = "watch";
    Facts f = new Facts().with(m);
    f.period = Facts.month(8, "2026-07-15", "2026-08-14", "2026-08-18");
    assertThat(points(f, "nguy_co").getFirst()).doesNotContain("kéo dài");
    assertThat(points(new Facts().with(m), "nguy_co").getFirst())
        .contains("Tình trạng này kéo dài từ tháng 8/2026.");
  }

  @Test
  void without_anything_at_risk_it_says_so() {
    assertThat(new Facts().with(new A()).words())
        .contains("Trong kỳ không có chỉ tiêu nào nguy cơ không đạt, không đạt hoặc cần chú ý.");
  }

  // ---- tasks

  private static ReportFacts.Task task(String state, boolean now, boolean overdue, boolean silent) {
    return new ReportFacts.Task(
        "II.1.1-a",
        "Rà soát nguồn thu",
        1,
        "Thuế cơ sở",
        state,
        now,
        new BigDecimal("85"),
        "",
        LocalDate.of(2026, 9, 30),
        overdue,
        overdue ? 14 : 0,
        silent,
        Facts.CELL);
  }

  @Test
  void tasks_are_told_done_overdue_moved_and_silent() {
    Facts f = new Facts();
    f.tasks.add(task("done", true, false, false));
    f.tasks.add(task("in_progress", false, true, false));
    f.tasks.add(task("", false, false, true));
    f.moved.add(
        new ReportFacts.DueChange(
            "II.1.2-a",
            "Vận động hộ kinh doanh",
            2,
            "Phòng KTHTĐT",
            LocalDate.of(2026, 9, 30),
            LocalDate.of(2026, 11, 30),
            "unit",
            "chờ hướng dẫn",
            Facts.CELL));
    assertThat(points(f, "nhiem_vu"))
        .containsExactly(
            "a) Rà soát nguồn thu (Thuế cơ sở): đã hoàn thành.",
            "a) Rà soát nguồn thu (Thuế cơ sở): hạn 30/09/2026, tính đến hết kỳ (14/10/2026) đã quá hạn 14 ngày, mới đạt 85%.",
            "a) Vận động hộ kinh doanh (Phòng KTHTĐT): lùi hạn từ 30/09/2026 sang 30/11/2026; lý"
                + " do: chờ hướng dẫn.",
            "a) Rà soát nguồn thu (Thuế cơ sở): kỳ này không có báo cáo, hạn 30/09/2026.");
    assertThat(points(f, "phuong_huong").getFirst())
        .contains(
            "hoàn thành ngay nhiệm vụ “Rà soát nguồn thu”, tính đến hết kỳ (14/10/2026) đã quá hạn 14 ngày (hạn 30/09/2026)");
  }

  @Test
  void what_is_due_within_a_month_is_named_and_what_is_due_later_is_not() {
    Facts f = new Facts();
    f.tasks.add(due("Việc gần", "2026-11-14"));
    f.tasks.add(due("Việc xa", "2026-11-15"));
    assertThat(points(f, "phuong_huong"))
        .first()
        .isEqualTo(
            "a) Thuế cơ sở: hoàn thành nhiệm vụ “Việc gần” trước hạn 14/11/2026, đến hết kỳ đạt 85%.");
    assertThat(f.words()).doesNotContain("Việc xa");
  }

  private static ReportFacts.Task due(String name, String day) {
    return new ReportFacts.Task(
        name,
        name,
        1,
        "Thuế cơ sở",
        "in_progress",
        false,
        new BigDecimal("85"),
        "",
        LocalDate.parse(day),
        false,
        0,
        false,
        Facts.CELL);
  }

  // ---- difficulties

  private static ReportFacts.Case raised(String receiver, String proposal, int times) {
    return new ReportFacts.Case(
        "c" + times,
        "Phòng VH-XH",
        receiver,
        "Thiếu giáo viên.",
        proposal,
        null,
        times,
        "",
        null,
        Facts.CELL);
  }

  @Test
  void proposals_stand_by_receiver_and_repeated_ones_say_how_often() {
    Facts f = new Facts();
    f.cases.add(raised("UBND phường", "bổ sung biên chế", 3));
    f.cases.add(raised("UBND phường", "bổ sung biên chế", 1));
    f.cases.add(raised("Sở Nội vụ", "", 2));
    f.cases.add(raised("", "", 1));
    assertThat(points(f, "kien_nghi"))
        .containsExactly(
            "a) Phòng VH-XH: Thiếu giáo viên; kiến nghị: bổ sung biên chế (kiến nghị lần thứ 3).",
            "b) Phòng VH-XH: Thiếu giáo viên; kiến nghị: bổ sung biên chế.",
            "a) Phòng VH-XH: Thiếu giáo viên (nêu lần thứ 2), chưa có kiến nghị cụ thể.",
            "a) Phòng VH-XH: Thiếu giáo viên, chưa có kiến nghị cụ thể.");
    assertThat(f.words())
        .contains(
            "ten=Kiến nghị với UBND phường",
            "ten=Kiến nghị với Sở Nội vụ",
            "ten=Vướng mắc chưa nêu nơi nhận kiến nghị",
            "nêu 4 khó khăn, vướng mắc; 2 vướng mắc đã được kiến nghị từ hai lần trở lên");
    assertThat(new Facts().words()).contains("không đơn vị nào nêu khó khăn, vướng mắc");
  }

  // ---- who reported

  private static ReportFacts.Sent sent(String unit, String state, int days, int held) {
    return new ReportFacts.Sent(
        unit,
        "u",
        "2026-10",
        "Tháng 10/2026",
        LocalDate.of(2026, 10, 16),
        state,
        state.equals("late") ? LocalDate.of(2026, 10, 17) : null,
        days,
        held);
  }

  @Test
  void late_missing_refused_and_still_to_mend_are_four_things() {
    Facts f = new Facts();
    f.sent.add(sent("Thuế", "late", 1, 0));
    f.sent.add(sent("Thống kê", "missing", 2, 0));
    f.sent.add(sent("Kho bạc", "refused", 0, 0));
    f.sent.add(sent("Công an", "on_time", 0, 1));
    f.sent.add(sent("Trạm y tế", "not_due", 0, 0));
    assertThat(points(f, "nop_bao_cao"))
        .containsExactly(
            "a) Thuế: báo cáo tháng 10/2026 nộp ngày 17/10/2026, chậm 1 ngày so với hạn"
                + " 16/10/2026.",
            "b) Thống kê: chưa nộp báo cáo tháng 10/2026, hạn là ngày 16/10/2026, đến nay quá 2"
                + " ngày.",
            "c) Kho bạc: báo cáo tháng 10/2026 bị trả lại, chưa gửi lại; hạn là ngày 16/10/2026.",
            "d) Công an: báo cáo tháng 10/2026 còn 1 số liệu phải sửa.");
    assertThat(f.words())
        .contains(
            "5 lượt báo cáo phải gửi; 1 đúng hạn, 1 nộp chậm, 1 bị trả lại, 1 chưa nộp, 1"
                + " chưa đến hạn");
  }

  private static ReportFacts.Correction corrected(String signedBy) {
    return new ReportFacts.Correction(
        "04a",
        "Doanh nghiệp mới",
        "flow",
        false,
        "doanh nghiệp",
        false,
        "Phòng KTHTĐT",
        "2026-08",
        "Tháng 8/2026",
        new BigDecimal("16"),
        new BigDecimal("18"),
        LocalDate.of(2026, 9, 25),
        java.time.LocalDateTime.of(2026, 9, 26, 2, 0),
        signedBy,
        signedBy.isEmpty() ? null : LocalDate.of(2026, 9, 21),
        Facts.CELL);
  }

  @Test
  void a_figure_corrected_after_publication_is_told_old_and_new() {
    Facts f = new Facts();
    f.corrections.add(corrected(""));
    assertThat(points(f, "nop_bao_cao"))
        .containsExactly(
            "a) Doanh nghiệp mới, tháng 8/2026: từ 16 doanh nghiệp sửa thành 18 doanh nghiệp (Phòng"
                + " KTHTĐT gửi ngày 25/09/2026).");
  }

  @Test
  void a_figure_corrected_after_signing_says_so_and_who_had_signed() {
    Facts f = new Facts();
    f.corrections.add(corrected("Nguyễn Văn Mẫu (Chủ tịch)"));
    assertThat(points(f, "nop_bao_cao").getFirst())
        .endsWith(
            "(Phòng KTHTĐT gửi ngày 25/09/2026), đính chính sau khi Nguyễn Văn Mẫu (Chủ tịch) đã ký"
                + " ngày 21/09/2026.");
  }

  @Test
  void who_took_and_who_signed_is_told_with_what_was_corrected_since() {
    Facts f = new Facts();
    f.signings.add(signing("Thuế", "accepted", "Lê Mẫu", "Văn phòng", 0));
    f.signings.add(signing("", "signed", "Trần Mẫu", "Chủ tịch", 2));
    f.signings.add(signing("Thuế", "signed", "Trần Mẫu", "Chủ tịch", 0));
    f.signings.add(
        new ReportFacts.Signing(
            "ca", "Công an", "signed", "Trần Mẫu", "Chủ tịch", LocalDate.of(2026, 10, 20), 1, 3));
    assertThat(points(f, "nop_bao_cao"))
        .containsExactly(
            "a) Văn phòng đã tiếp nhận số liệu của Thuế: Lê Mẫu, Văn phòng, ngày 20/10/2026.",
            "b) Trần Mẫu, Chủ tịch, đã ký số liệu của cả địa bàn ngày 20/10/2026; sau đó có 2 số"
                + " liệu được đính chính.",
            "c) Trần Mẫu, Chủ tịch, đã ký số liệu của Thuế ngày 20/10/2026; từ đó chưa số liệu nào"
                + " được sửa.",
            "d) Trần Mẫu, Chủ tịch, đã ký số liệu của Công an ngày 20/10/2026; sau đó có 1 số liệu"
                + " được đính chính, 3 số liệu gửi bổ sung.");
  }

  private static ReportFacts.Question question(int times, boolean isOverdue, String answer) {
    return new ReportFacts.Question(
        "h" + times,
        "Ban QLDA",
        "Giải ngân",
        false,
        "Tháng 9/2026",
        "Vì sao giảm?",
        answer.isEmpty(),
        times,
        LocalDate.of(2026, 9, 20),
        isOverdue ? LocalDate.of(2026, 10, 1) : null,
        isOverdue,
        answer,
        answer.isEmpty() ? null : LocalDate.of(2026, 10, 15),
        Facts.CELL);
  }

  @Test
  void open_questions_say_how_often_and_how_late_answered_ones_what_was_answered() {
    Facts f = new Facts();
    f.questions.add(question(3, true, ""));
    f.questions.add(question(2, false, ""));
    f.questions.add(question(1, false, ""));
    f.questions.add(question(1, false, "Vướng mặt bằng."));
    assertThat(points(f, "nguy_co"))
        .containsExactly(
            "a) Ban QLDA, chỉ tiêu “Giải ngân” tháng 9/2026: Vì sao giảm? (đã hỏi 3 lần, quá hạn"
                + " trả lời 01/10/2026).",
            "b) Ban QLDA, chỉ tiêu “Giải ngân” tháng 9/2026: Vì sao giảm? (đã hỏi 2 lần từ ngày"
                + " 20/09/2026).",
            "c) Ban QLDA, chỉ tiêu “Giải ngân” tháng 9/2026: Vì sao giảm? (hỏi ngày 20/09/2026).",
            "a) Ban QLDA, chỉ tiêu “Giải ngân” tháng 9/2026: Vì sao giảm? (trả lời ngày"
                + " 15/10/2026: “Vướng mặt bằng”).");
  }

  // ---- targets from above

  private static A atMost(String so, String most) {
    A m = new A().number(so, so);
    m.name = "Tai nạn giao thông";
    m.unit = "vụ";
    m.comparator = "≤";
    m.target = new BigDecimal(most);
    m.completion = new BigDecimal("0.8");
    m.required = new BigDecimal("1");
    m.status = "at_risk";
    m.reason = "Đã dùng 80% mức cho phép khi mới qua nửa năm.";
    return m;
  }

  private static String risk(A m) {
    return points(new Facts().with(m), "nguy_co").getFirst();
  }

  private static String next(A m) {
    return points(new Facts().with(m), "phuong_huong").getFirst();
  }

  @Test
  void what_may_not_exceed_a_number_is_not_asked_to_reach_it() {
    for (String pace : List.of("even_months", "level")) {
      A within = atMost("8", "10");
      within.pace = pace;
      assertThat(risk(within))
          .contains("chủ trì): Đã dùng 80% mức cho phép")
          .doesNotContain("mới đạt", "còn thiếu");
      assertThat(next(within))
          .endsWith("giữ “Tai nạn giao thông” không vượt mức cho phép (nhiều nhất 10 vụ).");
      A over = atMost("12", "10");
      over.pace = pace;
      assertThat(risk(over)).contains("đang ở mức 12 vụ, vượt mức cho phép (nhiều nhất 10 vụ).");
      assertThat(next(over))
          .endsWith("việc “Tai nạn giao thông” vượt mức cho phép (nhiều nhất 10 vụ).");
      A touching = atMost("10", "10");
      touching.comparator = "<";
      touching.pace = pace;
      assertThat(risk(touching)).contains("vượt mức cho phép (dưới 10 vụ)");
    }
  }

  @Test
  void a_range_is_left_at_either_end() {
    A m = atMost("12", "5");
    m.targetKind = "range";
    m.targetHigh = new BigDecimal("10");
    assertThat(risk(m)).contains("đang ở mức 12 vụ, cao hơn khoảng được giao (từ 5 đến 10 vụ).");
    m.number("3", "3");
    assertThat(risk(m)).contains("đang ở mức 3 vụ, thấp hơn khoảng được giao (từ 5 đến 10 vụ).");
    m.number("7", "7");
    assertThat(risk(m)).contains(m.reason).doesNotContain("còn thiếu");
    assertThat(next(m))
        .endsWith("đưa “Tai nạn giao thông” về trong khoảng được giao (từ 5 đến 10 vụ).");
  }

  @Test
  void more_than_an_exact_number_is_not_short_of_it() {
    A m = atMost("12", "10");
    m.comparator = "=";
    m.pace = "level";
    assertThat(risk(m)).contains("đang ở mức 12 vụ, cao hơn mức giao (10 vụ).");
    m.number("9", "9");
    assertThat(risk(m)).contains("còn thiếu 1 vụ");
  }

  @Test
  void what_a_rate_lacks_adds_up_with_the_rate_as_it_is_written() {
    A m = atMost("99.946679", "100");
    m.comparator = "=";
    m.pace = "level";
    m.kind = "rate";
    m.unit = "%";
    assertThat(risk(m)).contains("đang ở mức 99,95%", "còn thiếu 0,05 điểm phần trăm");
    m.number("99.9961", "99.9961"); // read as 100 %, and yet not reached
    assertThat(risk(m)).contains("còn thiếu 0,01 điểm phần trăm");
  }

  // ---- names and days

  @Test
  void every_units_corrections_after_signing_have_a_key_of_their_own() {
    Facts f = new Facts();
    f.signings.add(signing("Thuế", "signed", "Trần Mẫu", "Chủ tịch", 1));
    f.signings.add(signing("Kho bạc", "signed", "Trần Mẫu", "Chủ tịch", 2));
    f.signings.add(signing("", "signed", "Trần Mẫu", "Chủ tịch", 3));
    assertThat(Composer.compose(f.facts(), Phrases.standard()).marks().all())
        .extracting(Figure::key)
        .filteredOn(k -> k.endsWith("sua-sau-ky"))
        .doesNotHaveDuplicates()
        .contains("ky-duyet/2026-10/sua-sau-ky", "ky-duyet/don-vi-4/2026-10/sua-sau-ky");
  }

  @Test
  void a_correction_of_what_is_left_is_not_called_one_of_the_fall() {
    Facts f = new Facts();
    f.corrections.add(correctionOf("Giảm hộ cận nghèo", "flow", true, "hộ"));
    f.corrections.add(correctionOf("Trạm y tế", "milestone", false, ""));
    assertThat(points(f, "nop_bao_cao"))
        .containsExactly(
            "a) Giảm hộ cận nghèo (số cuối kỳ), tháng 8/2026: từ 60 hộ sửa thành 55 hộ (Phòng"
                + " VH-XH gửi ngày 25/09/2026).",
            "b) Trạm y tế, tháng 8/2026: từ 60% tiêu chí sửa thành 55% tiêu chí (Phòng VH-XH gửi"
                + " ngày 25/09/2026).");
  }

  private static ReportFacts.Correction correctionOf(
      String name, String kind, boolean isEndNumber, String unit) {
    return new ReportFacts.Correction(
        "06b",
        name,
        kind,
        isEndNumber,
        unit,
        false,
        "Phòng VH-XH",
        "2026-08",
        "Tháng 8/2026",
        new BigDecimal("60"),
        new BigDecimal("55"),
        LocalDate.of(2026, 9, 25),
        java.time.LocalDateTime.of(2026, 9, 26, 2, 0),
        "",
        null,
        Facts.CELL);
  }

  @Test
  void a_line_break_in_the_plans_names_breaks_no_line_of_the_report() {
    String broken = "dòng một\ndòng hai" + Marks.OPEN;
    Facts f = new Facts();
    A m = new A();
    m.name = broken;
    m.unit = broken;
    m.status = "failed";
    m.pace = "none";
    m.reason = broken;
    f.with(m);
    f.tasks.add(due(broken, "2026-11-14"));
    f.signings.add(signing(broken, "signed", broken, broken, 1));
    f.sent.add(sent(broken, "missing", 1, 1));
    f.corrections.add(correctionOf(broken, "flow", true, broken));
    f.moved.add(moved(LocalDate.of(2026, 9, 30), null, broken));
    f.cases.add(
        new ReportFacts.Case(
            "c", broken, broken, broken, broken, null, 1, broken, null, Facts.CELL));
    assertThat(f.words()).doesNotContain("\n").doesNotContain("" + Marks.OPEN);
    Report.write(f.facts(), Template.builtIn());
  }

  private static ReportFacts.DueChange moved(LocalDate from, LocalDate to, String reason) {
    return new ReportFacts.DueChange(
        "II.1.2-a", "Vận động", 2, "Thuế", from, to, "unit", reason, Facts.CELL);
  }

  @Test
  void a_day_taken_forward_or_away_is_not_put_off() {
    Facts f = new Facts();
    LocalDate late = LocalDate.of(2026, 11, 30);
    LocalDate early = LocalDate.of(2026, 9, 30);
    f.moved.add(moved(late, early, ""));
    f.moved.add(moved(late, null, "đã gộp"));
    f.moved.add(moved(null, late, ""));
    f.moved.add(moved(early, late, "chờ"));
    assertThat(points(f, "nhiem_vu"))
        .containsExactly(
            "a) Vận động (Thuế): rút hạn từ 30/11/2026 lên sớm hơn, 30/09/2026.",
            "b) Vận động (Thuế): bỏ hạn 30/11/2026, nhiệm vụ không còn ghi hạn; lý do: đã gộp.",
            "c) Vận động (Thuế): hạn mới 30/11/2026.",
            "d) Vận động (Thuế): lùi hạn từ 30/09/2026 sang 30/11/2026; lý do: chờ.");
    assertThat(f.words())
        .contains("Nhiệm vụ thay đổi hạn trong kỳ", "thay đổi hạn trong kỳ 1 nhiệm vụ");
  }

  @Test
  void a_day_that_went_by_between_the_periods_end_and_the_report_is_no_day_to_come() {
    Facts f = new Facts();
    f.tasks.add(due("Việc vừa lỡ", "2026-10-16"));
    f.tasks.add(due("Việc hôm nay", "2026-10-17"));
    assertThat(points(f, "phuong_huong").subList(0, 2))
        .containsExactly(
            "a) Thuế cơ sở: hoàn thành ngay nhiệm vụ “Việc vừa lỡ”, hạn 16/10/2026 đã qua sau khi"
                + " hết kỳ; đến hết kỳ đạt 85%.",
            "b) Thuế cơ sở: hoàn thành nhiệm vụ “Việc hôm nay” trước hạn 17/10/2026, đến hết kỳ"
                + " đạt 85%.");
  }

  @Test
  void a_place_without_a_name_of_its_own_keeps_its_kind() {
    assertThat(Composer.name("phường Thủy Nguyên")).isEqualTo("Thủy Nguyên");
    assertThat(Composer.name("phường 5")).isEqualTo("Phường 5");
    assertThat(Composer.name("thị trấn An Dương")).isEqualTo("An Dương");
  }

  // ---- what people type

  /** Placeholders that people fill, in the forms or in the plan. */
  private static final Set<String> TYPED =
      Set.of(
          "what",
          "proposal",
          "reason",
          "result",
          "question",
          "answer",
          "explanation",
          "by",
          "title",
          "signed_by");

  @Test
  void every_family_that_must_speak_ends_with_a_rule_that_asks_for_nothing_typed() {
    Set<String> mayBeSilent =
        Set.of(
            "overall_restricted",
            "measure_against",
            "measure_last_year",
            "risk_forecast",
            "next_measure");
    Phrases.standard()
        .families()
        .forEach(
            (family, rules) -> {
              if (!mayBeSilent.contains(family) && !family.equals("risk_since")) {
                Phrases.Rule last = rules.getLast();
                assertThat(last.when()).as(family).isEmpty();
                TYPED.forEach(t -> assertThat(last.say()).as(family).doesNotContain("{" + t + "}"));
              }
            });
  }

  @Test
  void a_report_is_written_whatever_was_typed() {
    for (String typed : List.of("...", "", " ; ", "\n")) {
      Facts f = new Facts();
      A m = new A();
      m.status = "failed";
      m.pace = "none";
      m.reason = typed;
      m.explanation = typed;
      m.explainedIn = "Tháng 10/2026";
      f.with(m);
      f.cases.add(
          new ReportFacts.Case(
              "c", "Phòng VH-XH", typed, typed, typed, null, 1, typed, null, Facts.CELL));
      f.questions.add(
          new ReportFacts.Question(
              "h",
              "Ban QLDA",
              "Giải ngân",
              false,
              "Tháng 9/2026",
              typed,
              false,
              1,
              LocalDate.of(2026, 9, 20),
              null,
              false,
              typed,
              LocalDate.of(2026, 10, 15),
              Facts.CELL));
      f.questions.add(
          new ReportFacts.Question(
              "h2",
              "Ban QLDA",
              "Giải ngân",
              false,
              "Tháng 9/2026",
              typed,
              true,
              1,
              LocalDate.of(2026, 9, 20),
              null,
              false,
              "",
              null,
              Facts.CELL));
      f.signings.add(signing("", "signed", typed, typed, 1));
      f.moved.add(
          new ReportFacts.DueChange(
              "t", "Việc", 1, "", null, LocalDate.of(2026, 11, 30), "unit", typed, Facts.CELL));
      assertThat(f.words()).contains("Phòng VH-XH");
    }
    Facts dots = new Facts();
    dots.cases.add(
        new ReportFacts.Case("c", "Thuế", "UBND", "...", "…", null, 1, "", null, Facts.CELL));
    assertThat(points(dots, "kien_nghi")).containsExactly("a) Thuế: ...; kiến nghị: ….");
  }

  private static ReportFacts.Signing signing(
      String unit, String kind, String by, String title, int corrected) {
    String code = unit.isEmpty() ? "" : "don-vi-" + unit.length();
    return new ReportFacts.Signing(
        code, unit, kind, by, title, LocalDate.of(2026, 10, 20), corrected, 0);
  }

  // ---- form and rules

  @Test
  void points_run_a_b_c_d_đ_e_g() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      letters.append(Composer.letter(i));
    }
    assertThat(letters).hasToString("abcdđeghi");
    assertThat(Composer.letter(23)).isEqualTo("a1");
  }

  @Test
  void days_below_ten_and_the_first_two_months_have_a_zero() {
    assertThat(Composer.day(LocalDate.of(2026, 2, 5))).isEqualTo("ngày 05 tháng 02 năm 2026");
    assertThat(Composer.day(LocalDate.of(2026, 3, 15))).isEqualTo("ngày 15 tháng 3 năm 2026");
    assertThat(Composer.day(LocalDate.of(2026, 12, 1))).isEqualTo("ngày 01 tháng 12 năm 2026");
  }

  @Test
  void no_rule_writes_a_number_of_its_own() {
    Phrases.standard()
        .families()
        .forEach(
            (family, rules) ->
                rules.forEach(
                    r ->
                        assertThat(r.say())
                            .as("%s: figures come from the release, with their id", family)
                            .doesNotContainPattern("\\d")));
  }

  @Test
  void every_figure_of_a_report_has_a_name_for_the_list_of_sources() {
    A m = new A().rate("50", "1", "2");
    m.status = "at_risk";
    Facts f = new Facts().with(new A()).with(m);
    f.tasks.add(task("in_progress", false, true, false));
    f.cases.add(raised("UBND phường", "x", 3));
    Phrases phrases = Phrases.standard();
    Composer.Composed c = Composer.compose(f.facts(), phrases);
    assertThat(c.marks().all())
        .filteredOn(x -> x.source().isKnown())
        .allSatisfy(
            x -> assertThat(phrases.figure(x.field())).contains(" ").isNotEqualTo(x.field()));
  }

  @Test
  void what_a_unit_typed_can_neither_break_a_line_nor_pass_for_a_figure() {
    A m = new A();
    m.status = "watch";
    m.explainedIn = "Tháng 10/2026";
    m.explanation = "dòng một\ndòng hai " + Marks.OPEN + "0" + Marks.TEXT + "9" + Marks.CLOSE;
    assertThat(points(new Facts().with(m), "nguy_co").getFirst())
        .contains("“dòng một dòng hai")
        .doesNotContain("\n");
  }
}
