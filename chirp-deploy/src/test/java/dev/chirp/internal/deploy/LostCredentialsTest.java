package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that become unavailable during a deploy. */
class LostCredentialsTest {
  @TempDir private Path directory;
  private final Map<String, Optional<String>> before = new HashMap<>();
  private DeployWorld world;
  private Aws aws;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
    set("aws.accessKeyId", world.sandbox.address().accessKeyId());
    set("aws.secretAccessKey", "x");
    set("aws.configFile", directory.resolve("none").toString());
    set("aws.sharedCredentialsFile", directory.resolve("none").toString());
    set("aws.disableEc2Metadata", "true");
    aws =
        Aws.connect(
            new AwsSettings(
                Optional.empty(),
                Optional.of("eu-west-1"),
                world.sandbox.settings().endpointUrl(),
                Optional.empty(),
                Optional.empty(),
                2),
            world.aws.time());
  }

  @AfterEach
  void stop() {
    aws.close();
    world.close();
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                was -> System.setProperty(name, was), () -> System.clearProperty(name)));
  }

  private void set(String property, String value) {
    before.put(property, Optional.ofNullable(System.getProperty(property)));
    System.setProperty(property, value);
  }

  private DeployReport deploy(DeployRequest request) {
    Deployer deployer = new Deployer(aws, request, world.said);
    return world.apply(deployer, deployer.plan());
  }

  /** Removes the credentials after the first call of this action. */
  private void loseAt(String wanted) {
    world.faults().on(wanted).then(Fault.first(() -> System.clearProperty("aws.accessKeyId")));
  }

  @Test
  void unsentCallIsNotUnknownAndTheRestIsSkipped() throws IOException {
    world.deploy(world.request(DeployWorld.specs(60), world.zip("one")));
    loseAt("s3:PutObject");
    DeployReport report =
        deploy(world.request(DeployWorld.specs(60), world.zip("two"), world.makeBucket()));
    List<Kind> kinds = DeployWorld.kinds(report);
    assertTrue(kinds.contains(Kind.FAILED), kinds::toString);
    assertTrue(kinds.contains(Kind.SKIPPED), kinds::toString);
    assertFalse(kinds.contains(Kind.UNKNOWN), kinds::toString);
    assertEquals(0, world.count("lambda:UpdateFunctionCode"));
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(
        failure
            .problem()
            .contains("AWS credentials are no longer available. Chirp made no further calls."),
        failure::problem);
    assertTrue(
        failure.problem().contains("not tried, because of expired or missing credentials"),
        failure::problem);
  }

  @Test
  void uploadThatCannotBeDeletedIsNamedOnce() throws IOException {
    loseAt("s3:PutObject");
    DeployReport report =
        deploy(world.request(DeployWorld.specs(1), world.zip("one"), world.makeBucket()));
    assertEquals(1, report.leftovers().size());
    assertTrue(
        world.said.contain("stays: AWS credentials are no longer available"),
        world.said.lines::toString);
    assertFalse(world.said.contain("because Lambda may still read it"), world.said.lines::toString);
  }

  @Test
  void sentCallThatCannotBeReadBackIsUnknown() throws IOException {
    loseAt("lambda:CreateFunction");
    DeployReport report = deploy(world.request(DeployWorld.specs(1), world.zip("one")));
    assertEquals(List.of(Kind.UNKNOWN), DeployWorld.kinds(report));
  }
}
