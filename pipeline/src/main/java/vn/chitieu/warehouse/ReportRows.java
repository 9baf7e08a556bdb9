package vn.chitieu.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Rows of the report's queries in {@link Sql}, column by column. */
final class ReportRows {
  private ReportRows() {}

  static ReportFacts.Edition edition(ResultSet r) throws SQLException {
    return new ReportFacts.Edition(
        r.getString(1),
        r.getString(2),
        r.getObject(3, LocalDate.class),
        r.getObject(4, LocalDateTime.class),
        r.getString(5),
        r.getString(6),
        r.getString(7),
        r.getBoolean(8));
  }

  static ReportFacts.Measure measure(ResultSet r) throws SQLException {
    return new ReportFacts.Measure(
        r.getString(1),
        r.getString(2),
        r.getInt(3),
        r.getString(4),
        r.getBoolean(5),
        r.getString(6),
        r.getString(7),
        r.getString(8),
        r.getString(9),
        r.getString(10),
        r.getInt(11),
        r.getInt(12),
        r.getBigDecimal(13),
        r.getBigDecimal(14),
        r.getBigDecimal(15),
        r.getBigDecimal(16),
        r.getBoolean(17),
        day(r, 18),
        r.getBigDecimal(19),
        r.getString(20),
        r.getString(21),
        r.getBigDecimal(22),
        r.getBigDecimal(23),
        r.getString(24),
        r.getString(25),
        r.getString(26),
        r.getBigDecimal(27),
        r.getBigDecimal(28),
        r.getBigDecimal(29),
        r.getBigDecimal(30),
        r.getBigDecimal(31),
        r.getBigDecimal(32),
        r.getString(33),
        r.getString(34),
        r.getString(35),
        r.getString(36),
        r.getString(37),
        r.getString(38),
        day(r, 39),
        source(r, 40));
  }

  static ReportFacts.Task task(ResultSet r) throws SQLException {
    return new ReportFacts.Task(
        r.getString(1),
        r.getString(2),
        r.getInt(3),
        r.getString(4),
        r.getString(5),
        r.getBoolean(6),
        r.getBigDecimal(7),
        r.getString(8),
        day(r, 9),
        r.getBoolean(10),
        r.getInt(11),
        r.getBoolean(12),
        source(r, 13));
  }

  static ReportFacts.DueChange dueChange(ResultSet r) throws SQLException {
    return new ReportFacts.DueChange(
        r.getString(1),
        r.getString(2),
        r.getInt(3),
        r.getString(4),
        day(r, 5),
        day(r, 6),
        r.getString(7),
        r.getString(8),
        source(r, 9));
  }

  static ReportFacts.Case raised(ResultSet r) throws SQLException {
    return new ReportFacts.Case(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getString(5),
        day(r, 6),
        r.getInt(7),
        r.getString(8),
        day(r, 9),
        source(r, 10));
  }

  static ReportFacts.Sent sent(ResultSet r) throws SQLException {
    return new ReportFacts.Sent(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getObject(5, LocalDate.class),
        r.getString(6),
        day(r, 7),
        r.getInt(8),
        r.getInt(9));
  }

  static ReportFacts.Correction correction(ResultSet r) throws SQLException {
    return new ReportFacts.Correction(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getBoolean(4),
        r.getString(5),
        r.getBoolean(6),
        r.getString(7),
        r.getString(8),
        r.getString(9),
        r.getBigDecimal(10),
        r.getBigDecimal(11),
        r.getObject(12, LocalDate.class),
        r.getObject(13, LocalDateTime.class),
        r.getString(14),
        day(r, 15),
        source(r, 16));
  }

  static ReportFacts.Question question(ResultSet r) throws SQLException {
    return new ReportFacts.Question(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getBoolean(4),
        r.getString(5),
        r.getString(6),
        r.getBoolean(7),
        r.getInt(8),
        r.getObject(9, LocalDate.class),
        day(r, 10),
        r.getBoolean(11),
        r.getString(12),
        day(r, 13),
        source(r, 14));
  }

  static ReportFacts.Signing signing(ResultSet r) throws SQLException {
    return new ReportFacts.Signing(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getString(5),
        r.getObject(6, LocalDate.class),
        r.getInt(7),
        r.getInt(8));
  }

  private static @Nullable LocalDate day(ResultSet r, int column) throws SQLException {
    return r.getObject(column, LocalDate.class);
  }

  /** The file, sheet and cells in three columns from one on; a figure without a file has none. */
  private static ReportFacts.Source source(ResultSet r, int column) throws SQLException {
    String file = r.getString(column);
    String sheet = r.getString(column + 1);
    String cells = r.getString(column + 2);
    return file == null
        ? ReportFacts.Source.NONE
        : new ReportFacts.Source(file, sheet == null ? "" : sheet, cells == null ? "" : cells);
  }
}
