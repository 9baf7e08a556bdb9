package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.plan.Item;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Role;
import vn.chitieu.plan.Task;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.OpenQuestion;
import vn.chitieu.submission.TaskReport;

/**
 * Makes the workbook a unit fills for a period. On each sheet the first row is hidden and holds the
 * identity; the hidden row below the headings holds the column codes, so that nothing above it can
 * be taken for data.
 */
final class FormWriter {
  private static final String YELLOW = "FFF2A8";
  private static final String YELLOW_HEAD = "FFD966";
  private static final String GREY = "EDEFF2";
  private static final String GREY_HEAD = "D9E1F2";
  private static final String NUMBER = "#,##0.######";
  private static final String WHOLE = "#,##0";
  private static final String RATE = "0.00%";
  private static final String DAY = "dd/mm/yyyy";
  private static final List<String> YES_NO = List.of("có", "không");
  private static final int DIFFICULTIES = 15;
  private static final double[] DIFFICULTY_WIDTHS = {6, 50, 14, 26, 40, 34};
  private static final int TEXT = 2000;
  private static final int NAME_LENGTH = 200;
  private static final String QUESTIONS = "Yêu cầu giải trình";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Plan plan;
  private final Unit unit;
  private final Period period;
  private final Prefill prefill;
  private final boolean isIllustrative;
  private final BookWriter book;
  private final Styles styles;
  private final int white;
  private final int asWhole;
  private final int text;
  private final int code;
  private final int centred;
  private final int grey;
  private final int greyText;
  private final int typedText;
  private @Nullable String firstTyped;
  private int firstTypedSheet;
  private int sheetCount;

  private FormWriter(Plan plan, Unit unit, Period period, Prefill prefill, boolean isIllustrative) {
    this.plan = plan;
    this.unit = unit;
    this.period = period;
    this.prefill = prefill;
    this.isIllustrative = isIllustrative;
    this.book = new BookWriter(period.label() + " – " + unit.name(), period.startsOn());
    this.styles = book.styles();
    this.white = styles.whenFilled("FFFFFF");
    this.asWhole = styles.whenFormatted(WHOLE);
    Look boxed = Look.PLAIN.boxed();
    this.text = styles.of(boxed.align("left"));
    this.code = styles.of(boxed.align("center").bold());
    this.centred = styles.of(boxed.align("center"));
    this.grey = styles.of(boxed.fill(GREY).align("center"));
    this.greyText = styles.of(boxed.fill(GREY).align("left").top());
    this.typedText = styles.of(typed().align("left").top());
  }

  static void write(
      Plan plan, Unit unit, Period period, Prefill prefill, boolean isIllustrative, Path out) {
    new FormWriter(plan, unit, period, prefill, isIllustrative).write(out);
  }

  private void write(Path out) {
    figures();
    if (!prefill.questions().isEmpty()) {
      questions();
    }
    List<Measure> byArea = plan.listAreaMeasures(unit.code(), period);
    if (!byArea.isEmpty() && !plan.areas().isEmpty()) {
      areas(byArea);
    }
    List<Task> tasks = plan.listTasks(unit.code());
    if (!tasks.isEmpty()) {
      tasks(tasks);
    }
    difficulties();
    guide();
    book.write(out, firstTypedSheet);
  }

  private static Look typed() {
    return Look.PLAIN.boxed().fill(YELLOW).unlocked();
  }

  // ---- what every sheet has

  private SheetXml begin(String name, String table) {
    SheetXml s = book.sheet(name);
    sheetCount++;
    s.text(
        1,
        1,
        FormIdentity.report(
                table,
                plan.locality().code(),
                plan.year(),
                unit.code(),
                period.code(),
                plan.version(),
                isIllustrative)
            .text(),
        0);
    s.hideRow(1);
    return s;
  }

  /** A line of text across the table. */
  private void line(SheetXml s, int row, int from, int to, String words, Look look) {
    int style = styles.of(look);
    s.text(from, row, words, style);
    s.merge(from, to, row, style);
    s.lines(
        row,
        SheetXml.linesOf(words, s.width(from, to) * (look.isBold() ? 0.92 : 1), look.size()),
        look.size());
    s.fixHeight(row);
  }

  private record Column(int at, String code, String heading, boolean isTyped) {}

  /** Headings, and hidden below them the codes; returns the first row for data. */
  private int headings(SheetXml s, int row, List<Column> columns) {
    int plain = styles.of(Look.PLAIN.boxed().fill(GREY_HEAD).align("center"));
    int theirs = styles.of(Look.PLAIN.boxed().fill(YELLOW_HEAD).align("center").bold());
    int lines = 1;
    for (Column c : columns) {
      if (!c.heading().isEmpty()) {
        s.text(c.at(), row, c.heading(), c.isTyped() ? theirs : plain);
        lines = Math.max(lines, SheetXml.linesOf(c.heading(), s.width(c.at(), c.at()) * 0.92, 12));
      }
      if (!c.code().isEmpty()) {
        s.text(c.at(), row + 1, "#" + c.code(), 0);
      }
    }
    s.lines(row, lines, 12);
    s.hideRow(row + 1);
    book.printTitle(s, row, row);
    return row + 2;
  }

  /** Closes a sheet: protection, paper, what is seen first, yellow that turns white. */
  private void end(
      SheetXml s, int frozenColumns, int firstRow, List<String> typedCells, String active) {
    s.protect();
    s.page(
        true,
        "&L&\"Times New Roman\"&9"
            + (unit.shortName() + " – " + period.label()).replace("&", "&&")
            + "&R&\"Times New Roman\"&9Trang &P/&N");
    if (!typedCells.isEmpty()) {
      String first = typedCells.getFirst();
      String at = first.contains(":") ? first.substring(0, first.indexOf(':')) : first;
      s.rule(String.join(" ", typedCells), "LEN(TRIM(" + at + "))>0", white);
    }
    s.view(frozenColumns, firstRow - 1, active, firstTyped == null && !typedCells.isEmpty());
  }

