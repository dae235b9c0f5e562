package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EarlyAwsTest {
  /** The limit only guards against waiting forever. */
  @Test
  void earlierFailureDoesNotWaitForTheOpening() {
    CountDownLatch never = new CountDownLatch(1);
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> {
                      try (EarlyAws aws =
                          EarlyAws.open(() -> waiting(never), false, new RecordedProgress())) {
                        throw ChirpException.project(
                            "There is no function 'gret'. " + aws.hashCode());
                      }
                    }));
    assertEquals("There is no function 'gret'.", failure.problem().replaceFirst(" \\S+$", ""));
    never.countDown();
  }

  @Test
  void failedOpeningIsThrownByGet() {
    ChirpException refused = ChirpException.noAws("No AWS credentials.");
    RecordedProgress said = new RecordedProgress();
    try (EarlyAws aws =
        EarlyAws.open(
            () -> {
              throw refused;
            },
            false,
            said)) {
      assertEquals(refused, assertThrows(ChirpException.class, aws::get));
    }
    assertEquals(List.of(), said.lines);
  }

  @Test
  void unusedFailedOpeningIsInTheDebugLog() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    RecordedProgress said = new RecordedProgress();
    said.breakOn(
        "AWS was not opened",
        () -> {
          told.countDown();
          return new IllegalStateException("said");
        });
    EarlyAws.open(
            () -> {
              throw new IllegalArgumentException("planted");
            },
            false,
            said)
        .close();
    told.await();
    assertTrue(
        said.traces().get(0).contains("IllegalArgumentException: planted"), said.lines::toString);
  }

  private static AwsSession waiting(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ChirpException.project("Another goal has used the sandbox for 5 minutes.");
  }
}
