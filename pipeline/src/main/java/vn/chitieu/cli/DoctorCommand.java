package vn.chitieu.cli;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Doctor;

/** Says in plain words what is wrong with a home, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Khám nơi đặt dữ liệu: có gì sai, phải làm gì; không thay đổi gì.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() throws IOException {
    Home h = home.get();
    Doctor.Report report = Doctor.examine(h, LocalDateTime.now(HomeOption.ZONE));
    System.out.println("Khám " + h.root());
    report.fine().forEach(f -> System.out.println("  ✔ " + f));
    for (Doctor.Trouble t : report.troubles()) {
      System.out.println(Screen.red("  ✖ " + t.what() + "."));
      System.out.println("    → " + t.remedy());
    }
    System.out.println(
        report.troubles().isEmpty()
            ? "Không thấy gì sai."
            : "Có " + report.troubles().size() + " điều cần làm.");
    return report.troubles().isEmpty() ? Verbs.WHOLE : Verbs.FAULTY;
  }
}
