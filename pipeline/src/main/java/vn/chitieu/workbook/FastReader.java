package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.Draft;

/**
 * Reads the workbooks people really send: straight from the file's bytes, only the parts that are
 * needed, no object for a cell that is not kept. It gives the draft the {@link BookReader} would
 * give, or nothing: whatever it does not speak and whatever is wrong is left to that one, which
 * words the finding. Holds the file, one inflated part and the shared strings.
 */
final class FastReader {
  /** What a thread needs again and again; an inflater holds memory outside the heap. */
  private static final class Tools {
    private final Inflater inflater = new Inflater(true);
    private final ZipDirectory.Buffer part = new ZipDirectory.Buffer();
    private final ZipDirectory.Buffer strings = new ZipDirectory.Buffer();
    private final Tokens tokens = new Tokens(Ceilings.STANDARD);
    private final Memory<List<Relation>> relations = new Memory<>();
    private final Memory<String> contentTypes = new Memory<>();
    private final Memory<Contents> contents = new Memory<>();
    private final Memory<CellStyle[]> styles = new Memory<>();
  }

  /**
   * What small parts said that are the same in many workbooks: styles, relations, the list of
   * sheets. One program writes them alike whatever the figures are, so most need not even be
   * inflated again; whether they are the same is asked of each byte.
   */
  private static final class Memory<T> {
    private static final int ENTRIES = 8;
    private static final int LARGEST = 1 << 15;

    private record Known<T>(String about, ZipDirectory.Packed part, T said) {}

    private final List<Known<T>> known = new ArrayList<>();
    private int next;

    private @Nullable Known<T> find(ZipDirectory zip, String part, String about) {
      for (Known<T> k : known) {
        if (k.about().equals(about) && zip.isSame(part, k.part())) {
          return k;
        }
      }
      return null;
    }

    private void put(ZipDirectory zip, String part, String about, T said) {
      ZipDirectory.Packed packed = zip.copy(part, LARGEST);
      if (packed == null) {
        return;
      }
      Known<T> k = new Known<>(about, packed, said);
      if (known.size() < ENTRIES) {
        known.add(k);
      } else {
        known.set(next, k);
        next = (next + 1) % ENTRIES;
      }
    }
  }

  private static final ThreadLocal<Tools> TOOLS = ThreadLocal.withInitial(Tools::new);

  /** A larger part is read as a stream. */
  private static final int LARGEST = 16 << 20;

  /** Of UTF-8: far below the ceiling of texts even when each byte became a character of its own. */
  private static final int SHARE = 6;

  private static final long SHEET = Tokens.key("sheet");
  private static final long WORKBOOK = Tokens.key("workbook");
  private static final long NUM_FMT = Tokens.key("numFmt");
  private static final long FONTS = Tokens.key("fonts");
  private static final long FONT = Tokens.key("font");
  private static final long NAME = Tokens.key("name");
  private static final long CELL_XFS = Tokens.key("cellXfs");
  private static final long XF = Tokens.key("xf");

  private final ZipDirectory zip;
  private final Ceilings ceilings;
  private final Tools tools;
  private final Tokens tokens;
  private final SharedStrings strings;
  private CellStyle[] styles = {};
  private boolean is1904;
  private final long start = System.nanoTime();
  private long inflated;
  private int cells;
  private long textBytes;

  private FastReader(ZipDirectory zip, Ceilings ceilings) {
    this.zip = zip;
    this.ceilings = ceilings;
    this.tools = TOOLS.get();
    this.tokens = ceilings == Ceilings.STANDARD ? tools.tokens : new Tokens(ceilings);
    this.strings = new SharedStrings(ceilings);
  }

  /** The draft; empty when the slow reader must look at it. */
  static Optional<Draft> read(ZipDirectory zip, Ceilings ceilings) {
    FastReader reader = new FastReader(zip, ceilings);
    try {
      return Optional.of(reader.read());
    } catch (Unspoken | Fault e) {
      return Optional.empty();
    } finally {
      reader.tools.part.shrink();
      reader.tools.strings.shrink();
    }
  }

  /**
   * Reads a part, or remembers what it said.
   *
   * @param about what else the result depends on
   */
  private <T> T remember(Memory<T> memory, String part, String about, Supplier<T> read) {
    if (ceilings != Ceilings.STANDARD) {
      return read.get(); // what is remembered held under those
    }
    Memory.Known<T> known = memory.find(zip, part, about);
    if (known != null) {
      count(known.part().size());
      return known.said();
    }
    T said = read.get();
    memory.put(zip, part, about, said);
    return said;
  }

