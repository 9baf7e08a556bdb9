package vn.chitieu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs as they are started by hand, and says what they took. */
final class Processes {
  private final Path work;

  /**
   * @param work a folder for what they print; made when it is missing
   */
  Processes(Path work) {
    this.work = work;
  }

  /**
   * What one process took.
   *
   * @param megabytes of its largest process, by GNU time; 0 where there is none
   */
  record Took(double seconds, long megabytes) {}

  /**
   * Runs a process to its end.
   *
   * @throws IllegalStateException with what it printed, when it does not end well
   */
  Took run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path memory = work.resolve("memory.txt");
    List<String> all = new ArrayList<>();
    boolean canMeasure = Files.isExecutable(Path.of("/usr/bin/time"));
    if (canMeasure) {
      all.addAll(List.of("/usr/bin/env", "time", "-f", "%M", "-o", memory.toString()));
    }
    all.addAll(command);
    Path log = work.resolve("last.log");
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    int code = builder.start().waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(
          command + " ended with " + code + ":\n" + Files.readString(log));
    }
    long kilobytes =
        canMeasure
            ? Long.parseLong(Files.readString(memory).strip().lines().toList().getLast())
            : 0;
    return new Took(seconds, kilobytes / 1024);
  }
}
