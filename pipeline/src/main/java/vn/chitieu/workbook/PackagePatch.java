package vn.chitieu.workbook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A package rewritten: parts that are not touched keep their packed bytes, so nothing that is not
 * understood can get lost. The package was opened before, so its directory is known to be sound.
 */
final class PackagePatch {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_SIZE = 30;
  private static final int CENTRAL_SIZE = 46;
  private static final int END_SIZE = 22;
  private static final int WIDE = 0xFFFFFFFF;
  private static final int UTF8 = 1 << 11;
  private static final int DEFLATED = 8;

  /** 1 January 1980, the earliest day a zip entry can carry. */
  private static final int FIRST_DAY = 0x00210000;

  private final byte[] original;
  private final Parts parts;
  private final Map<String, byte[]> changed = new LinkedHashMap<>();
  private final Set<String> removed = new HashSet<>();

  /** A packed entry: its place in {@code from}, and what its headers say. */
  private record Packed(
      byte[] name,
      int flags,
      int method,
      int time,
      int crc,
      int size,
      byte[] from,
      int at,
      int length) {}

  PackagePatch(Path file, Parts parts) {
    this.parts = parts;
    try {
      this.original = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a part, or adds one behind the others. */
  void put(String name, String content) {
    changed.put(parts.findName(name).orElse(name), content.getBytes(StandardCharsets.UTF_8));
  }

  void remove(String name) {
    removed.add(parts.findName(name).orElse(name));
  }

  /** A name that no part has yet: {@code xl/comments1.xml}, {@code 2}, … */
  String freeName(String before, String after) {
    int n = 1;
    while (parts.has(before + n + after) || changed.containsKey(before + n + after)) {
      n++;
    }
    return before + n + after;
  }

  void write(Path out) {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(out), 1 << 16)) {
      List<Packed> all = list();
      List<Integer> offsets = new ArrayList<>();
      int position = 0;
      for (Packed p : all) {
        offsets.add(position);
        file.write(header(p, LOCAL, 0));
        file.write(p.from(), p.at(), p.length());
        position += LOCAL_SIZE + p.name().length + p.length();
      }
      int directory = 0;
      for (int i = 0; i < all.size(); i++) {
        byte[] h = header(all.get(i), CENTRAL, offsets.get(i));
        file.write(h);
        directory += h.length;
      }
      ByteBuffer end = buffer(END_SIZE);
      end.putInt(END).putInt(0).putShort((short) all.size()).putShort((short) all.size());
      end.putInt(directory).putInt(position).putShort((short) 0);
      file.write(end.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Packed> list() {
    Map<String, Packed> raw = readDirectory();
    List<Packed> all = new ArrayList<>();
    for (String name : parts.listNames()) {
      byte[] content = changed.remove(name);
      if (removed.contains(name)) {
        continue;
      }
      Packed packed = raw.get(name);
      if (content != null) {
        all.add(pack(name, content));
      } else if (packed != null) {
        all.add(packed);
      } else {
        all.add(pack(name, parts.readAll(name)));
      }
    }
    changed.forEach((name, content) -> all.add(pack(name, content)));
    return all;
  }

  private static Packed pack(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] packed = new byte[content.length + content.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(packed, length, packed.length - length);
      }
      return new Packed(
          name.getBytes(StandardCharsets.UTF_8),
          UTF8,
          DEFLATED,
          FIRST_DAY,
          (int) crc.getValue(),
          content.length,
          packed,
          0,
          length);
    } finally {
      deflater.end();
    }
  }

  /**
   * Where each entry's packed bytes lie. An entry that is described in the wide form, or not where
   * the directory says, is left out and will be packed anew.
   */
  private Map<String, Packed> readDirectory() {
    Map<String, Packed> raw = new HashMap<>();
    ByteBuffer b = ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN);
    int end = original.length - END_SIZE;
    while (end >= 0 && b.getInt(end) != END) {
      end--;
    }
    if (end < 0 || b.getInt(end + 16) == WIDE) {
      return raw;
    }
    int directory = b.getInt(end + 12);
    int shift = end - directory - b.getInt(end + 16);
    int at = end - directory;
    while (at >= 0 && at + CENTRAL_SIZE <= end && b.getInt(at) == CENTRAL) {
      int nameLength = b.getShort(at + 28) & 0xffff;
      int length = b.getInt(at + 20);
      int local = b.getInt(at + 42);
      byte[] name = new byte[nameLength];
      b.get(at + CENTRAL_SIZE, name);
      boolean isWide = length == WIDE || b.getInt(at + 24) == WIDE || local == WIDE;
      int from = isWide ? -1 : dataAt(b, local + shift, length);
      if (from >= 0) {
        raw.put(
            new String(name, StandardCharsets.UTF_8),
            new Packed(
                name,
                b.getShort(at + 8) & UTF8,
                b.getShort(at + 10),
                b.getInt(at + 12),
                b.getInt(at + 16),
                b.getInt(at + 24),
                original,
                from,
                length));
      }
      at +=
          CENTRAL_SIZE
              + nameLength
              + (b.getShort(at + 30) & 0xffff)
              + (b.getShort(at + 32) & 0xffff);
    }
    return raw;
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

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] header(Packed p, int signature, int offset) {
    boolean isCentral = signature == CENTRAL;
    ByteBuffer h = buffer((isCentral ? CENTRAL_SIZE : LOCAL_SIZE) + p.name().length);
    h.putInt(signature);
    if (isCentral) {
      h.putShort((short) 20);
    }
    h.putShort((short) 20).putShort((short) p.flags()).putShort((short) p.method());
    h.putInt(p.time()).putInt(p.crc()).putInt(p.length()).putInt(p.size());
    h.putShort((short) p.name().length).putShort((short) 0);
    if (isCentral) {
      h.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(offset);
    }
    return h.put(p.name()).array();
  }
}
