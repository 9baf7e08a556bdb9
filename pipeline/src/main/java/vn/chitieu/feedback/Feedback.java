package vn.chitieu.feedback;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.workbook.Answer;
import vn.chitieu.workbook.Workbooks;

/**
 * Answers a unit in its own workbook: every fault with its cell and its remedy, every figure as it
 * was understood. An answer depends on nothing but the ledger, the plan and the archived bytes, so
 * that writing it again gives the same answer.
 */
public final class Feedback {
  /** More faults of one kind than this are gathered into one line. */
  private static final int GATHER_FROM = 6;

  private Feedback() {}

  /**
   * Writes the answer to one file into the unit's {@code ket-qua/}. A name that is taken is never
   * overwritten: the same answer there counts as written, another one gets the next free name.
   *
   * @param original the archived bytes
   * @param formAnew the name of the blank form that lies beside the answer; empty when none does
   * @return the names written, the workbook first
   * @throws IOException when the folder cannot be written; the answer is then owed to the next run
   */
  public static List<String> write(
      AnswerOwed owed, Plan plan, Path original, Home.UnitFolder folder, String formAnew)
      throws IOException {
    Answer answer = answer(owed, plan, formAnew);
    String receipt = owed.receipt().receiptId();
    List<String> names = new ArrayList<>();
    String base =
        owed.periodCode() == null
            ? "khong-doc-duoc_" + receipt.substring(0, 8)
            : !owed.isForObligation()
                ? "nham-thu-muc_" + receipt.substring(0, 8)
                : owed.periodCode() + "_" + folder.unitCode() + "_lan-" + owed.versionNo();
    // a copy of a file with personal data would spread them
    if (owed.periodCode() != null && !owed.hasPersonalData()) {
      Path draft = Home.draft(folder.answers(), ".tmp");
      try {
        String ending = Workbooks.annotate(original, answer, draft);
        names.add(place(draft, folder.answers(), base, ending));
      } finally {
        Files.deleteIfExists(draft);
      }
    }
    Path draft = Home.draft(folder.answers(), ".txt");
    try {
      Files.write(draft, text(answer).getBytes(StandardCharsets.UTF_8));
      names.add(place(draft, folder.answers(), base, ".txt"));
    } finally {
      Files.deleteIfExists(draft);
    }
    return names;
  }

