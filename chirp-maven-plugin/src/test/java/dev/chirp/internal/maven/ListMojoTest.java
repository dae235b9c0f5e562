package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

@MojoTest
class ListMojoTest {
  @Test
  @InjectMojo(goal = "list")
  void eventFolderHasItsDefault(ListMojo mojo) {
    Path folder = mojo.eventFiles().folder();
    assertTrue(folder.endsWith(Path.of("src", "test", "event")), folder::toString);
  }

  @Test
  @InjectMojo(goal = "list")
  @MojoParameter(name = "functionPrefix", value = "acme_")
  void takesThePrefixThatIsGiven(ListMojo mojo) {
    assertEquals("acme_", mojo.functionPrefix());
  }

  @Test
  @InjectMojo(goal = "list")
  @MojoParameter(name = "functionPrefix", value = "a b")
  void invalidPrefixIsRefused(ListMojo mojo) {
    ChirpException failure = assertThrows(ChirpException.class, mojo::functionPrefix);
    assertEquals(
        """
        chirp.functionPrefix is 'a b', but Lambda's function names have letters, digits, - and _ only, at most 64.
        Try: -Dchirp.functionPrefix=chirp_""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "list")
  @MojoParameter(name = "alias", value = "live")
  @MojoParameter(name = "bucket", value = "acme-code")
  void anEmptyTypedValueWinsOverThePom(ListMojo mojo) throws MojoExecutionException {
    assertTrue(mojo.proves());
    assertEquals(Optional.of("acme-code"), mojo.bucket());
    mojo.session().getUserProperties().setProperty("chirp.alias", "");
    mojo.session().getUserProperties().setProperty("chirp.bucket", "");
    mojo.prepare();
    assertFalse(mojo.proves());
    assertEquals(Optional.empty(), mojo.bucket());
  }
}
