package vn.chitieu.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  private final Path file;

  public Journal(Home home) {
    this.file = file(home);
  }

  private static Path file(Home home) {
    return home.archive().resolve("receipts.jsonl");
  }

  // ---- writing

  /** A run begins; what follows is its work. */
  public void run(String runId, LocalDate asOf, LocalDateTime startedAt) throws IOException {
    // what relies on it waits for the disk, and this line with it
    append(
        false,
        fields(
            "event",
            "run",
            "run",
            runId,
            "as_of",
            asOf.toString(),
            "started_at",
            startedAt.toString()));
  }

  /** A plan workbook is about to come into force. */
  public void adopted(String localityCode, String sha256) throws IOException {
    append(true, fields("event", "adopted", "locality", localityCode, "sha256", sha256));
  }

  /** Answers were written; one that is lost from here is written again, to the byte the same. */
  public void answered(Map<String, List<String>> filesOfReceipts) throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    filesOfReceipts.forEach(
        (receipt, files) ->
            events.add(fields("event", "answered", "receipt", receipt, "files", files)));
    append(false, events);
  }

  /** The run has received, judged and let go all there was up to its day. */
  public void hasReceived() throws IOException {
    append(true, fields("event", "has_received"));
  }

  /** A release was put in place. */
  public void published(Published p) throws IOException {
    append(
        true,
        fields(
            "event", "published",
            "release", p.releaseId(),
            "as_of", p.asOf().toString(),
            "known_at", p.knownAt().toString(),
            "sql_sha256", p.sqlSha256(),
            "file_sha256", p.fileSha256()));
  }

  private static Map<String, Object> fields(Object... keysAndValues) {
    Map<String, Object> m = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      m.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return m;
  }

  private void append(boolean waits, Map<String, Object> event) throws IOException {
    append(waits, List.of(event));
  }

  private void append(boolean waits, List<Map<String, Object>> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (Map<String, Object> e : events) {
      lines.append(JsonMapper.shared().writeValueAsString(e)).append('\n');
    }
    if (endsMidLine()) {
      lines.insert(0, '\n'); // a line cut short by a crash
    }
    // appended as the receipts are, which another thread may be doing at this moment
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer b = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
      while (b.hasRemaining()) {
        out.write(b);
      }
      if (waits) {
        out.force(true);
      }
    }
  }

  private boolean endsMidLine() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return in.size() > 0 && in.read(last, in.size() - 1) == 1 && last.get(0) != '\n';
    }
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
    if (!Files.exists(file(home))) {
      return new Told(List.of(), List.of());
    }
    List<Reading> runs = new ArrayList<>();
    List<Receipt> ofNoRun = new ArrayList<>();
    Reading current = null;
    // not as strict text: a cut line may end within a letter
    for (String line :
        new String(Files.readAllBytes(file(home)), StandardCharsets.UTF_8).lines().toList()) {
      JsonNode e = event(line);
      if (e == null) {
        continue;
      }
      switch (text(e, "event")) {
        case "run" -> {
          current = new Reading(e);
          runs.add(current);
        }
        case "received" -> (current == null ? ofNoRun : current.received).add(receipt(e));
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

  private static @Nullable JsonNode event(String line) {
    try {
      return line.isBlank() ? null : JsonMapper.shared().readTree(line);
    } catch (tools.jackson.core.JacksonException e) {
      return null;
    }
  }

  private static Receipt receipt(JsonNode e) {
    return new Receipt(
        text(e, "receipt"),
        text(e, "locality"),
        text(e, "unit"),
        text(e, "name"),
        text(e, "sha256"),
        Long.parseLong(text(e, "size")),
        LocalDateTime.parse(text(e, "modified_at")),
        LocalDate.parse(text(e, "arrived_on")),
        LocalDateTime.parse(text(e, "received_at")),
        text(e, "run"));
  }

  private static String text(JsonNode e, String key) {
    return e.path(key).asString("");
  }
}
