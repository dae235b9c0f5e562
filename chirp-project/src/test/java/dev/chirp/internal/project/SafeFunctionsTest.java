package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.local.EventFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeFunctionsTest {
  private static final FunctionSettings.Setting<Boolean> NOBODY_SAYS =
      new FunctionSettings.Setting<>(false, "default");

  @TempDir private Path folder;

  @Test
  void explicitSettingWinsOverTheRoute() throws IOException {
    event("{\"context\": {\"http-method\": \"POST\"}}");
    assertEquals(
        new FunctionSettings.Setting<>(true, "POM <functions>"),
        safe(Optional.of("POST /a"), Optional.of(true)));
    assertEquals(
        new FunctionSettings.Setting<>(false, "POM <functions>"),
        safe(Optional.of("GET /a"), Optional.of(false)));
  }

  @Test
  void routeWinsOverTheEvent() throws IOException {
    event("{\"context\": {\"http-method\": \"HEAD\"}}");
    assertEquals(
        new FunctionSettings.Setting<>(true, "route"),
        safe(Optional.of("GET /a"), Optional.empty()));
    event("{}");
    assertEquals(
        new FunctionSettings.Setting<>(true, "route"),
        safe(Optional.of("GET /a"), Optional.empty()));
    event("{\"context\": {\"http-method\": \"GET\"}}");
    assertEquals(
        new FunctionSettings.Setting<>(false, "route"),
        safe(Optional.of("ANY /a"), Optional.empty()));
  }

  @Test
  void unsafeEventOfASafeRouteIsNotSafe() throws IOException {
    event("{\"context\": {\"http-method\": \"POST\"}}");
    assertEquals(
        new FunctionSettings.Setting<>(false, "POST in the event file"),
        safe(Optional.of("GET /a"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"context\": {\"http-method\": \"%s\"}}",
        "{\"httpMethod\": \"%s\", \"requestContext\": {\"stage\": \"v1\"}}",
        "{\"version\": \"2.0\", \"requestContext\": {\"http\": {\"method\": \"%s\"}}}",
        "{\"httpMethod\": \"%s\", \"requestContext\": {\"elb\": {}}}"
      })
  void requestInAnyEventShapeDecides(String shape) throws IOException {
    event(shape.formatted("GET"));
    assertEquals(new FunctionSettings.Setting<>(true, "GET in the event file"), unsaid());
    event(shape.formatted("HEAD"));
    assertEquals(new FunctionSettings.Setting<>(true, "HEAD in the event file"), unsaid());
    event(shape.formatted("POST"));
    assertEquals(new FunctionSettings.Setting<>(false, "POST in the event file"), unsaid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "\"GET\"",
        "",
        "{\"httpMethod\": \"GET\"}",
        "{\"requestContext\": {}, \"context\": {\"http-method\": \"GET\"}}",
        "{\"context\": {\"http-method\": {\"GET\": 1}}}",
        "{\"context\": {\"http-method\": \"GET\"}"
      })
  void eventThatIsNotARequestIsNotSafe(String event) throws IOException {
    event(event);
    assertEquals(NOBODY_SAYS, unsaid());
  }

  @Test
  void functionWithoutAnEventFileIsNotSafe() {
    assertEquals(NOBODY_SAYS, unsaid());
  }

  @Test
  void namedEventIsSafeUnlessItsMethodIsNot() throws IOException {
    event("{\"context\": {\"http-method\": \"GET\"}}");
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{\"context\": {\"http-method\": \"DELETE\"}}");
    Path none = folder.resolve("none.json");
    Files.writeString(none, "{\"text\": \"no request\"}");
    SafeFunctions functions = new SafeFunctions(EventFiles.in(folder));
    ProjectFunction unsaid = function(Optional.empty(), Optional.empty());
    assertFalse(functions.includes(unsaid, other));
    assertTrue(functions.includes(unsaid, none));
    assertFalse(functions.includes(function(Optional.of("GET /a"), Optional.empty()), other));
    assertTrue(functions.includes(function(Optional.empty(), Optional.of(true)), other));
    assertFalse(functions.includes(function(Optional.empty(), Optional.of(false)), none));
  }

  private void event(String json) throws IOException {
    Files.writeString(folder.resolve("find_chirp.json"), json);
  }

  private FunctionSettings.Setting<Boolean> unsaid() {
    return safe(Optional.empty(), Optional.empty());
  }

  private FunctionSettings.Setting<Boolean> safe(Optional<String> route, Optional<Boolean> safe) {
    return new SafeFunctions(EventFiles.in(folder)).includes(function(route, safe));
  }

  private static ProjectFunction function(Optional<String> route, Optional<Boolean> safe) {
    SettingsLayer layer =
        new SettingsLayer(
            "POM <functions>",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            route,
            Optional.empty(),
            List.of(),
            safe,
            Map.of());
    return new ProjectFunction(
        "find_chirp",
        "acme.FindChirp",
        HandlerKind.API_FUNCTION,
        17,
        FunctionSettings.of(List.of(layer)));
  }
}
