package dev.chirp.internal.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The error that a failed function returns instead of a response: {@code errorType}, {@code
 * errorMessage} and the stack frames, including those of its causes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Understanding
 *     errors in Java functions</a>
 */
record FunctionFailure(
    String type, String message, List<String> frames, Optional<FunctionFailure> cause) {
  /**
   * The exception that carries an error envelope to API Gateway. It is a response, not a failure.
   */
  private static final String ENVELOPE = "dev.chirp.runtime.FunctionErrorException";

  /**
   * Lambda's message for a timeout without a type: time, request id, text. Whatever a handler
   * throws has a type.
   */
  private static final Pattern TIMEOUT =
      Pattern.compile("\\S+Z [0-9a-f-]+ Task timed out after \\d+\\.\\d\\d seconds\\s*");

  private static final int MOST_FRAMES = 20;
  private static final int MOST_CAUSES = 5;
  private static final List<String> JDK = List.of("java.", "jdk.", "sun.", "javax.");
  private static final List<String> AROUND =
      List.of(
          "dev.chirp.internal.",
          "dev.chirp.runtime.",
          "com.amazonaws.services.lambda.runtime.",
          "lambdainternal.");

  FunctionFailure {
    frames = List.copyOf(frames);
  }

  static FunctionFailure of(byte[] payload) {
    try {
      return of(new ObjectMapper().readTree(payload), 1);
    } catch (IOException e) {
      return new FunctionFailure(
          "", new String(payload, StandardCharsets.UTF_8), List.of(), Optional.empty());
    }
  }

  private static FunctionFailure of(JsonNode error, int depth) {
    List<String> frames = new ArrayList<>();
    error.path("stackTrace").forEach(frame -> frames.add(shown(frame.asText())));
    return new FunctionFailure(
        error.path("errorType").asText(""),
        error.path("errorMessage").asText(""),
        usersFrames(frames),
        error.path("cause").isObject() && depth < MOST_CAUSES
            ? Optional.of(of(error.path("cause"), depth + 1))
            : Optional.empty());
  }

  /** Returns whether the message is an error envelope. */
  boolean isEnvelope() {
    return type.equals(ENVELOPE);
  }

  /**
   * Returns whether Lambda stopped the function. Lambda reports this in one of two ways. A handler
   * whose own failure quotes one of them does not count.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html">Troubleshoot
   *     invocation issues in Lambda</a>
   */
  boolean isTimeout() {
    return type.equals("Sandbox.Timedout")
        || (type.isEmpty() && TIMEOUT.matcher(message).matches());
  }

  /**
   * Returns type, message and the author's frames, then those of the causes. Access keys are
   * masked.
   */
  String text() {
    return KeyRedaction.of(whole());
  }

  private String whole() {
    StringBuilder text = new StringBuilder(described());
    frames.forEach(frame -> text.append("\n    at ").append(frame));
    cause.ifPresent(deeper -> text.append("\nCaused by: ").append(deeper.whole()));
    return text.toString();
  }

  private String described() {
    return type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
  }

  /** Removes the names of class loaders and modules, which do not help a function's author. */
  private static String shown(String frame) {
    int place = frame.indexOf('(');
    int module = frame.lastIndexOf('/', place < 0 ? frame.length() : place);
    return frame.substring(module + 1);
  }

  /** Keeps the frames between the JDK's leading and trailing ones, without Chirp's. */
  private static List<String> usersFrames(List<String> frames) {
    List<String> kept = new ArrayList<>();
    for (String frame : frames) {
      boolean leadingJdk = kept.isEmpty() && isOf(frame, JDK);
      if (!leadingJdk && !isOf(frame, AROUND)) {
        kept.add(frame);
      }
    }
    while (!kept.isEmpty() && isOf(kept.get(kept.size() - 1), JDK)) {
      kept.remove(kept.size() - 1);
    }
    return kept.subList(0, Math.min(kept.size(), MOST_FRAMES));
  }

  private static boolean isOf(String frame, List<String> packages) {
    return packages.stream().anyMatch(frame::startsWith);
  }
}