  private static String place(Path draft, Path dir, String base, String ending) throws IOException {
    for (int i = 1; ; i++) {
      String name = i == 1 ? base + ending : base + "-" + i + ending;
      Path target = dir.resolve(name);
      if (!Files.exists(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        return name;
      }
      if (Files.isRegularFile(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          && Files.mismatch(draft, target) < 0) {
        return name;
      }
    }
  }

  /** The answer's content: what {@code nightly} writes and {@code check} shows. */
  public static Answer answer(AnswerOwed owed, Plan plan) {
    return answer(owed, plan, "");
  }

  /** Whether something firm is mended by nothing but the form anew. */
  public static boolean needsForm(AnswerOwed owed) {
    FindingCatalog catalog = FindingCatalog.standard();
    return owed.findings().stream()
        .filter(f -> isRefusing(f) || isHolding(f))
        .flatMap(f -> catalog.find(f.code()).stream())
        .anyMatch(FindingCatalog.Entry::needsForm);
  }

  private static Answer answer(AnswerOwed owed, Plan plan, String formAnew) {
    Unit unit = plan.findUnit(owed.receipt().unitCode()).orElse(null);
    Period period =
        owed.periodCode() == null ? null : plan.findPeriod(owed.periodCode()).orElse(null);
    List<String> head = new ArrayList<>();
    head.add(
        upperFirst(plan.locality().name())
            + " – "
            + (unit == null ? owed.receipt().unitCode() : unit.name()));
    if (period != null) {
      head.add(
          "Kỳ báo cáo "
              + lowerFirst(period.label())
              + " ("
              + Words.day(period.startsOn())
              + " – "
              + Words.day(period.endsOn())
              + "), hạn gửi "
              + Words.day(period.dueOn())
              + (owed.isForObligation() ? ", lần gửi thứ " + owed.versionNo() : ""));
    }
    head.add(
        "Tệp “"
            + owed.receipt().fileName()
            + "”, nhận ngày "
            + Words.day(owed.receipt().arrivedOn()));
    if (owed.isIllustrative()) {
      head.add("Số liệu minh họa – không phải số liệu thật");
    }
    for (AnswerOwed.Answered a : owed.answered()) {
      head.add(
          "Đã nhận trả lời yêu cầu giải trình "
              + asked(a.questionCode(), plan)
              + ": “"
              + a.answer()
              + "”");
    }
    if (!formAnew.isEmpty()) {
      head.add(
          "Biểu trống của kỳ này nằm cạnh trả lời, tên “"
              + formAnew
              + "”: dùng biểu đó nếu biểu trong bieu-mau đã bị sửa");
    }
    String contact = unit == null ? "" : unit.contact();
    return new Answer(
        tone(owed),
        band(owed, period),
        head,
        rows(owed.findings()),
        recorded(owed, plan),
        owed.before().isEmpty() ? "" : "So với lần " + newest(owed),
        changes(owed, plan),
        contact.isEmpty() ? "Hỏi thêm: bộ phận tổng hợp." : "Hỏi thêm: " + contact + ".");
  }

  /** A question as its unit knows it: by the figure, and by the code that it may be called by. */
  private static String asked(String code, Plan plan) {
    String[] parts = code.split("/", -1);
    if (parts.length == 3) {
      return plan.findMeasure(parts[1]).map(m -> m.code() + " " + m.shortName()).orElse(parts[1])
          + " – "
          + plan.findPeriod(parts[2]).map(p -> lowerFirst(p.label())).orElse("kỳ " + parts[2]);
    }
    return parts.length == 2 ? parts[1] + " của năm " + parts[0] : code;
  }

  private static String upperFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + s.substring(1);
  }

  private static String lowerFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + s.substring(1);
  }

  private static Answer.Tone tone(AnswerOwed owed) {
    return switch (owed.outcome()) {
      case ACCEPTED, DUPLICATE -> Answer.Tone.OK;
      case ACCEPTED_WITH_HELD_ROWS -> Answer.Tone.PARTLY;
      case REFUSED, UNREADABLE -> Answer.Tone.NOT;
    };
  }

  private static String band(AnswerOwed owed, @Nullable Period period) {
    return switch (owed.outcome()) {
      case ACCEPTED -> {
        long asks = count(owed, Severity.ASK);
        String left = "còn " + asks + " chỗ cần giải trình";
        if (owed.stored().isEmpty()) {
          yield "ĐÃ NHẬN, KHÔNG CÓ SỐ LIỆU CHỈ TIÊU NÀO – kỳ này đơn vị không bắt buộc phải ghi,"
              + " nếu quên thì ghi rồi gửi lại"
              + (asks > 0 ? "; " + left : "");
        }
        yield "ĐÃ NHẬN ĐỦ – " + (asks > 0 ? left : "không phải làm gì thêm");
      }
      case ACCEPTED_WITH_HELD_ROWS -> {
        Set<String> held = new LinkedHashSet<>();
        for (Said f : owed.findings()) {
          if (isHolding(f)) {
            held.add(f.place().atom());
          }
        }
        int all = owed.stored().size() + (int) held.stream().filter(a -> !a.contains(":")).count();
        yield "ĐÃ NHẬN "
            + owed.stored().size()
            + "/"
            + all
            + " SỐ LIỆU – còn "
            + toMend(owed)
            + until(period, owed.receipt().arrivedOn());
      }
      case REFUSED -> "CHƯA GHI NHẬN – " + refused(owed, until(period, owed.receipt().arrivedOn()));
      case DUPLICATE ->
          "ĐÃ NHẬN TỪ TRƯỚC – "
              + owed.findings().stream().findFirst().map(Said::found).orElse("tệp giống hệt")
              + ", không phải làm gì thêm";
      case UNREADABLE ->
          "KHÔNG MỞ ĐƯỢC TỆP – "
              + owed.findings().stream()
                  .findFirst()
                  .map(f -> lowerFirst(f.title()))
                  .orElse("xem bên dưới");
    };
  }

