package dev.chirp.internal.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.process.InvocationResult;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The sentence that tells the developer why an invocation failed. */
final class FailureReason {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureReason() {}

  /**
   * Returns the sentence.
   *
   * @param result a failed one, whose payload is Lambda's error
   */
  static String of(String function, String requestId, InvocationResult result) {
    String message =
        message(result.payload()).replace("RequestId: %s Error: ".formatted(requestId), "");
    return "Function '%s' failed: %s".formatted(function, message);
  }

  private static String message(String payload) {
    try {
      JsonNode error = JSON.readTree(payload);
      return error.path("errorType").asText() + ": " + error.path("errorMessage").asText();
    } catch (JsonProcessingException e) {
      return payload;
    }
  }

  /** The reason for a process that the system did not start. */
  static String notStarted(String function, UncheckedIOException cause) {
    return "Function '%s' did not start: %s"
        .formatted(function, Objects.requireNonNull(cause.getCause()).getMessage());
  }
}
