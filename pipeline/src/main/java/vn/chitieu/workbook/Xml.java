package vn.chitieu.workbook;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One XML part, read forward. No DTD, no entity but the five of XML itself, no depth or vocabulary
 * beyond the ceilings; every fault of the text is a {@link Fault} that names the part.
 */
final class Xml implements Closeable {
  /** What the reader stands on. */
  enum At {
    START,
    END,
    TEXT,
    END_OF_PART
  }

  private static final String TRANSITIONAL =
      "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  private static final int INSTRUCTIONS = 100;

  private final Parts.PartStream in;
  private final Ceilings ceilings;
  private final XMLStreamReader reader;
  private final Set<String> names = new HashSet<>();
  private int depth;
  private int instructions;

  Xml(Parts.PartStream in, Ceilings ceilings) {
    this.in = in;
    this.ceilings = ceilings;
    // The JDK's own parser by name: whatever else lies on the class path is not asked. A factory
    // per part, because factories are not promised to be safe between threads.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    try {
      // Decoded here, not by the parser: the JDK's prints a malformed byte to the error stream.
      reader = factory.createXMLStreamReader(in.toReader());
    } catch (XMLStreamException e) {
      throw Fault.broken(in.name());
    } catch (Fault | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Fault.broken(in.name());
    }
  }

  /** Goes on to the next start, end or text. */
  At next() {
    while (true) {
      int event;
      try {
        if (!reader.hasNext()) {
          return At.END_OF_PART;
        }
        event = reader.next();
      } catch (XMLStreamException e) {
        throw Fault.broken(in.name());
      } catch (Fault | UncheckedIOException e) {
        throw e;
      } catch (RuntimeException e) {
        // The JDK's parser answers some malformed bytes with its own unchecked exceptions.
        throw Fault.broken(in.name());
      }
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          started();
          return At.START;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return At.END;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          return At.TEXT;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw Fault.broken(in.name() + " có khai báo DOCTYPE");
        case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
          if (++instructions > INSTRUCTIONS) {
            throw Fault.broken(in.name());
          }
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          in.drain();
          return At.END_OF_PART;
        }
        default -> {
          // comments say nothing
        }
      }
    }
  }

  /** Names stay in the parser's memory for as long as the part is read, so they are counted. */
  private void started() {
    if (++depth > ceilings.nesting()) {
      throw Fault.ceiling(
          "thành phần " + in.name() + " lồng quá sâu", ceilings.nesting() + " tầng");
    }
    names.add(reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      names.add(reader.getAttributeLocalName(i));
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      String uri = reader.getNamespaceURI(i);
      names.add("xmlns:" + (prefix == null ? "" : prefix));
      names.add(uri == null ? "" : uri);
    }
    if (names.size() > ceilings.names()) {
      throw Fault.ceiling(
          "thành phần " + in.name() + " có quá nhiều tên riêng",
          Phrases.count(ceilings.names()) + " tên");
    }
  }

  /** The element's local name when it belongs to SpreadsheetML of either dialect, else empty. */
  String cellName() {
    String ns = reader.getNamespaceURI();
    return TRANSITIONAL.equals(ns) || STRICT.equals(ns) ? reader.getLocalName() : "";
  }

  String localName() {
    return reader.getLocalName();
  }

  /** An attribute without a prefix. */
  @Nullable String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name) && !isPrefixed(i)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** The {@code r:id} of a relation, whatever its prefix and dialect. */
  @Nullable String relationId() {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals("id") && isPrefixed(i)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  private boolean isPrefixed(int i) {
    String ns = reader.getAttributeNamespace(i);
    return ns != null && !ns.isEmpty();
  }

  /** Appends the text the reader stands on. */
  void appendTo(StringBuilder text) {
    int limit = 7 * ceilings.textLength() + 7;
    if (text.length() + reader.getTextLength() > limit) {
      throw Fault.ceiling(
          "một ô có chữ dài hơn " + Phrases.count(ceilings.textLength()) + " ký tự",
          Phrases.count(ceilings.textLength()) + " ký tự");
    }
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    } finally {
      in.close();
    }
  }
}
