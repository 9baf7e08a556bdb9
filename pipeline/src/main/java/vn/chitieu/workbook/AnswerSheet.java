package vn.chitieu.workbook;

import java.util.List;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;

/** Writes the sheet {@code Kết quả}: narrow enough for a phone, every text wrapped. */
final class AnswerSheet {
  /** The sheet's name. */
  static final String NAME = "Kết quả";

  /** The text of its hidden first cell: how it is known again when it comes back. */
  static final String MARK = "#chitieu-tra-loi";

  private static final int LAST = 6;
  private static final double[] WIDTHS = {5, 11, 15, 15, 26, 14};

  /** A sheet to write on, of either of Excel's formats. Columns and rows count from 1. */
  interface Page {
    void column(int column, double width);

    double width(int fromColumn, int toColumn);

    /** A text, whatever it looks like. */
    void text(int column, int row, String text, int style);

    void blank(int column, int row, int style);

    void merge(int fromColumn, int toColumn, int row, int style);

    void mergeDown(int column, int fromRow, int toRow);

    /** A link within the workbook. */
    void link(int column, int row, String sheet, String address);

    /** At least the height of so many lines. */
    void lines(int row, int lines, double size);

    void fixHeight(int row);

    void hideRow(int row);
  }

  /** The styles of a workbook: the number of a look. */
  interface Looks {
    int of(Look look);
  }

  private final Page s;
  private final Looks styles;
  private int row = 1;

  private AnswerSheet(Page page, Looks looks) {
    this.s = page;
    this.styles = looks;
  }

  static void write(SheetXml sheet, Styles styles, Answer answer) {
    write(sheet, styles::of, answer);
    sheet.protect();
    // as wide as a phone shows it, which is as wide as an upright page is
    sheet.page(false, "");
    sheet.view(0, 0, "A2", true);
  }

  static void write(Page page, Looks looks, Answer answer) {
    new AnswerSheet(page, looks).write(answer);
  }

  private void write(Answer answer) {
    for (int i = 0; i < WIDTHS.length; i++) {
      s.column(1 + i, WIDTHS[i]);
    }
    s.text(1, row, MARK, styles.of(Look.PLAIN));
    s.hideRow(row++);
    line(
        answer.band(),
        Look.PLAIN.bold().size(14).colour("FFFFFF").fill(colour(answer.tone())).align("left"));
    Look plain = Look.PLAIN.align("left").top();
    answer.head().forEach(h -> line(h, plain));
    if (!answer.rows().isEmpty()) {
      title("Những chỗ cần xem lại");
      headings("STT", "Ô", "Đang ghi", "Cần ghi", "Cách sửa", "Ví dụ");
      answer.rows().forEach(this::fault);
    }
    if (!answer.recorded().isEmpty()) {
      title("Số liệu đã ghi nhận");
      recordedHeadings();
      answer.recorded().forEach(this::recorded);
    }
    if (!answer.changes().isEmpty()) {
      title(answer.changesTitle());
      answer.changes().forEach(c -> line("– " + c, plain));
    }
    if (!answer.contact().isEmpty()) {
      title("Cần giúp");
      line(answer.contact(), plain);
    }
  }

  private static String colour(Answer.Tone tone) {
    return switch (tone) {
      case OK -> "2E7D32";
      case PARTLY -> "9A5B00";
      case NOT -> "B71C1C";
    };
  }

  private void line(String words, Look look) {
    int style = styles.of(look);
    String text = inert(words);
    s.text(1, row, text, style);
    s.merge(1, LAST, row, style);
    s.lines(row, lines(text, s.width(1, LAST), look), look.size());
    s.fixHeight(row++);
  }

  private void title(String words) {
    s.lines(row++, 1, 6);
    line(words, Look.PLAIN.bold().size(13).align("left"));
  }

