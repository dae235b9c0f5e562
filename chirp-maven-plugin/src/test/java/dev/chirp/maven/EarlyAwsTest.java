package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.chirp.core.ChirpException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EarlyAwsTest {
  /** The limit is only for one that waits for ever. */
  @Test
  void anEarlierFailureDoesNotWaitForTheOpening() {
    CountDownLatch never = new CountDownLatch(1);
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> {
                      try (EarlyAws aws = EarlyAws.open(() -> waiting(never), false)) {
                        throw ChirpException.project(
                            "There is no function 'gret'. " + aws.hashCode());
                      }
                    }));
    assertEquals("There is no function 'gret'.", failure.problem().replaceFirst(" \\S+$", ""));
    never.countDown();
  }

  @Test
  void aFailedOpeningIsToldByWhoeverNeedsIt() {
    ChirpException refused = ChirpException.noAws("No AWS credentials.");
    try (EarlyAws aws =
        EarlyAws.open(
            () -> {
              throw refused;
            },
            false)) {
      assertEquals(refused, assertThrows(ChirpException.class, aws::get));
    }
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
