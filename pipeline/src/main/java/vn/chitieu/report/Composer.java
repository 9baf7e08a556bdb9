package vn.chitieu.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.ReportFacts;
import vn.chitieu.warehouse.ReportFacts.Case;
import vn.chitieu.warehouse.ReportFacts.Correction;
import vn.chitieu.warehouse.ReportFacts.DueChange;
import vn.chitieu.warehouse.ReportFacts.Measure;
import vn.chitieu.warehouse.ReportFacts.Question;
import vn.chitieu.warehouse.ReportFacts.Sent;
import vn.chitieu.warehouse.ReportFacts.Signing;
import vn.chitieu.warehouse.ReportFacts.Source;
import vn.chitieu.warehouse.ReportFacts.Span;
import vn.chitieu.warehouse.ReportFacts.Task;

/**
 * What a report says, from the facts of a release by the rules of {@link Phrases}: words for each
 * tag of the template, every figure in them {@link Marks marked}. No clock, no file: the same facts
 * give the same words.
 *
 * <p>Each section is an introduction and groups of points; a new one is one more call of {@link
 * #section}.
 */
final class Composer {
  /** The order of points in a Vietnamese document: đ follows d, there is no f, j, w, z. */
  private static final List<String> LETTERS = List.of("abcdđeghiklmnopqrstuvxy".split(""));

  private static final Source NONE = new Source("", "", "");

  private final ReportFacts facts;
  private final Phrases phrases;
  private final Marks marks = new Marks();
  private final Map<String, Object> model = new LinkedHashMap<>();

  /** A heading and what stands under it. */
  private record Group(String title, List<String> points) {}

  private Composer(ReportFacts facts, Phrases phrases) {
    this.facts = facts;
    this.phrases = phrases;
  }

  /** Words for the template's tags, and the figures marked in them. */
  record Composed(Map<String, Object> model, Marks marks) {}

  static Composed compose(ReportFacts facts, Phrases phrases) {
    Composer c = new Composer(facts, phrases);
    c.head();
    c.results();
    c.risks();
    c.tasks();
    c.cases();
    c.sent();
    c.next();
    c.tables();
    return new Composed(c.model, c.marks);
  }

  // ---- the head

  private void head() {
    ReportFacts.Edition e = facts.edition();
    Span p = facts.period();
    String locality = Marks.plain(e.localityName());
    model.put("dia_ban_hoa", locality.toUpperCase(Locale.ROOT));
    model.put("dia_ban", locality);
    model.put("thanh_pho", Marks.plain(e.cityName()));
    model.put("noi_va_ngay", name(locality) + ", " + day(e.asOf()));
    model.put("ngay_thang_nam", day(e.asOf()));
    model.put("ky", longLabel(p));
    model.put("so_lieu_den", Words.day(e.asOf()));
    model.put("ban_cong_bo", e.releaseId());
    model.put(
        "minh_hoa",
        e.isIllustrative()
            ? List.of(Map.of("dong_minh_hoa", phrases.word("illustrative")))
            : List.of());
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("this_period", () -> longLabel(p));
    v.put("next_period", () -> facts.next() == null ? "" : longLabel(facts.next()));
    v.put("year", () -> p.code().substring(0, 4));
    v.put("locality", () -> locality);
    v.put("starts", () -> Words.day(p.startsOn()));
    v.put("ends", () -> Words.day(p.endsOn()));
    v.put("as_of", () -> Words.day(e.asOf()));
    Map<String, String> f = Map.of("period", p.kind());
    model.put("trich_yeu", phrases.say("title", f, v).orElseThrow());
    model.put("mo_dau", phrases.say("opening", f, v).orElseThrow());
  }

  /**
   * {@code phường Thủy Nguyên} → {@code Thủy Nguyên}, but {@code phường 5} → {@code Phường 5}: a
   * number alone names no place.
   */
  static String name(String locality) {
    String name =
        java.util.Arrays.stream(locality.split(" "))
            .dropWhile(w -> !w.isEmpty() && Character.isLowerCase(w.charAt(0)))
            .collect(Collectors.joining(" "));
    return name.isEmpty() || Character.isDigit(name.charAt(0))
        ? locality.substring(0, 1).toUpperCase(Locale.ROOT) + locality.substring(1)
        : name;
  }

