package vn.chitieu.validation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.Spelling;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.SignerNamed;

/** What a single row must say. */
final class CellRules {
  private CellRules() {}

  /**
   * A form sent as it was handed out is no report, unless nothing is required in this period. Where
   * rows to fill are gone, filling what is left would not do.
   */
  static List<Finding> somethingIsFilledIn(Case c) {
    Draft.Table table = c.draft().find(Decoder.VALUES).orElseThrow();
    List<Item> required =
        c.plan().listItems(c.submission().unitCode(), c.period()).stream()
            .filter(Item::isRequired)
            .toList();
    if (required.isEmpty() || table.rows().stream().anyMatch(CellRules::isGiven)) {
      return List.of();
    }
    Set<String> there = table.rows().stream().map(r -> r.text("item")).collect(Collectors.toSet());
    List<String> gone =
        required.stream().filter(i -> !there.contains(i.code())).map(Decoder::label).toList();
    return List.of(
        gone.isEmpty()
            ? new Finding.NothingFilledIn(Place.FILE)
            : new Finding.NoRowToFillIn(Place.FILE, String.join("; ", gone)));
  }

  /**
   * Given by the unit, be it typed or the result of its own formula. The form's own formulas stand
   * only in the rows that show a rate, and its own numbers only in denominators.
   */
  private static boolean isGiven(Draft.Row row) {
    String item = row.text("item");
    return isFilled(row)
        && !item.endsWith(Decoder.SHOWN_RATE)
        && !item.endsWith("/d")
        && !item.equals(Decoder.SIGNER);
  }

  /**
   * Every required cell is filled. A measure that is optional this period must be given whole or
   * not at all. A cell that holds something unreadable is not blank; the decoder speaks about it.
   */
  static List<Finding> requiredValuesAreGiven(Case c) {
    Draft.Table table = c.draft().find(Decoder.VALUES).orElseThrow();
    Map<String, Draft.Row> rows =
        table.rows().stream()
            .filter(r -> !r.text("item").isEmpty())
            .collect(Collectors.toMap(r -> r.text("item"), r -> r, (a, b) -> a));
    Set<String> begun = new HashSet<>();
    List<Item> items = c.plan().listItems(c.submission().unitCode(), c.period());
    for (Item i : items) {
      if (isFilled(rows.get(i.code()))) {
        begun.add(i.measure().code());
      }
    }
    List<Finding> found = new ArrayList<>();
    for (Item i : items) {
      boolean needed =
          i.isRequired()
              || (begun.contains(i.measure().code())
                  && (i.part() == Item.Part.NUMERATOR || i.part() == Item.Part.DENOMINATOR));
      Draft.Row row = rows.get(i.code());
      if (needed && !isFilled(row)) {
        String atom = i.measure().code();
        found.add(
            row == null
                ? new Finding.RowMissing(new Place(null, atom, Decoder.label(i)))
                : missing(i, Place.cell(table.at(row, "value"), atom, Decoder.label(i))));
      }
    }
    return found;
  }

  /** What a blank cell asks for depends on what it takes. */
  private static Finding missing(Item item, Place place) {
    return switch (item.part()) {
      case DONE -> new Finding.ChoiceMissing(place, Decoder.YES_OR_NO, Decoder.YES);
      case DONE_ON -> new Finding.ValueMissing(place, "", "05/10/2026");
      case DENOMINATOR -> new Finding.ValueMissing(place, "", "12500");
      case VALUE, NUMERATOR ->
          item.measure().kind() == Measure.Kind.YEARLY
              ? new Finding.ValueMissing(place, "", "12,5")
              : new Finding.ValueMissing(place, "; nếu không phát sinh thì ghi 0", "0");
      case CRITERIA_PERCENT ->
          new Finding.ValueMissing(place, "; chưa đạt tiêu chí nào thì ghi 0", "60");
    };
  }

  private static boolean isFilled(Draft.@Nullable Row row) {
    return row != null && isFilled(row, "value");
  }

  /** Whether anything stands in a cell, be it readable or not. */
  static boolean isFilled(Draft.Row row, String column) {
    return row.find(column)
        .filter(v -> v.kind() == DraftCell.Kind.UNCALCULATED || !v.raw().isBlank())
        .isPresent();
  }

