package vn.chitieu.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files under {@code sql/} that say what a release is, in the order of {@code sql/build.txt}. A
 * file's name is the name of what it makes; the jar carries them, the manifest their hash.
 */
final class SqlTree {
  private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

  /** One file: a macro, a relation's select, or a test's query for offenders. */
  record Script(String name, String text) {
    /** Whether a test only gathers facts about the units; any other holds the release back. */
    boolean isWarning() {
      return head("severity").equals("warn");
    }

    /** The words of a head line {@code -- key: …} and of the lines indented below; or empty. */
    String head(String key) {
      StringBuilder words = new StringBuilder();
      for (String line : text.lines().takeWhile(l -> l.startsWith("--")).toList()) {
        if (line.startsWith("-- " + key + ": ")) {
          words.append(line.substring(("-- " + key + ": ").length()));
        } else if (!words.isEmpty() && line.startsWith("--   ")) {
          words.append(' ').append(line.substring(2).strip());
        } else if (!words.isEmpty()) {
          break;
        }
      }
      return words.toString();
    }

    /** The columns that hold people's own words; on public pages they are null. */
    List<String> privateColumns() {
      String declared = head("private");
      return declared.isEmpty() ? List.of() : List.of(declared.split(",\\s*"));
    }
  }

  private final Map<String, List<Script>> byFolder = new LinkedHashMap<>();
  private final String columns = read("columns.txt");
  private final String sha256;

  private SqlTree() {
    MessageDigest digest = sha256();
    for (String line : read("build.txt").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String text = read(line);
      digest.update((line + "\n" + text).getBytes(StandardCharsets.UTF_8));
      int slash = line.indexOf('/');
      byFolder
          .computeIfAbsent(line.substring(0, slash), k -> new ArrayList<>())
          .add(new Script(line.substring(slash + 1, line.length() - ".sql".length()), text));
    }
    digest.update(columns.getBytes(StandardCharsets.UTF_8));
    sha256 = HexFormat.of().formatHex(digest.digest());
  }

  /** Reads the files the program ships with. */
  static SqlTree standard() {
    return new SqlTree();
  }

  private static String read(String file) {
    try (InputStream in = SqlTree.class.getResourceAsStream("/sql/" + file)) {
      if (in == null) {
        throw new IllegalStateException("sql/" + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Script> macros() {
    return byFolder.getOrDefault("macros", List.of());
  }

  List<Script> staging() {
    return byFolder.getOrDefault("staging", List.of());
  }

  List<Script> marts() {
    return byFolder.getOrDefault("marts", List.of());
  }

  /** What of a release is worked out anew at each look. */
  List<Script> views() {
    return byFolder.getOrDefault("views", List.of());
  }

  List<Script> tests() {
    return byFolder.getOrDefault("tests", List.of());
  }

  /** {@code columns.txt}, which {@link Dictionary} reads. */
  String columns() {
    return columns;
  }

  /** Hash over every file's name and content, in order. */
  String hash() {
    return sha256;
  }

  /** What one relation is made from, itself last: the relations whose names its text uses. */
  List<Script> needed(String relation) {
    List<Script> all = new ArrayList<>(staging());
    all.addAll(marts());
    Set<String> wanted = new HashSet<>(Set.of(relation));
    List<Script> needed = new ArrayList<>();
    for (Script s : all.reversed()) {
      if (wanted.contains(s.name())) {
        needed.addFirst(s);
        WORD.matcher(s.text()).results().forEach(w -> wanted.add(w.group()));
      }
    }
    return needed;
  }
}
