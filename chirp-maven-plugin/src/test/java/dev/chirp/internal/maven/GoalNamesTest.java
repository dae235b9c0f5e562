package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class GoalNamesTest {
  private static final String TEXT =
      "No role (chirp:project is a tag, chirp:setup-iam is a goal).\nTry: mvn -q chirp:setup-iam chirp:deploy -Dchirp.sandbox";

  private final MavenProject project = new MavenProject();

  @Test
  void nameTheCoordinatesWhereThePomDoesNotHaveThePlugin() {
    assertEquals(
        "No role (chirp:project is a tag, dev.chirp:chirp-maven-plugin:1.2:setup-iam is a goal).\n"
            + "Try: mvn -q dev.chirp:chirp-maven-plugin:1.2:setup-iam dev.chirp:chirp-maven-plugin:1.2:deploy"
            + " -Dchirp.sandbox",
        names().in(TEXT));
    String already = names().in(TEXT);
    assertEquals(already, names().in(already));
  }

  /** Other goals run others' lifecycle, and no message names them. */
  @Test
  void areThoseOfAllGoals() throws IOException {
    Pattern name = Pattern.compile("@Mojo\\(\\s*name = \"([a-z-]+)\"");
    Set<String> goals = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        name.matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1))
            .forEach(goals::add);
      }
    }
    assertTrue(goals.removeAll(Set.of("compile", "scan")), goals::toString);
    for (String goal : goals) {
      assertEquals("mvn dev.chirp:chirp-maven-plugin:1.2:" + goal, names().in("mvn chirp:" + goal));
    }
  }

  @Test
  void keepThePrefixWhereItWorks() {
    Plugin plugin = new Plugin();
    plugin.setGroupId("dev.chirp");
    plugin.setArtifactId("chirp-maven-plugin");
    Build build = new Build();
    build.addPlugin(plugin);
    project.getModel().setBuild(build);
    assertEquals(TEXT, names().in(TEXT));
    assertEquals(TEXT, new GoalNames(Optional.empty()).in(TEXT));
  }

  @Test
  void areInLogLinesToo() {
    List<String> lines = new ArrayList<>();
    AbstractChirpMojo goal =
        new AbstractChirpMojo() {
          @Override
          void run() {
            getLog().info("Next: mvn chirp:deploy");
            getLog().warn("See mvn chirp:list");
          }
        };
    goal.setLog(
        new SystemStreamLog() {
          @Override
          public void info(CharSequence content) {
            lines.add(content.toString());
          }

          @Override
          public void warn(CharSequence content) {
            lines.add(content.toString());
          }
        });
    goal.setPluginContext(context());
    goal.run();
    assertEquals(
        List.of(
            "Next: mvn dev.chirp:chirp-maven-plugin:1.2:deploy",
            "See mvn dev.chirp:chirp-maven-plugin:1.2:list"),
        lines);
  }

  private GoalNames names() {
    return GoalNames.of(context());
  }

  private Map<String, Object> context() {
    PluginDescriptor descriptor = new PluginDescriptor();
    descriptor.setGroupId("dev.chirp");
    descriptor.setArtifactId("chirp-maven-plugin");
    descriptor.setVersion("1.2");
    return Map.of("project", project, "pluginDescriptor", descriptor);
  }
}
