package vn.chitieu.jobs;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;

/**
 * Reminds the units that still owe a report: three working days before it is due, one before, on
 * the day and one after. The office finds the texts on its desk, one file a day, ready to be pasted
 * into a chat; the unit finds its own beside its answers; and a mail goes out where the home names
 * a mail server. What was reminded of is remembered in {@code state/reminders.json}: nothing is
 * said twice, and what no server took is tried again by the next night.
 *
 * <p>A night is read the morning after the last day whose drops it took, so its reminders are that
 * morning's.
 */
final class Reminders {
  private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);

  /** The folder on the office's desk. */
  static final String FOLDER = "nhac-viec";

  private static final String MEMORY = "reminders.json";

  /**
   * A period that was due longer ago is no matter of reminders any more, unless holidays put the
   * last step off beyond.
   */
  private static final int DAYS_AFTER = 7;

  /** When a unit is reminded, in working days from the day the report is due. */
  enum Step {
    THREE_BEFORE(-3, "truoc-3-ngay"),
    DAY_BEFORE(-1, "truoc-1-ngay"),
    DUE(0, "den-han"),
    DAY_AFTER(1, "qua-han");

    private final int workingDays;
    private final String name;

    Step(int workingDays, String name) {
      this.workingDays = workingDays;
      this.name = name;
    }

    /** The day of the step. */
    LocalDate day(Plan plan, Period period) {
      LocalDate due = period.dueOn();
      return workingDays == 0
          ? due
          : workingDays > 0
              ? plan.workingDaysAfter(due, workingDays)
              : plan.workingDaysBefore(due, -workingDays);
    }
  }

  /**
   * The step that a period has come to.
   *
   * @param today the morning on which the reminder is read
   * @return empty before the first step, and long after the last
   */
  static Optional<Step> findStep(Plan plan, Period period, LocalDate today) {
    LocalDate last = Step.DAY_AFTER.day(plan, period);
    if (today.isAfter(period.dueOn().plusDays(DAYS_AFTER)) && today.isAfter(last)) {
      return Optional.empty();
    }
    Step reached = null;
    for (Step s : Step.values()) {
      if (!s.day(plan, period).isAfter(today)) {
        reached = s;
      }
    }
    return Optional.ofNullable(reached);
  }

  /**
   * A unit that owes a period's report.
   *
   * @param questions how many of the office's questions wait for its answer
   * @param hasSent whether a file of it came and could not be taken
   */
  record Owing(Plan plan, Unit unit, Period period, int questions, boolean hasSent) {
    private String key(Step step) {
      return String.join("/", plan.locality().code(), unit.code(), period.code(), step.name);
    }
  }

  private final Home home;
  private final LocalDate today;
  private final Path memory;

  /** What was said longer ago can't come up again. */
  private static final int REMEMBERED_DAYS = 90;

  /**
   * What was said.
   *
   * @param on the morning it was written for
   * @param mailedTo empty while nothing was mailed
   */
  private record Said(LocalDate on, String mailedTo) {
    static Said parse(String text) {
      return new Said(LocalDate.parse(text.substring(0, 10)), text.substring(10).strip());
    }

    String text() {
      return mailedTo.isEmpty() ? on.toString() : on + " " + mailedTo;
    }
  }

  private final Map<String, Said> reminded = new TreeMap<>();

  /**
   * Reads what was reminded of before.
   *
   * @param asOf the last day whose drops the night took
   */
  Reminders(Home home, LocalDate asOf) throws IOException {
    this.home = home;
    this.today = asOf.plusDays(1);
    this.memory = home.state().resolve(MEMORY);
    if (Files.exists(memory)) {
      Map<?, ?> all = JsonMapper.shared().readValue(Files.readAllBytes(memory), Map.class);
      all.forEach(
          (key, text) -> {
            Said said = Said.parse(String.valueOf(text));
            if (said.on().plusDays(REMEMBERED_DAYS).isAfter(today)) {
              reminded.put(String.valueOf(key), said);
            }
          });
    }
  }

  LocalDate today() {
    return today;
  }

  /**
   * Writes the texts that have not been written yet, on the desk and beside the units' answers.
   *
   * @param owing of one locality
   * @return how many
   */
  int write(String locality, List<Owing> owing) throws IOException {
    Map<String, String> fresh = new LinkedHashMap<>();
    for (Owing o : owing) {
      Step step = findStep(o.plan(), o.period(), today).orElse(null);
      if (step != null && !reminded.containsKey(o.key(step))) {
        String text = text(o);
        try {
          place(
              home.unit(locality, o.unit().code()).answers(),
              "nhac_" + o.period().code() + "_" + step.name + ".txt",
              lines(text));
        } catch (IOException e) {
          LOG.warn("a reminder of {} waits for the next night", o.unit().code(), e);
          continue;
        }
        fresh.put(o.key(step), text);
      }
    }
    if (fresh.isEmpty()) {
      return 0;
    }
    Path folder = home.desk(locality).resolve(FOLDER);
    Files.createDirectories(folder);
    Path page = folder.resolve(today + ".txt");
    String before =
        Files.exists(page)
            ? Files.readString(page)
            : "NHẮC VIỆC NGÀY "
                + Words.day(today)
                + " – mỗi đơn vị một đoạn, chép gửi cho đơn vị\r\n";
    StringBuilder all = new StringBuilder(before);
    for (String text : fresh.values()) {
      // a run that was killed may have written it and not remembered it
      if (!before.contains(lines(text))) {
        all.append("\r\n").append(lines(text));
      }
    }
    Path draft = Home.draft(folder, ".txt");
    Files.write(draft, all.toString().getBytes(StandardCharsets.UTF_8));
    Files.move(draft, page, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    fresh.keySet().forEach(key -> reminded.put(key, new Said(today, "")));
    save();
    return fresh.size();
  }

  private static String lines(String text) {
    return text.replace("\n", "\r\n");
  }

  private static void place(Path folder, String name, String text) throws IOException {
    Path note = folder.resolve(name);
    if (!Files.exists(note, LinkOption.NOFOLLOW_LINKS)) {
      Path draft = Home.draft(folder, ".txt");
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The text of a reminder: whose, of what, until when, what to do. */
  private String text(Owing o) {
    Period p = o.period();
    StringBuilder s = new StringBuilder();
    s.append(o.unit().name()).append(" – biểu ").append(lowerFirst(p.label())).append('\n');
    s.append("Hạn gửi: ").append(Words.dayAndDate(p.dueOn())).append(", ").append(left(o));
    if (o.hasSent()) {
      s.append(". Hệ thống đã nhận tệp của đơn vị nhưng chưa dùng được; xem ket-qua.\n");
      s.append("Đề nghị sửa theo trả lời trong thư mục ket-qua rồi chép lại vào thư mục nop.\n");
    } else {
      s.append(". Hệ thống chưa nhận được biểu của đơn vị.\n");
      s.append("Đề nghị điền biểu ").append(p.code()).append('_').append(o.unit().code());
      s.append(".xlsx trong thư mục bieu-mau rồi chép vào thư mục nop.\n");
    }
    if (o.questions() > 0) {
      s.append("Trong biểu có ").append(o.questions()).append(" yêu cầu giải trình chờ trả lời.\n");
    }
    return s.toString();
  }

  /** How far off the day is, in working days. */
  private String left(Owing o) {
    LocalDate due = o.period().dueOn();
    if (today.equals(due)) {
      return "hôm nay là ngày cuối";
    }
    int days = 0;
    for (LocalDate d = today.isBefore(due) ? today : due;
        d.isBefore(today.isBefore(due) ? due : today);
        d = d.plusDays(1)) {
      days += o.plan().isWorkingDay(d.plusDays(1)) ? 1 : 0;
    }
    return today.isBefore(due)
        ? "còn " + days + " ngày làm việc"
        : "đã quá hạn " + Math.max(1, days) + " ngày làm việc";
  }

  private static String lowerFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + s.substring(1);
  }

  /**
   * Mails what was written and has not been mailed. A server that fails costs nothing but the
   * mails, which stay to be sent as long as their step is the newest one.
   *
   * @return what went wrong, in one sentence; null when nothing did
   */
  @Nullable String mail(List<Owing> owing, LocalDateTime at, ZoneId zone) throws IOException {
    Map<String, Owing> waiting = new LinkedHashMap<>();
    for (Owing o : owing) {
      findStep(o.plan(), o.period(), today)
          .map(o::key)
          .filter(this::isToBeMailed)
          .filter(key -> !o.unit().email().isEmpty())
          .ifPresent(key -> waiting.put(key, o));
    }
    if (waiting.isEmpty() || !Mailbox.isWanted(home)) {
      return null;
    }
    List<String> failed = new ArrayList<>();
    String cause = "";
    boolean hasReconnected = false;
    try (Mailbox box = Mailbox.open(home)) {
      for (Map.Entry<String, Owing> w : waiting.entrySet()) {
        Owing o = w.getValue();
        try {
          box.send(o.unit().email(), subject(o), text(o), at, zone);
          reminded.put(w.getKey(), new Said(today, o.unit().email()));
          save();
        } catch (MessagingException | IllegalStateException e) {
          failed.add(o.unit().code());
          cause = String.valueOf(e.getMessage());
          if (!box.isConnected()) {
            if (hasReconnected) {
              break; // a server that breaks off twice is not waited for once more
            }
            hasReconnected = true;
            box.reconnect();
          }
        }
      }
    } catch (MessagingException | IOException | IllegalStateException e) {
      cause = String.valueOf(e.getMessage());
    }
    waiting.forEach(
        (key, o) -> {
          if (isToBeMailed(key) && !failed.contains(o.unit().code())) {
            failed.add(o.unit().code());
          }
        });
    return failed.isEmpty()
        ? null
        : "thư nhắc chưa gửi được cho "
            + String.join(", ", failed)
            + " ("
            + cause.strip().replaceAll("\\s+", " ")
            + "); đêm sau gửi lại";
  }

  private boolean isToBeMailed(String key) {
    Said said = reminded.get(key);
    return said != null && said.mailedTo().isEmpty();
  }

  private static String subject(Owing o) {
    return "Nhắc gửi biểu "
        + lowerFirst(o.period().label())
        + ", hạn "
        + Words.day(o.period().dueOn());
  }

  private void save() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    reminded.forEach((key, said) -> texts.put(key, said.text()));
    Path draft = memory.resolveSibling(MEMORY + ".new");
    Files.write(
        draft, JsonMapper.shared().writeValueAsString(texts).getBytes(StandardCharsets.UTF_8));
    Files.move(draft, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
