package vn.chitieu.submission;

import java.math.BigDecimal;
import vn.chitieu.sheet.CellRef;

/**
 * A number with where it came from.
 *
 * @param at the cell
 * @param raw what stood there, verbatim
 * @param value the number in the item's unit (98.5 for 98,5 %)
 */
public record Figure(CellRef at, String raw, BigDecimal value) {}
