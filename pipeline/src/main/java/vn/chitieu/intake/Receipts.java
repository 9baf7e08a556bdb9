package vn.chitieu.intake;

import static vn.chitieu.intake.JsonLines.event;
import static vn.chitieu.intake.JsonLines.text;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal {@code archive/receipts.jsonl}: which name was taken, what was received, what has
 * left the drop folder. Each line is on the disk before the ledger or the drop folder is changed
 * because of it; a last line cut short by a crash is ignored, for nothing can rely on it yet.
 */
final class Receipts {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

  private final JsonLines journal;

  /** {@code <locality>/<unit>/<taken name>} → what was taken under it. */
  private final Map<String, Taking> takings = new LinkedHashMap<>();

  private final Map<String, Receipt> open = new LinkedHashMap<>();
  private final Set<String> left = new HashSet<>();

  Receipts(Home home) throws IOException {
    this.journal = new JsonLines(home.journal());
    for (JsonNode e : journal.read()) {
      try {
        apply(e);
      } catch (RuntimeException notOurs) {
        LOG.warn("journal line passed over: {}", e, notOurs);
      }
    }
  }

  private void apply(JsonNode e) {
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
        Receipt r = JsonLines.receipt(e);
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
                    event(
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
    append(receipts.stream().map(JsonLines::received).toList());
  }

  void left(List<String> receiptIds, LocalDateTime at) throws IOException {
    append(
        receiptIds.stream()
            .map(id -> event("event", "left", "receipt", id, "left_nop_at", at.toString()))
            .toList());
  }

  /** Many events, one wait for the disk. */
  private synchronized void append(List<Map<String, Object>> events) throws IOException {
    journal.append(events, true);
    events.forEach(e -> apply(JsonMapper.shared().valueToTree(e)));
  }
}
