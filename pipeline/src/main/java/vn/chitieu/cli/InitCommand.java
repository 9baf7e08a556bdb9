package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Nightly;
import vn.chitieu.jobs.RunLock;

/** Makes a home: the share with its marker, the office's desk with the plan, the units' folders. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Tạo nơi làm việc: thư mục chung, bàn văn phòng có sổ kế hoạch, thư mục các đơn vị.")
final class InitCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--plan",
      paramLabel = "TỆP",
      description = "Sổ kế hoạch (mặc định: sổ đã nằm trên bàn văn phòng, nếu chưa có thì sổ mẫu).")
  private @Nullable Path plan;

  @Option(
      names = "--locality",
      paramLabel = "MÃ",
      description = "Mã thư mục của địa bàn (mặc định: ${DEFAULT-VALUE}).")
  private String locality = "thuy-nguyen";

  @Override
  public Integer call() throws IOException {
    Home h = home.get();
    h.createState();
    home.get(); // the log can be written from here on
    try (RunLock lock = HomeOption.lock(h)) {
      return begin(h, locality, plan, false);
    }
  }

  /** Begins a home under its lock. Doing it again puts the desk's plan in force, nothing else. */
  static int begin(Home h, String locality, @Nullable Path plan, boolean illustrative)
      throws IOException {
    if (!locality.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new Verbs.Refusal(
          Verbs.USAGE, "Mã địa bàn chỉ gồm chữ thường không dấu, chữ số, gạch nối: " + locality);
    }
    Path desk = h.desk(locality);
    Files.createDirectories(desk);
    List<Path> lying = Nightly.listPlanWorkbooks(desk);
    if (lying.size() > 1) {
      throw new Verbs.Refusal(
          Verbs.USAGE,
          "Trên bàn văn phòng có " + lying.size() + " sổ kế hoạch; chỉ để lại một sổ.");
    }
    Path onDesk = lying.isEmpty() ? desk.resolve(locality + ".xlsx") : lying.getFirst();
    Path sample = HomeOption.repo().resolve("sample-input/plan/thuy-nguyen-2026.xlsx");
    Path from = plan != null ? plan : lying.isEmpty() ? sample : onDesk;
    if (!Files.isRegularFile(from)) {
      throw new Verbs.Refusal(Verbs.USAGE, "Không thấy sổ kế hoạch: " + from);
    }
    try (Nightly nightly = Nightly.open(h, HomeOption.ZONE)) {
      switch (nightly.begin(locality, from, onDesk)) {
        case Nightly.Begun.Ready ready -> {
          if (!Files.exists(h.marker())) {
            Files.writeString(
                h.marker(),
                "Thư mục chung của hệ thống chỉ tiêu. Đừng xóa tệp này.\n"
                    + (illustrative ? Home.ILLUSTRATIVE + "\n" : ""));
          }
          if (from.equals(sample) && !illustrative) {
            System.out.println(
                "Chưa có sổ kế hoạch nào trên bàn văn phòng: dùng sổ mẫu của phường.");
          }
          System.out.println(
              "Kế hoạch "
                  + ready.plan().year()
                  + " của "
                  + ready.plan().locality().name()
                  + " có hiệu lực: "
                  + ready.plan().measures().size()
                  + " chỉ tiêu thành phần, "
                  + ready.plan().tasks().size()
                  + " nhiệm vụ, "
                  + ready.plan().listReportingUnits().size()
                  + " đơn vị lập biểu. Phiên bản "
                  + ready.plan().version()
                  + ".");
          ready.notes().forEach(n -> System.out.println("  lưu ý: " + n.message()));
          return Verbs.WHOLE;
        }
        case Nightly.Begun.Refused refused -> {
          System.err.println("Sổ kế hoạch chưa dùng được, sửa các chỗ sau rồi chạy lại init:");
          for (Said f : refused.findings()) {
            System.err.println("  " + f.message() + " " + f.remedy());
          }
          return Verbs.USAGE;
        }
      }
    }
  }
}
