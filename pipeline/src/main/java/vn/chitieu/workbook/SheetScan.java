package vn.chitieu.workbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;
import vn.chitieu.sheet.FormIdentity;

/**
 * Scans one sheet whose rows and cells stand in order, each with its address, as every program
 * writes them. Says the same as {@link SheetReader} or is {@link Unspoken}.
 */
final class SheetScan {
  private static final long ROW = Tokens.key("row");
  private static final long C = Tokens.key("c");
  private static final long V = Tokens.key("v");
  private static final long F = Tokens.key("f");
  private static final long IS = Tokens.key("is");

  private static final int NUMBER = 0;
  private static final int SHARED = 1;
  private static final int STRING = 2;
  private static final int BOOLEAN = 3;
  private static final int ERROR = 4;
  private static final int INLINE = 5;

  private final FastReader book;
  private final Tokens tokens;
  private final String sheet;
  private final byte[] b;

  private @Nullable FormIdentity identity;
  private int identityRow;
  private boolean hasIdentity;
  private boolean hasRowCode;
  private @Nullable Map<String, String> columns;
  private String[] codes = {};
  private @Nullable Map<String, String> columnsOfThisRow;
  private final List<Draft.Row> rows = new ArrayList<>();

  private int row;
  private int column;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Map.Entry<String, DraftCell>[] kept = new Map.Entry[32];

  private int keptCount;

  // the cell under way
  private int style;
  private int type;
  private boolean isFormula;
  private boolean hasContent;
  private int valueFrom;
  private int valueTo;
  private boolean isPlainValue;
  private @Nullable String inline;

  SheetScan(FastReader book, Tokens tokens, String sheet) {
    this.book = book;
    this.tokens = tokens;
    this.sheet = sheet;
    this.b = tokens.bytes();
  }

  /** The sheet's table; null when it carries no identity with column codes below it. */
  Draft.@Nullable Table read() {
    if (tokens.next() != Tokens.START || !tokens.isMain() || !tokens.isNamed("worksheet")) {
      throw Unspoken.SIGNAL;
    }
    boolean hasData = false;
    int merged = 0;
    for (int at = tokens.next(); at != Tokens.END_OF_PART; at = tokens.next()) {
      if (at != Tokens.START || !tokens.isMain()) {
        continue;
      }
      long key = tokens.key();
      if (key == ROW || key == C || key == V || key == F || key == IS) {
        throw Unspoken.SIGNAL;
      }
      if (key == 0 && tokens.isNamed("sheetData")) {
        if (hasData || tokens.depth() != 2) {
          throw Unspoken.SIGNAL;
        }
        hasData = true;
        rows();
      } else if (key == 0 && tokens.isNamed("mergeCell") && ++merged > book.ceilings().merged()) {
        throw Unspoken.SIGNAL;
      }
    }
    FormIdentity found = identity;
    Map<String, String> named = columns;
    return found == null || named == null ? null : new Draft.Table(sheet, found, named, rows);
  }

  private void rows() {
    while (true) {
      switch (tokens.next()) {
        case Tokens.START -> row();
        case Tokens.END -> {
          return;
        }
        default -> {
          // spaces
        }
      }
    }
  }

  private void row() {
    int number = tokens.number("r", 0);
    if (!tokens.isMain() || tokens.key() != ROW || number <= row || number > SheetTable.LAST_ROW) {
      throw Unspoken.SIGNAL;
    }
    row = number;
    column = 0;
    keptCount = 0;
    columnsOfThisRow = null;
    cells();
    Map<String, String> found = columnsOfThisRow;
    if (found != null) {
      columns = found;
    } else if (keptCount > 0) {
      if (rows.size() == book.ceilings().rows()) {
        throw Unspoken.SIGNAL;
      }
      rows.add(new Draft.Row(row, Map.ofEntries(Arrays.copyOf(kept, keptCount))));
    }
  }

  private void cells() {
    while (true) {
      while (isUsual()) {
        cell();
      }
      switch (tokens.next()) {
        case Tokens.START -> {
          unusual();
          cell();
        }
        case Tokens.END -> {
          return;
        }
        default -> {
          // spaces
        }
      }
    }
  }

  private void begin(int number) {
    if (number <= column || number > SheetTable.LAST_COLUMN) {
      throw Unspoken.SIGNAL;
    }
    column = number;
    style = 0;
    type = NUMBER;
    isFormula = false;
    hasContent = false;
    valueFrom = 0;
    valueTo = 0;
    isPlainValue = true;
    inline = null;
  }

