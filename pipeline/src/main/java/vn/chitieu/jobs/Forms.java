package vn.chitieu.jobs;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.UnitMail;
import vn.chitieu.workbook.Prefill;
import vn.chitieu.workbook.Workbooks;

/**
 * The workbooks to fill, in each unit's {@code bieu-mau/}. A missing one is written, an untouched
 * one is renewed when what it shows has changed, and one whose bytes are not ours any more is never
 * overwritten: somebody is filling it.
 */
public final class Forms {
  /** What became of one form. */
  public enum Done {
    WRITTEN,
    RENEWED,
    KEPT,
    /** Its bytes have been changed by the unit. */
    FILLED
  }

  /**
   * What we wrote: the bytes' hash, what the form was made from, and the hash of what lay there
   * before, which may lie there still when a run was killed in between.
   */
  private record Written(String sha256, String madeFrom, String sha256Before) {
    boolean isOurs(String hash) {
      return hash.equals(sha256) || hash.equals(sha256Before);
    }
  }

  private final Home home;
  private final Path journal;
  private final Map<String, Written> written = new ConcurrentSkipListMap<>();

  /** Draft → the place it will have. */
  private final Map<Path, Path> pending = new ConcurrentHashMap<>();

  /** Reads the journal {@code state/forms.json} of what was written before. */
  public Forms(Home home) throws IOException {
    this.home = home;
    this.journal = home.state().resolve("forms.json");
    if (Files.exists(journal)) {
      Map<?, ?> all = JsonMapper.shared().readValue(Files.readAllBytes(journal), Map.class);
      all.forEach(
          (path, w) -> {
            Map<?, ?> m = (Map<?, ?>) w;
            written.put(
                path.toString(),
                new Written(
                    String.valueOf(m.get("sha256")),
                    String.valueOf(m.get("made_from")),
                    String.valueOf(m.get("sha256_before"))));
          });
    }
  }

  /**
   * The forms of a plan that a unit should be filling on a day: of the last period whose forms are
   * out by then. With the last month may end the period that closes the year.
   */
  static List<Period> listDue(Plan plan, LocalDate asOf) {
    int before = plan.threshold("form_days_before", "10").intValue();
    List<Period> out =
        plan.listCollectedPeriods().stream()
            .filter(p -> !asOf.isBefore(p.endsOn().minusDays(before)))
            .toList();
    return out.stream().filter(p -> p.endsOn().equals(out.getLast().endsOn())).toList();
  }

  /**
   * What a unit told in the report before a form's, which the form shows again.
   *
   * @param periodCode of that report
   */
  public record Carried(String periodCode, List<DifficultyReport> difficulties) {
    /** There was no report before. */
    public static final Carried NONE = new Carried("", List.of());

    public Carried {
      difficulties = List.copyOf(difficulties);
    }
  }

  /**
   * The period whose report a form goes on from: the one before it. Before the first month of a
   * year and before the period that closes one it is the last that the unit has reported.
   *
   * @param ofYear year → what the office says of it
   */
  public static Optional<Period> findBefore(
      Plan plan, Period period, History said, IntFunction<Optional<Plan>> ofYear) {
    Optional<Period> before = plan.findPeriodBefore(period);
    boolean isFinal = period.kind() == Period.Kind.FINAL;
    if (before.isPresent()) {
      return before;
    }
    return (isFinal ? Optional.of(plan) : ofYear.apply(plan.year() - 1))
        .flatMap(
            p ->
                p.listCollectedPeriods().reversed().stream()
                    .filter(o -> !o.code().equals(period.code()) && said.isReported(o.code()))
                    .findFirst());
  }

  /** Where a unit's form of a period lies. */
  public static Path path(Home.UnitFolder folder, Period period) {
    return folder.forms().resolve(period.code() + "_" + folder.unitCode() + ".xlsx");
  }

