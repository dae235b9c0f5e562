package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.core.ChirpException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class AbstractChirpMojoTest {
  @Test
  void whatToTryIsTheLastThingThatMavenPrints() {
    ChirpException denied =
        ChirpException.execution("AWS refused it.", new IllegalStateException("a long story"))
            .withSuggestion("mvn chirp:setup-iam");
    AbstractChirpMojo goal =
        new AbstractChirpMojo() {
          @Override
          void run() {
            throw denied;
          }
        };
    MojoExecutionException failure = assertThrows(MojoExecutionException.class, goal::execute);
    assertEquals("AWS refused it.\nTry: mvn chirp:setup-iam", failure.getMessage());
    // Maven would go on with its message.
    assertEquals(Optional.empty(), Optional.ofNullable(failure.getCause()));
    assertSame(denied, failure.getSuppressed()[0]);
  }
}
