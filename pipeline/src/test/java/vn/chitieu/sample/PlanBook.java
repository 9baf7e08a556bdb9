package vn.chitieu.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import vn.chitieu.sheet.FormIdentity;

/**
 * Writes the ward's plan workbook from the text tables beside it: the first line of a table names
 * its columns ({@code :n} number, {@code :d} date), the second is what people read.
 */
public final class PlanBook {
  static final String LOCALITY = "thuy-nguyen";
  static final int YEAR = 2026;
  static final String CALENDAR = "thang-15-14";

  /** A month can be corrected so many days after it was due; illustrative. */
  private static final int LOCK_DAYS = 45;

  /** Months that are locked at all; the others stay open, so that they can be tried out later. */
  private static final Set<Integer> LOCKED_MONTHS = Set.of(2, 3, 4, 5);

  private static final Map<String, String> SHEETS = new LinkedHashMap<>();

  static {
    SHEETS.put("van-ban", "Văn bản");
    SHEETS.put("don-vi", "Đơn vị");
    SHEETS.put("chi-tieu", "Chỉ tiêu");
    SHEETS.put("giao", "Chỉ tiêu giao");
    SHEETS.put("phan-cong", "Phân công");
    SHEETS.put("ky", "Kỳ báo cáo");
    SHEETS.put("ngay-nghi", "Ngày nghỉ");
    SHEETS.put("nhiem-vu", "Nhiệm vụ");
    SHEETS.put("to-dan-pho", "Tổ dân phố");
    SHEETS.put("nguong", "Ngưỡng");
    SHEETS.put("trang-thai", "Trạng thái");
    SHEETS.put("so-lieu-goc", "Số liệu gốc");
    SHEETS.put("ten-khac", "Tên gọi khác");
    SHEETS.put("luu-y", "Điểm lưu ý");
    SHEETS.put("muc-do", "Mức độ");
    SHEETS.put("mo-lai", "Mở lại kỳ");
    SHEETS.put("dia-gioi", "Địa giới");
    SHEETS.put("yeu-cau-giai-trinh", "Yêu cầu giải trình");
    SHEETS.put("tra-loi", "Trả lời kiến nghị");
    SHEETS.put("ky-duyet", "Ký duyệt");
  }

  private static final Map<String, String[]> LISTS =
      new LinkedHashMap<>(
          Map.of(
              "muc-do/severity",
                  new String[] {"từ chối tệp", "giữ lại dòng", "hỏi lý do", "để biết"},
              "muc-do/stage", new String[] {"áp dụng", "thử"},
              "chi-tieu/kind", new String[] {"cộng dồn", "thời điểm", "tỷ lệ", "cột mốc", "cả năm"},
              "chi-tieu/pace", new String[] {"đều theo tháng", "giữ mức", "cuối năm", "theo ngày"},
              "chi-tieu/by_area", new String[] {"không", "số", "có/không"},
              "chi-tieu/frequency", new String[] {"hằng tháng", "khi có số"},
              "giao/kind",
                  new String[] {"bằng số", "khoảng", "duy trì", "cột mốc", "chờ giao", "thu hồi"},
              "giao/comparator", new String[] {"≥", ">", "=", "≤", "<"},
              "dia-gioi/kind", new String[] {"tổ dân phố", "địa bàn"},
              "phan-cong/role",
                  new String[] {"chủ trì", "đồng chủ trì", "nguồn thứ hai", "phối hợp"}));

  static {
    LISTS.put("ky-duyet/kind", new String[] {"tiếp nhận", "ký"});
  }

  private static final Set<String> YES_NO =
      Set.of(
          "reports",
          "restricted",
          "may_be_negative",
          "may_exceed",
          "ours",
          "authority",
          "collected",
          "percent",
          "illustrative",
          "closed");

