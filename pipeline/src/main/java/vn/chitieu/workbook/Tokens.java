package vn.chitieu.workbook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * XML tokens straight from the bytes of a part: UTF-8, no DOCTYPE, no instruction, no name beyond
 * ASCII. As strict as a parser in everything it does speak – what is not well-formed is {@link
 * Unspoken}, never guessed –, so whatever passes here says the same to every parser.
 */
final class Tokens {
  static final int END_OF_PART = 0;
  static final int START = 1;
  static final int END = 2;
  static final int TEXT = 3;

  private static final byte PLAIN = 0;
  private static final byte OPEN = 1;
  private static final byte AMPERSAND = 2;
  private static final byte CLOSE = 3;
  private static final byte BREAK = 4;
  private static final byte WIDE = 5;
  private static final byte ILLEGAL = 6;

  /** What a byte means in text. */
  private static final byte[] CLASS = new byte[256];

  private static final boolean[] IS_NAME = new boolean[256];

  /** What stands for itself in a text, and in an attribute whatever its quotes. */
  private static final boolean[] IS_TEXT = new boolean[256];

  private static final boolean[] IS_VALUE = new boolean[256];

  private static final int ATTRIBUTES = 64;
  private static final int BINDINGS = 128;

  /** Far below the ceiling of names, so that no part passes here that it would stop. */
  private static final int NAMES = 500;

  private static final int TABLE = 1024;

