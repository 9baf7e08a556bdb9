package vn.chitieu.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;

/**
 * Walks dashboard → chart → dataset → column of the published file. Needs neither Superset nor a
 * browser.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BundleTest {
  /** The namespace of tools/bundle.py. Never changes: Superset knows an asset by its uuid. */
  private static final UUID NAMESPACE = UUID.fromString("5d9d0a3e-6a0f-5c1e-9a64-0f1c5b1f2a26");

  private static final List<String> KINDS =
      List.of("databases", "datasets", "charts", "dashboards");

  /** A column name that Vietnamese eyes would take for a machine's. */
  private static final Pattern MACHINE = Pattern.compile("[a-z]+(_[a-z]+)+");

  @Test
  void every_uuid_is_the_one_its_path_gives() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    Map<String, Object> found = new TreeMap<>();
    for (String kind : KINDS) {
      for (var asset : Bundle.assets(kind).entrySet()) {
        expected.put(asset.getKey(), uuidOf(asset.getKey()));
        found.put(asset.getKey(), asset.getValue().get("uuid"));
      }
    }
    assertThat(found)
        .as("dashboards/superset/tools/bundle.py uuid PATH prints the uuid to write")
        .containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(found.values()).doesNotHaveDuplicates();
  }

  @Test
  void every_column_and_metric_has_a_vietnamese_name() {
    List<String> nameless = new ArrayList<>();
    for (var dataset : Bundle.assets("datasets").entrySet()) {
      Stream.of("columns", "metrics")
          .flatMap(part -> Bundle.maps(dataset.getValue().get(part)).stream())
          .filter(
              entry ->
                  !(entry.get("verbose_name") instanceof String name)
                      || name.isBlank()
                      || MACHINE.matcher(name).matches())
          .forEach(entry -> nameless.add(dataset.getKey() + ": " + entry));
    }
    assertThat(nameless).as("give each a verbose_name in dashboards/datasets/").isEmpty();
  }

  @Test
  void datasets_are_mart_tables_without_sql_of_their_own() {
    for (var dataset : Bundle.assets("datasets").entrySet()) {
      boolean isPublic = dataset.getKey().startsWith("datasets/public/");
      assertThat(dataset.getValue().get("sql")).as(dataset.getKey()).isNull();
      assertThat(dataset.getValue()).containsEntry("schema", isPublic ? "mart_public" : "mart");
      assertThat(dataset.getKey())
          .isEqualTo(
              (isPublic ? "datasets/public/" : "datasets/") + dataset.getValue().get("table_name"));
    }
  }

  /** What Superset works out by itself is a way to another board and nothing else. */
  @Test
  void the_only_columns_made_by_a_dataset_are_links_within_the_house() {
    for (var dataset : Bundle.assets("datasets").entrySet()) {
      for (var column : Bundle.maps(dataset.getValue().get("columns"))) {
        if (column.get("expression") instanceof String expression) {
          assertThat(expression)
              .as("%s: %s", dataset.getKey(), column.get("column_name"))
              .startsWith("'<a href=\"/xem/");
        }
      }
    }
  }

  /** Markup is drawn only beside words of the plan and of ours, never beside a unit's own. */
  @Test
  void a_chart_that_draws_links_shows_no_words_of_a_unit() {
    Set<String> ownWords =
        Set.of(
            "explanation",
            "raw_text",
            "source_file",
            "source_sheet",
            "what",
            "proposal",
            "proposed_to",
            "result",
            "reason",
            "message",
            "sentence",
            "answer");
    for (var chart : Bundle.assets("charts").entrySet()) {
      if (Boolean.TRUE.equals(
          Bundle.map(chart.getValue().get("params")).get("allow_render_html"))) {
        assertThat(Bundle.usedBy(chart.getValue()))
            .as(chart.getKey())
            .doesNotContainAnyElementsOf(ownWords);
      }
    }
  }

  @Test
  void every_board_and_chart_says_what_it_shows_and_where_from() {
    for (String kind : List.of("dashboards", "charts", "datasets")) {
      for (var asset : Bundle.assets(kind).entrySet()) {
        assertThat((String) asset.getValue().get("description")).as(asset.getKey()).isNotBlank();
      }
    }
  }

  @Test
  void a_board_has_at_most_twelve_charts_and_its_head_on_top() {
    for (var board : Bundle.assets("dashboards").entrySet()) {
      List<Map<String, Object>> tiles = Bundle.tilesOf(board.getValue());
      assertThat(tiles).as(board.getKey()).hasSizeLessThanOrEqualTo(12);
      assertThat((String) tiles.getFirst().get("sliceName"))
          .as(board.getKey())
          .startsWith("Độ mới của số liệu");
    }
  }

  @Test
  void charts_ask_only_what_their_dataset_has() {
    List<String> broken = new ArrayList<>();
    for (var chart : Bundle.assets("charts").entrySet()) {
      Map<String, Object> dataset = Bundle.datasetOf(chart.getValue());
      Set<String> missing = new TreeSet<>(Bundle.usedBy(chart.getValue()));
      missing.removeAll(Bundle.columnsOf(dataset));
      missing.removeAll(Bundle.metricsOf(dataset));
      missing.forEach(m -> broken.add(chart.getKey() + ": " + m));
    }
    assertThat(broken).as("add it to the dataset, or take it out of the chart").isEmpty();
  }

  @Test
  void every_tile_has_its_chart_and_every_chart_its_tile() {
    Set<Object> shown = new HashSet<>();
    for (var dashboard : Bundle.assets("dashboards").values()) {
      Bundle.tilesOf(dashboard).forEach(tile -> shown.add(tile.get("uuid")));
    }
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Bundle.assets("charts").values().stream().map(c -> c.get("uuid")).toList());
  }

  @Test
  void filters_offer_columns_that_exist_and_never_load_the_board_unfiltered() {
    for (var dashboard : Bundle.assets("dashboards").entrySet()) {
      Map<String, Object> metadata = Bundle.map(dashboard.getValue().get("metadata"));
      for (var filter : Bundle.maps(metadata.get("native_filter_configuration"))) {
        for (var target : Bundle.maps(filter.get("targets"))) {
          Map<String, Object> dataset =
              Bundle.datasetOf(
                  Map.of("dataset_uuid", target.get("datasetUuid"), "slice_name", filter));
          assertThat(Bundle.columnsOf(dataset))
              .as("%s: filter %s", dashboard.getKey(), filter.get("name"))
              .contains((String) Bundle.map(target.get("column")).get("name"));
        }
        if (Boolean.TRUE.equals(
            Bundle.map(filter.get("controlValues")).get("defaultToFirstItem"))) {
          assertThat(filter).containsEntry("requiredFirst", true);
        }
      }
    }
  }

  @Test
  void every_dataset_column_is_in_the_published_file() throws Exception {
    List<String> missing = new ArrayList<>();
    try (Connection release = release()) {
      for (var dataset : Bundle.assets("datasets").entrySet()) {
        Set<String> columns = new TreeSet<>(Bundle.columnsOf(dataset.getValue()));
        Bundle.maps(dataset.getValue().get("columns")).stream()
            .filter(c -> c.get("expression") != null)
            .forEach(c -> columns.remove((String) c.get("column_name")));
        columns.removeAll(
            columnsOf(
                release,
                (String) dataset.getValue().get("schema"),
                (String) dataset.getValue().get("table_name")));
        columns.forEach(c -> missing.add(dataset.getKey() + ": " + c));
      }
    }
    assertThat(missing).as("the mart lost it, or the dataset names it wrongly").isEmpty();
  }

  /** A view a board reads adds words to its mart's rows; it may leave none out and double none. */
  @Test
  void no_view_loses_or_doubles_a_row_of_its_mart() throws Exception {
    Map<String, String> marts = new TreeMap<>();
    marts.put("rpt_area", "fct_rollup where level = 'area'");
    marts.put("rpt_area_total", "fct_area_total");
    marts.put("rpt_ask", "fct_ask");
    marts.put("rpt_correction", "fct_correction where what_changed <> 'nothing'");
    marts.put("rpt_difficulty", "fct_difficulty_case");
    marts.put("rpt_due_change", "fct_task_due_change");
    marts.put("rpt_finding", "fct_finding where stage = 'firm'");
    marts.put("rpt_freshness", "meta_release");
    marts.put(
        "rpt_heading",
        "(select distinct locality_code, period_code from mart.rpt_compliance where has_ended)");
    marts.put("rpt_place", "fct_rollup where level in ('city', 'country')");
    marts.put("rpt_public_heading", "rpt_heading");
    marts.put("rpt_public_scorecard", "rpt_scorecard where not is_restricted");
    marts.put("rpt_question", "fct_question");
    marts.put("rpt_reconciliation", "fct_reconciliation");
    marts.put("rpt_source", "fct_measure_value");
    marts.put("rpt_target", "dim_target");
    marts.put(
        "rpt_value_history",
        """
        (select submission_id from mart.fct_measure_value
         semi join (from mart.dim_measure where input <> 'derived') using (locality_code, measure_code)
         union all select old_submission_id from mart.fct_correction)""");
    marts.put("rpt_warning", "meta_warning");
    try (Connection release = release();
        Statement statement = release.createStatement()) {
      Set<String> views = new TreeSet<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select view_name from duckdb_views() where schema_name = 'mart'")) {
        while (rows.next()) {
          views.add(rows.getString(1));
        }
      }
      assertThat(marts.keySet()).isEqualTo(views);
      for (var view : marts.entrySet()) {
        String from = view.getValue().startsWith("(") ? view.getValue() : "mart." + view.getValue();
        try (ResultSet rows =
            statement.executeQuery(
                "select (select count(*) from mart.%s), (select count(*) from %s)"
                    .formatted(view.getKey(), from))) {
          rows.next();
          assertThat(rows.getLong(1)).as(view.getKey()).isEqualTo(rows.getLong(2)).isPositive();
        }
      }
    }
  }

  @Test
  void every_state_of_reporting_has_a_colour_of_its_own() throws Exception {
    Set<String> states = new TreeSet<>();
    try (Connection release = release();
        Statement statement = release.createStatement();
        ResultSet rows =
            statement.executeQuery("select distinct state_label from mart.rpt_compliance")) {
      while (rows.next()) {
        states.add(rows.getString(1));
      }
    }
    Map<String, String> list =
        coloursOf(Bundle.assets("charts").get("charts/nop-bao-cao/compliance-list"), "state_label");
    Map<String, String> matrix =
        coloursOf(
            Bundle.assets("charts").get("charts/nop-bao-cao/compliance-matrix"), "state_word");
    assertThat(list).containsExactlyInAnyOrderEntriesOf(matrix);
    assertThat(list.keySet()).containsAll(states);
    assertThat(list.values()).doesNotHaveDuplicates();
  }

  private static Map<String, String> coloursOf(Map<String, Object> chart, String column) {
    Map<String, String> colours = new TreeMap<>();
    for (var rule : Bundle.maps(Bundle.map(chart.get("params")).get("conditional_formatting"))) {
      if (column.equals(rule.get("column"))) {
        colours.put((String) rule.get("targetValue"), (String) rule.get("colorScheme"));
      }
    }
    return colours;
  }

  private static Connection release() throws Exception {
    return DriverManager.getConnection(
        "jdbc:duckdb:" + ReleaseFixture.publishedSample(), Releases.readOnly());
  }

  private static Set<String> columnsOf(Connection release, String schema, String table)
      throws Exception {
    Set<String> columns = new TreeSet<>();
    try (ResultSet rows = release.getMetaData().getColumns(null, schema, table, null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    return columns;
  }

  /** RFC 9562, version 5. */
  private static String uuidOf(String path) throws Exception {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(path.getBytes(StandardCharsets.UTF_8)));
    long high = hash.getLong() & ~0xF000L | 0x5000L;
    long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
