package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the lists of jars to what Maven finds the libraries to need: the class path of this test.
 */
class MavenLibrariesTest {

  /** DynamoDB's client is there for the tests of the sandbox only. */
  @Test
  void namesEachJarOfAwsSdk() {
    assertEquals(
        onClassPath(
            jar ->
                (contains(jar, "software", "amazon") && !contains(jar, "dynamodb"))
                    || contains(jar, "reactivestreams")),
        listed("aws"));
  }

  @Test
  void namesEachJarThatPackingNeeds() {
    assertEquals(
        onClassPath(
            jar ->
                Stream.of("commons-codec", "commons-compress", "commons-io", "commons-lang3")
                    .anyMatch(name -> contains(jar, name))),
        listed("package"));
  }

  @Test
  void namesEachJarOfTheRuntimeInterfaceClient() {
    assertEquals(
        onClassPath(
            jar ->
                (contains(jar, "amazonaws")
                        && Stream.of("aws-lambda-java-events", "aws-lambda-java-log4j2")
                            .noneMatch(name -> contains(jar, name)))
                    || contains(jar, "utils-lite")),
        listed("runtime-interface-client"));
  }

  private static Set<String> listed(String name) {
    return MavenLibraries.ids(name)
        .map(id -> id.split(":", -1))
        .map(id -> id[1] + "-" + id[2] + ".jar")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> onClassPath(Predicate<Path> isWanted) {
    // Surefire's own class path may be one jar that names the others.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar") && isWanted.test(path))
        .map(path -> path.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean contains(Path jar, String... folders) {
    String path = jar.toString();
    String wanted = File.separator + String.join(File.separator, folders) + File.separator;
    return path.contains(wanted);
  }
}
