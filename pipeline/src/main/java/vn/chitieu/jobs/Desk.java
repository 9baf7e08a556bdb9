package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
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

  /**
   * A judged plan workbook.
   *
   * @param file where it lies
   * @param sha256 its archived bytes
   * @param plan present when nothing refuses it
   */
  record Judgement(Path file, String sha256, Optional<Plan> plan, Verdict verdict) {}

  private final FindingCatalog catalog;
  private final Archive archive;

  Desk(FindingCatalog catalog, Archive archive) {
    this.catalog = catalog;
    this.archive = archive;
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
        Verdict.of(reading.findings().stream().map(catalog::say).toList()));
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
   * back when there is one again.
   *
   * @param inForce the hash of the plan in force; empty when there is none
   */
  static void answerSeveral(Path desk, List<Path> workbooks, String inForce) throws IOException {
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

  /** Writes the judgement beside the plan workbook, once. */
  void answer(Judgement j, Path desk) throws IOException {
    if (isAnswered(desk, j.sha256())) {
      return;
    }
    long faults =
        j.verdict().findings().stream().filter(f -> f.severity() == Severity.REFUSE).count();
    boolean good = j.plan().isPresent();
    List<Answer.Row> rows = Feedback.rows(j.verdict().findings());
    Answer answer =
        new Answer(
            good ? Answer.Tone.OK : Answer.Tone.NOT,
            good
                ? "KẾ HOẠCH ĐƯỢC DÙNG – phiên bản " + j.sha256().substring(0, 8)
                : REFUSED + " – sửa " + faults + " chỗ dưới đây; kế hoạch cũ vẫn có hiệu lực",
            List.of("Sổ kế hoạch “" + j.file().getFileName() + "”"),
            rows,
            List.of(),
            "",
            List.of(),
            "");
    Path draft = Home.draft(desk, ".tmp");
    if (!rows.isEmpty() && rows.stream().anyMatch(r -> r.at() != null)) {
      Workbooks.annotate(archive.get(j.sha256()), answer, draft);
      Files.move(
          draft,
          desk.resolve(answerName(j.sha256()) + ".xlsx"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(draft, Feedback.text(answer).getBytes(StandardCharsets.UTF_8));
    Files.move(
        draft, desk.resolve(answerName(j.sha256()) + ".txt"), StandardCopyOption.ATOMIC_MOVE);
  }
}
