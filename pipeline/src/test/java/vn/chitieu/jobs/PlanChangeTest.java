package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Said;
import vn.chitieu.plan.Target;
import vn.chitieu.sample.FormSheet;

/** What a new plan workbook may decide, and what it may not do to the one before it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanChangeTest {
  private static final String MEASURES = "Chỉ tiêu";
  private static final String TARGETS = "Chỉ tiêu giao";
  @TempDir Path dir;
  private Faults faults;

  @BeforeEach
  void faults() throws Exception {
    faults = new Faults(dir);
  }

  private Desk.Judgement judge(Consumer<XSSFWorkbook> change) throws Exception {
    return faults.judgePlan(faults.write("plan", Faults.plan(change)));
  }

  private List<String> codes(Consumer<XSSFWorkbook> change) throws Exception {
    return judge(change).verdict().findings().stream().map(Said::code).toList();
  }

  private static void set(
      XSSFWorkbook b, String sheet, String key, String code, String column, String value) {
    FormSheet s = new FormSheet(b.getSheet(sheet));
    s.cell(s.row(key, code), column).setCellValue(value);
  }

  /** One more decision, as the office adds it at the bottom. */
  private static void decide(
      XSSFWorkbook b, String measure, String kind, String sign, String value, String... quarters) {
    FormSheet s = new FormSheet(b.getSheet(TARGETS));
    Row row = s.sheet().createRow(s.sheet().getLastRowNum() + 1);
    s.cell(row, "measure").setCellValue(measure);
    s.cell(row, "kind").setCellValue(kind);
    s.cell(row, "comparator").setCellValue(sign);
    s.cell(row, "ours").setCellValue("không");
    if (!value.isEmpty()) {
      s.cell(row, "value").setCellValue(Double.parseDouble(value));
    }
    for (int q = 0; q < quarters.length; q++) {
      if (!quarters[q].isEmpty()) {
        s.cell(row, "quarter_" + (q + 1)).setCellValue(Double.parseDouble(quarters[q]));
      }
    }
    var style = b.createCellStyle();
    style.setDataFormat(b.createDataFormat().getFormat("dd/mm/yyyy"));
    s.cell(row, "valid_from").setCellValue(LocalDate.of(2026, 6, 1));
    s.cell(row, "valid_from").setCellStyle(style);
    s.cell(row, "assessed_on").setCellValue(LocalDate.of(2026, 12, 31));
    s.cell(row, "assessed_on").setCellStyle(style);
  }

  // ---- decisions

  @Test
  void a_withdrawal_and_a_schedule_are_read() throws Exception {
    List<Target> targets =
        judge(
                b -> {
                  decide(b, "04a", "bằng số", "≥", "200", "40", "90", "145");
                  decide(b, "04b", "thu hồi", "", "");
                })
            .plan()
            .orElseThrow()
            .targets();
    assertThat(targets.get(targets.size() - 2).quarters())
        .containsExactly(new BigDecimal("40"), new BigDecimal("90"), new BigDecimal("145"));
    assertThat(targets.getLast().kind()).isEqualTo(Target.Kind.WITHDRAWN);
    assertThat(targets.getLast().quarters()).isEmpty();
  }

  @Test
  void a_schedule_that_shrinks_or_has_a_hole_or_schedules_no_number_is_refused() throws Exception {
    assertThat(codes(b -> decide(b, "04a", "bằng số", "≥", "200", "40", "30", "145")))
        .containsExactly("P004");
    assertThat(codes(b -> decide(b, "04a", "bằng số", "≥", "200", "40", "90", "201")))
        .containsExactly("P004");
    assertThat(codes(b -> decide(b, "04a", "bằng số", "≥", "200", "40", "", "145")))
        .containsExactly("P001");
    assertThat(codes(b -> decide(b, "14", "duy trì", "=", "0", "0", "0", "0")))
        .containsExactly("P004");
    assertThat(codes(b -> decide(b, "04a", "bằng số", "≥", "200", "200", "200", "200"))).isEmpty();
  }

  @Test
  void only_what_was_assigned_can_be_withdrawn_and_a_range_has_two_ends() throws Exception {
    assertThat(
            codes(
                b -> {
                  FormSheet s = new FormSheet(b.getSheet(TARGETS));
                  s.cell(s.row("measure", "04b"), "kind").setCellValue("thu hồi");
                  s.cell(s.row("measure", "04b"), "value").setBlank();
                }))
        .startsWith("P004");
    assertThat(codes(b -> decide(b, "10", "khoảng", "", "96"))).containsExactly("P001");
    assertThat(
            codes(
                b -> {
                  decide(b, "10", "khoảng", "", "96");
                  FormSheet s = new FormSheet(b.getSheet(TARGETS));
                  s.cell(s.sheet().getRow(s.sheet().getLastRowNum()), "high").setCellValue(95);
                }))
        .containsExactly("P004");
  }

  @Test
  void all_faults_of_a_row_are_told_at_once() throws Exception {
    assertThat(
            codes(
                b -> {
                  decide(b, "04a", "bằng số", "≥", "220");
                  FormSheet s = new FormSheet(b.getSheet(TARGETS));
                  Row row = s.sheet().getRow(s.sheet().getLastRowNum());
                  s.cell(row, "valid_from").setCellValue("đầu tháng");
                  s.cell(row, "decision_on").setCellValue("hôm qua");
                  s.cell(row, "ours").setCellValue("chắc vậy");
                }))
        .containsExactlyInAnyOrder("C011", "C011", "P002");
  }

  // ---- codes keep their meaning

  @Test
  void names_may_be_reworded_but_not_swapped() throws Exception {
    assertThat(
            codes(
                b -> set(b, MEASURES, "code", "04a", "name", "Số doanh nghiệp lập mới trong năm")))
        .isEmpty();
    assertThat(
            codes(
                b -> {
                  set(b, "Đơn vị", "code", "thue", "name", "Kho bạc");
                  set(b, "Đơn vị", "code", "kho-bac", "name", "Thuế cơ sở 4 thành phố Hải Phòng");
                }))
        .containsExactly("P009");
  }

  @Test
  void how_a_measure_adds_up_and_what_it_counts_stays() throws Exception {
    assertThat(codes(b -> set(b, MEASURES, "code", "12a", "denominator_kind", "cố định")))
        .containsExactly("P009");
    assertThat(codes(b -> set(b, MEASURES, "code", "01a", "unit", "triệu đồng")))
        .containsExactly("P009");
    // nothing was assigned for 02 yet: the city may count it in what it likes
    assertThat(codes(b -> set(b, MEASURES, "code", "02", "unit", "triệu đồng"))).isEmpty();
    assertThat(codes(b -> set(b, MEASURES, "code", "09", "pace", "giữ mức"))).isEmpty();
  }

  @Test
  void the_other_calendar_is_another_measure() throws Exception {
    assertThat(codes(b -> set(b, MEASURES, "code", "09", "calendar", "duong-lich")))
        .containsExactly("P009");
  }

  @Test
  void a_decision_that_is_gone_is_noted_and_the_plan_is_used() throws Exception {
    Desk.Judgement judged =
        judge(
            b -> {
              FormSheet s = new FormSheet(b.getSheet(TARGETS));
              decide(b, "04a", "bằng số", "≥", "220");
              s.sheet().removeRow(s.row("measure", "04a"));
            });
    assertThat(judged.plan()).isPresent();
    assertThat(judged.verdict().findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("P011");
              assertThat(f.message())
                  .isEqualTo(
                      "Trang “Chỉ tiêu giao”: mức giao của 04a từ ngày 01/01/2026 trước ghi ≥ 200,"
                          + " nay không còn dòng này.");
            });
  }
}
