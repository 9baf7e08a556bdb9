package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Intake;
import vn.chitieu.intake.Journal;
import vn.chitieu.intake.Quarantine;
import vn.chitieu.intake.Receipt;
import vn.chitieu.warehouse.Manifest;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.Snapshot;
import vn.chitieu.warehouse.StoredPlan;
import vn.chitieu.warehouse.WarehouseException;

/** Looks a home over and says in plain words what is wrong with it; changes nothing. */
public final class Doctor {
  /** Below this a night may end in the middle. */
  private static final long LEAST_SPACE = 1L << 30;

  /** No night takes as long; a watch does. */
  private static final Duration LONG_RUN = Duration.ofHours(6);

  private static final int NAMED = 3;

  /** Something that is wrong, and what to do about it. */
  public record Trouble(String what, String remedy) {}

  /** What was found: what is in order, and what is not. */
  public record Report(List<String> fine, List<Trouble> troubles) {
    public Report {
      fine = List.copyOf(fine);
      troubles = List.copyOf(troubles);
    }
  }

  private final Home home;
  private final LocalDateTime now;
  private final List<String> fine = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();

  private Doctor(Home home, LocalDateTime now) {
    this.home = home;
    this.now = now;
  }

  /**
   * Examines a home. The ledger itself is looked at only when no run is working on it.
   *
   * @param now the home's wall time
   */
  public static Report examine(Home home, LocalDateTime now) throws IOException {
    Doctor doctor = new Doctor(home, now);
    doctor.examine();
    return new Report(doctor.fine, doctor.troubles);
  }

  private void examine() throws IOException {
    if (!Files.isDirectory(home.state())) {
      wrong(
          "Nơi này chưa khởi tạo: không có thư mục " + home.state(),
          "Kiểm tra lại --home; nơi mới thì chạy init, mất đĩa thì chạy restore.");
      return;
    }
    boolean isMounted = share();
    state();
    space();
    boolean isIdle;
    // only as long as the ledger is read: a night that begins meanwhile would be turned away
    try (RunLock lock = lock()) {
      isIdle = lock != null;
      if (isIdle) {
        ledger(Journal.read(home));
      }
    }
    Set<String> kept = archive(Journal.read(home));
    release(kept);
    reports();
    if (isMounted) {
      folders(isIdle);
      desks(kept);
    }
    nights();
  }

  private void wrong(String what, String remedy) {
    troubles.add(new Trouble(what, remedy));
  }

  // ---- the surroundings

  private boolean share() throws IOException {
    if (Files.exists(home.marker())) {
      fine.add("Thư mục chung đã gắn.");
      return true;
    }
    boolean isThere = Files.isDirectory(home.share());
    boolean isEmpty = isThere && isEmpty(home.share());
    if (!isThere || isEmpty) {
      wrong(
          isThere
              ? "Thư mục chung " + home.share() + " trống: có lẽ chưa gắn (mount)"
              : "Không thấy thư mục chung " + home.share(),
          "Gắn lại thư mục chung. Nếu nó mất hẳn: restore --with-share vào một nơi mới.");
    } else {
      wrong(
          "Thư mục chung thiếu dấu nhận biết " + home.marker(),
          "Nếu đúng là thư mục chung của nơi này: chạy init, dấu được ghi lại và không mất gì. Nếu"
              + " không: gắn đúng thư mục.");
    }
    return false;
  }

