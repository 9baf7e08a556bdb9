package vn.chitieu.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What stands in a document, whoever saved it last: the text inside each of our bookmarks, and
 * every paragraph. What a reviewer has struck out does not stand there any more; what one has put
 * in does.
 *
 * @param figures bookmark → the text it encloses
 * @param paragraphs each paragraph's text, spaces taken together; empty ones are left out
 */
record Read(Map<String, String> figures, List<String> paragraphs) {
  /**
   * Reads the bytes of a {@code .docx}.
   *
   * @throws IOException when they are none
   */
  static Read of(byte[] bytes) throws IOException {
    byte[] part = Packages.unzip(bytes).get(Packages.DOCUMENT);
    if (part == null) {
      throw new IOException("not a Word document");
    }
    Document document = Packages.parse(part);
    Map<String, StringBuilder> figures = new LinkedHashMap<>();
    List<String> paragraphs = new ArrayList<>();
    new Walk(figures, paragraphs).into(document.getDocumentElement());
    Map<String, String> texts = new LinkedHashMap<>();
    figures.forEach((name, text) -> texts.put(name, spaced(text)));
    return new Read(texts, paragraphs);
  }

  static String spaced(CharSequence text) {
    return text.toString().replaceAll("[\\s\u00A0]+", " ").strip();
  }

  /** In the order of the document; a bookmark may begin in one run and end in another. */
  private static final class Walk {
    private final Map<String, StringBuilder> figures;
    private final List<String> paragraphs;
    private final Map<String, String> open = new LinkedHashMap<>();
    private StringBuilder paragraph = new StringBuilder();

    Walk(Map<String, StringBuilder> figures, List<String> paragraphs) {
      this.figures = figures;
      this.paragraphs = paragraphs;
    }

    void into(Element element) {
      switch (element.getLocalName()) {
        case "bookmarkStart" -> {
          String name = attribute(element, "name");
          if (name.startsWith(Report.PREFIX)) {
            open.put(attribute(element, "id"), name);
            figures.putIfAbsent(name, new StringBuilder());
          }
        }
        case "bookmarkEnd" -> open.remove(attribute(element, "id"));
        case "t" -> say(element.getTextContent());
        case "tab", "br", "cr" -> say(" ");
        case "noBreakHyphen" -> say("-");
        case "del", "moveFrom", "instrText", "sectPr", "pPr", "rPr" -> {}
        case "p" -> {
          StringBuilder around = paragraph;
          paragraph = new StringBuilder();
          children(element);
          String text = spaced(paragraph);
          if (!text.isEmpty()) {
            paragraphs.add(text);
          }
          paragraph = around;
        }
        default -> children(element);
      }
    }

    private void children(Element element) {
      for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
        if (n instanceof Element e) {
          into(e);
        }
      }
    }

    private void say(String words) {
      paragraph.append(words);
      open.values().forEach(name -> figures.get(name).append(words));
    }

    private static String attribute(Element e, String name) {
      return e.getAttributeNS(Packages.W, name);
    }
  }
}
