package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple class name exists once in all of Chirp's modules, so that it says which class it is. */
class ClassNamesTest {
  private static final List<Path> MODULES =
      Stream.of("runtime", "loop", "core", "project", "sandbox", "deploy", "bench", "junit")
          .map(module -> Path.of("..", "chirp-" + module, "target", "classes"))
          .toList();

  @Test
  void simpleNamesAreUnique() {
    Collection<JavaClass> classes =
        Stream.concat(
                new ClassFileImporter().importPaths(MODULES).stream(),
                new ClassFileImporter().importPath(Path.of("target", "classes")).stream())
            .toList();
    assertTrue(classes.size() > 400, "the modules are not compiled: " + classes.size());
    assertEquals(
        Map.of(),
        repeated(
            classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith(".package-info"))
                .toList()));
  }

  @Test
  void repeatedNameIsReportedWithItsClasses() {
    assertEquals(
        Map.of("Page", List.of("a.Page", "b.Page")),
        repeated(List.of("a.Page", "a.Place", "b.Page", "b.Pages")));
  }

  private static Map<String, List<String>> repeated(List<String> names) {
    Map<String, List<String>> bySimpleName =
        names.stream()
            .sorted()
            .collect(
                Collectors.groupingBy(
                    name -> name.substring(name.lastIndexOf('.') + 1),
                    TreeMap::new,
                    Collectors.toList()));
    bySimpleName.values().removeIf(classes -> classes.size() == 1);
    return bySimpleName;
  }
}
