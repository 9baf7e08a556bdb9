package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Intake;

/**
 * Stays up and answers each workbook as soon as it has been left alone; at its hour it runs the
 * night, and publishes then or when asked. Holds nothing that a kill could lose: what a run has not
 * finished is owed to the next one. Whoever starts it holds the home's {@link RunLock}, so that no
 * other run is under way.
 */
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** Between two looks into the drop folders; a look over a large share makes it longer. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Duration ASKING = Duration.ofSeconds(120);

  private final Home home;
  private final Nightly nightly;
  private final ZoneId zone;
  private final Duration settle;
  private final LocalTime hour;
  private final Consumer<String> say;

  /** What was there after the last run and did not leave: looked at again when it changes. */
  private final Map<Path, String> seen = new HashMap<>();

  private LocalDate lastNight;

  /**
   * @param settle how long a file must have been left alone
   * @param hour when the night is run; a night that was missed is made up for at once
   * @param say takes a line for the operator
   */
  public Watch(
      Home home,
      Nightly nightly,
      ZoneId zone,
      Duration settle,
      LocalTime hour,
      Consumer<String> say) {
    this.home = home;
    this.nightly = nightly;
    this.zone = zone;
    this.settle = settle;
    this.hour = hour;
    this.say = say;
    LocalDateTime now = Night.now(zone);
    LocalDate due =
        now.toLocalTime().isBefore(hour) ? now.toLocalDate().minusDays(1) : now.toLocalDate();
    this.lastNight = nightly.isOver(due.minusDays(1)) ? due : due.minusDays(1);
  }

  /** Watches until told to stop, which is asked between two looks. */
  public void run(BooleanSupplier stop) throws IOException, InterruptedException {
    Files.writeString(mark(home), Long.toString(ProcessHandle.current().pid()));
    try {
      say.accept("Đang trông các thư mục nop; đêm xử lý lúc " + hour + ". Ctrl-C để dừng.");
      while (!stop.getAsBoolean()) {
        long began = System.nanoTime();
        look();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Thread.sleep(took.compareTo(PAUSE) > 0 ? took : PAUSE);
      }
    } finally {
      Files.deleteIfExists(mark(home));
    }
  }

  private void look() {
    try {
      LocalDateTime now = Night.now(zone);
      if (now.toLocalDate().isAfter(lastNight) && !now.toLocalTime().isBefore(hour)) {
        lastNight = now.toLocalDate();
        nightly
            .run(notBack(lastNight.minusDays(1)), settle, Progress.SILENT)
            .summary()
            .lines()
            .forEach(say);
      }
      if (Files.exists(request(home, PUBLISH))) {
        Nightly.Finished done =
            nightly.publish(nightly.findLastAsOf().orElse(lastNight.minusDays(1)));
        done.summary().lines().forEach(say);
        answer(PUBLISH, List.of(Integer.toString(done.exitCode())));
      }
      if (Files.exists(request(home, BACKUP))) {
        backUp();
      }
      Map<Path, String> settled = listSettled();
      if (!seen.entrySet().containsAll(settled.entrySet())) {
        Nightly.Finished done =
            nightly.answerNow(notBack(now.toLocalDate()), settle, Progress.SILENT);
        say.accept(now.toLocalTime().withNano(0) + " " + done.summary().filesLine());
        done.summary().failures().forEach(f -> say.accept("LỖI HỆ THỐNG: " + f));
        seen.clear();
        settled.keySet().removeIf(f -> !Files.exists(f));
        seen.putAll(settled);
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("watching", e);
      say.accept("LỖI HỆ THỐNG: " + e + " – chi tiết trong state/chitieu.log");
    }
  }

  private void backUp() throws IOException {
    List<String> asked = Files.readAllLines(request(home, BACKUP));
    List<String> answer = new ArrayList<>();
    try {
      Backup.Taken taken =
          nightly.backUp(Path.of(asked.getFirst()), Boolean.parseBoolean(asked.getLast()));
      say.accept("Đã sao lưu vào " + taken.dir());
      answer.add(taken.dir().toString());
      answer.addAll(taken.faults());
    } catch (IOException | RuntimeException e) {
      LOG.error("backing up", e);
      say.accept("LỖI HỆ THỐNG: sao lưu: " + e.getMessage());
      answer.add("");
      answer.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    answer(BACKUP, answer);
  }

  /** No run may lie before one that is over. */
  private LocalDate notBack(LocalDate day) {
    return nightly.findLastAsOf().filter(d -> d.isAfter(day)).orElse(day);
  }

  private Map<Path, String> listSettled() throws IOException {
    Map<Path, String> settled = new HashMap<>();
    for (String locality : home.listLocalities()) {
      for (Home.UnitFolder unit : home.listUnits(locality)) {
        settled.putAll(Intake.listSettled(unit, settle));
      }
    }
    return settled;
  }

  // ---- asking a watch, which holds the warehouse

  private static final String PUBLISH = "publish";
  private static final String BACKUP = "backup";

  private static Path mark(Home home) {
    return home.state().resolve("watch");
  }

  private static Path request(Home home, String what) {
    return home.state().resolve(what + ".request");
  }

  private static Path answer(Home home, String what) {
    return home.state().resolve(what + ".answer");
  }

  /** The answer is there, whole, before the question goes. */
  private void answer(String what, List<String> lines) throws IOException {
    Files.write(answer(home, what), lines);
    Files.deleteIfExists(request(home, what));
  }

  /** Whether a watch holds this home; one that was killed is not there any more. */
  public static boolean isWatching(Home home) throws IOException {
    OptionalLong pid = findMarked(home);
    return pid.isPresent() && isAlive(pid.getAsLong());
  }

  /** The process of a watch that was killed; empty when there is none or it is alive. */
  static Optional<Long> findDead(Home home) throws IOException {
    OptionalLong pid = findMarked(home);
    return pid.isPresent() && !isAlive(pid.getAsLong())
        ? Optional.of(pid.getAsLong())
        : Optional.empty();
  }

  private static OptionalLong findMarked(Home home) throws IOException {
    String pid = Files.exists(mark(home)) ? Files.readString(mark(home)).strip() : "";
    return pid.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /**
   * Asks the watch that holds a home to publish, and waits for it.
   *
   * @return the run's exit code; empty when the watch did not answer within two minutes
   */
  public static OptionalInt askToPublish(Home home) throws IOException {
    List<String> answer = ask(home, PUBLISH, List.of(), ASKING);
    return answer.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(answer.getFirst().strip()));
  }

  /**
   * Asks the watch that holds a home to take a backup, and waits for it, an hour at most.
   *
   * @param to as for {@link Backup#take}
   * @throws IOException when there is no answer, or it could not be taken
   */
  public static Backup.Taken askToBackUp(Home home, Path to, boolean withSecrets)
      throws IOException {
    List<String> answer =
        ask(
            home,
            BACKUP,
            List.of(to.toAbsolutePath().toString(), Boolean.toString(withSecrets)),
            Duration.ofHours(1));
    if (answer.isEmpty() || answer.getFirst().isEmpty()) {
      throw new IOException(answer.isEmpty() ? "lệnh watch không trả lời" : answer.getLast());
    }
    Path dir = Path.of(answer.getFirst());
    return new Backup.Taken(dir, Backup.Contents.read(dir), answer.subList(1, answer.size()));
  }

  /** The lines of the answer; none when there was no answer in time or no watch any more. */
  private static List<String> ask(Home home, String what, List<String> question, Duration patience)
      throws IOException {
    Files.deleteIfExists(answer(home, what));
    Path draft = home.state().resolve("." + what + ".request");
    Files.write(draft, question);
    Files.move(
        draft,
        request(home, what),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    for (long waited = 0; ; waited += PAUSE.toMillis()) {
      if (!Files.exists(request(home, what))) {
        List<String> lines = Files.readAllLines(answer(home, what));
        Files.deleteIfExists(answer(home, what));
        return lines;
      }
      if (waited >= patience.toMillis() || !isWatching(home)) {
        break;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    Files.deleteIfExists(request(home, what));
    return List.of();
  }
}
