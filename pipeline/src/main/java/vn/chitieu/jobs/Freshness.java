package vn.chitieu.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Manifest;

/** Whether the night still comes: a release that nobody renews looks like any other. */
public final class Freshness {
  /** A night and two hours; the same as in {@code sql/views/rpt_freshness.sql}. */
  private static final Duration LIMIT = Duration.ofHours(26);

  private Freshness() {}

  /**
   * The full hours since the last release, when they are too many; empty before the first, and when
   * its manifest cannot be read, which {@link Doctor} tells.
   */
  public static OptionalLong staleHours(Home home, LocalDateTime now) {
    try {
      Duration age =
          Manifest.ofCurrent(home.releases())
              .map(m -> Duration.between(m.knownAt(), now))
              .orElse(Duration.ZERO);
      return age.compareTo(LIMIT) > 0 ? OptionalLong.of(age.toHours()) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
