package vn.chitieu.workbook;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The comments of one sheet: those of an earlier answer leave, those of this one come, everybody
 * else's stay. A cell that has somebody's comment keeps just that.
 */
final class CommentsPatch {
  private static final String[] NAMESPACES = {
    " xmlns:v=\"urn:schemas-microsoft-com:vml\"",
    " xmlns:o=\"urn:schemas-microsoft-com:office:office\"",
    " xmlns:x=\"urn:schemas-microsoft-com:office:excel\""
  };

  private static final String NOTE_TYPE =
      "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\""
          + " path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
          + "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

  private final byte @Nullable [] before;
  private final Dialect dialect;
  private final Map<String, Mark> marks;
  private final Set<String> removed = new HashSet<>();
  private final Map<String, Mark> added = new TreeMap<>();

  /**
   * Prepares.
   *
   * @param before the part as it is; null when the sheet has no comments
   * @param marks address → what is said there
   */
  CommentsPatch(byte @Nullable [] before, Dialect dialect, Map<String, Mark> marks) {
    this.before = before;
    this.dialect = dialect;
    this.marks = marks;
  }

  /** Whether an earlier answer of ours left comments in a part. */
  static boolean hasOurs(byte[] part) {
    return has(part, ">" + Mark.AUTHOR + "<") || has(part, Mark.HEADING);
  }

  private static boolean has(byte[] part, String text) {
    return Markup.indexOf(part, part.length, text.getBytes(StandardCharsets.UTF_8), 0) >= 0;
  }

  /** The part as it shall be. */
  String toXml() {
    added.clear();
    marks.forEach(
        (address, mark) -> {
          if (!mark.text().isEmpty()) {
            added.put(address, mark);
          }
        });
    if (before == null) {
      return Xmls.HEAD
          + "<comments xmlns=\""
          + dialect.main()
          + "\"><authors><author>"
          + Mark.AUTHOR
          + "</author></authors><commentList>"
          + comments("", 0)
          + "</commentList></comments>";
    }
    return patched(new Markup(before));
  }

