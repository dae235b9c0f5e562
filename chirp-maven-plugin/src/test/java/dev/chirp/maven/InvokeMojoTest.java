package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

@MojoTest
class InvokeMojoTest {
  @Test
  @InjectMojo(goal = "invoke", pom = "src/test/resources/unit/invoke/pom.xml")
  void readsItsConfigurationFromThePom(InvokeMojo mojo) {
    assertEquals("acme_", mojo.functionPrefix());
    assertDoesNotThrow(mojo::execute, "<skip> was not read");
  }

  @Test
  @InjectMojo(goal = "invoke")
  @MojoParameter(name = "function", value = "../server_status")
  void turnsAMistakeOfTheUserIntoAFailureOfTheBuild(InvokeMojo mojo) {
    assertEquals("chirp_", mojo.functionPrefix());
    MojoFailureException failure = assertThrows(MojoFailureException.class, mojo::execute);
    assertEquals(
        """
        '../server_status' (from -Dfunction) is no name of a function: letters, digits, - and _, at most 64.
        Try: mvn chirp:list""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "invoke")
  void aQualifierIsForARemoteRunOnly(InvokeMojo mojo) {
    mojo.session().getUserProperties().setProperty("qualifier", "live");
    MojoFailureException failure = assertThrows(MojoFailureException.class, mojo::execute);
    assertEquals(
        """
        -Dqualifier=live names a version or an alias on Lambda, but -Dremote is missing.
        Try: the same command with -Dremote""",
        failure.getMessage());
  }
}
