package vn.chitieu.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The zip and the XML around a document: the same parts give the same bytes, without a clock. */
final class Packages {
  static final String DOCUMENT = "word/document.xml";
  static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  /** The first moment a zip can name. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** More than any report; a zip that claims less and holds more is stopped here. */
  private static final int CEILING = 64 << 20;

  private Packages() {}

  /** Parts as a package, the list of contents first, then by name. */
  static byte[] zip(Map<String, byte[]> parts) {
    List<String> names =
        parts.keySet().stream()
            .sorted(
                Comparator.comparing((String n) -> !n.equals("[Content_Types].xml"))
                    .thenComparing(n -> n))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (String name : names) {
        ZipEntry e = new ZipEntry(name);
        e.setTimeLocal(NO_TIME);
        zip.putNextEntry(e);
        zip.write(parts.get(name));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * The parts of a package.
   *
   * @throws IOException when it is no zip, or holds more than any report
   */
  static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int left = CEILING;
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        byte[] part = zip.readNBytes(left + 1);
        left -= part.length;
        if (left < 0) {
          throw new IOException("larger than any report");
        }
        parts.put(e.getName(), part);
      }
    }
    return parts;
  }

  /**
   * Reads a part; a document type, by which others' files could be drawn in, is refused.
   *
   * @throws IOException when it is no XML
   */
  static Document parse(byte[] xml) throws IOException {
    try {
      DocumentBuilderFactory f = DocumentBuilderFactory.newDefaultInstance();
      f.setNamespaceAware(true);
      f.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = f.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(
          new InputSource(new StringReader(new String(xml, StandardCharsets.UTF_8))));
    } catch (SAXException e) {
      throw new IOException("not XML", e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] write(Document document) {
    try {
      Transformer t = TransformerFactory.newDefaultInstance().newTransformer();
      t.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      document.setXmlStandalone(true);
      StringWriter out = new StringWriter();
      t.transform(new DOMSource(document), new StreamResult(out));
      return out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
