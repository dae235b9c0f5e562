package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends one {@code GET} request to an API. Whatever the function answers proves that the route
 * reaches it; only an answer of the gateway itself proves nothing.
 *
 * @param time whose waits end when nothing more may start
 */
record ApiProof(Aws aws, Time time) {
  /** A new stage answers within seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The longest that API Gateway waits for a function, and some time for the way. */
  private static final Duration TIMEOUT = Duration.ofSeconds(35);

  /** The beginning of the gateway's own answers. */
  private static final String OWN = "{\"message\":";

  /** The most bytes of an answer that are read. */
  private static final int ENOUGH = 1000;

  private record Answer(int status, String body) {
    private boolean isOfFunction() {
      return !body.startsWith(OWN) || status < 400;
    }

    @Override
    public String toString() {
      return status + " " + body.strip();
    }
  }

  /** Returns why the request does not reach a function; empty if it does. */
  Optional<String> failure(URI target) {
    Deque<String> answers = new ArrayDeque<>(List.of("no answer"));
    Optional<Boolean> proved =
        new BoundedWait(time, LIMIT, BoundedWait.STEPS)
            .forAnswer(
                () -> {
                  try {
                    Answer answer = get(target);
                    answers.add(answer.toString());
                    return answer.isOfFunction() ? Optional.of(true) : Optional.empty();
                  } catch (IOException e) {
                    answers.add(e.toString());
                    return Optional.empty();
                  }
                });
    return proved.isPresent() ? Optional.empty() : Optional.of(answers.getLast());
  }

  private Answer get(URI target) throws IOException {
    HttpURLConnection connection = aws.connection(target, TIMEOUT);
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      if (Objects.isNull(body)) {
        return new Answer(status, "");
      }
      try (body) {
        return new Answer(status, new String(body.readNBytes(ENOUGH), StandardCharsets.UTF_8));
      }
    } finally {
      connection.disconnect();
    }
  }
}