  /** Remembers where the officer begins. */
  private void typed(String address) {
    if (firstTyped == null) {
      firstTyped = address;
      firstTypedSheet = sheetCount - 1;
    }
  }

  private String locality() {
    Plan.Locality l = plan.locality();
    String kind = l.kind();
    boolean named = l.name().toLowerCase(Locale.ROOT).startsWith(kind.toLowerCase(Locale.ROOT));
    return named ? Phrases.lowerFirst(l.name()) : kind + " " + l.name();
  }

  private String periodLine() {
    return "Kỳ báo cáo "
        + Phrases.lowerFirst(period.label())
        + " ("
        + Words.day(period.startsOn())
        + " – "
        + Words.day(period.endsOn())
        + ")";
  }

  private String dueLine() {
    return "Hạn gửi: " + Words.dayAndDate(period.dueOn());
  }

  /** The head of a following sheet: what it is, whose, and one sentence on how to fill it. */
  private int shortHead(SheetXml s, int from, int to, String title, String how) {
    line(s, 2, from, to, title, Look.PLAIN.bold().size(14).align("left"));
    line(
        s,
        3,
        from,
        to,
        unit.name() + " · " + periodLine() + " · " + dueLine(),
        Look.PLAIN.align("left"));
    line(s, 4, from, to, how, Look.PLAIN.italic().align("left"));
    int row = 5;
    if (isIllustrative) {
      illustrative(s, row++, from, to);
    }
    return row;
  }

  private void illustrative(SheetXml s, int row, int from, int to) {
    line(
        s,
        row,
        from,
        to,
        "SỐ LIỆU MINH HỌA – chỉ để xem thử, không phải số liệu thật của địa bàn",
        Look.PLAIN.bold().colour("C62828").align("left"));
  }

  // ---- Số liệu

  private static final int ITEM = 1;
  private static final int CODE = 2;
  private static final int NAME = 3;
  private static final int UNIT = 4;
  private static final int TARGET = 5;
  private static final int PREVIOUS = 6;
  private static final int VALUE = 7;
  private static final int CUMULATIVE = 8;
  private static final int LAST_YEAR = 9;
  private static final int EXPLANATION = 10;

  private void figures() {
    SheetXml s = begin("Số liệu", "so-lieu");
    s.hideColumn(ITEM);
    s.column(CODE, 6);
    s.column(NAME, 40);
    s.column(UNIT, 16);
    s.column(TARGET, 13);
    s.column(PREVIOUS, 15);
    s.column(VALUE, 15);
    s.column(CUMULATIVE, 14);
    s.column(LAST_YEAR, 13);
    s.column(EXPLANATION, 32);
    int row = 2;
    line(
        s,
        row++,
        CODE,
        EXPLANATION,
        "Ủy ban nhân dân " + locality() + " – Đơn vị báo cáo: " + unit.name(),
        Look.PLAIN.bold().align("left"));
    line(
        s,
        row++,
        CODE,
        EXPLANATION,
        "BÁO CÁO SỐ LIỆU THỰC HIỆN KẾ HOẠCH NĂM " + plan.year(),
        Look.PLAIN.bold().size(14).align("left"));
    line(
        s,
        row++,
        CODE,
        EXPLANATION,
        periodLine() + " · " + dueLine(),
        Look.PLAIN.bold().align("left"));
    line(
        s,
        row++,
        CODE,
        EXPLANATION,
        "Điền các ô màu vàng, lưu, đóng tệp rồi chép vào thư mục nop của đơn vị. Trả lời nằm trong"
            + " thư mục ket-qua.",
        Look.PLAIN.italic().align("left"));
    if (!prefill.questions().isEmpty()) {
      line(
          s,
          row++,
          CODE,
          EXPLANATION,
          "Có "
              + prefill.questions().size()
              + " yêu cầu giải trình chờ trả lời: xem trang “"
              + QUESTIONS
              + "”.",
          Look.PLAIN.bold().colour("C62828").align("left"));
    }
    if (isClosing()) {
      line(
          s,
          row++,
          CODE,
          EXPLANATION,
          "Biểu chốt năm: ghi số của cả năm, từ "
              + Words.day(period.startsOn())
              + " đến "
              + Words.day(period.endsOn())
              + ", không phải của riêng tháng cuối.",
          Look.PLAIN.bold().colour("C62828").align("left"));
    }
    if (isIllustrative) {
      illustrative(s, row++, CODE, EXPLANATION);
    }
    row =
        headings(
            s,
            row,
            List.of(
                new Column(ITEM, "item", "", false),
                new Column(CODE, "code", "Mã", false),
                new Column(NAME, "name", "Chỉ tiêu", false),
                new Column(UNIT, "unit", "Đơn vị tính", false),
                new Column(TARGET, "target", "Kế hoạch năm", false),
                new Column(PREVIOUS, "previous", "Lũy kế kỳ trước", false),
                new Column(VALUE, "value", isClosing() ? "Cả năm" : "Kỳ này", true),
                new Column(CUMULATIVE, "cumulative", "Lũy kế đến nay", false),
                new Column(LAST_YEAR, "last_year", "Cùng kỳ năm trước", false),
                new Column(EXPLANATION, "explanation", "Giải trình", true)));
    int firstRow = row;
    List<Item> items = plan.listItems(unit.code(), period);
    Figures figures = new Figures(s, items, firstRow);
    row = figures.write();
    if (items.isEmpty()) {
      line(
          s,
          row++,
          CODE,
          EXPLANATION,
          "Kỳ này đơn vị không có chỉ tiêu phải điền số liệu.",
          Look.PLAIN.italic().align("left"));
    }
    String signer = signer(s, row + 1);
    coordinated(s, row + 3);
    String active = figures.typed.isEmpty() ? "C" + firstRow : figures.typed.getFirst();
    List<String> all = new ArrayList<>(figures.typed);
    all.addAll(figures.explanations);
    all.add(signer);
    end(s, NAME, firstRow, all, active);
    if (!figures.numbers.isEmpty()) {
      String at = figures.numbers.getFirst();
      s.rule(
          String.join(" ", figures.numbers),
          "AND(ISNUMBER(" + at + "),INT(" + at + ")=" + at + ")",
          asWhole);
    }
    if (!figures.typed.isEmpty()) {
      typed(active);
    }
  }

