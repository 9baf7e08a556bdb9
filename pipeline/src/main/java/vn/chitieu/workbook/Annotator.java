package vn.chitieu.workbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;

/**
 * Writes an answer into the sender's own workbook by changing just the parts that must change. What
 * an earlier answer left in it is taken out first.
 */
final class Annotator {
  /**
   * A sheet larger than this gets no marks in its cells; the answer's own sheet says everything.
   */
  private static final long LARGEST_SHEET = 16L << 20;

  private static final String SPREADSHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private final Parts parts;
  private final Answer answer;
  private final PackagePatch patch;
  private final String main;
  private final ContentTypes types;
  private final Markup workbook;
  private final Dialect dialect;
  private final List<Relations.Relation> relations;
  private final Map<String, String> newTypes = new LinkedHashMap<>();
  private final List<String> newRelations = new ArrayList<>();
  private boolean hasVml;

  /** A sheet as the workbook lists it. */
  private record Sheet(String name, String part, Markup.Tag tag) {}

  private Annotator(Path original, Parts parts, Answer answer) {
    this.parts = parts;
    this.answer = answer;
    this.patch = new PackagePatch(original, parts);
    this.main = FileKind.requireWorkbookPart(parts, Ceilings.STANDARD);
    this.types = ContentTypes.read(parts, Ceilings.STANDARD);
    String xml = parts.readText(main);
    this.workbook = new Markup(xml);
    this.dialect = Dialect.of(xml);
    this.relations = Relations.read(parts, main, Ceilings.STANDARD);
  }

  static void annotate(Path original, Answer answer, Path out) {
    try (Parts parts = Parts.open(original, Ceilings.STANDARD)) {
      new Annotator(original, parts, answer).write(out);
    }
  }

  private void write(Path out) {
    List<Sheet> sheets = listSheets();
    Optional<Sheet> earlier = sheets.stream().filter(this::isAnswer).findFirst();
    String stylesPart =
        relations.stream()
            .filter(r -> r.type().endsWith("/styles"))
            .map(Relations.Relation::target)
            .findFirst()
            .orElse("");
    boolean isNewStyles = stylesPart.isEmpty() || !parts.has(stylesPart);
    StylesPatch styles =
        new StylesPatch(isNewStyles ? Styles.forNew().toXml() : parts.readText(stylesPart));
    Map<String, Map<String, Mark>> marks = marks();
    for (Sheet s : sheets) {
      if (earlier.isEmpty() || s != earlier.get()) {
        sheet(s, styles, marks.getOrDefault(s.name(), Map.of()));
      }
    }
    SheetXml ours = new SheetXml(AnswerSheet.NAME, null);
    AnswerSheet.write(ours, styles.added(), answer);
    String xml = ours.toXml();
    if (dialect.equals(Dialect.STRICT)) {
      xml = xml.replace(Xmls.MAIN, dialect.main()).replace(Xmls.OFFICE, dialect.office());
    }
    if (earlier.isPresent()) {
      patch.put(earlier.get().part(), xml);
      patch.remove(Relations.nameFor(earlier.get().part()));
      listAgain(earlier.get(), sheets.indexOf(earlier.get()));
    } else {
      String part = patch.freeName("xl/worksheets/ket-qua", ".xml");
      patch.put(part, xml);
      newTypes.put(part, SPREADSHEET + "worksheet+xml");
      listFirst(part, sheets);
    }
    putStyles(stylesPart, styles.toXml(dialect.main()));
    patch.put(main, workbook.toText());
    addRelations(main, newRelations);
    addTypes();
    patch.write(out);
  }

  private void putStyles(String known, String xml) {
    String part = known.isEmpty() ? patch.freeName("xl/styles", ".xml") : known;
    patch.put(part, xml);
    if (known.isEmpty()) {
      newRelations.add(relation(freeRelation("rIdKieu"), "/styles", part));
    }
    if (!types.typeOf(part).contains("styles")) {
      newTypes.put(part, SPREADSHEET + "styles+xml");
    }
  }

  // ---- the list of sheets

  private List<Sheet> listSheets() {
    Map<String, Relations.Relation> byId = new HashMap<>();
    relations.forEach(r -> byId.put(r.id(), r));
    List<Sheet> sheets = new ArrayList<>();
    for (Markup.Tag t = workbook.next(); t != null; t = workbook.next()) {
      if (t.opens("sheet")) {
        String name = workbook.attribute(t, "name");
        String id = workbook.relation(t);
        Relations.Relation r = id == null ? null : byId.get(id);
        boolean hasCells = r != null && r.type().endsWith("/worksheet");
        sheets.add(
            new Sheet(
                Phrases.nfc(Xmls.unescape(name == null ? "" : name)),
                hasCells && r != null ? r.target() : "",
                t));
      }
    }
    return sheets;
  }

