package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.InvocationResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Writes the log of an invocation: the function's own lines between Lambda's. */
final class InvocationLog implements FunctionProcess.Listener {
  private final LogSink logs;
  private final LogSink.Stream stream;
  private final Clock clock;
  private final String requestId;
  private final String announcement;
  private final JsonNode configuration;
  private final InvocationLogTail tail = new InvocationLogTail();

  /**
   * A new log.
   *
   * @param announcement the line for a process that starts
   */
  InvocationLog(
      LogSink logs,
      LogSink.Stream stream,
      Clock clock,
      String requestId,
      String announcement,
      JsonNode configuration) {
    this.logs = logs;
    this.stream = stream;
    this.clock = clock;
    this.requestId = requestId;
    this.announcement = announcement;
    this.configuration = configuration;
  }

  @Override
  public void initializing() {
    wrote(List.of(announcement));
  }

  @Override
  public void started() {
    String version = configuration.get("Version").asText();
    wrote(List.of("START RequestId: %s Version: %s".formatted(requestId, version)));
  }

  @Override
  public void wrote(List<String> lines) {
    logs.append(
        stream, lines.stream().map(line -> new LogSink.Line(clock.instant(), line)).toList());
    tail.add(lines);
  }

  void ended(InvocationResult outcome) {
    List<String> lines = new ArrayList<>();
    String problem = platformProblem(outcome);
    if (!problem.isEmpty()) {
      lines.add(
          problem.startsWith("Task")
              ? "%s %s %s".formatted(clock.instant(), requestId, problem)
              : "RequestId: %s Error: %s".formatted(requestId, problem));
    }
    lines.add("END RequestId: " + requestId);
    int memorySize = configuration.get("MemorySize").asInt();
    lines.add(outcome.reportLine(requestId, memorySize, Math.min(outcome.memory(), memorySize)));
    wrote(lines);
  }

  /** Logs that no process could be started for the event. */
  void notStarted(String problem) {
    started();
    wrote(
        List.of(
            "RequestId: %s Error: The function did not start: %s".formatted(requestId, problem),
            "END RequestId: " + requestId));
  }

  /** The last 4 KB, in base64. */
  String tail() {
    return tail.base64();
  }

  /** Lambda's own message when a process hangs or exits. */
  private String platformProblem(InvocationResult outcome) {
    if (!outcome.failed()) {
      return "";
    }
    try {
      JsonNode error = LambdaRequest.JSON.readTree(outcome.payload());
      String type = error.path("errorType").asText();
      String prefix = "RequestId: %s Error: ".formatted(requestId);
      boolean platform = type.equals("Sandbox.Timedout") || type.equals("Runtime.ExitError");
      return platform ? error.path("errorMessage").asText().replace(prefix, "") : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
