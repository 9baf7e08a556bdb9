package vn.chitieu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseTest {
  /** Each room and the rooms it may know. A new arrow needs an ADR first. */
  private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("sheet", List.of());
    MAY_KNOW.put("finding", List.of("sheet"));
    MAY_KNOW.put("plan", List.of("sheet", "finding"));
    MAY_KNOW.put("submission", List.of("sheet", "finding", "plan"));
    MAY_KNOW.put("validation", List.of("sheet", "finding", "plan", "submission"));
    MAY_KNOW.put("intake", List.of());
    MAY_KNOW.put("workbook", List.of("sheet", "finding", "plan", "submission"));
    MAY_KNOW.put(
        "warehouse", List.of("sheet", "finding", "plan", "submission", "validation", "intake"));
    MAY_KNOW.put(
        "feedback",
        List.of("sheet", "finding", "plan", "validation", "intake", "workbook", "warehouse"));
    MAY_KNOW.put("report", List.of("plan", "warehouse"));
    MAY_KNOW.put(
        "jobs",
        List.of(
            "sheet",
            "finding",
            "plan",
            "submission",
            "validation",
            "intake",
            "workbook",
            "warehouse",
            "feedback",
            "report"));
    MAY_KNOW.put(
        "cli",
        List.of(
            "sheet",
            "finding",
            "plan",
            "submission",
            "validation",
            "intake",
            "workbook",
            "warehouse",
            "feedback",
            "report",
            "jobs"));
  }

  private final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("vn.chitieu");

  @Test
  void rooms_know_only_the_rooms_before_them() {
    MAY_KNOW.forEach(
        (room, known) -> {
          String[] strangers =
              MAY_KNOW.keySet().stream()
                  .filter(other -> !other.equals(room) && !known.contains(other))
                  .map(other -> "vn.chitieu." + other + "..")
                  .toArray(String[]::new);
          if (strangers.length > 0) {
            noClasses()
                .that()
                .resideInAPackage("vn.chitieu." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers)
                .check(house);
          }
        });
  }

  @Test
  void imports_form_no_circle() {
    SlicesRuleDefinition.slices()
        .matching("vn.chitieu.(*)..")
        .should()
        .beFreeOfCycles()
        .check(house);
  }

  @Test
  void every_room_is_on_the_plan() throws IOException {
    try (Stream<Path> dirs =
        Files.list(ReleaseFixture.repo().resolve("pipeline/src/main/java/vn/chitieu"))) {
      assertThat(dirs.filter(Files::isDirectory).map(d -> d.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
    }
  }

  @Test
  void spreadsheet_formats_are_known_in_one_room() {
    noClasses()
        .that()
        .resideOutsideOfPackages("vn.chitieu.workbook..", "vn.chitieu.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.poi..")
        .check(house);
  }

  @Test
  void document_formats_are_known_in_one_room() {
    only("com.deepoove..", "vn.chitieu.report..");
    only("org.apache.poi.xwpf..", "vn.chitieu.report..");
    only("org.openxmlformats..", "vn.chitieu.report..");
  }

  @Test
  void databases_are_known_in_two_places() {
    noClasses()
        .that()
        .resideOutsideOfPackage("vn.chitieu.warehouse..")
        .and()
        .doNotHaveFullyQualifiedName("vn.chitieu.jobs.Wiring")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.duckdb..", "org.h2..")
        .check(house);
  }

  @Test
  void spring_stays_in_jobs() {
    only("org.springframework..", "vn.chitieu.jobs..");
  }

  @Test
  void mail_is_sent_from_one_room() {
    only("jakarta.mail..", "vn.chitieu.jobs..");
  }

  @Test
  void only_the_run_and_its_verbs_ask_what_time_it_is() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "vn.chitieu.sheet..",
            "vn.chitieu.finding..",
            "vn.chitieu.plan..",
            "vn.chitieu.submission..",
            "vn.chitieu.validation..",
            "vn.chitieu.warehouse..",
            "vn.chitieu.feedback..",
            "vn.chitieu.report..",
            "vn.chitieu.workbook..")
        .should()
        .callMethodWhere(
            JavaCall.Predicates.target(HasName.Predicates.nameMatching("now|currentTimeMillis"))
                .and(
                    JavaCall.Predicates.target(
                        HasOwner.Predicates.With.owner(
                            HasName.Predicates.nameMatching("java\\.(time|lang)\\..*")))))
        .check(house);
  }

  @Test
  void the_pure_rooms_touch_no_file_and_no_network() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "vn.chitieu.sheet..",
            "vn.chitieu.plan..",
            "vn.chitieu.submission..",
            "vn.chitieu.validation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..")
        .check(house);
  }

  private void only(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(house);
  }

  @Test
  void records_of_findings_live_in_their_sealed_interface() {
    classes()
        .that()
        .implement(vn.chitieu.finding.Finding.class)
        .should()
        .haveNameMatching("vn\\.chitieu\\.finding\\.Finding\\$.*")
        .check(house);
  }
}
