package vn.chitieu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 16);
  private static final LocalDateTime NOW = DAY.atTime(23, 0);

  @TempDir Path dir;
  private Home home;
  private Home.UnitFolder cap;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(dir);
    home.createState();
    Files.createDirectories(home.desk("thuy-nguyen"));
    cap = home.unit("thuy-nguyen", "cap");
    Files.createDirectories(cap.drop());
  }

  private Intake.Taken take() throws IOException {
    return take("run");
  }

  private Intake.Taken take(String run) throws IOException {
    Intake intake = new Intake(home, ZONE);
    Intake.Taken taken = intake.take(List.of(cap), run, DAY, DAY, NOW, Duration.ZERO);
    taken.files().forEach(f -> assertThat(intake.secure(f.receipt())).isEmpty());
    return taken;
  }

  private Path lay(String name, String content) throws IOException {
    return Files.writeString(cap.drop().resolve(name), content);
  }

  @Test
  void a_taken_file_is_archived_under_its_hash_and_keeps_the_senders_name() throws Exception {
    lay("Báo cáo.xlsx", "nội dung");
    Intake.Taken taken = take();
    assertThat(taken.files()).hasSize(1);
    Receipt r = taken.files().getFirst().receipt();
    assertThat(r.fileName()).isEqualTo("Báo cáo.xlsx");
    assertThat(r.unitCode()).isEqualTo("cap");
    assertThat(Files.readString(taken.files().getFirst().archived())).isEqualTo("nội dung");
    assertThat(names()).allMatch(n -> n.startsWith(".dang-nhan-run-"));
  }

  @Test
  void a_name_from_a_Mac_is_the_same_name() throws Exception {
    lay(Normalizer.normalize("Số liệu tháng 10.xlsx", Normalizer.Form.NFD), "x");
    assertThat(take().files().getFirst().receipt().fileName()).isEqualTo("Số liệu tháng 10.xlsx");
  }

  @Test
  void what_a_killed_run_took_is_the_same_receipt_for_the_next() throws Exception {
    lay("a.xlsx", "a");
    String first = take("first").files().getFirst().receipt().receiptId();
    Intake.Taken again = take("second");
    assertThat(again.files()).hasSize(1);
    assertThat(again.files().getFirst().receipt().receiptId()).isEqualTo(first);
    assertThat(again.files().getFirst().receipt().runId()).isEqualTo("first");
    assertThat(again.files().getFirst().receipt().fileName()).isEqualTo("a.xlsx");
  }

  @Test
  void a_taken_file_that_vanished_is_still_received() throws Exception {
    lay("a.xlsx", "a");
    take("first");
    Files.delete(cap.drop().resolve(".dang-nhan-first-1"));
    Intake.Taken again = take("second");
    assertThat(again.files()).hasSize(1);
    assertThat(Files.readString(again.files().getFirst().archived())).isEqualTo("a");
  }

  @Test
  void a_power_cut_before_the_disk_had_it_costs_nothing_because_the_drop_still_lies_there()
      throws Exception {
    lay("a.xlsx", "nội dung");
    Receipt before = take("first").files().getFirst().receipt();
    Path journal = home.archive().resolve("receipts.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream().filter(l -> !l.contains("received")).toList());
    Path archived = new Archive(home).get(before.sha256());
    Files.writeString(archived, "nội");

    Intake.ReceivedFile again = take("second").files().getFirst();

    assertThat(again.receipt().receiptId()).isEqualTo(before.receiptId());
    assertThat(again.receipt().fileName()).isEqualTo("a.xlsx");
    assertThat(archived).hasContent("nội dung");
  }

  @Test
  void what_the_disk_did_not_take_stays_in_its_folder_until_it_does() throws Exception {
    lay("a.xlsx", "a");
    take("first");
    Path journal = home.archive().resolve("receipts.jsonl");
    List<String> before =
        Files.readAllLines(journal).stream().filter(l -> !l.contains("received")).toList();
    Files.write(journal, before);
    Intake intake = new Intake(home, ZONE);
    Files.delete(journal);
    Files.createDirectory(journal); // nothing can be written down any more

    Receipt r =
        intake
            .take(List.of(cap), "second", DAY, DAY, NOW, Duration.ZERO)
            .files()
            .getFirst()
            .receipt();

    assertThat(intake.secure(r)).isPresent();
    assertThat(intake.release(List.of(r), NOW, q -> false)).isEmpty();
    assertThat(names()).containsExactly(".dang-nhan-first-1");

    Files.delete(journal);
    Files.write(journal, before);
    Intake next = new Intake(home, ZONE);
    assertThat(next.take(List.of(cap), "third", DAY, DAY, NOW, Duration.ZERO).files()).hasSize(1);
    assertThat(next.release(List.of(r), NOW, q -> false)).containsExactly(r);
    assertThat(names()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_kept_stays_under_its_own_name_and_stops_no_other() throws Exception {
    Path bad = lay("a.xlsx", "a");
    Path inTheWay = new Archive(home).get(Archive.hash(bad)).getParent();
    Files.writeString(inTheWay, "");
    Intake intake = new Intake(home, ZONE);

    Intake.Taken taken = intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO);

    assertThat(taken.files()).isEmpty();
    assertThat(taken.failures()).containsOnlyKeys(cap);
    assertThat(intake.release(List.of(), NOW, q -> false)).isEmpty();
    assertThat(names()).containsExactly("a.xlsx");

    lay("b.xlsx", "nội dung khác");
    Intake next = new Intake(home, ZONE);
    Receipt b =
        next.take(List.of(cap), "next", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    assertThat(b.fileName()).isEqualTo("b.xlsx");
    assertThat(next.release(List.of(b), NOW, q -> false)).containsExactly(b);
  }

  @Test
  void after_missed_nights_a_file_came_on_the_day_it_was_written() throws Exception {
    Map<String, LocalDate> written =
        Map.of(
            "long before.xlsx", DAY.minusDays(30),
            "in between.xlsx", DAY.minusDays(2),
            "last day.xlsx", DAY,
            "clock ahead.xlsx", DAY.plusDays(9));
    for (var w : written.entrySet()) {
      Files.setLastModifiedTime(
          lay(w.getKey(), w.getKey()),
          FileTime.from(w.getValue().atTime(23, 30).atZone(ZONE).toInstant()));
    }
    Intake intake = new Intake(home, ZONE);
    Intake.Taken taken =
        intake.take(List.of(cap), "run", DAY.minusDays(5), DAY, NOW, Duration.ZERO);
    intake.awaitSecured();
    assertThat(taken.files())
        .extracting(f -> f.receipt().fileName() + " " + f.receipt().arrivedOn())
        .containsExactlyInAnyOrder(
            "long before.xlsx " + DAY.minusDays(5),
            "in between.xlsx " + DAY.minusDays(2),
            "last day.xlsx " + DAY,
            "clock ahead.xlsx " + DAY);
    assertThat(new Receipts(home).open().values())
        .as("the journal keeps the day")
        .extracting(r -> r.fileName() + " " + r.arrivedOn())
        .contains("in between.xlsx " + DAY.minusDays(2));
  }

  @Test
  void a_file_counts_as_having_come_on_the_day_it_was_first_taken() throws Exception {
    lay("a.xlsx", "a");
    take("first");
    Path journal = home.archive().resolve("receipts.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream().filter(l -> !l.contains("received")).toList());
    Intake next = new Intake(home, ZONE);
    Receipt r =
        next.take(
                List.of(cap),
                "next",
                DAY.plusDays(1),
                DAY.plusDays(1),
                NOW.plusDays(1),
                Duration.ZERO)
            .files()
            .getFirst()
            .receipt();
    assertThat(r.arrivedOn()).isEqualTo(DAY);
  }

  @Test
  void only_the_programs_account_may_read_the_archive() throws Exception {
    lay("a.xlsx", "a");
    Path archived = take().files().getFirst().archived();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archived)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_drop_whose_bytes_nobody_else_has_any_more_is_not_deleted() throws Exception {
    lay("a.xlsx", "a");
    Intake intake = new Intake(home, ZONE);
    Receipt r =
        intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    assertThat(intake.secure(r)).isEmpty();
    Files.delete(intake.archive().get(r.sha256()));
    assertThat(intake.release(List.of(r), NOW, q -> false)).isEmpty();
    assertThat(names()).hasSize(1);
    assertThat(intake.release(List.of(r), NOW, r.sha256()::equals)).containsExactly(r);
  }

  @Test
  void an_answered_file_leaves_its_folder_and_is_not_received_again() throws Exception {
    lay("a.xlsx", "a");
    Intake intake = new Intake(home, ZONE);
    Receipt r =
        intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    assertThat(intake.release(List.of(r), NOW, q -> false)).containsExactly(r);
    assertThat(names()).isEmpty();
    assertThat(take("next").files()).isEmpty();
  }

  @Test
  void a_file_changed_while_it_was_dealt_with_is_given_back_as_a_new_one() throws Exception {
    lay("a.xlsx", "a");
    Intake intake = new Intake(home, ZONE);
    Receipt r =
        intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    Files.writeString(cap.drop().resolve(".dang-nhan-run-1"), "b");
    assertThat(intake.release(List.of(r), NOW, q -> false)).containsExactly(r);
    assertThat(names()).containsExactly("a.xlsx");
    Intake.Taken next = take("next");
    assertThat(next.files()).hasSize(1);
    assertThat(next.files().getFirst().receipt().sha256()).isNotEqualTo(r.sha256());
  }

  @Test
  void a_fault_of_ours_gives_the_file_its_own_name_back() throws Exception {
    lay("a.xlsx", "a");
    Intake intake = new Intake(home, ZONE);
    Receipt r =
        intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    intake.giveBack(r);
    assertThat(names()).containsExactly("a.xlsx");
    assertThat(take("next").files().getFirst().receipt().receiptId()).isEqualTo(r.receiptId());
  }

  @Test
  void links_and_folders_are_reported_and_not_followed() throws Exception {
    Path outside = Files.writeString(dir.resolve("bi-mat.xlsx"), "bí mật");
    Files.createSymbolicLink(cap.drop().resolve("link.xlsx"), outside);
    Files.createDirectory(cap.drop().resolve("thu-muc"));
    Intake.Taken taken = take();
    assertThat(taken.files()).isEmpty();
    assertThat(taken.notes()).hasSize(2);
    assertThat(Files.readString(outside)).isEqualTo("bí mật");
  }

  @Test
  void a_name_that_only_looks_like_ours_is_left_alone() throws Exception {
    lay(".dang-nhan-x-1", "x");
    Intake.Taken taken = take();
    assertThat(taken.files()).isEmpty();
    assertThat(taken.notes()).hasSize(1);
    assertThat(names()).containsExactly(".dang-nhan-x-1");
  }

  @Test
  void lock_files_and_debris_are_nobodys_report() throws Exception {
    lay("~$a.xlsx", "x");
    lay(".DS_Store", "x");
    lay("Thumbs.db", "x");
    Intake.Taken taken = take();
    assertThat(taken.files()).isEmpty();
    assertThat(taken.notes()).isEmpty();
  }

  @Test
  void a_file_that_Excel_still_has_open_waits() throws Exception {
    lay("a.xlsx", "a");
    lay("~$a.xlsx", "khóa");
    Intake.Taken taken =
        new Intake(home, ZONE).take(List.of(cap), "run", DAY, DAY, NOW, Duration.ofMillis(50));
    assertThat(taken.files()).isEmpty();
    assertThat(taken.unsettled()).isEqualTo(1);
    assertThat(names()).contains("a.xlsx");
  }

  @Test
  void a_young_file_is_waited_for_once() throws Exception {
    lay("a.xlsx", "a");
    long began = System.nanoTime();
    Intake.awaitSettling(List.of(cap), Duration.ofMillis(300));
    Intake.Taken taken =
        new Intake(home, ZONE).take(List.of(cap), "run", DAY, DAY, NOW, Duration.ofMillis(300));
    assertThat(taken.files()).hasSize(1);
    assertThat(System.nanoTime() - began).isGreaterThan(200_000_000L);
  }

  @Test
  void two_drops_of_the_same_bytes_under_two_names_are_two_receipts() throws Exception {
    lay("a.xlsx", "a");
    lay("b.xlsx", "a");
    List<Intake.ReceivedFile> files = take().files();
    assertThat(files).hasSize(2);
    assertThat(files.get(0).receipt().receiptId()).isNotEqualTo(files.get(1).receipt().receiptId());
    assertThat(files.get(0).archived()).isEqualTo(files.get(1).archived());
  }

  @Test
  void the_same_file_sent_again_to_the_second_is_a_new_drop_once_the_first_has_left()
      throws Exception {
    Path file = lay("a.xlsx", "a");
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(file);
    Intake intake = new Intake(home, ZONE);
    Receipt first =
        intake.take(List.of(cap), "run", DAY, DAY, NOW, Duration.ZERO).files().getFirst().receipt();
    assertThat(intake.release(List.of(first), NOW, q -> false)).containsExactly(first);
    Files.setLastModifiedTime(lay("a.xlsx", "a"), time);
    List<Intake.ReceivedFile> again = take("next").files();
    assertThat(again).hasSize(1);
    assertThat(again.getFirst().receipt().receiptId()).isNotEqualTo(first.receiptId());
    // and a run repeated after a kill still knows it
    assertThat(take("after").files().getFirst().receipt().receiptId())
        .isEqualTo(again.getFirst().receipt().receiptId());
  }

  @Test
  void a_drop_folder_that_is_a_link_to_another_units_is_not_used() throws Exception {
    Home.UnitFolder thief = home.unit("thuy-nguyen", "thue");
    Files.createDirectories(thief.path());
    Files.createSymbolicLink(thief.drop(), cap.drop());
    lay("a.xlsx", "a");
    Intake.Taken taken =
        new Intake(home, ZONE).take(List.of(thief), "run", DAY, DAY, NOW, Duration.ZERO);
    assertThat(taken.files()).isEmpty();
    assertThat(taken.notes()).hasSize(1);
    assertThat(names()).containsExactly("a.xlsx");
  }

  @Test
  void a_draft_has_a_name_nobody_can_foresee_and_old_ones_are_swept() throws Exception {
    Path victim = Files.writeString(dir.resolve("victim"), "nguyên vẹn");
    Files.createSymbolicLink(cap.drop().resolve(".dang-viet-cho-san"), victim);
    Path one = Home.draft(cap.drop(), ".xlsx");
    Path two = Home.draft(cap.drop(), ".xlsx");
    assertThat(one).isNotEqualTo(two);
    assertThat(names()).isEmpty();
    assertThat(Files.readString(victim)).isEqualTo("nguyên vẹn");
  }

  @Test
  void a_journal_line_cut_short_by_a_crash_is_passed_over() throws Exception {
    lay("a.xlsx", "a");
    take("first");
    Files.writeString(
        home.archive().resolve("receipts.jsonl"),
        "{\"event\":\"recei",
        java.nio.file.StandardOpenOption.APPEND);
    lay("b.xlsx", "b");
    assertThat(take("second").files()).hasSize(2);
    assertThat(take("third").files()).hasSize(2);
  }

  @Test
  void no_code_of_a_unit_builds_a_path_outside_the_share() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> home.unit("thuy-nguyen", "../x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(cap.drop())) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
