package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.finding.Severity;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;

/** An officer whose Excel is of 2003 is answered in the workbook that he can open. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class XlsAnswerTest {
  @TempDir static Path dir;

  private static Path form;

  @BeforeAll
  static void a_form_saved_as_xls() throws Exception {
    Plan plan = Plans.small();
    Path xlsx = dir.resolve("form.xlsx");
    Workbooks.template(
        plan, plan.getUnit("kthtdt"), plan.getPeriod("2026-11"), Prefill.EMPTY, true, xlsx);
    form = LibreOffice.saveAll(List.of(xlsx), "xls:MS Excel 97", dir).resolve("form.xls");
  }

  private static Answer answer(String... cells) {
    List<Answer.Row> rows = new ArrayList<>();
    for (String c : cells) {
      rows.add(
          new Answer.Row(
              rows.size() + 1,
              new CellRef("Số liệu", c),
              "=1+1",
              "@SUM(A1)",
              "Gõ lại.",
              "-1",
              "Ô " + c + ": đang ghi “1.234”.",
              Severity.HOLD,
              List.of(),
              List.of()));
    }
    return new Answer(
        cells.length == 0 ? Answer.Tone.OK : Answer.Tone.PARTLY,
        cells.length == 0 ? "ĐÃ NHẬN ĐỦ" : "=ĐÃ NHẬN 1/2",
        List.of("Tháng 11/2026"),
        rows,
        List.of(),
        "",
        List.of(),
        "");
  }

  private static Path annotate(Path from, String name, Answer answer) {
    Path to = dir.resolve(name);
    Workbooks.annotate(from, answer, to);
    return to;
  }

  private static HSSFWorkbook open(Path file) throws IOException {
    return new HSSFWorkbook(Files.newInputStream(file));
  }

  private static Draft draft(Path file) {
    return ((Reading.Form) Workbooks.read(file)).draft();
  }

  private static Map<String, String> comments(HSSFSheet s) {
    Map<String, String> all = new TreeMap<>();
    s.getCellComments().forEach((at, c) -> all.put(at.formatAsString(), c.getString().getString()));
    return all;
  }

  private static BorderStyle border(HSSFSheet s, String address) {
    CellAddress at = new CellAddress(address);
    return s.getRow(at.getRow()).getCell(at.getColumn()).getCellStyle().getBorderTop();
  }

  private static List<String> values(HSSFWorkbook book) {
    List<String> all = new ArrayList<>();
    for (Sheet s : book) {
      if (s.getSheetName().startsWith("Kết quả")) {
        continue;
      }
      for (Row r : s) {
        for (Cell c : r) {
          if (c.getCellType() != CellType.BLANK) {
            all.add(s.getSheetName() + c.getAddress() + c.getCellType() + c);
          }
        }
      }
    }
    return all;
  }

  @Test
  void the_answer_is_the_senders_own_xls() throws IOException {
    Path answered = dir.resolve("one.xls");
    assertThat(Workbooks.annotate(form, answer("G9", "G10"), answered)).isEqualTo(".xls");
    assertThat(draft(answered)).isEqualTo(draft(form));
    try (HSSFWorkbook before = open(form);
        HSSFWorkbook after = open(answered)) {
      assertThat(values(after)).isEqualTo(values(before));
      assertThat(after.getSheetName(0)).isEqualTo("Kết quả");
      assertThat(after.getActiveSheetIndex()).isZero();
      assertThat(comments(after.getSheet("Số liệu")))
          .containsOnlyKeys("G9", "G10")
          .hasEntrySatisfying(
              "G10",
              c ->
                  assertThat(c)
                      .isEqualTo(
                          "Chỉ tiêu trả lời:\nÔ G10: đang ghi “1.234”.\nGõ lại.\nVí dụ: -1"));
      assertThat(border(after.getSheet("Số liệu"), "G9")).isEqualTo(BorderStyle.MEDIUM_DASHED);
      assertThat(border(after.getSheet("Số liệu"), "G11")).isEqualTo(BorderStyle.THIN);
      assertThat(after.getSheet("Số liệu").getProtect()).isTrue();
      assertThat(after.getSheetAt(0).getHyperlinkList())
          .extracting(l -> l.getType() + " " + l.getAddress())
          .containsExactly("DOCUMENT 'Số liệu'!G9", "DOCUMENT 'Số liệu'!G10");
      List<String> texts = new ArrayList<>();
      after
          .getSheetAt(0)
          .forEach(
              r ->
                  r.forEach(
                      c -> {
                        assertThat(c.getCellType()).isIn(CellType.STRING, CellType.BLANK);
                        texts.add(c.toString());
                      }));
      assertThat(texts).contains("=ĐÃ NHẬN 1/2", "=1+1", "@SUM(A1)", "-1");
    }
  }

  @Test
  void an_answer_sent_back_is_answered_without_a_trace_of_the_old_one() throws IOException {
    Path first = annotate(form, "first.xls", answer("G9"));
    Path second = annotate(first, "second.xls", answer("G10"));
    assertThat(draft(second)).isEqualTo(draft(form));
    try (HSSFWorkbook book = open(second);
        HSSFWorkbook before = open(form)) {
      assertThat(book.getNumberOfSheets()).isEqualTo(before.getNumberOfSheets() + 1);
      assertThat(book.getSheetName(0)).isEqualTo("Kết quả");
      assertThat(comments(book.getSheet("Số liệu"))).containsOnlyKeys("G10");
      assertThat(border(book.getSheet("Số liệu"), "G9")).isEqualTo(BorderStyle.THIN);
    }
    long after2 = Files.size(second);
    Path third = annotate(second, "third.xls", answer("G9"));
    Path fourth = annotate(third, "fourth.xls", answer("G10"));
    assertThat(Files.size(fourth)).isLessThanOrEqualTo(after2 + 2048);
  }

  @Test
  void a_workbook_with_comments_and_shapes_of_others_keeps_them() throws IOException {
    Path found =
        ReleaseFixture.repo()
            .resolve("pipeline/src/test/resources/corpus/poi/SimpleWithComments.xls");
    try (HSSFWorkbook before = open(found)) {
      String sheet = before.getSheetName(0);
      Map<String, String> theirs = comments(before.getSheetAt(0));
      assertThat(theirs).isNotEmpty();
      Answer a = answer("Z9");
      Answer.Row r = a.rows().getFirst();
      Answer there =
          new Answer(
              a.tone(),
              a.band(),
              a.head(),
              List.of(
                  new Answer.Row(
                      1,
                      new CellRef(sheet, "Z9"),
                      r.found(),
                      r.expected(),
                      r.remedy(),
                      r.example(),
                      r.message(),
                      r.severity(),
                      List.of(),
                      List.of())),
              List.of(),
              "",
              List.of(),
              "");
      try (HSSFWorkbook after = open(annotate(found, "commented.xls", there))) {
        assertThat(values(after)).isEqualTo(values(before));
        assertThat(comments(after.getSheet(sheet))).containsAllEntriesOf(theirs).containsKey("Z9");
      }
    }
  }

  @Test
  void libreoffice_opens_the_answer() throws Exception {
    Path answered = annotate(form, "lo-answer.xls", answer("G9"));
    Path saved = LibreOffice.saveAll(List.of(answered), "xlsx:Calc MS Excel 2007 XML", dir);
    assertThat(draft(saved.resolve("lo-answer.xlsx")).tables()).hasSameSizeAs(draft(form).tables());
  }
}
