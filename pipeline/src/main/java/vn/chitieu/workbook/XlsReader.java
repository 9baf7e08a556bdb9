package vn.chitieu.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.OldExcelFormatException;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FontRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;

/**
 * Reads an {@code .xls} (Excel 97 and later) from POI's stream of records, into the same draft as
 * an {@code .xlsx} with the same cells. Twice: the first time for the head of each sheet, the
 * second for what lies below it in the coded columns. No class of POI is loaded for other files.
 */
final class XlsReader {
  private static final int SHARE_OF_BYTES = 4;

  private final byte[] file;
  private final Ceilings ceilings;
  private final long start = System.nanoTime();
  private final List<SheetTable> tables = new ArrayList<>();
  private final List<SheetTable.@Nullable Codes> codes = new ArrayList<>();

  private XlsReader(byte[] file, Ceilings ceilings) {
    this.file = file;
    this.ceilings = ceilings;
  }

  /**
   * Reads a container that holds a workbook's stream.
   *
   * @throws Fault when it has a password, is damaged or too large
   */
  static Draft read(byte[] file, Ceilings ceilings) {
    if (file.length > ceilings.fileBytes() / SHARE_OF_BYTES) {
      throw Fault.ceiling(
          "tệp .xls nặng " + Phrases.megabytes(file.length),
          Phrases.megabytes(ceilings.fileBytes() / SHARE_OF_BYTES));
    }
    return new XlsReader(file, ceilings).read();
  }

