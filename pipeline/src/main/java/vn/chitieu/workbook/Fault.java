package vn.chitieu.workbook;

import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;

/**
 * The file's fault, found deep inside a parser: carries the finding out to {@link Workbooks#read}.
 * Never leaves this package. A fault of ours or of the disk is never one of these.
 */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  Fault(Finding finding) {
    super(finding.toString(), null, false, false);
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }

  /** The workbook is damaged; {@code where} names the part or the cell. */
  static Fault broken(String where) {
    return new Fault(new Finding.BrokenWorkbook(Place.FILE, where));
  }

  /** The workbook is larger than a form may be. */
  static Fault ceiling(String what, String limit) {
    return new Fault(new Finding.CeilingExceeded(Place.FILE, what, limit));
  }
}
