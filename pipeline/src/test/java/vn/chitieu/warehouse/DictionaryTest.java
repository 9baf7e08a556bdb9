package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.ReleaseFixture;

/** Whoever meets a column of a release can read what it means. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DictionaryTest {
  private static final SqlTree SQL = SqlTree.standard();
  private static final Dictionary DICTIONARY = new Dictionary(SQL);

  @TempDir private static Path dir;

  /** A real release's columns: relation → column → its type and what it says of itself. */
  private static final Map<String, Map<String, Described>> COLUMNS = new LinkedHashMap<>();

  private static final Map<String, String> RELATIONS = new LinkedHashMap<>();

  private record Described(String type, String comment) {}

  @BeforeAll
  static void publish() throws Exception {
    try (House house = new House(dir)) {
      Run run = house.night("2026-01-16");
      house.plan(WarehousePlans.FIRST, run);
      Publication.Published p =
          (Publication.Published) house.warehouse.publish(run, house.releases);
      try (Connection c = Release.connect(p.dir().resolve(Release.FILE))) {
        for (String row :
            House.ask(
                c,
                "select table_name, column_name, data_type, comment from duckdb_columns()"
                    + " where schema_name = 'mart' order by table_name, column_index")) {
          String[] cells = row.split("\\|", 4);
          COLUMNS
              .computeIfAbsent(cells[0], r -> new LinkedHashMap<>())
              .put(cells[1], new Described(cells[2], cells[3]));
        }
        for (String row :
            House.ask(
                c,
                "select table_name, comment from duckdb_tables() where schema_name = 'mart'"
                    + " union all select view_name, comment from duckdb_views()"
                    + " where schema_name = 'mart'")) {
          String[] cells = row.split("\\|", 2);
          RELATIONS.put(cells[0], cells[1]);
        }
      }
    }
  }

  private static List<SqlTree.Script> relations() {
    return Stream.concat(SQL.marts().stream(), SQL.views().stream()).toList();
  }

  private static Set<String> columnsOf(String relation) {
    return COLUMNS.get(relation).keySet();
  }

  @Test
  void every_relation_says_its_grain_and_what_it_is_for() {
    for (SqlTree.Script s : relations()) {
      Dictionary.Relation r = DICTIONARY.relation(s.name());
      assertThat(r.grain()).as(s.name()).startsWith("one row");
      assertThat(r.words()).as(s.name()).isNotBlank();
    }
  }

  @Test
  void every_column_is_described() {
    List<String> silent = new ArrayList<>();
    for (SqlTree.Script s : relations()) {
      for (String column : columnsOf(s.name())) {
        if (DICTIONARY.findColumn(s.name(), column).isEmpty()) {
          silent.add(s.name() + "." + column);
        }
      }
    }
    assertThat(silent)
        .as("describe it in sql/columns.txt, or under “-- columns:” in the mart's own file")
        .isEmpty();
  }

  @Test
  void nothing_is_described_that_is_not_there() {
    Set<String> used = new TreeSet<>();
    for (SqlTree.Script s : relations()) {
      Map<String, Dictionary.Column> own = DICTIONARY.relation(s.name()).own();
      assertThat(columnsOf(s.name())).as(s.name()).containsAll(own.keySet());
      own.forEach(
          (name, column) ->
              assertThat(column)
                  .as(s.name() + "." + name + " says what sql/columns.txt says")
                  .isNotEqualTo(DICTIONARY.common().get(name)));
      columnsOf(s.name()).stream().filter(c -> !own.containsKey(c)).forEach(used::add);
    }
    assertThat(used).as("sql/columns.txt").containsAll(DICTIONARY.common().keySet());
  }

  @Test
  void a_release_carries_its_dictionary() {
    for (SqlTree.Script s : relations()) {
      assertThat(RELATIONS.get(s.name())).isEqualTo(DICTIONARY.relation(s.name()).line());
      COLUMNS
          .get(s.name())
          .forEach(
              (column, d) ->
                  assertThat(d.comment())
                      .as(s.name() + "." + column)
                      .isEqualTo(DICTIONARY.findColumn(s.name(), column).orElseThrow().line()));
    }
  }

  @Test
  void the_page_of_the_dictionary_is_made_from_the_SQL() throws Exception {
    Path page = ReleaseFixture.repo().resolve("pipeline/docs/data-dictionary.md");
    String made = page();
    if (System.getProperty("chitieu.write") != null) {
      Files.writeString(page, made);
    }
    assertThat(Files.readString(page))
        .as("pipeline/docs/data-dictionary.md is generated: run this test with -Dchitieu.write=1")
        .isEqualTo(made);
  }

  private static String page() {
    StringBuilder s =
        new StringBuilder(
            """
            # Data dictionary

            What stands in a release, schema `mart`: each relation with its grain, each column with its unit.
            Generated from the heads of `sql/marts` and `sql/views` and from `sql/columns.txt`; the same words are in
            the file itself (`select table_name, column_name, comment from duckdb_columns()`).
            Schema `mart_public` has the same relations without restricted rows and without what people wrote in
            their own words. A unit of “đơn vị tính” is the measure's own, as printed; 1 = 100 % marks a fraction.

            Where the rows come from, drawn from the SQL itself (● read directly, ○ by way of another relation):

            ![Which relation reads what, down to the sheets of the workbooks](pictures/lineage.svg)

            The way of four columns of the scorecard, from the cell:

            ![target, value, expected_value and status_code of rpt_scorecard](pictures/lineage-scorecard.svg)

            """);
    for (SqlTree.Script r : relations()) {
      s.append("- [").append(r.name()).append("](#").append(r.name()).append(")\n");
    }
    for (SqlTree.Script r : relations()) {
      Dictionary.Relation relation = DICTIONARY.relation(r.name());
      s.append("\n## ")
          .append(r.name())
          .append("\n\nGrain: ")
          .append(escape(relation.grain()))
          .append(".\n")
          .append(escape(relation.words()))
          .append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
      COLUMNS
          .get(r.name())
          .forEach(
              (name, d) -> {
                Dictionary.Column c =
                    DICTIONARY
                        .findColumn(r.name(), name)
                        .orElse(new Dictionary.Column("", "not described"));
                s.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(d.type().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(escape(c.unit()))
                    .append(" | ")
                    .append(escape(c.words()))
                    .append(" |\n");
              });
    }
    return s.toString();
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
