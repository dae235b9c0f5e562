package dev.chirp.benchmark.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.process.TimedProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions in other languages answer the event and the errors as the Java function does. */
@Tag("slow")
class LanguagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void pythonAnswersAsChirpDoes() throws Exception {
    assumeTrue(Interpreter.PYTHON.isInstalled());
    Path root = programs().copied("python");
    Interpreter.PYTHON.compile(root);
    answersAsChirpDoes(
        starts()
            .script(
                Interpreter.PYTHON.program(),
                "bootstrap.py",
                root,
                "_api.server_status.lambda_handler",
                512));
  }

  @Test
  void nodeAnswersAsChirpDoes() throws Exception {
    assumeTrue(Interpreter.NODE.isInstalled());
    answersAsChirpDoes(
        starts()
            .script(
                Interpreter.NODE.program(),
                "bootstrap.js",
                programs().copied("node"),
                "server_status.handler",
                512));
  }

  @Test
  void thePlainHandlerAnswersAsChirpDoes() throws Exception {
    Path root = programs().plain();
    assertTrue(Files.isDirectory(root.resolve("lib")));
    Map<String, Object> event = Map.of("params", Map.of("querystring", Map.of()));
    JsonNode result =
        JSON.valueToTree(new PlainHandler().handleRequest(event, new SilentContext()));
    assertEquals(expected(), shape(result));
  }

  private static Map<String, String> expected() throws Exception {
    return shape(
        JSON.readTree(
            """
            {"data": {"status": "ok", "version": "1", "serverTime": 1, "serverTimeFormatted": "",
             "serverStartTime": 1, "serverStartTimeFormatted": ""}, "code": 200, "notes": null}"""));
  }

  private void answersAsChirpDoes(Launch launch) throws Exception {
    Path log = directory.resolve("log");
    try (TimedProcess process = TimedProcess.start(launch, event(""), log)) {
      InvocationResult result = process.first().result();
      assertEquals(false, result.failed(), () -> result.payload());
      assertEquals(expected(), shape(JSON.readTree(result.payload())));
      for (String error : List.of("400", "403", "404", "500")) {
        InvocationResult failure = process.invoke(event("\"error\": \"" + error + "\""));
        assertTrue(failure.failed(), failure::payload);
        String message = JSON.readTree(failure.payload()).get("errorMessage").asText();
        assertEquals(error, JSON.readTree(message).at("/data/httpStatusCode").asText());
        assertEquals(error + "100", JSON.readTree(message).get("code").asText());
      }
    }
  }

  private static InvocationEvent event(String query) {
    return new InvocationEvent(
        UUID.randomUUID().toString(),
        "arn:aws:lambda:::function:a",
        "{\"params\": {\"querystring\": {" + query + "}}}");
  }

  /** The names of all fields with the kinds of their values. */
  private static Map<String, String> shape(JsonNode result) {
    Map<String, String> shape = new TreeMap<>();
    result
        .properties()
        .forEach(
            field -> {
              shape.put(field.getKey(), field.getValue().getNodeType().name());
              shape(field.getValue()).forEach((name, type) -> shape.put("data." + name, type));
            });
    return shape;
  }

  private Programs programs() {
    return new Programs(directory, Path.of("coldstart"), directory.resolve("programs"));
  }

  private VariantLaunches starts() {
    return new VariantLaunches(
        List.of(),
        directory,
        "server_status",
        new SandboxAddress(URI.create("http://127.0.0.1:1"), "key"),
        Map.of());
  }
}