  private static final byte[] MAIN =
      Dialect.TRANSITIONAL.main().getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STRICT = Dialect.STRICT.main().getBytes(StandardCharsets.US_ASCII);
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml version=(\"1\\.0\"|'1\\.0')( encoding=(\"(?i:utf-8)\"|'(?i:utf-8)'))?"
              + "( standalone=(\"(yes|no)\"|'(yes|no)'))?\\s?\\?>");
  private static final byte[] CDATA = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] USUAL = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
        .getBytes(StandardCharsets.US_ASCII),
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".getBytes(StandardCharsets.US_ASCII)
  };

  static {
    for (int i = 0; i < 256; i++) {
      CLASS[i] = i >= 0x80 ? WIDE : i < 0x20 ? ILLEGAL : PLAIN;
      IS_NAME[i] =
          i >= 'a' && i <= 'z'
              || i >= 'A' && i <= 'Z'
              || i >= '0' && i <= '9'
              || i == '-'
              || i == '.'
              || i == '_';
    }
    CLASS['\t'] = PLAIN;
    CLASS['\n'] = PLAIN;
    CLASS['\r'] = BREAK;
    CLASS['<'] = OPEN;
    CLASS['&'] = AMPERSAND;
    CLASS['>'] = CLOSE;
    for (int i = 0; i < 256; i++) {
      IS_TEXT[i] = CLASS[i] == PLAIN;
      IS_VALUE[i] = (CLASS[i] == PLAIN || CLASS[i] == CLOSE) && i >= ' ' && i != '"' && i != '\'';
    }
  }

  private final int nesting;
  private final int longest;

  private byte[] b = {};
  private int end;
  private int at;

  // the element or end tag it stands on
  private int nameFrom;
  private int nameTo;
  private long key;
  private boolean isMain;
  private boolean isEndDue;

  private int attributes;
  private final int[] attributeFrom = new int[ATTRIBUTES];
  private final int[] attributeTo = new int[ATTRIBUTES];
  private final int[] colon = new int[ATTRIBUTES];
  private final long[] attributeHash = new long[ATTRIBUTES];
  private final int[] valueFrom = new int[ATTRIBUTES];
  private final int[] valueTo = new int[ATTRIBUTES];
  private final boolean[] isPlainValue = new boolean[ATTRIBUTES];

  // the text it stands on
  private int textFrom;
  private int textTo;
  private boolean isPlainText;

  private int depth;
  private final int[] openFrom;
  private final int[] openTo;
  private final long[] openKey;
  private final int[] openColon;
  private final boolean[] openIsMain;
  private final int[] openBindings;
  private final boolean[] openDefault;

  private boolean isDefaultMain;
  private int bindings;
  private final int[] prefixFrom = new int[BINDINGS];
  private final int[] prefixTo = new int[BINDINGS];
  private final boolean[] prefixIsMain = new boolean[BINDINGS];

  private final long[] seen = new long[TABLE];
  private final int[] used = new int[NAMES];
  private int names;

  Tokens(Ceilings ceilings) {
    nesting = ceilings.nesting();
    longest = Math.min(ceilings.tokenBytes() / 2, ceilings.textLength());
    openFrom = new int[nesting + 1];
    openTo = new int[nesting + 1];
    openKey = new long[nesting + 1];
    openColon = new int[nesting + 1];
    openIsMain = new boolean[nesting + 1];
    openBindings = new int[nesting + 1];
    openDefault = new boolean[nesting + 1];
  }

  /** Begins a part whose bytes are followed by zeros. */
  void begin(byte[] bytes, int length) {
    b = bytes;
    end = length;
    at = 0;
    depth = 0;
    nameFrom = 0;
    isEndDue = false;
    isDefaultMain = false;
    bindings = 0;
    for (int i = 0; i < names; i++) {
      seen[used[i]] = 0;
    }
    names = 0;
    if (length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
      at = 3;
    }
    if (b[at] == '<' && b[at + 1] == '?') {
      declaration();
    }
    skipMisc();
    if (b[at] != '<') {
      throw Unspoken.SIGNAL;
    }
  }

  private void declaration() {
    for (byte[] usual : USUAL) {
      if (at + usual.length <= end
          && Arrays.equals(b, at, at + usual.length, usual, 0, usual.length)) {
        at += usual.length;
        return;
      }
    }
    int to = at;
    while (to < end && to < at + 200 && b[to] != '>') {
      to++;
    }
    if (!DECLARATION
        .matcher(new String(b, at, to + 1 - at, StandardCharsets.ISO_8859_1))
        .matches()) {
      throw Unspoken.SIGNAL;
    }
    at = to + 1;
  }

  /** What may stand outside the root: spaces and comments. */
  private void skipMisc() {
    while (true) {
      while (isSpace(b[at])) {
        at++;
      }
      if (b[at] != '<' || b[at + 1] != '!') {
        return;
      }
      comment();
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  /** Goes on to the next start, end or text; each text runs up to the next tag or comment. */
  int next() {
    if (isEndDue) {
      isEndDue = false;
      close();
      return END;
    }
    while (true) {
      if (depth == 0 && nameFrom != 0) {
        // the root has ended
        if (at != end) {
          skipMisc();
          if (at != end) {
            throw Unspoken.SIGNAL;
          }
        }
        nameFrom = 0;
        return END_OF_PART;
      }
      if (b[at] != '<') {
        textFrom = at;
        isPlainText = true;
        at = text(at);
        textTo = at;
        if (textTo - textFrom > longest) {
          throw Unspoken.SIGNAL;
        }
        return TEXT;
      }
      switch (b[at + 1]) {
        case '/' -> {
          endTag();
          return END;
        }
        case '!' -> {
          if (b[at + 2] == '[') {
            section();
            return TEXT;
          }
          comment();
        }
        default -> {
          startTag();
          return START;
        }
      }
    }
  }

  /** Scans text from {@code i} to the next {@code <}. */
  private int text(int i) {
    byte[] bytes = b;
    while (true) {
      while (IS_TEXT[bytes[i] & 0xff]) {
        i++;
      }
      switch (CLASS[bytes[i] & 0xff]) {
        case WIDE -> i = wide(i);
        case OPEN -> {
          return i;
        }
        case AMPERSAND -> {
          isPlainText = false;
          i = entity(i);
        }
        case BREAK -> {
          isPlainText = false;
          i++;
        }
        case CLOSE -> {
          if (bytes[i - 1] == ']' && bytes[i - 2] == ']') {
            throw Unspoken.SIGNAL;
          }
          i++;
        }
        default -> throw Unspoken.SIGNAL;
      }
    }
  }

  /** The end of the character of several bytes that begins at {@code i}. */
  private int wide(int i) {
    int c = b[i] & 0xff;
    int c1 = b[i + 1] & 0xff;
    if (c == 0xE1 && (c1 & 0xC0) == 0x80 && (b[i + 2] & 0xC0) == 0x80) {
      return i + 3; // most of the Vietnamese letters
    }
    if ((c1 & 0xC0) != 0x80) {
      throw Unspoken.SIGNAL;
    }
    if (c < 0xE0) {
      if (c < 0xC2) {
        throw Unspoken.SIGNAL;
      }
      return i + 2;
    }
    int c2 = b[i + 2] & 0xff;
    if ((c2 & 0xC0) != 0x80) {
      throw Unspoken.SIGNAL;
    }
    if (c < 0xF0) {
      boolean isTooLong = c == 0xE0 && c1 < 0xA0;
      boolean isSurrogate = c == 0xED && c1 >= 0xA0;
      boolean isNone = c == 0xEF && c1 == 0xBF && c2 >= 0xBE;
      if (isTooLong || isSurrogate || isNone) {
        throw Unspoken.SIGNAL;
      }
      return i + 3;
    }
    int c3 = b[i + 3] & 0xff;
    if ((c3 & 0xC0) != 0x80 || c > 0xF4 || c == 0xF0 && c1 < 0x90 || c == 0xF4 && c1 >= 0x90) {
      throw Unspoken.SIGNAL;
    }
    return i + 4;
  }

  /** The end of the entity that begins at {@code i}; only those of XML itself. */
  private int entity(int i) {
    int to = i + 1;
    while (to < i + 10 && b[to] != ';') {
      to++;
    }
    if (b[to] != ';') {
      throw Unspoken.SIGNAL;
    }
    character(b, i + 1, to);
    return to + 1;
  }

  /** The character that an entity's inside names. */
  private static int character(byte[] b, int from, int to) {
    String name = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    switch (name) {
      case "lt" -> {
        return '<';
      }
      case "gt" -> {
        return '>';
      }
      case "amp" -> {
        return '&';
      }
      case "quot" -> {
        return '"';
      }
      case "apos" -> {
        return '\'';
      }
      default -> {
        boolean isHex = name.startsWith("#x");
        String digits = name.startsWith("#") ? name.substring(isHex ? 2 : 1) : "";
        if (digits.isEmpty()
            || !digits
                .chars()
                .allMatch(c -> c < 0x80 && Character.digit(c, isHex ? 16 : 10) >= 0)) {
          throw Unspoken.SIGNAL;
        }
        int c = Integer.parseInt(digits, isHex ? 16 : 10);
        boolean isLegal =
            c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c < 0xD800
                || c >= 0xE000 && c < 0xFFFE
                || c >= 0x10000 && c <= 0x10FFFF;
        if (!isLegal) {
          throw Unspoken.SIGNAL;
        }
        return c;
      }
    }
  }

  /** A CDATA section: text that stands as it is meant. */
  private void section() {
    textFrom = at + 9;
    isPlainText = true;
    if (depth == 0 || !Arrays.equals(b, at, textFrom, CDATA, 0, CDATA.length)) {
      throw Unspoken.SIGNAL;
    }
    int i = textFrom;
    while (b[i] != ']' || b[i + 1] != ']' || b[i + 2] != '>') {
      switch (CLASS[b[i] & 0xff]) {
        case WIDE -> i = wide(i);
        case ILLEGAL, BREAK -> throw Unspoken.SIGNAL;
        default -> i++;
      }
    }
    textTo = i;
    at = i + 3;
    if (textTo - textFrom > longest) {
      throw Unspoken.SIGNAL;
    }
  }

  private void comment() {
    int from = at;
    if (b[at + 2] != '-' || b[at + 3] != '-') {
      throw Unspoken.SIGNAL;
    }
    int i = at + 4;
    while (true) {
      byte c = b[i];
      if (c == '-' && b[i + 1] == '-') {
        if (b[i + 2] != '>') {
          throw Unspoken.SIGNAL;
        }
        break;
      }
      switch (CLASS[c & 0xff]) {
        case WIDE -> i = wide(i);
        case ILLEGAL -> throw Unspoken.SIGNAL;
        default -> i++;
      }
    }
    at = i + 3;
    if (at - from > longest) {
      throw Unspoken.SIGNAL;
    }
  }

  private void endTag() {
    if (depth == 0) {
      throw Unspoken.SIGNAL;
    }
    int from = openFrom[depth];
    int length = openTo[depth] - from;
    int i = at + 2;
    if (i + length > end || !Arrays.equals(b, i, i + length, b, from, from + length)) {
      throw Unspoken.SIGNAL;
    }
    i += length;
    while (isSpace(b[i])) {
      i++;
    }
    if (b[i] != '>') {
      throw Unspoken.SIGNAL;
    }
    at = i + 1;
    close();
  }

  /** Stands on the end of the innermost element. */
  private void close() {
    nameTo = openTo[depth];
    nameFrom = openColon[depth] > 0 ? openColon[depth] + 1 : openFrom[depth];
    key = openKey[depth];
    isMain = openIsMain[depth];
    bindings = openBindings[depth];
    isDefaultMain = openDefault[depth];
    depth--;
  }

  /** Up to eight bytes of a name as one number; longer names have none. */
  static long key(String name) {
    long k = 0;
    for (int i = 0; i < name.length(); i++) {
      k = k << 8 | name.charAt(i);
    }
    return k;
  }

  private static boolean isFirst(byte c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private void startTag() {
    if (++depth > nesting) {
      throw Unspoken.SIGNAL;
    }
    int from = at;
    int i = at + 1;
    openFrom[depth] = i;
    openColon[depth] = 0;
    openBindings[depth] = bindings;
    openDefault[depth] = isDefaultMain;
    if (!isFirst(b[i])) {
      throw Unspoken.SIGNAL;
    }
    long name = 0;
    int length = 0;
    while (true) {
      byte c = b[i];
      if (IS_NAME[c & 0xff]) {
        name = ++length <= 8 ? name << 8 | c : name * 1_000_003 + c;
        i++;
      } else if (c == ':' && openColon[depth] == 0 && isFirst(b[i + 1])) {
        openColon[depth] = i++;
        name = 0;
        length = 0;
      } else {
        break;
      }
    }
    openKey[depth] = length <= 8 ? name : 0;
    openTo[depth] = i;
    count(name);
    i = attributes(i);
    isEndDue = b[i] == '/';
    if (isEndDue) {
      i++;
    }
    if (b[i] != '>') {
      throw Unspoken.SIGNAL;
    }
    at = i + 1;
    if (at - from > longest) {
      throw Unspoken.SIGNAL;
    }
    nameTo = openTo[depth];
    nameFrom = openColon[depth] > 0 ? openColon[depth] + 1 : openFrom[depth];
    key = openKey[depth];
    isMain = openColon[depth] > 0 ? isMain(openFrom[depth], openColon[depth]) : isDefaultMain;
    openIsMain[depth] = isMain;
    for (int a = 0; a < attributes; a++) {
      if (colon[a] > 0) {
        checkPrefix(a);
      }
    }
  }

  private int attributes(int i) {
    byte[] b = this.b;
    attributes = 0;
    while (true) {
      if (!isSpace(b[i])) {
        return i;
      }
      do {
        i++;
      } while (isSpace(b[i]));
      if (!isFirst(b[i])) {
        return i;
      }
      if (attributes == ATTRIBUTES) {
        throw Unspoken.SIGNAL;
      }
      int n = attributes++;
      attributeFrom[n] = i;
      colon[n] = 0;
      long hash = 0;
      int length = 0;
      while (true) {
        byte c = b[i];
        if (IS_NAME[c & 0xff]) {
          hash = ++length <= 8 ? hash << 8 | c : hash * 1_000_003 + c;
          i++;
        } else if (c == ':' && colon[n] == 0 && isFirst(b[i + 1])) {
          colon[n] = i++;
          hash = 0;
          length = 0;
        } else {
          break;
        }
      }
      attributeTo[n] = i;
      attributeHash[n] = hash;
      count(hash);
      for (int a = 0; a < n; a++) {
        // of one local name, be it of two prefixes: rare enough to be left to the parser
        if (attributeHash[a] == hash) {
          throw Unspoken.SIGNAL;
        }
      }
      if (b[i] != '=') {
        throw Unspoken.SIGNAL;
      }
      i = value(i + 1, n);
      declared(n);
    }
  }

  private int value(int i, int n) {
    byte quote = this.b[i];
    if (quote != '"' && quote != '\'') {
      throw Unspoken.SIGNAL;
    }
    i++;
    valueFrom[n] = i;
    boolean isPlain = true;
    byte[] b = this.b;
    while (true) {
      while (IS_VALUE[b[i] & 0xff]) {
        i++;
      }
      if (b[i] == (byte) 0xE1 && (b[i + 1] & 0xC0) == 0x80 && (b[i + 2] & 0xC0) == 0x80) {
        i += 3; // most of the Vietnamese letters
        continue;
      }
      byte c = b[i];
      if (c == quote) {
        break;
      }
      switch (CLASS[c & 0xff]) {
        case PLAIN -> {
          isPlain &= c >= ' ';
          i++;
        }
        case CLOSE -> i++;
        case WIDE -> i = wide(i);
        case AMPERSAND -> {
          isPlain = false;
          i = entity(i);
        }
        case BREAK -> {
          isPlain = false;
          i++;
        }
        default -> throw Unspoken.SIGNAL;
      }
    }
    valueTo[n] = i;
    isPlainValue[n] = isPlain;
    return i + 1;
  }

  /** Takes in an {@code xmlns}. */
  private void declared(int n) {
    int from = attributeFrom[n];
    if (b[from] != 'x' || b[from + 1] != 'm') {
      return;
    }
    boolean isDefault = colon[n] == 0 && attributeTo[n] - from == 5 && isXmlns(from);
    boolean isPrefix = colon[n] - from == 5 && isXmlns(from);
    if (!isDefault && !isPrefix) {
      return;
    }
    if (!isPlainValue[n]) {
      throw Unspoken.SIGNAL;
    }
    boolean main =
        equals(valueFrom[n], valueTo[n], MAIN) || equals(valueFrom[n], valueTo[n], STRICT);
    if (isDefault) {
      isDefaultMain = main;
    } else if (bindings == BINDINGS
        || valueFrom[n] == valueTo[n]
        || b[colon[n] + 1] == 'x' && b[colon[n] + 2] == 'm' && b[colon[n] + 3] == 'l') {
      throw Unspoken.SIGNAL;
    } else {
      prefixFrom[bindings] = colon[n] + 1;
      prefixTo[bindings] = attributeTo[n];
      prefixIsMain[bindings++] = main;
    }
  }

  private boolean isXmlns(int from) {
    return b[from] == 'x'
        && b[from + 1] == 'm'
        && b[from + 2] == 'l'
        && b[from + 3] == 'n'
        && b[from + 4] == 's';
  }

  private boolean equals(int from, int to, byte[] text) {
    return to - from == text.length && Arrays.equals(b, from, to, text, 0, text.length);
  }

  /** Whether a prefix stands for SpreadsheetML; one that stands for nothing is a fault. */
  private boolean isMain(int from, int to) {
    for (int i = bindings - 1; i >= 0; i--) {
      if (Arrays.equals(b, from, to, b, prefixFrom[i], prefixTo[i])) {
        return prefixIsMain[i];
      }
    }
    throw Unspoken.SIGNAL;
  }

  private void checkPrefix(int a) {
    int from = attributeFrom[a];
    int length = colon[a] - from;
    boolean isXml = length == 3 && b[from] == 'x' && b[from + 1] == 'm' && b[from + 2] == 'l';
    if (!isXml && !(length == 5 && isXmlns(from))) {
      isMain(from, colon[a]);
    }
  }

  /** Counts distinct names. */
  private void count(long hash) {
    long h = hash == 0 ? 1 : hash;
    int slot = (int) (h * 0x9E3779B97F4A7C15L >>> 54);
    while (seen[slot] != h) {
      if (seen[slot] == 0) {
        if (names == NAMES) {
          throw Unspoken.SIGNAL;
        }
        used[names++] = slot;
        seen[slot] = h;
        return;
      }
      slot = slot + 1 & TABLE - 1;
    }
  }

  // ---- what it stands on

  int depth() {
    return depth;
  }

  /** The name's bytes as a number, 0 for names longer than eight; see {@link #key(String)}. */
  long key() {
    return key;
  }

  /** Whether the element belongs to SpreadsheetML, of either dialect. */
  boolean isMain() {
    return isMain;
  }

  /** Whether the element has that local name, in any namespace. */
  boolean isNamed(String name) {
    if (nameTo - nameFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (b[nameFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The index of an attribute without a prefix, -1 when it is not there. */
  int find(String name) {
    for (int a = 0; a < attributes; a++) {
      int length = attributeTo[a] - attributeFrom[a];
      if (colon[a] == 0 && length == name.length()) {
        int i = 0;
        while (i < length && b[attributeFrom[a] + i] == name.charAt(i)) {
          i++;
        }
        if (i == length) {
          return a;
        }
      }
    }
    return -1;
  }

  /** How many bytes an attribute without a prefix holds as it stands; 0 when it is not there. */
  int lengthOf(String name) {
    int a = find(name);
    return a < 0 || !isPlainValue[a] ? 0 : valueTo[a] - valueFrom[a];
  }

  /** An attribute without a prefix. */
  @Nullable String attribute(String name) {
    int a = find(name);
    return a < 0 ? null : value(a);
  }

  /** The first attribute {@code id} that has a prefix. */
  @Nullable String relationId() {
    for (int a = 0; a < attributes; a++) {
      if (colon[a] > 0
          && attributeTo[a] - colon[a] == 3
          && b[colon[a] + 1] == 'i'
          && b[colon[a] + 2] == 'd') {
        return value(a);
      }
    }
    return null;
  }

  String value(int a) {
    if (!isPlainValue[a]) {
      return decode(b, valueFrom[a], valueTo[a], true);
    }
    return new String(b, valueFrom[a], valueTo[a] - valueFrom[a], StandardCharsets.UTF_8);
  }

  /** A small whole number; {@code otherwise} when the attribute is absent or none. */
  int number(String name, int otherwise) {
    int a = find(name);
    if (a < 0) {
      return otherwise;
    }
    int from = valueFrom[a];
    int to = valueTo[a];
    if (from == to || to - from > 9) {
      return otherwise;
    }
    int n = 0;
    for (int i = from; i < to; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        // an entity may stand for a digit
        return isPlainValue[a] ? otherwise : BookReader.number(value(a), otherwise);
      }
      n = n * 10 + digit;
    }
    return n;
  }

  int textFrom() {
    return textFrom;
  }

  int textTo() {
    return textTo;
  }

  boolean isPlainText() {
    return isPlainText;
  }

  String text() {
    return text(b, textFrom, textTo, isPlainText);
  }

  /**
   * A stretch of text that has been scanned.
   *
   * @param isPlain whether it stands there as it is meant
   */
  static String text(byte[] b, int from, int to, boolean isPlain) {
    return isPlain
        ? new String(b, from, to - from, StandardCharsets.UTF_8)
        : decode(b, from, to, false);
  }

  /** Undoes entities and line ends, as XML says; in an attribute every white space is a space. */
  private static String decode(byte[] b, int from, int to, boolean isAttribute) {
    StringBuilder s = new StringBuilder(to - from);
    int plain = from;
    for (int i = from; i < to; ) {
      byte c = b[i];
      boolean isWhite = c == '\r' || isAttribute && (c == '\n' || c == '\t');
      if (c != '&' && !isWhite) {
        i++;
        continue;
      }
      s.append(new String(b, plain, i - plain, StandardCharsets.UTF_8));
      if (c == '&') {
        int close = i + 1;
        while (b[close] != ';') {
          close++;
        }
        s.appendCodePoint(character(b, i + 1, close));
        i = close + 1;
      } else {
        s.append(isAttribute ? ' ' : '\n');
        i += c == '\r' && i + 1 < to && b[i + 1] == '\n' ? 2 : 1;
      }
      plain = i;
    }
    return s.append(new String(b, plain, to - plain, StandardCharsets.UTF_8)).toString();
  }

  // ---- for scans that know what usually follows

  /** Where the next token begins; -1 while an end is still to be told. */
  int at() {
    return isEndDue ? -1 : at;
  }

  /** Goes on behind elements that a scan has recognised whole. */
  void goTo(int i) {
    at = i;
  }

  byte[] bytes() {
    return b;
  }

  boolean isDefaultMain() {
    return isDefaultMain;
  }

  /**
   * Scans a text of no more than a cell may hold.
   *
   * @return where it ends; {@link #isPlainText} tells whether it stands there as it is meant
   */
  int scanText(int from) {
    isPlainText = true;
    int to = text(from);
    if (to - from > longest) {
      throw Unspoken.SIGNAL;
    }
    return to;
  }
}
