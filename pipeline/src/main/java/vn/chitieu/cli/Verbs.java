package vn.chitieu.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Every verb, and what its end means. */
@CommandLine.Command(
    name = "chitieu",
    description = "Từ kế hoạch năm của phường đến con số lãnh đạo tin được mỗi sáng.",
    commandListHeading = "%nCác lệnh:%n",
    optionListHeading = "%nTùy chọn:%n",
    footerHeading = "%nMã kết thúc:%n",
    footer = {
      "  0   xong trọn vẹn (lỗi trong tệp của đơn vị không phải lỗi hệ thống)",
      "  1   check: tệp có lỗi phải sửa; doctor: có điều cần làm; rebuild, report: có chỗ khác",
      "  2   dùng lệnh sai",
      "  10  một lần chạy khác đang giữ khóa",
      "  20  môi trường không cho chạy (chưa gắn thư mục, không UTF-8, hết đĩa)",
      "  30  hệ thống lỗi: xem dòng lỗi và state/chitieu.log"
    },
    mixinStandardHelpOptions = true,
    version = "chitieu 0.1.0",
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      TemplatesCommand.class,
      NightlyCommand.class,
      WatchCommand.class,
      CheckCommand.class,
      RehearseCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      PublishCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RebuildCommand.class,
      DashboardsCommand.class
    })
public final class Verbs {
  static final int WHOLE = 0;
  static final int FAULTY = 1;
  static final int USAGE = 2;
  static final int LOCKED = 10;
  static final int SURROUNDINGS = 20;
  static final int FAILED = 30;

  /** A verb that cannot go on; its message is all that the operator needs. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int exitCode;

    Refusal(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }
  }

  private Verbs() {}

  /** Runs one verb and gives its exit code. */
  public static int run(String[] args) {
    if (!Charset.forName(System.getProperty("sun.jnu.encoding", ""))
        .equals(StandardCharsets.UTF_8)) {
      System.err.println(
          "Máy chưa dùng UTF-8 nên không đọc được tên tệp tiếng Việt. Đặt LANG=C.UTF-8 rồi chạy lại.");
      System.err.println("This system is not UTF-8: set LANG=C.UTF-8 (or any UTF-8 locale).");
      return SURROUNDINGS;
    }
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    CommandLine line = new CommandLine(new Verbs());
    line.setResourceBundle(new CommandWords());
    line.setParameterExceptionHandler(
        (e, words) -> {
          System.err.println(CommandWords.explain(e));
          e.getCommandLine().usage(System.err);
          return USAGE;
        });
    line.setExecutionExceptionHandler(
        (e, c, parsed) -> {
          if (e instanceof Refusal r) {
            System.err.println(r.getMessage());
            return r.exitCode;
          }
          org.slf4j.LoggerFactory.getLogger(Verbs.class).error("failed", e);
          Throwable cause = e;
          while (cause.getCause() != null) {
            cause = cause.getCause();
          }
          if (String.valueOf(cause.getMessage()).contains("No space left")) {
            System.err.println("Hết chỗ trên đĩa: " + cause.getMessage());
            return SURROUNDINGS;
          }
          System.err.println(
              "Lỗi hệ thống: " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
          return FAILED;
        });
    return line.execute(args);
  }
}
