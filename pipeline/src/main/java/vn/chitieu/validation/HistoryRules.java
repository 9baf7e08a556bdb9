package vn.chitieu.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Words;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.TaskReport;

/**
 * What should agree with what the unit said before. These ask or note and never hold, so that facts
 * do not depend on the order in which months come; a row that carries an explanation has answered
 * the question and is not asked again. Limits are thresholds of the plan.
 */
final class HistoryRules {
  private static final BigDecimal MAD_OF_NORMAL = new BigDecimal("1.4826");

  /** Below this a stock is too small for a share of it to mean anything. */
  private static final BigDecimal SMALL_STOCK = BigDecimal.TEN;

  private HistoryRules() {}

  /** One typed number of a measure with what it is. */
  private record Typed(Item item, Figure figure, ReportedValue row) {
    Place place() {
      return Place.cell(figure.at(), item.measure().code(), Decoder.label(item));
    }

    BigDecimal value() {
      return figure.value();
    }

    boolean isExplained() {
      return !row.explanation().isBlank();
    }
  }

  private static List<Typed> typed(Case c) {
    List<Typed> all = new ArrayList<>();
    for (Item i : c.plan().listItems(c.submission().unitCode(), c.period())) {
      ReportedValue v = c.submission().findValue(i.measure().code()).orElse(null);
      Figure f =
          v == null
              ? null
              : switch (i.part()) {
                case VALUE -> v.value();
                case NUMERATOR -> v.numerator();
                case DENOMINATOR -> v.denominator();
                case DONE, DONE_ON, CRITERIA_PERCENT -> null;
              };
      if (v != null && f != null) {
        all.add(new Typed(i, f, v));
      }
    }
    return all;
  }

  private static @Nullable BigDecimal counted(Case c, Item item, Period period) {
    return c.history()
        .find(item.measure().code(), period.code())
        .map(h -> h.figure(item.part()))
        .orElse(null);
  }

  /** The months before this period under its calendar, in time order. */
  private static List<Period> monthsBefore(Case c) {
    return c.plan().listCollectedPeriods().stream()
        .filter(p -> p.kind() == Period.Kind.MONTH)
        .filter(p -> p.calendarCode().equals(c.period().calendarCode()))
        .filter(p -> !p.code().equals(c.period().code()))
        .filter(p -> !p.endsOn().isAfter(c.period().endsOn()))
        .toList();
  }

  private static List<BigDecimal> past(Case c, Item item) {
    List<BigDecimal> past = new ArrayList<>();
    for (Period p : monthsBefore(c)) {
      BigDecimal n = counted(c, item, p);
      if (n != null) {
        past.add(n);
      }
    }
    return past;
  }

  private static boolean isMonth(Case c) {
    return c.period().kind() == Period.Kind.MONTH;
  }

  /** The year's own figure of what adds up is at least the months together. */
  static List<Finding> finalFiguresCoverTheMonths(Case c) {
    List<Finding> found = new ArrayList<>();
    if (c.period().kind() != Period.Kind.FINAL) {
      return found;
    }
    for (Typed t : typed(c)) {
      BigDecimal sum = past(c, t.item()).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (t.item().adding() == Measure.Adding.FLOW
          && !t.isExplained()
          && t.value().compareTo(sum) < 0) {
        found.add(
            new Finding.FinalBelowMonths(t.place(), Words.number(t.value()), Words.number(sum)));
      }
    }
    return found;
  }