  /** A text table: column codes, types, headings, rows. */
  record Table(
      List<String> columns, List<Character> types, List<String> headings, List<List<String>> rows) {
    /** The rows as column → text. */
    List<Map<String, String>> maps() {
      List<Map<String, String>> maps = new ArrayList<>();
      for (List<String> row : rows) {
        Map<String, String> m = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          m.put(columns.get(i), row.get(i));
        }
        maps.add(m);
      }
      return maps;
    }
  }

  /**
   * A change to the plan in the course of the year: one more target.
   *
   * @param quarters what is to be reached by the end of the first three quarters; may be empty
   */
  record LateTarget(
      String measure,
      BigDecimal value,
      List<BigDecimal> quarters,
      LocalDate validFrom,
      LocalDate assessedOn,
      String decision,
      LocalDate decisionOn,
      String issuer,
      String note) {}

  private PlanBook() {}

  static Table table(String name) {
    String resource = "/sample/" + name + ".txt";
    try (InputStream in = PlanBook.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource);
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> !l.isBlank() && !l.startsWith("//"))
              .toList();
      List<String> columns = new ArrayList<>();
      List<Character> types = new ArrayList<>();
      for (String c : lines.getFirst().split("\\|")) {
        String[] codeAndType = c.strip().split(":");
        columns.add(codeAndType[0]);
        types.add(codeAndType.length > 1 ? codeAndType[1].charAt(0) : 't');
      }
      List<List<String>> rows =
          lines.stream().skip(2).map(l -> cells(l, columns.size())).collect(Collectors.toList());
      return new Table(columns, types, cells(lines.get(1), columns.size()), rows);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> cells(String line, int width) {
    List<String> cells = new ArrayList<>();
    for (String c : line.split("\\|", -1)) {
      cells.add(c.strip());
    }
    while (cells.size() < width) {
      cells.add("");
    }
    if (cells.size() > width) {
      throw new IllegalStateException("too many columns: " + line);
    }
    return cells;
  }

  /** Writes the plan as decided at the start of the year, plus targets assigned later. */
  static void write(Path file, List<LateTarget> late) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Styles styles = new Styles(book);
      for (Map.Entry<String, String> sheet : SHEETS.entrySet()) {
        Table table =
            switch (sheet.getKey()) {
              case "ky" -> periods();
              case "giao" -> targets(late);
              case "mo-lai", "yeu-cau-giai-trinh", "tra-loi", "ky-duyet" ->
                  late.isEmpty()
                      ? withoutRows("plan/" + sheet.getKey())
                      : table("plan/" + sheet.getKey());
              default -> table("plan/" + sheet.getKey());
            };
        sheet(book, styles, sheet.getKey(), sheet.getValue(), table);
      }
      book.setActiveSheet(0);
      Deterministic.write(book, file);
    }
  }

  private static Table withoutRows(String name) {
    Table t = table(name);
    return new Table(t.columns(), t.types(), t.headings(), List.of());
  }

  private static Table targets(List<LateTarget> late) {
    Table t = table("plan/giao");
    List<List<String>> rows = new ArrayList<>(t.rows());
    for (LateTarget l : late) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  l.measure(),
                  "bằng số",
                  "≥",
                  "không",
                  l.value().toPlainString(),
                  "",
                  l.validFrom().toString(),
                  l.assessedOn().toString(),
                  l.decision(),
                  l.decisionOn().toString(),
                  l.issuer(),
                  l.note()));
      l.quarters().forEach(q -> row.add(q.toPlainString()));
      while (row.size() < t.columns().size()) {
        row.add("");
      }
      rows.add(row);
    }
    return new Table(t.columns(), t.types(), t.headings(), rows);
  }

  /**
   * The year's periods: months from the 15th of the month before to the 14th, everything longer
   * made of them, the closing period to 31/12. Due two working days after the cut-off, locked 45
   * days later.
   */
  static Table periods() {
    Set<LocalDate> holidays =
        table("plan/ngay-nghi").rows().stream()
            .map(r -> LocalDate.parse(r.getFirst()))
            .collect(Collectors.toSet());
    List<List<String>> rows = new ArrayList<>();
    for (int m = 1; m <= 12; m++) {
      rows.add(
          period(
              String.format("%d-%02d", YEAR, m),
              "tháng",
              "Tháng " + m + "/" + YEAR,
              m,
              m,
              holidays,
              true));
    }
    for (int q = 1; q <= 4; q++) {
      rows.add(
          period(
              YEAR + "-Q" + q,
              "quý",
              "Quý " + "I II III IV".split(" ")[q - 1] + "/" + YEAR,
              3 * q - 2,
              3 * q,
              holidays,
              false));
    }
    rows.add(period(YEAR + "-H1", "nửa năm", "6 tháng đầu năm " + YEAR, 1, 6, holidays, false));
    rows.add(period(YEAR + "-H2", "nửa năm", "6 tháng cuối năm " + YEAR, 7, 12, holidays, false));
    rows.add(period(YEAR + "-9M", "chín tháng", "9 tháng năm " + YEAR, 1, 9, holidays, false));
    rows.add(period(YEAR + "", "năm", "Năm " + YEAR, 1, 12, holidays, false));
    LocalDate end = LocalDate.of(YEAR, 12, 31);
    rows.add(
        List.of(
            YEAR + "-final",
            "chốt năm",
            CALENDAR,
            "Chốt năm " + YEAR,
            LocalDate.of(YEAR - 1, 12, 15).toString(),
            end.toString(),
            workingDaysAfter(end, 10, holidays).toString(),
            "có",
            ""));
    return new Table(
        List.of(
            "code", "kind", "calendar", "label", "start", "end", "due", "collected", "locked_on"),
        List.of('t', 't', 't', 't', 'd', 'd', 'd', 't', 'd'),
        List.of(
            "Mã kỳ",
            "Loại",
            "Lịch",
            "Tên kỳ",
            "Từ ngày",
            "Chốt số liệu",
            "Hạn gửi",
            "Thu biểu",
            "Khóa sau ngày"),
        rows);
  }

  private static List<String> period(
      String code,
      String kind,
      String label,
      int first,
      int last,
      Set<LocalDate> holidays,
      boolean collected) {
    LocalDate start = LocalDate.of(YEAR, first, 15).minusMonths(1);
    LocalDate end = LocalDate.of(YEAR, last, 14);
    return List.of(
        code,
        kind,
        CALENDAR,
        label,
        start.toString(),
        end.toString(),
        workingDaysAfter(end, 2, holidays).toString(),
        collected ? "có" : "không",
        collected && LOCKED_MONTHS.contains(first)
            ? workingDaysAfter(end, 2, holidays).plusDays(LOCK_DAYS).toString()
            : "");
  }

  static LocalDate workingDaysAfter(LocalDate day, int n, Set<LocalDate> holidays) {
    LocalDate d = day;
    for (int left = n; left > 0; ) {
      d = d.plusDays(1);
      boolean works =
          d.getDayOfWeek() != DayOfWeek.SATURDAY
              && d.getDayOfWeek() != DayOfWeek.SUNDAY
              && !holidays.contains(d);
      if (works) {
        left--;
      }
    }
    return d;
  }

  private static void sheet(
      XSSFWorkbook book, Styles styles, String code, String name, Table table) {
    XSSFSheet sheet = book.createSheet(name);
    XSSFRow identity = sheet.createRow(0);
    identity.createCell(0).setCellValue(FormIdentity.plan(code, LOCALITY, YEAR).text());
    identity.setZeroHeight(true);
    XSSFRow title = sheet.createRow(1);
    XSSFCell titleCell = title.createCell(0);
    titleCell.setCellValue(name + " – kế hoạch năm " + YEAR + " phường Thủy Nguyên");
    titleCell.setCellStyle(styles.title);
    XSSFRow heads = sheet.createRow(2);
    XSSFRow codes = sheet.createRow(3); // below the headings: whatever follows it is data
    codes.setZeroHeight(true);
    DataValidationHelper helper = sheet.getDataValidationHelper();
    for (int c = 0; c < table.columns().size(); c++) {
      String column = table.columns().get(c);
      codes.createCell(c).setCellValue("#" + column);
      XSSFCell head = heads.createCell(c);
      head.setCellValue(table.headings().get(c));
      head.setCellStyle(styles.head);
      String[] list =
          YES_NO.contains(column) ? new String[] {"có", "không"} : LISTS.get(code + "/" + column);
      if (list != null) {
        DataValidation v =
            helper.createValidation(
                helper.createExplicitListConstraint(list),
                new CellRangeAddressList(4, 4 + table.rows().size() + 50, c, c));
        v.createErrorBox("Chọn trong danh sách", "Ô này chỉ nhận: " + String.join(", ", list));
        v.setShowErrorBox(true);
        sheet.addValidationData(v);
      }
    }
    int number = 4;
    for (List<String> values : table.rows()) {
      XSSFRow row = sheet.createRow(number++);
      for (int c = 0; c < values.size(); c++) {
        XSSFCell cell = row.createCell(c);
        String value = values.get(c);
        cell.setCellStyle(table.types().get(c) == 'd' ? styles.date : styles.text);
        if (value.isEmpty()) {
          continue;
        }
        switch (table.types().get(c)) {
          case 'n' -> cell.setCellValue(Double.parseDouble(value));
          case 'd' -> cell.setCellValue(LocalDate.parse(value));
          default -> cell.setCellValue(value);
        }
      }
    }
    for (int c = 0; c < table.columns().size(); c++) {
      int widest = table.headings().get(c).length();
      for (List<String> row : table.rows()) {
        widest = Math.max(widest, row.get(c).length());
      }
      sheet.setColumnWidth(c, Math.min(60, Math.max(9, widest + 2)) * 256);
    }
    sheet.createFreezePane(1, 4);
    sheet.getPrintSetup().setLandscape(true);
    sheet.getPrintSetup().setPaperSize((short) 9);
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setFitWidth((short) 1);
    sheet.getPrintSetup().setFitHeight((short) 0);
  }

  private static final class Styles {
    final CellStyle title;
    final CellStyle head;
    final CellStyle text;
    final CellStyle date;

    Styles(XSSFWorkbook book) {
      XSSFFont normal = book.getFontAt(0);
      normal.setFontName("Times New Roman");
      normal.setFontHeightInPoints((short) 12);
      XSSFFont bold = book.createFont();
      bold.setFontName("Times New Roman");
      bold.setFontHeightInPoints((short) 12);
      bold.setBold(true);
      title = book.createCellStyle();
      title.setFont(bold);
      head = bordered(book);
      head.setFont(bold);
      head.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
      head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      text = bordered(book);
      date = bordered(book);
      date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    }

    private static CellStyle bordered(XSSFWorkbook book) {
      CellStyle s = book.createCellStyle();
      s.setWrapText(true);
      s.setVerticalAlignment(VerticalAlignment.TOP);
      s.setBorderTop(BorderStyle.THIN);
      s.setBorderBottom(BorderStyle.THIN);
      s.setBorderLeft(BorderStyle.THIN);
      s.setBorderRight(BorderStyle.THIN);
      return s;
    }
  }

  /** Writes workbooks whose bytes depend on nothing but their content. */
  static final class Deterministic {
    private Deterministic() {}

    static void write(XSSFWorkbook book, Path file) throws IOException {
      java.util.Date epoch = new java.util.Date(1_767_225_600_000L);
      var core = book.getProperties().getCoreProperties();
      core.setCreated(java.util.Optional.of(epoch));
      core.setModified(java.util.Optional.of(epoch));
      core.setCreator("chitieu");
      java.io.ByteArrayOutputStream raw = new java.io.ByteArrayOutputStream();
      book.write(raw);
      repack(raw.toByteArray(), file);
    }

    /** The same entries in the same order, all with one time. */
    static void repack(byte[] zip, Path file) throws IOException {
      Files.createDirectories(file.getParent());
      try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip));
          OutputStream os = Files.newOutputStream(file);
          var out = new java.util.zip.ZipOutputStream(os)) {
        for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
          var copy = new java.util.zip.ZipEntry(e.getName());
          copy.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
          out.putNextEntry(copy);
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
  }
}
