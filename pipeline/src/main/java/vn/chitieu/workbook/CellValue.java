package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.DraftCell.Kind;

/**
 * What a stored value says. Every reader asks here, so that the same bytes of a cell are the same
 * words whichever way they came.
 */
final class CellValue {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,3})?");
  private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
  private static final BigDecimal LARGEST = new BigDecimal(Double.MAX_VALUE);
  private static final BigDecimal SMALLEST = new BigDecimal("1E-307");
  private static final int LAST_DAY_1904 = 2_957_003;
  private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);

  private CellValue() {}

  /** A text; null when nothing can be seen in it. */
  static @Nullable DraftCell text(CellRef at, String text, CellStyle style, boolean isFormula) {
    return Phrases.isBlank(text)
        ? null
        : new DraftCell(at, Kind.TEXT, text, style.format(), isFormula, style.font());
  }

  static DraftCell error(CellRef at, String stored, CellStyle style, boolean isFormula) {
    return new DraftCell(at, Kind.ERROR, Phrases.shorten(stored), style.format(), isFormula);
  }

  static @Nullable DraftCell truth(CellRef at, String stored, CellStyle style, boolean isFormula) {
    return stored.isEmpty()
        ? withoutResult(at, style, isFormula)
        : new DraftCell(
            at,
            Kind.BOOLEAN,
            Boolean.toString(BookReader.isTrue(stored)),
            style.format(),
            isFormula);
  }

  /** What a cell without a stored value is: nothing, or a formula that was never calculated. */
  static @Nullable DraftCell withoutResult(CellRef at, CellStyle style, boolean isFormula) {
    return isFormula ? new DraftCell(at, Kind.UNCALCULATED, "", style.format(), true) : null;
  }

  /**
   * A stored number as Excel shows it: fifteen digits, a day where the format shows one.
   *
   * @throws Fault when it is no number that Excel can hold
   */
  static @Nullable DraftCell number(
      CellRef at, String stored, CellStyle style, boolean isFormula, boolean is1904) {
    if (stored.isEmpty()) {
      return withoutResult(at, style, isFormula);
    }
    if (!NUMBER.matcher(stored).matches()) {
      throw Fault.broken("ô " + at);
    }
    return number(at, new BigDecimal(stored), style, isFormula, is1904);
  }

  static DraftCell number(
      CellRef at, BigDecimal stored, CellStyle style, boolean isFormula, boolean is1904) {
    if (stored.abs().compareTo(LARGEST) > 0) {
      throw Fault.broken("ô " + at);
    }
    BigDecimal n =
        stored.abs().compareTo(SMALLEST) < 0
            ? BigDecimal.ZERO
            : stored.round(SHOWN).stripTrailingZeros();
    if (NumberFormats.showsDay(style.format())) {
      LocalDate day = dayOf(n, is1904);
      if (day != null) {
        return new DraftCell(at, Kind.DATE, day.toString(), style.format(), isFormula);
      }
    }
    return new DraftCell(at, Kind.NUMBER, n.toPlainString(), style.format(), isFormula);
  }

  /**
   * The day a serial number shows. Day 60 of the 1900 system is a 29 February that never was; it
   * and what lies outside Excel's calendar are no days.
   */
  private static @Nullable LocalDate dayOf(BigDecimal n, boolean is1904) {
    if (n.signum() < 0 || n.compareTo(LAST_DAY) >= 0) {
      return null;
    }
    int serial = n.intValue();
    if (is1904) {
      if (serial > LAST_DAY_1904) {
        return null;
      }
      return LocalDate.of(1904, 1, 1).plusDays(serial);
    }
    if (serial == 0 || serial == 60) {
      return null;
    }
    return LocalDate.of(1899, 12, serial < 60 ? 31 : 30).plusDays(serial);
  }

  /** A day stored as ISO text; what is none stays the text it is. */
  static @Nullable DraftCell day(CellRef at, String stored, CellStyle style, boolean isFormula) {
    if (stored.isEmpty()) {
      return withoutResult(at, style, isFormula);
    }
    if (ISO_DAY.matcher(stored).matches()) {
      try {
        String day = LocalDate.parse(stored.substring(0, 10)).toString();
        return new DraftCell(at, Kind.DATE, day, style.format(), isFormula);
      } catch (DateTimeParseException e) {
        return text(at, Phrases.nfc(stored), style, isFormula);
      }
    }
    return text(at, Phrases.nfc(stored), style, isFormula);
  }
}