  /** Our own sheet of an earlier answer: by its hidden first cell, for its name may be taken. */
  private boolean isAnswer(Sheet s) {
    if (s.part().isEmpty()
        || !s.name().startsWith(AnswerSheet.NAME)
        || parts.statedSize(s.part()) > LARGEST_SHEET) {
      return false;
    }
    return BookReader.firstText(parts, relations, s.part()).equals(AnswerSheet.MARK);
  }

  private void listFirst(String part, List<Sheet> sheets) {
    String id = freeRelation("rIdKetQua");
    newRelations.add(relation(id, "/worksheet", part));
    String name = AnswerSheet.NAME;
    for (int n = 2; isTaken(name, sheets); n++) {
      name = AnswerSheet.NAME + " (" + n + ")";
    }
    int highest = 0;
    for (Sheet s : sheets) {
      highest = Math.max(highest, BookReader.number(workbook.attribute(s.tag(), "sheetId"), 0));
    }
    Markup.Tag first = sheets.getFirst().tag();
    String p = first.prefix();
    workbook.insert(
        first.start(),
        "<%ssheet name=\"%s\" sheetId=\"%d\" xmlns:ketqua=\"%s\" ketqua:id=\"%s\"/>"
            .formatted(p, Xmls.escape(name), highest + 1, dialect.office(), id));
    workbook.rewind();
    for (Markup.Tag t = workbook.next(); t != null; t = workbook.next()) {
      if (t.opens("definedName")) {
        int local = BookReader.number(workbook.attribute(t, "localSheetId"), -1);
        if (local >= 0) {
          workbook.set(t, "localSheetId", Integer.toString(local + 1));
        }
      }
    }
    show(0);
  }

  private static boolean isTaken(String name, List<Sheet> sheets) {
    return sheets.stream().anyMatch(s -> s.name().equalsIgnoreCase(name));
  }

  private void listAgain(Sheet earlier, int index) {
    String tag = workbook.text(earlier.tag().start(), earlier.tag().end());
    String shown = Markup.without(tag, "state");
    if (!shown.equals(tag)) {
      workbook.replace(earlier.tag().start(), earlier.tag().end(), shown);
    }
    show(index);
  }

  /** Opens the workbook on that sheet. */
  private void show(int index) {
    workbook.rewind();
    for (Markup.Tag t = workbook.next(); t != null; t = workbook.next()) {
      if (t.opens("workbookView")) {
        String tag = workbook.text(t.start(), t.end());
        String changed = Markup.without(tag, "firstSheet");
        workbook.replace(
            t.start(), t.end(), Markup.with(changed, "activeTab", Integer.toString(index)));
      }
    }
  }

  // ---- marks in cells

  private Map<String, Map<String, Mark>> marks() {
    Map<String, Map<String, List<Answer.Row>>> rows = new LinkedHashMap<>();
    for (Answer.Row r : answer.rows()) {
      List<CellRef> cells = new ArrayList<>(r.others());
      CellRef at = r.at();
      if (at != null) {
        cells.add(at);
      }
      for (CellRef c : cells) {
        rows.computeIfAbsent(c.sheet(), s -> new LinkedHashMap<>())
            .computeIfAbsent(c.address(), a -> new ArrayList<>())
            .add(r);
      }
    }
    Map<String, Map<String, Mark>> marks = new HashMap<>();
    rows.forEach(
        (sheet, cells) -> {
          Map<String, Mark> inSheet = new LinkedHashMap<>();
          cells.forEach((address, faults) -> inSheet.put(address, mark(address, faults)));
          marks.put(sheet, inSheet);
        });
    return marks;
  }

  /** The heaviest fault gives the colour; all are told. */
  private static Mark mark(String address, List<Answer.Row> faults) {
    Severity worst =
        faults.stream().map(Answer.Row::severity).min(Severity::compareTo).orElseThrow();
    List<String> sentences =
        faults.stream()
            .map(
                r -> {
                  CellRef at = r.at();
                  boolean isFirst = at != null && at.address().equals(address);
                  String what =
                      isFirst
                          ? r.message()
                          : "Cũng như ô " + (at == null ? "" : at.address()) + ": " + r.message();
                  String example = r.example().isEmpty() ? "" : "\nVí dụ: " + r.example();
                  return what + "\n" + r.remedy() + example;
                })
            .toList();
    return new Mark(Mark.colour(worst), sentences);
  }

