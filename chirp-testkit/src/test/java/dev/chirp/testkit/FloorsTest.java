package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  private static final String FIXTURE = "dev.chirp.testkit.fixture.";

  @Test
  void aPackageThatImportsAHigherFloorIsReported() {
    assertReported("upward", "a package imports only lower floors");
  }

  @Test
  void aPackageThatImportsALowerFloorIsAccepted() {
    Floors floors = new Floors(FIXTURE + "upward").with("maven").with("core");
    assertEquals(List.of(), floors.violations(classes("upward")));
  }

  @Test
  void aPackageWithoutAFloorIsReported() {
    assertReported("unlisted", "each package has a floor");
  }

  @Test
  void aFloorWithoutClassesIsReported() {
    assertReported("unlisted", "no class is in '" + FIXTURE + "unlisted.core..'");
  }

  private static void assertReported(String fixture, String reason) {
    List<String> violations =
        new Floors(FIXTURE + fixture).with("core").with("maven").violations(classes(fixture));
    assertTrue(violations.toString().contains(reason), violations::toString);
  }

  private static JavaClasses classes(String fixture) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages(FIXTURE + fixture);
  }
}
