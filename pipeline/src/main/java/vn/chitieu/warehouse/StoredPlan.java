package vn.chitieu.warehouse;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An accepted version of a locality's plan. The plan itself is read again from the archived
 * workbook, which {@code sha256} names.
 *
 * @param version the first 8 hex digits of the hash
 * @param acceptedAt when this version was first accepted, local wall time
 * @param year the year it plans
 * @param lastDueOn the day on which the last of its reports is due
 */
public record StoredPlan(
    String locality,
    String version,
    String sha256,
    LocalDateTime acceptedAt,
    int year,
    LocalDate lastDueOn) {}
