package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bugs that {@link FaultSchedulesTest} found, each in the smallest form. */
class ScheduleFindingsTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new DeployWorld(directory);
    deploy("one", DeployWorld.spec(0));
    world.faults().forget();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Kind deploy(String content, FunctionSpec spec) throws IOException {
    DeployReport report = world.deploy(world.request(List.of(spec), world.zip(content)));
    return report.results().get(0).outcome().kind();
  }

  /** The response was lost, and Lambda was busy with the same code when it was sent again. */
  @Test
  void codeSentTwiceAndRefusedOnceIsUpdated() throws IOException {
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(5)));
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(Fault.droppedAfter());
    assertEquals(Kind.UPDATED, deploy("two", DeployWorld.spec(0)));
  }

  /** Nothing differed, but the function was still busy when the upload failed. */
  @Test
  void busyFunctionIsNotUnchangedAfterAFailedUpload() throws IOException {
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofMinutes(1)));
    world
        .somebodyElse()
        .updateFunctionConfiguration(
            r -> r.functionName("chirp_f0").tracingConfig(t -> t.mode("PassThrough")));
    Fault refused = Fault.refused(403, "AccessDenied", "You may not");
    world.faults().on("s3:PutObject").then(refused);
    DeployReport report =
        world.deploy(world.request(DeployWorld.specs(2), world.zip("one"), world.makeBucket()));
    assertEquals(List.of(Kind.FAILED, Kind.FAILED), DeployWorld.kinds(report));
  }

  /** The first finding for settings, which the revision protects. */
  @Test
  void settingsSentTwiceAndRefusedOnceAreUpdated() throws IOException {
    world.faults().on("lambda:UpdateFunctionConfiguration").number(1).then(Fault.droppedAfter());
    assertEquals(Kind.UPDATED, deploy("one", DeployWorld.spec(0, 1024, Map.of())));
  }

  /** Seed 38: the third response was lost, and Lambda was busy with someone else's change. */
  @Row(17)
  @Test
  void row17LostSettingsAreUnknownDespiteSomeoneElsesChange() throws IOException {
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    Fault unavailable = Fault.refused(503, "ServiceUnavailable", "Come back later");
    world.faults().on("lambda:UpdateFunctionConfiguration").then(unavailable);
    world
        .faults()
        .on("lambda:GetFunction")
        .number(4) // the plan, one before each further try, and this one, which decides
        .then(
            Fault.first(
                () ->
                    world
                        .somebodyElse()
                        .updateFunctionConfiguration(
                            r ->
                                r.functionName("chirp_f0")
                                    .tracingConfig(t -> t.mode("PassThrough")))));
    assertEquals(Kind.UNKNOWN, deploy("one", DeployWorld.spec(0, 1024, Map.of())));
  }
}
