package vn.chitieu.validation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.FormIdentity;

/**
 * A form's claim about itself, set against the folder it lies in.
 *
 * @param draft carries at least one identity
 * @param localityCode the folder's locality
 * @param unitCode the folder's unit: the sender
 * @param planToday what the office says of the form's year today
 * @param plan the plan version the form names; null when there never was one
 * @param asOf the last day whose drops count
 * @param arrivedOn the day the file came: a period is locked for what comes after its last day
 */
public record Claim(
    Draft draft,
    String localityCode,
    String unitCode,
    Plan planToday,
    @Nullable Plan plan,
    LocalDate asOf,
    LocalDate arrivedOn) {

  FormIdentity identity() {
    return draft.identity().orElseThrow();
  }
}
