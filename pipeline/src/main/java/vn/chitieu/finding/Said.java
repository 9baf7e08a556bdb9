package vn.chitieu.finding;

/**
 * A finding in words, as it goes to the unit, the ledger and {@code findings.jsonl}. Made only by
 * {@link FindingCatalog#say}.
 *
 * @param code the catalogue's code, never reused
 * @param severity how much it weighs
 * @param isFirm false in trial stage: shown, never blocks
 * @param title a few words
 * @param place what it is about
 * @param found what stands there, verbatim and shortened; empty when nothing
 * @param expected what should stand there
 * @param message first the place and the figure, then what is wrong
 * @param remedy one thing to do
 * @param example what a right one looks like
 * @param suggestion what to type instead, when it is certain; else empty
 */
public record Said(
    String code,
    Severity severity,
    boolean isFirm,
    String title,
    Place place,
    String found,
    String expected,
    String message,
    String remedy,
    String example,
    String suggestion) {

  /** {@code firm} or {@code trial}. */
  public String stage() {
    return isFirm ? "firm" : "trial";
  }
}
