package vn.chitieu.dashboards;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Superset over a home, driven by the repository's own script and nothing else. */
final class Superset {
  private static final Path SCRIPT = Bundle.ROOT.resolve("superset/superset.sh");
  private static final JsonMapper JSON = new JsonMapper();

  final String address;
  private final Path home;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  Superset(Path home) throws IOException {
    this.home = home;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "http://127.0.0.1:" + port;
  }

  record Ended(int code, String output) {}

  Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "superset-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CHITIEU_HOME", home.toString());
    builder.environment().put("SUPERSET_PORT", Integer.toString(port));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroy();
      throw new AssertionError(String.join(" ", command) + " does not end");
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  String secret(String key) throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("state/secrets.env"))) {
      return lines
          .filter(line -> line.startsWith(key + "="))
          .map(line -> line.substring(key.length() + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Everything an import may change: id, uuid and name of each asset, as the administrator sees it.
   */
  Map<String, List<String>> assets() throws IOException, InterruptedException {
    token = "";
    token = logIn("admin", secret("SUPERSET_ADMIN_PASSWORD"));
    Map<String, List<String>> assets = new TreeMap<>();
    for (String kind : List.of("database", "dataset", "chart", "dashboard")) {
      List<String> rows = new ArrayList<>();
      JsonNode answer = JSON.readTree(get("/api/v1/" + kind + "/?q=(page_size:100)").body());
      for (JsonNode row : answer.path("result")) {
        rows.add(
            Stream.of("id", "uuid", "slug", "database_name", "table_name", "slice_name")
                .map(key -> row.path(key).asString(""))
                .reduce("", (a, b) -> a + " " + b)
                .strip());
      }
      rows.sort(null);
      assets.put(kind, rows);
    }
    return assets;
  }

  void logInAsLeader() throws IOException, InterruptedException {
    token = logIn("lanhdao", secret("SUPERSET_LANHDAO_PASSWORD"));
  }

  private String logIn(String user, String password) throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("username", user, "password", password, "provider", "db", "refresh", false));
    HttpResponse<String> answer = send("POST", "/api/v1/security/login", body);
    return JSON.readTree(answer.body()).path("access_token").asString();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  void stop() throws IOException, InterruptedException {
    http.close();
    run("down");
  }

  /**
   * The browser on the PATH. Where there is none the test is skipped and counted, on CI it fails.
   */
  static Path chromium() {
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      for (String folder : System.getenv("PATH").split(":")) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    missing("Chromium is missing: apt install chromium");
    throw new AssertionError();
  }

  static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(what);
    }
    abort(what);
  }
}
