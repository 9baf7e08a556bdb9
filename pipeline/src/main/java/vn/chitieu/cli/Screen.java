package vn.chitieu.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import vn.chitieu.jobs.Progress;

/** A bar on a terminal, nothing elsewhere: a log wants lines, not ticks. */
final class Screen implements Progress, AutoCloseable {
  private final boolean isTerminal = isTerminal();
  private @Nullable ProgressBar bar;
  private String task = "";

  @Override
  public void at(String what, int done, int total) {
    if (!isTerminal || total <= 0) {
      return;
    }
    if (bar == null || !task.equals(what)) {
      clear();
      task = what;
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .clearDisplayOnFinish()
              .build();
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** A line in red on a terminal, as it is elsewhere. */
  static String red(String line) {
    return isTerminal() ? "\u001b[31m" + line + "\u001b[0m" : line;
  }

  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar off the terminal, so that a line can be printed. */
  void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
