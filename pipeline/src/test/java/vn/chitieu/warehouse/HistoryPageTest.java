package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;

/** The queries of docs/history.md give what stands below them, on the sample. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HistoryPageTest {
  private static final Pattern QUERY =
      Pattern.compile("```sql\\n([^`]*)```\\n\\n\\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)");

  @Test
  void each_query_of_the_page_gives_the_rows_below_it() throws Exception {
    String page = Files.readString(ReleaseFixture.repo().resolve("pipeline/docs/history.md"));
    List<MatchResult> queries = QUERY.matcher(page).results().toList();
    assertThat(queries).hasSize(3);
    try (Connection c = Release.connect(ReleaseFixture.publishedSample())) {
      for (MatchResult q : queries) {
        assertThat(House.ask(c, q.group(1)).stream().map(r -> "| " + r.replace("|", " | ") + " |"))
            .as(q.group(1))
            .containsExactlyElementsOf(q.group(2).lines().toList());
      }
    }
  }
}
