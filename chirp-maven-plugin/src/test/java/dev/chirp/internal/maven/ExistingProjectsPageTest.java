package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

/** The POM fragments of docs/guide/existing-projects.md. */
class ExistingProjectsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/guide/existing-projects.md");
  private static final Pattern BLOCK = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  @Test
  void fragmentsHaveParametersThatThePluginTakes() throws Exception {
    List<Xpp3Dom> blocks = blocks();
    assertEquals(
        List.of("plugin", "configuration", "configuration"),
        blocks.stream().map(Xpp3Dom::getName).toList());
    Set<String> goal = fields(DeployMojo.class);
    goal.add("package"); // an alias: it is a keyword of Java
    for (Xpp3Dom configuration : blocks.subList(1, blocks.size())) {
      assertEquals(List.of(), unknown(configuration, goal));
      for (Xpp3Dom function : configuration.getChild("functions").getChildren()) {
        assertEquals(List.of(), unknown(function, fields(FunctionParameter.class)));
        String handler = function.getChild("handler").getValue();
        assertTrue(handler.matches("[\\w.]+(::\\w+)?"), handler);
      }
    }
  }

  private static List<Xpp3Dom> blocks() throws Exception {
    Matcher found = BLOCK.matcher(Files.readString(PAGE));
    List<Xpp3Dom> blocks = new ArrayList<>();
    while (found.find()) {
      blocks.add(Xpp3DomBuilder.build(new StringReader(found.group(1))));
    }
    return blocks;
  }

  private static List<String> unknown(Xpp3Dom element, Set<String> known) {
    return Stream.of(element.getChildren())
        .map(Xpp3Dom::getName)
        .filter(name -> !known.contains(name))
        .toList();
  }

  private static Set<String> fields(Class<?> type) {
    return Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
        .flatMap(each -> Stream.of(each.getDeclaredFields()))
        .map(Field::getName)
        .collect(Collectors.toSet());
  }
}
