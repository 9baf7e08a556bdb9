package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Snapshot;
import vn.chitieu.warehouse.StoredPlan;
import vn.chitieu.warehouse.Warehouse;
import vn.chitieu.warehouse.WarehouseException;

/** Puts a backup into a home that has no state, or says why not. */
public final class Restore {
  /** What came of it. */
  public sealed interface Result {
    /**
     * The home is as it was when the backup was taken.
     *
     * @param sentSince answers in the share to files that came after the backup: they are not known
     *     any more and must be sent again
     */
    record Restored(Backup.Contents contents, List<Path> sentSince) implements Result {
      public Restored {
        sentSince = List.copyOf(sentSince);
      }
    }

    /** Asked for something that is not done: nothing was changed. */
    record Refused(String why) implements Result {}

    /** The backup is not whole: nothing was changed. */
    record Damaged(List<String> faults) implements Result {
      public Damaged {
        faults = List.copyOf(faults);
      }
    }
  }

  static final String UNFINISHED = ".dang-phuc-hoi";

  private Restore() {}

  /**
   * Restores; whoever calls holds the home's {@link RunLock}.
   *
   * @param withShare whether to make the share again as well, when it is lost: its marker, the
   *     desks with the plan in force and the folders of every unit they look after
   */
  public static Result run(Home home, Path from, boolean withShare) throws IOException {
    if (!Files.isRegularFile(from.resolve(Backup.CONTENTS))) {
      return new Result.Refused(from + " không phải một bản sao lưu" + newestIn(from));
    }
    List<String> inTheWay = listInTheWay(home);
    if (!inTheWay.isEmpty()) {
      return new Result.Refused(
          "nơi này đã có dữ liệu ("
              + String.join(", ", inTheWay)
              + "); phục hồi không ghi đè: đổi tên thư mục "
              + home.state()
              + " rồi chạy lại");
    }
    if (withShare && Files.exists(home.marker())) {
      return new Result.Refused("thư mục chung đang có, bỏ --with-share");
    }
    Backup.Contents contents;
    try {
      contents = Backup.Contents.read(from);
    } catch (JacksonException | java.time.DateTimeException e) {
      return new Result.Damaged(List.of(Backup.CONTENTS + " không đọc được"));
    }
    List<String> faults = verify(from, contents);
    if (!faults.isEmpty()) {
      return new Result.Damaged(faults);
    }
    try (Snapshot ledger = Snapshot.open(from.resolve("state/warehouse.duckdb"), Snapshot.LEDGER)) {
      List<String> unknown = ledger.listUnknownMigrations();
      if (!unknown.isEmpty()) {
        return new Result.Refused(
            "sổ cái trong bản sao lưu do một phiên bản chương trình mới hơn ghi ("
                + String.join(", ", unknown)
                + "); cập nhật chương trình rồi chạy lại");
      }
    }
    Path half = home.state().resolve(UNFINISHED);
    if (Files.exists(half)) {
      Disk.delete(half);
    }
    for (String name : contents.files().keySet()) {
      if (name.startsWith("state/")) {
        Backup.copy(from.resolve(name), half.resolve(name.substring("state/".length())));
      }
    }
    place(half, home);
    if (withShare) {
      makeShare(home, from, contents.asOf());
    }
    return new Result.Restored(contents, listSentSince(home));
  }

  private static String newestIn(Path from) throws IOException {
    if (!Files.isDirectory(from)) {
      return "";
    }
    try (Stream<Path> entries = Files.list(from)) {
      return entries
          .filter(p -> Files.exists(p.resolve(Backup.CONTENTS)))
          .max(java.util.Comparator.naturalOrder())
          .map(p -> "; bản mới nhất trong đó là " + p)
          .orElse("");
    }
  }

  private static List<String> listInTheWay(Home home) throws IOException {
    List<String> inTheWay = new ArrayList<>();
    if (Files.exists(home.warehouse())) {
      inTheWay.add("sổ cái");
    }
    if (!Backup.listFiles(home.archive()).isEmpty()) {
      inTheWay.add("kho lưu");
    }
    if (Files.exists(home.releases().resolve("current"), LinkOption.NOFOLLOW_LINKS)) {
      inTheWay.add("bản công bố");
    }
    if (!Backup.listFiles(home.reports()).isEmpty()) {
      inTheWay.add("báo cáo đã phát hành");
    }
    return inTheWay;
  }

