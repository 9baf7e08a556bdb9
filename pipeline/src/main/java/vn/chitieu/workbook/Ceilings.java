package vn.chitieu.workbook;

/**
 * How large a workbook may be before reading stops. A filled form has some 100 KB; these are far
 * above it and far below what would harm the night.
 *
 * @param fileBytes of the file as it lies on the disk
 * @param inflatedBytes of all parts that are read
 * @param partBytes of one part, inflated
 * @param ratio inflated to packed, for parts above one mebibyte
 * @param parts entries of the package
 * @param rows rows with content in one coded sheet
 * @param columns the last column that may hold content in a coded sheet
 * @param cells cells with content in the workbook
 * @param strings shared strings
 * @param stringBytes all shared strings together, and all other texts that are kept, two bytes a
 *     character
 * @param nesting depth of XML elements
 * @param textLength characters of one cell, as Excel itself limits it
 * @param tokenBytes one XML tag, text run or comment
 * @param names distinct element, attribute and namespace names of one part
 * @param styles cell styles, as Excel itself limits them
 * @param merged merged ranges of one sheet
 * @param seconds that reading may take
 * @param records of an {@code .xls}, which also may have a quarter of {@code fileBytes} only
 */
record Ceilings(
    long fileBytes,
    long inflatedBytes,
    long partBytes,
    int ratio,
    int parts,
    int rows,
    int columns,
    int cells,
    int strings,
    long stringBytes,
    int nesting,
    int textLength,
    int tokenBytes,
    int names,
    int styles,
    int merged,
    int seconds,
    int records) {

  static final Ceilings STANDARD =
      new Ceilings(
          20L << 20,
          200L << 20,
          100L << 20,
          200,
          2_000,
          20_000,
          500,
          500_000,
          200_000,
          20L << 20,
          64,
          32_767,
          1 << 20,
          5_000,
          65_490,
          20_000,
          12,
          2_000_000);

  /** Whether what began at that {@link System#nanoTime} has taken too long. */
  boolean isOver(long start) {
    return System.nanoTime() - start > seconds * 1_000_000_000L;
  }
}
