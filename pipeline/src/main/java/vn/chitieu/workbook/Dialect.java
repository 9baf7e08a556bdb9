package vn.chitieu.workbook;

/**
 * The two dialects of OOXML differ in their namespaces only.
 *
 * @param main of cells, styles and comments
 * @param office of relations
 */
record Dialect(String main, String office) {
  static final Dialect TRANSITIONAL = new Dialect(Xmls.MAIN, Xmls.OFFICE);
  static final Dialect STRICT =
      new Dialect(
          "http://purl.oclc.org/ooxml/spreadsheetml/main",
          "http://purl.oclc.org/ooxml/officeDocument/relationships");

  /** The dialect a part's text is written in. */
  static Dialect of(Markup part) {
    return part.find(STRICT.main(), 0) >= 0 ? STRICT : TRANSITIONAL;
  }
}
