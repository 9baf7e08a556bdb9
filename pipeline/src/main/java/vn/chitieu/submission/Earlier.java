package vn.chitieu.submission;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the unit has said before, as far as it may help to read a cell.
 *
 * @param sameCell item code ({@code 01a}, {@code 03/n}) → what an earlier version for the same
 *     period says there
 */
public record Earlier(Map<String, BigDecimal> sameCell) {
  /** Nothing. */
  public static final Earlier NONE = new Earlier(Map.of());

  public Earlier {
    sameCell = Map.copyOf(sameCell);
  }

  Optional<BigDecimal> find(String item) {
    return Optional.ofNullable(sameCell.get(item));
  }
}
