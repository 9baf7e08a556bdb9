package vn.chitieu.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.xssf.usermodel.XSSFCell;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import vn.chitieu.Python;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;

/**
 * What others see in a workbook, cell by cell, in one notation: {@code N 12.5}, {@code T chữ},
 * {@code B true}, {@code E #REF!}, {@code D 2026-11-14}, {@code U} for a formula without a result.
 * Each rule by which an oracle is known to see it otherwise has a name of its own here.
 */
final class Oracles {
  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

  /** How far down a workbook is shifted to make room for our two hidden rows. */
  static final int SHIFT = 2;

  private static final int COLUMNS = 60;

  private Oracles() {}

  /** A cell's place. */
  record At(String sheet, int row, int column) implements Comparable<At> {
    @Override
    public int compareTo(At o) {
      int bySheet = sheet.compareTo(o.sheet);
      int byRow = Integer.compare(row, o.row);
      return bySheet != 0 ? bySheet : byRow != 0 ? byRow : Integer.compare(column, o.column);
    }

    @Override
    public String toString() {
      return sheet + "!" + SheetTable.letters(column) + row;
    }
  }

  // ---- ours

  /** What a draft says, by place; all its coded cells. */
  static Map<At, String> ours(Draft draft, int shift) {
    Map<At, String> cells = new TreeMap<>();
    for (Draft.Table t : draft.tables()) {
      for (Draft.Row r : t.rows()) {
        for (DraftCell c : r.cells().values()) {
          String address = c.at().address();
          int column = 0;
          for (int i = 0; Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + address.charAt(i) - 'A' + 1;
          }
          cells.put(new At(t.sheetName(), r.number() - shift, column), notation(c));
        }
      }
    }
    return cells;
  }

  private static String notation(DraftCell c) {
    return switch (c.kind()) {
      case NUMBER -> "N " + number(new BigDecimal(c.raw()));
      case TEXT -> "T " + c.raw();
      case BOOLEAN -> "B " + c.raw();
      case DATE -> "D " + c.raw();
      case ERROR -> "E " + c.raw();
      case UNCALCULATED -> "U";
    };
  }

  /** Fifteen digits, as Excel shows them; what is smaller than it can hold is nothing. */
  private static String number(BigDecimal n) {
    return n.abs().compareTo(new BigDecimal("1E-307")) < 0
        ? "0"
        : n.round(SHOWN).stripTrailingZeros().toPlainString();
  }

  /**
   * A copy of a workbook in which every column of every sheet is coded, its rows moved down by
   * {@link #SHIFT}: so every cell is one we keep.
   *
   * @return empty when a sheet is not UTF-8
   */
  static Optional<Path> coded(Path original, Path to) {
    StringBuilder head =
        new StringBuilder("<{p}row r=\"1\"><{p}c r=\"A1\" t=\"inlineStr\"><{p}is><{p}t>");
    head.append(RawBook.IDENTITY).append("</{p}t></{p}is></{p}c></{p}row><{p}row r=\"2\">");
    for (int c = 1; c <= COLUMNS; c++) {
      head.append("<{p}c r=\"")
          .append(SheetTable.letters(c))
          .append("2\" t=\"inlineStr\"><{p}is><{p}t>#c");
      head.append(c).append("</{p}t></{p}is></{p}c>");
    }
    head.append("</{p}row>");
    try (ZipFile zip = new ZipFile(original.toFile());
        OutputStream out = Files.newOutputStream(to);
        ZipOutputStream copy = new ZipOutputStream(out)) {
      for (ZipEntry e : java.util.Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(e).readAllBytes();
        if (e.getName().matches("(?i)/?xl/worksheets/[^/]*\\.xml")) {
          String xml = new String(content, StandardCharsets.UTF_8);
          if (xml.indexOf('\0') >= 0 || xml.indexOf('\uFFFD') >= 0) {
            return Optional.empty();
          }
          if (xml.matches("(?s).*<(\\w+:)?row[^>]* r=\"104857[56]\".*")) {
            return Optional.empty(); // no room for two more
          }
          content = shifted(xml, head.toString()).getBytes(StandardCharsets.UTF_8);
        }
        copy.putNextEntry(new ZipEntry(e.getName()));
        copy.write(content);
        copy.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(to);
  }

  private static final Pattern ADDRESS =
      Pattern.compile("(<(?:\\w+:)?(?:row|c)(?:\\s[^>]*?)?\\sr=[\"'])([A-Z]*)(\\d+)([\"'])");
  private static final Pattern DATA = Pattern.compile("<(\\w+:)?sheetData\\s*(/?)>");

  private static String shifted(String xml, String head) {
    Matcher data = DATA.matcher(xml);
    if (!data.find()) {
      return xml;
    }
    String p = data.group(1) == null ? "" : data.group(1);
    String rows = head.replace("{p}", p);
    String all =
        data.group(2).isEmpty()
            ? xml.substring(0, data.end()) + "{rows}" + xml.substring(data.end())
            : xml.substring(0, data.start())
                + "<"
                + p
                + "sheetData>{rows}</"
                + p
                + "sheetData>"
                + xml.substring(data.end());
    return ADDRESS
        .matcher(all)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(1) + m.group(2) + (Integer.parseInt(m.group(3)) + SHIFT) + m.group(4)))
        .replace("{rows}", rows);
  }

