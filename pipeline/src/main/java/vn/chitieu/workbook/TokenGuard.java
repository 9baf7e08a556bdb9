package vn.chitieu.workbook;

/**
 * Watches the bytes that go into an XML parser and measures the longest piece the parser would have
 * to hold at once: a tag, a comment, an instruction, a CDATA section, a run of text. Parsers keep
 * such a piece in memory whole before they say anything, so it must be stopped before it gets
 * there. Works for every encoding in which ASCII keeps its bytes; zero bytes of UTF-16 are skipped.
 */
final class TokenGuard {
  private static final int TEXT = 0;
  private static final int TAG = 1;
  private static final int COMMENT = 2;
  private static final int CDATA = 3;
  private static final int INSTRUCTION = 4;

  private final int limit;
  private int state = TEXT;
  private int length;
  private int quote;
  private int before1;
  private int before2;
  private boolean doctype;

  TokenGuard(int limit) {
    this.limit = limit;
  }

  /** Takes the next bytes; false once a piece has passed the limit. */
  boolean accepts(byte[] bytes, int from, int count) {
    for (int i = from, end = from + count; i < end; i++) {
      int b = bytes[i];
      if (b == 0) {
        continue;
      }
      length++;
      switch (state) {
        case TEXT -> {
          if (b == '<') {
            start(TAG);
          }
        }
        case TAG -> tag(b);
        case COMMENT -> {
          if (b == '>' && before1 == '-' && before2 == '-' && length >= 3) {
            start(TEXT);
          }
        }
        case CDATA -> {
          if (b == '>' && before1 == ']' && before2 == ']' && length >= 3) {
            start(TEXT);
          }
        }
        default -> {
          if (b == '>' && before1 == '?' && length >= 2) {
            start(TEXT);
          }
        }
      }
      before2 = before1;
      before1 = b;
      if (length > limit) {
        return false;
      }
    }
    return true;
  }

  /** Whether a DOCTYPE has begun; what follows it is not worth reading. */
  boolean sawDoctype() {
    return doctype;
  }

  private void tag(int b) {
    if (quote != 0) {
      if (b == quote) {
        quote = 0;
      }
    } else if (b == '"' || b == '\'') {
      quote = b;
    } else if (b == '>') {
      start(TEXT);
    } else if (length == 1 && b == '?') {
      start(INSTRUCTION);
    } else if (length == 3 && b == '-' && before1 == '-' && before2 == '!') {
      start(COMMENT);
    } else if (length == 2 && b == '[' && before1 == '!') {
      start(CDATA);
    } else if (length == 2 && b == 'D' && before1 == '!') {
      doctype = true;
    }
  }

  private void start(int next) {
    state = next;
    length = 0;
    quote = 0;
  }
}
