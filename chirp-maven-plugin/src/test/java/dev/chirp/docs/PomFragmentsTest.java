package dev.chirp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fragments of POMs in the documents: each element is a parameter of some goal. */
class PomFragmentsTest {
  private static final Path FUNCTION =
      Path.of("src/main/java/dev/chirp/internal/maven/FunctionParameter.java");

  private final Set<String> parameters = new HashSet<>();
  private final Set<String> functionParameters = new HashSet<>();

  @BeforeEach
  void readParameters() throws Exception {
    for (PluginGoal goal : PluginGoal.all()) {
      goal.parameters().forEach(parameter -> parameters.add(parameter.name()));
    }
    for (JavaSource.Member member : JavaSource.read(FUNCTION).members()) {
      functionParameters.add(member.name());
    }
  }

  @Test
  void everyElementIsAParameter() throws Exception {
    List<String> unknown = new ArrayList<>();
    int fragments = 0;
    for (MarkdownFile file : MarkdownFile.all()) {
      for (Xpp3Dom fragment : fragments(file)) {
        fragments++;
        unknown(fragment).forEach(name -> unknown.add(file.name() + ": " + name));
      }
    }
    assertEquals(List.of(), unknown);
    assertTrue(fragments > 8, "Not all fragments: " + fragments);
  }

  @Test
  void unknownElementsAreReported(@TempDir Path folder) throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("a.md"),
            """
            ```xml
            <configuration>
              <memory>1024</memory>
              <functions>
                <function><name>a</name><handler>not a handler</handler><memory>1</memory></function>
              </functions>
            </configuration>
            ```
            """);

    assertEquals(
        List.of("<memory>", "<memory> of a function", "<handler>not a handler</handler>"),
        unknown(fragments(MarkdownFile.read(page)).get(0)));
  }

  private static List<Xpp3Dom> fragments(MarkdownFile file) throws Exception {
    List<Xpp3Dom> fragments = new ArrayList<>();
    for (String block : file.blocks("xml")) {
      String rooted = "<root>" + block + "</root>";
      fragments.add(Xpp3DomBuilder.build(new StringReader(rooted)));
    }
    return fragments;
  }

  private List<String> unknown(Xpp3Dom element) throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Xpp3Dom child : element.getChildren()) {
      if (element.getName().equals("configuration") && !parameters.contains(child.getName())) {
        unknown.add("<" + child.getName() + ">");
      }
      if (child.getName().equals("function")) {
        unknown.addAll(mistakesOfFunction(child));
      } else {
        unknown.addAll(unknown(child));
      }
    }
    return unknown;
  }

  private List<String> mistakesOfFunction(Xpp3Dom function) {
    Stream<String> unknown =
        Stream.of(function.getChildren())
            .map(Xpp3Dom::getName)
            .filter(name -> !functionParameters.contains(name))
            .map(name -> "<" + name + "> of a function");
    Stream<String> handlers =
        Stream.of(function.getChildren("handler"))
            .map(Xpp3Dom::getValue)
            .filter(handler -> !handler.matches("[\\w.]+(::\\w+)?"))
            .map(handler -> "<handler>" + handler + "</handler>");
    return Stream.concat(unknown, handlers).toList();
  }
}