  /**
   * {@code <c r="B3" s="5" t="s"><v>12</v></c>}: taken in one go, or left where it stands.
   *
   * @return whether it was taken
   */
  private boolean isUsual() {
    int i = tokens.at();
    byte[] b = this.b;
    if (i < 0
        || b[i] != '<'
        || b[i + 1] != 'c'
        || b[i + 2] != ' '
        || b[i + 3] != 'r'
        || b[i + 4] != '='
        || b[i + 5] != '"'
        || !tokens.isDefaultMain()) {
      return false;
    }
    i += 6;
    int col = 0;
    int letters = i;
    while (b[i] >= 'A' && b[i] <= 'Z' && i < letters + 3) {
      col = col * 26 + (b[i++] - 'A' + 1);
    }
    int number = 0;
    int digits = i;
    while (b[i] >= '0' && b[i] <= '9' && i < digits + 7) {
      number = number * 10 + (b[i++] - '0');
    }
    if (i == digits || number != row || b[i] != '"') {
      return false;
    }
    i++;
    int s = 0;
    if (b[i] == ' ' && b[i + 1] == 's' && b[i + 2] == '=' && b[i + 3] == '"') {
      i += 4;
      digits = i;
      while (b[i] >= '0' && b[i] <= '9' && i < digits + 9) {
        s = s * 10 + (b[i++] - '0');
      }
      if (b[i] != '"' || i == digits) {
        return false;
      }
      i++;
    }
    int t = NUMBER;
    if (b[i] == ' ' && b[i + 1] == 't' && b[i + 2] == '=' && b[i + 3] == '"') {
      switch (b[i + 4]) {
        case 's' -> t = b[i + 5] == '"' ? SHARED : -1;
        case 'n' -> t = b[i + 5] == '"' ? NUMBER : -1;
        case 'b' -> t = b[i + 5] == '"' ? BOOLEAN : -1;
        default -> t = -1;
      }
      if (t < 0) {
        return false;
      }
      i += 6;
    }
    if (b[i] == '/') {
      if (b[i + 1] != '>') {
        return false;
      }
      begin(col);
      tokens.goTo(i + 2);
      return true;
    }
    if (b[i] != '>' || b[i + 1] != '<' || b[i + 2] != 'v' || b[i + 3] != '>') {
      return false;
    }
    i += 4;
    int from = i;
    // a value of digits and letters; whatever else it is, the tokens tell
    while (b[i] > ' ' && b[i] != '<' && b[i] != '&' && b[i] != '>') {
      i++;
    }
    if (b[i] != '<'
        || b[i + 1] != '/'
        || b[i + 2] != 'v'
        || b[i + 3] != '>'
        || b[i + 4] != '<'
        || b[i + 5] != '/'
        || b[i + 6] != 'c'
        || b[i + 7] != '>'
        || i - from > 64) {
      return false;
    }
    begin(col);
    style = s;
    type = t;
    hasContent = true;
    valueFrom = from;
    valueTo = i;
    tokens.goTo(i + 8);
    return true;
  }

  /** A cell of any other make, token by token. */
  private void unusual() {
    if (!tokens.isMain() || tokens.key() != C) {
      throw Unspoken.SIGNAL;
    }
    String address = tokens.attribute("r");
    String t = tokens.attribute("t");
    int s = tokens.number("s", 0);
    if (address == null) {
      throw Unspoken.SIGNAL;
    }
    begin(columnOf(address));
    style = s;
    type =
        switch (t) {
          case null -> NUMBER;
          case "n" -> NUMBER;
          case "s" -> SHARED;
          case "str" -> STRING;
          case "b" -> BOOLEAN;
          case "e" -> ERROR;
          case "inlineStr" -> INLINE;
          default -> throw Unspoken.SIGNAL;
        };
    boolean hasValue = false;
    while (true) {
      int at = tokens.next();
      if (at == Tokens.END) {
        return;
      }
      if (at == Tokens.TEXT) {
        continue;
      }
      if (!tokens.isMain()) {
        throw Unspoken.SIGNAL;
      }
      hasContent = true;
      long key = tokens.key();
      if (key == V && !hasValue) {
        hasValue = true;
        value();
      } else if (key == F) {
        isFormula = true;
        text();
      } else if (key == IS && inline == null) {
        inline = FastReader.SharedStrings.rich(tokens);
        book.countText(inline.length() * 3);
      } else {
        throw Unspoken.SIGNAL;
      }
    }
  }

  private int columnOf(String address) {
    int c = 0;
    int i = 0;
    while (i < address.length() && i < 3 && address.charAt(i) >= 'A' && address.charAt(i) <= 'Z') {
      c = c * 26 + (address.charAt(i++) - 'A' + 1);
    }
    if (i == 0 || BookReader.number(address.substring(i), 0) != row) {
      throw Unspoken.SIGNAL;
    }
    return c;
  }

  /** Goes to the end of an element that holds one text, and remembers it. */
  private void value() {
    int at = tokens.next();
    if (at == Tokens.TEXT) {
      valueFrom = tokens.textFrom();
      valueTo = tokens.textTo();
      isPlainValue = tokens.isPlainText();
      at = tokens.next();
    }
    if (at != Tokens.END) {
      throw Unspoken.SIGNAL;
    }
    if (type == STRING) {
      book.countText(valueTo - valueFrom);
    }
  }

