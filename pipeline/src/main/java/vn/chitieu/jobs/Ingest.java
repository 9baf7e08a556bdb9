package vn.chitieu.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.finding.Verdict;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.FormIdentity;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.Figure;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.submission.SignerNamed;
import vn.chitieu.submission.Submission;
import vn.chitieu.submission.TaskReport;
import vn.chitieu.validation.Case;
import vn.chitieu.validation.Claim;
import vn.chitieu.validation.History;
import vn.chitieu.validation.PersonalRules;
import vn.chitieu.validation.RuleBook;
import vn.chitieu.validation.StructureRules;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.workbook.Reading;

/**
 * The story of one workbook: a file the unit sent before is a duplicate; a file that is no form is
 * unreadable; a form that is not the right one is refused; of the right one every row that holds is
 * stored. Nothing here touches a disk or a database.
 */
public final class Ingest {
  private final FindingCatalog catalog;
  private final Plans plans;
  private final LocalDate asOf;

  public Ingest(FindingCatalog catalog, Plans plans, LocalDate asOf) {
    this.catalog = catalog;
    this.plans = plans;
    this.asOf = asOf;
  }

  /** Judges one file in the light of what its unit has said before. */
  public Judged judge(Receipt receipt, Reading reading, History history) {
    Optional<History.Attempt> same = history.findAccepted(receipt.sha256());
    if (same.isPresent()) {
      return duplicate(receipt, same.get(), history, catalog);
    }
    if (reading instanceof Reading.NotRead(Finding fault)) {
      return notStored(
          receipt, Outcome.UNREADABLE, verdict(List.of(fault), catalog), null, 1, false);
    }
    Draft draft = ((Reading.Form) reading).draft();
    if (draft.identity().isEmpty()) {
      List<Finding> lost = StructureRules.withoutIdentity(draft);
      return notStored(
          receipt,
          Outcome.UNREADABLE,
          verdict(lost.isEmpty() ? List.of(new Finding.NotOurForm(Place.FILE)) : lost, catalog),
          null,
          1,
          false);
    }
    FormIdentity identity = draft.identity().get();
    String locality = receipt.localityCode();
    Plan today =
        plans
            .findToday(locality, Period.yearOf(identity.year()))
            .orElseThrow(() -> new IllegalStateException("no plan in " + locality));
    Plan plan = plans.find(locality, identity.planVersion()).orElse(null);
    return judge(receipt, draft, today, plan, history, catalog, asOf);
  }

  /**
   * Judges a form. A function of its arguments alone, so that an archive can be judged again under
   * other plans, limits or weights.
   *
   * @param today what the office says of the form's year today: decides who may report, what is
   *     locked, reopened or signed and how findings weigh
   * @param plan the version the form was issued under decides what it must say; null when unknown
   * @param catalog the words and weights that the program ships with
   */
  static Judged judge(
      Receipt receipt,
      Draft draft,
      Plan today,
      @Nullable Plan plan,
      History history,
      FindingCatalog catalog,
      LocalDate asOf) {
    FindingCatalog weighed = catalog.weighed(today.switches().weights());
    FormIdentity identity = draft.identity().orElseThrow();
    Claim claim =
        new Claim(
            draft,
            receipt.localityCode(),
            receipt.unitCode(),
            today,
            plan,
            asOf,
            receipt.arrivedOn());
    String periodCode = knownPeriod(claim);
    int version = periodCode == null ? 1 : history.nextVersion(periodCode);
    boolean isOwn =
        identity.unit().equals(receipt.unitCode())
            && identity.locality().equals(receipt.localityCode())
            && periodCode != null;
    List<Finding> personal = PersonalRules.nobodyIsNamed(draft, asOf);
    Verdict aboutPeople = verdict(personal, weighed);
    if (aboutPeople.isRefused()) {
      // nothing else is said: any other finding might quote what must not be quoted
      return notStored(receipt, Outcome.REFUSED, aboutPeople, periodCode, version, isOwn);
    }
    List<Finding> structure = RuleBook.STRUCTURE.check(claim);
    Verdict right = verdict(structure, weighed);
    if (right.isRefused() || plan == null || periodCode == null) {
      return notStored(receipt, Outcome.REFUSED, right, periodCode, version, isOwn);
    }

    Period period = plan.getPeriod(periodCode);
    Decoder.Decoded decoded =
        Decoder.decode(draft, plan, period, receipt.unitCode(), asOf, history.earlier(periodCode));
    Submission submission = decoded.submission();
    List<Finding> findings = new ArrayList<>(structure);
    findings.addAll(RuleBook.REMARKS.check(claim));
    findings.addAll(personal);
    findings.addAll(decoded.findings());
    findings.addAll(
        RuleBook.CONTENT.check(new Case(draft, submission, plan, period, history, asOf)));
    Verdict first = verdict(findings, weighed);
    findings.addAll(earlierValuesThatCount(plan, period, submission, first, history));
    findings.addAll(
        correctionsAfterSigning(plan, today, period, receipt, submission, first, history));
    Map<String, String> firstItems = firstItems(plan, period, receipt);
    Verdict verdict =
        Verdict.of(
            findings.stream().map(f -> sayWhereToExplain(f, draft, firstItems, weighed)).toList());
    int read = submission.values().size() + unreadable(submission, verdict);
    int stored =
        (int)
            submission.values().stream()
                .filter(v -> !verdict.heldAtoms().contains(v.measureCode()))
                .count();
    if (verdict.isRefused()) {
      return new Judged(
          receipt, Outcome.REFUSED, submission, periodCode, version, true, verdict, read, 0, read);
    }
    return new Judged(
        receipt,
        verdict.heldAtoms().isEmpty() ? Outcome.ACCEPTED : Outcome.ACCEPTED_WITH_HELD_ROWS,
        submission,
        periodCode,
        version,
        true,
        verdict,
        read,
        stored,
        read - stored);
  }