  /**
   * A month's figure is near the unit's own past months, by median and median deviation, and near
   * the same month last year. One question at most for a cell.
   */
  static List<Finding> flowsStayNearTheirPast(Case c) {
    List<Finding> found = new ArrayList<>();
    if (!isMonth(c)) {
      return found;
    }
    int fewest = c.plan().threshold("history_months_min", "3").intValue();
    BigDecimal mads = c.plan().threshold("sudden_change_mads", "6");
    BigDecimal share = c.plan().threshold("sudden_change_share", "0.5");
    BigDecimal lastYear = c.plan().threshold("last_year_share", "0.5");
    for (Typed t : typed(c)) {
      if (t.item().adding() != Measure.Adding.FLOW
          || t.isExplained()
          // a broken zero has its own question
          || c.plan().isMaintained(t.item().measure().code(), c.period().endsOn())) {
        continue;
      }
      List<BigDecimal> past = past(c, t.item());
      BigDecimal usual = past.size() < fewest ? null : median(past);
      if (usual != null && isFar(t.value(), usual, past, mads, share)) {
        found.add(
            new Finding.SuddenChange(
                t.place(),
                Words.number(t.value()),
                Words.number(usual.setScale(t.item().measure().scale(), RoundingMode.HALF_UP)),
                Integer.toString(past.size())));
        continue;
      }
      BigDecimal base =
          t.item().part() == Item.Part.VALUE
              ? c.plan()
                  .findBase(t.item().measure().code(), c.period().code())
                  .map(Plan.BaseFigure::value)
                  .orElse(null)
              : null;
      if (base != null && isBeyond(t.value(), base, lastYear)) {
        found.add(
            new Finding.ChangeFromLastYear(t.place(), Words.number(t.value()), Words.number(base)));
      }
    }
    return found;
  }

  private static boolean isFar(
      BigDecimal now, BigDecimal usual, List<BigDecimal> past, BigDecimal mads, BigDecimal share) {
    BigDecimal deviation =
        median(past.stream().map(p -> p.subtract(usual).abs()).toList()).multiply(MAD_OF_NORMAL);
    return isBeyond(now, usual, share)
        && now.subtract(usual).abs().compareTo(deviation.multiply(mads)) > 0;
  }

  /** Whether a number is further from another than a share of it; of zero nothing is a share. */
  private static boolean isBeyond(BigDecimal now, BigDecimal from, BigDecimal share) {
    return from.signum() != 0 && now.subtract(from).abs().compareTo(from.abs().multiply(share)) > 0;
  }

  private static BigDecimal median(List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : sorted.get(half - 1).add(sorted.get(half)).divide(BigDecimal.TWO, MathContext.DECIMAL64);
  }

  /** Something has moved since last month. Zeros and fixed figures say nothing either way. */
  static List<Finding> figuresAreNotLastMonths(Case c) {
    List<Period> before = monthsBefore(c);
    if (!isMonth(c) || before.isEmpty() || anyExplanation(c)) {
      return List.of();
    }
    Period last = before.getLast();
    int same = 0;
    for (Typed t : typed(c)) {
      if (t.item().adding() == Measure.Adding.FIXED) {
        continue;
      }
      BigDecimal then = counted(c, t.item(), last);
      if (then == null || then.compareTo(t.value()) != 0) {
        return List.of();
      }
      same += t.value().signum() == 0 ? 0 : 1;
    }
    return same >= c.plan().threshold("copied_figures_min", "3").intValue()
        ? List.of(new Finding.SameAsLastMonth(Place.FILE, lower(last.label())))
        : List.of();
  }

  private static boolean anyExplanation(Case c) {
    return c.submission().values().stream().anyMatch(v -> !v.explanation().isBlank());
  }

  private static String lower(String label) {
    return label.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + label.substring(1);
  }

  /** What stands at a moment moves slowly. */
  static List<Finding> stocksMoveSlowly(Case c) {
    List<Finding> found = new ArrayList<>();
    if (!isMonth(c)) {
      return found;
    }
    BigDecimal share = c.plan().threshold("stock_jump_share", "0.2");
    for (Typed t : typed(c)) {
      List<BigDecimal> past = past(c, t.item());
      if (t.item().adding() == Measure.Adding.STOCK
          && !t.isExplained()
          && !past.isEmpty()
          && past.getLast().compareTo(SMALL_STOCK) >= 0
          && isBeyond(t.value(), past.getLast(), share)) {
        found.add(
            new Finding.StockJump(
                t.place(), Words.number(t.value()), Words.number(past.getLast())));
      }
    }
    return found;
  }

  /** A year's denominator is the one stated before. */
  static List<Finding> fixedDenominatorsStay(Case c) {
    List<Finding> found = new ArrayList<>();
    for (Typed t : typed(c)) {
      List<BigDecimal> past = past(c, t.item());
      if (t.item().adding() == Measure.Adding.FIXED
          && !t.isExplained()
          && !past.isEmpty()
          && past.getLast().compareTo(t.value()) != 0) {
        found.add(
            new Finding.FixedDenominatorChanged(
                t.place(), Words.number(t.value()), Words.number(past.getLast())));
      }
    }
    return found;
  }

