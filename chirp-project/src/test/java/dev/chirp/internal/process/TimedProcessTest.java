package dev.chirp.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.testkit.EchoMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TimedProcessTest {
  @TempDir Path directory;

  @Test
  void firstResponseIsTimed() {
    try (TimedProcess process = start("echo")) {
      TimedProcess.First first = process.first();
      assertEquals("{\"n\": 1}", first.result().payload());
      assertFalse(first.result().failed());
      assertTrue(
          first.result().init().orElseThrow().toMillis() > 10,
          () -> first.result().init().orElseThrow() + " for a JVM to start");
      assertTrue(
          first.result().duration().compareTo(first.result().init().orElseThrow()) > 0,
          first::toString);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void cpuAndMemoryAreMeasured() {
    try (TimedProcess process = start("work")) {
      TimedProcess.First first = process.first();
      assertTrue(first.cpu().toMillis() >= 100, first::toString);
      assertTrue(first.result().memory() > 5, first::toString);
      process.invoke(event("{}"));
      long more = process.cpu().minus(first.cpu()).toMillis();
      assertTrue(more >= 100 && more < 1000, () -> more + " ms for an invocation of 100 ms");
      assertTrue(process.memory() >= first.result().memory());
    }
  }

  @Test
  void laterResponsesAreTimedFromTheirEvents() {
    try (TimedProcess process = start("work")) {
      process.first();
      for (int n = 2; n < 5; n++) {
        InvocationResult answer = process.invoke(event("{\"n\": " + n + "}"));
        assertEquals("{\"n\": " + n + "}", answer.payload());
        long millis = answer.duration().toMillis();
        assertTrue(millis >= 100, answer::toString);
      }
    }
  }

  @Test
  void errorIsAResponse() {
    try (TimedProcess process = start("error")) {
      InvocationResult answer = process.first().result();
      assertTrue(answer.failed());
      assertTrue(answer.replied());
    }
  }

  @Test
  void failedStartIsAResponse() {
    try (TimedProcess process = start("init-error")) {
      InvocationResult answer = process.first().result();
      assertTrue(answer.failed());
      assertEquals("{\"errorType\": \"Runtime.NoSuchHandler\"}", answer.payload());
    }
  }

  @Test
  void endOfTheProcessIsReported() throws Exception {
    try (TimedProcess process = start("exit")) {
      InvocationResult answer = process.first().result();
      assertFalse(answer.replied());
      assertTrue(answer.payload().contains("exit status 3"), answer::payload);
    }
    assertTrue(Files.readString(directory.resolve("log")).contains("started acme.Echo"));
  }

  @Test
  void timeoutOfAnInvocationIsReported() {
    Launch slow = launch("hang", Duration.ofMillis(200));
    try (TimedProcess process = start("echo")) {
      process.first();
    }
    try (TimedProcess process = TimedProcess.start(slow, event("{}"), log())) {
      assertFalse(process.first().result().replied());
    }
  }

  @Test
  void closeLeavesNoProcess() {
    Launch launch =
        new Launch(
            List.of(
                "/bin/sh",
                "-c",
                "sleep 1000 & exec \"$@\"",
                "sh",
                java(),
                "-cp",
                classes(),
                EchoMain.class.getName(),
                "echo"),
            directory,
            Map.of("_HANDLER", "acme.Echo"),
            Duration.ofSeconds(9),
            "");
    List<ProcessHandle> tree;
    try (TimedProcess process = TimedProcess.start(launch, event("{}"), log())) {
      process.first();
      tree = process.tree();
    }
    assertEquals(2, tree.size());
    tree.forEach(handle -> assertFalse(handle.isAlive(), handle::toString));
  }

  @Test
  void missingProgramIsNamed() {
    Launch launch =
        new Launch(List.of("/no/such/java"), directory, Map.of(), Duration.ofSeconds(1), "");
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> TimedProcess.start(launch, event("{}"), log()).close());
    assertTrue(failure.problem().startsWith("'/no/such/java' does not start: "), failure::problem);
  }

  private TimedProcess start(String behavior) {
    return TimedProcess.start(launch(behavior, Duration.ofSeconds(9)), event("{\"n\": 1}"), log());
  }

  private Path log() {
    return directory.resolve("log");
  }

  private Launch launch(String behavior, Duration timeout) {
    return new Launch(
        List.of(java(), "-cp", classes(), EchoMain.class.getName(), behavior),
        directory,
        Map.of("_HANDLER", "acme.Echo"),
        timeout,
        "");
  }

  private static String java() {
    return JavaHome.current().executable().toString();
  }

  private static String classes() {
    return EchoMain.classPath();
  }

  private static InvocationEvent event(String payload) {
    return new InvocationEvent(
        UUID.randomUUID().toString(), "arn:aws:lambda:::function:echo", payload);
  }
}
