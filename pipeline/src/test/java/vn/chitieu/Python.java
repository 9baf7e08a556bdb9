package vn.chitieu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of {@code src/test/python} in an environment of their own: Python 3.11 with
 * exactly what {@code requirements.txt} there names. It is made once under {@code .chitieu/py},
 * keyed by the hash of that file, and shared by all runs and processes.
 */
public final class Python {
  private static @Nullable Path interpreter;

  private Python() {}

  /**
   * Whether this machine has Python 3.11. A test that needs it is skipped without; under {@code
   * CI=true} this says yes and the test fails.
   */
  public static boolean isAvailable() {
    return "true".equals(System.getenv("CI")) || find() != null;
  }

  /**
   * Runs a script to its end.
   *
   * @param name a file in {@code src/test/python}
   * @return what it wrote to its standard output
   * @throws AssertionError when it ends with another code than 0; carries its standard error
   */
  public static String run(String name, String... arguments) {
    return run(command(name, arguments));
  }

  /**
   * The command that runs a script, for callers that start the process themselves (the bench
   * measures it). Makes the environment when it is not there yet.
   */
  public static List<String> command(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(interpreter().toString());
    command.add("-Xutf8");
    command.add(folder().resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path folder() {
    return ReleaseFixture.repo().resolve("pipeline/src/test/python");
  }

  private static synchronized Path interpreter() {
    if (interpreter == null) {
      try {
        interpreter = make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return interpreter;
  }

  private static Path make() throws IOException {
    Path requirements = folder().resolve("requirements.txt");
    Path home = ReleaseFixture.repo().resolve(".chitieu/py");
    Path env = home.resolve(hash(Files.readAllBytes(requirements)));
    Path python = env.resolve("bin/python");
    Path done = env.resolve("complete");
    Files.createDirectories(home);
    // Two processes may want it at the same moment; the second finds it made.
    try (FileChannel lock =
        FileChannel.open(
            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(done)) {
        String base = find();
        if (base == null) {
          throw new AssertionError("Python 3.11 is missing (python3.11 or python3)");
        }
        run(List.of(base, "-m", "venv", "--clear", env.toString()));
        run(
            List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--no-deps",
                "-r",
                requirements.toString()));
        Files.writeString(done, "");
      }
    }
    return python;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable String find() {
    for (String name : List.of("python3.11", "python3")) {
      try {
        Process p =
            new ProcessBuilder(name, "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (p.waitFor() == 0) {
          return name;
        }
      } catch (IOException e) {
        // no such program
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return null;
  }

  /** Output goes through files: a full pipe would stop a process that writes much to both. */
  private static String run(List<String> command) {
    try {
      Path out = Files.createTempFile("python", ".out");
      Path err = Files.createTempFile("python", ".err");
      try {
        Process p =
            new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!p.waitFor(10, TimeUnit.MINUTES)) {
          p.destroyForcibly();
          throw new AssertionError(command + " did not end within ten minutes");
        }
        if (p.exitValue() != 0) {
          throw new AssertionError(
              command + " ended with " + p.exitValue() + ":\n" + Files.readString(err));
        }
        return Files.readString(out);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
