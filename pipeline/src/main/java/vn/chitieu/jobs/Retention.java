package vn.chitieu.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Manifest;

/**
 * How much a home keeps of its past releases and runs. What goes can be made again: the ledger
 * gives the figures of any past day, and each finding stands in it. Kept for good are the release
 * that is out, the last one of each month, and those in which a file {@code giu-lai} lies, because
 * something on paper cites them.
 *
 * @param releases how many of the newest releases stay
 * @param runDays how many days the folders of runs stay
 */
record Retention(int releases, int runDays) {
  /** Under {@code state/}; what it does not say is as {@link #STANDARD}. */
  static final String SETTINGS = "settings.properties";

  static final Retention STANDARD = new Retention(7, 90);

  /** Whoever cites a release lays a file of this name into its folder. */
  static final String PINNED = "giu-lai";

  private static final DateTimeFormatter RUN_DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** What went. */
  record Removed(List<String> releases, List<String> runs) {
    static final Removed NOTHING = new Removed(List.of(), List.of());

    Removed {
      releases = List.copyOf(releases);
      runs = List.copyOf(runs);
    }

    boolean isNothing() {
      return releases.isEmpty() && runs.isEmpty();
    }

    /** {@code 3 bản công bố cũ, 12 lần chạy cũ}. */
    String words() {
      List<String> words = new ArrayList<>();
      if (!releases.isEmpty()) {
        words.add(releases.size() + " bản công bố cũ");
      }
      if (!runs.isEmpty()) {
        words.add(runs.size() + " lần chạy cũ");
      }
      return String.join(", ", words);
    }
  }

  /**
   * Reads what the operator decided: {@code keep.releases}, {@code keep.run_days}, each 1 or more.
   *
   * @throws IOException when a setting is no such number; nothing may be removed by a guess
   */
  static Retention of(Home home) throws IOException {
    Path file = home.state().resolve(SETTINGS);
    if (!Files.exists(file)) {
      return STANDARD;
    }
    Properties p = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      p.load(in);
    }
    return new Retention(
        number(p, "keep.releases", STANDARD.releases()),
        number(p, "keep.run_days", STANDARD.runDays()));
  }

  private static int number(Properties p, String key, int otherwise) throws IOException {
    String text = p.getProperty(key, Integer.toString(otherwise)).strip();
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IOException("state/" + SETTINGS + ": " + key + "=" + text + " không phải số từ 1");
    }
    return Integer.parseInt(text);
  }

  /** Removes what is older than is kept. A crash leaves nothing half there under its name. */
  Removed tidy(Home home, LocalDate today) throws IOException {
    List<Manifest> all = Manifest.list(home.releases());
    Set<String> kept = kept(home, all);
    List<String> releases = new ArrayList<>();
    for (Manifest m : all) {
      if (!kept.contains(m.releaseId())) {
        remove(home, home.releases().resolve(m.releaseId()));
        releases.add(m.releaseId());
      }
    }
    Set<String> explained = new HashSet<>();
    all.stream().filter(m -> kept.contains(m.releaseId())).forEach(m -> explained.add(m.runId()));
    List<String> runs = new ArrayList<>();
    for (Path run : listFolders(home.runs())) {
      String id = run.getFileName().toString();
      if (!explained.contains(id)
          && day(id).filter(d -> d.isBefore(today.minusDays(runDays))).isPresent()) {
        remove(home, run);
        runs.add(id);
      }
    }
    return new Removed(releases, runs);
  }

  private Set<String> kept(Home home, List<Manifest> all) throws IOException {
    Set<String> kept = new HashSet<>();
    Manifest.ofCurrent(home.releases()).ifPresent(m -> kept.add(m.releaseId()));
    Map<YearMonth, String> lastOfMonth = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Manifest m = all.get(i);
      lastOfMonth.put(YearMonth.from(m.asOf()), m.releaseId());
      if (i >= all.size() - releases
          || Files.exists(home.releases().resolve(m.releaseId()).resolve(PINNED))) {
        kept.add(m.releaseId());
      }
    }
    kept.addAll(lastOfMonth.values());
    return kept;
  }

  private static Optional<LocalDate> day(String runId) {
    try {
      return Optional.of(LocalDate.parse(runId.substring(0, Math.min(8, runId.length())), RUN_DAY));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // not ours
    }
  }

  private static List<Path> listFolders(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  /** First out of sight, whole, then away; {@code tmp/} is cleared by the next night. */
  private static void remove(Home home, Path folder) throws IOException {
    Path gone = home.tmp().resolve("bo-" + folder.getFileName());
    Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    Disk.delete(gone);
  }
}
