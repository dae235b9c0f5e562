package dev.chirp.internal.bench;

import dev.chirp.internal.process.InvocationResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which status each event is answered with: that of its first answer. An API error is an answer
 * like others, and a server error is none: to measure it would be to measure nothing.
 */
final class ExpectedAnswer {
  private static final int SERVER_ERROR = 500;

  /** In JSON within JSON: the quote is escaped. */
  private static final Pattern STATUS = Pattern.compile("httpStatusCode\\\\*\": ?(\\d{3})");

  private final Map<String, Integer> statuses = new HashMap<>();

  /** What is wrong with the answer, if anything. */
  Optional<String> problem(String event, InvocationResult answer) {
    if (!answer.replied()) {
      return Optional.of("gave no answer: " + answer.payload());
    }
    OptionalInt status = status(answer);
    if (status.isEmpty() || status.getAsInt() >= SERVER_ERROR) {
      return Optional.of("failed: " + answer.payload());
    }
    int expected = statuses.computeIfAbsent(event, first -> status.getAsInt());
    return status.getAsInt() == expected
        ? Optional.empty()
        : Optional.of(
            "answered with status %d, and the first one with %d: %s"
                .formatted(status.getAsInt(), expected, answer.payload()));
  }

  /** Of an answer, or of the error envelope within a function error; empty for any other error. */
  private static OptionalInt status(InvocationResult answer) {
    if (!answer.failed()) {
      return OptionalInt.of(answer.seenByCaller("").statusCode());
    }
    Matcher envelope = STATUS.matcher(answer.payload());
    return envelope.find()
        ? OptionalInt.of(Integer.parseInt(envelope.group(1)))
        : OptionalInt.empty();
  }
}
