package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.ThreadPerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** Row 24: two runs deploy different code to the same functions. */
class TwoDeploysTest {
  private static final int FUNCTIONS = 4;

  @TempDir private Path directory;
  private DeployWorld world;
  private Optional<String> bucket;
  private Aws other;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
    bucket = world.makeBucket();
    other = world.sandbox.connect();
    assertTrue(world.deploy(FUNCTIONS, "one").isSuccess());
    world.faults().forget();
  }

  @AfterEach
  void stop() {
    other.close();
    world.close();
  }

  private DeployReport deploy(Aws aws, CodePackage code) {
    Deployer deployer =
        new Deployer(aws, world.request(DeployWorld.specs(FUNCTIONS), code, bucket), world.said);
    return world.apply(deployer, deployer.plan());
  }

  private List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < FUNCTIONS; i++) {
      String name = "chirp_f" + i;
      codes.add(
          world.somebodyElse().getFunction(r -> r.functionName(name)).configuration().codeSha256());
    }
    return codes;
  }

  private void assertNothingIsLeft() {
    assertEquals(List.of(), world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents());
    assertFalse(world.said.contain("NoSuchKey"), world.said.lines::toString);
  }

  @Row(24)
  @Test
  void row24CodeReplacedBeforeItsProofIsReported() {
    CodePackage ours = world.zip("ours");
    CodePackage theirs = world.zip("theirs");
    List<DeployReport> winner = new ArrayList<>();
    world
        .faults()
        .on("lambda:GetFunction")
        .of("chirp_f0")
        .number(2) // the proof
        .then(Fault.first(() -> winner.add(deploy(other, theirs))));
    DeployReport loser = deploy(world.aws, ours);
    assertEquals(List.of(theirs.codeSha256()), codes().stream().distinct().toList());
    assertTrue(winner.get(0).isSuccess());
    assertEquals(Kind.SUPERSEDED, loser.results().get(0).outcome().kind());
    assertEquals(
        "its code is now %s, and this deploy's was %s (UPDATED)"
            .formatted(theirs.codeSha256(), ours.codeSha256()),
        loser.results().get(0).outcome().reason());
    assertThrows(ChirpException.class, loser::check);
    assertEquals(List.of(), loser.leftovers());
    assertNothingIsLeft();
  }

  /** One function is done at once, and the other takes 20 s, so the run is not over yet. */
  @Row(24)
  @Test
  void row24CodeReplacedAfterItsProofIsReported() {
    CodePackage ours = world.zip("ours");
    CodePackage theirs = world.zip("theirs");
    world
        .changes()
        .on("lambda:UpdateFunctionCode")
        .of("chirp_f1")
        .then(FaultySandbox.taking(Duration.ofSeconds(20)));
    world
        .faults()
        .on("lambda:GetFunction")
        .of("chirp_f1")
        .number(5) // while it is waited for
        .then(Fault.first(() -> putCode("chirp_f0", theirs)));
    DeployReport report = deploy(world.aws, ours);
    assertEquals(
        List.of(Kind.SUPERSEDED, Kind.UPDATED, Kind.UPDATED, Kind.UPDATED),
        DeployWorld.kinds(report));
    assertEquals(
        "its code is now %s, and this deploy's was %s (UPDATED)"
            .formatted(theirs.codeSha256(), ours.codeSha256()),
        report.results().get(0).outcome().reason());
    assertThrows(ChirpException.class, report::check);
  }

  private void putCode(String function, CodePackage code) throws IOException {
    SdkBytes bytes = SdkBytes.fromByteArray(Files.readAllBytes(code.file()));
    world.somebodyElse().updateFunctionCode(r -> r.functionName(function).zipFile(bytes));
  }

  /** The last function takes so long that both runs see the final state of the others. */
  @Row(24)
  @Test
  void row24EachFunctionGetsOneRunsCodeAndTheOtherReportsIt() {
    CodePackage ours = world.zip("ours");
    CodePackage theirs = world.zip("theirs");
    int last = FUNCTIONS - 1;
    world.changes().on("lambda:*").of("chirp_f" + last).then(taking(20));
    world.changes().on("lambda:*").then(taking(2));
    CompletableFuture<DeployReport> second =
        CompletableFuture.supplyAsync(() -> deploy(other, theirs), new ThreadPerTask());
    DeployReport first = deploy(world.aws, ours);
    List<DeployReport> reports = List.of(first, second.join());
    world.time().pass(Duration.ofSeconds(20));
    List<String> codes = codes();
    for (int i = 0; i < FUNCTIONS; i++) {
      int winner = List.of(ours.codeSha256(), theirs.codeSha256()).indexOf(codes.get(i));
      assertEquals(Kind.UPDATED, kind(reports.get(winner), i));
      if (i != last) {
        assertEquals(Kind.SUPERSEDED, kind(reports.get(1 - winner), i));
      }
    }
    assertNothingIsLeft();
  }

  private static Change taking(int seconds) {
    return FaultySandbox.taking(Duration.ofSeconds(seconds));
  }

  private static Kind kind(DeployReport report, int function) {
    return DeployWorld.kinds(report).get(function);
  }
}
