package vn.chitieu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;

/**
 * The sample year, played once by the program's own demo for all tests of one build: every process
 * that tests the same classes on the same sample finds it in {@code target/}.
 */
public final class ReleaseFixture {
  /** Younger than a release may be before pages say that it is old. */
  private static final Duration FRESH = Duration.ofHours(12);

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
        home = make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Home(home);
  }

  private static Path make() throws IOException {
    System.setProperty("chitieu.repo", repo().toString());
    Path target = repo().resolve("pipeline/target");
    Path made = target.resolve("sample-home-" + fingerprint(target.resolve("classes")));
    Path done = made.resolveSibling(made.getFileName() + ".done");
    try (FileChannel lock =
        FileChannel.open(
            target.resolve("sample-home.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      lock.lock(); // another process may be playing it
      if (!isFresh(done)) {
        forgetOthers(target);
        int code = Verbs.run(new String[] {"demo", "--no-dashboards", "--home", made.toString()});
        if (code != 0) {
          throw new IllegalStateException("the demo ended with " + code);
        }
        Files.writeString(done, "");
      }
    }
    return made;
  }

  private static boolean isFresh(Path done) throws IOException {
    return Files.exists(done)
        && Files.getLastModifiedTime(done).toInstant().isAfter(Instant.now().minus(FRESH));
  }

  private static void forgetOthers(Path target) throws IOException {
    try (Stream<Path> entries = Files.list(target)) {
      for (Path p : entries.toList()) {
        String name = p.getFileName().toString();
        if (name.startsWith("sample-home-") && Files.isDirectory(p)) {
          Trees.delete(p);
        } else if (name.startsWith("sample-home-")) {
          Files.delete(p);
        }
      }
    }
  }

  /** Of the program and of what it plays. */
  private static String fingerprint(Path classes) throws IOException {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (Path tree : List.of(classes, repo().resolve("sample-input"))) {
        try (Stream<Path> walk = Files.walk(tree)) {
          for (Path p : walk.filter(Files::isRegularFile).sorted().toList()) {
            all.update(tree.relativize(p).toString().getBytes(StandardCharsets.UTF_8));
            all.update(Files.readAllBytes(p));
          }
        }
      }
      return HexFormat.of().formatHex(all.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The warehouse file that the last sample night published. */
  public static Path publishedSample() {
    return sampleHome().releases().resolve("current").resolve("warehouse.duckdb");
  }
}
