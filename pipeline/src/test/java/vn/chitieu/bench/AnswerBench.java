package vn.chitieu.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.Python;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.workbook.Answer;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * How fast an answer is written, file in to file out, beside openpyxl and POI's user model: the
 * same files, the same cells marked and commented, the same table on a first sheet; one thread,
 * warm, rounds in turn.
 */
public final class AnswerBench {
  private static final int FAULTS = 3;

  /** Ours is so short that one run over the files would measure what else the machine does. */
  private static final int TIMES = 10;

  /** What one file is answered. */
  private record Job(Path file, Answer answer, List<List<String>> table) {}

  /**
   * Median seconds of a round over all files.
   *
   * @param files how many files a round has
   */
  public record Result(int files, double ours, double poi, double openpyxl) {}

  private AnswerBench() {}

  /** Arguments: a folder of workbooks, and how many rounds (5). */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Result r = run(Path.of(args[0]), rounds);
    System.out.printf(
        Locale.ROOT,
        "%d files; ms a file: ours %.2f, POI %.2f, openpyxl %.2f; ours is %.1f times POI, %.1f times"
            + " openpyxl%n",
        r.files(),
        r.ours() * 1000 / r.files(),
        r.poi() * 1000 / r.files(),
        r.openpyxl() * 1000 / r.files(),
        r.poi() / r.ours(),
        r.openpyxl() / r.ours());
  }

  /** Runs all three in turn. */
  public static Result run(Path folder, int rounds) throws IOException {
    List<Job> jobs = jobs(folder);
    Path out = Files.createTempDirectory("answer-bench");
    Path plan = out.resolve("jobs.json");
    JsonMapper.shared().writeValue(plan.toFile(), jobs.stream().map(AnswerBench::toJson).toList());
    Process peer =
        new ProcessBuilder(
                Python.command("openpyxl_annotate.py", plan.toString(), folder(out, "openpyxl")))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double[] ours = new double[rounds];
    double[] poi = new double[rounds];
    double[] openpyxl = new double[rounds];
    Path oursTo = Path.of(folder(out, "ours"));
    Path poiTo = Path.of(folder(out, "poi"));
    try (Writer ask = peer.outputWriter();
        BufferedReader said = peer.inputReader()) {
      for (int i = -1; i < rounds; i++) {
        ask.write("once\n");
        ask.flush();
        double seconds = Double.parseDouble(said.readLine());
        // both of ours run more than once a round before it counts, for the JVM to warm up
        for (int warm = 0; i < 0 && warm < 4; warm++) {
          poi(jobs, poiTo);
          for (int n = 0; n < 8; n++) {
            ours(jobs, oursTo);
          }
        }
        System.gc();
        double a = poi(jobs, poiTo);
        System.gc();
        double b = 0;
        for (int n = 0; n < TIMES; n++) {
          b += ours(jobs, oursTo) / TIMES;
        }
        if (i >= 0) {
          openpyxl[i] = seconds;
          poi[i] = a;
          ours[i] = b;
        }
      }
    } finally {
      peer.destroy();
    }
    return new Result(jobs.size(), median(ours), median(poi), median(openpyxl));
  }

  private static String folder(Path out, String name) throws IOException {
    return Files.createDirectories(out.resolve(name)).toString();
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<Job> jobs(Path folder) throws IOException {
    List<Job> jobs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".xlsx")).sorted().toList()) {
        if (Workbooks.read(f) instanceof Reading.Form(Draft draft) && !draft.tables().isEmpty()) {
          jobs.add(job(f, draft));
        }
      }
    }
    return jobs;
  }

  /** The first figures of the file are found faulty, all are recorded. */
  private static Job job(Path file, Draft draft) {
    List<Answer.Row> rows = new ArrayList<>();
    List<Answer.Recorded> recorded = new ArrayList<>();
    for (Draft.Table t : draft.tables()) {
      for (Draft.Row r : t.rows()) {
        DraftCell value = r.cells().get("value");
        if (value == null) {
          continue;
        }
        CellRef at = value.at();
        if (rows.size() < FAULTS) {
          rows.add(
              new Answer.Row(
                  rows.size() + 1,
                  at,
                  value.raw(),
                  "một số",
                  "Gõ lại, không dùng dấu chấm: 1234 nếu là một nghìn hai trăm ba mươi tư.",
                  "1234",
                  "Ô "
                      + at.address()
                      + " (Thu ngân sách nhà nước trên địa bàn, tỷ đồng): đang ghi “"
                      + value.raw()
                      + "” dạng chữ, có thể là 1234 hoặc 1,234.",
                  Severity.HOLD,
                  List.of(),
                  List.of()));
        }
        recorded.add(
            new Answer.Recorded(r.text("item"), r.text("name"), value.raw(), "tỷ đồng", at));
      }
    }
    Answer answer =
        new Answer(
            Answer.Tone.PARTLY,
            "ĐÃ NHẬN 9/13 SỐ LIỆU – còn 4 ô cần sửa, chậm nhất ngày 17/11/2026",
            List.of("Phường Thủy Nguyên", "Kỳ báo cáo tháng 11/2026", "Tệp nhận ngày 16/11/2026"),
            rows,
            recorded,
            "So với lần 1",
            List.of("Thu ngân sách: 45,2 → 45,25"),
            "Hỏi thêm: bộ phận tổng hợp.");
    return new Job(file, answer, table(answer));
  }

  /** The texts of the sheet {@code Kết quả}, row by row. */
  private static List<List<String>> table(Answer a) {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of(a.band()));
    a.head().forEach(h -> all.add(List.of(h)));
    all.add(List.of("STT", "Ô", "Đang ghi", "Cần ghi", "Cách sửa", "Ví dụ"));
    for (Answer.Row r : a.rows()) {
      String at = r.at() == null ? "" : r.at().address();
      all.add(List.of(Integer.toString(r.number()), at, r.message(), "", "", ""));
      all.add(List.of("", "", r.found(), r.expected(), r.remedy(), r.example()));
    }
    all.add(List.of("Mã", "Ô", "Chỉ tiêu", "", "Đã ghi nhận", "Đơn vị"));
    for (Answer.Recorded r : a.recorded()) {
      String at = r.at() == null ? "" : r.at().address();
      all.add(List.of(r.code(), at, r.label(), "", r.text(), r.unit()));
    }
    a.changes().forEach(c -> all.add(List.of(c)));
    all.add(List.of(a.contact()));
    return all;
  }

  private static Map<String, String> links(Job job) {
    Map<String, String> links = new LinkedHashMap<>();
    int row = 1 + job.answer().head().size() + 2;
    for (Answer.Row r : job.answer().rows()) {
      CellRef at = r.at();
      if (at != null) {
        links.put("B" + row, "'" + at.sheet() + "'!" + at.address());
      }
      row += 2;
    }
    row++;
    for (Answer.Recorded r : job.answer().recorded()) {
      CellRef at = r.at();
      if (at != null) {
        links.put("B" + row, "'" + at.sheet() + "'!" + at.address());
      }
      row++;
    }
    return links;
  }

  private record Marked(CellRef at, String text) {}

  private static List<Marked> marks(Job job) {
    List<Marked> all = new ArrayList<>();
    for (Answer.Row r : job.answer().rows()) {
      CellRef at = r.at();
      if (at != null) {
        all.add(
            new Marked(
                at,
                "Chỉ tiêu trả lời:\n"
                    + r.message()
                    + "\n"
                    + r.remedy()
                    + "\nVí dụ: "
                    + r.example()));
      }
    }
    return all;
  }

  private static Map<String, Object> toJson(Job job) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("file", job.file().toAbsolutePath().toString());
    m.put("table", job.table());
    m.put("widths", Map.of("A", 5, "B", 11, "C", 15, "D", 15, "E", 26, "F", 14));
    m.put("links", links(job));
    m.put(
        "marks",
        marks(job).stream()
            .map(k -> Map.of("sheet", k.at().sheet(), "cell", k.at().address(), "text", k.text()))
            .toList());
    return m;
  }

  private static double ours(List<Job> jobs, Path out) {
    long began = System.nanoTime();
    for (Job j : jobs) {
      Workbooks.annotate(j.file(), j.answer(), out.resolve(j.file().getFileName()));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static double poi(List<Job> jobs, Path out) throws IOException {
    long began = System.nanoTime();
    for (Job j : jobs) {
      poi(j, out.resolve(j.file().getFileName()));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static void poi(Job job, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(job.file());
        XSSFWorkbook book = new XSSFWorkbook(in);
        OutputStream out = Files.newOutputStream(to)) {
      XSSFSheet s = book.createSheet("Kết quả");
      book.setSheetOrder("Kết quả", 0);
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        book.getSheetAt(i).setSelected(i == 0);
      }
      book.setActiveSheet(0);
      int[] widths = {5, 11, 15, 15, 26, 14};
      for (int c = 0; c < widths.length; c++) {
        s.setColumnWidth(c, widths[c] * 256);
      }
      XSSFCellStyle plain = look(book, false);
      XSSFCellStyle bold = look(book, true);
      for (int r = 0; r < job.table().size(); r++) {
        XSSFRow row = s.createRow(r);
        List<String> texts = job.table().get(r);
        for (int c = 0; c < texts.size(); c++) {
          XSSFCell cell = row.createCell(c);
          cell.setCellValue(texts.get(c));
          cell.setCellStyle(c == 0 ? bold : plain);
        }
      }
      links(job)
          .forEach(
              (at, location) -> {
                XSSFHyperlink link =
                    book.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
                link.setAddress(location);
                CellReference ref = new CellReference(at);
                s.getRow(ref.getRow()).getCell(ref.getCol()).setHyperlink(link);
              });
      for (Marked m : marks(job)) {
        mark(book, m);
      }
      book.write(out);
    }
  }

  private static XSSFCellStyle look(XSSFWorkbook book, boolean isBold) {
    XSSFFont font = book.createFont();
    font.setFontName("Times New Roman");
    font.setFontHeightInPoints((short) 12);
    font.setBold(isBold);
    XSSFCellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setWrapText(true);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    style.setBorderTop(BorderStyle.THIN);
    style.setBorderBottom(BorderStyle.THIN);
    style.setBorderLeft(BorderStyle.THIN);
    style.setBorderRight(BorderStyle.THIN);
    if (isBold) {
      ground(style);
    }
    return style;
  }

  private static void ground(XSSFCellStyle style) {
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    style.setFillForegroundColor(
        new XSSFColor(new byte[] {(byte) 0xFB, (byte) 0xE4, (byte) 0xE4}, null));
  }

  private static void mark(XSSFWorkbook book, Marked m) {
    XSSFSheet s = book.getSheet(m.at().sheet());
    CellAddress at = new CellAddress(m.at().address());
    XSSFCell cell = s.getRow(at.getRow()).getCell(at.getColumn());
    XSSFCellStyle style = book.createCellStyle();
    style.cloneStyleFrom(cell.getCellStyle());
    style.setBorderTop(BorderStyle.MEDIUM);
    style.setBorderBottom(BorderStyle.MEDIUM);
    style.setBorderLeft(BorderStyle.MEDIUM);
    style.setBorderRight(BorderStyle.MEDIUM);
    ground(style);
    cell.setCellStyle(style);
    ClientAnchor anchor = book.getCreationHelper().createClientAnchor();
    anchor.setCol1(at.getColumn() + 1);
    anchor.setCol2(at.getColumn() + 4);
    anchor.setRow1(at.getRow());
    anchor.setRow2(at.getRow() + 6);
    XSSFComment c = s.createDrawingPatriarch().createCellComment(anchor);
    c.setAuthor("Chỉ tiêu");
    c.setString(m.text());
    c.setAddress(at);
  }
}