  /** Who answers for the form; as last named, so that it is typed once. */
  private String signer(SheetXml s, int row) {
    s.text(ITEM, row, Decoder.SIGNER, 0);
    int label = styles.of(Look.PLAIN.boxed().bold().align("left"));
    s.text(CODE, row, "Thủ trưởng đơn vị (họ tên, chức vụ)", label);
    s.merge(CODE, PREVIOUS, row, label);
    s.text(VALUE, row, prefill.signer(), typedText);
    s.merge(VALUE, EXPLANATION, row, text);
    s.lines(row, SheetXml.linesOf(prefill.signer(), s.width(VALUE, EXPLANATION), 12), 12);
    String at = SheetXml.address(VALUE, row);
    s.validate(
        at,
        SheetXml.Allowed.textUpTo(NAME_LENGTH),
        "Thủ trưởng đơn vị",
        "Họ tên và chức vụ người chịu trách nhiệm về số liệu của biểu. Đổi người thì ghi lại.",
        "Ô này dài nhất " + Phrases.count(NAME_LENGTH) + " ký tự. Ghi ngắn lại giúp.");
    return at;
  }

  /** What the unit only takes part in: named, nothing to fill. */
  private void coordinated(SheetXml s, int row) {
    List<String> names =
        plan.assignments().stream()
            .filter(a -> a.unitCode().equals(unit.code()) && a.role() == Role.COORDINATES)
            .flatMap(a -> plan.findMeasure(a.measureCode()).stream())
            .map(m -> m.code() + " " + m.shortName())
            .toList();
    if (!names.isEmpty()) {
      line(
          s,
          row,
          CODE,
          EXPLANATION,
          "Đơn vị phối hợp (không phải điền): " + String.join("; ", names) + ".",
          Look.PLAIN.italic().align("left").top());
    }
  }

  /** The rows of the figures, one measure after the other. */
  private final class Figures {
    private final SheetXml s;
    private final List<Item> items;
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final List<String> typed = new ArrayList<>();
    private final List<String> explanations = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private int row;

    Figures(SheetXml s, List<Item> items, int firstRow) {
      this.s = s;
      this.items = items;
      this.row = firstRow;
    }

    int write() {
      List<Measure> measures = plan.listMeasures(unit.code(), period);
      for (Measure m : measures) {
        List<Item> own = items.stream().filter(i -> i.measure().code().equals(m.code())).toList();
        if (own.isEmpty()) {
          derived(m);
        } else if (m.kind() == Measure.Kind.RATE) {
          rate(m, own);
        } else {
          for (int i = 0; i < own.size(); i++) {
            item(own.get(i), i == 0, i == 0 ? m.code() : "", i == 0 ? target(m) : "");
          }
        }
      }
      return row;
    }

    /** One cell over another, blank until both are numbers. */
    private static String share(String part, String whole) {
      return "IF(AND(ISNUMBER(%1$s),ISNUMBER(%2$s)),IF(%2$s=0,\"\",%1$s/%2$s),\"\")"
          .formatted(part, whole);
    }

    private void rate(Measure m, List<Item> own) {
      int n = row + 1;
      int d = row + 2;
      locked(m.code() + "/rate", m.code(), m.name(), "%", target(m));
      BigDecimal before = prefill.cumulativeBefore().get(m.code() + "/n");
      BigDecimal under = prefill.cumulativeBefore().get(m.code() + "/d");
      int percent = styles.of(Look.PLAIN.boxed().fill(GREY).format(RATE).align("right"));
      s.formula(VALUE, row, share("G" + n, "G" + d), null, percent);
      String cn = own.get(0).adding() == Measure.Adding.FLOW ? "H" + n : "G" + n;
      String cd = own.get(1).adding() == Measure.Adding.FLOW ? "H" + d : "G" + d;
      s.formula(CUMULATIVE, row, share(cn, cd), null, percent);
      if (before != null && under != null && under.signum() != 0) {
        s.number(PREVIOUS, row, before.divide(under, MathContext.DECIMAL64), percent);
      }
      lastYear(m.code() + "/rate", percent);
      row++;
      item(own.get(0), true, "", "");
      item(own.get(1), false, "", "");
    }

    /** 06c: nothing is typed, it follows from the stock of the measure it shares its base with. */
    private void derived(Measure m) {
      @Nullable Integer source = null;
      @Nullable BigDecimal base = null;
      for (Item i : items) {
        if (i.measure().input() == Measure.Input.STOCK
            && i.measure().indicatorNo() == m.indicatorNo()) {
          source = rowOf.get(i.code());
          base = plan.findBase(i.measure().code(), "").map(Plan.BaseFigure::value).orElse(null);
        }
      }
      locked(m.code() + "/rate", m.code(), m.name() + " (tự tính)", "%", target(m));
      if (source != null && base != null && base.signum() != 0) {
        String g = "G" + source;
        String b = base.toPlainString();
        s.formula(
            VALUE,
            row,
            "IF(ISNUMBER(%s),(%s-%s)/%s,\"\")".formatted(g, b, g, b),
            null,
            styles.of(Look.PLAIN.boxed().fill(GREY).format(RATE).align("right")));
      }
      row++;
    }

