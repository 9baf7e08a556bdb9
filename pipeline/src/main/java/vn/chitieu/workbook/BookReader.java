package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.Draft;

/** Reads a workbook's coded tables from its raw parts; holds nothing else in memory. */
final class BookReader {
  private final Parts parts;
  private final Ceilings ceilings;
  private final List<String> strings = new ArrayList<>();
  private final List<CellStyle> styles = new ArrayList<>();
  private boolean is1904;
  private int cells;
  private long textBytes;

  private BookReader(Parts parts, Ceilings ceilings) {
    this.parts = parts;
    this.ceilings = ceilings;
  }

  /** A sheet as the workbook lists it. */
  record Sheet(String name, String part) {}

  /**
   * Reads a package.
   *
   * @throws Fault when it is no workbook, is damaged or too large
   */
  static Draft read(Parts parts, Ceilings ceilings) {
    String main = FileKind.requireWorkbookPart(parts, ceilings);
    BookReader book = new BookReader(parts, ceilings);
    List<Relations.Relation> relations = Relations.read(parts, main, ceilings);
    List<Sheet> sheets = book.listSheets(main, relations);
    for (Relations.Relation r : relations) {
      if (r.type().endsWith("/styles")) {
        book.readStyles(r.target());
      } else if (r.type().endsWith("/sharedStrings")) {
        book.readStrings(r.target());
      }
    }
    List<Draft.Table> tables = new ArrayList<>();
    List<String> withoutIdentity = new ArrayList<>();
    for (Sheet s : sheets) {
      SheetReader reader = new SheetReader(book, s);
      reader.read().ifPresent(tables::add);
      if (reader.hasLostItsIdentity()) {
        withoutIdentity.add(s.name());
      }
    }
    return new Draft(tables, withoutIdentity);
  }

  Parts parts() {
    return parts;
  }

  Ceilings ceilings() {
    return ceilings;
  }

  boolean is1904() {
    return is1904;
  }

  /** Counts text that a cell holds for itself, not as a shared string. */
  void countText(int length) {
    textBytes += 2L * length;
    if (textBytes > ceilings.stringBytes()) {
      throw Fault.ceiling(
          "quá nhiều chữ trong các ô", Phrases.megabytes(ceilings.stringBytes()) + " chữ");
    }
  }

  /** Counts one more cell with content. */
  void countCell() {
    if (++cells > ceilings.cells()) {
      throw Fault.ceiling(
          "hơn " + Phrases.count(ceilings.cells()) + " ô có nội dung",
          Phrases.count(ceilings.cells()) + " ô");
    }
  }

  Optional<String> findString(int index) {
    return index >= 0 && index < strings.size()
        ? Optional.of(strings.get(index))
        : Optional.empty();
  }

  /** A cell's style; one that is not there shows as General. */
  CellStyle style(int style) {
    return style >= 0 && style < styles.size() ? styles.get(style) : CellStyle.GENERAL;
  }

