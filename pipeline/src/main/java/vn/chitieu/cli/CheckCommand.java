package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.chitieu.feedback.Feedback;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Receipt;
import vn.chitieu.jobs.Ingest;
import vn.chitieu.jobs.Plans;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.Answer;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/** Judges workbooks now, as the night would, and stores nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Kiểm tra ngay một hay nhiều tệp như ban đêm sẽ làm; bản có ghi chú đặt bên cạnh.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "TỆP", arity = "1..*", description = "Tệp Excel cần kiểm tra.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    int code = Verbs.WHOLE;
    try (Release release = HomeOption.release(h)) {
      System.out.println("Theo bản công bố của ngày " + Words.day(release.asOf()));
      Plans plans = HomeOption.plans(release, new Archive(h));
      Ingest ingest = new Ingest(FindingCatalog.standard(), plans, later(release.asOf()));
      for (Path file : files) {
        if (!Files.isRegularFile(file)) {
          throw new Verbs.Refusal(Verbs.USAGE, "Không thấy tệp " + file);
        }
        code = Math.max(code, check(file, h, release, plans, ingest));
      }
    }
    return code;
  }

  /** What is typed today may have happened today, though the release is of yesterday. */
  private static java.time.LocalDate later(java.time.LocalDate asOf) {
    java.time.LocalDate today = HomeOption.defaultAsOf();
    return today.isAfter(asOf) ? today : asOf;
  }

  private static int check(Path file, Home h, Release release, Plans plans, Ingest ingest)
      throws IOException {
    Reading reading = Workbooks.read(file);
    FormIdentity claim =
        reading instanceof Reading.Form(var draft) ? draft.identity().orElse(null) : null;
    String locality =
        claim == null || plans.findInForce(claim.locality()).isEmpty()
            ? h.listLocalities().stream().findFirst().orElse("")
            : claim.locality();
    if (plans.findInForce(locality).isEmpty()) {
      throw new Verbs.Refusal(Verbs.SURROUNDINGS, "Chưa có kế hoạch nào có hiệu lực.");
    }
    String unit = claim == null ? "" : claim.unit();
    LocalDateTime modified =
        LocalDateTime.ofInstant(Files.getLastModifiedTime(file).toInstant(), HomeOption.ZONE);
    Receipt receipt =
        new Receipt(
            "0000000000000000",
            locality,
            unit,
            file.getFileName().toString(),
            Archive.hash(file),
            Files.size(file),
            modified,
            later(release.asOf()),
            LocalDateTime.now(HomeOption.ZONE),
            "check");
    History history = release.history(locality, unit);
    Judged judged = ingest.judge(receipt, reading, history);
    AnswerOwed owed = AnswerOwed.of(judged, history);
    Answer answer = onTrial(Feedback.answer(owed, plans.findFor(owed).orElseThrow()));
    System.out.println();
    System.out.println(Feedback.text(answer).replace("\r\n", "\n").strip());
    if (claim != null) {
      String name = file.getFileName().toString();
      String base = name.replaceFirst("(?i)\\.xls[xm]?$", "");
      Path own = file.toRealPath().getParent();
      Path here = Path.of("").toRealPath();
      Path folder = isShared(own) ? here : file.toAbsolutePath().getParent();
      if (folder == null || isShared(folder)) {
        System.out.println(
            "Không ghi bản có ghi chú: ở thư mục chung nó sẽ bị coi là tệp gửi đến. Chép tệp ra"
                + " ngoài rồi kiểm tra lại.");
      } else {
        Path draft = folder.resolve("." + base + "_kiem-tra.tmp");
        Path copy =
            draft.resolveSibling(base + "_kiem-tra" + Workbooks.annotate(file, answer, draft));
        Files.move(
            draft, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("Bản có ghi chú: " + copy);
      }
    }
    boolean faulty =
        judged.verdict().findings().stream()
            .anyMatch(
                f ->
                    f.isFirm()
                        && (f.severity() == Severity.REFUSE || f.severity() == Severity.HOLD));
    return faulty ? Verbs.FAULTY : Verbs.WHOLE;
  }

  /**
   * Whether a folder belongs to a share, where a workbook that is left about is taken for one that
   * was sent, or reminded of. A unit that mounts its own folder only sees no marker.
   */
  private static boolean isShared(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (real.endsWith(Home.DROP)) {
      return true;
    }
    for (Path p = real; p != null; p = p.getParent()) {
      if (Files.isRegularFile(p.resolve(Home.MARKER))) {
        return true;
      }
    }
    return false;
  }

  /** The copy may be passed on: nobody shall take it for a receipt. */
  private static Answer onTrial(Answer a) {
    List<String> head = new ArrayList<>(a.head());
    head.add("Đây là bản kiểm tra thử: tệp chưa được nộp. Muốn nộp thì chép tệp vào thư mục nop.");
    return new Answer(
        a.tone(),
        "KIỂM TRA THỬ, CHƯA NỘP – nếu nộp thì: " + a.band(),
        head,
        a.rows(),
        a.recorded(),
        a.changesTitle(),
        a.changes(),
        a.contact());
  }
}
