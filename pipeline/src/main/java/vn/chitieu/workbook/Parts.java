package vn.chitieu.workbook;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final int HEAD = 256;

  /** In these each ASCII byte is itself, so the guard over the bytes sees what the parser sees. */
  private static final Set<String> PLAIN =
      Set.of("UTF-8", "UTF8", "US-ASCII", "ASCII", "ISO-8859-1", "WINDOWS-1252", "WINDOWS-1258");

  /** In two bytes a character the guard can be led astray, so such a part must be small. */
  private static final long WIDE_PART = 4L << 20;

  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']");

  private final ZipFile zip;
  private final Ceilings ceilings;
  private final Map<String, ZipEntry> byName = new LinkedHashMap<>();
  private final long start = System.nanoTime();
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
    } catch (ZipException | EOFException e) {
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
  static String key(String name) {
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

  /** All parts by their own names, in the package's order. */
  List<String> listNames() {
    return byName.values().stream().map(ZipEntry::getName).toList();
  }

  /** What the package says is the part's inflated size; to be doubted. */
  long statedSize(String name) {
    ZipEntry e = byName.get(key(name));
    return e == null ? 0 : e.getSize();
  }

  /** The part's own spelling of its name. */
  Optional<String> findName(String name) {
    return Optional.ofNullable(byName.get(key(name))).map(ZipEntry::getName);
  }

  /** Opens an XML part for one reading from start to end. */
  PartStream open(String name) {
    return open(name, true);
  }

  private PartStream open(String name, boolean isXml) {
    ZipEntry e = byName.get(key(name));
    if (e == null) {
      throw Fault.broken("thiếu thành phần " + Phrases.shorten(name));
    }
    try {
      InputStream in = zip.getInputStream(e);
      if (in == null) {
        throw Fault.broken(e.getName());
      }
      return new PartStream(e, in, isXml);
    } catch (ZipException x) {
      throw Fault.broken(e.getName());
    } catch (IOException x) {
      throw new UncheckedIOException(x);
    }
  }

  /** A whole part, be it XML or not. */
  byte[] readAll(String name) {
    try (PartStream in = open(name, false)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole XML part as text whose declaration, if it has one, says UTF-8. */
  String readText(String name) {
    byte[] bytes = readAll(name);
    Charset charset = charset(bytes, name);
    String text = new String(bytes, charset);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return charset.equals(StandardCharsets.UTF_8)
        ? text
        : text.replaceFirst("encoding=[\"'][^\"']+[\"']", "encoding=\"UTF-8\"");
  }

  /** The encoding a part begins with or declares. */
  private static Charset charset(byte[] start, String name) {
    String head = new String(start, 0, Math.min(start.length, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00FE\u00FF") || head.startsWith("\u00FF\u00FE")) {
      return StandardCharsets.UTF_16;
    }
    Matcher declared = ENCODING.matcher(head);
    String encoding = declared.find() ? declared.group(1).toUpperCase(Locale.ROOT) : "UTF-8";
    if (!PLAIN.contains(encoding)) {
      throw Fault.broken(name + " dùng mã ký tự lạ");
    }
    return Charset.forName(encoding);
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
    private final boolean isXml;
    private final CRC32 crc = new CRC32();
    private final TokenGuard guard = new TokenGuard(ceilings.tokenBytes());
    private long count;
    private boolean isAtEnd;
    private long limit = ceilings.partBytes();

    private PartStream(ZipEntry entry, InputStream in, boolean isXml) {
      this.entry = entry;
      this.in = in;
      this.isXml = isXml;
    }

    String name() {
      return entry.getName();
    }

    /** The part's characters; bytes that are none become an exception of the reader. */
    Reader toReader() {
      byte[] head = new byte[HEAD];
      int length = 0;
      for (int n = 0; n >= 0 && length < HEAD; length += Math.max(n, 0)) {
        n = read(head, length, HEAD - length);
      }
      Charset charset = charset(Arrays.copyOf(head, length), name());
      if (charset.equals(StandardCharsets.UTF_16)) {
        limit = Math.min(limit, WIDE_PART);
      }
      boolean hasMark =
          length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
      int from = hasMark ? 3 : 0;
      return new InputStreamReader(
          new SequenceInputStream(new ByteArrayInputStream(head, from, length - from), this),
          charset.newDecoder());
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
        if (crc.getValue() != entry.getCrc() || count != entry.getSize()) {
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
      if (ceilings.isOver(start)) {
        throw Fault.ceiling(
            "đọc lâu quá " + ceilings.seconds() + " giây", ceilings.seconds() + " giây");
      }
      if (!isXml) {
        return;
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
