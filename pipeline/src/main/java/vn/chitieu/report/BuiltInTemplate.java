package vn.chitieu.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template that comes with the program: a document in the form of Decree 30/2020/NĐ-CP,
 * appendix I, layout 1.4 (a report). Lengths are in twips (1/20 pt; 1 mm = 56,7), sizes of letters
 * in half points. Whoever wants another wording changes the copy on the desk, in Word.
 */
final class BuiltInTemplate {
  // A4; margins: top and bottom 20 mm, left 30 mm, right 15 mm (20-25, 30-35, 15-20 are allowed)
  private static final int WIDTH = 11906;
  private static final int HEIGHT = 16838;
  private static final int LEFT = 1701;
  private static final int RIGHT = 851;
  private static final int TOP = 1134;
  private static final int TEXT = WIDTH - LEFT - RIGHT;

  /** Of an appendix lying on its side the head of the page is the left margin's side. */
  private static final int LYING = HEIGHT - 2 * TOP;

  private static final int ISSUER = 3700;

  private BuiltInTemplate() {}

  static byte[] bytes() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    put(parts, "[Content_Types].xml", CONTENT_TYPES);
    put(parts, "_rels/.rels", RELS);
    put(parts, "docProps/app.xml", APP);
    put(parts, "docProps/core.xml", CORE);
    put(parts, "word/_rels/document.xml.rels", DOCUMENT_RELS);
    put(parts, "word/document.xml", XML + document());
    put(parts, "word/header1.xml", XML + header(true));
    put(parts, "word/header2.xml", XML + header(false));
    put(parts, "word/settings.xml", SETTINGS);
    put(parts, "word/styles.xml", STYLES);
    return Packages.zip(parts);
  }

  private static void put(Map<String, byte[]> parts, String name, String xml) {
    parts.put(name, xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String document() {
    StringBuilder s = new StringBuilder();
    s.append("<w:document ").append(NS).append("><w:body>");
    head(s);
    body(s);
    signature(s);
    s.append(paragraph("", "<w:pPr>" + section(false, true, false) + "</w:pPr>"));
    measures(s);
    s.append(paragraph("", "<w:pPr>" + section(true, true, true) + "</w:pPr>"));
    sources(s);
    s.append(section(false, true, true));
    return s.append("</w:body></w:document>").toString();
  }

  // ---- who writes, to whom, about what

  private static void head(StringBuilder s) {
    s.append(table(TEXT, ISSUER, TEXT - ISSUER));
    s.append("<w:tr>");
    s.append(
        cell(
            ISSUER,
            centred("ỦY BAN NHÂN DÂN", 26, "<w:b/>"),
            centred("{{dia_ban_hoa}}", 26, "<w:b/>"),
            line(ISSUER, 1300)));
    s.append(
        cell(
            TEXT - ISSUER,
            centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "<w:b/>"),
            centred("Độc lập - Tự do - Hạnh phúc", 28, "<w:b/>"),
            line(TEXT - ISSUER, 3500)));
    s.append("</w:tr><w:tr>");
    s.append(cell(ISSUER, centred("Số:           /BC-UBND", 26, "")));
    s.append(cell(TEXT - ISSUER, centred("{{noi_va_ngay}}", 28, "<w:i/>")));
    s.append("</w:tr></w:tbl>");
    s.append(styled("TenLoai", "BÁO CÁO"));
    s.append(styled("TrichYeu", "{{trich_yeu}}"));
    s.append(line(TEXT, 3200));
    s.append(block("?minh_hoa"));
    s.append(styled("MinhHoa", "({{dong_minh_hoa}})"));
    s.append(block("/minh_hoa"));
    s.append(styled("KinhGui", "Kính gửi: Ủy ban nhân dân {{thanh_pho}}."));
  }

  // ---- what is reported

  private static void body(StringBuilder s) {
    s.append(text("{{mo_dau}}"));
    part(s, "I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", "ket_qua");
    part(s, "II. CHỈ TIÊU CHƯA BẢO ĐẢM TIẾN ĐỘ VÀ NGUYÊN NHÂN", "nguy_co");
    part(s, "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "nhiem_vu");
    part(s, "IV. KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ", "kien_nghi");
    part(s, "V. CHẤP HÀNH CHẾ ĐỘ BÁO CÁO", "nop_bao_cao");
    part(s, "VI. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI", "phuong_huong");
    s.append(
        text(
            "Số liệu chi tiết của các chỉ tiêu ở Phụ lục I; tệp, trang, ô của từng số liệu ở Phụ"
                + " lục II (bản công bố {{ban_cong_bo}}, số liệu nhận đến hết ngày"
                + " {{so_lieu_den}})."));
    s.append(
        text(
            "Trên đây là báo cáo kết quả {{ky}} của Ủy ban nhân dân {{dia_ban}}, kính báo cáo Ủy"
                + " ban nhân dân {{thanh_pho}}./."));
  }

  private static void part(StringBuilder s, String title, String name) {
    s.append(styled("Phan", title));
    s.append(block("?" + name + "_chung"));
    s.append(text("{{cau}}"));
    s.append(block("/" + name + "_chung"));
    s.append(block("?" + name + "_nhom"));
    s.append(styled("Muc", "{{so}}. {{ten}}"));
    s.append(block("?diem"));
    s.append(text("{{chu}}) {{cau}}"));
    s.append(block("/diem"));
    s.append(block("/" + name + "_nhom"));
  }

  // ---- who gets it, who signs

  private static void signature(StringBuilder s) {
    int receivers = TEXT / 2;
    s.append(table(TEXT, receivers, TEXT - receivers));
    s.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    s.append(
        cell(
            receivers,
            run2("Nơi nhận:", 24, "<w:b/><w:i/>"),
            run2("- Như trên;", 22, ""),
            run2("- TT. Đảng ủy, TT. HĐND {{dia_ban}};", 22, ""),
            run2("- CT, các PCT UBND {{dia_ban}};", 22, ""),
            run2("- Các phòng ban, cơ quan, đơn vị;", 22, ""),
            run2("- Lưu: VT, KTHTĐT.", 22, "")));
    s.append(
        cell(
            TEXT - receivers,
            centred("TM. ỦY BAN NHÂN DÂN", 28, "<w:b/>"),
            centred("CHỦ TỊCH", 28, "<w:b/>"),
            centred("", 28, ""),
            centred("", 28, ""),
            centred("", 28, ""),
            centred("", 28, ""),
            centred("", 28, "<w:b/>")));
    s.append("</w:tr></w:tbl>");
  }

  // ---- appendices

  private static void measures(StringBuilder s) {
    appendix(s, LYING, "Phụ lục I", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU {{ky}}");
    int[] widths = {600, 2780, 2050, 1450, 1550, 800, 800, 1500, 800, 1150, 0};
    widths[10] = LYING - java.util.Arrays.stream(widths).sum();
    grid(
        s,
        LYING,
        widths,
        "bang_chi_tieu",
        List.of(
            "Mã",
            "Chỉ tiêu",
            "Chỉ tiêu giao",
            "Kỳ này",
            "Lũy kế",
            "% chỉ tiêu",
            "Nhịp cần có",
            "Cùng kỳ năm trước",
            "Tăng, giảm",
            "Đánh giá",
            "Chủ trì"),
        List.of(
            "[ma]",
            "[ten]",
            "[giao]",
            "[ky_nay]",
            "[luy_ke]",
            "[ty_le]",
            "[nhip]",
            "[cung_ky]",
            "[tang_giam]",
            "[trang_thai]",
            "[chu_tri]"),
        List.of("[ky_nay]", "[luy_ke]", "[ty_le]", "[nhip]", "[cung_ky]", "[tang_giam]"));
  }

  private static void sources(StringBuilder s) {
    appendix(s, TEXT, "Phụ lục II", "NGUỒN SỐ LIỆU");
    s.append(
        text(
            "Mỗi số liệu trong báo cáo có mã gồm: bản công bố {{ban_cong_bo}}, chỉ tiêu (hoặc nhiệm"
                + " vụ, vướng mắc), kỳ, tên số liệu. Mã nằm ngay ở số liệu dưới dạng dấu trang"
                + " (bookmark). Mức giao, tiến độ cần có và cùng kỳ năm trước lấy từ sổ kế hoạch; số đếm được tính"
                + " từ chính các số liệu của báo cáo. Lũy kế cộng từ các tháng đã báo cáo, ô ghi dưới"
                + " đây là ô của kỳ mới nhất."));
    int[] widths = {2200, 2700, 2250, 1054, 1150};
    grid(
        s,
        TEXT,
        widths,
        "bang_nguon",
        List.of("Mã số liệu", "Tên số liệu", "Tệp", "Trang", "Ô"),
        List.of("[ma_so_lieu]", "[so_lieu]", "[tep]", "[trang]", "[o]"),
        List.of());
  }

  private static void appendix(StringBuilder s, int width, String no, String title) {
    s.append(styled("PhuLuc", no));
    s.append(styled("TenPhuLuc", title));
    s.append(
        styled(
            "KemTheo",
            "(Kèm theo Báo cáo số          /BC-UBND {{ngay_thang_nam}} của Ủy ban nhân dân"
                + " {{dia_ban}})"));
    s.append(line(width, 2400));
  }

  /**
   * A table with a head that is repeated on every page and a row that is repeated for every fact.
   */
  private static void grid(
      StringBuilder s,
      int width,
      int[] widths,
      String tag,
      List<String> heads,
      List<String> cells,
      List<String> numbers) {
    s.append("<w:tbl><w:tblPr><w:tblW w:w=\"").append(width).append("\" w:type=\"dxa\"/>");
    s.append("<w:tblBorders>");
    for (String side : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
      s.append("<w:").append(side);
      s.append(" w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    }
    s.append("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    s.append("<w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/>");
    s.append("</w:tblCellMar></w:tblPr><w:tblGrid>");
    for (int w : widths) {
      s.append("<w:gridCol w:w=\"").append(w).append("\"/>");
    }
    s.append("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (int i = 0; i < widths.length; i++) {
      String words = (i == 0 ? "{{" + tag + "}}" : "") + heads.get(i);
      s.append(cell(widths[i], styled("BangDau", words)));
    }
    s.append("</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (int i = 0; i < widths.length; i++) {
      s.append(
          cell(
              widths[i], styled(numbers.contains(cells.get(i)) ? "BangSo" : "Bang", cells.get(i))));
    }
    s.append("</w:tr></w:tbl>");
  }

  // ---- pieces

  private static String block(String tag) {
    return paragraph(run("{{" + tag + "}}", ""), "");
  }

  private static String text(String words) {
    return paragraph(run(words, ""), "");
  }

  private static String styled(String style, String words) {
    return paragraph(run(words, ""), "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>");
  }

  private static String centred(String words, int size, String look) {
    return paragraph(
        run(words, look + size(size)),
        "<w:pPr><w:pStyle w:val=\"Khung\"/><w:jc w:val=\"center\"/></w:pPr>");
  }

  private static String run2(String words, int size, String look) {
    return paragraph(run(words, look + size(size)), "<w:pPr><w:pStyle w:val=\"Khung\"/></w:pPr>");
  }

  private static String size(int halfPoints) {
    return "<w:sz w:val=\"" + halfPoints + "\"/><w:szCs w:val=\"" + halfPoints + "\"/>";
  }

  /** A line of a length, centred in what is so wide: the upper border of an empty paragraph. */
  private static String line(int within, int length) {
    int side = (within - length) / 2;
    return paragraph(
        "",
        "<w:pPr><w:pStyle w:val=\"Khung\"/><w:pBdr><w:top w:val=\"single\" w:sz=\"6\""
            + " w:space=\"1\" w:color=\"000000\"/></w:pBdr><w:spacing w:before=\"80\""
            + " w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/><w:ind w:left=\""
            + side
            + "\" w:right=\""
            + side
            + "\" w:firstLine=\"0\"/></w:pPr>");
  }

  private static String paragraph(String runs, String properties) {
    return "<w:p>" + properties + runs + "</w:p>";
  }

  private static String run(String words, String look) {
    return "<w:r>"
        + (look.isEmpty() ? "" : "<w:rPr>" + look + "</w:rPr>")
        + "<w:t xml:space=\"preserve\">"
        + words
        + "</w:t></w:r>";
  }

  private static String table(int width, int first, int second) {
    return "<w:tbl><w:tblPr><w:tblW w:w=\""
        + width
        + "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\""
        + " w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
        + "<w:tblGrid><w:gridCol w:w=\""
        + first
        + "\"/><w:gridCol w:w=\""
        + second
        + "\"/></w:tblGrid>";
  }

  private static String cell(int width, String... paragraphs) {
    return "<w:tc><w:tcPr><w:tcW w:w=\""
        + width
        + "\" w:type=\"dxa\"/></w:tcPr>"
        + String.join("", paragraphs)
        + "</w:tc>";
  }

  /**
   * The end of a section.
   *
   * @param restarts whether its pages count from 1, as those of an appendix do
   */
  private static String section(boolean isLying, boolean hasTitle, boolean restarts) {
    return "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:headerReference"
        + " w:type=\"first\" r:id=\"rId4\"/><w:type w:val=\"nextPage\"/><w:pgSz w:w=\""
        + (isLying ? HEIGHT : WIDTH)
        + "\" w:h=\""
        + (isLying ? WIDTH : HEIGHT)
        + "\""
        + (isLying ? " w:orient=\"landscape\"" : "")
        + "/><w:pgMar w:top=\""
        + (isLying ? LEFT : TOP)
        + "\" w:right=\""
        + (isLying ? TOP : RIGHT)
        + "\" w:bottom=\""
        + (isLying ? RIGHT : TOP)
        + "\" w:left=\""
        + (isLying ? TOP : LEFT)
        + "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
        + (restarts ? "<w:pgNumType w:start=\"1\"/>" : "")
        + (hasTitle ? "<w:titlePg/>" : "")
        + "</w:sectPr>";
  }

  /** The page's number, centred in the top margin; nothing on the first page. */
  private static String header(boolean hasNumber) {
    String number =
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText"
            + " xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar"
            + " w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar"
            + " w:fldCharType=\"end\"/></w:r>";
    return "<w:hdr "
        + NS
        + "><w:p><w:pPr><w:pStyle w:val=\"SoTrang\"/></w:pPr>"
        + (hasNumber ? number : "")
        + "</w:p></w:hdr>";
  }

  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private static final String NS =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

  private static final String CONTENT_TYPES =
      XML
          + """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>
          """
              .strip();

  private static final String RELS =
      XML
          + """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>
          """
              .strip();

  private static final String DOCUMENT_RELS =
      XML
          + """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header2.xml"/></Relationships>
          """
              .strip();

  private static final String APP =
      XML
          + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>chitieu</Application></Properties>";

  private static final String CORE =
      XML
          + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>Mẫu báo cáo</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>";

  private static final String SETTINGS =
      XML
          + "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"vi-VN\"/></w:settings>";

  private static final String STYLES =
      XML
          + "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          + "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\""
          + " w:eastAsia=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
          + "<w:color w:val=\"000000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang"
          + " w:val=\"vi-VN\" w:eastAsia=\"vi-VN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
          + "<w:pPrDefault/></w:docDefaults>"
          // body: both sides straight, first line 1,27 cm, 6 pt after, a little over single spacing
          + style(
              "Normal",
              "Normal",
              "",
              "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>"
                  + "<w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/>",
              "")
          + style(
              "Khung",
              "Khung",
              "Normal",
              "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>"
                  + "<w:ind w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
              "")
          + style(
              "TenLoai",
              "Tên loại",
              "Khung",
              "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"0\"/><w:jc w:val=\"center\"/>",
              "<w:b/><w:bCs/>")
          + style("TrichYeu", "Trích yếu", "Khung", "<w:jc w:val=\"center\"/>", "<w:b/><w:bCs/>")
          + style(
              "MinhHoa",
              "Số liệu minh họa",
              "Khung",
              "<w:spacing w:before=\"60\" w:after=\"60\"/><w:jc w:val=\"center\"/>",
              "<w:b/><w:bCs/><w:i/><w:iCs/>")
          + style(
              "KinhGui",
              "Kính gửi",
              "Khung",
              "<w:spacing w:before=\"120\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
              "")
          + style(
              "Phan",
              "Phần",
              "Normal",
              "<w:keepNext/><w:outlineLvl w:val=\"0\"/>",
              "<w:b/><w:bCs/>")
          + style(
              "Muc", "Mục", "Normal", "<w:keepNext/><w:outlineLvl w:val=\"1\"/>", "<w:b/><w:bCs/>")
          + style(
              "PhuLuc",
              "Phụ lục",
              "Khung",
              "<w:keepNext/><w:jc w:val=\"center\"/>",
              "<w:b/><w:bCs/>")
          + style(
              "TenPhuLuc",
              "Tên phụ lục",
              "Khung",
              "<w:keepNext/><w:jc w:val=\"center\"/>",
              "<w:b/><w:bCs/><w:caps/>")
          + style("KemTheo", "Kèm theo", "Khung", "<w:jc w:val=\"center\"/>", "<w:i/><w:iCs/>")
          + style(
              "BangDau",
              "Đầu bảng",
              "Khung",
              "<w:jc w:val=\"center\"/>",
              "<w:b/><w:bCs/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>")
          + style("Bang", "Bảng", "Khung", "", "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>")
          + style("BangSo", "Bảng số", "Bang", "<w:jc w:val=\"right\"/>", "")
          + style(
              "SoTrang",
              "Số trang",
              "Khung",
              "<w:jc w:val=\"center\"/>",
              "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
          + "</w:styles>";

  private static String style(
      String id, String name, String basedOn, String paragraph, String look) {
    return "<w:style w:type=\"paragraph\""
        + (basedOn.isEmpty() ? " w:default=\"1\"" : " w:customStyle=\"1\"")
        + " w:styleId=\""
        + id
        + "\"><w:name w:val=\""
        + name
        + "\"/>"
        + (basedOn.isEmpty() ? "" : "<w:basedOn w:val=\"" + basedOn + "\"/>")
        + "<w:qFormat/><w:pPr>"
        + paragraph
        + "</w:pPr><w:rPr>"
        + look
        + "</w:rPr></w:style>";
  }
}
