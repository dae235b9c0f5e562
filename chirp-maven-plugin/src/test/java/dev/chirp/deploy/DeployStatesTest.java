package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.deploy.AnswerEditor.Reply;
import dev.chirp.deploy.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a function that Lambda says is not whole. */
class DeployStatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FUNCTION = "GET /2015-03-31/functions/chirp_f0";

  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new DeployWorld(directory, Duration.ZERO);
    deploy("one");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private DeployReport deploy(String content) throws IOException {
    return world.deploy(world.request(DeployWorld.specs(1), world.zip(content)));
  }

  private static Outcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  /** Changes what GetFunction says, while it shall. */
  private void shows(AtomicBoolean now, Consumer<ObjectNode> change) {
    world.answers.edit(
        (request, answer) -> {
          if (!request.equals(FUNCTION) || answer.status() != 200 || !now.get()) {
            return answer;
          }
          ObjectNode json = (ObjectNode) JSON.readTree(answer.body());
          change.accept((ObjectNode) json.get("Configuration"));
          return new Reply(200, "", JSON.writeValueAsString(json));
        });
  }

  private void shows(Consumer<ObjectNode> change) {
    shows(new AtomicBoolean(true), change);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Deleting", "Deactivated", "ActiveNonInvocable"})
  void aBrokenFunctionIsNeverUnchanged(String state) throws IOException {
    shows(
        is ->
            is.put("State", state)
                .put("StateReasonCode", "InvalidImage")
                .put("StateReason", "The reason."));
    Outcome outcome = only(deploy("one"));
    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.reason().contains("InvalidImage: The reason."), outcome::reason);
    assertTrue(
        new Survey(world.aws, world.request(DeployWorld.specs(1), world.zip("one")), world.said)
            .lines("chirp_")
            .get(0)
            .contains("differs: State " + state));
  }

  @Test
  void anInactiveFunctionIsUnchanged() throws IOException {
    shows(is -> is.put("State", "Inactive").put("StateReasonCode", "Idle"));
    assertEquals(Kind.UNCHANGED, only(deploy("one")).kind());
  }

  @ParameterizedTest
  @CsvSource({"Active", "Inactive"})
  void silenceAboutTheLastUpdateIsNotBusy(String state) throws IOException {
    shows(is -> is.put("State", state).remove("LastUpdateStatus"));
    assertEquals(Kind.UNCHANGED, only(deploy("one")).kind());
    assertEquals(Kind.UPDATED, only(deploy("two")).kind());
  }

  @Test
  void aFailedCreationIsAFailureWithLambdasReason() throws IOException {
    world.somebodyElse.lambda().deleteFunction(r -> r.functionName("chirp_f0"));
    shows(is -> is.put("State", "Failed").put("StateReasonCode", "InvalidSubnet"));
    Outcome outcome = only(deploy("one"));
    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.reason().contains("could not create it (InvalidSubnet"), outcome::reason);
  }

  @Test
  void aFailedUpdateIsAFailureAndTheNextRunMendsIt() throws IOException {
    AtomicBoolean failed = new AtomicBoolean();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode")) {
            failed.set(true);
          }
        });
    shows(
        failed,
        is ->
            is.put("LastUpdateStatus", "Failed")
                .put("LastUpdateStatusReasonCode", "InternalError"));
    Outcome outcome = only(deploy("two"));
    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.reason().contains("InternalError"), outcome::reason);
    assertFalse(outcome.hint().isEmpty());

    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode")) {
            failed.set(false);
          }
        });
    assertEquals(Kind.UPDATED, only(deploy("two")).kind());
    assertEquals(2, world.count("lambda:UpdateFunctionCode"));
    assertEquals(List.of(Kind.UNCHANGED), DeployWorld.kinds(deploy("two")));
  }
}
