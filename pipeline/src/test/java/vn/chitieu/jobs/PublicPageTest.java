package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.dashboards.Chromium;
import vn.chitieu.warehouse.Release;

/** The page for phones and for the wall, as a passer-by has it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicPageTest {
  private static final Path SAMPLE =
      ReleaseFixture.sampleHome().releases().resolve("current").resolve(PublicPage.FILE);

  @TempDir Path dir;

  @Test
  void each_public_measure_stands_on_it_in_the_words_of_the_scorecard_and_no_restricted_one()
      throws Exception {
    String page = Files.readString(SAMPLE);
    List<List<String>> shown =
        ask(
            ReleaseFixture.publishedSample(),
            "select measure_label, target_label, result_label, status_label, status_reason,"
                + " is_restricted from mart.rpt_scorecard where is_latest_period");
    assertThat(shown).hasSize(26);
    for (List<String> measure : shown) {
      if (measure.getLast().equals("true")) {
        assertThat(page).doesNotContain(Html.escape(measure.getFirst()));
      } else {
        for (String words : measure.subList(0, 5)) {
          assertThat(page).contains(">" + Html.escape(words) + "<");
        }
      }
    }
    assertThat(page)
        .contains("Số liệu minh họa")
        .contains("3 chỉ tiêu hạn chế công khai không có ở đây")
        .contains("số liệu đến 14/10/2026");
    assertThat(page.indexOf("■ nguy cơ không đạt")).isLessThan(page.indexOf("▲ cần chú ý</span>"));
  }

  @Test
  void it_runs_nothing_and_fetches_nothing() throws Exception {
    String page = Files.readString(SAMPLE);
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContainIgnoringCase("<script")
        .doesNotContainPattern("(?i)\\s(src|href|on\\w+)=")
        .doesNotContain("url(", "@import");
  }

  @Test
  void it_prints_on_two_sheets_and_a_phone_shows_it_without_scrolling_sideways() throws Exception {
    List<String> asked = new ArrayList<>();
    try (Playwright playwright = Chromium.driver();
        Browser browser = Chromium.launch(playwright)) {
      Page page =
          browser.newPage(new Browser.NewPageOptions().setViewportSize(360, 740).setLocale("vi"));
      page.onRequest(r -> asked.add(r.url()));
      page.navigate(SAMPLE.toUri().toString());
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
      assertThat(page.locator("table").first().locator("tbody tr").count()).isEqualTo(23);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
      assertThat(sheets(pdf)).isEqualTo(2);
    }
    assertThat(asked).containsExactly(SAMPLE.toUri().toString());
  }

  @Test
  void of_many_localities_it_ranks_the_places_and_counts_those_that_do_not_fit() throws Exception {
    Path releases = dir.resolve("releases");
    Path one = Files.createDirectories(releases.resolve("one"));
    for (String name : List.of(Release.FILE, "manifest.json")) {
      Files.copy(SAMPLE.resolveSibling(name), one.resolve(name));
    }
    Files.createSymbolicLink(releases.resolve("current"), Path.of("one"));
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + one.resolve(Release.FILE));
        Statement s = c.createStatement()) {
      String codes = " replace (format('xa-{:03d}', n) as locality_code";
      String names = ", format('xã số {:03d} <nam>', n) as locality_name";
      for (String[] grown :
          new String[][] {
            {"dim_locality", names}, {"rpt_compliance", ""}, {"rpt_scorecard", names}
          }) {
        s.execute(
            "insert into mart.%s select * exclude (n)%s%s) from mart.%s, range(1, 125) as more (n)"
                .formatted(grown[0], codes, grown[1], grown[0]));
      }
      s.execute(
          "update mart.rpt_scorecard set status_group = 'risk'"
              + " where locality_code = 'xa-077' and status_group = 'watch'");
    }
    try (Release release = Release.open(releases).orElseThrow()) {
      String page = PublicPage.of(release);
      assertThat(page).contains("125 địa bàn – chỉ tiêu kế hoạch").contains("Còn 5 địa bàn khác");
      String first =
          page.substring(
              page.indexOf("<tbody>"), page.indexOf("</tr>", 1 + page.indexOf("<tbody>")));
      assertThat(first)
          .contains("Xã số 077 &lt;nam&gt;")
          .contains("data-is=\"■ nguy cơ\">8<")
          .contains("data-is=\"▲ chú ý\">0<");
    }
  }

  private static int sheets(byte[] pdf) {
    return (int)
        Pattern.compile("/Type\\s*/Page\\b")
            .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
            .results()
            .count();
  }

  private static List<List<String>> ask(Path file, String sql) throws Exception {
    java.util.Properties readOnly = new java.util.Properties();
    readOnly.setProperty("duckdb.read_only", "true");
    List<List<String>> rows = new ArrayList<>();
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + file, readOnly);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      while (r.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          row.add(r.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