  /** The months together stay within the year's denominator. */
  static List<Finding> cumulativesStayWithinTheYear(Case c) {
    List<Finding> found = new ArrayList<>();
    if (!isMonth(c)) {
      return found;
    }
    for (Typed t : typed(c)) {
      Measure m = t.item().measure();
      Figure whole = t.row().denominator();
      if (t.item().part() != Item.Part.NUMERATOR
          || m.numeratorKind() != Measure.Adding.FLOW
          || m.denominatorKind() != Measure.Adding.FIXED
          || m.mayExceed()
          || whole == null
          || t.isExplained()) {
        continue;
      }
      List<BigDecimal> past = past(c, t.item());
      BigDecimal sum = past.stream().reduce(t.value(), BigDecimal::add);
      if (!past.isEmpty() && sum.compareTo(whole.value()) > 0) {
        found.add(
            new Finding.CumulativeExceedsDenominator(
                t.place().with(whole.at()), Words.number(sum), Words.number(whole.value())));
      }
    }
    return found;
  }

  /** What should fall from the start of the year does not stand above it. */
  static List<Finding> stocksThatShouldFallStayBelowTheStart(Case c) {
    List<Finding> found = new ArrayList<>();
    for (Typed t : typed(c)) {
      Measure m = t.item().measure();
      BigDecimal start =
          m.input() == Measure.Input.STOCK
              ? c.plan().findBase(m.code(), "").map(Plan.BaseFigure::value).orElse(null)
              : null;
      if (start != null && !t.isExplained() && t.value().compareTo(start) > 0) {
        found.add(
            new Finding.StockAboveStart(t.place(), Words.number(t.value()), Words.number(start)));
      }
    }
    return found;
  }

