package vn.chitieu.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.TaskReport;

/** What ties rows of one form to each other. They ask; a row with an explanation has answered. */
final class TieRules {
  /** Each measure that is a part of another: local revenue, and firms that were households. */
  private static final Map<String, String> PART_OF = Map.of("01b", "01a", "04b", "04a");

  private static final BigDecimal FULL = new BigDecimal(100);

  private TieRules() {}

  static List<Finding> partsStayWithinTheirWholes(Case c) {
    List<Finding> found = new ArrayList<>();
    PART_OF.forEach(
        (part, whole) -> {
          ReportedValue p = c.submission().findValue(part).orElse(null);
          Figure of = value(c, whole);
          Figure f = p == null ? null : p.value();
          if (p != null
              && f != null
              && of != null
              && p.explanation().isBlank()
              && f.value().compareTo(of.value()) > 0) {
            Measure m = c.plan().getMeasure(part);
            found.add(
                new Finding.PartExceedsWhole(
                    Place.cell(f.at(), part, m.label()).with(of.at()),
                    Words.number(f.value()),
                    c.plan().getMeasure(whole).name(),
                    Words.number(of.value())));
          }
        });
    return found;
  }

  private static @Nullable Figure value(Case c, String measure) {
    return c.submission().findValue(measure).map(ReportedValue::value).orElse(null);
  }

  /** 05b is last year's income grown by 05a. */
  static List<Finding> incomeGrowsAsStated(Case c) {
    ReportedValue income = c.submission().findValue("05b").orElse(null);
    Figure growth = value(c, "05a");
    BigDecimal lastYear = c.plan().findBase("05b", "").map(Plan.BaseFigure::value).orElse(null);
    if (income == null
        || income.value() == null
        || growth == null
        || lastYear == null
        || !income.explanation().isBlank()) {
      return List.of();
    }
    BigDecimal expected =
        lastYear
            .multiply(BigDecimal.ONE.add(growth.value().movePointLeft(2)))
            .setScale(1, RoundingMode.HALF_UP);
    BigDecimal tolerance = c.plan().threshold("growth_tolerance", "0.005");
    BigDecimal off = income.value().value().subtract(expected).abs();
    return off.compareTo(expected.abs().multiply(tolerance)) <= 0
        ? List.of()
        : List.of(
            new Finding.GrowthDoesNotFit(
                Place.cell(income.value().at(), "05b", c.plan().getMeasure("05b").label())
                    .with(growth.at()),
                Words.number(income.value().value()),
                Words.number(expected)));
  }

  /** Done and 100 % go together, of milestones and of tasks. */
  static List<Finding> doneMeansAllOfIt(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      if (v.isDone() != null && v.explanation().isBlank()) {
        String name = c.plan().getMeasure(v.measureCode()).name();
        check(v.isDone(), v.row(), v.criteriaPercent(), v.measureCode(), name, found);
      }
    }
    for (TaskReport t : c.submission().tasks()) {
      if (t.reason().isBlank()) {
        check(
            t.state() == TaskReport.State.DONE,
            t.at(),
            t.percent(),
            t.atom(),
            HistoryRules.taskName(c.plan(), t),
            found);
      }
    }
    return found;
  }

  private static void check(
      boolean isDone,
      CellRef state,
      @Nullable Figure percent,
      String atom,
      String name,
      List<Finding> found) {
    if (percent == null) {
      return;
    }
    Place place = Place.cell(percent.at(), atom, name).with(state);
    boolean isFull = percent.value().compareTo(FULL) == 0;
    if (isDone && !isFull) {
      found.add(new Finding.DoneBelowFull(place, Words.number(percent.value())));
    } else if (!isDone && isFull) {
      found.add(new Finding.FullButNotDone(place));
    }
  }
}
