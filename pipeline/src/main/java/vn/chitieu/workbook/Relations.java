package vn.chitieu.workbook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part points to which: the {@code .rels} parts of a package. */
final class Relations {
  /**
   * One relation within the package.
   *
   * @param type the last part of the type names it in both dialects: {@code …/worksheet}
   * @param target the part's full name, without a leading slash
   */
  record Relation(String id, String type, String target) {}

  private Relations() {}

  /** The relations part of a part; of the package itself when the name is empty. */
  static String nameFor(String part) {
    int slash = part.lastIndexOf('/');
    return part.substring(0, slash + 1) + "_rels/" + part.substring(slash + 1) + ".rels";
  }

  /** The internal relations of a part, in order; none when it has no relations part. */
  static List<Relation> read(Parts parts, String part, Ceilings ceilings) {
    String rels = nameFor(part);
    List<Relation> all = new ArrayList<>();
    if (!parts.has(rels)) {
      return all;
    }
    try (Xml xml = new Xml(parts.open(rels), ceilings)) {
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (at == Xml.At.START && xml.localName().equals("Relationship")) {
          String id = xml.attribute("Id");
          String type = xml.attribute("Type");
          String target = xml.attribute("Target");
          if (id != null && type != null && target != null && !isExternal(xml)) {
            all.add(new Relation(id, type, resolve(part, target)));
          }
        }
      }
    }
    return all;
  }

  private static boolean isExternal(Xml xml) {
    @Nullable String mode = xml.attribute("TargetMode");
    return "External".equals(mode);
  }

  /** A target is relative to the folder of the part that points, or absolute. */
  static String resolve(String part, String target) {
    String path = target.replace('\\', '/');
    String base = path.startsWith("/") ? "" : part.substring(0, part.lastIndexOf('/') + 1);
    Deque<String> steps = new ArrayDeque<>();
    for (String step : (base + path).split("/")) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }
}
