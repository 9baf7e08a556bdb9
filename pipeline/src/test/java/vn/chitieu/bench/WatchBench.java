package vn.chitieu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long a ward waits for its answers while {@code ./chitieu watch} stays up: all units drop
 * their month at once; counted from the moment the last file has settled to the moment the last
 * answer lies there and every drop folder is empty. Month after month in one watch, so the later
 * figures are those of a program that has been up for a while.
 */
final class WatchBench {
  private static final int SETTLE = 1;

  private WatchBench() {}

  static void run(Path repo, Path home) throws Exception {
    String chitieu = repo.resolve("chitieu").toString();
    command(chitieu, "init", "--home", home.toString());
    Path said = home.resolve("watch.log");
    Process watch =
        new ProcessBuilder(
                chitieu, "watch", "--home", home.toString(), "--settle", Integer.toString(SETTLE))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Files.exists(said) || !Files.readString(said).contains("Đang trông")) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(Files.readString(said));
        }
        Thread.sleep(50);
      }
      Thread.sleep(2_000); // a night that was missed is made up for first
      List<Double> waits = new ArrayList<>();
      int files = 0;
      for (int month = 1; month <= 9; month++) {
        List<Path> forms = forms(repo, month);
        files = forms.size();
        long dropped = 0;
        for (Path form : forms) {
          Path drop =
              home.resolve(
                  "share/thuy-nguyen/"
                      + form.getParent().getFileName()
                      + "/nop/"
                      + form.getFileName());
          Files.copy(form, drop);
          dropped = System.nanoTime();
        }
        while (!isEmpty(home, forms)) {
          Thread.sleep(5);
        }
        waits.add((System.nanoTime() - dropped) / 1e9 - SETTLE);
      }
      double[] later =
          waits.subList(3, waits.size()).stream().mapToDouble(d -> d).sorted().toArray();
      System.out.println(
          String.format(
              Locale.ROOT,
              "watch: %d workbooks of a ward answered %.2f s after settling (median of %d months;"
                  + " first month %.2f s; wanted: 0.5 s)",
              files,
              later[later.length / 2],
              later.length,
              waits.getFirst()));
    } finally {
      watch.descendants().forEach(ProcessHandle::destroy);
      watch.destroy();
      watch.waitFor(20, TimeUnit.SECONDS);
    }
  }

  /** One workbook a unit; the story's other drops of that month are left out. */
  private static List<Path> forms(Path repo, int month) throws IOException {
    String name = String.format("2026-%02d_", month);
    try (Stream<Path> all = Files.walk(repo.resolve("sample-input/nights"))) {
      return all
          .filter(f -> f.getFileName().toString().matches(name + "[a-z-]+\\.xlsx"))
          .filter(
              f -> f.getFileName().toString().equals(name + f.getParent().getFileName() + ".xlsx"))
          .sorted()
          .collect(
              java.util.stream.Collectors.toMap(
                  Path::getFileName, f -> f, (a, b) -> b, java.util.TreeMap::new))
          .values()
          .stream()
          .toList();
    }
  }

  private static boolean isEmpty(Path home, List<Path> forms) throws IOException {
    for (Path form : forms) {
      try (Stream<Path> left =
          Files.list(
              home.resolve("share/thuy-nguyen/" + form.getParent().getFileName() + "/nop"))) {
        if (left.findAny().isPresent()) {
          return false;
        }
      }
    }
    return true;
  }

  private static void command(String... words) throws Exception {
    Process p = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said =
        new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (p.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }
}
