package vn.chitieu.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what lies in the drop folders, and lets it go once it has been answered. A file is renamed
 * out of the way, copied once into the archive and receipted; a drop that was receipted before and
 * has not left is that receipt, however often a run is repeated.
 */
public final class Intake {
  /** The name a taken file bears inside {@code nop/} while it is being dealt with. */
  private static final String TAKEN = ".dang-nhan-";

  /** Files that share one wait for the disk. */
  private static final int BATCH = 256;

  /** Files that operating systems leave about; nobody sent them. */
  private static final Set<String> DEBRIS = Set.of("thumbs.db", "desktop.ini");

  /** A lock file {@code ~$name} younger than this means that Excel still has the file open. */
  private static final Duration YOUNG_LOCK = Duration.ofHours(12);

  /**
   * A file that was taken; it is safely ours once {@link #secure} says so.
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

  private static final CompletableFuture<Map<String, IOException>> SECURED =
      CompletableFuture.completedFuture(Map.of());

  /** What is being brought to the disk: receipt → what of its batch the disk refused. */
  private final Map<String, CompletableFuture<Map<String, IOException>>> securing = new HashMap<>();

  /** The last of them; batch follows batch. */
  private CompletableFuture<Map<String, IOException>> latest = SECURED;

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
   * <p>A file counts as having come on the day it was last modified, for it cannot have come
   * earlier; but not on a day of which an earlier look took everything, nor on a day to come.
   *
   * @param firstMissed the first day that no earlier look has covered
   * @param asOf the last day that this look covers
   * @param now the run's clock
   * @param settle how long a file must have been left alone; younger ones stay
   */
  public Taken take(
      List<Home.UnitFolder> folders,
      String runId,
      LocalDate firstMissed,
      LocalDate asOf,
      LocalDateTime now,
      Duration settle)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Map<Home.UnitFolder, List<String>> failures = new HashMap<>();
    List<Drop> drops = new ArrayList<>();
    int unsettled = 0;
    for (Home.UnitFolder folder : folders) {
      List<Path> links = folder.listLinks();
      for (Path link : links) {
        notes.add(
            folder.localityCode()
                + "/"
                + folder.unitCode()
                + "/"
                + link.getFileName()
                + ": là đường dẫn tắt, không dùng thư mục của đơn vị này");
      }
      if (!links.isEmpty()) {
        continue;
      }
      for (Path file : entries(folder.drop())) {
        String name = nfc(file);
        String where = folder.localityCode() + "/" + folder.unitCode() + "/nop/" + name;
        if (name.startsWith(TAKEN)) {
          Optional<Receipts.Taking> original =
              receipts.findTaking(folder.localityCode(), folder.unitCode(), name);
          if (original.isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            notes.add(where + ": tên này không do hệ thống đặt, để nguyên");
          } else {
            LocalDate came = original.get().arrivedOn();
            drops.add(
                new Drop(
                    folder,
                    file,
                    original.get().name(),
                    where,
                    true,
                    came == null ? arrivedOn(file, firstMissed, asOf) : came));
          }
          continue;
        }
        if (isOfNoSender(name)) {
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
        drops.add(new Drop(folder, file, name, where, false, arrivedOn(file, firstMissed, asOf)));
      }
    }
    Map<String, ReceivedFile> files = new LinkedHashMap<>();
    int taken = 0;
    for (int from = 0; from < drops.size(); from += BATCH) {
      List<Drop> batch = drops.subList(from, Math.min(drops.size(), from + BATCH));
      taken = takeBatch(batch, runId, taken, now, files, failures);
    }
    for (Receipt r : receipts.open().values()) {
      // Taken by an earlier run and gone from the folder since: the archive has it.
      files.computeIfAbsent(r.receiptId(), k -> new ReceivedFile(r, archive.get(r.sha256())));
    }
    return new Taken(List.copyOf(files.values()), notes, failures, unsettled);
  }

  /**
   * A file that is to be ours.
   *
   * @param lies where it lies now
   * @param name what the sender called it
   * @param where for messages
   * @param isTaken by an earlier run that did not finish
   * @param arrivedOn the day it counts as having come
   */
  private record Drop(
      Home.UnitFolder folder,
      Path lies,
      String name,
      String where,
      boolean isTaken,
      LocalDate arrivedOn) {}

  /** A drop after its bytes were copied: what they are, or what went wrong. */
  private record Copied(
      Drop drop, Archive.@Nullable Stored stored, @Nullable IOException failure) {}

