package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A simple class name exists once in all of Chirp's modules, so that it says which class it is. */
class ClassNamesTest {
  @Test
  void simpleNamesAreUnique() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.chirp");
    assertTrue(
        classes.containPackage("dev.chirp.internal.bench"), "all modules are on the class path");
    assertEquals(
        Map.of(),
        repeated(
            classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getPackageName().equals("dev.chirp.testkit"))
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
