package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Finding.BrokenWorkbook;
import vn.chitieu.finding.Finding.CeilingExceeded;
import vn.chitieu.finding.Finding.EncryptedWorkbook;
import vn.chitieu.finding.Finding.NotAWorkbook;
import vn.chitieu.finding.Finding.OtherExcelFormat;
import vn.chitieu.finding.Place;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadingTest {
  @TempDir Path dir;

  // ---- helpers

  private Path file(byte[] content) throws IOException {
    return Files.write(dir.resolve("f.xlsx"), content);
  }

  private Finding notRead(Path file) {
    Reading r = Workbooks.read(file);
    assertThat(r).isInstanceOf(Reading.NotRead.class);
    return ((Reading.NotRead) r).finding();
  }

  private Finding notRead(RawBook book) {
    return notRead(book.write(dir.resolve("f.xlsx")));
  }

  private static Draft draft(Path file) {
    Reading r = Workbooks.read(file);
    assertThat(r).isInstanceOf(Reading.Form.class);
    return ((Reading.Form) r).draft();
  }

  private Draft draft(RawBook book) {
    return draft(book.write(dir.resolve("f.xlsx")));
  }

  /** The one value cell of a coded sheet whose row 3 holds it. */
  private DraftCell value(RawBook book, String cell) {
    book.coded("<row r=\"3\">" + cell + "</row>");
    return draft(book).find("so-lieu").orElseThrow().rows().getFirst().cells().get("value");
  }

  private DraftCell value(String cell) {
    return value(new RawBook(), cell);
  }

  // ---- fonts from before Unicode

  @Test
  void a_text_brings_its_font_along_when_it_is_one_from_before_Unicode() {
    RawBook book =
        new RawBook()
            .styles(
                "",
                "<font><name val=\"Arial\"/></font><font><sz val=\"12\"/><name val=\".VnTimeH\"/>"
                    + "</font><font><name val=\"VNI-Times\"/></font>",
                "<xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/><xf fontId=\"9\"/><xf/>")
            .coded(
                Stream.of("0", "1", "2", "3", "4")
                    .map(
                        s ->
                            "<row r=\"%d\"><c r=\"B%<d\" s=\"%s\" t=\"inlineStr\"><is><t>Tæ</t></is></c></row>"
                                .formatted(3 + Integer.parseInt(s), s))
                    .collect(java.util.stream.Collectors.joining()));
    Path file = book.write(dir.resolve("f.xlsx"));
    assertThat(draft(file).tables().getFirst().rows())
        .extracting(r -> r.find("value").orElseThrow().legacyFont())
        .containsExactly("", ".VnTimeH", "VNI-Times", "", "");
    assertThat(Workbooks.read(file, Ceilings.STANDARD, false))
        .isEqualTo(new Reading.Form(draft(file)));
  }

  // ---- what is no workbook

  @Test
  void an_empty_file_is_no_workbook() throws IOException {
    assertThat(notRead(file(new byte[0]))).isEqualTo(new Finding.EmptyFile(Place.FILE));
  }

  static Stream<Arguments> foreign() {
    return Stream.of(
        arguments("%PDF-1.7 x", new Finding.PdfSent(Place.FILE)),
        arguments("GIF89a", new Finding.PictureSent(Place.FILE)),
        arguments("Rar!xxxx", new Finding.ArchiveSent(Place.FILE, "tệp nén")),
        arguments("PK\u0005\u0006xxxx", new Finding.ArchiveSent(Place.FILE, "tệp nén ZIP rỗng")),
        arguments("<html><table>", new Finding.WebPageSent(Place.FILE)),
        arguments("\uFEFF<!DOCTYPE HTML><a>", new Finding.WebPageSent(Place.FILE)),
        arguments("Mã;Chỉ tiêu;Kỳ này", new Finding.TextSent(Place.FILE)),
        arguments(
            "Lan,lan,may-1,17.11.2026 08:00,file:///home/lan;",
            new Finding.LockFileSent(Place.FILE)),
        arguments("<?xml version=\"1.0\"?><a/>", new NotAWorkbook(Place.FILE, "tệp XML")),
        arguments("x\u0000\u0001", new NotAWorkbook(Place.FILE, "tệp không rõ loại")));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void what_a_foreign_file_is_tells_its_bytes_not_its_name(String content, Finding expected)
      throws IOException {
    assertThat(notRead(file(content.getBytes(StandardCharsets.UTF_8)))).isEqualTo(expected);
  }

  @Test
  void a_photo_is_no_workbook() throws IOException {
    assertThat(
            notRead(file(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16})))
        .isEqualTo(new Finding.PictureSent(Place.FILE));
  }

  @Test
  void a_file_of_zeros_was_copied_halfway() throws IOException {
    assertThat(notRead(file(new byte[5000]))).isEqualTo(new Finding.HalfCopied(Place.FILE));
  }

  @ParameterizedTest
  @CsvSource({"Lan, true", "Nguyễn Văn Đông, true", "a, false"})
  void the_file_that_excel_puts_beside_an_open_one_is_known_by_its_165_bytes(
      String user, boolean isWhole) throws IOException {
    byte[] owner = new byte[165];
    Arrays.fill(owner, (byte) ' ');
    byte[] name = user.getBytes(StandardCharsets.ISO_8859_1);
    owner[0] = (byte) name.length;
    System.arraycopy(name, 0, owner, 1, name.length);
    owner[55] = (byte) user.length();
    owner[56] = 0;
    byte[] wide = user.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(wide, 0, owner, 57, wide.length);
    Finding found = notRead(file(isWhole ? owner : Arrays.copyOf(owner, 164)));
    assertThat(found.equals(new Finding.LockFileSent(Place.FILE))).isEqualTo(isWhole);
  }

  @Test
  void a_workbook_with_a_password_is_said_to_have_one() throws Exception {
    Path file = dir.resolve("f.xlsx");
    try (POIFSFileSystem fs = new POIFSFileSystem();
        XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("a");
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("mật khẩu");
      try (OutputStream out = encryptor.getDataStream(fs)) {
        book.write(out);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        fs.writeFilesystem(out);
      }
    }
    assertThat(notRead(file)).isEqualTo(new EncryptedWorkbook(Place.FILE));
  }

  @Test
  void an_old_word_document_is_no_workbook() throws IOException {
    Path file = dir.resolve("f.xlsx");
    try (POIFSFileSystem fs = new POIFSFileSystem();
        OutputStream out = Files.newOutputStream(file)) {
      fs.createDocument(new java.io.ByteArrayInputStream(new byte[5000]), "WordDocument");
      fs.writeFilesystem(out);
    }
    assertThat(notRead(file)).isEqualTo(new Finding.DocumentSent(Place.FILE, "tài liệu Word"));
  }

  @Test
  void a_package_without_content_types_is_broken_and_other_zips_are_archives() {
    assertThat(notRead(new RawBook().without("[Content_Types].xml")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "thiếu thành phần [Content_Types].xml"));
    assertThat(notRead(new RawBook().without("[Content_Types].xml").without("xl/workbook.xml")))
        .isEqualTo(new Finding.ArchiveSent(Place.FILE, "tệp nén ZIP"));
  }

  @Test
  void a_zipped_workbook_is_told_apart_from_other_zips() {
    assertThat(
            notRead(
                new RawBook()
                    .without("[Content_Types].xml")
                    .without("xl/workbook.xml")
                    .bytes("2026-11_kthtdt.xlsx", new byte[] {1})))
        .isEqualTo(new Finding.ArchiveSent(Place.FILE, "tệp nén ZIP chứa tệp Excel bên trong"));
  }

  @Test
  void a_libreoffice_workbook_is_another_format() {
    assertThat(
            notRead(
                new RawBook()
                    .without("[Content_Types].xml")
                    .part("mimetype", "application/vnd.oasis.opendocument.spreadsheet")))
        .isEqualTo(new Finding.OpenDocumentSent(Place.FILE));
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main, .xlsb (Excel nhị phân)",
  })
  void a_binary_workbook_is_another_format(String type, String what) {
    assertThat(notRead(new RawBook().contentType(type)))
        .isEqualTo(new OtherExcelFormat(Place.FILE, what));
  }

  @Test
  void a_word_document_is_no_workbook() {
    assertThat(
            notRead(
                new RawBook()
                    .contentType(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")))
        .isEqualTo(new Finding.DocumentSent(Place.FILE, "tài liệu Word"));
  }

  @Test
  void a_workbook_with_macros_is_read_without_them() {
    RawBook book =
        new RawBook().contentType("application/vnd.ms-excel.sheet.macroEnabled.main+xml");
    assertThat(value(book, "<c r=\"B3\"><v>5</v></c>").raw()).isEqualTo("5");
  }

  // ---- what is broken

  @Test
  void a_workbook_cut_short_was_copied_halfway_wherever_it_was_cut() throws IOException {
    byte[] whole = Files.readAllBytes(new RawBook().coded("").write(dir.resolve("w.xlsx")));
    for (int length = 4; length < whole.length; length += 97) {
      assertThat(notRead(file(Arrays.copyOf(whole, length))))
          .as("first %d of %d bytes", length, whole.length)
          .isEqualTo(new Finding.HalfCopied(Place.FILE));
    }
  }

  @Test
  void one_flipped_bit_never_changes_a_figure_silently() throws IOException {
    Path good =
        new RawBook()
            .coded("<row r=\"3\"><c r=\"B3\"><v>1234</v></c></row>")
            .write(dir.resolve("w.xlsx"));
    Draft expected = draft(good);
    byte[] whole = Files.readAllBytes(good);
    int caught = 0;
    for (int i = 0; i < whole.length; i += 3) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      Reading r = Workbooks.read(file(changed));
      if (r instanceof Reading.Form form) {
        assertThat(form.draft().tables()).as("byte %d", i).isIn(expected.tables(), List.of());
      } else {
        caught++;
      }
    }
    assertThat(caught).isGreaterThan(whole.length / 6);
  }

  @Test
  void a_doctype_anywhere_breaks_the_workbook() {
    for (String part :
        List.of(
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "[Content_Types].xml")) {
      assertThat(
              notRead(
                  new RawBook()
                      .part(
                          part,
                          "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>")))
          .isEqualTo(new BrokenWorkbook(Place.FILE, part + " có khai báo DOCTYPE"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<worksheet><sheetData>",
        "",
        "no markup",
        "<worksheet xmlns=\"{m}\"><sheetData><row r=\"1\"><c r=\"A1\"></row></sheetData></worksheet>",
        "<html/>"
      })
  void a_sheet_that_is_no_whole_worksheet_is_broken(String sheet) {
    assertThat(notRead(new RawBook().part("xl/worksheets/sheet1.xml", sheet)))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "xl/worksheets/sheet1.xml"));
  }

  @Test
  void a_workbook_without_sheets_is_broken() {
    assertThat(
            notRead(
                new RawBook()
                    .part("xl/workbook.xml", "<workbook xmlns=\"{m}\"><sheets/></workbook>")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "xl/workbook.xml"));
  }

  @Test
  void a_missing_sheet_part_breaks_the_workbook() {
    assertThat(notRead(new RawBook().without("xl/worksheets/sheet1.xml")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "thiếu thành phần xl/worksheets/sheet1.xml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "1E400",
        "12,5",
        "1 234",
        "0x10",
        "Infinity",
        "1e9999999999",
        "--1",
        "1.2.3"
      })
  void a_stored_number_that_is_none_breaks_the_workbook(String stored) {
    assertThat(
            notRead(
                new RawBook().coded("<row r=\"3\"><c r=\"B3\"><v>" + stored + "</v></c></row>")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "ô Số liệu!B3"));
  }

  @Test
  void the_same_number_outside_the_coded_columns_is_nobodys_business() {
    assertThat(
            draft(new RawBook().coded("<row r=\"3\"><c r=\"Z3\"><v>NaN</v></c></row>"))
                .tables()
                .getFirst()
                .rows())
        .isEmpty();
  }

  @Test
  void a_cell_that_stands_there_twice_breaks_the_workbook() {
    assertThat(
            notRead(
                new RawBook()
                    .coded(
                        "<row r=\"50\"><c r=\"B50\"><v>1</v></c></row><row r=\"50\"><c r=\"B50\"><v>2</v></c></row>")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "ô Số liệu!B50 có hai lần"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B4", "XFE3", "3", "ZZZZ3", "B"})
  void an_address_that_cannot_be_in_its_row_breaks_the_workbook(String address) {
    assertThat(
            notRead(
                new RawBook().coded("<row r=\"3\"><c r=\"" + address + "\"><v>1</v></c></row>")))
        .isInstanceOf(BrokenWorkbook.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1048577", "-1", "x"})
  void a_row_outside_a_sheet_breaks_the_workbook(String row) {
    assertThat(notRead(new RawBook().coded("<row r=\"" + row + "\"/>")))
        .isInstanceOf(BrokenWorkbook.class);
  }

  @Test
  void a_shared_string_that_is_not_there_breaks_the_workbook() {
    assertThat(notRead(new RawBook().coded("<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c></row>")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "ô Số liệu!B3"));
  }

  @Test
  void a_column_code_given_twice_breaks_the_workbook() {
    assertThat(
            notRead(
                new RawBook()
                    .sheet(
                        RawBook.codedHead()
                            .replace("</row><row r=\"3\"", "</row>")
                            .replace("#value", "#item"))))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "trang “Số liệu” có hai cột #item"));
  }

  @Test
  void two_parts_of_one_name_break_the_workbook() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            new RawBook().part("xl/worksheets/sheet2.xml", "<a/>").write(dir.resolve("w.xlsx")));
    String latin = new String(whole, StandardCharsets.ISO_8859_1);
    assertThat(
            notRead(
                file(
                    latin
                        .replace("worksheets/sheet2.xml", "worksheets/sheet1.xml")
                        .getBytes(StandardCharsets.ISO_8859_1))))
        .isEqualTo(
            new BrokenWorkbook(Place.FILE, "thành phần xl/worksheets/sheet1.xml có hai lần"));
  }

  @Test
  void a_disk_that_gives_no_bytes_is_our_fault_not_the_senders() {
    assertThatThrownBy(() -> Workbooks.read(dir.resolve("not-there.xlsx")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row r=\"3\"><c r=\"B3\"><v>1</v><v>2</v></c></row>",
        "<row r=\"3\"><c r=\"B3\"><v>1<x/>2</v></c></row>",
        "<row r=\"3\"><c r=\"B3\"><c r=\"C3\"><v>1</v></c></c></row>",
        "<row r=\"3\"><row r=\"4\"><c r=\"B4\"><v>1</v></c></row></row>",
        "<c r=\"B3\"><v>1</v></c>",
        "</sheetData><row r=\"3\"><c r=\"B3\"><v>1</v></c></row><sheetData>"
      })
  void elements_where_others_would_not_look_for_them_break_the_workbook(String rows) {
    assertThat(notRead(new RawBook().coded(rows)))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "xl/worksheets/sheet1.xml"));
  }

  @Test
  void a_shared_string_within_another_breaks_the_workbook() {
    assertThat(notRead(new RawBook().strings("<si><t>a</t><si><t>b</t></si></si>").coded("")))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "xl/sharedStrings.xml"));
  }

  @Test
  void an_entry_whose_own_header_bears_another_name_breaks_the_workbook() throws IOException {
    byte[] whole = Files.readAllBytes(new RawBook().coded("").write(dir.resolve("w.xlsx")));
    String latin = new String(whole, StandardCharsets.ISO_8859_1);
    int own = latin.indexOf("xl/worksheets/sheet1.xml");
    whole[own + 19] = '2';
    assertThat(notRead(file(whole)))
        .isEqualTo(new BrokenWorkbook(Place.FILE, "tệp nén bên trong không nguyên vẹn"));
  }

  @Test
  void merged_hidden_and_filtered_cells_are_read_like_all_others() {
    RawBook book =
        new RawBook()
            .part(
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"{m}\"><sheetPr filterMode=\"1\"/><cols><col min=\"2\" max=\"2\""
                    + " hidden=\"1\"/></cols><sheetData>"
                    + RawBook.codedHead()
                    + "<row r=\"3\" hidden=\"1\"><c r=\"B3\"><v>5</v></c></row><row r=\"4\"><c"
                    + " r=\"B4\"><v>6</v></c></row></sheetData><autoFilter ref=\"A2:B4\"/><mergeCells"
                    + " count=\"1\"><mergeCell ref=\"B3:B4\"/></mergeCells></worksheet>");
    assertThat(draft(book).tables().getFirst().rows())
        .extracting(r -> r.text("value"))
        .containsExactly("5", "6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#CALC!"})
  void an_error_of_every_kind_is_kept_as_excel_shows_it(String error) {
    assertThat(value("<c r=\"B3\" t=\"e\"><f>x</f><v>" + error + "</v></c>"))
        .returns(Kind.ERROR, DraftCell::kind)
        .returns(error, DraftCell::raw);
  }

  @Test
  void cdata_comments_and_character_references_say_what_they_stand_for() {
    assertThat(value("<c r=\"B3\"><v><![CDATA[12]]>.<!-- x -->&#53;</v></c>").raw())
        .isEqualTo("12.5");
    assertThat(
            value("<c r=\"B3\" t=\"inlineStr\"><is><t><![CDATA[a&b]]>&lt;&#xE1;</t></is></c>")
                .raw())
        .isEqualTo("a&b<á");
  }

  @Test
  void a_sheet_that_has_no_part_is_a_name_only() {
    RawBook book =
        new RawBook()
            .coded("")
            .part(
                "xl/workbook.xml",
                "<workbook xmlns=\"{m}\" xmlns:r=\"{o}\"><sheets><sheet name=\"Số liệu\""
                    + " r:id=\"rId1\"/><sheet name=\"Module1\" r:id=\"\"/></sheets></workbook>");
    assertThat(draft(book).tables()).hasSize(1);
  }

  // ---- what is too large

  @Test
  void as_many_styles_merged_ranges_and_seconds_as_allowed_and_one_more() {
    assertThat(read(styled(65_490), Ceilings.STANDARD)).isInstanceOf(Reading.Form.class);
    assertThat(notRead(styled(65_491))).isEqualTo(tooLarge("hơn 65.490 kiểu ô", "65.490 kiểu ô"));

    assertThat(read(merged(20_000), Ceilings.STANDARD)).isInstanceOf(Reading.Form.class);
    assertThat(notRead(merged(20_001)))
        .isEqualTo(tooLarge("trang “Số liệu” có hơn 20.000 vùng ô gộp", "20.000 vùng"));

    Ceilings c = Ceilings.STANDARD;
    Ceilings noTime =
        new Ceilings(
            c.fileBytes(),
            c.inflatedBytes(),
            c.partBytes(),
            c.ratio(),
            c.parts(),
            c.rows(),
            c.columns(),
            c.cells(),
            c.strings(),
            c.stringBytes(),
            c.nesting(),
            c.textLength(),
            c.tokenBytes(),
            c.names(),
            c.styles(),
            c.merged(),
            0,
            c.records());
    assertThat(read(new RawBook().coded(""), noTime))
        .isEqualTo(new Reading.NotRead(tooLarge("đọc lâu quá 0 giây", "0 giây")));
  }

  private static Finding tooLarge(String what, String limit) {
    return new CeilingExceeded(Place.FILE, what, limit);
  }

  /** Numbers of their own keep the parts from being packed beyond the ceiling of the ratio. */
  private static RawBook styled(int count) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < count; i++) {
      s.append("<xf numFmtId=\"").append(i * 7919 % 65_536).append("\"/>");
    }
    return new RawBook().styles("", s.toString()).coded(twoRows());
  }

  private static RawBook merged(int ranges) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < ranges; i++) {
      s.append("<mergeCell ref=\"A").append(i * 7 + 3).append(":B").append(i * 7 + 5);
      s.append("\"/>");
    }
    return new RawBook()
        .part(
            "xl/worksheets/sheet1.xml",
            "<worksheet xmlns=\"{m}\"><sheetData>"
                + RawBook.codedHead()
                + "</sheetData><mergeCells>"
                + s
                + "</mergeCells></worksheet>");
  }

  private static Ceilings with(int parts, int rows, int columns, int cells, int nesting) {
    Ceilings c = Ceilings.STANDARD;
    return new Ceilings(
        c.fileBytes(),
        c.inflatedBytes(),
        c.partBytes(),
        c.ratio(),
        parts,
        rows,
        columns,
        cells,
        c.strings(),
        c.stringBytes(),
        nesting,
        c.textLength(),
        c.tokenBytes(),
        c.names(),
        c.styles(),
        c.merged(),
        c.seconds(),
        c.records());
  }

  private Reading read(RawBook book, Ceilings ceilings) {
    return Workbooks.read(book.write(dir.resolve("f.xlsx")), ceilings);
  }

  private static String twoRows() {
    return "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row><row r=\"50\"><c r=\"B50\"><v>1</v></c></row>"
        + "<row r=\"51\"><c r=\"B51\"><v>1</v></c></row>";
  }

  @Test
  void as_many_rows_cells_parts_and_levels_as_allowed_are_read_and_one_more_is_not() {
    RawBook book = new RawBook().coded(twoRows());
    assertThat(read(book, with(7, 2, 2, 6, 6))).isInstanceOf(Reading.Form.class);
    assertThat(read(book, with(6, 2, 2, 6, 6))).isInstanceOf(Reading.NotRead.class);
    assertThat(read(book, with(7, 1, 2, 6, 6))).isInstanceOf(Reading.NotRead.class);
    assertThat(read(book, with(7, 2, 2, 5, 6))).isInstanceOf(Reading.NotRead.class);
    assertThat(read(book, with(7, 2, 2, 6, 5))).isInstanceOf(Reading.NotRead.class);
  }

  @Test
  void an_inflated_bomb_is_stopped_by_its_ratio() {
    assertThat(
            notRead(
                new RawBook()
                    .part("xl/worksheets/sheet1.xml", "<a>" + "<b/>".repeat(2 << 20) + "</a>")))
        .isEqualTo(
            new CeilingExceeded(
                Place.FILE, "thành phần xl/worksheets/sheet1.xml nén quá 200 lần", "200 lần"));
  }

  @Test
  void one_tag_larger_than_a_mebibyte_is_never_given_to_the_parser() {
    for (String sheet :
        List.of(
            "<a b=\"" + noise(2 << 20) + "\"/>",
            "<a><!--" + noise(2 << 20) + "--></a>",
            "<a><![CDATA[<" + noise(2 << 20) + "]]></a>",
            "<?x " + noise(2 << 20) + "?><a/>",
            "<a>" + noise(2 << 20) + "</a>")) {
      assertThat(notRead(new RawBook().part("xl/worksheets/sheet1.xml", sheet)))
          .as(sheet.substring(0, 20))
          .isInstanceOf(CeilingExceeded.class);
    }
  }

  private static String noise(int length) {
    StringBuilder s = new StringBuilder(length);
    java.util.Random random = new java.util.Random(7);
    while (s.length() < length) {
      s.append((char) ('a' + random.nextInt(26)));
    }
    return s.toString();
  }

  @Test
  void a_vocabulary_without_end_is_stopped() {
    StringBuilder s = new StringBuilder("<a>");
    for (int i = 0; i < 6000; i++) {
      s.append("<n").append(i).append("/>");
    }
    assertThat(notRead(new RawBook().part("xl/worksheets/sheet1.xml", s.append("</a>").toString())))
        .isInstanceOf(CeilingExceeded.class);
  }

  @Test
  void a_text_as_long_as_excel_allows_is_read_and_a_longer_one_is_not() {
    String longest = "a".repeat(32_767);
    assertThat(value("<c r=\"B3\" t=\"inlineStr\"><is><t>" + longest + "</t></is></c>").raw())
        .isEqualTo(longest);
    assertThat(
            notRead(
                new RawBook()
                    .coded(
                        "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>a"
                            + longest
                            + "</t></is></c></row>")))
        .isInstanceOf(CeilingExceeded.class);
  }

  @Test
  void texts_that_would_fill_the_memory_are_stopped() {
    StringBuilder rows = new StringBuilder();
    String text = noise(32_000);
    for (int i = 3; i < 40; i++) {
      rows.append("<row r=\"").append(i).append("\">");
      for (String column : List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")) {
        rows.append("<c r=\"").append(column).append(i).append("\" t=\"str\"><v>");
        rows.append(text).append("</v></c>");
      }
      rows.append("</row>");
    }
    assertThat(notRead(new RawBook().coded(rows.toString()))).isInstanceOf(CeilingExceeded.class);
  }

  @Test
  void many_escaped_characters_are_no_attack() {
    String text = "&amp;&lt;&#225;".repeat(5_000);
    assertThat(value("<c r=\"B3\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>").raw())
        .isEqualTo("&<á".repeat(5_000));
  }

  @Test
  void a_file_heavier_than_twenty_megabytes_is_not_opened() throws IOException {
    byte[] heavy = new byte[(20 << 20) + 1];
    heavy[0] = 'P';
    assertThat(notRead(file(heavy)))
        .isEqualTo(new CeilingExceeded(Place.FILE, "tệp nặng 20 MB", "20 MB"));
  }

  // ---- numbers

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.3",
    "1234.5, 1234.5",
    "578.62500000000011, 578.625",
    "1E3, 1000",
    "1.5e-3, 0.0015",
    "-0, 0",
    "+7, 7",
    "007, 7",
    "5., 5",
    ".5, 0.5",
    "123456789012345678, 123456789012346000",
    "0.1234567890123456, 0.123456789012346",
    "1E-320, 0",
    "' 12 ', 12",
  })
  void a_number_is_what_excel_shows_at_fifteen_digits(String stored, String shown) {
    DraftCell c = value("<c r=\"B3\"><v>" + stored + "</v></c>");
    assertThat(c.kind()).isEqualTo(Kind.NUMBER);
    assertThat(c.raw()).isEqualTo(shown);
    assertThat(c.numberFormat()).isEqualTo("General");
    assertThat(c.isFormula()).isFalse();
  }

  @Test
  void a_percent_format_travels_with_the_number() {
    RawBook book = new RawBook().styles("", "<xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>");
    DraftCell c = value(book, "<c r=\"B3\" s=\"1\"><v>0.985</v></c>");
    assertThat(c.raw()).isEqualTo("0.985");
    assertThat(c.isPercent()).isTrue();
  }

  @Test
  void an_own_number_format_travels_with_the_number() {
    RawBook book =
        new RawBook()
            .styles(
                "<numFmt numFmtId=\"170\" formatCode=\"#,##0&quot; tỷ&quot;\"/>",
                "<xf numFmtId=\"0\"/><xf numFmtId=\"170\"/>");
    assertThat(value(book, "<c r=\"B3\" s=\"1\"><v>5</v></c>").numberFormat())
        .isEqualTo("#,##0\" tỷ\"");
  }

  // ---- dates

  private DraftCell dated(String workbook, String format, String stored) {
    RawBook book =
        new RawBook()
            .workbook(workbook)
            .styles(
                "<numFmt numFmtId=\"170\" formatCode=\"" + format + "\"/>",
                "<xf numFmtId=\"0\"/><xf numFmtId=\"170\"/>");
    return value(book, "<c r=\"B3\" s=\"1\"><v>" + stored + "</v></c>");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1900-01-01",
    "59, 1900-02-28",
    "61, 1900-03-01",
    "46340, 2026-11-14",
    "46340.75, 2026-11-14",
    "2958465, 9999-12-31",
  })
  void a_day_of_the_1900_system_is_read_around_its_leap_bug(String stored, String day) {
    DraftCell c = dated("", "dd/mm/yyyy", stored);
    assertThat(c.kind()).isEqualTo(Kind.DATE);
    assertThat(c.raw()).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "60", "-1", "2958466"})
  void what_is_no_day_stays_a_number(String stored) {
    assertThat(dated("", "dd/mm/yyyy", stored).kind()).isEqualTo(Kind.NUMBER);
  }

  @ParameterizedTest
  @CsvSource({"0, 1904-01-01", "44878, 2026-11-14", "2957003, 9999-12-31", "2957004, 2957004"})
  void a_day_of_the_1904_system_is_read_from_its_own_start(String stored, String day) {
    DraftCell c = dated("<workbookPr date1904=\"true\"/>", "dd/mm/yyyy", stored);
    assertThat(c.raw()).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/m/yy",
        "mmm-yy",
        "yyyy",
        "[$-42A]dddd, d mmmm yyyy",
        "dd\\/mm\\/yyyy;@",
        "mm/yyyy",
        "d/m h:mm"
      })
  void a_format_with_a_day_month_or_year_shows_a_day(String format) {
    assertThat(dated("", format, "46340").kind()).isEqualTo(Kind.DATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "#,##0.00",
        "0.00E+00",
        "h:mm",
        "mm:ss",
        "[h]:mm:ss",
        "[h]:mm",
        "[mm]:ss",
        "[Red]0",
        "0&quot; dân&quot;",
        "#,##0\\ \\d",
        "General",
        "#,##0 [$đồng-42A]",
        "@"
      })
  void other_formats_show_a_number(String format) {
    assertThat(dated("", format, "46340").kind()).isEqualTo(Kind.NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-14, DATE, 2026-11-14",
    "2026-11-14T10:30:00, DATE, 2026-11-14",
    "2026-13-01, TEXT, 2026-13-01",
    "mai, TEXT, mai"
  })
  void a_day_stored_as_iso_text_is_read_as_such(String stored, Kind kind, String raw) {
    DraftCell c = value("<c r=\"B3\" t=\"d\"><v>" + stored + "</v></c>");
    assertThat(c.kind()).isEqualTo(kind);
    assertThat(c.raw()).isEqualTo(raw);
  }

  // ---- texts and the rest

  @Test
  void shared_inline_and_formula_texts_are_all_texts() {
    RawBook book = new RawBook().strings("<si><t>chung</t></si>");
    assertThat(value(book, "<c r=\"B3\" t=\"s\"><v>0</v></c>").raw()).isEqualTo("chung");
    assertThat(value("<c r=\"B3\" t=\"inlineStr\"><is><t>riêng</t></is></c>").raw())
        .isEqualTo("riêng");
    DraftCell made = value("<c r=\"B3\" t=\"str\"><f>A1</f><v>tính</v></c>");
    assertThat(made.raw()).isEqualTo("tính");
    assertThat(made.isFormula()).isTrue();
  }

  @Test
  void rich_text_is_joined_and_its_phonetic_hints_left_out() {
    RawBook book =
        new RawBook()
            .strings(
                "<si><r><t xml:space=\"preserve\">Thu </t></r><r><rPr/><t>ngân sách</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>");
    assertThat(value(book, "<c r=\"B3\" t=\"s\"><v>0</v></c>").raw()).isEqualTo("Thu ngân sách");
    assertThat(
            value(
                    "<c r=\"B3\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>")
                .raw())
        .isEqualTo("ab");
  }

  @Test
  void escapes_are_undone_and_text_is_composed() {
    assertThat(
            value(
                    "<c r=\"B3\" t=\"inlineStr\"><is><t>a_x000A_b _x005F_x0041_ _xZZZZ_ nghe\u0323\u0302o</t></is></c>")
                .raw())
        .isEqualTo("a\nb _x0041_ _xZZZZ_ nghệo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u00a0", "\u200b", "_x000A_"})
  void a_text_in_which_nothing_can_be_seen_is_a_blank_cell(String text) {
    assertThat(
            draft(
                    new RawBook()
                        .coded(
                            "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                                + text
                                + "</t></is></c></row>"))
                .tables()
                .getFirst()
                .rows())
        .isEmpty();
  }

  @Test
  void yes_no_errors_and_uncalculated_formulas_are_told_apart() {
    assertThat(value("<c r=\"B3\" t=\"b\"><v>1</v></c>"))
        .returns(Kind.BOOLEAN, DraftCell::kind)
        .returns("true", DraftCell::raw);
    assertThat(value("<c r=\"B3\" t=\"b\"><v>0</v></c>").raw()).isEqualTo("false");
    assertThat(value("<c r=\"B3\" t=\"e\"><v>#SPILL!</v></c>"))
        .returns(Kind.ERROR, DraftCell::kind)
        .returns("#SPILL!", DraftCell::raw);
    assertThat(value("<c r=\"B3\"><f>A1+1</f></c>"))
        .returns(Kind.UNCALCULATED, DraftCell::kind)
        .returns("", DraftCell::raw);
    assertThat(value("<c r=\"B3\"><f>A1+1</f><v></v></c>").kind()).isEqualTo(Kind.UNCALCULATED);
    assertThat(value("<c r=\"B3\"><f t=\"shared\" si=\"0\"/><v>4</v></c>"))
        .returns(Kind.NUMBER, DraftCell::kind)
        .returns(true, DraftCell::isFormula);
  }

  // ---- structure

  @Test
  void a_sheet_without_an_identity_is_not_part_of_the_draft() {
    assertThat(draft(new RawBook().sheet("<row><c><v>1</v></c></row>")).tables()).isEmpty();
  }

  @Test
  void an_identity_without_column_codes_below_it_is_none() {
    assertThat(
            draft(
                    new RawBook()
                        .sheet(
                            "<row><c t=\"inlineStr\"><is><t>"
                                + RawBook.IDENTITY
                                + "</t></is></c></row>"))
                .tables())
        .isEmpty();
  }

  @Test
  void an_identity_is_found_down_to_the_twentieth_row_and_in_any_column() {
    String head = RawBook.codedHead();
    String moved =
        head.replace("r=\"2\"", "r=\"21\"")
            .replace("A2", "A21")
            .replace("B2", "B21")
            .replace("A1\"", "K20\"")
            .replace("<row r=\"1\">", "<row r=\"20\">");
    assertThat(draft(new RawBook().sheet(moved)).tables()).hasSize(1);
    String below = moved.replace("K20", "K30").replace("\"20\"", "\"30\"").replace("21", "31");
    assertThat(draft(new RawBook().sheet(below)).tables()).isEmpty();
  }

  @Test
  void only_coded_columns_are_kept_and_rows_with_nothing_in_them_left_out() {
    Draft.Table t =
        draft(
                new RawBook()
                    .coded(
                        "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>01a</t></is></c><c r=\"B3\"><v>5</v></c><c r=\"C3\"><v>9</v></c></row>"
                            + "<row r=\"4\"><c r=\"C4\"><v>9</v></c></row>"
                            + "<row r=\"90\"><c r=\"B90\"><v>6</v></c><c r=\"C90\"><v>9</v></c></row>"))
            .find("so-lieu")
            .orElseThrow();
    assertThat(t.sheetName()).isEqualTo("Số liệu");
    assertThat(t.identity().text()).isEqualTo(RawBook.IDENTITY);
    assertThat(t.columns()).containsOnlyKeys("item", "value").containsEntry("value", "B");
    assertThat(t.rows()).extracting(Draft.Row::number).containsExactly(3, 90);
    assertThat(t.rows().get(0).cells()).containsOnlyKeys("item", "value");
    assertThat(t.rows().get(1).cells().get("value").at()).hasToString("Số liệu!B90");
  }

  @Test
  void rows_and_cells_without_addresses_count_from_the_one_before() {
    Draft.Table t =
        draft(
                new RawBook()
                    .sheet(
                        RawBook.codedHead().replaceAll(" r=\"[A-Z]?\\d\"", "")
                            + "<row><c><v>7</v></c><c><v>5</v></c></row>"))
            .tables()
            .getFirst();
    assertThat(t.rows().getFirst().number()).isEqualTo(3);
    assertThat(t.rows().getFirst().text("value")).isEqualTo("5");
  }

  @Test
  void rows_out_of_order_are_put_in_order() {
    Draft.Table t =
        draft(
                new RawBook()
                    .sheet(
                        "<row r=\"60\"><c r=\"B60\"><v>60</v></c></row>"
                            + "<row r=\"50\"><c r=\"B50\"><v>50</v></c></row>"
                            + RawBook.codedHead()))
            .tables()
            .getFirst();
    assertThat(t.rows()).extracting(r -> r.text("value")).containsExactly("50", "60");
  }

  @Test
  void prefixes_and_the_strict_dialect_make_no_difference() {
    String plain =
        "<worksheet xmlns=\"{m}\"><sheetData>"
            + RawBook.codedHead()
            + "<row r=\"3\"><c r=\"B3\"><v>5</v></c></row></sheetData></worksheet>";
    String prefixed =
        plain
            .replaceAll("<(/?)(worksheet|sheetData|row|c|is|t|v)([ >])", "<$1x:$2$3")
            .replace("xmlns=", "xmlns:x=");
    Draft expected = draft(new RawBook().part("xl/worksheets/sheet1.xml", plain));
    assertThat(expected.tables()).hasSize(1);
    assertThat(draft(new RawBook().part("xl/worksheets/sheet1.xml", prefixed))).isEqualTo(expected);
    assertThat(draft(new RawBook().strict().part("xl/worksheets/sheet1.xml", plain)))
        .isEqualTo(expected);
  }

  @Test
  void absolute_backward_and_backslashed_part_names_are_found() {
    RawBook book =
        new RawBook()
            .coded("<row r=\"3\"><c r=\"B3\"><v>5</v></c></row>")
            .part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{o}/worksheet\" Target=\"/XL/x\\..\\worksheets/Sheet1.xml\"/></Relationships>");
    assertThat(draft(book).tables()).hasSize(1);
  }

  @Test
  void another_encoding_that_the_part_declares_is_read() {
    String sheet =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet xmlns=\""
            + RawBook.MAIN
            + "\"><sheetData>"
            + RawBook.codedHead()
            + "</sheetData></worksheet>";
    assertThat(
            draft(new RawBook().part("xl/worksheets/sheet1.xml", sheet, StandardCharsets.UTF_16))
                .tables())
        .hasSize(1);
  }

  @Test
  void a_workbook_written_by_another_library_reads_the_same() throws IOException {
    Path file = dir.resolve("poi.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet s = book.createSheet("Số liệu");
      s.createRow(0).createCell(0).setCellValue(RawBook.IDENTITY);
      XSSFRow codes = s.createRow(1);
      codes.createCell(0).setCellValue("#item");
      codes.createCell(1).setCellValue("#value");
      CellStyle day = book.createCellStyle();
      day.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
      Object[] values = {0.1 + 0.2, "chữ", true, LocalDate.of(2026, 11, 14)};
      for (int i = 0; i < values.length; i++) {
        XSSFRow r = s.createRow(2 + i);
        switch (values[i]) {
          case Double d -> r.createCell(1).setCellValue(d);
          case String t -> r.createCell(1).setCellValue(t);
          case Boolean b -> r.createCell(1).setCellValue(b);
          case LocalDate d -> {
            r.createCell(1).setCellValue(d);
            r.getCell(1).setCellStyle(day);
          }
          default -> throw new IllegalStateException();
        }
      }
      s.createRow(6).createCell(1).setCellFormula("B3*2");
      book.write(out);
    }
    assertThat(draft(file).tables().getFirst().rows())
        .extracting(r -> r.cells().get("value"))
        .extracting(c -> c.kind() + " " + c.raw())
        .containsExactly(
            "NUMBER 0.3", "TEXT chữ", "BOOLEAN true", "DATE 2026-11-14", "UNCALCULATED ");
  }

  @Test
  void two_threads_read_the_same_file_at_once() throws Exception {
    Path file = new RawBook().coded(twoRows()).write(dir.resolve("f.xlsx"));
    Draft expected = draft(file);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Draft>> work = java.util.Collections.nCopies(200, () -> draft(file));
      for (Future<Draft> f : threads.invokeAll(work)) {
        assertThat(f.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void an_entry_that_states_a_false_size_is_not_believed() throws IOException {
    Path file = dir.resolve("f.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write(new byte[100]);
      zip.closeEntry();
    }
    assertThat(notRead(file)).isEqualTo(new Finding.ArchiveSent(Place.FILE, "tệp nén ZIP"));
  }
}