  private LocalDate arrivedOn(Path file, LocalDate first, LocalDate last) throws IOException {
    if (!first.isBefore(last)) {
      return last;
    }
    LocalDate written = LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), zone);
    return written.isBefore(first) ? first : written.isAfter(last) ? last : written;
  }

  /** Takes many files with one wait for the disk's journal, whatever their number. */
  private int takeBatch(
      List<Drop> drops,
      String runId,
      int takenBefore,
      LocalDateTime now,
      Map<String, ReceivedFile> files,
      Map<Home.UnitFolder, List<String>> failures) {
    int taken = takenBefore;
    List<Receipts.Taking> takings = new ArrayList<>();
    List<Drop> lying = new ArrayList<>();
    for (Drop d : drops) {
      if (!d.isTaken()) {
        String takenName = TAKEN + runId + "-" + ++taken;
        takings.add(
            new Receipts.Taking(
                d.folder().localityCode(),
                d.folder().unitCode(),
                d.name(),
                takenName,
                runId,
                d.arrivedOn()));
      }
    }
    try {
      receipts.taking(takings);
    } catch (IOException e) {
      drops.forEach(d -> failed(failures, d, e));
      return taken;
    }
    int next = 0;
    for (Drop d : drops) {
      lying.add(d.isTaken() ? d : renamed(d, takings.get(next++).taken()));
    }
    List<Copied> copies = copy(lying);
    Map<String, Receipt> fresh = new LinkedHashMap<>();
    List<Drop> ours = new ArrayList<>();
    List<ReceivedFile> received = new ArrayList<>();
    for (Copied c : copies) {
      try {
        if (c.failure() != null || c.stored() == null) {
          throw c.failure() == null ? new IOException(c.drop().where()) : c.failure();
        }
        received.add(receive(c.drop(), c.stored(), runId, now, fresh));
        ours.add(c.drop());
      } catch (IOException e) {
        putBack(c.drop());
        failed(failures, c.drop(), e);
      }
    }
    secureLater(received, List.copyOf(fresh.values()));
    for (int i = 0; i < received.size(); i++) {
      String id = received.get(i).receipt().receiptId();
      whereabouts.put(id, ours.get(i).lies());
      files.put(id, received.get(i));
    }
    return taken;
  }

  private void secureLater(List<ReceivedFile> files, List<Receipt> fresh) {
    if (files.isEmpty()) {
      return;
    }
    latest =
        latest.thenApplyAsync(
            before -> force(files, fresh),
            r -> Thread.ofPlatform().daemon().name("secure").start(r));
    for (ReceivedFile f : files) {
      securing.put(f.receipt().receiptId(), latest);
    }
  }

  /** Many wait at once: the disk takes what waits together in one go. Gives what it refused. */
  private Map<String, IOException> force(List<ReceivedFile> files, List<Receipt> fresh) {
    Map<String, IOException> refused = new ConcurrentHashMap<>();
    try (ExecutorService waiters = waiters(files.size())) {
      for (ReceivedFile f : files) {
        waiters.execute(
            () -> {
              try {
                archive.force(f.receipt().sha256());
              } catch (IOException e) {
                refused.put(f.receipt().receiptId(), e);
              }
            });
      }
    }
    try {
      receipts.received(fresh.stream().filter(r -> !refused.containsKey(r.receiptId())).toList());
    } catch (IOException e) {
      fresh.forEach(r -> refused.put(r.receiptId(), e));
    }
    return refused;
  }

  /**
   * Waits until a file's bytes and its receipt are on the disk. Reading and judging need not wait
   * for it; whatever is recorded because of the file, and whatever takes the drop away, must.
   *
   * @return why the disk did not take it; empty when it did
   */
  public Optional<IOException> secure(Receipt receipt) {
    return Optional.ofNullable(
        securing.getOrDefault(receipt.receiptId(), SECURED).join().get(receipt.receiptId()));
  }

  /** Waits until nothing is being written any more. */
  public void awaitSecured() {
    latest.join();
  }

  private static void failed(Map<Home.UnitFolder, List<String>> failures, Drop d, IOException e) {
    failures.computeIfAbsent(d.folder(), k -> new ArrayList<>()).add(d.where() + ": " + e);
  }

  private static Drop renamed(Drop d, String takenName) {
    Path taken = d.lies().resolveSibling(takenName);
    try {
      Files.move(d.lies(), taken, StandardCopyOption.ATOMIC_MOVE);
      return new Drop(d.folder(), taken, d.name(), d.where(), d.isTaken(), d.arrivedOn());
    } catch (IOException e) {
      return d; // the share forbids renaming: it stays, is known, and is never judged twice
    }
  }

  /** Ours is the fault: it stays as the unit left it. What an earlier run took stays taken. */
  private static void putBack(Drop d) {
    if (!d.isTaken() && d.lies().getFileName().toString().startsWith(TAKEN)) {
      try {
        Files.move(d.lies(), free(d.lies().resolveSibling(d.name())));
      } catch (IOException e) {
        // it keeps the name we gave it, which the journal knows
      }
    }
  }

  private List<Copied> copy(List<Drop> drops) {
    try (ExecutorService copiers = waiters(drops.size())) {
      List<CompletableFuture<Copied>> copies =
          drops.stream().map(d -> CompletableFuture.supplyAsync(() -> copy(d), copiers)).toList();
      return copies.stream().map(CompletableFuture::join).toList();
    }
  }

  private static ExecutorService waiters(int most) {
    return Executors.newFixedThreadPool(
        Math.min(16, most), r -> Thread.ofPlatform().daemon().unstarted(r));
  }

  private Copied copy(Drop d) {
    try {
      return new Copied(d, archive.copy(d.lies()), null);
    } catch (IOException e) {
      return new Copied(d, null, e);
    }
  }

  private ReceivedFile receive(
      Drop d, Archive.Stored stored, String runId, LocalDateTime now, Map<String, Receipt> fresh)
      throws IOException {
    LocalDateTime modifiedAt =
        LocalDateTime.ofInstant(
            Files.getLastModifiedTime(d.lies(), LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
            zone);
    String drop =
        Receipt.idOf(
            d.folder().localityCode(),
            d.folder().unitCode(),
            d.name(),
            stored.sha256(),
            stored.size(),
            modifiedAt);
    String id = drop;
    for (int again = 1; receipts.hasLeft(id); again++) {
      id = Receipt.hash16(drop + "\n" + again); // sent once more, to the second the same
    }
    Receipt receipt = receipts.findOpen(id);
    if (receipt == null) {
      receipt = fresh.get(id);
    }
    if (receipt == null) {
      receipt =
          new Receipt(
              id,
              d.folder().localityCode(),
              d.folder().unitCode(),
              d.name(),
              stored.sha256(),
              stored.size(),
              modifiedAt,
              d.arrivedOn(),
              now,
              runId);
      fresh.put(id, receipt);
    }
    return new ReceivedFile(receipt, archive.get(stored.sha256()));
  }

  /**
   * Lets files go from their drop folders: gone when their bytes are still those of the archive,
   * given back under their own name as a new drop when they are not.
   *
   * @param isQuarantined which hashes' bytes were taken out of the archive
   * @return those that have left; the share forbids it to the others, or the disk has not got them
   */
  public List<Receipt> release(
      List<Receipt> all, LocalDateTime now, Predicate<String> isQuarantined) throws IOException {
    List<Receipt> left = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Receipt> gone =
          all.subList(from, Math.min(all.size(), from + BATCH)).parallelStream()
              .filter(r -> leaves(r, isQuarantined.test(r.sha256())))
              .toList();
      receipts.left(gone.stream().map(Receipt::receiptId).toList(), now);
      left.addAll(gone);
    }
    return left;
  }

  private boolean leaves(Receipt receipt, boolean isQuarantined) {
    Path file = whereabouts.get(receipt.receiptId());
    try {
      if (secure(receipt).isPresent()) {
        return false;
      }
      if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (archive.isKept(file, receipt.sha256())
            || (isQuarantined && Archive.hash(file).equals(receipt.sha256()))) {
          Files.delete(file);
        } else if (!isQuarantined && !Files.exists(archive.get(receipt.sha256()))) {
          return false; // nobody else has these bytes
        } else if (file.getFileName().toString().startsWith(TAKEN)) {
          Files.move(file, free(file.resolveSibling(receipt.fileName())));
        }
      }
      return true;
    } catch (FileSystemException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Waits, once, until the youngest file has been left alone long enough; that long at most. */
  public static void awaitSettling(List<Home.UnitFolder> folders, Duration settle)
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

  /**
   * What lies in a drop folder and could be taken now, with what tells a changed file from one that
   * was seen before. Nothing is opened.
   */
  public static Map<Path, String> listSettled(Home.UnitFolder folder, Duration settle)
      throws IOException {
    Map<Path, String> settled = new LinkedHashMap<>();
    for (Path file : entries(folder.drop())) {
      if (!isOfNoSender(nfc(file))
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && isSettled(file, settle)) {
        settled.put(
            file,
            Files.size(file) + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      }
    }
    return settled;
  }

  /** Files of a folder that a run took and did not let go, as {@code locality/unit/nop/name}. */
  public static List<String> listTaken(Home.UnitFolder folder) throws IOException {
    return entries(folder.drop()).stream()
        .map(Intake::nfc)
        .filter(name -> name.startsWith(TAKEN))
        .map(name -> folder.localityCode() + "/" + folder.unitCode() + "/nop/" + name)
        .toList();
  }

  private static boolean isOfNoSender(String name) {
    return name.startsWith(".")
        || name.startsWith("~$")
        || DEBRIS.contains(name.toLowerCase(Locale.ROOT));
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
