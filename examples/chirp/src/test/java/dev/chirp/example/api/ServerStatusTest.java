package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invokes the function as Lambda would, with the same events as {@code mvn chirp:invoke}. */
class ServerStatusTest {

  private static final Path EVENTS = Path.of("src", "test", "event");
  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

  private final StringBuilder log = new StringBuilder();
  private final LocalInvoker invoker =
      LocalInvoker.of(new ServerStatus(Clock.fixed(NOW, ZoneOffset.UTC))).withLog(log);

  @Test
  void answersStatusAndTime() {
    LocalResult result = invoker.invoke(EVENTS.resolve("server_status.json"));

    assertEquals(200, result.statusCode());
    assertEquals("ok", result.data().get("status"));
    assertEquals("2026-11-23 12:30:00", result.data().get("serverTimeFormatted"));
    assertEquals("2026-11-23 12:30:00", result.data().get("serverStartTimeFormatted"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 500})
  void answersTheErrorThatIsAskedFor(int status) {
    LocalResult result = invoker.invoke(EVENTS.resolve("server_status/" + status + ".json"));

    assertTrue(result.isFunctionError());
    assertEquals(status, result.statusCode());
  }

  @Test
  void tellsTheLogAndNotTheCallerWhatFailed() {
    LocalResult result = invoker.invoke(EVENTS.resolve("server_status/500.json"));

    assertEquals("An internal server error occurred", result.data().get("message"));
    assertTrue(log.toString().contains("You asked for a failure"));
    assertFalse(result.text().contains("You asked for a failure"));
  }

  @Test
  void namesTheErrorsItKnowsWhenAskedForAnother() {
    LocalResult result = invoker.invoke("{\"params\": {\"querystring\": {\"error\": \"418\"}}}");

    assertEquals(400, result.statusCode());
    assertEquals("error must be one of 400, 403, 404, 500", result.data().get("message"));
  }
}
