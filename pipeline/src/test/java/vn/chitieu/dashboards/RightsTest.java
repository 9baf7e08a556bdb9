package vn.chitieu.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.LoadState;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each role may and may not, asked of the real Superset as a program would ask it. */
@Tag("browser")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> READERS =
      List.of("lanhdao", "anbien", "vanphong", "thanhpho", "lac");

  private RunningSuperset running;
  private Superset superset;

  /** schema.table → id of the dataset. */
  private final Map<String, Integer> datasets = new TreeMap<>();

  @BeforeAll
  void start() throws Exception {
    running = RunningSuperset.get();
    superset = running.superset;
    superset.as("admin");
    JsonNode answer = JSON.readTree(superset.get("/api/v1/dataset/?q=(page_size:100)").body());
    for (JsonNode row : answer.path("result")) {
      datasets.put(
          row.path("schema").asString() + "." + row.path("table_name").asString(),
          row.path("id").asInt());
    }
    assertThat(datasets).hasSize(Bundle.assets("datasets").size());
  }

  @Test
  void every_dataset_knows_the_locality_and_the_restriction_of_its_mart() throws Exception {
    List<String> lost = new ArrayList<>();
    for (var dataset : Bundle.assets("datasets").entrySet()) {
      Set<String> columns = Bundle.columnsOf(dataset.getValue());
      for (List<String> guard :
          running.query(
              """
              select column_name from duckdb_columns() where schema_name = 'mart' and table_name = '%s'
              and column_name in ('locality_code', 'is_restricted')"""
                  .formatted(dataset.getValue().get("table_name")))) {
        if ("mart".equals(dataset.getValue().get("schema"))
            && !columns.contains(guard.getFirst())) {
          lost.add(dataset.getKey() + ": " + guard.getFirst());
        }
      }
    }
    assertThat(lost).as("without the column no row-level rule can stand on it").isEmpty();
  }

  @Test
  void everyone_reads_every_row_of_their_own_localities_and_none_of_another() throws Exception {
    Map<String, String> sees =
        Map.of(
            "lanhdao", "locality_code = 'thuy-nguyen'",
            "vanphong", "locality_code = 'thuy-nguyen'",
            "anbien", "locality_code = 'an-bien'",
            "thanhpho", "true",
            "admin", "true",
            "lac", "false");
    for (String table : tablesWith("locality_code")) {
      boolean hasRestricted = tablesWith("is_restricted").contains(table);
      for (var person : sees.entrySet()) {
        boolean seesRestricted =
            Set.of("lanhdao", "vanphong", "admin").contains(person.getKey()) || !hasRestricted;
        List<List<String>> expected =
            running.query(
                "select locality_code, count(*) from %s where %s and %s group by all order by all"
                    .formatted(
                        table, person.getValue(), seesRestricted ? "true" : "not is_restricted"));
        superset.as(person.getKey());
        assertThat(counts(table, "locality_code"))
            .as("%s asks %s", person.getKey(), table)
            .isEqualTo(expected);
      }
    }
  }

  /** In the DuckDB of Superset's Python, which is older than ours and knows no macro of ours. */
  @Test
  void every_column_every_link_and_every_metric_is_answered() throws Exception {
    superset.as("admin");
    for (var dataset : Bundle.assets("datasets").values()) {
      String table = dataset.get("schema") + "." + dataset.get("table_name");
      List<String> columns = List.copyOf(Bundle.columnsOf(dataset));
      HttpResponse<String> answer = ask(table, Map.of("columns", columns, "row_limit", 1), "json");
      assertThat(answer.statusCode()).as("%s: %s", table, answer.body()).isEqualTo(200);
      for (String metric : Bundle.metricsOf(dataset)) {
        answer = ask(table, Map.of("metrics", List.of(metric)), "json");
        assertThat(answer.statusCode())
            .as("%s.%s: %s", table, metric, answer.body())
            .isEqualTo(200);
      }
    }
  }

  /** A ward answers for its restricted figures; An Biên's leader and the city's may not see any. */
  @Test
  void restricted_rows_are_seen_by_those_who_may_and_by_nobody_else() throws Exception {
    assertThat(tablesWith("is_restricted")).contains("mart.rpt_scorecard");
    for (String table : tablesWith("is_restricted")) {
      boolean isOfLocalities = tablesWith("locality_code").contains(table);
      for (String person : List.of("anbien", "thanhpho", "lac")) {
        superset.as(person);
        if (!isOfLocalities && !person.equals("thanhpho")) {
          // sums over many localities are for those who see them all
          assertThat(ask(table, Map.of("columns", List.of("is_restricted")), "json").statusCode())
              .as("%s asks %s", person, table)
              .isEqualTo(403);
          continue;
        }
        assertThat(counts(table, "is_restricted").stream().map(List::getFirst))
            .as("%s asks %s", person, table)
            .doesNotContain("true");
      }
    }
    superset.as("lanhdao");
    assertThat(counts("mart.rpt_scorecard", "is_restricted"))
        .isEqualTo(
            running.query(
                """
                select is_restricted, count(*) from mart.rpt_scorecard
                where locality_code = 'thuy-nguyen' group by all order by all"""));
  }

  /** The union counted rows past every row-level rule until it was closed. */
  @Test
  void nobody_but_the_administrator_may_send_sql_of_their_own() throws Exception {
    List<String> expressions =
        List.of(
            "count(*) FROM mart.rpt_scorecard UNION ALL SELECT 1",
            "count(*)",
            "(FROM mart.rpt_scorecard SELECT count(*))",
            "(SELECT count(*) FROM mart.rpt_scorecard)",
            "current_setting('memory_limit')");
    List<Map<String, Object>> questions = new ArrayList<>();
    for (String sql : expressions) {
      Map<String, Object> free =
          Map.of("expressionType", "SQL", "sqlExpression", sql, "label", "x");
      questions.add(Map.of("metrics", List.of(free)));
      questions.add(Map.of("columns", List.of(free)));
      questions.add(
          Map.of("columns", List.of("unit_name"), "orderby", List.of(List.of(free, true))));
      questions.add(
          Map.of(
              "columns",
              List.of("unit_name"),
              "filters",
              List.of(Map.of("col", free, "op", ">", "val", 0))));
    }
    for (String where : List.of("1=1", "1=1 OR 1=1", "1=1) OR (1=1", "1=1) OR 1=1 --")) {
      questions.add(Map.of("columns", List.of("unit_name"), "extras", Map.of("where", where)));
      questions.add(Map.of("columns", List.of("unit_name"), "extras", Map.of("having", where)));
    }
    for (String person : List.of("lac", "lanhdao", "thanhpho")) {
      superset.as(person);
      for (Map<String, Object> question : questions) {
        HttpResponse<String> answer = ask("mart.rpt_compliance", question, "json");
        assertThat(answer.statusCode()).as("%s: %s", person, question).isIn(400, 403);
        assertThat(answer.body()).doesNotContain("Traceback").doesNotContain("\"data\"");
      }
      assertThat(
              ask("mart.rpt_compliance", Map.of("columns", List.of("unit_name")), "json")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void readers_find_every_door_shut_but_the_dashboards() throws Exception {
    Map<String, List<String>> shut = new LinkedHashMap<>();
    shut.put(
        "GET",
        List.of(
            "chart/",
            "chart/_info",
            "dataset/",
            "dataset/1",
            "database/",
            "database/1",
            "database/1/schemas/",
            "query/",
            "saved_query/",
            "sqllab/",
            "log/",
            "report/",
            "theme/",
            "css_template/",
            "annotation_layer/",
            "security/users/",
            "security/roles/",
            "security/permissions/",
            "security/groups/",
            "rowlevelsecurity/",
            "explore/",
            "assets/export/",
            "dashboard/export/?q=!(1)",
            "chart/export/?q=!(1)",
            "dataset/export/?q=!(1)",
            "datasource/table/1/column/unit_name/values/"));
    shut.put(
        "POST",
        List.of(
            "chart/",
            "dashboard/",
            "dataset/",
            "database/",
            "sqllab/execute/",
            "assets/import/",
            "explore/form_data",
            "explore/permalink",
            "rowlevelsecurity/",
            "security/users/",
            "security/guest_token/"));
    shut.put("PUT", List.of("chart/1", "dashboard/1", "dataset/1", "dashboard/1/colors"));
    shut.put("DELETE", List.of("chart/1", "dashboard/1", "dataset/1", "rowlevelsecurity/1"));
    List<String> open = new ArrayList<>();
    for (String person : READERS) {
      superset.as(person);
      superset.withForm();
      for (var method : shut.entrySet()) {
        for (String path : method.getValue()) {
          int code =
              superset
                  .send(
                      method.getKey(), "/api/v1/" + path, method.getKey().equals("GET") ? "" : "{}")
                  .statusCode();
          if (code != 401 && code != 403 && code != 404) {
            open.add(person + " " + method.getKey() + " " + path + ": " + code);
          }
        }
      }
      assertThat(superset.get("/api/v1/dashboard/related/owners").body())
          .doesNotContain("Quản trị");
      assertThat(superset.get("/api/v1/dashboard/related/roles").body()).doesNotContain("DiaBan");
    }
    assertThat(open).isEmpty();
  }

  @Test
  void whoever_has_no_account_reads_nothing_and_is_not_told_what_serves() throws Exception {
    superset.as("");
    for (String table : datasets.keySet()) {
      assertThat(
              ask(table, Map.of("columns", List.of(), "metrics", List.of("count")), "json")
                  .statusCode())
          .as(table)
          .isEqualTo(401);
    }
    assertThat(superset.get("/api/v1/dashboard/").body()).doesNotContain("dieu-hanh");
    assertThat(superset.get("/version").statusCode()).isEqualTo(403);
    assertThat(superset.get("/login/").body()).doesNotContain("6.1.0");
  }

  @Test
  void the_public_reads_the_public_schema_and_nothing_else_and_only_when_it_is_asked_in()
      throws Exception {
    Superset.Ended in = superset.run(Map.of("CHITIEU_PUBLIC", "1"), "import");
    assertThat(in.code()).as(in.output()).isZero();
    try {
      superset.as("");
      for (var dataset : Bundle.assets("datasets").values()) {
        String table = dataset.get("schema") + "." + dataset.get("table_name");
        String column = Bundle.columnsOf(dataset).iterator().next();
        assertThat(ask(table, Map.of("columns", List.of(column)), "json").statusCode())
            .as(table)
            .isEqualTo("mart_public".equals(dataset.get("schema")) ? 200 : 403);
        assertThat(ask(table, Map.of("columns", List.of(column)), "csv").statusCode())
            .as(table)
            .isEqualTo(403);
      }
      for (String path : List.of("chart/", "dataset/", "database/", "security/users/")) {
        assertThat(superset.get("/api/v1/" + path).statusCode()).as(path).isIn(401, 403);
      }
      somebodyWithoutAnAccountSeesThePublicBoardAndNoOther();
    } finally {
      assertThat(superset.run("import").code()).isZero();
    }
    superset.as("");
    assertThat(superset.get("/api/v1/dashboard/").statusCode()).isIn(401, 403);
  }

  private void somebodyWithoutAnAccountSeesThePublicBoardAndNoOther() throws Exception {
    try (Visitor anybody = new Visitor(superset)) {
      anybody.open("cong-khai");
      List<String> shown =
          anybody.rows("Các chỉ tiêu được công khai").stream().map(row -> row.get(1)).toList();
      assertThat(shown)
          .containsExactlyInAnyOrderElementsOf(
              running
                  .query(
                      """
                      select measure_name from mart.rpt_scorecard
                      where is_latest_period and not is_restricted""")
                  .stream()
                  .map(List::getFirst)
                  .toList());
      for (List<String> hidden :
          running.query("select measure_name from mart.dim_measure where is_restricted")) {
        assertThat(anybody.page.locator("body")).not().containsText(hidden.getFirst());
      }
      for (String board : Visitor.SIX) {
        try {
          anybody.page.navigate(superset.address + Visitor.BOARDS + board + "/");
        } catch (PlaywrightException e) {
          assertThat(e).hasMessageContaining("ERR_ABORTED"); // the page itself went on to the login
        }
        anybody.page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(anybody.page.locator("body")).not().containsText("cần chú ý");
        assertThat(anybody.page.locator("tbody tr")).hasCount(0);
      }
    }
  }

  @Test
  void what_is_downloaded_obeys_the_same_rules_and_opens_in_excel() throws Exception {
    superset.as("anbien");
    Map<String, Object> question =
        Map.of("columns", List.of("locality_code", "measure_name", "is_restricted"));
    String csv = ask("mart.rpt_scorecard", question, "csv").body();
    assertThat(csv).startsWith("\uFEFF").contains("an-bien");
    assertThat(csv).doesNotContain("thuy-nguyen").doesNotContain("True");
    assertThat(ask("mart.rpt_scorecard", question, "xlsx").statusCode()).isEqualTo(200);
  }

  /** Someone took the locality away by hand; the import gives it back. */
  @Test
  void a_leader_bound_to_no_locality_sees_nothing_until_the_next_import() throws Exception {
    superset.as("admin");
    int role = idOf("security/roles", "name", "LanhDao");
    int user = idOf("security/users", "username", "anbien");
    HttpResponse<String> put =
        superset.send("PUT", "/api/v1/security/users/" + user, "{\"roles\": [" + role + "]}");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    superset.as("anbien");
    assertThat(counts("mart.rpt_scorecard", "locality_code")).isEmpty();
    assertThat(counts("mart.rpt_compliance", "locality_code")).isEmpty();
    assertThat(superset.run("import").code()).isZero();
    assertThat(counts("mart.rpt_scorecard", "locality_code")).isNotEmpty();
  }

  @Test
  void who_leaves_the_file_may_not_log_in_and_who_comes_gets_a_password() throws Exception {
    Path file = running.home.resolve("state/people.yaml");
    superset.as("lac");
    String without =
        RunningSuperset.PEOPLE.replaceAll("(?s)- username: lac.*?(?=- username)", "")
            + """
            - username: phochutich
              name: Phó Chủ tịch
              role: LanhDao
              locality: thuy-nguyen
            """;
    Files.writeString(file, without);
    try {
      Superset.Ended imported = superset.run("import");
      assertThat(imported.code()).as(imported.output()).isZero();
      assertThat(imported.output()).contains("lac");
      assertThat(superset.get("/api/v1/me/").statusCode()).as("lac's token").isEqualTo(401);
      assertThat(superset.logIn("lac")).isEmpty();
      superset.as("phochutich");
      assertThat(counts("mart.rpt_compliance", "locality_code").stream().map(List::getFirst))
          .containsExactly("thuy-nguyen");
    } finally {
      Files.writeString(file, RunningSuperset.PEOPLE);
      assertThat(superset.run("import").code()).isZero();
    }
    assertThat(superset.logIn("phochutich")).isEmpty();
    assertThat(superset.logIn("lac")).isNotEmpty();
  }

  @Test
  void a_fault_in_the_peoples_file_is_named_by_its_line_and_changes_nothing() throws Exception {
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("- username: x y\n  name: A\n  role: QuanTri\n", "dòng 24: username “x y”");
    faults.put("- username: lac\n  name: A\n  role: QuanTri\n", "dòng 24: lac có hai lần");
    faults.put("- username: moi\n  name: A\n  role: Gamma\n", "dòng 24: moi: role “Gamma”");
    faults.put("- username: moi\n  name: A\n  role: LanhDao\n", "dòng 24: moi: locality “”");
    faults.put(
        "- username: moi\n  name: A\n  role: LanhDao\n  locality: \"a' or 'a'='a\"\n",
        "dòng 24: moi: locality “a' or 'a'='a”");
    faults.put(
        "- username: moi\n  name: A\n  role: LanhDaoThanhPho\n  locality: an-bien\n",
        "dòng 24: moi: LanhDaoThanhPho xem mọi địa bàn");
    faults.put(
        "- username: moi\n  name: A\n  role: QuanTri\n  restricted: có\n",
        "dòng 27: restricted là true hoặc false");
    faults.put(
        "- username: moi\n  name: A\n  role: QuanTri\n  roles: [Admin]\n",
        "dòng 27: không có mục “roles”");
    faults.put(
        "- {username: moi, name: A, role: QuanTri}\n",
        "dòng 24: moi phải bắt đầu bằng một dòng riêng");
    faults.put("  tail: [\n", "không đọc được");
    Path file = running.home.resolve("state/people.yaml");
    superset.as("admin");
    String before = superset.get("/api/v1/security/users/?q=(page_size:100)").body();
    try {
      for (var fault : faults.entrySet()) {
        Files.writeString(file, RunningSuperset.PEOPLE + fault.getKey());
        Superset.Ended imported = superset.run("import");
        assertThat(imported.output()).contains(fault.getValue());
        assertThat(imported.code()).as(fault.getKey()).isEqualTo(20);
      }
      Files.writeString(file, RunningSuperset.PEOPLE.replaceAll("(?s)- username: admin.*", ""));
      Superset.Ended imported = superset.run("import");
      assertThat(imported.output()).contains("phải có admin");
      assertThat(imported.code()).isEqualTo(20);
    } finally {
      Files.writeString(file, RunningSuperset.PEOPLE);
    }
    superset.as("admin");
    assertThat(superset.get("/api/v1/security/users/?q=(page_size:100)").body()).isEqualTo(before);
  }

  @Test
  void a_home_without_the_file_gets_a_leader_of_its_ward_or_of_all_of_them(@TempDir Path home)
      throws Exception {
    Superset ward = new Superset(home);
    assertThat(ward.run("secrets").code()).isZero();
    Path file = home.resolve("state/people.yaml");
    assertThat(Files.readString(file))
        .contains("- username: lanhdao", "role: LanhDao\n", "locality: thuy-nguyen")
        .contains("- username: admin", "role: QuanTri");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ward.secret("SUPERSET_LANHDAO_PASSWORD")).hasSize(20);
    Files.delete(file);
    Files.createDirectories(home.resolve("share/an-bien/van-phong"));
    assertThat(ward.run("secrets").code()).isZero();
    assertThat(Files.readString(file)).contains("role: LanhDaoThanhPho\n");
    Files.writeString(file, "# của người vận hành\n");
    assertThat(ward.run("secrets").code()).isZero();
    assertThat(Files.readString(file)).isEqualTo("# của người vận hành\n");
  }

  /** Asked from an address of its own, so that nobody else has to wait. */
  @Test
  void passwords_cannot_be_tried_one_after_the_other() throws Exception {
    Set<Integer> codes = new TreeSet<>();
    try (HttpClient elsewhere =
        HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.9")).build()) {
      for (int i = 0; i < 60 && !codes.contains(429); i++) {
        String body =
            JSON.writeValueAsString(
                Map.of("username", "lanhdao", "password", "thu-" + i, "provider", "db"));
        codes.add(
            elsewhere
                .send(
                    HttpRequest.newBuilder(URI.create(superset.address + "/api/v1/security/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode());
      }
    }
    assertThat(codes).containsExactly(401, 429);
  }

  private Set<String> tablesWith(String column) {
    Set<String> tables = new TreeSet<>();
    for (var dataset : Bundle.assets("datasets").values()) {
      if ("mart".equals(dataset.get("schema")) && Bundle.columnsOf(dataset).contains(column)) {
        tables.add("mart." + dataset.get("table_name"));
      }
    }
    return tables;
  }

  /** Each value of a column with the number of its rows, in the order of the values. */
  private List<List<String>> counts(String table, String column) throws Exception {
    Map<String, Object> all =
        Map.of(
            "expressionType",
            "SIMPLE",
            "column",
            Map.of("column_name", column),
            "aggregate",
            "COUNT",
            "label",
            "n");
    HttpResponse<String> answer =
        ask(table, Map.of("columns", List.of(column), "metrics", List.of(all)), "json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(answer.body()).path("result").path(0).path("data")) {
      rows.add(List.of(row.path(column).asString(), row.path("n").asString()));
    }
    rows.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
    return rows;
  }

  private HttpResponse<String> ask(String table, Map<String, Object> question, String format)
      throws Exception {
    Map<String, Object> query = new TreeMap<>(Map.of("metrics", List.of(), "row_limit", 1000));
    query.putAll(question);
    return superset.send(
        "POST",
        "/api/v1/chart/data",
        JSON.writeValueAsString(
            Map.of(
                "datasource",
                Map.of("id", datasets.get(table), "type", "table"),
                "queries",
                List.of(query),
                "result_format",
                format,
                "result_type",
                "full")));
  }

  private int idOf(String kind, String key, String value) throws Exception {
    JsonNode answer = JSON.readTree(superset.get("/api/v1/" + kind + "/?q=(page_size:100)").body());
    for (JsonNode row : answer.path("result")) {
      if (row.path(key).asString("").equals(value)) {
        return row.path("id").asInt();
      }
    }
    throw new AssertionError(kind + " has no " + value + ": " + answer);
  }
}
