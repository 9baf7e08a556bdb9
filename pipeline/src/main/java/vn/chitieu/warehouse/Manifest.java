package vn.chitieu.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands beside a release: {@code manifest.json}.
 *
 * @param asOf the last day whose drops are in it
 * @param knownAt what was recorded up to then is in it; the clock of its run
 * @param fileSha256 of the release's one file
 * @param sqlSha256 of the SQL it was built by
 */
public record Manifest(
    String releaseId,
    String runId,
    LocalDate asOf,
    LocalDateTime knownAt,
    String fileSha256,
    String sqlSha256) {
  /** Its name in a release's folder. */
  public static final String FILE = "manifest.json";

  /**
   * The release that readers see now; empty when nothing was published or the link leads nowhere.
   */
  public static Optional<Manifest> ofCurrent(Path releasesDir) throws IOException {
    Optional<Path> current = Publisher.current(releasesDir);
    return current.isEmpty() ? Optional.empty() : Optional.of(read(current.get()));
  }

  /** Every release of a home that can say what it is, oldest first. */
  public static List<Manifest> list(Path releasesDir) throws IOException {
    List<Manifest> all = new ArrayList<>();
    if (Files.isDirectory(releasesDir)) {
      try (Stream<Path> entries = Files.list(releasesDir)) {
        for (Path p : entries.toList()) {
          if (!p.getFileName().toString().startsWith(".")
              && Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)
              && Files.exists(p.resolve(FILE))) {
            try {
              all.add(read(p));
            } catch (IOException e) {
              // nothing that could be relied on
            }
          }
        }
      }
    }
    all.sort(Comparator.comparing(Manifest::knownAt).thenComparing(Manifest::releaseId));
    return all;
  }

  /**
   * Reads that of one release's folder.
   *
   * @throws IOException when there is none or it cannot be understood
   */
  public static Manifest read(Path releaseDir) throws IOException {
    Path file = releaseDir.resolve(FILE);
    try {
      JsonNode m = JsonMapper.shared().readTree(Files.readString(file, StandardCharsets.UTF_8));
      return new Manifest(
          m.path("release").asString(""),
          m.path("run").asString(""),
          LocalDate.parse(m.path("as_of").asString("")),
          LocalDateTime.parse(m.path("known_at").asString("")),
          m.path("file_sha256").asString(""),
          m.path("sql_sha256").asString(""));
    } catch (JacksonException | DateTimeException e) {
      throw new IOException(file + " không đọc được", e);
    }
  }

  /** Writes it into a release's folder, with the rows of each relation. */
  void write(Path releaseDir, Map<String, Long> rows) throws IOException {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("release", releaseId);
    m.put("run", runId);
    m.put("as_of", asOf.toString());
    m.put("known_at", knownAt.toString());
    m.put("file_sha256", fileSha256);
    m.put("sql_sha256", sqlSha256);
    m.put("rows", rows);
    String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(m);
    Files.writeString(releaseDir.resolve(FILE), json + "\n", StandardCharsets.UTF_8);
  }
}
