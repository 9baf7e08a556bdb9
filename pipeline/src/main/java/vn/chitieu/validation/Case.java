package vn.chitieu.validation;

import java.time.LocalDate;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.sheet.Draft;
import vn.chitieu.submission.Submission;

/**
 * A decoded form with everything a rule may look at.
 *
 * @param draft for the addresses of blank cells
 * @param history what the unit has said before this file
 * @param asOf the last day whose drops count
 */
public record Case(
    Draft draft,
    Submission submission,
    Plan plan,
    Period period,
    History history,
    LocalDate asOf) {}
