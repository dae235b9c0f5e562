package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The floors of docs/architecture.md. */
class FloorsTest {

  private static final String ROOT = "dev.chirp.runtime";
  private static final String JSON = "dev.chirp.internal.json";
  private static final String LOCAL = "dev.chirp.internal.local";
  private static final String JACKSON = "com.fasterxml.jackson.";
  private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";

  /** The packages that each package may use, in this module and outside. */
  private static final Map<String, Set<String>> FLOORS =
      Map.of(
          ROOT + ".local",
          Set.of(ROOT, JSON, LOCAL, LAMBDA),
          LOCAL,
          Set.of(ROOT, JSON),
          ROOT,
          Set.of(JSON, LAMBDA),
          JSON,
          Set.of(JACKSON));

  private static final String HOUSE = "dev.chirp.fixture.house";

  private static final Map<String, Set<String>> HOUSE_FLOORS =
      Map.of(
          HOUSE + ".roof", Set.of(HOUSE + ".ground", HOUSE + ".cellar", LAMBDA),
          HOUSE + ".ground", Set.of(HOUSE + ".cellar", LAMBDA),
          HOUSE + ".cellar", Set.of(JACKSON));

  @Test
  void packagesUseLowerFloorsOnly() {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT, JSON, LOCAL);
    assertTrue(main.contain(ApiFunction.class), "The rules check nothing");
    assertEquals(List.of(), violations(main, FLOORS));
  }

  @Test
  void aUseOfAnUpperFloorIsReported() {
    assertReported("cellar.Cellar uses " + HOUSE + ".ground.Ground");
    assertReported("ground.Ground uses " + HOUSE + ".roof.Roof");
  }

  @Test
  void jacksonOutsideItsFloorIsReported() {
    assertReported("roof.Roof uses com.fasterxml.jackson.core.JsonFactory");
  }

  @Test
  void anotherLibraryIsReported() {
    assertReported("ground.Ground uses org.junit.jupiter.api.Test");
  }

  @Test
  void anUnlistedPackageIsReported() {
    assertReported(HOUSE + ".annex is on no floor");
  }

  @Test
  void aCycleIsReported() {
    assertTrue(
        cycles(importHouse()).contains(HOUSE + ".cellar <-> " + HOUSE + ".ground"),
        () -> cycles(importHouse()).toString());
    assertEquals(
        Set.of(),
        cycles(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT, JSON, LOCAL)));
  }

  private static JavaClasses importHouse() {
    return new ClassFileImporter().importPackages(HOUSE);
  }

  private static void assertReported(String violation) {
    List<String> violations = violations(importHouse(), HOUSE_FLOORS);
    assertTrue(
        violations.stream().anyMatch(reported -> reported.contains(violation)),
        () -> violation + " is not in " + violations);
  }

  private static List<String> violations(JavaClasses classes, Map<String, Set<String>> floors) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass user : classes) {
      Set<String> allowed = floors.get(user.getPackageName());
      if (allowed == null) {
        violations.add(user.getPackageName() + " is on no floor");
        continue;
      }
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (!isAllowed(user.getPackageName(), used, allowed)) {
          violations.add(user.getName() + " uses " + used.getName());
        }
      }
    }
    return new ArrayList<>(violations);
  }

  private static boolean isAllowed(String own, JavaClass used, Set<String> allowed) {
    String name = used.getName();
    return used.isPrimitive()
        || name.startsWith("java.")
        || used.getPackageName().equals(own)
        || allowed.contains(used.getPackageName())
        || allowed.stream().anyMatch(prefix -> prefix.endsWith(".") && name.startsWith(prefix));
  }

  /** Pairs of packages that reach one another, over however many others. */
  private static Set<String> cycles(JavaClasses classes) {
    Map<String, Set<String>> reach = new java.util.TreeMap<>();
    for (JavaClass user : classes) {
      Set<String> used = reach.computeIfAbsent(user.getPackageName(), unused -> new TreeSet<>());
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        used.add(dependency.getTargetClass().getBaseComponentType().getPackageName());
      }
    }
    for (int i = 0; i < reach.size(); i++) {
      for (Set<String> used : reach.values()) {
        for (String next : List.copyOf(used)) {
          used.addAll(reach.getOrDefault(next, Set.of()));
        }
      }
    }
    Set<String> cycles = new TreeSet<>();
    for (String one : reach.keySet()) {
      for (String other : reach.keySet()) {
        if (one.compareTo(other) < 0
            && reach.getOrDefault(one, Set.of()).contains(other)
            && reach.getOrDefault(other, Set.of()).contains(one)) {
          cycles.add(one + " <-> " + other);
        }
      }
    }
    return cycles;
  }
}
