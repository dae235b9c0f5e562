package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Test;

class EndpointSupportTest {
  @Test
  void oldSdkIsNamedWithItsVersionAndAFix() {
    assertEquals(
        Optional.of(
            """
            AWS SDK for Java 2.20.162 does not read AWS_ENDPOINT_URL: its clients call AWS itself, not the sandbox.
            Try: <version>2.28.1</version> or later, or \
            .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL"))) on each client"""),
        of(
            artifact("software.amazon.awssdk", "s3", "2.20.162"),
            artifact("software.amazon.awssdk", "sdk-core", "2.20.162")));
  }

  @Test
  void sdkVersion1NeverReadsTheVariable() {
    assertEquals(
        Optional.of(
            """
            AWS SDK for Java 1.12.797 does not read AWS_ENDPOINT_URL: its clients call AWS itself, not the sandbox.
            Try: software.amazon.awssdk, or .withEndpointConfiguration(new \
            EndpointConfiguration(System.getenv("AWS_ENDPOINT_URL"), "us-east-1")) on each client"""),
        of(artifact("com.amazonaws", "aws-java-sdk-core", "1.12.797")));
  }

  @Test
  void newSdkIsNotMentioned() {
    assertEquals(Optional.empty(), of(artifact("software.amazon.awssdk", "sdk-core", "2.28.1")));
    assertEquals(Optional.empty(), of(artifact("software.amazon.awssdk", "sdk-core", "2.57.8")));
    assertEquals(Optional.empty(), of(artifact("com.amazonaws", "aws-lambda-java-core", "1.4.0")));
    assertEquals(Optional.empty(), of());
  }

  private static Optional<String> of(Artifact... artifacts) {
    return new EndpointSupport(List.of(artifacts)).warning();
  }

  private static Artifact artifact(String group, String id, String version) {
    return new DefaultArtifact(
        group, id, version, "compile", "jar", "", new DefaultArtifactHandler("jar"));
  }
}
