package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same errors end the JVM with Chirp's base class, with plain handlers, and under AWS's own
 * client.
 */
@EnabledOnOs(OS.LINUX) // as AWS's client
@Tag("slow")
class FatalErrorTest {
  private static final String API = "acme.Failing$Api";
  private static final String BOUND = "acme.Failing$Bound";
  private static final String STREAM = "acme.Told";

  @TempDir private Path directory;

  /** The event that makes a handler throw this error. */
  private static String event(String shape, String error) {
    return switch (shape) {
      case "pass-through" -> "{\"params\": {\"querystring\": {\"error\": \"" + error + "\"}}}";
      case "http" ->
          "{\"requestContext\": {\"http\": {\"method\": \"GET\"}}, \"rawQueryString\": \"error="
              + error
              + "\"}";
      case "bound" -> "\"" + error + "\"";
      default -> error;
    };
  }

  private static String handler(String shape) {
    return switch (shape) {
      case "bound" -> BOUND;
      case "stream" -> STREAM;
      default -> API;
    };
  }

  private ForkedLoop start(boolean aws, ScriptedApi api, String handler) throws Exception {
    Map<String, String> environment = ForkedLoop.environment(api, handler);
    return aws
        ? ForkedLoop.awsClient(directory, environment, handler)
        : ForkedLoop.main(directory, ForkedLoop.currentJava(), environment);
  }

  @ParameterizedTest
  @CsvSource({
    "pass-through, memory, java.lang.InternalError",
    "pass-through, overflow, java.lang.InternalError",
    "pass-through, disk, java.lang.InternalError",
    "http, memory, java.lang.OutOfMemoryError",
    "http, disk, java.io.IOError",
    "bound, memory, java.lang.OutOfMemoryError",
    "bound, overflow, java.lang.StackOverflowError",
    "bound, disk, java.io.IOError",
    "stream, overflow, java.lang.StackOverflowError"
  })
  void anErrorThatEndsTheJvmEndsItInBoth(String shape, String error, String type) throws Exception {
    for (boolean aws : new boolean[] {true, false}) {
      try (ScriptedApi api = new ScriptedApi(Turns.event(event(shape, error)), accepted());
          ForkedLoop function = start(aws, api, handler(shape))) {
        int status = function.status();
        assertEquals(List.of("invocation/next", "invocation/id-1/error"), api.paths());
        String told = api.request(1).text();
        assertTrue(told.contains("\"errorType\":\"" + type + "\""), told);
        if (shape.equals("pass-through")) {
          assertTrue(told.startsWith("{\"errorMessage\":\"{\\\"data\\\": {"), told);
          assertTrue(told.contains("\\\"httpStatusCode\\\": 500,"), told);
        }
        if (!aws) {
          assertEquals(RuntimeLoop.JVM_UNRELIABLE, status);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"pass-through, linkage", "http, assertion", "bound, static", "stream, linkage"})
  void anyOtherErrorLetsTheJvmGoOnInBoth(String shape, String error) throws Exception {
    for (boolean aws : new boolean[] {true, false}) {
      try (ScriptedApi api = new ScriptedApi(Turns.event(event(shape, error)), accepted());
          ForkedLoop function = start(aws, api, handler(shape))) {
        api.awaitIdlePoll();
        assertTrue(function.isAlive());
        boolean answered = api.request(1).path().equals("invocation/id-1/response");
        assertEquals(shape.equals("http"), answered, "an HTTP shape has an answer of its own");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"pass-through, memory", "pass-through, overflow", "http, disk", "bound, memory"})
  void anErrorThatEndsTheJvmInAWarmUpEndsTheStart(String shape, String error) throws Exception {
    Path events = Files.createDirectories(directory.resolve("warm-up").resolve(handler(shape)));
    Files.writeString(events.resolve("a.json"), event(shape, error));
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop =
            ForkedLoop.main(directory, api, handler(shape), "-Dchirp.warmUp=warm-up")) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertEquals(List.of("init/error"), api.paths());
      assertTrue(api.request(0).text().contains("failed with a.json"), api.request(0)::text);
    }
  }

  @ParameterizedTest
  @CsvSource({"pass-through, linkage", "http, assertion", "bound, static"})
  void anyOtherErrorInAWarmUpIsIgnored(String shape, String error) throws Exception {
    Path events = Files.createDirectories(directory.resolve("warm-up").resolve(handler(shape)));
    Files.writeString(events.resolve("a.json"), event(shape, error));
    try (ScriptedApi api = new ScriptedApi(Turns.event(event(shape, "fine")), accepted());
        ForkedLoop loop =
            ForkedLoop.main(directory, api, handler(shape), "-Dchirp.warmUp=warm-up")) {
      api.awaitIdlePoll();
      assertTrue(loop.isAlive());
      assertEquals("invocation/id-1/response", api.request(1).path());
    }
  }
}