    /** A row without a cell to fill. */
    private void locked(String item, String shown, String name, String unitWords, String target) {
      s.text(ITEM, row, item, 0);
      s.text(CODE, row, shown, code);
      s.text(NAME, row, name, styles.of(Look.PLAIN.boxed().align("left").bold()));
      s.text(UNIT, row, unitWords, centred);
      s.text(TARGET, row, target, centred);
      for (int c = PREVIOUS; c <= EXPLANATION; c++) {
        s.blank(c, row, grey);
      }
      int lines =
          Math.max(
              SheetXml.linesOf(name, s.width(NAME, NAME) * 0.92, 12),
              Math.max(
                  SheetXml.linesOf(unitWords, s.width(UNIT, UNIT), 12),
                  SheetXml.linesOf(target, s.width(TARGET, TARGET), 12)));
      s.lines(row, lines, 12);
    }

    private void item(Item i, boolean isFirst, String shown, String target) {
      Measure m = i.measure();
      boolean isPart = m.kind() == Measure.Kind.RATE;
      String label = withoutUnit(i.label(), i.unitOfMeasure());
      locked(i.code(), shown, label, i.unitOfMeasure(), target);
      Look name = Look.PLAIN.boxed().align("left");
      s.text(NAME, row, label, styles.of(isPart ? name.indented() : isFirst ? name.bold() : name));
      rowOf.put(i.code(), row);
      Look number = Look.PLAIN.boxed().format(format(i)).align("right");
      BigDecimal before = prefill.cumulativeBefore().get(i.code());
      if (before != null && isNumber(i)) {
        s.number(PREVIOUS, row, before, styles.of(number));
      }
      lastYear(i.code(), styles.of(number));
      if (i.adding() == Measure.Adding.FLOW) {
        s.formula(
            CUMULATIVE,
            row,
            "IF(ISNUMBER(G%d),SUM(F%<d:G%<d),\"\")".formatted(row),
            null,
            styles.of(number.fill(GREY)));
        numbers.add("H" + row);
      }
      value(i, before);
      if (isFirst) {
        String at = "J" + row;
        s.blank(EXPLANATION, row, typedText);
        s.validate(
            at,
            SheetXml.Allowed.textUpTo(TEXT),
            "Giải trình",
            explanationPrompt(m),
            "Giải trình dài nhất " + Phrases.count(TEXT) + " ký tự. Ghi ngắn lại giúp.");
        explanations.add(at);
      }
      row++;
    }

    private void lastYear(String item, int style) {
      BigDecimal last = prefill.samePeriodLastYear().get(item);
      if (last != null) {
        s.number(LAST_YEAR, row, last, style);
      }
    }

    private void value(Item i, @Nullable BigDecimal before) {
      String at = "G" + row;
      Look look = typed().align(i.part() == Item.Part.DONE ? "center" : "right");
      int style =
          styles.of(i.part() == Item.Part.DONE_ON ? look.format(DAY) : look.format(format(i)));
      boolean isKept =
          i.adding() == Measure.Adding.FIXED && i.part() == Item.Part.DENOMINATOR && before != null;
      if (isKept && before != null) {
        s.number(VALUE, row, before, style);
      } else {
        s.blank(VALUE, row, style);
      }
      if (format(i).equals(NUMBER)) {
        numbers.add(at);
      }
      typed.add(at);
      validate(i, at);
    }

    private void validate(Item i, String at) {
      Measure m = i.measure();
      String title = m.code() + " – " + (i.unitOfMeasure().isEmpty() ? "số" : i.unitOfMeasure());
      switch (i.part()) {
        case DONE ->
            s.validate(
                at,
                SheetXml.Allowed.choice(YES_NO),
                title,
                "Chọn “có” nếu đã hoàn thành, “không” nếu chưa.",
                "Ô này chỉ nhận “có” hoặc “không”. Bấm mũi tên bên phải ô để chọn.");
        case DONE_ON ->
            s.validate(
                at,
                SheetXml.Allowed.day(
                    LocalDate.of(plan.year() - 1, 1, 1), LocalDate.of(plan.year() + 1, 12, 31)),
                title,
                "Chỉ điền khi đã hoàn thành. Gõ ngày/tháng/năm, ví dụ "
                    + Words.day(period.endsOn())
                    + ".",
                "Cần một ngày, gõ ngày/tháng/năm, ví dụ " + Words.day(period.endsOn()) + ".");
        case CRITERIA_PERCENT ->
            s.validate(
                at,
                SheetXml.Allowed.percent(),
                title,
                "Tỷ lệ tiêu chí đã đạt, số từ 0 đến 100. Ví dụ: 85.",
                "Cần một số từ 0 đến 100, không gõ dấu %. Ví dụ: 85.");
        case VALUE, NUMERATOR, DENOMINATOR -> number(i, at, title);
      }
    }

    private void number(Item i, String at, String title) {
      Measure m = i.measure();
      boolean isWhole = format(i).equals(WHOLE);
      String example = isWhole ? "15" : "1234,5";
      SheetXml.Allowed allowed =
          isWhole
              ? SheetXml.Allowed.wholeFrom(
                  m.mayBeNegative() && i.part() == Item.Part.VALUE && m.input() == Measure.Input.OWN
                      ? "-1000000000"
                      : "0")
              : SheetXml.Allowed.decimalFrom(
                  m.mayBeNegative() && i.part() == Item.Part.VALUE && m.input() == Measure.Input.OWN
                      ? "-1000000000000"
                      : "0");
      s.validate(
          at,
          allowed,
          title,
          prompt(i, example),
          "Ô này cần một số"
              + (isWhole ? " nguyên" : "")
              + (m.mayBeNegative() && m.input() == Measure.Input.OWN ? "" : " không âm")
              + ", không gõ chữ và không gõ đơn vị tính. Ví dụ: "
              + example
              + ".");
    }

