package vn.chitieu.workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A package's directory, read from the file's bytes and held against each entry's own header: two
 * readers that believe different ones would see different workbooks. Sizes and checksums are
 * verified while inflating.
 */
final class ZipDirectory {
  private static final int END_SIZE = 22;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int ZIP64_TAG = 1;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final long RATIO_FROM = 1L << 20;

  private final byte[] file;
  private final Map<String, Entry> byKey;

  /** One part: where its packed bytes lie and what is promised of it. */
  private record Entry(int from, int packed, int size, int crc, int method) {}

  private record Span(int from, int to) {}

  private ZipDirectory(byte[] file, Map<String, Entry> byKey) {
    this.file = file;
    this.byKey = byKey;
  }

  /**
   * Reads and checks the directory.
   *
   * @return null when it is not as every program writes it: zip64, other packing, names beyond
   *     ASCII, bytes before or behind; damaged ones are among these
   * @throws Fault when the directory and the entries' own headers disagree or overlap, when a part
   *     is there twice, or there are too many
   */
  static @Nullable ZipDirectory read(byte[] file, Ceilings ceilings) {
    int end = findEnd(file);
    if (end < 0) {
      return null;
    }
    int count = u16(file, end + 10);
    long size = u32(file, end + 12);
    long start = u32(file, end + 16);
    if (count == 0xffff || size == 0xffffffffL || start == 0xffffffffL || hasLocator(file, end)) {
      return null;
    }
    if (u16(file, end + 4) != 0
        || u16(file, end + 6) != 0
        || u16(file, end + 8) != count
        || start + size != end) {
      return null;
    }
    if (count > ceilings.parts()) {
      throw Fault.ceiling(
          "có " + Phrases.count(count) + " thành phần",
          Phrases.count(ceilings.parts()) + " thành phần");
    }
    return readEntries(file, (int) start, end, count);
  }

