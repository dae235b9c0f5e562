package dev.chirp.internal.bench;

import dev.chirp.internal.process.InvocationResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that every response to an event has the same status as the first one. An API error is a
 * valid response. A server error is not: the measurement would be of the failure.
 */
final class StatusCheck {
  private static final int SERVER_ERROR = 500;

  /** The quote is escaped, because this is JSON within a JSON string. */
  private static final Pattern STATUS = Pattern.compile("httpStatusCode\\\\*\": ?(\\d{3})");

  private final Map<String, Integer> statuses = new HashMap<>();

  /** The problem with a response, if it has one. */
  Optional<String> problem(String event, InvocationResult response) {
    if (!response.replied()) {
      return Optional.of("gave no response: " + response.payload());
    }
    OptionalInt status = status(response);
    if (status.isEmpty() || status.getAsInt() >= SERVER_ERROR) {
      return Optional.of("failed: " + response.payload());
    }
    int expected = statuses.computeIfAbsent(event, first -> status.getAsInt());
    return status.getAsInt() == expected
        ? Optional.empty()
        : Optional.of(
            "responded with status %d instead of %d as before: %s"
                .formatted(status.getAsInt(), expected, response.payload()));
  }

  /** The status of a response or of an API error; empty for any other function error. */
  private static OptionalInt status(InvocationResult response) {
    if (!response.failed()) {
      return OptionalInt.of(response.seenByCaller("").statusCode());
    }
    Matcher envelope = STATUS.matcher(response.payload());
    return envelope.find()
        ? OptionalInt.of(Integer.parseInt(envelope.group(1)))
        : OptionalInt.empty();
  }
}
