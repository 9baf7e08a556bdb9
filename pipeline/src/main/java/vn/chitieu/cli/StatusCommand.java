package vn.chitieu.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
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