  private String patched(Markup m) {
    Set<Integer> ours = new HashSet<>();
    int authors = 0;
    Markup.Tag authorsEnd = null;
    Markup.Tag listEnd = null;
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.closes("authors")) {
        authorsEnd = t;
      } else if (t.closes("commentList")) {
        listEnd = t;
      } else if (t.opens("author")) {
        int end = m.skip(t);
        if (m.text(t.start(), end).contains(">" + Mark.AUTHOR + "<")) {
          ours.add(authors);
        }
        authors++;
      } else if (t.opens("comment")) {
        comment(m, t, ours);
      }
    }
    if (authorsEnd == null || listEnd == null) {
      throw Fault.broken("comments.xml");
    }
    int author = ours.isEmpty() ? authors : ours.iterator().next();
    if (ours.isEmpty()) {
      String p = authorsEnd.prefix();
      m.append(authorsEnd, "<" + p + "author>" + Mark.AUTHOR + "</" + p + "author>");
    }
    m.append(listEnd, comments(listEnd.prefix(), author));
    return m.toText();
  }

  private void comment(Markup m, Markup.Tag t, Set<Integer> ours) {
    String address = m.attribute(t, "ref");
    int author = BookReader.number(m.attribute(t, "authorId"), -1);
    int end = m.skip(t);
    if (address == null) {
      return;
    }
    // Some programs save comments without their authors; the heading is ours alone.
    if (ours.contains(author) || m.text(t.start(), end).contains(">" + Mark.HEADING)) {
      m.replace(t.start(), end, "");
      removed.add(address);
    } else {
      added.remove(address);
    }
  }

  private String comments(String p, int author) {
    StringBuilder s = new StringBuilder();
    added.forEach(
        (address, mark) -> {
          s.append('<').append(p).append("comment ref=\"").append(address);
          s.append("\" authorId=\"").append(author).append("\"><").append(p).append("text>");
          run(s, p, "<" + p + "b/>", Mark.HEADING + "\n");
          run(s, p, "", mark.text());
          s.append("</");
          s.append(p).append("text></").append(p).append("comment>");
        });
    return s.toString();
  }

  private static void run(StringBuilder s, String p, String bold, String text) {
    s.append('<').append(p).append("r><").append(p).append("rPr>").append(bold).append('<');
    s.append(p).append("sz val=\"10\"/><").append(p).append("rFont val=\"Times New Roman\"/></");
    s.append(p).append("rPr><").append(p).append("t xml:space=\"preserve\">");
    s.append(Xmls.text(text)).append("</").append(p).append("t></").append(p).append("r>");
  }

  /**
   * The drawing of the comments' boxes; call after {@link #toXml}.
   *
   * @param drawing as it is; null when the sheet has none
   */
  String toDrawing(byte @Nullable [] drawing) {
    if (drawing == null) {
      return "<xml"
          + String.join("", NAMESPACES)
          + ">"
          + "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>"
          + NOTE_TYPE
          + shapes(1025)
          + "</xml>";
    }
    Markup m = new Markup(drawing);
    int highest = 1024;
    Markup.Tag end = null;
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.opens("shape")) {
        String id = m.attribute(t, "id");
        int close = closeOf(m, t);
        if (removed.contains(cellOf(m.text(t.start(), close)))) {
          m.replace(t.start(), close, "");
        } else if (id != null && id.startsWith("_x0000_s")) {
          highest = Math.max(highest, BookReader.number(id.substring(8), 0));
        }
      } else if (t.closes("xml")) {
        end = t;
      }
    }
    if (end == null) {
      throw Fault.broken("vmlDrawing");
    }
    String type = has(drawing, "id=\"_x0000_t202\"") ? "" : NOTE_TYPE;
    m.append(end, declared(type + shapes(highest + 1), drawing));
    return m.toText();
  }

  /** Elements of ours say their prefixes themselves where the drawing gives them none. */
  private static String declared(String shapes, byte[] drawing) {
    StringBuilder missing = new StringBuilder();
    for (String n : NAMESPACES) {
      if (!has(drawing, n.strip())) {
        missing.append(n);
      }
    }
    return missing.isEmpty()
        ? shapes
        : shapes.replaceAll("<v:(shape|shapetype) ", "<v:$1" + missing + " ");
  }

  /** A shape may hold HTML that closes nothing, so only its own end is looked for. */
  private static int closeOf(Markup m, Markup.Tag shape) {
    if (shape.role() == Markup.Role.EMPTY) {
      return shape.end();
    }
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.role() == Markup.Role.CLOSE && t.name().equals("shape")) {
        return t.end();
      }
    }
    throw Fault.broken("vmlDrawing");
  }

  private static String cellOf(String shape) {
    int row = valueOf(shape, "Row>");
    int column = valueOf(shape, "Column>");
    return row < 0 || column < 0 ? "" : SheetXml.address(column + 1, row + 1);
  }

  private static int valueOf(String shape, String ending) {
    int at = shape.indexOf(ending);
    if (at < 0) {
      return -1;
    }
    int from = at + ending.length();
    int to = shape.indexOf('<', from);
    return to < 0 ? -1 : BookReader.number(shape.substring(from, to).strip(), -1);
  }

  private String shapes(int firstId) {
    StringBuilder s = new StringBuilder();
    if (added.isEmpty()) {
      return "";
    }
    int id = firstId;
    for (Map.Entry<String, Mark> e : added.entrySet()) {
      int column = SheetPatch.columnOf(e.getKey()) - 1;
      int row = SheetPatch.rowOf(e.getKey()) - 1;
      int lines = SheetXml.linesOf(e.getValue().text(), 42, 10) + 2;
      s.append("<v:shape id=\"_x0000_s").append(id++).append("\" type=\"#_x0000_t202\"");
      s.append(" style=\"position:absolute;margin-left:60pt;margin-top:5pt;width:240pt;height:");
      s.append(lines * 13 + 8).append("pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\"");
      s.append(" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\"");
      s.append(" obscured=\"t\"/><v:path o:connecttype=\"none\"/>");
      s.append("<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div>");
      s.append(
          "</v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>");
      s.append("<x:Anchor>").append(column + 1).append(", 12, ").append(Math.max(0, row - 1));
      s.append(", 6, ").append(column + 4).append(", 0, ");
      s.append(Math.max(0, row - 1) + Math.max(3, (lines * 13 + 8) / 20 + 1)).append(", 4");
      s.append("</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>").append(row);
      s.append("</x:Row><x:Column>").append(column).append("</x:Column></x:ClientData></v:shape>");
    }
    return s.toString();
  }
}
