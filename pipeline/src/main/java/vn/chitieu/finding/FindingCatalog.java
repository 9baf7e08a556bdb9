package vn.chitieu.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.chitieu.sheet.CellRef;

/**
 * The wording, weight and code of each finding, from {@code findings.yaml}. Turns a {@link Finding}
 * into what is {@link Said}. Immutable and safe to share between threads.
 */
public final class FindingCatalog {
  /** What a unit wrote is cut beyond this: an answer quotes, it does not repeat. */
  private static final int QUOTE = 80;

  /** Our own words are cut only beyond this, so that no cell grows without end. */
  private static final int SENTENCE = 400;

  /**
   * One entry of the catalogue; wording with {@code {placeholders}}.
   *
   * @param band what the first line of the answer tells to do when this finding refuses the file
   *     and no cell is to be mended; {@code {until}} stands for the deadline; else empty
   * @param needsForm whether nothing but the unit's form anew mends it
   */
  public record Entry(
      String name,
      String code,
      Severity severity,
      boolean isFirm,
      String title,
      String found,
      String expected,
      String message,
      String remedy,
      String suggestion,
      String example,
      String wrong,
      String band,
      boolean needsForm,
      Office office) {}

  /** What the office may change about a finding. */
  public enum Office {
    /** Weight and stage. */
    FREE,
    /** Only between asking and noting: facts must not depend on the order of months. */
    ASKS,
    /** Nothing: without it nobody would know what to store, or whose it is. */
    FIXED
  }

  /** How the office weighs a finding instead of the catalogue. */
  public record Weighing(Severity severity, boolean isFirm) {}

  /** Sets of weights kept: most localities of a city share one. */
  private static final int KEPT = 64;

  private final Map<String, Entry> byName;

  private final Map<Map<String, Weighing>, FindingCatalog> weighed = new ConcurrentHashMap<>();

  private FindingCatalog(Map<String, Entry> byName) {
    this.byName = byName;
  }

  private static final FindingCatalog STANDARD = read();

  /** The catalogue the program ships with. */
  public static FindingCatalog standard() {
    return STANDARD;
  }

