package vn.chitieu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;

/** The sample year, played once for all tests by the program's own demo. */
public final class ReleaseFixture {
  private static Path home;

  private ReleaseFixture() {}

  /** The repository's root. */
  public static Path repo() {
    return Path.of(System.getProperty("chitieu.repo", "..")).toAbsolutePath().normalize();
  }

  /** A home in which every sample night has been played. Not to be written to. */
  public static synchronized Home sampleHome() {
    if (home == null) {
      try {
        System.setProperty("chitieu.repo", repo().toString());
        Path fresh = Files.createTempDirectory("sample-home");
        int code = Verbs.run(new String[] {"demo", "--no-dashboards", "--home", fresh.toString()});
        if (code != 0) {
          throw new IllegalStateException("the demo ended with " + code);
        }
        home = fresh;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Home(home);
  }

  /** The warehouse file that the last sample night published. */
  public static Path publishedSample() {
    return sampleHome().releases().resolve("current").resolve("warehouse.duckdb");
  }
}
