package vn.chitieu.warehouse;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One run of the program; its clock is the only clock the warehouse knows.
 *
 * @param runId names it everywhere, also the release it may publish
 * @param asOf the last day whose drops count
 * @param startedAt local wall time; every row it records carries it
 */
public record Run(String runId, LocalDate asOf, LocalDateTime startedAt) {}
