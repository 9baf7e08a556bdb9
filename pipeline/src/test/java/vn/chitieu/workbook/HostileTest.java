package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.sheet.Draft;

/**
 * Files made to harm, each read in a small process that must go on to read a good file: refused, or
 * read without what harms in it, within fifteen seconds and 512 MB.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTest {
  private static final long MILLIS = 15_000;
  private static final String DOCTYPE =
      "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c"
          + " \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>";

  @TempDir Path dir;

  /** Expected: the finding's name, or {@code read} where nothing in it harms. */
  private final Map<String, String> expected = new LinkedHashMap<>();

  private Path file(String name, String finding) {
    expected.put(name, finding);
    return dir.resolve(name);
  }

  private void book(String name, String finding, RawBook book) {
    book.write(file(name, finding));
  }

  private static String many(int count, IntFunction<String> one) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < count; i++) {
      s.append(one.apply(i));
    }
    return s.toString();
  }

  private static RawBook sheet(String inside) {
    return new RawBook()
        .part("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"{m}\">" + inside + "</worksheet>");
  }

  private static String data(String rows) {
    return "<sheetData>" + RawBook.codedHead() + rows + "</sheetData>";
  }

  /** Names that all have one hash code. */
  private static String colliding(int i) {
    StringBuilder s = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      s.append((i >> bit & 1) == 0 ? "a~" : "b_");
    }
    return s.toString();
  }

  private void packages() throws IOException {
    byte[] megabyte = new byte[1 << 20];
    java.util.Arrays.fill(megabyte, (byte) ' ');
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file("bomb.xlsx", "CeilingExceeded")))) {
      copy(new RawBook(), zip, "xl/worksheets/sheet1.xml");
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      for (int i = 0; i < 400; i++) {
        zip.write(megabyte);
      }
      zip.closeEntry();
    }
    byte[] bomb = Files.readAllBytes(dir.resolve("bomb.xlsx"));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file("nested.zip", "ArchiveSent")))) {
      for (int i = 0; i < 10; i++) {
        zip.putNextEntry(new ZipEntry(i + ".xlsx"));
        zip.write(bomb);
        zip.closeEntry();
      }
    }
    book("embedded.xlsx", "read", new RawBook().coded("").bytes("xl/embeddings/a.xlsx", bomb));
    book(
        "slip.xlsx",
        "read",
        new RawBook()
            .coded("")
            .bytes("../../../evil.txt", new byte[9])
            .bytes("/etc/evil", new byte[9])
            .bytes("C:\\evil.txt", new byte[9]));
    RawBook crowd = new RawBook().coded("");
    for (int i = 0; i < 3_000; i++) {
      crowd.bytes("xl/media/" + i + ".png", new byte[1]);
    }
    book("crowd.xlsx", "CeilingExceeded", crowd);
    RawBook colliding = new RawBook().coded("");
    for (int i = 0; i < 1_900; i++) {
      colliding.bytes(colliding(i), new byte[1]);
    }
    book("colliding-parts.xlsx", "read", colliding);
    headers();
  }

  private static void copy(RawBook book, ZipOutputStream to, String without) throws IOException {
    Path file = Files.createTempFile("hostile", ".xlsx");
    book.without(without).write(file);
    try (var in = new java.util.zip.ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        to.putNextEntry(new ZipEntry(e.getName()));
        in.transferTo(to);
        to.closeEntry();
      }
    }
    Files.delete(file);
  }

  /** Directories that lie. */
  private void headers() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            new RawBook()
                .coded("<row r=\"3\"><c r=\"B3\"><v>5</v></c></row>")
                .part("xl/worksheets/sheet2.xml", "<worksheet xmlns=\"{m}\"/>")
                .write(dir.resolve("whole.tmp")));
    Files.delete(dir.resolve("whole.tmp"));
    int one = central(whole, "xl/worksheets/sheet1.xml");
    int two = central(whole, "xl/worksheets/sheet2.xml");
    byte[] overlapping = whole.clone();
    System.arraycopy(whole, one + 42, overlapping, two + 42, 4);
    Files.write(file("overlapping.xlsx", "BrokenWorkbook"), overlapping);
    for (int[] lie : new int[][] {{24, 1}, {24, 0x7fffffff}, {20, 3}, {16, 7}, {10, 99}, {8, 1}}) {
      byte[] b = whole.clone();
      for (int i = 0; i < (lie[0] == 10 || lie[0] == 8 ? 2 : 4); i++) {
        b[one + lie[0] + i] = (byte) (lie[1] >> 8 * i);
      }
      Files.write(file("lie-" + lie[0] + "-" + lie[1] + ".xlsx", "BrokenWorkbook"), b);
    }
  }

  private static int central(byte[] zip, String name) {
    String s = new String(zip, StandardCharsets.ISO_8859_1);
    return s.lastIndexOf(name) - 46;
  }

  private void parts() {
    Random r = new Random(9);
    for (String part : List.of("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")) {
      book(
          "laughs-" + part.length() + ".xlsx",
          "BrokenWorkbook",
          new RawBook().part(part, DOCTYPE + "<x>&d;</x>"));
    }
    book(
        "xxe.xlsx",
        "BrokenWorkbook",
        new RawBook()
            .part(
                "xl/workbook.xml",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><x xmlns=\"{m}\"/>"));
    book(
        "external.xlsx",
        "BrokenWorkbook",
        new RawBook()
            .part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"x\"><Relationship Id=\"rId1\" Type=\"{o}/worksheet\""
                    + " TargetMode=\"External\" Target=\"file:///etc/passwd\"/></Relationships>"));
    book(
        "merged.xlsx",
        "CeilingExceeded",
        sheet(
            data("")
                + "<mergeCells>"
                + many(1_000_000, i -> "<mergeCell ref=\"A" + r.nextInt(1 << 20) + ":B9\"/>")
                + "</mergeCells>"));
    book("deep.xlsx", "CeilingExceeded", sheet(data("") + "<a>".repeat(1_000_000)));
    book(
        "strings.xlsx",
        "CeilingExceeded",
        new RawBook()
            .coded("")
            .strings(many(400_000, i -> "<si><t>" + Long.toHexString(r.nextLong()) + "</t></si>")));
    book(
        "empty-rows.xlsx",
        "read",
        sheet(
            data(
                many(
                    1_000_000,
                    i -> "<row r=\"" + (i + 3) + "\" ht=\"" + r.nextInt(400) + "\"/>"))));
    book(
        "full-rows.xlsx",
        "CeilingExceeded",
        sheet(
            data(
                many(
                    100_000,
                    i ->
                        "<row r=\""
                            + (i + 3)
                            + "\"><c r=\"B"
                            + (i + 3)
                            + "\"><v>"
                            + r.nextInt()
                            + "</v></c></row>"))));
    book(
        "cells.xlsx",
        "CeilingExceeded",
        sheet(
            data(
                many(
                    600,
                    row ->
                        "<row>"
                            + many(1_000, c -> "<c><v>" + r.nextInt() + "</v></c>")
                            + "</row>"))));
    book(
        "dimension.xlsx",
        "read",
        sheet(
            "<dimension ref=\"A1:XFD1048576\"/>"
                + data("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")));
    book(
        "codes.xlsx",
        "read",
        sheet(
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                + RawBook.IDENTITY
                + "</t></is></c></row><row r=\"2\">"
                + many(
                    500,
                    i ->
                        "<c r=\""
                            + SheetTable.letters(i + 1)
                            + "2\" t=\"inlineStr\"><is><t>#"
                            + colliding(i)
                            + "</t></is></c>")
                + "</row>"
                + many(
                    900,
                    row ->
                        "<row r=\""
                            + (row + 3)
                            + "\">"
                            + many(
                                500,
                                c ->
                                    "<c r=\""
                                        + SheetTable.letters(c + 1)
                                        + (row + 3)
                                        + "\"><v>"
                                        + r.nextInt(99)
                                        + "</v></c>")
                            + "</row>")
                + "</sheetData>"));
    book(
        "attributes.xlsx",
        "BrokenWorkbook",
        sheet("<a " + many(90_000, i -> "b" + i + "=\"\" ") + "/>" + data("")));
    book(
        "prefixes.xlsx",
        "CeilingExceeded",
        sheet(
            many(
                    60,
                    i ->
                        "<a"
                            + many(400, j -> " xmlns:p" + (i * 400 + j) + "=\"u" + j + "\"")
                            + "/>")
                + data("")));
    book(
        "entities.xlsx",
        "CeilingExceeded",
        sheet(
            data(
                "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>"
                    + "&#x41;".repeat(150_000)
                    + "</t></is></c></row>")));
    book(
        "comments.xlsx",
        "read",
        sheet(many(700_000, i -> "<!--" + r.nextInt() + "-->") + data("")));
    book(
        "instructions.xlsx",
        "BrokenWorkbook",
        sheet(many(500_000, i -> "<?a" + i % 10 + " " + r.nextInt() + "?>") + data("")));
    book(
        "formula.xlsx",
        "read",
        sheet(
            data(
                "<row r=\"3\"><c r=\"B3\"><f>"
                    + many(80_000, i -> "+A" + r.nextInt(99_999))
                    + "</f><v>1</v></c></row>")));
    book(
        "types.xlsx",
        "CeilingExceeded",
        new RawBook()
            .part(
                "[Content_Types].xml",
                "<Types>"
                    + many(900_000, i -> "<a" + i + " x=\"" + r.nextInt() + "\"/>")
                    + "</Types>"));
    book(
        "one-part-many-sheets.xlsx",
        "CeilingExceeded",
        sheet(data("") + many(400_000, i -> "<a b=\"" + r.nextInt() + "\"/>"))
            .part(
                "xl/workbook.xml",
                "<workbook xmlns=\"{m}\" xmlns:r=\"{o}\"><sheets>"
                    + many(2_000, i -> "<sheet name=\"s" + i + "\" r:id=\"rId1\"/>")
                    + "</sheets></workbook>"));
  }

  private void old() throws IOException {
    Random r = new Random(11);
    Path plain = dir.resolve("plain.tmp");
    try (HSSFWorkbook book = new HSSFWorkbook();
        OutputStream out = Files.newOutputStream(plain)) {
      var sheet = book.createSheet("a");
      for (int i = 0; i < 5_000; i++) {
        sheet.createRow(i).createCell(0).setCellValue("chữ " + i);
      }
      book.write(out);
    }
    byte[] whole = Files.readAllBytes(plain);
    Files.delete(plain);
    byte[] noise = new byte[4 << 20];
    r.nextBytes(noise);
    System.arraycopy(whole, 0, noise, 0, 512);
    Files.write(file("noise.xls", "BrokenWorkbook|HalfCopied|NotAWorkbook"), noise);
    byte[] loop = whole.clone();
    int fat = 512 * (1 + int32(whole, 76));
    for (int i = fat; i < fat + 512; i += 4) {
      loop[i] = 0;
      loop[i + 1] = 0;
      loop[i + 2] = 0;
      loop[i + 3] = 0;
    }
    Files.write(file("loop.xls", "BrokenWorkbook"), loop);
    byte[] counts = whole.clone();
    for (int i = 44; i < 76; i++) {
      counts[i] = 0x7f;
    }
    Files.write(file("counts.xls", "BrokenWorkbook|HalfCopied|NotAWorkbook"), counts);
    byte[] strings = whole.clone();
    int sst = indexOf(whole, new byte[] {(byte) 0xfc, 0});
    for (int i = sst + 4; i < sst + 12; i++) {
      strings[i] = 0x7f;
    }
    Files.write(file("strings.xls", "BrokenWorkbook"), strings);
  }

  private static int int32(byte[] b, int at) {
    return b[at] & 0xff | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
  }

  /** Where an SST record begins: its number, and a length that is near a record's largest. */
  private static int indexOf(byte[] b, byte[] number) {
    for (int i = 512; i < b.length - 4; i++) {
      if (b[i] == number[0] && b[i + 1] == number[1] && (b[i + 3] == 0x20 || b[i + 3] == 0x1f)) {
        return i;
      }
    }
    throw new IllegalStateException("no SST record");
  }

  @Test
  void each_is_refused_in_time_and_the_next_file_is_read_as_ever() throws Exception {
    packages();
    parts();
    old();
    Path good = FastReaderTest.sample().getFirst();
    Path report = dir.resolve("report.tsv");
    Path errors = dir.resolve("errors.txt");
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                dir.toString(),
                good.toString())
            .redirectOutput(report.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = p.waitFor(300, TimeUnit.SECONDS);
    if (!ended) {
      p.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(report);
    assertThat(ended).as("it hangs after " + lines).isTrue();
    assertThat(p.exitValue()).as(Files.readString(errors) + lines).isZero();
    List<String> wrong = new ArrayList<>();
    for (String line : lines) {
      String[] w = line.split("\t");
      String wanted = expected.remove(w[0]);
      if (wanted == null || !List.of(wanted.split("\\|")).contains(w[2])) {
        wrong.add(line + ", expected " + wanted);
      }
      if (Long.parseLong(w[1]) > MILLIS) {
        wrong.add(line + " took too long");
      }
    }
    System.out.println(String.join("\n", lines));
    assertThat(wrong).isEmpty();
    assertThat(expected).as("not read at all").isEmpty();
    assertThat(Files.exists(dir.resolveSibling("evil.txt"))).isFalse();
  }

  /** The small process: reads each file of a folder and after each the good one. */
  static final class Child {
    public static void main(String[] arguments) throws IOException {
      Path good = Path.of(arguments[1]);
      Draft expected = ((Reading.Form) Workbooks.read(good)).draft();
      List<Path> files;
      try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
        files = all.filter(f -> f.toString().matches(".*\\.(xlsx|xls|zip)")).sorted().toList();
      }
      for (Path f : files) {
        // of this process's own time: what else the machine does is no fault of the reader
        long start = cpuMillis();
        Reading r = Workbooks.read(f);
        long millis = cpuMillis() - start;
        String what = r instanceof Reading.NotRead(var x) ? x.getClass().getSimpleName() : "read";
        System.out.println(f.getFileName() + "\t" + millis + "\t" + what);
        if (!(Workbooks.read(good) instanceof Reading.Form(Draft d)) || !d.equals(expected)) {
          System.err.println("the good file is read otherwise after " + f);
          System.exit(1);
        }
      }
    }

    private static long cpuMillis() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }
  }
}
