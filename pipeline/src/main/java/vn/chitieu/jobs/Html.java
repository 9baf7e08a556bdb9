package vn.chitieu.jobs;

/** Text in a page, whatever a unit or a plan wrote. */
final class Html {
  private Html() {}

  /** Safe between tags and between double quotes. */
  static String escape(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
