package vn.chitieu.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingCatalogTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> OF_THE_PLACE =
      Set.of("cell", "sheet", "label", "also", "explain");
  private final Collection<FindingCatalog.Entry> entries = FindingCatalog.standard().list();

  @Test
  void every_record_has_one_entry_and_every_entry_one_record() {
    assertThat(entries)
        .extracting(FindingCatalog.Entry::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Finding.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void of_two_readings_both_are_offered_and_none_is_suggested() {
    Said s =
        FindingCatalog.standard()
            .say(new Finding.AmbiguousNumber(Place.FILE, "31.020", "31020", "31,02"));
    assertThat(s.example()).isEqualTo("31020 hoặc 31,02");
    assertThat(s.suggestion()).isEmpty();
  }

  @Test
  void no_code_is_used_twice() {
    assertThat(entries).extracting(FindingCatalog.Entry::code).doesNotHaveDuplicates();
  }

  @Test
  void what_is_wrong_and_what_is_right_are_two_examples() {
    assertThat(entries).allSatisfy(e -> assertThat(e.wrong()).isNotEqualTo(e.example()));
  }

  @Test
  void placeholders_are_components_of_the_record_or_of_its_place() {
    for (FindingCatalog.Entry e : entries) {
      Set<String> known = new TreeSet<>(OF_THE_PLACE);
      known.addAll(components(e.name()));
      for (String wording : wordings(e)) {
        Matcher m = PLACEHOLDER.matcher(wording);
        while (m.find()) {
          assertThat(known).as(e.name() + ": " + wording).contains(m.group(1));
        }
      }
    }
  }

  @Test
  void every_component_is_told() {
    for (FindingCatalog.Entry e : entries) {
      String all = String.join(" ", wordings(e));
      assertThat(components(e.name())).as(e.name()).allMatch(c -> all.contains("{" + c + "}"));
    }
  }

  @Test
  void a_message_is_at_most_two_sentences_and_in_composed_letters() {
    for (FindingCatalog.Entry e : entries) {
      assertThat(e.message().split("[.!?]\\s+(?=\\p{Lu})"))
          .as(e.name())
          .hasSizeLessThanOrEqualTo(2);
      assertThat(Normalizer.isNormalized(e.message() + e.remedy(), Normalizer.Form.NFC)).isTrue();
    }
  }

  @Test
  void the_page_of_findings_is_made_from_the_catalogue() throws Exception {
    Path page = ReleaseFixture.repo().resolve("pipeline/docs/findings.md");
    String made = FindingsPage.of(entries);
    if (System.getProperty("chitieu.write") != null) {
      Files.writeString(page, made);
    }
    assertThat(Files.readString(page))
        .as("pipeline/docs/findings.md is generated: run this test with -Dchitieu.write=1")
        .isEqualTo(made);
  }

  private static Set<String> components(String name) {
    return Arrays.stream(Finding.class.getPermittedSubclasses())
        .filter(c -> c.getSimpleName().equals(name))
        .flatMap(c -> Arrays.stream(c.getRecordComponents()))
        .filter(c -> c.getType() == String.class)
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static String[] wordings(FindingCatalog.Entry e) {
    return new String[] {
      e.found(), e.expected(), e.message(), e.remedy(), e.suggestion(), e.example()
    };
  }

  /** The catalogue as a page. */
  private static final class FindingsPage {
    static String of(Collection<FindingCatalog.Entry> entries) {
      StringBuilder s =
          new StringBuilder(
              "# Findings\n\nGenerated from `findings.yaml`; the words are what a unit reads.\n"
                  + "`refuse` the file · `hold` the row · `ask` for a reason · `note`.\n\n"
                  + "| code | record | weight | title | message | remedy | right | wrong |\n"
                  + "|---|---|---|---|---|---|---|---|\n");
      for (FindingCatalog.Entry e : entries) {
        s.append("| ")
            .append(
                String.join(
                    " | ",
                    e.code(),
                    e.name(),
                    e.severity().code() + (e.isFirm() ? "" : " (trial)"),
                    e.title(),
                    e.message().replace("|", "\\|"),
                    e.remedy().replace("|", "\\|"),
                    e.example(),
                    e.wrong()))
            .append(" |\n");
      }
      return s.toString();
    }
  }
}
