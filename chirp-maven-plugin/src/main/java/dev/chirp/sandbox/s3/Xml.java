package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.QueryProtocol;
import dev.chirp.sandbox.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The XML that S3 speaks. */
final class Xml {
  private Xml() {}

  /** The root of a request's body; nothing if the body is empty. */
  static Optional<Element> read(Call call) throws IOException {
    byte[] body = call.body().readAllBytes();
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return Optional.of(
          factory.newDocumentBuilder().parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    } catch (SAXException e) {
      throw new Refusal(
          400,
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published schema");
    }
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

  /** One element with text. */
  static String element(String name, Object text) {
    return "<%1$s>%2$s</%1$s>".formatted(name, QueryProtocol.escaped(text.toString()));
  }

  /** A whole answer. */
  static String document(String root, String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1$s xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%2$s</%1$s>"
        .formatted(root, content);
  }
}
