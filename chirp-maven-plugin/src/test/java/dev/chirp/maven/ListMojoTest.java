package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class ListMojoTest {
  @Test
  @InjectMojo(goal = "list")
  void looksForEventsWhereTheTutorialHasThem(ListMojo mojo) {
    Path folder = mojo.eventFiles().folder();
    assertTrue(folder.endsWith(Path.of("src", "test", "event")), folder::toString);
  }

  @Test
  @InjectMojo(goal = "list")
  @MojoParameter(name = "functionPrefix", value = "acme_")
  void takesThePrefixThatIsGiven(ListMojo mojo) {
    assertEquals("acme_", mojo.functionPrefix());
  }
}
