package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Libraries that only some goals need. As plugin dependencies, they would slow down each {@code
 * chirp:invoke}: Maven spends a fifth of the whole run on the 35 jars of the AWS SDK.
 */
record MavenLibraries(RepositorySystem repositories, MavenSession session, PluginDescriptor plugin)
    implements Libraries {
  private static final String AWS_SDK = "/dev/chirp/internal/aws/libraries.txt";
  private static final String PACKAGING = "/dev/chirp/internal/pack/libraries.txt";
  private static final String RUNTIME_INTERFACE_CLIENT =
      "/dev/chirp/internal/sandbox/lambda/libraries.txt";

  /** A line of the dependency plugin: {@code groupId:artifactId:jar:version:scope}. */
  private static final Pattern LISTED = Pattern.compile("([\\w.-]+):([\\w.-]+):jar:([\\w.-]+):");

  /**
   * Properties for the level of the SDK's log, which Maven's loggers read when they are created:
   * Maven 4's name, then Maven 3's. Maven 4 warns on stdout for each logger that finds only the
   * second name.
   */
  private static final List<String> SDK_LOG =
      List.of(
          "maven.logger.log.software.amazon.awssdk",
          "org.slf4j.simpleLogger.log.software.amazon.awssdk");

  /**
   * Makes the AWS SDK loadable for the rest of the build, and turns off its log, because its debug
   * log contains the session token.
   */
  @Override
  public void addAwsSdk() {
    String level =
        SDK_LOG.stream()
            .map(System::getProperty)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("info");
    SDK_LOG.forEach(name -> System.setProperty(name, level));
    add(AWS_SDK, "software/amazon/awssdk/services/lambda/LambdaClient.class");
  }

  /** Makes the libraries of {@code dev.chirp.internal.pack} loadable for the rest of the build. */
  @Override
  public void addPackaging() {
    add(PACKAGING, "org/apache/commons/compress/archivers/zip/ZipArchiveOutputStream.class");
  }

  /** The jars that run a function as Lambda does, for another JVM. */
  @Override
  public List<Path> runtimeInterfaceClient() {
    return resolve(RUNTIME_INTERFACE_CLIENT);
  }

  /**
   * Adds the jars of a list.
   *
   * @param marker a class of the library, to detect that an earlier goal has added it
   */
  private void add(String list, String marker) {
    ClassRealm realm = plugin.getClassRealm();
    synchronized (realm) {
      // Per realm and not per build: modules with different plugin dependencies have separate
      // realms.
      if (realm.getResource(marker) == null) {
        extend(realm, list);
      }
    }
  }

  private void extend(ClassRealm realm, String list) {
    for (Path jar : resolve(list)) {
      try {
        realm.addURL(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<Path> resolve(String list) {
    List<RemoteRepository> from = session.getCurrentProject().getRemotePluginRepositories();
    List<ArtifactRequest> wanted =
        jars(list).map(jar -> new ArtifactRequest(jar, from, null)).toList();
    try {
      return repositories.resolveArtifacts(session.getRepositorySession(), wanted).stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (ArtifactResolutionException e) {
      throw unresolved(e);
    }
  }

  private ChirpException unresolved(ArtifactResolutionException cause) {
    String problem = "A library that this goal needs cannot be resolved: " + cause.getMessage();
    return session.isOffline()
        ? ChirpException.execution(
                "Maven is offline (-o), and a library that this goal needs is not yet in the local repository.",
                cause)
            .withSuggestion("the same command once without -o")
        : ChirpException.execution(problem, cause);
  }

  /** The jars of a library, from the list that Chirp's build generates. */
  static Stream<Artifact> jars(String list) {
    try (InputStream in = MavenLibraries.class.getResourceAsStream(list)) {
      return LISTED
          .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .map(id -> new DefaultArtifact(id.group(1), id.group(2), "jar", id.group(3)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
