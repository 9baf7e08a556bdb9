package vn.chitieu.submission;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One workbook's content in typed form. What it says about itself (locality, unit, period, plan) is
 * a claim until the structure rules have checked it against the folder and the plan.
 *
 * @param signer null when the form has no place for the unit's head
 */
public record Submission(
    String localityCode,
    int year,
    String unitCode,
    String periodCode,
    String planVersion,
    boolean isIllustrative,
    List<ReportedValue> values,
    List<AreaValue> areaValues,
    List<TaskReport> tasks,
    List<DifficultyReport> difficulties,
    List<QuestionReport> questions,
    @Nullable SignerNamed signer) {
  public Submission {
    values = List.copyOf(values);
    areaValues = List.copyOf(areaValues);
    tasks = List.copyOf(tasks);
    difficulties = List.copyOf(difficulties);
    questions = List.copyOf(questions);
  }

  /** Of a form without questions and without a place for the unit's head. */
  public Submission(
      String localityCode,
      int year,
      String unitCode,
      String periodCode,
      String planVersion,
      boolean isIllustrative,
      List<ReportedValue> values,
      List<AreaValue> areaValues,
      List<TaskReport> tasks,
      List<DifficultyReport> difficulties) {
    this(
        localityCode,
        year,
        unitCode,
        periodCode,
        planVersion,
        isIllustrative,
        values,
        areaValues,
        tasks,
        difficulties,
        List.of(),
        null);
  }

  public Optional<ReportedValue> findValue(String measureCode) {
    return values.stream().filter(v -> v.measureCode().equals(measureCode)).findFirst();
  }
}
