package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Receipt;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;

/** Plays the sample nights in order, as if each had come, and opens the board. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Chạy thử trọn vẹn với số liệu minh họa: mọi đêm trong sample-input, rồi mở bảng.")
final class DemoCommand implements Callable<Integer> {
  private static final String LOCALITY = "thuy-nguyen";

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--no-dashboards", description = "Dừng sau khi công bố, không bật Superset.")
  private boolean noDashboards;

  @Option(
      names = "--until",
      paramLabel = "NGÀY",
      description = "Chỉ chơi các đêm đến hết ngày này.")
  private @Nullable LocalDate until;

  @Option(
      names = "--port",
      paramLabel = "CỔNG",
      description =
          "Cổng của Superset trên máy này (mặc định: cổng đã bật lần trước, lần đầu là 8088).")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home h = home.get();
    if (Files.exists(h.marker()) && !h.isIllustrative()) {
      throw new Verbs.Refusal(
          Verbs.USAGE,
          h.root() + " có số liệu thật; demo chỉ chạy ở nơi riêng: thêm --home THƯ-MỤC.");
    }
    h.createState();
    home.get();
    int code = playNights(h);
    if (code != Verbs.WHOLE) {
      return code;
    }
    System.out.println();
    System.out.println("Trả lời từng đơn vị: " + h.share() + "/" + LOCALITY + "/<đơn vị>/ket-qua/");
    System.out.println(
        "Biểu mẫu kỳ tới:     " + h.share() + "/" + LOCALITY + "/<đơn vị>/bieu-mau/");
    System.out.println("Các lần chạy:        " + h.runs() + "/<lần chạy>/summary.html");
    return noDashboards ? code : DashboardsCommand.script(h, port, List.of("up"));
  }

  private int playNights(Home h) throws IOException {
    Path nights = HomeOption.repo().resolve("sample-input").resolve("nights");
    List<Path> all = folders(nights);
    int worst = Verbs.WHOLE;
    try (RunLock lock = HomeOption.lock(h)) {
      Path plan = HomeOption.repo().resolve("sample-input/plan/thuy-nguyen-2026.xlsx");
      if (!Files.exists(h.marker())) {
        int begun = InitCommand.begin(h, LOCALITY, plan, true);
        if (begun != Verbs.WHOLE) {
          return begun;
        }
      }
      try (Nightly nightly = Nightly.open(h, HomeOption.ZONE);
          Screen screen = new Screen()) {
        int played = 0;
        int skipped = 0;
        for (Path night : all) {
          LocalDate day = LocalDate.parse(night.getFileName().toString());
          screen.at("Các đêm", ++played, all.size());
          if (until != null && day.isAfter(until)) {
            continue;
          }
          if (nightly.isOver(day)) {
            skipped++;
            continue;
          }
          lay(night, day, h, nightly);
          Nightly.Finished finished =
              nightly.run(day, Duration.ZERO, vn.chitieu.jobs.Progress.SILENT);
          screen.clear();
          System.out.println(day + "  " + finished.summary().filesLine());
          finished.summary().failures().forEach(f -> System.out.println("    lỗi: " + f));
          worst = Math.max(worst, finished.exitCode());
        }
        if (skipped > 0) {
          System.out.println(skipped + " đêm đã chạy từ trước, bỏ qua.");
        }
      }
    }
    return worst;
  }

  /** Lays down what lay in the share that night; what was judged before is not laid down again. */
  private static void lay(Path night, LocalDate day, Home h, Nightly nightly) throws IOException {
    int minute = 0;
    for (Path locality : folders(night)) {
      for (Path unit : folders(locality)) {
        String localityCode = locality.getFileName().toString();
        String unitCode = unit.getFileName().toString();
        boolean isDesk = unitCode.equals(Home.DESK);
        Path into = isDesk ? h.desk(localityCode) : h.unit(localityCode, unitCode).drop();
        Files.createDirectories(into);
        for (Path file : files(unit)) {
          LocalDateTime modified = day.atTime(15, 0).plusMinutes(minute++);
          String name = file.getFileName().toString();
          if (isDesk) {
            name = localityCode + ".xlsx"; // the desk holds one plan workbook, named by init
          } else {
            String id =
                Receipt.idOf(
                    localityCode,
                    unitCode,
                    Normalizer.normalize(name, Normalizer.Form.NFC),
                    Archive.hash(file),
                    Files.size(file),
                    modified);
            if (nightly.isJudged(id)) {
              continue;
            }
          }
          Path draft = into.resolve(".dang-chep");
          Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
          Files.setLastModifiedTime(
              draft, FileTime.from(modified.atZone(HomeOption.ZONE).toInstant()));
          Files.move(
              draft,
              into.resolve(name),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static List<Path> folders(Path dir) throws IOException {
    return list(dir).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> files(Path dir) throws IOException {
    return list(dir).stream()
        .filter(Files::isRegularFile)
        .filter(f -> !f.getFileName().toString().startsWith("."))
        .toList();
  }

  private static List<Path> list(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return new ArrayList<>(
          entries.sorted(Comparator.comparing(p -> p.getFileName().toString())).toList());
    }
  }
}
