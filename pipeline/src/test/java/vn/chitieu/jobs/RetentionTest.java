package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Manifest;
import vn.chitieu.warehouse.Release;

/** What a home keeps of its past, night after night. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetentionTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  @TempDir Path dir;
  private Home home;

  @BeforeEach
  void a_ward() {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    assertThat(Verbs.run(new String[] {"init", "--home", dir.toString()})).isZero();
    home = new Home(dir);
  }

  /** Runs the nights of some days; gives the last one's end. */
  private Nightly.Finished nights(String first, int days) throws IOException {
    try (RunLock lock = RunLock.tryTake(home).orElseThrow();
        Nightly nightly = Nightly.open(home, ZONE)) {
      LocalDate day = LocalDate.parse(first);
      Nightly.Finished finished = nightly.run(day, Duration.ZERO, Progress.SILENT);
      for (int i = 1; i < days; i++) {
        finished = nightly.run(day.plusDays(i), Duration.ZERO, Progress.SILENT);
      }
      return finished;
    }
  }

  private List<String> days() throws IOException {
    return Manifest.list(home.releases()).stream().map(m -> m.asOf().toString()).toList();
  }

  private Path releaseOf(String day) throws IOException {
    return home.releases()
        .resolve(
            Manifest.list(home.releases()).stream()
                .filter(m -> m.asOf().toString().equals(day))
                .findFirst()
                .orElseThrow()
                .releaseId());
  }

  @Test
  void the_seven_newest_and_the_last_of_each_month_stay() throws Exception {
    nights("2026-01-29", 4);
    Files.createFile(releaseOf("2026-01-30").resolve("giu-lai"));
    Nightly.Finished last = nights("2026-02-02", 9);

    assertThat(last.exitCode()).isZero();
    // the first is the one a home begins with, the third is cited by something on paper
    assertThat(days())
        .containsExactly(
            "2025-12-14",
            "2026-01-30",
            "2026-01-31",
            "2026-02-04",
            "2026-02-05",
            "2026-02-06",
            "2026-02-07",
            "2026-02-08",
            "2026-02-09",
            "2026-02-10");
    assertThat(last.summary().lines())
        .filteredOn(l -> l.startsWith("Công bố: "))
        .singleElement()
        .asString()
        .endsWith("; đã dọn 1 bản công bố cũ");
    Path run = home.runs().resolve(last.summary().runId());
    assertThat(Files.readString(run.resolve("summary.html"))).contains("<h2>Đã dọn</h2>");
    assertThat(Files.readString(run.resolve("summary.json"))).contains("\"removed\":{\"");
    try (Stream<Path> left = Files.list(home.tmp())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void the_release_that_is_out_stays_however_old_it_is() throws Exception {
    nights("2026-02-01", 9);
    String old = releaseOf("2026-02-03").getFileName().toString();
    Path turning = home.releases().resolve("turning");
    Files.createSymbolicLink(turning, Path.of(old));
    Files.move(turning, home.releases().resolve("current"), StandardCopyOption.REPLACE_EXISTING);

    new Retention(2, 90).tidy(home, LocalDate.of(2026, 2, 10));

    assertThat(days()).containsExactly("2025-12-14", "2026-02-03", "2026-02-08", "2026-02-09");
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      assertThat(release.asOf()).isEqualTo(LocalDate.of(2026, 2, 3));
    }
  }

  @Test
  void runs_of_long_ago_go_but_for_those_that_a_kept_release_came_from() throws Exception {
    Nightly.Finished night = nights("2026-02-01", 1);
    Path old = Files.createDirectories(home.runs().resolve("20250101T020000000"));
    Files.writeString(old.resolve("summary.html"), "một đêm cũ");
    Path strange = Files.createDirectories(home.runs().resolve("ghi-chu-cua-toi"));

    LocalDate muchLater = LocalDate.now(ZONE).plusYears(1);
    Retention.Removed removed = Retention.STANDARD.tidy(home, muchLater);

    assertThat(removed.runs()).containsExactly("20250101T020000000");
    assertThat(old).doesNotExist();
    assertThat(strange).exists();
    assertThat(home.runs().resolve(night.summary().runId())).exists();
    assertThat(Retention.STANDARD.tidy(home, muchLater)).isEqualTo(Retention.Removed.NOTHING);
  }

  @Test
  void the_operator_sets_how_much_stays() throws Exception {
    Files.writeString(
        home.state().resolve("settings.properties"), "keep.releases = 2\nkeep.run_days=1\n");
    nights("2026-02-01", 4);
    assertThat(days()).containsExactly("2025-12-14", "2026-02-03", "2026-02-04");
  }

  @Test
  void a_setting_that_is_no_number_removes_nothing_and_is_told() throws Exception {
    Files.writeString(home.state().resolve("settings.properties"), "keep.releases=bảy\n");
    Nightly.Finished last = nights("2026-02-01", 9);
    assertThat(last.exitCode()).isEqualTo(30);
    assertThat(last.summary().failures())
        .singleElement()
        .asString()
        .contains("keep.releases=bảy không phải số");
    assertThat(days()).hasSize(10);
  }
}
