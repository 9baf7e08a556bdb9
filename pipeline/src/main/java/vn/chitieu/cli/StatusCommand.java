package vn.chitieu.cli;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Freshness;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.Release;

/** What the published release says, without touching the live warehouse. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Bản công bố hiện nay: số liệu đến ngày nào, đơn vị nào đã gửi, còn thiếu.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    try (Release release = HomeOption.release(h)) {
      System.out.println("Bản công bố của ngày " + Words.day(release.asOf()));
      System.out.println(release.freshnessLine());
      OptionalLong stale = Freshness.staleHours(h, LocalDateTime.now(HomeOption.ZONE));
      if (stale.isPresent()) {
        System.out.println(
            Screen.red(
                "✖ Đã "
                    + stale.getAsLong()
                    + " giờ chưa có bản công bố mới: chạy chitieu doctor để biết vì sao."));
      }
      for (String locality : h.listLocalities()) {
        System.out.println("Địa bàn " + locality);
        Map<String, StringBuilder> lines = new TreeMap<>();
        for (Release.ComplianceRow row : release.compliance(locality)) {
          if (row.isLatestPeriod()) {
            lines
                .computeIfAbsent(row.periodCode(), p -> new StringBuilder("  kỳ " + p + ":"))
                .append("\n    ")
                .append(row.stateLabel())
                .append("  ")
                .append(row.unitName());
          }
        }
        lines.values().forEach(System.out::println);
      }
      return Verbs.WHOLE;
    }
  }
}
