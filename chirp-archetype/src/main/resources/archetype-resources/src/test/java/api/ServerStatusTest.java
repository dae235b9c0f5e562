package ${package}.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invokes the function as Lambda would, with the same events as {@code mvn chirp:invoke}. */
@ChirpTest
class ServerStatusTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

  /** @EventFile invokes this instance. Without this field, it would invoke a new ServerStatus(). */
  private final ServerStatus function = new ServerStatus(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void answersStatusAndTime(@EventFile("server_status") LocalResult result) {
    assertEquals(200, result.statusCode());
    assertEquals("ok", result.data().get("status"));
    assertEquals("2026-11-23 12:30:00", result.data().get("serverTimeFormatted"));
    assertEquals("2026-11-23 12:30:00", result.data().get("serverStartTimeFormatted"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 500})
  void answersTheErrorInTheEvent(int status, Functions functions) {
    LocalResult result = functions.invoke("server_status/" + status);

    assertTrue(result.isFunctionError());
    assertEquals(status, result.statusCode());
  }

  @Test
  void failureIsLoggedAndHiddenFromTheCaller(
      @EventFile("server_status/500") LocalResult result, Functions functions) {
    assertEquals("An internal server error occurred", result.data().get("message"));
    assertTrue(functions.log().contains("You asked for a failure"));
    assertFalse(result.text().contains("You asked for a failure"));
  }

  @Test
  void unknownErrorListsTheKnownErrors(Functions functions) {
    LocalResult result =
        functions.invoke("server_status", "{\"params\": {\"querystring\": {\"error\": \"418\"}}}");

    assertEquals(400, result.statusCode());
    assertEquals("error must be one of 400, 403, 404, 500", result.data().get("message"));
  }
}
