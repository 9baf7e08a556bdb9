package vn.chitieu.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.chitieu.warehouse.ReportFacts;
import vn.chitieu.warehouse.ReportFacts.Case;
import vn.chitieu.warehouse.ReportFacts.Correction;
import vn.chitieu.warehouse.ReportFacts.DueChange;
import vn.chitieu.warehouse.ReportFacts.Edition;
import vn.chitieu.warehouse.ReportFacts.Measure;
import vn.chitieu.warehouse.ReportFacts.Question;
import vn.chitieu.warehouse.ReportFacts.Sent;
import vn.chitieu.warehouse.ReportFacts.Signing;
import vn.chitieu.warehouse.ReportFacts.Source;
import vn.chitieu.warehouse.ReportFacts.Span;
import vn.chitieu.warehouse.ReportFacts.Task;

/** What a release might say of October 2026, put together piece by piece; all of it made up. */
final class Facts {
  static final Source CELL = new Source("2026-10_kthtdt.xlsx", "Số liệu", "G9");
  static final Span OCTOBER = month(10, "2026-09-15", "2026-10-14", "2026-10-16");
  static final Span NOVEMBER = month(11, "2026-10-15", "2026-11-14", "2026-11-17");

  Span period = OCTOBER;
  @Nullable Span next = NOVEMBER;
  LocalDate asOf = LocalDate.of(2026, 10, 17);
  boolean isIllustrative = true;
  final List<Measure> measures = new ArrayList<>();
  final List<Task> tasks = new ArrayList<>();
  final List<DueChange> moved = new ArrayList<>();
  final List<Case> cases = new ArrayList<>();
  final List<Sent> sent = new ArrayList<>();
  final List<Correction> corrections = new ArrayList<>();
  final List<Question> questions = new ArrayList<>();
  final List<Signing> signings = new ArrayList<>();

  static Span month(int no, String starts, String ends, String due) {
    return new Span(
        "2026-%02d".formatted(no),
        "month",
        "Tháng " + no + "/2026",
        LocalDate.parse(starts),
        LocalDate.parse(ends),
        LocalDate.parse(due),
        true);
  }

  static Span longer(String code, String kind, String label) {
    return new Span(
        code,
        kind,
        label,
        LocalDate.of(2025, 12, 15),
        LocalDate.of(2026, 9, 14),
        LocalDate.of(2026, 9, 16),
        false);
  }

  ReportFacts facts() {
    return new ReportFacts(
        new Edition(
            "20261018T021000123",
            "20261018T021000123",
            asOf,
            LocalDateTime.of(2026, 10, 18, 2, 10),
            "thuy-nguyen",
            "phường Thủy Nguyên",
            "thành phố Hải Phòng",
            isIllustrative),
        period,
        next,
        measures,
        tasks,
        moved,
        cases,
        sent,
        corrections,
        questions,
        signings);
  }

  Facts with(A measure) {
    measures.add(measure.measure());
    return this;
  }

  /** Its words, without the marks of figures. */
  String words() {
    return plain(Composer.compose(facts(), Phrases.standard()).model().toString());
  }

  /** The one sentence of a section's only point. */
  static String plain(String marked) {
    return marked.replaceAll(Marks.OPEN + "\\d+" + Marks.TEXT, "").replace("" + Marks.CLOSE, "");
  }

  /** A measure of October: collected, on track, a flow of tỷ đồng; then made otherwise. */
  static final class A {
    String code = "01a";
    String name = "Thu ngân sách";
    int indicator = 1;
    String unit = "tỷ đồng";
    boolean isRestricted;
    String kind = "flow";
    @Nullable String periodCode = "2026-10";
    String state = "reported";
    int monthsReported = 1;
    int monthsExpected = 1;
    @Nullable BigDecimal value = new BigDecimal("49.655");
    @Nullable BigDecimal cumulative = new BigDecimal("456.012");
    @Nullable BigDecimal numerator;
    @Nullable BigDecimal denominator;
    boolean isDone;
    @Nullable LocalDate doneOn;
    @Nullable BigDecimal criteria;
    String targetKind = "numeric";
    String comparator = "≥";
    @Nullable BigDecimal target = new BigDecimal("578.625");
    @Nullable BigDecimal targetHigh;
    String resultLabel = "456,012";
    String pace = "even_months";
    @Nullable BigDecimal completion = new BigDecimal("0.788096");
    @Nullable BigDecimal expected = new BigDecimal("0.833333");
    @Nullable BigDecimal required;
    @Nullable BigDecimal forecast;
    @Nullable BigDecimal lastYear;
    @Nullable BigDecimal change;
    String status = "on_track";
    String reason = "";
    String explanation = "";
    String explainedIn = "";

    Measure measure() {
      return new Measure(
          code,
          name,
          indicator,
          unit,
          isRestricted,
          kind,
          periodCode,
          "Phòng Kinh tế, Hạ tầng và Đô thị",
          "Phòng KTHTĐT",
          state,
          monthsReported,
          monthsExpected,
          value,
          cumulative,
          numerator,
          denominator,
          isDone,
          doneOn,
          criteria,
          targetKind,
          comparator,
          target,
          targetHigh,
          "≥ 578,625",
          resultLabel,
          pace,
          completion,
          expected,
          required,
          forecast,
          lastYear,
          change,
          status,
          "",
          reason,
          "từ tháng 8/2026",
          explanation,
          explainedIn,
          LocalDate.of(2026, 10, 16),
          value == null && criteria == null ? new Source("", "", "") : CELL);
    }

    A without(String why) {
      state = why;
      value = null;
      cumulative = null;
      completion = null;
      status = why.equals("not_due") || why.equals("not_owed") ? "not_due" : "not_reported";
      return this;
    }

    A number(String inPeriod, String sofar) {
      value = new BigDecimal(inPeriod);
      cumulative = new BigDecimal(sofar);
      return this;
    }

    A rate(String percent, String up, String down) {
      kind = "rate";
      unit = "%";
      value = new BigDecimal(percent);
      cumulative = value;
      numerator = new BigDecimal(up);
      denominator = new BigDecimal(down);
      return this;
    }
  }
}
