package vn.chitieu.workbook;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A package rewritten: parts that are not touched keep their packed bytes, so nothing that is not
 * understood can get lost. The file is read once; a directory written in the wide form is left to
 * {@link Parts}.
 */
final class PackagePatch implements Closeable {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_SIZE = 30;
  private static final int CENTRAL_SIZE = 46;
  private static final int END_SIZE = 22;
  private static final int COMMENT = 0xFFFF;
  private static final int WIDE = 0xFFFFFFFF;
  private static final int UTF8 = 1 << 11;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** 1 January 1980, the earliest day a zip entry can carry. */
  private static final int FIRST_DAY = 0x00210000;

  private final Flate flate = Flate.take();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> changed = new LinkedHashMap<>();
  private final Set<String> removed = new HashSet<>();
  private boolean isUnpacked;

  /** A packed entry: its place in {@code from}, and what its headers say. */
  private record Entry(
      String name,
      byte[] rawName,
      int flags,
      int method,
      int time,
      int crc,
      int size,
      byte[] from,
      int at,
      int length) {}

  /**
   * Opens a package.
   *
   * @param bytes the file's
   * @param file for a directory that only the library reads
   * @throws Fault when the bytes are none
   */
  PackagePatch(byte[] bytes, Path file) {
    try {
      if (!readDirectory(bytes)) {
        entries.clear();
        readThroughParts(file);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    flate.close();
  }

  /** Part names are compared without case; some writers put backslashes or a leading slash. */
  private static String key(String name) {
    String n = name.replace('\\', '/').toLowerCase(Locale.ROOT);
    return n.startsWith("/") ? n.substring(1) : n;
  }

  // ---- what is there

  boolean has(String name) {
    return entries.containsKey(key(name));
  }

  /** What the package says is the part's size; 0 when it is not there. */
  int statedSize(String name) {
    Entry e = entries.get(key(name));
    return e == null ? 0 : e.size();
  }

  /** An XML part in UTF-8, as changed by now. */
  byte[] xml(String name) {
    byte[] now = changed.get(key(name));
    return now == null ? toUtf8(read(name), name) : now;
  }

  /** The start of a part, at most so many bytes; empty when it is damaged or not there. */
  byte[] head(String name, int most) {
    Entry e = entries.get(key(name));
    if (e == null) {
      return new byte[0];
    }
    if (e.method() == STORED) {
      return Arrays.copyOfRange(e.from(), e.at(), e.at() + Math.min(most, e.length()));
    }
    byte[] head = new byte[Math.min(most, Math.max(0, e.size()))];
    int n = flate.inflate(e.from(), e.at(), e.length(), head);
    return n < 0 ? new byte[0] : n < head.length ? Arrays.copyOf(head, n) : head;
  }

  private byte[] read(String name) {
    Entry e = entries.get(key(name));
    if (e == null) {
      throw Fault.broken("thiếu thành phần " + Phrases.shorten(name));
    }
    if (e.size() < 0 || e.size() > Ceilings.STANDARD.partBytes()) {
      throw Fault.broken(e.name());
    }
    byte[] all;
    if (e.method() == STORED && e.size() == e.length()) {
      all = Arrays.copyOfRange(e.from(), e.at(), e.at() + e.length());
    } else {
      all = new byte[e.size()];
      if (e.method() != DEFLATED
          || flate.inflate(e.from(), e.at(), e.length(), all) != all.length) {
        throw Fault.broken(e.name());
      }
    }
    if (flate.crc(all, 0, all.length) != e.crc()) {
      throw Fault.broken(e.name());
    }
    return all;
  }

  /** What stands in another encoding is written in UTF-8, and its declaration says so. */
  private static byte[] toUtf8(byte[] part, String name) {
    boolean isWide =
        part.length > 1
            && ((part[0] == (byte) 0xFE && part[1] == (byte) 0xFF)
                || (part[0] == (byte) 0xFF && part[1] == (byte) 0xFE));
    int declared = isWide ? -1 : Markup.indexOf(part, Math.min(part.length, 200), ENCODING, 0);
    if (!isWide && declared < 0) {
      return part;
    }
    String charset = "UTF-16";
    if (!isWide) {
      int from = declared + ENCODING.length;
      int to = from + 1;
      while (to < part.length && part[to] != part[from]) {
        to++;
      }
      charset = new String(part, from + 1, Math.max(0, to - from - 1), StandardCharsets.US_ASCII);
      if (charset.equalsIgnoreCase("UTF-8") || charset.equalsIgnoreCase("UTF8")) {
        return part;
      }
    }
    if (!Charset.isSupported(charset)) {
      throw Fault.broken(name + " dùng mã ký tự lạ");
    }
    String text = new String(part, Charset.forName(charset));
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return text.replaceFirst("encoding\\s*=\\s*[\"'][^\"']+[\"']", "encoding=\"UTF-8\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static final byte[] ENCODING = "encoding=".getBytes(StandardCharsets.US_ASCII);

  // ---- what changes

  /** Replaces a part, or adds one behind the others. */
  void put(String name, byte[] content) {
    changed.put(has(name) ? key(name) : name, content);
  }

  void put(String name, String content) {
    put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  void remove(String name) {
    removed.add(key(name));
  }

  /** A name that no part has yet: {@code xl/comments1.xml}, {@code 2}, … */
  String freeName(String before, String after) {
    int n = 1;
    while (has(before + n + after) || changed.containsKey(before + n + after)) {
      n++;
    }
    return before + n + after;
  }

  /** Writes the package; it can be written once. */
  void write(Path out) throws IOException {
    int room = END_SIZE;
    List<Entry> all = new ArrayList<>(entries.size() + changed.size());
    for (Map.Entry<String, Entry> e : entries.entrySet()) {
      byte[] content = changed.remove(e.getKey());
      if (!removed.contains(e.getKey())) {
        Entry kept = e.getValue();
        byte[] anew = content == null && isUnpacked ? kept.from() : content;
        all.add(anew == null ? kept : unpacked(kept.name(), anew));
      }
    }
    changed.forEach((name, content) -> all.add(unpacked(name, content)));
    for (Entry e : all) {
      room += LOCAL_SIZE + CENTRAL_SIZE + 2 * e.rawName().length;
      room += e.length() < 0 ? Flate.mostPacked(e.size()) : e.length();
    }
    ByteBuffer to = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    int[] offsets = new int[all.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = to.position();
      Entry e = all.get(i);
      int data = to.position() + LOCAL_SIZE + e.rawName().length;
      int length = e.length();
      if (length < 0) {
        length = flate.deflate(e.from(), to.array(), data);
        e = packed(e, length);
        all.set(i, e);
      } else {
        System.arraycopy(e.from(), e.at(), to.array(), data, length);
      }
      header(to, e, LOCAL, 0);
      to.position(data + length);
    }
    int directory = to.position();
    for (int i = 0; i < offsets.length; i++) {
      header(to, all.get(i), CENTRAL, offsets[i]);
    }
    int size = to.position() - directory;
    to.putInt(END).putInt(0).putShort((short) all.size()).putShort((short) all.size());
    to.putInt(size).putInt(directory).putShort((short) 0);
    try (OutputStream file = Files.newOutputStream(out)) {
      file.write(to.array(), 0, to.position());
    }
  }

  /** An entry that is to be packed when it is written: its length is not known yet. */
  private Entry unpacked(String name, byte[] content) {
    return new Entry(
        name,
        name.getBytes(StandardCharsets.UTF_8),
        UTF8,
        DEFLATED,
        FIRST_DAY,
        flate.crc(content, 0, content.length),
        content.length,
        content,
        0,
        -1);
  }

  private static Entry packed(Entry e, int length) {
    return new Entry(
        e.name(),
        e.rawName(),
        e.flags(),
        e.method(),
        e.time(),
        e.crc(),
        e.size(),
        e.from(),
        0,
        length);
  }

  private static void header(ByteBuffer h, Entry e, int signature, int offset) {
    boolean isCentral = signature == CENTRAL;
    h.putInt(signature);
    if (isCentral) {
      h.putShort((short) 20);
    }
    h.putShort((short) 20).putShort((short) e.flags()).putShort((short) e.method());
    h.putInt(e.time()).putInt(e.crc()).putInt(e.length()).putInt(e.size());
    h.putShort((short) e.rawName().length).putShort((short) 0);
    if (isCentral) {
      h.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(offset);
    }
    h.put(e.rawName());
  }

  // ---- the directory

  /** Whether every entry's packed bytes lie where the directory says. */
  private boolean readDirectory(byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - END_SIZE;
    int last = Math.max(0, end - COMMENT);
    while (end >= last && b.getInt(end) != END) {
      end--;
    }
    if (end < last || b.getInt(end + 16) == WIDE) {
      return false;
    }
    int count = b.getShort(end + 10) & 0xffff;
    int directory = b.getInt(end + 12);
    int shift = end - directory - b.getInt(end + 16);
    int at = end - directory;
    while (at >= 0 && at + CENTRAL_SIZE <= end && b.getInt(at) == CENTRAL) {
      int nameLength = b.getShort(at + 28) & 0xffff;
      int length = b.getInt(at + 20);
      int local = b.getInt(at + 42);
      if (length == WIDE || b.getInt(at + 24) == WIDE || local == WIDE) {
        return false;
      }
      int from = dataAt(b, local + shift, length);
      if (from < 0 || at + CENTRAL_SIZE + nameLength > end) {
        return false;
      }
      count--;
      byte[] raw = Arrays.copyOfRange(bytes, at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength);
      String name = new String(raw, StandardCharsets.UTF_8);
      if (!name.endsWith("/")) {
        Entry e =
            new Entry(
                name,
                raw,
                b.getShort(at + 8) & UTF8,
                b.getShort(at + 10),
                b.getInt(at + 12),
                b.getInt(at + 16),
                b.getInt(at + 24),
                bytes,
                from,
                length);
        if (entries.putIfAbsent(key(name), e) != null) {
          throw Fault.broken("thành phần " + Phrases.shorten(name) + " có hai lần");
        }
      }
      at +=
          CENTRAL_SIZE
              + nameLength
              + (b.getShort(at + 30) & 0xffff)
              + (b.getShort(at + 32) & 0xffff);
    }
    return at == end && count == 0;
  }

  private static int dataAt(ByteBuffer b, int local, int length) {
    if (local < 0 || local + LOCAL_SIZE > b.limit() || b.getInt(local) != LOCAL) {
      return -1;
    }
    long from =
        (long) local
            + LOCAL_SIZE
            + (b.getShort(local + 26) & 0xffff)
            + (b.getShort(local + 28) & 0xffff);
    return length >= 0 && from + length <= b.limit() ? (int) from : -1;
  }

  /** Every entry unpacked by the library and to be packed anew: slow, and speaks all forms. */
  private void readThroughParts(Path file) {
    isUnpacked = true;
    try (Parts parts = Parts.open(file, Ceilings.STANDARD)) {
      for (String name : parts.listNames()) {
        byte[] all = parts.readAll(name);
        entries.put(
            key(name),
            new Entry(
                name,
                name.getBytes(StandardCharsets.UTF_8),
                UTF8,
                STORED,
                FIRST_DAY,
                flate.crc(all, 0, all.length),
                all.length,
                all,
                0,
                all.length));
      }
    }
  }
}
