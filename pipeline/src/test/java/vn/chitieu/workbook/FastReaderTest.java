package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.sheet.Draft;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FastReaderTest {
  static List<Path> sample() throws IOException {
    try (Stream<Path> all = Files.walk(ReleaseFixture.repo().resolve("sample-input"))) {
      return all.filter(p -> p.toString().endsWith(".xlsx")).sorted().toList();
    }
  }

  /** What the fast reader alone says; empty when it leaves the file to the other. */
  static Optional<Draft> fast(Path file) throws IOException {
    ZipDirectory zip = ZipDirectory.read(Files.readAllBytes(file), Ceilings.STANDARD);
    return zip == null ? Optional.empty() : FastReader.read(zip, Ceilings.STANDARD);
  }

  @Test
  void every_workbook_of_the_sample_is_spoken_and_says_the_same_to_both_readers()
      throws IOException {
    List<Path> left = new ArrayList<>();
    int read = 0;
    for (Path file : sample()) {
      Reading slow = Workbooks.read(file, Ceilings.STANDARD, false);
      assertThat(Workbooks.read(file, Ceilings.STANDARD, true)).as(file.toString()).isEqualTo(slow);
      if (slow instanceof Reading.Form form) {
        Optional<Draft> fast = fast(file);
        if (fast.isEmpty()) {
          left.add(file);
        } else {
          read++;
          assertThat(fast).as(file.toString()).contains(form.draft());
        }
      }
    }
    assertThat(left).isEmpty();
    assertThat(read).isGreaterThan(100);
  }

  @TempDir Path dir;

  private Path book(String name, String styles, String sheetName, String date1904) {
    return new RawBook()
        .styles("", "<xf numFmtId=\"" + styles + "\"/>")
        .part(
            "xl/workbook.xml",
            "<workbook xmlns=\"{m}\" xmlns:r=\"{o}\"><workbookPr date1904=\""
                + date1904
                + "\"/><sheets><sheet name=\""
                + sheetName
                + "\" r:id=\"rId1\"/></sheets></workbook>")
        .coded("<row r=\"3\"><c r=\"B3\"><v>61</v></c></row>")
        .write(dir.resolve(name));
  }

  /** What a small part said is remembered from file to file: only for the very same bytes. */
  @Test
  void parts_that_differ_in_one_byte_are_not_taken_for_each_other() throws IOException {
    List<Path> books =
        List.of(
            book("a.xlsx", "10", "A", "0"),
            book("b.xlsx", "11", "A", "0"),
            book("c.xlsx", "14", "A", "0"),
            book("d.xlsx", "14", "A", "1"),
            book("e.xlsx", "14", "B", "1"));
    List<String> expected =
        List.of(
            "NUMBER 61 0.00% A!B3",
            "NUMBER 61 0.00E+00 A!B3",
            "DATE 1900-03-01 dd/mm/yyyy A!B3",
            "DATE 1904-03-02 dd/mm/yyyy A!B3",
            "DATE 1904-03-02 dd/mm/yyyy B!B3");
    Random random = new Random(5);
    for (int n = 0; n < 200; n++) {
      int i = random.nextInt(books.size());
      assertThat(fast(books.get(i)).orElseThrow().tables().getFirst().rows().getFirst().cells())
          .extractingByKey("value")
          .extracting(c -> c.kind() + " " + c.raw() + " " + c.numberFormat() + " " + c.at())
          .isEqualTo(expected.get(i));
    }
  }

  @Test
  void what_it_does_not_speak_is_left_to_the_other_which_reads_it() throws IOException {
    RawBook utf16 =
        new RawBook()
            .part(
                "xl/worksheets/sheet1.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet xmlns=\""
                    + RawBook.MAIN
                    + "\"><sheetData>"
                    + RawBook.codedHead()
                    + "</sheetData></worksheet>",
                StandardCharsets.UTF_16);
    RawBook outOfOrder =
        new RawBook()
            .sheet(
                "<row r=\"60\"><c r=\"B60\"><v>60</v></c></row>"
                    + RawBook.codedHead()
                    + "<row r=\"50\"><c r=\"B50\"><v>50</v></c></row>");
    RawBook withoutAddresses = new RawBook().coded("<row><c/><c><v>5</v></c></row>");
    RawBook instruction =
        new RawBook()
            .part(
                "xl/worksheets/sheet1.xml",
                "<?x y?><worksheet xmlns=\"{m}\"><sheetData>"
                    + RawBook.codedHead()
                    + "</sheetData></worksheet>");
    for (RawBook book : List.of(utf16, outOfOrder, withoutAddresses, instruction)) {
      Path file = book.write(dir.resolve("f.xlsx"));
      assertThat(fast(file)).isEmpty();
      assertThat(Workbooks.read(file)).isInstanceOf(Reading.Form.class);
    }
  }

  @Test
  void a_package_with_zip64_fields_is_left_to_the_other_which_reads_it() throws IOException {
    Path file = dir.resolve("zip64.xlsx");
    Path plain = new RawBook().coded("").write(dir.resolve("plain.xlsx"));
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file.toFile());
        ZipFile in = new ZipFile(plain.toFile())) {
      out.setUseZip64(Zip64Mode.AlwaysWithCompatibility);
      for (ZipEntry e : java.util.Collections.list(in.entries())) {
        out.putArchiveEntry(new ZipArchiveEntry(e.getName()));
        in.getInputStream(e).transferTo(out);
        out.closeArchiveEntry();
      }
    }
    assertThat(ZipDirectory.read(Files.readAllBytes(file), Ceilings.STANDARD)).isNull();
    assertThat(Workbooks.read(file)).isEqualTo(Workbooks.read(plain));
  }
}
