package vn.chitieu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Backup;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.jobs.Watch;
import vn.chitieu.plan.Words;
import vn.chitieu.warehouse.Warehouse;

/** Copies what the home knows into a folder of its own, and reads the copy again. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Sao lưu sổ cái, kho lưu, biên nhận (cả dạng Parquet), rồi đọc lại để kiểm tra.")
final class BackupCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--to",
      paramLabel = "THƯ-MỤC",
      description =
          "Nơi chứa các bản sao lưu; mỗi lần một thư mục con (mặc định: backups/ cạnh state/).")
  private @Nullable Path to;

  @Option(
      names = "--with-secrets",
      description = "Kèm mật khẩu của bảng điều hành (mặc định không kèm).")
  private boolean withSecrets;

  @Override
  public Integer call() throws IOException {
    Home h = home.get();
    if (!Files.exists(h.warehouse())) {
      throw new Verbs.Refusal(
          Verbs.SURROUNDINGS, "Không có sổ cái " + h.warehouse() + ": không có gì để sao lưu.");
    }
    Path into = to == null ? h.root().resolve("backups") : to;
    Optional<RunLock> free = RunLock.tryTake(h);
    if (free.isEmpty() && Watch.isWatching(h)) {
      // the watch holds the warehouse; it takes the backup between two looks
      return say(Watch.askToBackUp(h, into, withSecrets));
    }
    try (RunLock lock = free.isPresent() ? free.get() : HomeOption.lock(h);
        Warehouse warehouse = new Warehouse(Warehouse.dataSource(h.warehouse()))) {
      return say(Backup.take(h, warehouse, into, withSecrets, LocalDateTime.now(HomeOption.ZONE)));
    }
  }

  private static int say(Backup.Taken taken) {
    Backup.Contents c = taken.contents();
    System.out.println("Đã sao lưu vào " + taken.dir());
    System.out.println(
        "Số liệu đến hết ngày "
            + Words.day(c.asOf())
            + ": sổ cái "
            + c.ledgerRows().values().stream().mapToLong(Long::longValue).sum()
            + " dòng, kho lưu "
            + c.archived()
            + " tệp; đã đọc lại và so từng byte.");
    System.out.println(
        c.hasSecrets()
            ? "Bản này CÓ mật khẩu: giữ như giữ mật khẩu."
            : "Bản này không có mật khẩu; thư mục chung không nằm trong đó.");
    for (String fault : taken.faults()) {
      System.err.println("LỖI: " + fault + "; chạy doctor.");
    }
    return taken.faults().isEmpty() ? Verbs.WHOLE : Verbs.FAILED;
  }
}
