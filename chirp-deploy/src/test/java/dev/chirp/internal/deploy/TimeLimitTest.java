package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run ends in bounded time, whatever Lambda does. */
@Tag("slow")
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
    return deploy(functions, limit, Optional.empty());
  }

  private DeployReport deploy(int functions, Duration limit, Optional<String> bucket) {
    Deployer deployer =
        new Deployer(
            world.aws,
            world.request(DeployWorld.specs(functions), world.zip("one"), bucket),
            world.said);
    return world.apply(
        deployer, deployer.plan(), TimeLimit.of(world.time(), limit), world.reported::add);
  }

  @Test
  void reachedLimitStartsNothingAndEndsWaits() {
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

  /**
   * The second attempt starts a second before the limit. Without the limit, each attempt would wait
   * a minute.
   */
  @Test
  @Timeout(40)
  void reachedLimitEndsARefusedUpload() {
    world.makeBucket();
    world.faults().forget();
    CountDownLatch never = new CountDownLatch(1);
    Fault broken = Fault.refused(503, "SlowDown", "Please reduce your request rate.");
    world
        .faults()
        .on("s3:PutObject")
        .number(1)
        .then(broken.after(() -> world.time().pass(Duration.ofSeconds(58))));
    world
        .faults()
        .on("s3:PutObject")
        .then(
            Fault.first(
                () -> {
                  world.time().pass(Duration.ofMinutes(1));
                  never.await();
                }));
    world.faults().on("s3:GetObject").then(broken);
    DeployReport report;
    try {
      report = deploy(2, Duration.ofMinutes(1), Optional.of("acme-code"));
    } finally {
      never.countDown();
    }
    assertEquals(2, world.count("s3:PutObject"));
    assertEquals(1, world.count("s3:GetObject"), "the clean-up is tried once");
    assertEquals(List.of(Kind.SKIPPED, Kind.SKIPPED), DeployWorld.kinds(report));
    assertEquals(
        "not tried, because of the time limit of 1 minute (chirp.timeLimit) before the zip was in bucket 'acme-code'",
        report.results().get(0).outcome().reason());
    assertEquals(1, report.leftovers().size());
    assertEquals(0, world.count("lambda:CreateFunction"));
  }

  @Test
  void zeroLimitIsRefused() {
    ChirpException failure =
        assertThrows(ChirpException.class, () -> deploy(1, Duration.ofMinutes(0)));
    assertEquals(
        "<timeLimit> is '0' (or -Dchirp.timeLimit), but it must be a number of minutes, 1 or more.",
        failure.problem());
  }
}
