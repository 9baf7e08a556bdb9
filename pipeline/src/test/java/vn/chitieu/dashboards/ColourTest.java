package vn.chitieu.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;

/**
 * The colours of the states, as people see them who lack one kind of cone. Matrices: Machado,
 * Oliveira, Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency
 * (2009), severity 1. Distance: CIE 1976 in L*a*b* under D65. Contrast: WCAG 2.2, 1.4.3.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ColourTest {
  /** Below this two areas of colour that do not touch are taken for the same by a quick eye. */
  private static final double TOLD_APART = 15;

  private static final Map<String, double[][]> EYES = new LinkedHashMap<>();

  static {
    EYES.put("full", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    EYES.put(
        "protanopia",
        new double[][] {
          {0.152286, 1.052583, -0.204868},
          {0.114503, 0.786281, 0.099216},
          {-0.003882, -0.048116, 1.051998}
        });
    EYES.put(
        "deuteranopia",
        new double[][] {
          {0.367322, 0.860646, -0.227968},
          {0.280085, 0.672501, 0.047413},
          {-0.011820, 0.042940, 0.968881}
        });
    EYES.put(
        "tritanopia",
        new double[][] {
          {1.255528, -0.076749, -0.178779},
          {-0.078411, 0.930809, 0.147602},
          {0.004733, 0.691367, 0.303900}
        });
  }

  private record Status(String code, String word, String shape, String colour, String group) {}

  /**
   * The pairs no colour tells apart for somebody; among them are good and bad ones, so a colour
   * never stands alone. A pair more than these is a reason to choose the colour anew.
   */
  @Test
  void only_these_states_are_told_apart_by_word_and_shape_alone() throws Exception {
    Map<String, List<String>> same = new LinkedHashMap<>();
    List<Status> all = statuses();
    for (var eye : EYES.entrySet()) {
      List<String> pairs = new ArrayList<>();
      for (Status a : all) {
        for (Status b : all.subList(all.indexOf(a) + 1, all.size())) {
          if (distance(eye.getValue(), a.colour, b.colour) < TOLD_APART) {
            pairs.add(a.code + " = " + b.code);
          }
        }
      }
      same.put(eye.getKey(), pairs);
    }
    assertThat(same)
        .isEqualTo(
            Map.of(
                "full",
                List.of("on_track = achieved", "not_due = not_assessed"),
                "protanopia",
                List.of(
                    "at_risk = achieved",
                    "watch = on_track",
                    "on_track = achieved",
                    "not_due = not_assessed"),
                "deuteranopia",
                List.of(
                    "at_risk = watch",
                    "failed = achieved",
                    "on_track = achieved",
                    "not_due = not_assessed"),
                "tritanopia",
                List.of("on_track = achieved", "not_due = not_assessed")));
  }

  @Test
  void no_two_states_share_a_word_a_shape_or_a_colour() throws Exception {
    assertThat(statuses()).extracting(Status::word).doesNotHaveDuplicates();
    assertThat(statuses()).extracting(Status::shape).doesNotHaveDuplicates();
    assertThat(statuses()).extracting(Status::colour).doesNotHaveDuplicates();
  }

  /** Shape and word, or in a matrix the shape alone, are what the colour is put on. */
  @Test
  void every_chart_colours_every_state_of_the_plan_beside_its_shape() throws Exception {
    Map<String, String> labels = new TreeMap<>();
    Map<String, String> shapes = new TreeMap<>();
    for (Status status : statuses()) {
      labels.put(status.shape + " " + status.word, status.colour);
      shapes.put(status.shape, status.colour);
    }
    List<String> checked = new ArrayList<>();
    for (var chart : Bundle.assets("charts").entrySet()) {
      if (!((String) Bundle.datasetOf(chart.getValue()).get("table_name")).endsWith("_scorecard")) {
        continue;
      }
      Map<String, Map<String, String>> rules = new TreeMap<>();
      for (var rule :
          Bundle.maps(Bundle.map(chart.getValue().get("params")).get("conditional_formatting"))) {
        rules
            .computeIfAbsent((String) rule.get("column"), column -> new TreeMap<>())
            .put(rule.get("targetValue").toString(), (String) rule.get("colorScheme"));
      }
      for (String column : List.of("status_label", "shape_shown")) {
        Map<String, String> plan = column.equals("status_label") ? labels : shapes;
        if (rules.containsKey(column)
            && rules.get(column).keySet().stream().anyMatch(plan::containsKey)) {
          assertThat(rules.get(column)).as(chart.getKey() + ": " + column).isEqualTo(plan);
          checked.add(chart.getKey());
        }
      }
      for (Status status : statuses()) {
        String count = status.group + "_count";
        if (rules.containsKey(count) && Bundle.usedBy(chart.getValue()).contains("other_count")) {
          assertThat(rules.get(count).values())
              .as(chart.getKey() + ": " + count)
              .containsExactly(firstOf(status.group).colour);
        }
      }
    }
    assertThat(checked)
        .contains(
            "charts/dieu-hanh/scorecard", "charts/thanh-pho/matrix", "charts/cong-khai/scorecard");
  }

  private static Status firstOf(String group) throws IOException {
    return statuses().stream()
        .filter(status -> status.group.equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static List<Status> statuses() throws IOException {
    Path plan =
        ReleaseFixture.repo().resolve("pipeline/src/test/resources/sample/plan/trang-thai.txt");
    return Files.readAllLines(plan).stream()
        .skip(2)
        .map(line -> line.split(" \\| "))
        .map(cells -> new Status(cells[0], cells[2], cells[3], cells[4], cells[5]))
        .toList();
  }

  private static double distance(double[][] eye, String a, String b) {
    double[] one = lab(seen(eye, a));
    double[] other = lab(seen(eye, b));
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  /** Linear red, green, blue as this eye takes them. */
  private static double[] seen(double[][] eye, String colour) {
    double[] light = light(colour);
    double[] seen = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        seen[row] += eye[row][i] * light[i];
      }
      seen[row] = Math.clamp(seen[row], 0.0, 1.0);
    }
    return seen;
  }

  private static double[] light(String colour) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      light[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return light;
  }

  private static double[] lab(double[] rgb) {
    double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
}
