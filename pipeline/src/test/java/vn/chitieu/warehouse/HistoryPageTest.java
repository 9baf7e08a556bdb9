package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.intake.Archive;

/** The queries of docs/history.md give what stands below them, on the sample. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HistoryPageTest {
  private static final Pattern QUERY =
      Pattern.compile("```sql\\n([^`]*)```\\n\\n\\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)");

  @Test
  void each_query_of_the_page_gives_the_rows_below_it() throws Exception {
    String page = Files.readString(ReleaseFixture.repo().resolve("pipeline/docs/history.md"));
    List<MatchResult> queries = QUERY.matcher(page).results().toList();
    assertThat(queries).hasSize(4);
    try (Connection c = Release.connect(ReleaseFixture.publishedSample())) {
      for (MatchResult q : queries) {
        assertThat(House.ask(c, q.group(1)).stream().map(r -> "| " + r.replace("|", " | ") + " |"))
            .as(q.group(1))
            .containsExactlyElementsOf(q.group(2).lines().toList());
      }
    }
  }

  @Test
  void a_figure_of_the_board_is_followed_to_the_cell_of_the_archived_bytes() throws Exception {
    String key = " where measure_code = '04a' and period_code = '2026-08'";
    String[] shown;
    try (Connection c = Release.connect(ReleaseFixture.publishedSample())) {
      String cell = "source_sha256, source_sheet, source_cell, submission_id";
      String row =
          House.ask(c, "select value, " + cell + " from mart.rpt_scorecard" + key).getFirst();
      shown = row.split("\\|");
      assertThat(
              House.ask(
                  c,
                  "select value, "
                      + cell
                      + " from mart.fct_measure_value"
                      + key
                      + " and is_authoritative"))
          .containsExactly(row);
    }
    try (Connection ledger = Release.connect(ReleaseFixture.sampleHome().warehouse())) {
      assertThat(
              House.ask(
                  ledger,
                  "select v.reported, r.sha256, v.sheet, v.cell from ledger.reported_value as v"
                      + " inner join ledger.judgement as j using (submission_id)"
                      + " inner join ledger.receipt as r using (receipt_id)"
                      + " where v.measure_code = '04a' and v.submission_id = '"
                      + shown[4]
                      + "'"))
          .containsExactly(String.join("|", List.of(shown).subList(0, 4)));
    }
    Path bytes = new Archive(ReleaseFixture.sampleHome()).get(shown[1]);
    assertThat(Archive.hash(bytes)).isEqualTo(shown[1]);
    try (Workbook book = WorkbookFactory.create(bytes.toFile(), null, true)) {
      CellReference at = new CellReference(shown[3]);
      assertThat(
              book.getSheet(shown[2])
                  .getRow(at.getRow())
                  .getCell(at.getCol())
                  .getNumericCellValue())
          .isEqualTo(Double.parseDouble(shown[0]));
    }
  }
}
