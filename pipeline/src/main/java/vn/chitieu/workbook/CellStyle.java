package vn.chitieu.workbook;

import vn.chitieu.sheet.LegacyText;

/**
 * What of a cell's style says something about its content.
 *
 * @param format the number format
 * @param font the font's name when it is one from before Unicode, whose letters read otherwise;
 *     else empty
 */
record CellStyle(String format, String font) {
  static final CellStyle GENERAL = new CellStyle(NumberFormats.GENERAL, "");

  /** The name of a font as {@link #font} has it. */
  static String legacy(@org.jspecify.annotations.Nullable String name) {
    return name != null && LegacyText.isFont(name) ? Phrases.shorten(name) : "";
  }
}