  // ---- POI

  /**
   * Every cell as POI's user model sees it; null when POI does not open the file.
   *
   * <p>Named rules: POI_ZERO_WITHOUT_RESULT – for a formula without a stored result it says 0.0, so
   * the raw value is asked. POI_BLANK_TEXT – a text in which nothing can be seen is a cell there
   * and none here. POI_DAY – it calls a format of hours a date; only a day, month or year is one
   * here, and the days that Excel does not have are numbers.
   */
  static @org.jspecify.annotations.Nullable Map<At, String> poi(Path file) {
    Map<At, String> cells = new TreeMap<>();
    try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell c : row) {
            String s = poi(c);
            if (!s.isEmpty()) {
              cells.put(
                  new At(
                      Phrases.nfc(sheet.getSheetName()),
                      c.getRowIndex() + 1,
                      c.getColumnIndex() + 1),
                  s);
            }
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
    return cells;
  }

  private static String poi(Cell c) {
    boolean isFormula = c.getCellType() == CellType.FORMULA;
    CellType type = isFormula ? c.getCachedFormulaResultType() : c.getCellType();
    if (isFormula && c instanceof XSSFCell x) {
      String raw = x.getRawValue();
      if ((raw == null || raw.isEmpty()) && type != CellType.STRING) {
        return "U";
      }
    }
    return switch (type) {
      case NUMERIC -> {
        double v = c.getNumericCellValue();
        String format = c.getCellStyle().getDataFormatString();
        boolean isDay =
            DateUtil.isCellDateFormatted(c)
                && showsDay(format)
                && v >= 0
                && v < (is1904(c) ? 2_957_004 : 2_958_466)
                && (is1904(c) || (int) v != 0 && (int) v != 60);
        yield isDay
            ? "D " + c.getLocalDateTimeCellValue().toLocalDate()
            : "N " + number(new BigDecimal(Double.toString(v)));
      }
      case STRING -> {
        String s = Phrases.nfc(c.getStringCellValue());
        yield Phrases.isBlank(s) ? "" : "T " + s;
      }
      case BOOLEAN -> "B " + c.getBooleanCellValue();
      case ERROR -> "E " + error(c);
      default -> "";
    };
  }

  /** Without looking at ours: what is left of the format's first section once words are gone. */
  private static boolean showsDay(String format) {
    String f =
        format
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
            .replaceAll("\\[(?!(h+|m+|s+)])[^\\]]*]", "")
            .split(";")[0];
    return f.matches(".*[dy].*") || f.contains("m") && !f.matches(".*[hs].*|.*\\[m.*");
  }

  private static boolean is1904(Cell c) {
    return c.getSheet().getWorkbook() instanceof org.apache.poi.ss.usermodel.Date1904Support d
        && d.isDate1904();
  }

  private static String error(Cell c) {
    return c instanceof XSSFCell x
        ? x.getErrorCellString()
        : FormulaError.forInt(c.getErrorCellValue()).getString();
  }

  // ---- calamine

  /**
   * Every cell as python-calamine sees it, for each file in order; null where it gives an error.
   *
   * <p>Its notation is coarser: {@code time} for what a clock format shows, nothing for an empty
   * text or for a formula without a result; errors are texts or nothing.
   */
  static List<@org.jspecify.annotations.Nullable Map<At, String>> calamine(
      List<Path> files, Path dir) {
    try {
      Path list = dir.resolve("calamine-list.txt");
      Path out = dir.resolve("calamine.jsonl");
      Files.write(list, files.stream().map(p -> p.toAbsolutePath().toString()).toList());
      Python.run("calamine_cells.py", list.toString(), out.toString());
      ObjectMapper json = new ObjectMapper();
      List<@org.jspecify.annotations.Nullable Map<At, String>> all = new ArrayList<>();
      for (String line : Files.readAllLines(out)) {
        JsonNode sheets = json.readTree(line).get("sheets");
        if (sheets == null) {
          all.add(null);
          continue;
        }
        Map<At, String> cells = new TreeMap<>();
        for (Map.Entry<String, JsonNode> sheet : sheets.properties()) {
          for (JsonNode c : sheet.getValue()) {
            String value = c.get(3).asString();
            String s =
                switch (c.get(2).asString()) {
                  case "number" -> "N " + number(new BigDecimal(value));
                  case "bool" -> "B " + value;
                  case "date" -> "D " + value;
                  case "time" -> "time";
                  default -> Phrases.isBlank(value) ? "" : "T " + Phrases.nfc(value);
                };
            if (!s.isEmpty()) {
              cells.put(new At(Phrases.nfc(sheet.getKey()), c.get(0).asInt(), c.get(1).asInt()), s);
            }
          }
        }
        all.add(cells);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
