package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.Release;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release ends in bounded time, whatever Lambda does. */
@Tag("slow")
class TimeLimitTest {
  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private Duration passed() {
    return Duration.between(TestTime.START, world.time().instant());
  }

  @Test
  void reachedLimitEndsWaitsAndStartsNoVersion() {
    String[] names =
        IntStream.rangeClosed(0, Workers.THREADS)
            .mapToObj("chirp_%02d"::formatted)
            .toArray(String[]::new);
    world.create(names);
    world.changes().on("lambda:PublishVersion").then(FaultySandbox.taking(Duration.ofMinutes(4)));
    world.within(Duration.ofMinutes(1));
    List<Release> releases = world.release(names);
    assertTrue(passed().toSeconds() <= 61, passed()::toString);
    assertEquals(
        "version 1 is published: alias 'live' was not created: not ready at the time limit of 1 minute"
            + " (chirp.timeLimit): State Pending, LastUpdateStatus none (The function is being created.)",
        releases.get(0).summary());
    assertEquals(
        "no new version: not tried, because of the time limit of 1 minute (chirp.timeLimit)",
        releases.get(Workers.THREADS).summary());
    assertEquals(Workers.THREADS, world.count("lambda:PublishVersion"));
    assertEquals(0, world.count("lambda:CreateAlias"));
  }

  @Test
  void reachedLimitStopsProofsAndMoves() {
    world.create("chirp_a");
    world
        .faults()
        .on("lambda:PublishVersion")
        .then(Fault.delayed(world.time(), Duration.ofMinutes(2)));
    world.within(Duration.ofMinutes(1));
    assertEquals(
        "version 1 is published, not proved: alias 'live' was not created, because of the time limit"
            + " of 1 minute (chirp.timeLimit)",
        world.release("chirp_a").get(0).summary());
    assertEquals(List.of(), world.invoked);
    assertEquals(0, world.count("lambda:CreateAlias"));
  }

  @Test
  void startedAliasMovesAreFinishedAfterTheLimit() {
    world.create("chirp_a", "chirp_b");
    world.keepVersions(1);
    for (String code : List.of("two", "three")) {
      world.release("chirp_a", "chirp_b");
      world.updateCode(code, "chirp_a", "chirp_b");
    }
    world.faults().forget();
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_a")
        .then(Fault.delayed(world.time(), Duration.ofMinutes(2)));
    world.within(Duration.ofMinutes(1));
    assertEquals(
        List.of("MOVED 3", "MOVED 3"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(List.of("3", "2", "1"), world.versions("chirp_a"));
  }
}
