package vn.chitieu.validation;

import static vn.chitieu.validation.Rule.all;
import static vn.chitieu.validation.Rule.seq;

/** The one list of what is demanded of a workbook. */
public final class RuleBook {
  /** Of the form, before its content is read: each step only makes sense when the former holds. */
  public static final Rule<Claim> STRUCTURE =
      seq(
          StructureRules::formIsAReport,
          StructureRules::formIsReadable,
          StructureRules::everySheetHasItsIdentity,
          StructureRules::everySheetBelongsToOneForm,
          StructureRules::repeatedSheetsAgree,
          all(StructureRules::localityIsTheFolders, StructureRules::unitIsTheFolders),
          StructureRules::planVersionIsKnown,
          StructureRules::periodIsCollectedAndHasBegun,
          StructureRules::periodIsOpen,
          StructureRules::formIsWhole);

  /** Of a form that is the right one: what is worth saying about it all the same. */
  public static final Rule<Claim> REMARKS =
      all(
          StructureRules::formIsCurrent,
          StructureRules::noSheetIsRepeated,
          StructureRules::reopeningIsTold);

  /** Of the content: a form left blank says nothing; of any other, every fault at once. */
  public static final Rule<Case> CONTENT =
      seq(
          CellRules::somethingIsFilledIn,
          all(
              LabelRules::figuresStandBesideTheirLabels,
              LabelRules::areasStandBesideTheirLabels,
              LabelRules::tasksStandBesideTheirLabels,
              CellRules::requiredValuesAreGiven,
              CellRules::milestonesAreDated,
              CellRules::eventsAreExplained,
              CellRules::difficultiesSayWhatAndToWhom,
              CellRules::postponementsHaveAReason,
              CellRules::questionsAreAnswered,
              CellRules::headOfTheUnitIsNamed,
              TotalRules::numeratorsAreWithinDenominators,
              TotalRules::statedTotalsEqualTheirParts,
              TotalRules::everyAreaIsGiven,
              TotalRules::shownCumulativesAgreeWithHistory,
              TotalRules::correctionsAreNotedForLaterMonths,
              TieRules::partsStayWithinTheirWholes,
              TieRules::incomeGrowsAsStated,
              TieRules::doneMeansAllOfIt,
              HistoryRules::finalFiguresCoverTheMonths,
              HistoryRules::flowsStayNearTheirPast,
              HistoryRules::figuresAreNotLastMonths,
              HistoryRules::stocksMoveSlowly,
              HistoryRules::fixedDenominatorsStay,
              HistoryRules::cumulativesStayWithinTheYear,
              HistoryRules::stocksThatShouldFallStayBelowTheStart,
              HistoryRules::milestonesGoForward,
              HistoryRules::tasksGoForward,
              HistoryRules::difficultiesSentBeforeAreStillThere,
              HistoryRules::formIsOfThePeriodItsFiguresAreOf));

  private RuleBook() {}
}
