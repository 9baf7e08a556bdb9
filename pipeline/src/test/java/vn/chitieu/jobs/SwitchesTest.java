package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.finding.Verdict;
import vn.chitieu.plan.Plan;
import vn.chitieu.sample.FormSheet;

/** What the office decides in its plan workbook, and what it may not decide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchesTest {
  @TempDir Path dir;
  private Faults faults;

  @BeforeEach
  void faults() throws Exception {
    faults = new Faults(dir);
  }

  private Desk.Judgement judge(Consumer<XSSFWorkbook> change) throws Exception {
    return faults.judgePlan(faults.write("plan", Faults.plan(change)));
  }

  private static void reopening(
      XSSFWorkbook b, String unit, String period, String by, String reason, LocalDate until) {
    FormSheet s = new FormSheet(b.getSheet("Mở lại kỳ"));
    Row row = s.sheet().createRow(s.sheet().getLastRowNum() + 1);
    s.cell(row, "unit").setCellValue(unit);
    s.cell(row, "period").setCellValue(period);
    s.cell(row, "by").setCellValue(by);
    s.cell(row, "reason").setCellValue(reason);
    s.cell(row, "until").setCellValue(until);
    var style = b.createCellStyle();
    style.setDataFormat(b.createDataFormat().getFormat("dd/mm/yyyy"));
    s.cell(row, "until").setCellStyle(style);
  }

  private static Consumer<XSSFWorkbook> reopened(
      String unit, String period, String by, String reason, LocalDate until) {
    return b -> reopening(b, unit, period, by, reason, until);
  }

  private void assertRefused(Desk.Judgement judged, String code) {
    assertThat(judged.verdict().findings()).extracting(Said::code).containsExactly(code);
    assertThat(judged.verdict().findings().getFirst().place().at()).isNotNull();
    assertThat(judged.plan()).isEmpty();
  }

  @Test
  void weights_locks_and_reopenings_are_read() throws Exception {
    LocalDate until = LocalDate.of(2026, 12, 31);
    Plan plan =
        judge(
                b -> {
                  Faults.addSwitch(b, "R003", "hỏi lý do", "áp dụng");
                  reopening(b, "thue", "2026-03", "Chủ tịch", "bổ sung", until);
                })
            .plan()
            .orElseThrow();
    assertThat(plan.switches().weights())
        .isEqualTo(
            Map.of(
                "H003", new FindingCatalog.Weighing(Severity.ASK, false),
                "R003", new FindingCatalog.Weighing(Severity.ASK, true)));
    assertThat(plan.switches().reopenings())
        .containsExactly(new Plan.Reopening("thue", "2026-03", "Chủ tịch", "bổ sung", until));
    assertThat(plan.switches().isLocked("2026-03", LocalDate.of(2026, 5, 1))).isFalse();
    assertThat(plan.switches().isLocked("2026-03", LocalDate.of(2026, 5, 2))).isTrue();
    assertThat(plan.switches().isLocked("2026-Q1", LocalDate.of(2030, 1, 1))).isFalse();
  }

  @Test
  void a_plan_workbook_without_these_sheets_changes_nothing() throws Exception {
    Desk.Judgement judged =
        judge(
            b -> {
              b.removeSheetAt(b.getSheetIndex("Mức độ"));
              b.removeSheetAt(b.getSheetIndex("Mở lại kỳ"));
              FormSheet periods = new FormSheet(b.getSheet("Kỳ báo cáo"));
              int locked = periods.column("locked_on");
              for (Row r : periods.sheet()) {
                if (r.getCell(locked) != null) {
                  r.removeCell(r.getCell(locked));
                }
              }
            });
    assertThat(judged.verdict().findings()).isEmpty();
    assertThat(judged.plan().orElseThrow().switches()).isEqualTo(Plan.Switches.NONE);
  }

  @Test
  void what_decides_whose_a_figure_is_cannot_be_weighed() throws Exception {
    assertRefused(judge(b -> Faults.addSwitch(b, "F004", "để biết", "áp dụng")), "P007");
    assertRefused(judge(b -> Faults.addSwitch(b, "S003", "từ chối tệp", "thử")), "P007");
    assertRefused(judge(b -> Faults.addSwitch(b, "D001", "để biết", "thử")), "P007");
  }

  @Test
  void rules_across_periods_may_only_ask_or_note() throws Exception {
    assertRefused(judge(b -> Faults.addSwitch(b, "H002", "giữ lại dòng", "áp dụng")), "P007");
    assertThat(judge(b -> Faults.addSwitch(b, "H002", "để biết", "áp dụng")).plan()).isPresent();
  }

  @Test
  void unknown_codes_words_and_repeated_lines_are_refused() throws Exception {
    assertRefused(judge(b -> Faults.addSwitch(b, "X999", "để biết", "áp dụng")), "P002");
    assertRefused(judge(b -> Faults.addSwitch(b, "R003", "nhẹ thôi", "áp dụng")), "P002");
    assertRefused(judge(b -> Faults.addSwitch(b, "R003", "để biết", "sau")), "P002");
    assertRefused(judge(b -> Faults.addSwitch(b, "H003", "để biết", "áp dụng")), "P003");
  }

  @Test
  void a_reopening_has_a_unit_a_locked_period_a_name_a_reason_and_an_end() throws Exception {
    LocalDate until = LocalDate.of(2026, 12, 31);
    assertRefused(judge(reopened("thuế", "2026-03", "A", "b", until)), "P002");
    assertRefused(judge(reopened("thue", "2026-Q1", "A", "b", until)), "P002");
    assertRefused(judge(reopened("thue", "2026-03", "", "b", until)), "P001");
    assertRefused(judge(reopened("thue", "2026-03", "A", "", until)), "P001");
    assertRefused(judge(reopened("thue", "2026-03", "A", "b", LocalDate.of(2026, 4, 30))), "P005");
    assertThat(judge(reopened("thue", "2026-03", "A", "b", LocalDate.of(2026, 5, 1))).plan())
        .isPresent();
    assertThat(
            judge(reopened("thuế", "2026-03", "A", "b", until))
                .verdict()
                .findings()
                .getFirst()
                .expected())
        .startsWith("thue (có phải ý là mã này?)");
  }

  @Test
  void a_lock_lies_on_or_after_the_day_due() throws Exception {
    assertRefused(judge(lock(LocalDate.of(2026, 3, 16))), "P005");
    assertThat(judge(lock(LocalDate.of(2026, 3, 17))).plan()).isPresent();
  }

  private static Consumer<XSSFWorkbook> lock(LocalDate day) {
    return b -> {
      FormSheet s = new FormSheet(b.getSheet("Kỳ báo cáo"));
      s.cell(s.row("code", "2026-03"), "locked_on").setCellValue(day);
    };
  }

  @Test
  void a_name_instead_of_a_code_is_told_its_code() throws Exception {
    Desk.Judgement judged =
        judge(
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Phân công"));
              s.cell(s.row("unit", "cap-nuoc"), "measure").setCellValue("Bảo hiểm y tế toàn dân");
            });
    assertRefused(judged, "P002");
    assertThat(judged.verdict().findings().getFirst().expected()).startsWith("10 (");
  }

  @Test
  void trial_shows_and_never_blocks() {
    Finding fault =
        new Finding.NumeratorExceedsDenominator(
            Place.cell(new vn.chitieu.sheet.CellRef("Số liệu", "G10"), "12a", "Hồ sơ"), "12", "10");
    FindingCatalog firm = FindingCatalog.standard();
    FindingCatalog trial =
        firm.weighed(Map.of("R001", new FindingCatalog.Weighing(Severity.HOLD, false)));
    FindingCatalog ask =
        firm.weighed(Map.of("R001", new FindingCatalog.Weighing(Severity.ASK, true)));
    assertThat(Verdict.of(java.util.List.of(firm.say(fault))).heldAtoms()).containsExactly("12a");
    assertThat(Verdict.of(java.util.List.of(trial.say(fault))).heldAtoms()).isEmpty();
    assertThat(Verdict.of(java.util.List.of(trial.say(fault))).findings()).hasSize(1);
    assertThat(Verdict.of(java.util.List.of(ask.say(fault))).heldAtoms()).isEmpty();
    assertThat(
            firm.weighed(Map.of("F006", new FindingCatalog.Weighing(Severity.NOTE, false)))
                .say(new Finding.NotOurForm(Place.FILE))
                .severity())
        .isEqualTo(Severity.REFUSE);
  }
}
