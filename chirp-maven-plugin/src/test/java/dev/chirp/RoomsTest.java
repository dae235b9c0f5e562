package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package is not a heap of tiny classes: less than {@value #LIMIT_PERCENT} % of its files have
 * fewer than {@value #TINY} lines. A tiny class that belongs to the idea of another class is nested
 * in that class.
 */
class RoomsTest {
  private static final int TINY = 40;
  private static final int LIMIT_PERCENT = 24;

  /** The fewest files of a package for which the share means something. */
  private static final int FEWEST = 4;

  @Test
  void packagesHaveFewTinyClasses() throws IOException {
    List<Path> sources = sources(Path.of("..").toRealPath());
    assertTrue(sources.size() > 10, () -> "all modules are checked: " + sources);
    assertEquals("", String.join("\n", crowded(sources)), "packages with tiny classes to merge");
  }

  @Test
  void packageAtTheLimitIsReported(@TempDir Path sources) throws IOException {
    add(sources, "Big", 19, TINY);
    add(sources, "Tiny", 6, TINY - 1);
    assertEquals(
        List.of("acme: 6 of 25 files: Tiny0, Tiny1, Tiny2, Tiny3, Tiny4, Tiny5"),
        crowded(List.of(sources)));
  }

  @Test
  void packageBelowTheLimitIsNotReported(@TempDir Path sources) throws IOException {
    add(sources, "Big", 20, TINY);
    add(sources, "Tiny", 6, TINY - 1);
    assertEquals(List.of(), crowded(List.of(sources)));
  }

  @Test
  void packageWithFewClassesIsNotReported(@TempDir Path sources) throws IOException {
    add(sources, "Tiny", FEWEST - 1, 1);
    add(sources, "package-info", 1, 1);
    assertEquals(List.of(), crowded(List.of(sources)));
    add(sources, "Big", 1, TINY);
    assertEquals(List.of("acme: 3 of 4 files: Tiny0, Tiny1, Tiny2"), crowded(List.of(sources)));
  }

  private static void add(Path sources, String name, int files, int lines) throws IOException {
    Path folder = Files.createDirectories(sources.resolve("acme"));
    for (int i = 0; i < files; i++) {
      String unique = name.equals("package-info") ? name : name + i;
      Files.writeString(folder.resolve(unique + ".java"), "//\n".repeat(lines));
    }
  }

  /** The folders of product sources in all modules. */
  private static List<Path> sources(Path project) throws IOException {
    try (Stream<Path> modules = Files.list(project)) {
      return modules
          .map(module -> module.resolve(Path.of("src", "main", "java")))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }

  /** The packages with too many tiny classes, each with their names. */
  private static List<String> crowded(List<Path> sources) throws IOException {
    List<String> crowded = new ArrayList<>();
    for (Path folder : sources) {
      for (Map.Entry<String, List<Path>> room : packages(folder).entrySet()) {
        List<String> tiny = new ArrayList<>();
        for (Path file : room.getValue()) {
          if (Files.readAllLines(file).size() < TINY) {
            tiny.add(file.getFileName().toString().replace(".java", ""));
          }
        }
        int files = room.getValue().size();
        if (files >= FEWEST && tiny.size() * 100 >= files * LIMIT_PERCENT) {
          crowded.add(
              "%s: %d of %d files: %s"
                  .formatted(room.getKey(), tiny.size(), files, String.join(", ", tiny)));
        }
      }
    }
    return crowded;
  }

  private static Map<String, List<Path>> packages(Path folder) throws IOException {
    Map<String, List<Path>> packages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .sorted()
          .forEach(
              file -> {
                String name = folder.relativize(file.resolveSibling(".").normalize()).toString();
                packages
                    .computeIfAbsent(
                        name.replace('\\', '.').replace('/', '.'), key -> new ArrayList<>())
                    .add(file);
              });
    }
    return packages;
  }
}
