package vn.chitieu.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every word a leader can see or is told by a hint, on whatever page he may come to, is Vietnamese,
 * a name of the plan, or a code. Words that charts draw are read where they are drawn.
 */
@Tag("browser")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VietnameseTest {
  /** A file, a cell, a code of a measure, a column of a mart: nobody takes these for words. */
  private static final String CODE =
      "\\S+\\.xlsx|[\\p{L}\\p{N}.-]*[\\p{N}_][\\p{L}\\p{N}._-]*|(?<!\\p{L})[A-Z](?!\\p{L})";

  /** File formats and a key have no other name. */
  private static final Set<String> NAMES = Set.of("Excel", "CSV", "PDF", "Shift", "STT");

  private final Map<String, String> english = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>(NAMES);
  private RunningSuperset running;
  private Visitor leader;
  private String words;

  @BeforeAll
  void start() throws Exception {
    running = RunningSuperset.get();
    leader = new Visitor(running.superset);
    words =
        new String(
            VietnameseTest.class.getResourceAsStream("/browser/words.js").readAllBytes(),
            StandardCharsets.UTF_8);
    for (List<String> row :
        running.query(
            """
            select unit_name from mart.dim_unit union all select unit_short_name from mart.dim_unit
            union all select measure_name from mart.dim_measure union all select short_name from mart.dim_measure
            union all select task_name from mart.rpt_task union all select proposed_to from mart.rpt_difficulty
            union all select decision_label from mart.rpt_target union all select what from mart.rpt_difficulty
            union all select proposal from mart.rpt_difficulty union all select answer from mart.rpt_difficulty
            union all select question from mart.rpt_question union all select answer from mart.rpt_question""")) {
      if (row.getFirst() != null) {
        known.addAll(Vietnamese.othersIn(row.getFirst()));
      }
    }
    assertThat(known).doesNotContain("Superset", "Dashboard", "Filter").hasSizeLessThan(60);
  }

  @AfterAll
  void stop() {
    if (leader != null) {
      leader.close();
    }
  }

  @AfterEach
  void no_word_was_of_another_language() {
    Map<String, String> found = new LinkedHashMap<>(english);
    english.clear();
    assertThat(found).as("give each its words in superset/i18n, or take it off the page").isEmpty();
  }

  @Test
  void a_syllable_is_told_from_a_word_of_another_language() {
    assertThat(
            Vietnamese.othersIn(
                "Chỉ tiêu nguy cơ không đạt, quyết nghị, khuỷu, giếng, Tổ dân phố, ngoằn ngoèo, yếu, quý, hiếm"))
        .isEmpty();
    assertThat(
            Vietnamese.othersIn("Set auto-refresh: No data, Total, Metric, ago, Last, Sum, Apply"))
        .containsExactly(
            "Set", "auto", "refresh", "No", "data", "Total", "Metric", "ago", "Last", "Sum",
            "Apply");
  }

  @Test
  void on_the_login_page_and_after_a_wrong_password() throws Exception {
    visit("/logout/");
    visit("/login/");
    read("login");
    leader.page.locator("button[type=submit], [data-test=login-button]").first().click();
    assertThat(leader.page.getByText("Xin nhập mật khẩu")).isVisible();
    read("login with empty fields");
    leader.logInHere("lanhdao", "sai");
    assertThat(leader.page.getByText("Sai tên đăng nhập hoặc mật khẩu").first()).isVisible();
    read("wrong password");
  }

  @Test
  void on_the_boards_in_their_lists_and_menus() throws Exception {
    leader.logIn("lanhdao");
    for (String board : Visitor.SIX) {
      // so high that every chart is drawn
      leader.page.setViewportSize(1366, 3200);
      leader.open(board);
      leader.page.waitForTimeout(500);
      read(board);
      for (Locator filter : leader.page.locator("[data-test=filter-bar] .ant-select").all()) {
        filter.click();
        read(board + ", a filter's list");
        leader.page.keyboard().type("zzz");
        assertThat(leader.page.locator(".ant-empty-description >> visible=true").first())
            .isVisible();
        read(board + ", nothing in a filter's list");
        leader.page.keyboard().press("Escape");
      }
      leader.open(board); // filters left half chosen hold the charts back
      Set<String> kinds = new TreeSet<>();
      for (Locator chart : leader.page.locator("[data-test-viz-type]").all()) {
        Locator menu = chart.locator("[id^=slice_][id$=-controls]");
        if (menu.isVisible() && kinds.add(chart.getAttribute("data-test-viz-type"))) {
          menu.click();
          read(board + ", a chart's menu");
          leader.page.getByText("Tải về").last().hover();
          // menus opened before stay in the page, hidden
          assertThat(leader.page.locator("text=Xuất Excel >> visible=true").first()).isVisible();
          read(board + ", what a chart is downloaded as");
          leader.page.keyboard().press("Escape");
        }
      }
    }
    assertThat((String) leader.page.evaluate("[...(window.drawnTexts ?? [])].join(' ')"))
        .isNotNull();
  }

  @Test
  void where_a_board_is_refreshed_and_on_the_whole_screen() throws Exception {
    leader.logIn("lanhdao");
    leader.open("dieu-hanh");
    for (String entry : List.of("Lấy lại số liệu", "Đặt tự lấy lại số liệu", "Toàn màn hình")) {
      leader.page.locator("[data-test=header-actions-menu], .header-actions-menu").isVisible();
      leader.page.locator("[data-test=actions-trigger]").click();
      read("the board's menu");
      leader.page.getByText("Tải về").last().hover();
      leader.page.waitForTimeout(500);
      read("what a board is downloaded as");
      leader
          .page
          .getByText(entry, new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
          .last()
          .click();
      read("the board's menu: " + entry);
      leader.page.waitForTimeout(1000);
      read("the board's menu: " + entry + ", a second later");
      leader.page.keyboard().press("Escape");
    }
    visit(Visitor.BOARDS + "dieu-hanh/?standalone=1");
    read("the whole screen");
  }

  @Test
  void where_something_fails() throws Exception {
    leader.logIn("lanhdao");
    for (String page :
        List.of(
            "/khong-co",
            "/chart/list/",
            "/users/list/",
            "/sqllab/",
            Visitor.BOARDS + "khong-co/")) {
      visit(page);
      read(page);
    }
    String config = Files.readString(Bundle.ROOT.resolve("superset/superset_config.py"));
    String pages = config.substring(config.indexOf("_ERRORS = {"), config.indexOf("# /xem/"));
    List<String> others = Vietnamese.othersIn(pages);
    assertThat(others).as("the texts of 403, 404, 429, 500").containsExactly("ERRORS");

    Files.writeString(running.releases.add("broken", running.release), "không phải tệp DuckDB");
    running.releases.swapTo("broken");
    try {
      visit(Visitor.BOARDS + "dieu-hanh/");
      leader.page.waitForTimeout(3000);
      read("a board without a release");
    } finally {
      running.releases.swapTo("two-wards");
    }
  }

  private void visit(String path) {
    leader.page.navigate(running.superset.address + path);
    leader.page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  private void read(String where) throws IOException {
    @SuppressWarnings("unchecked")
    List<List<String>> texts = (List<List<String>>) leader.page.evaluate(words);
    assertThat(texts).as(where).isNotEmpty();
    for (List<String> text : texts) {
      List<String> others =
          new ArrayList<>(Vietnamese.othersIn(text.getFirst().replaceAll(CODE, " ")));
      others.removeAll(known);
      if (!others.isEmpty()) {
        english.putIfAbsent(text.getFirst(), others + " " + where + ": " + text.getLast());
      }
    }
  }
}
