package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class CompileFailureTest {
  @Test
  void compilersReasonIsReported() {
    IllegalArgumentException javac =
        new IllegalArgumentException("error: release version 99 not supported");
    String message =
        String.valueOf(
            of(new MojoExecutionException("Fatal error compiling", new Exception(javac)))
                .getMessage());
    assertTrue(
        message.startsWith(
            """
            Module 'api' was not compiled.
            Fatal error compiling
            java.lang.IllegalArgumentException: error: release version 99 not supported
            """),
        message);
    assertTrue(
        message.endsWith("Try: -Dmaven.compiler.release=" + Runtime.version().feature()), message);
  }

  @Test
  void syntaxErrorIsReportedOnceWithItsPlace() {
    String place = "/api/src/main/java/acme/Greet.java:[3,8] ';' expected";
    assertEquals(
        "Module 'api' was not compiled.\nCompilation failure\n" + place,
        of(new MojoFailureException(new Object(), "Compilation failure\n" + place, place))
            .getMessage());
  }

  @Test
  void failureWithoutMessageIsNamed() {
    assertEquals(
        "Module 'api' was not compiled.\njava.lang.IllegalStateException",
        of(new IllegalStateException()).getMessage());
  }

  private static Exception of(Throwable cause) {
    return CompileFailure.of(
        "api", new LifecycleExecutionException("Failed to execute goal", cause));
  }
}
