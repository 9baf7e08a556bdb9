package vn.chitieu.submission;

import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;

/**
 * What a unit says about one measure in one tổ dân phố; belongs to the measure's atom.
 *
 * @param at the first cell
 * @param isYes for yes/no measures (08b, 08c, 08d); else null
 */
public record AreaValue(
    String measureCode,
    String areaCode,
    CellRef at,
    @Nullable Figure value,
    @Nullable Figure numerator,
    @Nullable Figure denominator,
    @Nullable Boolean isYes) {}
