package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "POST /chirp",
        "GET /chirp/{id}",
        "ANY /files/{proxy+}",
        "PUT /v1/a.b_c-d:e/{user-id}/{chirp_id}"
      })
  void routeIsWrittenAsItWasRead(String text) {
    assertEquals(text, Route.parse(text, "POM").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET| a route is an HTTP method, a space and a path",
        "GET chirp| a route is an HTTP method, a space and a path",
        "GET  /chirp| a route is an HTTP method, a space and a path",
        "GET /a /b| a route is an HTTP method, a space and a path",
        "get /chirp| API Gateway's methods are ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
        "GET /chirp/| '' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /a//b| '' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /{id| '{id' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /c{id}| 'c{id}' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /{}| '{}' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /a?b=c| 'a?b=c' is not a valid path segment: use letters, digits and . _ : -, or one {variable}",
        "GET /{id}/{id}| it has the variable 'id' twice",
        "GET /{proxy+}/a| {…+} matches the rest of the path and must come last"
      })
  void invalidRouteIsRefused(String text, String problem) {
    assertEquals(
        "<route> is '%s' (POM <functions>), but %s.".formatted(text, problem),
        assertThrows(ChirpException.class, () -> Route.parse(text, "POM <functions>")).problem());
  }

  @Test
  void routeIsSafeIfItsMethodIs() {
    assertTrue(route("GET /a").isSafe());
    assertTrue(route("HEAD /a").isSafe());
    assertFalse(route("ANY /a").isSafe());
    assertFalse(route("DELETE /a").isSafe());
    assertFalse(route("OPTIONS /a").isSafe());
  }

  @Test
  void variableNamesDoNotDistinguishRoutes() {
    assertEquals(route("GET /a/{x}/{p+}").withoutNames(), route("GET /a/{y}/{q+}").withoutNames());
    assertNotEquals(route("GET /a/{x}").withoutNames(), route("GET /a/{x+}").withoutNames());
    assertNotEquals(route("GET /a/{x}").withoutNames(), route("GET /a/x").withoutNames());
  }

  private static Route route(String text) {
    return Route.parse(text, "POM");
  }
}
