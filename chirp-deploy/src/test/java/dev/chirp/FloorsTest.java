package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.chirp.testkit.Floors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  /** A mojo loads the use cases before a front end has made the SDK loadable. */
  @Test
  void useCasesNameNoTypeOfAwsSdk() {
    EvaluationResult result =
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.chirp.internal.rollout..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .evaluate(new ClassFileImporter().importPath(Path.of("target", "classes")));
    assertEquals(List.of(), result.getFailureReport().getDetails());
  }

  @Test
  void packagesImportLowerFloorsOnly() {
    Floors floors =
        new Floors("dev.chirp.internal")
            .with("aws")
            .with("api", "deploy", "iam", "release", "remote", "url")
            .with("rollout");
    assertEquals(List.of(), floors.violations());
  }
}
