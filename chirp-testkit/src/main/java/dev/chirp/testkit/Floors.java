package dev.chirp.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The floors inside one module: each package is on one of them, and imports only packages of lower
 * floors. The compiler keeps the floors between modules.
 */
public final class Floors {
  private final String root;
  private final List<List<String>> floors = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param root the package that the module's packages are in, such as {@code dev.chirp}
   */
  public Floors(String root) {
    this.root = root;
  }

  /** Adds the next floor, with packages that do not import one another. */
  public Floors with(String... packages) {
    floors.add(List.of(packages));
    return this;
  }

  /** Checks the module that the test runs in. */
  public void check() {
    check(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }

  /** Checks these classes. */
  public void check(JavaClasses classes) {
    ArchRuleDefinition.classes()
        .should()
        .resideInAnyPackage(
            floors.stream().flatMap(List::stream).map(this::inside).toArray(String[]::new))
        .because("each package has a floor")
        .check(classes);
    for (int floor = 0; floor < floors.size(); floor++) {
      for (String name : floors.get(floor)) {
        checkPackage(name, floor, classes);
      }
    }
    SlicesRuleDefinition.slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  private void checkPackage(String name, int floor, JavaClasses classes) {
    List<String> forbidden =
        floors.subList(floor, floors.size()).stream()
            .flatMap(List::stream)
            .filter(other -> !other.equals(name))
            .toList();
    ArchRuleDefinition.noClasses()
        .that(resideIn(List.of(name)))
        .should()
        .dependOnClassesThat(resideIn(forbidden))
        .because("a package imports only lower floors")
        .allowEmptyShould(true)
        .check(classes);
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
