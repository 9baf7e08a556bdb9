package vn.chitieu.workbook;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A workbook's package, opened under ceilings. What the directory of the package promises (sizes,
 * checksums) is checked while the bytes come, never believed.
 */
final class Parts implements Closeable {
  private static final long RATIO_FROM = 1L << 20;

  private final ZipFile zip;
  private final Ceilings ceilings;
  private final Map<String, ZipEntry> byName = new LinkedHashMap<>();
  private long inflated;

  private Parts(ZipFile zip, Ceilings ceilings) {
    this.zip = zip;
    this.ceilings = ceilings;
  }

  /**
   * Opens a package.
   *
   * @throws Fault when the bytes are no whole package or it has too many or repeated parts
   * @throws UncheckedIOException when the disk does not give the bytes
   */
  static Parts open(Path file, Ceilings ceilings) {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw Fault.broken("tệp nén bên trong không nguyên vẹn");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Parts parts = new Parts(zip, ceilings);
    try {
      parts.list();
      return parts;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private void list() {
    if (zip.size() > ceilings.parts()) {
      throw Fault.ceiling(
          "có " + Phrases.count(zip.size()) + " thành phần",
          Phrases.count(ceilings.parts()) + " thành phần");
    }
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry e = all.nextElement();
      if (!e.isDirectory() && byName.putIfAbsent(key(e.getName()), e) != null) {
        throw Fault.broken("thành phần " + Phrases.shorten(e.getName()) + " có hai lần");
      }
    }
  }

  /** Part names are compared without case; some writers put backslashes or a leading slash. */
  private static String key(String name) {
    String n = name.replace('\\', '/').toLowerCase(Locale.ROOT);
    return n.startsWith("/") ? n.substring(1) : n;
  }

  boolean has(String name) {
    return byName.containsKey(key(name));
  }

  boolean hasAnyUnder(String folder) {
    return byName.keySet().stream().anyMatch(n -> n.startsWith(folder));
  }

  boolean hasAnyEnding(String suffix) {
    return byName.keySet().stream().anyMatch(n -> n.endsWith(suffix));
  }

  /** The part's own spelling of its name. */
  Optional<String> findName(String name) {
    return Optional.ofNullable(byName.get(key(name))).map(ZipEntry::getName);
  }

  /** Opens a part for one reading from start to end. */
  PartStream open(String name) {
    ZipEntry e = byName.get(key(name));
    if (e == null) {
      throw Fault.broken("thiếu thành phần " + Phrases.shorten(name));
    }
    try {
      InputStream in = zip.getInputStream(e);
      if (in == null) {
        throw Fault.broken(e.getName());
      }
      return new PartStream(e, in);
    } catch (ZipException x) {
      throw Fault.broken(e.getName());
    } catch (IOException x) {
      throw new UncheckedIOException(x);
    }
  }

  /** A whole small part. */
  byte[] readAll(String name) {
    try (PartStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inflated bytes of one part. Throws {@link Fault} and unchecked I/O exceptions only. */
  final class PartStream extends InputStream {
    private final ZipEntry entry;
    private final InputStream in;
    private final CRC32 crc = new CRC32();
    private final TokenGuard guard = new TokenGuard(ceilings.tokenBytes());
    private long count;
    private boolean isAtEnd;
    private long limit = ceilings.partBytes();

    private PartStream(ZipEntry entry, InputStream in) {
      this.entry = entry;
      this.in = in;
    }

    String name() {
      return entry.getName();
    }

    /** Lowers what this part may hold. */
    void limitTo(long bytes) {
      limit = Math.min(limit, bytes);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      if (isAtEnd) {
        return -1; // the parser closes a stream once it has seen its end
      }
      int n;
      try {
        n = in.read(b, off, len);
      } catch (ZipException | EOFException e) {
        throw Fault.broken(name());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (n < 0) {
        isAtEnd = true;
        if (crc.getValue() != entry.getCrc()) {
          throw Fault.broken(name());
        }
        return n;
      }
      crc.update(b, off, n);
      count += n;
      inflated += n;
      check(b, off, n);
      return n;
    }

    private void check(byte[] b, int off, int n) {
      if (count > limit) {
        throw Fault.ceiling(
            "thành phần " + name() + " lớn hơn " + Phrases.megabytes(limit),
            Phrases.megabytes(limit));
      }
      if (inflated > ceilings.inflatedBytes()) {
        throw Fault.ceiling(
            "nội dung sau giải nén lớn hơn " + Phrases.megabytes(ceilings.inflatedBytes()),
            Phrases.megabytes(ceilings.inflatedBytes()));
      }
      if (count > RATIO_FROM && count > ceilings.ratio() * Math.max(1, entry.getCompressedSize())) {
        throw Fault.ceiling(
            "thành phần " + name() + " nén quá " + ceilings.ratio() + " lần",
            ceilings.ratio() + " lần");
      }
      boolean isShort = guard.accepts(b, off, n);
      if (guard.sawDoctype()) {
        throw Fault.broken(name() + " có khai báo DOCTYPE");
      }
      if (!isShort) {
        throw Fault.ceiling(
            "một đoạn của " + name() + " dài hơn " + Phrases.megabytes(ceilings.tokenBytes()),
            Phrases.megabytes(ceilings.tokenBytes()));
      }
    }

    /** Reads what is left, so that the checksum covers the whole part. */
    void drain() {
      byte[] rest = new byte[8192];
      while (read(rest, 0, rest.length) >= 0) {
        // the bytes themselves are of no use
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
