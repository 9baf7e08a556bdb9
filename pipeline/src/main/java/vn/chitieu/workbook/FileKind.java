package vn.chitieu.workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;

/** What a file is, by its bytes: names lie. */
final class FileKind {
  private static final int HEAD = 4096;
  private static final int OLE_ENTRY = 128;

  private FileKind() {}

  /**
   * A file's bytes.
   *
   * @throws Fault when there are none, or too many
   * @throws UncheckedIOException when the disk does not give them
   */
  static byte[] readAll(Path file, Ceilings ceilings) {
    try (FileChannel in = FileChannel.open(file)) {
      long size = in.size();
      if (size > ceilings.fileBytes()) {
        throw Fault.ceiling(
            "tệp nặng " + Phrases.megabytes(size), Phrases.megabytes(ceilings.fileBytes()));
      }
      byte[] bytes = new byte[(int) size];
      ByteBuffer to = ByteBuffer.wrap(bytes);
      while (to.hasRemaining() && in.read(to) >= 0) {
        // until all is here; a file that shrinks meanwhile ends in zeros and fails its checks
      }
      if (bytes.length == 0) {
        throw new Fault(new Finding.EmptyFile(Place.FILE));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two kinds of workbook that are read. */
  enum Kind {
    /** A zip package: {@code .xlsx} or {@code .xlsm}, if the rest is well. */
    PACKAGE,
    /** An OLE2 container with a workbook's stream: {@code .xls}. */
    BINARY
  }

  /**
   * Tells the two kinds apart.
   *
   * @throws Fault for everything else, saying what it is
   */
  static Kind kindOf(byte[] file) {
    if (starts(file, 0, "PK\u0003\u0004")) {
      if ((file.length > 6) && (file[6] & 1) != 0) {
        throw archive("tệp nén ZIP có mật khẩu");
      }
      if (!ZipDirectory.hasEnd(file)) {
        throw halfCopied();
      }
      return Kind.PACKAGE;
    }
    if (starts(file, 0, "PK\u0005\u0006")) {
      throw archive("tệp nén ZIP rỗng");
    }
    if (starts(file, 0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
      requireBook(file);
      return Kind.BINARY;
    }
    throw other(file);
  }

  private static Fault notAWorkbook(String what) {
    return new Fault(new Finding.NotAWorkbook(Place.FILE, what));
  }

  private static Fault otherFormat(String what) {
    return new Fault(new Finding.OtherExcelFormat(Place.FILE, what));
  }

  private static Fault archive(String what) {
    return new Fault(new Finding.ArchiveSent(Place.FILE, what));
  }

  private static Fault document(String what) {
    return new Fault(new Finding.DocumentSent(Place.FILE, what));
  }

  static Fault halfCopied() {
    return new Fault(new Finding.HalfCopied(Place.FILE));
  }

  /** An OLE2 container: told apart by the names in its directory, 128 bytes an entry. */
  private static void requireBook(byte[] bytes) {
    if (hasOleEntry(bytes, "EncryptedPackage")) {
      throw new Fault(new Finding.EncryptedWorkbook(Place.FILE));
    }
    if (hasOleEntry(bytes, "Workbook")
        || hasOleEntry(bytes, "WORKBOOK")
        || hasOleEntry(bytes, "BOOK")) {
      return;
    }
    if (hasOleEntry(bytes, "Book")) {
      throw otherFormat(".xls của Excel 5.0/95");
    }
    if (hasOleEntry(bytes, "WordDocument")) {
      throw document("tài liệu Word");
    }
    if (hasOleEntry(bytes, "PowerPoint Document")) {
      throw document("bài trình chiếu PowerPoint");
    }
    if (isCutBeforeDirectory(bytes)) {
      throw halfCopied();
    }
    throw notAWorkbook("tệp Office đời cũ");
  }

  /** Whether the directory's first sector, named at byte 48, lies behind the end. */
  private static boolean isCutBeforeDirectory(byte[] b) {
    if (b.length < 512) {
      return true;
    }
    int shift = Math.min((b[30] & 0xff) | (b[31] & 0xff) << 8, 20);
    long sector =
        (b[48] & 0xffL) | (b[49] & 0xffL) << 8 | (b[50] & 0xffL) << 16 | (b[51] & 0xffL) << 24;
    return (sector + 2 << shift) > b.length;
  }

  private static boolean hasOleEntry(byte[] bytes, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
    for (int at = 512; at + OLE_ENTRY <= bytes.length; at += OLE_ENTRY) {
      int length = (bytes[at + 64] & 0xff) | (bytes[at + 65] & 0xff) << 8;
      if (length == text.length + 2 && matches(bytes, at, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static Fault other(byte[] file) {
    byte[] head = Arrays.copyOf(file, Math.min(file.length, HEAD));
    if (starts(head, 0, "%PDF")) {
      return new Fault(new Finding.PdfSent(Place.FILE));
    }
    if (isPicture(head)) {
      return new Fault(new Finding.PictureSent(Place.FILE));
    }
    if (starts(head, 0, "Rar!")
        || starts(head, 0, "7z\u00BC\u00AF")
        || starts(head, 0, "\u001F\u008B")) {
      return archive("tệp nén");
    }
    if (isAllZero(file)) {
      return halfCopied();
    }
    if (isLockOfExcel(file)) {
      return new Fault(new Finding.LockFileSent(Place.FILE));
    }
    return text(head);
  }

  /**
   * The owner file {@code ~$…}: 165 bytes, the user's name in one byte a character up to byte 55,
   * then in two, each after its length and padded.
   */
  private static boolean isLockOfExcel(byte[] b) {
    if (b.length != 165 || b[0] < 1 || b[0] > 54 || b[55] < 1 || b[55] > 54 || b[56] != 0) {
      return false;
    }
    for (int i = 1 + b[0]; i < 55; i++) {
      if (b[i] != ' ' && b[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPicture(byte[] head) {
    return starts(head, 0, "\u0089PNG")
        || starts(head, 0, "\u00FF\u00D8\u00FF")
        || starts(head, 0, "GIF8")
        || starts(head, 0, "II*\0")
        || starts(head, 0, "MM\0*")
        || (starts(head, 0, "BM") && starts(head, 6, "\0\0\0\0"))
        || (starts(head, 0, "RIFF") && starts(head, 8, "WEBP"))
        || starts(head, 4, "ftyphei")
        || starts(head, 4, "ftypmif1");
  }

  private static Fault text(byte[] head) {
    String s = decode(head);
    if (s.isEmpty()) {
      return notAWorkbook("tệp không rõ loại");
    }
    String lower = s.toLowerCase(Locale.ROOT);
    if (lower.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
      return otherFormat("XML Spreadsheet 2003");
    }
    if (lower.contains("<html") || lower.contains("<!doctype html") || lower.contains("<table")) {
      return new Fault(new Finding.WebPageSent(Place.FILE));
    }
    if (lower.stripLeading().startsWith("<?xml")) {
      return notAWorkbook("tệp XML");
    }
    if (s.contains("file://") && s.strip().endsWith(";") && s.strip().lines().count() == 1) {
      return new Fault(new Finding.LockFileSent(Place.FILE)); // LibreOffice's .~lock.…#
    }
    return new Fault(new Finding.TextSent(Place.FILE));
  }

  /** The text, empty when the bytes are none. */
  private static String decode(byte[] head) {
    if (starts(head, 0, "\u00FF\u00FE")) {
      return new String(head, StandardCharsets.UTF_16LE);
    }
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return "";
      }
    }
    // The head may end within a character, so up to three bytes less may be whole.
    for (int cut = 0; cut < 4 && cut < head.length; cut++) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(head, 0, head.length - cut))
            .toString();
      } catch (CharacterCodingException e) {
        // try a shorter head
      }
    }
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static boolean isAllZero(byte[] file) {
    for (byte b : file) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The text's characters stand for bytes. */
  private static boolean starts(byte[] bytes, int at, String text) {
    return bytes.length >= at + text.length()
        && matches(bytes, at, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Finds the main part of a package.
   *
   * @return its name
   * @throws Fault when the package is no workbook, or one of another format
   */
  static String requireWorkbookPart(Parts parts, Ceilings ceilings) {
    if (!parts.has("[Content_Types].xml")) {
      throw foreignPackage(parts);
    }
    String main =
        Relations.read(parts, "", ceilings).stream()
            .filter(r -> r.type().endsWith("/officeDocument"))
            .map(Relations.Relation::target)
            .findFirst()
            .orElseThrow(() -> Fault.broken("_rels/.rels"));
    if (!parts.has(main)) {
      throw Fault.broken("thiếu thành phần " + Phrases.shorten(main));
    }
    requireWorkbook(ContentTypes.read(parts, ceilings).typeOf(main));
    return main;
  }

  /**
   * Lets a workbook's content type through.
   *
   * @throws Fault for every other, saying what it is
   */
  static void requireWorkbook(String type) {
    if (type.contains("sheet.binary")) {
      throw otherFormat(".xlsb (Excel nhị phân)");
    }
    if (type.contains("wordprocessingml") || type.contains("ms-word")) {
      throw document("tài liệu Word");
    }
    if (type.contains("presentationml") || type.contains("ms-powerpoint")) {
      throw document("bài trình chiếu PowerPoint");
    }
    if (!type.endsWith(".main+xml")
        || !(type.contains("spreadsheetml") || type.contains("ms-excel"))) {
      throw notAWorkbook("tệp Office không phải sổ tính");
    }
  }

  private static Fault foreignPackage(Parts parts) {
    if (parts.has("mimetype")) {
      String type = new String(parts.readAll("mimetype"), StandardCharsets.ISO_8859_1);
      if (type.contains("opendocument.spreadsheet")) {
        return new Fault(new Finding.OpenDocumentSent(Place.FILE));
      }
      if (type.contains("opendocument.text")) {
        return document("tài liệu LibreOffice Writer");
      }
      if (type.contains("opendocument.presentation")) {
        return document("bài trình chiếu LibreOffice Impress");
      }
    }
    if (parts.hasAnyUnder("index/") && parts.hasAnyEnding(".iwa")) {
      return new Fault(new Finding.NumbersSent(Place.FILE));
    }
    if (parts.has("xl/workbook.xml")) {
      return Fault.broken("thiếu thành phần " + ContentTypes.PART);
    }
    if (parts.hasAnyEnding(".xlsx") || parts.hasAnyEnding(".xlsm") || parts.hasAnyEnding(".xls")) {
      return archive("tệp nén ZIP chứa tệp Excel bên trong");
    }
    return archive("tệp nén ZIP");
  }
}
