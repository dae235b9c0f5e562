package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.aws.Interruption;
import dev.chirp.aws.TimeLimit;
import dev.chirp.aws.Workers;
import dev.chirp.core.ChirpException;
import dev.chirp.deploy.Outcome.Kind;
import dev.chirp.fault.FaultySandbox;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ends in bounded time, whatever Lambda does. */
class TimeLimitTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private DeployReport deploy(int functions, Duration limit) {
    Deployer deployer =
        new Deployer(
            world.aws, world.request(DeployWorld.specs(functions), world.zip("one")), world.said);
    try (Interruption interruption =
        Interruption.begin(world.said).within(TimeLimit.of(world.time(), limit))) {
      return deployer.apply(deployer.plan(), world.reported::add, interruption);
    }
  }

  @Test
  void nothingMoreBeginsAndNothingMoreIsWaitedFor() {
    world.changes().on("lambda:*").then(FaultySandbox.taking(FaultySandbox.FOR_EVER));
    DeployReport report = deploy(60, Duration.ofMinutes(1));
    assertTrue(world.passed().toSeconds() <= 61, world.passed()::toString);
    assertEquals(Kind.UNKNOWN, report.results().get(0).outcome().kind());
    assertEquals(
        "still State Pending, LastUpdateStatus none at the time limit of 1 minute (chirp.timeLimit)",
        report.results().get(0).outcome().reason());
    assertEquals(
        "not tried, because of the time limit of 1 minute (chirp.timeLimit)",
        report.results().get(59).outcome().reason());
    assertEquals(Workers.THREADS, world.count("lambda:CreateFunction"));
    assertThrows(ChirpException.class, report::check);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    ChirpException failure = assertThrows(ChirpException.class, () -> deploy(1, Duration.ZERO));
    assertEquals(
        "<timeLimit> is '0' (or -Dchirp.timeLimit), but it is a number of minutes, 1 or more.",
        failure.problem());
  }
}
