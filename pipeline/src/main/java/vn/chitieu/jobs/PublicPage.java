package vn.chitieu.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.Release;

/**
 * The page for phones and for the wall: {@code index.html} in a release's folder. One file that
 * fetches nothing and runs nothing, made of {@code mart_public} (beside it only how many measures
 * are left out), two sheets of A4 on paper. One locality: its scorecard, then why each measure
 * stands as it does. Several: the localities, the one with most at risk first. The same release
 * gives the same bytes.
 */
final class PublicPage {
  static final String FILE = "index.html";

  /** What fits on two sheets beside the head; the country's others are counted. */
  private static final int PLACES_SHOWN = 120;

  private final StringBuilder out = new StringBuilder();

  private PublicPage() {}

  /** Writes the page of a release into its folder. */
  static void write(Release release, Path dir) throws IOException {
    Files.writeString(dir.resolve(FILE), of(release), StandardCharsets.UTF_8);
  }

  static String of(Release release) throws IOException {
    PublicPage page = new PublicPage();
    List<Release.PublicPlace> places = release.listPublicPlaces();
    switch (places.size()) {
      case 0 -> {
        page.head("Chỉ tiêu kế hoạch");
        page.tag("p", "Chưa có kỳ báo cáo nào kết thúc, nên chưa có số liệu.");
      }
      case 1 -> page.ward(places.getFirst(), release.listPublicMeasures(places.getFirst().code()));
      default -> page.many(places, release);
    }
    page.foot(release);
    return page.out.toString();
  }

