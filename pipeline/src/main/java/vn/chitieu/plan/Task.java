package vn.chitieu.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A task (nhiệm vụ) of section II.
 *
 * @param code {@code II.1.1-a}
 * @param planPoint the point of the plan it cites: {@code II.1, gạch đầu dòng 1}
 * @param unitCode who leads it; illustrative, the plan names nobody
 * @param dueOn illustrative, the plan names no date
 * @param hasPercent whether the form asks for a percentage that the plan itself names
 */
public record Task(
    String code,
    String name,
    String planPoint,
    String unitCode,
    @Nullable LocalDate dueOn,
    boolean hasPercent) {}
