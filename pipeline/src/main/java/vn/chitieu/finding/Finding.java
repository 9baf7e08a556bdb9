package vn.chitieu.finding;

/**
 * Everything that can be said about a workbook. A rule's name is the truth to hold, a finding's
 * name is the fault. Each record has exactly one entry in {@code findings.yaml}, whose wording uses
 * the record's components as placeholders ({@code {cell}} and {@code {label}} come from the place).
 *
 * <p>Components are texts as the unit wrote them or as it would write them: Vietnamese numbers,
 * dates as dd/MM/yyyy.
 */
public sealed interface Finding {
  /** What it is about. */
  Place place();

  // ---- the file

  /** The bytes are no Excel workbook and nothing else that has an advice of its own. */
  record NotAWorkbook(Place place, String what) implements Finding {}

  /** An Excel format that is not read ({@code .xlsb}, Excel 95); {@code what} names it. */
  record OtherExcelFormat(Place place, String what) implements Finding {}

  /** The workbook has a password. */
  record EncryptedWorkbook(Place place) implements Finding {}

  /** A workbook that is whole and yet damaged inside; {@code where} names the part. */
  record BrokenWorkbook(Place place, String where) implements Finding {}

  /** Larger than any form of ours may be. */
  record CeilingExceeded(Place place, String what, String limit) implements Finding {}

  /** No sheet carries our identity: an own table, or a form rebuilt by hand. */
  record NotOurForm(Place place) implements Finding {}

  /** Not one byte. */
  record EmptyFile(Place place) implements Finding {}

  /** The file that Excel puts beside an open workbook, not the workbook. */
  record LockFileSent(Place place) implements Finding {}

  /** Its end is missing: the copying broke off. */
  record HalfCopied(Place place) implements Finding {}

  /** A photo or a scan. */
  record PictureSent(Place place) implements Finding {}

  record PdfSent(Place place) implements Finding {}

  /** A table as plain text, {@code .csv} or other. */
  record TextSent(Place place) implements Finding {}

  /** A web page, often under the name of a workbook. */
  record WebPageSent(Place place) implements Finding {}

  /** A document of a word processor or a presentation; {@code what} names it. */
  record DocumentSent(Place place, String what) implements Finding {}

  /** A zip or another archive; {@code what} says which and what is in it. */
  record ArchiveSent(Place place, String what) implements Finding {}

  /** A spreadsheet of LibreOffice's own format, {@code .ods}. */
  record OpenDocumentSent(Place place) implements Finding {}

  /** A spreadsheet of Apple Numbers. */
  record NumbersSent(Place place) implements Finding {}

  /** The same bytes were accepted before. */
  record SameFileAgain(Place place, String firstOn, String countsNow) implements Finding {}

  // ---- identity and structure

  /** Sheets of different forms in one workbook. */
  record MixedForms(Place place, String found, String expected) implements Finding {}

  record WrongLocality(Place place, String found, String expected) implements Finding {}

  /**
   * The form of another unit: the folder says who sends. {@code own} is the file name of the
   * sender's own form.
   */
  record WrongUnit(Place place, String found, String expected, String own) implements Finding {}

  /** The plan knows no such reporting period, or the form belongs to another year. */
  record UnknownPeriod(Place place, String found, String expected) implements Finding {}

  /** The period has not ended and its forms are not yet expected. */
  record PeriodNotBegun(Place place, String found, String expected) implements Finding {}

  record OldForm(Place place, String found, String expected) implements Finding {}

  /** The form names a plan version that was never in force. */
  record UnknownPlanVersion(Place place, String found) implements Finding {}

  record SheetMissing(Place place, String sheet) implements Finding {}

  record ColumnMissing(Place place, String column) implements Finding {}

  /**
   * A row whose hidden code is gone although something is typed in it; {@code guess} asks whether
   * another row is meant, or is empty.
   */
  record RowWithoutCode(Place place, String found, String guess) implements Finding {}