  private List<Sheet> listSheets(String main, List<Relations.Relation> relations) {
    Map<String, Relations.Relation> byId = new HashMap<>();
    relations.forEach(r -> byId.put(r.id(), r));
    List<Sheet> sheets = new ArrayList<>();
    boolean isWorkbook = false;
    boolean hasSheets = false;
    try (Xml xml = new Xml(parts.open(main), ceilings)) {
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (at != Xml.At.START) {
          continue;
        }
        switch (xml.cellName()) {
          case "workbook" -> isWorkbook = true;
          case "workbookPr" -> is1904 = isTrue(xml.attribute("date1904"));
          case "sheet" -> {
            hasSheets = true;
            String name = xml.attribute("name");
            String id = xml.relationId();
            if (id != null && id.isEmpty()) {
              continue; // a macro module of Excel 5, kept as a name only
            }
            Relations.Relation r = id == null ? null : byId.get(id);
            if (name == null || name.isBlank() || name.length() > 255 || r == null) {
              throw Fault.broken(main);
            }
            // chart and macro sheets hold no cells
            if (r.type().endsWith("/worksheet")) {
              sheets.add(new Sheet(Phrases.nfc(name), r.target()));
            }
          }
          default -> {
            // the rest is not about cells
          }
        }
      }
    }
    if (!isWorkbook || !hasSheets) {
      throw Fault.broken(main);
    }
    return sheets;
  }

  static boolean isTrue(@Nullable String flag) {
    return "1".equals(flag) || "true".equals(flag) || "on".equals(flag);
  }

  private void readStyles(String part) {
    Map<Integer, String> own = new HashMap<>();
    List<String> fonts = new ArrayList<>();
    boolean inFonts = false;
    boolean inCellStyles = false;
    try (Xml xml = new Xml(parts.open(part), ceilings)) {
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (at == Xml.At.TEXT) {
          continue;
        }
        String name = xml.cellName();
        if (name.equals("cellXfs")) {
          inCellStyles = at == Xml.At.START;
        } else if (name.equals("fonts")) {
          inFonts = at == Xml.At.START;
        } else if (at == Xml.At.START && inFonts && name.equals("font")) {
          fonts.add("");
        } else if (at == Xml.At.START && inFonts && name.equals("name") && !fonts.isEmpty()) {
          fonts.set(fonts.size() - 1, CellStyle.legacy(xml.attribute("val")));
        } else if (at == Xml.At.START && name.equals("numFmt")) {
          String code = xml.attribute("formatCode");
          own.put(number(xml.attribute("numFmtId"), -1), code == null ? "" : code);
        } else if (at == Xml.At.START && name.equals("xf") && inCellStyles) {
          int id = number(xml.attribute("numFmtId"), 0);
          String code = own.get(id);
          if (styles.size() == ceilings.styles()) {
            throw Fault.ceiling(
                "hơn " + Phrases.count(ceilings.styles()) + " kiểu ô",
                Phrases.count(ceilings.styles()) + " kiểu ô");
          }
          int font = number(xml.attribute("fontId"), 0);
          styles.add(
              new CellStyle(
                  code == null ? NumberFormats.builtIn(id) : code,
                  font >= 0 && font < fonts.size() ? fonts.get(font) : ""));
        }
      }
    }
  }

  /** A small whole number of an attribute; {@code otherwise} when it is absent or none. */
  static int number(@Nullable String text, int otherwise) {
    if (text == null || text.isEmpty() || text.length() > 9) {
      return otherwise;
    }
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return otherwise;
      }
      n = n * 10 + (c - '0');
    }
    return n;
  }

  /**
   * The text of a sheet's first cell with content, empty when it is no text.
   *
   * @param relations those of the workbook
   */
  static String firstText(Parts parts, List<Relations.Relation> relations, String part) {
    BookReader book = new BookReader(parts, Ceilings.STANDARD);
    StringBuilder value = new StringBuilder();
    RichText inline = new RichText();
    String type = "";
    boolean inValue = false;
    try (Xml xml = new Xml(parts.open(part), Ceilings.STANDARD)) {
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (at == Xml.At.TEXT) {
          if (inValue) {
            xml.appendTo(value);
          } else {
            inline.takes(xml, at);
          }
        } else if (xml.cellName().equals("v")) {
          inValue = at == Xml.At.START;
        } else if (!inline.takes(xml, at) && xml.cellName().equals("c")) {
          if (at == Xml.At.START) {
            String t = xml.attribute("t");
            type = t == null ? "" : t;
          } else if (type.equals("s")) {
            for (Relations.Relation r : relations) {
              if (r.type().endsWith("/sharedStrings")) {
                book.readStrings(r.target());
              }
            }
            return book.findString(number(value.toString(), -1)).orElse("");
          } else if (!type.isEmpty()) {
            return type.equals("inlineStr") ? inline.toText(book.ceilings) : value.toString();
          } else if (!value.isEmpty()) {
            return "";
          }
        }
      }
    }
    return "";
  }

  private void readStrings(String part) {
    long bytes = 0;
    try (Xml xml = new Xml(parts.open(part), ceilings)) {
      RichText text = new RichText();
      boolean inItem = false;
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (text.takes(xml, at)) {
          continue;
        }
        if (xml.cellName().equals("si")) {
          // one within another: whoever counts them otherwise sees other texts
          if (inItem == (at == Xml.At.START)) {
            throw Fault.broken(part);
          }
          inItem = !inItem;
        }
        if (at == Xml.At.START && xml.cellName().equals("si")) {
          text.clear();
        } else if (at == Xml.At.END && xml.cellName().equals("si")) {
          String s = text.toText(ceilings);
          bytes += 2L * s.length();
          strings.add(s);
          if (strings.size() > ceilings.strings() || bytes > ceilings.stringBytes()) {
            throw Fault.ceiling(
                "quá nhiều chữ khác nhau trong " + part,
                Phrases.count(ceilings.strings())
                    + " đoạn, "
                    + Phrases.megabytes(ceilings.stringBytes()));
          }
        }
      }
    }
  }
}
