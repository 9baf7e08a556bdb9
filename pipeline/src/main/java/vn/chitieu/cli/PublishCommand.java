package vn.chitieu.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;

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
    try (RunLock lock = HomeOption.lock(h);
        Nightly nightly = Nightly.open(h, HomeOption.ZONE)) {
      LocalDate asOf = nightly.findLastAsOf().orElse(HomeOption.defaultAsOf());
      Nightly.Finished finished = nightly.publish(asOf);
      finished.summary().lines().forEach(System.out::println);
      return finished.exitCode();
    }
  }
}
