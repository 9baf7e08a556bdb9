package vn.chitieu.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import vn.chitieu.warehouse.ReportFacts;

/**
 * A report as a Word document. Same facts, same template: the same bytes. Each figure in it is
 * enclosed in a bookmark whose name is its id; bookmarks live through Word, LibreOffice, copy and
 * paste, and what is typed inside them stays inside.
 *
 * @param bytes the document
 * @param figures bookmark → the figure it encloses, in the order of the document
 */
public record Report(byte[] bytes, Map<String, Figure> figures) {
  /** The longest name that Word keeps for a bookmark. */
  static final int NAME = 40;

  static final String PREFIX = "ct_";

  private static final Pattern MARKED =
      Pattern.compile(
          Marks.OPEN + "(\\d+)" + Marks.TEXT + "([^" + Marks.CLOSE + "]*)" + Marks.CLOSE);

  /** Writes the report of a period into a template. */
  public static Report write(ReportFacts facts, Template template) {
    return write(facts, template, rules());
  }

  /** The rules by which sentences are made, to be kept with what they made. */
  public static byte[] rules() {
    return Phrases.standardRules();
  }

  /**
   * Writes it once more by the rules of that time.
   *
   * @throws RuntimeException when they are none that this program understands
   */
  public static Report write(ReportFacts facts, Template template, byte[] rules) {
    Phrases phrases = Phrases.of(rules);
    Composer.Composed composed = Composer.compose(facts, phrases);
    Map<String, Object> model = new LinkedHashMap<>(composed.model());
    model.put("bang_nguon", sources(spoken(model, composed.marks()), phrases));
    try {
      Map<String, byte[]> parts = Packages.unzip(template.fill(model));
      Document document = Packages.parse(parts.get(Packages.DOCUMENT));
      Map<String, Figure> figures = place(document, composed.marks(), facts);
      parts.put(Packages.DOCUMENT, Packages.write(document));
      parts.put("docProps/core.xml", properties(facts, model));
      return new Report(Packages.zip(parts), figures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- the figures that words speak of

  private static List<Figure> spoken(Object words, Marks marks) {
    List<Figure> all = new ArrayList<>();
    gather(words, marks, all);
    return all;
  }

  private static void gather(Object words, Marks marks, List<Figure> all) {
    switch (words) {
      case String s -> {
        Matcher m = MARKED.matcher(s);
        while (m.find()) {
          all.add(marks.get(Integer.parseInt(m.group(1))));
        }
      }
      case Map<?, ?> map -> map.values().forEach(v -> gather(v, marks, all));
      case List<?> list -> list.forEach(v -> gather(v, marks, all));
      default -> throw new IllegalStateException("no words: " + words.getClass());
    }
  }

  /** One row for all figures of a subject that come from the same cells. */
  private static List<Map<String, String>> sources(List<Figure> figures, Phrases phrases) {
    Map<String, List<Figure>> bySource = new LinkedHashMap<>();
    for (Figure f : figures) {
      if (f.source().isKnown()) {
        bySource
            .computeIfAbsent(f.subject() + "/" + f.period() + f.source(), k -> new ArrayList<>())
            .add(f);
      }
    }
    return bySource.values().stream()
        .sorted(java.util.Comparator.comparing(s -> s.getFirst().subject()))
        .map(
            s -> {
              Figure f = s.getFirst();
              return Map.of(
                  "ma_so_lieu", f.subject() + "/" + f.period(),
                  "so_lieu",
                      String.join(
                          ", ", s.stream().map(x -> phrases.figure(x.field())).distinct().toList()),
                  "tep", f.source().file(),
                  "trang", f.source().sheet(),
                  "o", f.source().cells());
            })
        .toList();
  }

  // ---- bookmarks

  /** Puts a bookmark around each marked figure and takes the marks away. */
  private static Map<String, Figure> place(Document document, Marks marks, ReportFacts facts) {
    Map<String, Figure> placed = new LinkedHashMap<>();
    int id = 1;
    for (Element start : list(document, "bookmarkStart")) {
      id = Math.max(id, 1 + Integer.parseInt(start.getAttributeNS(Packages.W, "id")));
    }
    for (Element text : list(document, "t")) {
      String words = text.getTextContent();
      if (words.indexOf(Marks.OPEN) < 0) {
        continue;
      }
      Element run = (Element) text.getParentNode();
      Node parent = run.getParentNode();
      Matcher m = MARKED.matcher(words);
      int from = 0;
      while (m.find()) {
        Figure figure = marks.get(Integer.parseInt(m.group(1)));
        String name = name(figure, facts.edition().releaseId(), placed);
        placed.put(name, figure);
        insertRun(parent, run, words.substring(from, m.start()));
        Element start = document.createElementNS(Packages.W, "w:bookmarkStart");
        start.setAttributeNS(Packages.W, "w:id", Integer.toString(id));
        start.setAttributeNS(Packages.W, "w:name", name);
        parent.insertBefore(start, run);
        insertRun(parent, run, m.group(2));
        Element end = document.createElementNS(Packages.W, "w:bookmarkEnd");
        end.setAttributeNS(Packages.W, "w:id", Integer.toString(id++));
        parent.insertBefore(end, run);
        from = m.end();
      }
      insertRun(parent, run, words.substring(from));
      parent.removeChild(run);
    }
    return placed;
  }

  /** A run like another one, with other words, before it. */
  private static void insertRun(Node parent, Element like, String words) {
    if (words.isEmpty()) {
      return;
    }
    Element run = (Element) like.cloneNode(true);
    List<Element> texts = list(run, "t");
    for (Element extra : texts.subList(1, texts.size())) {
      extra.getParentNode().removeChild(extra);
    }
    texts.getFirst().setTextContent(words);
    texts.getFirst().setAttribute("xml:space", "preserve");
    parent.insertBefore(run, like);
  }

  /** {@code ct_20261118T021000123_01a_202610_luyke_2}; the last number tells repetitions apart. */
  private static String name(Figure f, String release, Map<String, Figure> taken) {
    String begin =
        PREFIX + plain(release) + "_" + plain(f.subject()) + "_" + plain(f.period()) + "_";
    String field = plain(f.field());
    for (int n = 1; ; n++) {
      String end = n == 1 ? "" : "_" + n;
      String name = begin + field;
      name = name.substring(0, Math.min(name.length(), NAME - end.length())) + end;
      if (!taken.containsKey(name)) {
        return name;
      }
    }
  }

  private static String plain(String id) {
    return java.text.Normalizer.normalize(id, java.text.Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z0-9]", "");
  }

  static List<Element> list(Document document, String name) {
    return elements(document.getElementsByTagNameNS(Packages.W, name));
  }

  private static List<Element> list(Element within, String name) {
    return elements(within.getElementsByTagNameNS(Packages.W, name));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  /** What Word shows as the document's properties: of the release, never of the clock. */
  private static byte[] properties(ReportFacts facts, Map<String, Object> model) {
    String at =
        facts
                .edition()
                .knownAt()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            + "Z";
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<dc:title>"
            + escaped((String) model.get("trich_yeu"))
            + "</dc:title><dc:identifier>"
            + facts.edition().releaseId()
            + "/"
            + facts.edition().localityCode()
            + "/"
            + facts.period().code()
            + "</dc:identifier><dc:creator>chitieu</dc:creator><dcterms:created"
            + " xsi:type=\"dcterms:W3CDTF\">"
            + at
            + "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">"
            + at
            + "</dcterms:modified></cp:coreProperties>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
