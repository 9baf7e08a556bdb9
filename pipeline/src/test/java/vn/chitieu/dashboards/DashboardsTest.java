package vn.chitieu.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import vn.chitieu.ReleaseFixture;

/** The real Superset over a published sample, as a leader meets it in Chromium. */
@Tag("browser")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardsTest {

  private Releases releases;
  private Superset superset;
  private Visitor leader;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    RunningSuperset running = RunningSuperset.get();
    releases = running.releases;
    superset = running.superset;
    leader = new Visitor(superset);
    page = leader.page;
    leader.logIn("lanhdao");
  }

  @AfterAll
  void stop() {
    if (leader != null) {
      leader.close();
    }
  }

  @Test
  @Order(1)
  void a_second_start_and_a_second_import_change_nothing() throws Exception {
    Map<String, List<String>> once = superset.assets();
    assertThat(once.get("chart")).hasSize(Bundle.assets("charts").size());
    assertThat(once.get("dataset")).hasSize(Bundle.assets("datasets").size());
    assertThat(once.get("dashboard")).hasSize(Bundle.assets("dashboards").size());

    Superset.Ended up = superset.run("up");
    assertThat(up.output()).contains("already running");
    Superset.Ended imported = superset.run("import");
    assertThat(imported.code()).as(imported.output()).isZero();
    assertThat(superset.assets()).isEqualTo(once);
  }

  @Test
  @Order(1)
  void the_home_remembers_the_port_it_was_started_on() throws Exception {
    Superset.Ended status = superset.run(Map.of("SUPERSET_PORT", ""), "status");
    assertThat(status.output()).contains("running at " + superset.address);
  }

  @Test
  @Order(2)
  void a_leader_lands_on_the_board_and_reads_the_figures_of_the_mart() throws Exception {
    page.navigate(superset.address + "/");
    page.waitForURL("**" + Visitor.BOARDS + "dieu-hanh/**");
    Map<String, String> head =
        query("select freshness_line, illustrative_line from mart.rpt_heading where is_latest")
            .getFirst();
    assertThat(leader.chart("Độ mới của số liệu")).containsText(head.get("freshness_line"));
    assertThat(leader.chart("Độ mới của số liệu")).containsText(head.get("illustrative_line"));

    List<String> counts = new ArrayList<>();
    for (String group : List.of("risk", "watch", "silent", "good", "other")) {
      counts.add(
          query(
                  "select count(*) n from mart.rpt_scorecard where is_latest_period and status_group = '%s'"
                      .formatted(group))
              .getFirst()
              .get("n"));
    }
    assertThat(leader.rows("Số chỉ tiêu theo trạng thái")).containsExactly(counts);

    List<List<String>> expected = new ArrayList<>();
    for (var row :
        query(
            """
            select measure_code, measure_name, unit_of_measure, target_label, result_label,
                   completion_rate, forecast_value, status_label, lead_unit_short_name, status_since_label, status_reason
            from mart.rpt_scorecard where is_latest_period order by status_order, measure_code""")) {
      expected.add(
          List.of(
              row.get("measure_code"),
              row.get("measure_name"),
              row.get("unit_of_measure"),
              row.get("target_label"),
              row.get("result_label"),
              percent(row.get("completion_rate")),
              number(row.get("forecast_value"), 2),
              row.get("status_label"),
              row.get("lead_unit_short_name"),
              row.get("status_since_label"),
              row.get("status_reason"),
              "xem ›"));
    }
    assertThat(leader.rows("Các chỉ tiêu của kế hoạch, xấu nhất trước"))
        .containsExactlyElementsOf(expected);
  }

  /** The way of a red number: the board, its measure, its month, down to the cell. */
  @Test
  @Order(3)
  void a_red_number_is_followed_to_its_file_sheet_and_cell() throws Exception {
    leader.open("dieu-hanh");
    var worst =
        query(
                """
                select measure_code, measure_label, period_label, result_label, status_reason
                from mart.rpt_scorecard where is_latest_period
                order by status_order, measure_code limit 1""")
            .getFirst();
    leader.chart("Các chỉ tiêu của kế hoạch, xấu nhất trước").locator("tbody tr a").first().click();
    page.waitForURL("**" + Visitor.BOARDS + "chi-tieu/**");
    assertThat(page.locator("[data-test=filter-bar]")).containsText(worst.get("measure_label"));
    assertThat(page.locator("[data-test=filter-bar]")).containsText(worst.get("period_label"));
    assertThat(leader.chart("Đến kỳ đang chọn")).containsText(worst.get("result_label"));
    assertThat(leader.chart("Vì sao, ai giữ, căn cứ nào")).containsText(worst.get("status_reason"));

    List<List<String>> expected = new ArrayList<>();
    for (var row :
        query(
            """
            select period_label, unit_short_name, value, source_file, source_sheet, source_cells
            from mart.rpt_source where measure_code = '%s'
            order by period_no desc, role_label desc, unit_short_name"""
                .formatted(worst.get("measure_code")))) {
      expected.add(
          List.of(
              row.get("period_label"),
              row.get("unit_short_name"),
              number(row.get("value"), 3),
              row.get("source_file"),
              row.get("source_sheet"),
              row.get("source_cells")));
    }
    Locator sources = leader.chart("Số liệu lấy từ đâu: đơn vị, tệp, trang tính, ô");
    sources.scrollIntoViewIfNeeded();
    assertThat(
            leader.rows("Số liệu lấy từ đâu: đơn vị, tệp, trang tính, ô").stream()
                .map(r -> List.of(r.get(0), r.get(1), r.get(3), r.get(10), r.get(11), r.get(12)))
                .toList())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @Order(3)
  void what_was_chosen_goes_along_to_the_next_board() throws Exception {
    page.navigate(superset.address + "/xem/nop-bao-cao?dia_ban=phường Thủy Nguyên&ky=Tháng 3/2026");
    assertThat(leader.chart("Độ mới của số liệu")).containsText("Tháng 3/2026");
    leader
        .chart("Độ mới của số liệu")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Tổ dân phố"))
        .click();
    page.waitForURL("**" + Visitor.BOARDS + "to-dan-pho/**");
    assertThat(page.locator("[data-test=filter-bar]")).containsText("Tháng 3/2026");
    assertThat(leader.chart("Độ mới của số liệu")).containsText("Tháng 3/2026");
  }

  /**
   * A request costs 150 ms of Superset's own. A browser driven by a program gets every chart of a
   * board at once, a person's those near the screen.
   */
  @Test
  @Order(3)
  void the_first_board_asks_at_most_ten_times_and_no_board_asks_a_chart_twice() {
    List<String> asked = new ArrayList<>();
    Consumer<Request> listener =
        request -> {
          if (request.url().contains("/api/v1/chart/data")) {
            asked.add(request.url());
          }
        };
    page.onRequest(listener);
    for (String board : Visitor.SIX) {
      for (String address :
          List.of(
              Visitor.BOARDS + board + "/",
              "/xem/" + board + "?dia_ban=phường Thủy Nguyên&ky=Tháng 3/2026")) {
        String head = "Phường Thủy Nguyên";
        for (boolean anew : List.of(false, true)) {
          asked.clear();
          if (anew) { // F5, at the address that Superset has made of it by then
            page.waitForURL("**native_filters_key=**");
            page.reload();
          } else {
            page.navigate(superset.address + address);
          }
          Locator heading = page.locator("[data-test-chart-name^='Độ mới của số liệu'] td").nth(1);
          assertThat(heading).containsText(head); // what was chosen is kept
          head = heading.textContent();
          page.waitForLoadState(LoadState.NETWORKIDLE);
          if (board.equals("dieu-hanh")) {
            assertThat(asked).as(address).hasSizeBetween(4, 10);
          }
          assertThat(asked.stream().filter(url -> url.contains("slice_id")).toList())
              .as("%s, anew: %s", address, anew)
              .doesNotHaveDuplicates();
        }
      }
    }
    page.offRequest(listener);
  }

  /**
   * A milestone has no number but a share of its criteria; 05a has no figure before it is known.
   */
  @Test
  @Order(3)
  void a_measure_without_a_number_or_any_figure_is_shown_in_words_all_the_same() throws Exception {
    for (String measure : List.of("11", "05a")) {
      var latest =
          query(
                  """
                  select locality_name, period_label, measure_label, result_label
                  from mart.rpt_scorecard where measure_code = '%s' and is_latest_period"""
                      .formatted(measure))
              .getFirst();
      page.navigate(
          superset.address
              + "/xem/chi-tieu?"
              + query("dia_ban", latest.get("locality_name"))
              + query("&ky", latest.get("period_label"))
              + query("&chi_tieu", latest.get("measure_label")));
      assertThat(page.locator("[data-test=filter-bar]")).containsText(latest.get("measure_label"));
      assertThat(leader.chart("Đến kỳ đang chọn").locator("tbody tr").first())
          .containsText(latest.get("result_label"));
      assertThat(leader.chart("Lũy kế so với kế hoạch và nhịp cần đạt").locator("canvas"))
          .isVisible();
    }
  }

  /**
   * Vietnamese Excel knows UTF-8 by its mark, a column by the semicolon, a fraction by the comma.
   */
  @Test
  @Order(3)
  void a_chart_is_exported_so_that_vietnamese_excel_reads_it() throws Exception {
    leader.open("dieu-hanh");
    String text =
        new String(
            Files.readAllBytes(export("Các chỉ tiêu của kế hoạch, xấu nhất trước", "Xuất CSV")),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFFMã;Chỉ tiêu;Đơn vị tính;");
    var rates =
        query(
            """
            select measure_name, completion_rate from mart.rpt_scorecard
            where is_latest_period and completion_rate is not null""");
    assertThat(rates).isNotEmpty();
    for (var row : rates) {
      String rate =
          new BigDecimal(row.get("completion_rate"))
              .stripTrailingZeros()
              .toPlainString()
              .replace('.', ',');
      assertThat(text.lines())
          .anyMatch(
              line -> line.contains(row.get("measure_name")) && line.contains(";" + rate + ";"));
    }

    try (Workbook book =
        WorkbookFactory.create(
            export("Các chỉ tiêu của kế hoạch, xấu nhất trước", "Xuất Excel").toFile())) {
      Sheet sheet = book.getSheetAt(0);
      List<String> names = new ArrayList<>();
      sheet.getRow(0).forEach(cell -> names.add(cell.getStringCellValue()));
      assertThat(names)
          .startsWith("Mã", "Chỉ tiêu", "Đơn vị tính")
          .allMatch(name -> !name.contains("_"));
      int code = names.indexOf("Mã");
      int rate = names.indexOf("% hoàn thành");
      Map<String, String> found = new java.util.TreeMap<>();
      for (int i = 1; i <= sheet.getLastRowNum(); i++) {
        Cell cell = sheet.getRow(i).getCell(rate);
        if (cell != null && cell.getCellType() != CellType.BLANK) {
          found.put(
              sheet.getRow(i).getCell(code).getStringCellValue(), // "02" keeps its zero
              BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString());
        }
      }
      Map<String, String> expected = new java.util.TreeMap<>();
      for (var row :
          query(
              """
              select measure_code, completion_rate from mart.rpt_scorecard
              where is_latest_period and completion_rate is not null""")) {
        expected.put(
            row.get("measure_code"),
            new BigDecimal(row.get("completion_rate")).stripTrailingZeros().toPlainString());
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  @Order(3)
  void a_phone_shows_the_worst_measure_without_scrolling_sideways() {
    Page small = leader.onAPhone();
    try (BrowserContext phone = small.context()) {
      small.navigate(superset.address + Visitor.BOARDS + "dieu-hanh/");
      assertThat(small.locator("[data-test-chart-name='Số chỉ tiêu theo trạng thái'] td").first())
          .isVisible();
      assertThat((int) small.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  @Order(3)
  void the_way_to_the_next_board_needs_no_mouse() {
    leader.open("dieu-hanh");
    for (int presses = 0; presses < 60; presses++) {
      page.keyboard().press("Tab");
      if ("A Nộp báo cáo"
          .equals(
              page.evaluate(
                  "document.activeElement.tagName + ' ' + document.activeElement.textContent"))) {
        break;
      }
    }
    page.keyboard().press("Enter");
    page.waitForURL("**" + Visitor.BOARDS + "nop-bao-cao/**");
  }

  @Test
  @Order(4)
  void who_has_and_has_not_reported_is_said_in_words() throws Exception {
    leader.open("nop-bao-cao");
    List<List<String>> expected =
        query(
                """
                select unit_name, state_label from mart.rpt_compliance c
                where period_label = (select max_by(period_label, period_no) from mart.rpt_scorecard)
                order by state_order, unit_name""")
            .stream()
            .map(row -> List.of(row.get("unit_name"), row.get("state_label")))
            .toList();
    assertThat(
            leader.rows("Tình trạng nộp báo cáo của kỳ đang chọn").stream()
                .map(r -> r.subList(0, 2))
                .toList())
        .containsExactlyInAnyOrderElementsOf(expected);

    Map<String, List<String>> units = new java.util.LinkedHashMap<>();
    for (var row :
        query(
            """
            select unit_order, unit_short_name, state_label from mart.rpt_compliance
            where has_ended order by unit_order, period_no""")) {
      units
          .computeIfAbsent(
              row.get("unit_order"),
              order -> new ArrayList<>(List.of(order, row.get("unit_short_name"))))
          .add(row.get("state_label"));
    }
    Locator matrix = leader.chart("Đơn vị nộp báo cáo qua các kỳ");
    assertThat(matrix.locator("thead").first()).containsText("STT");
    assertThat(
            matrix.locator("tbody tr").all().stream()
                .map(r -> r.locator(".pvtRowLabel, .pvtVal").allTextContents())
                .map(cells -> cells.stream().filter(cell -> !cell.isEmpty()).toList())
                .toList())
        .containsExactlyElementsOf(units.values());
  }

  @Test
  @Order(5)
  void a_click_on_a_unit_or_an_area_filters_the_rest_of_the_board() throws Exception {
    leader.open("dieu-hanh");
    String unit = "Công an";
    String scorecard = "Các chỉ tiêu của kế hoạch, xấu nhất trước";
    int all = leader.rows(scorecard).size();
    rowName("Đơn vị chủ trì và trạng thái chỉ tiêu", unit).click();
    String own =
        query(
                """
                select count(*) n from mart.rpt_scorecard
                where is_latest_period and lead_unit_short_name = '%s'"""
                    .formatted(unit))
            .getFirst()
            .get("n");
    assertThat(leader.chart(scorecard).locator("tbody tr")).hasCount(Integer.parseInt(own));
    assertThat(leader.rows(scorecard)).allSatisfy(row -> assertThat(row.get(8)).isEqualTo(unit));
    assertThat(
            leader.rows("Số chỉ tiêu theo trạng thái").getFirst().stream()
                .mapToInt(Integer::parseInt)
                .sum())
        .isEqualTo(Integer.parseInt(own));
    rowName("Đơn vị chủ trì và trạng thái chỉ tiêu", unit).click(); // a second click takes it back
    assertThat(leader.chart(scorecard).locator("tbody tr")).hasCount(all);

    // a state in the scorecard shows which units have it; a reason is only read
    Locator first = leader.chart(scorecard).locator("tbody tr").first();
    first.locator("td").nth(10).click(new Locator.ClickOptions().setForce(true));
    assertThat(page.locator("[data-test=filter-bar]")).not().containsText("Lý do");
    String status = first.locator("td").nth(7).textContent();
    first.locator("td").nth(7).click();
    String have =
        query(
                """
                select count(distinct lead_unit_short_name) n from mart.rpt_scorecard
                where is_latest_period and status_label = '%s'"""
                    .formatted(status))
            .getFirst()
            .get("n");
    assertThat(leader.chart("Đơn vị chủ trì và trạng thái chỉ tiêu").locator("tbody tr"))
        .hasCount(Integer.parseInt(have));

    leader.open("nop-bao-cao");
    rowName("Đơn vị nộp báo cáo qua các kỳ", unit).click();
    assertThat(leader.chart("Tình trạng nộp báo cáo của kỳ đang chọn").locator("tbody tr"))
        .hasCount(1);
    assertThat(leader.chart("Cả năm đến nay: đúng hạn và đúng ngay lần đầu").locator("tbody tr"))
        .hasCount(1);
    assertThat(leader.chart("Đơn vị nộp báo cáo qua các kỳ").locator("tbody tr")).hasCount(11);

    leader.open("to-dan-pho");
    rowName("Tất cả chỉ tiêu theo tổ ở kỳ đang chọn", "Tổ dân phố số 2").click();
    assertThat(leader.chart("Từng tổ ở kỳ đang chọn").locator("tbody tr")).hasCount(1);
    assertThat(leader.chart("Từng tổ ở kỳ đang chọn").locator("tbody tr"))
        .containsText("Tổ dân phố số 2");
  }

  /** WCAG 2.2, 1.4.3: 4.5, and 3 from 24 px or from 18.66 px in bold. */
  @Test
  @Order(5)
  void every_text_stands_out_from_what_lies_under_it() throws Exception {
    String faint =
        new String(
            DashboardsTest.class.getResourceAsStream("/browser/faint.js").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    page.setViewportSize(1366, 3200);
    for (String board : Visitor.SIX) {
      leader.open(board);
      page.waitForTimeout(500);
      assertThat((List<?>) page.evaluate(faint)).as(board).isEmpty();
    }
    page.setViewportSize(1366, 768);
  }

  @Test
  @Order(6)
  void a_leader_is_kept_out_of_everything_but_the_boards() throws Exception {
    for (String path :
        List.of(
            "/sqllab/",
            "/explore/",
            "/tablemodelview/list/",
            "/databaseview/list/",
            "/users/list/",
            "/roles/list/",
            "/rowlevelsecurity/list/")) {
      page.navigate(superset.address + path);
      assertThat(URI.create(page.url()).getPath()).as(path).doesNotStartWith(path);
    }
    superset.logInAsLeader();
    for (String path :
        List.of(
            "dataset/",
            "database/",
            "query/",
            "log/",
            "security/users/",
            "security/roles/",
            "assets/export/")) {
      assertThat(superset.get("/api/v1/" + path).statusCode()).as(path).isBetween(401, 404);
    }
    assertThat(
            superset
                .send(
                    "POST",
                    "/api/v1/sqllab/execute/",
                    "{\"database_id\": 1, \"sql\": \"select 1\"}")
                .statusCode())
        .isBetween(400, 403);
    assertThat(superset.get("/api/v1/chart/related/owners").body()).doesNotContain("Quản trị");
  }

  @Test
  @Order(7)
  void a_new_release_is_seen_at_once() throws Exception {
    Path second = releases.add("second", ReleaseFixture.publishedSample());
    String line = "cập nhật lúc 09:59 ngày 01/02/2026";
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + second, Releases.readableBySuperset());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update mart.meta_release set published_at = timestamp '2026-02-01 09:59:00'");
      statement.execute("checkpoint");
    }
    leader.open("dieu-hanh");
    releases.swapTo("second");
    page.reload();
    assertThat(leader.chart("Độ mới của số liệu")).containsText(line);
    // and no night has renewed it since
    Locator stale = leader.chart("Độ mới của số liệu").locator("td").first();
    assertThat(stale).containsText("giờ chưa có bản cập nhật mới");
    assertThat(stale).hasCSS("color", "rgb(183, 28, 28)");
    releases.swapTo("two-wards");
  }

  @Test
  @Order(8)
  void pictures_are_taken_and_nothing_was_asked_of_another_host() throws Exception {
    Path pictures = Bundle.REPO.resolve("pipeline/target/pictures").normalize();
    Superset.Ended shots = superset.run("shots", "--out", pictures.toString());
    assertThat(shots.code()).as(shots.output()).isZero();
    for (String board : Visitor.SIX) {
      for (String name : List.of(board + ".png", board + "-ca-trang.png")) {
        assertThat(Files.size(pictures.resolve(name))).as(name).isBetween(40_000L, 400_000L);
      }
    }
    for (String board : Visitor.SIX) {
      String printed =
          new String(
              Files.readAllBytes(pictures.resolve(board + ".pdf")),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(printed.split("/MediaBox \\[0 0 841\\.\\d+ 595\\.\\d+]", -1).length - 1)
          .as(board + ": A4 pages on their side")
          .isBetween(1, 8);
      assertThat(printed).as(board + ": letters, not a picture of them").contains("/ToUnicode");
    }
    assertThat(leader.hosts).containsExactly(URI.create(superset.address).getAuthority());
  }

  /** What a chart's menu gives under this entry. */
  private Path export(String chart, String entry) {
    leader.chart(chart).locator("[id^=slice_][id$=-controls]").click();
    Locator menu = page.getByText("Tải về").last();
    menu.hover();
    Locator choice = page.getByText(entry, new Page.GetByTextOptions().setExact(true));
    assertThat(choice).isVisible();
    Path file = page.waitForDownload(choice::click).path();
    page.keyboard().press("Escape");
    assertThat(menu).isHidden(); // one that is closing takes no further click
    return file;
  }

  private Locator rowName(String matrix, String name) {
    return leader
        .chart(matrix)
        .locator(".pvtRowLabel, td:first-child")
        .getByText(name, new Locator.GetByTextOptions().setExact(true));
  }

  private static String query(String name, String value) {
    return name + "=" + java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<Map<String, String>> query(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:duckdb:" + ReleaseFixture.publishedSample(), Releases.readOnly());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Map<String, String>> result = new ArrayList<>();
      while (rows.next()) {
        Map<String, String> row = new java.util.HashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), rows.getString(i));
        }
        result.add(row);
      }
      return result;
    }
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static String number(String value, int decimals) {
    return value == null
        ? ""
        : vietnamese("#,##0.###")
            .format(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP));
  }

  private static String percent(String rate) {
    return rate == null
        ? ""
        : vietnamese("#,##0.#")
                .format(new BigDecimal(rate).movePointRight(2).setScale(1, RoundingMode.HALF_UP))
            + "%";
  }

  private static DecimalFormat vietnamese(String pattern) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols();
    symbols.setDecimalSeparator(',');
    symbols.setGroupingSeparator('.');
    return new DecimalFormat(pattern, symbols);
  }
}
