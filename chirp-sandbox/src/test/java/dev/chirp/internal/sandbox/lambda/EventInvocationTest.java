package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Asynchronous invocations. They have no response, so the tests read the log. */
@Tag("slow")
class EventInvocationTest {
  private static final String NAME = "chirp_echo";

  @TempDir private Path directory;
  private LambdaBox box;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void failedEventIsRetriedTwice() throws InterruptedException {
    box.create(NAME);
    String id = send("throw");
    box.awaitLines("END RequestId: " + id, 3);
    assertEquals(
        "\"4\"",
        box.lambda().invoke(i -> i.functionName(NAME).payload(count())).payload().asUtf8String());
    assertEquals(
        3,
        box.logged.stream()
            .filter(line -> line.text().startsWith("START RequestId: " + id))
            .count());
    assertEquals(3, box.logged.stream().filter(line -> line.text().equals("event throw")).count());
  }

  @Test
  void successfulEventRunsOnce() throws InterruptedException {
    box.create(NAME);
    String id = send("hello");
    box.awaitLines("REPORT RequestId: " + id, 1);
    assertEquals(
        "\"2\"",
        box.lambda().invoke(i -> i.functionName(NAME).payload(count())).payload().asUtf8String());
  }

  @Test
  void missingHandlerIsLogged() throws InterruptedException {
    box.lambda().createFunction(box.request(NAME).handler("acme.Missing").build());
    box.pass(LambdaBox.PENDING);
    String id = send("hello");
    box.awaitLines("END RequestId: " + id, 3);
    assertTrue(
        box.logged.stream().anyMatch(line -> line.text().contains("Class not found: acme.Missing")),
        box.logged::toString);
  }

  @Test
  void brokenZipIsLoggedAndLeavesNoFiles() throws Exception {
    box.create(NAME);
    try (Stream<Path> zips = Files.list(directory.resolve("zips"))) {
      Files.writeString(zips.findFirst().orElseThrow(), "no zip");
    }
    String id = send("hello");
    box.awaitLines("END RequestId: " + id, 3);
    assertEquals(
        List.of(
            "START RequestId: " + id + " Version: $LATEST",
            "RequestId: "
                + id
                + " Error: The function did not start: The sandbox cannot unzip the function's code: It has no end record",
            "END RequestId: " + id),
        box.logged.stream().map(LogSink.Line::text).limit(3).toList());
    try (Stream<Path> roots = Files.list(directory.resolve("code"))) {
      assertEquals(List.of(), roots.toList());
    }
  }

  /** An event has no response, so a fault must be in the sandbox's own log. */
  @Test
  void faultOfTheSandboxIsLogged() throws InterruptedException {
    box.create(NAME);
    box.log =
        lines -> {
          throw new IllegalStateException("planted");
        };
    send("hello");
    Throwable fault = box.faults.poll(60, TimeUnit.SECONDS);
    assertEquals("planted", fault == null ? "nothing was logged" : fault.getMessage());
  }

  /** A timer starts the retry, and its threads are not the server's. */
  @Test
  void errorInARetryStopsTheServer() throws InterruptedException {
    box.close();
    // The timer belongs to the JVM, and its thread to the group of its first user.
    CompletableFuture.delayedExecutor(0, TimeUnit.SECONDS).execute(() -> {});
    box = new LambdaBox(directory.resolve("later"), Duration.ofSeconds(1));
    box.create(NAME);
    String failing = send("throw");
    box.awaitLine("END RequestId: " + failing);
    CountDownLatch end = new CountDownLatch(1);
    box.log =
        lines -> {
          String first = lines.get(0).text();
          if (first.startsWith("START RequestId: " + failing)) {
            throw new OutOfMemoryError("planted");
          }
          if (first.startsWith("START ")) {
            await(end); // leaves no idle thread for the retry
          }
        };
    send("hello");
    Throwable fault = box.faults.poll(60, TimeUnit.SECONDS);
    end.countDown();
    assertEquals("planted", fault == null ? "nothing was logged" : fault.getMessage());
    assertThrows(SdkClientException.class, () -> send("hello"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String send(String event) {
    return box.send(NAME, event).responseMetadata().requestId();
  }

  private static SdkBytes count() {
    return SdkBytes.fromUtf8String("\"count\"");
  }
}
