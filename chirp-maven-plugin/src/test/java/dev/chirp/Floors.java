package dev.chirp;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The floors of docs/architecture.md as rules: a package imports only lower floors, Maven is known
 * on the highest alone, and AWS only where a call is made.
 */
final class Floors {
  /**
   * Floor of each package below the root. A package that is not here does not belong in the house
   * yet.
   */
  private static final Map<String, Integer> FLOORS = new LinkedHashMap<>();

  static {
    FLOORS.put("core", 0);
    FLOORS.put("aws", 1);
    FLOORS.put("process", 1);
    FLOORS.put("project", 1);
    FLOORS.put("bench", 2);
    FLOORS.put("deploy", 2);
    FLOORS.put("iam", 2);
    FLOORS.put("invoke", 2);
    FLOORS.put("pack", 2);
    FLOORS.put("release", 2);
    FLOORS.put("remote", 2);
    FLOORS.put("sandbox", 2);
    FLOORS.put("selfcontained", 2);
    FLOORS.put("maven", 3);
  }

  private static final List<String> MAY_CALL_AWS =
      List.of("aws", "deploy", "iam", "release", "remote");

  private final String root;
  private final JavaClasses classes;

  Floors(String root, JavaClasses classes) {
    this.root = root;
    this.classes = classes;
  }

  void check() {
    ArchRuleDefinition.classes()
        .should()
        .resideInAnyPackage(FLOORS.keySet().stream().map(this::inside).toArray(String[]::new))
        .because("each package has a floor")
        .check(classes);
    FLOORS.forEach(this::checkPackage);
    SlicesRuleDefinition.slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  private void checkPackage(String name, int floor) {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat(standOnFloorOrAbove(name, floor))
        .because("a package imports only lower floors")
        .allowEmptyShould(true)
        .check(classes);
    if (floor < 3) {
      forbid(name, "only the mojos know Maven", "org.apache.maven..");
    }
    if (!MAY_CALL_AWS.contains(name)) {
      forbid(name, "a local run loads no AWS SDK", "software.amazon..");
    }
  }

  private void forbid(String name, String reason, String packages) {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .because(reason)
        .allowEmptyShould(true)
        .check(classes);
  }

  private DescribedPredicate<JavaClass> standOnFloorOrAbove(String from, int floor) {
    return DescribedPredicate.describe(
        "stand on floor " + floor + " or above",
        type ->
            FLOORS.entrySet().stream()
                .filter(other -> !other.getKey().equals(from) && other.getValue() >= floor)
                .anyMatch(
                    other ->
                        (type.getPackageName() + ".")
                            .startsWith(root + "." + other.getKey() + ".")));
  }

  private String inside(String name) {
    return root + "." + name + "..";
  }
}
