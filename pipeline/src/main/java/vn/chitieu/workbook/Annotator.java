package vn.chitieu.workbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer into the sender's own workbook by changing just the parts that must change. What
 * an earlier answer left in it is taken out first.
 */
final class Annotator {
  /**
   * A sheet larger than this gets no marks in its cells; the answer's own sheet says everything.
   */
  private static final int LARGEST_SHEET = 16 << 20;

  /** What comes before a sheet's rows fits into this, but for a few that are then read whole. */
  private static final int SHEET_HEAD = 4096;

  private static final String SPREADSHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  private static final String TEMPLATE = SPREADSHEET + "template.main+xml";
  private static final String MACRO_TEMPLATE =
      "application/vnd.ms-excel.template.macroEnabled.main+xml";
  private static final String MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";

  private final PackagePatch patch;
  private final Answer answer;
  private final String main;
  private final Types types;
  private final Markup workbook;
  private final Dialect dialect;
  private final List<Relations.Relation> relations;
  private final Map<String, String> newTypes = new LinkedHashMap<>();
  private final List<String> newRelations = new ArrayList<>();
  private boolean hasVml;

  /** A sheet as the workbook lists it: the tag that does so, and where that element ends. */
  private record Sheet(String name, String part, Markup.Tag tag, int end) {}

  /** What each part is, and where more can be said. */
  private record Types(
      Markup markup, Map<String, Markup.Tag> byName, Set<String> extensions, Markup.Tag end) {
    static Types of(byte[] part) {
      Markup m = new Markup(part);
      Map<String, Markup.Tag> byName = new HashMap<>();
      Set<String> extensions = new HashSet<>();
      Markup.Tag end = null;
      for (Markup.Tag t = m.next(); t != null; t = m.next()) {
        if (t.opens("Override")) {
          String name = m.attribute(t, "PartName");
          byName.put(key(name == null ? "" : Xmls.unescape(name)), t);
        } else if (t.opens("Default")) {
          String extension = m.attribute(t, "Extension");
          extensions.add(extension == null ? "" : extension.toLowerCase(Locale.ROOT));
        } else if (t.closes("Types")) {
          end = t;
        }
      }
      if (end == null) {
        throw Fault.broken(ContentTypes.PART);
      }
      return new Types(m, byName, extensions, end);
    }

    private static String key(String name) {
      String n = name.toLowerCase(Locale.ROOT);
      return n.startsWith("/") ? n.substring(1) : n;
    }

    String typeOf(String part) {
      Markup.Tag t = byName.get(key(part));
      String type = t == null ? null : markup.attribute(t, "ContentType");
      return type == null ? "" : type;
    }
  }

  private Annotator(PackagePatch patch, Answer answer) {
    this.patch = patch;
    this.answer = answer;
    this.types = Types.of(patch.xml(ContentTypes.PART));
    this.main = mainPart(patch);
    byte[] xml = patch.xml(main);
    this.workbook = new Markup(xml);
    this.dialect = Dialect.of(workbook);
    this.relations = relations(patch, main);
  }

  private static String mainPart(PackagePatch patch) {
    return relations(patch, "").stream()
        .filter(r -> r.type().endsWith("/officeDocument"))
        .map(Relations.Relation::target)
        .findFirst()
        .orElseThrow(() -> Fault.broken("_rels/.rels"));
  }

  /**
   * Writes the answer.
   *
   * @return {@code .xlsx}, or {@code .xlsm} for a workbook that must be named so to be opened
   */
  static String annotate(byte[] bytes, Path original, Answer answer, Path out) throws IOException {
    try (PackagePatch patch = new PackagePatch(bytes, original)) {
      Annotator annotator = new Annotator(patch, answer);
      annotator.write();
      patch.write(out);
      String type = annotator.types.typeOf(annotator.main);
      return type.contains("macroEnabled") ? ".xlsm" : ".xlsx";
    }
  }

  private void write() {
    List<Sheet> sheets = listSheets();
    Sheet earlier = findAnswer(sheets);
    String stylesPart = target("/styles");
    StylesPatch styles =
        new StylesPatch(
            stylesPart.isEmpty()
                ? StylesPatch.NONE
                    .replace(Xmls.MAIN, dialect.main())
                    .getBytes(StandardCharsets.UTF_8)
                : patch.xml(stylesPart),
            earlier != null);
    Map<String, Map<String, Mark>> marks = Mark.all(answer);
    for (Sheet s : sheets) {
      if (s != earlier) {
        sheet(s, styles, marks.getOrDefault(s.name(), Map.of()));
      }
    }
    SheetXml ours = new SheetXml(AnswerSheet.NAME, null);
    AnswerSheet.write(ours, styles.added(), answer);
    String xml = ours.toXml();
    if (dialect.equals(Dialect.STRICT)) {
      xml = xml.replace(Xmls.MAIN, dialect.main()).replace(Xmls.OFFICE, dialect.office());
    }
    if (earlier != null) {
      patch.put(earlier.part(), xml);
      patch.remove(Relations.nameFor(earlier.part()));
      String tag = workbook.text(earlier.tag().start(), earlier.end());
      listFirst(sheets, earlier, Markup.without(tag, "state"));
    } else {
      String part = patch.freeName("xl/worksheets/ket-qua", ".xml");
      patch.put(part, xml);
      newTypes.put(part, SPREADSHEET + "worksheet+xml");
      listFirst(sheets, null, newSheet(part, sheets));
    }
    putStyles(stylesPart, styles.toXml(dialect.main()));
    patch.put(main, workbook.toBytes());
    addRelations(main, newRelations);
    addTypes();
  }