  /** Decree 30: days below 10 and the months 1 and 2 have a zero before them. */
  static String day(LocalDate day) {
    return "ngày %02d tháng %s năm %d"
        .formatted(
            day.getDayOfMonth(),
            day.getMonthValue() < 3 ? "0" + day.getMonthValue() : "" + day.getMonthValue(),
            day.getYear());
  }

  /** {@code Tháng 10/2026} → {@code tháng 10 năm 2026}. */
  private String longLabel(Span p) {
    String year = phrases.word("year") + " ";
    return p.kind().equals("final")
        ? year + p.code().substring(0, 4)
        : lower(p.label()).replace("/", " " + year);
  }

  private static String lower(String label) {
    return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
  }

  /** {@code trong tháng 10}, {@code trong 6 tháng đầu năm 2026}, {@code cả năm}. */
  private String within(Span p) {
    String within = phrases.word("within") + " ";
    return switch (p.kind()) {
      case "month", "quarter" -> within + lower(p.label()).replaceAll("/.*", "");
      case "year", "final" -> phrases.word("whole_year");
      case "nine_months" ->
          within + lower(p.label()).replaceAll(" " + phrases.word("year") + " \\d+$", "");
      default -> within + lower(p.label()).replaceAll(" \\d+$", "");
    };
  }

  // ---- I. results

  private void results() {
    List<String> intro = new ArrayList<>();
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("all", () -> counted("all", m -> true));
    v.put("risk", () -> counted("risk", m -> is(m, "at_risk", "failed")));
    v.put("watch", () -> counted("watch", m -> is(m, "watch")));
    v.put("good", () -> counted("good", m -> is(m, "on_track", "achieved")));
    v.put("silent", () -> counted("silent", m -> is(m, "not_reported")));
    v.put("other", () -> counted("other", m -> is(m, "pending_target", "not_due", "not_assessed")));
    intro.add(phrases.say("overall", Map.of(), v).orElseThrow());
    String restricted =
        facts.measures().stream()
            .filter(Measure::isRestricted)
            .map(Measure::code)
            .collect(Collectors.joining(", "));
    phrases
        .say("overall_restricted", Map.of(), Map.of("codes", () -> restricted))
        .ifPresent(intro::add);
    List<Group> groups = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>();
    for (Phrases.Field field : phrases.fields()) {
      groups.add(results(field.name(), m -> field.indicators().contains(m.indicatorNo()), told));
    }
    groups.add(results(phrases.word("other_field"), m -> true, told));
    section("ket_qua", intro, groups);
  }

  private Group results(String title, Predicate<Measure> which, Set<String> told) {
    return new Group(
        title,
        facts.measures().stream()
            .filter(m -> which.test(m) && told.add(m.code()))
            .map(this::result)
            .toList());
  }

  private String result(Measure m) {
    Map<String, String> f = factsOf(m);
    Map<String, Supplier<String>> v = valuesOf(m);
    StringBuilder s = new StringBuilder(named(m));
    s.append(phrases.say("measure_result", f, v).orElseThrow());
    phrases.say("measure_against", f, v).ifPresent(s::append);
    phrases.say("measure_last_year", f, v).ifPresent(s::append);
    s.append(phrases.say("measure_verdict", f, v).orElseThrow());
    return s.toString();
  }

  private String named(Measure m) {
    return named(m.name(), m.isRestricted());
  }

  private String named(String measure, boolean isRestricted) {
    String plain = Marks.plain(measure);
    return isRestricted ? plain + " " + phrases.word("restricted") : plain;
  }

  private static boolean is(Measure m, String... codes) {
    return List.of(codes).contains(m.statusCode());
  }

  private String counted(String field, Predicate<Measure> which) {
    return count("chi-tieu", field, facts.measures().stream().filter(which).count());
  }

  private String count(String subject, String field, long n) {
    return mark(subject, field, Long.toString(n), NONE);
  }

  private String mark(String subject, String field, String text, Source source) {
    return marks.mark(new Figure(subject, facts.period().code(), field, text, source));
  }

