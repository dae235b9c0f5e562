package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a deploy with a release. */
class ReleasedReportTest {
  private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir private Path directory;

  private static Release release(String name, Release.Kind kind, String version, String reason) {
    return new Release(name, kind, "live", version, "1", "proved", reason, "");
  }

  @Test
  void deployWithoutItsReleaseIsNotASuccess() throws IOException {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      DeployReport report =
          world
              .deploy(world.request(DeployWorld.specs(4), world.zip("one")))
              .with(
                  List.of(
                      release("chirp_f0", Release.Kind.MOVED, "2", ""),
                      release("chirp_f1", Release.Kind.FAILED, "2", "alias 'live' stays at 1"),
                      release("chirp_f2", Release.Kind.PUBLISHED, "2", "alias 'live' stays at 1"),
                      release("chirp_f3", Release.Kind.SKIPPED, "", "not tried")),
                  END);
      assertEquals(
          List.of(Kind.CREATED, Kind.FAILED, Kind.PUBLISHED, Kind.SKIPPED),
          DeployWorld.kinds(report));
      assertFalse(report.isSuccess());
      assertTrue(report.lines().get(0).endsWith("live 1 -> 2, proved"), report.lines()::toString);
      assertTrue(
          assertThrows(ChirpException.class, report::check)
              .problem()
              .startsWith("3 of 4 functions are not deployed:\n  chirp_f1: failed, "));
      JsonNode file = new ObjectMapper().readTree(report.writeTo(directory).toFile());
      JsonNode failed = file.path("functions").path(1);
      assertEquals("FAILED", failed.path("outcome").asText());
      assertEquals("FAILED", failed.at("/release/outcome").asText());
      assertEquals("2", failed.at("/release/version").asText());
      assertEquals("1", failed.at("/release/versionBefore").asText());
    }
  }

  @Test
  void functionChangedByOthersBeforeItsReleaseIsSuperseded() {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      DeployReport report =
          world
              .deploy(world.request(DeployWorld.specs(1), world.zip("one")))
              .with(List.of(release("chirp_f0", Release.Kind.SUPERSEDED, "", "another's")), END);
      assertEquals(List.of(Kind.SUPERSEDED), DeployWorld.kinds(report));
      assertFalse(report.isSuccess());
    }
  }

  @Test
  void movedAliasIsAnUpdate() throws IOException {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      DeployRequest request = world.request(DeployWorld.specs(1), world.zip("one"));
      world.deploy(request);
      DeployReport unchanged = world.deploy(request);
      assertEquals(
          List.of(Kind.UPDATED),
          DeployWorld.kinds(
              unchanged.with(List.of(release("chirp_f0", Release.Kind.MOVED, "2", "")), END)));
      assertEquals(
          List.of(Kind.UNCHANGED),
          DeployWorld.kinds(
              unchanged.with(List.of(release("chirp_f0", Release.Kind.UNCHANGED, "1", "")), END)));
    }
  }

  @Test
  void failedUrlIsNotASuccess() throws IOException {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      DeployReport report =
          world
              .deploy(world.request(DeployWorld.specs(2), world.zip("one")))
              .withUrls(
                  List.of(
                      new FunctionUrl("chirp_f0", "https://a/", "iam", "", "", ""),
                      new FunctionUrl("chirp_f1", "", "iam", "", "its URL is not iam: no", "")),
                  END);
      assertEquals(List.of(Kind.CREATED, Kind.FAILED), DeployWorld.kinds(report));
      assertTrue(report.lines().get(0).endsWith("https://a/"), report.lines()::toString);
      JsonNode file = new ObjectMapper().readTree(report.writeTo(directory).toFile());
      assertEquals("https://a/", file.at("/functions/0/functionUrl/url").asText());
      assertEquals("iam", file.at("/functions/0/functionUrl/access").asText());
    }
  }

  @Test
  void changedUrlIsAnUpdate() throws IOException {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      DeployRequest request = world.request(DeployWorld.specs(2), world.zip("one"));
      world.deploy(request);
      DeployReport report =
          world
              .deploy(request)
              .withUrls(
                  List.of(
                      new FunctionUrl("chirp_f0", "https://a/", "public", "iam -> public", "", ""),
                      new FunctionUrl("chirp_f1", "https://b/", "public", "", "", "")),
                  END);
      assertEquals(List.of(Kind.UPDATED, Kind.UNCHANGED), DeployWorld.kinds(report));
      assertTrue(
          report.lines().get(0).endsWith("URL iam -> public; https://a/"),
          report.lines()::toString);
      JsonNode file = new ObjectMapper().readTree(report.writeTo(directory).toFile());
      assertEquals("URL iam -> public", file.at("/functions/0/differences").asText());
      assertEquals("", file.at("/functions/1/differences").asText());
    }
  }

  @Test
  void snapStartIsComparedOnlyIfTheProjectSetsIt() throws IOException {
    try (DeployWorld world = new DeployWorld(directory, Duration.ZERO)) {
      FunctionSpec plain = DeployWorld.spec(0);
      world.deploy(world.request(List.of(snapStart(plain, true)), world.zip("one")));
      assertTrue(world.plan(world.request(List.of(plain), world.zip("one"))).isUnchanged());
      DeployPlan off =
          world.plan(world.request(List.of(snapStart(plain, false)), world.zip("one")));
      assertEquals(List.of("chirp_f0  update settings  SnapStart on -> off"), off.lines());
      assertEquals(Set.of("chirp_f0"), off.changing());
      world.deploy(world.request(List.of(snapStart(plain, false)), world.zip("one")));
      assertEquals(
          "None",
          world
              .aws
              .lambda()
              .getFunctionConfiguration(r -> r.functionName("chirp_f0"))
              .snapStart()
              .applyOnAsString());
    }
  }

  private static FunctionSpec snapStart(FunctionSpec plain, boolean on) {
    return new FunctionSpec(
        plain.name(),
        plain.lambdaName(),
        plain.handler(),
        plain.runtime(),
        plain.roleArn(),
        plain.memorySize(),
        plain.timeout(),
        plain.architecture(),
        Optional.of(on),
        plain.environment(),
        plain.description(),
        plain.tags());
  }
}