  private Draft read() {
    List<String> names = new Pass(true).run();
    for (SheetTable t : tables) {
      codes.add(t.findCodes());
    }
    new Pass(false).run();
    List<Draft.Table> found = new ArrayList<>();
    List<String> withoutIdentity = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      SheetTable.Codes c = codes.get(i);
      if (c != null) {
        found.add(tables.get(i).table(c));
      } else if (tables.get(i).hasLostItsIdentity()) {
        withoutIdentity.add(names.get(i));
      }
    }
    return new Draft(found, withoutIdentity);
  }

  /** One walk over all records. */
  private final class Pass {
    private final boolean isFirst;
    private final List<BoundSheetRecord> bound = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> formatOfStyle = new ArrayList<>();
    private final List<Integer> fontOfStyle = new ArrayList<>();
    private final List<String> fonts = new ArrayList<>();
    private final Map<Integer, String> ownFormats = new HashMap<>();
    private @Nullable SSTRecord strings;
    private boolean is1904;
    private int depth;
    private int substreams;
    private int sheet = -1;
    private int records;
    private int cells;
    private long textBytes;
    private @Nullable FormulaRecord awaitsText;

    Pass(boolean isFirst) {
      this.isFirst = isFirst;
    }

    /** The names of the sheets that hold cells. */
    List<String> run() {
      try (POIFSFileSystem container = new POIFSFileSystem(new ByteArrayInputStream(file))) {
        HSSFRequest request = new HSSFRequest();
        request.addListenerForAllRecords(this::take);
        new HSSFEventFactory().processWorkbookEvents(request, container);
      } catch (Fault e) {
        throw e;
      } catch (EncryptedDocumentException e) {
        throw new Fault(new Finding.EncryptedWorkbook(Place.FILE));
      } catch (OldExcelFormatException e) {
        throw new Fault(new Finding.OtherExcelFormat(Place.FILE, ".xls của Excel 5.0/95"));
      } catch (IOException | RuntimeException e) {
        // The bytes lie in memory: whatever POI says of them is about them, not about the disk.
        throw Fault.broken("nội dung .xls không nguyên vẹn");
      }
      if (depth != 0 || names.isEmpty()) {
        throw Fault.broken("nội dung .xls không nguyên vẹn");
      }
      return names;
    }

    private void take(Record record) {
      if (++records > ceilings.records()) {
        throw Fault.ceiling(
            "tệp .xls có hơn " + Phrases.count(ceilings.records()) + " bản ghi",
            Phrases.count(ceilings.records()) + " bản ghi");
      }
      if ((records & 0xff) == 0 && ceilings.isOver(start)) {
        throw Fault.ceiling(
            "đọc lâu quá " + ceilings.seconds() + " giây", ceilings.seconds() + " giây");
      }
      switch (record) {
        case BOFRecord r -> begin(r);
        case EOFRecord r -> depth--;
        case BoundSheetRecord r -> bound.add(r);
        case DateWindow1904Record r -> is1904 = r.getWindowing() == 1;
        case FormatRecord r -> ownFormats.put(r.getIndexCode(), r.getFormatString());
        case FontRecord r -> fonts.add(CellStyle.legacy(r.getFontName()));
        case ExtendedFormatRecord r -> {
          formatOfStyle.add(r.getFormatIndex() & 0xffff);
          fontOfStyle.add(r.getFontIndex() & 0xffff);
        }
        case SSTRecord r -> strings = whole(r);
        case NumberRecord r ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) -> number(at, f, r.getValue(), false));
        case LabelSSTRecord r ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) -> CellValue.text(at, shared(at, r.getSSTIndex()), f, false));
        case LabelRecord r ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) -> text(at, f, r.getValue(), false));
        case BoolErrRecord r ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) ->
                    r.isBoolean()
                        ? CellValue.truth(at, r.getBooleanValue() ? "1" : "0", f, false)
                        : CellValue.error(at, error(r.getErrorValue()), f, false));
        case FormulaRecord r -> formula(r);
        case StringRecord r -> {
          FormulaRecord f = awaitsText;
          awaitsText = null;
          if (f != null) {
            cell(
                f.getRow(),
                f.getColumn(),
                f.getXFIndex(),
                (at, style) -> text(at, style, r.getString(), true));
          }
        }
        default -> {
          // the rest is not about content
        }
      }
    }

    /** A sheet's stream may hold those of charts; only the outer ones are sheets. */
    private void begin(BOFRecord r) {
      if (++depth > 1 || substreams++ == 0) {
        return;
      }
      if (substreams == 2) {
        bound.sort((a, b) -> Integer.compare(a.getPositionOfBof(), b.getPositionOfBof()));
      }
      sheet = -1;
      // behind those that are named, some programs leave one that Excel does not show
      if (substreams - 2 < bound.size() && r.getType() == BOFRecord.TYPE_WORKSHEET) {
        names.add(Phrases.nfc(bound.get(substreams - 2).getSheetname()));
        sheet = names.size() - 1;
        if (isFirst) {
          tables.add(new SheetTable(names.getLast(), ceilings));
        }
      }
    }

    private void formula(FormulaRecord r) {
      awaitsText = null;
      switch (r.getCachedResultTypeEnum()) {
        case STRING -> {
          if (r.hasCachedResultString()) {
            awaitsText = r;
          }
        }
        case BOOLEAN ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) -> CellValue.truth(at, r.getCachedBooleanValue() ? "1" : "0", f, true));
        case ERROR ->
            cell(
                r.getRow(),
                r.getColumn(),
                r.getXFIndex(),
                (at, f) -> CellValue.error(at, error(r.getCachedErrorValue()), f, true));
        default -> cell(r.getRow(), r.getColumn(), r.getXFIndex(), (at, f) -> result(at, f, r));
      }
    }

    /**
     * A record always holds a result. A zero that is to be calculated on load is how programs that
     * cannot calculate write none.
     */
    private @Nullable DraftCell result(CellRef at, CellStyle style, FormulaRecord r) {
      return r.isCalcOnLoad() && r.getValue() == 0
          ? CellValue.withoutResult(at, style, true)
          : number(at, style, r.getValue(), true);
    }

    private interface Words {
      @Nullable DraftCell read(CellRef at, CellStyle style);
    }

    private void cell(int row0, int column0, int style, Words words) {
      if (sheet < 0 || depth != 1) {
        return;
      }
      int row = row0 + 1;
      int column = column0 + 1;
      if (++cells > ceilings.cells()) {
        throw Fault.ceiling(
            "hơn " + Phrases.count(ceilings.cells()) + " ô có nội dung",
            Phrases.count(ceilings.cells()) + " ô");
      }
      SheetTable table = tables.get(sheet);
      CellRef at = new CellRef(names.get(sheet), SheetTable.letters(column) + row);
      CellStyle look = style(style);
      if (isFirst) {
        if (row <= SheetTable.HEAD_ROWS) {
          table.keepHead(row, column, () -> words.read(at, look));
        }
      } else {
        SheetTable.Codes known = codes.get(sheet);
        if (row > SheetTable.HEAD_ROWS && known != null && known.byColumn().containsKey(column)) {
          table.keepBody(row, column, words.read(at, look));
        }
      }
    }

    private CellStyle style(int style) {
      if (style < 0 || style >= formatOfStyle.size()) {
        return CellStyle.GENERAL;
      }
      int id = formatOfStyle.get(style);
      String own = ownFormats.get(id);
      // there is no font 4: a record of Excel 4 that was left out
      int font = fontOfStyle.get(style);
      int index = font > 4 ? font - 1 : font;
      return new CellStyle(
          own == null ? NumberFormats.builtIn(id) : own,
          index >= 0 && index < fonts.size() ? fonts.get(index) : "");
    }

    private DraftCell number(CellRef at, CellStyle style, double value, boolean isFormula) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw Fault.broken("ô " + at);
      }
      return CellValue.number(at, BigDecimal.valueOf(value), style, isFormula, is1904);
    }

    private @Nullable DraftCell text(CellRef at, CellStyle style, String text, boolean isFormula) {
      if (text.length() > ceilings.textLength()) {
        throw Fault.ceiling(
            "một ô có chữ dài " + Phrases.count(text.length()) + " ký tự",
            Phrases.count(ceilings.textLength()) + " ký tự");
      }
      textBytes += 2L * text.length();
      if (textBytes > ceilings.stringBytes()) {
        throw Fault.ceiling(
            "quá nhiều chữ trong các ô", Phrases.megabytes(ceilings.stringBytes()) + " chữ");
      }
      return CellValue.text(at, Phrases.nfc(text), style, isFormula);
    }

    /** POI fills up strings that were cut off with empty ones; each text stands there once. */
    private static SSTRecord whole(SSTRecord r) {
      int empty = 0;
      for (int i = 0; i < r.getNumUniqueStrings(); i++) {
        empty += r.getString(i).getString().isEmpty() ? 1 : 0;
      }
      if (empty > 1) {
        throw Fault.broken("bảng chữ của tệp .xls");
      }
      return r;
    }

    private String shared(CellRef at, int index) {
      SSTRecord all = strings;
      if (all == null || index < 0 || index >= all.getNumUniqueStrings()) {
        throw Fault.broken("ô " + at);
      }
      return Phrases.nfc(all.getString(index).getString());
    }

    private static String error(int code) {
      return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERR!";
    }
  }
}