  private void count(int bytes) {
    inflated += bytes;
    unless(inflated > ceilings.inflatedBytes() || ceilings.isOver(start));
  }

  /** What the workbook's own part says. */
  private record Contents(List<Named> sheets, boolean is1904) {}

  private record Named(String id, String name) {}

  private record Relation(String id, String type, String target) {}

  private record Sheet(String name, String part) {}

  private Draft read() {
    String main =
        relations("").stream()
            .filter(r -> r.type().endsWith("/officeDocument"))
            .map(Relation::target)
            .findFirst()
            .orElseThrow(() -> Unspoken.SIGNAL);
    FileKind.requireWorkbook(
        remember(tools.contentTypes, ContentTypes.PART, main, () -> contentType(main)));
    List<Relation> relations = relations(main);
    Contents contents = remember(tools.contents, main, "", () -> contents(main));
    is1904 = contents.is1904();
    List<Sheet> sheets = sheets(contents, relations);
    boolean hasStyles = false;
    boolean hasStrings = false;
    for (Relation r : relations) {
      if (r.type().endsWith("/styles")) {
        unless(hasStyles);
        hasStyles = true;
        styles = remember(tools.styles, r.target(), "", () -> styles(r.target()));
      } else if (r.type().endsWith("/sharedStrings")) {
        unless(hasStrings);
        hasStrings = true;
        open(r.target(), tools.strings, ceilings.stringBytes() / SHARE);
        strings.read(tokens);
      }
    }
    List<Draft.Table> tables = new ArrayList<>();
    List<String> withoutIdentity = new ArrayList<>();
    for (Sheet s : sheets) {
      open(s.part(), tools.part, LARGEST);
      SheetScan scan = new SheetScan(this, tokens, s.name());
      Draft.Table table = scan.read();
      if (table != null) {
        tables.add(table);
      }
      if (scan.hasLostItsIdentity()) {
        withoutIdentity.add(s.name());
      }
    }
    return new Draft(tables, withoutIdentity);
  }

  private static void unless(boolean isWrong) {
    if (isWrong) {
      throw Unspoken.SIGNAL;
    }
  }

  private void open(String part, ZipDirectory.Buffer into, long atMost) {
    zip.inflate(part, tools.inflater, into, Math.min(atMost, ceilings.partBytes()), ceilings);
    count(into.length());
    tokens.begin(into.bytes(), into.length());
  }

  private List<Relation> relations(String part) {
    String rels = Relations.nameFor(part);
    return zip.has(rels)
        ? remember(tools.relations, rels, part, () -> relations(rels, part))
        : List.of();
  }

  private List<Relation> relations(String rels, String part) {
    List<Relation> all = new ArrayList<>();
    open(rels, tools.part, LARGEST);
    for (int at = tokens.next(); at != Tokens.END_OF_PART; at = tokens.next()) {
      if (at == Tokens.START && tokens.isNamed("Relationship")) {
        String id = tokens.attribute("Id");
        String type = tokens.attribute("Type");
        String target = tokens.attribute("Target");
        if (id != null
            && type != null
            && target != null
            && !"External".equals(tokens.attribute("TargetMode"))) {
          all.add(new Relation(id, type, Relations.resolve(part, target)));
        }
      }
    }
    return all;
  }

  private String contentType(String main) {
    String wanted = Parts.key(main);
    String extension = wanted.substring(wanted.lastIndexOf('.') + 1);
    String byName = null;
    String byExtension = "";
    open(ContentTypes.PART, tools.part, LARGEST);
    for (int at = tokens.next(); at != Tokens.END_OF_PART; at = tokens.next()) {
      if (at == Tokens.START) {
        if (tokens.lengthOf("PartName") > main.length() + 1) {
          continue; // another part, as most are
        }
        String name = tokens.attribute("PartName");
        if (name != null && !ContentTypes.key(name).equals(wanted)) {
          continue;
        }
        String type = tokens.attribute("ContentType");
        String suffix = tokens.attribute("Extension");
        if (type == null) {
          continue;
        }
        if (name != null) {
          byName = type;
        } else if (suffix != null && suffix.toLowerCase(Locale.ROOT).equals(extension)) {
          byExtension = type;
        }
      }
    }
    return byName == null ? byExtension : byName;
  }

