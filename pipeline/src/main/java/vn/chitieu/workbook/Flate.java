package vn.chitieu.workbook;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What packs and unpacks parts. To make one costs more than to use it, so they are kept: as many as
 * ever worked at the same time.
 */
final class Flate implements AutoCloseable {
  /** Answers are written once and read once: the time saved is worth the few bytes more. */
  private static final int LEVEL = 1;

  private static final ConcurrentLinkedQueue<Flate> FREE = new ConcurrentLinkedQueue<>();

  private final Inflater inflater = new Inflater(true);
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();

  private Flate() {}

  static Flate take() {
    Flate f = FREE.poll();
    return f == null ? new Flate() : f;
  }

  /** Gives it back. */
  @Override
  public void close() {
    FREE.add(this);
  }

  int crc(byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /**
   * Unpacks the first bytes of a part.
   *
   * @return how many there were, at most as many as {@code to} holds; -1 when the bytes are no
   *     packed ones
   */
  int inflate(byte[] packed, int from, int length, byte[] to) {
    inflater.reset();
    inflater.setInput(packed, from, length);
    int n = 0;
    try {
      while (n < to.length) {
        int more = inflater.inflate(to, n, to.length - n);
        if (more == 0) {
          return inflater.finished() ? n : -1;
        }
        n += more;
      }
      return n;
    } catch (DataFormatException e) {
      return -1;
    }
  }

  /** The most bytes that so many can become. */
  static int mostPacked(int length) {
    return length + length / 1000 + 64;
  }

  /** Packs and returns the length; {@code to} must have room for {@link #mostPacked}. */
  int deflate(byte[] content, byte[] to, int at) {
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    int n = at;
    while (!deflater.finished()) {
      n += deflater.deflate(to, n, to.length - n);
    }
    return n - at;
  }
}
