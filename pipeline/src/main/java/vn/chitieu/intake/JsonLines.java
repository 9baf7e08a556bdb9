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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of events, one JSON object a line, that is only ever added to. Several may add to it at
 * the same time: each adds its lines in one piece.
 */
final class JsonLines {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

  private final Path file;

  JsonLines(Path file) {
    this.file = file;
  }

  /**
   * The events in their order; none when there is no file. A line that was cut short by a crash, or
   * is not ours, is passed over: nothing was done that relies on it.
   */
  List<JsonNode> read() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    if (Files.exists(file)) {
      // not as strict text: a cut line may end within a letter
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
        try {
          events.add(JsonMapper.shared().readTree(line));
        } catch (JacksonException e) {
          LOG.warn("line passed over in {}", file, e);
        }
      }
    }
    return events;
  }

  /**
   * Adds events.
   *
   * @param waits whether they are on the disk on return
   */
  void append(List<? extends Map<String, ?>> events, boolean waits) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder(endsMidLine() ? "\n" : "");
    for (Map<String, ?> e : events) {
      lines.append(JsonMapper.shared().writeValueAsString(e)).append('\n');
    }
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

  /** An event of names and values in turn. */
  static Map<String, Object> event(Object... namesAndValues) {
    Map<String, Object> m = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      m.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return m;
  }

  /** What an event says under a name; empty when nothing. */
  static String text(JsonNode event, String name) {
    return event.path(name).asString("");
  }

  /** A receipt as an event says it: what {@link #received} has made. */
  static Receipt receipt(JsonNode e) {
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

  /** The event that a file was received. */
  static Map<String, Object> received(Receipt r) {
    return event(
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
        "received_at", r.receivedAt().toString());
  }
}