  private void ward(Release.PublicPlace place, List<Release.PublicMeasure> measures) {
    head(capital(place.name()) + " – chỉ tiêu kế hoạch, " + lower(place.periodLabel()));
    tag("p", place.freshnessLine());
    madeUp(place.illustrativeLine());
    counts(List.of(place));
    out.append(
            "<table class=\"card\"><thead><tr><th>Chỉ tiêu (đơn vị tính)</th><th class=\"n\">Kế hoạch</th>")
        .append("<th class=\"n\">Thực hiện</th><th class=\"n\">% kế hoạch</th>")
        .append("<th>Trạng thái</th><th>Từ kỳ</th><th>Đơn vị chủ trì</th></tr></thead><tbody>\n");
    for (Release.PublicMeasure m : measures) {
      out.append("<tr>");
      cell("name", "Chỉ tiêu", m.label());
      cell("n", "Kế hoạch", m.target());
      cell("n", "Thực hiện", m.result());
      cell("n", "% kế hoạch", m.completion().map(PublicPage::percent).orElse("–"));
      status(m);
      cell("", "Từ kỳ", m.since().replaceFirst("^từ ", ""));
      cell("", "Đơn vị chủ trì", m.leadUnit());
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n<h2 class=\"second\">Vì sao</h2>\n")
        .append(
            "<table class=\"why\"><thead><tr><th>Chỉ tiêu</th><th>Trạng thái</th><th>Lý do</th>")
        .append("</tr></thead><tbody>\n");
    for (Release.PublicMeasure m : measures) {
      out.append("<tr>");
      cell("name", "Chỉ tiêu", m.label());
      status(m);
      cell("said", "", m.reason());
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
  }

  private void many(List<Release.PublicPlace> places, Release release) {
    head(places.size() + " địa bàn – chỉ tiêu kế hoạch");
    tag("p", release.freshnessLine());
    places.stream()
        .map(Release.PublicPlace::illustrativeLine)
        .filter(l -> !l.isEmpty())
        .findFirst()
        .ifPresent(this::madeUp);
    counts(places);
    out.append("<h2>Từng địa bàn, nhiều nguy cơ nhất đứng trước</h2>\n<div class=\"places\">")
        .append("<table><thead><tr><th>Địa bàn</th><th class=\"n\">■ nguy cơ</th>")
        .append("<th class=\"n\">▲ chú ý</th><th class=\"n\">○ chưa báo cáo</th>")
        .append("<th class=\"n\">● đạt nhịp</th></tr></thead><tbody>\n");
    for (Release.PublicPlace p : places.subList(0, Math.min(PLACES_SHOWN, places.size()))) {
      out.append("<tr>");
      cell("name", "Địa bàn", capital(p.name()));
      cell("n", "■ nguy cơ", Integer.toString(p.risk()));
      cell("n", "▲ chú ý", Integer.toString(p.watch()));
      cell("n", "○ chưa báo cáo", Integer.toString(p.silent()));
      cell("n", "● đạt nhịp", Integer.toString(p.good()));
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
    if (places.size() > PLACES_SHOWN) {
      tag(
          "p",
          "Còn "
              + Words.number(BigDecimal.valueOf(places.size() - PLACES_SHOWN))
              + " địa bàn khác: xem bảng điều hành.");
    }
  }

  private void counts(List<Release.PublicPlace> places) {
    out.append("<ul class=\"counts\">");
    count(
        "risk",
        "■ ✖ nguy cơ, không đạt",
        places.stream().mapToInt(Release.PublicPlace::risk).sum());
    count("watch", "▲ cần chú ý", places.stream().mapToInt(Release.PublicPlace::watch).sum());
    count("silent", "○ chưa báo cáo", places.stream().mapToInt(Release.PublicPlace::silent).sum());
    count(
        "good",
        "● ★ đúng tiến độ, đã đạt",
        places.stream().mapToInt(Release.PublicPlace::good).sum());
    count(
        "other", "◇ – … chưa đánh giá", places.stream().mapToInt(Release.PublicPlace::other).sum());
    out.append("</ul>\n");
  }

  private void count(String group, String words, int n) {
    out.append("<li class=\"")
        .append(group)
        .append("\"><b>")
        .append(Words.number(BigDecimal.valueOf(n)))
        .append("</b> ")
        .append(words)
        .append("</li>");
  }

  private void head(String title) {
    out.append("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<title>")
        .append(Html.escape(title))
        .append("</title>\n<style>\n")
        .append(css())
        .append("</style></head><body>\n");
    tag("h1", title);
  }

  private void madeUp(String line) {
    if (!line.isEmpty()) {
      out.append("<p class=\"made-up\">").append(Html.escape(line)).append("</p>\n");
    }
  }

  private void foot(Release release) {
    int restricted = release.restrictedMeasureCount();
    out.append("<footer class=\"small\">");
    if (restricted > 0) {
      tag("p", restricted + " chỉ tiêu hạn chế công khai không có ở đây.");
    }
    tag(
        "p",
        "Trang này được viết khi công bố và không tự đổi: số liệu sau ngày "
            + Words.day(release.asOf())
            + " có ở bản công bố sau. Bản công bố "
            + release.id()
            + ".");
    out.append("</footer>\n</body></html>\n");
  }

  private void status(Release.PublicMeasure m) {
    out.append("<td data-is=\"Trạng thái\"><span class=\"status\" style=\"background:")
        .append(Html.escape(m.statusColour()))
        .append("\">")
        .append(Html.escape(m.status()))
        .append("</span></td>");
  }

  private void cell(String kind, String what, String text) {
    out.append("<td");
    if (!kind.isEmpty()) {
      out.append(" class=\"").append(kind).append('"');
    }
    out.append(" data-is=\"").append(Html.escape(what)).append("\">");
    out.append(Html.escape(text)).append("</td>");
  }

  private void tag(String name, String text) {
    out.append('<').append(name).append('>').append(Html.escape(text));
    out.append("</").append(name).append(">\n");
  }

  private static String percent(BigDecimal rate) {
    return Words.number(rate.movePointRight(2).setScale(1, RoundingMode.HALF_UP)) + "%";
  }

  private static String capital(String name) {
    return name.isEmpty() ? name : name.substring(0, 1).toUpperCase() + name.substring(1);
  }

  private static String lower(String label) {
    return label.isEmpty() ? label : label.substring(0, 1).toLowerCase() + label.substring(1);
  }

  private static String css() {
    try (InputStream in =
        Objects.requireNonNull(PublicPage.class.getResourceAsStream("/page/public.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
