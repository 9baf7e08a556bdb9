package vn.chitieu.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.Trees;

/** Readers never notice that a night publishes under their hands. */
@Tag("browser")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PUBLISHES = 50;
  private static final int READERS = 4;
  private static final int KEPT = 7;

  /** Releases that say in every row and in their head which they are; published in turn. */
  private static final int DIFFERENT = 3;

  private RunningSuperset running;
  private int scorecard;
  private int heading;

  @BeforeAll
  void start() throws Exception {
    running = RunningSuperset.get();
    running.superset.as("admin");
    scorecard = idOf("rpt_scorecard");
    heading = idOf("rpt_heading");
    for (int mark = 0; mark < DIFFERENT; mark++) {
      Path file = running.releases.add("marked-" + mark, running.release);
      try (Connection connection =
              DriverManager.getConnection("jdbc:duckdb:" + file, Releases.readableBySuperset());
          Statement statement = connection.createStatement()) {
        statement.execute("update mart.rpt_scorecard set status_reason = 'bản " + mark + "'");
        statement.execute(
            "update mart.meta_release set published_at = timestamp '2026-01-01 00:0%d:00'"
                .formatted(mark));
        statement.execute("checkpoint");
      }
    }
  }

  private record Answer(long asked, long answered, int mark) {}

  @Test
  void fifty_publishes_fail_no_reader_and_every_answer_is_of_one_release_in_force()
      throws Exception {
    Superset superset = running.superset;
    superset.as("lanhdao");
    List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    ConcurrentSkipListMap<Long, Integer> published = new ConcurrentSkipListMap<>();
    publish(0);
    published.put(System.nanoTime(), 0);

    Thread[] readers = new Thread[READERS];
    AtomicBoolean ended = new AtomicBoolean();
    for (int i = 0; i < READERS; i++) {
      boolean readsTheHead = i % 2 == 0;
      readers[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!ended.get()) {
                      try {
                        long asked = System.nanoTime();
                        int mark = readsTheHead ? markOfTheHead() : markOfTheRows();
                        answers.add(new Answer(asked, System.nanoTime(), mark));
                      } catch (Exception | AssertionError e) {
                        faults.add(e.toString());
                      }
                    }
                  });
    }
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    try {
      for (int nth = 1; nth < PUBLISHES && System.nanoTime() < end; nth++) {
        int seen = answers.size();
        while (answers.size() < seen + 2 && faults.isEmpty() && System.nanoTime() < end) {
          Thread.sleep(5);
        }
        published.put(System.nanoTime(), nth); // from now on it may be read
        publish(nth);
      }
    } finally {
      ended.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      running.releases.swapTo("two-wards");
    }
    assertThat(faults).isEmpty();
    assertThat(published).hasSize(PUBLISHES);
    assertThat(answers).hasSizeGreaterThan(PUBLISHES);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              // a release gives way while the next one is put in its place: both may be read
              int first = published.floorEntry(answer.asked).getValue();
              int newest = published.floorEntry(answer.answered).getValue();
              TreeSet<Integer> inForce = new TreeSet<>();
              for (int nth = Math.max(0, first - 1); nth <= newest; nth++) {
                inForce.add(nth % DIFFERENT);
              }
              assertThat(inForce).contains(answer.mark);
            });
    assertThat(answers.stream().map(Answer::mark).distinct()).hasSize(DIFFERENT);
  }

  /** A folder of its own and a link turned; the oldest beyond those kept goes away. */
  private void publish(int nth) throws Exception {
    Path folder = running.home.resolve("state/releases");
    Files.createDirectory(folder.resolve("night-" + nth));
    Files.createLink(
        folder.resolve("night-" + nth + "/warehouse.duckdb"),
        folder.resolve("marked-" + nth % DIFFERENT + "/warehouse.duckdb"));
    running.releases.swapTo("night-" + nth);
    if (nth >= KEPT) {
      Trees.delete(folder.resolve("night-" + (nth - KEPT)));
    }
  }

  private int markOfTheHead() throws Exception {
    String line = only(heading, "freshness_line");
    int at = line.indexOf("cập nhật lúc 00:0") + "cập nhật lúc 00:0".length();
    return line.charAt(at) - '0';
  }

  private int markOfTheRows() throws Exception {
    String reason = only(scorecard, "status_reason");
    assertThat(reason).startsWith("bản ");
    return Integer.parseInt(reason.substring("bản ".length()));
  }

  /** The one value that all rows of the newest period have. */
  private String only(int dataset, String column) throws Exception {
    Map<String, Object> query =
        Map.of(
            "columns",
            List.of(column),
            "metrics",
            List.of(),
            "row_limit",
            1000,
            "filters",
            List.of(
                Map.of(
                    "col",
                    dataset == heading ? "is_latest" : "is_latest_period",
                    "op",
                    "IS TRUE")));
    var answer =
        running.superset.send(
            "POST",
            "/api/v1/chart/data",
            JSON.writeValueAsString(
                Map.of(
                    "datasource",
                    Map.of("id", dataset, "type", "table"),
                    "queries",
                    List.of(query),
                    "result_format",
                    "json",
                    "result_type",
                    "full")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    TreeSet<String> values = new TreeSet<>();
    JsonNode rows = JSON.readTree(answer.body()).path("result").path(0).path("data");
    rows.forEach(row -> values.add(row.path(column).asString()));
    assertThat(values).as("of one release").hasSize(1);
    return values.first();
  }

  private int idOf(String table) throws Exception {
    JsonNode rows =
        JSON.readTree(running.superset.get("/api/v1/dataset/?q=(page_size:100)").body())
            .path("result");
    for (JsonNode row : rows) {
      if (row.path("table_name").asString().equals(table)
          && row.path("schema").asString().equals("mart")) {
        return row.path("id").asInt();
      }
    }
    throw new AssertionError(table);
  }
}
