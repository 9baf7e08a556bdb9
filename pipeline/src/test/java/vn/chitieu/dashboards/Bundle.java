package vn.chitieu.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The assets of {@code dashboards/}, as they lie in git. */
final class Bundle {
  static final Path REPO = Path.of(System.getProperty("chitieu.repo", "..")).toAbsolutePath();
  static final Path ROOT = REPO.resolve("dashboards").normalize();

  private Bundle() {}

  /** Path under {@code dashboards/} without the ending → the asset. */
  static Map<String, Map<String, Object>> assets(String kind) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(kind))) {
      Map<String, Map<String, Object>> assets = new TreeMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        String name = ROOT.relativize(file).toString().replace('\\', '/').replace(".yaml", "");
        assets.put(name, new Yaml().load(Files.readString(file)));
      }
      return assets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> datasetOf(Map<String, Object> chart) {
    return assets("datasets").values().stream()
        .filter(d -> d.get("uuid").equals(chart.get("dataset_uuid")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(chart.get("slice_name") + ": no such dataset"));
  }

  static Set<String> columnsOf(Map<String, Object> dataset) {
    return names(dataset, "columns", "column_name");
  }

  static Set<String> metricsOf(Map<String, Object> dataset) {
    return names(dataset, "metrics", "metric_name");
  }

  private static Set<String> names(Map<String, Object> dataset, String part, String key) {
    return maps(dataset.get(part)).stream()
        .map(m -> (String) m.get(key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The charts that stand on a dashboard, by uuid. */
  static List<Map<String, Object>> tilesOf(Map<String, Object> dashboard) {
    return map(dashboard.get("position")).values().stream()
        .filter(Map.class::isInstance)
        .map(Bundle::map)
        .filter(node -> "CHART".equals(node.get("type")))
        .map(node -> map(node.get("meta")))
        .toList();
  }

  /** Every column or saved metric that a chart asks of its dataset. */
  static Set<String> usedBy(Map<String, Object> chart) {
    Map<String, Object> params = map(chart.get("params"));
    Set<String> used = new TreeSet<>();
    for (String key :
        List.of(
            "all_columns",
            "groupby",
            "groupby_b",
            "groupbyRows",
            "groupbyColumns",
            "metrics",
            "metrics_b")) {
      used.addAll(strings(params.get(key)));
    }
    for (String key : List.of("metric", "x_axis")) {
      if (params.get(key) instanceof String name) {
        used.add(name);
      }
    }
    for (String key : List.of("adhoc_filters", "adhoc_filters_b")) {
      maps(params.get(key)).forEach(f -> used.add((String) f.get("subject")));
    }
    for (String order : strings(params.get("order_by_cols"))) {
      used.add((String) new Yaml().<List<Object>>load(order).getFirst());
    }
    if (params.get("column_config") != null) {
      used.addAll(map(params.get("column_config")).keySet());
    }
    maps(params.get("conditional_formatting"))
        .forEach(rule -> used.add((String) rule.get("column")));
    return used;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked")
  static List<String> strings(Object value) {
    return value == null ? List.of() : (List<String>) value;
  }
}
