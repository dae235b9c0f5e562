package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.PublicSurface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API that users may compile against, module by module: a module's {@code public-surface.txt}
 * lists it. A module without that file has no API.
 */
class PublicSurfaceTest {
  private static final String LIST = "public-surface.txt";
  private static final String WRITE = "chirp.surface.write";

  /** A change of the surface goes into the list with the same commit. */
  private static final String COMMAND =
      "mvn test -pl chirp-maven-plugin -am -Dtest=PublicSurfaceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;

  @ParameterizedTest
  @MethodSource("publishedModules")
  void usersCanCompileAgainstWhatIsListed(Path module) throws Exception {
    PublicSurface surface =
        new PublicSurface(
            PublicSurface.classesIn(module.resolve("target/classes")), libraries(module));
    Path file = module.resolve(LIST);
    if (System.getProperty(WRITE) != null && !surface.signatures().isEmpty()) {
      Files.write(file, surface.signatures());
    }
    List<String> listed = Files.exists(file) ? Files.readAllLines(file) : List.of();
    assertEquals(listed.stream().sorted().toList(), listed, () -> LIST + " is not sorted");
    assertEquals(
        "",
        String.join("\n", surface.problems(listed)),
        () -> "%s differs.\nTry: %s\n".formatted(file, COMMAND));
  }

  private static List<String> libraries(Path module) {
    String lambda = "com.amazonaws.services.lambda.runtime.";
    return module.endsWith("chirp-junit") ? List.of(lambda, "org.junit.") : List.of(lambda);
  }

  @Test
  void readsAllPublishedModules() throws IOException {
    List<Path> modules = publishedModules().toList();
    assertTrue(modules.contains(Path.of("..", "chirp-maven-plugin")), modules::toString);
    assertTrue(modules.contains(Path.of("..", "chirp-runtime")), modules::toString);
    assertEquals(
        List.of("chirp-junit", "chirp-loop", "chirp-runtime", "chirp-sandbox"),
        modules.stream()
            .filter(module -> Files.exists(module.resolve(LIST)))
            .map(module -> module.getFileName().toString())
            .toList());
  }

  private static Stream<Path> publishedModules() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
          .filter(PublicSurfaceTest::isPublished)
          .sorted()
          .toList()
          .stream();
    }
  }

  private static boolean isPublished(Path module) {
    try {
      return !Files.readString(module.resolve("pom.xml"))
          .contains("<maven.deploy.skip>true</maven.deploy.skip>");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
