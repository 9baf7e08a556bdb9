package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.chitieu.feedback.Feedback;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Severity;
import vn.chitieu.finding.Verdict;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.workbook.Answer;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * The office's desk: the plan workbook lies there and is re-read by every run. A good one becomes a
 * new version of the plan, a bad one is answered beside it and the last good plan stays in force.
 */
final class Desk {
  /** What our own answers on the desk are called, so that they are never taken for a plan. */
  private static final String ANSWER = "ket-qua_";

  /** The answer to several workbooks at once. */
  private static final String SEVERAL = ANSWER + "nhieu-so.txt";

  private static final String REFUSED = "KẾ HOẠCH CHƯA DÙNG ĐƯỢC";

  /** The answer to one workbook; the template's and the several workbooks' are called otherwise. */
  private static final Pattern OF_ONE = Pattern.compile(ANSWER + "([0-9a-f]{8})\\.(?:txt|xlsx)");

  /** How an answer tells of which year's plan it speaks. */
  private static final String OF_YEAR = "Kế hoạch năm ";

  private static final Pattern YEAR = Pattern.compile(OF_YEAR + "(20\\d\\d)");

  /**
   * A judged plan workbook.
   *
   * @param file where it lies
   * @param sha256 its archived bytes
   * @param plan present when nothing refuses it
   * @param yearInForce the year of the plan in force on the desk's day; 0 when there is none, or
   *     the day is not known
   */
  record Judgement(
      Path file, String sha256, Optional<Plan> plan, Verdict verdict, int yearInForce) {}

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final FindingCatalog catalog;
  private final Archive archive;
  private final @Nullable LocalDate asOf;

  /** A desk whose answers tell no day. */
  Desk(FindingCatalog catalog, Archive archive) {
    this(catalog, archive, null);
  }

  /**
   * A desk.
   *
   * @param asOf the night's day, which the answers tell; null when it is not known
   */
  Desk(FindingCatalog catalog, Archive archive, @Nullable LocalDate asOf) {
    this.catalog = catalog;
    this.archive = archive;
    this.asOf = asOf;
  }

  /** The workbooks on a desk that may be plans, in name order. */
  static List<Path> listWorkbooks(Path desk) throws IOException {
    if (!Files.isDirectory(desk)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(desk)) {
      return files
          .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .filter(
              f -> {
                String name = f.getFileName().toString();
                return name.endsWith(".xlsx")
                    && !name.startsWith(ANSWER)
                    && !name.startsWith("~$")
                    && !name.startsWith(".");
              })
          .sorted(Comparator.comparing(f -> f.getFileName().toString()))
          .toList();
    }
  }

  /**
   * Reads and judges one workbook as the plan of a locality.
   *
   * @param before year → the plan that a workbook of that year is held against
   */
  Judgement judge(Path file, String localityCode, IntFunction<Optional<Plan>> before)
      throws IOException {
    Archive.Stored stored = archive.store(file);
    PlanReader.PlanReading reading =
        readNew(archive.get(stored.sha256()), localityCode, stored.sha256(), before);
    return new Judgement(
        file,
        stored.sha256(),
        reading.plan(),
        Verdict.of(reading.findings().stream().map(catalog::say).toList()),
        asOf == null ? 0 : before.apply(asOf.getYear()).map(Plan::year).orElse(0));
  }

  /** Reads a workbook as a plan that is to come into force; stores nothing. */
  static PlanReader.PlanReading readNew(
      Path file, String localityCode, String sha256, IntFunction<Optional<Plan>> before) {
    return read(file, localityCode, sha256, before, true);
  }

  /** Reads a workbook again that was accepted as the plan of a locality; stores nothing. */
  static PlanReader.PlanReading readAgain(Path file, String localityCode, String sha256) {
    return read(file, localityCode, sha256, year -> Optional.empty(), false);
  }

  private static PlanReader.PlanReading read(
      Path file,
      String localityCode,
      String sha256,
      IntFunction<Optional<Plan>> before,
      boolean isNew) {
    switch (Workbooks.read(file)) {
      case Reading.NotRead(Finding fault) -> {
        return refused(List.of(fault));
      }
      case Reading.Form(var draft) -> {
        if (draft.identity().filter(i -> i.kind().equals(FormIdentity.PLAN)).isEmpty()) {
          return refused(List.of(new Finding.NotOurForm(Place.FILE)));
        }
        int year = Period.yearOf(draft.identity().get().year());
        PlanReader.PlanReading reading =
            PlanReader.read(draft, localityCode, sha256, before.apply(year));
        List<Finding> repeated = isNew ? PlanReader.listRepeatedSheets(draft) : List.of();
        if (repeated.isEmpty()) {
          return reading;
        }
        List<Finding> all = new ArrayList<>(repeated);
        all.addAll(reading.findings());
        return refused(all);
      }
    }
  }

