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
import vn.chitieu.plan.Plan;
import vn.chitieu.sample.FormSheet;

/** Changes of boundaries as the office writes them into its plan workbook. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundariesTest {
  private static final String AREA = "tổ dân phố";
  private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
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

  private static void change(
      XSSFWorkbook b, String kind, String old, String now, LocalDate from, String share) {
    FormSheet s = new FormSheet(b.getSheet("Địa giới"));
    Row row = s.sheet().createRow(s.sheet().getLastRowNum() + 1);
    s.cell(row, "kind").setCellValue(kind);
    s.cell(row, "old").setCellValue(old);
    s.cell(row, "new").setCellValue(now);
    s.cell(row, "valid_from").setCellValue(from);
    var style = b.createCellStyle();
    style.setDataFormat(b.createDataFormat().getFormat("dd/mm/yyyy"));
    s.cell(row, "valid_from").setCellStyle(style);
    if (!share.isEmpty()) {
      s.cell(row, "share").setCellValue(Double.parseDouble(share));
    }
  }

  @Test
  void what_went_over_into_what_is_read_and_a_blank_share_is_all_of_it() throws Exception {
    Plan plan =
        judge(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.25");
                  change(b, AREA, "tdp-11", "tdp-11", JULY, "0.75");
                  change(b, "địa bàn", "hoa-dong", "thuy-nguyen", LocalDate.of(2025, 7, 1), "");
                })
            .plan()
            .orElseThrow();
    assertThat(plan.successions())
        .containsExactly(
            new Plan.Succession(
                Plan.PlaceKind.AREA, "tdp-11", "tdp-10", JULY, new BigDecimal("0.25"), ""),
            new Plan.Succession(
                Plan.PlaceKind.AREA, "tdp-11", "tdp-11", JULY, new BigDecimal("0.75"), ""),
            new Plan.Succession(
                Plan.PlaceKind.LOCALITY,
                "hoa-dong",
                "thuy-nguyen",
                LocalDate.of(2025, 7, 1),
                BigDecimal.ONE,
                ""));
    assertThat(plan.locality().cityCode()).isEqualTo("hai-phong");
  }

  @Test
  void a_plan_workbook_without_the_sheet_has_no_changes_of_boundaries() throws Exception {
    Desk.Judgement judged = judge(b -> b.removeSheetAt(b.getSheetIndex("Địa giới")));
    assertThat(judged.verdict().findings()).isEmpty();
    assertThat(judged.plan().orElseThrow().successions()).isEmpty();
  }

  @Test
  void an_area_that_no_plan_knows_is_refused_on_either_side() throws Exception {
    assertThat(codes(b -> change(b, AREA, "tdp-01", "tdp-99", JULY, "")))
        .containsExactly("P002", "P012");
    assertThat(codes(b -> change(b, AREA, "tdp-99", "tdp-01", JULY, ""))).containsExactly("P002");
    assertThat(codes(b -> change(b, "địa bàn", "hoa-dong", "an-bien", JULY, "")))
        .as("a ward's workbook tells of its own predecessors only")
        .containsExactly("P002");
  }

  @Test
  void the_parts_of_an_area_add_up_to_the_whole() throws Exception {
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.5");
                  change(b, AREA, "tdp-11", "tdp-12", JULY, "0.4");
                }))
        .containsExactly("P004");
    assertThat(codes(b -> change(b, AREA, "tdp-11", "tdp-10", JULY, "0.5")))
        .as("half of it would be nowhere")
        .containsExactly("P004");
    assertThat(codes(b -> change(b, AREA, "tdp-11", "tdp-10", JULY, "1.5"))).contains("P004");
  }

  @Test
  void three_thirds_are_the_whole_typed_or_as_a_fraction_and_nothing_is_lost() throws Exception {
    for (String third : List.of("0.333333", String.valueOf(1.0 / 3))) {
      Plan plan =
          judge(
                  b -> {
                    change(b, AREA, "tdp-11", "tdp-10", JULY, third);
                    change(b, AREA, "tdp-11", "tdp-11", JULY, third);
                    change(b, AREA, "tdp-11", "tdp-12", JULY, third);
                  })
              .plan()
              .orElseThrow();
      assertThat(plan.successions().stream().map(Plan.Succession::share))
          .containsExactly(
              new BigDecimal("0.333334"), new BigDecimal("0.333333"), new BigDecimal("0.333333"));
    }
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.33");
                  change(b, AREA, "tdp-11", "tdp-11", JULY, "0.33");
                  change(b, AREA, "tdp-11", "tdp-12", JULY, "0.33");
                }))
        .as("a hundredth would be nowhere")
        .containsExactly("P004");
  }

  @Test
  void a_place_that_is_gone_cannot_go_over_a_second_time() throws Exception {
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "");
                  change(b, AREA, "tdp-11", "tdp-12", JULY.plusMonths(1), "");
                }))
        .containsExactly("P005", "P012");
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.5");
                  change(b, AREA, "tdp-11", "tdp-11", JULY, "0.5");
                  change(b, AREA, "tdp-11", "tdp-12", JULY.plusMonths(1), "");
                }))
        .as("what went on may")
        .containsExactly("P012");
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.5");
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "0.5");
                }))
        .containsExactly("P003", "P012");
  }

  @Test
  void nothing_goes_over_whole_into_itself_or_round_in_a_circle() throws Exception {
    assertThat(codes(b -> change(b, AREA, "tdp-11", "tdp-11", JULY, ""))).containsExactly("P004");
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "");
                  change(b, AREA, "tdp-10", "tdp-11", JULY.plusMonths(1), "");
                }))
        .containsExactly("P004", "P012", "P012");
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "");
                  change(b, AREA, "tdp-10", "tdp-12", JULY, "");
                }))
        .as("what is gone that day takes nothing in that day")
        .containsExactly("P004", "P012", "P012");
    assertThat(
            codes(
                b -> {
                  change(b, AREA, "tdp-11", "tdp-10", JULY, "");
                  change(b, AREA, "tdp-10", "tdp-12", JULY.plusMonths(1), "");
                }))
        .as("what takes in may go over itself later")
        .containsExactly("P012", "P012");
  }

  @Test
  void a_fault_names_its_row_and_an_example_of_its_own_list() throws Exception {
    Said kind =
        judge(b -> change(b, "tổ", "tdp-11", "tdp-10", JULY, "")).verdict().findings().getFirst();
    assertThat(kind.message()).contains("(tdp-11 – tdp-10): ghi “tổ”").doesNotContain("()");
    assertThat(kind.expected()).isEqualTo("tổ dân phố, địa bàn");
    assertThat(kind.example()).isEqualTo("tổ dân phố");
    Said blank =
        judge(b -> change(b, "", "tdp-11", "tdp-10", JULY, "")).verdict().findings().getFirst();
    assertThat(blank.message()).contains("phải có một trong: tổ dân phố, địa bàn");
    Said area =
        judge(b -> change(b, AREA, "tdp-11", "tdp-99", JULY, "")).verdict().findings().getFirst();
    assertThat(area.example()).isEqualTo("tdp-01");
  }
}
