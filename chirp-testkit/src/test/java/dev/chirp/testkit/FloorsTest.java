package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void aPackageThatImportsAHigherFloorIsReported() {
    assertReported("upward", "a package imports only lower floors");
  }

  @Test
  void aPackageThatImportsALowerFloorIsAccepted() {
    String root = "dev.chirp.testkit.fixture.upward";
    assertDoesNotThrow(() -> new Floors(root).with("maven").with("core").check(classes(root)));
  }

  @Test
  void aPackageWithoutAFloorIsReported() {
    assertReported("unlisted", "each package has a floor");
  }

  private static void assertReported(String fixture, String reason) {
    String root = "dev.chirp.testkit.fixture." + fixture;
    Floors floors = new Floors(root).with("core").with("maven");
    AssertionError failure = assertThrows(AssertionError.class, () -> floors.check(classes(root)));
    assertTrue(failure.toString().contains(reason), failure::toString);
  }

  private static JavaClasses classes(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages(root);
  }
}
