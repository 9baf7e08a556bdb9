package vn.chitieu.cli;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Rebuild;
import vn.chitieu.jobs.RunLock;

/** Derives the ledger anew and says whether it tells the same. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = "Dựng lại sổ cái từ kho lưu và sổ biên nhận; chỉ thay khi mọi con số giống hệt.")
final class RebuildCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() throws IOException {
    Home h = home.get();
    try (RunLock lock = HomeOption.lock(h);
        Screen screen = new Screen()) {
      Rebuild.Result r = Rebuild.run(h, LocalDateTime.now(HomeOption.ZONE), screen);
      screen.clear();
      System.out.println(
          "Đã xét lại "
              + r.files()
              + " tệp của "
              + r.runs()
              + " lần chạy"
              + (r.takenOver() == 0
                  ? ""
                  : "; " + r.takenOver() + " tệp không còn giữ nội dung, lấy theo sổ cái cũ")
              + ". So với "
              + r.comparedWith()
              + ":");
      if (r.differences().isEmpty()) {
        System.out.println(
            "Giống hệt (mã " + r.factsHash().substring(0, 16) + "). Sổ cái mới đã vào chỗ.");
        return Verbs.WHOLE;
      }
      System.out.println("KHÁC " + r.differences().size() + " chỗ, không thay gì:");
      r.differences().forEach(d -> System.out.println("  " + d));
      return Verbs.FAULTY;
    } catch (Rebuild.Impossible e) {
      throw new Verbs.Refusal(Verbs.SURROUNDINGS, "Không dựng lại được: " + e.getMessage() + ".");
    }
  }
}
