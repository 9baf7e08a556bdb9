package vn.chitieu.sheet;

/**
 * One cell as the workbook holds it, before anybody interprets it.
 *
 * @param at where it stands
 * @param kind what the workbook says it is
 * @param raw the text: for NUMBER the stored digits, for DATE an ISO date (yyyy-MM-dd), for BOOLEAN
 *     {@code true} or {@code false}, for ERROR the error as Excel shows it ({@code #REF!}), for
 *     TEXT the text itself; empty only for UNCALCULATED
 * @param numberFormat the cell's number format ({@code General} when it has none)
 * @param isFormula whether a formula stands in the cell ({@code raw} is then its stored result)
 * @param legacyFont of TEXT: the cell's font when it is one from before Unicode ({@code .VnTime},
 *     {@code VNI-Times}); else empty
 */
public record DraftCell(
    CellRef at, Kind kind, String raw, String numberFormat, boolean isFormula, String legacyFont) {

  public DraftCell(CellRef at, Kind kind, String raw, String numberFormat, boolean isFormula) {
    this(at, kind, raw, numberFormat, isFormula, "");
  }

  /** What the workbook says a cell is. UNCALCULATED: a formula without a stored result. */
  public enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN,
    DATE,
    ERROR,
    UNCALCULATED
  }

  /** Whether the number is displayed as a percentage, so that 0.985 means 98,5 %. */
  public boolean isPercent() {
    return kind == Kind.NUMBER && numberFormat.contains("%");
  }
}
