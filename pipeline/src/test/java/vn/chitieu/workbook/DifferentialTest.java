package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.Python;
import vn.chitieu.sheet.Draft;

/** Every value as we read it against what three others read: StAX, POI, python-calamine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DifferentialTest {
  private static final int RAW = 1_700;
  private static final int EACH = 100;
  private static final long SEED = 20261124;

  @TempDir Path dir;

  private final Map<String, Integer> rules = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;

  @Test
  void two_thousand_workbooks_say_the_same_to_all_readers() throws Exception {
    assumeTrue(Python.isAvailable(), "Python 3.11 is missing");
    List<Path> books = new ArrayList<>();
    for (int i = 0; i < RAW; i++) {
      books.add(RandomBooks.write(SEED + i, dir.resolve("raw-" + i + ".xlsx")));
    }
    Python.run("random_workbooks.py", dir.toString(), Integer.toString(EACH), Long.toString(SEED));
    try (Stream<Path> made = Files.list(dir)) {
      made.filter(f -> f.getFileName().toString().matches("(openpyxl|xlsxwriter).*"))
          .sorted()
          .forEach(books::add);
    }
    List<Path> again =
        books.stream().filter(f -> !f.toString().contains("raw-")).limit(60).toList();
    Path byOffice = LibreOffice.saveAll(again, "xlsx:Calc MS Excel 2007 XML", dir);
    try (Stream<Path> made = Files.list(byOffice)) {
      made.sorted().forEach(books::add);
    }
    books.addAll(FastReaderTest.sample().subList(0, 60));
    compare(books);
    System.out.println(books.size() + " workbooks, " + compared + " cells, rules " + rules);
    assertThat(books).hasSizeGreaterThan(2_000);
    assertThat(compared).isGreaterThan(50_000);
  }

  @Test
  void found_workbooks_say_the_same_to_all_readers() throws Exception {
    assumeTrue(Python.isAvailable(), "Python 3.11 is missing");
    compare(ForeignWorkbooks.corpus());
    System.out.println(compared + " cells, rules " + rules);
    assertThat(compared).isGreaterThan(500);
  }

  private void compare(List<Path> books) throws IOException {
    List<Map<Oracles.At, String>> calamine = Oracles.calamine(books, dir);
    for (int i = 0; i < books.size(); i++) {
      Path book = books.get(i);
      Optional<Path> coded = Oracles.coded(book, dir.resolve("coded.xlsx"));
      if (coded.isEmpty()) {
        continue;
      }
      Reading fast = Workbooks.read(coded.get(), Ceilings.STANDARD, true);
      Reading slow = Workbooks.read(coded.get(), Ceilings.STANDARD, false);
      assertThat(fast).as(book.toString()).isEqualTo(slow);
      if (!(fast instanceof Reading.Form(Draft draft))) {
        differences.add(book.getFileName() + ": " + fast);
        continue;
      }
      Map<Oracles.At, String> ours = Oracles.ours(draft, Oracles.SHIFT);
      compare(book, "POI", ours, Oracles.poi(book));
      compare(book, "calamine", ours, calamine.get(i));
    }
    assertThat(differences).as("differences that no rule explains").isEmpty();
  }

  private void compare(
      Path book, String by, Map<Oracles.At, String> ours, Map<Oracles.At, String> theirs) {
    if (theirs == null) {
      count(by + " does not open the file");
      return;
    }
    TreeSet<Oracles.At> all = new TreeSet<>(ours.keySet());
    all.addAll(theirs.keySet());
    for (Oracles.At at : all) {
      compared++;
      String our = ours.getOrDefault(at, "");
      String their = theirs.getOrDefault(at, "");
      if (!our.equals(their)) {
        String rule = rule(by, our, their, at);
        if (rule == null) {
          differences.add(
              book.getFileName() + " " + at + ": ours <" + our + "> " + by + " <" + their + ">");
        } else {
          count(rule);
        }
      }
    }
  }

  private void count(String rule) {
    rules.merge(rule, 1, Integer::sum);
  }

  /** The name of the known deviation; null when there is none. */
  private static String rule(String by, String our, String their, Oracles.At at) {
    if (at.column() > 60) {
      return "beyond the columns that were coded for the test";
    }
    boolean isCalamine = by.equals("calamine");
    if (isCalamine && our.startsWith("E ") && their.isEmpty()) {
      return "calamine gives nothing for an error";
    }
    if (isCalamine && our.equals("U") && their.isEmpty()) {
      return "calamine gives nothing for a formula without a result";
    }
    if (isCalamine && our.startsWith("N ") && their.equals("time")) {
      return "calamine gives a time of day where a clock format shows the number";
    }
    if (isCalamine && our.startsWith("N ") && isDayOf(our, their)) {
      return "calamine gives a day where a clock format hides it";
    }
    if (isCalamine && our.equals("D 1904-01-01") && their.equals("time")) {
      return "calamine gives a time of day for the first day of the 1904 system";
    }
    if (isCalamine && (our.equals("N 60") || our.equals("N 0")) && their.startsWith("D ")) {
      return "calamine makes a day of 0 and 60, which are none";
    }
    if (isCalamine && our.contains("1 < 2") && !their.contains("1 < 2")) {
      return "calamine drops CDATA";
    }
    return null;
  }

  private static boolean isDayOf(String our, String their) {
    double n = Double.parseDouble(our.substring(2));
    LocalDate start = LocalDate.of(1899, 12, n < 60 ? 31 : 30);
    return n >= 0
        && n < 3e6
        && (their.equals("D " + start.plusDays((long) n))
            || their.equals("D " + LocalDate.of(1904, 1, 1).plusDays((long) n)));
  }
}
