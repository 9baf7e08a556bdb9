package vn.chitieu.intake;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes what lies in the drop folders, and lets it go once it has been answered. A file is renamed
 * out of the way, copied once into the archive and receipted; a drop that was receipted before and
 * has not left is that receipt, however often a run is repeated.
 */
public final class Intake {
  /** The name a taken file bears inside {@code nop/} while it is being dealt with. */
  private static final String TAKEN = ".dang-nhan-";

  /** Files that operating systems leave about; nobody sent them. */
  private static final Set<String> DEBRIS = Set.of("thumbs.db", "desktop.ini");

  /** A lock file {@code ~$name} younger than this means that Excel still has the file open. */
  private static final Duration YOUNG_LOCK = Duration.ofHours(12);

  /**
   * A file that is safely ours.
   *
   * @param archived its bytes
   */
  public record ReceivedFile(Receipt receipt, Path archived) {}

  /**
   * What a look into the drop folders gave.
   *
   * @param files receipted files, new ones and those of an earlier run that never left
   * @param notes what was seen and not followed, for the operator
   * @param failures what went wrong on our side, file by file; such a file stays where it was
   * @param unsettled files still being written
   */
  public record Taken(
      List<ReceivedFile> files,
      List<String> notes,
      Map<Home.UnitFolder, List<String>> failures,
      int unsettled) {
    public Taken {
      files = List.copyOf(files);
      notes = List.copyOf(notes);
      failures = Map.copyOf(failures);
    }
  }

  private final Archive archive;
  private final Receipts receipts;
  private final ZoneId zone;

  /** Where each open receipt's file lies now. */
  private final Map<String, Path> whereabouts = new HashMap<>();

  public Intake(Home home, ZoneId zone) throws IOException {
    this.archive = new Archive(home);
    this.receipts = new Receipts(home);
    this.zone = zone;
  }

  public Archive archive() {
    return archive;
  }

