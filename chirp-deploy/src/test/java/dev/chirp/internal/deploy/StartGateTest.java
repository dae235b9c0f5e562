package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.deploy.FunctionDeployment.Tools;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing new starts once the run is over. */
class StartGateTest {
  @TempDir private Path directory;

  private static FunctionResult deploy(DeployWorld world, DeployRequest request, StartGate gate) {
    DeployPlanner planner =
        new DeployPlanner(request.code().codeSha256(), request.ownership(), false, false);
    LambdaFunctions functions = new LambdaFunctions(world.aws, world.aws.lambda());
    Tools tools =
        new Tools(
            functions,
            planner,
            new Proof(world.aws.time(), functions, planner, world.said, gate),
            new CodeLocation.Direct(new DirectZip(request.code(), 1)),
            new LogGroups(world.aws, request.ownership(), OptionalInt.empty(), world.said),
            world.aws.time(),
            world.said,
            gate);
    return new FunctionDeployment(tools, world.plan(request).functions().get(0), () -> {}).run();
  }

  @Test
  void noWriteStartsAfterCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        StartGate gate = StartGate.begin(new RecordedProgress())) {
      world.deploy(world.request(DeployWorld.specs(1), world.zip("one")));
      world
          .faults()
          .on("lambda:UpdateFunctionConfiguration")
          .then(Fault.first(() -> gate.stop("Ctrl-C")));
      CodePackage two = world.zip("two");
      List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
      DeployOutcome outcome = deploy(world, world.request(changed, two), gate).outcome();
      assertEquals(Kind.FAILED, outcome.kind());
      assertEquals("stopped before everything was done, because of Ctrl-C", outcome.reason());
      assertEquals(0, world.count("lambda:UpdateFunctionCode"));
    }
  }

  @Test
  void waitForARoleEndsOnCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        StartGate gate = StartGate.begin(new RecordedProgress())) {
      world
          .faults()
          .on("lambda:CreateFunction")
          .then(
              Fault.refused(
                      400,
                      "InvalidParameterValueException",
                      "The role defined for the function cannot be assumed by Lambda.")
                  .after(() -> gate.stop("Ctrl-C")));
      deploy(world, world.request(DeployWorld.specs(1), world.zip("one")), gate);
      assertEquals(1, world.count("lambda:CreateFunction"));
    }
  }

  @Test
  void createWithALostResponseIsUnknownAfterCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        StartGate gate = StartGate.begin(new RecordedProgress())) {
      world
          .faults()
          .on("lambda:CreateFunction")
          .then(Fault.droppedBefore().after(() -> gate.stop("Ctrl-C")));
      DeployRequest request = world.request(DeployWorld.specs(1), world.zip("one"));
      assertEquals(Kind.UNKNOWN, deploy(world, request, gate).outcome().kind());
      assertEquals(1, world.count("lambda:CreateFunction"));
    }
  }

  @Test
  void updateWithALostResponseIsUnknownAfterCtrlC() throws IOException {
    try (DeployWorld world = new DeployWorld(directory);
        StartGate gate = StartGate.begin(new RecordedProgress())) {
      world.deploy(1, "one");
      world
          .faults()
          .on("lambda:UpdateFunctionCode")
          .then(Fault.droppedBefore().after(() -> gate.stop("Ctrl-C")));
      DeployRequest request = world.request(DeployWorld.specs(1), world.zip("two"));
      assertEquals(Kind.UNKNOWN, deploy(world, request, gate).outcome().kind());
      assertEquals(1, world.count("lambda:UpdateFunctionCode"));
    }
  }
}
