package dev.chirp.internal.maven;

import java.util.Collection;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * Checks that the AWS SDKs on a project's class path read {@code AWS_ENDPOINT_URL}, which directs
 * them to the sandbox. Older SDKs call AWS itself, with the sandbox's credentials.
 *
 * @param artifacts the project's dependencies
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Which
 *     SDKs support it</a>
 */
record EndpointSupport(Collection<Artifact> artifacts) {
  /** The first such version of AWS SDK for Java 2.x. */
  private static final ComparableVersion FIRST = new ComparableVersion("2.28.1");

  /** A warning about the first SDK that does not read the variable. */
  Optional<String> warning() {
    return artifacts.stream().flatMap(artifact -> warning(artifact).stream()).findFirst();
  }

  private static Optional<String> warning(Artifact artifact) {
    String version = artifact.getBaseVersion();
    return switch (artifact.getGroupId() + ":" + artifact.getArtifactId()) {
      case "software.amazon.awssdk:sdk-core" ->
          new ComparableVersion(version).compareTo(FIRST) < 0
              ? Optional.of(
                  warning(
                      version,
                      "<version>2.28.1</version> or later, or"
                          + " .endpointOverride(URI.create(System.getenv(\"AWS_ENDPOINT_URL\"))) on each client"))
              : Optional.empty();
      case "com.amazonaws:aws-java-sdk-core" ->
          Optional.of(
              warning(
                  version,
                  "software.amazon.awssdk, or .withEndpointConfiguration(new"
                      + " EndpointConfiguration(System.getenv(\"AWS_ENDPOINT_URL\"), \"us-east-1\")) on each client"));
      default -> Optional.empty();
    };
  }

  private static String warning(String version, String remedy) {
    return """
        AWS SDK for Java %s does not read AWS_ENDPOINT_URL: its clients call AWS itself, not the sandbox.
        Try: %s"""
        .formatted(version, remedy);
  }
}
