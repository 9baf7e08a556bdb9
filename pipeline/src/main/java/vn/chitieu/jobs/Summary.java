package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.finding.Outcome;
import vn.chitieu.finding.Said;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Words;
import vn.chitieu.sheet.CellRef;
import vn.chitieu.warehouse.AnswerOwed;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.RunFigures;
import vn.chitieu.warehouse.WarehouseException;

/**
 * What a run did, for the operator: eleven lines on the terminal, the same on top of a page, and
 * two files for programs ({@code summary.json}, {@code findings.jsonl}).
 *
 * @param release the release that is out after this run; empty when there is none yet
 * @param warnings where units disagree in that release
 * @param burden what the newest month's forms ask of the units
 * @param removed old releases and runs that were tidied away
 * @param staleHours how old the release is, when it is too old
 */
public record Summary(
    String runId,
    LocalDate asOf,
    LocalDateTime startedAt,
    LocalDateTime endedAt,
    String release,
    boolean isPublished,
    RunFigures figures,
    int leftInPlace,
    List<AnswerOwed> judged,
    List<String> news,
    List<Release.Warning> warnings,
    Optional<Release.Burden> burden,
    List<String> notes,
    List<String> failures,
    Retention.Removed removed,
    OptionalLong staleHours) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss dd/MM/yyyy");

  static Summary of(Night night, Home home, LocalDateTime endedAt) throws IOException {
    return new Summary(
        night.run.runId(),
        night.run.asOf(),
        night.run.startedAt(),
        endedAt,
        night.release != null ? night.release : currentRelease(home),
        night.release != null,
        night.figures(),
        night.leftInPlace,
        night.judged(),
        night.news.stream().map(n -> n.endsWith(".") ? n.substring(0, n.length() - 1) : n).toList(),
        ofRelease(home, Release::listWarnings, List.of()),
        ofRelease(home, Release::burden, Optional.empty()),
        List.copyOf(night.notes),
        List.copyOf(night.failures),
        night.removed,
        Freshness.staleHours(home, endedAt));
  }

  private static String currentRelease(Home home) throws IOException {
    Path current = home.releases().resolve("current");
    return Files.isSymbolicLink(current)
        ? Files.readSymbolicLink(current).getFileName().toString()
        : "";
  }

  /** A release of an older program has none, and a damaged one is for {@code doctor} to tell. */
  private static <T> T ofRelease(Home home, Function<Release, T> told, T otherwise) {
    try (Release current = Release.open(home.releases()).orElse(null)) {
      return current == null ? otherwise : told.apply(current);
    } catch (WarehouseException e) {
      return otherwise;
    }
  }

  private int count(Outcome outcome) {
    return figures.files().getOrDefault(outcome, 0);
  }

  /** How many files came and what became of them, the sum shown. */
  public String filesLine() {
    List<String> parts = new ArrayList<>();
    part(parts, Outcome.ACCEPTED, "đủ");
    part(parts, Outcome.ACCEPTED_WITH_HELD_ROWS, "còn ô phải sửa");
    namedPart(parts, Outcome.REFUSED, "chưa ghi nhận");
    part(parts, Outcome.DUPLICATE, "trùng");
    namedPart(parts, Outcome.UNREADABLE, "không đọc được");
    return (figures.received() == 0
            ? "Không có tệp mới"
            : "Nhận " + figures.received() + " tệp = " + String.join(" + ", parts))
        + (leftInPlace == 0 ? "" : "; còn " + leftInPlace + " tệp để lại trong nop");
  }

  private void part(List<String> parts, Outcome outcome, String word) {
    if (count(outcome) > 0) {
      parts.add(count(outcome) + " " + word);
    }
  }

  /** Files that came to nothing are named: no unit's state shows one that names no period. */
  private void namedPart(List<String> parts, Outcome outcome, String word) {
    List<String> files =
        judged.stream()
            .filter(j -> j.outcome() == outcome)
            .map(j -> j.receipt().unitCode() + "/" + j.receipt().fileName())
            .toList();
    part(parts, outcome, word + (files.isEmpty() ? "" : " (" + some(files) + ")"));
  }

  /** The first three of a list, and how many more. */
  private static String some(List<String> all) {
    if (all.isEmpty()) {
      return "không";
    }
    String first = String.join("; ", all.subList(0, Math.min(3, all.size())));
    return all.size() > 3 ? first + "; và " + (all.size() - 3) + " mục khác" : first;
  }

  /** The eleven lines. */
  public List<String> lines() {
    List<String> l = new ArrayList<>();
    l.add(
        "Đêm xử lý "
            + runId
            + ": số liệu đến hết ngày "
            + Words.day(asOf)
            + ", chạy lúc "
            + startedAt.format(CLOCK)
            + ", hết "
            + seconds(Duration.between(startedAt, endedAt))
            + " giây");
    l.add(filesLine());
    l.add(
        "Số liệu: đọc "
            + figures.valuesRead()
            + " = ghi "
            + figures.valuesStored()
            + " + giữ lại "
            + figures.valuesHeld());
    l.add("Chưa nộp: " + units("missing"));
    l.add("Bị trả lại: " + units("refused"));
    l.add("Nộp chậm: " + units("late"));
    l.add(
        "Công bố: "
            + (release.isEmpty()
                ? "chưa có bản nào"
                : isPublished ? "bản mới " + release : "giữ bản " + release + ", không có gì mới")
            + (staleHours.isPresent()
                ? " – ✖ đã " + staleHours.getAsLong() + " giờ chưa có bản công bố mới"
                : "")
            + (removed.isNothing() ? "" : "; đã dọn " + removed.words()));
    l.add("Mới: " + some(news));
    l.add("Số liệu cần xem: " + warningsInWords());
    l.add(
        failures.isEmpty()
            ? "Không có lỗi hệ thống"
            : "LỖI HỆ THỐNG ("
                + failures.size()
                + "): "
                + String.join("; ", failures)
                + " – chi tiết trong state/chitieu.log");
    l.add(
        "Việc cần làm: "
            + (failures.isEmpty()
                ? some(notes)
                : "chạy lại lệnh nightly; nếu còn lỗi, gửi state/chitieu.log cho người bảo trì"));
    return l;
  }

  /** How many cells the forms ask for, of which nobody would have had to type so many. */
  private static String inWords(Release.Burden b) {
    return "Kỳ "
        + b.periodLabel().substring(0, 1).toLowerCase(Locale.ROOT)
        + b.periodLabel().substring(1)
        + ": "
        + b.forms()
        + " biểu hỏi "
        + Words.number(java.math.BigDecimal.valueOf(b.asked()))
        + " ô, trong đó "
        + b.known()
        + " ô hệ thống đã biết, "
        + b.unused()
        + " ô không dùng ở đâu";
  }

  private String warningsInWords() {
    return warnings.isEmpty()
        ? "không"
        : warnings.stream().mapToInt(Release.Warning::count).sum()
            + " chỗ = "
            + String.join(" + ", warnings.stream().map(w -> w.count() + " " + w.title()).toList());
  }

  private static String seconds(Duration d) {
    return String.format(Locale.ROOT, "%.1f", d.toMillis() / 1000.0).replace('.', ',');
  }

  private String units(String state) {
    List<String> named =
        figures.units().stream()
            .filter(u -> u.state().equals(state))
            .map(u -> u.unitCode() + " (" + u.periodCode() + ")")
            .toList();
    if (named.size() > 12) {
      return String.join(", ", named.subList(0, 12)) + " và " + (named.size() - 12) + " biểu khác";
    }
    return named.isEmpty() ? "không" : String.join(", ", named);
  }

  /** Writes the three files of the run; each appears whole. */
  void write(Path dir) throws IOException {
    place(dir, "findings.jsonl", findingsJsonl());
    place(dir, "summary.html", html());
    place(dir, "summary.json", JsonMapper.shared().writeValueAsString(json()) + "\n");
  }

  private static void place(Path dir, String name, String text) throws IOException {
    Path draft = dir.resolve("." + name);
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    Files.move(
        draft,
        dir.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, Object> json() {
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("received", figures.received());
    for (Outcome o : Outcome.values()) {
      files.put(o.code(), count(o));
    }
    files.put("left_in_place", leftInPlace);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("read", figures.valuesRead());
    values.put("stored", figures.valuesStored());
    values.put("held", figures.valuesHeld());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run_id", runId);
    all.put("as_of", asOf.toString());
    all.put("started_at", startedAt.toString());
    all.put("ended_at", endedAt.toString());
    all.put("release", release.isEmpty() ? null : release);
    all.put("files", files);
    all.put("values", values);
    all.put(
        "findings",
        figures.findings().stream()
            .map(
                f -> {
                  Map<String, Object> m = new LinkedHashMap<>();
                  m.put("code", f.code());
                  m.put("severity", f.severity().code());
                  m.put("count", f.count());
                  return m;
                })
            .toList());
    all.put(
        "units",
        figures.units().stream()
            .map(
                u -> {
                  Map<String, Object> m = new LinkedHashMap<>();
                  m.put("locality_code", u.localityCode());
                  m.put("unit_code", u.unitCode());
                  m.put("period_code", u.periodCode());
                  m.put("state", u.state());
                  return m;
                })
            .toList());
    all.put("news", news);
    all.put(
        "warnings",
        warnings.stream()
            .collect(
                Collectors.toMap(
                    Release.Warning::test,
                    Release.Warning::count,
                    Integer::sum,
                    LinkedHashMap::new)));
    burden.ifPresent(
        b ->
            all.put(
                "burden",
                Map.of(
                    "forms", b.forms(),
                    "cells", b.asked(),
                    "known", b.known(),
                    "unused", b.unused())));
    all.put("notes", notes);
    all.put("failures", failures);
    all.put("removed", Map.of("releases", removed.releases(), "runs", removed.runs()));
    return all;
  }

  private String findingsJsonl() {
    StringBuilder out = new StringBuilder();
    for (AnswerOwed a : judged) {
      for (Said f : a.findings()) {
        Map<String, @Nullable Object> m = new LinkedHashMap<>();
        CellRef at = f.place().at();
        m.put("source_file", a.receipt().fileName());
        m.put("source_sha256", a.receipt().sha256());
        m.put("locality_code", a.receipt().localityCode());
        m.put("unit_code", a.receipt().unitCode());
        m.put("period_code", a.periodCode());
        m.put("code", f.code());
        m.put("severity", f.severity().code());
        m.put("stage", f.stage());
        m.put("sheet", at == null ? null : at.sheet());
        m.put("cell", at == null ? null : at.address());
        m.put("found", f.found());
        m.put("expected", f.expected());
        m.put("message", f.message());
        m.put("remedy", f.remedy() + " Ví dụ: " + f.example());
        m.put("suggestion", f.suggestion().isEmpty() ? null : f.suggestion());
        out.append(JsonMapper.shared().writeValueAsString(m)).append('\n');
      }
    }
    return out.toString();
  }

  private String html() {
    StringBuilder h = new StringBuilder();
    h.append("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Đêm xử lý ")
        .append(Html.escape(runId))
        .append("</title><style>body{font:16px/1.5 'Times New Roman',serif;max-width:60em;")
        .append("margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%;")
        .append("margin:1em 0}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;")
        .append("vertical-align:top}th{background:#eee}.loi{color:#7f0000;font-weight:bold}")
        .append("</style></head><body>\n<h1>Đêm xử lý ")
        .append(Html.escape(runId))
        .append("</h1>\n<ul>\n");
    for (String line : lines()) {
      h.append(line.startsWith("LỖI") || line.contains("✖") ? "<li class=\"loi\">" : "<li>")
          .append(Html.escape(line))
          .append("</li>\n");
    }
    h.append("</ul>\n");
    list(h, "Điều mới trong bản công bố", news);
    list(
        h,
        "Số liệu cần xem",
        warnings.stream().map(w -> w.count() + " " + w.title() + ". " + w.meaning()).toList());
    list(h, "Điều cần xem", notes);
    list(h, "Gánh nặng biểu mẫu", burden.map(Summary::inWords).stream().toList());
    list(
        h,
        "Đã dọn",
        Stream.concat(
                removed.releases().stream().map(r -> "bản công bố " + r),
                removed.runs().stream().map(r -> "lần chạy " + r))
            .toList());
    h.append("<h2>Từng đơn vị</h2>\n<table><tr><th>Địa bàn</th><th>Đơn vị</th>")
        .append("<th>Kỳ</th><th>Tình trạng</th></tr>\n");
    for (RunFigures.UnitState u : figures.units()) {
      row(h, u.localityCode(), u.unitCode(), u.periodCode(), state(u.state()));
    }
    h.append("</table>\n<h2>Từng tệp</h2>\n<table><tr><th>Đơn vị</th><th>Tệp</th><th>Kỳ</th>")
        .append("<th>Lần</th><th>Kết quả</th><th>Phát hiện</th></tr>\n");
    for (AnswerOwed a : judged) {
      row(
          h,
          a.receipt().localityCode() + "/" + a.receipt().unitCode(),
          a.receipt().fileName(),
          a.periodCode() == null ? "" : a.periodCode(),
          Integer.toString(a.versionNo()),
          a.outcome().word(),
          String.join("; ", a.findings().stream().map(f -> f.code() + " " + f.message()).toList()));
    }
    return h.append("</table>\n</body></html>\n").toString();
  }

  private static void list(StringBuilder h, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      h.append("<h2>").append(title).append("</h2>\n<ul>\n");
      lines.forEach(l -> h.append("<li>").append(Html.escape(l)).append("</li>\n"));
      h.append("</ul>\n");
    }
  }

  private static void row(StringBuilder h, String... cells) {
    h.append("<tr>");
    for (String c : cells) {
      h.append("<td>").append(Html.escape(c)).append("</td>");
    }
    h.append("</tr>\n");
  }

  private static String state(String code) {
    return switch (code) {
      case "on_time" -> "● đúng hạn";
      case "late" -> "▲ nộp chậm";
      case "missing" -> "○ chưa nộp";
      case "refused" -> "✖ bị trả lại";
      default -> "– chưa đến hạn";
    };
  }
}
