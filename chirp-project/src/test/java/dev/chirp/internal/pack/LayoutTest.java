package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package for a JVM that loads classes only from jars. */
class LayoutTest {
  private static final Instant UNZIPPED_IN_UTC = Instant.parse("1980-02-01T00:00:00Z");

  @TempDir private Path folder;
  private Input input;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    input = new Input(folder).withClass("acme/Greet.class").with("words.txt", "hello");
    input.withJar("b-1.0.jar", Map.of("b/B.class", Input.classFile(17)));
    input.withFolder("a-1.0.jar", "module", Map.of("a/A.class", Input.classFile(17)));
    root = Files.createDirectories(folder.resolve("root"));
  }

  @Test
  void projectComesBeforeLibrariesByName() throws IOException {
    assertEquals(List.of("classes.jar", "lib/a-1.0.jar", "lib/b-1.0.jar"), layOut());
    try (ZipFile own = new ZipFile(root.resolve("classes.jar").toFile())) {
      assertEquals(
          List.of("acme/", "acme/Greet.class", "words.txt"),
          own.stream().map(entry -> entry.getName()).toList());
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("b-1.0.jar")),
        Files.readAllBytes(root.resolve("lib/b-1.0.jar")));
  }

  @Test
  void jarAmongTheResourcesIsALibrary() throws IOException {
    input.with("lib/aa.jar", Files.readAllBytes(folder.resolve("b-1.0.jar")));
    assertEquals(List.of("classes.jar", "lib/a-1.0.jar", "lib/aa.jar", "lib/b-1.0.jar"), layOut());
    try (ZipFile own = new ZipFile(root.resolve("classes.jar").toFile())) {
      assertFalse(own.stream().anyMatch(entry -> entry.getName().startsWith("lib")));
    }
  }

  @Test
  void jarsHaveTheirUnzippedTimestamps() throws IOException {
    for (String name : layOut()) {
      assertEquals(
          UNZIPPED_IN_UTC, Files.getLastModifiedTime(root.resolve(name)).toInstant(), name);
    }
  }

  @Test
  void previousFilesAreDeleted() throws IOException {
    layOut();
    input.withoutLibraries();
    assertEquals(List.of("classes.jar"), layOut());
    assertFalse(Files.exists(root.resolve("lib/a-1.0.jar")));
  }

  @Test
  void sameFilesGiveTheSameBytes() throws IOException {
    layOut();
    byte[] classes = Files.readAllBytes(root.resolve("classes.jar"));
    CodePackage first = packager().writeTo(input.zip, root);
    byte[] zip = Files.readAllBytes(input.zip);
    layOut();
    assertArrayEquals(classes, Files.readAllBytes(root.resolve("classes.jar")));
    assertEquals(first.codeSha256(), packager().writeTo(input.zip, root).codeSha256());
    assertArrayEquals(zip, Files.readAllBytes(input.zip));
  }

  @Test
  void onlyLibrariesAreCalledDependencies() throws IOException {
    layOut();
    packager().writeTo(input.zip, root);
    String last = input.said.said().get(input.said.said().size() - 1);
    assertEquals("Dependencies: a-1.0.jar, b-1.0.jar", last.replaceAll(" [0-9.,]+ \\w+", ""));
  }

  private List<String> layOut() {
    return packager().layOut(root);
  }

  private Packager packager() {
    return new Packager(
        input.classes,
        Map.of(),
        input.libraries(),
        LambdaRuntime.selfContained(25),
        Set.of(),
        input.said);
  }
}