  private Map<String, String> factsOf(Measure m) {
    Map<String, String> f = new LinkedHashMap<>();
    f.put("state", m.figureState());
    f.put("status", m.statusCode());
    f.put("kind", m.kind());
    f.put("target", m.targetKind());
    f.put("pace", m.paceSource());
    f.put("period", facts.period().kind());
    f.put("whole_year", yes(Set.of("year", "final").contains(facts.period().kind())));
    f.put("zero", yes(m.value() != null && m.value().signum() == 0));
    f.put("done", yes(m.isDone()));
    f.put("trend", trend(m));
    f.put("bound", bound(m));
    f.put("side", side(m));
    f.put(
        "explained",
        m.explanation().isEmpty()
            ? "no"
            : m.explainedIn().equals(facts.period().label()) ? "now" : "before");
    return f;
  }

  /** From which side a number is held by its target: lower, upper, range, equal, or none. */
  private static String bound(Measure m) {
    return switch (m.targetKind()) {
      case "range" -> "range";
      case "numeric" ->
          switch (m.comparator()) {
            case "≥", ">" -> "lower";
            case "≤", "<" -> "upper";
            default -> "equal";
          };
      default -> "none";
    };
  }

  /** Where the number stands to its target: within, over or under what it may be. */
  private static String side(Measure m) {
    if (m.target() == null || m.cumulative() == null) {
      return "";
    }
    int low = m.cumulative().compareTo(m.target());
    return switch (bound(m)) {
      case "range" ->
          low < 0
              ? "under"
              : m.targetHigh() != null && m.cumulative().compareTo(m.targetHigh()) > 0
                  ? "over"
                  : "within";
      case "lower" -> low < 0 || (low == 0 && m.comparator().equals(">")) ? "under" : "within";
      case "upper" -> low > 0 || (low == 0 && m.comparator().equals("<")) ? "over" : "within";
      default -> low < 0 ? "under" : low > 0 ? "over" : "within";
    };
  }

  /** Whether every month of the period has its figure: only then last year's is its equal. */
  private static boolean isWhole(Measure m) {
    return m.monthsReported() >= m.monthsExpected();
  }

  private static String trend(Measure m) {
    if (!isWhole(m) || m.lastYear() == null || m.value() == null) {
      return "none";
    }
    int c = m.value().compareTo(m.lastYear());
    return c == 0 ? "same" : m.change() == null ? "from_zero" : c > 0 ? "up" : "down";
  }

  private static String yes(boolean b) {
    return b ? "yes" : "no";
  }

