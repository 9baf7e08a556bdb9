package vn.chitieu.jobs;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.chitieu.intake.Home;

/**
 * The mail server that reminders go to, when the home names one: {@code mail.host}, {@code
 * mail.port}, {@code mail.from}, {@code mail.starttls}, {@code mail.user} in its settings, the
 * password in its secrets. Waits for no server longer than some seconds, for the night goes on.
 */
final class Mailbox implements AutoCloseable {
  private static final String PASSWORD = "CHITIEU_MAIL_PASSWORD";
  private static final String SECONDS = "10000";

  private final Session session;
  private final Transport transport;
  private final InternetAddress from;
  private final Login login;

  /** Where the server is, and who says so; no user where the server asks for none. */
  private record Login(String host, int port, @Nullable String user, @Nullable String password) {
    void connect(Transport transport) throws MessagingException {
      transport.connect(host, port, user, password);
    }
  }

  private Mailbox(Session session, Transport transport, InternetAddress from, Login login) {
    this.session = session;
    this.transport = transport;
    this.from = from;
    this.login = login;
  }

  /** Whether the home names a mail server; without one nothing is mailed. */
  static boolean isWanted(Home home) throws IOException {
    return !settings(home).getProperty("mail.host", "").isBlank();
  }

  /**
   * Opens the connection that all mails of a night go through.
   *
   * @throws MessagingException when the server does not answer, or does not let us in
   * @throws IOException when a setting cannot be used
   */
  static Mailbox open(Home home) throws IOException, MessagingException {
    Properties p = settings(home);
    String host = p.getProperty("mail.host", "").strip();
    String user = p.getProperty("mail.user", "").strip();
    boolean isSecured = isYes("mail.starttls", p.getProperty("mail.starttls", "true").strip());
    if (!user.isEmpty() && !isSecured && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new IOException(
          "mail.user trong "
              + Retention.SETTINGS
              + " chỉ dùng được với mail.starttls=true: mật khẩu không gửi đi khi chưa mã hóa");
    }
    int port = port(p.getProperty("mail.port", "587").strip());
    Properties smtp = new Properties();
    smtp.setProperty("mail.smtp.connectiontimeout", SECONDS);
    smtp.setProperty("mail.smtp.timeout", SECONDS);
    smtp.setProperty("mail.smtp.writetimeout", SECONDS);
    smtp.setProperty("mail.smtp.starttls.enable", Boolean.toString(isSecured));
    smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(isSecured));
    smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    smtp.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
    Session session = Session.getInstance(smtp);
    InternetAddress from = new InternetAddress(p.getProperty("mail.from", ""), true);
    Transport transport = session.getTransport("smtp");
    Login login =
        user.isEmpty()
            ? new Login(host, port, null, null)
            : new Login(host, port, user, password(home));
    login.connect(transport);
    return new Mailbox(session, transport, from, login);
  }

  /** Anything but these two words would be a guess about whether a password goes out in clear. */
  private static boolean isYes(String name, String text) throws IOException {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IOException(
          name + " trong " + Retention.SETTINGS + " phải là true hoặc false: " + text);
    }
    return text.equals("true");
  }

  private static int port(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("mail.port trong " + Retention.SETTINGS + " không phải là số: " + text);
    }
  }

  private static Properties settings(Home home) throws IOException {
    return read(home.state().resolve(Retention.SETTINGS));
  }

  private static Properties read(Path file) throws IOException {
    Properties p = new Properties();
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        p.load(in);
      }
    }
    return p;
  }

  /** As the shell reads it: a line {@code NAME=value}, taken as it stands. */
  private static String password(Home home) throws IOException {
    List<String> lines =
        Files.exists(home.secrets()) ? Files.readAllLines(home.secrets()) : List.of();
    Optional<String> said =
        lines.stream()
            .filter(l -> l.startsWith(PASSWORD + "="))
            .map(l -> l.substring(PASSWORD.length() + 1).strip())
            .findFirst();
    return said.orElseThrow(() -> new IOException("thiếu " + PASSWORD + " trong secrets.env"));
  }

  /** Sends one plain text. */
  void send(String to, String subject, String text, LocalDateTime at, ZoneId zone)
      throws MessagingException {
    MimeMessage m = new MimeMessage(session);
    m.setFrom(from);
    m.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to, true));
    m.setSubject(subject, StandardCharsets.UTF_8.name());
    m.setText(text, StandardCharsets.UTF_8.name());
    m.setSentDate(Date.from(at.atZone(zone).toInstant()));
    m.saveChanges();
    transport.sendMessage(m, m.getAllRecipients());
  }

  /** Whether the server still listens; a connection that broke stays broken. */
  boolean isConnected() {
    return transport.isConnected();
  }

  /**
   * Connects anew after the connection was lost.
   *
   * @throws MessagingException when the server does not answer any more
   */
  void reconnect() throws MessagingException {
    login.connect(transport);
  }

  @Override
  public void close() throws MessagingException {
    transport.close();
  }
}