  private static @Nullable ZipDirectory readEntries(byte[] file, int start, int end, int count) {
    Map<String, Entry> byKey = new HashMap<>(count * 2);
    List<Span> spans = new ArrayList<>(count);
    boolean isSpoken = true;
    int at = start;
    for (int n = 0; n < count; n++) {
      if (at + CENTRAL_SIZE > end || u32(file, at) != 0x02014b50L) {
        return null;
      }
      int flags = u16(file, at + 8);
      int method = u16(file, at + 10);
      long packed = u32(file, at + 20);
      long size = u32(file, at + 24);
      int nameLength = u16(file, at + 28);
      int extra = u16(file, at + 30);
      int next = at + CENTRAL_SIZE + nameLength + extra + u16(file, at + 32);
      long local = u32(file, at + 42);
      if (next > end
          || packed == 0xffffffffL
          || size == 0xffffffffL
          || local + LOCAL_SIZE > start
          || u32(file, (int) local) != 0x04034b50L) {
        return null;
      }
      int header = (int) local;
      int localName = u16(file, header + 26);
      long from = (long) header + LOCAL_SIZE + localName + u16(file, header + 28);
      if (from + packed > start) {
        return null;
      }
      int name = at + CENTRAL_SIZE;
      if (localName != nameLength
          || u16(file, header + 8) != method
          || !Arrays.equals(
              file,
              name,
              name + nameLength,
              file,
              header + LOCAL_SIZE,
              header + LOCAL_SIZE + localName)) {
        throw damaged();
      }
      spans.add(new Span(header, (int) (from + packed)));
      isSpoken &=
          (flags & ENCRYPTED) == 0
              && (method == DEFLATED || method == STORED && packed == size)
              && size <= Integer.MAX_VALUE
              && isAscii(file, name, nameLength)
              && hasPlainExtra(file, name + nameLength, extra);
      String key = new String(file, name, nameLength, StandardCharsets.ISO_8859_1);
      if (isSpoken && !key.endsWith("/")) {
        Entry e = new Entry((int) from, (int) packed, (int) size, (int) u32(file, at + 16), method);
        if (byKey.put(Parts.key(key), e) != null) {
          throw Fault.broken("thành phần " + Phrases.shorten(key) + " có hai lần");
        }
      }
      at = next;
    }
    if (at != end) {
      return null;
    }
    spans.sort((a, b) -> Integer.compare(a.from(), b.from()));
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).from() < spans.get(i - 1).to()) {
        throw damaged();
      }
    }
    return isSpoken ? new ZipDirectory(file, byKey) : null;
  }

  private static Fault damaged() {
    return Fault.broken("tệp nén bên trong không nguyên vẹn");
  }

  /** The end record, which a comment of up to 65,535 bytes may follow. */
  private static int findEnd(byte[] file) {
    int last = file.length - END_SIZE;
    for (int at = last; at >= 0 && at >= last - 0xffff; at--) {
      if (file[at] == 'P'
          && u32(file, at) == 0x06054b50L
          && at + END_SIZE + u16(file, at + 20) == file.length) {
        return at;
      }
    }
    return -1;
  }

  /** Whether there is an end record at all: a file that was copied halfway has none. */
  static boolean hasEnd(byte[] file) {
    int last = file.length - END_SIZE;
    for (int at = last; at >= 0 && at >= last - 0xffff; at--) {
      if (file[at] == 'P' && u32(file, at) == 0x06054b50L) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLocator(byte[] file, int end) {
    return end >= 20 && u32(file, end - 20) == 0x07064b50L;
  }

  private static boolean isAscii(byte[] file, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (file[i] <= 0) {
        return false;
      }
    }
    return length > 0;
  }

  private static boolean hasPlainExtra(byte[] file, int from, int length) {
    int at = from;
    while (at < from + length) {
      if (at + 4 > from + length || u16(file, at) == ZIP64_TAG) {
        return false;
      }
      at += 4 + u16(file, at + 2);
    }
    return at == from + length;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }

  private static long u32(byte[] b, int at) {
    return u16(b, at) | (long) u16(b, at + 2) << 16;
  }

  boolean has(String name) {
    return byKey.containsKey(Parts.key(name));
  }

  /** A part as it lies packed in a file, kept beyond the file's own life. */
  static final class Packed {
    private final byte[] bytes;
    private final int size;
    private final int crc;
    private final int method;

    private Packed(byte[] bytes, Entry e) {
      this.bytes = bytes;
      this.size = e.size();
      this.crc = e.crc();
      this.method = e.method();
    }

    /** How large it is, inflated. */
    int size() {
      return size;
    }
  }

  /** Keeps a part as it lies packed; null when it is missing or larger than {@code atMost}. */
  @Nullable Packed copy(String name, int atMost) {
    Entry e = byKey.get(Parts.key(name));
    return e == null || e.packed() > atMost
        ? null
        : new Packed(Arrays.copyOfRange(file, e.from(), e.from() + e.packed()), e);
  }

  /** Whether a part is, byte for byte, the one that was kept. */
  boolean isSame(String name, Packed p) {
    Entry e = byKey.get(Parts.key(name));
    return e != null
        && e.crc() == p.crc
        && e.size() == p.size
        && e.method() == p.method
        && Arrays.equals(file, e.from(), e.from() + e.packed(), p.bytes, 0, p.bytes.length);
  }

  /** What a thread keeps from part to part: no part is ever larger than what it may hold. */
  static final class Buffer {
    private static final int KEPT = 1 << 20;

    /** Behind the last byte stand zeros, which no XML may hold: a scan stops there by itself. */
    static final int ZEROS = 16;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    private byte[] prepare(int size) {
      if (bytes.length < size + ZEROS) {
        bytes = new byte[Math.max(size + ZEROS, Math.min(2 * bytes.length, KEPT))];
      }
      length = size;
      return bytes;
    }

    /** Gives back what one large file has taken. */
    void shrink() {
      if (bytes.length > KEPT) {
        bytes = new byte[1 << 16];
      }
    }
  }

  /**
   * Inflates one part.
   *
   * @param inflater a raw one, used and left ready for the next part
   * @param atMost its bytes, inflated
   * @throws Unspoken when it is missing, larger, or not what was promised
   */
  void inflate(String name, Inflater inflater, Buffer into, long atMost, Ceilings ceilings) {
    Entry e = byKey.get(Parts.key(name));
    if (e == null
        || e.size() > atMost
        || e.size() > RATIO_FROM && e.size() > (long) ceilings.ratio() * Math.max(1, e.packed())) {
      throw Unspoken.SIGNAL;
    }
    byte[] out = into.prepare(e.size());
    if (e.method() == STORED) {
      System.arraycopy(file, e.from(), out, 0, e.size());
    } else {
      unpack(e, inflater, out);
    }
    CRC32 crc = new CRC32();
    crc.update(out, 0, e.size());
    if ((int) crc.getValue() != e.crc()) {
      throw Unspoken.SIGNAL;
    }
    Arrays.fill(out, e.size(), e.size() + Buffer.ZEROS, (byte) 0);
  }

  private void unpack(Entry e, Inflater inflater, byte[] out) {
    inflater.reset();
    inflater.setInput(file, e.from(), e.packed());
    try {
      int n = 0;
      // One byte of room more than promised: a part that is longer shows itself.
      while (!inflater.finished()) {
        int more = inflater.inflate(out, n, e.size() + 1 - n);
        n += more;
        if (n > e.size() || more == 0 && !inflater.finished()) {
          throw Unspoken.SIGNAL;
        }
      }
      if (n != e.size() || inflater.getRemaining() != 0) {
        throw Unspoken.SIGNAL;
      }
    } catch (DataFormatException x) {
      throw Unspoken.SIGNAL;
    }
  }
}
