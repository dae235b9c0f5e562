package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1 and 2: the owner of the credentials. Row 3 is in {@link PreflightTest}. */
class PreflightFaultsTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
    world.makeBucket();
    world.faults().forget();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private DeployRequest request() {
    return world.request(DeployWorld.specs(3), world.zip("one"), Optional.of("acme-code"));
  }

  @Row(1)
  @Test
  void row1ExpiredCredentialsEndTheRunAndNameTheLogin() {
    world.faults().on("*").then(Fault.refused(403, "ExpiredToken", "The token has expired."));
    ChirpException failure = assertThrows(ChirpException.class, () -> world.deploy(request()));
    assertEquals(
        "The AWS credentials have expired. Chirp made no further calls.", failure.problem());
    assertEquals("aws sso login", failure.suggestion());
    assertEquals(TestTime.START, world.time().now(), "nothing was waited for");
    assertEquals(List.of(), world.writes());
  }

  @Row(2)
  @Test
  void row2UnexpectedAccountEndsTheRunBeforeTheUpload() {
    AwsSettings given = world.sandbox.settings();
    AwsSettings settings =
        new AwsSettings(
            given.profile(),
            given.region(),
            given.endpointUrl(),
            given.sandboxKey(),
            Optional.of("123456789012"),
            given.maxAttempts());
    try (Aws aws = Aws.connect(settings, world.time())) {
      Deployer deployer = new Deployer(aws, request(), world.said);
      ChirpException failure = assertThrows(ChirpException.class, deployer::plan);
      assertTrue(
          failure.problem().startsWith("These credentials belong to account 000000000000 ("),
          failure::problem);
      assertTrue(
          failure
              .problem()
              .endsWith("but chirp.expectedAccount is '123456789012'. Nothing was changed."),
          failure::problem);
    }
    assertEquals(List.of(), world.writes());
  }
}
