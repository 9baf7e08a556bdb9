package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.Rehearsal;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.Release;

/** What a changed plan workbook would have meant for what was sent, before anything binds. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description =
        "Thử trước một sổ kế hoạch đã sửa (ngưỡng, mức độ lỗi) trên mọi tệp đã nhận: đơn vị nào, tháng nào sẽ khác. Không ghi gì.")
final class RehearseCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--plan",
      paramLabel = "TỆP",
      description = "Sổ kế hoạch đã sửa (mặc định: sổ đang nằm trên bàn văn phòng).")
  private @Nullable Path plan;

  @Option(
      names = "--locality",
      paramLabel = "ĐỊA BÀN",
      description = "Mã địa bàn (mặc định: địa bàn duy nhất của nơi này).")
  private @Nullable String locality;

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    List<String> localities = h.listLocalities();
    String where =
        locality != null ? locality : localities.size() == 1 ? localities.getFirst() : "";
    if (!localities.contains(where)) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Cần --locality, một trong: " + String.join(", ", localities));
    }
    Path file = plan != null ? plan : onDesk(h, where);
    if (!Files.isRegularFile(file)) {
      throw new Verbs.Refusal(Verbs.USAGE, "Không thấy tệp " + file);
    }
    Plan rehearsed = read(file, where);
    try (Release release = HomeOption.release(h)) {
      Rehearsal.Result result = Rehearsal.replay(release, rehearsed, new Archive(h));
      System.out.println(
          "Thử sổ kế hoạch "
              + file.getFileName()
              + " trên "
              + result.replayed()
              + " tệp đã nhận đến "
              + Words.day(release.asOf())
              + ": "
              + (result.changes().isEmpty()
                  ? "không tệp nào có kết quả khác."
                  : result.changes().size() + " tệp có kết quả khác.")
              + (result.unavailable() == 0
                  ? ""
                  : " " + result.unavailable() + " tệp không còn trong kho lưu, không thử được."));
      for (Rehearsal.Change c : result.changes()) {
        System.out.println(
            "  "
                + c.unitCode()
                + " "
                + c.periodCode()
                + " lần "
                + c.version()
                + " ("
                + Words.day(c.arrivedOn())
                + "): "
                + (c.was() == c.wouldBe()
                    ? c.was().word() + " như trước"
                    : c.was().word() + " → " + c.wouldBe().word())
                + what("; thêm ", c.added())
                + what("; bớt ", c.gone()));
      }
      System.out.println("Chưa có gì thay đổi: đây chỉ là thử.");
    }
    return Verbs.WHOLE;
  }

  private static Path onDesk(Home h, String locality) throws IOException {
    List<Path> plans = Nightly.listPlanWorkbooks(h.desk(locality));
    if (plans.size() != 1) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Trên bàn văn phòng có " + plans.size() + " sổ kế hoạch; dùng --plan TỆP.");
    }
    return plans.getFirst();
  }

  private static Plan read(Path file, String locality) throws IOException {
    PlanReader.PlanReading reading = Rehearsal.read(file, locality);
    if (reading.plan().isPresent()) {
      return reading.plan().get();
    }
    FindingCatalog catalog = FindingCatalog.standard();
    throw new Verbs.Refusal(
        Verbs.USAGE,
        "Sổ kế hoạch này chưa dùng được:\n"
            + reading.findings().stream()
                .map(f -> "  " + catalog.say(f).message())
                .collect(Collectors.joining("\n")));
  }

  private static String what(String word, List<Said> findings) {
    return findings.isEmpty()
        ? ""
        : word
            + findings.stream()
                .limit(3)
                .map(
                    f ->
                        f.code()
                            + " ("
                            + weight(f)
                            + ")"
                            + (f.place().at() == null ? "" : " ô " + f.place().at()))
                .collect(Collectors.joining(", "))
            + (findings.size() > 3 ? " và " + (findings.size() - 3) + " lỗi khác" : "");
  }

  private static String weight(Said f) {
    return switch (f.severity()) {
      case REFUSE -> "trả lại tệp";
      case HOLD -> "giữ lại dòng";
      case ASK -> "hỏi lý do";
      case NOTE -> "ghi chú";
    };
  }
}