  /** Goes to the end of an element that holds nothing but text. */
  private void text() {
    int at = tokens.next();
    while (at == Tokens.TEXT) {
      at = tokens.next();
    }
    if (at != Tokens.END) {
      throw Unspoken.SIGNAL;
    }
  }

  // ---- what the cell means

  private void cell() {
    if (!hasContent) {
      return;
    }
    book.countCell();
    if (columns != null) {
      String code = column < codes.length ? codes[column] : null;
      if (code != null) {
        keep(code);
      }
    } else if (column <= book.ceilings().columns()) {
      if (identity == null) {
        if (row <= SheetTable.HEAD_ROWS && mayBeMark()) {
          mark(seenText());
        }
      } else if (row > identityRow && row <= SheetTable.HEAD_ROWS && mayBeMark()) {
        code(seenText());
      }
    }
  }

  private void mark(String text) {
    hasRowCode |= SheetTable.ROW_CODES.contains(text);
    Optional<FormIdentity> found = FormIdentity.parse(text);
    if (found.isPresent()) {
      hasIdentity = true;
      if (row <= SheetTable.IDENTITY_ROWS) {
        identity = found.get();
        identityRow = row;
      }
    }
  }

  /** Whether the first rows hold the codes of a table of ours but no identity above them. */
  boolean hasLostItsIdentity() {
    return hasRowCode && !hasIdentity;
  }

  private void code(String text) {
    if (!text.startsWith("#") || text.length() < 2) {
      return;
    }
    Map<String, String> found = columnsOfThisRow;
    if (found == null) {
      found = new LinkedHashMap<>();
      columnsOfThisRow = found;
    }
    String code = text.substring(1).strip();
    if (found.put(code, SheetTable.letters(column)) != null) {
      throw Unspoken.SIGNAL;
    }
    if (codes.length <= column) {
      codes = Arrays.copyOf(codes, column + 16);
    }
    codes[column] = code;
  }

  /** Whether the cell can hold a text that begins with {@code #}: false is certain. */
  private boolean mayBeMark() {
    return switch (type) {
      case SHARED -> {
        int index = index();
        yield index >= 0 && book.strings().mayBeginWith(index, '#');
      }
      case STRING, INLINE -> true;
      default -> false;
    };
  }

  private String seenText() {
    String text = ownText();
    return Phrases.isBlank(text) ? "" : text;
  }

  private String ownText() {
    return switch (type) {
      case SHARED -> book.strings().get(index());
      case STRING -> RichText.toText(stored(), book.ceilings());
      default -> RichText.toText(inline == null ? "" : inline, book.ceilings());
    };
  }

  /** The index of a shared string; -1 for what is none. */
  private int index() {
    int n = 0;
    if (valueTo - valueFrom > 9 || valueTo == valueFrom) {
      return BookReader.number(stored().strip(), -1);
    }
    for (int i = valueFrom; i < valueTo; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        return BookReader.number(stored().strip(), -1);
      }
      n = n * 10 + digit;
    }
    return n;
  }

  private String stored() {
    return Tokens.text(b, valueFrom, valueTo, isPlainValue);
  }

  private void keep(String code) {
    CellRef at = new CellRef(sheet, SheetTable.letters(column) + row);
    CellStyle look = book.style(style);
    DraftCell made =
        switch (type) {
          case NUMBER -> number(at, look);
          case BOOLEAN -> CellValue.truth(at, stored().strip(), look, isFormula);
          case ERROR -> CellValue.error(at, stored().strip(), look, isFormula);
          default -> CellValue.text(at, ownText(), look, isFormula);
        };
    if (made != null) {
      if (keptCount == kept.length) {
        kept = Arrays.copyOf(kept, 2 * keptCount);
      }
      kept[keptCount++] = Map.entry(code, made);
    }
  }

  private @Nullable DraftCell number(CellRef at, CellStyle look) {
    if (isShortNumber() && !NumberFormats.showsDay(look.format())) {
      String raw = new String(b, valueFrom, valueTo - valueFrom, StandardCharsets.ISO_8859_1);
      return new DraftCell(at, Kind.NUMBER, raw, look.format(), isFormula);
    }
    return CellValue.number(at, stored().strip(), look, isFormula, book.is1904());
  }

  /** Whether the bytes are the number as it is shown: up to fifteen digits, no zero too many. */
  private boolean isShortNumber() {
    int i = valueFrom;
    int to = valueTo;
    if (b[i] == '-') {
      i++;
    }
    int first = i;
    if (to - i < 1 || to - i > 16) {
      return false;
    }
    int point = -1;
    boolean isZero = true;
    for (; i < to; i++) {
      byte c = b[i];
      if (c == '.' && point < 0 && i > first) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      } else if (c != '0') {
        isZero = false;
      }
    }
    int digits = to - first - (point < 0 ? 0 : 1);
    int whole = (point < 0 ? to : point) - first;
    return digits <= 15
        && (b[first] != '0' || whole == 1)
        && (point < 0 || b[to - 1] != '0' && point < to - 1)
        && !(isZero && first > valueFrom);
  }
}
