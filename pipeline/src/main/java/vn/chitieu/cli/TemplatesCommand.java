package vn.chitieu.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.jobs.Forms;
import vn.chitieu.jobs.Plans;
import vn.chitieu.jobs.RunLock;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.plan.Words;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.UnitMail;

/** Puts a period's forms into the units' folders, from the published release. */
@Command(
    name = "templates",
    mixinStandardHelpOptions = true,
    description = "Phát biểu mẫu của một kỳ vào thư mục bieu-mau của từng đơn vị.")
final class TemplatesCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--period",
      required = true,
      paramLabel = "KỲ",
      description = "Kỳ báo cáo, ví dụ 2026-11.")
  private String periodCode = "";

  @Option(names = "--unit", paramLabel = "MÃ", description = "Chỉ một đơn vị.")
  private @Nullable String unitCode;

  @Override
  public Integer call() throws IOException {
    Home h = home.mounted();
    try (RunLock lock = HomeOption.lock(h);
        Release release = HomeOption.release(h)) {
      System.out.println("Theo bản công bố của ngày " + Words.day(release.asOf()));
      Plans plans = HomeOption.plans(release, new Archive(h));
      Forms forms = new Forms(h);
      for (String locality : h.listLocalities()) {
        Plan plan = plans.findToday(locality, Period.yearOf(periodCode)).orElse(null);
        if (plan == null) {
          continue;
        }
        Period period =
            plan.findPeriod(periodCode)
                .filter(Period::isCollected)
                .orElseThrow(
                    () ->
                        new Verbs.Refusal(
                            Verbs.USAGE,
                            "Kế hoạch không thu biểu kỳ "
                                + periodCode
                                + "; các kỳ: "
                                + String.join(
                                    ", ",
                                    plan.listCollectedPeriods().stream()
                                        .map(Period::code)
                                        .toList())));
        write(plan, period, release, plans, forms, h);
      }
    }
    return Verbs.WHOLE;
  }

  private void write(Plan plan, Period period, Release release, Plans plans, Forms forms, Home h)
      throws IOException {
    List<Unit> units =
        plan.listReportingUnits().stream()
            .filter(u -> unitCode == null || u.code().equals(unitCode))
            .toList();
    if (units.isEmpty()) {
      throw new Verbs.Refusal(Verbs.USAGE, "Không có đơn vị lập biểu nào mã " + unitCode);
    }
    Map<Forms.Done, Integer> done = new EnumMap<>(Forms.Done.class);
    String locality = plan.locality().code();
    Map<String, UnitMail> mail = release.mail();
    Optional<Plan> before = yearBefore(plans, plan);
    try (Screen screen = new Screen()) {
      int n = 0;
      for (Unit unit : units) {
        screen.at("Biểu mẫu", ++n, units.size());
        History said = release.history(locality, unit.code());
        Forms.Carried carried =
            Forms.findBefore(plan, period, said, year -> before)
                .map(Period::code)
                .map(p -> new Forms.Carried(p, release.listDifficulties(locality, unit.code(), p)))
                .orElse(Forms.Carried.NONE);
        Forms.Done d =
            forms.write(
                plan,
                unit,
                period,
                said,
                carried,
                mail.getOrDefault(locality + "/" + unit.code(), UnitMail.NONE),
                h.isIllustrative());
        done.merge(d, 1, Integer::sum);
      }
      forms.place();
    }
    System.out.println(
        locality
            + ", kỳ "
            + period.code()
            + ": "
            + done.getOrDefault(Forms.Done.WRITTEN, 0)
            + " biểu mới, "
            + done.getOrDefault(Forms.Done.RENEWED, 0)
            + " biểu thay, "
            + done.getOrDefault(Forms.Done.KEPT, 0)
            + " giữ nguyên, "
            + done.getOrDefault(Forms.Done.FILLED, 0)
            + " đơn vị đang điền");
  }

  /**
   * The plan of the year before, of which only the difficulties are carried on; none where it
   * cannot be read, which is said and keeps no form back.
   */
  private static Optional<Plan> yearBefore(Plans plans, Plan plan) {
    String locality = plan.locality().code();
    try {
      return plans.findOfYear(locality, plan.year() - 1);
    } catch (RuntimeException e) {
      System.out.println(
          locality
              + ": sổ kế hoạch năm "
              + (plan.year() - 1)
              + " không còn đọc lại được trong kho lưu: biểu đầu năm không mang theo vướng mắc"
              + " của năm trước; chạy ./chitieu doctor để biết tệp nào bị mất");
      return Optional.empty();
    }
  }
}
