package vn.chitieu.workbook;

/**
 * How a cell looks.
 *
 * @param size in points
 * @param colour of the text, RRGGBB
 * @param fill of the ground, RRGGBB; empty for none
 * @param border {@code thin} on all sides; empty for none
 * @param format a number format
 * @param isUnlocked whether it may be typed into on a protected sheet
 */
record Look(
    boolean isBold,
    boolean isItalic,
    boolean isUnderlined,
    double size,
    String colour,
    String fill,
    String border,
    String format,
    String horizontal,
    String vertical,
    boolean isWrapped,
    int indent,
    boolean isUnlocked) {

  static final Look PLAIN =
      new Look(
          false,
          false,
          false,
          12,
          "000000",
          "",
          "",
          NumberFormats.GENERAL,
          "general",
          "center",
          true,
          0,
          false);

  Look bold() {
    return new Look(
        true,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look italic() {
    return new Look(
        isBold,
        true,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look link() {
    return new Look(
        isBold,
        isItalic,
        true,
        size,
        "0B57D0",
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look size(double points) {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        points,
        colour,
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look colour(String rgb) {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        rgb,
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look fill(String rgb) {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        rgb,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look boxed() {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        "thin",
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look format(String code) {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        code,
        horizontal,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look align(String across) {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        across,
        vertical,
        isWrapped,
        indent,
        isUnlocked);
  }

  Look top() {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        horizontal,
        "top",
        isWrapped,
        indent,
        isUnlocked);
  }

  Look indented() {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        "left",
        vertical,
        isWrapped,
        1,
        isUnlocked);
  }

  Look unlocked() {
    return new Look(
        isBold,
        isItalic,
        isUnderlined,
        size,
        colour,
        fill,
        border,
        format,
        horizontal,
        vertical,
        isWrapped,
        indent,
        true);
  }
}
