package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class AbstractChirpMojoTest {
  @Test
  void suggestionIsTheLastLineThatMavenPrints() {
    ChirpException denied =
        ChirpException.execution("AWS refused it.", new IllegalStateException("a long story"))
            .withSuggestion("mvn chirp:setup-iam");
    MojoExecutionException failure =
        assertThrows(MojoExecutionException.class, failingWith(denied)::execute);
    assertEquals("AWS refused it.\nTry: mvn chirp:setup-iam", failure.getMessage());
    // Maven would go on with its message.
    assertEquals(Optional.empty(), Optional.ofNullable(failure.getCause()));
    assertSame(denied, failure.getSuppressed()[0]);
  }

  @Test
  void projectMistakeKeepsItsCause() {
    ChirpException damaged =
        ChirpException.project(
                "Class file 'A.class' is damaged.", new IndexOutOfBoundsException("a long story"))
            .withSuggestion("mvn clean compile");
    MojoFailureException failure =
        assertThrows(MojoFailureException.class, failingWith(damaged)::execute);
    assertEquals("Class file 'A.class' is damaged.\nTry: mvn clean compile", failure.getMessage());
    assertEquals(Optional.empty(), Optional.ofNullable(failure.getCause()));
    StringWriter shownByX = new StringWriter();
    failure.printStackTrace(new PrintWriter(shownByX));
    assertTrue(
        shownByX.toString().contains("IndexOutOfBoundsException: a long story\n\t\tat "),
        shownByX::toString);
  }

  private static AbstractChirpMojo failingWith(ChirpException failure) {
    return new AbstractChirpMojo() {
      @Override
      void run() {
        throw failure;
      }
    };
  }
}