  private static boolean isEmpty(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.findAny().isEmpty();
    }
  }

  private void state() throws IOException {
    for (Path dir :
        List.of(home.state(), home.archive(), home.releases(), home.runs(), home.tmp())) {
      if (!Files.exists(dir)) {
        wrong("Thiếu thư mục " + dir, "Chạy nightly: thư mục được tạo lại.");
      } else {
        writable(dir);
      }
    }
    if (Files.exists(home.state().resolve(Restore.UNFINISHED))) {
      wrong("Một lần phục hồi dở dang", "Chạy lại restore.");
    }
    secret(home.secrets(), "rw-------", "chmod 600 ");
    secret(home.state().resolve("quarantine"), "rwx------", "chmod 700 ");
    try {
      Retention.of(home);
    } catch (IOException e) {
      wrong("Cài đặt sai: " + e.getMessage(), "Sửa tệp đó; chưa sửa thì bản cũ không được dọn.");
    }
  }

  private boolean writable(Path dir) {
    if (!Files.isDirectory(dir)) {
      wrong(dir + " không phải thư mục", "Dời tệp ấy đi chỗ khác rồi chạy nightly.");
      return false;
    }
    if (!Files.isWritable(dir) || !Files.isExecutable(dir)) {
      wrong(
          "Không được ghi vào " + dir,
          "Cấp quyền đọc, ghi thư mục này cho tài khoản chạy chương trình ("
              + System.getProperty("user.name")
              + ").");
      return false;
    }
    return true;
  }

  private void secret(Path file, String rights, String remedy) throws IOException {
    if (Files.exists(file) && Disk.hasRights(file)) {
      Set<PosixFilePermission> own = Files.getPosixFilePermissions(file);
      if (!PosixFilePermissions.fromString(rights).containsAll(own)) {
        wrong(
            "Người khác đọc được " + file + " (" + PosixFilePermissions.toString(own) + ")",
            remedy + file);
      }
    }
  }

  private void space() throws IOException {
    for (Path dir : List.of(home.state(), home.share())) {
      if (Files.isDirectory(dir)) {
        long left = Files.getFileStore(dir).getUsableSpace();
        if (left < LEAST_SPACE) {
          wrong(
              "Đĩa của " + dir + " chỉ còn " + size(left),
              "Dọn đĩa hoặc mở rộng; trong state/ giảm keep.releases của settings.properties, đừng"
                  + " tự xóa gì khác.");
        } else {
          fine.add("Đĩa của " + dir.getFileName() + " còn " + size(left) + ".");
        }
      }
    }
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30)).replace('.', ',');
  }

  // ---- runs

  /** The home's lock while it is looked over; null when a run holds it. */
  private @org.jspecify.annotations.Nullable RunLock lock() throws IOException {
    OptionalLong holder = RunLock.findHolder(home);
    boolean isWatching = Watch.isWatching(home);
    Optional<RunLock> lock = RunLock.tryTake(home);
    if (lock.isPresent()) {
      fine.add("Không có lần chạy nào đang giữ khóa.");
      Watch.findDead(home)
          .ifPresent(
              pid ->
                  wrong(
                      "Lệnh watch đã bị tắt ngang (tiến trình " + pid + " không còn)",
                      "Bật lại watch, hoặc đặt lịch chạy nightly."));
      return lock.get();
    }
    Optional<ProcessHandle> process =
        holder.isPresent() ? ProcessHandle.of(holder.getAsLong()) : Optional.empty();
    String who = holder.isPresent() ? "tiến trình " + holder.getAsLong() : "không rõ tiến trình";
    if (process.isEmpty() || !process.get().isAlive()) {
      wrong(
          "Khóa state/lock đang bị giữ mà " + who + " không có trên máy này",
          "Một máy hay container khác đang chạy trên cùng dữ liệu, hoặc ổ mạng chưa nhả khóa: tắt"
              + " bên kia hoặc gắn lại ổ. Đừng xóa state/lock. state/ nên nằm trên đĩa của máy.");
    } else if (isWatching) {
      fine.add("Lệnh watch đang chạy (" + who + ").");
    } else {
      Duration since =
          process
              .get()
              .info()
              .startInstant()
              .map(s -> Duration.between(s, Instant.now()))
              .orElse(Duration.ZERO);
      if (since.compareTo(LONG_RUN) > 0) {
        wrong(
            "Một lần chạy đã kéo dài " + since.toHours() + " giờ (" + who + ")",
            "Xem state/chitieu.log; nếu nó đứng yên thì tắt tiến trình đó rồi chạy lại nightly,"
                + " không mất gì.");
      } else {
        fine.add("Một lần chạy đang làm việc (" + who + "); sổ cái chưa được xem.");
      }
    }
    return null;
  }

  private void nights() throws IOException {
    OptionalLong stale = Freshness.staleHours(home, now);
    if (stale.isPresent()) {
      wrong(
          "Đã " + stale.getAsLong() + " giờ không có bản công bố mới",
          "Xem lịch chạy đêm (crontab -l, state/nightly.out) rồi chạy nightly bằng tay.");
    }
    Optional<Path> last;
    try (Stream<Path> runs =
        Files.isDirectory(home.runs()) ? Files.list(home.runs()) : Stream.of()) {
      last =
          runs.filter(r -> Files.exists(r.resolve("summary.json")))
              .max(Comparator.comparing(r -> r.getFileName().toString()));
    }
    if (last.isPresent()) {
      JsonNode failures =
          JsonMapper.shared()
              .readTree(Files.readAllBytes(last.get().resolve("summary.json")))
              .path("failures");
      if (!failures.isEmpty()) {
        wrong(
            "Lần chạy cuối "
                + last.get().getFileName()
                + " có "
                + failures.size()
                + " lỗi hệ thống: "
                + failures.get(0).asString(),
            "Sửa nguyên nhân rồi chạy lại nightly.");
      } else {
        fine.add("Lần chạy cuối " + last.get().getFileName() + " trọn vẹn.");
      }
    }
  }

  // ---- what is kept

  /** Looks at every archived byte; gives the hashes that are there and whole. */
  private Set<String> archive(Journal.Told told) throws IOException {
    Set<String> whole = new HashSet<>();
    List<String> damaged = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Path file : Backup.listFiles(home.archive())) {
      String name = home.root().relativize(file).toString();
      if (Backup.isArchived(name)) {
        if (Archive.hash(file).equals(file.getFileName().toString())) {
          whole.add(file.getFileName().toString());
        } else {
          damaged.add(name);
          named.add(file.getFileName().toString());
        }
      }
    }
    if (!damaged.isEmpty()) {
      wrong(
          damaged.size() + " tệp lưu không còn nguyên vẹn: " + some(damaged),
          "Chép đè từ bản sao lưu gần nhất (cùng đường dẫn), rồi kiểm tra đĩa.");
    }
    Quarantine quarantine = new Quarantine(home, new Archive(home));
    Set<String> lost = new TreeSet<>();
    for (Receipt r : told.listReceipts()) {
      if (!whole.contains(r.sha256())
          && !named.contains(r.sha256())
          && !quarantine.holds(r.sha256())) {
        lost.add(r.localityCode() + "/" + r.unitCode() + "/" + r.fileName());
      }
    }
    if (!lost.isEmpty()) {
      wrong(
          lost.size() + " tệp đã nhận mà kho lưu không còn: " + some(List.copyOf(lost)),
          "Chép state/archive từ bản sao lưu gần nhất vào đây, không ghi đè receipts.jsonl.");
    }
    if (damaged.isEmpty() && lost.isEmpty()) {
      fine.add("Kho lưu: " + whole.size() + " tệp, nguyên vẹn từng byte.");
    }
    return whole;
  }

  private static String some(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
        + (all.size() > NAMED ? " và " + (all.size() - NAMED) + " tệp khác" : "");
  }

  private void release(Set<String> kept) throws IOException {
    String remedy = "Chạy publish: bản công bố được dựng lại từ sổ cái.";
    Path link = home.releases().resolve("current");
    Optional<Manifest> current;
    try {
      current = Manifest.ofCurrent(home.releases());
    } catch (IOException e) {
      wrong("Tệp manifest.json của bản công bố không đọc được", remedy);
      return;
    }
    if (current.isEmpty()) {
      wrong(
          Files.exists(link, LinkOption.NOFOLLOW_LINKS)
              ? "Bản công bố mà releases/current chỉ tới không còn hoặc không đủ tệp"
              : "Chưa có bản công bố nào (releases/current)",
          remedy);
      return;
    }
    Path file = home.releases().resolve(current.get().releaseId()).resolve(Release.FILE);
    if (!Files.isRegularFile(file) || !Archive.hash(file).equals(current.get().fileSha256())) {
      wrong("Bản công bố " + current.get().releaseId() + " không còn nguyên vẹn", remedy);
      return;
    }
    fine.add("Bản công bố " + current.get().releaseId() + " nguyên vẹn.");
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      for (String locality : home.listLocalities()) {
        List<StoredPlan> plans = release.listPlansOfYears(locality);
        if (!plans.isEmpty() && !kept.contains(plans.getFirst().sha256())) {
          wrong(
              "Kho lưu thiếu sổ kế hoạch đang có hiệu lực của " + locality,
              "Chép tệp "
                  + plans.getFirst().sha256()
                  + " từ bản sao lưu, hoặc đặt lại đúng sổ ấy lên bàn văn phòng rồi chạy init.");
        }
        Plans.findMissingYear(plans, release.asOf())
            .ifPresent(
                year ->
                    wrong(
                        "Địa bàn " + locality + " " + Plans.whatIsMissing(year),
                        "Văn phòng đặt sổ kế hoạch năm " + year + " vào thư mục đó."));
      }
    } catch (WarehouseException e) {
      wrong("Bản công bố không mở được: " + e.getMessage(), remedy);
    }
  }

  private void ledger(Journal.Told told) {
    if (!Files.exists(home.warehouse())) {
      wrong(
          "Không có sổ cái " + home.warehouse(),
          told.listReceipts().isEmpty()
              ? "Nơi mới thì chạy init."
              : "Chạy rebuild (dựng lại từ kho lưu), hoặc restore từ bản sao lưu.");
      return;
    }
    try (Snapshot ledger = Snapshot.open(home.warehouse(), Snapshot.LEDGER)) {
      Set<String> judged = ledger.receipts();
      Set<String> received = new HashSet<>();
      told.listReceipts().forEach(r -> received.add(r.receiptId()));
      long waiting = received.stream().filter(r -> !judged.contains(r)).count();
      long untold = judged.stream().filter(r -> !received.contains(r)).count();
      if (waiting > 0) {
        wrong(waiting + " tệp đã nhận mà chưa xét", "Chạy nightly: phần còn lại được làm tiếp.");
      }
      if (untold > 0) {
        wrong(
            "Sổ biên nhận thiếu " + untold + " tệp mà sổ cái có",
            "Chạy nightly: tệp nào còn trong nop được ghi lại. Vẫn thiếu thì chép"
                + " state/archive/receipts.jsonl từ bản sao lưu sau ngày các tệp ấy đến.");
      }
      if (waiting == 0 && untold == 0) {
        fine.add("Sổ cái và sổ biên nhận khớp nhau: " + judged.size() + " tệp.");
      }
    } catch (WarehouseException e) {
      wrong(
          "Sổ cái không mở được: " + e.getMessage(),
          "Giữ nguyên tệp, chạy rebuild (dựng lại từ kho lưu); không được thì restore từ bản sao"
              + " lưu vào một nơi mới.");
    }
  }

  /** What was issued on paper is here as it was. */
  private void reports() throws IOException {
    int whole = 0;
    for (Path file : Reports.listContents(home)) {
      String damaged = Reports.findDamage(file.getParent()).orElse("");
      if (damaged.isEmpty()) {
        whole++;
      } else {
        wrong(
            "Báo cáo đã phát hành " + file.getParent() + " không còn nguyên vẹn: " + damaged,
            "Lấy lại thư mục này từ một bản sao lưu; đừng sửa tệp trong đó, bản để sửa ở van-phong.");
      }
    }
    if (whole > 0) {
      fine.add("Báo cáo đã phát hành: " + whole + " bản còn nguyên.");
    }
  }

  // ---- the share

  private void folders(boolean isIdle) throws IOException {
    int units = 0;
    List<String> half = new ArrayList<>();
    for (String locality : home.listLocalities()) {
      for (Home.UnitFolder unit : home.listUnits(locality)) {
        units++;
        for (Path link : unit.listLinks()) {
          wrong(
              link + " là đường dẫn tắt, thư mục của đơn vị này không được dùng",
              "Xóa đường dẫn tắt, tạo thư mục thật.");
        }
        for (Path dir : List.of(unit.drop(), unit.answers(), unit.forms())) {
          if (Files.exists(dir, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(dir)) {
            writable(dir);
          }
        }
        half.addAll(Intake.listTaken(unit));
      }
    }
    if (!half.isEmpty() && isIdle) {
      wrong(
          half.size() + " tệp nhận dở trong nop: " + some(half),
          "Một lần chạy bị tắt ngang hoặc gặp lỗi: chạy nightly, đừng xóa các tệp ấy.");
    }
    fine.add("Đã xem thư mục của " + units + " đơn vị.");
  }

  private void desks(Set<String> kept) throws IOException {
    for (String locality : home.listLocalities()) {
      if (Files.exists(home.desk(locality).resolve(Reports.TEMPLATE_ANSWER))) {
        wrong(
            "Mẫu báo cáo trên bàn của " + locality + " có lỗi, báo cáo đang viết theo mẫu khác",
            "Xem " + Reports.TEMPLATE_ANSWER + " cạnh mẫu, sửa mẫu; lần viết sau dùng mẫu đó.");
      }
      List<Path> plans = Desk.listWorkbooks(home.desk(locality));
      if (plans.size() != 1) {
        wrong(
            "Trên bàn văn phòng của "
                + locality
                + (plans.isEmpty()
                    ? " không có sổ kế hoạch"
                    : " có " + plans.size() + " sổ kế hoạch"),
            "Đặt vào "
                + home.desk(locality)
                + " đúng một sổ; kế hoạch đang có hiệu lực vẫn được dùng.");
        continue;
      }
      String hash = Archive.hash(plans.getFirst());
      if (kept.contains(hash) && Desk.isRefused(home.desk(locality), hash)) {
        wrong(
            "Sổ kế hoạch trên bàn của " + locality + " có lỗi, chưa được dùng",
            "Xem " + Desk.answerName(hash) + ".txt cạnh sổ, sửa sổ rồi chạy nightly.");
      }
    }
  }
}