  /**
   * Takes every settled file of the given folders.
   *
   * @param arrivedOn the day they count as having come
   * @param now the run's clock
   * @param settle how long a file must have been left alone; young files are waited for, that long
   *     at most
   */
  public Taken take(
      List<Home.UnitFolder> folders,
      String runId,
      LocalDate arrivedOn,
      LocalDateTime now,
      Duration settle)
      throws IOException {
    List<ReceivedFile> files = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<Home.UnitFolder, List<String>> failures = new HashMap<>();
    int unsettled = 0;
    int[] ordinal = {0};
    awaitSettling(folders, settle);
    for (Home.UnitFolder folder : folders) {
      for (Path link : folder.listLinks()) {
        notes.add(
            folder.localityCode()
                + "/"
                + folder.unitCode()
                + "/"
                + link.getFileName()
                + ": là đường dẫn tắt, không dùng thư mục của đơn vị này");
      }
      if (!folder.listLinks().isEmpty()) {
        continue;
      }
      for (Path file : entries(folder.drop())) {
        String name = nfc(file);
        String where = folder.localityCode() + "/" + folder.unitCode() + "/nop/" + name;
        if (name.startsWith(TAKEN)) {
          Optional<String> original =
              receipts.findName(folder.localityCode(), folder.unitCode(), name);
          if (original.isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            notes.add(where + ": tên này không do hệ thống đặt, để nguyên");
            continue;
          }
          try {
            files.add(receive(folder, file, original.get(), runId, arrivedOn, now));
          } catch (IOException e) {
            failures.computeIfAbsent(folder, k -> new ArrayList<>()).add(where + ": " + e);
          }
          continue;
        }
        if (name.startsWith(".")
            || name.startsWith("~$")
            || DEBRIS.contains(name.toLowerCase(Locale.ROOT))) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          notes.add(where + ": là đường dẫn tắt, không mở theo");
          continue;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          notes.add(where + ": là thư mục con, không mở; đặt tệp ngay trong nop");
          continue;
        }
        if (!isSettled(file, settle)) {
          unsettled++;
          notes.add(where + ": đang được ghi, để lại lần sau");
          continue;
        }
        try {
          files.add(takeOne(folder, file, name, runId, ++ordinal[0], arrivedOn, now));
        } catch (IOException e) {
          failures.computeIfAbsent(folder, k -> new ArrayList<>()).add(where + ": " + e);
        }
      }
    }
    for (Receipt r : receipts.open().values()) {
      if (files.stream().noneMatch(f -> f.receipt().receiptId().equals(r.receiptId()))) {
        // Taken by an earlier run and gone from the folder since: the archive has it.
        files.add(new ReceivedFile(r, archive.get(r.sha256())));
      }
    }
    return new Taken(files, notes, failures, unsettled);
  }

  private ReceivedFile takeOne(
      Home.UnitFolder folder,
      Path file,
      String name,
      String runId,
      int ordinal,
      LocalDate arrivedOn,
      LocalDateTime now)
      throws IOException {
    String takenName = TAKEN + runId + "-" + ordinal;
    receipts.taking(folder.localityCode(), folder.unitCode(), name, takenName, runId);
    Path taken = file.resolveSibling(takenName);
    Path lies;
    try {
      Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
      lies = taken;
    } catch (FileSystemException e) {
      lies = file; // the share forbids renaming: it stays, is known, and is never judged twice
    }
    try {
      return receive(folder, lies, name, runId, arrivedOn, now);
    } catch (IOException e) {
      if (lies.equals(taken)) {
        Files.move(taken, free(file)); // ours is the fault: it stays as the unit left it
      }
      throw e;
    }
  }

  private ReceivedFile receive(
      Home.UnitFolder folder,
      Path file,
      String name,
      String runId,
      LocalDate arrivedOn,
      LocalDateTime now)
      throws IOException {
    LocalDateTime modifiedAt =
        LocalDateTime.ofInstant(
            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
            zone);
    Archive.Stored stored = archive.store(file);
    String id =
        Receipt.idOf(
            folder.localityCode(),
            folder.unitCode(),
            name,
            stored.sha256(),
            stored.size(),
            modifiedAt);
    String drop = id;
    for (int again = 1; receipts.hasLeft(id); again++) {
      id = Receipt.hash16(drop + "\n" + again); // sent once more, to the second the same
    }
    Receipt receipt = receipts.findOpen(id);
    if (receipt == null) {
      receipt =
          new Receipt(
              id,
              folder.localityCode(),
              folder.unitCode(),
              name,
              stored.sha256(),
              stored.size(),
              modifiedAt,
              arrivedOn,
              now,
              runId);
      receipts.received(receipt);
    }
    whereabouts.put(id, file);
    return new ReceivedFile(receipt, archive.get(stored.sha256()));
  }

  /**
   * Lets a file go from its drop folder: gone when its bytes are still those of the archive, given
   * back under its own name as a new drop when they are not.
   *
   * @return whether it has left; false when the share forbids it
   */
  public boolean release(Receipt receipt, LocalDateTime now) throws IOException {
    Path file = whereabouts.get(receipt.receiptId());
    if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        if (Archive.hash(file).equals(receipt.sha256())) {
          Files.delete(file);
        } else if (file.getFileName().toString().startsWith(TAKEN)) {
          Files.move(file, free(file.resolveSibling(receipt.fileName())));
        }
      } catch (FileSystemException e) {
        return false;
      }
    }
    receipts.left(receipt.receiptId(), now);
    return true;
  }

  /** Gives a taken file its own name back: the fault was ours, and the next run judges it. */
  public void giveBack(Receipt receipt) throws IOException {
    Path file = whereabouts.get(receipt.receiptId());
    if (file != null
        && file.getFileName().toString().startsWith(TAKEN)
        && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, free(file.resolveSibling(receipt.fileName())));
    }
  }

  private static Path free(Path wanted) {
    Path p = wanted;
    for (int i = 2; Files.exists(p, LinkOption.NOFOLLOW_LINKS); i++) {
      String name = wanted.getFileName().toString();
      int dot = name.lastIndexOf('.');
      p =
          wanted.resolveSibling(
              dot < 0 ? name + "-" + i : name.substring(0, dot) + "-" + i + name.substring(dot));
    }
    return p;
  }

  // ---- settling

  /** Waits, once, until the youngest file has been left alone long enough. */
  private static void awaitSettling(List<Home.UnitFolder> folders, Duration settle)
      throws IOException {
    if (settle.isZero()) {
      return;
    }
    Duration longest = Duration.ZERO;
    for (Home.UnitFolder folder : folders) {
      for (Path file : entries(folder.drop())) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !nfc(file).startsWith(".")
            && !nfc(file).startsWith("~$")) {
          Duration left = settle.minus(age(file));
          longest = left.compareTo(longest) > 0 ? left : longest;
        }
      }
    }
    if (!longest.isZero()) {
      try {
        Thread.sleep(longest.compareTo(settle) > 0 ? settle : longest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isSettled(Path file, Duration settle) throws IOException {
    Path lock = file.resolveSibling("~$" + file.getFileName());
    if (!settle.isZero() && Files.exists(lock) && age(lock).compareTo(YOUNG_LOCK) < 0) {
      return false;
    }
    return age(file).compareTo(settle) >= 0;
  }

  /**
   * How long a file has been left alone. Where the system tells the time of change that is used: a
   * copy may keep the original's modification time while it still grows, or bring one from a clock
   * that is wrong.
   */
  private static Duration age(Path file) throws IOException {
    Instant last;
    try {
      last =
          ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
              .toInstant();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      last = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
    Duration age = Duration.between(last, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static List<Path> entries(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.sorted(Comparator.comparing(Intake::nfc)).toList();
    }
  }

  private static String nfc(Path file) {
    return Normalizer.normalize(file.getFileName().toString(), Normalizer.Form.NFC);
  }
}
