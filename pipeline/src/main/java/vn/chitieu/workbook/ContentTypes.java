package vn.chitieu.workbook;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What each part of a package is: {@code [Content_Types].xml}. */
final class ContentTypes {
  static final String PART = "[Content_Types].xml";

  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, String> byExtension = new HashMap<>();

  private ContentTypes() {}

  static ContentTypes read(Parts parts, Ceilings ceilings) {
    ContentTypes types = new ContentTypes();
    try (Xml xml = new Xml(parts.open(PART), ceilings)) {
      for (Xml.At at = xml.next(); at != Xml.At.END_OF_PART; at = xml.next()) {
        if (at == Xml.At.START) {
          String type = xml.attribute("ContentType");
          String name = xml.attribute("PartName");
          String extension = xml.attribute("Extension");
          if (type != null && name != null) {
            types.byName.put(key(name), type);
          } else if (type != null && extension != null) {
            types.byExtension.put(extension.toLowerCase(Locale.ROOT), type);
          }
        }
      }
    }
    return types;
  }

  static String key(String name) {
    String n = name.toLowerCase(Locale.ROOT);
    return n.startsWith("/") ? n.substring(1) : n;
  }

  /** The part's content type, empty when none is given. */
  String typeOf(String part) {
    String byOwnName = byName.get(key(part));
    return byOwnName != null
        ? byOwnName
        : byExtension.getOrDefault(key(part).substring(key(part).lastIndexOf('.') + 1), "");
  }

  /** Whether files of that extension have a type. */
  boolean hasExtension(String extension) {
    return byExtension.containsKey(extension);
  }
}
