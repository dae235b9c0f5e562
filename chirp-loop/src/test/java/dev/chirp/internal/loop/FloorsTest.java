package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The loop knows the JDK and Lambda's core library; one class of it the serialization, one the
 * hooks of SnapStart, and one that never runs on Lambda TLS.
 */
class FloorsTest {
  private static final String ROOT = "dev.chirp.internal.loop";
  private static final String USERS = "dev.chirp.loop";
  private static final String CORE = "com.amazonaws.services.lambda.runtime";
  private static final String SERIALIZATION = CORE + ".serialization.";

  @Test
  void loopUsesOnlyItsFloor() {
    JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    assertTrue(classes.contain(RuntimeLoop.class), "The rule checks nothing");
    assertEquals(Set.of(), violations(classes));
  }

  @Test
  void librariesOfTheTestsWouldBeReported() {
    Set<String> violations =
        violations(new ClassFileImporter().importClasses(FloorsTest.class, LoopRun.class));
    assertTrue(
        violations.contains("FloorsTest uses org.junit.jupiter.api.Test"), violations::toString);
    assertFalse(violations.stream().anyMatch(use -> use.startsWith("LoopRun")));
  }

  @Test
  void useOfSerializationInAnotherClassWouldBeReported() {
    assertFalse(isAllowed("HandlerLoader", SERIALIZATION + "PojoSerializer"));
    assertTrue(isAllowed("BoundEventHandler", SERIALIZATION + "PojoSerializer"));
    assertFalse(isAllowed("HandlerLoader", CORE + ".api.client.AWSLambda"));
    assertFalse(isAllowed("HandlerLoader", "dev.chirp.runtime.ApiFunction"));
  }

  @Test
  void moduleHasOnlyTheLoopsPackages() {
    JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    assertEquals(
        List.of(ROOT, USERS),
        classes.stream().map(JavaClass::getPackageName).distinct().sorted().toList());
  }

  private static Set<String> violations(JavaClasses classes) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass user : classes) {
      String name = user.getName().substring(user.getPackageName().length() + 1);
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (!used.isPrimitive() && !isAllowed(name, used.getName())) {
          violations.add(name + " uses " + used.getName());
        }
      }
    }
    return violations;
  }

  private static boolean isAllowed(String user, String used) {
    String usedPackage = used.substring(0, used.lastIndexOf('.'));
    return used.startsWith("java.")
        || (used.startsWith("javax.net.ssl.") && user.equals("TlsTraining"))
        || (used.startsWith("org.crac.") && user.equals("WarmSnapshot"))
        || usedPackage.equals(ROOT)
        || (usedPackage.equals(USERS) && user.equals("SnapStart"))
        || usedPackage.equals(CORE)
        || usedPackage.equals(CORE + ".logging")
        || (used.startsWith(SERIALIZATION)
            && (user.equals("BoundEventHandler") || user.startsWith("BoundEventHandler$")));
  }
}
