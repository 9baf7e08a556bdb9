package vn.chitieu.workbook;

/**
 * The fast reader met something it leaves to the slow one: a rare form, or a fault whose finding
 * the slow one words. Never leaves {@link FastReader}.
 */
final class Unspoken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final Unspoken SIGNAL = new Unspoken();

  private Unspoken() {
    super(null, null, false, false);
  }
}
