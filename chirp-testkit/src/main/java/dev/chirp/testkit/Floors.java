package dev.chirp.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The floors inside one module. Each package is on a floor, and imports only packages of lower
 * floors. The compiler keeps the order between modules.
 */
public final class Floors {
  private final String root;
  private final List<List<String>> floors = new ArrayList<>();

  /**
   * Creates an empty set of floors.
   *
   * @param root the parent of the module's packages, such as {@code dev.chirp}
   */
  public Floors(String root) {
    this.root = root;
  }

  /** Adds the next floor, with packages that do not import one another. */
  public Floors with(String... packages) {
    floors.add(List.of(packages));
    return this;
  }

  /** The violations in the current module. */
  public List<String> violations() {
    return violations(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }

  /** The violations in these classes. A floor for a package without classes is a violation too. */
  public List<String> violations(JavaClasses classes) {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(
        ArchRuleDefinition.classes()
            .should()
            .resideInAnyPackage(
                floors.stream().flatMap(List::stream).map(this::inside).toArray(String[]::new))
            .because("each package has a floor"));
    List<String> violations = new ArrayList<>();
    for (int floor = 0; floor < floors.size(); floor++) {
      for (String name : floors.get(floor)) {
        rules.add(importsLowerFloors(name, floor));
        if (classes.stream().noneMatch(resideIn(List.of(name)))) {
          violations.add("no class is in '" + inside(name) + "'");
        }
      }
    }
    rules.add(
        SlicesRuleDefinition.slices()
            .matching(root + ".(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true));
    for (ArchRule rule : rules) {
      EvaluationResult result = rule.evaluate(classes);
      if (result.hasViolation()) {
        violations.add(result.getFailureReport().toString());
      }
    }
    return violations;
  }

  private ArchRule importsLowerFloors(String name, int floor) {
    List<String> forbidden =
        floors.subList(floor, floors.size()).stream()
            .flatMap(List::stream)
            .filter(other -> !other.equals(name))
            .toList();
    return ArchRuleDefinition.noClasses()
        .that(resideIn(List.of(name)))
        .should()
        .dependOnClassesThat(resideIn(forbidden))
        .because("a package imports only lower floors")
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> resideIn(List<String> packages) {
    return DescribedPredicate.describe(
        "reside in " + packages,
        type ->
            packages.stream()
                .anyMatch(
                    name ->
                        name.isEmpty()
                            ? type.getPackageName().equals(root)
                            : (type.getPackageName() + ".").startsWith(root + "." + name + ".")));
  }

  private String inside(String name) {
    return name.isEmpty() ? root : root + "." + name + "..";
  }
}
