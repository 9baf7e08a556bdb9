package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;

/** Files that other programs made, as they were found. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FoundFilesTest {
  private static final Path FOUND =
      ReleaseFixture.repo().resolve("pipeline/src/test/resources/corpus/other");

  @TempDir Path dir;

  static Stream<Arguments> foreign() {
    return Stream.of(
        arguments("SampleSS.ods", new Finding.OpenDocumentSent(Place.FILE)),
        arguments(
            "Simple.xlsb", new Finding.OtherExcelFormat(Place.FILE, ".xlsb (Excel nhị phân)")),
        arguments(
            "testEXCEL_95.xls", new Finding.OtherExcelFormat(Place.FILE, ".xls của Excel 5.0/95")),
        arguments("password.xls", new Finding.EncryptedWorkbook(Place.FILE)),
        arguments("xor-encryption-abc.xls", new Finding.EncryptedWorkbook(Place.FILE)));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void what_is_no_workbook_of_ours_gets_its_own_advice(String name, Finding expected) {
    assertThat(Workbooks.read(FOUND.resolve(name))).isEqualTo(new Reading.NotRead(expected));
  }

  /** The same cells, moved down by POI under codes of ours: read here and by POI's user model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1900DateWindowing.xls",
        "1904DateWindowing.xls",
        "53984.xls",
        "NoGutsRecords.xls",
        "../poi/SimpleWithComments.xls"
      })
  void every_cell_of_a_found_xls_is_read_as_poi_reads_it(String name) throws IOException {
    Path found = FOUND.resolve(name);
    assertThat(Workbooks.read(found)).isInstanceOf(Reading.Form.class);
    Path coded = dir.resolve("coded.xls");
    try (HSSFWorkbook book = new HSSFWorkbook(Files.newInputStream(found));
        OutputStream out = Files.newOutputStream(coded)) {
      for (Sheet s : book) {
        s.shiftRows(0, s.getLastRowNum() + 1, Oracles.SHIFT);
        s.createRow(0).createCell(0).setCellValue(RawBook.IDENTITY);
        Row codes = s.createRow(1);
        for (int c = 0; c < 60; c++) {
          codes.createCell(c).setCellValue("#c" + c);
        }
      }
      book.write(out);
    }
    Reading read = Workbooks.read(coded);
    assertThat(read).isInstanceOf(Reading.Form.class);
    Map<Oracles.At, String> expected = new TreeMap<>(Oracles.poi(found));
    expected.keySet().removeIf(at -> at.column() > 60);
    assertThat(expected).isNotEmpty();
    assertThat(Oracles.ours(((Reading.Form) read).draft(), Oracles.SHIFT)).isEqualTo(expected);
  }
}