  /** A row code that this unit's form does not have; {@code guess} as above. */
  record UnknownRow(Place place, String found, String guess) implements Finding {}

  record RowRepeated(Place place, String other) implements Finding {}

  /** The form comes from a later version of this program. */
  record NewerForm(Place place, String found, String expected) implements Finding {}

  /** A form of an older minor version: read all the same. */
  record OlderMinorForm(Place place, String found, String expected) implements Finding {}

  /** The same sheet twice, with the same content. */
  record SheetRepeated(Place place, String other) implements Finding {}

  /** The same sheet twice, and the two differ. */
  record SheetsDiffer(Place place, String other, String difference) implements Finding {}

  /** A sheet of ours whose hidden first row is gone. */
  record SheetWithoutIdentity(Place place) implements Finding {}

  /** A row's code and its label belong to different rows: the codes were sorted or typed over. */
  record RowLabelMismatch(Place place, String found, String expected) implements Finding {}

  /** A row of the form that must be filled is gone: there is no cell to fill. */
  record RowMissing(Place place) implements Finding {}

  /** The office has locked the period; {@code reopening} says of one that has expired. */
  record PeriodLocked(Place place, String found, String lockedOn, String reopening)
      implements Finding {}

  /** The office had reopened the locked period. */
  record AcceptedUnderReopening(Place place, String found, String by, String reason, String until)
      implements Finding {}

  /** A form sent as it was handed out: nothing of what is asked has been typed. */
  record NothingFilledIn(Place place) implements Finding {}

  /** Nothing has been typed, and rows to type it in are gone. */
  record NoRowToFillIn(Place place, String missing) implements Finding {}

  // ---- one cell

  /**
   * A number that is not given; {@code zero} says when it is 0, and is empty for what a rate is
   * taken of.
   */
  record ValueMissing(Place place, String zero, String example) implements Finding {}

  /** Nothing chosen in a cell with a list; {@code example} is one of the {@code choices}. */
  record ChoiceMissing(Place place, String choices, String example) implements Finding {}

  record NotANumber(Place place, String found) implements Finding {}

  /** A text that is one number in Vietnamese and another in English notation. */
  record AmbiguousNumber(Place place, String found, String vietnamese, String english)
      implements Finding {}

  /** A number typed as text whose reading is certain. */
  record NumberAsText(Place place, String found, String readAs) implements Finding {}

  record NegativeValue(Place place, String found) implements Finding {}

  /** A count with decimals. */
  record NotAWholeNumber(Place place, String found) implements Finding {}

  /** More decimals than the measure has. */
  record RoundedToScale(Place place, String found, String readAs) implements Finding {}

  record NumberTooLarge(Place place, String found, String limit) implements Finding {}

  record ErrorCell(Place place, String found) implements Finding {}

  /** A formula that was never calculated. */
  record FormulaWithoutResult(Place place) implements Finding {}

  record NotADate(Place place, String found) implements Finding {}

  /** Something that is said to have happened after the day the file came. */
  record FutureDate(Place place, String found, String latest) implements Finding {}

  record NotInList(Place place, String found, String choices, String example) implements Finding {}

  record PercentOutOfRange(Place place, String found) implements Finding {}

  /** The cell's own unit was typed beside the number. */
  record UnitWritten(Place place, String found, String unit, String readAs) implements Finding {}

  /** The number was typed in another unit of the same thing, and said so. */
  record UnitConverted(Place place, String found, String readAs) implements Finding {}

  /** A number but for letters that look like digits. */
  record LetterForDigit(Place place, String found, String digits) implements Finding {}

  /** A number of something else than the cell asks for. */
  record OtherUnit(Place place, String found, String unit) implements Finding {}

  /** An amount that only makes sense in a smaller unit: đồng in a row of tỷ đồng. */
  record UnitMistaken(Place place, String found, String asked, String typedAs, String proposed)
      implements Finding {}

  /** A percentage where two numbers are asked for. */
  record PercentWhereCount(Place place, String found) implements Finding {}

