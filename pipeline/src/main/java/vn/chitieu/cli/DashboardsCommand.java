package vn.chitieu.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.chitieu.intake.Home;

/** Hands over to the one script that knows Superset, which the container uses as well. */
@Command(
    name = "dashboards",
    mixinStandardHelpOptions = true,
    description = "Bảng điều hành Superset: up bật, import nạp lại, down tắt, shots chụp ảnh.")
final class DashboardsCommand implements Callable<Integer> {
  /** What may be asked of it. */
  enum Action {
    up,
    importing,
    down,
    status,
    shots;

    static Action of(String word) {
      return word.equals("import") ? importing : valueOf(word);
    }
  }

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--port",
      paramLabel = "CỔNG",
      description = "Cổng trên máy này (mặc định: cổng đã bật lần trước, lần đầu là 8088).")
  private @Nullable Integer port;

  @Option(names = "--out", paramLabel = "THƯ-MỤC", description = "Nơi để ảnh của lệnh shots.")
  private @Nullable String out;

  @Parameters(paramLabel = "VIỆC", description = "up, import, down, status hoặc shots.")
  private String action = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    try {
      words.add(Action.of(action) == Action.importing ? "import" : action);
    } catch (IllegalArgumentException e) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Không có việc “" + action + "”: up, import, down, status hoặc shots.");
    }
    if (out != null) {
      words.add("--out");
      words.add(out);
    }
    return script(home.mounted(), port, words);
  }

  /**
   * Runs {@code superset.sh} for a home and gives its exit code; without a port, on the one where
   * it was last started.
   */
  static int script(Home home, @Nullable Integer port, List<String> words)
      throws IOException, InterruptedException {
    File script = HomeOption.repo().resolve("dashboards/superset/superset.sh").toFile();
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> env = builder.environment();
    env.put("CHITIEU_HOME", home.root().toString());
    if (port != null) {
      env.put("SUPERSET_PORT", port.toString());
    }
    Process process = builder.start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }
}
