package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Reports;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.plan.Words;
import vn.chitieu.report.Verification;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.ReportFacts;

/** Writes the office's report of a period, or says what became of one that was issued. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Viết báo cáo của một kỳ (tệp Word) vào bàn văn phòng; hoặc đối chiếu một báo cáo đã phát"
            + " hành với số liệu hiện nay.")
final class ReportCommand implements Callable<Integer> {
  private static final int TOLD = 12;

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--period",
      paramLabel = "KỲ",
      description = "Kỳ báo cáo: 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026.")
  private @Nullable String period;

  @Option(names = "--locality", paramLabel = "MÃ", description = "Chỉ một địa bàn.")
  private @Nullable String locality;

  @Option(
      names = "--verify",
      paramLabel = "TỆP",
      description =
          "Đối chiếu tệp Word này, kể cả bản đã sửa: số nào còn nguyên, số nào đã đính chính, số"
              + " nào sửa tay.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if ((period == null) == (file == null)) {
      throw new Verbs.Refusal(
          Verbs.USAGE,
          "Ghi --period KỲ để viết báo cáo, hoặc --verify TỆP để đối chiếu; một trong hai.");
    }
    Home h = home.mounted();
    return file != null ? verify(h, file) : write(h, String.valueOf(period));
  }

  // ---- writing

  private int write(Home h, String code) throws IOException {
    List<String> localities = h.listLocalities();
    if (locality != null && !localities.contains(locality)) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Không có địa bàn " + locality + "; có: " + String.join(", ", localities));
    }
    try (RunLock lock = HomeOption.lock(h);
        Release release = HomeOption.release(h);
        Screen screen = new Screen()) {
      System.out.println("Theo bản công bố của ngày " + Words.day(release.asOf()));
      Reports reports = new Reports(h);
      List<String> wanted = locality == null ? localities : List.of(locality);
      int n = 0;
      for (String l : wanted) {
        screen.at("Báo cáo", ++n, wanted.size());
        Reports.Issued issued =
            reports.issue(release, l, code).orElseThrow(() -> unknown(release, l, code));
        System.out.println(
            (issued.isNew() ? "Đã viết " : "Đã viết từ trước, giữ nguyên ")
                + issued.onDesk()
                + " ("
                + issued.kept().figures().size()
                + " số liệu có mã)");
        if (issued.isTemplateBroken()) {
          System.out.println(
              "  Mẫu của văn phòng chưa dùng được; xem ket-qua_mau-bao-cao.txt cạnh mẫu.");
        }
      }
    }
    return Verbs.WHOLE;
  }

  private static Verbs.Refusal unknown(Release release, String locality, String code) {
    List<String> ended =
        release.listReportable(locality).stream()
            .filter(s -> s.endsOn().isBefore(release.asOf()))
            .map(ReportFacts.Span::code)
            .toList();
    return new Verbs.Refusal(
        Verbs.USAGE,
        "Địa bàn "
            + locality
            + " không có kỳ "
            + code
            + " đã kết thúc; các kỳ báo cáo được: "
            + String.join(", ", ended));
  }

  // ---- holding against

  private static int verify(Home h, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Verbs.Refusal(Verbs.USAGE, "Không có tệp " + file);
    }
    try (Release release = HomeOption.release(h)) {
      return switch (new Reports(h).verify(file, release)) {
        case Reports.Checked.NotOurs(String why) ->
            throw new Verbs.Refusal(Verbs.USAGE, file.getFileName() + ": " + why + ".");
        case Reports.Checked.Held held -> {
          tell(held, release);
          yield held.verification().isWhole() ? Verbs.WHOLE : Verbs.FAULTY;
        }
      };
    }
  }

  private static void tell(Reports.Checked.Held held, Release release) {
    Reports.Kept k = held.kept();
    Verification v = held.verification();
    System.out.println(
        "Báo cáo "
            + k.periodLabel()
            + " của "
            + k.localityCode()
            + ", lần "
            + k.number()
            + ", viết từ bản công bố "
            + k.releaseId()
            + " (số liệu đến hết ngày "
            + Words.day(k.asOf())
            + ")");
    System.out.println(
        "Đối chiếu với bản công bố hiện nay, số liệu đến hết ngày " + Words.day(release.asOf()));
    System.out.println(
        switch (held.derived()) {
          case Reports.Derived.Same() ->
              "Bản đã phát hành dựng lại từ bản công bố ấy: đúng từng byte.";
          case Reports.Derived.Different() ->
              "Bản đã phát hành dựng lại từ bản công bố ấy: KHÁC bản đã lưu (chương trình đã"
                  + " thay đổi từ đó); đối chiếu theo bản đã lưu.";
          case Reports.Derived.Impossible(String why) ->
              "Bản đã phát hành không dựng lại được: " + why + "; đối chiếu theo bản đã lưu.";
        });
    System.out.println(
        v.figures().size()
            + " số liệu: "
            + v.count(Verification.Outcome.STANDS)
            + " còn nguyên, "
            + v.count(Verification.Outcome.CORRECTED)
            + " đã thay đổi từ khi phát hành, "
            + v.count(Verification.Outcome.EDITED)
            + " sửa tay trong văn bản, "
            + v.count(Verification.Outcome.REMOVED)
            + " không còn trong văn bản");
    list(
        "Đã thay đổi từ khi phát hành",
        v,
        l -> l.isCorrected() && l.outcome() != Verification.Outcome.REMOVED,
        ReportCommand::corrected);
    list(
        "Sửa tay trong văn bản",
        v,
        l -> l.outcome() == Verification.Outcome.EDITED,
        l -> "đã phát hành “" + l.figure().text() + "”, nay ghi “" + l.inDocument() + "”");
    list(
        "Không còn trong văn bản",
        v,
        l -> l.outcome() == Verification.Outcome.REMOVED,
        l -> "đã phát hành “" + l.figure().text() + "”");
    paragraphs("Đoạn viết thêm hoặc sửa lại", v.added());
    paragraphs("Đoạn đã phát hành không còn nguyên văn", v.removed());
  }

  private static String corrected(Verification.Line l) {
    StringBuilder s = new StringBuilder("đã phát hành ").append(l.figure().text());
    s.append(l.now().isEmpty() ? ", nay không còn số" : ", nay " + l.now());
    for (ReportFacts.Correction c : l.because()) {
      s.append("\n      ").append(c.unitName()).append(" sửa số ").append(c.periodLabel());
      if (c.before() != null && c.after() != null) {
        s.append(" từ ").append(Words.number(c.before())).append(" thành ");
        s.append(Words.number(c.after()));
      }
      s.append(", nhận ngày ").append(Words.day(c.on())).append(": ").append(c.source().file());
      s.append(" › ").append(c.source().sheet()).append(" › ").append(c.source().cells());
    }
    if (l.because().isEmpty()) {
      s.append(" (số liệu mới nhận, hoặc kế hoạch thay đổi)");
    }
    return s.toString();
  }

  private static void list(
      String title,
      Verification v,
      java.util.function.Predicate<Verification.Line> which,
      java.util.function.Function<Verification.Line, String> words) {
    Map<String, Integer> told = new LinkedHashMap<>();
    for (Verification.Line l : v.figures()) {
      if (which.test(l)) {
        told.merge(l.figure().key() + ": " + words.apply(l), 1, Integer::sum);
      }
    }
    if (!told.isEmpty()) {
      System.out.println(title + ":");
      told.forEach(
          (line, times) ->
              System.out.println("  - " + line + (times > 1 ? " (" + times + " chỗ)" : "")));
    }
  }

  private static void paragraphs(String title, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    System.out.println(title + ": " + texts.size());
    List<String> shown = new ArrayList<>(texts.subList(0, Math.min(TOLD, texts.size())));
    shown.forEach(
        t -> System.out.println("  - " + (t.length() > 100 ? t.substring(0, 100) + "…" : t)));
    if (texts.size() > TOLD) {
      System.out.println("  … và " + (texts.size() - TOLD) + " đoạn khác");
    }
  }
}
