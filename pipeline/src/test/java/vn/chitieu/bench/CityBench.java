package vn.chitieu.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.Python;
import vn.chitieu.Trees;
import vn.chitieu.bench.Processes.Took;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.Progress;

/**
 * A city's month through the whole program as it is started by hand, each run cold in a process of
 * its own, set against the Python peer on the same files: interleaved, medians.
 */
public final class CityBench {
  private final Path repo;
  private final Path work;
  private final Processes processes;

  /**
   * @param repo the checkout
   * @param work a folder that may be filled; the caller removes it
   */
  public CityBench(Path repo, Path work) {
    this.repo = repo;
    this.work = work;
    this.processes = new Processes(work);
  }

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
    List<Double> bare = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < rounds + 1; i++) {
      Path home = work.resolve("home");
      Trees.delete(home);
      Trees.copy(prepared, home);
      Took mine = night(home, "2026-01-16");
      checkAllTaken(home, files);
      double running = runningNight(prepared, files);
      if (i > 0) { // the first warms the disk's cache, and the running process
        ours.add(mine);
        bare.add(mine.seconds() - answering(steps(home)));
        warm.add(running);
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
          "Python peer without answers: %.2f s; our nights less the step that answers: cold %.2f s,"
              + " ratio %.2f (wanted 0.7), in a running process %.2f s, ratio %.2f (wanted 2)",
          median(readers),
          middle(bare),
          median(readers) / middle(bare),
          middle(warm),
          median(readers) / middle(warm));
      say("steps of our last night: %s", steps(work.resolve("home")));
    }
  }

  /** A night in this process, which has run one before, less the step that answers; seconds. */
  private double runningNight(Path prepared, int files) throws Exception {
    Path home = work.resolve("running");
    Trees.delete(home);
    Trees.copy(prepared, home);
    Logger steps = (Logger) LoggerFactory.getLogger(Nightly.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    try (Nightly nightly = Nightly.open(new Home(home), ZoneId.of("Asia/Ho_Chi_Minh"))) {
      steps.setLevel(Level.INFO);
      steps.setAdditive(false);
      steps.addAppender(said);
      long began = System.nanoTime();
      nightly.run(LocalDate.parse("2026-01-16"), Duration.ZERO, Progress.SILENT);
      double seconds = (System.nanoTime() - began) / 1e9;
      checkAllTaken(home, files);
      return seconds
          - answering(
              said.list.stream()
                  .map(ILoggingEvent::getFormattedMessage)
                  .collect(Collectors.joining(", ")));
    } finally {
      steps.detachAppender(said);
    }
  }

  private static double answering(String steps) {
    Matcher m = Pattern.compile("answer: (\\d+) ms").matcher(steps);
    if (!m.find()) {
      throw new IllegalStateException("no step of that name: " + steps);
    }
    return Integer.parseInt(m.group(1)) / 1e3;
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
    return processes.run(
        List.of(
            repo.resolve("chitieu").toString(),
            "nightly",
            "--home",
            home.toString(),
            "--as-of",
            asOf,
            "--settle", // the files lie there for hours in a real night
            "0"),
        Map.of());
  }

  private Took peer(Path share, @Nullable Path answers) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of(share.toString(), "--db", work.resolve("peer.duckdb").toString()));
    if (answers != null) {
      Trees.delete(answers);
      arguments.addAll(List.of("--out", answers.toString()));
    }
    return processes.run(
        Python.command("city_peer.py", arguments.toArray(String[]::new)), Map.of());
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
    return middle(all.stream().map(Took::seconds).toList());
  }

  private static double middle(List<Double> all) {
    List<Double> s = all.stream().sorted().toList();
    return s.isEmpty() ? Double.NaN : s.get(s.size() / 2);
  }

  private static long most(List<Took> all) {
    return all.stream().mapToLong(Took::megabytes).max().orElse(0);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
