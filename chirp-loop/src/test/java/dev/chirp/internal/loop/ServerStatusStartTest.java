package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes that the starter project's server_status loads until its first response, under the
 * Runtime API loop and without any archive of classes. Each class costs every start. Raise a
 * ceiling only for a class that is worth it.
 */
@Tag("slow")
class ServerStatusStartTest {
  /** Classes of Chirp, and of Jackson, whatever the JDK. */
  private static final int CHIRP = 42;

  private static final int JACKSON = 81;

  /**
   * Classes of the JDK that an empty program does not load, by the JDK's release. They were 253
   * with 17.0.15 and 446 with 25.0.3; the rest is for other updates. Other releases have no
   * ceiling.
   */
  private static final Map<Integer, Integer> JDK = Map.of(17, 260, 25, 455);

  /** Classes that are slow to start, and not needed. */
  private static final List<String> SLOW =
      List.of(
          "com.fasterxml.jackson.databind.",
          "java.lang.invoke.StringConcatFactory",
          "java.time.format.",
          "java.util.Formatter",
          "java.util.ServiceLoader",
          "java.util.logging.",
          "java.util.regex.",
          "java.util.stream.");

  @TempDir private static Path folder;
  private static StartedFunction function = new StartedFunction(Path.of(""), List.of());

  @BeforeAll
  static void compile() throws IOException {
    function = StartedFunction.ofTheArchetype(folder);
  }

  static Stream<Path> jdks() throws IOException {
    return StartedFunction.jdks(JDK.keySet());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void startLoadsNoMoreClassesThanBefore(Path jdk) throws Exception {
    int release = StartedFunction.release(jdk);
    Set<String> idle = function.loadedByNothing(jdk);
    List<String> loaded = function.loaded(jdk);
    List<String> jdks =
        loaded.stream()
            .filter(name -> !name.startsWith("dev.chirp.") && !name.startsWith("com."))
            .filter(name -> !idle.contains(name))
            .toList();
    String counts =
        "Java %d: %d classes of Chirp, %d of Jackson, %d of the JDK that an empty program has not, %d in all"
            .formatted(
                release,
                count(loaded, "dev.chirp."),
                count(loaded, "com.fasterxml."),
                jdks.size(),
                loaded.size());
    System.out.println(counts);
    assertTrue(count(loaded, "dev.chirp.") <= CHIRP, () -> counts + named(loaded, "dev.chirp."));
    assertTrue(count(loaded, "com.fasterxml.") <= JACKSON, () -> counts + named(loaded, "com."));
    int most = JDK.getOrDefault(release, Integer.MAX_VALUE);
    assertTrue(jdks.size() <= most, () -> counts + named(jdks, ""));
  }

  @Test
  void startWorksOnAnyJdk() {
    Path one = Path.of("one");
    Path other = Path.of("other");
    Set<Integer> releases = JDK.keySet();
    for (int release : new int[] {17, 21, 22, 23, 24, 25, 26}) {
      assertEquals(List.of(one), StartedFunction.chosen(Map.of(one, release), releases));
    }
    assertEquals(List.of(other), StartedFunction.chosen(Map.of(one, 21, other, 25), releases));
    assertEquals(
        Set.of(one, other),
        Set.copyOf(StartedFunction.chosen(Map.of(one, 17, other, 25), releases)));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void startLoadsNoSlowClasses(Path jdk) throws Exception {
    Set<String> idle = function.loadedByNothing(jdk);
    Set<String> slow = new TreeSet<>();
    boolean counted = JDK.containsKey(StartedFunction.release(jdk));
    for (String name : function.loaded(jdk)) {
      boolean ours = name.startsWith("dev.chirp.") || name.startsWith("com.");
      boolean lambda = ours && (name.contains("$$Lambda") || name.contains("/0x"));
      boolean known =
          !idle.contains(name)
              && (counted || name.startsWith("com."))
              && SLOW.stream().anyMatch(name::startsWith);
      if (lambda || known) {
        slow.add(name);
      }
    }
    assertEquals(Set.of(), slow);
  }

  private static long count(List<String> names, String prefix) {
    return names.stream().filter(name -> name.startsWith(prefix)).count();
  }

  private static String named(List<String> names, String prefix) {
    return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList().toString();
  }
}
