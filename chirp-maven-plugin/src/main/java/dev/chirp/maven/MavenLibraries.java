package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Libraries that only some goals need. Were they plugin dependencies, each {@code chirp:invoke}
 * would pay for AWS's SDK: its 35 jars take Maven a fifth of the whole run.
 */
record MavenLibraries(RepositorySystem repositories, MavenSession session, PluginDescriptor plugin)
    implements Libraries {
  /**
   * The level of the SDK's log, which Maven's loggers read when they are made: Maven 4's name for
   * it, then Maven 3's. Maven 4 warns on stdout for each logger that finds the second name alone.
   */
  private static final List<String> SDK_LOG =
      List.of(
          "maven.logger.log.software.amazon.awssdk",
          "org.slf4j.simpleLogger.log.software.amazon.awssdk");

  /**
   * Makes the SDK loadable for the rest of the build, and silent: its debug log has the session
   * token.
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
    add("aws");
  }

  /** Makes what {@code dev.chirp.pack} needs loadable for the rest of the build. */
  @Override
  public void addPackaging() {
    add("package");
  }

  /** The jars that run a function as Lambda does; they are for another JVM. */
  @Override
  public List<Path> runtimeInterfaceClient() {
    return resolve("runtime-interface-client");
  }

  private void add(String name) {
    ClassRealm realm = plugin.getClassRealm();
    synchronized (realm) {
      // Not once for each build: modules whose plugin dependencies differ have realms of their own.
      if (realm.getResource(markedBy(name)) == null) {
        extend(realm, name);
      }
    }
  }

  /** A class of the library, which is there already in a test. */
  private static String markedBy(String name) {
    return name.equals("aws")
        ? "software/amazon/awssdk/services/lambda/LambdaClient.class"
        : "org/apache/commons/compress/archivers/zip/ZipArchiveOutputStream.class";
  }

  private void extend(ClassRealm realm, String name) {
    for (Path jar : resolve(name)) {
      try {
        realm.addURL(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<Path> resolve(String name) {
    List<RemoteRepository> from = session.getCurrentProject().getRemotePluginRepositories();
    List<ArtifactRequest> wanted =
        ids(name).map(id -> new ArtifactRequest(jar(id), from, null)).toList();
    try {
      return repositories.resolveArtifacts(session.getRepositorySession(), wanted).stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (ArtifactResolutionException e) {
      throw unresolved(name, e);
    }
  }

  private static DefaultArtifact jar(String id) {
    String[] parts = id.split(":", -1);
    return new DefaultArtifact(parts[0], parts[1], "jar", parts[2]);
  }

  private ChirpException unresolved(String name, ArtifactResolutionException cause) {
    String problem = "The libraries for '" + name + "' cannot be resolved: " + cause.getMessage();
    return session.isOffline()
        ? ChirpException.execution(
                "Maven is offline (-o), and the libraries for '"
                    + name
                    + "' are not in the local repository yet.",
                cause)
            .withSuggestion("the same command once without -o")
        : ChirpException.execution(problem, cause);
  }

  /** The jars that make up a library, {@code groupId:artifactId:version} each. */
  static Stream<String> ids(String name) {
    Properties listed = new Properties();
    try (InputStream in = MavenLibraries.class.getResourceAsStream("libraries.properties")) {
      listed.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.stream(listed.getProperty(name).trim().split("\\s+"));
  }
}
