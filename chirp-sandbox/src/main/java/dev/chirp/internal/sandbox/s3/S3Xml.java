package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.QueryProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads and writes S3's XML. */
final class S3Xml {
  private S3Xml() {}

  /** S3's limit for {@code DeleteObjects}, which has the largest of these bodies. */
  private static final int MAX_BODY = 2 << 20;

  /**
   * The root of a request's body, checked against its digests; empty if the body is empty.
   *
   * @throws AwsError when the body is not XML, is too large, or does not match a digest
   */
  static Optional<Element> read(Call call) throws IOException {
    ByteArrayOutputStream body =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            checkSize(size() + length);
            super.write(bytes, offset, length);
          }
        };
    BodyIntegrity.of(call, ChecksumAlgorithm.CRC32).copyTo(body);
    return parsed(body.toByteArray());
  }

  /** The root of a request's body, for requests whose checksums describe something else. */
  static Optional<Element> readUnchecked(Call call) throws IOException {
    byte[] body = call.body().readNBytes(MAX_BODY + 1);
    checkSize(body.length);
    return parsed(body);
  }

  private static void checkSize(int size) {
    if (size > MAX_BODY) {
      throw new AwsError(
          400,
          "MaxMessageLengthExceeded",
          "Your request was too big. The sandbox accepts at most 2 MB of XML.");
    }
  }

  private static Optional<Element> parsed(byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // the default handler prints errors
      return Optional.of(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    } catch (SAXException e) {
      throw malformed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AwsError malformed() {
    return new AwsError(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  static Optional<String> text(Element parent, String name) {
    return children(parent, name).stream().findFirst().map(Element::getTextContent);
  }

  /** An element with text. */
  static String element(String name, Object text) {
    return "<%1$s>%2$s</%1$s>".formatted(name, escaped(text.toString()));
  }

  /**
   * Escapes text. Control characters, which keys may contain, become character references as in S3.
   */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    QueryProtocol.escaped(text)
        .codePoints()
        .forEach(
            c -> {
              if (c < ' ') {
                escaped.append("&#x").append(Integer.toHexString(c)).append(';');
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** A complete response body. */
  static String document(String root, String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1$s xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%2$s</%1$s>"
        .formatted(root, content);
  }
}
