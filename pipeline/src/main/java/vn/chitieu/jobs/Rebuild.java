package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Journal;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.Manifest;
import vn.chitieu.warehouse.Publication;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.Run;
import vn.chitieu.warehouse.Snapshot;
import vn.chitieu.warehouse.Warehouse;
import vn.chitieu.warehouse.WarehouseException;
import vn.chitieu.workbook.Workbooks;

/**
 * Derives the ledger anew from the archived bytes and their journal, run by run with each run's own
 * day and clock, and compares every fact with the ledger that is there – or, when that cannot be
 * read, with the release that is out. Only a ledger that tells the same facts takes its place.
 */
public final class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  /** Where the ledger that was replaced stays. */
  static final String BEFORE = "warehouse.truoc-dung-lai.duckdb";

  /**
   * What came of it.
   *
   * @param runs how many runs were replayed
   * @param files how many files were judged again
   * @param takenOver files of which only the hash is kept (personal data): what the old ledger said
   *     about them
   * @param comparedWith what the facts were compared with, in words
   * @param differences empty when the facts are the same; then the new ledger is in place
   * @param factsHash of the new ledger's figures
   */
  public record Result(
      int runs,
      int files,
      int takenOver,
      String comparedWith,
      List<String> differences,
      String factsHash) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  /** The journal or the archive does not hold what is needed; nothing was changed. */
  public static final class Impossible extends Exception {
    private static final long serialVersionUID = 1;

    Impossible(String message) {
      super(message);
    }
  }

  private final Home home;
  private final Archive archive;
  private final Progress progress;
  private final Path work;
  private final Path original;
  private int files;
  private int takenOver;
  private final List<String> lost = new ArrayList<>();

  private Rebuild(Home home, Progress progress) throws IOException {
    this.home = home;
    this.archive = new Archive(home);
    this.progress = progress;
    this.work = Files.createTempDirectory(home.tmp(), "dung-lai-");
    this.original = work.resolve("original.duckdb");
  }

  /** Rebuilds a home's ledger; whoever calls holds its {@link RunLock}. */
  public static Result run(Home home, LocalDateTime now, Progress progress)
      throws IOException, Impossible {
    home.createState();
    Rebuild rebuild = new Rebuild(home, progress);
    try {
      return rebuild.run(now);
    } finally {
      Disk.delete(rebuild.work);
    }
  }

  private Result run(LocalDateTime now) throws IOException, Impossible {
    Journal.Told told = Journal.read(home);
    if (told.runs().isEmpty() || !told.ofNoRun().isEmpty()) {
      throw new Impossible(
          "sổ biên nhận (archive/receipts.jsonl) "
              + (told.listReceipts().isEmpty()
                  ? "không có hoặc trống"
                  : "có tệp nhận từ bản chương trình cũ, chưa ghi các lần chạy")
              + "; hãy phục hồi từ bản sao lưu");
    }
    boolean hasOriginal = copyOriginal();
    Path fresh = work.resolve("warehouse.duckdb");
    try (Warehouse warehouse = Wiring.open(fresh)) {
      replay(told, warehouse, hasOriginal);
      warehouse.checkpoint();
    }
    if (hasOriginal) {
      try (Warehouse copy = Wiring.open(original)) {
        copy.completePlans(fresh);
        copy.checkpoint();
      }
    }
    Run look = look(told, now);
    List<String> differences = new ArrayList<>();
    Path mine = publish(fresh, look, differences);
    Path theirs =
        hasOriginal
            ? publish(original, look, differences)
            : home.releases().resolve("current").toRealPath().resolve(Release.FILE);
    String hash = differences.isEmpty() ? compare(mine, theirs, Snapshot.MART, differences) : "";
    if (hasOriginal) {
      compare(fresh, original, Snapshot.LEDGER, differences);
    }
    lost.forEach(l -> differences.add(l + ": không còn bản lưu, không xét lại được"));
    if (differences.isEmpty()) {
      putInPlace(fresh);
    }
    return new Result(
        told.runs().size(),
        files,
        takenOver,
        hasOriginal ? "sổ cái đang dùng" : "bản công bố đang dùng (sổ cái cũ không mở được)",
        differences,
        hash);
  }

  /** The ledger that is there, as a copy in today's shape; false when it cannot be read. */
  private boolean copyOriginal() throws IOException, Impossible {
    if (Files.exists(home.warehouse())) {
      try {
        Files.copy(home.warehouse(), original);
        Path log = home.warehouse().resolveSibling(home.warehouse().getFileName() + ".wal");
        if (Files.exists(log)) {
          Files.copy(log, work.resolve("original.duckdb.wal"));
        }
        try (Warehouse readable = Wiring.open(original)) {
          readable.checkpoint();
        }
        return true;
      } catch (RuntimeException e) {
        LOG.warn("the ledger cannot be read", e);
      }
    }
    if (Manifest.ofCurrent(home.releases()).isEmpty()) {
      throw new Impossible(
          "sổ cái không mở được và không có bản công bố nào để so; hãy phục hồi từ bản sao lưu");
    }
    return false;
  }

  // ---- replaying

  private void replay(Journal.Told told, Warehouse warehouse, boolean hasOriginal)
      throws IOException, Impossible {
    int done = 0;
    for (Journal.RunTold r : told.runs()) {
      Run run = new Run(r.runId(), r.asOf(), r.startedAt());
      warehouse.beginRun(run);
      for (Journal.Adopted a : r.adopted()) {
        warehouse.storePlan(plan(a), run);
      }
      judge(r, run, warehouse, hasOriginal);
      warehouse.recordAnswered(r.answered(), run);
      Map<LocalDateTime, List<String>> left = new LinkedHashMap<>();
      r.left()
          .forEach(l -> left.computeIfAbsent(l.at(), k -> new ArrayList<>()).add(l.receiptId()));
      left.forEach((at, receipts) -> warehouse.recordLeft(receipts, run, at));
      if (r.hasReceived()) {
        warehouse.recordReceived(run);
      }
      r.published().forEach(p -> warehouse.recordRelease(p, run));
      progress.at("Dựng lại", ++done, told.runs().size());
    }
  }

  private Plan plan(Journal.Adopted a) throws IOException, Impossible {
    Path file = archive.get(a.sha256());
    if (!Files.exists(file)) {
      throw new Impossible("kho lưu thiếu sổ kế hoạch " + a.sha256());
    }
    PlanReader.PlanReading reading = Desk.readAgain(file, a.localityCode(), a.sha256());
    return reading
        .plan()
        .orElseThrow(() -> new Impossible("sổ kế hoạch " + a.sha256() + " không đọc được nữa"));
  }

  /** Reads and judges what a run received, each unit's files in the night's own order. */
  private void judge(Journal.RunTold r, Run run, Warehouse warehouse, boolean hasOriginal) {
    Map<String, List<Receipt>> byUnit = new TreeMap<>();
    List<String> gone = new ArrayList<>();
    for (Receipt receipt : r.received()) {
      if (Files.exists(archive.get(receipt.sha256()))) {
        byUnit
            .computeIfAbsent(
                receipt.localityCode() + "/" + receipt.unitCode(), u -> new ArrayList<>())
            .add(receipt);
      } else {
        gone.add(receipt.receiptId());
      }
    }
    if (!gone.isEmpty()) {
      int known = hasOriginal ? warehouse.takeOver(gone, original) : 0;
      takenOver += known;
      if (known < gone.size()) {
        lost.add((gone.size() - known) + " tệp nhận trong lần chạy " + r.runId());
      }
    }
    Ingest ingest =
        new Ingest(
            FindingCatalog.standard(),
            new Plans(warehouse::listPlansOfYears, warehouse::findPlan, archive),
            run.asOf());
    Map<String, History> histories = warehouse.histories(byUnit.keySet());
    byUnit.forEach(
        (unit, receipts) -> {
          List<Night.Opened> opened =
              receipts.stream()
                  .map(f -> new Night.Opened(f, Workbooks.read(archive.get(f.sha256()))))
                  .sorted(Night.ORDER)
                  .toList();
          History history =
              Optional.ofNullable(histories.get(unit))
                  .orElse(History.EMPTY)
                  .arriving(Night.periodsOf(opened));
          List<Judged> judged = new ArrayList<>();
          for (Night.Opened o : opened) {
            Judged j = ingest.judge(o.receipt(), o.reading(), history);
            history = Ingest.after(history, j);
            judged.add(j);
          }
          warehouse.record(judged, run);
          files += judged.size();
        });
  }

  // ---- comparing

  /** The day and the clock by which both are looked at. */
  private Run look(Journal.Told told, LocalDateTime now) throws IOException {
    java.time.LocalDate asOf =
        Manifest.ofCurrent(home.releases())
            .map(Manifest::asOf)
            .orElse(told.runs().getLast().asOf());
    return new Run("dung-lai", asOf, now);
  }

  /** What readers would see of a ledger; of a copy of it, for publishing is written into it. */
  private Path publish(Path ledger, Run look, List<String> differences) throws IOException {
    Path copy = work.resolve("look-" + ledger.getFileName());
    Files.copy(ledger, copy);
    try (Warehouse warehouse = Wiring.open(copy)) {
      return switch (warehouse.publish(look, work.resolve("releases-" + ledger.getFileName()))) {
        case Publication.Published p -> p.dir().resolve(Release.FILE);
        case Publication.HeldBack h -> {
          h.tests()
              .forEach(
                  t ->
                      differences.add(
                          (ledger.equals(original) ? "sổ cái đang dùng" : "bản dựng lại")
                              + " không qua kiểm tra "
                              + t.name()));
          yield work;
        }
      };
    }
  }

  /** The hash of the first; what differs is added. */
  private static String compare(Path mine, Path theirs, String schema, List<String> differences) {
    try (Snapshot a = Snapshot.open(mine, schema);
        Snapshot b = Snapshot.open(theirs, schema)) {
      String hash = a.factsHash();
      if (!hash.equals(b.factsHash())) {
        differences.addAll(a.differences(b, "bản dựng lại", "bản đang dùng"));
      }
      return hash;
    } catch (WarehouseException e) {
      differences.add("không so được: " + e.getMessage());
      return "";
    }
  }

  private void putInPlace(Path fresh) throws IOException {
    Path place = home.warehouse();
    if (Files.exists(place)) {
      Files.move(
          place,
          place.resolveSibling(BEFORE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(place.resolveSibling(place.getFileName() + ".wal"));
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
