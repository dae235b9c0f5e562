package dev.chirp.internal.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.sandbox.http.ConnectionDropped;
import dev.chirp.runtime.local.LocalResult;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.TestTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteInvokerTest {
  private static final String EVENT = "{\"a\": 1}";

  private final ScriptedLambda lambda = new ScriptedLambda();
  private final TestTime time = new TestTime();
  private final Aws aws = lambda.connect(time);
  private static final String LONG = "x".repeat(4095) + "\n";
  private static final String REST =
      "Only the end of the log is shown. For all of it: mvn chirp:logs -Dfunction=status -Dchirp.sandbox";

  private final RecordedProgress progress = new RecordedProgress();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @BeforeEach
  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  @AfterEach
  void stop() {
    aws.close();
    lambda.stop();
  }

  @Test
  void invocationPrintsResponseLogAndFigures() {
    lambda.then(
        () ->
            ScriptedLambda.answered(
                "{\"data\": 1, \"code\": 200, \"notes\": null}",
                """
                INIT_START Runtime Version: java:17.v1
                START RequestId: 5f Version: $LATEST
                hello from AKIAIOSFODNN7EXAMPLE
                END RequestId: 5f
                REPORT RequestId: 5f\tDuration: 3.20 ms\tBilled Duration: 4 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\tInit Duration: 201.11 ms\t
                """));
    InvocationReport report = invoke(Optional.empty());
    assertEquals("{\"data\": 1, \"code\": 200, \"notes\": null}", report.result().printed());
    assertEquals("request-1", report.result().requestId());
    assertEquals(
        "REPORT RequestId: 5f Duration: 3.20 ms Billed Duration: 4 ms Memory Size: 512 MB Max Memory Used: 90 MB"
            + " Init Duration: 201.11 ms",
        report.line());
    assertEquals("hello from AKIA****************\n", log.toString(StandardCharsets.UTF_8));
    assertEquals(List.of(), progress.shown());
    assertEquals(List.of(EVENT), lambda.events());
  }

  @Test
  void figuresOfAJsonLogAreRead() {
    lambda.then(
        () ->
            ScriptedLambda.answered(
                "null",
                """
                {"time":"t","type":"platform.start","record":{"requestId":"5f"}}
                {"level":"INFO","message":"hello"}
                {"time":"t","type":"platform.report","record":{"requestId":"5f","metrics":{"durationMs":3.2,"billedDurationMs":4,"memorySizeMB":512,"maxMemoryUsedMB":90},"status":"success"}}
                """));
    assertEquals(
        "REPORT RequestId: 5f Duration: 3.20 ms Billed Duration: 4 ms Memory Size: 512 MB Max Memory Used: 90 MB",
        invoke(Optional.empty()).line());
    assertEquals(
        "{\"level\":\"INFO\",\"message\":\"hello\"}\n", log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void truncatedLogIsReported() {
    lambda.then(() -> ScriptedLambda.answered("null", LONG));
    invoke(Optional.empty());
    assertEquals(List.of(REST), progress.shown());
  }

  @Test
  void truncatedLogOfAFailureIsReported() {
    lambda.then(
        () ->
            ScriptedLambda.answered("{\"errorMessage\": \"no\"}", LONG)
                .with("X-Amz-Function-Error", "Unhandled"));
    assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(REST, progress.shown().get(0));
  }

  @Test
  void requestedVersionRuns() {
    lambda.then(() -> ScriptedLambda.answered("null", ""));
    invoke(Optional.of("prod"));
    assertEquals(List.of("prod " + EVENT), lambda.events());
  }

  @Test
  void apiErrorIsAResponse() {
    String envelope = "{\\\"data\\\": {\\\"httpStatusCode\\\": 404}, \\\"code\\\": 404100}";
    lambda.then(
        () ->
            ScriptedLambda.failed(
                "{\"errorMessage\": \"%s\", \"errorType\": \"dev.chirp.runtime.FunctionErrorException\"}"
                    .formatted(envelope)));
    LocalResult result = invoke(Optional.empty()).result();
    assertTrue(result.isFunctionError());
    assertEquals(404, result.statusCode());
    assertEquals(
        "ERROR: {\"data\": {\"httpStatusCode\": 404}, \"code\": 404100}", result.printed());
  }

  @Row(37)
  @Test
  void otherFailureIsShownWithTheAuthorsFrames() {
    lambda.then(
        () ->
            ScriptedLambda.failed(
                """
                {"errorMessage": "no table", "errorType": "java.lang.IllegalStateException",
                 "stackTrace": ["java.base/java.util.Optional.orElseThrow(Unknown Source)",
                   "acme.Status.find(Status.java:12)", "app//acme.Status.run(Status.java:9)",
                   "dev.chirp.internal.json.JsonWriter.write(JsonWriter.java:70)",
                   "dev.chirp.runtime.ApiFunction.handleRequest(ApiFunction.java:77)",
                   "java.base/java.lang.reflect.Method.invoke(Unknown Source)"],
                 "cause": {"errorMessage": "gone", "errorType": "java.io.IOException",
                   "stackTrace": ["acme.Table.read(Table.java:3)"]}}
                """));
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(ChirpException.Kind.PROJECT, failure.kind());
    assertEquals(
        """
        Handler acme.Status failed: java.lang.IllegalStateException: no table
            at acme.Status.find(Status.java:12)
            at acme.Status.run(Status.java:9)
        Caused by: java.io.IOException: gone
            at acme.Table.read(Table.java:3)""",
        failure.problem());
  }

  @Test
  void timeoutNamesTheSettingToRaise() {
    lambda.then(
        () ->
            ScriptedLambda.failed(
                "{\"errorMessage\": \"5f Task timed out after 3.00 seconds\", \"errorType\": \"Sandbox.Timedout\"}"));
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals("Function 'status' timed out after 3 s and was stopped.", failure.problem());
    assertEquals(
        "mvn chirp:deploy -Dfunction=status -Dchirp.timeout=9 -Dchirp.sandbox",
        failure.suggestion());
  }

  @Test
  void timeoutWithoutATypeIsRecognized() {
    lambda.then(
        () ->
            ScriptedLambda.failed(
                "{\"errorMessage\": \"2020-11-10T05:46:57.874Z 160788cd-45ff-4583-809f-c7e31127cb95 Task timed out after 3.07 seconds\"}"));
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals("Function 'status' timed out after 3 s and was stopped.", failure.problem());
  }

  @Test
  void failureThatQuotesATimeoutIsNotATimeout() {
    String quoted = "2020-11-10T05:46:57.874Z 160788cd-45ff Task timed out after 3.07 seconds";
    lambda.then(
        () ->
            ScriptedLambda.failed(
                "{\"errorMessage\": \"%s\", \"errorType\": \"java.io.IOException\"}"
                    .formatted(quoted)));
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals("Handler acme.Status failed: java.io.IOException: " + quoted, failure.problem());
    lambda.then(
        () -> ScriptedLambda.failed("{\"errorMessage\": \"b said: %s\"}".formatted(quoted)));
    failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals("Handler acme.Status failed: b said: " + quoted, failure.problem());
  }

  @Test
  void accessKeysInAFailureAreMasked() {
    lambda.then(
        () ->
            ScriptedLambda.failed(
                """
                {"errorMessage": "no user AKIAIOSFODNN7EXAMPLE", "errorType": "acme.Denied",
                 "stackTrace": ["acme.ASIAIOSFODNN7EXAMPLE.find(Status.java:12)"],
                 "cause": {"errorMessage": "AKIAIOSFODNN7EXAMPLE", "errorType": "acme.Gone", "stackTrace": []}}
                """));
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(
        """
        Handler acme.Status failed: acme.Denied: no user AKIA****************
            at acme.ASIA****************.find(Status.java:12)
        Caused by: acme.Gone: AKIA****************""",
        failure.problem());
  }

  @Test
  void accessKeysInAJsonLogAreMasked() {
    lambda.then(
        () -> ScriptedLambda.answered("1", "{\"message\":\"keys\\nAKIAIOSFODNN7EXAMPLE\"}\n"));
    invoke(Optional.empty());
    assertEquals(
        "{\"message\":\"keys\\nAKIA****************\"}\n", log.toString(StandardCharsets.UTF_8));
  }

  @Row(38)
  @Test
  void invocationWaitsWhileLambdaCannotRunTheFunction() {
    lambda.thenRefuse(429, "TooManyRequestsException", "Rate Exceeded.");
    lambda.thenRefuse(409, "ResourceConflictException", "The function is Pending");
    lambda.thenRefuse(409, "SnapStartNotReadyException", "Lambda is initializing your function.");
    lambda.thenRefuse(502, "ResourceNotReadyException", "The function is inactive");
    lambda.then(() -> ScriptedLambda.answered("1", ""));
    assertEquals("1", invoke(Optional.empty()).result().text());
    assertEquals(5, lambda.events().size());
    assertEquals(
        List.of("Lambda cannot run it yet, waiting: Rate Exceeded. (TooManyRequestsException)"),
        progress.shown());
  }

  @Row(38)
  @Test
  void invocationStopsWaitingEventually() {
    for (int i = 0; i < 200; i++) {
      lambda.thenRefuse(409, "ResourceConflictException", "The function is Pending");
    }
    Instant start = time.now();
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(
        "Lambda did not run function 'chirp_status' for 60 s: The function is Pending (ResourceConflictException)",
        failure.problem());
    assertTrue(Duration.between(start, time.now()).compareTo(Duration.ofSeconds(70)) < 0);
  }

  @Row(36)
  @Test
  void invocationThatMayHaveRunIsNotRepeated() {
    lambda.thenRefuse(500, "ServiceException", "An error occurred.");
    assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(1, lambda.events().size());
  }

  @Row(36)
  @Test
  void brokenConnectionDoesNotRepeatTheInvocation() {
    lambda.then(
        () -> {
          throw new ConnectionDropped();
        });
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(
        "The connection broke before a response came from function 'chirp_status'. It may have run; it was not invoked again.",
        failure.problem());
    assertEquals(1, lambda.events().size());
  }

  @Test
  void missingFunctionSuggestsTheDeploy() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new RemoteInvoker(aws, System.err, progress)
                    .invoke(
                        new RemoteInvocation(
                            "other", "chirp_other", Optional.of("prod"), new byte[] {'1'})));
    assertEquals(
        """
        There is no function 'chirp_other:prod' in us-east-1 of the sandbox.
        Try: mvn chirp:deploy -Dfunction=other -Dchirp.sandbox""",
        failure.getMessage());
  }

  @Test
  void nameWithThePrefixIsSuggestedWithoutIt() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new RemoteInvoker(aws, System.err, progress)
                    .invoke(
                        new RemoteInvocation(
                            "chirp_none",
                            "chirp_chirp_none",
                            Optional.of("prod"),
                            new byte[] {'1'})));
    assertEquals(
        """
        There is no function 'chirp_chirp_none:prod' in us-east-1 of the sandbox.
        Try: mvn chirp:invoke -Dfunction=none -Dremote -Dqualifier=prod -Dchirp.sandbox""",
        failure.getMessage());
  }

  @Test
  void functionThatFailedToBeCreatedIsNotInvoked() {
    lambda.in(
        "\"State\": \"Failed\", \"StateReasonCode\": \"InvalidSubnet\", \"StateReason\": \"No such subnet.\"");
    ChirpException failure = assertThrows(ChirpException.class, () -> invoke(Optional.empty()));
    assertEquals(
        "Lambda cannot run function 'chirp_status': its state is Failed (InvalidSubnet: No such subnet.).",
        failure.problem());
    assertEquals(List.of(), lambda.events());
  }

  @Test
  void failedUpdateIsReportedBesideTheResponse() {
    lambda.in(
        "\"State\": \"Active\", \"LastUpdateStatus\": \"Failed\", \"LastUpdateStatusReasonCode\": \"InvalidImage\","
            + " \"LastUpdateStatusReason\": \"Bad zip.\"");
    lambda.then(() -> ScriptedLambda.answered("1", ""));
    invoke(Optional.empty());
    assertEquals(
        List.of(
            "WARN The last update failed (InvalidImage: Bad zip.): the previous code responds."),
        progress.shown());
  }

  @Row(39)
  @Test
  void eventAboveSixMegabytesIsNotSent() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new RemoteInvocation(
                    "status", "chirp_status", Optional.empty(), new byte[6 * 1024 * 1024 + 1]));
    assertEquals(
        "The event for function 'status' has 6.0 MB, but Lambda accepts at most 6 MB. It was not sent.",
        failure.problem());
  }

  private InvocationReport invoke(Optional<String> qualifier) {
    return new RemoteInvoker(aws, new PrintStream(log, true, StandardCharsets.UTF_8), progress)
        .invoke(
            new RemoteInvocation(
                "status", "chirp_status", qualifier, EVENT.getBytes(StandardCharsets.UTF_8)));
  }
}