  /** Measures whose every cell was typed but none could be read: read and held, not blank. */
  private static int unreadable(Submission submission, Verdict verdict) {
    Set<String> readable = new HashSet<>();
    submission.values().forEach(v -> readable.add(v.measureCode()));
    Set<String> typed = new HashSet<>();
    for (Said f : verdict.findings()) {
      String atom = f.severity() == Severity.HOLD ? f.place().atom() : null;
      if (atom != null
          && !f.found().isEmpty()
          && verdict.heldAtoms().contains(atom)
          && !atom.contains(":")
          && !f.found().equals("để trống")) {
        typed.add(atom);
      }
    }
    typed.removeAll(readable);
    return typed.size();
  }

  private static Verdict verdict(List<Finding> findings, FindingCatalog catalog) {
    return Verdict.of(findings.stream().map(catalog::say).toList());
  }

  /** Measure → the code of its first row, the one whose explanation can be typed. */
  private static Map<String, String> firstItems(Plan plan, Period period, Receipt receipt) {
    Map<String, String> first = new HashMap<>();
    plan.listItems(receipt.unitCode(), period)
        .forEach(i -> first.putIfAbsent(i.measure().code(), i.code()));
    return first;
  }

  /** Says a finding and, where it asks for an explanation, the cell in which to give it. */
  private static Said sayWhereToExplain(
      Finding finding, Draft draft, Map<String, String> firstItems, FindingCatalog catalog) {
    String atom = finding.place().atom();
    if (atom == null) {
      return catalog.say(finding);
    }
    boolean isTask = atom.startsWith("task:");
    String row = isTask ? atom.substring("task:".length()) : firstItems.get(atom);
    String key = isTask ? "task" : "item";
    String column = isTask ? "reason" : "explanation";
    return draft
        .find(isTask ? Decoder.TASKS : Decoder.VALUES)
        .filter(t -> t.columns().containsKey(column))
        .flatMap(
            t ->
                t.rows().stream()
                    .filter(r -> r.text(key).equals(row))
                    .findFirst()
                    .map(r -> t.at(r, column)))
        .map(at -> catalog.say(finding, at, isTask ? "Lý do" : "Giải trình"))
        .orElseGet(() -> catalog.say(finding));
  }

  /** The form's period, when the form's own plan collects it, or today's of its year. */
  private static @Nullable String knownPeriod(Claim claim) {
    String said = claim.draft().identity().orElseThrow().period();
    Plan plan = claim.plan() == null ? claim.planToday() : claim.plan();
    return plan.findPeriod(said).filter(Period::isCollected).map(Period::code).orElse(null);
  }

  private static Judged notStored(
      Receipt receipt,
      Outcome outcome,
      Verdict verdict,
      @Nullable String periodCode,
      int version,
      boolean isForObligation) {
    return new Judged(
        receipt, outcome, null, periodCode, version, isForObligation, verdict, 0, 0, 0);
  }

  private static Judged duplicate(
      Receipt receipt, History.Attempt same, History history, FindingCatalog catalog) {
    int newest =
        history.attempts().stream()
            .filter(a -> a.periodCode().equals(same.periodCode()) && a.outcome().isAccepted())
            .mapToInt(History.Attempt::version)
            .max()
            .orElse(same.version());
    String countsNow =
        newest == same.version()
            ? "Số liệu của tệp đó vẫn đang được tính."
            : "Sau đó đơn vị đã gửi lần "
                + newest
                + ", số liệu của lần đó đang được tính; tệp này không làm thay đổi gì.";
    Verdict verdict =
        verdict(
            List.of(new Finding.SameFileAgain(Place.FILE, Words.day(same.arrivedOn()), countsNow)),
            catalog);
    return new Judged(
        receipt,
        Outcome.DUPLICATE,
        null,
        same.periodCode(),
        history.nextVersion(same.periodCode()),
        true,
        verdict,
        0,
        0,
        0);
  }

