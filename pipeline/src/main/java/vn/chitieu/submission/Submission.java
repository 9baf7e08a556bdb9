package vn.chitieu.submission;

import java.util.List;
import java.util.Optional;

/**
 * One workbook's content in typed form. What it says about itself (locality, unit, period, plan) is
 * a claim until the structure rules have checked it against the folder and the plan.
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
    List<DifficultyReport> difficulties) {
  public Submission {
    values = List.copyOf(values);
    areaValues = List.copyOf(areaValues);
    tasks = List.copyOf(tasks);
    difficulties = List.copyOf(difficulties);
  }

  public Optional<ReportedValue> findValue(String measureCode) {
    return values.stream().filter(v -> v.measureCode().equals(measureCode)).findFirst();
  }
}
