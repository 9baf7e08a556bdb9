package vn.chitieu.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Place;
import vn.chitieu.finding.Said;
import vn.chitieu.finding.Severity;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Receipt;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Plans;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.workbook.Answer;
import vn.chitieu.workbook.Prefill;
import vn.chitieu.workbook.Workbooks;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FeedbackTest {
  private static final Plan PLAN = Plans.small();

  @TempDir Path dir;

  private static Said said(
      String code, Severity severity, boolean isFirm, @Nullable String cell, String label) {
    return said(
        code,
        severity,
        isFirm,
        cell,
        label,
        cell == null ? "Cả tệp sai." : "Ô " + cell + " (" + label + "): đang ghi “1.234”.");
  }

  private static Said said(
      String code,
      Severity severity,
      boolean isFirm,
      @Nullable String cell,
      String label,
      String message) {
    CellRef at = cell == null ? null : new CellRef("Số liệu", cell);
    return new Said(
        code,
        severity,
        isFirm,
        "Tiêu đề",
        new Place(at, cell == null ? null : "01a", label),
        "1.234",
        "một số",
        message,
        "Gõ lại.",
        "1234",
        "");
  }

  private static AnswerOwed owed(
      Outcome outcome,
      boolean isForObligation,
      List<Said> findings,
      List<AnswerOwed.StoredValue> stored,
      List<History.Counted> before) {
    return new AnswerOwed(
        new Receipt(
            "0123456789abcdef",
            "thuy-nguyen",
            "kthtdt",
            "bao-cao.xlsx",
            "0".repeat(64),
            1,
            LocalDateTime.of(2026, 11, 16, 8, 0),
            LocalDate.of(2026, 11, 16),
            LocalDateTime.of(2026, 11, 17, 2, 0),
            "run"),
        outcome,
        null,
        "2026-11",
        Plans.VERSION,
        2,
        isForObligation,
        false,
        0,
        0,
        0,
        findings,
        stored,
        List.of(),
        before);
  }

  private static AnswerOwed.StoredValue value(String measure, String value) {
    return new AnswerOwed.StoredValue(
        measure,
        new CellRef("Số liệu", "G9"),
        new BigDecimal(value),
        null,
        null,
        null,
        null,
        null,
        "",
        value);
  }

  private static AnswerOwed.StoredValue rate(String measure, String numerator, String denominator) {
    return new AnswerOwed.StoredValue(
        measure,
        new CellRef("Số liệu", "G10"),
        null,
        new BigDecimal(numerator),
        new BigDecimal(denominator),
        null,
        null,
        null,
        "",
        numerator);
  }

  private static History.Counted before(String measure, int version, String value) {
    return new History.Counted(
        measure, "2026-11", version, new BigDecimal(value), null, null, null);
  }

  private static AnswerOwed.StoredValue milestone(String measure, String percent) {
    return new AnswerOwed.StoredValue(
        measure,
        new CellRef("Số liệu", "G11"),
        null,
        null,
        null,
        false,
        null,
        new BigDecimal(percent),
        "",
        percent);
  }

  private static History.Counted milestoneBefore(String measure, int version, String percent) {
    return new History.Counted(
        measure, "2026-11", version, null, null, null, false, null, new BigDecimal(percent));
  }

  // ---- the faults

  @Test
  void the_worst_comes_first_and_what_is_on_trial_asks_nothing() {
    List<Answer.Row> rows =
        Feedback.rows(
            List.of(
                said("C001", Severity.REFUSE, false, "G9", "đang thử"),
                said("C002", Severity.NOTE, true, "G10", "để biết"),
                said("C003", Severity.ASK, true, "G11", "hỏi"),
                said("C004", Severity.HOLD, true, "G12", "giữ")));
    assertThat(rows)
        .extracting(r -> r.number() + " " + r.severity() + " " + r.message())
        .containsExactly(
            "1 HOLD Ô G12 (giữ): đang ghi “1.234”.",
            "2 ASK Ô G11 (hỏi): đang ghi “1.234”.",
            "3 NOTE (Đang thử, chưa áp dụng) Ô G9 (đang thử): đang ghi “1.234”.",
            "4 NOTE Ô G10 (để biết): đang ghi “1.234”.");
  }

  @Test
  void five_faults_of_a_kind_stand_alone_and_six_are_gathered_each_with_its_own_sentence() {
    List<Said> faults = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      faults.add(said("C003", Severity.HOLD, true, "G" + (9 + i), "dòng " + i));
    }
    assertThat(Feedback.rows(faults)).hasSize(5);
    faults.add(said("C003", Severity.HOLD, true, "G14", "dòng 5"));
    Answer.Row row = Feedback.rows(faults).getFirst();
    assertThat(Feedback.rows(faults)).hasSize(1);
    assertThat(row.othersInWords()).isEqualTo("và 5 ô khác: G10, G11, G12, G13, G14");
    assertThat(row.others())
        .extracting(Answer.Other::message)
        .contains("Ô G14 (dòng 5): đang ghi “1.234”.")
        .doesNotContain("Ô G9 (dòng 0): đang ghi “1.234”.");
  }

  @Test
  void faults_that_are_mended_otherwise_stand_alone_and_what_has_no_cell_is_named() {
    List<Said> faults = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Said f = said("C003", Severity.HOLD, true, "G" + (9 + i), "dòng " + i);
      faults.add(
          new Said(
              f.code(),
              f.severity(),
              true,
              f.title(),
              f.place(),
              f.found(),
              f.expected(),
              f.message(),
              "Gõ " + i + ".",
              f.example(),
              ""));
    }
    assertThat(Feedback.rows(faults)).as("each has a remedy of its own").hasSize(7);

    List<Said> gone = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      gone.add(said("S022", Severity.HOLD, true, null, "dòng " + i, "Mất dòng " + i + "."));
    }
    assertThat(Feedback.rows(gone))
        .singleElement()
        .extracting(Answer.Row::message)
        .isEqualTo("Mất dòng 0. Cũng vậy: dòng 1; dòng 2; dòng 3; dòng 4; dòng 5; dòng 6.");

    List<Said> same = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      same.add(
          said("P010", Severity.NOTE, true, "C5", "", "Không còn mã tdp-0" + Math.min(i, 2) + "."));
    }
    assertThat(Feedback.rows(same))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.others()).isEmpty();
              assertThat(row.message())
                  .as("one cell, several things said of it, each once")
                  .isEqualTo(
                      "Không còn mã tdp-00. Cũng vậy: Không còn mã tdp-01; Không còn mã tdp-02.");
            });
  }

  @Test
  void in_a_chat_each_fault_is_one_line_that_names_sheet_and_cell() {
    Answer a =
        Feedback.answer(
            owed(
                Outcome.REFUSED,
                true,
                List.of(
                    said("S017", Severity.REFUSE, true, null, ""),
                    said("C003", Severity.HOLD, true, "G9", "Thu\nngân sách")),
                List.of(),
                List.of()),
            PLAN);
    assertThat(Feedback.text(a).lines().filter(l -> l.matches("\\d+\\. .*")))
        .containsExactly(
            "1. Cả tệp sai. → Gõ lại. Ví dụ: 1234",
            "2. Trang “Số liệu”, ô G9 (Thu ngân sách): đang ghi “1.234”. → Gõ lại. Ví dụ: 1234");
    assertThat(Feedback.text(a)).startsWith("CHƯA GHI NHẬN – sửa 1 chỗ dưới đây rồi gửi lại");
  }

  // ---- the band

  @Test
  void the_band_says_what_was_taken_and_until_when_to_mend() {
    AnswerOwed partly =
        owed(
            Outcome.ACCEPTED_WITH_HELD_ROWS,
            true,
            List.of(said("C003", Severity.HOLD, true, "G9", "x")),
            List.of(value("04a", "12")),
            List.of());
    assertThat(Feedback.answer(partly, PLAN).band())
        .isEqualTo("ĐÃ NHẬN 1/2 SỐ LIỆU – còn 1 ô cần sửa, chậm nhất ngày 17/11/2026");
    assertThat(
            Feedback.answer(
                    owed(
                        Outcome.ACCEPTED,
                        true,
                        List.of(said("C003", Severity.ASK, true, "G9", "x")),
                        List.of(value("04a", "12")),
                        List.of()),
                    PLAN)
                .band())
        .isEqualTo("ĐÃ NHẬN ĐỦ – còn 1 chỗ cần giải trình");
    assertThat(
            Feedback.answer(
                    owed(
                        Outcome.ACCEPTED,
                        true,
                        List.of(said("C003", Severity.ASK, false, "G9", "đang thử")),
                        List.of(value("04a", "12")),
                        List.of()),
                    PLAN)
                .band())
        .isEqualTo("ĐÃ NHẬN ĐỦ – không phải làm gì thêm");
  }

  @Test
  void a_report_without_a_figure_is_not_called_whole() {
    assertThat(
            Feedback.answer(owed(Outcome.ACCEPTED, true, List.of(), List.of(), List.of()), PLAN)
                .band())
        .isEqualTo(
            "ĐÃ NHẬN, KHÔNG CÓ SỐ LIỆU CHỈ TIÊU NÀO – kỳ này đơn vị không bắt buộc phải ghi, nếu"
                + " quên thì ghi rồi gửi lại");
  }

  @Test
  void a_cell_with_two_faults_is_one_cell_to_mend() {
    AnswerOwed twice =
        owed(
            Outcome.ACCEPTED_WITH_HELD_ROWS,
            true,
            List.of(
                said("C005", Severity.HOLD, true, "G9", "x"),
                said("R001", Severity.HOLD, true, "G9", "x"),
                said("R001", Severity.HOLD, true, "G10", "x")),
            List.of(),
            List.of());
    assertThat(Feedback.answer(twice, PLAN).band()).startsWith("ĐÃ NHẬN 0/1 SỐ LIỆU – còn 2 ô");
  }

  private static String refusedFor(String... codes) {
    return Feedback.answer(
            owed(
                Outcome.REFUSED,
                true,
                java.util.Arrays.stream(codes)
                    .map(c -> said(c, Severity.REFUSE, true, null, ""))
                    .toList(),
                List.of(),
                List.of()),
            PLAN)
        .band();
  }

  @Test
  void a_refusal_that_no_cell_can_mend_says_what_can() {
    assertThat(refusedFor("S017"))
        .isEqualTo("CHƯA GHI NHẬN – sửa 1 chỗ dưới đây rồi gửi lại, chậm nhất ngày 17/11/2026");
    assertThat(refusedFor("S008", "S009"))
        .isEqualTo(
            "CHƯA GHI NHẬN – lấy biểu mẫu trong thư mục bieu-mau, điền rồi gửi biểu đó, chậm nhất"
                + " ngày 17/11/2026");
    assertThat(refusedFor("S005"))
        .isEqualTo(
            "CHƯA GHI NHẬN – biểu không đúng kỳ, lấy biểu đúng kỳ trong thư mục bieu-mau, điền rồi"
                + " gửi");
    assertThat(refusedFor("S020"))
        .isEqualTo(
            "CHƯA GHI NHẬN – kỳ đã khóa, không phải do ô nào sai; liên hệ bộ phận tổng hợp xin mở"
                + " lại kỳ");
  }

  // ---- the figures

  @Test
  void a_months_share_of_a_year_says_so() {
    assertThat(
            Feedback.answer(
                    owed(
                        Outcome.ACCEPTED,
                        true,
                        List.of(),
                        List.of(rate("03", "10", "120"), rate("07a", "45", "50")),
                        List.of()),
                    PLAN)
                .recorded())
        .extracting(Answer.Recorded::text)
        .containsExactly("trong kỳ 10, cả năm 120", "90 % (45 trên 50)");
  }

  @Test
  void what_changed_is_told_figure_by_figure() {
    Answer a =
        Feedback.answer(
            owed(
                Outcome.ACCEPTED,
                true,
                List.of(),
                List.of(value("01a", "45.25"), value("04a", "12"), value("06a", "0")),
                List.of(before("01a", 1, "45.2"), before("06a", 1, "0"), before("06b", 1, "7"))),
            PLAN);
    assertThat(a.changesTitle()).isEqualTo("So với lần 1");
    assertThat(a.changes())
        .hasSize(3)
        .satisfiesExactly(
            c -> assertThat(c).startsWith("01a ").endsWith(": 45,2 → 45,25"),
            c -> assertThat(c).startsWith("04a ").endsWith(": lần trước chưa có, nay 12"),
            c ->
                assertThat(c)
                    .startsWith("06b ")
                    .endsWith(": lần này không có, vẫn tính 7 của lần 1"));
  }

  @Test
  void a_milestone_that_came_nearer_has_changed() {
    assertThat(
            Feedback.answer(
                    owed(
                        Outcome.ACCEPTED,
                        true,
                        List.of(),
                        List.of(milestone("02", "60")),
                        List.of(milestoneBefore("02", 1, "40"))),
                    PLAN)
                .changes())
        .singleElement()
        .asString()
        .endsWith(": chưa, đạt 40 % tiêu chí → chưa, đạt 60 % tiêu chí");
  }

  @Test
  void nothing_is_said_of_changes_the_first_time() {
    Answer a =
        Feedback.answer(
            owed(Outcome.ACCEPTED, true, List.of(), List.of(value("01a", "1")), List.of()), PLAN);
    assertThat(a.changes()).isEmpty();
    assertThat(Feedback.text(a)).doesNotContain("So với");
  }

  // ---- the files

  @Test
  void another_units_form_is_answered_without_counting_as_an_attempt() throws Exception {
    Path original = dir.resolve("goc.xlsx");
    Workbooks.template(
        PLAN, PLAN.getUnit("kthtdt"), PLAN.getPeriod("2026-11"), Prefill.EMPTY, false, original);
    Home.UnitFolder folder = new Home(dir.resolve("home")).unit("thuy-nguyen", "kthtdt");
    Files.createDirectories(folder.answers());
    assertThat(
            Feedback.write(
                owed(
                    Outcome.REFUSED,
                    false,
                    List.of(said("S002", Severity.REFUSE, true, null, "")),
                    List.of(),
                    List.of()),
                PLAN,
                original,
                folder,
                ""))
        .containsExactly("nham-thu-muc_01234567.xlsx", "nham-thu-muc_01234567.txt");
    assertThat(Files.readString(folder.answers().resolve("nham-thu-muc_01234567.txt")))
        .startsWith("CHƯA GHI NHẬN – tệp không phải biểu của đơn vị này")
        .doesNotContain("lần gửi thứ");
    assertThat(
            Feedback.write(
                owed(Outcome.ACCEPTED, true, List.of(), List.of(), List.of()),
                PLAN,
                original,
                folder,
                ""))
        .containsExactly("2026-11_kthtdt_lan-2.xlsx", "2026-11_kthtdt_lan-2.txt");
  }
}
