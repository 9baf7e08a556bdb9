package vn.chitieu.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.submission.AreaValue;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.ReportedValue;

/** What must hold between figures. */
final class TotalRules {
  private TotalRules() {}

  static List<Finding> numeratorsAreWithinDenominators(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      check(m, v.numerator(), v.denominator(), m.name(), found);
    }
    for (AreaValue v : c.submission().areaValues()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      check(m, v.numerator(), v.denominator(), m.name() + ", " + areaName(c.plan(), v), found);
    }
    return found;
  }

  private static void check(
      Measure m,
      @Nullable Figure numerator,
      @Nullable Figure denominator,
      String label,
      List<Finding> found) {
    if (numerator == null || denominator == null) {
      return;
    }
    if (denominator.value().signum() == 0) {
      if (numerator.value().signum() != 0) {
        found.add(
            new Finding.ZeroDenominator(
                Place.cell(denominator.at(), m.code(), label).with(numerator.at())));
      }
      return;
    }
    if (!m.mayExceed() && numerator.value().compareTo(denominator.value()) > 0) {
      found.add(
          new Finding.NumeratorExceedsDenominator(
              Place.cell(numerator.at(), m.code(), label).with(denominator.at()),
              Words.number(numerator.value()),
              Words.number(denominator.value())));
    }
  }

  private static String areaName(Plan plan, AreaValue v) {
    return plan.areas().stream()
        .filter(a -> a.code().equals(v.areaCode()))
        .map(Plan.Area::name)
        .findFirst()
        .orElse(v.areaCode());
  }

  /** The tổ dân phố add up to the stated total; a yes/no measure's numerator counts the yeses. */
  static List<Finding> statedTotalsEqualTheirParts(Case c) {
    List<Finding> found = new ArrayList<>();
    for (Measure m : c.plan().listAreaMeasures(c.submission().unitCode(), c.period())) {
      ReportedValue v = c.submission().findValue(m.code()).orElse(null);
      List<AreaValue> parts =
          c.submission().areaValues().stream()
              .filter(a -> a.measureCode().equals(m.code()))
              .toList();
      if (v == null || !isComplete(c, parts)) {
        continue;
      }
      if (m.byArea() == Measure.ByArea.YES_NO) {
        BigDecimal yes =
            BigDecimal.valueOf(parts.stream().filter(a -> Boolean.TRUE.equals(a.isYes())).count());
        compare(
            m,
            v.numerator(),
            yes,
            parts.stream().map(AreaValue::at).toList(),
            m.numeratorInWords(),
            found);
      } else if (m.kind() == Measure.Kind.RATE) {
        compare(m, v.numerator(), parts, AreaValue::numerator, m.numeratorInWords(), found);
        compare(m, v.denominator(), parts, AreaValue::denominator, m.denominatorInWords(), found);
      } else {
        String label = m.input() == Measure.Input.STOCK ? m.numeratorInWords() : m.label();
        compare(m, v.value(), parts, AreaValue::value, label, found);
      }
    }
    return found;
  }

  private static void compare(
      Measure m,
      @Nullable Figure stated,
      List<AreaValue> parts,
      Function<AreaValue, @Nullable Figure> side,
      String label,
      List<Finding> found) {
    List<CellRef> cells =
        parts.stream().map(side).flatMap(f -> Stream.ofNullable(f)).map(Figure::at).toList();
    compare(m, stated, sum(parts, side), cells, label, found);
  }

  private static void compare(
      Measure m,
      @Nullable Figure stated,
      @Nullable BigDecimal summed,
      List<CellRef> parts,
      String label,
      List<Finding> found) {
    if (stated != null && summed != null && stated.value().compareTo(summed) != 0) {
      found.add(
          new Finding.AreaTotalMismatch(
              Place.cell(stated.at(), m.code(), label).with(parts),
              Words.number(stated.value()),
              Words.number(summed)));
    }
  }

  /** Null when a part lacks that side: an incomplete sum proves nothing. */
  private static @Nullable BigDecimal sum(
      List<AreaValue> parts, Function<AreaValue, @Nullable Figure> side) {
    BigDecimal sum = BigDecimal.ZERO;
    for (AreaValue a : parts) {
      Figure f = side.apply(a);
      if (f == null) {
        return null;
      }
      sum = sum.add(f.value());
    }
    return sum;
  }

  private static boolean isComplete(Case c, List<AreaValue> parts) {
    return parts.size() == c.plan().areas().size();
  }

  /**
   * A measure that is broken down names every tổ dân phố. What is typed and cannot be read is not
   * missing: the decoder speaks about it.
   */
  static List<Finding> everyAreaIsGiven(Case c) {
    List<Finding> found = new ArrayList<>();
    Draft.Table table = c.draft().find(Decoder.AREAS).orElse(null);
    for (Measure m : c.plan().listAreaMeasures(c.submission().unitCode(), c.period())) {
      ReportedValue v = c.submission().findValue(m.code()).orElse(null);
      if (v == null || table == null) {
        continue;
      }
      List<String> columns =
          Stream.of(m.code(), m.code() + "/n", m.code() + "/d")
              .filter(table.columns()::containsKey)
              .toList();
      List<String> missing = new ArrayList<>();
      List<CellRef> blank = new ArrayList<>();
      for (Plan.Area a : c.plan().areas()) {
        List<Draft.Row> rows =
            table.rows().stream().filter(r -> r.text("area").equals(a.code())).toList();
        List<CellRef> cells =
            columns.stream()
                .filter(column -> rows.stream().noneMatch(r -> CellRules.isFilled(r, column)))
                .flatMap(column -> rows.stream().map(r -> table.at(r, column)))
                .toList();
        if (rows.isEmpty() || !cells.isEmpty()) {
          missing.add(a.name());
          blank.addAll(cells);
        }
      }
      List<String> letters = columns.stream().map(table.columns()::get).toList();
      // column by column, so that they are told as ranges
      blank.sort(Comparator.comparing(at -> letters.indexOf(at.column())));
      if (!missing.isEmpty()) {
        String named =
            missing.size() == c.plan().areas().size()
                ? "tất cả các tổ"
                : String.join(", ", missing);
        Place place = Place.cell(v.row(), m.code(), m.name()).with(blank);
        found.add(
            m.byArea() == Measure.ByArea.YES_NO
                ? new Finding.AreaChoiceMissing(place, named, Decoder.YES_OR_NO, Decoder.YES)
                : new Finding.AreaMissing(place, named));
      }
    }
    return found;
  }

  /**
   * The cumulative the sheet shows is what we count: the months that count so far plus this one.
   * Where an earlier month is missing nothing can be said.
   */
  static List<Finding> shownCumulativesAgreeWithHistory(Case c) {
    List<Finding> found = new ArrayList<>();
    if (c.period().kind() != Period.Kind.MONTH) {
      return found; // a closing period states the year's figure itself
    }
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      Figure month = m.kind() == Measure.Kind.RATE ? v.numerator() : v.value();
      if (v.cumulativeStated() == null || month == null || !addsUp(m)) {
        continue;
      }
      Optional<BigDecimal> before = before(c, m);
      if (before.isEmpty()) {
        continue;
      }
      BigDecimal counted = before.get().add(month.value());
      if (counted.compareTo(
              v.cumulativeStated().value().setScale(m.scale(), java.math.RoundingMode.HALF_UP))
          != 0) {
        found.add(
            new Finding.CumulativeDiffers(
                Place.cell(v.cumulativeStated().at(), m.code(), m.name()),
                Words.number(v.cumulativeStated().value()),
                Words.number(counted)));
      }
    }
    return found;
  }

  /** A corrected month is said to move the cumulatives of the months accepted after it. */
  static List<Finding> correctionsAreNotedForLaterMonths(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      Figure now = m.kind() == Measure.Kind.RATE ? v.numerator() : v.value();
      History.Counted before = c.history().find(m.code(), c.period().code()).orElse(null);
      BigDecimal was = before == null ? null : counted(before, m);
      if (now == null || was == null || !addsUp(m) || was.compareTo(now.value()) == 0) {
        continue;
      }
      List<String> later =
          c.plan().listCollectedPeriods().stream()
              .filter(p -> p.startsOn().isAfter(c.period().endsOn()))
              .filter(p -> c.history().find(m.code(), p.code()).isPresent())
              .map(Period::code)
              .toList();
      if (!later.isEmpty()) {
        found.add(
            new Finding.LaterCumulativesMove(
                Place.cell(now.at(), m.code(), m.name()),
                Words.number(was),
                Words.number(now.value()),
                String.join(", ", later)));
      }
    }
    return found;
  }

  private static @Nullable BigDecimal counted(History.Counted c, Measure m) {
    return m.kind() == Measure.Kind.RATE ? c.numerator() : c.value();
  }

  private static boolean addsUp(Measure m) {
    return m.kind() == Measure.Kind.RATE
        ? m.numeratorKind() == Measure.Adding.FLOW
        : m.kind() == Measure.Kind.FLOW && m.input() == Measure.Input.OWN;
  }

  /**
   * The sum of the earlier months of the year under the same calendar; empty when one is missing.
   */
  private static Optional<BigDecimal> before(Case c, Measure m) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Period p : c.plan().listCollectedPeriods()) {
      if (p.kind() != Period.Kind.MONTH
          || !p.calendarCode().equals(c.period().calendarCode())
          || !p.endsOn().isBefore(c.period().startsOn())) {
        continue;
      }
      History.Counted counted = c.history().find(m.code(), p.code()).orElse(null);
      BigDecimal n = counted == null ? null : counted(counted, m);
      if (n == null) {
        return Optional.empty();
      }
      sum = sum.add(n);
    }
    return Optional.of(sum);
  }
}
