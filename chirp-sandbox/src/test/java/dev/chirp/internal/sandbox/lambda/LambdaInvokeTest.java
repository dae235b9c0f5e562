package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.process.TaskRootFolder;
import dev.chirp.testkit.ThreadPerTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;

/** Invocations under AWS's runtime interface client, which runs on Linux only. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class LambdaInvokeTest {
  private static final String NAME = "chirp_echo";

  @TempDir private Path directory;
  private LambdaBox box;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void processStaysWarmAndEndsWithTheSandbox() {
    box.create(NAME);
    assertEquals("\"1\"", text(invoke("count")));
    assertEquals("\"2\"", text(invoke("count")));
    long pid = Long.parseLong(text(invoke("pid")).replace("\"", ""));
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    box.close();
    process.onExit().join();
  }

  @Test
  void processOfADeletedFunctionEnds() {
    box.create(NAME);
    long pid = Long.parseLong(text(invoke("pid")).replace("\"", ""));
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    box.lambda().deleteFunction(d -> d.functionName(NAME));
    process.onExit().join();
  }

  @Test
  void tailHasTheLinesOfLambdaAndTheFunction() {
    box.create(NAME);
    InvokeResponse first = invoke("hello");
    assertEquals("\"hello\"", text(first));
    assertEquals("$LATEST", first.executedVersion());
    String id = first.responseMetadata().requestId();
    String log = log(first);
    assertTrue(
        log.contains("START RequestId: " + id + " Version: $LATEST\nevent hello\nEND "), log);
    assertTrue(
        log.lines()
            .anyMatch(
                line ->
                    line.matches(
                        "REPORT RequestId: "
                            + id
                            + "\tDuration: [0-9.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB\tMax Memory Used: [1-9]\\d* MB\tInit Duration: [0-9.]+ ms")),
        log);
    assertTrue(log(invoke("again")).lines().noneMatch(line -> line.contains("Init Duration")));
    assertTrue(box.logged.stream().anyMatch(line -> line.text().equals("event again")));
  }

  @Test
  void logLinesHaveLambdasOrderAndGrowingTimes() {
    box.create(NAME);
    box.run();
    invoke("sleep 300");
    List<LogSink.Line> lines = List.copyOf(box.logged);
    assertEquals(
        List.of("INIT_START", "loaded", "START", "event", "END", "REPORT"),
        lines.stream().map(line -> line.text().split(" ", 2)[0]).toList());
    for (int i = 1; i < lines.size(); i++) {
      assertFalse(lines.get(i).at().isBefore(lines.get(i - 1).at()), lines::toString);
    }
    assertTrue(lines.get(0).at().isBefore(lines.get(2).at()), "the start takes time");
    assertTrue(
        Duration.between(lines.get(2).at(), lines.get(4).at()).toMillis() >= 300, lines::toString);
  }

  @Test
  void linesAreLoggedWhileTheFunctionRuns() throws InterruptedException {
    box.create(NAME);
    CompletableFuture<InvokeResponse> running =
        CompletableFuture.supplyAsync(() -> invoke("sleep 15000"), new ThreadPerTask());
    box.awaitLine("event sleep");
    assertFalse(running.isDone());
    assertEquals(
        List.of("INIT_START", "loaded", "START", "event"),
        box.logged.stream().map(line -> line.text().split(" ", 2)[0]).toList());
  }

  @Test
  void responseThatLooksLikeAPlaceholderIsUnchanged() {
    box.create(NAME);
    assertEquals("\"<request>\"", text(invoke("<request>")));
  }

  @Test
  void timeoutEndsProcessesOfTheFunction() {
    box.lambda().createFunction(box.request(NAME).timeout(2).build());
    box.pass(LambdaBox.PENDING);
    String log = log(invoke("child"));
    Matcher child = Pattern.compile("child (\\d+)").matcher(log);
    assertTrue(child.find(), log);
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(child.group(1)));
    process.ifPresent(p -> assertDoesNotThrow(() -> p.onExit().get(5, TimeUnit.SECONDS)));
  }

  @Test
  void endOfAHugeLogIsKept() {
    box.create(NAME);
    InvokeResponse answer = invoke("print 12");
    assertEquals("\"12\"", text(answer));
    assertTrue(box.logged.size() < 9000, () -> box.logged.size() + " lines");
    assertTrue(
        box.logged.stream().anyMatch(line -> line.text().contains("bytes are left out")),
        "the log does not report the omitted bytes");
    assertTrue(log(answer).contains("\nEND RequestId"), () -> log(answer));
  }

  @Test
  void functionDeletedDuringAnInvocationLeavesNoProcess() throws Exception {
    box.create(NAME);
    CompletableFuture<InvokeResponse> running =
        CompletableFuture.supplyAsync(() -> invoke("sleep 3000"), new ThreadPerTask());
    box.awaitLine("event sleep");
    box.lambda().deleteFunction(d -> d.functionName(NAME));
    long pid = Long.parseLong(text(running.get()).replace("\"", ""));
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    process.ifPresent(p -> assertDoesNotThrow(() -> p.onExit().get(5, TimeUnit.SECONDS)));
  }

  @Test
  void concurrentInvocationsGetTheirOwnProcesses() {
    box.create(NAME);
    CompletableFuture<InvokeResponse> other =
        CompletableFuture.supplyAsync(() -> invoke("sleep 3000"), new ThreadPerTask());
    String here = text(invoke("sleep 3000"));
    assertNotEquals(here, text(other.join()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processesDoNotOverwriteSharedNativeCode() throws IOException {
    box.create(NAME);
    String pid = text(invoke("sleep 0")).replace("\"", "");
    String mapped = Files.readString(Path.of("/proc", pid, "maps"));
    assertTrue(mapped.contains("libaws-lambda-jni.linux"), mapped);
    assertFalse(mapped.contains("/tmp/.libaws-lambda-jni.so"), mapped);
  }

  @Test
  void concurrencyIsLimitedAndEventsWait() throws Exception {
    box.create(NAME);
    for (int i = 0; i < LambdaBox.CONCURRENCY; i++) {
      CompletableFuture<InvokeResponse> unused =
          CompletableFuture.supplyAsync(
              () -> invoke("await " + directory.resolve("end")), new ThreadPerTask());
    }
    box.awaitLines("event await", LambdaBox.CONCURRENCY);
    HttpResponse<String> full = invokeOnce();
    assertEquals(429, full.statusCode());
    assertEquals(
        "TooManyRequestsException", full.headers().firstValue("x-amzn-ErrorType").orElse(""));
    assertEquals(
        "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\",\"Reason\":\"ConcurrentInvocationLimitExceeded\"}",
        full.body());
    box.send(NAME, "patient");
    assertEquals(429, invokeOnce().statusCode());
    Files.createFile(directory.resolve("end"));
    box.awaitLine("event patient");
    assertEquals(1, box.logged.stream().filter(line -> line.text().contains("patient")).count());
  }

  @Test
  void stoppedSandboxWritesNothing() throws InterruptedException {
    box.create(NAME);
    box.send(NAME, "sleep 15000");
    box.awaitLine("event sleep");
    box.close();
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().values().stream()
            .flatMap(Arrays::stream)
            .map(StackTraceElement::getClassName)
            .filter(FunctionRunner.class.getName()::equals)
            .toList());
    assertTrue(
        box.logged.stream().noneMatch(line -> line.text().contains("timed out")),
        box.logged::toString);
  }

  @Test
  void exceptionIsTheFunctionsErrorAndTheProcessGoesOn() {
    box.create(NAME);
    invoke("count");
    InvokeResponse failed = invoke("throw");
    assertEquals("Unhandled", failed.functionError());
    assertEquals(200, failed.statusCode());
    assertTrue(text(failed).contains("\"errorType\":\"java.lang.IllegalStateException\""));
    assertTrue(text(failed).contains("as told"), () -> text(failed));
    assertEquals("\"3\"", text(invoke("count")));
  }

  @Test
  void timeoutEndsTheProcess() {
    box.lambda().createFunction(box.request(NAME).timeout(1).build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse late = invoke("sleep 60000");
    assertEquals("Unhandled", late.functionError());
    assertEquals(
        "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: %s Error: Task timed out after 1.00 seconds\"}"
            .formatted(late.responseMetadata().requestId()),
        text(late));
    assertTrue(log(late).contains(" Task timed out after 1.00 seconds\nEND "), () -> log(late));
    assertEquals("\"1\"", text(invoke("count")));
  }

  @Test
  void exitIsAnErrorAndTheNextInvocationGetsANewProcess() {
    box.create(NAME);
    InvokeResponse gone = invoke("exit 3");
    assertEquals("Unhandled", gone.functionError());
    assertTrue(text(gone).contains("Runtime exited with error: exit status 3"), () -> text(gone));
    assertTrue(text(gone).contains("\"errorType\":\"Runtime.ExitError\""));
    assertTrue(log(gone).contains("event exit 3"), () -> log(gone));
    assertTrue(log(gone).matches("(?s).*\tMax Memory Used: [1-9]\\d* MB\tInit.*"), () -> log(gone));
    assertEquals("\"1\"", text(invoke("count")));
  }

  @Test
  void functionSeesOnlyItsVariablesAndLambdas() {
    box.lambda()
        .createFunction(
            box.request(NAME).environment(e -> e.variables(Map.of("COLOR", "red"))).build());
    box.pass(LambdaBox.PENDING);
    assertEquals("\"red\"", text(invoke("variable COLOR")));
    assertEquals("\"AWS_Lambda_java17\"", text(invoke("variable AWS_EXECUTION_ENV")));
    assertEquals("\"us-east-1\"", text(invoke("variable AWS_REGION")));
    assertEquals("\"" + box.endpoint() + "\"", text(invoke("variable AWS_ENDPOINT_URL")));
    assertEquals("\"not set\"", text(invoke("variable HOME")));
  }

  @Test
  void previousConfigurationRunsDuringAnUpdate() {
    box.create(NAME);
    invoke("count");
    box.lambda()
        .updateFunctionConfiguration(
            u -> u.functionName(NAME).environment(e -> e.variables(Map.of("COLOR", "blue"))));
    assertEquals("\"not set\"", text(invoke("variable COLOR")));
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals("\"blue\"", text(invoke("variable COLOR")));
    assertEquals("\"2\"", text(invoke("count")));
  }

  @Test
  void pendingFunctionDoesNotRun() {
    box.lambda().createFunction(box.request(NAME).build());
    assertEquals(
        "The operation cannot be performed at this time. The function is currently in the following state: Pending",
        assertThrows(ResourceConflictException.class, () -> invoke("count"))
            .awsErrorDetails()
            .errorMessage());
  }

  @Test
  void logNamesTheJavaRelease() {
    box.lambda().createFunction(box.request(NAME).runtime("java21").build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse answer = invoke("variable AWS_LAMBDA_LOG_STREAM_NAME");
    assertTrue(
        log(answer)
            .lines()
            .findFirst()
            .orElseThrow()
            .matches(
                "INIT_START Runtime Version: java21 \\(Chirp's sandbox runs it on Java \\d+\\)"),
        () -> log(answer));
    assertTrue(
        text(answer).matches("\"2026/11/24/\\[\\$LATEST][0-9a-f]{32}\""), () -> text(answer));
  }

  @Test
  void missingClassIsTheFunctionsError() {
    box.lambda().createFunction(box.request(NAME).handler("acme.Missing").build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse failed = invoke("count");
    assertEquals("Unhandled", failed.functionError());
    assertTrue(text(failed).contains("acme.Missing"), () -> text(failed));
  }

  @Test
  void tooLargeOrMalformedPayloadIsRefused() {
    box.create(NAME);
    assertThrows(
        InvalidRequestContentException.class,
        () -> box.lambda().invoke(i -> i.functionName(NAME).payload(SdkBytes.fromUtf8String("{"))));
    assertThrows(
        InvalidRequestContentException.class,
        () ->
            box.lambda()
                .invoke(i -> i.functionName(NAME).payload(SdkBytes.fromUtf8String("{} and"))));
    LambdaException large =
        assertThrows(LambdaException.class, () -> invoke("x".repeat(6 * 1024 * 1024)));
    assertEquals(413, large.statusCode());
    InvokeResponse answer = invoke("large 6291600");
    assertTrue(text(answer).contains("Function.ResponseSizeTooLarge"), () -> text(answer));
  }

  @Test
  void eventIsAcceptedAndRunsLater() throws InterruptedException {
    box.create(NAME);
    InvokeResponse accepted = box.send(NAME, "later");
    assertEquals(202, accepted.statusCode());
    assertEquals("event later", box.awaitLine("event"));
    assertEquals(
        204,
        box.lambda()
            .invoke(i -> i.functionName(NAME).invocationType(InvocationType.DRY_RUN))
            .statusCode());
  }

  @Test
  void aliasRunsItsVersion() {
    box.create(NAME);
    box.lambda().publishVersion(p -> p.functionName(NAME));
    box.lambda().createAlias(a -> a.functionName(NAME).name("live").functionVersion("1"));
    box.pass(LambdaBox.PENDING);
    InvokeResponse answer =
        box.lambda()
            .invoke(
                i ->
                    i.functionName(NAME + ":live")
                        .payload(
                            SdkBytes.fromUtf8String("\"variable AWS_LAMBDA_FUNCTION_VERSION\"")));
    assertEquals("\"1\"", text(answer));
    assertEquals("1", answer.executedVersion());
  }

  @Test
  void messagesOfTheLoggerAreLinesOfTheirOwn() {
    box.create(NAME);
    String log = log(invoke("log"));
    assertTrue(log.contains("\nevent log\nfirst\nof two\nlines\nprinted\nlast\nEND "), () -> log);
  }

  /** Works even if Lambda's locale, en_US.UTF-8, is not installed. */
  @Test
  void functionReadsAndWritesUtf8() {
    box.lambda()
        .createFunction(
            box.request(NAME).environment(e -> e.variables(Map.of("NAME", "Zoë 😀"))).build());
    box.pass(LambdaBox.PENDING);
    assertEquals("\"UTF-8 UTF-8\"", text(invoke("charset")));
    assertEquals("\"Zoë 😀\"", text(invoke("variable NAME")));
    assertTrue(log(invoke("größer")).contains("\nevent größer\n"), () -> log(invoke("größer")));
  }

  /** AWS's client converts the path of a function's code to URLs. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "c#", "d%2Fe", "ü", "f+g", "(h)", "i'j", "k?", "l!", "m!/n", "o;p"})
  void functionRunsInAFolderOfAnyName(String folder) throws IOException {
    Path state = Files.createDirectories(directory.resolve(folder));
    box.close();
    box = new LambdaBox(state);
    box.lambda().createFunction(box.request(NAME).handler("acme.Doubled").build());
    box.pass(LambdaBox.PENDING);
    InvokeResponse doubled =
        box.lambda().invoke(i -> i.functionName(NAME).payload(SdkBytes.fromUtf8String("21")));
    assertEquals("42", text(doubled), () -> text(doubled));
    box.close();
    Path temporary = TaskRootFolder.of(state.resolve("code"));
    assertEquals(
        List.of(), filesIn(temporary).stream().filter(f -> !temporary.startsWith(state)).toList());
    box = new LambdaBox(state);
    box.pass(LambdaBox.PENDING);
    InvokeResponse again =
        box.lambda().invoke(i -> i.functionName(NAME).payload(SdkBytes.fromUtf8String("4")));
    assertEquals("8", text(again), () -> text(again));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** AWS's client responds first and logs the cause later. */
  @Test
  void logOfAFailingHandlerHasTheCause() throws Exception {
    box.lambda().createFunction(box.request(NAME).handler("acme.Doubled").build());
    box.pass(LambdaBox.PENDING);
    for (int i = 0; i < 5; i++) {
      InvokeResponse failed = invoke("x");
      assertEquals("Unhandled", failed.functionError());
      assertTrue(log(failed).contains("not a valid `java.lang.Integer` value"), () -> log(failed));
    }
    assertEquals(5, box.awaitLines("Caused by: java.io.UncheckedIOException", 5).size());
  }

  /** A client may use a forwarded port, for example, which the function cannot reach. */
  @Test
  void functionUsesTheSandboxsOwnAddress() throws Exception {
    box.create(NAME);
    String event = "\"variable AWS_ENDPOINT_URL\"";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), box.endpoint().getPort())) {
      String request =
          "POST /2015-03-31/functions/%s/invocations HTTP/1.1\r\nHost: localhost:1\r\nAuthorization: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(NAME, LambdaBox.AUTHORIZATION, event.length(), event);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.endsWith("\r\n\r\n\"" + box.endpoint() + "\""), answer);
    }
  }

  /** The AWS SDK would retry. */
  private HttpResponse<String> invokeOnce() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                box.endpoint().resolve("/2015-03-31/functions/" + NAME + "/invocations"))
            .header("Authorization", LambdaBox.AUTHORIZATION)
            .POST(HttpRequest.BodyPublishers.ofString("\"count\""))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private InvokeResponse invoke(String event) {
    return box.lambda()
        .invoke(
            i ->
                i.functionName(NAME)
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("\"" + event + "\"")));
  }

  private static String text(InvokeResponse answer) {
    return answer.payload().asUtf8String();
  }

  private static String log(InvokeResponse answer) {
    return new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
  }
}
