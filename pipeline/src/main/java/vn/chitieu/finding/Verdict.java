package vn.chitieu.finding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a workbook: its findings as said, and what follows from them.
 *
 * @param findings everything said, worst first, then in sheet order
 * @param heldAtoms the rows that are not stored
 * @param isRefused whether nothing of the file is stored
 */
public record Verdict(List<Said> findings, Set<String> heldAtoms, boolean isRefused) {
  public Verdict {
    findings = List.copyOf(findings);
    heldAtoms = Set.copyOf(heldAtoms);
  }

  /**
   * Draws the consequences: one firm refusal refuses the file, a firm hold holds its row. A hold
   * without a row would hold nothing silently, so it refuses.
   */
  public static Verdict of(List<Said> findings) {
    Set<String> held = new LinkedHashSet<>();
    boolean refused = false;
    for (Said f : findings) {
      if (!f.isFirm()) {
        continue;
      }
      if (f.severity() == Severity.REFUSE) {
        refused = true;
      } else if (f.severity() == Severity.HOLD) {
        String atom = f.place().atom();
        if (atom == null) {
          refused = true;
        } else {
          held.add(atom);
        }
      }
    }
    return new Verdict(
        findings.stream().sorted(java.util.Comparator.comparing(Said::severity)).toList(),
        held,
        refused);
  }
}
