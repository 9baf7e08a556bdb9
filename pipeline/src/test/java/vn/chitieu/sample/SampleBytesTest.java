package vn.chitieu.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;

/** What lies in git is what the generator makes from the story. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleBytesTest {
  @Test
  void the_sample_in_git_is_made_from_the_story_byte_for_byte(@TempDir Path dir)
      throws IOException {
    SampleInput.write(dir);
    assertThat(SampleInput.differences(dir, ReleaseFixture.repo().resolve("sample-input")))
        .as(
            "sample-input/ differs from what the story gives: run SampleInput.main with that"
                + " folder (README, \"The sample\") and commit the result")
        .isEmpty();
  }

  @Test
  void the_sample_stays_small_enough_for_git() throws IOException {
    try (Stream<Path> files = Files.walk(ReleaseFixture.repo().resolve("sample-input"))) {
      long bytes = files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertThat(bytes).isLessThan(6_000_000);
    }
  }
}