  /** Rows that this version leaves blank or that are held, while an earlier one still counts. */
  private static List<Finding> earlierValuesThatCount(
      Plan plan, Period period, Submission submission, Verdict verdict, History history) {
    List<Finding> kept = new ArrayList<>();
    if (verdict.isRefused()) {
      return kept;
    }
    for (Measure m : plan.listMeasures(submission.unitCode(), period)) {
      History.Counted before = history.find(m.code(), period.code()).orElse(null);
      ReportedValue now = submission.findValue(m.code()).orElse(null);
      boolean isStoredNow = now != null && !verdict.heldAtoms().contains(m.code());
      if (before != null && !isStoredNow) {
        kept.add(
            new Finding.EarlierValueCounts(
                new Place(now == null ? null : now.row(), m.code(), m.name()),
                text(before),
                Integer.toString(before.version())));
      }
    }
    return kept;
  }

  /** Figures that differ from those that somebody has signed: taken, and called what they are. */
  private static List<Finding> correctionsAfterSigning(
      Plan plan,
      Plan today,
      Period period,
      Receipt receipt,
      Submission submission,
      Verdict verdict,
      History history) {
    Plan.Signing signed =
        today
            .correspondence()
            .findSignature(submission.unitCode(), period.code())
            .filter(s -> receipt.arrivedOn().isAfter(s.signedOn()))
            .orElse(null);
    if (signed == null || verdict.isRefused()) {
      return List.of();
    }
    List<Finding> corrections = new ArrayList<>();
    for (ReportedValue v : submission.values()) {
      String was = history.find(v.measureCode(), period.code()).map(Ingest::whole).orElse("");
      String now = whole(counted(v, period.code(), 0));
      if (!verdict.heldAtoms().contains(v.measureCode()) && !now.equals(was)) {
        Place place =
            Place.cell(
                v.row(),
                v.measureCode(),
                plan.findMeasure(v.measureCode()).map(Measure::name).orElse(v.measureCode()));
        String by = signed.signedBy() + " (" + signed.title() + ")";
        String on = Words.day(signed.signedOn());
        corrections.add(
            was.isEmpty()
                ? new Finding.AddedAfterSigning(place, now, by, on)
                : new Finding.CorrectedAfterSigning(place, was, now, by, on));
      }
    }
    return corrections;
  }

  /** Everything that was said of a measure, so that equal texts are equal figures. */
  private static String whole(History.Counted c) {
    LocalDate doneOn = c.doneOn();
    java.math.BigDecimal percent = c.criteriaPercent();
    return text(c)
        + (doneOn == null ? "" : ", ngày " + Words.day(doneOn))
        + (percent == null ? "" : ", đạt " + Words.number(percent) + " % tiêu chí");
  }

  private static String text(History.Counted c) {
    if (c.value() != null) {
      return Words.number(c.value());
    }
    if (c.numerator() != null && c.denominator() != null) {
      return Words.number(c.numerator()) + "/" + Words.number(c.denominator());
    }
    return Boolean.TRUE.equals(c.isDone()) ? "có" : "không";
  }

  /** The history after a file was judged, for the unit's next file of the same night. */
  static History after(History history, Judged judged) {
    if (judged.periodCode() == null) {
      return history;
    }
    History.Attempt attempt =
        new History.Attempt(
            judged.periodCode(),
            judged.versionNo(),
            judged.receipt().sha256(),
            judged.outcome(),
            judged.receipt().arrivedOn());
    Submission s = judged.submission();
    if (!judged.outcome().isAccepted() || s == null) {
      return history.plus(attempt);
    }
    Set<String> held = judged.verdict().heldAtoms();
    List<History.Counted> values = new ArrayList<>();
    for (ReportedValue v : s.values()) {
      if (!held.contains(v.measureCode())) {
        values.add(counted(v, s.periodCode(), judged.versionNo()));
      }
    }
    List<History.TaskSaid> tasks = new ArrayList<>();
    for (TaskReport t : s.tasks()) {
      if (!held.contains(t.atom())) {
        tasks.add(
            new History.TaskSaid(t.taskCode(), s.periodCode(), t.state(), value(t.percent())));
      }
    }
    List<History.Raised> raised =
        s.difficulties().stream()
            .filter(d -> !held.contains(d.atom()))
            .map(d -> new History.Raised(s.periodCode(), d.number()))
            .toList();
    SignerNamed signer = s.signer();
    return history.plus(
        attempt,
        new History(values, List.of(), tasks, raised)
            .withSigners(signer == null ? List.of() : List.of(signer.name())));
  }

  private static History.Counted counted(ReportedValue v, String periodCode, int version) {
    return new History.Counted(
        v.measureCode(),
        periodCode,
        version,
        value(v.value()),
        value(v.numerator()),
        value(v.denominator()),
        v.isDone(),
        v.doneOn(),
        value(v.criteriaPercent()));
  }

  private static java.math.@Nullable BigDecimal value(@Nullable Figure f) {
    return f == null ? null : f.value();
  }
}
