package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.finding.Verdict;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.submission.AreaValue;
import vn.chitieu.submission.DifficultyReport;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.QuestionReport;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.SignerNamed;
import vn.chitieu.submission.Submission;
import vn.chitieu.submission.TaskReport;

/** A real, migrated warehouse in a folder, and short words for what units send to it. */
final class House implements AutoCloseable {
  final Path file;
  final Path releases;
  final DataSource dataSource;
  final Warehouse warehouse;
  private int night;

  House(Path dir) {
    file = dir.resolve("warehouse.duckdb");
    releases = dir.resolve("releases");
    dataSource = Warehouse.dataSource(file);
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:sql/migrations")
        .load()
        .migrate();
    warehouse = new Warehouse(dataSource);
  }

  /** Publishes as of a day and asks the release, as a reader does. */
  List<String> published(String asOf, String sql) {
    Publication p = warehouse.publish(night(asOf), releases);
    assertThat(p).isInstanceOf(Publication.Published.class);
    return asked(sql);
  }

  /** Asks the release that is out. */
  List<String> asked(String sql) {
    try (Connection c =
        Release.connect(Publisher.current(releases).orElseThrow().resolve(Release.FILE))) {
      return ask(c, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The night that looks back on a day; each has its own id and clock. */
  Run night(LocalDate asOf) {
    night++;
    Run run =
        new Run(
            "r%03d-%s".formatted(night, asOf),
            asOf,
            asOf.plusDays(1).atTime(2, 10).plusSeconds(night));
    warehouse.beginRun(run);
    return run;
  }

  Run night(String asOf) {
    return night(LocalDate.parse(asOf));
  }

  void plan(Plan plan, Run run) {
    warehouse.storePlan(plan, run);
  }

  /** What a unit sends for a period; filled with chained calls, then sent. */
  Sent from(String unit, String period) {
    return new Sent(unit, period);
  }

  /** One workbook in the making. */
  final class Sent {
    private final String unit;
    private final String period;
    private String locality = WarehousePlans.WARD;
    private final List<ReportedValue> values = new ArrayList<>();
    private final List<AreaValue> areas = new ArrayList<>();
    private final List<TaskReport> tasks = new ArrayList<>();
    private final List<DifficultyReport> difficulties = new ArrayList<>();
    private final List<QuestionReport> questions = new ArrayList<>();
    private @Nullable SignerNamed signer;
    private final Set<String> held = new LinkedHashSet<>();
    private final List<Said> findings = new ArrayList<>();
    private Outcome outcome = Outcome.ACCEPTED;
    private int version = 1;
    private String planVersion = WarehousePlans.FIRST.version();
    private boolean forObligation = true;
    private @Nullable String bytes;

    private Sent(String unit, String period) {
      this.unit = unit;
      this.period = period;
    }

    /** Sends it in another ward than the usual one. */
    Sent at(String ward) {
      locality = ward;
      return this;
    }

    Sent version(int number) {
      version = number;
      return this;
    }

    Sent plan(Plan plan) {
      planVersion = plan.version();
      return this;
    }

    Sent bytes(String content) {
      bytes = content;
      return this;
    }

    Sent refused() {
      outcome = Outcome.REFUSED;
      say("F001", Severity.REFUSE, null, "kthtdt");
      return this;
    }

    Sent duplicate() {
      outcome = Outcome.DUPLICATE;
      return this;
    }

    Sent foreign() {
      forObligation = false;
      return refused();
    }

    /** Nothing of it could be read, not even which period it is of. */
    Sent unreadable() {
      outcome = Outcome.UNREADABLE;
      forObligation = false;
      say("F009", Severity.REFUSE, null, "");
      return this;
    }

    /** Stored, but asked about. */
    Sent ask(String code, @Nullable String atom) {
      say(code, Severity.ASK, atom, "90");
      return this;
    }

    Sent value(String measure, String value) {
      return value(measure, value, null);
    }

    Sent value(String measure, String value, @Nullable String cumulative) {
      return value(measure, value, cumulative, "");
    }

    Sent explained(String measure, String value, String words) {
      return value(measure, value, null, words);
    }

    private Sent value(
        String measure, String value, @Nullable String cumulative, String explanation) {
      values.add(
          new ReportedValue(
              measure,
              cell(measure, "F"),
              figure(measure, "F", value),
              null,
              null,
              cumulative == null ? null : figure(measure, "G", cumulative),
              null,
              null,
              null,
              explanation,
              List.of(cell(measure, "F"))));
      return this;
    }

    Sent rate(String measure, String numerator, String denominator) {
      values.add(
          new ReportedValue(
              measure,
              cell(measure, "F"),
              null,
              figure(measure, "F", numerator),
              figure(measure, "H", denominator),
              null,
              null,
              null,
              null,
              "",
              List.of(cell(measure, "F"), cell(measure, "H"))));
      return this;
    }

    Sent milestone(String measure, boolean done, String percent) {
      values.add(
          new ReportedValue(
              measure,
              cell(measure, "F"),
              null,
              null,
              null,
              null,
              done,
              done ? LocalDate.of(2026, 6, 1) : null,
              figure(measure, "H", percent),
              "",
              List.of(cell(measure, "F"), cell(measure, "H"))));
      return this;
    }

    Sent blank(String measure) {
      values.add(
          new ReportedValue(
              measure,
              cell(measure, "F"),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              "",
              List.of()));
      return this;
    }

    Sent area(String measure, String area, boolean yes) {
      areas.add(
          new AreaValue(measure, area, new CellRef("Tổ dân phố", "C4"), null, null, null, yes));
      return this;
    }

    Sent area(String measure, String area, String numerator, @Nullable String denominator) {
      areas.add(
          new AreaValue(
              measure,
              area,
              new CellRef("Tổ dân phố", "D4"),
              null,
              new Figure(new CellRef("Tổ dân phố", "D4"), numerator, new BigDecimal(numerator)),
              denominator == null
                  ? null
                  : new Figure(
                      new CellRef("Tổ dân phố", "E4"), denominator, new BigDecimal(denominator)),
              null));
      return this;
    }

    /** A part that is one number: households, say. */
    Sent area(String measure, String area, String value) {
      CellRef at = new CellRef("Tổ dân phố", "F4");
      areas.add(
          new AreaValue(
              measure, area, at, new Figure(at, value, new BigDecimal(value)), null, null, null));
      return this;
    }

    Sent task(String code, TaskReport.State state, String percent) {
      return task(code, state, percent, null, "");
    }

    /** A task whose unit asks for another day, and says why. */
    Sent task(
        String code,
        TaskReport.State state,
        String percent,
        @Nullable String newDue,
        String reason) {
      tasks.add(
          new TaskReport(
              code,
              new CellRef("Nhiệm vụ", "E5"),
              state,
              figure(code, "F", percent),
              "đã họp",
              newDue == null ? null : LocalDate.parse(newDue),
              reason));
      return this;
    }

    Sent difficulty(int number, String what) {
      return difficulty(number, what, "2026-02-01");
    }

    Sent difficulty(int number, String what, @Nullable String since) {
      difficulties.add(
          new DifficultyReport(
              number,
              new CellRef("Vướng mắc", "B" + (4 + number)),
              what,
              since == null ? null : LocalDate.parse(since),
              "UBND phường",
              "bố trí vốn"));
      return this;
    }

    /** A question that the form shows, with what was written beside it. */
    Sent question(String code, String answer) {
      questions.add(
          new QuestionReport(
              code,
              new CellRef("Yêu cầu giải trình", "H" + (7 + questions.size())),
              "vì sao?",
              answer));
      return this;
    }

    Sent signer(String name) {
      signer = new SignerNamed(new CellRef("Số liệu", "G40"), name);
      return this;
    }

    /** Holds a row: says why and leaves it out. */
    Sent hold(String atom, String found) {
      held.add(atom);
      outcome = Outcome.ACCEPTED_WITH_HELD_ROWS;
      say("F020", Severity.HOLD, atom, found);
      return this;
    }

    private void say(String code, Severity severity, @Nullable String atom, String found) {
      findings.add(
          new Said(
              code,
              severity,
              true,
              "Số không hợp lệ",
              atom == null
                  ? Place.FILE
                  : Place.cell(cell(atom, "F"), atom, "Chỉ tiêu " + atom)
                      .with(cell(atom, "J"), new CellRef("Tổ dân phố!", "C9")),
              found,
              "số không âm",
              "Ô F6: đang ghi “" + found + "”.",
              "Gõ lại số " + found + ".",
              "12",
              ""));
    }

    /** Drops it and has it judged by that run. */
    Judged judge(Run run) {
      Judged j = judged(run);
      warehouse.record(List.of(j), run);
      return j;
    }

    Judged judged(Run run) {
      Submission s =
          new Submission(
              locality,
              Integer.parseInt(period.substring(0, 4)),
              unit,
              period,
              planVersion,
              true,
              values,
              areas,
              tasks,
              difficulties,
              questions,
              signer);
      String content = bytes == null ? locality + unit + period + version + values : bytes;
      String sha = Receipt.hash16(content) + "0".repeat(48);
      String name = period + "_" + unit + "-" + version + ".xlsx";
      LocalDateTime modified = run.asOf().atTime(15, 0);
      int read = (int) values.stream().filter(v -> !v.isBlank()).count();
      int kept = outcome.isAccepted() ? read - heldValues() : 0;
      boolean isRead = outcome != Outcome.UNREADABLE;
      return new Judged(
          new Receipt(
              Receipt.idOf(locality, unit, name, sha, 100, modified),
              locality,
              unit,
              name,
              sha,
              100,
              modified,
              run.asOf(),
              run.startedAt(),
              run.runId()),
          outcome,
          isRead ? s : null,
          isRead ? period : null,
          version,
          forObligation,
          new Verdict(findings, held, outcome == Outcome.REFUSED),
          read,
          kept,
          outcome.isAccepted() ? heldValues() : 0);
    }

    private int heldValues() {
      return (int)
          values.stream().filter(v -> !v.isBlank() && held.contains(v.measureCode())).count();
    }
  }

  private static CellRef cell(String atom, String column) {
    return new CellRef("Số liệu", column + (6 + Math.floorMod(atom.hashCode(), 40)));
  }

  private static Figure figure(String measure, String column, String value) {
    return new Figure(cell(measure, column), value, new BigDecimal(value));
  }

  /** Every cell of a query's rows as text, {@code a|b|null}. */
  List<String> ask(String sql) {
    try (Connection c = dataSource.getConnection()) {
      return ask(c, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static List<String> ask(Connection connection, String sql) {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (r.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          Object value = r.getObject(i);
          row.append(i == 1 ? "" : "|")
              .append(
                  value instanceof BigDecimal d
                      ? d.stripTrailingZeros().toPlainString()
                      : String.valueOf(value));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
