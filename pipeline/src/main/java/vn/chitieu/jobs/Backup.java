package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Manifest;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.Snapshot;
import vn.chitieu.warehouse.Warehouse;

/**
 * A whole, verified copy of what a home knows, in one folder: the ledger, the archive with its
 * journal, the release that is out, the same tables as Parquet, and {@code backup.json} that names
 * every file with its hash. The share is not in it (units' folders belong to the file server), nor
 * are older releases (the ledger gives them again), quarantined bytes (they are to be forgotten)
 * and, unless asked for, passwords.
 */
public final class Backup {
  static final String CONTENTS = "backup.json";

  private static final String UNFINISHED = ".dang-sao-luu-";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS");

  /**
   * What a backup holds.
   *
   * @param asOf the last day that a night of it has received; the day of its release before any
   * @param factsHash of the release in it
   * @param ledgerRows rows of each table
   * @param files path under the backup → SHA-256; Parquet files are not listed, they are only read
   */
  public record Contents(
      LocalDateTime takenAt,
      LocalDate asOf,
      String factsHash,
      boolean hasSecrets,
      Map<String, Long> ledgerRows,
      Map<String, String> files) {
    public Contents {
      ledgerRows = Map.copyOf(ledgerRows);
      files = Map.copyOf(files);
    }

    /** How many received files it holds. */
    public long archived() {
      return files.keySet().stream()
          .filter(f -> f.startsWith("state/archive/") && !f.endsWith(".jsonl"))
          .count();
    }

    /** Reads what a backup says of itself. */
    static Contents read(Path backup) throws IOException {
      JsonNode m =
          JsonMapper.shared()
              .readTree(Files.readString(backup.resolve(CONTENTS), StandardCharsets.UTF_8));
      Map<String, Long> rows = new LinkedHashMap<>();
      m.path("ledger_rows").properties().forEach(e -> rows.put(e.getKey(), e.getValue().asLong()));
      Map<String, String> files = new LinkedHashMap<>();
      m.path("files").properties().forEach(e -> files.put(e.getKey(), e.getValue().asString()));
      return new Contents(
          LocalDateTime.parse(m.path("taken_at").asString("")),
          LocalDate.parse(m.path("as_of").asString("")),
          m.path("facts_sha256").asString(""),
          m.path("has_secrets").asBoolean(false),
          rows,
          files);
    }

    private void write(Path backup) throws IOException {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("taken_at", takenAt.toString());
      m.put("as_of", asOf.toString());
      m.put("facts_sha256", factsHash);
      m.put("has_secrets", hasSecrets);
      m.put("ledger_rows", new TreeMap<>(ledgerRows));
      m.put("files", new TreeMap<>(files));
      Files.writeString(
          backup.resolve(CONTENTS),
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(m) + "\n");
    }
  }

  /**
   * A backup that was taken.
   *
   * @param faults what in the home is not as it should be, copied as it is
   */
  public record Taken(Path dir, Contents contents, List<String> faults) {
    public Taken {
      faults = List.copyOf(faults);
    }
  }

  private Backup() {}

