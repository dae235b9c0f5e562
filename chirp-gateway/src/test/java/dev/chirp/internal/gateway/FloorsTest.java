package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.chirp.testkit.Floors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void packagesImportLowerFloorsOnly() {
    Floors floors =
        new Floors("dev.chirp.internal.gateway")
            .with("http", "route")
            .with("payload")
            .with("")
            .with("authorizer");
    assertEquals(List.of(), floors.violations());
  }

  @Test
  void nothingButTheJdkIsUsed() {
    EvaluationResult result =
        ArchRuleDefinition.classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.chirp.internal.gateway..")
            .evaluate(new ClassFileImporter().importPath(Path.of("target", "classes")));
    assertEquals(List.of(), result.getFailureReport().getDetails());
  }
}
