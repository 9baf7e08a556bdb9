package vn.chitieu.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import vn.chitieu.Trees;

/**
 * {@code ./chitieu bench}: what is promised about speed, measured on this machine as ratios against
 * named peers and limits. Nothing here fails for being slow; the figures are to be read.
 */
public final class Bench {
  private static final Set<String> PARTS =
      Set.of("read", "answer", "watch", "city", "memory", "size", "boards");

  private Bench() {}

  /**
   * Arguments: the checkout, then the parts wanted ({@code read answer watch city memory size
   * boards}; none: the first four), {@code --files N}, {@code --rounds N}, {@code --values N}.
   */
  public static void main(String[] args) throws Exception {
    Path repo = Path.of(args[0]);
    List<String> wanted = new java.util.ArrayList<>();
    int files = 1_400;
    int rounds = 5;
    long values = 10_000_000;
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--files")) {
        files = Integer.parseInt(args[++i]);
      } else if (args[i].equals("--rounds")) {
        rounds = Integer.parseInt(args[++i]);
      } else if (args[i].equals("--values")) {
        values = Long.parseLong(args[++i]);
      } else if (PARTS.contains(args[i])) {
        wanted.add(args[i]);
      } else {
        System.err.println(
            "./chitieu bench [read] [answer] [watch] [city] [memory] [size] [boards] [--files N] [--rounds N]"
                + " [--values N]");
        System.exit(2);
      }
    }
    if (wanted.isEmpty()) {
      wanted.addAll(List.of("read", "answer", "watch", "city"));
    }
    Path work = Files.createTempDirectory("bench");
    try {
      City city = new City(repo.resolve("sample-input"));
      if (wanted.contains("read") || wanted.contains("answer")) {
        Path home = work.resolve("files");
        city.writePlans(home, 220);
        city.drop(home, 220);
        Path flat = Files.createDirectories(work.resolve("flat"));
        int n = 0;
        for (Path f : City.listDropped(home)) {
          Files.copy(f, flat.resolve(String.format("%05d.xlsx", n++)));
        }
        String[] arguments = {flat.toString(), Integer.toString(rounds)};
        if (wanted.contains("read")) {
          ReadBench.main(arguments);
        }
        if (wanted.contains("answer")) {
          AnswerBench.main(arguments);
        }
      }
      if (wanted.contains("watch")) {
        WatchBench.run(repo, work.resolve("ward"));
      }
      CityBench cityBench = new CityBench(repo, work.resolve("city"));
      if (wanted.contains("city")) {
        cityBench.run(files, rounds, true);
      }
      if (wanted.contains("memory")) {
        cityBench.memory(1_400, files == 1_400 ? 20_000 : files);
      }
      if (wanted.contains("size")) {
        new SizeBench(repo, work.resolve("size")).run(values);
      }
      if (wanted.contains("boards")) {
        new BoardsBench(repo, work.resolve("boards")).run();
      }
    } finally {
      Trees.delete(work);
    }
    System.exit(0);
  }
}
