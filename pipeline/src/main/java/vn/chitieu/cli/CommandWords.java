package vn.chitieu.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the command line itself says, in Vietnamese: its help and what is wrong with a command. */
final class CommandWords extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return new Object[][] {
      {"usage.synopsisHeading", "Cách dùng: "},
      {"mixinStandardHelpOptions.help", "In phần hướng dẫn này."},
      {"mixinStandardHelpOptions.version", "In phiên bản chương trình."},
    };
  }

  /** Why a command was not understood, and what may have been meant. */
  static String explain(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException u) {
      List<String> meant = u.getSuggestions();
      return "Không có "
          + (u.isUnknownOption() ? "tùy chọn" : "lệnh hay chỗ cho")
          + " “"
          + u.getUnmatched().getFirst()
          + "”."
          + (meant.isEmpty() ? "" : " Có phải ý là: " + String.join(", ", meant) + "?");
    }
    if (e instanceof CommandLine.MissingParameterException m) {
      return "Còn thiếu "
          + m.getMissing().stream().map(CommandWords::name).collect(Collectors.joining(", "))
          + ".";
    }
    if (e instanceof CommandLine.OverwrittenOptionException o) {
      return "Chỉ được ghi " + name(o.getOverwritten()) + " một lần.";
    }
    ArgSpec arg = e.getArgSpec();
    if (arg == null || e.getValue() == null) {
      return "Lệnh chưa đúng"
          + (arg == null ? "" : " ở " + name(arg))
          + "; xem cách dùng dưới đây.";
    }
    return "“"
        + e.getValue()
        + "” không dùng được cho "
        + name(arg)
        + (arg.type() == LocalDate.class ? ": cần một ngày có thật, dạng 2026-11-17." : ".");
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec o
        ? o.longestName() + " (" + o.paramLabel() + ")"
        : arg.paramLabel();
  }
}
