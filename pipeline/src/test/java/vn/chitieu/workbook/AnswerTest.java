package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.Python;
import vn.chitieu.finding.Severity;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerTest {
  private static final String RED = "FFC62828";

  @TempDir Path dir;

  private Path form() {
    Plan plan = Plans.small();
    Path out = dir.resolve("form.xlsx");
    Workbooks.template(
        plan, plan.getUnit("kthtdt"), plan.getPeriod("2026-11"), Prefill.EMPTY, true, out);
    return out;
  }

  private static Answer.Row row(int number, String sheet, String address, Answer.Other... others) {
    return new Answer.Row(
        number,
        new CellRef(sheet, address),
        "1.234",
        "một số",
        "Gõ lại, không dùng dấu chấm.",
        "1234",
        "Ô " + address + ": đang ghi “1.234”.",
        Severity.HOLD,
        List.of(others),
        List.of());
  }

  /** A fault told at G9 of Số liệu that lies between this cell and others. */
  private static Answer.Row between(List<Answer.Other> parts) {
    Answer.Row of = row(1, "Số liệu", "G9");
    return new Answer.Row(
        of.number(),
        of.at(),
        of.found(),
        of.expected(),
        of.remedy(),
        of.example(),
        of.message(),
        of.severity(),
        List.of(),
        parts);
  }

  private static Answer answer(Answer.Row... rows) {
    return new Answer(
        rows.length == 0 ? Answer.Tone.OK : Answer.Tone.PARTLY,
        rows.length == 0 ? "ĐÃ NHẬN ĐỦ – không phải làm gì thêm" : "ĐÃ NHẬN 9/13 SỐ LIỆU",
        List.of("Tháng 11/2026"),
        List.of(rows),
        List.of(
            new Answer.Recorded(
                "01a", "Thu ngân sách", "45,25", "tỷ đồng", new CellRef("Số liệu", "G9"))),
        "So với lần 1",
        List.of("01a: 45,2 → 45,25"),
        "Phòng KTHTĐT");
  }

  private Path annotate(Path original, Answer answer) {
    Path out = dir.resolve("answer-" + original.getFileName());
    Workbooks.annotate(original, answer, out);
    return out;
  }

  private static XSSFWorkbook open(Path file) throws IOException {
    return new XSSFWorkbook(Files.newInputStream(file));
  }

  private static Draft draft(Path file) {
    return ((Reading.Form) Workbooks.read(file)).draft();
  }

  private static Map<String, String> comments(XSSFSheet sheet) {
    Map<String, String> all = new TreeMap<>();
    sheet
        .getCellComments()
        .forEach((at, c) -> all.put(at.formatAsString(), c.getAuthor() + ": " + c.getString()));
    return all;
  }

  private static XSSFCell cell(XSSFSheet sheet, String address) {
    CellAddress at = new CellAddress(address);
    return sheet.getRow(at.getRow()).getCell(at.getColumn());
  }

  private static String border(XSSFCell cell) {
    XSSFCellStyle s = cell.getCellStyle();
    return s.getBorderTop() == BorderStyle.MEDIUM && s.getTopBorderXSSFColor() != null
        ? s.getTopBorderXSSFColor().getARGBHex()
        : "";
  }

  /** Every cell's content and formula, and its look without its border. */
  private static List<String> content(XSSFWorkbook book, boolean withLook) {
    List<String> all = new ArrayList<>();
    for (org.apache.poi.ss.usermodel.Sheet sheet : book) {
      if (sheet.getSheetName().startsWith("Kết quả")) {
        continue;
      }
      for (org.apache.poi.ss.usermodel.Row row : sheet) {
        for (org.apache.poi.ss.usermodel.Cell c : row) {
          XSSFCellStyle s = (XSSFCellStyle) c.getCellStyle();
          all.add(
              sheet.getSheetName()
                  + c.getAddress()
                  + c.getCellType()
                  + c
                  + (withLook
                      ? s.getDataFormatString()
                          + s.getFillForegroundColorColor()
                          + s.getLocked()
                          + s.getFont().getBold()
                          + s.getAlignment()
                      : ""));
        }
      }
    }
    return all;
  }

  // ---- what it adds

  @Test
  void the_answer_stands_first_and_is_shown_first() throws IOException {
    try (XSSFWorkbook book = open(annotate(form(), answer(row(1, "Số liệu", "G9"))))) {
      assertThat(book.getSheetName(0)).isEqualTo("Kết quả");
      assertThat(book.getNumberOfSheets()).isEqualTo(6);
      assertThat(book.getActiveSheetIndex()).isZero();
      for (int i = 0; i < 6; i++) {
        assertThat(book.getSheetAt(i).isSelected()).as("sheet %d", i).isEqualTo(i == 0);
      }
      XSSFSheet s = book.getSheetAt(0);
      assertThat(s.getRow(1).getCell(0).getStringCellValue()).isEqualTo("ĐÃ NHẬN 9/13 SỐ LIỆU");
      StringBuilder all = new StringBuilder();
      s.forEach(r -> r.forEach(c -> all.append(c).append('|')));
      assertThat(all.toString())
          .contains("Phải sửa: Ô G9: đang ghi “1.234”.|")
          .contains("|1.234|một số|Gõ lại, không dùng dấu chấm.|1234|")
          .contains("|45,25|tỷ đồng|")
          .contains("01a: 45,2 → 45,25")
          .contains("Phòng KTHTĐT");
    }
  }

  @Test
  void links_lead_to_the_cells_they_name() throws IOException {
    Answer a = answer(row(1, "Số liệu", "G9"), row(2, "Tổ dân phố", "C9"));
    try (XSSFWorkbook book = open(annotate(form(), a))) {
      assertThat(book.getSheetAt(0).getHyperlinkList())
          .extracting(l -> l.getType() + " " + l.getLocation())
          .containsExactly(
              "DOCUMENT 'Số liệu'!G9", "DOCUMENT 'Tổ dân phố'!C9", "DOCUMENT 'Số liệu'!G9");
    }
  }

  @Test
  void each_cell_spoken_of_gets_a_border_and_the_same_sentence() throws IOException {
    Answer a =
        answer(
            row(1, "Số liệu", "G9"),
            row(
                2,
                "Tổ dân phố",
                "C9",
                new Answer.Other(
                    new CellRef("Tổ dân phố", "C10"), "Ô C10: trống.", "Gõ số.", "0")));
    try (XSSFWorkbook book = open(annotate(form(), a))) {
      String sentence = "\nGõ lại, không dùng dấu chấm.\nVí dụ: 1234";
      assertThat(comments(book.getSheet("Số liệu")))
          .containsExactly(
              Map.entry("G9", "Chỉ tiêu: Chỉ tiêu trả lời:\nÔ G9: đang ghi “1.234”." + sentence));
      assertThat(comments(book.getSheet("Tổ dân phố")))
          .containsOnly(
              Map.entry("C9", "Chỉ tiêu: Chỉ tiêu trả lời:\nÔ C9: đang ghi “1.234”." + sentence),
              Map.entry("C10", "Chỉ tiêu: Chỉ tiêu trả lời:\nÔ C10: trống.\nGõ số.\nVí dụ: 0"));
      assertThat(border(cell(book.getSheet("Số liệu"), "G9"))).isEqualTo(RED);
      assertThat(border(cell(book.getSheet("Số liệu"), "G10"))).isEmpty();
      assertThat(border(cell(book.getSheet("Tổ dân phố"), "C10"))).isEqualTo(RED);
    }
  }

  @Test
  void a_fault_between_cells_is_marked_in_each_of_them() throws IOException {
    Answer.Other part =
        new Answer.Other(new CellRef("Tổ dân phố", "C10"), "Ô G9: lệch tổng.", "So.", "");
    Answer a = answer(between(List.of(part)));
    try (XSSFWorkbook book = open(annotate(form(), a))) {
      assertThat(comments(book.getSheet("Tổ dân phố")))
          .containsExactly(Map.entry("C10", "Chỉ tiêu: Chỉ tiêu trả lời:\nÔ G9: lệch tổng.\nSo."));
      assertThat(border(cell(book.getSheet("Tổ dân phố"), "C10"))).isEqualTo(RED);
      assertThat(border(cell(book.getSheet("Số liệu"), "G9"))).isEqualTo(RED);
    }
  }

  @Test
  void of_cells_one_below_the_other_with_one_fault_the_first_is_told_and_all_are_marked()
      throws IOException {
    List<Answer.Other> parts = new ArrayList<>();
    for (String at : List.of("C9", "C10", "C11", "D11", "D13")) {
      parts.add(new Answer.Other(new CellRef("Tổ dân phố", at), "Ô G9: lệch tổng.", "So.", ""));
    }
    Answer a = answer(between(parts));
    try (XSSFWorkbook book = open(annotate(form(), a))) {
      XSSFSheet areas = book.getSheet("Tổ dân phố");
      assertThat(comments(areas)).containsOnlyKeys("C9", "D11", "D13");
      for (Answer.Other p : parts) {
        assertThat(border(cell(areas, p.at().address()))).isEqualTo(RED);
      }
    }
  }

  @Test
  void two_faults_of_one_cell_make_one_comment_in_the_heavier_colour() throws IOException {
    Answer.Row ask =
        new Answer.Row(
            2,
            new CellRef("Số liệu", "G9"),
            "",
            "",
            "Giải thích.",
            "",
            "Tăng đột biến.",
            Severity.ASK,
            List.of(),
            List.of());
    try (XSSFWorkbook book = open(annotate(form(), answer(ask, row(1, "Số liệu", "G9"))))) {
      XSSFSheet s = book.getSheet("Số liệu");
      assertThat(comments(s).get("G9")).contains("Tăng đột biến.", "đang ghi “1.234”");
      assertThat(border(cell(s, "G9"))).isEqualTo(RED);
    }
    try (XSSFWorkbook book = open(annotate(form(), answer(ask)))) {
      assertThat(border(cell(book.getSheet("Số liệu"), "G9"))).isEqualTo("FFB26A00");
    }
  }

  @Test
  void a_cell_and_a_row_that_are_not_there_are_made() throws IOException {
    Path raw =
        new RawBook()
            .coded(
                "<row r=\"3\"/><row r=\"5\"><c r=\"A5\"><v>5</v></c><c r=\"D5\"><v>6</v></c></row>")
            .write(dir.resolve("raw.xlsx"));
    Answer a =
        answer(
            row(1, "Số liệu", "B3"),
            row(2, "Số liệu", "C4"),
            row(3, "Số liệu", "B5"),
            row(4, "Số liệu", "F5"),
            row(5, "Số liệu", "B9"));
    try (XSSFWorkbook book = open(annotate(raw, a))) {
      XSSFSheet s = book.getSheet("Số liệu");
      for (String at : List.of("B3", "C4", "B5", "F5", "B9")) {
        assertThat(border(cell(s, at))).as(at).isEqualTo(RED);
      }
      assertThat(cell(s, "D5").getNumericCellValue()).isEqualTo(6);
      assertThat(s.getRow(4).getPhysicalNumberOfCells()).isEqualTo(4);
    }
    assertThat(draft(annotate(raw, a))).isEqualTo(draft(raw));
  }

  // ---- what it keeps

  @Test
  void nothing_of_the_senders_cells_changes() throws IOException {
    Path form = form();
    Path answered = annotate(form, answer(row(1, "Số liệu", "G9"), row(2, "Nhiệm vụ", "E8")));
    assertThat(draft(answered)).isEqualTo(draft(form));
    try (XSSFWorkbook before = open(form);
        XSSFWorkbook after = open(answered)) {
      assertThat(content(after, true)).isEqualTo(content(before, true));
      assertThat(after.getSheet("Số liệu").getProtect()).isTrue();
      assertThat(after.getSheet("Số liệu").getDataValidations())
          .hasSameSizeAs(before.getSheet("Số liệu").getDataValidations());
      assertThat(after.getPrintArea(0)).isNull();
      assertThat(after.getSheet("Số liệu").getRepeatingRows().formatAsString()).isEqualTo("7:7");
    }
  }

  @Test
  void untouched_parts_keep_their_bytes() throws IOException {
    Path raw =
        new RawBook()
            .coded("<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>")
            .bytes("xl/media/image1.png", new byte[] {1, 2, 3, 0, -1})
            .bytes("xl/calcChain.xml", "<calcChain/>".getBytes(StandardCharsets.UTF_8))
            .write(dir.resolve("raw.xlsx"));
    Path answered = annotate(raw, answer(row(1, "Số liệu", "B3")));
    try (ZipFile before = new ZipFile(raw.toFile());
        ZipFile after = new ZipFile(answered.toFile())) {
      for (String name :
          List.of("xl/media/image1.png", "xl/calcChain.xml", "xl/sharedStrings.xml")) {
        ZipEntry e = after.getEntry(name);
        assertThat(e.getCompressedSize()).isEqualTo(before.getEntry(name).getCompressedSize());
        assertThat(after.getInputStream(e).readAllBytes())
            .isEqualTo(before.getInputStream(before.getEntry(name)).readAllBytes());
      }
    }
  }

  @Test
  void the_same_answer_gives_the_same_bytes() throws IOException {
    Path form = form();
    Answer a = answer(row(1, "Số liệu", "G9"));
    byte[] once = Files.readAllBytes(annotate(form, a));
    assertThat(Files.readAllBytes(annotate(form, a))).isEqualTo(once);
  }

  @Test
  void names_that_belong_to_one_sheet_go_on_belonging_to_it() throws IOException {
    Path file = dir.resolve("names.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      book.createSheet("một");
      book.createSheet("hai").createRow(0).createCell(0).setCellValue(1);
      book.setPrintArea(1, "$A$1:$B$2");
      book.setActiveSheet(1);
      book.write(out);
    }
    try (XSSFWorkbook book = open(annotate(file, answer()))) {
      assertThat(book.getPrintArea(2)).isEqualTo("hai!$A$1:$B$2");
      assertThat(book.getPrintArea(1)).isNull();
      assertThat(book.getSheetAt(2).isSelected()).isFalse();
    }
  }

  @Test
  void a_workbook_without_styles_gets_some() throws IOException {
    Path raw =
        new RawBook()
            .without("xl/styles.xml")
            .coded("<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>")
            .write(dir.resolve("raw.xlsx"));
    try (XSSFWorkbook book = open(annotate(raw, answer(row(1, "Số liệu", "B3"))))) {
      assertThat(border(cell(book.getSheet("Số liệu"), "B3"))).isEqualTo(RED);
      assertThat(cell(book.getSheet("Số liệu"), "A1").getCellStyle().getBorderTop())
          .isEqualTo(BorderStyle.NONE);
    }
  }

  @Test
  void empty_and_prefixed_style_tables_are_filled_too() throws IOException {
    String styles =
        "<x:styleSheet xmlns:x=\""
            + RawBook.MAIN
            + "\"><x:fonts count=\"0\"/><x:fills count=\"1\"><x:fill/></x:fills><x:cellXfs count=\"1\"><x:xf numFmtId=\"10\"/></x:cellXfs></x:styleSheet>";
    Path raw =
        new RawBook()
            .part("xl/styles.xml", styles)
            .coded("<row r=\"3\"><c r=\"B3\" s=\"0\"><v>1</v></c></row>")
            .write(dir.resolve("raw.xlsx"));
    try (XSSFWorkbook book = open(annotate(raw, answer(row(1, "Số liệu", "B3"))))) {
      XSSFCell c = cell(book.getSheet("Số liệu"), "B3");
      assertThat(border(c)).isEqualTo(RED);
      assertThat(c.getCellStyle().getDataFormatString()).isEqualTo("0.00%");
    }
  }

  @Test
  void borders_with_theme_and_indexed_colours_are_nobodys_marks() throws IOException {
    String styles =
        "<styleSheet xmlns=\"{m}\"><borders><border><left style=\"medium\"><color theme=\"1\"/></left>"
            + "<right style=\"medium\"><color indexed=\"64\"/></right><top style=\"medium\"><color"
            + " auto=\"1\"/></top><bottom style=\"medium\"/></border></borders><cellXfs><xf"
            + " borderId=\"0\" applyBorder=\"1\"/></cellXfs></styleSheet>";
    Path raw =
        new RawBook()
            .part("xl/styles.xml", styles)
            .coded("<row r=\"3\"><c r=\"B3\" s=\"0\"><v>1</v></c><c r=\"C3\" s=\"0\"/></row>")
            .write(dir.resolve("raw.xlsx"));
    try (XSSFWorkbook book = open(annotate(raw, answer(row(1, "Số liệu", "B3"))))) {
      XSSFSheet s = book.getSheet("Số liệu");
      assertThat(border(cell(s, "B3"))).isEqualTo(RED);
      assertThat(cell(s, "C3").getCellStyle().getBorderTop()).isEqualTo(BorderStyle.MEDIUM);
    }
  }

  @Test
  void a_sheet_whose_comments_are_damaged_keeps_them_and_gets_only_borders() throws IOException {
    Path first = firstAnswer();
    for (String part : List.of("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml")) {
      Path damaged = dir.resolve("damaged.xlsx");
      try (ZipFile from = new ZipFile(first.toFile());
          ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(damaged))) {
        for (ZipEntry e : Collections.list(from.entries())) {
          to.putNextEntry(new ZipEntry(e.getName()));
          to.write(
              e.getName().equals(part)
                  ? "<broken>".getBytes(StandardCharsets.UTF_8)
                  : from.getInputStream(e).readAllBytes());
          to.closeEntry();
        }
      }
      Path second = annotate(damaged, answer(row(1, "Số liệu", "G14"), row(2, "Nhiệm vụ", "E8")));
      try (ZipFile zip = new ZipFile(second.toFile())) {
        assertThat(text(zip, part)).isEqualTo("<broken>");
        assertThat(text(zip, "xl/worksheets/ket-qua1.xml")).contains("Ô G14:");
        assertThat(zip.getEntry("xl/comments3.xml")).isNotNull();
      }
      assertThat(draft(second)).isEqualTo(draft(first));
    }
  }

  @Test
  void a_strict_workbook_is_answered_in_its_own_dialect() throws IOException {
    Path raw =
        new RawBook()
            .strict()
            .coded("<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>")
            .write(dir.resolve("raw.xlsx"));
    Path answered = annotate(raw, answer(row(1, "Số liệu", "B3")));
    assertThat(draft(answered)).isEqualTo(draft(raw));
    try (ZipFile zip = new ZipFile(answered.toFile())) {
      for (String part : List.of("xl/worksheets/ket-qua1.xml", "xl/comments1.xml")) {
        assertThat(text(zip, part))
            .contains("http://purl.oclc.org/ooxml/spreadsheetml/main")
            .doesNotContain("schemas.openxmlformats.org/spreadsheetml");
      }
    }
  }

  private static String text(ZipFile zip, String part) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(part)).readAllBytes(), StandardCharsets.UTF_8);
  }

  // ---- comments of others, answers of before

  /** A form in which somebody left a comment. */
  private Path commented(String address) throws IOException {
    Path file = dir.resolve("commented.xlsx");
    try (XSSFWorkbook book = open(form());
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet s = book.getSheet("Số liệu");
      ClientAnchor anchor = book.getCreationHelper().createClientAnchor();
      XSSFComment c = s.createDrawingPatriarch().createCellComment(anchor);
      c.setString("Hỏi lại anh Nam");
      c.setAuthor("Lan");
      c.setAddress(new CellAddress(address));
      book.write(out);
    }
    return file;
  }

  @Test
  void comments_of_others_stay_beside_ours() throws IOException {
    try (XSSFWorkbook book = open(annotate(commented("C10"), answer(row(1, "Số liệu", "G9"))))) {
      Map<String, String> all = comments(book.getSheet("Số liệu"));
      assertThat(all).containsOnlyKeys("C10", "G9");
      assertThat(all.get("C10")).isEqualTo("Lan: Hỏi lại anh Nam");
      assertThat(book.getSheet("Số liệu").getVMLDrawing(false)).isNotNull();
    }
  }

  @Test
  void a_cell_with_a_comment_of_others_keeps_it_and_gets_only_the_border() throws IOException {
    try (XSSFWorkbook book = open(annotate(commented("G9"), answer(row(1, "Số liệu", "G9"))))) {
      XSSFSheet s = book.getSheet("Số liệu");
      assertThat(comments(s)).containsExactly(Map.entry("G9", "Lan: Hỏi lại anh Nam"));
      assertThat(border(cell(s, "G9"))).isEqualTo(RED);
    }
  }

  private void isAnsweredAnew(Path returned) throws IOException {
    Path second = annotate(returned, answer(row(1, "Số liệu", "G14")));
    try (XSSFWorkbook book = open(second)) {
      assertThat(book.getNumberOfSheets()).isEqualTo(6);
      assertThat(book.getSheetName(0)).isEqualTo("Kết quả");
      assertThat(book.getSheetAt(0).isSelected()).isTrue();
      XSSFSheet s = book.getSheet("Số liệu");
      assertThat(comments(s)).containsOnlyKeys("G14");
      assertThat(border(cell(s, "G14"))).isEqualTo(RED);
      assertThat(border(cell(s, "G9"))).isEmpty();
      assertThat(cell(s, "G9").getCellStyle().getCoreXf().getBorderId())
          .isEqualTo(cell(s, "G10").getCellStyle().getCoreXf().getBorderId());
      assertThat(comments(book.getSheet("Tổ dân phố"))).isEmpty();
      assertThat(border(cell(book.getSheet("Tổ dân phố"), "C9"))).isEmpty();
      StringBuilder all = new StringBuilder();
      book.getSheetAt(0).forEach(r -> r.forEach(c -> all.append(c).append('|')));
      assertThat(all.toString()).contains("Ô G14:").doesNotContain("Ô G9:");
    }
    assertThat(draft(second)).isEqualTo(draft(returned));
    try (XSSFWorkbook book = open(annotate(returned, answer()))) {
      book.forEach(s -> assertThat(comments((XSSFSheet) s)).isEmpty());
      assertThat(border(cell(book.getSheet("Số liệu"), "G9"))).isEmpty();
    }
  }

  private Path firstAnswer() {
    return annotate(form(), answer(row(1, "Số liệu", "G9"), row(2, "Tổ dân phố", "C9")));
  }

  @Test
  void an_answer_sent_back_is_answered_anew_without_a_trace_of_the_old_one() throws IOException {
    isAnsweredAnew(firstAnswer());
  }

  @Test
  void so_it_is_when_another_library_saved_it_in_between() throws IOException {
    Path returned = dir.resolve("returned.xlsx");
    try (XSSFWorkbook book = open(firstAnswer());
        OutputStream out = Files.newOutputStream(returned)) {
      cell(book.getSheet("Số liệu"), "G9").setCellValue(1234);
      book.write(out);
    }
    isAnsweredAnew(returned);
  }

  @Test
  void so_it_is_when_libreoffice_saved_it_in_between() throws Exception {
    Path first = firstAnswer();
    Path returned = LibreOffice.saveAgain(first, dir);
    try (XSSFWorkbook before = open(first);
        XSSFWorkbook after = open(returned)) {
      assertThat(after.getSheetName(0)).isEqualTo("Kết quả");
      assertThat(comments(after.getSheet("Số liệu"))).containsOnlyKeys("G9");
      assertThat(content(after, false))
          .containsAll(
              content(before, false).stream()
                  .filter(c -> c.contains("STRING") || c.contains("FORMULA"))
                  .filter(c -> !c.contains("FORMULA"))
                  .toList());
      assertThat(after.getSheetAt(0).getHyperlinkList())
          .extracting(l -> l.getType())
          .containsOnly(HyperlinkType.DOCUMENT)
          .hasSize(3);
    }
    isAnsweredAnew(returned);
  }

  @Test
  void so_it_is_when_the_officer_renamed_the_sheet_or_moved_it_and_has_one_of_that_name()
      throws IOException {
    Path returned = dir.resolve("moved.xlsx");
    try (XSSFWorkbook book = open(firstAnswer());
        OutputStream out = Files.newOutputStream(returned)) {
      book.setSheetName(0, "Cũ");
      book.setSheetOrder("Cũ", 5);
      book.createSheet("Kết quả").createRow(0).createCell(0).setCellValue("của tôi");
      book.setPrintArea(0, "$A$1:$C$9");
      book.setPrintArea(5, "$A$1:$B$9");
      book.setSheetHidden(5, true);
      book.write(out);
    }
    Path second = annotate(returned, answer(row(1, "Số liệu", "G14")));
    try (XSSFWorkbook book = open(second)) {
      assertThat(book.getNumberOfSheets()).isEqualTo(7);
      assertThat(book.getSheetName(0)).isEqualTo("Cũ");
      assertThat(book.isSheetHidden(0)).isFalse();
      assertThat(book.getActiveSheetIndex()).isZero();
      assertThat(book.getSheetAt(0).getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("ĐÃ NHẬN 9/13 SỐ LIỆU");
      assertThat(book.getPrintArea(0)).isEqualTo("Cũ!$A$1:$B$9");
      assertThat(book.getPrintArea(1)).isEqualTo("'" + book.getSheetName(1) + "'!$A$1:$C$9");
      assertThat(book.getSheet("Kết quả").getRow(0).getCell(0).getStringCellValue())
          .isEqualTo("của tôi");
      assertThat(comments(book.getSheet("Số liệu"))).containsOnlyKeys("G14");
    }
    assertThat(draft(second)).isEqualTo(draft(returned));
  }

  @Test
  void answers_of_answers_do_not_pile_up() throws Exception {
    // openpyxl writes styles in its own words, so ours are not known again; it keeps what is unused
    Map<Savers, Long> mostBytesARound =
        Map.of(f -> f, 2L, this::savedByPoi, 2L, this::savedByOpenpyxl, 250L);
    for (Map.Entry<Savers, Long> e : mostBytesARound.entrySet()) {
      Path file = form();
      List<Long> sizes = new ArrayList<>();
      List<Integer> parts = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        Path answered = dir.resolve("round-" + round + ".xlsx");
        Workbooks.annotate(
            file, answer(row(1, "Số liệu", "G9"), row(2, "Tổ dân phố", "C9")), answered);
        sizes.add(Files.size(answered));
        try (ZipFile zip = new ZipFile(answered.toFile())) {
          parts.add(zip.size());
        }
        file = e.getKey().save(answered);
      }
      assertThat(parts.get(4)).as("parts %s", parts).isEqualTo(parts.get(2));
      assertThat(sizes.get(4) - sizes.get(2))
          .as("sizes %s", sizes)
          .isLessThanOrEqualTo(2 * e.getValue());
      try (XSSFWorkbook book = open(dir.resolve("round-4.xlsx"))) {
        assertThat(book.getNumberOfSheets()).isEqualTo(6);
        assertThat(comments(book.getSheet("Số liệu"))).containsOnlyKeys("G9");
      }
    }
  }

  private interface Savers {
    Path save(Path answered) throws IOException;
  }

  private Path savedByPoi(Path file) throws IOException {
    Path saved = dir.resolve("poi-" + file.getFileName());
    try (XSSFWorkbook book = open(file);
        OutputStream out = Files.newOutputStream(saved)) {
      book.write(out);
    }
    return saved;
  }

  private Path savedByOpenpyxl(Path file) {
    Path saved = dir.resolve("openpyxl-" + file.getFileName());
    Python.run("openpyxl_save.py", file.toString(), saved.toString());
    return saved;
  }

  @Test
  void so_it_is_when_openpyxl_saved_it_in_between() throws IOException {
    isAnsweredAnew(savedByOpenpyxl(firstAnswer()));
  }

  @Test
  void a_cell_gets_back_the_border_it_had_before() throws IOException {
    Path file = dir.resolve("plain.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFRow r = book.createSheet("S").createRow(0);
      r.createCell(0).setCellValue(1);
      r.createCell(1).setCellValue(2);
      book.write(out);
    }
    Path back = dir.resolve("back.xlsx");
    Workbooks.annotate(annotate(file, answer(row(1, "S", "A1"))), answer(), back);
    try (XSSFWorkbook book = open(back)) {
      assertThat(cell(book.getSheet("S"), "A1").getCellStyle().getBorderTop())
          .isEqualTo(BorderStyle.NONE);
    }
  }

  @Test
  void somebody_elses_sheet_of_that_name_is_left_alone() throws IOException {
    Path file = dir.resolve("own.xlsx");
    try (XSSFWorkbook book = open(form());
        OutputStream out = Files.newOutputStream(file)) {
      book.createSheet("Kết quả").createRow(0).createCell(0).setCellValue("của tôi");
      book.write(out);
    }
    try (XSSFWorkbook book = open(annotate(file, answer()))) {
      assertThat(book.getSheetName(0)).isEqualTo("Kết quả (2)");
      assertThat(book.getSheet("Kết quả").getRow(0).getCell(0).getStringCellValue())
          .isEqualTo("của tôi");
    }
  }

  // ---- what is echoed

  @Test
  void hostile_text_stays_text() throws IOException {
    String hostile = "=cmd|' /C calc'!A0";
    Answer.Row r =
        new Answer.Row(
            1,
            new CellRef("Số liệu", "G9"),
            hostile,
            "<script>alert(1)</script> & \"'",
            "@SUM(1)\u0000\u0007\ud800",
            RawBook.IDENTITY,
            "]]><x/> _x0041_ &amp;",
            Severity.HOLD,
            List.of(),
            List.of());
    Path answered =
        annotate(
            form(),
            new Answer(
                Answer.Tone.NOT,
                hostile,
                List.of(RawBook.IDENTITY, "#item"),
                List.of(r),
                List.of(),
                "",
                List.of(),
                ""));
    try (XSSFWorkbook book = open(answered)) {
      XSSFSheet s = book.getSheetAt(0);
      List<String> texts = new ArrayList<>();
      for (org.apache.poi.ss.usermodel.Row row : s) {
        for (org.apache.poi.ss.usermodel.Cell c : row) {
          assertThat(c.getCellType()).isIn(CellType.STRING, CellType.BLANK);
          texts.add(c.toString());
        }
      }
      assertThat(texts)
          .contains(
              hostile,
              "<script>alert(1)</script> & \"'",
              "@SUM(1)???",
              "Phải sửa: ]]><x/> _x0041_ &amp;");
      assertThat(comments(book.getSheet("Số liệu")).get("G9"))
          .startsWith("Chỉ tiêu: Chỉ tiêu trả lời:\n]]><x/> _x0041_ &amp;");
    }
    assertThat(draft(answered)).isEqualTo(draft(form()));
    try (ZipFile zip = new ZipFile(answered.toFile())) {
      zip.stream()
          .filter(e -> e.getName().endsWith(".rels"))
          .forEach(
              e -> {
                try {
                  assertThat(text(zip, e.getName())).doesNotContain("External");
                } catch (IOException x) {
                  throw new java.io.UncheckedIOException(x);
                }
              });
    }
  }

  @Test
  void sheet_names_with_quotes_and_ampersands_are_linked_and_marked() throws IOException {
    Path file = dir.resolve("odd.xlsx");
    String name = "Tổ 'A' & B";
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFRow r = book.createSheet(name).createRow(0);
      r.createCell(0).setCellValue(1);
      book.write(out);
    }
    try (XSSFWorkbook book = open(annotate(file, answer(row(1, name, "A1"))))) {
      assertThat(border(cell(book.getSheet(name), "A1"))).isEqualTo(RED);
      assertThat(book.getSheetAt(0).getHyperlinkList().getFirst().getLocation())
          .isEqualTo("'Tổ ''A'' & B'!A1");
    }
  }

  @Test
  void a_file_that_is_no_workbook_cannot_be_annotated() throws IOException {
    Path file = Files.writeString(dir.resolve("f.xlsx"), "chữ");
    assertThatThrownBy(() -> annotate(file, answer())).isInstanceOf(IllegalArgumentException.class);
  }
}