  /** 0,985 in a cell from 0 to 100. */
  record PercentAsFraction(Place place, String found, String asPercent) implements Finding {}

  /** A dash where nothing need be said. */
  record MarkReadAsBlank(Place place, String found) implements Finding {}

  /** A dash where a figure is required: zero, or not known? */
  record NothingMarked(Place place, String found) implements Finding {}

  /** Words like “không phát sinh”, stored as 0. */
  record WordForZero(Place place, String found) implements Finding {}

  /** A day typed as text whose reading is certain. */
  record DateAsText(Place place, String found, String readAs) implements Finding {}

  /** A day without a year, or a serial number. */
  record DateToConfirm(Place place, String found, String proposed) implements Finding {}

  /** A day in the American order; the second number is no month. */
  record MonthBeforeDay(Place place, String found, String proposed) implements Finding {}

  record DateOutOfRange(Place place, String found, String earliest, String latest)
      implements Finding {}

  /** Another word for one of the list, with one meaning. */
  record WordReadAs(Place place, String found, String readAs) implements Finding {}

  /** Probably a word of the list. */
  record DidYouMean(Place place, String found, String proposed, String choices)
      implements Finding {}

  /** Text of a font from before Unicode. */
  record LegacyEncoding(Place place, String found, String encoding, String converted)
      implements Finding {}

  // ---- between cells

  record NumeratorExceedsDenominator(Place place, String numerator, String denominator)
      implements Finding {}

  record ZeroDenominator(Place place) implements Finding {}

  /** The parts by tổ dân phố do not add up to the stated total. */
  record AreaTotalMismatch(Place place, String stated, String summed) implements Finding {}

  /** Some tổ dân phố are blank while others are filled. */
  record AreaMissing(Place place, String missing) implements Finding {}

  /** As {@link AreaMissing}, of a measure that each tổ dân phố answers with yes or no. */
  record AreaChoiceMissing(Place place, String missing, String choices, String example)
      implements Finding {}

  /** The cumulative in the sheet is not what we count: history plus this period. */
  record CumulativeDiffers(Place place, String stated, String counted) implements Finding {}

  /** A maintained zero is broken and no word says what happened. */
  record EventWithoutExplanation(Place place, String found) implements Finding {}

  record DoneWithoutDate(Place place) implements Finding {}

  record DateWithoutDone(Place place, String found) implements Finding {}

  record DifficultyIncomplete(Place place, String missing) implements Finding {}

  /** A task's new due date without a reason. */
  record PostponedWithoutReason(Place place, String found) implements Finding {}

  /** A part is larger than the whole it belongs to: two rows of the same form. */
  record PartExceedsWhole(Place place, String found, String whole, String most)
      implements Finding {}

  /** The year's income is not last year's grown by the stated rate. */
  record GrowthDoesNotFit(Place place, String found, String expected) implements Finding {}

  /** Said to be done, with less than 100 %. */
  record DoneBelowFull(Place place, String found) implements Finding {}

  /** 100 % and not said to be done. */
  record FullButNotDone(Place place) implements Finding {}

  /** A question of the office, or of a red figure, that the form shows and nobody answered. */
  record QuestionNotAnswered(Place place, String asked) implements Finding {}

  /** The cell for the name of the unit's head is blank. */
  record SignerMissing(Place place) implements Finding {}

  // ---- against what was said before: never holds a row

  /** The year's final figure is less than the months that were accepted. */
  record FinalBelowMonths(Place place, String found, String summed) implements Finding {}

  /** Far from the unit's own past months. */
  record SuddenChange(Place place, String found, String usual, String months) implements Finding {}

  /** Far from the same month last year. */
  record ChangeFromLastYear(Place place, String found, String lastYear) implements Finding {}

  /** Every figure is last month's. */
  record SameAsLastMonth(Place place, String month) implements Finding {}