  private Contents contents(String main) {
    List<Named> sheets = new ArrayList<>();
    boolean isWorkbook = false;
    boolean is1904 = false;
    boolean hasSheets = false;
    open(main, tools.part, LARGEST);
    for (int at = tokens.next(); at != Tokens.END_OF_PART; at = tokens.next()) {
      if (at != Tokens.START || !tokens.isMain()) {
        continue;
      }
      if (tokens.key() == WORKBOOK) {
        isWorkbook = true;
      } else if (tokens.isNamed("workbookPr")) {
        is1904 = BookReader.isTrue(tokens.attribute("date1904"));
      } else if (tokens.key() == SHEET) {
        hasSheets = true;
        String name = tokens.attribute("name");
        String id = tokens.relationId();
        if (id != null && id.isEmpty()) {
          continue; // a macro module of Excel 5, kept as a name only
        }
        if (name == null || name.isBlank() || name.length() > 255 || id == null) {
          throw Unspoken.SIGNAL;
        }
        sheets.add(new Named(id, Phrases.nfc(name)));
      }
    }
    unless(!isWorkbook || !hasSheets);
    return new Contents(sheets, is1904);
  }

  private static List<Sheet> sheets(Contents contents, List<Relation> relations) {
    Map<String, Relation> byId = new HashMap<>();
    relations.forEach(r -> byId.put(r.id(), r));
    List<Sheet> sheets = new ArrayList<>();
    for (Named s : contents.sheets()) {
      Relation r = byId.get(s.id());
      if (r == null) {
        throw Unspoken.SIGNAL;
      }
      if (r.type().endsWith("/worksheet")) {
        sheets.add(new Sheet(s.name(), r.target()));
      }
    }
    return sheets;
  }

  private CellStyle[] styles(String part) {
    Map<Integer, String> own = new HashMap<>();
    CellStyle[] all = new CellStyle[64];
    int count = 0;
    List<String> fonts = new ArrayList<>();
    boolean inFonts = false;
    boolean inCellStyles = false;
    open(part, tools.part, LARGEST);
    for (int at = tokens.next(); at != Tokens.END_OF_PART; at = tokens.next()) {
      if (at == Tokens.TEXT || !tokens.isMain()) {
        continue;
      }
      long key = tokens.key();
      if (key == CELL_XFS) {
        inCellStyles = at == Tokens.START;
      } else if (key == FONTS) {
        inFonts = at == Tokens.START;
      } else if (at == Tokens.START && inFonts && key == FONT) {
        fonts.add("");
      } else if (at == Tokens.START && inFonts && key == NAME && !fonts.isEmpty()) {
        fonts.set(fonts.size() - 1, CellStyle.legacy(tokens.attribute("val")));
      } else if (at == Tokens.START && key == NUM_FMT) {
        String code = tokens.attribute("formatCode");
        own.put(tokens.number("numFmtId", -1), code == null ? "" : code);
      } else if (at == Tokens.START && key == XF && inCellStyles) {
        unless(count == ceilings.styles());
        int id = tokens.number("numFmtId", 0);
        String code = own.get(id);
        if (count == all.length) {
          all = Arrays.copyOf(all, 2 * count);
        }
        int font = tokens.number("fontId", 0);
        all[count++] =
            new CellStyle(
                code == null ? NumberFormats.builtIn(id) : code,
                font >= 0 && font < fonts.size() ? fonts.get(font) : "");
      }
    }
    return Arrays.copyOf(all, count);
  }

  Ceilings ceilings() {
    return ceilings;
  }

  SharedStrings strings() {
    return strings;
  }

  boolean is1904() {
    return is1904;
  }

  CellStyle style(int style) {
    return style >= 0 && style < styles.length ? styles[style] : CellStyle.GENERAL;
  }

  void countCell() {
    unless(++cells > ceilings.cells());
  }

  /** Counts bytes of text that a cell holds for itself. */
  void countText(int bytes) {
    textBytes += bytes;
    unless(textBytes > ceilings.stringBytes() / SHARE);
  }

  /** The shared strings: where each lies, and as a text only once somebody asks. */
  static final class SharedStrings {
    private static final long SI = Tokens.key("si");
    private static final long T = Tokens.key("t");
    private static final long R_PH = Tokens.key("rPh");

    private final Ceilings ceilings;
    private byte[] bytes = {};
    private int[] from = new int[256];
    private int[] to = new int[256];
    private boolean[] isPlain = new boolean[256];
    private @Nullable String[] texts = new String[256];
    private int count;

    SharedStrings(Ceilings ceilings) {
      this.ceilings = ceilings;
    }

    private void read(Tokens tokens) {
      bytes = tokens.bytes();
      if (tokens.next() != Tokens.START || !tokens.isMain() || !tokens.isNamed("sst")) {
        throw Unspoken.SIGNAL;
      }
      while (true) {
        while (isUsual(tokens)) {
          // taken
        }
        switch (tokens.next()) {
          case Tokens.START -> {
            if (!tokens.isMain() || tokens.key() != SI) {
              skip(tokens);
            } else {
              add(0, 0, true, RichText.toText(rich(tokens), ceilings));
            }
          }
          case Tokens.END -> {
            if (tokens.next() != Tokens.END_OF_PART) {
              throw Unspoken.SIGNAL;
            }
            return;
          }
          default -> {
            // spaces
          }
        }
      }
    }

