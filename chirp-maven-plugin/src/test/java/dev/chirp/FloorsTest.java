package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void thePluginKeepsItsFloors() {
    JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    assertTrue(classes.size() > 20, "no classes to look at");
    new Floors("dev.chirp", classes).check();
  }

  @Test
  void aPackageThatImportsAHigherFloorIsReported() {
    assertReported("upward", "a package imports only lower floors");
  }

  @Test
  void mavenBelowTheHighestFloorIsReported() {
    assertReported("mavenbelow", "only the mojos know Maven");
  }

  @Test
  void aPackageWithoutAFloorIsReported() {
    assertReported("unlisted", "each package has a floor");
  }

  private static void assertReported(String fixture, String reason) {
    String root = "dev.chirp.fixture." + fixture;
    JavaClasses broken =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(root);
    AssertionError failure = assertThrows(AssertionError.class, new Floors(root, broken)::check);
    assertTrue(failure.toString().contains(reason), failure::toString);
  }
}
