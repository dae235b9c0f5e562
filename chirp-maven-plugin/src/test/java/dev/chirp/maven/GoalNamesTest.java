package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
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

  private GoalNames names() {
    PluginDescriptor descriptor = new PluginDescriptor();
    descriptor.setGroupId("dev.chirp");
    descriptor.setArtifactId("chirp-maven-plugin");
    descriptor.setVersion("1.2");
    return GoalNames.of(Map.of("project", project, "pluginDescriptor", descriptor));
  }
}