  /** Every file there with its bytes, the ledger with its rows, the release with its facts. */
  private static List<String> verify(Path from, Backup.Contents contents) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> f : contents.files().entrySet()) {
      Path file = from.resolve(f.getKey()).normalize();
      if (!file.equals(from.resolve(f.getKey())) || !file.startsWith(from)) {
        faults.add(f.getKey() + ": nằm ngoài bản sao lưu");
      } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        faults.add(f.getKey() + ": thiếu");
      } else if (!Archive.hash(file).equals(f.getValue())) {
        faults.add(f.getKey() + ": không còn nguyên vẹn");
      }
    }
    if (faults.isEmpty()) {
      try (Snapshot ledger =
          Snapshot.open(from.resolve("state/warehouse.duckdb"), Snapshot.LEDGER)) {
        if (!ledger.rows().equals(contents.ledgerRows())) {
          faults.add("sổ cái không đủ dòng");
        }
      } catch (WarehouseException e) {
        faults.add("sổ cái không mở được");
      }
    }
    return faults.stream().sorted().toList();
  }

  /** Moves what was copied into its places, the ledger last: without it a home has no past. */
  private static void place(Path half, Home home) throws IOException {
    home.createState();
    Files.delete(home.archive()); // empty, as was seen
    try (Stream<Path> entries = Files.list(half.resolve("releases"))) {
      for (Path release : entries.toList()) {
        Files.move(release, home.releases().resolve(release.getFileName()));
        Files.createSymbolicLink(
            home.releases().resolve("current"), Path.of(release.getFileName().toString()));
      }
    } catch (java.nio.file.NoSuchFileException e) {
      // taken before the first release
    }
    List<Path> rest;
    try (Stream<Path> entries = Files.list(half)) {
      rest =
          entries
              .filter(p -> !p.endsWith("releases") && !p.endsWith(home.warehouse().getFileName()))
              .toList();
    }
    for (Path p : rest) {
      Files.move(
          p,
          home.state().resolve(p.getFileName()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(
        half.resolve(home.warehouse().getFileName()),
        home.warehouse(),
        StandardCopyOption.ATOMIC_MOVE);
    Disk.delete(half);
  }

  private static void makeShare(Home home, Path from, LocalDate asOf) throws IOException {
    Archive archive = new Archive(home);
    try (Warehouse warehouse = new Warehouse(Warehouse.dataSource(home.warehouse()))) {
      Plans plans = new Plans(warehouse::listPlansOfYears, warehouse::findPlan, archive);
      Set<String> made = new HashSet<>();
      for (StoredPlan p : warehouse.listPlansOfYears()) {
        String locality = p.locality();
        if (made.add(locality)) { // the one in force comes first
          Files.createDirectories(home.desk(locality));
          Files.copy(archive.get(p.sha256()), home.desk(locality).resolve(locality + ".xlsx"));
          for (int year : plans.listYears(locality, asOf)) {
            try {
              Night.makeUnitFolders(home, plans.findOfYear(locality, year).orElseThrow());
            } catch (RuntimeException e) {
              // its workbook is lost: the night tells of it, what is whole comes back
            }
          }
        }
      }
    }
    Files.copy(from.resolve("share/.chitieu"), home.marker());
  }

  /** Answers that lie in the share and that the restored ledger does not know. */
  private static List<Path> listSentSince(Home home) throws IOException {
    List<Path> since = new ArrayList<>();
    try (Snapshot ledger = Snapshot.open(home.warehouse(), Snapshot.LEDGER)) {
      Set<String> known = ledger.answers();
      for (String locality : home.listLocalities()) {
        for (Home.UnitFolder unit : home.listUnits(locality)) {
          for (Path answer : Backup.listFiles(unit.answers())) {
            String name = answer.getFileName().toString();
            if (name.matches(".*_lan-\\d+\\.xls[xm]?")
                && !known.contains(locality + "/" + unit.unitCode() + "/" + name)) {
              since.add(answer);
            }
          }
        }
      }
    }
    return since;
  }
}
