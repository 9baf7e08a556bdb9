package vn.chitieu.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long <em>Điều hành</em> takes to open beside Superset's own empty dashboard, and how many
 * leaders it serves at once, over the year of one ward and of a city. What is measured, and how,
 * says {@code dashboards/superset/tools/speed.py}.
 */
public final class BoardsBench {
  /** A ward; Hải Phòng. */
  private static final int[] LOCALITIES = {1, 114};

  private static final String PEOPLE =
      """
      - username: lanhdao
        name: Lãnh đạo
        role: LanhDao
        locality: xa-00000
      - username: admin
        name: Quản trị
        role: QuanTri
      """;

  private final Path repo;
  private final Path work;
  private final Processes processes;

  /**
   * @param repo the checkout
   * @param work a folder that may be filled; the caller removes it
   */
  public BoardsBench(Path repo, Path work) {
    this.repo = repo;
    this.work = work;
    this.processes = new Processes(work);
  }

  /** Prints four lines a size. */
  public void run() throws Exception {
    Path year = work.resolve("year");
    chitieu(Map.of(), "demo", "--no-dashboards", "--home", year.toString());
    for (int localities : LOCALITIES) {
      Path home = work.resolve("home-" + localities);
      SizeBench.laid(year, home, localities);
      chitieu(Map.of(), "publish", "--home", home.toString());
      Files.writeString(home.resolve("state/people.yaml"), PEOPLE);
      String port = Integer.toString(freePort());
      chitieu(Map.of(), "dashboards", "up", "--home", home.toString(), "--port", port);
      try {
        System.out.println(localities + " localities:");
        measure(home, port);
      } finally {
        chitieu(Map.of(), "dashboards", "down", "--home", home.toString());
      }
    }
  }

  private void measure(Path home, String port) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                repo.resolve(".chitieu/venv/bin/python").toString(),
                repo.resolve("dashboards/superset/tools/speed.py").toString(),
                "--url",
                "http://127.0.0.1:" + port)
            .inheritIO();
    for (String line : Files.readAllLines(home.resolve("state/secrets.env"))) {
      int at = line.indexOf('=');
      builder.environment().put(line.substring(0, at), line.substring(at + 1));
    }
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException("speed.py did not end well");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private void chitieu(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(repo.resolve("chitieu").toString()));
    command.addAll(List.of(words));
    processes.run(command, environment);
  }
}
