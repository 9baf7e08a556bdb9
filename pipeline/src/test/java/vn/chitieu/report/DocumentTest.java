package vn.chitieu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import vn.chitieu.report.Facts.A;
import vn.chitieu.warehouse.ReportFacts;
import vn.chitieu.workbook.LibreOffice;

/**
 * The form of Decree 30/2020/NĐ-CP, appendix I, looked for in the document itself; lengths in twips
 * (1 mm = 56,7), letters in half points.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentTest {
  private static Report report;
  private static Document document;
  private static Map<String, byte[]> parts;

  @TempDir Path dir;

  private static Facts facts() {
    Facts f = new Facts();
    A late = new A();
    late.status = "at_risk";
    late.required = new BigDecimal("61.3065");
    f.with(late);
    for (String code : List.of("01b", "04a", "07a")) {
      A m = new A();
      m.code = code;
      m.name = "Chỉ tiêu " + code;
      f.with(m);
    }
    A secret = new A();
    secret.code = "14";
    secret.indicator = 14;
    secret.isRestricted = true;
    f.with(secret);
    f.cases.add(
        new ReportFacts.Case(
            "thuy-nguyen/kthtdt/2026-03/1/1",
            "Phòng KTHTĐT",
            "UBND phường",
            "Chậm bàn giao mặt bằng",
            "phê duyệt phương án",
            null,
            8,
            "",
            null,
            Facts.CELL));
    f.sent.add(
        new ReportFacts.Sent(
            "Thống kê",
            "thong-ke",
            "2026-10",
            "Tháng 10/2026",
            Facts.OCTOBER.dueOn(),
            "missing",
            null,
            1,
            0));
    return f;
  }

  @BeforeAll
  static void write() throws IOException {
    report = Report.write(facts().facts(), Template.builtIn());
    parts = Packages.unzip(report.bytes());
    document = Packages.parse(parts.get(Packages.DOCUMENT));
  }

  // ---- finding things

  private static List<Element> all(Node within, String name) {
    List<Element> found = new ArrayList<>();
    var nodes =
        within instanceof Document d
            ? d.getElementsByTagNameNS(Packages.W, name)
            : ((Element) within).getElementsByTagNameNS(Packages.W, name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static String w(Element e, String attribute) {
    return e.getAttributeNS(Packages.W, attribute);
  }

  private static int number(Element e, String attribute) {
    return Integer.parseInt(w(e, attribute));
  }

  private static String text(Element p) {
    StringBuilder s = new StringBuilder();
    all(p, "t").forEach(t -> s.append(t.getTextContent()));
    return s.toString();
  }

  private static Element paragraph(String begin) {
    return all(document, "p").stream()
        .filter(p -> text(p).startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no paragraph begins with " + begin));
  }

  /**
   * How a paragraph looks: its own properties before those of its style, these before the style it
   * is based on, these before the document's.
   */
  private static Map<String, String> look(Element p) {
    Map<String, String> look = new HashMap<>();
    Document styles;
    try {
      styles = Packages.parse(parts.get("word/styles.xml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    all(styles, "rPrDefault").forEach(d -> note(d, look));
    String style = all(p, "pStyle").stream().findFirst().map(s -> w(s, "val")).orElse("Normal");
    List<Element> chain = new ArrayList<>();
    while (!style.isEmpty()) {
      String id = style;
      Element s =
          all(styles, "style").stream()
              .filter(e -> w(e, "styleId").equals(id))
              .findFirst()
              .orElseThrow();
      chain.addFirst(s);
      style = all(s, "basedOn").stream().findFirst().map(b -> w(b, "val")).orElse("");
    }
    chain.forEach(s -> note(s, look));
    note(p, look);
    return look;
  }

  private static void note(Element within, Map<String, String> look) {
    for (String flag : List.of("b", "i", "caps", "keepNext")) {
      all(within, flag).stream().findFirst().ifPresent(e -> look.put(flag, "yes"));
    }
    for (String value : List.of("sz", "jc", "color")) {
      all(within, value).stream()
          .filter(e -> !e.getParentNode().getLocalName().equals("pBdr"))
          .findFirst()
          .ifPresent(e -> look.put(value, w(e, "val")));
    }
    all(within, "rFonts").stream().findFirst().ifPresent(e -> look.put("font", w(e, "ascii")));
    all(within, "spacing").stream()
        .findFirst()
        .ifPresent(
            e -> {
              for (String a : List.of("before", "after", "line")) {
                if (e.hasAttributeNS(Packages.W, a)) {
                  look.put(a, w(e, a));
                }
              }
            });
    all(within, "ind").stream()
        .findFirst()
        .ifPresent(e -> look.put("firstLine", w(e, "firstLine")));
  }

  private static int size(Element p) {
    return Integer.parseInt(look(p).get("sz"));
  }

  private static void isCentredBold(Element p, int smallest, int largest) {
    assertThat(look(p)).as(text(p)).containsEntry("b", "yes").containsEntry("jc", "center");
    assertThat(size(p)).as(text(p)).isBetween(smallest, largest);
  }

  /** The line under a paragraph: how long it is. */
  private static int lineUnder(Element p, int within) {
    Node n = p.getNextSibling();
    Element line = (Element) n;
    assertThat(all(line, "top")).as("a line under “%s”", text(p)).hasSize(1);
    assertThat(w(all(line, "top").getFirst(), "val")).isEqualTo("single");
    Element ind = all(line, "ind").getFirst();
    assertThat(number(ind, "left")).as("centred").isEqualTo(number(ind, "right"));
    return within - number(ind, "left") - number(ind, "right");
  }

  /** How wide words are in Times New Roman, roughly: capitals 0,72 of the size, others 0,45. */
  private static double wide(String words, int halfPoints) {
    double ems = 0;
    for (char c : words.toCharArray()) {
      ems += Character.isUpperCase(c) ? 0.72 : c == ' ' ? 0.25 : 0.46;
    }
    return ems * halfPoints / 2 * 20;
  }

  // ---- the page

  @Test
  void the_page_is_a4_with_the_decrees_margins() {
    for (Element section : all(document, "sectPr")) {
      Element size = all(section, "pgSz").getFirst();
      Element margins = all(section, "pgMar").getFirst();
      boolean isLying = w(size, "orient").equals("landscape");
      assertThat(number(size, isLying ? "h" : "w")).isEqualTo(11906);
      assertThat(number(size, isLying ? "w" : "h")).isEqualTo(16838);
      // a page lying on its side is bound at its upper edge
      assertThat(mm(margins, isLying ? "top" : "left")).isBetween(30.0, 35.0);
      assertThat(mm(margins, isLying ? "bottom" : "right")).isBetween(15.0, 20.0);
      assertThat(mm(margins, isLying ? "right" : "top")).isBetween(20.0, 25.0);
      assertThat(mm(margins, isLying ? "left" : "bottom")).isBetween(20.0, 25.0);
    }
  }

  private static double mm(Element margins, String side) {
    return Math.round(number(margins, side) / 56.6929 * 10) / 10.0;
  }

  @Test
  void letters_are_black_times_new_roman() throws IOException {
    assertThat(look(paragraph("Thực hiện Kế hoạch")))
        .containsEntry("font", "Times New Roman")
        .containsEntry("color", "000000");
    for (String part : List.of(Packages.DOCUMENT, "word/styles.xml")) {
      Document d = Packages.parse(parts.get(part));
      all(d, "rFonts").forEach(f -> assertThat(w(f, "ascii")).isEqualTo("Times New Roman"));
      all(d, "color").forEach(c -> assertThat(w(c, "val")).isEqualTo("000000"));
    }
  }

  @Test
  void the_pages_number_stands_centred_in_the_top_margin_but_not_on_page_one() throws IOException {
    Element first = all(document, "sectPr").getFirst();
    assertThat(all(first, "titlePg")).hasSize(1);
    Map<String, String> headers = new LinkedHashMap<>();
    Document relations = Packages.parse(parts.get("word/_rels/document.xml.rels"));
    for (Element reference : all(first, "headerReference")) {
      String id =
          reference.getAttributeNS(
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
      var nodes = relations.getElementsByTagNameNS("*", "Relationship");
      for (int i = 0; i < nodes.getLength(); i++) {
        Element r = (Element) nodes.item(i);
        if (r.getAttribute("Id").equals(id)) {
          headers.put(w(reference, "type"), "word/" + r.getAttribute("Target"));
        }
      }
    }
    Document numbered = Packages.parse(parts.get(headers.get("default")));
    assertThat(all(numbered, "instrText").getFirst().getTextContent().strip()).isEqualTo("PAGE");
    assertThat(look(all(numbered, "p").getFirst())).containsEntry("jc", "center");
    assertThat(size(all(numbered, "p").getFirst())).isBetween(26, 28);
    assertThat(all(Packages.parse(parts.get(headers.get("first"))), "instrText")).isEmpty();
    assertThat(all(document, "footerReference")).isEmpty();
    Element margins = all(first, "pgMar").getFirst();
    assertThat(number(margins, "header")).isLessThan(number(margins, "top"));
  }

  @Test
  void each_appendix_counts_its_own_pages() {
    List<Element> sections = all(document, "sectPr");
    assertThat(sections).hasSize(3);
    assertThat(sections.subList(1, 3))
        .allSatisfy(s -> assertThat(w(all(s, "pgNumType").getFirst(), "start")).isEqualTo("1"));
  }

  // ---- the head

  @Test
  void country_and_motto_stand_at_the_right_with_a_line_as_long_as_the_motto() {
    Element country = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    isCentredBold(country, 24, 26);
    Element motto = paragraph("Độc lập - Tự do - Hạnh phúc");
    isCentredBold(motto, 26, 28);
    double words = wide("Độc lập - Tự do - Hạnh phúc", 28);
    Element cell = (Element) motto.getParentNode();
    int column = number(all(cell, "tcW").getFirst(), "w");
    assertThat((double) lineUnder(motto, column)).isBetween(0.85 * words, 1.25 * words);
    assertThat((double) column)
        .as("the country on one line")
        .isGreaterThan(wide(text(country), 26) * 0.93);
  }

  @Test
  void the_issuing_body_stands_at_the_left_with_a_line_a_third_to_a_half_of_it() {
    isCentredBold(paragraph("ỦY BAN NHÂN DÂN"), 24, 26);
    Element ward = paragraph("PHƯỜNG THỦY NGUYÊN");
    isCentredBold(ward, 24, 26);
    int column = number(all((Element) ward.getParentNode(), "tcW").getFirst(), "w");
    double words = wide("PHƯỜNG THỦY NGUYÊN", 26);
    assertThat((double) lineUnder(ward, column)).isBetween(words / 3, words / 2);
  }

  @Test
  void number_and_symbol_wait_for_the_clerk_and_the_day_is_written_out() {
    Element number = paragraph("Số:");
    assertThat(text(number)).matches("Số: +/BC-UBND");
    assertThat(size(number)).isEqualTo(26);
    Element day = paragraph("Thủy Nguyên, ngày");
    assertThat(text(day)).isEqualTo("Thủy Nguyên, ngày 17 tháng 10 năm 2026");
    assertThat(look(day)).containsEntry("i", "yes");
    assertThat(size(day)).isBetween(26, 28);
  }

  @Test
  void type_and_subject_stand_centred_bold_with_a_line_below() {
    Element type = paragraph("BÁO CÁO");
    isCentredBold(type, 26, 28);
    Element subject = paragraph("Kết quả thực hiện Kế hoạch");
    isCentredBold(subject, 26, 28);
    int line = lineUnder(subject, 11906 - 1701 - 851);
    // the subject fills the line: its length is that of the text's width
    assertThat((double) line / (11906 - 1701 - 851)).isBetween(1.0 / 3, 0.5);
  }

  @Test
  void made_up_figures_are_called_so_right_under_the_title() {
    assertThat(look(paragraph("(Số liệu minh họa"))).containsEntry("b", "yes");
    Facts real = facts();
    real.isIllustrative = false;
    byte[] bytes = Report.write(real.facts(), Template.builtIn()).bytes();
    assertThat(read(bytes).paragraphs()).noneMatch(p -> p.contains("minh họa"));
  }

  private static Read read(byte[] bytes) {
    try {
      return Read.of(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ---- the body

  @Test
  void the_body_is_set_straight_at_both_sides_with_an_indented_first_line() {
    for (String begin : List.of("Thực hiện Kế hoạch", "a) ", "Trên đây là báo cáo")) {
      Map<String, String> look = look(paragraph(begin));
      assertThat(look).containsEntry("jc", "both");
      assertThat(Integer.parseInt(look.get("sz"))).isBetween(26, 28);
      assertThat(Integer.parseInt(look.get("firstLine"))).isIn(567, 720); // 1 or 1,27 cm
      assertThat(Integer.parseInt(look.get("after"))).isGreaterThanOrEqualTo(120); // 6 pt
      assertThat(Integer.parseInt(look.get("line"))).isBetween(240, 360); // single to 1,5
    }
  }

  @Test
  void parts_and_headings_follow_the_order_of_a_vietnamese_document() {
    List<String> order =
        read(report.bytes()).paragraphs().stream()
            .filter(p -> p.matches("(?s)(I|II|III|IV|V|VI)\\. .*|1\\. .*|[abcdđ]\\) .*"))
            .map(p -> p.replaceAll("[ ].*", ""))
            .toList();
    assertThat(order)
        .containsSubsequence("I.", "1.", "a)", "b)", "c)", "d)", "II.", "III.", "IV.", "V.", "VI.");
    assertThat(look(paragraph("I. KẾT QUẢ"))).containsEntry("b", "yes");
    assertThat(look(paragraph("1. Phát triển")))
        .containsEntry("b", "yes")
        .containsEntry("keepNext", "yes");
    assertThat(text(paragraph("Trên đây là báo cáo"))).endsWith("./.");
  }

  @Test
  void it_is_addressed_signed_and_sent_as_a_report_upward() {
    assertThat(text(paragraph("Kính gửi:")))
        .isEqualTo("Kính gửi: Ủy ban nhân dân thành phố Hải Phòng.");
    isCentredBold(paragraph("TM. ỦY BAN NHÂN DÂN"), 26, 28);
    isCentredBold(paragraph("CHỦ TỊCH"), 26, 28);
    Element receivers = paragraph("Nơi nhận:");
    assertThat(look(receivers)).containsEntry("b", "yes").containsEntry("i", "yes");
    assertThat(size(receivers)).isEqualTo(24);
    List<String> list = new ArrayList<>();
    for (Node n = receivers.getNextSibling(); n instanceof Element p; n = n.getNextSibling()) {
      list.add(text(p));
      assertThat(size(p)).isEqualTo(22);
    }
    assertThat(list).first().isEqualTo("- Như trên;");
    assertThat(list).last().isEqualTo("- Lưu: VT, KTHTĐT.");
  }

  @Test
  void the_head_of_a_table_is_repeated_on_every_page_and_no_row_is_cut() {
    List<Element> tables =
        all(document, "tbl").stream().filter(t -> !all(t, "tblHeader").isEmpty()).toList();
    assertThat(tables).hasSize(2);
    assertThat(all(tables.getFirst(), "tr")).hasSize(1 + 5);
    tables.forEach(t -> all(t, "tr").forEach(r -> assertThat(all(r, "cantSplit")).hasSize(1)));
  }

  @Test
  void no_tag_and_no_mark_is_left() {
    String xml = new String(parts.get(Packages.DOCUMENT), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(xml).doesNotContain("{{", "}}", "[ten]", "\uE000", "\uE001", "\uE002");
  }

  @Test
  void a_template_that_unpacks_to_more_than_any_report_is_not_opened() {
    Map<String, byte[]> bomb = new LinkedHashMap<>(parts);
    bomb.put("word/media/image1.png", new byte[65 << 20]);
    byte[] zip = Packages.zip(bomb);
    assertThat(zip.length).isLessThan(Template.LARGEST);
    assertThat(Template.read(zip))
        .isInstanceOfSatisfying(
            Template.Reading.Broken.class,
            b -> assertThat(b.faults()).singleElement().asString().contains("không mở được"));
  }

  // ---- a copy held against it

  private static Verification held(byte[] copy) throws IOException {
    return Verification.of(copy, report.bytes(), report.figures(), report.figures(), List.of());
  }

  private static byte[] changed(java.util.function.Consumer<List<Element>> ofTheTable)
      throws IOException {
    Map<String, byte[]> copy = new LinkedHashMap<>(parts);
    Document d = Packages.parse(parts.get(Packages.DOCUMENT));
    Element table =
        all(d, "tbl").stream()
            .filter(t -> !all(t, "tblHeader").isEmpty())
            .findFirst()
            .orElseThrow();
    ofTheTable.accept(all(table, "tr"));
    copy.put(Packages.DOCUMENT, Packages.write(d));
    return Packages.zip(copy);
  }

  /** The words of a row's verdict, the last column but one. */
  private static Element verdict(Element row) {
    List<Element> cells = all(row, "tc");
    return all(cells.get(cells.size() - 2), "t").getFirst();
  }

  @Test
  void one_verdict_changed_into_another_that_stands_elsewhere_is_seen() throws IOException {
    assertThat(held(report.bytes()).isWhole()).isTrue();
    Verification v =
        held(
            changed(
                rows -> {
                  assertThat(verdict(rows.get(1)).getTextContent()).isEqualTo("nguy cơ không đạt");
                  assertThat(verdict(rows.get(2)).getTextContent()).isEqualTo("đúng tiến độ");
                  verdict(rows.get(1)).setTextContent("đúng tiến độ");
                }));
    assertThat(v.isWhole()).isFalse();
    assertThat(v.added()).containsExactly("đúng tiến độ");
    assertThat(v.removed()).containsExactly("nguy cơ không đạt");
  }

  @Test
  void two_verdicts_that_changed_places_are_seen() throws IOException {
    Verification v =
        held(
            changed(
                rows -> {
                  verdict(rows.get(1)).setTextContent("đúng tiến độ");
                  verdict(rows.get(2)).setTextContent("nguy cơ không đạt");
                }));
    assertThat(v.isWhole()).isFalse();
  }

  // ---- figures with an id

  @Test
  void every_figure_carries_release_measure_period_and_field_in_a_bookmark() {
    Figure f = report.figures().get("ct_20261018T021000123_01a_202610_luyke");
    assertThat(f).isNotNull();
    assertThat(f.text()).isEqualTo("456,012 tỷ đồng");
    assertThat(f.key()).isEqualTo("01a/2026-10/luy-ke");
    assertThat(f.source()).isEqualTo(Facts.CELL);
    assertThat(report.figures().keySet())
        .allSatisfy(n -> assertThat(n).matches("ct_[A-Za-z0-9_]{1,37}"));
    Map<String, String> there = read(report.bytes()).figures();
    assertThat(there.keySet()).containsExactlyElementsOf(report.figures().keySet());
    report.figures().forEach((name, x) -> assertThat(there).containsEntry(name, x.text()));
  }

  @Test
  void every_measures_figure_has_its_file_sheet_and_cell_in_the_list_of_sources() {
    List<String> paragraphs = read(report.bytes()).paragraphs();
    List<String> sources = paragraphs.subList(paragraphs.indexOf("Mã số liệu"), paragraphs.size());
    assertThat(sources)
        .contains("01a/2026-10", "2026-10_kthtdt.xlsx", "Số liệu", "G9")
        .contains("thuy-nguyen/kthtdt/2026-03/1/1/2026-10", "lần kiến nghị");
  }

  @Test
  void the_same_facts_and_template_give_the_same_bytes_without_a_clock() throws IOException {
    assertThat(Report.write(facts().facts(), Template.builtIn()).bytes()).isEqualTo(report.bytes());
    try (var zip =
        new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(report.bytes()))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertThat(e.getTimeLocal().getYear()).isEqualTo(1980);
      }
    }
    assertThat(new String(parts.get("docProps/core.xml"), java.nio.charset.StandardCharsets.UTF_8))
        .contains("2026-10-18T02:10:00Z</dcterms:created>");
  }

  @Test
  void the_rules_of_that_time_give_the_words_of_that_time() {
    byte[] then =
        new String(Report.rules(), java.nio.charset.StandardCharsets.UTF_8)
            .replace("như sau:", "cụ thể như sau:")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] bytes = Report.write(facts().facts(), Template.builtIn(), then).bytes();
    assertThat(read(bytes).paragraphs()).anyMatch(p -> p.endsWith("cụ thể như sau:"));
    assertThat(Report.write(facts().facts(), Template.builtIn(), Report.rules()).bytes())
        .isEqualTo(report.bytes());
  }

  // ---- another program

  @Test
  void figures_keep_their_id_through_libreoffice_and_the_pages_come_out() throws Exception {
    Path file = Files.write(dir.resolve("bao-cao.docx"), report.bytes());
    Path saved =
        LibreOffice.saveAll(List.of(file), "docx:MS Word 2007 XML", dir).resolve("bao-cao.docx");
    Read there = Read.of(Files.readAllBytes(saved));
    report
        .figures()
        .forEach((name, f) -> assertThat(there.figures()).containsEntry(name, f.text()));
    assertThat(there.paragraphs()).isEqualTo(read(report.bytes()).paragraphs());
    Path pdf = LibreOffice.saveAll(List.of(file), "pdf", dir).resolve("bao-cao.pdf");
    assertThat(pdf).isNotEmptyFile();
  }

  // ---- the office's own template

  private static byte[] templateWith(String from, String to) throws IOException {
    Map<String, byte[]> p = Packages.unzip(Template.builtIn().bytes());
    String xml = new String(p.get(Packages.DOCUMENT), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(xml).contains(from);
    p.put(
        Packages.DOCUMENT, xml.replace(from, to).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Packages.zip(p);
  }

  @Test
  void an_edited_template_is_used() throws IOException {
    Template.Reading own = Template.read(templateWith("CHỦ TỊCH<", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH<"));
    assertThat(own).isInstanceOf(Template.Reading.Usable.class);
    Report r = Report.write(facts().facts(), ((Template.Reading.Usable) own).template());
    assertThat(read(r.bytes()).paragraphs()).contains("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH");
    assertThat(r.figures()).hasSameSizeAs(report.figures());
  }

  @Test
  void a_section_that_the_office_took_out_is_left_out() throws IOException {
    Template.Reading own = Template.read(templateWith("{{mo_dau}}", "Kính trình."));
    Report r = Report.write(facts().facts(), ((Template.Reading.Usable) own).template());
    assertThat(read(r.bytes()).paragraphs()).contains("Kính trình.");
  }

  @Test
  void a_broken_template_is_told_by_place_fault_and_remedy() throws IOException {
    assertThat(faults(templateWith("{{trich_yeu}}", "{{trich_yue}}")))
        .singleElement()
        .asString()
        .startsWith("Thẻ {{trich_yue}} không có trong danh sách thẻ")
        .contains("Sửa lại đúng tên");
    assertThat(faults(templateWith("{{/nguy_co_nhom}}", "")))
        .singleElement()
        .asString()
        .startsWith("Một cặp thẻ lặp chưa khép");
    assertThat(
            faults(
                templateWith(
                    "{{cau}}</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">{{/ket_qua_chung}}",
                    "{{ten}}</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">{{/ket_qua_chung}}")))
        .singleElement()
        .asString()
        .contains("{{ten}}", "đứng ngoài vòng lặp của nó");
    assertThat(faults("đây không phải Word".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .singleElement()
        .asString()
        .startsWith("Tệp không mở được hoặc không điền được như một văn bản Word");
    assertThat(faults(templateWith("[luy_ke]", "[luyke]")))
        .singleElement()
        .asString()
        .contains("[luyke]");
    assertThat(faults(templateWith("{{ky}}", "{{@ky}}")))
        .singleElement()
        .asString()
        .contains("{{@ky}}");
    assertThat(faults(new byte[Template.LARGEST + 1]))
        .singleElement()
        .asString()
        .contains("lớn hơn 8 MB");
    assertThat(faults(templateWithoutTags()))
        .singleElement()
        .asString()
        .contains("không có thẻ nào");
  }

  private static byte[] templateWithoutTags() throws IOException {
    Map<String, byte[]> p = Packages.unzip(Template.builtIn().bytes());
    String xml = new String(p.get(Packages.DOCUMENT), java.nio.charset.StandardCharsets.UTF_8);
    p.put(
        Packages.DOCUMENT,
        xml.replace("{{", "").replace("}}", "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Packages.zip(p);
  }

  private static List<String> faults(byte[] template) {
    Template.Reading r = Template.read(template);
    assertThat(r).isInstanceOf(Template.Reading.Broken.class);
    return ((Template.Reading.Broken) r).faults();
  }
}
