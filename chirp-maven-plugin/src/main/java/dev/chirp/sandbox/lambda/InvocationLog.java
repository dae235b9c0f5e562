package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.sandbox.lambda.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is logged of an invocation: the function's own lines between Lambda's. */
record InvocationLog(String requestId, String version, JsonNode configuration, Outcome outcome) {

  List<String> lines(String announcement, Instant end) {
    List<String> lines = new ArrayList<>();
    if (outcome.init().isPresent()) {
      lines.add(announcement);
      lines.addAll(outcome.initOutput());
    }
    lines.add("START RequestId: %s Version: %s".formatted(requestId, version));
    lines.addAll(outcome.output());
    String problem = platformProblem();
    if (!problem.isEmpty()) {
      lines.add(
          problem.startsWith("Task")
              ? "%s %s %s".formatted(end, requestId, problem)
              : "RequestId: %s Error: %s".formatted(requestId, problem));
    }
    lines.add("END RequestId: " + requestId);
    lines.add(report());
    return List.copyOf(lines);
  }

  /** What Lambda itself says when a process hangs or exits. */
  private String platformProblem() {
    if (!outcome.failed()) {
      return "";
    }
    try {
      JsonNode error = Request.JSON.readTree(outcome.payload());
      String type = error.path("errorType").asText();
      String prefix = "RequestId: %s Error: ".formatted(requestId);
      boolean platform = type.equals("Sandbox.Timedout") || type.equals("Runtime.ExitError");
      return platform ? error.path("errorMessage").asText().replace(prefix, "") : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** Billed is the whole milliseconds of the handler and, since August 2025, of the start. */
  private String report() {
    double duration = millis(outcome.duration());
    double init = outcome.init().map(InvocationLog::millis).orElse(0.0);
    String line =
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %s MB\tMax Memory Used: %d MB",
            requestId,
            duration,
            (long) Math.ceil(duration + init),
            configuration.get("MemorySize").asText(),
            Math.min(outcome.memory(), configuration.get("MemorySize").asInt()));
    return outcome.init().isEmpty()
        ? line
        : line + String.format(Locale.ROOT, "\tInit Duration: %.2f ms", init);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1_000_000.0;
  }
}
