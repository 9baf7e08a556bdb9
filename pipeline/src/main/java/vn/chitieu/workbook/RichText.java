package vn.chitieu.workbook;

/** Gathers the text of a string item: its {@code t} elements, phonetic hints left out. */
final class RichText {
  private final StringBuilder text = new StringBuilder();
  private boolean inText;
  private int phonetic;

  void clear() {
    text.setLength(0);
    inText = false;
    phonetic = 0;
  }

  /** Whether the reader stood on something that belongs to the text itself. */
  boolean takes(Xml xml, Xml.At at) {
    if (at == Xml.At.TEXT) {
      if (inText) {
        xml.appendTo(text);
      }
      return true;
    }
    switch (xml.cellName()) {
      case "t" -> {
        inText = at == Xml.At.START && phonetic == 0;
        return true;
      }
      case "rPh" -> {
        phonetic += at == Xml.At.START ? 1 : -1;
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** The text, unescaped and in NFC. */
  String toText(Ceilings ceilings) {
    return toText(text, ceilings);
  }

  static String toText(CharSequence raw, Ceilings ceilings) {
    String s = Phrases.nfc(unescape(raw.toString()));
    if (s.length() > ceilings.textLength()) {
      throw Fault.ceiling(
          "một ô có chữ dài " + Phrases.count(s.length()) + " ký tự",
          Phrases.count(ceilings.textLength()) + " ký tự");
    }
    return s;
  }

  /** {@code _x000D_} stands for the character; {@code _x005F_} for the underscore itself. */
  private static String unescape(String s) {
    int at = s.indexOf("_x");
    if (at < 0) {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length());
    int from = 0;
    while (at >= 0) {
      if (at + 7 <= s.length() && s.charAt(at + 6) == '_' && isHex(s, at + 2)) {
        out.append(s, from, at).append((char) Integer.parseInt(s, at + 2, at + 6, 16));
        from = at + 7;
        at = s.indexOf("_x", from);
      } else {
        at = s.indexOf("_x", at + 2);
      }
    }
    return out.append(s, from, s.length()).toString();
  }

  private static boolean isHex(String s, int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(s.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
