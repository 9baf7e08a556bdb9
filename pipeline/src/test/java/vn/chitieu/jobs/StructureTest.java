package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Judged;

/**
 * What an officer does to a form with the mouse: rows and columns inserted, deleted, moved, sorted
 * and hidden, sheets renamed, reordered and copied. A figure is tied by its hidden codes or not at
 * all.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StructureTest {
  @TempDir Path dir;
  private Faults faults;
  private Map<String, String> whole;

  @BeforeEach
  void judgeTheGoodForm() throws Exception {
    faults = new Faults(dir);
    whole = figures(faults.judge(Faults.base("kthtdt"), "kthtdt", History.EMPTY));
    assertThat(whole).hasSizeGreaterThan(15);
  }

  private Judged judge(Consumer<XSSFWorkbook> change) throws Exception {
    Path file = dir.resolve("form.xlsx");
    try (InputStream in = Files.newInputStream(Faults.base("kthtdt"));
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      change.accept(book);
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    return faults.judge(file, "kthtdt", History.EMPTY);
  }

  /** Every figure by what it is of, wherever it stood. */
  private static Map<String, String> figures(Judged judged) {
    Map<String, String> all = new HashMap<>();
    if (judged.submission() == null) {
      return all;
    }
    for (ReportedValue v : judged.submission().values()) {
      put(all, v.measureCode(), v.value());
      put(all, v.measureCode() + "/n", v.numerator());
      put(all, v.measureCode() + "/d", v.denominator());
    }
    judged
        .submission()
        .areaValues()
        .forEach(
            a -> {
              put(all, a.measureCode() + " " + a.areaCode(), a.value());
              put(all, a.measureCode() + "/n " + a.areaCode(), a.numerator());
            });
    judged.submission().tasks().forEach(t -> all.put(t.taskCode(), t.state().word()));
    judged.submission().difficulties().forEach(d -> all.put(d.atom(), d.what()));
    return all;
  }

  private static void put(Map<String, String> all, String key, Figure f) {
    if (f != null) {
      all.put(key, f.value().stripTrailingZeros().toPlainString());
    }
  }

  private void assertUnharmed(Judged judged) {
    assertThat(judged.verdict().findings()).isEmpty();
    assertThat(judged.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(figures(judged)).isEqualTo(whole);
  }

  private static List<String> codes(Judged judged) {
    return judged.verdict().findings().stream().map(Said::code).toList();
  }

  // ---- what does no harm

  @Test
  void rows_inserted_between_the_figures_do_no_harm() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              for (String name : List.of("Số liệu", "Nhiệm vụ", "Tổ dân phố", "Vướng mắc")) {
                Sheet s = b.getSheet(name);
                s.shiftRows(9, s.getLastRowNum(), 2);
                s.createRow(9).createCell(20).setCellValue("ghi chú của tôi");
              }
            }));
  }

  @Test
  void columns_inserted_between_the_figures_do_no_harm() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              for (String name : List.of("Số liệu", "Nhiệm vụ", "Tổ dân phố", "Vướng mắc")) {
                Sheet s = b.getSheet(name);
                for (Row r : s) {
                  moveRight(r, 3);
                }
              }
            }));
  }

  private static void moveRight(Row r, int from) {
    for (int c = r.getLastCellNum() - 1; c >= from; c--) {
      Cell cell = r.getCell(c);
      if (cell != null) {
        Cell to = r.createCell(c + 1);
        switch (cell.getCellType()) {
          case STRING -> to.setCellValue(cell.getStringCellValue());
          case NUMERIC -> to.setCellValue(cell.getNumericCellValue());
          default -> to.setBlank();
        }
        to.setCellStyle(cell.getCellStyle());
        cell.setBlank();
      }
    }
  }

  @Test
  void hidden_rows_and_columns_are_read_like_any_other() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              Sheet s = b.getSheet("Số liệu");
              FormSheet form = new FormSheet(s);
              form.row("item", "04a").setZeroHeight(true);
              s.setColumnHidden(form.column("value"), true);
            }));
  }

  @Test
  void rows_sorted_whole_do_no_harm() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              swap(form, form.row("item", "04a"), form.row("item", "01b"));
              swap(form, form.row("item", "03/n"), form.row("item", "06b"));
            }));
  }

  private static void swap(FormSheet form, Row a, Row b) {
    for (String column : List.of("item", "name", "value", "explanation")) {
      String text = form.cell(a, column).toString();
      boolean isNumber =
          form.cell(a, column).getCellType() == org.apache.poi.ss.usermodel.CellType.NUMERIC;
      copy(form.cell(b, column), form.cell(a, column));
      if (isNumber) {
        form.cell(b, column).setCellValue(Double.parseDouble(text));
      } else {
        form.cell(b, column).setCellValue(text);
      }
    }
  }

  private static void copy(Cell from, Cell to) {
    switch (from.getCellType()) {
      case NUMERIC -> to.setCellValue(from.getNumericCellValue());
      case STRING -> to.setCellValue(from.getStringCellValue());
      default -> to.setBlank();
    }
  }

  @Test
  void sheets_renamed_and_reordered_do_no_harm() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              b.setSheetName(b.getSheetIndex("Số liệu"), "Bảng 1");
              b.setSheetName(b.getSheetIndex("Vướng mắc"), "Khó khăn");
              b.setSheetOrder("Khó khăn", 0);
              b.createSheet("Nháp của tôi").createRow(0).createCell(0).setCellValue("12 tỷ");
            }));
  }

  @Test
  void a_label_in_somebodys_own_words_does_no_harm() throws Exception {
    assertUnharmed(
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              form.cell(form.row("item", "04a"), "name").setCellValue("DN mới (ước cả tháng)");
              form.cell(form.row("item", "01a"), "name").setCellValue("Thu NSNN trên địa bàn");
            }));
  }

  @Test
  void a_whole_form_copied_sheet_by_sheet_into_a_new_file_is_that_form() throws Exception {
    assertUnharmed(judge(b -> b.removeSheetAt(b.getSheetIndex("Hướng dẫn"))));
  }

  // ---- what cannot be tied

  @Test
  void a_sheet_alone_in_a_new_file_says_which_sheets_are_missing() throws Exception {
    Judged judged =
        judge(
            b -> {
              for (String name : List.of("Nhiệm vụ", "Vướng mắc", "Tổ dân phố", "Hướng dẫn")) {
                b.removeSheetAt(b.getSheetIndex(name));
              }
            });
    assertThat(judged.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(judged.verdict().findings())
        .extracting(f -> f.place().label())
        .containsExactly("Tổ dân phố", "Nhiệm vụ", "Vướng mắc");
  }

  @Test
  void a_row_deleted_is_said_and_no_other_is_shifted() throws Exception {
    Judged judged =
        judge(
            b -> {
              Sheet s = b.getSheet("Số liệu");
              int at = new FormSheet(s).row("item", "04a").getRowNum();
              s.removeRow(s.getRow(at));
              s.shiftRows(at + 1, s.getLastRowNum(), -1);
            });
    assertThat(codes(judged)).containsExactly("S022");
    Map<String, String> left = new HashMap<>(whole);
    left.remove("04a");
    assertThat(figures(judged)).isEqualTo(left);
  }

  @Test
  void a_column_deleted_refuses_the_file() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              int at = form.column("value");
              for (Row r : form.sheet()) {
                Cell c = r.getCell(at);
                if (c != null) {
                  r.removeCell(c);
                }
              }
            });
    assertThat(codes(judged)).containsExactly("S009");
    assertThat(figures(judged)).isEmpty();
  }

  @Test
  void the_code_column_deleted_refuses_the_file() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              for (Row r : form.sheet()) {
                Cell c = r.getRowNum() == 0 ? null : r.getCell(form.column("item"));
                if (c != null) {
                  r.removeCell(c);
                }
              }
            });
    assertThat(codes(judged)).containsExactly("S009");
  }

  @Test
  void codes_sorted_alone_hold_every_row_that_moved_and_shift_none() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              List<Row> rows = new ArrayList<>();
              List<String> codes = new ArrayList<>();
              for (String item : List.of("01a", "01b", "04a", "04b", "06a")) {
                rows.add(form.row("item", item));
                codes.add(item);
              }
              java.util.Collections.rotate(codes, 1);
              for (int i = 0; i < rows.size(); i++) {
                form.cell(rows.get(i), "item").setCellValue(codes.get(i));
              }
            });
    assertThat(codes(judged)).contains("S019", "S019", "S019", "S019", "S019");
    assertThat(judged.verdict().heldAtoms()).contains("01a", "01b", "04a", "04b", "06a");
    assertThat(judged.outcome()).isEqualTo(Outcome.ACCEPTED_WITH_HELD_ROWS);
  }

  @Test
  void a_code_typed_over_holds_its_row_and_names_the_row_that_may_be_meant() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet form = new FormSheet(b.getSheet("Số liệu"));
              form.cell(form.row("item", "04a"), "item").setCellValue("o4a");
            });
    assertThat(codes(judged)).containsExactlyInAnyOrder("S011", "S022");
    assertThat(judged.verdict().findings())
        .anyMatch(f -> f.message().contains("Có phải ý là dòng “Doanh nghiệp thành lập mới”?"));
    assertThat(judged.verdict().heldAtoms()).contains("04a");
  }

  @Test
  void the_hidden_first_row_deleted_is_said_in_so_many_words() throws Exception {
    Judged judged =
        judge(
            b -> {
              for (Sheet s : b) {
                if (s.getRow(0) != null) {
                  s.removeRow(s.getRow(0));
                }
              }
            });
    assertThat(codes(judged)).containsOnly("S018");
    assertThat(judged.outcome()).isEqualTo(Outcome.UNREADABLE);
  }

  @Test
  void two_sheets_that_differ_are_both_named_with_the_cell() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet copy =
                  new FormSheet(b.cloneSheet(b.getSheetIndex("Số liệu"), "Số liệu (2)"));
              copy.cell(copy.row("item", "01a"), "value").setCellValue(1);
            });
    assertThat(judged.outcome()).isEqualTo(Outcome.REFUSED);
    Said said = judged.verdict().findings().getFirst();
    assertThat(said.message()).contains("“Số liệu (2)”", "“Số liệu”", "G");
  }

  @Test
  void the_version_of_a_form_says_whether_it_is_read() throws Exception {
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=1")))).containsExactly("S015");
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=1.0")))).containsExactly("S015");
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=0.9")))).containsExactly("S006");
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=moi")))).containsExactly("S006");
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=1.2")))).containsExactly("S014");
    assertThat(codes(judge(b -> say(b, "mau=1.1", "mau=2.0")))).containsExactly("S014");
  }

  @Test
  void a_form_of_an_older_minor_version_is_read_without_the_columns_it_lacks() throws Exception {
    Judged judged =
        judge(
            b -> {
              say(b, "mau=1.1", "mau=1");
              for (String name : List.of("Tổ dân phố", "Nhiệm vụ")) {
                FormSheet form = new FormSheet(b.getSheet(name));
                for (Row r : form.sheet()) {
                  Cell c = r.getCell(form.column("name"));
                  if (c != null && c.toString().equals("#name")) {
                    c.setBlank();
                  }
                }
              }
            });
    assertThat(codes(judged)).containsExactly("S015");
    assertThat(judged.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(figures(judged)).isEqualTo(whole);
  }

  @Test
  void codes_of_areas_and_tasks_sorted_alone_are_seen_by_their_names() throws Exception {
    Judged judged =
        judge(
            b -> {
              FormSheet areas = new FormSheet(b.getSheet("Tổ dân phố"));
              Row one = areas.row("area", "tdp-01");
              Row two = areas.row("area", "tdp-02");
              areas.cell(one, "area").setCellValue("tdp-02");
              areas.cell(two, "area").setCellValue("tdp-01");
            });
    assertThat(codes(judged)).isNotEmpty().containsOnly("S019");
    assertThat(judged.verdict().heldAtoms()).contains("06a", "06b", "07a", "07b");
  }

  private static void say(XSSFWorkbook b, String from, String to) {
    for (Sheet s : b) {
      Row first = s.getRow(0);
      if (first != null && first.getCell(0).toString().startsWith("#chitieu")) {
        first.getCell(0).setCellValue(first.getCell(0).getStringCellValue().replace(from, to));
      }
    }
  }

  // ---- rows that are tied to each other

  private List<String> tied(String a, double first, String b, double second) throws Exception {
    return codes(
        judge(
            book -> {
              FormSheet form = new FormSheet(book.getSheet("Số liệu"));
              form.cell(form.row("item", a), "value").setCellValue(first);
              form.cell(form.row("item", b), "value").setCellValue(second);
            }));
  }

  @Test
  void local_revenue_is_at_most_all_revenue_and_firms_that_were_households_are_new_firms()
      throws Exception {
    assertThat(tied("01a", 40, "01b", 40)).isEmpty();
    assertThat(tied("01a", 40, "01b", 40.001)).containsExactly("R011");
    assertThat(tied("04a", 20, "04b", 20)).isEmpty();
    assertThat(tied("04a", 20, "04b", 21)).containsExactly("R011");
  }

  @Test
  void income_is_last_years_grown_by_the_stated_rate() throws Exception {
    // 105,9 × 1,105 = 117,0; half a per cent of it is 0,585
    assertThat(tied("05a", 10.5, "05b", 117.5)).isEmpty();
    assertThat(tied("05a", 10.5, "05b", 117.6)).containsExactly("R012");
    assertThat(tied("05a", 10.5, "05b", 116.4)).containsExactly("R012");
  }

  @Test
  void figures_are_what_the_good_form_says() {
    assertThat(new BigDecimal(whole.get("01a"))).isEqualByComparingTo("49.655");
  }
}
