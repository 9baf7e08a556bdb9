package vn.chitieu.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFClientAnchor;
import org.apache.poi.hssf.usermodel.HSSFComment;
import org.apache.poi.hssf.usermodel.HSSFFont;
import org.apache.poi.hssf.usermodel.HSSFHyperlink;
import org.apache.poi.hssf.usermodel.HSSFPatriarch;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer into a sender's {@code .xls}. Such a workbook is loaded and saved whole, so it
 * keeps what POI knows of it; its macros stay. The only class beside {@link XlsReader} that loads
 * POI.
 */
final class XlsAnswer {
  private static final short FIRST_COLOUR = 8;
  private static final short COLOURS = 56;

  /** The palette of such a workbook is the sender's and stays so. */
  private static final short PLAIN_LINE = HSSFColor.HSSFColorPredefined.GREY_50_PERCENT.getIndex();

  private static final String FONT = "Times New Roman";

  private final HSSFWorkbook book;
  private final Map<String, HSSFCellStyle> made = new HashMap<>();
  private final Map<String, Short> nearest = new HashMap<>();

  private XlsAnswer(HSSFWorkbook book) {
    this.book = book;
  }

  static void annotate(byte[] bytes, Answer answer, Path out) {
    try (POIFSFileSystem container = new POIFSFileSystem(new ByteArrayInputStream(bytes));
        HSSFWorkbook book = new HSSFWorkbook(container, true)) {
      XlsAnswer a = new XlsAnswer(book);
      Map<String, Map<String, Mark>> marks = Mark.all(answer);
      String name = a.removeEarlier();
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        HSSFSheet s = book.getSheetAt(i);
        a.mark(s, marks.getOrDefault(Phrases.nfc(s.getSheetName()), Map.of()));
      }
      a.writeFirst(name, answer);
      try (OutputStream file = Files.newOutputStream(out)) {
        book.write(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Takes the sheet of an earlier answer out and gives its name; a free one when there was none.
   */
  private String removeEarlier() {
    for (int i = 0; i < book.getNumberOfSheets(); i++) {
      HSSFSheet s = book.getSheetAt(i);
      HSSFRow first = s.getRow(0);
      HSSFCell a1 = first == null ? null : first.getCell(0);
      if (a1 != null
          && a1.getCellType() == CellType.STRING
          && a1.getStringCellValue().equals(AnswerSheet.MARK)) {
        String name = s.getSheetName();
        book.removeSheetAt(i);
        return name;
      }
    }
    String name = AnswerSheet.NAME;
    for (int n = 2; book.getSheetIndex(name) >= 0; n++) {
      name = AnswerSheet.NAME + " (" + n + ")";
    }
    return name;
  }

  private void writeFirst(String name, Answer answer) {
    HSSFSheet s = book.createSheet(name);
    book.setSheetOrder(name, 0);
    AnswerSheet.write(new OnePage(s), look -> style(look).getIndex(), answer);
    s.setDisplayGridlines(false);
    s.setAutobreaks(true);
    s.setFitToPage(true);
    s.setHorizontallyCenter(true);
    s.setMargin(PageMargin.LEFT, 0.4);
    s.setMargin(PageMargin.RIGHT, 0.4);
    PrintSetup print = s.getPrintSetup();
    print.setPaperSize(PrintSetup.A4_PAPERSIZE);
    print.setFitWidth((short) 1);
    print.setFitHeight((short) 0);
    for (int i = 0; i < book.getNumberOfSheets(); i++) {
      book.getSheetAt(i).setSelected(i == 0);
    }
    book.setActiveSheet(0);
    book.setFirstVisibleTab(0);
  }

  // ---- the senders' cells

  private void mark(HSSFSheet s, Map<String, Mark> marks) {
    List<HSSFCell> ours = new ArrayList<>();
    for (Row row : s) {
      for (Cell c : row) {
        if (isMarked((HSSFCellStyle) c.getCellStyle())) {
          ours.add((HSSFCell) c);
        }
      }
    }
    ours.forEach(c -> c.setCellStyle(unmarked(c.getCellStyle())));
    List<CellAddress> old = new ArrayList<>();
    s.getCellComments()
        .forEach(
            (at, c) -> {
              if (Mark.AUTHOR.equals(c.getAuthor())
                  || c.getString().getString().startsWith(Mark.HEADING)) {
                old.add(at);
              }
            });
    for (CellAddress at : old) {
      cell(s, at).removeCellComment();
    }
    if (marks.isEmpty()) {
      return;
    }
    HSSFPatriarch there = s.getDrawingPatriarch();
    HSSFPatriarch drawing = there == null ? s.createDrawingPatriarch() : there;
    marks.forEach(
        (address, mark) -> {
          HSSFCell c = cell(s, new CellAddress(address));
          c.setCellStyle(marked(c.getCellStyle(), mark));
          if (c.getCellComment() == null && !mark.text().isEmpty()) {
            comment(drawing, c, mark);
          }
        });
  }

  private static HSSFCell cell(HSSFSheet s, CellAddress at) {
    HSSFRow row = s.getRow(at.getRow());
    row = row == null ? s.createRow(at.getRow()) : row;
    HSSFCell c = row.getCell(at.getColumn());
    return c == null ? row.createCell(at.getColumn()) : c;
  }

  private static void comment(HSSFPatriarch drawing, HSSFCell c, Mark mark) {
    String text = Mark.HEADING + "\n" + mark.text();
    int lines = SheetXml.linesOf(text, 42, 10) + 1;
    int row = Math.max(0, c.getRowIndex() - 1);
    int column = Math.min(250, c.getColumnIndex() + 1);
    HSSFComment comment =
        drawing.createComment(
            new HSSFClientAnchor(
                0, 0, 0, 0, (short) column, row, (short) (column + 4), row + 2 + lines * 2 / 3));
    comment.setAuthor(Mark.AUTHOR);
    comment.setString(new HSSFRichTextString(text));
    c.setCellComment(comment);
  }

  /**
   * By the dashes: with so few colours, which other programs number anew, a sender's own red border
   * would be taken for ours.
   */
  private static boolean isMarked(HSSFCellStyle s) {
    return s.getBorderTop() == BorderStyle.MEDIUM_DASHED
        && s.getBorderBottom() == BorderStyle.MEDIUM_DASHED
        && s.getBorderLeft() == BorderStyle.MEDIUM_DASHED
        && s.getBorderRight() == BorderStyle.MEDIUM_DASHED;
  }

  private HSSFCellStyle marked(HSSFCellStyle style, Mark mark) {
    return made.computeIfAbsent(
        "mark " + style.getIndex() + " " + mark.rgb(),
        k -> bordered(style, BorderStyle.MEDIUM_DASHED, near(mark.rgb())));
  }

  private HSSFCellStyle bordered(HSSFCellStyle style, BorderStyle border, short colour) {
    HSSFCellStyle s = book.createCellStyle();
    s.cloneStyleFrom(style);
    setBorder(s, border, colour);
    return s;
  }

  private static void setBorder(HSSFCellStyle s, BorderStyle border, short colour) {
    s.setBorderTop(border);
    s.setBorderBottom(border);
    s.setBorderLeft(border);
    s.setBorderRight(border);
    s.setTopBorderColor(colour);
    s.setBottomBorderColor(colour);
    s.setLeftBorderColor(colour);
    s.setRightBorderColor(colour);
  }

  /** The style that differs in nothing but the border; else a plain border. */
  private HSSFCellStyle unmarked(HSSFCellStyle style) {
    HSSFCellStyle found = null;
    for (int i = 0; i < book.getNumCellStyles(); i++) {
      HSSFCellStyle s = book.getCellStyleAt(i);
      boolean isThin = s.getBorderTop() == BorderStyle.THIN;
      if (!isMarked(s) && (found == null || isThin) && looksLike(s, style)) {
        found = s;
        if (isThin) {
          break;
        }
      }
    }
    return found != null
        ? found
        : made.computeIfAbsent(
            "plain " + style.getIndex(), k -> bordered(style, BorderStyle.THIN, PLAIN_LINE));
  }

  private static boolean looksLike(HSSFCellStyle a, HSSFCellStyle b) {
    return a.getFontIndex() == b.getFontIndex()
        && a.getDataFormat() == b.getDataFormat()
        && a.getFillPattern() == b.getFillPattern()
        && a.getFillForegroundColor() == b.getFillForegroundColor()
        && a.getFillBackgroundColor() == b.getFillBackgroundColor()
        && a.getAlignment() == b.getAlignment()
        && a.getVerticalAlignment() == b.getVerticalAlignment()
        && a.getWrapText() == b.getWrapText()
        && a.getIndention() == b.getIndention()
        && a.getRotation() == b.getRotation()
        && a.getLocked() == b.getLocked()
        && a.getHidden() == b.getHidden();
  }

  // ---- our own sheet

  private HSSFCellStyle style(Look look) {
    return made.computeIfAbsent("look " + look, k -> make(look));
  }

  private HSSFCellStyle make(Look look) {
    HSSFCellStyle s = book.createCellStyle();
    s.setFont(font(look));
    s.setWrapText(look.isWrapped());
    s.setIndention((short) look.indent());
    s.setAlignment(
        switch (look.horizontal()) {
          case "left" -> HorizontalAlignment.LEFT;
          case "right" -> HorizontalAlignment.RIGHT;
          case "center" -> HorizontalAlignment.CENTER;
          default -> HorizontalAlignment.GENERAL;
        });
    s.setVerticalAlignment(
        look.vertical().equals("top") ? VerticalAlignment.TOP : VerticalAlignment.CENTER);
    if (!look.fill().isEmpty()) {
      s.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      s.setFillForegroundColor(near(look.fill()));
    }
    if (!look.border().isEmpty()) {
      setBorder(s, BorderStyle.THIN, PLAIN_LINE);
    }
    return s;
  }

  /** A font of the workbook that is just so, or a new one. */
  private HSSFFont font(Look look) {
    short colour = near(look.colour());
    short height = (short) Math.round(look.size() * 20);
    byte underline = look.isUnderlined() ? HSSFFont.U_SINGLE : HSSFFont.U_NONE;
    @Nullable HSSFFont there =
        book.findFont(
            look.isBold(),
            colour,
            height,
            FONT,
            look.isItalic(),
            false,
            HSSFFont.SS_NONE,
            underline);
    if (there != null) {
      return there;
    }
    HSSFFont f = book.createFont();
    f.setFontName(FONT);
    f.setFontHeight(height);
    f.setBold(look.isBold());
    f.setItalic(look.isItalic());
    f.setUnderline(underline);
    f.setColor(colour);
    return f;
  }

  /** The colour of the sender's palette that comes nearest. */
  private short near(String rgb) {
    return nearest.computeIfAbsent(rgb, this::findNearest);
  }

  private short findNearest(String rgb) {
    int wanted = Integer.parseInt(rgb, 16);
    int least = Integer.MAX_VALUE;
    short found = PLAIN_LINE;
    for (short i = FIRST_COLOUR; i < FIRST_COLOUR + COLOURS; i++) {
      HSSFColor c = book.getCustomPalette().getColor(i);
      if (c == null) {
        continue;
      }
      short[] t = c.getTriplet();
      int red = t[0] - (wanted >> 16 & 0xff);
      int green = t[1] - (wanted >> 8 & 0xff);
      int blue = t[2] - (wanted & 0xff);
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        found = i;
      }
    }
    return found;
  }

  /** Our sheet as such a workbook holds it. */
  private final class OnePage implements AnswerSheet.Page {
    private final HSSFSheet sheet;
    private final Map<Integer, Double> widths = new HashMap<>();

    private OnePage(HSSFSheet sheet) {
      this.sheet = sheet;
    }

    private HSSFRow row(int number) {
      HSSFRow r = sheet.getRow(number - 1);
      return r == null ? sheet.createRow(number - 1) : r;
    }

    private HSSFCell cell(int column, int row, int style) {
      HSSFCell c = row(row).createCell(column - 1);
      c.setCellStyle(book.getCellStyleAt(style));
      return c;
    }

    @Override
    public void column(int column, double width) {
      widths.put(column, width);
      sheet.setColumnWidth(column - 1, (int) (width * 256));
    }

    @Override
    public double width(int fromColumn, int toColumn) {
      double sum = 0;
      for (int c = fromColumn; c <= toColumn; c++) {
        sum += widths.getOrDefault(c, 0d);
      }
      return sum;
    }

    @Override
    public void text(int column, int row, String text, int style) {
      cell(column, row, style).setCellValue(new HSSFRichTextString(text));
    }

    @Override
    public void blank(int column, int row, int style) {
      cell(column, row, style);
    }

    @Override
    public void merge(int fromColumn, int toColumn, int row, int style) {
      for (int c = fromColumn; c <= toColumn; c++) {
        if (row(row).getCell(c - 1) == null) {
          blank(c, row, style);
        }
      }
      if (toColumn > fromColumn) {
        sheet.addMergedRegion(new CellRangeAddress(row - 1, row - 1, fromColumn - 1, toColumn - 1));
      }
    }

    @Override
    public void mergeDown(int column, int fromRow, int toRow) {
      sheet.addMergedRegion(new CellRangeAddress(fromRow - 1, toRow - 1, column - 1, column - 1));
    }

    @Override
    public void link(int column, int row, String to, String address) {
      HSSFHyperlink link = book.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
      link.setAddress("'" + to.replace("'", "''") + "'!" + address);
      row(row).getCell(column - 1).setHyperlink(link);
    }

    @Override
    public void lines(int row, int lines, double size) {
      HSSFRow r = row(row);
      float wanted = (float) Math.min(409, lines * (size * 1.3) + 4);
      if (r.getHeight() == sheet.getDefaultRowHeight() || r.getHeightInPoints() < wanted) {
        r.setHeightInPoints(wanted);
      }
    }

    @Override
    public void fixHeight(int row) {
      // a height that is set here is fixed anyway
    }

    @Override
    public void hideRow(int row) {
      row(row).setZeroHeight(true);
    }
  }
}