  /** The part a relation of the workbook leads to; empty when there is none. */
  private String target(String kind) {
    return relations.stream()
        .filter(r -> r.type().endsWith(kind) && patch.has(r.target()))
        .map(Relations.Relation::target)
        .findFirst()
        .orElse("");
  }

  private void putStyles(String known, byte[] xml) {
    // Some programs look for the styles under this one name.
    String usual =
        patch.has("xl/styles.xml") ? patch.freeName("xl/styles", ".xml") : "xl/styles.xml";
    String part = known.isEmpty() ? usual : known;
    patch.put(part, xml);
    if (known.isEmpty()) {
      newRelations.add(relation(free("rIdKieu", relations), "/styles", part));
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
                t,
                workbook.skip(t)));
      }
    }
    if (sheets.isEmpty()) {
      throw Fault.broken(main);
    }
    return sheets;
  }

  /**
   * Our own sheet of an earlier answer, by the text of its hidden first cell: it may have been
   * moved or renamed, and another sheet may have its name.
   */
  private @Nullable Sheet findAnswer(List<Sheet> sheets) {
    Set<String> shared = sharedMarks();
    for (Sheet s : sheets) {
      if (!s.part().isEmpty() && isAnswer(beforeRows(s), shared)) {
        return s;
      }
    }
    return null;
  }

  private static boolean isAnswer(Markup sheet, Set<String> shared) {
    boolean isShared = false;
    int valueFrom = -1;
    for (Markup.Tag t = sheet.next(); t != null; t = sheet.next()) {
      if (valueFrom >= 0) {
        String text = sheet.text(valueFrom, t.start());
        return isShared ? shared.contains(text) : text.equals(AnswerSheet.MARK);
      }
      if (t.opens("c")) {
        isShared = "s".equals(sheet.attribute(t, "t"));
      } else if (t.role() == Markup.Role.OPEN && (t.is("v") || t.is("t"))) {
        valueFrom = t.end();
      }
    }
    return false;
  }

  /** The numbers, as cells write them, of the shared strings that are our mark. */
  private Set<String> sharedMarks() {
    String part = target("/sharedStrings");
    Set<String> marks = new HashSet<>();
    if (part.isEmpty() || patch.statedSize(part) > LARGEST_SHEET) {
      return marks;
    }
    Markup m = new Markup(patch.xml(part));
    if (m.find(AnswerSheet.MARK, 0) < 0) {
      return marks;
    }
    int n = 0;
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.opens("si")) {
        int end = m.skip(t);
        String text = m.text(t.end(), end).replaceAll("<[^>]*>", "");
        if (text.equals(AnswerSheet.MARK)) {
          marks.add(Integer.toString(n));
        }
        n++;
      }
    }
    return marks;
  }

  /** A sheet to its first rows at least. */
  private Markup beforeRows(Sheet s) {
    Markup head = new Markup(patch.head(s.part(), SHEET_HEAD));
    boolean isEnough = head.find("sheetData", 0) >= 0 || patch.statedSize(s.part()) > LARGEST_SHEET;
    return isEnough ? head : new Markup(patch.xml(s.part()));
  }

  private String newSheet(String part, List<Sheet> sheets) {
    String id = free("rIdKetQua", relations);
    newRelations.add(relation(id, "/worksheet", part));
    String name = AnswerSheet.NAME;
    for (int n = 2; isTaken(name, sheets); n++) {
      name = AnswerSheet.NAME + " (" + n + ")";
    }
    int highest = 0;
    for (Sheet s : sheets) {
      highest = Math.max(highest, workbook.number(s.tag(), "sheetId", 0));
    }
    return "<%ssheet name=\"%s\" sheetId=\"%d\" xmlns:ketqua=\"%s\" ketqua:id=\"%s\"/>"
        .formatted(
            sheets.getFirst().tag().prefix(), Xmls.escape(name), highest + 1, dialect.office(), id);
  }

  private static boolean isTaken(String name, List<Sheet> sheets) {
    return sheets.stream().anyMatch(s -> s.name().equalsIgnoreCase(name));
  }

  /** Puts our sheet before all others and opens the workbook on it. */
  private void listFirst(List<Sheet> sheets, @Nullable Sheet earlier, String element) {
    workbook.insert(sheets.getFirst().tag().start(), element);
    if (earlier != null) {
      workbook.replace(earlier.tag().start(), earlier.end(), "");
    }
    int before = earlier == null ? sheets.size() : sheets.indexOf(earlier);
    workbook.rewind();
    for (Markup.Tag t = workbook.next(); t != null; t = workbook.next()) {
      if (t.opens("definedName")) {
        int local = workbook.number(t, "localSheetId", -1);
        if (local >= 0 && local <= before) {
          workbook.set(t, "localSheetId", Integer.toString(local == before ? 0 : local + 1));
        }
      } else if (t.opens("workbookView")) {
        workbook.unset(t, "firstSheet");
        workbook.set(t, "activeTab", "0");
      }
    }
  }

  // ---- marks in cells

  private void sheet(Sheet s, StylesPatch styles, Map<String, Mark> marks) {
    if (s.part().isEmpty() || !patch.has(s.part()) || patch.statedSize(s.part()) > LARGEST_SHEET) {
      return;
    }
    List<Relations.Relation> own = relations(patch, s.part());
    String commentsPart = find(own, "/comments");
    byte[] before = commentsPart == null ? null : patch.xml(commentsPart);
    boolean hasComments = !marks.isEmpty() || (before != null && CommentsPatch.hasOurs(before));
    if (!hasComments && !styles.hasMarks() && beforeRows(s).find("tabSelected", 0) < 0) {
      return;
    }
    SheetPatch sheet = new SheetPatch(patch.xml(s.part()), styles, marks);
    sheet.restyle();
    if (hasComments) {
      try {
        comments(s, own, commentsPart, before, sheet, marks);
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
        .filter(r -> r.type().endsWith(kind) && patch.has(r.target()))
        .map(Relations.Relation::target)
        .findFirst()
        .orElse(null);
  }

  /** Changes nothing before everything is known to fit. */
  private void comments(
      Sheet s,
      List<Relations.Relation> own,
      @Nullable String commentsPart,
      byte @Nullable [] before,
      SheetPatch sheet,
      Map<String, Mark> marks) {
    CommentsPatch comments = new CommentsPatch(before, dialect, marks);
    String xml = comments.toXml();
    String drawingId = sheet.findLegacyDrawing();
    String drawingPart =
        own.stream()
            .filter(r -> r.id().equals(drawingId) && patch.has(r.target()))
            .map(Relations.Relation::target)
            .findFirst()
            .orElse(null);
    if (drawingId != null && drawingPart == null) {
      throw Fault.broken(s.part());
    }
    String drawing = comments.toDrawing(drawingPart == null ? null : patch.xml(drawingPart));
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

  /** The internal relations of a part, in order; of the package when the name is empty. */
  private static List<Relations.Relation> relations(PackagePatch patch, String part) {
    String name = Relations.nameFor(part);
    List<Relations.Relation> all = new ArrayList<>();
    if (!patch.has(name)) {
      return all;
    }
    Markup m = new Markup(patch.xml(name));
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.opens("Relationship")) {
        String id = m.attribute(t, "Id");
        String type = m.attribute(t, "Type");
        String target = m.attribute(t, "Target");
        if (id != null
            && type != null
            && target != null
            && !"External".equals(m.attribute(t, "TargetMode"))) {
          all.add(
              new Relations.Relation(
                  Xmls.unescape(id),
                  Xmls.unescape(type),
                  Relations.resolve(part, Xmls.unescape(target))));
        }
      }
    }
    return all;
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
    byte[] before =
        patch.has(name)
            ? patch.xml(name)
            : (Xmls.HEAD + "<Relationships xmlns=\"" + Xmls.PACKAGE_RELATIONS + "\"/>")
                .getBytes(StandardCharsets.UTF_8);
    Markup m = new Markup(before);
    for (Markup.Tag t = m.next(); t != null; t = m.next()) {
      if (t.closes("Relationships")) {
        m.append(t, String.join("", added));
        patch.put(name, m.toBytes());
        return;
      }
    }
    throw Fault.broken(name);
  }

  private void addTypes() {
    StringBuilder s = new StringBuilder();
    if (hasVml && !types.extensions().contains("vml")) {
      s.append("<Default xmlns=\"").append(Xmls.CONTENT_TYPES).append("\" Extension=\"vml\"");
      s.append(" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>");
    }
    if (!types.extensions().contains("rels")) {
      s.append("<Default xmlns=\"").append(Xmls.CONTENT_TYPES).append("\" Extension=\"rels\"");
      s.append(" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
    }
    newTypes.forEach(
        (part, type) -> {
          s.append("<Override xmlns=\"").append(Xmls.CONTENT_TYPES).append("\" PartName=\"/");
          s.append(part).append("\" ContentType=\"").append(type).append("\"/>");
        });
    Markup m = types.markup();
    if (!s.isEmpty()) {
      m.append(types.end(), s.toString());
    }
    // What was made to be copied is now a document, and has a document's name.
    String type = types.typeOf(main);
    Markup.Tag tag = types.byName().get(Types.key(main));
    if (tag != null && (type.equals(TEMPLATE) || type.equals(MACRO_TEMPLATE))) {
      m.set(
          tag, "ContentType", type.equals(TEMPLATE) ? SPREADSHEET + "sheet.main+xml" : MACRO_SHEET);
    }
    if (m.isChanged()) {
      patch.put(ContentTypes.PART, m.toBytes());
    }
  }
}
