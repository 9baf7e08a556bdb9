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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private final Map<String, String> tokens = new TreeMap<>();
  private String token = "";
  private String cookie = "";
  private String csrfToken = "";

  /** Over a home of one ward; its people are those of {@code state/people.yaml}, if it is there. */
  Superset(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("share/thuy-nguyen/van-phong"));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "http://127.0.0.1:" + port;
  }

  record Ended(int code, String output) {}

  Ended run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "superset-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CHITIEU_HOME", home.toString());
    builder.environment().put("SUPERSET_PORT", Integer.toString(port));
    builder.environment().putAll(environment);
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
    as("admin");
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
    as("lanhdao");
  }

  /** Whatever is asked from now on is asked by this person; by nobody in particular when empty. */
  void as(String username) throws IOException, InterruptedException {
    token = "";
    cookie = "";
    csrfToken = "";
    if (!username.isEmpty()) {
      if (!tokens.containsKey(username)) {
        tokens.put(username, logIn(username));
      }
      token = tokens.get(username);
    }
  }

  /**
   * From now on carries what a form of Superset's own page would: only then rights decide on it.
   */
  void withForm() throws IOException, InterruptedException {
    String person = token;
    token = "";
    HttpResponse<String> page = get("/login/");
    token = person;
    Matcher field =
        Pattern.compile("name=\"csrf_token\"[^>]*value=\"([^\"]+)\"").matcher(page.body());
    if (!field.find()) {
      throw new AssertionError("the login page carries no token");
    }
    csrfToken = field.group(1);
    cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  /** A new token; empty when this person may not log in. */
  String logIn(String user) throws IOException, InterruptedException {
    token = "";
    String password = secret("SUPERSET_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD");
    String body =
        JSON.writeValueAsString(
            Map.of("username", user, "password", password, "provider", "db", "refresh", false));
    HttpResponse<String> answer = send("POST", "/api/v1/security/login", body);
    return JSON.readTree(answer.body()).path("access_token").asString("");
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
    if (!csrfToken.isEmpty()) {
      request.header("Cookie", cookie).header("X-CSRFToken", csrfToken);
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
