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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal {@code archive/receipts.jsonl}: which name was taken, what was received, what has
 * left the drop folder. Each line is on the disk before the ledger or the drop folder is changed
 * because of it; a last line cut short by a crash is ignored, for nothing can rely on it yet.
 */
final class Receipts {
  private final Path file;
  private final JsonMapper json = JsonMapper.shared();

  /** {@code <locality>/<unit>/<taken name>} → what was taken under it. */
  private final Map<String, Taking> takings = new LinkedHashMap<>();

  private final Map<String, Receipt> open = new LinkedHashMap<>();
  private final java.util.Set<String> left = new java.util.HashSet<>();
  private boolean endsMidLine;

  Receipts(Home home) throws IOException {
    this.file = home.archive().resolve("receipts.jsonl");
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      endsMidLine = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      for (String line : lines) {
        try {
          apply(line);
        } catch (RuntimeException e) {
          // Cut short by a crash, or not ours: nothing was done that relies on it.
          org.slf4j.LoggerFactory.getLogger(Receipts.class).warn("journal line passed over", e);
        }
      }
    }
  }

  private void apply(String line) {
    if (line.isBlank()) {
      return;
    }
    apply(json.readValue(line, Map.class));
  }

  private void apply(Map<?, ?> e) {
    switch (text(e, "event")) {
      case "taking" ->
          takings.put(
              key(text(e, "locality"), text(e, "unit"), text(e, "taken")),
              new Taking(
                  text(e, "locality"),
                  text(e, "unit"),
                  text(e, "name"),
                  text(e, "taken"),
                  text(e, "run"),
                  day(text(e, "arrived_on"))));
      case "received" -> {
        Receipt r =
            new Receipt(
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
        if (!left.contains(r.receiptId())) {
          open.put(r.receiptId(), r);
        }
      }
      case "left" -> {
        open.remove(text(e, "receipt"));
        left.add(text(e, "receipt"));
      }
      default -> {} // a later program's event
    }
  }

  private static String text(Map<?, ?> e, String key) {
    Object v = e.get(key);
    return v == null ? "" : v.toString();
  }

  private static @Nullable LocalDate day(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }

  private static String key(String locality, String unit, String taken) {
    return locality + "/" + unit + "/" + taken;
  }

  /** What was taken, by this or an earlier run, under a name of ours. */
  synchronized Optional<Taking> findTaking(String locality, String unit, String taken) {
    return Optional.ofNullable(takings.get(key(locality, unit, taken)));
  }

  /** Received and not yet gone from the drop folder. */
  synchronized Map<String, Receipt> open() {
    return Map.copyOf(open);
  }

  synchronized @Nullable Receipt findOpen(String receiptId) {
    return open.get(receiptId);
  }

  /** Whether that receipt's file has left its folder: whatever lies there now is another drop. */
  synchronized boolean hasLeft(String receiptId) {
    return left.contains(receiptId);
  }

  /**
   * A drop that is about to be renamed: written down before it is done.
   *
   * @param arrivedOn null in a journal of before 11/2026
   */
  record Taking(
      String locality,
      String unit,
      String name,
      String taken,
      String runId,
      @Nullable LocalDate arrivedOn) {}

  void taking(List<Taking> drops) throws IOException {
    append(
        drops.stream()
            .map(
                t ->
                    fields(
                        "event", "taking",
                        "run", t.runId(),
                        "locality", t.locality(),
                        "unit", t.unit(),
                        "name", t.name(),
                        "taken", t.taken(),
                        "arrived_on", t.arrivedOn() == null ? "" : t.arrivedOn().toString()))
            .toList());
  }

  void received(List<Receipt> receipts) throws IOException {
    append(
        receipts.stream()
            .map(
                r ->
                    fields(
                        "event", "received",
                        "receipt", r.receiptId(),
                        "run", r.runId(),
                        "locality", r.localityCode(),
                        "unit", r.unitCode(),
                        "name", r.fileName(),
                        "sha256", r.sha256(),
                        "size", Long.toString(r.size()),
                        "modified_at", r.modifiedAt().toString(),
                        "arrived_on", r.arrivedOn().toString(),
                        "received_at", r.receivedAt().toString()))
            .toList());
  }

  void left(List<String> receiptIds, LocalDateTime at) throws IOException {
    append(
        receiptIds.stream()
            .map(id -> fields("event", "left", "receipt", id, "left_nop_at", at.toString()))
            .toList());
  }

  private static Map<String, String> fields(String... keysAndValues) {
    Map<String, String> m = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      m.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return m;
  }

  /** Many events, one wait for the disk. */
  private synchronized void append(List<Map<String, String>> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder(endsMidLine ? "\n" : "");
    for (Map<String, String> e : events) {
      lines.append(json.writeValueAsString(e)).append('\n');
    }
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer b = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
      while (b.hasRemaining()) {
        out.write(b);
      }
      out.force(true);
    } catch (IOException e) {
      endsMidLine = true; // part of it may stand there
      throw e;
    }
    endsMidLine = false;
    events.forEach(this::apply);
  }
}
