package vn.chitieu.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.plan.Unit;

/**
 * Reminders of the sample's November: it ends on Saturday 14/11 and is due on Tuesday 17/11. The
 * mail server is a real one, on this machine only.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemindersTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 17, 2, 0);
  private static final String WARD = "thuy-nguyen";

  @TempDir Path dir;
  private Home home;
  private Plan plan;
  private Period november;

  @BeforeEach
  void aWard() throws IOException {
    home = new Home(dir.resolve("home"));
    home.createState();
    plan = new Faults(dir.resolve("faults")).judgePlan(Faults.PLAN).plan().orElseThrow();
    november = plan.getPeriod("2026-11");
    Night.makeUnitFolders(home, plan);
    Files.createDirectories(home.desk(WARD));
  }

  private static LocalDate day(int dayOfNovember) {
    return LocalDate.of(2026, 11, dayOfNovember);
  }

  private Reminders.Owing owing(String unit) {
    return owing(unit, "", 0);
  }

  private Reminders.Owing owing(String unit, String email, int questions) {
    Unit u = plan.getUnit(unit);
    return new Reminders.Owing(
        plan,
        new Unit(u.code(), u.name(), u.shortName(), true, u.contact(), email),
        november,
        questions,
        false);
  }

  /** The reminders that are read on a morning. */
  private Reminders onTheMorningOf(int dayOfNovember) throws IOException {
    return new Reminders(home, day(dayOfNovember).minusDays(1));
  }

  private List<String> notes(String unit) throws IOException {
    try (Stream<Path> files = Files.list(home.unit(WARD, unit).answers())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Path page(int dayOfNovember) {
    return home.desk(WARD).resolve("nhac-viec").resolve(day(dayOfNovember) + ".txt");
  }

  // ---- when

  @Test
  void the_steps_are_counted_in_working_days() {
    assertThat(november.dueOn()).isEqualTo(day(17));
    assertThat(
            Stream.of(11, 12, 13, 15, 16, 17, 18, 24)
                .map(d -> Reminders.findStep(plan, november, day(d)).map(Enum::name).orElse("-")))
        .containsExactly(
            "-",
            "THREE_BEFORE",
            "THREE_BEFORE",
            "THREE_BEFORE",
            "DAY_BEFORE",
            "DUE",
            "DAY_AFTER",
            "DAY_AFTER");
    assertThat(Reminders.findStep(plan, november, day(25))).isEqualTo(Optional.empty());
    // Tết lies between: due 24/02, holidays 16-20/02
    Period february = plan.getPeriod("2026-02");
    assertThat(Reminders.findStep(plan, february, LocalDate.of(2026, 2, 11))).isEmpty();
    assertThat(Reminders.findStep(plan, february, LocalDate.of(2026, 2, 12)))
        .contains(Reminders.Step.THREE_BEFORE);
    assertThat(Reminders.findStep(plan, february, LocalDate.of(2026, 2, 22)))
        .contains(Reminders.Step.THREE_BEFORE);
    assertThat(Reminders.findStep(plan, february, LocalDate.of(2026, 2, 23)))
        .contains(Reminders.Step.DAY_BEFORE);
  }

  @Test
  void the_day_after_is_also_told_of_when_it_lies_behind_nine_holidays() {
    Set<LocalDate> holidays = new HashSet<>(plan.holidays());
    day(18).datesUntil(day(27)).forEach(holidays::add);
    Plan festive = Plans.withHolidays(plan, holidays);

    assertThat(Reminders.findStep(festive, november, day(26))).contains(Reminders.Step.DUE);
    assertThat(Reminders.findStep(festive, november, day(27))).contains(Reminders.Step.DAY_AFTER);
    assertThat(Reminders.findStep(festive, november, day(28))).isEmpty();
  }

  // ---- what is written

  @Test
  void the_office_gets_a_page_a_day_and_each_unit_its_own_note() throws Exception {
    int written = onTheMorningOf(16).write(WARD, List.of(owing("kthtdt", "", 2), owing("vhxh")));

    assertThat(written).isEqualTo(2);
    assertThat(Files.readString(page(16)))
        .startsWith("NHẮC VIỆC NGÀY 16/11/2026")
        .contains(
            "Hạn gửi: thứ Ba 17/11/2026, còn 1 ngày làm việc. Hệ thống chưa nhận được biểu",
            "Đề nghị điền biểu 2026-11_kthtdt.xlsx trong thư mục bieu-mau",
            "Trong biểu có 2 yêu cầu giải trình chờ trả lời.",
            "2026-11_vhxh.xlsx");
    assertThat(notes("kthtdt")).containsExactly("nhac_2026-11_truoc-1-ngay.txt");
    assertThat(
            Files.readString(
                home.unit(WARD, "vhxh").answers().resolve("nhac_2026-11_truoc-1-ngay.txt")))
        .contains(plan.getUnit("vhxh").name() + " – biểu tháng 11/2026")
        .doesNotContain("2026-11_kthtdt", "giải trình");
    assertThat(notes("thue")).isEmpty();
  }

  @Test
  void a_unit_whose_file_could_not_be_taken_is_not_told_that_none_came() throws Exception {
    Reminders.Owing refused = new Reminders.Owing(plan, plan.getUnit("vhxh"), november, 0, true);
    onTheMorningOf(16).write(WARD, List.of(refused));

    assertThat(Files.readString(page(16)))
        .contains(
            "Hệ thống đã nhận tệp của đơn vị nhưng chưa dùng được; xem ket-qua.",
            "Đề nghị sửa theo trả lời trong thư mục ket-qua rồi chép lại vào thư mục nop.")
        .doesNotContain("chưa nhận được", "bieu-mau");
  }

  @Test
  void nothing_is_said_twice_not_even_when_the_text_was_thrown_away() throws Exception {
    onTheMorningOf(16).write(WARD, List.of(owing("kthtdt")));
    Files.delete(home.unit(WARD, "kthtdt").answers().resolve("nhac_2026-11_truoc-1-ngay.txt"));
    Files.delete(page(16));

    assertThat(onTheMorningOf(16).write(WARD, List.of(owing("kthtdt")))).isZero();
    assertThat(page(16)).doesNotExist();

    assertThat(onTheMorningOf(16).write(WARD, List.of(owing("kthtdt"), owing("vhxh"))))
        .as("a unit that was not reminded yet")
        .isEqualTo(1);
    assertThat(onTheMorningOf(17).write(WARD, List.of(owing("kthtdt")))).isEqualTo(1);
    assertThat(Files.readString(page(17))).contains("hôm nay là ngày cuối");
    assertThat(onTheMorningOf(18).write(WARD, List.of(owing("kthtdt")))).isEqualTo(1);
    assertThat(Files.readString(page(18))).contains("đã quá hạn 1 ngày làm việc");
    assertThat(notes("kthtdt"))
        .containsExactly("nhac_2026-11_den-han.txt", "nhac_2026-11_qua-han.txt");
  }

  @Test
  void a_night_that_was_missed_is_made_up_for_with_the_days_that_are_left() throws Exception {
    onTheMorningOf(13).write(WARD, List.of(owing("kthtdt")));

    assertThat(Files.readString(page(13))).contains("còn 2 ngày làm việc");
    assertThat(notes("kthtdt")).containsExactly("nhac_2026-11_truoc-3-ngay.txt");
  }

  // ---- mail

  private void settings(int port, String more) throws IOException {
    Files.writeString(
        home.state().resolve("settings.properties"),
        "mail.host=127.0.0.1\nmail.port="
            + port
            + "\nmail.from=vanphong@thuynguyen.test\nmail.starttls=false\n"
            + more);
  }

  private static GreenMail server() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return new GreenMail(
          new ServerSetup(free.getLocalPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }
  }

  private String mail(List<Reminders.Owing> owing) throws IOException {
    Reminders r = onTheMorningOf(17);
    r.write(WARD, owing);
    return String.valueOf(r.mail(owing, AT, ZONE));
  }

  @Test
  void a_unit_with_an_address_is_mailed_once() throws Exception {
    GreenMail server = server();
    server.start();
    try {
      settings(server.getSmtp().getPort(), "");
      List<Reminders.Owing> owing =
          List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0), owing("vhxh"));

      assertThat(mail(owing)).isEqualTo("null");
      assertThat(mail(owing)).isEqualTo("null");

      MimeMessage[] received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getSubject()).isEqualTo("Nhắc gửi biểu tháng 11/2026, hạn 17/11/2026");
      assertThat(received[0].getAllRecipients()[0]).hasToString("kthtdt@thuynguyen.test");
      assertThat(received[0].getFrom()[0]).hasToString("vanphong@thuynguyen.test");
      assertThat(received[0].getContent().toString())
          .contains("Hệ thống chưa nhận được biểu của đơn vị")
          .doesNotContain("2026-11_vhxh");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_server_that_is_down_is_told_of_and_tried_again_the_next_night() throws Exception {
    GreenMail server = server();
    settings(server.getSmtp().getServerSetup().getPort(), "");
    List<Reminders.Owing> owing = List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0));

    assertThat(mail(owing))
        .startsWith("thư nhắc chưa gửi được cho kthtdt (")
        .endsWith("; đêm sau gửi lại");
    assertThat(notes("kthtdt")).as("what is written is written").hasSize(1);

    server.start();
    try {
      assertThat(mail(owing)).isEqualTo("null");
      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(mail(owing)).isEqualTo("null");
      assertThat(server.getReceivedMessages()).as("not twice").hasSize(1);
    } finally {
      server.stop();
    }
  }

  /**
   * A mail server that takes some mails over each connection and then breaks it off in the middle
   * of the next; after the last connection nobody listens any more.
   */
  private static final class Faltering implements AutoCloseable {
    final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    final List<String> taken = new CopyOnWriteArrayList<>();

    Faltering(int... mailsPerConnection) throws IOException {
      Thread.ofVirtual()
          .start(
              () -> {
                try (listening) {
                  for (int mails : mailsPerConnection) {
                    try (Socket s = listening.accept()) {
                      serve(s, mails);
                    }
                  }
                } catch (IOException e) {
                  // the test is over
                }
              });
    }

    private void serve(Socket s, int mails) throws IOException {
      BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream(), UTF_8));
      OutputStream out = s.getOutputStream();
      out.write("220 ready\r\n".getBytes(UTF_8));
      String to = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("MAIL") && mails-- == 0) {
          return;
        } else if (line.startsWith("RCPT")) {
          to = line.replaceAll(".*<(.*)>.*", "$1");
        } else if (line.startsWith("DATA")) {
          out.write("354 go on\r\n".getBytes(UTF_8));
          while (!in.readLine().equals(".")) {}
          taken.add(to);
        }
        out.write("250 well\r\n".getBytes(UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  private List<Reminders.Owing> three() {
    return Stream.of("kthtdt", "vhxh", "thue")
        .map(u -> owing(u, u + "@thuynguyen.test", 0))
        .toList();
  }

  @Test
  void a_server_that_stops_after_the_first_mail_leaves_the_others_for_the_next_night()
      throws Exception {
    try (Faltering server = new Faltering(1)) {
      settings(server.listening.getLocalPort(), "");

      assertThat(mail(three()))
          .startsWith("thư nhắc chưa gửi được cho vhxh, thue (")
          .endsWith("; đêm sau gửi lại");
      assertThat(server.taken).containsExactly("kthtdt@thuynguyen.test");
    }
    try (Faltering server = new Faltering(9)) {
      settings(server.listening.getLocalPort(), "");

      assertThat(mail(three())).isEqualTo("null");
      assertThat(server.taken).containsExactly("vhxh@thuynguyen.test", "thue@thuynguyen.test");
    }
  }

  @Test
  void a_connection_that_was_lost_is_made_once_more_and_not_twice() throws Exception {
    try (Faltering server = new Faltering(1, 9)) {
      settings(server.listening.getLocalPort(), "");

      assertThat(mail(three())).startsWith("thư nhắc chưa gửi được cho vhxh (");
      assertThat(server.taken).containsExactly("kthtdt@thuynguyen.test", "thue@thuynguyen.test");
    }
    try (Faltering server = new Faltering(0, 0, 9)) {
      settings(server.listening.getLocalPort(), "");
      Files.delete(home.state().resolve("reminders.json"));

      assertThat(mail(three())).startsWith("thư nhắc chưa gửi được cho kthtdt, vhxh, thue (");
      assertThat(server.taken).isEmpty();
    }
  }

  @Test
  void a_password_never_goes_out_in_clear() throws Exception {
    Files.writeString(home.secrets(), "CHITIEU_MAIL_PASSWORD=mat-khau-dai\n");
    List<Reminders.Owing> owing = List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0));
    Path settings = home.state().resolve("settings.properties");
    String server = "mail.host=192.0.2.1\nmail.from=vanphong@thuynguyen.test\nmail.user=vanphong\n";

    Files.writeString(settings, server + "mail.starttls=yes\n");
    assertThat(mail(owing))
        .contains("mail.starttls trong settings.properties phải là true hoặc false: yes");

    Files.writeString(settings, server + "mail.starttls=false\n");
    assertThat(mail(owing))
        .contains("mail.user trong settings.properties chỉ dùng được với mail.starttls=true");
  }

  @Test
  void a_server_that_asks_for_a_password_gets_the_one_of_the_secrets() throws Exception {
    GreenMail server = server();
    server.setUser("vanphong@thuynguyen.test", "vanphong", "mat-khau-dai");
    server.start();
    try {
      settings(server.getSmtp().getPort(), "mail.user=vanphong\n");
      List<Reminders.Owing> owing = List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0));
      assertThat(mail(owing)).contains("thiếu CHITIEU_MAIL_PASSWORD trong secrets.env");

      Files.writeString(home.secrets(), "CHITIEU_MAIL_PASSWORD=sai\n");
      assertThat(mail(owing)).contains("thư nhắc chưa gửi được");

      Files.writeString(home.secrets(), "CHITIEU_MAIL_PASSWORD=mat-khau-dai\n");
      assertThat(mail(owing)).isEqualTo("null");
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void a_setting_that_cannot_be_used_is_told_and_costs_only_the_mails() throws Exception {
    settings(0, "");
    Files.writeString(
        home.state().resolve("settings.properties"), "mail.host=127.0.0.1\nmail.port=hai lăm\n");

    assertThat(mail(List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0))))
        .contains("mail.port trong settings.properties không phải là số: hai lăm");
  }

  @Test
  void without_a_mail_server_nothing_is_mailed_and_nothing_told() throws Exception {
    assertThat(mail(List.of(owing("kthtdt", "kthtdt@thuynguyen.test", 0)))).isEqualTo("null");
  }
}
