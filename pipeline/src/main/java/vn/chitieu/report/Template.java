package vn.chitieu.report;

import com.deepoove.poi.XWPFTemplate;
import com.deepoove.poi.config.Configure;
import com.deepoove.poi.config.GramerSymbol;
import com.deepoove.poi.exception.RenderException;
import com.deepoove.poi.exception.ResolverException;
import com.deepoove.poi.plugin.table.LoopRowTableRenderPolicy;
import com.deepoove.poi.template.ElementTemplate;
import com.deepoove.poi.template.IterableTemplate;
import com.deepoove.poi.template.MetaTemplate;
import com.deepoove.poi.template.run.RunTemplate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;

/**
 * The document a report is written into: ours, or the office's own made of it in Word. Tags stand
 * in double braces; what they mean is told in the office's guide.
 */
public final class Template {
  /** Sections, each an introduction and groups of points: the tag's beginning. */
  static final List<String> SECTIONS =
      List.of("ket_qua", "nguy_co", "nhiem_vu", "kien_nghi", "nop_bao_cao", "phuong_huong");

  /** Tags that are words. */
  private static final Set<String> WORDS =
      new TreeSet<>(
          List.of(
              "dia_ban_hoa",
              "dia_ban",
              "thanh_pho",
              "noi_va_ngay",
              "ngay_thang_nam",
              "ky",
              "so_lieu_den",
              "ban_cong_bo",
              "trich_yeu",
              "mo_dau"));

  /** Tags that are repeated, and the words within. */
  private static final Map<String, Set<String>> LOOPS = new LinkedHashMap<>();

  /** Tables: the row with the tag is followed by the one that is repeated. */
  static final Map<String, Set<String>> TABLES =
      Map.of(
          "bang_chi_tieu",
          new TreeSet<>(
              List.of(
                  "ma",
                  "ten",
                  "dvt",
                  "giao",
                  "ky_nay",
                  "luy_ke",
                  "ty_le",
                  "nhip",
                  "cung_ky",
                  "tang_giam",
                  "trang_thai",
                  "chu_tri")),
          "bang_nguon",
          new TreeSet<>(List.of("ma_so_lieu", "so_lieu", "tep", "trang", "o")));

  static {
    LOOPS.put("minh_hoa", Set.of("dong_minh_hoa"));
    for (String s : SECTIONS) {
      LOOPS.put(s + "_chung", Set.of("cau"));
      LOOPS.put(s + "_nhom", Set.of("so", "ten", "diem"));
    }
    LOOPS.put("diem", Set.of("chu", "cau"));
  }

  private final byte[] bytes;

