package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.chirp.internal.deploy.ScheduledRun.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deploys under several seeded faults at once. {@code -Pfaults} runs 500 schedules. {@code
 * -Dchirp.test.seed=17} replays one, and {@code -Dchirp.test.times=50} repeats it. A seed decides
 * which calls fail, but not how Chirp varies its delays, and so not which call is the tenth.
 */
@Tag("slow")
class FaultSchedulesTest {
  private static final int ALL = 500;

  /** Far more than a schedule needs, so that a deploy that hangs does not block the build. */
  private static final Duration HANGS = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);
  private final Map<DeployOutcome.Kind, Integer> outcomes = new EnumMap<>(DeployOutcome.Kind.class);
  private int refused;

  @Test
  void invariantsHoldForEachSchedule() {
    List<String> broken = new ArrayList<>();
    long[] seeds = seeds();
    for (long seed : seeds) {
      broken(seed).ifPresent(broken::add);
    }
    System.out.printf(
        "%d fault schedules; met %s; outcomes %s; %d deploys refused before they began%n",
        seeds.length, met, outcomes, refused);
    assertEquals("", broken.stream().collect(Collectors.joining("\n\n")));
    if (LongStream.of(seeds).distinct().count() >= ALL) {
      assertEquals(EnumSet.allOf(Trouble.class), met.keySet());
      // Only a release results in PUBLISHED, and these deploys have no release.
      assertEquals(
          EnumSet.complementOf(EnumSet.of(DeployOutcome.Kind.PUBLISHED)), outcomes.keySet());
    }
  }

  private static long[] seeds() {
    Optional<Long> one = Optional.ofNullable(Long.getLong("chirp.test.seed"));
    return one.isPresent()
        ? LongStream.generate(one::get).limit(Integer.getInteger("chirp.test.times", 1)).toArray()
        : LongStream.range(0, Integer.getInteger("chirp.test.schedules", 25)).toArray();
  }

  private Optional<String> broken(long seed) {
    FaultSchedule schedule = FaultSchedule.of(seed);
    try {
      assertTimeoutPreemptively(HANGS, () -> run(schedule));
      return Optional.empty();
    } catch (Throwable e) {
      return Optional.of(
          "%s%n%s%n  at %s%n  again: mvn test -Pfaults -pl chirp-deploy -am -Dtest=FaultSchedulesTest -Dchirp.test.seed=%d -Dchirp.test.times=50"
              .formatted(schedule, e, List.of(e.getStackTrace()), seed));
    }
  }

  private void run(FaultSchedule schedule) throws IOException {
    Path own = Files.createTempDirectory(directory, "seed" + schedule.seed());
    try (ScheduledRun run = new ScheduledRun(schedule, own)) {
      Ending ending = run.meetTrouble();
      count(run.met(), ending);
      Invariants invariants = new Invariants(run);
      invariants.check(ending);
      invariants.converges();
    }
  }

  private void count(Set<Trouble> troubles, Ending ending) {
    troubles.forEach(trouble -> met.merge(trouble, 1, Integer::sum));
    ending
        .report()
        .ifPresentOrElse(
            report ->
                report.results().forEach(r -> outcomes.merge(r.outcome().kind(), 1, Integer::sum)),
            () -> refused++);
  }
}
