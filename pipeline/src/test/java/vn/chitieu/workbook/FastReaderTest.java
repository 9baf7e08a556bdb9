package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
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
}
