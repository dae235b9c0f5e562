package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.fixture.surface.Offer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicSurfaceTest {
  private static final String OFFER = "dev.chirp.testkit.fixture.surface.Offer";
  private static final String HIDDEN = "dev.chirp.testkit.fixture.surface.internal.Hidden";
  private static final String SHOWS_HIDDEN =
      "%s: public java.util.Optional<java.util.List<? extends %s>> hidden(T)"
          .formatted(OFFER, HIDDEN);
  private static final List<String> LISTED =
      List.of(
          OFFER + ": protected " + OFFER + "()",
          OFFER + ": protected final int size",
          OFFER + ": public class " + OFFER + "<T extends java.lang.Comparable<T>>",
          SHOWS_HIDDEN);

  private final PublicSurface surface = surface();

  private static PublicSurface surface() {
    try {
      List<Class<?>> classes = PublicSurface.classesIn(Path.of("target", "test-classes"));
      classes.removeIf(type -> !type.getName().startsWith(Offer.class.getPackageName()));
      assertEquals(2, classes.size());
      return new PublicSurface(classes, List.of());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void listsWhatUsersCanCompileAgainst() {
    assertEquals(LISTED, surface.signatures());
  }

  @Test
  void reportsASignatureThatTheListDoesNotHave() {
    List<String> shorter = new ArrayList<>(LISTED);
    String missing = shorter.remove(1);
    assertReported("+ " + missing, shorter);
  }

  @Test
  void reportsALineThatIsNoLongerTrue() {
    List<String> longer = new ArrayList<>(LISTED);
    longer.add("dev.chirp.Gone: public class dev.chirp.Gone");
    assertReported("- dev.chirp.Gone: public class dev.chirp.Gone", longer);
  }

  @Test
  void reportsAnInternalTypeInASignature() {
    assertEquals(
        List.of("%s is not for users, in %s".formatted(HIDDEN, SHOWS_HIDDEN)),
        surface.problems(LISTED));
  }

  private void assertReported(String problem, List<String> list) {
    List<String> problems = new ArrayList<>(surface.problems(list));
    problems.removeAll(surface.problems(LISTED));
    assertEquals(List.of(problem), problems);
  }
}
