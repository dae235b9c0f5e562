package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop reports each failure of a handler as AWS's client does. */
class FailureTest {
  private static final String TOLD = "acme.Told";

  @Test
  void failureIsPostedWithTheFunctionsFramesAndLogged() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("throw"), accepted(), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      ScriptedApi.Request error = api.request(1);
      assertEquals("invocation/id-1/error", error.path());
      assertTrue(
          error
              .text()
              .matches(
                  "\\{\"errorMessage\":\"as told: \\\\\"\u00e4\\\\\"\\\\n\\\\u2028 <&>\","
                      + "\"errorType\":\"java.lang.IllegalStateException\","
                      + "\"stackTrace\":\\[\"acme.Told.handleRequest\\(Told.java:\\d+\\)\"]}"),
          error::text);
      assertEquals("application/json", error.header("content-type"));
      assertEquals("Runtime.UserException", error.header("lambda-runtime-function-error-type"));
      assertTrue(
          run.printed()
              .matches(
                  """
                  as told: "\u00e4"
                  \\x{2028} <&>: java.lang.IllegalStateException
                  java.lang.IllegalStateException: as told: "\u00e4"
                  \\x{2028} <&>
                  \tat acme.Told.handleRequest\\(Told.java:\\d+\\)

                  """),
          run::printed);
      assertEquals("2", api.request(3).text(), "the function goes on");
    }
  }

  @Test
  void xRayHeaderHasTheCause() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("throw"), accepted())) {
      LoopRun.of(api, TOLD, 1);
      String cause = api.request(1).header("lambda-runtime-function-xray-error-cause");
      assertTrue(
          cause.matches(
              "\\{\"working_directory\":\".*\",\"exceptions\":\\[\\{"
                  + "\"message\":\"as told: \\\\\"\u00e4\\\\\"\\\\n\\\\u2028 <&>\","
                  + "\"type\":\"java.lang.IllegalStateException\",\"stack\":\\[\\{"
                  + "\"label\":\"handleRequest\",\"path\":\"Told.java\",\"line\":\\d+}]}],"
                  + "\"paths\":\\[\"Told.java\"]}"),
          cause);
    }
  }

  @Test
  void tooLongCauseIsLeftOutOfTheXRayHeader() {
    assertEquals("", Failure.of(new IllegalStateException("x".repeat(1 << 20))).xrayCause());
  }

  @Test
  void failureIsOneLineInAJsonLog() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("cause"), accepted())) {
      Map<String, String> json =
          Map.of(Address.VARIABLE, api.address(), "AWS_LAMBDA_LOG_FORMAT", "JSON");
      LoopRun run = LoopRun.of(json, TOLD, 1);
      assertEquals(1, run.printed().lines().count());
      assertTrue(
          run.printed()
              .contains(
                  "\"message\":\"outer: java.lang.IllegalStateException\\njava.lang.IllegalStateException: outer\\n\\tat acme.Told.caused"),
          run::printed);
      assertTrue(run.printed().contains("Caused by: java.io.IOException: inner"), run::printed);
      assertTrue(run.printed().contains("Suppressed: java.lang.RuntimeException: beside"));
      assertFalse(run.printed().contains("dev.chirp.internal.loop"), run::printed);
      assertTrue(run.printed().endsWith(",\"level\":\"ERROR\",\"AWSRequestId\":\"id-1\"}\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linkage, acme/Gone, java.lang.NoClassDefFoundError",
    "silent, java.lang.IllegalArgumentException, java.lang.IllegalArgumentException",
    "broken, acme.Told$Unprintable, acme.Told$Unprintable",
    "partly, told, java.io.IOException"
  })
  void unusualErrorTypeIsPosted(String event, String message, String type) throws IOException {
    try (ScriptedApi api = new ScriptedApi(event(event), accepted(), event("count"), accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      String expected = "{\"errorMessage\":\"%s\",\"errorType\":\"%s\",".formatted(message, type);
      assertTrue(api.request(1).text().startsWith(expected), api.request(1)::text);
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void failureThatCausesItselfIsPrintedOnce() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException other = new IllegalStateException("other", one);
    one.initCause(other);
    one.addSuppressed(other);
    assertTrue(Failure.of(one).logged().contains("CIRCULAR REFERENCE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme.Missing|Class not found: acme.Missing|java.lang.ClassNotFoundException",
        "acme.Wrong$InStatic|Error loading class acme.Wrong$InStatic|java.lang.ExceptionInInitializerError",
        "acme.Wrong$InConstructor|no TABLE|java.lang.IllegalStateException",
        "acme.Wrong$WithoutConstructor|Class acme.Wrong$WithoutConstructor has no public zero-argument constructor|java.lang.NoSuchMethodException",
        "acme.Wrong$NoHandler|Class does not implement an appropriate handler interface: acme.Wrong$NoHandler|",
        "acme.Told::none|No public method named none with appropriate method signature found on class acme.Told|",
        "''|Invalid handler: `'|",
        "acme.Told::|Invalid handler: `acme.Told::'|",
      })
  void errorOfTheStartIsPostedAndLogged(String handler, String message, String type)
      throws IOException {
    try (ScriptedApi api = new ScriptedApi(accepted())) {
      LoopRun run = LoopRun.of(api, handler, 1);
      assertEquals(RuntimeLoop.INIT_FAILED, run.status());
      assertEquals(List.of("init/error"), api.paths());
      ScriptedApi.Request error = api.request(0);
      String suffix = type == null ? "" : ",\"errorType\":\"" + type + "\"";
      assertEquals("{\"errorMessage\":\"" + message + "\"" + suffix + "}", error.text());
      assertEquals("Runtime.BadFunctionCode", error.header("lambda-runtime-function-error-type"));
      assertTrue(run.printed().startsWith(message + (type == null ? "\n" : ": " + type + "\n")));
    }
  }

  @Test
  void failedStaticInitializerIsReported() throws IOException {
    try (ScriptedApi api = new ScriptedApi(accepted())) {
      LoopRun run = LoopRun.of(api, "acme.Wrong$InOtherStatic", 1);
      assertTrue(
          run.printed().contains("Caused by: java.lang.NumberFormatException: For input string"),
          run::printed);
      assertFalse(run.printed().contains("dev.chirp.internal.loop"), run::printed);
    }
  }
}
