package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.junit.jupiter.api.Test;

class MavenLibrariesTest {
  @Test
  void awsSdkIsListedWithItsDependencies() {
    Set<String> listed = listed("/dev/chirp/internal/aws/libraries.txt");
    assertTrue(
        listed.containsAll(
            Set.of(
                "apigatewayv2",
                "cloudwatchlogs",
                "httpclient5",
                "iam",
                "lambda",
                "reactive-streams",
                "s3",
                "sdk-core",
                "sts")),
        listed::toString);
    assertEquals(Set.of(), having(listed, "dynamodb", "netty", "jackson-databind"));
  }

  @Test
  void packagingIsListed() {
    assertEquals(
        Set.of("commons-codec", "commons-compress", "commons-io", "commons-lang3"),
        listed("/dev/chirp/internal/pack/libraries.txt"));
  }

  /** The client is on the class path of this test with all that it needs. */
  @Test
  void runtimeInterfaceClientIsListedWithItsDependencies() {
    Set<String> needed = onClassPath();
    needed.remove("annotations"); // no class needs them at run time
    assertEquals(needed, listed("/dev/chirp/internal/sandbox/lambda/libraries.txt"));
  }

  @Test
  void noJarOfAwsSdkIsOnThePluginsOwnClassPath() {
    Set<String> own = onClassPath();
    own.retainAll(listed("/dev/chirp/internal/aws/libraries.txt"));
    assertEquals(
        Set.of("annotations", "utils-lite"), own, "the runtime interface client needs these");
  }

  private static Set<String> listed(String list) {
    return MavenLibraries.jars(list)
        .map(Artifact::getArtifactId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> having(Set<String> names, String... parts) {
    return names.stream()
        .filter(name -> Stream.of(parts).anyMatch(name::contains))
        .collect(Collectors.toSet());
  }

  /** Artifact ids of AWS's jars. */
  private static Set<String> onClassPath() {
    // Surefire's own class path may be one jar that names the others.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .filter(path -> path.contains("amazon"))
        .map(path -> Path.of(path).getFileName().toString().replaceFirst("-\\d.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
