package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.intake.Home;

/** A watch over a ward's real folders, in this process. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final Path NIGHTS = ReleaseFixture.repo().resolve("sample-input/nights");

  @TempDir Path dir;
  private Home home;
  private Thread watching;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeEach
  void a_ward() throws Exception {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    assertThat(Verbs.run(new String[] {"init", "--home", dir.toString()})).isZero();
    home = new Home(dir);
  }

  @AfterEach
  void end() throws Exception {
    stop.set(true);
    if (watching != null) {
      watching.join(60_000);
    }
  }

  /** Starts a watch whose hour has just not come, or has. */
  private void watch(Duration settle, LocalTime hour) {
    watching =
        new Thread(
            () -> {
              try (RunLock lock = RunLock.tryTake(home).orElseThrow();
                  Nightly nightly = Nightly.open(home, ZONE)) {
                new Watch(home, nightly, ZONE, settle, hour, said::add).run(stop::get);
              } catch (Exception e) {
                said.add("died: " + e);
              }
            },
            "watch");
    watching.start();
    await(() -> !said.isEmpty(), 60);
  }

  private static void await(BooleanSupplier what, int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (!what.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited %s s", seconds).isLessThan(until);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void drop(String night, String unit, String file) {
    try {
      Files.copy(
          NIGHTS.resolve(night + "/thuy-nguyen/" + unit + "/" + file),
          home.unit("thuy-nguyen", unit).drop().resolve(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private boolean isAnswered(String unit, String answer) {
    return Files.exists(home.unit("thuy-nguyen", unit).answers().resolve(answer))
        && isEmpty(home.unit("thuy-nguyen", unit).drop());
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static LocalTime anHourFromNow() {
    LocalTime now = LocalTime.now(ZONE);
    return now.isAfter(LocalTime.of(22, 59)) ? LocalTime.of(23, 59, 59) : now.plusHours(1);
  }

  @Test
  void a_workbook_is_answered_at_once_and_published_when_asked() throws Exception {
    watch(Duration.ZERO, anHourFromNow());
    Path current = home.releases().resolve("current");
    Path before = Files.readSymbolicLink(current);
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    await(() -> isAnswered("cap", "2026-01_cap_lan-1.xlsx"), 30);
    assertThat(Files.readSymbolicLink(current)).isEqualTo(before);

    assertThat(Verbs.run(new String[] {"nightly", "--home", dir.toString()})).isEqualTo(10);
    assertThat(Verbs.run(new String[] {"publish", "--home", dir.toString()})).isZero();
    assertThat(Files.readSymbolicLink(current)).isNotEqualTo(before);

    drop("2026-01-15", "thue", "2026-01_thue.xlsx");
    await(() -> isAnswered("thue", "2026-01_thue_lan-1.xlsx"), 30);
    assertThat(said).noneMatch(s -> s.contains("LỖI") || s.contains("died"));

    stop.set(true);
    watching.join(60_000);
    // the night is the same program: it goes on where the watch ended
    assertThat(Verbs.run(new String[] {"nightly", "--home", dir.toString(), "--settle", "0"}))
        .isZero();
  }

  @Test
  void a_watch_takes_the_backup_it_is_asked_for_and_goes_on() throws Exception {
    watch(Duration.ZERO, anHourFromNow());
    drop("2026-01-15", "cap", "2026-01_cap.xlsx");
    await(() -> isAnswered("cap", "2026-01_cap_lan-1.xlsx"), 30);
    Path to = dir.resolve("sao-luu");

    assertThat(Verbs.run(new String[] {"backup", "--home", dir.toString(), "--to", to.toString()}))
        .isZero();
    assertThat(
            Verbs.run(
                new String[] {
                  "backup", "--home", dir.toString(), "--to", home.archive().toString()
                }))
        .as("a backup within what it copies")
        .isEqualTo(30);

    try (Stream<Path> taken = Files.list(to)) {
      Path backup = taken.findFirst().orElseThrow();
      Path again = dir.resolve("again");
      assertThat(
              Verbs.run(
                  new String[] {
                    "restore", "--home", again.toString(), "--from", backup.toString()
                  }))
          .isZero();
      try (vn.chitieu.warehouse.Snapshot ledger =
          vn.chitieu.warehouse.Snapshot.open(
              new Home(again).warehouse(), vn.chitieu.warehouse.Snapshot.LEDGER)) {
        assertThat(ledger.rows()).containsEntry("judgement", 1L);
      }
    }
    drop("2026-01-15", "thue", "2026-01_thue.xlsx");
    await(() -> isAnswered("thue", "2026-01_thue_lan-1.xlsx"), 30);
    assertThat(said).anyMatch(s -> s.startsWith("Đã sao lưu vào " + to));
  }

  @Test
  void a_young_file_is_left_alone_until_it_has_settled() throws Exception {
    watch(Duration.ofSeconds(3), anHourFromNow());
    drop("2026-01-15", "bhxh", "2026-01_bhxh.xlsx");
    long dropped = System.nanoTime();
    await(() -> isAnswered("bhxh", "2026-01_bhxh_lan-1.xlsx"), 30);
    assertThat(Duration.ofNanos(System.nanoTime() - dropped)).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void the_night_is_run_at_its_hour_and_publishes() throws Exception {
    Path before = Files.readSymbolicLink(home.releases().resolve("current"));
    LocalTime now = LocalTime.now(ZONE);
    watch(Duration.ZERO, now.isBefore(LocalTime.of(0, 1)) ? LocalTime.MIN : now.minusMinutes(1));
    await(() -> said.stream().anyMatch(s -> s.startsWith("Đêm xử lý ")), 60);
    assertThat(Files.readSymbolicLink(home.releases().resolve("current"))).isNotEqualTo(before);
    assertThat(said).noneMatch(s -> s.contains("LỖI") || s.contains("died"));
  }
}