  /** A milestone goes forward: done stays done, its percentage grows, its day is later. */
  static List<Finding> milestonesGoForward(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      if (m.kind() != Measure.Kind.MILESTONE || !v.explanation().isBlank()) {
        continue;
      }
      Period doneIn = null;
      Period notDoneIn = null;
      BigDecimal percentBefore = null;
      for (Period p : monthsBefore(c)) {
        Optional<History.Counted> h = c.history().find(m.code(), p.code());
        if (h.isPresent()) {
          doneIn = Boolean.TRUE.equals(h.get().isDone()) ? p : doneIn;
          notDoneIn = Boolean.FALSE.equals(h.get().isDone()) ? p : notDoneIn;
          percentBefore =
              h.get().criteriaPercent() == null ? percentBefore : h.get().criteriaPercent();
        }
      }
      if (doneIn != null && Boolean.FALSE.equals(v.isDone())) {
        found.add(new Finding.DoneUndone(Place.cell(v.row(), m.code(), m.name()), doneIn.code()));
      }
      Figure percent = v.criteriaPercent();
      if (percent != null
          && percentBefore != null
          && percent.value().compareTo(percentBefore) < 0) {
        found.add(
            new Finding.PercentFalls(
                Place.cell(percent.at(), m.code(), m.name() + " – tỷ lệ tiêu chí đã đạt"),
                Words.number(percent.value()),
                Words.number(percentBefore)));
      }
      if (v.doneOn() != null && notDoneIn != null && !v.doneOn().isAfter(notDoneIn.endsOn())) {
        found.add(
            new Finding.DoneBeforeNotDone(
                Place.cell(v.row(), m.code(), m.name()), Words.day(v.doneOn()), notDoneIn.code()));
      }
    }
    return found;
  }

  /** A task goes forward too. */
  static List<Finding> tasksGoForward(Case c) {
    List<Finding> found = new ArrayList<>();
    for (TaskReport t : c.submission().tasks()) {
      if (!t.reason().isBlank()) {
        continue;
      }
      String doneIn = null;
      BigDecimal percentBefore = null;
      for (Period p : monthsBefore(c)) {
        for (History.TaskSaid s : c.history().tasks()) {
          if (s.taskCode().equals(t.taskCode()) && s.periodCode().equals(p.code())) {
            doneIn = s.state() == TaskReport.State.DONE ? p.code() : doneIn;
            percentBefore = s.percent() == null ? percentBefore : s.percent();
          }
        }
      }
      String name = taskName(c.plan(), t);
      if (doneIn != null && t.state() != TaskReport.State.DONE) {
        found.add(new Finding.DoneUndone(Place.cell(t.at(), t.atom(), name), doneIn));
      }
      Figure percent = t.percent();
      if (percent != null
          && percentBefore != null
          && percent.value().compareTo(percentBefore) < 0) {
        found.add(
            new Finding.PercentFalls(
                Place.cell(percent.at(), t.atom(), name),
                Words.number(percent.value()),
                Words.number(percentBefore)));
      }
    }
    return found;
  }

  static String taskName(Plan plan, TaskReport t) {
    return plan.tasks().stream()
        .filter(p -> p.code().equals(t.taskCode()))
        .map(p -> p.name())
        .findFirst()
        .orElse(t.taskCode());
  }

  /** A difficulty sent for this period is still there, for it goes on counting. */
  static List<Finding> difficultiesSentBeforeAreStillThere(Case c) {
    List<Finding> found = new ArrayList<>();
    for (History.Raised r : c.history().difficulties()) {
      if (r.periodCode().equals(c.period().code())
          && c.submission().difficulties().stream()
              .map(DifficultyReport::number)
              .noneMatch(n -> n == r.number())) {
        found.add(
            new Finding.DifficultyGone(
                new Place(null, "difficulty:" + r.number(), "Vướng mắc số " + r.number())));
      }
    }
    return found;
  }

  /**
   * A form of a month that was accepted before is a correction of it, and not the month that is due
   * typed into last month's form: not all the same, and not all or nearly all another, while the
   * month due has nothing.
   */
  static List<Finding> formIsOfThePeriodItsFiguresAreOf(Case c) {
    Period due = latestEnded(c);
    if (!isMonth(c)
        || due == null
        || !due.startsOn().isAfter(c.period().endsOn())
        || c.history().hasForm(due.code())
        || anyExplanation(c)) {
      return List.of();
    }
    int fewest = c.plan().threshold("copied_figures_min", "3").intValue();
    Compared now = compare(c, c.history().counted());
    String how =
        now.other() == 0 && now.same() >= fewest
            ? "số liệu giống hệt lần đã nhận"
            : now.isMostlyAnother(fewest) && !isMostlyOfAnOlderVersion(c)
                ? "hầu hết số liệu khác lần đã nhận"
                : "";
    return how.isEmpty()
        ? List.of()
        : List.of(
            new Finding.OldPeriodForm(
                Place.FILE, lower(c.period().label()), lower(due.label()), how));
  }

  /**
   * How the figures of a form stand to what was said for its period before.
   *
   * @param same equal and not zero, which says nothing either way
   * @param unknown of which nothing was said before
   */
  private record Compared(int same, int other, int unknown) {
    boolean isMostlyAnother(int fewest) {
      return other > same && (other >= fewest || same + unknown == 0);
    }
  }

  private static Compared compare(Case c, List<History.Counted> before) {
    int same = 0;
    int other = 0;
    int unknown = 0;
    for (Typed t : typed(c)) {
      if (t.item().adding() == Measure.Adding.FIXED) {
        continue;
      }
      BigDecimal then =
          before.stream()
              .filter(h -> h.measureCode().equals(t.item().measure().code()))
              .filter(h -> h.periodCode().equals(c.period().code()))
              .findFirst()
              .map(h -> h.figure(t.item().part()))
              .orElse(null);
      if (then == null) {
        unknown++;
      } else if (then.compareTo(t.value()) != 0) {
        other++;
      } else if (t.value().signum() != 0) {
        same++;
      }
    }
    return new Compared(same, other, unknown);
  }

  /** The old figures come back: just what the question asks for. */
  private static boolean isMostlyOfAnOlderVersion(Case c) {
    return c.history().superseded().stream()
        .filter(h -> h.periodCode().equals(c.period().code()))
        .collect(Collectors.groupingBy(History.Counted::version))
        .values()
        .stream()
        .map(version -> compare(c, version))
        .anyMatch(v -> v.other() <= v.same());
  }

  private static @Nullable Period latestEnded(Case c) {
    Period latest = null;
    for (Period p : c.plan().listCollectedPeriods()) {
      if (p.kind() == Period.Kind.MONTH
          && p.calendarCode().equals(c.period().calendarCode())
          && !p.endsOn().isAfter(c.asOf())) {
        latest = p;
      }
    }
    return latest;
  }
}
