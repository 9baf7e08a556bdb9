package vn.chitieu.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Judged;

/**
 * For each kind of finding a workbook that has just that fault, and good workbooks that have none.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryFindingTest {
  @TempDir Path dir;

  private static List<Class<?>> kinds() {
    return Arrays.stream(Finding.class.getPermittedSubclasses()).toList();
  }

  @Test
  void every_kind_of_finding_has_a_faulty_workbook() throws Exception {
    Faults faults = new Faults(dir);
    List<Class<?>> shown = new ArrayList<>(faults.forms.keySet());
    shown.addAll(faults.plans.keySet());
    assertThat(shown)
        .as("each record of Finding needs a workbook in Faults that raises it alone")
        .containsExactlyInAnyOrderElementsOf(kinds());
  }

  @TestFactory
  Stream<DynamicTest> a_faulty_form_raises_its_finding_alone() throws Exception {
    Faults faults = new Faults(dir);
    return faults.forms.entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getKey().getSimpleName(),
                    () -> {
                      Path file = faults.write(e.getKey().getSimpleName(), e.getValue().make());
                      Judged judged =
                          faults.judge(
                              file,
                              e.getValue().folder(),
                              e.getValue().history(),
                              e.getValue().asOf());
                      FindingCatalog.Entry entry = FindingCatalog.standard().get(e.getKey());
                      assertThat(judged.verdict().findings())
                          .extracting(Said::code)
                          .containsExactly(entry.code());
                      assertThat(judged.valuesRead())
                          .isEqualTo(judged.valuesStored() + judged.valuesHeld());
                      assertThat(judged.outcome().isAccepted())
                          .isEqualTo(
                              entry.severity() != Severity.REFUSE
                                  && judged.outcome() != Outcome.DUPLICATE);
                      assertThat(judged.verdict().heldAtoms().isEmpty())
                          .isEqualTo(entry.severity() != Severity.HOLD);
                    }));
  }

  private Said said(Faults faults, Class<? extends Finding> kind) throws Exception {
    Faults.Form form = faults.forms.get(kind);
    Path file = faults.write(kind.getSimpleName(), form.make());
    return faults
        .judge(file, form.folder(), form.history(), form.asOf())
        .verdict()
        .findings()
        .getFirst();
  }

  @Test
  void a_fault_between_cells_names_them_all_and_a_question_names_where_to_answer()
      throws Exception {
    Faults faults = new Faults(dir);
    Said rate = said(faults, Finding.NumeratorExceedsDenominator.class);
    CellRef numerator = Objects.requireNonNull(rate.place().at());
    CellRef denominator = new CellRef("Số liệu", numerator.column() + (numerator.row() + 1));
    assertThat(rate.place().also()).containsExactly(denominator);
    assertThat(rate.message()).contains("(ô " + denominator.address() + ")");

    Said total = said(faults, Finding.AreaTotalMismatch.class);
    int areas = faults.judgePlan(Faults.PLAN).plan().orElseThrow().areas().size();
    assertThat(total.place().also()).hasSize(areas);
    assertThat(total.message()).contains("(trang “Tổ dân phố”, ô ");

    Said event = said(faults, Finding.EventWithoutExplanation.class);
    CellRef broken = Objects.requireNonNull(event.place().at());
    assertThat(event.place().also())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.row()).isEqualTo(broken.row());
              assertThat(event.remedy()).contains("ô " + c.address() + " (Giải trình)");
            });

    // a rate has one cell for it, beside its numerator
    Said fixed = said(faults, Finding.FixedDenominatorChanged.class);
    int denominatorRow = Objects.requireNonNull(fixed.place().at()).row();
    assertThat(fixed.place().also()).extracting(CellRef::row).containsExactly(denominatorRow - 1);

    Said late = said(faults, Finding.PostponedWithoutReason.class);
    assertThat(late.remedy()).matches("Ghi lý do ở ô [A-Z]+\\d+ \\(Lý do\\)\\.");
  }

  @TestFactory
  Stream<DynamicTest> a_faulty_plan_raises_its_finding_alone() throws Exception {
    Faults faults = new Faults(dir);
    return faults.plans.entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getKey().getSimpleName(),
                    () -> {
                      Path file = faults.write(e.getKey().getSimpleName(), e.getValue());
                      Desk.Judgement judged = faults.judgePlan(file);
                      FindingCatalog.Entry entry = FindingCatalog.standard().get(e.getKey());
                      assertThat(judged.verdict().findings())
                          .extracting(Said::code)
                          .containsExactly(entry.code());
                      assertThat(judged.plan().isPresent())
                          .isEqualTo(entry.severity() != Severity.REFUSE);
                      assertThat(judged.verdict().findings().getFirst().place().at()).isNotNull();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> a_good_form_raises_nothing() throws Exception {
    Faults faults = new Faults(dir);
    return Stream.of("kthtdt", "ttpvhcc", "ban-qlda")
        .map(
            unit ->
                dynamicTest(
                    unit,
                    () -> {
                      Judged judged = faults.judge(Faults.base(unit), unit, History.EMPTY);
                      assertThat(judged.verdict().findings()).isEmpty();
                      assertThat(judged.outcome()).isEqualTo(Outcome.ACCEPTED);
                    }));
  }

  @Test
  void the_plan_of_the_ward_is_accepted_without_a_word() throws Exception {
    Desk.Judgement judged = new Faults(dir).judgePlan(Faults.PLAN);
    assertThat(judged.verdict().findings()).isEmpty();
    assertThat(judged.plan()).isPresent();
    assertThat(judged.plan().orElseThrow().measures()).hasSize(26);
  }
}
