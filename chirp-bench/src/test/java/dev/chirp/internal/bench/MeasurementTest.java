package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.bench.Measurement.Variant;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.Launch;
import dev.chirp.testkit.EchoMain;
import dev.chirp.testkit.RecordedProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MeasurementTest {
  private static final String RESPONSE = "{\"data\": {}, \"code\": 200, \"notes\": null}";

  @TempDir Path directory;

  @Test
  void eachRoundMeasuresEachVariantOnce() throws Exception {
    RecordedProgress said = new RecordedProgress();
    List<VariantResult> results =
        new Measurement(directory, new Rounds(3, 1, 5), said)
            .of(List.of(variant("echo", "echo", RESPONSE), variant("slow", "work", RESPONSE)));
    VariantResult echo = results.get(0);
    VariantResult slow = results.get(1);
    assertEquals("echo", echo.name());
    assertEquals(3, echo.samples().size());
    assertEquals(3, slow.samples().size());
    assertEquals(5, slow.samples().get(0).warm().size());
    assertTrue(slow.of(Metric.WARM).median() >= 100, () -> "" + slow.of(Metric.WARM));
    assertTrue(slow.of(Metric.WARM_CPU).median() >= 100, () -> "" + slow.of(Metric.WARM_CPU));
    assertTrue(slow.ratio(Metric.WARM, echo).median() > 2);
    assertEquals(
        List.of(
            "Round 1 of 4: echo",
            "Round 1 of 4: slow",
            "Round 2 of 4: slow",
            "Round 2 of 4: echo",
            "Round 3 of 4: echo",
            "Round 3 of 4: slow",
            "Round 4 of 4: slow",
            "Round 4 of 4: echo",
            ""),
        said.statuses());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void warmInvocationsAreOptional() {
    VariantResult result = measure(variant("echo", "echo", RESPONSE)).get(0);
    assertFalse(result.has(Metric.WARM));
    assertTrue(result.has(Metric.CPU));
  }

  @Test
  void logOfAnEndedProcessIsShown() {
    ChirpException failure = refused(variant("broken", "exit", RESPONSE));
    assertTrue(
        failure.problem().startsWith("broken: invocation 1 gave no response: "), failure::problem);
    assertTrue(failure.problem().contains("exit status 3"), failure::problem);
    assertTrue(
        failure.problem().endsWith("The process's log:\nstarted acme.Echo"), failure::problem);
  }

  @Test
  void failedInitIsRefused() {
    ChirpException failure = refused(variant("broken", "init-error", RESPONSE));
    assertTrue(failure.problem().startsWith("broken: invocation 1 failed: "), failure::problem);
  }

  @Test
  void serverErrorIsRefused() {
    ChirpException failure = refused(variant("broken", "echo", "{\"statusCode\": 502}"));
    assertTrue(
        failure.problem().startsWith("broken: invocation 1 failed: {\"statusCode\": 502}"),
        failure::problem);
  }

  @Test
  void errorThatTheBaselineDoesNotHaveIsRefused() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () -> measure(variant("right", "echo", RESPONSE), variant("wrong", "error", RESPONSE)));
    assertTrue(failure.problem().startsWith("wrong: invocation 1 failed: "), failure::problem);
  }

  @Test
  void apiErrorIsMeasuredIfAllVariantsReturnIt() {
    String error =
        "{\"errorMessage\": \"{\\\"data\\\": {\\\"httpStatusCode\\\": 404, \\\"a\\\": 1}}\"}";
    assertEquals(2, measure(variant("a", "error", error), variant("b", "error", error)).size());
  }

  @Test
  void evenNumberOfRoundsIsRefused() {
    ChirpException failure = assertThrows(ChirpException.class, () -> Rounds.of(4, 0));
    assertEquals(
        """
        chirp.benchRounds is '4', but it must be an odd number from 1 to 999.
        Try: -Dchirp.benchRounds=15""",
        failure.getMessage());
  }

  @Test
  void negativeNumberOfInvocationsIsRefused() {
    ChirpException failure = assertThrows(ChirpException.class, () -> Rounds.of(3, -1));
    assertEquals(
        """
        chirp.benchWarm is '-1', but it must be from 0 to 100000.
        Try: -Dchirp.benchWarm=100""",
        failure.getMessage());
  }

  private ChirpException refused(Variant variant) {
    return assertThrows(ChirpException.class, () -> measure(variant));
  }

  private List<VariantResult> measure(Variant... variants) {
    return new Measurement(directory, new Rounds(1, 0, 0), new RecordedProgress())
        .of(List.of(variants));
  }

  private Variant variant(String name, String behavior, String event) {
    return new Variant(
        name,
        new Launch(
            List.of(
                JavaHome.current().executable().toString(),
                "-cp",
                EchoMain.classPath(),
                EchoMain.class.getName(),
                behavior),
            directory,
            Map.of("_HANDLER", "acme.Echo"),
            Duration.ofSeconds(9),
            ""),
        List.of(event));
  }
}
