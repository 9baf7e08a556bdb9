package vn.chitieu.workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a part's bytes, one after the other, and changes to it that leave every other byte as
 * it was. Knows no XML beyond tags: for parts that were read before, or for the drawings of
 * comments, which never were proper XML. The part is in UTF-8; names that are looked for are ASCII.
 */
final class Markup {
  private static final byte[] COMMENT = ascii("<!--");
  private static final byte[] COMMENT_END = ascii("-->");
  private static final byte[] CDATA = ascii("<![");
  private static final byte[] CDATA_END = ascii("]]>");
  private static final byte[] END = {'>'};

  /** A tag's role. */
  enum Role {
    OPEN,
    CLOSE,
    EMPTY
  }

  /** One tag, from its {@code <} to behind its {@code >}. */
  final class Tag {
    private final int start;
    private final int end;
    private final int nameFrom;
    private final int cut;
    private final int nameTo;
    private final Role role;

    private Tag(int start, int end, int nameFrom, int cut, int nameTo, Role role) {
      this.start = start;
      this.end = end;
      this.nameFrom = nameFrom;
      this.cut = cut;
      this.nameTo = nameTo;
      this.role = role;
    }

    int start() {
      return start;
    }

    int end() {
      return end;
    }

    Role role() {
      return role;
    }

    /** With the colon, or empty. */
    String prefix() {
      return text(nameFrom, cut);
    }

    /** Without the prefix. */
    String name() {
      return text(cut, nameTo);
    }

