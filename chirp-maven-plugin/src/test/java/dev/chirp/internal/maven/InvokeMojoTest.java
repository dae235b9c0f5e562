package dev.chirp.internal.maven;

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
        '../server_status' (from -Dfunction) is not a function name: letters, digits, - and _, at most 64.
        Try: mvn chirp:list""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "invoke")
  void garbledPayloadIsRefused(InvokeMojo mojo) {
    mojo.session().getUserProperties().setProperty("payload", "{\"name\": \"J\uFFFD\uFFFDrg\"}");
    MojoFailureException failure = assertThrows(MojoFailureException.class, mojo::execute);
    assertEquals(
        """
        -Dpayload has letters that Java cannot read in the locale of this shell (%s).
        Try: export LC_ALL=C.UTF-8, and the same command; or -Devent=event.json, a file in UTF-8"""
            .formatted(System.getProperty("sun.jnu.encoding")),
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "invoke")
  void garbledNameIsRefused(InvokeMojo mojo) {
    mojo.session().getUserProperties().setProperty("function", "gr\uFFFDt");
    MojoFailureException failure = assertThrows(MojoFailureException.class, mojo::execute);
    assertEquals(
        """
        -Dfunction has letters that Java cannot read in the locale of this shell (%s).
        Try: export LC_ALL=C.UTF-8, and the same command"""
            .formatted(System.getProperty("sun.jnu.encoding")),
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "invoke")
  void qualifierNeedsARemoteRun(InvokeMojo mojo) {
    mojo.session().getUserProperties().setProperty("qualifier", "live");
    MojoFailureException failure = assertThrows(MojoFailureException.class, mojo::execute);
    assertEquals(
        """
        -Dqualifier=live names a version or an alias on Lambda, but -Dremote is missing.
        Try: the same command with -Dremote""",
        failure.getMessage());
  }
}
