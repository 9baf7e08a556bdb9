package vn.chitieu.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** A home's releases, published as the night does it: a directory each, and a link swapped. */
final class Releases {
  private final Path folder;

  Releases(Path home) {
    folder = home.resolve("state/releases");
  }

  /** Copies a published file into a release of its own; nobody sees it yet. */
  Path add(String name, Path file) throws IOException {
    Path release = Files.createDirectories(folder.resolve(name)).resolve("warehouse.duckdb");
    return Files.copy(file, release, StandardCopyOption.REPLACE_EXISTING);
  }

  void swapTo(String name) throws IOException {
    Path next = folder.resolve("current.next");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, Path.of(name));
    Files.move(
        next,
        folder.resolve("current"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static Properties readOnly() {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    return properties;
  }

  /** Superset's Python reads storage up to 1.5: what writes into a release says so. */
  static Properties readableBySuperset() {
    Properties properties = new Properties();
    properties.setProperty("storage_compatibility_version", "v1.4.0");
    return properties;
  }
}
