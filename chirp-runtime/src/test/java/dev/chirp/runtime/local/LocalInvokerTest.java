package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.LocalInvocationException;
import dev.chirp.runtime.NoSuchResourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalInvokerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T23:59:58.007Z");

  @TempDir private Path folder;

  @Test
  void handsTheEventToTheFunctionAndItsAnswerBack() throws IOException {
    String event = "{\"text\": \"zwitschern: ü\"}";
    Path file = Files.writeString(folder.resolve("echo.json"), event);
    LocalInvoker invoker = LocalInvoker.of(new Echo());

    assertEquals(event, invoker.invoke(event).text());
    assertEquals(event, invoker.invoke(event.getBytes(UTF_8)).text());
    assertEquals(event, invoker.invoke(file).text());
    assertEquals(event, LocalInvoker.of(Echo.class).invoke(file).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "\"text\"", "null", " 7 "})
  void takesAnyJsonAsAnEvent(String event) {
    LocalResult result = LocalInvoker.of(new Echo()).invoke(event);

    assertEquals(event, result.text());
    assertEquals(200, result.statusCode());
  }

  @Test
  void namesTheFunctionAfterItsClassAndHasTheDefaultsOfChirp() {
    Recorder recorder = new Recorder();
    LocalInvoker.of(recorder).invoke("{}");
    Context context = recorder.context();

    assertEquals("recorder", context.getFunctionName());
    assertEquals("$LATEST", context.getFunctionVersion());
    assertEquals("/aws/lambda/recorder", context.getLogGroupName());
    assertEquals(512, context.getMemoryLimitInMB());
    assertTrue(context.getRemainingTimeInMillis() <= 9_000);
    assertTrue(context.getInvokedFunctionArn().endsWith(":000000000000:function:recorder"));
  }

  @Test
  void takesTheSettingsOfTheAnnotation() {
    Configured configured = new Configured();
    LocalInvoker.of(configured, machine(Map.of(), 0)).invoke("{}");

    assertEquals("other-name", configured.context().getFunctionName());
    assertEquals(1024, configured.context().getMemoryLimitInMB());
    assertEquals(20_000, configured.context().getRemainingTimeInMillis());
  }

  @Test
  void takesTheSettingsOfTheCallerAboveThoseOfTheAnnotation() {
    Configured configured = new Configured();
    LocalInvoker invoker = LocalInvoker.of(configured, machine(Map.of(), 0));
    invoker
        .withFunctionName("mine")
        .withMemorySize(256)
        .withTimeout(Duration.ofSeconds(3))
        .invoke("{}");

    assertEquals("mine", configured.context().getFunctionName());
    assertEquals(256, configured.context().getMemoryLimitInMB());
    assertEquals(3_000, configured.context().getRemainingTimeInMillis());
    assertEquals("other-name", invoker.functionName());
  }

  @Test
  void refusesSettingsThatNoFunctionCanHave() {
    LocalInvoker invoker = LocalInvoker.of(new Echo());

    assertThrows(IllegalArgumentException.class, () -> invoker.withFunctionName("a b"));
    assertThrows(IllegalArgumentException.class, () -> invoker.withMemorySize(0));
    assertThrows(IllegalArgumentException.class, () -> invoker.withTimeout(Duration.ZERO));
  }

  @Test
  void givesEachInvocationItsOwnIdInOneLogStream() {
    Recorder recorder = new Recorder();
    LocalInvoker invoker = LocalInvoker.of(recorder, machine(Map.of(), 0));

    LocalResult first = invoker.invoke("{}");
    LocalResult second = invoker.invoke("{}");

    List<Context> contexts = recorder.contexts;
    assertEquals(first.requestId(), contexts.get(0).getAwsRequestId());
    assertEquals(second.requestId(), contexts.get(1).getAwsRequestId());
    assertFalse(first.requestId().equals(second.requestId()));
    assertEquals(contexts.get(0).getLogStreamName(), contexts.get(1).getLogStreamName());
    String stream = contexts.get(0).getLogStreamName();
    assertTrue(stream.matches("2026/11/23/\\[\\$LATEST\\][0-9a-f]{32}"), stream);
  }

  @Test
  void takesTheRegionOfTheEnvironment() {
    Recorder recorder = new Recorder();
    LocalInvoker.of(recorder, machine(Map.of("AWS_REGION", "eu-west-1"), 0)).invoke("{}");
    LocalInvoker.of(recorder, machine(Map.of(), 0)).invoke("{}");

    assertEquals(
        "arn:aws:lambda:eu-west-1:000000000000:function:recorder",
        recorder.contexts.get(0).getInvokedFunctionArn());
    assertEquals(
        "arn:aws:lambda:us-east-1:000000000000:function:recorder",
        recorder.contexts.get(1).getInvokedFunctionArn());
  }

  @Test
  void hasNoMobileCallerAsOnLambda() {
    Recorder recorder = new Recorder();
    LocalInvoker.of(recorder).invoke("{}");

    assertNull(recorder.context().getIdentity());
    assertNull(recorder.context().getClientContext());
  }

  @Test
  void countsTheRemainingTimeDownToZeroAndNoFurther() {
    List<Integer> remaining = new ArrayList<>();
    RequestStreamHandler slow =
        (event, answer, context) -> {
          for (int i = 0; i < 3; i++) {
            remaining.add(context.getRemainingTimeInMillis());
          }
        };
    // The clock says one second more each time it is read.
    LocalMachine machine = machine(Map.of(), Duration.ofSeconds(1).toNanos());
    LocalResult result =
        LocalInvoker.of(slow, machine).withTimeout(Duration.ofSeconds(2)).invoke("{}");

    assertEquals(List.of(1_000, 0, 0), remaining);
    assertEquals(Duration.ofSeconds(4), result.duration());
  }

  @ParameterizedTest
  @ValueSource(longs = {30, 300_000, 100_000_000_000_000L})
  void hasTheLongestTimeThatLambdaCanReport(long days) {
    Recorder recorder = new Recorder();
    LocalInvoker.of(recorder, machine(Map.of(), 0)).withTimeout(Duration.ofDays(days)).invoke("{}");

    assertEquals(Integer.MAX_VALUE, recorder.context().getRemainingTimeInMillis());
  }

  @ParameterizedTest
  @CsvSource({"Text, null", "JSON, '\"message\": \"null\"'"})
  void logsNullAsLambdaDoes(String format, String line) {
    StringBuilder log = new StringBuilder();
    LocalInvoker.of(
            (event, answer, context) -> {
              String none = (String) Array.get(new String[1], 0);
              context.getLogger().log(none);
              context.getLogger().log(none, LogLevel.UNDEFINED);
            },
            machine(Map.of("AWS_LAMBDA_LOG_FORMAT", format), 0))
        .withLog(log)
        .invoke("{}");

    assertEquals(
        2, log.toString().lines().filter(text -> text.contains(line)).count(), log::toString);
  }

  @Test
  void writesTheLogAsTextThatBeginsWithItsLevel() {
    StringBuilder log = new StringBuilder();
    LocalInvoker.of(new Logging(), machine(Map.of("AWS_LAMBDA_LOG_LEVEL", "FATAL"), 0))
        .withLog(log)
        .invoke("{}");

    assertEquals("plain\nbytes\n[DEBUG] fine\n[ERROR] \"bad\"\nagain\n", log.toString());
  }

  @Test
  void writesTheLogAsJsonFromItsLevelOnWhenTheEnvironmentSaysSo() {
    StringBuilder log = new StringBuilder();
    LocalResult result =
        LocalInvoker.of(
                new Logging(),
                machine(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN"), 0))
            .withLog(log)
            .invoke("{}");

    List<String> lines = log.toString().lines().toList();
    assertEquals(3, lines.size(), log.toString());
    assertEquals(
        Map.of(
            "timestamp", "2026-11-23T23:59:58.007Z",
            "message", "plain",
            "level", "UNDEFINED",
            "AWSRequestId", result.requestId()),
        json(lines.get(0)));
    assertEquals("bytes", lines.get(1));
    assertEquals(
        Map.of(
            "timestamp", "2026-11-23T23:59:58.007Z",
            "message", "\"bad\"\nagain",
            "level", "ERROR",
            "AWSRequestId", result.requestId()),
        json(lines.get(2)));
  }

  @Test
  void apiErrorIsAResult() {
    LocalInvoker invoker = LocalInvoker.of(new Missing()).withLog(new StringBuilder());

    LocalResult passThrough = invoker.invoke("{\"params\": {}}");
    assertTrue(passThrough.isFunctionError());
    assertEquals(404, passThrough.statusCode());
    assertEquals("No chirp", passThrough.data().get("message"));
    assertTrue(passThrough.printed().startsWith("ERROR: {\"data\": {\"httpStatusCode\": 404, "));

    LocalResult http = invoker.invoke("{\"version\": \"2.0\", \"requestContext\": {\"http\": {}}}");
    assertFalse(http.isFunctionError());
    assertEquals(404, http.statusCode());
    assertEquals(passThrough.envelope(), http.envelope());
  }

  @Test
  void exceptionOfAPlainHandlerIsRethrown() {
    RuntimeException unchecked = new IllegalStateException("no");
    IOException checked = new FileNotFoundException("gone");
    LocalInvoker failing =
        LocalInvoker.of(
            (event, answer, context) -> {
              throw unchecked;
            });
    LocalInvoker reading =
        LocalInvoker.of(
            (event, answer, context) -> {
              throw checked;
            });

    assertSame(unchecked, assertThrows(IllegalStateException.class, () -> failing.invoke("{}")));
    assertSame(checked, assertThrows(FileNotFoundException.class, () -> reading.invoke("{}")));
  }

  @Test
  void passesOnAnErrorThatEndsTheJvm() {
    StackOverflowError overflow = new StackOverflowError();
    LocalInvoker invoker = LocalInvoker.of(new Overflowing(overflow)).withLog(new StringBuilder());
    InternalError passThrough =
        assertThrows(InternalError.class, () -> invoker.invoke("{\"params\": {}}"));
    assertSame(overflow, passThrough.getCause());
    String http = "{\"version\": \"2.0\", \"requestContext\": {\"http\": {}}}";
    assertSame(overflow, assertThrows(StackOverflowError.class, () -> invoker.invoke(http)));
  }

  @Test
  void saysWhereAnEventIsNotJson() throws IOException {
    Path file = Files.writeString(folder.resolve("echo.json"), "{\n  \"a\": oops\n}\n");
    LocalInvoker invoker = LocalInvoker.of(new Echo());

    LocalInvocationException refusal =
        assertThrows(LocalInvocationException.class, () -> invoker.invoke(file));

    assertEquals(
        "Event file '" + file + "' cannot be used. The event is not JSON (line 2, column 8).",
        refusal.problem());
    assertEquals("jq . '" + file + "'", refusal.suggestion().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, oops | The event is not JSON (line 1, column 5).",
        "[1       | The event is JSON that ends too early (line 1, column 3).",
        "[1] 2    | The event goes on after the end of its JSON (line 1, column 5).",
        "oops      | The event is not JSON (line 1, column 1).",
        "1], \"b\": [2 | The event is not JSON (line 1, column 2).",
        "{\"a\": [1]}, {} | The event is not JSON (line 1, column 11).",
      })
  void saysWhereAnEventOfAnyKindIsNotJson(String event, String problem) {
    LocalInvoker invoker = LocalInvoker.of(new Echo());

    assertEquals(
        problem,
        assertThrows(LocalInvocationException.class, () -> invoker.invoke(event)).problem());
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] event = "{\"n\": \"Jürgen\"}".getBytes(ISO_8859_1);

    assertEquals(
        "The event is not JSON (line 1, column 10).",
        assertThrows(
                LocalInvocationException.class, () -> LocalInvoker.of(new Echo()).invoke(event))
            .problem());
  }

  @Test
  void takesAnEventAsDeepAsFunctionsReadThem() {
    String event = "[".repeat(499) + "]".repeat(499);

    assertEquals(event, LocalInvoker.of(new Echo()).invoke(event).text());
  }

  @Test
  void takesAnEventWithAByteOrderMark() {
    assertEquals("\uFEFF[1]", LocalInvoker.of(new Echo()).invoke("\uFEFF[1]").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "oops", "[1", "1, 2", "{} {}", "{}]}"})
  void refusesAnEventThatIsNotJson(String event) {
    LocalInvoker invoker = LocalInvoker.of(new Echo());

    LocalInvocationException refusal =
        assertThrows(LocalInvocationException.class, () -> invoker.invoke(event));

    assertTrue(refusal.problem().startsWith("The event "), refusal.problem());
  }

  @Test
  void missingEventFileListsTheExistingFiles() throws IOException {
    Files.writeString(folder.resolve("echo.json"), "{}");
    Path file = folder.resolve("ehco.json");

    LocalInvocationException refusal =
        assertThrows(
            LocalInvocationException.class, () -> LocalInvoker.of(new Echo()).invoke(file));

    assertEquals(
        "Event file '" + file + "' does not exist. Files there: echo.json.", refusal.problem());
  }

  @Test
  void refusesAClassThatLambdaCannotMake() {
    assertEquals(
        "Lambda cannot create a "
            + NeedsName.class.getName()
            + ": the class has no public constructor without parameters."
            + System.lineSeparator()
            + "Try: public NeedsName() {}",
        assertThrows(LocalInvocationException.class, () -> LocalInvoker.of(NeedsName.class))
            .getMessage());
    assertEquals(
        "Lambda cannot create a "
            + Recorder.class.getName()
            + ": the class is abstract or not public.",
        assertThrows(LocalInvocationException.class, () -> LocalInvoker.of(Recorder.class))
            .problem());
  }

  private static Map<String, Object> json(String line) {
    return new LocalResult(line.getBytes(UTF_8), false, Duration.ZERO, "").json();
  }

  private static LocalMachine machine(Map<String, String> environment, long nanosPerReading) {
    AtomicLong nanoTime = new AtomicLong();
    return new LocalMachine() {
      @Override
      String variable(String name, String defaultValue) {
        return environment.getOrDefault(name, defaultValue);
      }

      @Override
      long millis() {
        return NOW.toEpochMilli();
      }

      @Override
      long nanos() {
        return nanoTime.addAndGet(nanosPerReading);
      }
    };
  }

  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      event.transferTo(answer);
    }
  }

  private static final class Missing extends ApiFunction {
    @Override
    protected Object handle(ApiRequest request) {
      throw new NoSuchResourceException(100, "No chirp");
    }
  }

  public static final class NeedsName implements RequestStreamHandler {
    private final String name;

    public NeedsName(String name) {
      this.name = name;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      answer.write(name.getBytes(UTF_8));
    }
  }

  private static class Recorder implements RequestStreamHandler {
    final List<Context> contexts = new ArrayList<>();

    Context context() {
      return contexts.get(0);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
      contexts.add(context);
    }
  }

  @FunctionConfiguration(name = "other-name", memorySize = 1024, timeout = 20)
  private static final class Configured extends Recorder {}

  private static final class Logging implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
      context.getLogger().log("plain");
      context.getLogger().log("bytes".getBytes(UTF_8));
      context.getLogger().log("fine", LogLevel.DEBUG);
      context.getLogger().log("\"bad\"\nagain", LogLevel.ERROR);
    }
  }

  /** Throws what it was given. */
  private static final class Overflowing extends ApiFunction {
    private final Error error;

    Overflowing(Error error) {
      this.error = error;
    }

    @Override
    protected Object handle(ApiRequest request) {
      throw error;
    }
  }
}
