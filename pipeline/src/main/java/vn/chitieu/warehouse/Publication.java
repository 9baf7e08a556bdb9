package vn.chitieu.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What came of an attempt to publish. */
public sealed interface Publication {
  /** Writes what else lies in a release's folder, before anybody sees it. */
  @FunctionalInterface
  interface Beside {
    /**
     * @param built the release, complete and tested
     * @param dir its folder, not in place yet
     */
    void write(Release built, Path dir) throws IOException;
  }

  /**
   * A new release is in place.
   *
   * @param dir its folder, which {@code current} now points to
   * @param news what readers will see changed, in Vietnamese sentences; empty for a first release
   */
  record Published(String releaseId, Path dir, List<String> news) implements Publication {
    public Published {
      news = List.copyOf(news);
    }
  }

  /** Our own invariants do not hold: nothing was published, the old release stays. */
  record HeldBack(List<FailedTest> tests) implements Publication {
    public HeldBack {
      tests = List.copyOf(tests);
    }
  }

  /**
   * A test of {@code sql/tests} that found offenders.
   *
   * @param name its file's name without ending
   * @param offenders how many rows it returned
   * @param first the first few of them, as text
   */
  record FailedTest(String name, int offenders, List<String> first) {
    public FailedTest {
      first = List.copyOf(first);
    }
  }
}