  /**
   * Writes or renews one form; it appears when {@link #place} is called. Forms of different units
   * may be written side by side.
   *
   * @param history what the unit has said so far
   * @param carried what the report before told
   * @param mail what the office has written to the unit
   */
  public Done write(
      Plan plan,
      Unit unit,
      Period period,
      History history,
      Carried carried,
      UnitMail mail,
      boolean illustrative)
      throws IOException {
    Home.UnitFolder folder = home.unit(plan.locality().code(), unit.code());
    Path form = path(folder, period);
    String key = home.share().relativize(form).toString();
    Prefill prefill = prefill(plan, unit, period, history, carried, mail);
    String madeFrom =
        Receipt.hash16(
            FormIdentity.FORM_VERSION
                + "\n"
                + plan.version()
                + "\n"
                + describe(prefill)
                + "\n"
                + illustrative);
    Written before = written.get(key);
    boolean exists = Files.exists(form);
    if (exists) {
      String lies = Archive.hash(form);
      if (before == null || !before.isOurs(lies)) {
        return Done.FILLED;
      }
      if (before.madeFrom().equals(madeFrom) && lies.equals(before.sha256())) {
        return Done.KEPT;
      }
    }
    Path draft = Home.draft(folder.forms(), ".xlsx");
    try {
      Workbooks.template(plan, unit, period, prefill, illustrative, draft);
      written.put(
          key, new Written(Archive.hash(draft), madeFrom, exists ? Archive.hash(form) : ""));
      pending.put(draft, form);
      return exists ? Done.RENEWED : Done.WRITTEN;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /**
   * Puts the forms that {@link #write} has made into their places. The journal is written first: a
   * form we do not know would count as filled.
   */
  public void place() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    try {
      save();
      for (Map.Entry<Path, Path> p : pending.entrySet()) {
        Files.move(
            p.getKey(),
            p.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path draft : pending.keySet()) {
        Files.deleteIfExists(draft);
      }
      pending.clear();
    }
  }

  /**
   * Lays the unit's current form of a period beside an answer: what was sent can't be mended in its
   * cells. One that lies there already stays, somebody may be filling it.
   *
   * @return its name
   */
  public String attach(
      Plan plan,
      Unit unit,
      Period period,
      History history,
      Carried carried,
      UnitMail mail,
      boolean illustrative)
      throws IOException {
    Home.UnitFolder folder = home.unit(plan.locality().code(), unit.code());
    String name = nameAnew(unit, period);
    Path form = folder.answers().resolve(name);
    if (!Files.exists(form, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      Path draft = Home.draft(folder.answers(), ".xlsx");
      try {
        Prefill prefill = prefill(plan, unit, period, history, carried, mail);
        Workbooks.template(plan, unit, period, prefill, illustrative, draft);
        Files.move(draft, form, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
    return name;
  }

  /** The name of a form that lies beside an answer. */
  static String nameAnew(Unit unit, Period period) {
    return period.code() + "_" + unit.code() + "_bieu-moi.xlsx";
  }

  private void save() throws IOException {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    written.forEach(
        (path, w) ->
            all.put(
                path,
                Map.of(
                    "sha256", w.sha256(),
                    "made_from", w.madeFrom(),
                    "sha256_before", w.sha256Before())));
    Path draft = journal.resolveSibling("forms.json.new");
    Files.write(
        draft, JsonMapper.shared().writeValueAsString(all).getBytes(StandardCharsets.UTF_8));
    Files.move(draft, journal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String describe(Prefill p) {
    return new TreeMap<>(p.cumulativeBefore())
        + " "
        + new TreeMap<>(p.samePeriodLastYear())
        + " "
        + p.openDifficulties()
        + (p.answers().isEmpty() ? "" : " " + p.answers())
        + (p.questions().isEmpty() ? "" : " " + p.questions())
        + " "
        + p.signer();
  }

  /** What stands in a form before it is filled. */
  static Prefill prefill(
      Plan plan, Unit unit, Period period, History history, Carried carried, UnitMail mail) {
    Map<String, BigDecimal> before = new LinkedHashMap<>();
    Map<String, BigDecimal> lastYear = new LinkedHashMap<>();
    for (Item item : plan.listItems(unit.code(), period)) {
      BigDecimal n = cumulativeBefore(plan, period, item, history);
      if (n != null) {
        before.put(item.code(), n);
      }
      if (item.part() == Item.Part.VALUE && item.measure().input() == Measure.Input.OWN) {
        plan.findBase(item.measure().code(), period.code())
            .map(Plan.BaseFigure::value)
            .ifPresent(v -> lastYear.put(item.code(), v));
      }
    }
    List<DifficultyAnswer> answers = mail.answersFor(carried.periodCode());
    List<DifficultyReport> open =
        carried.difficulties().stream()
            .filter(d -> answers.stream().noneMatch(a -> closes(a, d)))
            .toList();
    return new Prefill(
        before,
        lastYear,
        open,
        answers,
        known(plan, unit, mail.questionsFor(plan.year())),
        history.lastSigner());
  }

  /** A unit that sent its month once more may have another difficulty in the row by now. */
  private static boolean closes(DifficultyAnswer a, DifficultyReport d) {
    return a.isClosed() && a.number() == d.number() && a.what().equals(d.what());
  }

  /**
   * What the form asks: what its year asks and what earlier years left open, of which the office's
   * codes are called by their year. A release that is older than the plan may ask what the plan of
   * the form asks no more, or asks of another unit or about another measure under the same code.
   */
  private static List<OpenQuestion> known(Plan plan, Unit unit, List<OpenQuestion> questions) {
    return questions.stream()
        .filter(q -> q.year() < plan.year() || isByRule(q) || isAsked(plan, unit, q))
        .map(q -> q.year() == plan.year() || isByRule(q) ? q : q.as(q.year() + "/" + q.code()))
        .toList();
  }

  private static boolean isByRule(OpenQuestion q) {
    return q.code().startsWith(Plan.Question.BY_RULE + "/");
  }

  private static boolean isAsked(Plan plan, Unit unit, OpenQuestion q) {
    return plan.correspondence().questions().stream()
        .anyMatch(
            o ->
                o.code().equals(q.code())
                    && o.unitCode().equals(unit.code())
                    && q.about().startsWith(o.measureCode() + " "));
  }

  /**
   * The sum of a flow's earlier months, the last known of anything else; null when none is known.
   */
  private static @Nullable BigDecimal cumulativeBefore(
      Plan plan, Period period, Item item, History history) {
    List<BigDecimal> earlier = new ArrayList<>();
    for (Period p : plan.listCollectedPeriods()) {
      if (!p.calendarCode().equals(period.calendarCode())
          || !p.endsOn().isBefore(period.startsOn())) {
        continue;
      }
      history
          .find(item.measure().code(), p.code())
          .map(c -> c.figure(item.part()))
          .ifPresent(earlier::add);
    }
    if (earlier.isEmpty()) {
      return null;
    }
    return item.adding() == Measure.Adding.FLOW
        ? earlier.stream().reduce(BigDecimal.ZERO, BigDecimal::add)
        : earlier.getLast();
  }

  /**
   * Reminds a unit that a workbook filled in {@code bieu-mau/} or laid beside {@code nop/} has not
   * been sent. Written once per period.
   */
  static void remind(Home.UnitFolder folder, Period period, String what) throws IOException {
    Path reminder =
        folder.answers().resolve(period.code() + "_" + folder.unitCode() + "_nhac-gui.txt");
    if (!Files.exists(reminder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      String text =
          "CHƯA GỬI – "
              + what
              + ", hệ thống chưa nhận.\r\n\r\nKhi điền xong, chép tệp vào thư mục nop, chậm nhất ngày "
              + Words.day(period.dueOn())
              + ".\r\n";
      Path draft = Home.draft(folder.answers(), ".txt");
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, reminder, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
