package vn.chitieu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Manifest;

/** A night that does not come is seen by everyone who looks at what the last one left. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FreshnessTest {
  @TempDir Path dir;
  private Home home;

  @BeforeEach
  void a_ward() {
    System.setProperty("chitieu.repo", ReleaseFixture.repo().toString());
    assertThat(Verbs.run(new String[] {"init", "--home", dir.toString()})).isZero();
    home = new Home(dir);
  }

  /** Makes the release that is out as old as if nothing had run since. */
  private void age(Duration age) throws Exception {
    LocalDateTime then = LocalDateTime.now(HomeOption.ZONE).minus(age);
    Path current = home.releases().resolve("current").toRealPath();
    Path manifest = current.resolve(Manifest.FILE);
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst(
                "\"known_at\" : \"[^\"]*\"", "\"known_at\" : \"" + then.withNano(0) + "\""));
    try (Connection c = DriverManager.getConnection(file())) {
      try (PreparedStatement s =
          c.prepareStatement("update mart.meta_release set published_at = ?")) {
        s.setObject(1, then);
        s.executeUpdate();
      }
    }
  }

  private String file() throws IOException {
    return "jdbc:duckdb:"
        + home.releases().resolve("current").toRealPath().resolve("warehouse.duckdb");
  }

  private String staleLine(String schema) throws SQLException, IOException {
    try (Connection c = DriverManager.getConnection(file());
        Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery("select stale_line, is_stale from " + schema + ".rpt_freshness")) {
      assertThat(r.next()).isTrue();
      assertThat(r.getBoolean(2)).isEqualTo(!r.getString(1).isEmpty());
      return r.getString(1);
    }
  }

  private String said(String... words) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8));
      String[] all = java.util.Arrays.copyOf(words, words.length + 2);
      all[words.length] = "--home";
      all[words.length + 1] = dir.toString();
      assertThat(Verbs.run(all)).isZero();
    } finally {
      System.setOut(stdout);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_release_of_last_night_is_fresh() throws Exception {
    age(Duration.ofHours(26).minusMinutes(1));
    assertThat(staleLine("mart")).isEmpty();
    assertThat(said("status")).doesNotContain("✖ Đã");
  }

  @Test
  void after_26_hours_the_board_and_status_say_so_in_red() throws Exception {
    age(Duration.ofHours(26).plusMinutes(1));
    assertThat(staleLine("mart"))
        .isEqualTo(staleLine("mart_public"))
        .isEqualTo("✖ Đã 26 giờ chưa có bản cập nhật mới – số liệu có thể đã cũ");
    assertThat(said("status")).contains("✖ Đã 26 giờ chưa có bản công bố mới");
  }

  @Test
  void the_night_that_comes_after_all_says_how_long_there_was_none() throws Exception {
    age(Duration.ofDays(3));
    assertThat(said("nightly", "--as-of", "2026-01-10", "--settle", "0"))
        .contains("trước lần chạy này đã 72 giờ không có bản công bố mới: xem lịch chạy đêm")
        .contains("Công bố: bản mới ");
    assertThat(staleLine("mart")).isEmpty();
  }
}
