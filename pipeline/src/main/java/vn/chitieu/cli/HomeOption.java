package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Plans;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.warehouse.Release;

/** What every verb needs to know: which home, which clock. */
final class HomeOption {
  /** The wall clock of every home; a country has one. */
  static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  @Option(
      names = "--home",
      paramLabel = "THƯ-MỤC",
      description = "Nơi đặt dữ liệu (mặc định: .chitieu/home cạnh bộ khởi chạy).")
  private Path home = repo().resolve(".chitieu").resolve("home");

  /** The checkout the launcher stands in. */
  static Path repo() {
    return Path.of(System.getProperty("chitieu.repo", ".")).toAbsolutePath().normalize();
  }

  /** The home; its log begins to be written. */
  Home get() {
    Home h = new Home(home);
    if (Files.isDirectory(h.state())) {
      System.setProperty("chitieu.log", h.state().resolve("chitieu.log").toString());
    }
    return h;
  }

  /** The home of a run; refuses when its share is not mounted. */
  Home mounted() {
    Home h = get();
    if (!Files.exists(h.marker())) {
      throw new Verbs.Refusal(
          Verbs.SURROUNDINGS,
          "Không thấy "
              + h.marker()
              + ": thư mục chung chưa được gắn, hoặc nơi này chưa khởi tạo (chitieu init).");
    }
    return h;
  }

  /** The home's lock; refuses when another run holds it. */
  static RunLock lock(Home home) throws IOException {
    return RunLock.tryTake(home)
        .orElseThrow(
            () ->
                new Verbs.Refusal(
                    Verbs.LOCKED, "Một lần chạy khác đang làm việc; chờ xong rồi chạy lại."));
  }

  /** The release that is out; refuses when there is none. */
  static Release release(Home home) {
    return Release.open(home.releases())
        .orElseThrow(
            () ->
                new Verbs.Refusal(
                    Verbs.SURROUNDINGS,
                    "Chưa có bản công bố nào; chạy chitieu init rồi chitieu nightly."));
  }

  /** The plans a release knows. */
  static Plans plans(Release release, Archive archive) {
    return new Plans(release::listPlansOfYears, release::findPlan, archive);
  }

  /** The last day whose drops count when nobody says: yesterday before noon, else today. */
  static LocalDate defaultAsOf() {
    LocalDateTime now = LocalDateTime.now(ZONE);
    return now.getHour() < 12 ? now.toLocalDate().minusDays(1) : now.toLocalDate();
  }
}
