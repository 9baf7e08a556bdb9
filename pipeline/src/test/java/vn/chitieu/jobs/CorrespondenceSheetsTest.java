package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
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

/** The sheets of the plan workbook in which the office writes to the units. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorrespondenceSheetsTest {
  @TempDir Path dir;
  private Faults faults;

  @BeforeEach
  void faults() throws Exception {
    faults = new Faults(dir);
  }

  private Desk.Judgement judge(Consumer<XSSFWorkbook> change) throws Exception {
    return faults.judgePlan(faults.write("plan", Faults.plan(change)));
  }

  private void assertRefused(Consumer<XSSFWorkbook> change, String code) throws Exception {
    Desk.Judgement judged = judge(change);
    assertThat(judged.verdict().findings()).extracting(Said::code).containsExactly(code);
    assertThat(judged.verdict().findings().getFirst().place().at()).isNotNull();
    assertThat(judged.plan()).isEmpty();
  }

  /** Writes a row: column, value, column, value … */
  static void row(XSSFWorkbook b, String sheet, Object... columnsAndValues) {
    FormSheet s = new FormSheet(b.getSheet(sheet));
    Row row = s.sheet().createRow(s.sheet().getLastRowNum() + 1);
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      Cell c = s.cell(row, (String) columnsAndValues[i]);
      switch (columnsAndValues[i + 1]) {
        case LocalDate day -> {
          c.setCellValue(day);
          var style = b.createCellStyle();
          style.setDataFormat(b.createDataFormat().getFormat("dd/mm/yyyy"));
          c.setCellStyle(style);
        }
        case Integer n -> c.setCellValue(n);
        default -> c.setCellValue(columnsAndValues[i + 1].toString());
      }
    }
  }

  // ---- Yêu cầu giải trình

  private static final LocalDate ASKED = LocalDate.of(2026, 8, 1);

  private static Consumer<XSSFWorkbook> question(
      String code, String unit, String measure, String period, String words, LocalDate due) {
    return b ->
        row(
            b,
            "Yêu cầu giải trình",
            "code",
            code,
            "unit",
            unit,
            "measure",
            measure,
            "period",
            period,
            "question",
            words,
            "by",
            "Bà Lan",
            "asked_on",
            ASKED,
            "due",
            due);
  }

  @Test
  void a_question_names_a_figure_that_its_unit_reports() throws Exception {
    LocalDate due = LocalDate.of(2026, 8, 18);
    Plan plan =
        judge(question("gt-07", "thue", "01a", "2026-06", "Vì sao thu giảm?", due))
            .plan()
            .orElseThrow();
    assertThat(plan.correspondence().questions())
        .singleElement()
        .satisfies(
            q -> {
              assertThat(q.code() + q.unitCode() + q.measureCode() + q.periodCode())
                  .isEqualTo("gt-07thue01a2026-06");
              assertThat(q.question()).isEqualTo("Vì sao thu giảm?");
              assertThat(q.askedOn()).isEqualTo(ASKED);
              assertThat(q.answerDueOn()).isEqualTo(due);
              assertThat(q.at().sheet()).isEqualTo("Yêu cầu giải trình");
            });
    assertRefused(question("gt-07", "thuế", "01a", "2026-06", "?", due), "P002");
    assertRefused(question("gt-07", "thue", "99", "2026-06", "?", due), "P002");
    assertRefused(question("gt-07", "thue", "01a", "2026-13", "?", due), "P002");
    assertRefused(question("do/01a/2026-06", "thue", "01a", "2026-06", "?", due), "P002");
    assertRefused(question("gt-07", "thue", "09", "2026-06", "?", due), "P004");
    assertRefused(question("gt-07", "thue", "01a", "2026-06", "", due), "P001");
    assertRefused(
        question("gt-07", "thue", "01a", "2026-06", "?", LocalDate.of(2026, 7, 31)), "P005");
    assertRefused(
        question("gt-07", "thue", "01a", "2026-06", "?", due)
            .andThen(question("gt-07", "thue", "01b", "2026-06", "?", due)),
        "P003");
  }

  @Test
  void the_code_of_a_question_is_not_used_again_for_another_figure() throws Exception {
    Plan before =
        judge(question("gt-07", "thue", "01a", "2026-06", "Vì sao?", ASKED)).plan().orElseThrow();
    Desk.Judgement reworded =
        faults.judgePlan(
            faults.write(
                "reworded",
                Faults.plan(question("gt-07", "thue", "01a", "2026-06", "Vì lẽ gì?", ASKED))),
            before);
    Desk.Judgement reused =
        faults.judgePlan(
            faults.write(
                "reused",
                Faults.plan(question("gt-07", "thue", "01b", "2026-06", "Vì sao?", ASKED))),
            before);

    assertThat(reworded.plan()).isPresent();
    assertThat(reused.verdict().findings()).extracting(Said::code).containsExactly("P009");
    assertThat(reused.verdict().findings().getFirst().example())
        .isEqualTo(
            "gt-07 vẫn là thue, chỉ tiêu 01a, kỳ 2026-06; thue, chỉ tiêu 01b, kỳ 2026-06 thì mang"
                + " mã khác");
  }

  // ---- Trả lời kiến nghị

  private static Consumer<XSSFWorkbook> answer(Object... which) {
    return b -> {
      Object[] all = new Object[which.length + 8];
      System.arraycopy(which, 0, all, 0, which.length);
      Object[] rest = {
        "answer", "đã bố trí", "by", "Bà Lan", "answered_on", ASKED, "closed", "không"
      };
      System.arraycopy(rest, 0, all, which.length, rest.length);
      row(b, "Trả lời kiến nghị", all);
    };
  }

  @Test
  void an_answer_names_a_difficulty_by_its_case_or_by_unit_period_and_row() throws Exception {
    Plan plan =
        judge(
                answer("case", "thuy-nguyen/vhxh/2026-06/1/1")
                    .andThen(answer("unit", "vhxh", "period", "2026-06", "row", 2)))
            .plan()
            .orElseThrow();
    assertThat(plan.correspondence().answers())
        .extracting(a -> a.caseCode() + "|" + a.unitCode() + "|" + a.periodCode() + a.number())
        .containsExactly("thuy-nguyen/vhxh/2026-06/1/1||0", "|vhxh|2026-062");
    assertRefused(answer("case", "vhxh/2026-06/1/1"), "P002");
    assertRefused(answer("case", "an-duong/vhxh/2026-06/1/1"), "P002");
    assertRefused(answer("case", "thuy-nguyen/vhxh/2026-06/1/1", "unit", "vhxh"), "P004");
    assertRefused(answer("unit", "vhxh", "period", "2026-06"), "P001");
    assertRefused(answer("unit", "vhxh", "period", "2026-06", "row", 0), "P002");
    assertRefused(answer("unit", "phong-nao", "period", "2026-06", "row", 1), "P002");
  }

  @Test
  void a_difficulty_that_was_first_told_in_an_earlier_year_is_answered_too() throws Exception {
    Plan plan =
        judge(
                answer("case", "thuy-nguyen/vhxh/2025-12/1/1")
                    .andThen(answer("case", "thuy-nguyen/don-vi-cu/2025-final/1/2"))
                    .andThen(answer("unit", "vhxh", "period", "2025-12", "row", 2)))
            .plan()
            .orElseThrow();
    assertThat(plan.correspondence().answers())
        .extracting(a -> a.caseCode() + "|" + a.unitCode() + "|" + a.periodCode())
        .containsExactly(
            "thuy-nguyen/vhxh/2025-12/1/1||",
            "thuy-nguyen/don-vi-cu/2025-final/1/2||",
            "|vhxh|2025-12");
    assertRefused(answer("case", "thuy-nguyen/vhxh/2027-01/1/1"), "P002");
    assertRefused(answer("case", "thuy-nguyen/vhxh/2025/1/1"), "P002");
    assertRefused(answer("case", "thuy-nguyen/vhxh/2026-13/1/1"), "P002");
    assertRefused(answer("case", "thuy-nguyen/vhxh/2025-13/1/1"), "P002");
    assertRefused(answer("unit", "vhxh", "period", "2025-abc", "row", 1), "P002");
    assertRefused(answer("unit", "vhxh", "period", "2027-01", "row", 1), "P002");
  }

  // ---- Ký duyệt

  private static Consumer<XSSFWorkbook> signing(
      String period, String unit, String kind, String by, LocalDate on) {
    return b ->
        row(
            b,
            "Ký duyệt",
            "period",
            period,
            "unit",
            unit,
            "kind",
            kind,
            "by",
            by,
            "title",
            "Chủ tịch",
            "signed_on",
            on);
  }

  @Test
  void a_signature_has_a_period_a_name_and_a_day_after_the_period() throws Exception {
    LocalDate on = LocalDate.of(2026, 6, 20);
    Plan plan =
        judge(
                signing("2026-06", "", "ký", "Ông Bình", on)
                    .andThen(signing("2026-06", "thue", "ký", "Ông Nam", on.minusDays(1)))
                    .andThen(signing("2026-05", "", "tiếp nhận", "Bà Lan", on)))
            .plan()
            .orElseThrow();
    Plan.Correspondence words = plan.correspondence();
    assertThat(words.signings()).hasSize(3);
    assertThat(words.findSignature("thue", "2026-06").orElseThrow().signedBy())
        .as("the first of the two")
        .isEqualTo("Ông Nam");
    assertThat(words.findSignature("vhxh", "2026-06").orElseThrow().signedBy())
        .isEqualTo("Ông Bình");
    assertThat(words.findSignature("vhxh", "2026-05")).as("taken, not signed").isEmpty();
    assertRefused(signing("2026-Q2", "", "ký", "Ông Bình", on), "P002");
    assertRefused(signing("2026-06", "thuế", "ký", "Ông Bình", on), "P002");
    assertRefused(signing("2026-06", "", "duyệt", "Ông Bình", on), "P002");
    assertRefused(signing("2026-06", "", "ký", "", on), "P001");
    assertRefused(signing("2026-06", "", "ký", "Ông Bình", LocalDate.of(2026, 6, 13)), "P005");
    assertRefused(
        signing("2026-06", "", "ký", "Ông Bình", on)
            .andThen(signing("2026-06", "", "ký", "Bà Lan", on)),
        "P003");
  }

  @Test
  void a_plan_workbook_without_these_sheets_says_nothing() throws Exception {
    Desk.Judgement judged =
        judge(
            b -> {
              b.removeSheetAt(b.getSheetIndex("Yêu cầu giải trình"));
              b.removeSheetAt(b.getSheetIndex("Trả lời kiến nghị"));
              b.removeSheetAt(b.getSheetIndex("Ký duyệt"));
            });
    assertThat(judged.verdict().findings()).isEmpty();
    assertThat(judged.plan().orElseThrow().correspondence()).isEqualTo(Plan.Correspondence.NONE);
  }

  // ---- what the office is answered

  private String answered(Consumer<XSSFWorkbook> change, LocalDate night) throws Exception {
    Path file = faults.write("plan", Faults.plan(change));
    Path desk = Files.createDirectories(dir.resolve("van-phong-" + night));
    Desk judging = faults.desk(night);
    Desk.Judgement judged = judging.judge(file, Faults.LOCALITY, year -> Optional.empty());
    judging.answer(judged, desk);
    return Files.readString(desk.resolve(Desk.answerName(judged.sha256()) + ".txt"));
  }

  @Test
  void the_office_is_told_what_was_taken_of_its_sheets_and_when_the_plan_holds() throws Exception {
    LocalDate due = LocalDate.of(2026, 8, 18);
    Consumer<XSSFWorkbook> written =
        question("gt-07", "thue", "01a", "2026-06", "Vì sao thu giảm?", due)
            .andThen(question("gt-08", "kho-bac", "01b", "2026-06", "Đã đủ chưa?", due))
            .andThen(answer("case", "thuy-nguyen/vhxh/2026-06/1/1"))
            .andThen(answer("unit", "vhxh", "period", "2026-06", "row", 2))
            .andThen(signing("2026-06", "", "ký", "Ông Bình", LocalDate.of(2026, 6, 20)))
            .andThen(signing("2026-06", "thue", "tiếp nhận", "Bà Lan", LocalDate.of(2026, 6, 19)));
    assertThat(answered(written, LocalDate.of(2026, 8, 2)))
        .contains(
            "Kế hoạch năm 2026, đọc đêm 02/08/2026: đang có hiệu lực\r\n",
            "- 2 yêu cầu giải trình: gt-07 (thue); gt-08 (kho-bac)\r\n",
            "- 2 trả lời kiến nghị: thuy-nguyen/vhxh/2026-06/1/1; vhxh kỳ 2026-06 dòng 2\r\n",
            "- 2 dòng tiếp nhận, ký: ký kỳ 2026-06 cả địa bàn ngày 20/06/2026; tiếp nhận kỳ 2026-06"
                + " thue ngày 19/06/2026\r\n",
            "- không có lần mở lại kỳ nào\r\n");
    assertThat(answered(b -> {}, LocalDate.of(2025, 12, 20)))
        .contains(
            "Kế hoạch năm 2026, đọc đêm 20/12/2025: có hiệu lực từ ngày 01/01/2026\r\n",
            "- không có yêu cầu giải trình nào\r\n");
  }

  // ---- what the office is told of its faults

  @Test
  void every_fault_is_counted_names_its_place_once_and_gives_a_real_example() throws Exception {
    LocalDate day = LocalDate.of(2026, 11, 22);
    String said =
        answered(
            question("gt-07", "thue", "09", "2026-06", "Vì sao?", day)
                .andThen(answer("case", "thuy-nguyen/vhxh/2026-06/1/1", "unit", "vhxh"))
                .andThen(signing("2026-06", "", "duyệt", "Ông Bình", day))
                .andThen(
                    b ->
                        row(
                            b,
                            "Mở lại kỳ",
                            "unit",
                            "thue",
                            "period",
                            "2026-03",
                            "by",
                            "A",
                            "until",
                            day))
                .andThen(
                    b ->
                        row(
                            b,
                            "Ký duyệt",
                            "period",
                            "2026-05",
                            "kind",
                            "ký",
                            "by",
                            "A",
                            "title",
                            "Chủ tịch",
                            "signed_on",
                            "hôm qua"))
                .andThen(
                    b ->
                        row(
                            b,
                            "Ký duyệt",
                            "period",
                            "2026-04",
                            "kind",
                            "ký",
                            "by",
                            "A",
                            "title",
                            "Chủ tịch",
                            "signed_on",
                            "22/11/2026")),
            LocalDate.of(2026, 11, 23));
    assertThat(said)
        .startsWith("KẾ HOẠCH CHƯA DÙNG ĐƯỢC – sửa 5 chỗ dưới đây, thêm 1 chỗ để biết; kế hoạch")
        .contains("\r\n6. ")
        .doesNotContain("\r\n7. ")
        .containsPattern(
            "Trang “Mở lại kỳ”, ô D\\d+ \\(thue – 2026-03\\): cột Lý do đang để trống, phải có nội"
                + " dung\\. → Ghi vào ô này trong sổ kế hoạch rồi lưu lại\\. Ví dụ: thiếu chứng từ"
                + " của kho bạc\r\n")
        .containsPattern("thue được hỏi về chỉ tiêu 09, .* Ví dụ: chỉ tiêu 09 thì hỏi [a-z-]+")
        .containsPattern(
            "dòng này ghi cả mã vụ việc lẫn đơn vị, kỳ, số thứ tự dòng, trong khi mỗi vướng mắc chỉ"
                + " gọi bằng một trong hai cách\\. .* Ví dụ: ghi cột Mã vụ việc và để trống")
        .contains("ghi “duyệt”, cần ghi: tiếp nhận, ký. → Sửa cho đúng. Ví dụ: tiếp nhận\r\n")
        .contains("“22/11/2026” là ngày ghi dạng chữ, đã hiểu là ngày 22/11/2026");
    for (String line : said.lines().toList()) {
      assertThat(line.split("rang “", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_day_typed_as_text_is_read_in_its_order_and_told() throws Exception {
    Desk.Judgement judged = judge(signedOn("22/11/2026"));
    assertThat(judged.plan().orElseThrow().correspondence().signings())
        .singleElement()
        .satisfies(s -> assertThat(s.signedOn()).isEqualTo(LocalDate.of(2026, 11, 22)));
    assertThat(judged.verdict().findings()).extracting(Said::code).containsExactly("C024");
    assertRefused(signedOn("11/22/2026"), "C026");
  }

  private static Consumer<XSSFWorkbook> signedOn(String typed) {
    return b ->
        row(
            b,
            "Ký duyệt",
            "period",
            "2026-10",
            "kind",
            "ký",
            "by",
            "A",
            "title",
            "Chủ tịch",
            "signed_on",
            typed);
  }
}