  /** Cells that are there can be mended; rows that are gone need the form again. */
  private static String toMend(AnswerOwed owed) {
    Set<String> gone = new LinkedHashSet<>();
    Set<CellRef> cells = new LinkedHashSet<>();
    for (Said f : owed.findings()) {
      CellRef at = f.place().at();
      if (isHolding(f) && at != null) {
        cells.add(at);
      } else if (isHolding(f)) {
        gone.add(f.place().label());
      }
    }
    String rows = gone.size() + " dòng bị mất (lấy lại biểu)";
    return gone.isEmpty()
        ? cells.size() + " ô cần sửa"
        : cells.isEmpty() ? rows : cells.size() + " ô cần sửa, " + rows;
  }

  /** Keeps back one row. */
  private static boolean isHolding(Said f) {
    return f.isFirm() && f.severity() == Severity.HOLD && f.place().atom() != null;
  }

  private static long count(AnswerOwed owed, Severity severity) {
    return owed.findings().stream().filter(f -> f.isFirm() && f.severity() == severity).count();
  }

  /** What gets a refused file accepted: not everything that refuses can be mended in a cell. */
  private static String refused(AnswerOwed owed, String until) {
    FindingCatalog catalog = FindingCatalog.standard();
    List<Said> refusing = owed.findings().stream().filter(Feedback::isRefusing).toList();
    Set<String> bands = new LinkedHashSet<>();
    if (owed.periodCode() != null && !owed.isForObligation()) {
      bands.add(catalog.get(Finding.WrongUnit.class).band());
    }
    refusing.forEach(
        f -> catalog.find(f.code()).map(FindingCatalog.Entry::band).ifPresent(bands::add));
    bands.remove("");
    return bands.isEmpty()
        ? "sửa " + refusing.size() + " chỗ dưới đây rồi gửi lại" + until
        : String.join("; ", bands).replace("{until}", until);
  }

  /** A hold that belongs to no row refuses the file, too. */
  private static boolean isRefusing(Said f) {
    return f.isFirm()
        && (f.severity() == Severity.REFUSE
            || (f.severity() == Severity.HOLD && f.place().atom() == null));
  }

  private static int newest(AnswerOwed owed) {
    return owed.before().stream().mapToInt(History.Counted::version).max().orElse(0);
  }

  private static String until(@Nullable Period period, LocalDate arrivedOn) {
    if (period == null) {
      return "";
    }
    return arrivedOn.isAfter(period.dueOn())
        ? ", đã quá hạn " + Words.day(period.dueOn()) + ", gửi lại ngay khi có thể"
        : ", chậm nhất ngày " + Words.day(period.dueOn());
  }