  private void headings(String... words) {
    int style = styles.of(Look.PLAIN.bold().boxed().fill("D9E1F2").align("center"));
    for (int i = 0; i < words.length; i++) {
      s.text(1 + i, row, words[i], style);
    }
    s.lines(row, 1, 12);
    row++;
  }

  /** Two rows: the sentence, then what stands there, what should, and how to get there. */
  private void fault(Answer.Row r) {
    Look boxed = Look.PLAIN.boxed().align("left").top();
    Look head = boxed.bold().fill(ground(r.severity()));
    String sentence = inert(word(r.severity()) + ": " + r.message());
    int number = styles.of(head.align("center"));
    s.text(1, row, Integer.toString(r.number()), number);
    CellRef at = r.at();
    if (at == null) {
      s.text(2, row, "Cả tệp", styles.of(head));
    } else {
      s.text(2, row, at.address(), styles.of(head.link()));
      s.link(2, row, at.sheet(), at.address());
    }
    int style = styles.of(head);
    s.text(3, row, sentence, style);
    s.merge(3, LAST, row, style);
    s.lines(row, lines(sentence, s.width(3, LAST), head), 12);
    s.fixHeight(row++);
    int words = styles.of(boxed);
    String more = r.others().isEmpty() ? "" : "\n" + r.othersInWords();
    String[] rest = {
      at == null ? "" : inert(at.sheet()) + more, r.found(), r.expected(), r.remedy(), r.example()
    };
    int lines = 1;
    for (int i = 0; i < rest.length; i++) {
      String text = inert(rest[i]);
      s.text(2 + i, row, text, words);
      lines = Math.max(lines, SheetXml.linesOf(text, WIDTHS[1 + i], 12));
    }
    s.blank(1, row, number);
    s.mergeDown(1, row - 1, row);
    s.lines(row, lines, 12);
    row++;
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case REFUSE, HOLD -> "Phải sửa";
      case ASK -> "Cần giải trình";
      case NOTE -> "Để biết";
    };
  }

  private static String ground(Severity severity) {
    return switch (severity) {
      case REFUSE, HOLD -> "FBE4E4";
      case ASK -> "FFF0D5";
      case NOTE -> "E7EEF9";
    };
  }

  private void recordedHeadings() {
    headings("Mã", "Ô", "Chỉ tiêu", "", "Đã ghi nhận", "Đơn vị");
    s.merge(3, 4, row - 1, styles.of(Look.PLAIN));
  }

  private void recorded(Answer.Recorded r) {
    Look boxed = Look.PLAIN.boxed().align("left");
    String label = inert(r.label());
    String text = inert(r.text());
    String unit = inert(r.unit());
    s.text(1, row, inert(r.code()), styles.of(boxed.bold()));
    CellRef at = r.at();
    if (at == null) {
      s.blank(2, row, styles.of(boxed));
    } else {
      s.text(2, row, at.address(), styles.of(boxed.link()));
      s.link(2, row, at.sheet(), at.address());
    }
    int words = styles.of(boxed);
    s.text(3, row, label, words);
    s.merge(3, 4, row, words);
    s.text(5, row, text, styles.of(boxed.bold().align("right")));
    s.text(6, row, unit, words);
    int lines =
        List.of(
                SheetXml.linesOf(label, s.width(3, 4), 12),
                SheetXml.linesOf(text, WIDTHS[4] * 0.92, 12),
                SheetXml.linesOf(unit, WIDTHS[5], 12))
            .stream()
            .max(Integer::compare)
            .orElse(1);
    s.lines(row, lines, 12);
    s.fixHeight(row++);
  }

  private static int lines(String text, double width, Look look) {
    return SheetXml.linesOf(text, look.isBold() ? width * 0.92 : width, look.size());
  }

  /**
   * Echoed text as it may stand in a cell of ours: not longer than a cell holds, and never one of
   * the words by which forms are recognised.
   */
  private static String inert(String text) {
    String cut = text.length() <= 2000 ? text : text.substring(0, 2000) + "…";
    return cut.startsWith("#") ? " " + cut : cut;
  }
}
