package vn.chitieu.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Somebody with a browser of their own in front of the boards, at a leader's notebook. */
final class Visitor implements AutoCloseable {
  /** The boards of a ward, in the order in which they are read. */
  static final List<String> SIX =
      List.of("dieu-hanh", "chi-tieu", "nop-bao-cao", "to-dan-pho", "nhiem-vu", "chat-luong");

  static final String BOARDS = "/superset/dashboard/";

  final Page page;

  /**
   * Hosts that answered the browser. A request stopped by the page's own policy leaves no trace
   * here.
   */
  final Set<String> hosts = new ConcurrentSkipListSet<>();

  private final Superset superset;
  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;

  Visitor(Superset superset) {
    this.superset = superset;
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    playwright = Chromium.driver();
    browser = Chromium.launch(playwright);
    context =
        browser.newContext(
            new Browser.NewContextOptions().setLocale("vi-VN").setViewportSize(1366, 768));
    context.setDefaultTimeout(60_000);
    context.onResponse(response -> hosts.add(URI.create(response.url()).getAuthority()));
    // what charts draw stands in no element
    context.addInitScript(
        """
        window.drawnTexts = new Set();
        const draw = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
          window.drawnTexts.add(String(text));
          return draw.call(this, text, ...place);
        };""");
    page = context.newPage();
  }

  /** By the form, as a person does; ends on the first board of their role. */
  void logIn(String username) throws IOException {
    page.navigate(
        "about:blank"); // the page before would go to the login by itself, and stop our way there
    context.clearCookies();
    page.navigate(superset.address + "/login/");
    logInHere(
        username, superset.secret("SUPERSET_" + username.toUpperCase(Locale.ROOT) + "_PASSWORD"));
    page.waitForURL("**" + BOARDS + "**");
  }

  /** Fills in the form on the page. */
  void logInHere(String username, String password) {
    page.waitForLoadState(LoadState.NETWORKIDLE); // the form is drawn anew when its words arrive
    page.locator("input[name=username], #username").fill(username);
    page.locator("input[type=password]").fill(password);
    page.locator("button[type=submit], [data-test=login-button]").first().click();
  }

  /** Opens a board and waits until it is drawn. */
  void open(String board) {
    page.navigate(superset.address + BOARDS + board + "/");
    assertThat(page.locator("[data-test-chart-name^='Độ mới của số liệu'] td").nth(1)).isVisible();
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  /** The tile with a chart, by the chart's name. */
  Locator chart(String name) {
    return page.locator("[data-test-chart-name='" + name + "']");
  }

  /** The cells of a table, a cell without a figure as an empty text. */
  List<List<String>> rows(String name) {
    Locator rows = chart(name).locator("tbody tr");
    assertThat(rows.first()).isVisible();
    List<List<String>> cells = new ArrayList<>();
    for (Locator row : rows.all()) {
      cells.add(
          row.locator("td").allTextContents().stream()
              .map(text -> text.equals("N/A") ? "" : text)
              .toList());
    }
    return cells;
  }

  /** A page of the same person on a phone; whoever asks for it closes its context. */
  Page onAPhone() {
    BrowserContext phone =
        browser.newContext(
            new Browser.NewContextOptions()
                .setLocale("vi-VN")
                .setViewportSize(390, 844)
                .setStorageState(context.storageState()));
    phone.setDefaultTimeout(60_000);
    return phone.newPage();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