  /**
   * Worst first; many of one kind that are mended alike are gathered, their cells still marked one
   * by one. What has no cell of its own is named.
   */
  public static List<Answer.Row> rows(List<Said> findings) {
    Map<List<String>, List<Said>> alike = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(Feedback::weight))
        .forEach(
            f ->
                alike
                    .computeIfAbsent(
                        weight(f) == Severity.NOTE
                            ? List.of(f.code())
                            : List.of(f.code(), f.remedy(), f.example()),
                        k -> new ArrayList<>())
                    .add(f));
    List<Answer.Row> rows = new ArrayList<>();
    for (List<Said> same : alike.values()) {
      if (same.size() >= GATHER_FROM) {
        rows.add(gathered(rows.size() + 1, same));
      } else {
        same.forEach(f -> rows.add(row(rows.size() + 1, f, "", List.of(), also(List.of(f)))));
      }
    }
    return rows;
  }

  /** The first with its sentence; of the others the cells, and the words where they have none. */
  private static Answer.Row gathered(int number, List<Said> same) {
    Said first = same.getFirst();
    Set<CellRef> cells = new HashSet<>();
    List<Answer.Other> others = new ArrayList<>();
    Set<String> more = new LinkedHashSet<>();
    for (Said f : same) {
      CellRef at = f.place().at();
      boolean isNew = at != null && cells.add(at);
      if (f == first || (!isNew && f.message().equals(first.message()))) {
        continue;
      }
      if (isNew) {
        others.add(new Answer.Other(at, f.message(), f.remedy(), f.example()));
      } else {
        more.add(
            at == null && !f.place().label().isEmpty()
                ? f.place().label()
                : f.message().replaceFirst("\\.$", ""));
      }
    }
    String alsoSaid = more.isEmpty() ? "" : " Cũng vậy: " + String.join("; ", more) + ".";
    return row(number, first, alsoSaid, others, also(same));
  }

  private static List<Answer.Other> also(List<Said> findings) {
    return findings.stream()
        .flatMap(
            f ->
                f.place().also().stream()
                    .map(c -> new Answer.Other(c, f.message(), f.remedy(), f.example())))
        .toList();
  }

  private static Answer.Row row(
      int number, Said f, String alsoSaid, List<Answer.Other> others, List<Answer.Other> also) {
    String message = f.message() + alsoSaid;
    return new Answer.Row(
        number,
        f.place().at(),
        f.found(),
        f.expected(),
        others.isEmpty()
            ? f.remedy()
            : f.remedy() + " Các ô còn lại cũng vậy, mỗi ô ở dòng của nó.",
        f.example(),
        f.isFirm() ? message : "(Đang thử, chưa áp dụng) " + message,
        weight(f),
        others,
        also);
  }

  /** What is on trial is shown, and asks nothing. */
  private static Severity weight(Said f) {
    return f.isFirm() ? f.severity() : Severity.NOTE;
  }

  private static List<Answer.Recorded> recorded(AnswerOwed owed, Plan plan) {
    List<Answer.Recorded> list = new ArrayList<>();
    for (AnswerOwed.StoredValue v : owed.stored()) {
      Measure m = plan.findMeasure(v.measureCode()).orElse(null);
      if (m == null) {
        continue;
      }
      boolean isStock = m.input() == Measure.Input.STOCK;
      list.add(
          new Answer.Recorded(
              m.code(),
              isStock ? m.numeratorInWords() : m.name(),
              value(m, asCounted(v, owed)),
              v.value() == null || isStock ? "" : m.unitOfMeasure(),
              v.at()));
    }
    return list;
  }

  private static History.Counted asCounted(AnswerOwed.StoredValue v, AnswerOwed owed) {
    return new History.Counted(
        v.measureCode(),
        Objects.requireNonNullElse(owed.periodCode(), ""),
        owed.versionNo(),
        v.value(),
        v.numerator(),
        v.denominator(),
        v.isDone(),
        v.doneOn(),
        v.criteriaPercent());
  }

  private static String value(@Nullable Measure measure, History.Counted v) {
    BigDecimal numerator = v.numerator();
    BigDecimal denominator = v.denominator();
    if (v.value() != null) {
      return Words.number(v.value());
    }
    if (numerator != null && denominator != null) {
      // a month's share of a number fixed for the year is no rate of the month
      boolean isOfYear =
          measure != null
              && measure.numeratorKind() == Measure.Adding.FLOW
              && measure.denominatorKind() == Measure.Adding.FIXED;
      String parts =
          isOfYear
              ? "trong kỳ " + Words.number(numerator) + ", cả năm " + Words.number(denominator)
              : Words.number(numerator) + " trên " + Words.number(denominator);
      return isOfYear || denominator.signum() == 0
          ? parts
          : Words.number(numerator.movePointRight(2).divide(denominator, 2, RoundingMode.HALF_UP))
              + " % ("
              + parts
              + ")";
    }
    StringBuilder s = new StringBuilder(Boolean.TRUE.equals(v.isDone()) ? "có" : "chưa");
    if (v.doneOn() != null) {
      s.append(", ngày ").append(Words.day(v.doneOn()));
    }
    if (v.criteriaPercent() != null) {
      s.append(", đạt ").append(Words.number(v.criteriaPercent())).append(" % tiêu chí");
    }
    return s.toString();
  }

  private static List<String> changes(AnswerOwed owed, Plan plan) {
    if (owed.before().isEmpty() || !owed.outcome().isAccepted()) {
      return List.of();
    }
    Map<String, History.Counted> before = new LinkedHashMap<>();
    owed.before().forEach(c -> before.put(c.measureCode(), c));
    List<String> changes = new ArrayList<>();
    for (AnswerOwed.StoredValue v : owed.stored()) {
      Measure m = plan.findMeasure(v.measureCode()).orElse(null);
      String name = v.measureCode() + (m == null ? "" : " " + m.shortName());
      String now = value(m, asCounted(v, owed));
      History.Counted old = before.remove(v.measureCode());
      if (old == null) {
        changes.add(name + ": lần trước chưa có, nay " + now);
        continue;
      }
      String was = value(m, old);
      if (!was.equals(now)) {
        changes.add(name + ": " + was + ofVersion(old, owed) + " → " + now);
      }
    }
    before
        .values()
        .forEach(
            old -> {
              Measure m = plan.findMeasure(old.measureCode()).orElse(null);
              changes.add(
                  old.measureCode()
                      + (m == null ? "" : " " + m.shortName())
                      + ": lần này không có, vẫn tính "
                      + value(m, old)
                      + " của lần "
                      + old.version());
            });
    if (changes.isEmpty()) {
      changes.add("Không số liệu chỉ tiêu nào khác lần gửi trước.");
    }
    return changes;
  }

  private static String ofVersion(History.Counted old, AnswerOwed owed) {
    return old.version() == newest(owed) ? "" : " (lần " + old.version() + ")";
  }

  /** The same answer as a short text that can be pasted into a chat: a line for each fault. */
  public static String text(Answer answer) {
    StringBuilder s = new StringBuilder();
    s.append(answer.band()).append("\r\n\r\n");
    answer.head().forEach(h -> s.append(h).append("\r\n"));
    if (!answer.rows().isEmpty()) {
      s.append("\r\n");
    }
    for (Answer.Row r : answer.rows()) {
      s.append(r.number()).append(". ").append(inOneLine(r)).append("\r\n");
    }
    if (!answer.recorded().isEmpty()) {
      s.append("\r\nĐã ghi nhận ").append(answer.recorded().size()).append(" số liệu:\r\n");
      for (Answer.Recorded r : answer.recorded()) {
        s.append("- ").append(r.code()).append(' ').append(r.label()).append(": ");
        s.append(r.text()).append(r.unit().isEmpty() ? "" : " " + r.unit()).append("\r\n");
      }
    }
    if (!answer.changes().isEmpty()) {
      s.append("\r\n").append(answer.changesTitle()).append(":\r\n");
      answer.changes().forEach(c -> s.append("- ").append(c).append("\r\n"));
    }
    return s.append("\r\n").append(answer.contact()).append("\r\n").toString();
  }

  /** A sentence that follows its sheet and cell, neither of which it need name again. */
  private static String withoutPlace(String message, String cell, String sheet) {
    if (message.startsWith("T" + sheet + ":")) {
      return message.substring(sheet.length() + 1);
    }
    if (!message.startsWith(cell + " ") && !message.startsWith(cell + ":")) {
      return ": " + message;
    }
    String rest = message.substring(cell.length());
    return rest.startsWith(" t" + sheet) ? rest.substring(sheet.length() + 2) : rest;
  }

  /** Sheet and cell, what is wrong, what to do. */
  private static String inOneLine(Answer.Row r) {
    StringBuilder s = new StringBuilder();
    CellRef at = r.at();
    String message = r.message();
    if (at != null) {
      String sheet = "rang “" + at.sheet() + "”";
      s.append('T').append(sheet).append(", ô ").append(at.address());
      message = withoutPlace(message, "Ô " + at.address(), sheet);
    }
    s.append(message);
    if (!r.others().isEmpty()) {
      s.append(" (").append(r.othersInWords()).append(')');
    }
    s.append(" → ").append(r.remedy());
    if (!r.example().isEmpty()) {
      s.append(" Ví dụ: ").append(r.example());
    }
    return s.toString().replaceAll("\\s*[\r\n]+\\s*", " ");
  }
}
