package vn.chitieu.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Names;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.Draft;
import vn.chitieu.submission.Decoder;

/**
 * A row's hidden code and the name beside it belong together. A name that is no row's is somebody's
 * own wording and says nothing; a name that is another row's shows that the codes were sorted or
 * typed over, and then nobody knows whose figure it is. Forms before 1.1 name only the figures.
 */
final class LabelRules {
  private LabelRules() {}

  static List<Finding> figuresStandBesideTheirLabels(Case c) {
    List<Item> items = c.plan().listItems(c.submission().unitCode(), c.period());
    Names names = Names.ofItems(items, c.plan().aliases());
    List<Finding> found = new ArrayList<>();
    Draft.Table table = c.draft().find(Decoder.VALUES).orElseThrow();
    for (Draft.Row r : table.rows()) {
      for (Item i : items) {
        if (i.code().equals(r.text("item"))
            && isFilled(r, "value")
            && isAnothers(names, r, i.code())) {
          found.add(mismatch(table, r, i.measure().code(), names.get(i.code())));
        }
      }
    }
    return found;
  }

  static List<Finding> areasStandBesideTheirLabels(Case c) {
    List<Measure> measures = c.plan().listAreaMeasures(c.submission().unitCode(), c.period());
    Optional<Draft.Table> table = c.draft().find(Decoder.AREAS);
    if (table.isEmpty() || measures.isEmpty()) {
      return List.of();
    }
    Names names = Names.ofAreas(c.plan().areas(), c.plan().aliases());
    List<Finding> found = new ArrayList<>();
    for (Draft.Row r : table.get().rows()) {
      Optional<Plan.Area> area =
          c.plan().areas().stream().filter(a -> a.code().equals(r.text("area"))).findFirst();
      if (area.isEmpty() || !isAnothers(names, r, area.get().code())) {
        continue;
      }
      for (Measure m : measures) {
        if (List.of(m.code(), m.code() + "/n", m.code() + "/d").stream()
            .anyMatch(column -> isFilled(r, column))) {
          found.add(mismatch(table.get(), r, m.code(), area.get().name()));
        }
      }
    }
    return found;
  }

  static List<Finding> tasksStandBesideTheirLabels(Case c) {
    Optional<Draft.Table> table = c.draft().find(Decoder.TASKS);
    if (table.isEmpty()) {
      return List.of();
    }
    Names names = Names.ofTasks(c.plan().listTasks(c.submission().unitCode()));
    List<Finding> found = new ArrayList<>();
    for (Draft.Row r : table.get().rows()) {
      String code = r.text("task");
      if (!code.isEmpty() && isFilled(r, "state") && isAnothers(names, r, code)) {
        found.add(mismatch(table.get(), r, "task:" + code, names.get(code)));
      }
    }
    return found;
  }

  private static boolean isFilled(Draft.Row r, String column) {
    return !r.text(column).isEmpty();
  }

  private static boolean isAnothers(Names names, Draft.Row r, String code) {
    String label = r.text("name");
    if (label.isEmpty()) {
      return false;
    }
    Set<String> named = names.list(label);
    return !named.isEmpty() && !named.contains(code);
  }

  private static Finding mismatch(Draft.Table table, Draft.Row r, String atom, String expected) {
    return new Finding.RowLabelMismatch(
        Place.cell(table.at(r, "name"), atom, expected), r.text("name"), expected);
  }
}