  private Template(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The one that comes with the program. */
  public static Template builtIn() {
    return new Template(BuiltInTemplate.bytes());
  }

  /** What was made of a file. */
  public sealed interface Reading {
    record Usable(Template template) implements Reading {}

    /** Why it cannot be used: what is wrong and what to do, a sentence each. */
    record Broken(List<String> faults) implements Reading {
      public Broken {
        faults = List.copyOf(faults);
      }
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** No template is larger: pictures of a stamp or a coat of arms included. */
  public static final int LARGEST = 8 << 20;

  private static final String NO_WORD =
      "Tệp không mở được hoặc không điền được như một văn bản Word (.docx). Mở bằng Word, chọn Lưu"
          + " thành (Save As), kiểu “Word Document (*.docx)”, rồi chép lại.";

  /** Looks at the bytes of a template, and says all that is wrong with it. */
  public static Reading read(byte[] bytes) {
    Template t = new Template(bytes);
    List<String> faults = new ArrayList<>();
    if (bytes.length > LARGEST) {
      return new Reading.Broken(
          List.of(
              "Tệp lớn hơn "
                  + (LARGEST >> 20)
                  + " MB nên không đọc. Bỏ bớt ảnh trong mẫu, hoặc nén ảnh bằng Word (Compress"
                  + " Pictures), rồi lưu lại."));
    }
    try {
      // opened under our ceiling first: what a small zip holds may fill the memory
      Packages.unzip(bytes);
    } catch (IOException e) {
      return new Reading.Broken(List.of(NO_WORD));
    }
    try (XWPFTemplate compiled = t.compile()) {
      check(compiled.getElementTemplates(), Set.of(), faults);
      if (faults.isEmpty() && compiled.getElementTemplates().isEmpty()) {
        faults.add(
            "Mẫu không có thẻ nào trong ngoặc {{ }}, báo cáo sẽ không có số liệu. Lấy lại mẫu của"
                + " hệ thống: đổi tên tệp này, đêm sau có mẫu mới.");
      }
      checkRows(bytes, faults);
      if (faults.isEmpty()) {
        t.fill(trial());
      }
    } catch (ResolverException | RenderException e) {
      faults.add(
          "Một cặp thẻ lặp chưa khép: mỗi thẻ {{?tên}} phải có đúng một thẻ {{/tên}} ở sau, cùng"
              + " trong phần thân hay cùng trong một ô. Ví dụ: {{?ket_qua_nhom}} … {{/ket_qua_nhom}}."
              + " Chỗ hệ thống dừng: "
              + e.getMessage());
    } catch (IOException | RuntimeException e) {
      faults.add(NO_WORD);
    }
    if (faults.isEmpty()) {
      return new Reading.Usable(t);
    }
    return new Reading.Broken(faults.stream().distinct().toList());
  }

  private static void check(List<MetaTemplate> found, Set<String> within, List<String> faults) {
    for (MetaTemplate m : found) {
      if (m instanceof IterableTemplate i) {
        String name = i.getStartMark().getTagName();
        if (!LOOPS.containsKey(name) || (name.equals("diem") && !within.contains("diem"))) {
          faults.add(unknown(i.getStartMark().getSource()));
        } else {
          check(i.getTemplates(), LOOPS.get(name), faults);
        }
      } else if (!(m instanceof RunTemplate r)
          || r.getSign() != GramerSymbol.TEXT.getSymbol()
          || !(WORDS.contains(r.getTagName())
              || within.contains(r.getTagName())
              || TABLES.containsKey(r.getTagName()))) {
        faults.add(unknown(m instanceof ElementTemplate e ? e.getSource() : m.variable()));
      }
    }
  }

  /** The words in square brackets of a table with facts. */
  private static void checkRows(byte[] bytes, List<String> faults) throws IOException {
    Document document = Packages.parse(Packages.unzip(bytes).get(Packages.DOCUMENT));
    var tables = document.getElementsByTagNameNS(Packages.W, "tbl");
    for (int i = 0; i < tables.getLength(); i++) {
      String words = tables.item(i).getTextContent();
      TABLES.forEach(
          (table, known) -> {
            if (words.contains("{{" + table + "}}")) {
              Matcher m = IN_ROW.matcher(words);
              while (m.find()) {
                if (!known.contains(m.group(1))) {
                  faults.add(unknown(m.group()));
                }
              }
            }
          });
    }
  }

  private static final Pattern IN_ROW = Pattern.compile("\\[([^\\[\\]]*)]");

  /** Something for every tag, to see whether the template takes it. */
  private static Map<String, Object> trial() {
    Map<String, Object> model = new LinkedHashMap<>();
    WORDS.forEach(w -> model.put(w, w));
    LOOPS.forEach(
        (loop, words) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          words.forEach(w -> one.put(w, w));
          if (words.contains("diem")) {
            one.put("diem", List.of(Map.of("chu", "a", "cau", "cau")));
          }
          model.put(loop, List.of(one));
        });
    TABLES.forEach(
        (table, words) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          words.forEach(w -> row.put(w, w));
          model.put(table, List.of(row));
        });
    return model;
  }

  private static String unknown(String source) {
    return "Thẻ "
        + source
        + " không có trong danh sách thẻ, hoặc đứng ngoài vòng lặp của nó. Sửa lại đúng tên, hoặc"
        + " xóa thẻ; danh sách thẻ ở mục “Mẫu báo cáo” của hướng dẫn văn phòng. Ví dụ: {{trich_yeu}}.";
  }

  XWPFTemplate compile() throws IOException {
    LoopRowTableRenderPolicy rows = new LoopRowTableRenderPolicy();
    var configure = Configure.builder();
    TABLES.keySet().forEach(table -> configure.bind(table, rows));
    return XWPFTemplate.compile(new ByteArrayInputStream(bytes), configure.build());
  }

  /** The document with the words in it, as poi-tl leaves it. */
  byte[] fill(Map<String, Object> model) {
    try (XWPFTemplate filled = compile().render(model)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      filled.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
