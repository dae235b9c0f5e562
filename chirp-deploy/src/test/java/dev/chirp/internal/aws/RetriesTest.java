package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script.Moment;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

@Tag("slow")
class RetriesTest {
  private static final Fault THROTTLED =
      Fault.refused(429, "TooManyRequestsException", "Rate exceeded");

  @TempDir private Path directory;
  private FaultySandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = new FaultySandbox(directory);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void list(int maxAttempts) {
    try (Aws aws = Aws.connect(sandbox.settings(maxAttempts), sandbox.time)) {
      aws.call("lambda:ListFunctions", "functions", () -> aws.lambda().listFunctions());
    }
  }

  @Test
  void callIsTriedUpToTheMaximum() {
    sandbox
        .faults
        .on("lambda:ListFunctions")
        .first(5)
        .then(Fault.refused(500, "ServiceException", "It broke."));
    assertThrows(ChirpException.class, () -> list(5));
    sandbox.faults.forget();
    list(6);
    assertEquals(6, sandbox.faults.count("lambda:ListFunctions"));
  }

  /** Delays are random, so the test compares sums over many calls. */
  @Test
  void delayGrowsWithEachAttempt() {
    List<Duration> sums = new ArrayList<>(Collections.nCopies(5, Duration.ZERO));
    sandbox.faults.on("iam:ListRoles").then(Fault.refused(500, "ServiceFailure", "It broke."));
    for (int call = 0; call < 30; call++) {
      sandbox.faults.forget();
      try (Aws aws = sandbox.connect()) {
        assertThrows(
            ChirpException.class,
            () -> aws.call("iam:ListRoles", "roles", () -> aws.iam().listRoles()));
      }
      List<Moment> past = sandbox.faults.past();
      assertEquals(6, past.size());
      for (int i = 0; i < 5; i++) {
        Duration gap = Duration.between(past.get(i).at(), past.get(i + 1).at());
        assertTrue(gap.compareTo(Duration.ofMillis(100L << i)) <= 0, gap::toString);
        sums.set(i, sums.get(i).plus(gap));
      }
    }
    for (int i = 2; i < 5; i++) {
      assertTrue(sums.get(i).compareTo(sums.get(i - 2).multipliedBy(2)) > 0, sums::toString);
    }
  }

  @Test
  void throttledCallIsRetriedForAMinute() {
    sandbox.faults.on("lambda:ListFunctions").until(Duration.ofSeconds(59)).then(THROTTLED);
    list(1);
    assertTrue(sandbox.faults.count("lambda:ListFunctions") > 60);
  }

  @Test
  void callThrottledForLongerFails() {
    sandbox.faults.on("lambda:ListFunctions").then(THROTTLED);
    ChirpException failure = assertThrows(ChirpException.class, () -> list(6));
    assertTrue(failure.problem().contains("Rate exceeded"), failure::problem);
    Duration passed = Duration.between(TestTime.START, sandbox.time.instant());
    assertTrue(passed.compareTo(Duration.ofSeconds(60)) >= 0, passed::toString);
    assertTrue(passed.compareTo(Duration.ofSeconds(61)) < 0, passed::toString);
  }

  @Test
  void throttlingByOtherServicesCountsAttempts() {
    sandbox.faults.on("iam:ListRoles").then(Fault.refused(400, "Throttling", "Rate exceeded"));
    try (Aws aws = Aws.connect(sandbox.settings(3), sandbox.time)) {
      assertThrows(
          ChirpException.class,
          () -> aws.call("iam:ListRoles", "roles", () -> aws.iam().listRoles()));
    }
    assertEquals(3, sandbox.faults.count("iam:ListRoles"));
  }

  @Test
  void retryWaitsForTheRateLimit() {
    sandbox.faults.on("lambda:ListFunctions").first(4).then(THROTTLED);
    try (Aws aws = Aws.connect(sandbox.settings(5), sandbox.time)) {
      for (int i = 0; i < 30; i++) {
        aws.call("lambda:ListFunctions", "functions", () -> aws.lambda().listFunctions());
      }
    }
    List<Moment> past = sandbox.faults.past();
    assertEquals(34, past.size());
    for (int i = 10; i < past.size(); i++) {
      Duration between = Duration.between(past.get(i - 10).at(), past.get(i).at());
      assertTrue(between.compareTo(Duration.ofSeconds(1)) >= 0, between::toString);
    }
  }

  @Test
  void callThatMayHaveRunIsNotRepeated() {
    sandbox.faults.on("lambda:InvokeFunction").then(Fault.droppedBefore());
    SdkBytes event = SdkBytes.fromUtf8String("{}");
    try (Aws aws = sandbox.connect()) {
      assertThrows(
          ChirpException.class,
          () ->
              aws.call(
                  "lambda:InvokeFunction",
                  "function 'f'",
                  () -> aws.lambda().invoke(r -> r.functionName("f").payload(event))));
    }
    assertEquals(1, sandbox.faults.count("lambda:InvokeFunction"));
  }

  @Row(36)
  @Test
  void row36InvocationWithoutATimelyResponseIsNotRepeated() {
    CountDownLatch never = new CountDownLatch(1);
    sandbox.faults.on("lambda:InvokeFunction").then(Fault.first(never::await));
    SdkBytes event = SdkBytes.fromUtf8String("{}");
    try (Aws aws = sandbox.connect()) {
      LambdaClient client = aws.invoker(Duration.ofMillis(300));
      assertThrows(
          ChirpException.class,
          () ->
              aws.call(
                  "lambda:InvokeFunction",
                  "function 'f'",
                  () -> client.invoke(r -> r.functionName("f").payload(event))));
    } finally {
      never.countDown();
    }
    assertEquals(1, sandbox.faults.count("lambda:InvokeFunction"));
  }

  @Test
  void callThatCannotSucceedIsNotRetried() {
    sandbox
        .faults
        .on("lambda:ListFunctions")
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    assertThrows(ChirpException.class, () -> list(6));
    assertEquals(1, sandbox.faults.count("lambda:ListFunctions"));
  }
}