  /** A stock far from the month before. */
  record StockJump(Place place, String found, String before) implements Finding {}

  /** A denominator that is fixed for the year is another one. */
  record FixedDenominatorChanged(Place place, String found, String before) implements Finding {}

  /** The months together are more than the year's denominator. */
  record CumulativeExceedsDenominator(Place place, String found, String denominator)
      implements Finding {}

  /** More than at the start of the year, of what should fall. */
  record StockAboveStart(Place place, String found, String start) implements Finding {}

  /** What was done is no longer done. */
  record DoneUndone(Place place, String doneIn) implements Finding {}

  /** A percentage of what can only grow is smaller than before. */
  record PercentFalls(Place place, String found, String before) implements Finding {}

  /** Done on a day after which the unit still said it was not. */
  record DoneBeforeNotDone(Place place, String found, String notDoneIn) implements Finding {}

  /** A difficulty that an earlier version for the same period raised is gone. */
  record DifficultyGone(Place place) implements Finding {}

  /** A form of a month past, while the month due has none: last month's form? */
  record OldPeriodForm(Place place, String found, String due, String how) implements Finding {}

  // ---- personal data: refused, and never quoted

  /** A citizen's number; {@code masked} shows its first digits only. */
  record PersonalNumber(Place place, String masked) implements Finding {}

  /** Names of people, one after the other; only how many is told. */
  record PeopleListed(Place place, String count) implements Finding {}

  record PhoneNumber(Place place, String masked) implements Finding {}

  // ---- between versions

  /**
   * A row is held or blank in this version, so the figure of an earlier version goes on counting.
   */
  record EarlierValueCounts(Place place, String value, String fromVersion) implements Finding {}

  /** A flow's earlier month is corrected after later ones were accepted: their cumulatives move. */
  record LaterCumulativesMove(Place place, String was, String now, String periods)
      implements Finding {}

  /** A figure that somebody has signed is another one now. */
  record CorrectedAfterSigning(Place place, String was, String now, String by, String on)
      implements Finding {}

  /** A figure of which there was none when its period was signed. */
  record AddedAfterSigning(Place place, String now, String by, String on) implements Finding {}

  // ---- the plan workbook

  /** A blank cell; {@code needed} is what its column must hold, {@code example} may be empty. */
  record PlanValueMissing(Place place, String column, String needed, String example)
      implements Finding {}

  /** Neither a code nor a word of its column; {@code otherwise} is another way out, or empty. */
  record PlanUnknownCode(
      Place place, String found, String expected, String otherwise, String example)
      implements Finding {}

  record PlanCodeRepeated(Place place, String found, String other) implements Finding {}

  /** Two things that cannot both be; {@code example} may be empty. */
  record PlanContradiction(Place place, String found, String expected, String example)
      implements Finding {
    public PlanContradiction(Place place, String found, String expected) {
      this(place, found, expected, "");
    }
  }

  record PlanDatesOutOfOrder(Place place, String found, String expected) implements Finding {}

  /** Two figures of the plan that should agree arithmetically. */
  record PlanTieBroken(Place place, String found, String expected) implements Finding {}

  /** Two sheets of the plan workbook that are the same one: nobody knows which is meant. */
  record PlanSheetRepeated(Place place, String other) implements Finding {}

  /** A weight or stage that the office may not give to a finding. */
  record PlanSwitchNotAllowed(Place place, String found, String expected) implements Finding {}

  /** A code that means something else than in the plan before. */
  record PlanCodeReused(Place place, String code, String found, String before) implements Finding {}

  /** A code of the plan before that is gone; what was reported under it stays. */
  record PlanCodeRetired(Place place, String code, String name) implements Finding {}

  /** An area that has gone over into others and is listed still. */
  record PlanAreaGone(Place place, String code, String goneOn) implements Finding {}

  /** A decided target that was overwritten or removed instead of being followed by another. */
  record PlanTargetRewritten(
      Place place, String code, String validFrom, String found, String before) implements Finding {}
}