  /**
   * Takes a backup into a new folder named by the clock. Whoever calls holds the home's {@link
   * RunLock}, and nobody else writes its warehouse.
   *
   * @param warehouse the home's, open or not: its file is whole when this is called
   * @param to the folder that holds backups; made when missing
   * @param withSecrets whether the passwords of the board go with it
   * @throws IOException when it cannot be written, or does not read back as it was written; what
   *     was begun is then gone
   */
  public static Taken take(
      Home home, Warehouse warehouse, Path to, boolean withSecrets, LocalDateTime now)
      throws IOException {
    Path wanted = to.toAbsolutePath().normalize();
    if (wanted.equals(home.root())
        || wanted.startsWith(home.state())
        || wanted.startsWith(home.share())) {
      throw new IOException(
          "bản sao lưu không để trong " + home.state() + " hay thư mục chung: chọn --to chỗ khác");
    }
    Files.createDirectories(to);
    removeUnfinished(to);
    String stamp = now.format(STAMP);
    Path dir = Files.createDirectory(to.resolve(UNFINISHED + stamp));
    Disk.protect(dir, "rwx------");
    boolean isWhole = false;
    try {
      Map<String, Long> rows = warehouse.checkpoint();
      Map<String, String> files = new TreeMap<>();
      List<String> faults = new ArrayList<>();
      copyAll(home, dir, withSecrets, files, faults);
      Path ledger = dir.resolve("state/warehouse.duckdb");
      String factsHash = "";
      LocalDate asOf = LocalDate.MIN;
      try (Snapshot copy = Snapshot.open(ledger, Snapshot.LEDGER)) {
        if (!copy.rows().equals(rows)) {
          throw new IOException("bản chép sổ cái khác sổ cái: " + copy.rows() + " ≠ " + rows);
        }
        copy.exportParquet(dir.resolve("parquet/ledger"));
      }
      Optional<Manifest> current = Manifest.ofCurrent(home.releases());
      if (current.isPresent()) {
        asOf = current.get().asOf();
        try (Snapshot release =
            Snapshot.open(
                dir.resolve("state/releases")
                    .resolve(current.get().releaseId())
                    .resolve(Release.FILE),
                Snapshot.MART)) {
          factsHash = release.factsHash();
          release.exportParquet(dir.resolve("parquet/mart"));
        }
      }
      Contents contents =
          new Contents(
              now,
              warehouse.findLastAsOf().orElse(asOf),
              factsHash,
              files.containsKey("state/secrets.env"),
              rows,
              files);
      contents.write(dir);
      Disk.force(dir.resolve(CONTENTS));
      Path done = Files.move(dir, to.resolve(stamp), StandardCopyOption.ATOMIC_MOVE);
      isWhole = true;
      return new Taken(done, contents, faults);
    } finally {
      if (!isWhole) {
        Disk.delete(dir);
      }
    }
  }

  private static void copyAll(
      Home home, Path dir, boolean withSecrets, Map<String, String> files, List<String> faults)
      throws IOException {
    List<Path> wanted = new ArrayList<>();
    wanted.add(home.warehouse());
    wanted.addAll(listFiles(home.archive()));
    for (String name :
        List.of(
            "forms.json",
            "reminders.json",
            "people.yaml",
            Retention.SETTINGS,
            "quarantine/quarantine.jsonl")) {
      wanted.add(home.state().resolve(name));
    }
    wanted.add(home.marker());
    if (withSecrets) {
      wanted.add(home.secrets());
    }
    wanted.addAll(listFiles(home.reports()));
    Optional<Manifest> current = Manifest.ofCurrent(home.releases());
    if (current.isPresent()) {
      wanted.addAll(listFiles(home.releases().resolve(current.get().releaseId())));
    }
    for (Path file : wanted) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      String name = home.root().relativize(file).toString();
      String hash = copy(file, dir.resolve(name));
      files.put(name, hash);
      if (isArchived(name) && !file.getFileName().toString().equals(hash)) {
        faults.add("tệp lưu " + name + " không còn nguyên vẹn (mã băm khác tên)");
      }
    }
    if (withSecrets && files.containsKey("state/secrets.env")) {
      Disk.protect(dir.resolve("state/secrets.env"), "rw-------");
    }
  }

  /** Whether a file of a backup is one that a unit or the office sent, named by its hash. */
  static boolean isArchived(String name) {
    return name.matches("state/archive/[0-9a-f]{2}/[0-9a-f]{64}");
  }

  /**
   * Copies a file to the disk and reads the copy again.
   *
   * @return its hash
   */
  static String copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    Disk.force(to);
    String hash = Archive.hash(from);
    if (!Archive.hash(to).equals(hash)) {
      throw new IOException("chép " + from + " không đúng từng byte");
    }
    return hash;
  }

  static List<Path> listFiles(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  private static void removeUnfinished(Path to) throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(to)) {
      left = entries.filter(p -> p.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
    for (Path p : left) {
      Disk.delete(p);
    }
  }
}
