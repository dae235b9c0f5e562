package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.aws.Aws;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.deploy.Outcome.Kind;
import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Row;
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
  void row24TheOneWhoseCodeWasReplacedBeforeItsProofSaysSo() {
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

  @Row(24)
  @Test
  void row24AtTheSameTimeEachFunctionGetsTheCodeOfOne() {
    CodePackage ours = world.zip("ours");
    CodePackage theirs = world.zip("theirs");
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    CompletableFuture<DeployReport> second =
        CompletableFuture.supplyAsync(() -> deploy(other, theirs));
    DeployReport first = deploy(world.aws, ours);
    List<DeployReport> reports = List.of(first, second.join());
    world.time().pass(Duration.ofSeconds(2));
    List<String> codes = codes();
    for (int i = 0; i < FUNCTIONS; i++) {
      String code = codes.get(i);
      assertTrue(List.of(ours.codeSha256(), theirs.codeSha256()).contains(code));
      DeployReport whose = reports.get(code.equals(ours.codeSha256()) ? 0 : 1);
      assertEquals(Kind.UPDATED, whose.results().get(i).outcome().kind());
    }
    reports.forEach(
        report ->
            assertTrue(
                DeployWorld.kinds(report).stream()
                    .allMatch(kind -> kind == Kind.UPDATED || kind == Kind.SUPERSEDED),
                () -> DeployWorld.kinds(report).toString()));
    assertNothingIsLeft();
  }
}
