package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.Empty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes that a start loads until its first response, seen from outside. Every class costs the
 * caller time. The ceilings were counted by this test, with 17.0.15 and 25.0.3. One class of them,
 * LambdaRuntimeInternal, is where AWS's appenders for log4j say that there is a log4j.
 */
class StartTest {
  /** Regular expressions, streams, formats, concatenation by invokedynamic, and JSON libraries. */
  private static final List<String> SLOW =
      List.of(
          "java.util.regex.Pattern ",
          "java.util.stream.",
          "java.util.Formatter ",
          "java.time.format.",
          "java.lang.invoke.StringConcatFactory ",
          "com.amazonaws.lambda.thirdparty.",
          "com.amazonaws.services.lambda.runtime.serialization.",
          "com.fasterxml.jackson.");

  @TempDir private Path directory;

  /** The names of the classes that a JVM has loaded. */
  private List<String> loaded(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.substring(line.indexOf("] ") + 2, line.indexOf(" source: ") + 1))
          .toList();
    }
  }

  private static String[] options(Path log) {
    return new String[] {"-XX:-UsePerfData", "-Xlog:class+load:file=" + log + ":uptime"};
  }

  private List<String> classesOfAnEmptyProgram(Path java) throws Exception {
    Path log = directory.resolve("empty.log");
    try (ForkedLoop empty = ForkedLoop.lean(directory, java, options(log), Empty.class, Map.of())) {
      assertEquals(0, empty.status());
    }
    return loaded(log);
  }

  private List<String> classesUntilTheSecondPoll(Path java) throws Exception {
    Path log = directory.resolve("loop.log");
    try (ScriptedApi api = new ScriptedApi(event("{}"), accepted())) {
      Map<String, String> environment = ForkedLoop.environment(api, "acme.Trivial");
      try (ForkedLoop loop =
          ForkedLoop.lean(directory, java, options(log), Main.class, environment)) {
        api.awaitIdlePoll();
        assertEquals("1", api.request(1).text());
        assertEquals("", loop.stdout() + loop.stderr());
        return loaded(log);
      }
    }
  }

  private void check(Path java, int most, int mostOfOurs) throws Exception {
    List<String> classes = new ArrayList<>(classesUntilTheSecondPoll(java));
    classes.removeAll(new HashSet<>(classesOfAnEmptyProgram(java)));
    List<String> ours = classes.stream().filter(name -> name.startsWith("dev.chirp.")).toList();
    assertTrue(
        ours.contains("dev.chirp.internal.loop.RuntimeLoop "), () -> "Not a log: " + classes);
    assertTrue(ours.size() <= mostOfOurs, () -> ours.size() + " classes of the loop: " + ours);
    assertTrue(classes.size() <= most, () -> classes.size() + " classes more than for nothing");
    assertEquals(
        List.of(),
        classes.stream().filter(name -> SLOW.stream().anyMatch(name::startsWith)).toList());
    assertEquals(List.of(), ours.stream().filter(StartTest::isLambda).toList());
  }

  /** Java 17 names their classes {@code X$$Lambda$14/0x…}, Java 25 {@code X$$Lambda/0x…}. */
  private static boolean isLambda(String name) {
    return name.contains("$$Lambda") || name.contains("/0x");
  }

  @Test
  void startOnJava17LoadsNoMoreClassesThanBefore() throws Exception {
    check(java(17), 236, 18);
  }

  @Test
  void startOnJava25LoadsNoMoreClassesThanBefore() throws Exception {
    check(java(25), 410, 18);
  }

  /** The running JDK, or one beside it. */
  private static Path java(int release) throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    if (Runtime.version().feature() == release) {
      return home.resolve("bin/java");
    }
    try (Stream<Path> beside = Files.list(home.toRealPath().getParent())) {
      List<Path> found = beside.filter(other -> isRelease(other, release)).sorted().toList();
      assumeTrue(!found.isEmpty(), () -> "There is no JDK " + release + " beside " + home);
      return found.get(0).resolve("bin/java");
    }
  }

  private static boolean isRelease(Path home, int release) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + release + ".");
    } catch (IOException e) {
      return false;
    }
  }
}
