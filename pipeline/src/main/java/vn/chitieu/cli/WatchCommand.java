package vn.chitieu.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.jobs.Watch;

/** Stays up: answers each workbook within seconds, runs the night at its hour. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description =
        "Chạy thường trực: trả lời từng tệp sau vài giây, tự chạy đêm xử lý đúng giờ; dừng bằng Ctrl-C.")
final class WatchCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--settle",
      paramLabel = "GIÂY",
      description = "Tệp phải yên bao lâu mới nhận (mặc định: ${DEFAULT-VALUE} giây).")
  private int settle = 10;

  @Option(
      names = "--at",
      paramLabel = "GIỜ",
      description = "Giờ chạy đêm xử lý, dạng 02:00 (mặc định: ${DEFAULT-VALUE}).")
  private LocalTime hour = LocalTime.of(2, 0);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home h = home.mounted();
    try (RunLock lock = HomeOption.lock(h);
        Nightly nightly = Nightly.open(h, HomeOption.ZONE)) {
      new Watch(h, nightly, HomeOption.ZONE, Duration.ofSeconds(settle), hour, System.out::println)
          .run(() -> false);
      return Verbs.WHOLE;
    }
  }
}
