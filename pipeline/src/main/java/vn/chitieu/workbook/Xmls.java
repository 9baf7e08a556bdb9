package vn.chitieu.workbook;

/** XML as it is written: names of the dialect, escaping. */
final class Xmls {
  static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  static final String PACKAGE_RELATIONS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  static final String CONTENT_TYPES =
      "http://schemas.openxmlformats.org/package/2006/content-types";

  private Xmls() {}

  /** Text for elements and attributes; characters that XML cannot hold become a question mark. */
  static String escape(String text) {
    StringBuilder s = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> s.append("&amp;");
        case '<' -> s.append("&lt;");
        case '>' -> s.append("&gt;");
        case '"' -> s.append("&quot;");
        case '\n' -> s.append("&#10;");
        case '\t' -> s.append("&#9;");
        default -> i = append(s, text, i, c);
      }
    }
    return s.toString();
  }

  private static int append(StringBuilder s, String text, int i, char c) {
    if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      s.append(c).append(text.charAt(i + 1));
      return i + 1;
    }
    s.append(c < ' ' || Character.isSurrogate(c) || c >= '\uFFFE' ? '?' : c);
    return i;
  }

  /**
   * The text of a {@code t} element: {@code _x0041_} in it would be read as an escape, so its
   * underscore is escaped itself.
   */
  static String text(String text) {
    return escape(text.contains("_x") ? text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_") : text);
  }

  /** The text of an attribute as it stands in a part. */
  static String unescape(String attribute) {
    if (attribute.indexOf('&') < 0) {
      return attribute;
    }
    StringBuilder s = new StringBuilder();
    int from = 0;
    for (int at = attribute.indexOf('&'); at >= 0; at = attribute.indexOf('&', from)) {
      int end = attribute.indexOf(';', at);
      if (end < 0) {
        break;
      }
      s.append(attribute, from, at).append(character(attribute.substring(at + 1, end)));
      from = end + 1;
    }
    return s.append(attribute, from, attribute.length()).toString();
  }

  private static String character(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> {
        boolean isHex = name.startsWith("#x");
        String digits = name.substring(isHex ? 2 : Math.min(1, name.length()));
        try {
          yield Character.toString(Integer.parseInt(digits, isHex ? 16 : 10));
        } catch (IllegalArgumentException e) {
          yield "?";
        }
      }
    };
  }
}