  /** A maintained zero that is broken comes with words that say what happened. */
  static List<Finding> eventsAreExplained(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      if (c.plan().isMaintained(m.code(), c.period().endsOn())
          && v.value() != null
          && v.value().value().signum() > 0
          && v.explanation().isBlank()) {
        found.add(
            new Finding.EventWithoutExplanation(
                Place.cell(v.value().at(), m.code(), m.label()), Words.number(v.value().value())));
      }
    }
    return found;
  }

  /** Whether nothing is typed in an item's row: what is typed but unreadable is said elsewhere. */
  private static boolean isBlank(Case c, String item) {
    return c.draft().find(Decoder.VALUES).orElseThrow().rows().stream()
        .filter(r -> r.text("item").equals(item))
        .noneMatch(CellRules::isFilled);
  }

  /** The cell to fill of an item; null when its row is gone. */
  private static @Nullable CellRef at(Case c, String item) {
    Draft.Table table = c.draft().find(Decoder.VALUES).orElseThrow();
    return table.rows().stream()
        .filter(r -> r.text("item").equals(item))
        .map(r -> table.at(r, "value"))
        .findFirst()
        .orElse(null);
  }

  /** A milestone that is done has a date, and a date means done. */
  static List<Finding> milestonesAreDated(Case c) {
    List<Finding> found = new ArrayList<>();
    for (ReportedValue v : c.submission().values()) {
      Measure m = c.plan().getMeasure(v.measureCode());
      if (m.kind() != Measure.Kind.MILESTONE) {
        continue;
      }
      Place place = Place.cell(v.row(), m.code(), m.name()).with(at(c, m.code() + "/on"));
      if (Boolean.TRUE.equals(v.isDone()) && v.doneOn() == null && isBlank(c, m.code() + "/on")) {
        found.add(new Finding.DoneWithoutDate(place));
      }
      if (Boolean.FALSE.equals(v.isDone()) && v.doneOn() != null) {
        found.add(new Finding.DateWithoutDone(place, Words.day(v.doneOn())));
      }
    }
    return found;
  }

  static List<Finding> difficultiesSayWhatAndToWhom(Case c) {
    List<Finding> found = new ArrayList<>();
    for (DifficultyReport d : c.submission().difficulties()) {
      List<String> missing = new ArrayList<>();
      List<CellRef> blank = new ArrayList<>();
      if (d.what().isEmpty()) {
        missing.add("vướng mắc gì");
        blank.add(d.at());
      }
      if (d.proposedTo().isEmpty()) {
        missing.add("kiến nghị với ai");
        blank.add(inRowOf(c, d, "proposed_to"));
      }
      if (d.proposal().isEmpty()) {
        missing.add("kiến nghị điều gì");
        blank.add(inRowOf(c, d, "proposal"));
      }
      if (!missing.isEmpty()) {
        found.add(
            new Finding.DifficultyIncomplete(
                Place.cell(blank.getFirst(), d.atom(), Integer.toString(d.number())).with(blank),
                String.join(
                    ", ",
                    IntStream.range(0, missing.size())
                        .mapToObj(i -> missing.get(i) + " (ô " + blank.get(i).address() + ")")
                        .toList())));
      }
    }
    return found;
  }

  private static CellRef inRowOf(Case c, DifficultyReport d, String column) {
    Draft.Table table = c.draft().find(Decoder.DIFFICULTIES).orElseThrow();
    return new CellRef(table.sheetName(), table.columns().get(column) + d.at().row());
  }

  /** Whoever is asked may answer in a later form, so nothing is kept back. */
  static List<Finding> questionsAreAnswered(Case c) {
    return c.submission().questions().stream()
        .filter(q -> q.answer().isEmpty())
        .<Finding>map(
            q ->
                new Finding.QuestionNotAnswered(
                    Place.cell(q.at(), q.atom(), "Yêu cầu giải trình " + q.code()), q.asked()))
        .toList();
  }

  /** Said once to a unit; whoever left it blank knowingly is not asked again. */
  static List<Finding> headOfTheUnitIsNamed(Case c) {
    SignerNamed signer = c.submission().signer();
    return signer == null || !signer.name().isEmpty() || !c.history().signers().isEmpty()
        ? List.of()
        : List.of(new Finding.SignerMissing(Place.fileCell(signer.at(), "Thủ trưởng đơn vị")));
  }

  /** Asked for also where the day itself cannot be read: both are mended in one go. */
  static List<Finding> postponementsHaveAReason(Case c) {
    List<Finding> found = new ArrayList<>();
    Draft.Table table = c.draft().find(Decoder.TASKS).orElse(null);
    if (table == null) {
      return found;
    }
    Map<String, Task> own = new HashMap<>();
    c.plan().listTasks(c.submission().unitCode()).forEach(t -> own.put(t.code(), t));
    for (Draft.Row row : table.rows()) {
      Task task = own.remove(row.text("task"));
      if (task != null
          && Decoder.holds(row, "new_due")
          && Spelling.clean(row.text("reason")).isEmpty()) {
        DraftCell due = row.cells().get("new_due");
        found.add(
            new Finding.PostponedWithoutReason(
                Place.cell(due.at(), "task:" + task.code(), task.name()),
                due.kind() == DraftCell.Kind.DATE
                    ? Words.day(LocalDate.parse(due.raw()))
                    : Spelling.clean(due.raw())));
      }
    }
    return found;
  }
}
