package vn.chitieu.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.Python;
import vn.chitieu.Trees;

/**
 * A city's month through the whole program as it is started by hand, each run cold in a process of
 * its own, set against the Python peer on the same files: interleaved, medians.
 */
public final class CityBench {
  private final Path repo;
  private final Path work;

  /**
   * @param repo the checkout
   * @param work a folder that may be filled; the caller removes it
   */
  public CityBench(Path repo, Path work) {
    this.repo = repo;
    this.work = work;
  }

  /** What one process took. */
  private record Took(double seconds, long megabytes) {}

  /**
   * Prints one line a figure.
   *
   * @param files workbooks of the month
   * @param rounds at least 5 for figures to quote
   * @param withPeer false: only our own figures
   */
  public void run(int files, int rounds, boolean withPeer) throws Exception {
    Path prepared = work.resolve("prepared");
    City city = new City(repo.resolve("sample-input"));
    city.writePlans(prepared, files);
    night(prepared, "2026-01-09"); // plans come into force, forms are handed out
    city.drop(prepared, files);
    List<Took> ours = new ArrayList<>();
    List<Took> peers = new ArrayList<>();
    List<Took> readers = new ArrayList<>();
    for (int i = 0; i < rounds + 1; i++) {
      Path home = work.resolve("home");
      Trees.delete(home);
      Trees.copy(prepared, home);
      Took mine = night(home, "2026-01-16");
      checkAllTaken(home, files);
      if (i > 0) {
        ours.add(mine); // the first warms the disk's cache
      }
      if (withPeer) {
        Path share = prepared.resolve("share");
        Took loads = peer(share, null);
        Took answers = peer(share, work.resolve("peer-answers"));
        if (i > 0) {
          readers.add(loads);
          peers.add(answers);
        }
      }
    }
    double mine = median(ours);
    say(
        "%,d workbooks, cold night with every answer: %.2f s, %d MB at most",
        files, mine, most(ours));
    if (withPeer) {
      say("Python peer, two processes, with openpyxl answers: %.2f s", median(peers));
      say("  ratio peer/ours: %.1f (wanted: at least 5)", median(peers) / mine);
      say(
          "Python peer without answers: %.2f s, ratio to our night with answers: %.2f",
          median(readers), median(readers) / mine);
      say("steps of our last night: %s", steps(work.resolve("home")));
    }
  }

  /** Peak memory at many workbooks against few. */
  public void memory(int few, int many) throws Exception {
    long first = peak(few);
    long second = peak(many);
    say(
        "peak memory: %d MB at %,d workbooks, %d MB at %,d: ratio %.2f (aim 1.2 and 512 MB)",
        first, few, second, many, (double) second / first);
  }

  private long peak(int files) throws Exception {
    Path home = work.resolve("memory");
    Trees.delete(home);
    City city = new City(repo.resolve("sample-input"));
    city.writePlans(home, files);
    night(home, "2026-01-09");
    city.drop(home, files);
    Took took = night(home, "2026-01-16");
    checkAllTaken(home, files);
    say("%,d workbooks: %.1f s, %d MB; %s", files, took.seconds(), took.megabytes(), steps(home));
    Trees.delete(home);
    return took.megabytes();
  }

  private Took night(Path home, String asOf) throws Exception {
    return timed(
        List.of(
            repo.resolve("chitieu").toString(),
            "nightly",
            "--home",
            home.toString(),
            "--as-of",
            asOf,
            "--settle", // the files lie there for hours in a real night
            "0"),
        0);
  }

  private Took peer(Path share, @Nullable Path answers) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of(share.toString(), "--db", work.resolve("peer.duckdb").toString()));
    if (answers != null) {
      Trees.delete(answers);
      arguments.addAll(List.of("--out", answers.toString()));
    }
    return timed(Python.command("city_peer.py", arguments.toArray(String[]::new)), 0);
  }

  /** Runs a process to its end; peak memory is that of its largest process, by GNU time. */
  private Took timed(List<String> command, int expected) throws Exception {
    Path memory = work.resolve("memory.txt");
    Files.createDirectories(work);
    List<String> measured =
        new ArrayList<>(List.of("/usr/bin/env", "time", "-f", "%M", "-o", memory.toString()));
    boolean canMeasure = Files.isExecutable(Path.of("/usr/bin/time"));
    List<String> all = canMeasure ? measured : new ArrayList<>();
    all.addAll(command);
    Path log = work.resolve("last.log");
    long began = System.nanoTime();
    Process p =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = p.waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (code != expected) {
      throw new IllegalStateException(
          command + " ended with " + code + ":\n" + Files.readString(log));
    }
    long kilobytes =
        canMeasure
            ? Long.parseLong(Files.readString(memory).strip().lines().toList().getLast())
            : 0;
    return new Took(seconds, kilobytes / 1024);
  }

  /** A figure is worth nothing when a file was left out. */
  private static void checkAllTaken(Path home, int files) throws IOException {
    try (var runs = Files.list(home.resolve("state/runs"))) {
      Path last = runs.sorted().toList().getLast();
      JsonNode summary =
          JsonMapper.shared().readTree(Files.readString(last.resolve("summary.json")));
      if (summary.at("/files/received").asInt() != files || !summary.at("/failures").isEmpty()) {
        throw new IllegalStateException("not every file was taken: " + summary.at("/files"));
      }
    }
  }

  private static String steps(Path home) throws IOException {
    List<String> lines =
        Files.readAllLines(home.resolve("state/chitieu.log"), StandardCharsets.UTF_8);
    List<String> steps =
        lines.stream()
            .filter(l -> l.endsWith(" ms"))
            .map(l -> l.substring(l.lastIndexOf(" - ") + 3))
            .toList();
    return String.join(", ", steps.subList(Math.max(0, steps.size() - 7), steps.size()));
  }

  private static double median(List<Took> all) {
    double[] s = all.stream().mapToDouble(Took::seconds).sorted().toArray();
    return s.length == 0 ? Double.NaN : s[s.length / 2];
  }

  private static long most(List<Took> all) {
    return all.stream().mapToLong(Took::megabytes).max().orElse(0);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
