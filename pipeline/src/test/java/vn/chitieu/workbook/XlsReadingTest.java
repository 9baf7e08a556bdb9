package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;

/** Excel 97–2003: the same words as from an {@code .xlsx} with the same cells. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class XlsReadingTest {
  @TempDir Path dir;

  private Reading read(HSSFWorkbook book) throws IOException {
    Path file = dir.resolve("f.xls");
    try (OutputStream out = Files.newOutputStream(file)) {
      book.write(out);
    }
    return Workbooks.read(file);
  }

  private static Draft draft(Reading r) {
    assertThat(r).isInstanceOf(Reading.Form.class);
    return ((Reading.Form) r).draft();
  }

  private static Finding finding(Reading r) {
    assertThat(r).isInstanceOf(Reading.NotRead.class);
    return ((Reading.NotRead) r).finding();
  }

  private static HSSFWorkbook coded() {
    HSSFWorkbook book = new HSSFWorkbook();
    Sheet s = book.createSheet("Số liệu");
    s.createRow(0).createCell(0).setCellValue(RawBook.IDENTITY);
    Row codes = s.createRow(1);
    codes.createCell(0).setCellValue("#item");
    codes.createCell(1).setCellValue("#value");
    return book;
  }

  /** The value cell of row 3, after {@code fill} has filled it. */
  private DraftCell value(Consumer<Cell> fill) throws IOException {
    try (HSSFWorkbook book = coded()) {
      fill.accept(book.getSheetAt(0).createRow(2).createCell(1));
      Draft.Table t = draft(read(book)).tables().getFirst();
      return t.rows().getFirst().cells().get("value");
    }
  }

  @Test
  void a_text_of_an_xls_brings_its_old_font_along() throws IOException {
    for (int others : new int[] {0, 1, 7}) { // record 4 of the fonts is left out in every file
      DraftCell cell =
          value(
              c -> {
                for (int i = 0; i < others; i++) {
                  c.getSheet().getWorkbook().createFont().setFontName("Arial " + i);
                }
                org.apache.poi.ss.usermodel.Font font = c.getSheet().getWorkbook().createFont();
                font.setFontName(".VnTime");
                CellStyle style = c.getSheet().getWorkbook().createCellStyle();
                style.setFont(font);
                c.setCellStyle(style);
                c.setCellValue("Tæ");
              });
      assertThat(cell.legacyFont()).isEqualTo(".VnTime");
    }
    assertThat(value(c -> c.setCellValue("Tæ")).legacyFont()).isEmpty();
  }

  @Test
  void a_form_saved_as_xls_says_the_same_as_the_form() throws IOException {
    for (Path xlsx : FastReaderTest.sample().subList(0, 12)) {
      Draft expected = withoutFormulas(draft(Workbooks.read(xlsx)));
      try (Workbook from = new XSSFWorkbook(Files.newInputStream(xlsx));
          HSSFWorkbook to = new HSSFWorkbook()) {
        copy(from, to);
        assertThat(draft(read(to))).as(xlsx.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_form_saved_as_xls_by_libreoffice_says_the_same_as_the_form() throws Exception {
    List<Path> forms = FastReaderTest.sample().subList(0, 12);
    Path saved = LibreOffice.saveAll(forms, "xls:MS Excel 97", dir);
    for (Path form : forms) {
      String name = form.getFileName().toString().replace(".xlsx", ".xls");
      assertThat(Oracles.ours(draft(Workbooks.read(saved.resolve(name))), 0))
          .as(name)
          .isEqualTo(Oracles.ours(draft(Workbooks.read(form)), 0));
    }
  }

  private static Draft withoutFormulas(Draft d) {
    return new Draft(
        d.tables().stream()
            .map(
                t ->
                    new Draft.Table(
                        t.sheetName(),
                        t.identity(),
                        t.columns(),
                        t.rows().stream().map(XlsReadingTest::withoutFormulas).toList()))
            .toList());
  }

  private static Draft.Row withoutFormulas(Draft.Row r) {
    Map<String, DraftCell> cells = new HashMap<>(r.cells());
    cells.replaceAll(
        (code, c) -> new DraftCell(c.at(), c.kind(), c.raw(), c.numberFormat(), false));
    return new Draft.Row(r.number(), cells);
  }

  /** Copies values, formulas' results and number formats. */
  private static void copy(Workbook from, HSSFWorkbook to) {
    Map<String, CellStyle> styles = new HashMap<>();
    for (Sheet s : from) {
      Sheet t = to.createSheet(s.getSheetName());
      for (Row r : s) {
        Row u = t.createRow(r.getRowNum());
        for (Cell c : r) {
          Cell d = u.createCell(c.getColumnIndex());
          d.setCellStyle(
              styles.computeIfAbsent(
                  c.getCellStyle().getDataFormatString(),
                  f -> {
                    CellStyle style = to.createCellStyle();
                    style.setDataFormat(to.createDataFormat().getFormat(f));
                    return style;
                  }));
          CellType type =
              c.getCellType() == CellType.FORMULA
                  ? c.getCachedFormulaResultType()
                  : c.getCellType();
          switch (type) {
            case NUMERIC -> d.setCellValue(c.getNumericCellValue());
            case STRING -> d.setCellValue(c.getStringCellValue());
            case BOOLEAN -> d.setCellValue(c.getBooleanCellValue());
            default -> {
              // blank
            }
          }
        }
      }
    }
  }

  @Test
  void numbers_texts_days_truths_and_errors_keep_their_kind() throws IOException {
    assertThat(value(c -> c.setCellValue(0.1 + 0.2)))
        .returns(Kind.NUMBER, DraftCell::kind)
        .returns("0.3", DraftCell::raw);
    assertThat(value(c -> c.setCellValue(1234567)).raw()).isEqualTo("1234567");
    assertThat(value(c -> c.setCellValue("nghe\u0323\u0302o")).raw()).isEqualTo("nghệo");
    assertThat(value(c -> c.setCellValue(true)).kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(
            value(
                c -> {
                  CellStyle day = c.getSheet().getWorkbook().createCellStyle();
                  day.setDataFormat(
                      c.getSheet().getWorkbook().createDataFormat().getFormat("dd/mm/yyyy"));
                  c.setCellValue(LocalDate.of(2026, 11, 14));
                  c.setCellStyle(day);
                }))
        .returns(Kind.DATE, DraftCell::kind)
        .returns("2026-11-14", DraftCell::raw);
    for (FormulaError e : List.of(FormulaError.REF, FormulaError.DIV0, FormulaError.NA)) {
      assertThat(value(c -> c.setCellErrorValue(e.getCode())))
          .returns(Kind.ERROR, DraftCell::kind)
          .returns(e.getString(), DraftCell::raw);
    }
  }

  @Test
  void a_formula_gives_its_stored_result_and_one_never_calculated_gives_none() throws IOException {
    assertThat(value(c -> c.setCellFormula("1+1")))
        .returns(Kind.UNCALCULATED, DraftCell::kind)
        .returns("", DraftCell::raw);
    for (String[] f :
        new String[][] {
          {"1+1", "NUMBER", "2"},
          {"\"a\"&\"b\"", "TEXT", "ab"},
          {"1=1", "BOOLEAN", "true"},
          {"1/0", "ERROR", "#DIV/0!"}
        }) {
      DraftCell c =
          value(
              cell -> {
                cell.setCellFormula(f[0]);
                cell.getSheet()
                    .getWorkbook()
                    .getCreationHelper()
                    .createFormulaEvaluator()
                    .evaluateFormulaCell(cell);
              });
      assertThat(c.kind() + " " + c.raw()).isEqualTo(f[1] + " " + f[2]);
      assertThat(c.isFormula()).isTrue();
    }
  }

  @Test
  void sheets_without_codes_and_columns_without_codes_are_left_out() throws IOException {
    try (HSSFWorkbook book = coded()) {
      Row r = book.getSheetAt(0).createRow(99);
      r.createCell(1).setCellValue(7);
      r.createCell(2).setCellValue(8);
      book.createSheet("khác").createRow(0).createCell(0).setCellValue("#item");
      Draft d = draft(read(book));
      assertThat(d.tables()).hasSize(1);
      assertThat(d.withoutIdentity()).containsExactly("khác");
      assertThat(d.tables().getFirst().rows()).hasSize(1);
      assertThat(d.tables().getFirst().rows().getFirst().number()).isEqualTo(100);
      assertThat(d.tables().getFirst().rows().getFirst().cells()).containsOnlyKeys("value");
    }
  }

  @Test
  void a_password_is_said_to_be_one() throws IOException {
    Biff8EncryptionKey.setCurrentUserPassword("mật khẩu");
    try (HSSFWorkbook book = coded()) {
      Path file = dir.resolve("p.xls");
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
      Biff8EncryptionKey.setCurrentUserPassword(null);
      assertThat(finding(Workbooks.read(file)))
          .isEqualTo(new Finding.EncryptedWorkbook(Place.FILE));
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
  }

  @Test
  void ceilings_hold_and_name_themselves() throws IOException {
    Path file = dir.resolve("big.xls");
    byte[] big = new byte[(5 << 20) + 1];
    try (HSSFWorkbook book = coded();
        OutputStream out = Files.newOutputStream(file)) {
      book.write(out);
    }
    byte[] whole = Files.readAllBytes(file);
    System.arraycopy(whole, 0, big, 0, whole.length);
    Files.write(file, big);
    assertThat(finding(Workbooks.read(file)))
        .isEqualTo(new Finding.CeilingExceeded(Place.FILE, "tệp .xls nặng 5 MB", "5 MB"));
    try (HSSFWorkbook book = coded()) {
      book.getSheetAt(0).createRow(2).createCell(1).setCellValue("a".repeat(32_767));
      assertThat(read(book)).isInstanceOf(Reading.Form.class);
    }
  }

  /** Damage of every kind ends in a draft or a finding, and never takes long. */
  @Test
  void damage_never_ends_in_an_exception() throws IOException {
    Path file = dir.resolve("d.xls");
    byte[] whole;
    try (HSSFWorkbook book = coded()) {
      for (int i = 2; i < 60; i++) {
        Row r = book.getSheetAt(0).createRow(i);
        r.createCell(0).setCellValue("mã " + i);
        r.createCell(1).setCellValue(i * 1.5);
        r.createCell(2).setCellFormula("B" + (i + 1) + "*2");
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
      whole = Files.readAllBytes(file);
    }
    int refused = 0;
    Random random = new Random(20261114);
    for (int n = 0; n < 1_500; n++) {
      byte[] b = whole.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt(256);
      }
      if (n % 5 == 0) {
        b = Arrays.copyOf(b, random.nextInt(8, b.length));
      }
      Files.write(file, b);
      refused += Workbooks.read(file) instanceof Reading.NotRead ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void no_class_of_poi_is_loaded_for_an_xlsx() throws Exception {
    Path xlsx = new RawBook().coded("").write(dir.resolve("f.xlsx"));
    try (HSSFWorkbook book = coded()) {
      read(book);
    }
    assertThat(loadedFor(xlsx)).noneMatch(c -> c.contains("org.apache.poi"));
    assertThat(loadedFor(dir.resolve("f.xls"))).anyMatch(c -> c.contains("org.apache.poi"));
  }

  /** Reads and answers one file; a class of its own, lest the test's classes are loaded, too. */
  static final class OneFile {
    public static void main(String[] files) {
      if (!(Workbooks.read(Path.of(files[0])) instanceof Reading.Form)) {
        System.exit(1);
      }
      Workbooks.annotate(
          Path.of(files[0]),
          new Answer(Answer.Tone.OK, "", List.of(), List.of(), List.of(), "", List.of(), ""),
          Path.of(files[0] + ".answer"));
    }
  }

  private List<String> loadedFor(Path file) throws Exception {
    Path log = dir.resolve("classes.txt");
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                OneFile.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(p.waitFor()).isZero();
    return Files.readAllLines(log);
  }
}
