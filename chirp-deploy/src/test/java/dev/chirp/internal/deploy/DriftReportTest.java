package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.pack.CodePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftReportTest {
  @TempDir private Path directory;

  @Test
  void reportShowsDeployedFunctionsAndDifferences() throws IOException {
    try (DeployWorld world = new DeployWorld(directory)) {
      CodePackage code = world.zip("one");
      world.deploy(world.request(DeployWorld.specs(3), code));
      world.deploy(
          new DeployRequest(
              List.of(ofAnother(DeployWorld.spec(7))),
              code,
              new Ownership("acme:other"),
              new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
              Optional.empty(),
              false,
              false,
              OptionalInt.empty()));
      world.faults().forget();
      List<FunctionSpec> here = new ArrayList<>();
      here.add(DeployWorld.spec(0));
      here.add(DeployWorld.spec(1, 1024, Map.of("TABLE", "other", "NEW", "x")));
      here.add(DeployWorld.spec(5));
      here.add(DeployWorld.spec(7));
      assertEquals(
          List.of(
              "f0  chirp_f0  up to date",
              "f1  chirp_f1  differs: memory 512 MB -> 1024 MB, environment +NEW ~TABLE",
              "f5  chirp_f5  not deployed",
              "f7  chirp_f7  not this project's: created by chirp for acme:other",
              "-   chirp_f2  no longer in the project"),
          new DriftReport(world.aws, world.request(here, code), world.said).lines("chirp_"));
      assertEquals(List.of("lambda:ListFunctions /2015-03-31/functions"), world.writes());
    }
  }

  @Test
  void deniedListStillShowsTheProjectsFunctions() throws IOException {
    try (DeployWorld world = new DeployWorld(directory)) {
      CodePackage code = world.zip("one");
      world.deploy(world.request(DeployWorld.specs(2), code));
      world
          .faults()
          .on("lambda:ListFunctions")
          .then(Fault.refused(403, "AccessDeniedException", "not authorized"));
      assertEquals(
          List.of("f0  chirp_f0  up to date"),
          new DriftReport(world.aws, world.request(DeployWorld.specs(1), code), world.said)
              .lines("chirp_"));
      assertTrue(world.said.contain("lambda:ListFunctions"));
    }
  }

  private static FunctionSpec ofAnother(FunctionSpec spec) {
    return new FunctionSpec(
        spec.name(),
        spec.lambdaName(),
        spec.handler(),
        spec.runtime(),
        spec.roleArn(),
        spec.memorySize(),
        spec.timeout(),
        spec.architecture(),
        spec.environment(),
        spec.description(),
        new Ownership("acme:other").tags());
  }
}
