package vn.chitieu.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.jobs.Watch;

/** Publishes again what the ledger holds. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Công bố lại số liệu từ sổ cái, không nhận tệp nào.")
final class PublishCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    Optional<RunLock> free = RunLock.tryTake(h);
    if (free.isEmpty() && Watch.isWatching(h)) {
      // the watch holds the warehouse; it publishes within a second of being asked
      int code = Watch.askToPublish(h).orElse(Verbs.FAILED);
      System.out.println(
          code == Verbs.WHOLE ? "Đã công bố." : "Chưa công bố được; xem màn hình của lệnh watch.");
      return code;
    }
    try (RunLock lock = free.isPresent() ? free.get() : HomeOption.lock(h);
        Nightly nightly = Nightly.open(h, HomeOption.ZONE)) {
      LocalDate asOf = nightly.findLastAsOf().orElse(HomeOption.defaultAsOf());
      Nightly.Finished finished = nightly.publish(asOf);
      finished.summary().lines().forEach(System.out::println);
      return finished.exitCode();
    }
  }
}
