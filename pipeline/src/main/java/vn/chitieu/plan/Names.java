package vn.chitieu.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.chitieu.sheet.Spelling;

/**
 * The names of things that have codes, and who is meant by a text: by the code first, then by the
 * name's key, then by the plan's other names, then by the one nearest name.
 */
public final class Names {
  /** Who is meant. */
  public sealed interface Match {
    /** The code itself, or a name that one thing has. */
    record Sure(String code) implements Match {}

    /** The one name that is nearly this; to be asked about. */
    record Nearest(String code, String name) implements Match {}

    record Nobody() implements Match {}
  }

  private final Map<String, String> byCode = new LinkedHashMap<>();
  private final Map<String, Set<String>> byKey = new LinkedHashMap<>();
  private final Map<String, Set<String>> byAlias = new LinkedHashMap<>();

  private Names() {}

  /** The plan's units. */
  public static Names ofUnits(List<Unit> units, List<Plan.Alias> aliases) {
    Names names = new Names();
    units.forEach(u -> names.add(u.code(), u.name(), u.shortName()));
    names.addAliases(aliases, "don-vi");
    return names;
  }

  /** The plan's measures. */
  public static Names ofMeasures(List<Measure> measures, List<Plan.Alias> aliases) {
    Names names = new Names();
    measures.forEach(m -> names.add(m.code(), m.name(), m.shortName()));
    names.addAliases(aliases, "chi-tieu");
    return names;
  }

  /** The rows of a unit's form, by their labels. */
  public static Names ofItems(List<Item> items, List<Plan.Alias> aliases) {
    Names names = new Names();
    for (Item i : items) {
      names.add(i.code(), i.label());
      if (i.measure().kind() == Measure.Kind.RATE) {
        names.add(i.code(), withoutUnit(i));
      }
    }
    names.addAliases(
        aliases.stream().filter(a -> names.byCode.containsKey(a.code())).toList(), "chi-tieu");
    return names;
  }

  private static String withoutUnit(Item i) {
    String ending = " (" + i.unitOfMeasure() + ")";
    return i.label().endsWith(ending)
        ? i.label().substring(0, i.label().length() - ending.length())
        : i.label();
  }

  /** The tổ dân phố. */
  public static Names ofAreas(List<Plan.Area> areas, List<Plan.Alias> aliases) {
    Names names = new Names();
    areas.forEach(a -> names.add(a.code(), a.name()));
    names.addAliases(aliases, "to-dan-pho");
    return names;
  }

  /** A unit's tasks. */
  public static Names ofTasks(List<Task> tasks) {
    Names names = new Names();
    tasks.forEach(t -> names.add(t.code(), t.name()));
    return names;
  }

  private void add(String code, String... spellings) {
    byCode.putIfAbsent(code, spellings[0]);
    for (String s : spellings) {
      byKey.computeIfAbsent(Spelling.key(s), k -> new LinkedHashSet<>()).add(code);
    }
  }

  private void addAliases(List<Plan.Alias> aliases, String kind) {
    for (Plan.Alias a : aliases) {
      if (a.kind().equals(kind)) {
        byAlias.computeIfAbsent(Spelling.key(a.alias()), k -> new LinkedHashSet<>()).add(a.code());
      }
    }
  }

  /** The first name of a code; the code itself when it is none. */
  public String get(String code) {
    return byCode.getOrDefault(code, code);
  }

  /** Every code that a text names exactly, be it by code, name or other name; often just one. */
  public Set<String> list(String text) {
    String t = Spelling.clean(text);
    if (byCode.containsKey(t)) {
      return Set.of(t);
    }
    String key = Spelling.key(text);
    Set<String> codes = new LinkedHashSet<>(byKey.getOrDefault(key, Set.of()));
    if (codes.isEmpty()) {
      codes.addAll(byAlias.getOrDefault(key, Set.of()));
    }
    return codes;
  }

  /** Who is meant by a text. */
  public Match find(String text) {
    Set<String> exact = list(text);
    if (exact.size() == 1) {
      return new Match.Sure(exact.iterator().next());
    }
    String bare = Spelling.bareKey(text);
    if (!exact.isEmpty() || bare.isEmpty()) {
      return new Match.Nobody();
    }
    int best = Math.max(1, bare.length() / 6) + 1;
    Set<String> nearest = new LinkedHashSet<>();
    List<String> candidates = new ArrayList<>(byCode.keySet());
    candidates.addAll(byKey.keySet());
    candidates.addAll(byAlias.keySet());
    for (String c : candidates) {
      int d = Spelling.distance(Spelling.bareKey(untoned(c)), bare);
      if (d < best) {
        best = d;
        nearest.clear();
      }
      if (d == best && d <= Math.max(1, bare.length() / 6)) {
        nearest.addAll(
            byCode.containsKey(c)
                ? Set.of(c)
                : byKey.getOrDefault(c, byAlias.getOrDefault(c, Set.of())));
      }
    }
    if (nearest.size() != 1) {
      return new Match.Nobody();
    }
    String code = nearest.iterator().next();
    return new Match.Nearest(code, get(code));
  }

  /** A key carries its tones as digits at the end of words of letters. */
  private static String untoned(String key) {
    return key.replaceAll("(?<=\\p{L})[1-5](?= |$)", "");
  }
}
