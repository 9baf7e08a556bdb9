package vn.chitieu.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The sentences of the report as rules, from {@code report/sentences.yaml}: in each family the
 * first rule speaks whose conditions hold and whose placeholders all have something to say.
 */
final class Phrases {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

  /** A condition holds when the fact is one of the values. */
  record Rule(Map<String, List<String>> when, String say) {}

  /** A field of the plan, by the indicators it is made of. */
  record Field(String name, List<Integer> indicators) {}

  private final Map<String, List<Rule>> families = new LinkedHashMap<>();
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final List<Field> fields = new ArrayList<>();

  static Phrases standard() {
    return of(standardRules());
  }

  /** The rules that come with the program, as they are written. */
  static byte[] standardRules() {
    try (InputStream in = Phrases.class.getResourceAsStream("/report/sentences.yaml")) {
      if (in == null) {
        throw new IllegalStateException("report/sentences.yaml is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rules as they were written once. */
  static Phrases of(byte[] rules) {
    return new Phrases(
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(rules, java.nio.charset.StandardCharsets.UTF_8)));
  }

  private Phrases(Map<String, Object> yaml) {
    for (Map<?, ?> f : maps(yaml.get("fields"))) {
      fields.add(
          new Field(
              (String) f.get("name"),
              ((List<?>) f.get("indicators")).stream().map(i -> (Integer) i).toList()));
    }
    ((Map<?, ?>) yaml.get("words")).forEach((k, v) -> words.put((String) k, (String) v));
    ((Map<?, ?>) yaml.get("figures")).forEach((k, v) -> figures.put((String) k, (String) v));
    ((Map<?, ?>) yaml.get("sentences"))
        .forEach(
            (family, rules) -> {
              List<Rule> list = new ArrayList<>();
              for (Map<?, ?> r : maps(rules)) {
                Map<String, List<String>> when = new LinkedHashMap<>();
                if (r.get("when") instanceof Map<?, ?> conditions) {
                  conditions.forEach(
                      (k, v) ->
                          when.put(
                              (String) k,
                              v instanceof List<?> l
                                  ? l.stream().map(String::valueOf).toList()
                                  : List.of(String.valueOf(v))));
                }
                list.add(new Rule(when, (String) r.get("say")));
              }
              families.put((String) family, list);
            });
  }

  private static List<Map<?, ?>> maps(Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object o : (List<?>) list) {
      maps.add((Map<?, ?>) o);
    }
    return maps;
  }

  List<Field> fields() {
    return fields;
  }

  /** A word of the report: {@code up} → {@code tăng}. */
  String word(String code) {
    return Optional.ofNullable(words.get(code))
        .orElseThrow(() -> new IllegalStateException("sentences.yaml has no word " + code));
  }

  /** What one of a subject's figures is called: {@code luy-ke} → {@code lũy kế}. */
  String figure(String field) {
    return figures.getOrDefault(field, field);
  }

  Map<String, List<Rule>> families() {
    return families;
  }

  /**
   * What the family says; empty when none of its rules fits.
   *
   * @param facts the codes that conditions ask for
   * @param values placeholder → its words, asked for only when they are spoken; an empty text is
   *     nothing to say
   */
  Optional<String> say(
      String family, Map<String, String> facts, Map<String, Supplier<String>> values) {
    List<Rule> rules = families.get(family);
    if (rules == null) {
      throw new IllegalStateException("sentences.yaml has no sentences " + family);
    }
    return rules.stream()
        .filter(
            r ->
                r.when().entrySet().stream()
                    .allMatch(c -> c.getValue().contains(facts.getOrDefault(c.getKey(), ""))))
        .map(r -> fill(r.say(), values))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> fill(String pattern, Map<String, Supplier<String>> values) {
    Matcher m = PLACEHOLDER.matcher(pattern);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      Supplier<String> value = values.get(m.group(1));
      if (value == null) {
        throw new IllegalStateException("nothing is known by {" + m.group(1) + "}: " + pattern);
      }
      String words = value.get();
      if (words.isEmpty()) {
        return Optional.empty();
      }
      m.appendReplacement(out, Matcher.quoteReplacement(words));
    }
    return Optional.of(m.appendTail(out).toString());
  }
}
