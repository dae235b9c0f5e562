package dev.chirp.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes that Chirp adds to each deployed zip. */
class SizeTest {

  /**
   * 80 KB until typed fields of requests came, with their ISO 8601 and their messages: 13 KB that
   * each function would otherwise write itself, and that only load where they are used.
   */
  private static final long RUNTIME_LIMIT = 96 * 1024;

  private static final long STARTER_LIMIT = 3_000_000;

  private static final Path LIBRARIES = Path.of(System.getProperty("starterLibraries", ""));

  @Test
  void runtimeJarStaysSmall() throws IOException {
    List<Path> runtime = jars("chirp-runtime-");

    assertEquals(1, runtime.size());
    assertAtMost(RUNTIME_LIMIT, "chirp-runtime", runtime);
  }

  @Test
  void starterProjectHasFewRuntimeDependencies() throws IOException {
    assertAtMost(STARTER_LIMIT, "All of a starter project's runtime dependencies", jars(""));
  }

  private static List<Path> jars(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static void assertAtMost(long limit, String what, List<Path> jars) throws IOException {
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    String result =
        "%s: %,d bytes in %d jars, at most %,d".formatted(what, bytes, jars.size(), limit);
    System.out.println(result);
    assertTrue(bytes <= limit, result);
  }
}