    private String prompt(Item i, String example) {
      Measure m = i.measure();
      String what =
          switch (i.adding()) {
            case FLOW -> "Số phát sinh trong kỳ (không cộng kỳ trước)";
            case STOCK -> "Số tại ngày " + Words.day(period.endsOn());
            case FIXED -> "Số của cả năm; sửa nếu đã thay đổi";
          };
      String in = i.unitOfMeasure().isEmpty() ? "" : ", tính bằng " + i.unitOfMeasure();
      String zero =
          plan.isMaintained(m.code(), period.endsOn())
              ? " Không có thì gõ 0; khác 0 thì ghi Giải trình."
              : "";
      return what + in + ". Ví dụ: " + example + "." + zero;
    }

    private String explanationPrompt(Measure m) {
      return plan.isMaintained(m.code(), period.endsOn())
          ? "Nếu số liệu khác 0: ghi đã xảy ra việc gì, ngày nào, xử lý ra sao."
          : "Ghi ngắn gọn nguyên nhân nếu số liệu tăng, giảm bất thường hoặc chậm kế hoạch; không có"
              + " thì để trống.";
    }
  }

  /** The unit has a column of its own, so a label need not repeat it in brackets. */
  private static String withoutUnit(String label, String unitWords) {
    String ending = " (" + unitWords + ")";
    return label.endsWith(ending) ? label.substring(0, label.length() - ending.length()) : label;
  }

  private static boolean isNumber(Item i) {
    return i.part() != Item.Part.DONE && i.part() != Item.Part.DONE_ON;
  }

  /** Percentages stay General, so that Excel itself marks a typed % sign. */
  private static String format(Item i) {
    return switch (i.part()) {
      case DONE, DONE_ON, CRITERIA_PERCENT -> NumberFormats.GENERAL;
      case NUMERATOR, DENOMINATOR -> NUMBER;
      case VALUE ->
          i.unitOfMeasure().startsWith("%")
              ? NumberFormats.GENERAL
              : i.measure().scale() == 0 ? WHOLE : NUMBER;
    };
  }

  /** The target in force at the period's end, as people write it: {@code ≥ 578,625}. */
  private String target(Measure m) {
    String fall = m.input() == Measure.Input.STOCK ? "giảm " : "";
    return plan.findTarget(m.code(), period.endsOn()).map(t -> fall + Words.target(t)).orElse("");
  }

  // ---- Yêu cầu giải trình

  private void questions() {
    SheetXml s = begin(QUESTIONS, Decoder.QUESTIONS);
    s.hideColumn(1);
    double[] widths = {28, 15, 40, 20, 13, 9, 46};
    for (int i = 0; i < widths.length; i++) {
      s.column(2 + i, widths[i]);
    }
    int row =
        shortHead(
            s,
            2,
            8,
            "YÊU CẦU GIẢI TRÌNH",
            "Ghi trả lời vào cột màu vàng: nguyên nhân, cách khắc phục, đến ngày nào. Câu chưa trả lời"
                + " được nhắc lại ở biểu sau.");
    row =
        headings(
            s,
            row,
            List.of(
                new Column(1, "question", "", false),
                new Column(2, "", "Số liệu được hỏi", false),
                new Column(3, "", "Đã báo cáo", false),
                new Column(4, "asked", "Câu hỏi", false),
                new Column(5, "", "Người hỏi, ngày hỏi", false),
                new Column(6, "", "Hạn trả lời", false),
                new Column(7, "", "Lần hỏi", false),
                new Column(8, "answer", "Trả lời", true)));
    int first = row;
    for (OpenQuestion q : prefill.questions()) {
      String by = q.askedBy() + ", " + Words.day(q.askedOn());
      LocalDate due = q.answerDueOn();
      s.text(1, row, q.code(), 0);
      s.text(2, row, q.about(), text);
      s.text(3, row, q.figure(), centred);
      s.text(4, row, q.question(), text);
      s.text(5, row, by, centred);
      s.text(6, row, due == null ? "cùng biểu này" : Words.day(due), centred);
      s.text(7, row, q.askedNo() == 1 ? "1" : "lần thứ " + q.askedNo(), centred);
      s.blank(8, row, typedText);
      s.lines(
          row,
          Math.max(
              3,
              Math.max(
                  Math.max(
                      SheetXml.linesOf(q.about(), widths[0], 12),
                      SheetXml.linesOf(q.figure(), widths[1], 12)),
                  Math.max(
                      SheetXml.linesOf(q.question(), widths[2], 12),
                      SheetXml.linesOf(by, widths[3], 12)))),
          12);
      row++;
    }
    String answers = "H" + first + ":H" + (row - 1);
    s.validate(
        answers,
        SheetXml.Allowed.textUpTo(TEXT),
        "Trả lời",
        "Nguyên nhân, cách khắc phục, đến ngày nào. Không ghi tên, số căn cước của người dân.",
        "Trả lời dài nhất " + Phrases.count(TEXT) + " ký tự. Ghi ngắn lại giúp.");
    end(s, 0, first, List.of(answers), "H" + first);
    typed("H" + first);
  }

  // ---- Tổ dân phố

  /** A column of the parts by area. */
  private record AreaColumn(String code, String heading, Measure measure) {}

