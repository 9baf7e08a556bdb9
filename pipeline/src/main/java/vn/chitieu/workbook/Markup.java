package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a part's text, one after the other, and changes to it that leave every other
 * character as it was. Knows no XML beyond tags: for parts that were read before, or for the
 * drawings of comments, which never were proper XML.
 */
final class Markup {
  /** A tag's role. */
  enum Role {
    OPEN,
    CLOSE,
    EMPTY
  }

  /**
   * One tag.
   *
   * @param start of its {@code <}
   * @param end after its {@code >}
   * @param prefix with the colon, or empty
   * @param name without the prefix
   */
  record Tag(int start, int end, String prefix, String name, Role role) {
    boolean opens(String wanted) {
      return role != Role.CLOSE && name.equals(wanted);
    }

    boolean closes(String wanted) {
      return role != Role.OPEN && name.equals(wanted);
    }
  }

  private record Change(int from, int to, String text) {}

  private static final Comparator<Change> ORDER =
      Comparator.comparingInt(Change::from).thenComparingInt(Change::to);

  private final String text;
  private final List<Change> changes = new ArrayList<>();
  private int at;

  Markup(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  String text(int from, int to) {
    return text.substring(from, to);
  }

  /** Starts again with the first tag; changes stay. */
  void rewind() {
    at = 0;
  }

  /** The next tag; null at the end. Comments, instructions and CDATA are passed over. */
  @Nullable Tag next() {
    while (true) {
      int start = text.indexOf('<', at);
      if (start < 0 || start + 1 >= text.length()) {
        return null;
      }
      char c = text.charAt(start + 1);
      if (c == '!' || c == '?') {
        String end =
            text.startsWith("<!--", start) ? "-->" : text.startsWith("<![", start) ? "]]>" : ">";
        int close = text.indexOf(end, start + 2);
        at = close < 0 ? text.length() : close + end.length();
        continue;
      }
      int end = endOf(start);
      at = end;
      return tag(start, end);
    }
  }

  private int endOf(int start) {
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return text.length();
  }

  private Tag tag(int start, int end) {
    boolean closes = text.charAt(start + 1) == '/';
    boolean isEmpty = !closes && text.charAt(end - 2) == '/';
    int from = start + (closes ? 2 : 1);
    int to = from;
    while (to < end && !isNameEnd(text.charAt(to))) {
      to++;
    }
    int colon = text.indexOf(':', from);
    int cut = colon >= 0 && colon < to ? colon + 1 : from;
    return new Tag(
        start,
        end,
        text.substring(from, cut),
        text.substring(cut, to),
        closes ? Role.CLOSE : isEmpty ? Role.EMPTY : Role.OPEN);
  }

  private static boolean isNameEnd(char c) {
    return c == '>' || c == '/' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** The end of the element a tag opens: after its closing tag. The next tag is the one behind. */
  int skip(Tag opened) {
    int depth = opened.role() == Role.OPEN ? 1 : 0;
    int end = opened.end();
    while (depth > 0) {
      Tag t = next();
      if (t == null) {
        return text.length();
      }
      depth += t.role() == Role.OPEN ? 1 : t.role() == Role.CLOSE ? -1 : 0;
      end = t.end();
    }
    return end;
  }

  /** An attribute by its full name, verbatim; null when the tag has none. */
  @Nullable String attribute(Tag tag, String name) {
    return attribute(text.substring(tag.start(), tag.end()), name);
  }

  /** The relation a tag names in its {@code r:id}, whatever the prefix; null when it names none. */
  @Nullable String relation(Tag tag) {
    int at = text.indexOf(":id=", tag.start());
    if (at < 0 || at >= tag.end()) {
      return null;
    }
    int end = text.indexOf(text.charAt(at + 4), at + 5);
    return end < 0 ? null : text.substring(at + 5, end);
  }

  /** The same for a tag given as text. */
  static @Nullable String attribute(String tag, String name) {
    int[] value = find(tag, name);
    return value.length == 0 ? null : tag.substring(value[1], value[2]);
  }

  /** {@code {start of the name, start of the value, end of the value}}, or nothing. */
  private static int[] find(String tag, String name) {
    int i = 1;
    while (i < tag.length() && !isNameEnd(tag.charAt(i))) {
      i++;
    }
    while (i < tag.length()) {
      while (i < tag.length() && isNameEnd(tag.charAt(i))) {
        i++;
      }
      int nameStart = i;
      int equals = tag.indexOf('=', i);
      if (equals < 0) {
        return new int[0];
      }
      int open = equals + 1;
      while (open < tag.length() && tag.charAt(open) != '"' && tag.charAt(open) != '\'') {
        open++;
      }
      if (open >= tag.length()) {
        return new int[0];
      }
      int close = tag.indexOf(tag.charAt(open), open + 1);
      if (close < 0) {
        return new int[0];
      }
      if (tag.substring(nameStart, equals).strip().equals(name)) {
        return new int[] {nameStart, open + 1, close};
      }
      i = close + 1;
    }
    return new int[0];
  }

  /** A tag's text with an attribute set; {@code value} is written verbatim. */
  static String with(String tag, String name, String value) {
    int[] at = find(tag, name);
    if (at.length > 0) {
      return tag.substring(0, at[1]) + value + tag.substring(at[2]);
    }
    int end = 1;
    while (end < tag.length() && !isNameEnd(tag.charAt(end))) {
      end++;
    }
    return tag.substring(0, end) + " " + name + "=\"" + value + "\"" + tag.substring(end);
  }

  /** A tag's text without an attribute. */
  static String without(String tag, String name) {
    int[] at = find(tag, name);
    return at.length == 0
        ? tag
        : tag.substring(0, at[0]).stripTrailing()
            + (tag.startsWith("/", at[2] + 1) || tag.startsWith(">", at[2] + 1) ? "" : " ")
            + tag.substring(at[2] + 1).stripLeading();
  }

  void insert(int position, String added) {
    changes.add(new Change(position, position, added));
  }

  void replace(int from, int to, String by) {
    changes.add(new Change(from, to, by));
  }

  /** Sets an attribute of a tag. */
  void set(Tag tag, String name, String value) {
    replace(tag.start(), tag.end(), with(text(tag.start(), tag.end()), name, value));
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

  /** The text with all changes; what is inserted at one place in the order it was asked for. */
  String toText() {
    StringBuilder out = new StringBuilder(text.length() + 256);
    int from = 0;
    for (Change c : changes.stream().sorted(ORDER).toList()) {
      if (c.from() < from) {
        throw new IllegalStateException("two changes to the same text at " + c.from());
      }
      out.append(text, from, c.from()).append(c.text());
      from = c.to();
    }
    return out.append(text, from, text.length()).toString();
  }
}
