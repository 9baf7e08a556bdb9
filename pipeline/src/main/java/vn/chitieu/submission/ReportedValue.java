package vn.chitieu.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;

/**
 * What a unit says about one measure: the atom, stored or held whole.
 *
 * @param measureCode the measure
 * @param row the first cell to fill of the measure, named in lineage even when it is blank
 * @param value flow: this period; stock: at its end; 06b: near-poor households left; null when
 *     blank
 * @param numerator rates only
 * @param denominator rates only
 * @param cumulativeStated what the sheet shows as cumulative: of the value, or of a rate's
 *     numerator; display only
 * @param isDone milestones only
 * @param doneOn milestones only
 * @param criteriaPercent milestones only, 0…100
 * @param explanation the unit's own words; may be empty
 */
public record ReportedValue(
    String measureCode,
    CellRef row,
    @Nullable Figure value,
    @Nullable Figure numerator,
    @Nullable Figure denominator,
    @Nullable Figure cumulativeStated,
    @Nullable Boolean isDone,
    @Nullable LocalDate doneOn,
    @Nullable Figure criteriaPercent,
    String explanation,
    List<CellRef> cells) {
  public ReportedValue {
    cells = List.copyOf(cells);
  }

  /** Whether nothing was typed for the measure. An explanation alone is no figure. */
  public boolean isBlank() {
    return value == null
        && numerator == null
        && denominator == null
        && isDone == null
        && doneOn == null
        && criteriaPercent == null;
  }

  /** The raw texts of the typed numbers, in cell order, for the ledger. */
  public List<String> listRaw() {
    List<String> raw = new ArrayList<>();
    for (Figure f : new @Nullable Figure[] {value, numerator, denominator, criteriaPercent}) {
      if (f != null) {
        raw.add(f.raw());
      }
    }
    return raw;
  }
}