  private void areas(List<Measure> measures) {
    List<AreaColumn> parts = measures.stream().flatMap(FormWriter::areaColumns).toList();
    SheetXml s = begin("Tổ dân phố", "to-dan-pho");
    s.hideColumn(1);
    s.column(2, 30);
    int last = 2 + parts.size();
    double width = Math.clamp(130.0 / parts.size(), 15, 24);
    for (int c = 3; c <= last; c++) {
      s.column(c, Math.rint(width));
    }
    int to = Math.max(last, 5);
    for (int c = last + 1; c <= to; c++) {
      s.column(c, 20);
    }
    int row =
        shortHead(
            s,
            2,
            to,
            "SỐ LIỆU THEO TỔ DÂN PHỐ",
            "Điền đủ các tổ; dòng Cộng tự tính và phải bằng số ở trang Số liệu.");
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(1, "area", "", false));
    columns.add(new Column(2, "name", "Tổ dân phố", false));
    for (int i = 0; i < parts.size(); i++) {
      columns.add(new Column(3 + i, parts.get(i).code(), parts.get(i).heading(), true));
    }
    row = headings(s, row, columns);
    int first = row;
    for (Plan.Area a : plan.areas()) {
      s.text(1, row, a.code(), 0);
      s.text(2, row, a.name(), text);
      for (int i = 0; i < parts.size(); i++) {
        Measure m = parts.get(i).measure();
        s.blank(3 + i, row, areaStyle(m));
      }
      s.lines(row, 1, 12);
      row++;
    }
    totals(s, parts, first, row);
    for (int i = 0; i < parts.size(); i++) {
      validateArea(
          s, parts.get(i), SheetXml.address(3 + i, first) + ":" + SheetXml.address(3 + i, row - 1));
    }
    String active = "C" + first;
    end(s, 2, first, List.of(active + ":" + SheetXml.address(last, row - 1)), active);
    s.rule(
        active + ":" + SheetXml.address(last, row),
        "AND(ISNUMBER(" + active + "),INT(" + active + ")=" + active + ")",
        asWhole);
    typed(active);
  }

  private int areaStyle(Measure m) {
    return styles.of(
        m.byArea() == Measure.ByArea.YES_NO
            ? typed().align("center")
            : typed().align("right").format(NUMBER));
  }

  private static Stream<AreaColumn> areaColumns(Measure m) {
    String words = m.code() + " – ";
    if (m.byArea() == Measure.ByArea.YES_NO) {
      return Stream.of(new AreaColumn(m.code(), words + withoutShare(m.name()) + " (có/không)", m));
    }
    if (m.kind() == Measure.Kind.RATE) {
      return Stream.of(
          new AreaColumn(m.code() + "/n", words + m.numeratorLabel(), m),
          new AreaColumn(m.code() + "/d", words + m.denominatorLabel(), m));
    }
    String name = m.input() == Measure.Input.STOCK ? m.numeratorLabel() : m.name();
    return Stream.of(
        new AreaColumn(
            m.code(),
            words + withoutUnit(name, m.unitOfMeasure()) + " (" + m.unitOfMeasure() + ")",
            m));
  }

  /** {@code Tỷ lệ tổ dân phố văn hóa} → {@code Tổ dân phố văn hóa}: of one tổ it is yes or no. */
  private static String withoutShare(String name) {
    String share = "Tỷ lệ ";
    if (!name.startsWith(share)) {
      return name;
    }
    String rest = name.substring(share.length());
    return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
  }

  private void totals(SheetXml s, List<AreaColumn> parts, int first, int row) {
    s.text(1, row, "tong", 0);
    s.text(2, row, "Cộng", styles.of(Look.PLAIN.boxed().fill(GREY).bold().align("left")));
    int style = styles.of(Look.PLAIN.boxed().fill(GREY).bold().format(NUMBER).align("right"));
    for (int i = 0; i < parts.size(); i++) {
      String range = SheetXml.address(3 + i, first) + ":" + SheetXml.address(3 + i, row - 1);
      String sum =
          parts.get(i).measure().byArea() == Measure.ByArea.YES_NO
              ? "IF(COUNTA(%s)=0,\"\",COUNTIF(%<s,\"có\"))"
              : "IF(COUNT(%s)=0,\"\",SUM(%<s))";
      s.formula(3 + i, row, sum.formatted(range), null, style);
    }
    s.lines(row, 1, 12);
  }

  private void validateArea(SheetXml s, AreaColumn c, String cells) {
    if (c.measure().byArea() == Measure.ByArea.YES_NO) {
      s.validate(
          cells,
          SheetXml.Allowed.choice(YES_NO),
          c.code(),
          "Chọn “có” nếu tổ đạt, “không” nếu chưa.",
          "Ô này chỉ nhận “có” hoặc “không”. Bấm mũi tên bên phải ô để chọn.");
    } else {
      s.validate(
          cells,
          SheetXml.Allowed.decimalFrom("0"),
          c.code(),
          "Số của riêng tổ này. Không có thì gõ 0. Ví dụ: 12.",
          "Ô này cần một số không âm, không gõ chữ và không gõ đơn vị tính. Ví dụ: 12.");
    }
  }

  // ---- Nhiệm vụ

  private void tasks(List<Task> tasks) {
    SheetXml s = begin("Nhiệm vụ", "nhiem-vu");
    s.hideColumn(1);
    double[] widths = {44, 15, 13, 17, 10, 36, 13, 28};
    for (int i = 0; i < widths.length; i++) {
      s.column(2 + i, widths[i]);
    }
    int row =
        shortHead(
            s,
            2,
            9,
            "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
            "Mỗi nhiệm vụ: chọn trạng thái, ghi kết quả. Xin lùi hạn thì ghi hạn mới và lý do.");
    row =
        headings(
            s,
            row,
            List.of(
                new Column(1, "task", "", false),
                new Column(2, "name", "Nhiệm vụ", false),
                new Column(3, "", "Mục trong kế hoạch", false),
                new Column(4, "", "Hạn", false),
                new Column(5, "state", "Trạng thái", true),
                new Column(6, "percent", "Tỷ lệ (%)", true),
                new Column(7, "result", "Kết quả", true),
                new Column(8, "new_due", "Hạn mới", true),
                new Column(9, "reason", "Lý do lùi hạn", true)));
    int first = row;
    int state = styles.of(typed().align("center"));
    int percent = styles.of(typed().align("right"));
    int newDue = styles.of(typed().align("center").format(DAY));
    for (Task t : tasks) {
      s.text(1, row, t.code(), 0);
      s.text(2, row, t.name(), text);
      s.text(3, row, t.planPoint(), centred);
      LocalDate due = t.dueOn();
      s.text(4, row, due == null ? "" : Words.day(due), centred);
      s.blank(5, row, state);
      s.blank(6, row, percent);
      s.blank(7, row, typedText);
      s.blank(8, row, newDue);
      s.blank(9, row, typedText);
      s.lines(
          row,
          Math.max(SheetXml.linesOf(t.name(), 44, 12), SheetXml.linesOf(t.planPoint(), 15, 12)),
          12);
      s.validate(
          "F" + row,
          SheetXml.Allowed.percent(),
          "Tỷ lệ",
          t.hasPercent()
              ? "Tỷ lệ mà kế hoạch nêu cho nhiệm vụ này, số từ 0 đến 100. Ví dụ: 85."
              : "Khối lượng đã làm, số từ 0 đến 100. Ví dụ: 60.",
          "Cần một số từ 0 đến 100, không gõ dấu %. Ví dụ: 60.");
      row++;
    }
    int last = row - 1;
    s.validate(
        "E" + first + ":E" + last,
        SheetXml.Allowed.choice(
            Arrays.stream(TaskReport.State.values()).map(TaskReport.State::word).toList()),
        "Trạng thái",
        "Chọn một trạng thái trong danh sách.",
        "Ô này chỉ nhận một trạng thái trong danh sách. Bấm mũi tên bên phải ô để chọn.");
    s.validate(
        "G" + first + ":G" + last,
        SheetXml.Allowed.textUpTo(TEXT),
        "Kết quả",
        "Một, hai câu: đã làm được gì trong kỳ.",
        "Kết quả dài nhất " + Phrases.count(TEXT) + " ký tự. Ghi ngắn lại giúp.");
    s.validate(
        "H" + first + ":H" + last,
        SheetXml.Allowed.day(period.startsOn(), LocalDate.of(plan.year() + 2, 12, 31)),
        "Hạn mới",
        "Chỉ điền khi xin lùi hạn. Gõ ngày/tháng/năm, ví dụ 31/12/" + plan.year() + ".",
        "Cần một ngày, gõ ngày/tháng/năm, ví dụ 31/12/" + plan.year() + ".");
    s.validate(
        "I" + first + ":I" + last,
        SheetXml.Allowed.textUpTo(TEXT),
        "Lý do lùi hạn",
        "Chỉ điền khi có hạn mới: vì sao phải lùi.",
        "Lý do dài nhất " + Phrases.count(TEXT) + " ký tự. Ghi ngắn lại giúp.");
    end(s, 2, first, List.of("E" + first + ":I" + last), "E" + first);
    typed("E" + first);
  }

  // ---- Vướng mắc

  private void difficulties() {
    SheetXml s = begin("Vướng mắc", "vuong-mac");
    for (int i = 0; i < DIFFICULTY_WIDTHS.length; i++) {
      s.column(1 + i, DIFFICULTY_WIDTHS[i]);
    }
    int row =
        shortHead(
            s,
            1,
            6,
            "KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ",
            "Mỗi vướng mắc một dòng. Việc đã xong thì xóa dòng đó; không có vướng mắc thì để trống.");
    row =
        headings(
            s,
            row,
            List.of(
                new Column(1, "no", "STT", false),
                new Column(2, "what", "Vướng mắc", true),
                new Column(3, "since", "Từ ngày", true),
                new Column(4, "proposed_to", "Kiến nghị với ai", true),
                new Column(5, "proposal", "Nội dung kiến nghị", true),
                new Column(6, "", "Trả lời đã nhận", false)));
    int first = row;
    int day = styles.of(typed().align("center").format(DAY));
    Map<Integer, DifficultyReport> byNumber = new HashMap<>();
    int highest = 0;
    for (DifficultyReport d : prefill.openDifficulties()) {
      int number = d.number();
      while (byNumber.containsKey(number)) {
        number++;
      }
      byNumber.put(number, d);
      highest = Math.max(highest, number);
    }
    for (int n = 1; n <= Math.max(DIFFICULTIES, highest + 5); n++) {
      s.number(1, row, BigDecimal.valueOf(n), centred);
      DifficultyReport d = byNumber.get(n);
      LocalDate since = d == null ? null : d.sinceOn();
      s.text(2, row, d == null ? "" : d.what(), typedText);
      if (since == null) {
        s.blank(3, row, day);
      } else {
        s.day(3, row, since, day);
      }
      s.text(4, row, d == null ? "" : d.proposedTo(), typedText);
      s.text(5, row, d == null ? "" : d.proposal(), typedText);
      String answer = d == null ? "" : answerTo(d);
      s.text(6, row, answer, greyText);
      int lines = d == null ? 1 : linesOf(d, answer);
      s.lines(row, lines, 12);
      row++;
    }
    int last = row - 1;
    for (DifficultyAnswer a : prefill.answers()) {
      if (a.isClosed()) {
        line(
            s,
            ++row,
            1,
            6,
            "Đã trả lời và kết thúc, không phải ghi lại: “" + a.what() + "” – " + inWords(a),
            Look.PLAIN.italic().align("left").top());
      }
    }
    String tooLong = " dài nhất " + Phrases.count(TEXT) + " ký tự. Ghi ngắn lại giúp.";
    s.validate(
        "B" + first + ":B" + last,
        SheetXml.Allowed.textUpTo(TEXT),
        "Vướng mắc",
        "Việc gì đang vướng, ở đâu, ảnh hưởng đến chỉ tiêu nào. Không ghi tên, số căn cước của người dân.",
        "Vướng mắc" + tooLong);
    s.validate(
        "C" + first + ":C" + last,
        SheetXml.Allowed.day(LocalDate.of(plan.year() - 5, 1, 1), period.dueOn().plusYears(1)),
        "Từ ngày",
        "Vướng từ ngày nào. Gõ ngày/tháng/năm, ví dụ " + Words.day(period.startsOn()) + ".",
        "Cần một ngày, gõ ngày/tháng/năm, ví dụ " + Words.day(period.startsOn()) + ".");
    s.validate(
        "D" + first + ":D" + last,
        SheetXml.Allowed.textUpTo(TEXT),
        "Kiến nghị với ai",
        "Cơ quan hoặc người có thẩm quyền, ví dụ: Chủ tịch UBND phường.",
        "Ô này" + tooLong);
    s.validate(
        "E" + first + ":E" + last,
        SheetXml.Allowed.textUpTo(TEXT),
        "Nội dung kiến nghị",
        "Đề nghị làm gì, trước ngày nào.",
        "Kiến nghị" + tooLong);
    end(s, 0, first, List.of("B" + first + ":E" + last), "B" + first);
    typed("B" + first);
  }

  private String answerTo(DifficultyReport d) {
    return prefill.answers().stream()
        .filter(a -> !a.isClosed() && a.number() == d.number() && a.what().equals(d.what()))
        .findFirst()
        .map(FormWriter::inWords)
        .orElse("");
  }

  /** The period that closes the year asks for the whole of it. */
  private boolean isClosing() {
    return period.kind() == Period.Kind.FINAL;
  }

  private static String inWords(DifficultyAnswer a) {
    return a.answer() + " (" + a.answeredBy() + ", " + Words.day(a.answeredOn()) + ")";
  }

  private static int linesOf(DifficultyReport d, String answer) {
    return Math.max(
        Math.max(linesOf(2, d.what()), linesOf(4, d.proposedTo())),
        Math.max(linesOf(5, d.proposal()), linesOf(6, answer)));
  }

  private static int linesOf(int column, String words) {
    return SheetXml.linesOf(words, DIFFICULTY_WIDTHS[column - 1], 12);
  }

  // ---- Hướng dẫn

  private void guide() {
    SheetXml s = book.sheet("Hướng dẫn");
    s.column(1, 5);
    s.column(2, 130);
    Look title = Look.PLAIN.bold().size(14).align("left");
    line(s, 1, 1, 2, "HƯỚNG DẪN ĐIỀN BIỂU", title);
    int number = styles.of(Look.PLAIN.bold().align("center").top());
    int words = styles.of(Look.PLAIN.align("left").top());
    String contact = unit.contact();
    List<String> steps =
        List.of(
            "Chỉ điền các ô màu vàng. Ô đã điền chuyển sang màu trắng. Các ô khác đã khóa, không cần"
                + " mật khẩu.",
            isClosing()
                ? "Cột “Cả năm”: số phát sinh thì ghi của cả năm (các tháng cộng lại, có điều chỉnh thì"
                    + " theo số cuối cùng); số tại thời điểm (số hộ, số người) thì ghi số ở ngày cuối"
                    + " năm. Tổ dân phố cũng ghi số của cả năm."
                : "Cột “Kỳ này”: số phát sinh trong kỳ thì chỉ ghi của kỳ này, không cộng kỳ trước; số"
                    + " tại thời điểm (số hộ, số người) thì ghi số ở ngày cuối kỳ.",
            "Tỷ lệ: ghi hai số (số đạt và tổng số), phần trăm tự tính. Không có phát sinh thì gõ 0,"
                + " đừng để trống.",
            "Gõ số bằng bàn phím số, dấu phẩy cho phần lẻ: 1234,5. Không gõ dấu chấm ngăn nghìn,"
                + " không gõ chữ hay đơn vị tính vào ô số.",
            "Ngày: gõ ngày/tháng/năm, ví dụ " + Words.day(period.endsOn()) + ".",
            "Giải trình: ghi khi số liệu tăng, giảm bất thường, chậm kế hoạch, hoặc khi chỉ tiêu phải"
                + " bằng 0 mà khác 0. Không ghi tên, số căn cước của người dân.",
            "Không chèn, xóa, đổi chỗ dòng hay cột; không đổi tên tệp thành đuôi khác.",
            "Lưu, đóng tệp, rồi chép vào thư mục nop của đơn vị. " + dueLine() + ".",
            "Sáng hôm sau mở thư mục ket-qua: tệp trả lời cho biết số nào đã nhận, ô nào cần sửa. Sửa"
                + " ngay trên tệp đó rồi chép lại vào thư mục nop.",
            "Cần giúp: " + (contact.isEmpty() ? "liên hệ đơn vị tổng hợp của phường." : contact));
    int row = 2;
    for (String step : steps) {
      s.text(1, row, Integer.toString(row - 1), number);
      s.text(2, row, step, words);
      s.lines(row, SheetXml.linesOf(step, 130, 12), 12);
      row++;
    }
    s.protect();
    s.page(true, "");
    s.view(0, 0, "A1", false);
  }
}
