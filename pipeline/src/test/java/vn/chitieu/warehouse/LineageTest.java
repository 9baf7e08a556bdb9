package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;

/** Where each mart has its rows from, drawn from the SQL itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LineageTest {
  private static final SqlTree SQL = SqlTree.standard();
  private static final Pattern WORD = Pattern.compile("(?:ledger\\.)?[a-z_][a-z0-9_]*");

  /** Ledger table → the sheet its rows come from; the last are our own acts. */
  private static final Map<String, String> SHEETS = new LinkedHashMap<>();

  static {
    SHEETS.put("reported_value", "biểu · Số liệu");
    SHEETS.put("area_value", "biểu · Tổ dân phố");
    SHEETS.put("task_report", "biểu · Nhiệm vụ");
    SHEETS.put("difficulty_report", "biểu · Vướng mắc");
    SHEETS.put("question_report", "biểu · Yêu cầu giải trình");
    SHEETS.put("submission_signer", "biểu · Số liệu, người ký");
    SHEETS.put("plan_version", "sổ kế hoạch · Văn bản");
    SHEETS.put("plan_unit", "sổ kế hoạch · Đơn vị");
    SHEETS.put("plan_measure", "sổ kế hoạch · Chỉ tiêu");
    SHEETS.put("plan_target", "sổ kế hoạch · Chỉ tiêu giao");
    SHEETS.put("plan_assignment", "sổ kế hoạch · Phân công");
    SHEETS.put("plan_period", "sổ kế hoạch · Kỳ báo cáo");
    SHEETS.put("plan_task", "sổ kế hoạch · Nhiệm vụ");
    SHEETS.put("plan_area", "sổ kế hoạch · Tổ dân phố");
    SHEETS.put("plan_succession", "sổ kế hoạch · Địa giới");
    SHEETS.put("plan_question", "sổ kế hoạch · Yêu cầu giải trình");
    SHEETS.put("plan_difficulty_answer", "sổ kế hoạch · Trả lời kiến nghị");
    SHEETS.put("plan_signing", "sổ kế hoạch · Ký duyệt");
    SHEETS.put("plan_reopening", "sổ kế hoạch · Mở lại kỳ");
    SHEETS.put("plan_threshold", "sổ kế hoạch · Ngưỡng");
    SHEETS.put("plan_status", "sổ kế hoạch · Trạng thái");
    SHEETS.put("plan_base_figure", "sổ kế hoạch · Số liệu gốc");
    SHEETS.put("receipt", "tệp đã nhận");
    SHEETS.put("submission", "kết quả kiểm tra");
    SHEETS.put("judgement", "kết quả kiểm tra");
    SHEETS.put("finding", "kết quả kiểm tra");
    SHEETS.put("answer_written", "trả lời");
    SHEETS.put("plan_adoption", "lần chạy");
    SHEETS.put("run", "lần chạy");
    SHEETS.put("release", "lần chạy");
  }

  @TempDir private Path dir;

  // ---- what the SQL reads

  private static final Map<String, Set<String>> READS = reads();

  private static List<SqlTree.Script> marts() {
    return Stream.concat(SQL.marts().stream(), SQL.views().stream()).toList();
  }

  private static String code(String text) {
    return text.lines()
        .map(l -> l.contains("--") ? l.substring(0, l.indexOf("--")) : l)
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> words(String text) {
    return WORD.matcher(code(text)).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  /** Relation → what it names directly: marts, staging, and ledger tables as {@code ledger.x}. */
  private static Map<String, Set<String>> reads() {
    Map<String, String> texts = new LinkedHashMap<>();
    SQL.staging().forEach(s -> texts.put(s.name(), s.text()));
    marts().forEach(s -> texts.put(s.name(), s.text()));
    // the tests of weight warn are what meta_warning is made of
    String warnings =
        SQL.tests().stream()
            .filter(SqlTree.Script::isWarning)
            .map(SqlTree.Script::text)
            .collect(Collectors.joining("\n"));
    texts.merge("meta_warning", warnings, (a, b) -> a + "\n" + b);
    Map<String, Set<String>> reads = new LinkedHashMap<>();
    texts.forEach(
        (name, text) ->
            reads.put(
                name,
                words(text).stream()
                    .filter(w -> !w.equals(name))
                    .filter(w -> texts.containsKey(w) || w.startsWith("ledger."))
                    .collect(Collectors.toCollection(TreeSet::new))));
    return reads;
  }

  /** Every ledger table a relation rests on, by whatever way. */
  private static Set<String> ledgerOf(String relation) {
    Set<String> tables = new TreeSet<>();
    for (String r : READS.getOrDefault(relation, Set.of())) {
      if (r.startsWith("ledger.")) {
        tables.add(r.substring("ledger.".length()));
      } else {
        tables.addAll(ledgerOf(r));
      }
    }
    return tables;
  }

  @Test
  void every_ledger_table_that_is_read_has_a_place_it_comes_from() {
    Set<String> read = new TreeSet<>();
    READS.keySet().forEach(r -> read.addAll(ledgerOf(r)));
    assertThat(SHEETS.keySet()).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void every_mart_rests_on_the_ledger() {
    assertThat(marts()).allSatisfy(m -> assertThat(ledgerOf(m.name())).as(m.name()).isNotEmpty());
  }

  @Test
  void the_picture_of_relations_is_drawn_from_the_SQL() throws Exception {
    compare("lineage.svg", relations());
  }

  @Test
  void the_picture_of_columns_is_drawn_from_paths_that_the_SQL_takes() throws Exception {
    try (House house = new House(dir)) {
      for (Box to : BOXES) {
        if (to.relation.startsWith("ledger.")) {
          assertThat(
                  house.ask(
                      "select column_name from information_schema.columns where table_schema ="
                          + " 'ledger' and table_name = '"
                          + to.relation.substring("ledger.".length())
                          + "'"))
              .as(to.relation)
              .containsAll(to.columns);
        }
        for (Box from : to.from) {
          if (!from.relation.startsWith("ledger.") && !READS.containsKey(from.relation)) {
            continue;
          }
          String text = text(to.relation);
          assertThat(words(text))
              .as(to.relation + " reads " + from.relation + " " + from.columns)
              .contains(from.relation)
              .containsAll(from.columns)
              .containsAll(to.columns);
        }
      }
    }
    compare("lineage-scorecard.svg", columns());
  }

  private static String text(String relation) {
    return Stream.concat(SQL.staging().stream(), marts().stream())
        .filter(s -> s.name().equals(relation))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static void compare(String name, String made) throws Exception {
    Path picture = ReleaseFixture.repo().resolve("pipeline/docs/pictures").resolve(name);
    if (System.getProperty("chitieu.write") != null) {
      Files.writeString(picture, made);
    }
    assertThat(Files.readString(picture))
        .as(picture + " is generated: run this test with -Dchitieu.write=1")
        .isEqualTo(made);
  }

  // ---- relations: a row for each mart, a column for whatever it reads

  private static final int STEP = 19;
  private static final int LEFT = 170;
  private static final int TOP = 250;
  private static final int GAP = 26;

  private static String relations() {
    Set<String> asked = new LinkedHashSet<>();
    marts().forEach(m -> asked.addAll(READS.get(m.name())));
    List<String> read =
        SQL.marts().stream().map(SqlTree.Script::name).filter(asked::contains).toList();
    List<String> staging = SQL.staging().stream().map(SqlTree.Script::name).toList();
    List<String> ledger = List.copyOf(SHEETS.keySet());
    int height = TOP + marts().size() * STEP + 60;
    int markAt = LEFT + read.size() * STEP + GAP;
    int ledgerAt = markAt + staging.size() * STEP + GAP;
    int width = ledgerAt + ledger.size() * STEP + 130;
    StringBuilder s = svg(width, height);
    for (int i = 0; i < marts().size(); i++) {
      int y = TOP + i * STEP;
      if (i % 2 == 0) {
        s.append(
            "<rect x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f2f4f6\"/>\n"
                .formatted(y, ledgerAt + ledger.size() * STEP, STEP));
      }
      s.append(text(LEFT - 8, y + 14, "end", "", marts().get(i).name()));
    }
    block(
        s,
        LEFT,
        "mart đọc mart",
        read,
        "#455a64",
        (mart, column) -> READS.get(mart).contains(column) ? 2 : 0);
    block(
        s,
        markAt,
        "đọc staging: trực tiếp ●, qua bảng khác ○",
        staging,
        "#1565c0",
        (mart, column) -> READS.get(mart).contains(column) ? 2 : reaches(mart, column) ? 1 : 0);
    block(
        s,
        ledgerAt,
        "dựa trên sổ cái (← trang của tệp Excel)",
        ledger,
        "#2e7d32",
        (mart, column) ->
            READS.get(mart).contains("ledger." + column)
                ? 2
                : ledgerOf(mart).contains(column) ? 1 : 0);
    s.append(
        text(
            8,
            height - 20,
            "start",
            "",
            "● đọc trực tiếp   ○ đến qua bảng khác. Mỗi hàng một bảng của bản công bố; vẽ từ chính các câu SQL trong sql/."));
    return s.append("</svg>\n").toString();
  }

  private static boolean reaches(String relation, String other) {
    return READS.getOrDefault(relation, Set.of()).stream()
        .anyMatch(r -> r.equals(other) || reaches(r, other));
  }

  @FunctionalInterface
  private interface Mark {
    /** 2 direct, 1 by way of another relation, 0 not at all. */
    int of(String mart, String column);
  }

  private static void block(
      StringBuilder s, int left, String title, List<String> columns, String colour, Mark mark) {
    int width = columns.size() * STEP;
    s.append(text(left, 22, "start", "font-weight=\"bold\" fill=\"" + colour + "\"", title));
    for (int c = 0; c < columns.size(); c++) {
      int x = left + c * STEP + STEP / 2;
      String name = columns.get(c);
      String label = SHEETS.containsKey(name) ? name + " ← " + SHEETS.get(name) : name;
      s.append(
          "<text transform=\"translate(%d,%d) rotate(-60)\" font-size=\"11\">%s</text>\n"
              .formatted(x + 4, TOP - 8, label));
      s.append(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dde2e6\"/>\n"
              .formatted(x, TOP, x, TOP + marts().size() * STEP));
      for (int m = 0; m < marts().size(); m++) {
        int found = mark.of(marts().get(m).name(), name);
        if (found > 0) {
          s.append(
              "<circle cx=\"%d\" cy=\"%d\" r=\"%s\" fill=\"%s\" stroke=\"%s\"/>\n"
                  .formatted(
                      x,
                      TOP + m * STEP + STEP / 2,
                      found == 2 ? "5" : "3.5",
                      found == 2 ? colour : "white",
                      colour));
        }
      }
    }
    s.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\"/>\n"
            .formatted(left, TOP, width, marts().size() * STEP, colour));
  }

  // ---- columns: the way of four columns of the scorecard, from the cell

  /** A relation with those of its columns that the way goes through. */
  private record Box(
      int lane, int stage, int place, String relation, List<String> columns, List<Box> from) {}

  private static final List<Box> BOXES = new ArrayList<>();

  private static Box box(
      int lane, int stage, int place, String relation, List<String> columns, Box... from) {
    Box b = new Box(lane, stage, place, relation, columns, List.of(from));
    BOXES.add(b);
    return b;
  }

  static {
    Box givenSheet = box(0, 0, 0, "sổ kế hoạch", List.of("trang Chỉ tiêu giao"));
    Box given = box(0, 1, 0, "ledger.plan_target", List.of("target"), givenSheet);
    Box target = box(0, 2, 0, "stg_target", List.of("target"), given);
    Box progressTarget = box(0, 5, 0, "fct_progress", List.of("target"), target);
    box(0, 6, 0, "rpt_scorecard", List.of("target"), progressTarget);

    List<String> parts = List.of("reported", "numerator", "denominator");
    Box cell =
        box(
            1,
            0,
            0,
            "biểu của đơn vị",
            List.of("trang Số liệu, ô của chỉ tiêu", "(ledger giữ sheet, cell)"));
    Box reported = box(1, 1, 0, "ledger.reported_value", parts, cell);
    Box value = box(1, 2, 0, "stg_value", parts, reported);
    Box figure = box(1, 3, 0, "stg_figure", List.of("value", "numerator", "denominator"), value);
    Box fact = box(1, 4, 0, "fct_measure_value", List.of("value"), figure);
    Box progressValue = box(1, 5, 0, "fct_progress", List.of("value"), fact);
    box(1, 6, 0, "rpt_scorecard", List.of("value"), progressValue);

    Box targetSheet = box(2, 0, 0, "sổ kế hoạch", List.of("trang Chỉ tiêu giao"));
    Box paceSheet = box(2, 0, 1, "sổ kế hoạch", List.of("trang Chỉ tiêu"));
    Box baseSheet = box(2, 0, 2, "sổ kế hoạch", List.of("trang Số liệu gốc"));
    List<String> steps = List.of("target", "quarter_1", "quarter_2", "quarter_3");
    Box planned = box(2, 1, 0, "ledger.plan_target", steps, targetSheet);
    Box measure = box(2, 1, 1, "ledger.plan_measure", List.of("pace"), paceSheet);
    Box base = box(2, 1, 2, "ledger.plan_base_figure", List.of("figure"), baseSheet);
    Box schedule = box(2, 2, 0, "stg_target", steps, planned);
    Box pace = box(2, 2, 1, "stg_measure_period", List.of("pace"), measure);
    Box before = box(2, 2, 2, "stg_base_figure", List.of("figure"), base);
    Box lastYear = box(2, 3, 2, "stg_last_year", List.of("share"), before);
    Box expected =
        box(2, 5, 1, "fct_progress", List.of("expected_value"), schedule, pace, lastYear);
    box(2, 6, 1, "rpt_scorecard", List.of("expected_value"), expected);

    Box statusCell = box(3, 0, 0, "biểu của đơn vị", List.of("trang Số liệu"));
    Box statusTarget = box(3, 0, 1, "sổ kế hoạch", List.of("trang Chỉ tiêu giao"));
    Box limitSheet = box(3, 0, 2, "sổ kế hoạch", List.of("trang Ngưỡng"));
    Box statusReported = box(3, 1, 0, "ledger.reported_value", parts, statusCell);
    Box statusPlanned =
        box(
            3,
            1,
            1,
            "ledger.plan_target",
            List.of("target", "comparator", "assessed_on"),
            statusTarget);
    Box limits =
        box(3, 1, 2, "ledger.plan_threshold", List.of("threshold_code", "threshold"), limitSheet);
    Box statusValue = box(3, 2, 0, "stg_value", parts, statusReported);
    Box decided =
        box(3, 2, 1, "stg_target", List.of("target", "comparator", "assessed_on"), statusPlanned);
    Box threshold =
        box(3, 2, 2, "stg_threshold", List.of("linear_watch", "linear_risk", "level_risk"), limits);
    Box statusFigure =
        box(3, 3, 0, "stg_figure", List.of("value", "numerator", "denominator"), statusValue);
    Box sum = box(3, 4, 0, "fct_measure_value", List.of("cumulative_value"), statusFigure);
    Box status =
        box(
            3,
            5,
            1,
            "fct_progress",
            List.of("status_code", "expected_value"),
            sum,
            decided,
            threshold);
    box(3, 6, 1, "rpt_scorecard", List.of("status_code"), status);
  }

  private static final String[] LANES = {"target", "value", "expected_value", "status_code"};
  private static final String[] STAGES = {
    "ô trong Excel",
    "sổ cái",
    "staging",
    "staging",
    "mart: số liệu",
    "mart: tiến độ",
    "mart: bảng điều hành"
  };
  private static final int BOX_WIDTH = 176;
  private static final int STAGE = 214;
  private static final int ROW = 92;
  private static final int HEAD = 56;

  private static int laneTop(int lane) {
    int top = HEAD;
    for (int l = 0; l < lane; l++) {
      top += laneHeight(l);
    }
    return top;
  }

  private static int laneHeight(int lane) {
    return 34
        + ROW
            * (1 + BOXES.stream().filter(b -> b.lane == lane).mapToInt(Box::place).max().orElse(0));
  }

  private static int x(Box b) {
    return 16 + b.stage * STAGE;
  }

  private static int y(Box b) {
    return laneTop(b.lane) + 26 + b.place * ROW;
  }

  private static int tall(Box b) {
    return 24 + 14 * b.columns.size();
  }

  private static String columns() {
    int width = 16 + STAGES.length * STAGE;
    int height = laneTop(LANES.length) + 20;
    StringBuilder s = svg(width, height);
    s.append(
        "<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"#607d8b\"/></marker></defs>\n");
    for (int i = 0; i < STAGES.length; i++) {
      s.append(text(16 + i * STAGE, 30, "start", "font-weight=\"bold\"", STAGES[i]));
    }
    for (int l = 0; l < LANES.length; l++) {
      s.append(
          "<rect x=\"6\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" rx=\"6\"/>\n"
              .formatted(
                  laneTop(l), width - 12, laneHeight(l) - 8, l % 2 == 0 ? "#f2f4f6" : "#fafafa"));
      s.append(
          text(
              16,
              laneTop(l) + 17,
              "start",
              "font-weight=\"bold\" fill=\"#1565c0\"",
              "rpt_scorecard." + LANES[l]));
    }
    for (Box b : BOXES) {
      for (Box f : b.from) {
        int x1 = x(f) + BOX_WIDTH;
        int y1 = y(f) + tall(f) / 2;
        int x2 = x(b);
        int y2 = y(b) + tall(b) / 2;
        int bend = Math.min(30, (x2 - x1) / 2);
        s.append(
            "<path d=\"M%d,%d H%d C%d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"#607d8b\" stroke-width=\"1.4\" marker-end=\"url(#a)\"/>\n"
                .formatted(x1, y1, x2 - 2 * bend, x2 - bend, y1, x2 - bend, y2, x2, y2));
      }
    }
    for (Box b : BOXES) {
      s.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"white\" stroke=\"#455a64\"/>\n"
              .formatted(x(b), y(b), BOX_WIDTH, tall(b)));
      s.append(text(x(b) + 8, y(b) + 16, "start", "font-weight=\"bold\"", b.relation));
      for (int i = 0; i < b.columns.size(); i++) {
        s.append(text(x(b) + 8, y(b) + 31 + 14 * i, "start", "font-size=\"11\"", b.columns.get(i)));
      }
    }
    return s.append("</svg>\n").toString();
  }

  // ---- drawing

  private static StringBuilder svg(int width, int height) {
    return new StringBuilder(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans, Arial, sans-serif\" font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
            .formatted(width, height, width, height));
  }

  private static String text(int x, int y, String anchor, String more, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>\n",
        x,
        y,
        anchor,
        more,
        words);
  }
}