  private void sheet(Sheet s, StylesPatch styles, Map<String, Mark> marks) {
    if (s.part().isEmpty() || !parts.has(s.part()) || parts.statedSize(s.part()) > LARGEST_SHEET) {
      return;
    }
    String xml = parts.readText(s.part());
    boolean mayHaveComments = parts.has(Relations.nameFor(s.part()));
    boolean isTouched = !marks.isEmpty() || mayHaveComments || styles.hasMarks();
    if (!isTouched && !xml.contains("tabSelected")) {
      return;
    }
    SheetPatch sheet = new SheetPatch(xml, styles, marks);
    sheet.restyle();
    if (isTouched) {
      try {
        comments(s, sheet, marks);
      } catch (Fault e) {
        // Its comments are damaged, its cells are not: it keeps them as they are and gets no new
        // ones. The answer's own sheet says everything.
      }
    }
    if (sheet.isChanged()) {
      patch.put(s.part(), sheet.toXml());
    }
  }

  private @Nullable String find(List<Relations.Relation> all, String kind) {
    return all.stream()
        .filter(r -> r.type().endsWith(kind) && parts.has(r.target()))
        .map(Relations.Relation::target)
        .findFirst()
        .orElse(null);
  }

  /** Changes nothing before everything is known to fit. */
  private void comments(Sheet s, SheetPatch sheet, Map<String, Mark> marks) {
    List<Relations.Relation> own = Relations.read(parts, s.part(), Ceilings.STANDARD);
    String commentsPart = find(own, "/comments");
    String before = commentsPart == null ? null : parts.readText(commentsPart);
    if (marks.isEmpty() && (before == null || !CommentsPatch.hasOurs(before))) {
      return;
    }
    CommentsPatch comments = new CommentsPatch(before, dialect, marks);
    String xml = comments.toXml();
    String drawingId = sheet.findLegacyDrawing();
    String drawingPart =
        own.stream()
            .filter(r -> r.id().equals(drawingId) && parts.has(r.target()))
            .map(Relations.Relation::target)
            .findFirst()
            .orElse(null);
    if (drawingId != null && drawingPart == null) {
      throw Fault.broken(s.part());
    }
    String drawing = comments.toDrawing(drawingPart == null ? null : parts.readText(drawingPart));
    String newComments = patch.freeName("xl/comments", ".xml");
    String newDrawing = patch.freeName("xl/drawings/vmlDrawing", ".vml");
    String id = free("rIdKhung", own);
    addRelations(
        s.part(),
        Stream.of(
                commentsPart == null
                    ? relation(free("rIdGhiChu", own), "/comments", newComments)
                    : "",
                drawingPart == null ? relation(id, "/vmlDrawing", newDrawing) : "")
            .filter(r -> !r.isEmpty())
            .toList());
    if (commentsPart == null) {
      newTypes.put(newComments, SPREADSHEET + "comments+xml");
    }
    patch.put(commentsPart == null ? newComments : commentsPart, xml);
    if (drawingPart == null) {
      hasVml = true;
      sheet.addLegacyDrawing(id, dialect);
    }
    patch.put(drawingPart == null ? newDrawing : drawingPart, drawing);
  }

  // ---- relations and types

  private String freeRelation(String wanted) {
    return free(wanted, relations);
  }

  private static String free(String wanted, List<Relations.Relation> all) {
    String id = wanted;
    for (int n = 2; isUsed(id, all); n++) {
      id = wanted + n;
    }
    return id;
  }

  private static boolean isUsed(String id, List<Relations.Relation> all) {
    return all.stream().anyMatch(r -> r.id().equals(id));
  }

  private String relation(String id, String kind, String to) {
    return "<Relationship xmlns=\"%s\" Id=\"%s\" Type=\"%s%s\" Target=\"/%s\"/>"
        .formatted(Xmls.PACKAGE_RELATIONS, id, dialect.office(), kind, to);
  }

  private void addRelations(String part, List<String> added) {
    if (added.isEmpty()) {
      return;
    }
    String name = Relations.nameFor(part);
    String before =
        parts.has(name)
            ? parts.readText(name)
            : Xmls.HEAD + "<Relationships xmlns=\"" + Xmls.PACKAGE_RELATIONS + "\"/>";
    patch.put(name, appended(before, "Relationships", String.join("", added)));
  }

  private void addTypes() {
    StringBuilder s = new StringBuilder();
    if (hasVml && !types.hasExtension("vml")) {
      s.append("<Default xmlns=\"").append(Xmls.CONTENT_TYPES).append("\" Extension=\"vml\"");
      s.append(" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>");
    }
    newTypes.forEach(
        (part, type) -> {
          s.append("<Override xmlns=\"").append(Xmls.CONTENT_TYPES).append("\" PartName=\"/");
          s.append(part).append("\" ContentType=\"").append(type).append("\"/>");
        });
    if (!s.isEmpty()) {
      patch.put(
          ContentTypes.PART, appended(parts.readText(ContentTypes.PART), "Types", s.toString()));
    }
  }

  private static String appended(String xml, String root, String content) {
    Markup m = new Markup(xml);
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.closes(root)) {
        m.append(t, content);
        return m.toText();
      }
    }
    throw Fault.broken(root);
  }
}
