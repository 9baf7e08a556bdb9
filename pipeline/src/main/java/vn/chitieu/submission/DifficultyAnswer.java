package vn.chitieu.submission;

import java.time.LocalDate;

/**
 * What the office answered to a difficulty.
 *
 * @param periodCode the period in which the unit raised it last
 * @param number its row there
 * @param isClosed nothing more is to be done about it
 */
public record DifficultyAnswer(
    String periodCode,
    int number,
    String what,
    String answer,
    String answeredBy,
    LocalDate answeredOn,
    boolean isClosed) {}
