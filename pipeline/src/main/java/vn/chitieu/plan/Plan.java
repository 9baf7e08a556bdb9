package vn.chitieu.plan;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.sheet.CellRef;

/**
 * One accepted version of a locality's plan for a year: everything a form, a rule or a mart needs
 * to know about what may be reported. Made by {@link PlanReader} from the plan workbook.
 *
 * @param version the first 8 hex digits of the workbook's SHA-256
 * @param sha256 the whole hash
 * @param isIllustrative whether the workbook carries illustrative figures beside the plan's own
 */
public record Plan(
    Locality locality,
    int year,
    String version,
    String sha256,
    boolean isIllustrative,
    Map<String, String> document,
    List<Unit> units,
    List<Measure> measures,
    List<Target> targets,
    List<Assignment> assignments,
    List<Period> periods,
    Set<LocalDate> holidays,
    List<Task> tasks,
    List<Area> areas,
    List<Succession> successions,
    List<Threshold> thresholds,
    List<Status> statuses,
    List<BaseFigure> baseFigures,
    List<Alias> aliases,
    List<Oddity> oddities,
    Switches switches,
    Correspondence correspondence) {

  /**
   * A locality: ward, commune or special zone. The code is the folder's slug.
   *
   * @param cityCode of the province or city it is part of; empty when the workbook gives none, and
   *     then localities whose city has the same name are of one city
   */
  public record Locality(
      String code,
      String name,
      String kind,
      String officialCode,
      String cityName,
      String cityCode) {}

  /** Who does what for a measure. {@code isOurs}: the plan does not say it, we chose it. */
  public record Assignment(
      String measureCode, String unitCode, Role role, boolean isAuthority, boolean isOurs) {}

  /** A tổ dân phố; illustrative, the plan names none. */
  public record Area(String code, String name) {}

  /** What a boundary runs around. */
  public enum PlaceKind {
    AREA,
    LOCALITY
  }

  /**
   * A change of boundaries: from a day on, what was counted in one place is counted in another.
   *
   * @param kind of both places; a locality's workbook tells only of its own predecessors
   * @param oldCode may be the new code too, when a place goes on with other boundaries
   * @param share of the old place that went over, above 0 and up to 1; the shares of an area that
   *     was split add up to 1
   */
  public record Succession(
      PlaceKind kind,
      String oldCode,
      String newCode,
      LocalDate validFrom,
      BigDecimal share,
      String note) {}

  /** A limit that decides between status words, as a fraction unless its name says otherwise. */
  public record Threshold(String code, BigDecimal value, String meaning) {}

  /** A status word with its shape and colour; {@code order} puts the worst first. */
  public record Status(
      String code, int order, String word, String shape, String colour, String group) {}

  /**
   * A figure from before the year. {@code periodCode} is empty for a figure of the year's start;
   * else it is the month of this year whose same month last year it describes.
   */
  public record BaseFigure(
      String measureCode,
      String periodCode,
      @Nullable BigDecimal value,
      String unitOfMeasure,
      String source,
      boolean isIllustrative) {}

  /** Another spelling of a name that units really write. */
  public record Alias(String alias, String kind, String code) {}

  /**
   * What the office decides about judging. It binds from the day the plan version comes into force,
   * also for forms that were issued under an older one.
   *
   * @param weights finding code → its weight and stage instead of the catalogue's
   * @param lockedOn period code → the last day on which a file is taken; absent: never locked
   * @param reopenings in the workbook's order
   */
  public record Switches(
      Map<String, FindingCatalog.Weighing> weights,
      Map<String, LocalDate> lockedOn,
      List<Reopening> reopenings) {
    /** Nothing changed, nothing locked. */
    public static final Switches NONE = new Switches(Map.of(), Map.of(), List.of());

    public Switches {
      weights = Map.copyOf(weights);
      lockedOn = Map.copyOf(lockedOn);
      reopenings = List.copyOf(reopenings);
    }

    /** Whether a file that comes on a day comes too late to be taken. */
    public boolean isLocked(String periodCode, LocalDate on) {
      LocalDate last = lockedOn.get(periodCode);
      return last != null && on.isAfter(last);
    }

    /** The reopening that lasts longest for a unit and a period, expired or not. */
    public Optional<Reopening> findReopening(String unitCode, String periodCode) {
      return reopenings.stream()
          .filter(r -> r.unitCode().equals(unitCode) && r.periodCode().equals(periodCode))
          .max(Comparator.comparing(Reopening::until));
    }
  }

  /**
   * A locked period that one unit may send for again.
   *
   * @param by who decided it
   * @param until the last day, inclusive
   */
  public record Reopening(
      String unitCode, String periodCode, String by, String reason, LocalDate until) {}

  /** Something odd in the document, kept visible. */
  public record Oddity(String where, String says, String treatment) {}

  /**
   * What the office writes to the units: it is said by the workbook of the day, so what a later
   * workbook leaves out is taken back.
   *
   * @param questions in the workbook's order
   * @param answers in the workbook's order; of several to one case the last day's counts
   * @param signings in the workbook's order
   */
  public record Correspondence(
      List<Question> questions, List<CaseAnswer> answers, List<Signing> signings) {
    /** Nothing was written. */
    public static final Correspondence NONE = new Correspondence(List.of(), List.of(), List.of());

    public Correspondence {
      questions = List.copyOf(questions);
      answers = List.copyOf(answers);
      signings = List.copyOf(signings);
    }

    /** The first signature under a period's figures of a unit: the unit's own or the whole's. */
    public Optional<Signing> findSignature(String unitCode, String periodCode) {
      return signings.stream()
          .filter(s -> s.kind() == Signing.Kind.SIGNED && s.periodCode().equals(periodCode))
          .filter(s -> s.unitCode().isEmpty() || s.unitCode().equals(unitCode))
          .min(Comparator.comparing(Signing::signedOn));
    }
  }

  /**
   * A question about a figure (yêu cầu giải trình), which the unit answers in its next form.
   *
   * @param code the office's own, never used again for another figure
   * @param at where it stands in the workbook
   */
  public record Question(
      String code,
      String unitCode,
      String measureCode,
      String periodCode,
      String question,
      String askedBy,
      LocalDate askedOn,
      @Nullable LocalDate answerDueOn,
      CellRef at) {
    /** How the codes of questions begin that a red figure raises: {@code do/01a/2026-08}. */
    public static final String BY_RULE = "do";
  }

  /**
   * An answer to a difficulty, which is named by its case or by where the unit wrote it.
   *
   * @param caseCode empty when unit, period and row are given
   * @param number the row of the unit's list of difficulties; 0 when the case is given
   * @param isClosed nothing more is to be done about it
   */
  public record CaseAnswer(
      String caseCode,
      String unitCode,
      String periodCode,
      int number,
      String answer,
      String answeredBy,
      LocalDate answeredOn,
      boolean isClosed,
      CellRef at) {}

  /**
   * That figures were taken or signed, by whom and when. A signature freezes them: what differs
   * later is a correction after signing.
   *
   * @param unitCode empty for the whole locality's
   */
  public record Signing(
      String periodCode,
      String unitCode,
      Kind kind,
      String signedBy,
      String title,
      LocalDate signedOn,
      CellRef at) {
    /** What was done. */
    public enum Kind {
      /** The office has looked at what the unit sent and takes it. */
      ACCEPTED,
      SIGNED
    }
  }

  public Plan {
    document = Map.copyOf(document);
    units = new Indexed<>(units, Unit::code);
    measures = new Indexed<>(measures, Measure::code);
    targets = List.copyOf(targets);
    assignments = new Assignments(assignments);
    periods = new Periods(periods);
    holidays = Set.copyOf(holidays);
    tasks = List.copyOf(tasks);
    areas = List.copyOf(areas);
    successions = List.copyOf(successions);
    thresholds = new Indexed<>(thresholds, Threshold::code);
    statuses = List.copyOf(statuses);
    baseFigures = List.copyOf(baseFigures);
    aliases = List.copyOf(aliases);
    oddities = List.copyOf(oddities);
  }

  /** Without anything the office wrote to the units. */
  public Plan(
      Locality locality,
      int year,
      String version,
      String sha256,
      boolean isIllustrative,
      Map<String, String> document,
      List<Unit> units,
      List<Measure> measures,
      List<Target> targets,
      List<Assignment> assignments,
      List<Period> periods,
      Set<LocalDate> holidays,
      List<Task> tasks,
      List<Area> areas,
      List<Succession> successions,
      List<Threshold> thresholds,
      List<Status> statuses,
      List<BaseFigure> baseFigures,
      List<Alias> aliases,
      List<Oddity> oddities,
      Switches switches) {
    this(
        locality,
        year,
        version,
        sha256,
        isIllustrative,
        document,
        units,
        measures,
        targets,
        assignments,
        periods,
        holidays,
        tasks,
        areas,
        successions,
        thresholds,
        statuses,
        baseFigures,
        aliases,
        oddities,
        switches,
        Correspondence.NONE);
  }

  /** This plan with another's thresholds, other names and switches: what the office may change. */
  public Plan withRulesOf(Plan other) {
    return new Plan(
        locality,
        year,
        version,
        sha256,
        isIllustrative,
        document,
        units,
        measures,
        targets,
        assignments,
        periods,
        holidays,
        tasks,
        areas,
        successions,
        other.thresholds,
        statuses,
        baseFigures,
        other.aliases,
        oddities,
        other.switches,
        correspondence);
  }

  public Optional<Unit> findUnit(String code) {
    return ((Indexed<Unit>) units).find(code);
  }

  public Unit getUnit(String code) {
    return findUnit(code).orElseThrow(() -> new NoSuchElementException("unit " + code));
  }

  /** The units that fill forms, in the plan's order. */
  public List<Unit> listReportingUnits() {
    return units.stream().filter(Unit::isReporting).toList();
  }

  public Optional<Measure> findMeasure(String code) {
    return ((Indexed<Measure>) measures).find(code);
  }

  public Measure getMeasure(String code) {
    return findMeasure(code).orElseThrow(() -> new NoSuchElementException("measure " + code));
  }

  public Optional<Period> findPeriod(String code) {
    return ((Indexed<Period>) periods).find(code);
  }

  public Period getPeriod(String code) {
    return findPeriod(code).orElseThrow(() -> new NoSuchElementException("period " + code));
  }

  /** The collected periods in time order. */
  public List<Period> listCollectedPeriods() {
    return ((Periods) periods).collected;
  }

  /** The last collected period that ended before another began. */
  public Optional<Period> findPeriodBefore(Period period) {
    return listCollectedPeriods().stream()
        .filter(p -> p.endsOn().isBefore(period.startsOn()))
        .max(Comparator.comparing(Period::endsOn));
  }

  /** The target in force on a day: the last one whose {@code validFrom} is not after it. */
  public Optional<Target> findTarget(String measureCode, LocalDate on) {
    return targets.stream()
        .filter(t -> t.measureCode().equals(measureCode) && !t.validFrom().isAfter(on))
        .max(Comparator.comparing(Target::validFrom));
  }

  /** Whether a measure's target on a day is to keep what there is, e.g. no event at all. */
  public boolean isMaintained(String measureCode, LocalDate on) {
    return findTarget(measureCode, on).filter(t -> t.kind() == Target.Kind.MAINTAINED).isPresent();
  }

  /** What that unit is to that measure; empty when nothing. */
  public Optional<Role> findRole(String unitCode, String measureCode) {
    return ((Assignments) assignments).find(unitCode, measureCode);
  }

  /** An unchangeable list that is also looked up, for every cell of every form. */
  private static class Indexed<T> extends AbstractList<T> {
    private final List<T> all;
    private final Map<String, T> byCode = new HashMap<>();

    Indexed(List<T> items, Function<T, String> code) {
      all = List.copyOf(items);
      all.forEach(t -> byCode.putIfAbsent(code.apply(t), t));
    }

    /** The first of that code. */
    final Optional<T> find(String code) {
      return Optional.ofNullable(byCode.get(code));
    }

    @Override
    public final T get(int index) {
      return all.get(index);
    }

    @Override
    public final int size() {
      return all.size();
    }
  }

  private static final class Periods extends Indexed<Period> {
    final List<Period> collected;

    Periods(List<Period> periods) {
      super(periods, Period::code);
      collected =
          periods.stream()
              .filter(Period::isCollected)
              .sorted(Comparator.comparing(Period::endsOn).thenComparing(Period::code))
              .toList();
    }
  }

  /** The first of several roles of a unit for a measure counts. */
  private static final class Assignments extends Indexed<Assignment> {
    Assignments(List<Assignment> assignments) {
      super(assignments, a -> key(a.unitCode(), a.measureCode()));
    }

    Optional<Role> find(String unitCode, String measureCode) {
      return find(key(unitCode, measureCode)).map(Assignment::role);
    }

    private static String key(String unitCode, String measureCode) {
      return unitCode + "/" + measureCode;
    }
  }

  /** The measures a unit has cells for in a period, in the plan's order. */
  public List<Measure> listMeasures(String unitCode, Period period) {
    return measures.stream()
        .filter(m -> m.calendarCode().equals(period.calendarCode()))
        .filter(m -> findRole(unitCode, m.code()).filter(Role::reports).isPresent())
        .toList();
  }

  /** The rows of a unit's form in a period: one per cell that is typed. */
  public List<Item> listItems(String unitCode, Period period) {
    List<Item> items = new ArrayList<>();
    for (Measure m : listMeasures(unitCode, period)) {
      boolean required =
          m.frequency() == Measure.Frequency.MONTHLY || period.kind() == Period.Kind.FINAL;
      switch (m.kind()) {
        case MILESTONE -> {
          items.add(
              new Item(
                  m.code() + "/done",
                  m,
                  Item.Part.DONE,
                  m.name() + " – đã hoàn thành chưa",
                  "có/không",
                  Measure.Adding.FIXED,
                  required));
          items.add(
              new Item(
                  m.code() + "/on",
                  m,
                  Item.Part.DONE_ON,
                  m.name() + " – ngày hoàn thành",
                  "ngày",
                  Measure.Adding.FIXED,
                  false));
          items.add(
              new Item(
                  m.code() + "/percent",
                  m,
                  Item.Part.CRITERIA_PERCENT,
                  m.name() + " – tỷ lệ tiêu chí đã đạt",
                  "%",
                  Measure.Adding.FIXED,
                  required));
        }
        case RATE -> {
          if (m.input() != Measure.Input.DERIVED) {
            items.add(
                new Item(
                    m.code() + "/n",
                    m,
                    Item.Part.NUMERATOR,
                    m.numeratorLabel(),
                    partUnit(m),
                    adding(m.numeratorKind()),
                    required));
            items.add(
                new Item(
                    m.code() + "/d",
                    m,
                    Item.Part.DENOMINATOR,
                    m.denominatorLabel(),
                    partUnit(m),
                    adding(m.denominatorKind()),
                    required));
          }
        }
        case FLOW, STOCK, YEARLY ->
            items.add(
                new Item(
                    m.code(),
                    m,
                    Item.Part.VALUE,
                    m.input() == Measure.Input.STOCK ? m.numeratorLabel() : m.name(),
                    m.unitOfMeasure(),
                    m.kind() == Measure.Kind.FLOW && m.input() == Measure.Input.OWN
                        ? Measure.Adding.FLOW
                        : Measure.Adding.STOCK,
                    required));
      }
    }
    return items;
  }

  /** The unit of a rate's two numbers stands in its numerator's label after the last comma. */
  private static String partUnit(Measure m) {
    String label = m.numeratorLabel();
    int open = label.lastIndexOf('(');
    return open > 0 && label.endsWith(")") ? label.substring(open + 1, label.length() - 1) : "";
  }

  private static Measure.Adding adding(Measure.@Nullable Adding a) {
    return a == null ? Measure.Adding.FIXED : a;
  }

  /** The measures of a unit that are broken down by tổ dân phố; only leads break down. */
  public List<Measure> listAreaMeasures(String unitCode, Period period) {
    return listMeasures(unitCode, period).stream()
        .filter(m -> m.byArea() != Measure.ByArea.NONE)
        .filter(m -> findRole(unitCode, m.code()).filter(r -> r == Role.LEAD).isPresent())
        .toList();
  }

  public List<Task> listTasks(String unitCode) {
    return tasks.stream().filter(t -> t.unitCode().equals(unitCode)).toList();
  }

  /** The limit the plan sets, else what holds where it sets none. */
  public BigDecimal threshold(String code, String otherwise) {
    return ((Indexed<Threshold>) thresholds)
        .find(code)
        .map(Threshold::value)
        .orElseGet(() -> new BigDecimal(otherwise));
  }

  public Optional<BaseFigure> findBase(String measureCode, String periodCode) {
    return baseFigures.stream()
        .filter(b -> b.measureCode().equals(measureCode) && b.periodCode().equals(periodCode))
        .findFirst();
  }

  /** Whether people work on that day: no weekend, no holiday of the table. */
  public boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holidays.contains(day);
  }

  /** The n-th working day before a day (n ≥ 1). */
  public LocalDate workingDaysBefore(LocalDate day, int n) {
    LocalDate d = day;
    for (int left = n; left > 0; ) {
      d = d.minusDays(1);
      if (isWorkingDay(d)) {
        left--;
      }
    }
    return d;
  }

  /** The n-th working day after a day (n ≥ 1), as Decree 09/2019 counts a report's deadline. */
  public LocalDate workingDaysAfter(LocalDate day, int n) {
    LocalDate d = day;
    for (int left = n; left > 0; ) {
      d = d.plusDays(1);
      if (isWorkingDay(d)) {
        left--;
      }
    }
    return d;
  }
}
