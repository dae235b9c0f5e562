package dev.chirp;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.chirp.testkit.Floors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FloorsTest {
  /** A mojo loads the use cases before a front end has made the SDK loadable. */
  @Test
  void useCasesNameNoTypeOfAwsSdk() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.chirp.rollout..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }

  @Test
  void packagesImportLowerFloorsOnly() {
    new Floors("dev.chirp")
        .with("aws")
        .with("deploy", "iam", "release", "remote")
        .with("rollout")
        .check();
  }
}
