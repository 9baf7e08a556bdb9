package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.cli.Verbs;
import vn.chitieu.finding.Outcome;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.warehouse.Release;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/** The sample year judged again under a plan workbook that nobody has put in force. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsalTest {
  private static final Path PLAN =
      ReleaseFixture.repo()
          .resolve("sample-input/nights/2026-07-20/thuy-nguyen/van-phong/thuy-nguyen-2026.xlsx");

  private Home home;
  @TempDir Path dir;

  @BeforeAll
  void the_sample_year_has_been_played() {
    home = ReleaseFixture.sampleHome();
  }

  private Rehearsal.Result rehearse(Path planFile) throws Exception {
    Plan plan =
        PlanReader.read(
                ((Reading.Form) Workbooks.read(planFile)).draft(),
                "thuy-nguyen",
                Archive.hash(planFile),
                Optional.empty())
            .plan()
            .orElseThrow();
    try (Release release = Release.open(home.releases()).orElseThrow()) {
      return Rehearsal.replay(release, plan, new Archive(home));
    }
  }

  /** The office weighs one finding differently. */
  private Path weighing(String code, String severity) throws Exception {
    return changed(
        book -> {
          XSSFSheet weights = book.getSheet("Mức độ");
          Row row = weights.getRow(5) == null ? weights.createRow(5) : weights.getRow(5);
          row.createCell(0).setCellValue(code);
          row.createCell(1).setCellValue(severity);
          row.createCell(2).setCellValue("áp dụng");
        });
  }

  /** The office draws a limit differently. */
  private Path limiting(String code, double value) throws Exception {
    return changed(
        book -> {
          for (Row row : book.getSheet("Ngưỡng")) {
            if (row.getCell(0) != null && row.getCell(0).toString().equals(code)) {
              row.getCell(1).setCellValue(value);
            }
          }
        });
  }

  private Path changed(Consumer<XSSFWorkbook> change) throws Exception {
    Path changed = dir.resolve("ke-hoach.xlsx");
    try (InputStream in = Files.newInputStream(PLAN);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      change.accept(book);
      try (OutputStream out = Files.newOutputStream(changed)) {
        book.write(out);
      }
    }
    return changed;
  }

  @Test
  void nothing_would_be_other_than_it_was_when_no_rule_changes() throws Exception {
    Rehearsal.Result result = rehearse(PLAN);
    assertThat(result.changes()).isEmpty();
    assertThat(result.replayed()).isGreaterThan(100);
    assertThat(result.unavailable()).isZero();
  }

  @Test
  void a_finding_that_weighs_more_shows_whose_month_would_have_been_held() throws Exception {
    Rehearsal.Result result = rehearse(weighing("C004", "giữ lại dòng"));
    assertThat(result.changes()).isNotEmpty();
    assertThat(result.changes())
        .allSatisfy(
            c -> {
              assertThat(c.was()).isEqualTo(Outcome.ACCEPTED);
              assertThat(c.wouldBe()).isEqualTo(Outcome.ACCEPTED_WITH_HELD_ROWS);
              assertThat(c.added()).anyMatch(f -> f.code().equals("C004"));
            });
  }

  @Test
  void a_limit_drawn_tighter_shows_whom_it_would_have_asked() throws Exception {
    Rehearsal.Result result = rehearse(limiting("stock_jump_share", 0.00001));
    assertThat(result.changes()).isNotEmpty();
    assertThat(result.changes())
        .allSatisfy(
            c -> {
              assertThat(c.wouldBe()).isEqualTo(c.was());
              assertThat(c.added()).allMatch(f -> f.code().startsWith("H")).isNotEmpty();
              assertThat(c.gone()).isEmpty();
            });
  }

  @Test
  void a_rehearsal_writes_nothing_and_says_so() throws Exception {
    byte[] before = Files.readAllBytes(home.releases().resolve("current/warehouse.duckdb"));
    int runs = home.runs().toFile().list().length;
    int code =
        Verbs.run(
            new String[] {
              "rehearse",
              "--home",
              home.root().toString(),
              "--plan",
              weighing("C004", "giữ lại dòng").toString()
            });
    assertThat(code).isZero();
    assertThat(home.runs().toFile().list()).hasSize(runs);
    assertThat(Files.readAllBytes(home.releases().resolve("current/warehouse.duckdb")))
        .isEqualTo(before);
  }

  @Test
  void a_plan_that_is_none_is_no_rehearsal() throws Exception {
    Path none = Files.writeString(dir.resolve("x.xlsx"), "không phải sổ kế hoạch");
    assertThat(
            Verbs.run(
                new String[] {
                  "rehearse", "--home", home.root().toString(), "--plan", none.toString()
                }))
        .isEqualTo(2);
  }
}