  private static FindingCatalog read() {
    try (InputStream in = FindingCatalog.class.getResourceAsStream("/findings.yaml")) {
      if (in == null) {
        throw new IllegalStateException("findings.yaml is not on the class path");
      }
      Map<String, Map<String, Object>> yaml =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Map<String, Entry> entries = new LinkedHashMap<>();
      yaml.forEach((name, e) -> entries.put(name, entry(name, e)));
      return new FindingCatalog(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String name, Map<String, Object> e) {
    return new Entry(
        name,
        text(name, e, "code"),
        Severity.valueOf(text(name, e, "severity").toUpperCase(Locale.ROOT)),
        text(name, e, "stage").equals("firm"),
        text(name, e, "title"),
        optional(e, "found"),
        optional(e, "expected"),
        text(name, e, "message"),
        text(name, e, "remedy"),
        optional(e, "suggestion"),
        text(name, e, "example"),
        text(name, e, "wrong"),
        optional(e, "band"),
        optional(e, "needs").equals("form"),
        optional(e, "office").isEmpty()
            ? Office.FREE
            : Office.valueOf(optional(e, "office").toUpperCase(Locale.ROOT)));
  }

  private static String text(String name, Map<String, Object> e, String key) {
    Object v = e.get(key);
    if (v == null) {
      throw new IllegalStateException("findings.yaml: " + name + " has no " + key);
    }
    return v.toString().strip();
  }

  private static String optional(Map<String, Object> e, String key) {
    Object v = e.get(key);
    return v == null ? "" : v.toString().strip();
  }

  /** Every entry, in the file's order. */
  public Collection<Entry> list() {
    return byName.values();
  }

  /** The entry of a code. */
  public Optional<Entry> find(String code) {
    return byName.values().stream().filter(e -> e.code().equals(code)).findFirst();
  }

  /** The same catalogue with the office's weights, by code; what it may not change stays. */
  public FindingCatalog weighed(Map<String, Weighing> weights) {
    if (weights.isEmpty()) {
      return this;
    }
    if (weighed.size() >= KEPT) {
      weighed.clear();
    }
    return weighed.computeIfAbsent(weights, this::reweighed);
  }

  private FindingCatalog reweighed(Map<String, Weighing> weights) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    byName.forEach(
        (name, e) -> {
          Weighing w = weights.get(e.code());
          entries.put(
              name,
              w == null || e.office() == Office.FIXED
                  ? e
                  : new Entry(
                      e.name(),
                      e.code(),
                      w.severity(),
                      w.isFirm(),
                      e.title(),
                      e.found(),
                      e.expected(),
                      e.message(),
                      e.remedy(),
                      e.suggestion(),
                      e.example(),
                      e.wrong(),
                      e.band(),
                      e.needsForm(),
                      e.office()));
        });
    return new FindingCatalog(entries);
  }

  /** Whether a code refuses a file for personal data: its bytes and words are not kept. */
  public static boolean isPersonalData(String code) {
    return code.equals(STANDARD.get(Finding.PersonalNumber.class).code())
        || code.equals(STANDARD.get(Finding.PeopleListed.class).code());
  }

  /** The entry of a kind of finding. */
  public Entry get(Class<? extends Finding> kind) {
    Entry e = byName.get(kind.getSimpleName());
    if (e == null) {
      throw new IllegalStateException("findings.yaml has no entry " + kind.getSimpleName());
    }
    return e;
  }

  /** Puts a finding into words. */
  public Said say(Finding finding) {
    return say(finding, null, "");
  }

  /**
   * Puts a finding into words. Where its wording asks the unit to explain, the cell for that is
   * named and belongs to what the finding is about.
   *
   * @param explainAt where the unit explains it; null when there is no such cell
   * @param heading the heading of that cell's column
   */
  public Said say(Finding finding, @Nullable CellRef explainAt, String heading) {
    Entry e = get(finding.getClass());
    Map<String, String> words = words(finding);
    words.put(
        "explain",
        explainAt == null ? "cột Giải trình" : "ô " + explainAt.address() + " (" + heading + ")");
    Place place =
        explainAt != null && (e.message() + e.remedy()).contains("{explain}")
            ? finding.place().with(explainAt)
            : finding.place();
    return new Said(
        e.code(),
        e.severity(),
        e.isFirm(),
        e.title(),
        place,
        fill(e.found(), words),
        fill(e.expected(), words),
        fill(e.message(), words).strip(),
        fill(e.remedy(), words),
        fill(e.example(), words),
        fill(e.suggestion(), words));
  }

  private static Map<String, String> words(Finding finding) {
    Map<String, String> words = new LinkedHashMap<>();
    Place p = finding.place();
    words.put("cell", p.at() == null ? "" : p.at().address());
    words.put("sheet", p.at() == null ? "" : p.at().sheet());
    words.put("label", p.label());
    words.put("also", p.alsoInWords());
    for (RecordComponent c : finding.getClass().getRecordComponents()) {
      if (c.getType() == String.class) {
        try {
          words.put(
              c.getName(),
              cut(
                  (String) c.getAccessor().invoke(finding),
                  c.getName().equals("found") ? QUOTE : SENTENCE));
        } catch (IllegalAccessException | InvocationTargetException x) {
          throw new IllegalStateException(x);
        }
      }
    }
    return words;
  }

  private static String cut(String s, int most) {
    String oneLine = s.replaceAll("\\s+", " ").strip();
    return oneLine.length() <= most ? oneLine : oneLine.substring(0, most) + "…";
  }

  private static String fill(String wording, Map<String, String> words) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (true) {
      int open = wording.indexOf('{', from);
      if (open < 0) {
        return out.append(wording, from, wording.length()).toString();
      }
      int close = wording.indexOf('}', open);
      String key = wording.substring(open + 1, close);
      String value = words.get(key);
      if (value == null) {
        throw new IllegalStateException("unknown placeholder {" + key + "}: " + wording);
      }
      out.append(wording, from, open).append(value);
      from = close + 1;
    }
  }
}
