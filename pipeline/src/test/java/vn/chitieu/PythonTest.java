package vn.chitieu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonTest {
  @BeforeAll
  static void python_is_there() {
    assumeTrue(Python.isAvailable(), "Python 3.11 is missing");
  }

  @Test
  void the_environment_holds_exactly_the_versions_that_are_named() throws IOException {
    List<String> named =
        Files.readAllLines(
            ReleaseFixture.repo().resolve("pipeline/src/test/python/requirements.txt"));
    for (String line : Python.run("versions.py").lines().toList()) {
      assertThat(named).contains(line.replace(" ", "=="));
    }
  }

  @Test
  void a_script_that_fails_says_why() {
    assertThatThrownBy(() -> Python.run("not_there.py"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not_there.py")
        .hasMessageContaining("No such file");
  }
}