    boolean is(String wanted) {
      int length = wanted.length();
      if (nameTo - cut != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (bytes[cut + i] != wanted.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    boolean opens(String wanted) {
      return role != Role.CLOSE && is(wanted);
    }

    boolean closes(String wanted) {
      return role != Role.OPEN && is(wanted);
    }
  }

  private record Change(int from, int to, byte[] by) {}

  private static final Comparator<Change> ORDER =
      Comparator.comparingInt(Change::from).thenComparingInt(Change::to);

  private final byte[] bytes;
  private final int length;
  private final List<Change> changes = new ArrayList<>();
  private int at;

  /** Where the name of the attribute that was found last begins. */
  private int foundAt;

  Markup(byte[] part) {
    this.bytes = part;
    this.length = part.length;
  }

  Markup(String part) {
    this(part.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Starts again with the first tag; changes stay. */
  void rewind() {
    at = 0;
  }

  /** Goes on behind a place. */
  void goTo(int position) {
    at = position;
  }

  /** Where some ASCII text stands at or behind a place; -1 when nowhere. */
  int find(String text, int from) {
    return indexOf(bytes, length, ascii(text), from);
  }

  static int indexOf(byte[] in, int length, byte[] wanted, int from) {
    byte first = wanted[0];
    for (int i = Math.max(0, from); i <= length - wanted.length; i++) {
      if (in[i] == first && matches(in, length, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] in, int length, int from, byte[] wanted) {
    if (from + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (in[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The next tag; null at the end. Comments, instructions and CDATA are passed over. */
  @Nullable Tag next() {
    while (true) {
      int start = at;
      while (start < length && bytes[start] != '<') {
        start++;
      }
      if (start + 1 >= length) {
        at = length;
        return null;
      }
      byte c = bytes[start + 1];
      if (c == '!' || c == '?') {
        byte[] end =
            matches(bytes, length, start, COMMENT)
                ? COMMENT_END
                : matches(bytes, length, start, CDATA) ? CDATA_END : END;
        int close = indexOf(bytes, length, end, start + 2);
        at = close < 0 ? length : close + end.length;
        continue;
      }
      int end = endOf(start);
      at = end;
      return tag(start, end);
    }
  }

  private int endOf(int start) {
    byte quote = 0;
    for (int i = start; i < length; i++) {
      byte c = bytes[i];
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return i + 1;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    return length;
  }

  private Tag tag(int start, int end) {
    boolean closes = bytes[start + 1] == '/';
    boolean isEmpty = !closes && bytes[end - 2] == '/';
    int from = start + (closes ? 2 : 1);
    int cut = from;
    int to = from;
    while (to < end && !isNameEnd(bytes[to])) {
      if (bytes[to] == ':') {
        cut = to + 1;
      }
      to++;
    }
    return new Tag(
        start, end, from, cut, to, closes ? Role.CLOSE : isEmpty ? Role.EMPTY : Role.OPEN);
  }

  private static boolean isNameEnd(byte c) {
    return c == '>' || c == '/' || isSpace(c);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** The end of the element a tag opens: after its closing tag. The next tag is the one behind. */
  int skip(Tag opened) {
    int depth = opened.role() == Role.OPEN ? 1 : 0;
    int end = opened.end();
    while (depth > 0) {
      Tag t = next();
      if (t == null) {
        return length;
      }
      depth += t.role() == Role.OPEN ? 1 : t.role() == Role.CLOSE ? -1 : 0;
      end = t.end();
    }
    return end;
  }

  /** An attribute by its full name, verbatim; null when the tag has none. */
  @Nullable String attribute(Tag tag, String name) {
    long at = find(tag.nameTo, tag.end, name, false);
    return at < 0 ? null : text((int) (at >>> 32), (int) at);
  }

  /** An attribute that is a small whole number. */
  int number(Tag tag, String name, int otherwise) {
    long at = find(tag.nameTo, tag.end, name, false);
    if (at < 0) {
      return otherwise;
    }
    int from = (int) (at >>> 32);
    int to = (int) at;
    if (from == to || to - from > 9) {
      return otherwise;
    }
    int n = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return otherwise;
      }
      n = n * 10 + digit;
    }
    return n;
  }

  /** The relation a tag names in its {@code r:id}, whatever the prefix; null when it names none. */
  @Nullable String relation(Tag tag) {
    long at = find(tag.nameTo, tag.end, "id", true);
    return at < 0 ? null : text((int) (at >>> 32), (int) at);
  }

  /** Start and end of an attribute's value as the halves of one number; -1 when it is not there. */
  private long find(int from, int end, String name, boolean anyPrefix) {
    int i = from;
    while (true) {
      while (i < end && (isSpace(bytes[i]) || bytes[i] == '/')) {
        i++;
      }
      int nameFrom = i;
      int local = i;
      while (i < end && bytes[i] != '=' && !isSpace(bytes[i]) && bytes[i] != '>') {
        if (bytes[i] == ':' && anyPrefix) {
          local = i + 1;
        }
        i++;
      }
      int nameTo = i;
      while (i < end && bytes[i] != '"' && bytes[i] != '\'') {
        i++;
      }
      if (i >= end) {
        return -1;
      }
      byte quote = bytes[i];
      int valueFrom = ++i;
      while (i < end && bytes[i] != quote) {
        i++;
      }
      if (i >= end) {
        return -1;
      }
      boolean isWanted = nameTo - local == name.length() && (!anyPrefix || local > nameFrom);
      for (int k = 0; isWanted && k < name.length(); k++) {
        isWanted = bytes[local + k] == name.charAt(k);
      }
      if (isWanted) {
        foundAt = nameFrom;
        return (long) valueFrom << 32 | i;
      }
      i++;
    }
  }

  /** The same for a tag given as text. */
  static @Nullable String attribute(String tag, String name) {
    Markup m = new Markup(tag);
    Tag t = m.next();
    return t == null ? null : m.attribute(t, name);
  }

  /** A tag's text with an attribute set; {@code value} is written verbatim. */
  static String with(String tag, String name, String value) {
    Markup m = new Markup(tag);
    Tag t = m.next();
    if (t != null) {
      m.set(t, name, value);
    }
    return m.toText();
  }

  /** A tag's text without an attribute. */
  static String without(String tag, String name) {
    Markup m = new Markup(tag);
    Tag t = m.next();
    if (t != null) {
      m.unset(t, name);
    }
    return m.toText();
  }

  void insert(int position, String added) {
    replace(position, position, added);
  }

  void replace(int from, int to, String by) {
    changes.add(new Change(from, to, by.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sets an attribute of a tag; the value is written verbatim. */
  void set(Tag tag, String name, String value) {
    long at = find(tag.nameTo, tag.end, name, false);
    if (at >= 0) {
      replace((int) (at >>> 32), (int) at, value);
    } else {
      insert(tag.nameTo, " " + name + "=\"" + value + "\"");
    }
  }

  /** Takes an attribute away, with the space before it. */
  void unset(Tag tag, String name) {
    long at = find(tag.nameTo, tag.end, name, false);
    if (at < 0) {
      return;
    }
    int from = foundAt;
    while (from > tag.nameTo && isSpace(bytes[from - 1])) {
      from--;
    }
    replace(from, (int) at + 1, "");
  }

  /**
   * Puts content at the end of an element that is empty or about to close. A count that the empty
   * element stated is dropped, for it would no longer be true.
   *
   * @param tag the element's EMPTY or CLOSE tag
   */
  void append(Tag tag, String content) {
    if (tag.role() == Role.EMPTY) {
      String open = without(text(tag.start(), tag.end()), "count");
      replace(
          tag.start(),
          tag.end(),
          open.substring(0, open.length() - 2).stripTrailing()
              + ">"
              + content
              + "</"
              + tag.prefix()
              + tag.name()
              + ">");
    } else {
      insert(tag.start(), content);
    }
  }

  boolean isChanged() {
    return !changes.isEmpty();
  }

  /** The part with all changes; what is inserted at one place in the order it was asked for. */
  byte[] toBytes() {
    changes.sort(ORDER);
    int size = length;
    int from = 0;
    for (Change c : changes) {
      if (c.from() < from) {
        throw new IllegalStateException("two changes to the same text at " + c.from());
      }
      from = c.to();
      size += c.by().length - (c.to() - c.from());
    }
    byte[] out = new byte[size];
    int to = 0;
    from = 0;
    for (Change c : changes) {
      System.arraycopy(bytes, from, out, to, c.from() - from);
      to += c.from() - from;
      System.arraycopy(c.by(), 0, out, to, c.by().length);
      to += c.by().length;
      from = c.to();
    }
    System.arraycopy(bytes, from, out, to, length - from);
    return out;
  }

  String toText() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