  private static PlanReader.PlanReading refused(List<Finding> faults) {
    return new PlanReader.PlanReading(Optional.empty(), faults);
  }

  /**
   * Says that several workbooks lie there, that none was read and which is in force; takes that
   * back when there is one again. Takes away the answers to single workbooks that hold no longer.
   *
   * @param inForce the hash of the plan in force; empty when there is none
   */
  static void answerSeveral(Path desk, List<Path> workbooks, String inForce) throws IOException {
    removeOutdated(desk, workbooks);
    Path answer = desk.resolve(SEVERAL);
    if (workbooks.size() < 2) {
      Files.deleteIfExists(answer);
      return;
    }
    StringBuilder s = new StringBuilder();
    s.append("CÓ ").append(workbooks.size());
    s.append(" SỔ KẾ HOẠCH TRONG THƯ MỤC – chưa đọc sổ nào, kế hoạch đang dùng vẫn giữ\r\n\r\n");
    for (Path w : workbooks) {
      boolean isInForce = Archive.hash(w).equals(inForce);
      s.append("- ").append(w.getFileName());
      s.append(isInForce ? ": chính là sổ đang dùng" : ": chưa dùng").append("\r\n");
    }
    s.append("\r\nHệ thống không tự chọn, vì không biết sổ nào là sổ mới. Để lại đúng một sổ muốn")
        .append(" dùng, chuyển các sổ kia sang thư mục khác; đêm sau sổ đó được đọc.\r\n");
    byte[] text = s.toString().getBytes(StandardCharsets.UTF_8);
    if (Files.exists(answer) && Arrays.equals(Files.readAllBytes(answer), text)) {
      return;
    }
    Path draft = Home.draft(desk, ".txt");
    Files.write(draft, text);
    Files.move(draft, answer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Takes away the answers that hold no longer: that a workbook cannot be used, once it lies there
   * no more; that one is used, once the only workbook there is used for the same year.
   */
  private static void removeOutdated(Path desk, List<Path> workbooks) throws IOException {
    Set<String> lying = new HashSet<>();
    for (Path w : workbooks) {
      lying.add(Archive.hash(w).substring(0, 8));
    }
    for (String version : listAnswered(desk)) {
      if (!lying.contains(version) && readAnswer(desk, version).contains(REFUSED)) {
        remove(desk, version);
      }
    }
    if (lying.size() == 1) {
      String version = lying.iterator().next();
      String answer = readAnswer(desk, version);
      if (!answer.isEmpty() && !answer.contains(REFUSED)) {
        removeAllBut(desk, version, yearOf(answer));
      }
    }
  }

  /** An accepted workbook's answer takes the place of the others of its year, and of refusals. */
  private static void removeAllBut(Path desk, String version, String year) throws IOException {
    for (String other : listAnswered(desk)) {
      String answer = readAnswer(desk, other);
      String itsYear = yearOf(answer);
      boolean isOfAnotherYear = !itsYear.isEmpty() && !year.isEmpty() && !itsYear.equals(year);
      if (!other.equals(version) && (answer.contains(REFUSED) || !isOfAnotherYear)) {
        remove(desk, other);
      }
    }
  }

  /** The versions that were answered on a desk, be it by a text or by a marked copy. */
  private static Set<String> listAnswered(Path desk) throws IOException {
    if (!Files.isDirectory(desk)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(desk)) {
      return files
          .map(f -> OF_ONE.matcher(f.getFileName().toString()))
          .filter(Matcher::matches)
          .map(m -> m.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The answer to a version; empty when there is none. */
  private static String readAnswer(Path desk, String version) throws IOException {
    Path answer = desk.resolve(ANSWER + version + ".txt");
    return Files.exists(answer) ? Files.readString(answer) : "";
  }

  /** The year an answer speaks of; empty when it does not tell, as old ones do not. */
  private static String yearOf(String answer) {
    Matcher m = YEAR.matcher(answer);
    return m.find() ? m.group(1) : "";
  }

  /** Removes an answer and its marked copy; one that somebody holds open goes another night. */
  private static void remove(Path desk, String version) {
    for (String ending : List.of(".txt", ".xlsx")) {
      try {
        Files.deleteIfExists(desk.resolve(ANSWER + version + ending));
      } catch (IOException e) {
        LOG.warn("answer {} stays on the desk {}", version, desk, e);
      }
    }
  }

  /** Whether a plan with that content has been answered on this desk before. */
  static boolean isAnswered(Path desk, String sha256) {
    return Files.exists(desk.resolve(answerName(sha256) + ".txt"));
  }

  /** Whether a plan with that content was answered as not to be used. */
  static boolean isRefused(Path desk, String sha256) throws IOException {
    return isAnswered(desk, sha256)
        && Files.readString(desk.resolve(answerName(sha256) + ".txt")).contains(REFUSED);
  }

  static String answerName(String sha256) {
    return ANSWER + sha256.substring(0, 8);
  }

  /**
   * Writes the judgement beside the plan workbook. That it is used takes the place of all that was
   * said of the plan of that year before; a refusal that says the same again is left as it lies.
   */
  void answer(Judgement j, Path desk) throws IOException {
    List<Answer.Row> rows = Feedback.rows(j.verdict().findings());
    Answer answer =
        new Answer(
            j.plan().isPresent() ? Answer.Tone.OK : Answer.Tone.NOT,
            band(j, rows),
            head(j),
            rows,
            List.of(),
            "",
            List.of(),
            "");
    String text = Feedback.text(answer);
    Path target = desk.resolve(answerName(j.sha256()) + ".txt");
    if (Files.exists(target) && Files.readString(target).equals(text)) {
      return;
    }
    Path marked = desk.resolve(answerName(j.sha256()) + ".xlsx");
    Path draft = Home.draft(desk, ".tmp");
    if (rows.stream().anyMatch(r -> r.at() != null)) {
      Workbooks.annotate(archive.get(j.sha256()), answer, draft);
      Files.move(
          draft, marked, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(marked);
    }
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (j.plan().isPresent()) {
      removeAllBut(desk, j.sha256().substring(0, 8), String.valueOf(j.plan().get().year()));
    }
  }

  /** What became of the workbook; the faults are counted as they are numbered below. */
  private static String band(Judgement j, List<Answer.Row> rows) {
    if (j.plan().isPresent()) {
      return "KẾ HOẠCH ĐƯỢC DÙNG – phiên bản " + j.sha256().substring(0, 8);
    }
    long notes = rows.stream().filter(r -> r.severity() == Severity.NOTE).count();
    return REFUSED
        + " – sửa "
        + (rows.size() - notes)
        + " chỗ dưới đây"
        + (notes == 0 ? "" : ", thêm " + notes + " chỗ để biết")
        + "; kế hoạch cũ vẫn có hiệu lực";
  }

  private List<String> head(Judgement j) {
    List<String> head = new ArrayList<>();
    head.add("Sổ kế hoạch “" + j.file().getFileName() + "”");
    if (j.plan().isPresent()) {
      Plan plan = j.plan().get();
      head.add(OF_YEAR + plan.year() + whenRead() + force(plan, j.yearInForce()));
      head.add("Đã lấy từ sổ này:");
      head.addAll(taken(plan));
    }
    return head;
  }

  private String whenRead() {
    return asOf == null ? "" : ", đọc đêm " + Words.day(asOf);
  }

  /** Whether the plan is in force, or from when; nothing when the day is not known. */
  private String force(Plan plan, int yearInForce) {
    if (asOf == null) {
      return "";
    }
    if (plan.year() > asOf.getYear()) {
      return ": có hiệu lực từ ngày 01/01/" + plan.year();
    }
    return plan.year() < yearInForce
        ? ": dùng cho việc còn lại của năm đó; kế hoạch năm "
            + yearInForce
            + " vẫn có hiệu lực, không đổi"
        : ": đang có hiệu lực";
  }

  /** What the office wrote to the units and decided, so that it sees that it was taken. */
  private static List<String> taken(Plan plan) {
    Plan.Correspondence words = plan.correspondence();
    return List.of(
        taken(
            "yêu cầu giải trình",
            words.questions().stream().map(q -> q.code() + " (" + q.unitCode() + ")").toList()),
        taken(
            "trả lời kiến nghị",
            words.answers().stream()
                .map(
                    a ->
                        a.caseCode().isEmpty()
                            ? a.unitCode() + " kỳ " + a.periodCode() + " dòng " + a.number()
                            : a.caseCode())
                .toList()),
        taken(
            "dòng tiếp nhận, ký",
            words.signings().stream()
                .map(
                    s ->
                        Words.signing(s.kind())
                            + " kỳ "
                            + s.periodCode()
                            + " "
                            + (s.unitCode().isEmpty() ? "cả địa bàn" : s.unitCode())
                            + " ngày "
                            + Words.day(s.signedOn()))
                .toList()),
        taken(
            "lần mở lại kỳ",
            plan.switches().reopenings().stream()
                .map(
                    r ->
                        r.unitCode()
                            + " kỳ "
                            + r.periodCode()
                            + " đến hết ngày "
                            + Words.day(r.until()))
                .toList()));
  }

  private static String taken(String what, List<String> which) {
    return which.isEmpty()
        ? "- không có " + what + " nào"
        : "- " + which.size() + " " + what + ": " + String.join("; ", which);
  }
}