  private Map<String, Supplier<String>> valuesOf(Measure m) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("name", () -> named(m));
    v.put("lead", () -> lead(m.leadName()));
    v.put("in_period", () -> within(facts.period()));
    v.put("due", () -> Words.day(m.dueOn() == null ? facts.period().dueOn() : m.dueOn()));
    v.put("done_on", () -> m.doneOn() == null ? "" : of(m, "ngay-xong", Words.day(m.doneOn())));
    v.put("criteria", () -> figure(m, "tieu-chi", m.criteriaPercent(), x -> Words.number(x) + "%"));
    v.put("months_reported", () -> of(m, "so-thang", Integer.toString(m.monthsReported())));
    v.put("months_expected", () -> Integer.toString(m.monthsExpected()));
    v.put("value", () -> figure(m, "ky-nay", m.value(), x -> Amounts.value(m, x)));
    v.put("cumulative", () -> figure(m, "luy-ke", m.cumulative(), x -> Amounts.value(m, x)));
    v.put("numerator", () -> figure(m, "tu-so", m.numerator(), Words::number));
    v.put("denominator", () -> figure(m, "mau-so", m.denominator(), Words::number));
    v.put("target", () -> target(m));
    v.put("completion", () -> figure(m, "ty-le", m.completion(), Amounts::percent));
    v.put(
        "expected",
        () -> m.expected() == null ? "" : of(m, "nhip", Amounts.percent(m.expected()), NONE));
    v.put(
        "required",
        () ->
            m.requiredPerMonth() == null || m.requiredPerMonth().signum() == 0
                ? ""
                : figure(
                    m,
                    "con-lai",
                    m.requiredPerMonth(),
                    x -> Amounts.required(m, x, phrases.word("month_points"))));
    v.put("forecast", () -> figure(m, "du-bao", m.forecast(), x -> Amounts.forecast(m, x)));
    v.put(
        "last_year",
        () ->
            m.lastYear() == null || !isWhole(m)
                ? ""
                : of(m, "cung-ky", Amounts.value(m, m.lastYear()), NONE));
    v.put("change", () -> figure(m, "tang-giam", m.change(), x -> Amounts.percent(x.abs())));
    v.put(
        "behind",
        () ->
            m.completion() == null || m.expected() == null
                ? ""
                : of(
                    m,
                    "cham",
                    Words.number(
                            m.expected()
                                .subtract(m.completion())
                                .movePointRight(2)
                                .setScale(1, java.math.RoundingMode.HALF_UP))
                        + " "
                        + phrases.word("month_points")));
    v.put("short", () -> shortOf(m));
    v.put("status_word", () -> statusWord(m));
    // the verdict's own words, from more than one cell
    v.put("reason", () -> m.statusReason().isEmpty() ? "" : of(m, "ly-do", m.statusReason(), NONE));
    v.put("since", () -> m.since().endsWith(lower(facts.period().label())) ? "" : m.since());
    v.put("explanation", () -> typed(m.explanation()));
    v.put("explained_in", () -> lower(m.explainedIn()));
    return v;
  }

  /** The plan's own word for a status. */
  private String statusWord(Measure m) {
    return m.statusWord().isEmpty() ? phrases.word(m.statusCode()) : Marks.plain(m.statusWord());
  }

  private String shortOf(Measure m) {
    if (m.target() == null || m.cumulative() == null) {
      return "";
    }
    BigDecimal gap = m.target().subtract(m.cumulative()).abs();
    int decimals = m.kind().equals("rate") ? 2 : 3;
    // as the figures beside it are rounded, so that they add up; what is missing is never nothing
    BigDecimal rounded = gap.setScale(decimals, java.math.RoundingMode.HALF_UP);
    BigDecimal r =
        rounded.signum() == 0 ? gap.setScale(decimals, java.math.RoundingMode.UP) : rounded;
    return of(
        m,
        "con-thieu",
        m.kind().equals("rate")
            ? Words.number(r) + " " + phrases.word("month_points")
            : Amounts.amount(r, m.unitOfMeasure()));
  }

  private String target(Measure m) {
    String words =
        switch (m.targetKind()) {
          case "numeric" -> {
            String sign =
                switch (m.comparator()) {
                  case "≥" -> phrases.word("at_least") + " ";
                  case ">" -> phrases.word("above") + " ";
                  case "≤" -> phrases.word("at_most") + " ";
                  case "<" -> phrases.word("below") + " ";
                  default -> "";
                };
            yield m.target() == null ? "" : sign + Amounts.amount(m.target(), m.unitOfMeasure());
          }
          case "range" ->
              m.target() == null || m.targetHigh() == null
                  ? ""
                  : phrases.word("from")
                      + " "
                      + Words.number(m.target())
                      + " "
                      + phrases.word("to")
                      + " "
                      + Amounts.amount(m.targetHigh(), m.unitOfMeasure());
          case "maintained" ->
              Amounts.amount(m.target() == null ? BigDecimal.ZERO : m.target(), m.unitOfMeasure());
          case "milestone" -> phrases.word("milestone_target");
          default -> "";
        };
    return words.isEmpty() ? "" : of(m, "muc-giao", words, NONE);
  }

  private String figure(
      Measure m,
      String field,
      @Nullable BigDecimal number,
      java.util.function.Function<BigDecimal, String> words) {
    return number == null ? "" : of(m, field, words.apply(number));
  }

  private String of(Measure m, String field, String text) {
    return of(m, field, text, m.source());
  }

  private String of(Measure m, String field, String text, Source source) {
    return marks.mark(
        new Figure(
            m.code(),
            m.periodCode() == null ? facts.period().code() : m.periodCode(),
            field,
            text,
            source));
  }

  // ---- II. what is at risk

  private void risks() {
    List<Group> groups = new ArrayList<>();
    groups.add(risks("group_risk", m -> is(m, "at_risk", "failed")));
    groups.add(risks("group_watch", m -> is(m, "watch")));
    List<String> intro =
        groups.stream().allMatch(g -> g.points().isEmpty())
            ? List.of(phrases.say("risk_none", Map.of(), Map.of()).orElseThrow())
            : List.of();
    groups.add(
        new Group(
            phrases.word("group_silent"),
            facts.measures().stream()
                .filter(m -> is(m, "not_reported"))
                .flatMap(m -> phrases.say("silent_measure", factsOf(m), valuesOf(m)).stream())
                .toList()));
    groups.add(questions("group_asked", Question::isOpen));
    groups.add(questions("group_answered", q -> !q.isOpen()));
    section("nguy_co", intro, groups);
  }

  private Group questions(String title, Predicate<Question> which) {
    return new Group(
        phrases.word(title), facts.questions().stream().filter(which).map(this::question).toList());
  }

  private String question(Question q) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("unit", () -> Marks.plain(q.unitName()));
    v.put("about", () -> named(q.measureName(), q.isRestricted()));
    v.put("of_period", () -> lower(q.periodLabel()));
    v.put("question", () -> typed(q.question()));
    v.put("asked_on", () -> Words.day(q.askedOn()));
    v.put("times", () -> mark(q.code(), "lan-hoi", Integer.toString(q.askedCount()), NONE));
    v.put("due", () -> q.answerDueOn() == null ? "" : Words.day(q.answerDueOn()));
    v.put("answer", () -> typed(q.answer()));
    v.put("answered_on", () -> q.answeredOn() == null ? "" : Words.day(q.answeredOn()));
    return phrases
        .say(
            q.isOpen() ? "question_open" : "question_answered",
            Map.of("again", yes(q.askedCount() > 1), "overdue", yes(q.isOverdue())),
            v)
        .orElseThrow();
  }

  private Group risks(String title, Predicate<Measure> which) {
    return new Group(
        phrases.word(title),
        facts.measures().stream()
            .filter(which)
            .map(
                m -> {
                  Map<String, String> f = factsOf(m);
                  Map<String, Supplier<String>> v = valuesOf(m);
                  return phrases.say("risk", f, v).orElseThrow()
                      + phrases.say("risk_forecast", f, v).orElse("")
                      + phrases.say("risk_since", f, v).orElse("")
                      + phrases.say("risk_explained", f, v).orElse("");
                })
            .toList());
  }

  // ---- III. tasks

  private void tasks() {
    List<Task> all = facts.tasks();
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("all", () -> count("nhiem-vu", "all", all.size()));
    v.put("done", () -> count("nhiem-vu", "done", size(all, t -> t.state().equals("done"))));
    v.put("done_now", () -> count("nhiem-vu", "done-now", size(all, Task::isDoneNow)));
    v.put("overdue", () -> count("nhiem-vu", "overdue", size(all, Task::isOverdue)));
    v.put("silent", () -> count("nhiem-vu", "silent", size(all, Task::isSilent)));
    v.put(
        "moved",
        () ->
            count(
                "nhiem-vu",
                "moved",
                facts.dueChanges().stream().map(DueChange::taskCode).distinct().count()));
    section(
        "nhiem_vu",
        List.of(phrases.say("tasks", Map.of(), v).orElseThrow()),
        List.of(
            tasks("group_done", "task_done", Task::isDoneNow),
            tasks("group_overdue", "task_overdue", Task::isOverdue),
            new Group(
                phrases.word("group_moved"), facts.dueChanges().stream().map(this::moved).toList()),
            tasks("group_task_silent", "task_silent", t -> t.isSilent() && !t.isOverdue())));
  }

  private static long size(List<Task> tasks, Predicate<Task> which) {
    return tasks.stream().filter(which).count();
  }

  private Group tasks(String title, String family, Predicate<Task> which) {
    return new Group(
        phrases.word(title),
        facts.tasks().stream()
            .filter(which)
            .map(t -> phrases.say(family, Map.of(), valuesOf(t)).orElseThrow())
            .toList());
  }

  private Map<String, Supplier<String>> valuesOf(Task t) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("task", () -> Marks.plain(t.name()));
    v.put("lead", () -> lead(t.leadName()));
    v.put("result", () -> typed(t.result()));
    v.put("ends", () -> Words.day(facts.period().endsOn()));
    v.put("due", () -> t.dueOn() == null ? "" : mark(t.code(), "han", Words.day(t.dueOn()), NONE));
    v.put(
        "days",
        () -> mark(t.code(), "qua-han", t.daysOverdue() + " " + phrases.word("days"), t.source()));
    v.put(
        "percent",
        () ->
            t.percent() == null
                ? ""
                : mark(t.code(), "ty-le", Words.number(t.percent()) + "%", t.source()));
    return v;
  }

  private String moved(DueChange c) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("task", () -> Marks.plain(c.taskName()));
    v.put("lead", () -> lead(c.leadName()));
    v.put(
        "from",
        () -> c.from() == null ? "" : mark(c.taskCode(), "han-cu", Words.day(c.from()), NONE));
    v.put(
        "to",
        () -> c.to() == null ? "" : mark(c.taskCode(), "han-moi", Words.day(c.to()), c.source()));
    v.put("reason", () -> typed(c.reason()));
    return phrases
        .say("task_moved", Map.of("by", c.by(), "direction", direction(c)), v)
        .orElseThrow();
  }

  private static String direction(DueChange c) {
    return c.to() == null
        ? "removed"
        : c.from() == null ? "new" : c.to().isBefore(c.from()) ? "earlier" : "later";
  }

  // ---- IV. difficulties and proposals

  private void cases() {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("all", () -> count("vuong-mac", "all", facts.cases().size()));
    v.put(
        "repeated",
        () ->
            count(
                "vuong-mac",
                "repeated",
                facts.cases().stream().filter(c -> c.raisedNo() > 1).count()));
    Map<String, List<Case>> byReceiver = new LinkedHashMap<>();
    for (Case c : facts.cases()) {
      byReceiver.computeIfAbsent(typed(c.receiver()), k -> new ArrayList<>()).add(c);
    }
    section(
        "kien_nghi",
        List.of(
            phrases.say("cases", Map.of("any", yes(!facts.cases().isEmpty())), v).orElseThrow()),
        byReceiver.entrySet().stream()
            .map(
                e ->
                    new Group(
                        e.getKey().isEmpty()
                            ? phrases.word("group_no_receiver")
                            : phrases.word("group_receiver") + " " + e.getKey(),
                        e.getValue().stream().map(this::raised).toList()))
            .toList());
  }

  private String raised(Case c) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("unit", () -> Marks.plain(c.unitName()));
    v.put("what", () -> typed(c.what()));
    v.put("proposal", () -> typed(c.proposal()));
    v.put("raised", () -> mark(c.code(), "lan-thu", Integer.toString(c.raisedNo()), c.source()));
    v.put("answer", () -> typed(c.answer()));
    v.put("answered_on", () -> c.answeredOn() == null ? "" : Words.day(c.answeredOn()));
    return phrases.say("case", Map.of("again", yes(c.raisedNo() > 1)), v).orElseThrow()
        + phrases.say("case_answered", Map.of(), v).orElse("");
  }

  /**
   * What people typed, without the full stop of their own; dots alone stay, for they are all that
   * was said.
   */
  private static String typed(String words) {
    String plain = Marks.plain(words);
    String cut = plain.replaceAll("[.;,\\s]+$", "");
    return cut.isEmpty() ? plain : cut;
  }

  /** Who leads; a unit that left the plan has no name any more. */
  private String lead(String name) {
    String plain = Marks.plain(name);
    return plain.isEmpty() ? phrases.word("no_lead") : plain;
  }

  // ---- V. who reported

  private void sent() {
    List<Sent> all = facts.sent();
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("owed", () -> count("bao-cao", "all", all.size()));
    for (String state : List.of("on_time", "late", "refused", "missing", "not_due")) {
      v.put(
          state,
          () -> count("bao-cao", state, all.stream().filter(s -> s.state().equals(state)).count()));
    }
    List<String> late = new ArrayList<>();
    for (Sent s : all) {
      String family =
          switch (s.state()) {
            case "late" -> "sent_late";
            case "missing" -> "sent_missing";
            case "refused" -> "sent_refused";
            default -> "";
          };
      if (!family.isEmpty()) {
        late.add(phrases.say(family, Map.of(), valuesOf(s)).orElseThrow());
      }
      if (s.held() > 0) {
        late.add(phrases.say("sent_held", Map.of(), valuesOf(s)).orElseThrow());
      }
    }
    section(
        "nop_bao_cao",
        List.of(phrases.say("sent", Map.of(), v).orElseThrow()),
        List.of(
            new Group(phrases.word("group_late"), late),
            new Group(
                phrases.word("group_corrections"),
                facts.corrections().stream().map(this::corrected).toList()),
            new Group(
                phrases.word("group_signed"),
                facts.signings().stream().map(this::signed).toList())));
  }

  private String signed(Signing s) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("unit", () -> Marks.plain(s.unitName()));
    v.put("by", () -> Marks.plain(s.by()));
    v.put("title", () -> Marks.plain(s.title()));
    v.put("on", () -> Words.day(s.on()));
    String subject = s.unitCode().isEmpty() ? "ky-duyet" : "ky-duyet/" + s.unitCode();
    v.put("corrected", () -> count(subject, "sua-sau-ky", s.correctedCount()));
    v.put("added", () -> count(subject, "bo-sung-sau-ky", s.addedCount()));
    return phrases
        .say(
            "signed",
            Map.of(
                "kind", s.kind(),
                "whole", yes(s.unitName().isEmpty()),
                "corrected", yes(s.correctedCount() > 0),
                "added", yes(s.addedCount() > 0)),
            v)
        .orElseThrow();
  }

  private Map<String, Supplier<String>> valuesOf(Sent s) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put("unit", () -> Marks.plain(s.unitName()));
    v.put("report", () -> lower(s.periodLabel()));
    v.put("due", () -> Words.day(s.dueOn()));
    v.put(
        "accepted_on",
        () -> s.acceptedOn() == null ? "" : sentFigure(s, "ngay-nop", Words.day(s.acceptedOn())));
    v.put(
        "days",
        () ->
            sentFigure(
                s,
                s.acceptedOn() == null ? "cham-den-nay" : "cham",
                s.daysLate() + " " + phrases.word("days")));
    v.put("held", () -> sentFigure(s, "phai-sua", Integer.toString(s.held())));
    return v;
  }

  private String sentFigure(Sent s, String field, String text) {
    return marks.mark(new Figure(s.unitCode(), s.periodCode(), field, text, NONE));
  }

  private String corrected(Correction c) {
    Map<String, Supplier<String>> v = new LinkedHashMap<>();
    v.put(
        "name",
        () ->
            named(
                c.isEndNumber()
                    ? c.measureName() + " " + phrases.word("end_number")
                    : c.measureName(),
                c.isRestricted()));
    v.put("of_period", () -> lower(c.periodLabel()));
    v.put("before", () -> corrected(c, "truoc-khi-sua", c.before()));
    v.put("after", () -> corrected(c, "sau-khi-sua", c.after()));
    v.put("unit", () -> Marks.plain(c.unitName()));
    v.put("on", () -> Words.day(c.on()));
    v.put("signed_by", () -> Marks.plain(c.signedBy()));
    v.put("signed_on", () -> c.signedOn() == null ? "" : Words.day(c.signedOn()));
    return phrases
        .say("correction", Map.of("after_signing", yes(!c.signedBy().isEmpty())), v)
        .orElseThrow();
  }

  private String corrected(Correction c, String field, @Nullable BigDecimal value) {
    return value == null
        ? ""
        : marks.mark(
            new Figure(
                c.measureCode(),
                c.periodCode(),
                field,
                Amounts.amount(
                    value.setScale(3, java.math.RoundingMode.HALF_UP),
                    c.kind().equals("milestone")
                        ? phrases.word("criteria_unit")
                        : c.unitOfMeasure()),
                field.equals("sau-khi-sua") ? c.source() : NONE));
  }

  // ---- VI. what is to be done

  private void next() {
    List<Group> groups = new ArrayList<>();
    groups.add(
        new Group(
            phrases.word("group_next_measures"),
            facts.measures().stream()
                .filter(m -> is(m, "at_risk", "failed", "watch", "not_reported"))
                .flatMap(m -> phrases.say("next_measure", factsOf(m), valuesOf(m)).stream())
                .toList()));
    List<String> tasks = new ArrayList<>();
    for (Task t : facts.tasks()) {
      if (t.isOverdue()) {
        tasks.add(phrases.say("next_task_overdue", Map.of(), valuesOf(t)).orElseThrow());
      }
    }
    // a quarter's report, too, names what is due soon, not every task of the year
    LocalDate soon = facts.period().endsOn().plusMonths(1);
    for (Task t : facts.tasks()) {
      if (!t.isOverdue()
          && !t.state().equals("done")
          && t.dueOn() != null
          && !t.dueOn().isAfter(soon)) {
        boolean isPast = t.dueOn().isBefore(facts.edition().asOf());
        tasks.add(
            phrases.say("next_task_due", Map.of("past", yes(isPast)), valuesOf(t)).orElseThrow());
      }
    }
    groups.add(new Group(phrases.word("group_next_tasks"), tasks));
    Span next = facts.next();
    List<String> reports = new ArrayList<>();
    for (Sent s : facts.sent()) {
      if (Set.of("missing", "refused").contains(s.state())) {
        reports.add(phrases.say("next_report_missing", Map.of(), valuesOf(s)).orElseThrow());
      }
    }
    if (next != null && next.isCollected()) {
      reports.add(
          phrases
              .say(
                  "next_report",
                  Map.of(),
                  Map.of("report", () -> lower(next.label()), "due", () -> Words.day(next.dueOn())))
              .orElseThrow());
    }
    groups.add(new Group(phrases.word("group_next_reports"), reports));
    boolean isNothing = groups.stream().allMatch(g -> g.points().isEmpty());
    section(
        "phuong_huong",
        isNothing ? List.of(phrases.say("next_none", Map.of(), Map.of()).orElseThrow()) : List.of(),
        groups);
  }

  // ---- the sections' shape

  /** Empty groups are left out; groups are numbered 1, 2 …, points a, b, c, d, đ … */
  private void section(String name, List<String> intro, List<Group> groups) {
    model.put(name + "_chung", intro.stream().map(s -> Map.of("cau", s)).toList());
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Group g : groups) {
      if (!g.points().isEmpty()) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("so", Integer.toString(shown.size() + 1));
        group.put("ten", g.title());
        List<Map<String, String>> points = new ArrayList<>();
        for (String p : g.points()) {
          points.add(Map.of("chu", letter(points.size()), "cau", p));
        }
        group.put("diem", points);
        shown.add(group);
      }
    }
    model.put(name + "_nhom", shown);
  }

  /** The letter of a point; after y comes a1, b1 … */
  static String letter(int index) {
    int round = index / LETTERS.size();
    return LETTERS.get(index % LETTERS.size()) + (round == 0 ? "" : Integer.toString(round));
  }

  // ---- the appendices

  private void tables() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Measure m : facts.measures()) {
      Map<String, Supplier<String>> v = valuesOf(m);
      Map<String, String> row = new LinkedHashMap<>();
      row.put("ma", m.code());
      row.put("ten", named(m));
      row.put("dvt", Marks.plain(m.unitOfMeasure()));
      row.put("giao", orDash(target(m), Marks.plain(m.targetLabel())));
      row.put(
          "ky_nay",
          Set.of("rate", "milestone").contains(m.kind()) ? "–" : cell(m, v, "value") + monthsOf(m));
      row.put("luy_ke", cumulative(m, v));
      row.put("ty_le", orDash(v.get("completion").get(), ""));
      row.put("nhip", orDash(v.get("expected").get(), ""));
      row.put("cung_ky", orDash(v.get("last_year").get(), ""));
      row.put(
          "tang_giam",
          m.change() == null || !isWhole(m)
              ? "–"
              : of(
                  m,
                  "tang-giam",
                  (m.change().signum() < 0 ? "-" : "") + Amounts.percent(m.change().abs())));
      row.put("trang_thai", statusWord(m));
      row.put("chu_tri", Marks.plain(m.leadShort()));
      rows.add(row);
    }
    model.put("bang_chi_tieu", rows);
    model.put("bang_nguon", List.of()); // filled in when it is known which figures are shown
  }

  /** {@code (2/3 tháng)} behind the sum of some of the period's months. */
  private String monthsOf(Measure m) {
    return isWhole(m) || m.value() == null
        ? ""
        : " (%d/%d %s)"
            .formatted(m.monthsReported(), m.monthsExpected(), phrases.word("months_of"));
  }

  private String cumulative(Measure m, Map<String, Supplier<String>> v) {
    if (m.kind().equals("milestone")
        && m.figureState().endsWith("reported")
        && !m.figureState().equals("not_reported")) {
      // a report writes no space before the sign, the boards do
      return of(m, "ket-qua", m.resultLabel().replace(" %", "%"));
    }
    return cell(m, v, "cumulative");
  }

  /** A figure of the table, or in the release's words why there is none. */
  private static String cell(Measure m, Map<String, Supplier<String>> v, String field) {
    return orDash(v.get(field).get(), Marks.plain(m.resultLabel()));
  }

  private static String orDash(String words, String otherwise) {
    return !words.isEmpty() ? words : otherwise.isEmpty() ? "–" : otherwise;
  }
}
