package vn.chitieu.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target (chỉ tiêu giao) as decided; a measure may have several, one after the other.
 *
 * @param measureCode whose target it is
 * @param kind numeric, range, maintained, milestone, pending or withdrawn
 * @param comparator {@code >= > = <= <}; empty for milestone, pending and withdrawn
 * @param comparatorIsOurs the plan says only "đạt", "giảm", "thêm": the comparator is our reading
 * @param value in the measure's printed unit; null for milestone, pending and withdrawn
 * @param high the upper bound of a range; else null
 * @param quarters what is to be reached, cumulatively, by the end of the first three quarters, in
 *     the measure's printed unit; empty where the decision gives no schedule. The fourth is {@code
 *     value}
 * @param validFrom the day it comes into force
 * @param assessedOn the day after which it can be called failed
 * @param decisionNumber the deciding document; blank where the plan leaves it blank
 * @param decisionOn its date; null where the plan leaves it blank
 * @param decisionIssuer who decided
 * @param note remarks; may be empty
 */
public record Target(
    String measureCode,
    Kind kind,
    String comparator,
    boolean comparatorIsOurs,
    @Nullable BigDecimal value,
    @Nullable BigDecimal high,
    List<BigDecimal> quarters,
    LocalDate validFrom,
    LocalDate assessedOn,
    String decisionNumber,
    @Nullable LocalDate decisionOn,
    String decisionIssuer,
    String note) {

  public enum Kind {
    NUMERIC,
    RANGE,
    MAINTAINED,
    MILESTONE,
    PENDING,
    /** A decision that takes the target back; from then on there is none. */
    WITHDRAWN
  }

  public Target {
    quarters = List.copyOf(quarters);
  }
}
