package dev.chirp.internal.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.testkit.RecordedProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;

class LogTailTest {
  private static final String GROUP = "/aws/lambda/chirp_status";
  private final Instant now = Instant.now();

  @TempDir private Path directory;
  private SandboxServer sandbox;
  private Aws aws;
  private CloudWatchLogsClient logs;
  private final List<String> lines = new ArrayList<>();
  private final RecordedProgress progress = new RecordedProgress();
  private final Deque<Runnable> whileSleeping = new ArrayDeque<>();

  /**
   * A clock whose sleeps run the steps of a script. At its end, it interrupts the thread as Ctrl-C
   * does.
   */
  private final class Scripted implements Time {
    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (whileSleeping.isEmpty()) {
        throw new InterruptedException();
      }
      whileSleeping.remove().run();
    }
  }

  @BeforeEach
  void start() {
    sandbox = SandboxServer.builder().directory(directory).start();
    aws = Aws.connect(AwsSettings.ofSandbox(sandbox.address(), Optional.empty()), new Scripted());
    logs = aws.logs();
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    aws.close();
    sandbox.close();
  }

  @Test
  void linesAreShownOldestFirst() {
    put("one", -700, "long ago");
    put("two", -100, "second\n");
    put("one", -200, "first ASIAIOSFODNN7EXAMPLE");
    tail("10m", Optional.empty()).show();
    assertEquals(List.of(line(-200, "first ASIA****************"), line(-100, "second")), lines);
    assertEquals(List.of(), progress.shown());
  }

  @Test
  void filterSelectsLines() {
    put("one", -2, "ERROR a");
    put("one", -1, "INFO b");
    tail("1h", Optional.of("ERROR")).show();
    assertEquals(List.of(line(-2, "ERROR a")), lines);
  }

  @Test
  void emptyResultIsReported() {
    put("one", -700, "long ago");
    tail("10m", Optional.empty()).show();
    assertEquals(List.of("No lines since 10m in " + GROUP + "."), progress.shown());
  }

  @Test
  void functionThatNeverRanHasNoLog() {
    ChirpException failure =
        assertThrows(ChirpException.class, () -> tail("10m", Optional.empty()).show());
    assertEquals(
        """
        Function 'status' has no log in us-east-1: log group '/aws/lambda/chirp_status' does not exist. The function was never deployed there or never ran.
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dchirp.sandbox""",
        failure.getMessage());
  }

  @Test
  void followShowsEachLineOnce() {
    put("one", -1, "old");
    whileSleeping.add(() -> put("one", 1, "a"));
    whileSleeping.add(
        () -> {
          put("two", 1, "b, in the same millisecond");
          put("two", 1, "b, in the same millisecond");
        });
    whileSleeping.add(() -> put("one", 60, "c"));
    whileSleeping.add(() -> put("three", 40, "d, late"));
    whileSleeping.add(() -> {});
    assertThrows(ChirpException.class, () -> tail("10m", Optional.empty()).follow());
    assertEquals(
        List.of(
            line(-1, "old"),
            line(1, "a"),
            line(1, "b, in the same millisecond"),
            line(1, "b, in the same millisecond"),
            line(60, "c"),
            line(40, "d, late")),
        lines);
  }

  @Test
  void followWaitsForTheFirstLine() {
    whileSleeping.add(() -> {});
    whileSleeping.add(() -> put("one", 1, "first"));
    assertThrows(ChirpException.class, () -> tail("10m", Optional.empty()).follow());
    assertEquals(List.of(line(1, "first")), lines);
    assertEquals(1, progress.shown().size());
    assertTrue(progress.shown().get(0).endsWith("Waiting for its first line."), progress::toString);
  }

  @Test
  void durationsAndInstantsAreParsed() {
    assertEquals(now.minusSeconds(30), Since.of("30s", now));
    assertEquals(now.minusSeconds(600), Since.of("10m", now));
    assertEquals(now.minus(Duration.ofHours(2)), Since.of("2h", now));
    assertEquals(now.minus(Duration.ofDays(7)), Since.of("7d", now));
    assertEquals(Instant.parse("2026-11-24T08:00:00Z"), Since.of("2026-11-24T08:00:00Z", now));
    ChirpException failure = assertThrows(ChirpException.class, () -> Since.of("ten", now));
    assertEquals(
        "chirp.since is 'ten', which is neither a time ago (30s, 10m, 2h, 7d) nor an instant.",
        failure.problem());
    assertTrue(
        failure.suggestion().matches("-Dchirp.since=10m, or -Dchirp.since=[-0-9]{10}T[:0-9]{8}Z"),
        failure::suggestion);
  }

  private LogTail tail(String since, Optional<String> filter) {
    return new LogTail(
        aws, new LogTail.Query("status", "chirp_status", since, filter), lines::add, progress);
  }

  private void put(String stream, int seconds, String message) {
    unlessThere(() -> logs.createLogGroup(r -> r.logGroupName(GROUP)));
    unlessThere(() -> logs.createLogStream(r -> r.logGroupName(GROUP).logStreamName(stream)));
    InputLogEvent event =
        InputLogEvent.builder()
            .timestamp(now.plusSeconds(seconds).toEpochMilli())
            .message(message)
            .build();
    logs.putLogEvents(r -> r.logGroupName(GROUP).logStreamName(stream).logEvents(event));
  }

  private static void unlessThere(Runnable creation) {
    try {
      creation.run();
    } catch (ResourceAlreadyExistsException ignored) {
      // the second time
    }
  }

  private String line(int seconds, String message) {
    String time = Instant.ofEpochMilli(now.plusSeconds(seconds).toEpochMilli()).toString();
    return (time.length() == 20 ? time.replace("Z", ".000Z") : time) + " " + message;
  }
}
