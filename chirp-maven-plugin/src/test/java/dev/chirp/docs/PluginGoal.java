package dev.chirp.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A goal of the plugin, as {@code META-INF/maven/plugin.xml} describes it. */
record PluginGoal(String name, String className, String description, List<Parameter> parameters) {
  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

  /**
   * A parameter that a user can set.
   *
   * @param field the field of the mojo
   * @param name the element in the POM
   * @param property the property; empty if the parameter can only be set in the POM
   * @param defaultValue empty if there is none
   */
  record Parameter(
      String field,
      String name,
      String property,
      String type,
      String defaultValue,
      String description) {}

  static List<PluginGoal> all() throws Exception {
    Element plugin =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(DESCRIPTOR.toFile())
            .getDocumentElement();
    return elements(plugin, "mojo").stream().map(PluginGoal::of).toList();
  }

  private static PluginGoal of(Element mojo) {
    List<Parameter> parameters = new ArrayList<>();
    for (Element parameter : elements(mojo, "parameter")) {
      if (text(parameter, "editable").equals("true")) {
        parameters.add(parameter(parameter, elements(mojo, "configuration").get(0)));
      }
    }
    return new PluginGoal(
        text(mojo, "goal"), text(mojo, "implementation"), text(mojo, "description"), parameters);
  }

  private static Parameter parameter(Element parameter, Element configuration) {
    String field = text(parameter, "name");
    String alias = text(parameter, "alias");
    Optional<Element> value = elements(configuration, field).stream().findFirst();
    return new Parameter(
        field,
        alias.isEmpty() ? field : alias,
        value.map(Element::getTextContent).orElse("").replaceAll("[${}]", ""),
        text(parameter, "type"),
        value.map(element -> element.getAttribute("default-value")).orElse(""),
        text(parameter, "description"));
  }

  private static String text(Element parent, String name) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .mapToObj(parent.getChildNodes()::item)
        .filter(node -> node.getNodeName().equals(name))
        .map(node -> node.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
