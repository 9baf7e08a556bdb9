package vn.chitieu.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import vn.chitieu.ReleaseFixture;

/**
 * One Superset for all test classes that leave it as they found it: it takes a minute to start. Its
 * release holds the sample's ward a second time under another code, as a city's would.
 */
final class RunningSuperset {
  static final String OTHER = "an-bien";

  /** Everyone who may be asked for by name; whoever changes the file puts this back. */
  static final String PEOPLE =
      """
      - username: lanhdao
        name: Lãnh đạo phường
        role: LanhDao
        locality: thuy-nguyen
      - username: anbien
        name: Lãnh đạo An Biên
        role: LanhDao
        locality: an-bien
        restricted: false
      - username: vanphong
        name: Văn phòng
        role: VanPhong
        locality: thuy-nguyen
      - username: thanhpho
        name: Lãnh đạo thành phố
        role: LanhDaoThanhPho
      - username: lac
        name: Người của địa bàn không có
        role: LanhDao
        locality: khong-co
      - username: admin
        name: Quản trị
        role: QuanTri
      """;

  private static RunningSuperset one;

  final Path home;
  final Releases releases;
  final Path release;
  final Superset superset;

  private RunningSuperset() throws Exception {
    home = Files.createTempDirectory("superset-home");
    releases = new Releases(home);
    release = releases.add("two-wards", ReleaseFixture.publishedSample());
    addTheOtherWard(release);
    releases.swapTo("two-wards");
    superset = new Superset(home);
    Files.writeString(home.resolve("state/people.yaml"), PEOPLE);
    Superset.Ended up = superset.run("up");
    if (up.code() == 20) {
      Superset.missing(up.output());
    }
    assertThat(up.code()).as(up.output()).isZero();
  }

  static synchronized RunningSuperset get() throws Exception {
    if (one == null) {
      RunningSuperset started = new RunningSuperset();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      started.superset.stop();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      one = started;
    }
    return one;
  }

  /** Rows of a query on the release, each as its columns in text. */
  List<List<String>> query(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + release, Releases.readOnly());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static void addTheOtherWard(Path file) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + file, Releases.readableBySuperset());
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              """
              select table_name from duckdb_tables() join duckdb_columns() using (schema_name, table_name)
              where schema_name = 'mart' and column_name = 'locality_code'""")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        statement.execute(
            "insert into mart.%1$s select * replace ('%2$s' as locality_code) from mart.%1$s where locality_code is not null"
                .formatted(table, OTHER));
      }
      statement.execute("checkpoint");
    }
  }
}
