package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's own client and the loop, in JVMs of their own, are given the same events. */
@Tag("slow")
class SameAsAwsTest {
  private static final List<String> HEADERS =
      List.of(
          "content-type",
          "lambda-runtime-function-error-type",
          "lambda-runtime-function-xray-error-cause");

  @TempDir private Path directory;

  /** The behavior of a function as a caller sees it. */
  private record Seen(String path, String body, List<String> headers, String log) {}

  @BeforeEach
  void onlyWhereItRuns() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux amd64") || system.equals("Linux aarch64"),
        () -> "AWS's runtime interface client has no native code for " + system);
  }

  @ParameterizedTest
  @CsvSource({
    "acme.Told, throw, Text",
    "acme.Told, throw, JSON",
    "acme.Told, cause, Text",
    "acme.Told, cause, JSON",
    "acme.Told, silent, Text",
    "acme.Told, linkage, Text",
    "acme.Told, memory, Text",
    "acme.Told, echo \u00e4, Text",
    "acme.Status, {}, Text",
    "acme.Status, {}, JSON",
    "acme.Doubling, nonsense, Text",
    "acme.Doubling, 21, Text",
    "acme.ContextReader, {}, Text",
  })
  void theAnswerOrErrorIsTheSame(String handler, String event, String format) throws Exception {
    assertEquals(aws(handler, event, format, ""), loop(handler, event, format, ""));
  }

  @Test
  void theContextIsTheSame() throws Exception {
    String headers =
        """
        Lambda-Runtime-Trace-Id: Root=1-2
        Lambda-Runtime-Aws-Tenant-Id: tenant
        Lambda-Runtime-Cognito-Identity: {"cognitoIdentityId": "who", "cognitoIdentityPoolId": "pool"}
        Lambda-Runtime-Client-Context: {"client":{"app_title":"t\\u00e4"},"custom":{"a":"b","n":1},"env":{}}
        """
            .replace("\n", "\r\n");
    assertEquals(
        aws("acme.ContextReader", "{}", "Text", headers),
        loop("acme.ContextReader", "{}", "Text", headers));
  }

  @ParameterizedTest
  @CsvSource({"acme.Wrong$InStatic, Text", "acme.Wrong$InConstructor, JSON"})
  void theErrorOfTheStartIsTheSame(String handler, String format) throws Exception {
    assertEquals(failedStart(true, handler, format), failedStart(false, handler, format));
  }

  private static ScriptedApi.Turn inOneHour(String event, String headers) {
    String deadline = Long.toString(System.currentTimeMillis() + 3_600_000);
    return raw(Turns.eventReply(event, headers).replace("4102444800000", deadline));
  }

  private Seen aws(String handler, String event, String format, String headers) throws Exception {
    try (ScriptedApi api = new ScriptedApi(inOneHour(event, headers), accepted())) {
      Map<String, String> environment = environment(api, handler, format);
      try (ForkedLoop client = ForkedLoop.awsClient(directory, environment, handler)) {
        return seen(api, client, 1);
      }
    }
  }

  private Seen loop(String handler, String event, String format, String headers) throws Exception {
    try (ScriptedApi api = new ScriptedApi(inOneHour(event, headers), accepted())) {
      Map<String, String> environment = environment(api, handler, format);
      try (ForkedLoop loop = ForkedLoop.main(directory, ForkedLoop.currentJava(), environment)) {
        return seen(api, loop, 1);
      }
    }
  }

  private Seen failedStart(boolean aws, String handler, String format) throws Exception {
    try (ScriptedApi api = new ScriptedApi(accepted())) {
      Map<String, String> environment = environment(api, handler, format);
      try (ForkedLoop fork =
          aws
              ? ForkedLoop.awsClient(directory, environment, handler)
              : ForkedLoop.main(directory, ForkedLoop.currentJava(), environment)) {
        assertEquals(1, fork.status());
        return seen(api, fork, 0);
      }
    }
  }

  private static Map<String, String> environment(ScriptedApi api, String handler, String format) {
    Map<String, String> environment = new HashMap<>(ForkedLoop.environment(api, handler));
    environment.put("AWS_LAMBDA_LOG_FORMAT", format);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/told");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    environment.put("TZ", ":UTC");
    environment.put("LANG", "C.UTF-8");
    return environment;
  }

  /** Waits until the process polls for the next event, or ends. */
  private static Seen seen(ScriptedApi api, ForkedLoop fork, int index) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (api.requests().size() < index + 2 && fork.isAlive()) {
      Thread.onSpinWait();
      if (System.nanoTime() > end) {
        throw new AssertionError(api.requests() + fork.stdout() + fork.stderr());
      }
    }
    if (api.requests().size() <= index) {
      throw new AssertionError(api.requests() + fork.stdout() + fork.stderr());
    }
    ScriptedApi.Request request = api.request(index);
    // AWS's client ends no line here: on Lambda its messages go in frames.
    String log =
        fork.stdout()
            .replaceAll("\"timestamp\":\"[^\"]{24}\"", "")
            .replaceAll("(java.lang.Class.forName.Class.java:)\\d+", "$1")
            .replace("\n", "");
    return new Seen(
        request.path(),
        request.text(),
        HEADERS.stream().map(name -> name + ": " + request.header(name)).toList(),
        log);
  }
}
