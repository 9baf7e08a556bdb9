package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Restore;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.plan.Words;

/** Puts a backup into a home without a past. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Phục hồi từ một bản sao lưu vào nơi chưa có dữ liệu; không ghi đè gì.")
final class RestoreCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "THƯ-MỤC",
      description = "Một bản sao lưu (thư mục có backup.json).")
  private Path from = Path.of("");

  @Option(
      names = "--with-share",
      description = "Làm lại cả thư mục chung khi nó cũng đã mất: sổ kế hoạch, thư mục các đơn vị.")
  private boolean withShare;

  @Override
  public Integer call() throws IOException {
    Home h = home.get();
    try (RunLock lock = HomeOption.lock(h)) {
      return switch (Restore.run(h, from.toAbsolutePath().normalize(), withShare)) {
        case Restore.Result.Restored r -> {
          System.out.println(
              "Đã phục hồi vào "
                  + h.root()
                  + ": số liệu đến hết ngày "
                  + Words.day(r.contents().asOf())
                  + ", kho lưu "
                  + r.contents().archived()
                  + " tệp; đã so từng byte.");
          if (!r.sentSince().isEmpty()) {
            System.out.println(
                "Các tệp sau đến sau lần sao lưu, nay không còn được biết; xin đơn vị gửi lại (tệp"
                    + " trả lời chính là bản chép của chúng):");
            r.sentSince().forEach(f -> System.out.println("  " + f));
          }
          System.out.println("Chạy doctor để xem còn thiếu gì, rồi nightly.");
          yield Verbs.WHOLE;
        }
        case Restore.Result.Refused r -> {
          System.err.println("Không phục hồi: " + r.why() + ".");
          yield Verbs.USAGE;
        }
        case Restore.Result.Damaged d -> {
          System.err.println("Bản sao lưu này hỏng, không phục hồi gì:");
          d.faults().stream().limit(20).forEach(f -> System.err.println("  " + f));
          yield Verbs.SURROUNDINGS;
        }
      };
    }
  }
}
