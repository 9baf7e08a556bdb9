package vn.chitieu.workbook;

import java.nio.file.Path;
import vn.chitieu.finding.Finding;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;

/**
 * Everything this program knows of spreadsheet files: reading what was sent, making the workbook to
 * fill, writing the answer into the sender's own workbook. Stateless and safe to call from several
 * threads.
 */
public final class Workbooks {
  private Workbooks() {}

  /**
   * Reads a file's coded tables, exactly and under ceilings, whatever its name says it is.
   *
   * @return the draft, or the one finding that says why the file cannot be read: {@link
   *     Finding.NotAWorkbook}, {@link Finding.OtherExcelFormat}, {@link Finding.EncryptedWorkbook},
   *     {@link Finding.BrokenWorkbook} or {@link Finding.CeilingExceeded}
   * @throws java.io.UncheckedIOException when the disk does not give the bytes: that is our fault,
   *     not the sender's
   */
  public static Reading read(Path file) {
    return read(file, Ceilings.STANDARD);
  }

  /**
   * Writes the workbook a unit fills for a period. The same inputs give the same bytes.
   *
   * @param prefill what the form shows beforehand; display only
   * @param illustrative whether the form says that its figures are made up
   * @param out written whole; an existing file is replaced
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void template(
      Plan plan, Unit unit, Period period, Prefill prefill, boolean illustrative, Path out) {
    FormWriter.write(plan, unit, period, prefill, illustrative, out);
  }

  static Reading read(Path file, Ceilings ceilings) {
    try {
      FileKind.requirePackage(file, ceilings);
      try (Parts parts = Parts.open(file, ceilings)) {
        return new Reading.Form(BookReader.read(parts, ceilings));
      }
    } catch (Fault e) {
      return new Reading.NotRead(e.finding());
    }
  }
}
