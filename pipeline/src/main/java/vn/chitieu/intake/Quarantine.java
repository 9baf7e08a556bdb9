package vn.chitieu.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the bytes of files with personal data go: out of the archive at once, deleted after 30
 * days. What stays is the hash, in the ledger and in {@code quarantine/quarantine.jsonl}, so that
 * whoever reads the archive again knows why the bytes are not there.
 */
public final class Quarantine {
  /** How many days the bytes are kept, for the unit to be told and an error of ours to be seen. */
  public static final int DAYS = 30;

  private final Archive archive;
  private final Path dir;
  private final Path journal;

  /** Hash → the day it was taken in. */
  private final Map<String, LocalDate> taken = new LinkedHashMap<>();

  /** Reads the journal. */
  public Quarantine(Home home, Archive archive) throws IOException {
    this.archive = archive;
    this.dir = home.state().resolve("quarantine");
    this.journal = dir.resolve("quarantine.jsonl");
    if (Files.exists(journal)) {
      for (String line : Files.readAllLines(journal)) {
        if (line.endsWith("}")) { // a line cut short by a crash is repeated by the next run
          Map<?, ?> m = JsonMapper.shared().readValue(line, Map.class);
          taken.put(
              String.valueOf(m.get("sha256")), LocalDate.parse(String.valueOf(m.get("taken_on"))));
        }
      }
    }
  }

  /** Whether the bytes of that hash are or were here. */
  public boolean holds(String sha256) {
    return taken.containsKey(sha256);
  }

  /** Takes bytes out of the archive. Doing it twice changes nothing. */
  public void take(String sha256, LocalDate on) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(dir);
      Disk.protect(dir, "rwx------");
    }
    if (!holds(sha256)) {
      new JsonLines(journal)
          .append(List.of(JsonLines.event("sha256", sha256, "taken_on", on.toString())), true);
      taken.put(sha256, on);
    }
    Path bytes = archive.get(sha256);
    if (Files.exists(bytes)) {
      Files.move(
          bytes,
          dir.resolve(sha256),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes the bytes that have been here for {@link #DAYS} days; their hashes stay. */
  public void purge(LocalDate today) throws IOException {
    for (Map.Entry<String, LocalDate> t : taken.entrySet()) {
      if (!today.isBefore(t.getValue().plusDays(DAYS))) {
        Files.deleteIfExists(dir.resolve(t.getKey()));
      }
    }
  }
}
