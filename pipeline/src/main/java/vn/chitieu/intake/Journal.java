package vn.chitieu.intake;

import static vn.chitieu.intake.JsonLines.event;
import static vn.chitieu.intake.JsonLines.text;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What runs did beside taking files, in the same {@code archive/receipts.jsonl} as the receipts: so
 * that one file tells a home's life in its order, and the ledger can be made again from it and the
 * archived bytes. An act is written down before the ledger knows it; telling it twice is no fault.
 */
public final class Journal {
  /** A plan workbook that came into force; its bytes are in the archive. */
  public record Adopted(String localityCode, String sha256) {}

  /** A file that left its drop folder. */
  public record Left(String receiptId, LocalDateTime at) {}

  /**
   * A release that was put in place.
   *
   * @param knownAt what was recorded up to then is in it
   */
  public record Published(
      String releaseId,
      LocalDate asOf,
      LocalDateTime knownAt,
      String sqlSha256,
      String fileSha256) {}

  /**
   * A run, with all it did.
   *
   * @param answered receipt → the names of its answer's files
   * @param hasReceived whether it received, judged and let go all there was up to its day
   */
  public record RunTold(
      String runId,
      LocalDate asOf,
      LocalDateTime startedAt,
      List<Adopted> adopted,
      List<Receipt> received,
      Map<String, List<String>> answered,
      List<Left> left,
      boolean hasReceived,
      List<Published> published) {
    public RunTold {
      adopted = List.copyOf(adopted);
      received = List.copyOf(received);
      answered = Map.copyOf(answered);
      left = List.copyOf(left);
      published = List.copyOf(published);
    }
  }

  /**
   * All that a journal tells.
   *
   * @param runs in their order
   * @param ofNoRun files that were received before the journal told of runs
   */
  public record Told(List<RunTold> runs, List<Receipt> ofNoRun) {
    public Told {
      runs = List.copyOf(runs);
      ofNoRun = List.copyOf(ofNoRun);
    }

    /** Every receipt, in the order in which they came. */
    public List<Receipt> listReceipts() {
      return Stream.concat(ofNoRun.stream(), runs.stream().flatMap(r -> r.received().stream()))
          .toList();
    }
  }

  private final JsonLines lines;

  public Journal(Home home) {
    this.lines = new JsonLines(home.journal());
  }

  // ---- writing

  /** A run begins; what follows is its work. */
  public void run(String runId, LocalDate asOf, LocalDateTime startedAt) throws IOException {
    // what relies on it waits for the disk, and this line with it
    lines.append(
        List.of(
            event(
                "event",
                "run",
                "run",
                runId,
                "as_of",
                asOf.toString(),
                "started_at",
                startedAt.toString())),
        false);
  }

  /** A plan workbook is about to come into force. */
  public void adopted(String localityCode, String sha256) throws IOException {
    lines.append(
        List.of(event("event", "adopted", "locality", localityCode, "sha256", sha256)), true);
  }

  /** Answers were written; one that is lost from here is written again, to the byte the same. */
  public void answered(Map<String, List<String>> filesOfReceipts) throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    filesOfReceipts.forEach(
        (receipt, files) ->
            events.add(event("event", "answered", "receipt", receipt, "files", files)));
    lines.append(events, false);
  }

  /** The run has received, judged and let go all there was up to its day. */
  public void hasReceived() throws IOException {
    lines.append(List.of(event("event", "has_received")), true);
  }

  /** A release was put in place. */
  public void published(Published p) throws IOException {
    lines.append(
        List.of(
            event(
                "event", "published",
                "release", p.releaseId(),
                "as_of", p.asOf().toString(),
                "known_at", p.knownAt().toString(),
                "sql_sha256", p.sqlSha256(),
                "file_sha256", p.fileSha256())),
        true);
  }

  // ---- reading

  /** A run while its lines are read. */
  private static final class Reading {
    private final JsonNode run;
    private final List<Adopted> adopted = new ArrayList<>();
    private final List<Receipt> received = new ArrayList<>();
    private final Map<String, List<String>> answered = new LinkedHashMap<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Published> published = new ArrayList<>();
    private boolean hasReceived;

    Reading(JsonNode run) {
      this.run = run;
    }

    RunTold told() {
      return new RunTold(
          text(run, "run"),
          LocalDate.parse(text(run, "as_of")),
          LocalDateTime.parse(text(run, "started_at")),
          adopted,
          received,
          answered,
          left,
          hasReceived,
          published);
    }
  }

  /**
   * Reads the journal of a home; empty when it has none. A line that was cut short is passed over:
   * nothing was done that relies on it.
   */
  public static Told read(Home home) throws IOException {
    List<Reading> runs = new ArrayList<>();
    List<Receipt> ofNoRun = new ArrayList<>();
    Reading current = null;
    for (JsonNode e : new JsonLines(home.journal()).read()) {
      switch (text(e, "event")) {
        case "run" -> {
          current = new Reading(e);
          runs.add(current);
        }
        case "received" -> (current == null ? ofNoRun : current.received).add(JsonLines.receipt(e));
        default -> {
          if (current != null) {
            apply(e, current);
          }
        }
      }
    }
    return new Told(runs.stream().map(Reading::told).toList(), ofNoRun);
  }

  private static void apply(JsonNode e, Reading run) {
    switch (text(e, "event")) {
      case "adopted" -> run.adopted.add(new Adopted(text(e, "locality"), text(e, "sha256")));
      case "answered" -> {
        List<String> files = new ArrayList<>();
        e.path("files").forEach(f -> files.add(f.asString()));
        run.answered.put(text(e, "receipt"), files);
      }
      case "left" ->
          run.left.add(new Left(text(e, "receipt"), LocalDateTime.parse(text(e, "left_nop_at"))));
      case "has_received" -> run.hasReceived = true;
      case "published" ->
          run.published.add(
              new Published(
                  text(e, "release"),
                  LocalDate.parse(text(e, "as_of")),
                  LocalDateTime.parse(text(e, "known_at")),
                  text(e, "sql_sha256"),
                  text(e, "file_sha256")));
      default -> {} // "taking", or a later program's event
    }
  }
}
