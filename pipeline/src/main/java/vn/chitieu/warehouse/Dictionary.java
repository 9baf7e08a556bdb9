package vn.chitieu.warehouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each relation of a release and each of its columns means, in words. The words stand in the
 * head of the relation's own file under {@code sql/} (grain, sentences, then {@code -- columns:}
 * with a line for each column that means something special there) and in {@code sql/columns.txt},
 * which describes a name once for every relation that uses it in the same sense.
 */
final class Dictionary {
  private static final Pattern COLUMN =
      Pattern.compile("([a-z][a-z0-9_]*)(?: \\[([^]]+)])?: (\\S.*)");

  /**
   * What a column means.
   *
   * @param unit what it counts in; empty where there is nothing to count
   */
  record Column(String unit, String words) {
    /** Both in one line: {@code lũy kế as we count it from January [đơn vị tính]}. */
    String line() {
      return unit.isEmpty() ? words : words + " [" + unit + "]";
    }
  }

  /**
   * What a relation means.
   *
   * @param grain {@code one row per locality, measure}
   * @param words the sentences below it
   * @param of the relation whose words hold for the columns it takes over; empty where it says all
   *     itself
   * @param own what its own file says of its columns, in its order
   */
  record Relation(String grain, String words, String of, Map<String, Column> own) {
    /** Both in one line. */
    String line() {
      return words.isEmpty() ? grain : grain + ". " + words;
    }
  }

  private final Map<String, Column> common;
  private final Map<String, Relation> relations = new HashMap<>();

  Dictionary(SqlTree sql) {
    common = columns(sql.columns().lines().filter(l -> !l.startsWith("#")).toList());
    sql.marts().forEach(s -> relations.put(s.name(), head(s)));
    sql.views().forEach(s -> relations.put(s.name(), head(s)));
  }

  /** The names that mean the same everywhere. */
  Map<String, Column> common() {
    return common;
  }

  /** A mart or view of {@code sql/build.txt}. */
  Relation relation(String name) {
    return relations.get(name);
  }

  /**
   * What a column means there: the relation's own word goes before that of the one it is made of,
   * and that before the common one.
   */
  Optional<Column> findColumn(String relation, String column) {
    for (Relation r = relation(relation); r != null; r = relations.get(r.of())) {
      if (r.own().containsKey(column)) {
        return Optional.of(r.own().get(column));
      }
    }
    return Optional.ofNullable(common.get(column));
  }

  private static Relation head(SqlTree.Script script) {
    StringBuilder grain = new StringBuilder();
    StringBuilder words = new StringBuilder();
    String of = "";
    List<String> columns = new ArrayList<>();
    boolean isInColumns = false;
    for (String line : script.text().lines().takeWhile(l -> l.startsWith("--")).toList()) {
      String said = line.substring(2);
      if (said.startsWith(" grain: ")) {
        grain.append(said.substring(" grain: ".length()));
      } else if (said.startsWith(" private: ")) {
        continue; // for SqlTree
      } else if (said.startsWith(" of: ")) {
        of = said.substring(" of: ".length());
      } else if (said.equals(" columns:")) {
        isInColumns = true;
      } else if (isInColumns) {
        columns.add(said.substring(1));
      } else {
        words.append(words.isEmpty() ? "" : " ").append(said.strip());
      }
    }
    return new Relation(grain.toString(), words.toString(), of, columns(columns));
  }

  /** Lines of {@code name [unit]: words}; a line that begins with blanks goes on with the last. */
  private static Map<String, Column> columns(List<String> lines) {
    Map<String, Column> columns = new LinkedHashMap<>();
    String last = "";
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith(" ")) {
        columns.computeIfPresent(
            last, (name, c) -> new Column(c.unit(), c.words() + " " + line.strip()));
        continue;
      }
      Matcher m = COLUMN.matcher(line);
      if (!m.matches()) {
        throw new IllegalStateException("not “name [unit]: words”: " + line);
      }
      last = m.group(1);
      String unit = m.group(2) == null ? "" : m.group(2);
      if (columns.put(last, new Column(unit, m.group(3))) != null) {
        throw new IllegalStateException("described twice: " + last);
      }
    }
    return columns;
  }
}
