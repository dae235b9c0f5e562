package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.deploy.FunctionDeployment.Tools;
import dev.chirp.deploy.Outcome.Kind;
import dev.chirp.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

/** That nothing more begins once the run is over. */
class InterruptionTest {
  @TempDir private Path directory;

  private static FunctionResult deploy(
      DeployWorld world, DeployRequest request, Interruption interruption) {
    Planner planner = new Planner(request.code().codeSha256(), request.ownership(), false, false);
    LambdaFunctions functions = new LambdaFunctions(world.aws, world.aws.lambda());
    Tools tools =
        new Tools(
            functions,
            planner,
            new Proof(world.aws.time(), functions, request.code().codeSha256(), interruption),
            new CodeLocation.Direct(new DirectZip(request.code(), 1)),
            new LogGroups(world.aws, request.ownership(), OptionalInt.empty(), world.said),
            world.aws.time(),
            world.said,
            interruption);
    return new FunctionDeployment(tools, world.plan(request).functions().get(0)).run();
  }

  @Test
  void noFurtherWriteBeginsAfterCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        Interruption interruption = Interruption.begin(new DeployWorld.Lines(), () -> {})) {
      world.deploy(world.request(DeployWorld.specs(1), world.zip("one")));
      world
          .faults()
          .on("lambda:UpdateFunctionConfiguration")
          .then(Fault.first(() -> interruption.stop("Ctrl-C")));
      CodePackage two = world.zip("two");
      List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
      Outcome outcome = deploy(world, world.request(changed, two), interruption).outcome();
      assertEquals(Kind.FAILED, outcome.kind());
      assertEquals("stopped before all was done, because of Ctrl-C", outcome.reason());
      assertEquals(0, world.count("lambda:UpdateFunctionCode"));
    }
  }

  @Test
  void theWaitForARoleEndsAtCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        Interruption interruption = Interruption.begin(new DeployWorld.Lines(), () -> {})) {
      world
          .faults()
          .on("lambda:CreateFunction")
          .then(
              Fault.refused(
                      400,
                      "InvalidParameterValueException",
                      "The role defined for the function cannot be assumed by Lambda.")
                  .after(() -> interruption.stop("Ctrl-C")));
      deploy(world, world.request(DeployWorld.specs(1), world.zip("one")), interruption);
      assertEquals(1, world.count("lambda:CreateFunction"));
    }
  }

  @Test
  void aLoginThatEndedLeavesNoDoubtAndStopsTheRun() {
    ChirpException ended =
        ChirpException.execution("expired", SdkClientException.create("Token is expired"));
    assertFalse(AwsRefusal.isUnsure(ended));
    assertTrue(
        AwsRefusal.isUnsure(
            ChirpException.execution("no answer", SdkClientException.create("Read timed out"))));
    try (Interruption interruption = Interruption.begin(new DeployWorld.Lines(), () -> {})) {
      interruption.notice(ended);
      assertEquals("expired credentials", interruption.reason());
    }
  }
}
