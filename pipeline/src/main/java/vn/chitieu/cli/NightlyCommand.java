package vn.chitieu.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;

/** One night: take, judge, answer, publish, and say it in eleven lines. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    description = "Chạy một đêm: nhận tệp, kiểm tra, trả lời từng đơn vị, công bố số liệu.")
final class NightlyCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--as-of",
      paramLabel = "NGÀY",
      description =
          "Ngày cuối cùng được tính, dạng 2026-11-17 (mặc định: hôm qua nếu chưa đến trưa, không thì hôm nay).")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--settle",
      paramLabel = "GIÂY",
      description = "Tệp phải yên bao lâu mới nhận (mặc định: ${DEFAULT-VALUE} giây).")
  private int settle = 10;

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    try (RunLock lock = HomeOption.lock(h);
        Nightly nightly = Nightly.open(h, HomeOption.ZONE)) {
      // what was answered at once today may be ahead of the night's own day
      LocalDate day =
          asOf != null
              ? asOf
              : nightly
                  .findLastAsOf()
                  .filter(d -> d.isAfter(HomeOption.defaultAsOf()))
                  .filter(d -> !d.isAfter(LocalDate.now(HomeOption.ZONE)))
                  .orElse(HomeOption.defaultAsOf());
      refuseThePast(nightly, day);
      Nightly.Finished finished;
      try (Screen screen = new Screen()) {
        finished = nightly.run(day, Duration.ofSeconds(settle), screen);
      }
      for (String line : finished.summary().lines()) {
        System.out.println(line.contains("✖") ? Screen.red(line) : line);
      }
      return finished.exitCode();
    }
  }

  /** A day before the last finished run would rewrite what was said about it. */
  static void refuseThePast(Nightly nightly, LocalDate day) {
    Optional<LocalDate> last = nightly.findLastAsOf();
    if (last.isPresent() && day.isBefore(last.get())) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Đã chạy đến ngày " + last.get() + "; không chạy lùi về ngày " + day + ".");
    }
  }
}