    /** An extension of somebody; strings in it would count for the parser, so none may be. */
    private static void skip(Tokens tokens) {
      int depth = tokens.depth();
      for (int at = tokens.next();
          at != Tokens.END || tokens.depth() >= depth;
          at = tokens.next()) {
        if (at == Tokens.START && tokens.isMain()) {
          throw Unspoken.SIGNAL;
        }
      }
    }

    /** {@code <si><t>…</t></si>}, as nearly all are. */
    private boolean isUsual(Tokens tokens) {
      int at = tokens.at();
      byte[] b = bytes;
      if (at < 0
          || !tokens.isDefaultMain()
          || b[at] != '<'
          || b[at + 1] != 's'
          || b[at + 2] != 'i'
          || b[at + 3] != '>'
          || b[at + 4] != '<'
          || b[at + 5] != 't') {
        return false;
      }
      int text;
      if (b[at + 6] == '>') {
        text = at + 7;
      } else if (isPreserved(b, at + 6)) {
        text = at + 6 + PRESERVE.length;
      } else {
        return false;
      }
      int close = tokens.scanText(text);
      if (b[close + 1] != '/'
          || b[close + 2] != 't'
          || b[close + 3] != '>'
          || b[close + 4] != '<'
          || b[close + 5] != '/'
          || b[close + 6] != 's'
          || b[close + 7] != 'i'
          || b[close + 8] != '>') {
        return false;
      }
      add(text, close, tokens.isPlainText(), null);
      tokens.goTo(close + 9);
      return true;
    }

    private static final byte[] PRESERVE =
        " xml:space=\"preserve\">".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    static boolean isPreserved(byte[] b, int at) {
      return b[at] == ' '
          && at + PRESERVE.length <= b.length
          && Arrays.equals(b, at, at + PRESERVE.length, PRESERVE, 0, PRESERVE.length);
    }

    private void add(int start, int end, boolean plain, @Nullable String text) {
      if (count == ceilings.strings()) {
        throw Unspoken.SIGNAL;
      }
      if (count == from.length) {
        from = Arrays.copyOf(from, 2 * count);
        to = Arrays.copyOf(to, 2 * count);
        isPlain = Arrays.copyOf(isPlain, 2 * count);
        texts = Arrays.copyOf(texts, 2 * count);
      }
      from[count] = start;
      to[count] = end;
      isPlain[count] = plain;
      texts[count++] = text;
    }

    /**
     * Whether a string can begin with {@code first}: false is certain.
     *
     * @throws Unspoken when there is no such string
     */
    boolean mayBeginWith(int index, char first) {
      if (index < 0 || index >= count) {
        throw Unspoken.SIGNAL;
      }
      String known = texts[index];
      if (known != null) {
        return !known.isEmpty() && known.charAt(0) == first;
      }
      byte b = from[index] < to[index] ? bytes[from[index]] : 0;
      return b == first || b == '_' || b == '&';
    }

    String get(int index) {
      if (index < 0 || index >= count) {
        throw Unspoken.SIGNAL;
      }
      String known = texts[index];
      if (known == null) {
        known =
            RichText.toText(Tokens.text(bytes, from[index], to[index], isPlain[index]), ceilings);
        texts[index] = known;
      }
      return known;
    }

    /** Gathers the text of the item whose start it stands on, up to its end. */
    static String rich(Tokens tokens) {
      StringBuilder text = new StringBuilder();
      int depth = tokens.depth();
      int hint = 0;
      boolean inText = false;
      while (true) {
        int at = tokens.next();
        if (at == Tokens.TEXT) {
          if (inText) {
            text.append(tokens.text());
          }
        } else if (at == Tokens.END && tokens.depth() < depth) {
          return text.toString();
        } else if (tokens.isMain()) {
          if (tokens.key() == T) {
            if (at == Tokens.START && inText) {
              throw Unspoken.SIGNAL;
            }
            inText = at == Tokens.START && hint == 0;
          } else if (tokens.key() == R_PH) {
            hint += at == Tokens.START ? 1 : -1;
          } else if (inText || tokens.key() == SI) {
            throw Unspoken.SIGNAL;
          }
        } else if (inText) {
          throw Unspoken.SIGNAL;
        }
      }
    }
  }
}
