package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.fault.Fault;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that Lambda reports as not working. */
class DeployStatesTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new DeployWorld(directory);
    deploy("one");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private DeployReport deploy(String content) throws IOException {
    return world.deploy(world.request(DeployWorld.specs(1), world.zip(content)));
  }

  private static DeployOutcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  /** Adds states that the sandbox does not have. */
  private void shows(Consumer<ObjectNode> change) {
    world.faults().on("lambda:GetFunction").then(Fault.configuration(change));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Deleting", "Deactivated", "ActiveNonInvocable"})
  void brokenFunctionIsNeverUnchanged(String state) throws IOException {
    shows(
        is ->
            is.put("State", state)
                .put("StateReasonCode", "InvalidImage")
                .put("StateReason", "The reason."));
    DeployOutcome outcome = only(deploy("one"));
    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.reason().contains("InvalidImage: The reason."), outcome::reason);
    assertTrue(
        new DriftReport(
                world.aws, world.request(DeployWorld.specs(1), world.zip("one")), world.said)
            .lines("chirp_")
            .get(0)
            .contains("differs: State " + state));
  }
}
