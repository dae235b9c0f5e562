package dev.chirp.internal.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.Functions;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.HandlerKind;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.runtime.local.LocalResult;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.ThreadPerTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ForkedInvokerTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void responseIsTheHandlersOutput() {
    InvocationReport report = invoke(Functions.Echo.class, "{\"a\": [1, \"ü\"]}");
    assertEquals("{\"a\": [1, \"ü\"]}", report.result().printed());
    assertEquals(200, report.result().statusCode());
  }

  @Test
  void functionsVariablesWinOverTheRuns() {
    Map<String, String> ofTheRun =
        Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_REGION", "eu-west-1");
    assertEquals("http://127.0.0.1:1", variable("AWS_ENDPOINT_URL", ofTheRun, Map.of()));
    assertEquals("eu-west-1", variable("AWS_DEFAULT_REGION", ofTheRun, Map.of()));
    assertEquals(
        "http://127.0.0.1:2",
        variable(
            "AWS_ENDPOINT_URL",
            ofTheRun,
            Map.of(
                "AWS_ENDPOINT_URL", new FunctionSettings.Setting<>("http://127.0.0.1:2", "POM"))));
  }

  @Test
  void localEndpointBypassesProxies() {
    Map<String, String> ofTheRun = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    for (String name : List.of("NO_PROXY", "no_proxy")) {
      String hosts = variable(name, ofTheRun, Map.of());
      assertTrue(List.of(hosts.split(",")).contains("127.0.0.1"), hosts);
      assertEquals(
          Optional.ofNullable(System.getenv(name)).orElse("not set"),
          variable(name, Map.of(), Map.of()));
    }
  }

  @Test
  void dayOldFolderOfAKilledRunIsDeleted() throws IOException {
    Path old = Files.createDirectories(folder.resolve("invoke-old"));
    Files.writeString(old.resolve("answer"), "secret");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path another = Files.createDirectories(folder.resolve("another-folder"));
    Files.setLastModifiedTime(another, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path running = Files.createDirectories(folder.resolve("invoke-running"));
    invoke(Functions.Echo.class, "{}");
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(another));
    assertTrue(Files.exists(running));
  }

  private String variable(
      String name,
      Map<String, String> ofTheRun,
      Map<String, FunctionSettings.Setting<String>> own) {
    ProjectFunction function = function(Functions.Surroundings.class, 256, 3, own);
    String event = "{\"variable\": \"" + name + "\"}";
    LocalResult answer =
        invoke(invocation(function, event, OptionalInt.empty()), ofTheRun).result();
    return String.valueOf(answer.json().get("variable"));
  }

  @Test
  void functionGetsItsEnvironmentMemoryAndTimeout() {
    ProjectFunction function =
        function(
            Functions.Surroundings.class,
            256,
            3,
            Map.of("TABLE", new FunctionSettings.Setting<>("chirp", "POM")));
    String answer = invoke(invocation(function, "{\"variable\": \"TABLE\"}")).result().text();
    assertTrue(answer.contains("\"variable\":\"chirp\""), answer);
    assertTrue(answer.contains("\"functionName\":\"chirp_surroundings\""), answer);
    assertTrue(answer.contains("\"zone\":\"UTC\""), answer);
    long heap = number(answer, "heapMb");
    assertTrue(heap > 180 && heap <= 256 * 85 / 100, answer);
    long remaining = number(answer, "remainingMillis");
    assertTrue(remaining > 0 && remaining <= 3000, answer);
  }

  @Test
  void lambdasVariablesAreSet() {
    assertTrue(
        invoke(Functions.Surroundings.class, "{\"variable\": \"AWS_LAMBDA_FUNCTION_NAME\"}")
            .result()
            .text()
            .contains("\"variable\":\"chirp_surroundings\""));
    assertTrue(
        invoke(Functions.Surroundings.class, "{\"variable\": \"_HANDLER\"}")
            .result()
            .text()
            .contains("Functions$Surroundings\""));
  }

  @Test
  void printedTextIsNotInTheResponse() {
    InvocationReport report = invoke(Functions.Talker.class, "{}");
    assertEquals("\"answer\"", report.result().printed());
    assertEquals(
        "printed on stdout\nprinted on stderr\nlogged\n", log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void apiErrorIsTheResponse() {
    InvocationReport report = invoke(Functions.Missing.class, "{}");
    assertTrue(
        report.result().printed().startsWith("ERROR: {\"data\": {\"httpStatusCode\": 404, "),
        report.result().printed());
    assertEquals(404, report.result().statusCode());
  }

  @Test
  void reportLineHasLambdasFormat() {
    String line = invoke(Functions.Echo.class, "{}").line();
    assertTrue(
        line.matches(
            "REPORT RequestId: [0-9a-f-]{36} Duration: \\d+\\.\\d\\d ms Billed Duration: \\d+ ms Memory Size: 512 MB"
                + " Max Memory Used: \\d+ MB Init Duration: \\d+\\.\\d\\d ms"),
        line);
    assertTrue(
        Integer.parseInt(line.replaceAll(".*Max Memory Used: (\\d+) MB.*", "$1")) > 10, line);
  }

  @Test
  void failureShowsTheAuthorsFramesFirst() {
    String message = failure(Functions.Misbehaving.class, "\"x\"").getMessage();
    List<String> lines = message.lines().toList();
    assertEquals(
        "Handler acme.Functions$Misbehaving failed: java.lang.IllegalStateException: no x",
        lines.get(0));
    assertTrue(message.contains("\nCaused by: java.io.IOException: disk"), message);
    assertFalse(message.contains("FunctionMain"), message);
  }

  @Test
  void systemExitIsReported() {
    assertEquals(
        "Function 'misbehaving' ended its JVM before it responded (exit code 3): it called System.exit, or the JVM crashed.",
        failure(Functions.Misbehaving.class, "\"exit\"").getMessage());
  }

  @Test
  void crashedJvmIsReported() {
    assertEquals(
        "Function 'misbehaving' ended its JVM before it responded (exit code 134): it called System.exit, or the JVM"
            + " crashed.",
        failure(Functions.Misbehaving.class, "\"halt\"").getMessage());
  }

  @Test
  void exhaustedMemoryIsReported() {
    ProjectFunction function = function(Functions.Misbehaving.class, 128, 9, Map.of());
    ChirpException failure =
        assertThrows(ChirpException.class, () -> invoke(invocation(function, "\"fill\"")));
    assertTrue(
        failure
            .problem()
            .startsWith("Handler acme.Functions$Misbehaving failed: java.lang.OutOfMemoryError: "),
        failure::problem);
    assertTrue(failure.problem().endsWith("\nIt has 128 MB."), failure::problem);
    assertEquals(
        "mvn chirp:invoke -Dfunction=misbehaving -Dchirp.memorySize=256", failure.suggestion());
  }

  @Test
  void exhaustedMemoryOfAnApiFunctionIsReported() {
    ProjectFunction function = function(Functions.Insatiable.class, 128, 9, Map.of());
    for (String event : List.of("{}", "{\"requestContext\": {\"http\": {}}}")) {
      ChirpException failure =
          assertThrows(ChirpException.class, () -> invoke(invocation(function, event)));
      assertTrue(
          failure.problem().contains("java.lang.OutOfMemoryError: Java heap space"),
          failure::problem);
      assertEquals(
          "mvn chirp:invoke -Dfunction=insatiable -Dchirp.memorySize=256", failure.suggestion());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fill and stay", "fill to the last byte and stay"})
  void functionWithAFullHeapIsStopped(String event) {
    ProjectFunction function = function(Functions.Misbehaving.class, 128, 2, Map.of());
    ChirpException failure =
        assertThrows(ChirpException.class, () -> invoke(invocation(function, '"' + event + '"')));
    assertTrue(
        failure
                .problem()
                .startsWith(
                    "Function 'misbehaving' timed out after 2 s and was stopped. It was here:")
            || failure.problem().startsWith("Function 'misbehaving' used up its memory."),
        failure::problem);
  }

  @Test
  void endlessRecursionIsReported() {
    assertTrue(
        failure(Functions.Misbehaving.class, "\"recurse\"")
            .getMessage()
            .contains("failed: java.lang.StackOverflowError"));
  }

  @Test
  void leakedThreadsAreNotAwaited() {
    assertEquals(
        "\"leaked a thread\"", invoke(Functions.Misbehaving.class, "\"leak\"").result().printed());
  }

  @Test
  void timeoutStopsTheFunctionAndShowsItsFrames() {
    ProjectFunction function = function(Functions.Misbehaving.class, 512, 1, Map.of());
    ChirpException failure =
        assertThrows(ChirpException.class, () -> invoke(invocation(function, "\"loop\"")));
    assertTrue(
        failure
            .problem()
            .startsWith(
                "Function 'misbehaving' timed out after 1 s and was stopped. It was here:\n    at "),
        failure::problem);
    assertTrue(
        failure.problem().contains("Functions$Misbehaving.loop(Functions.java:"), failure::problem);
    assertEquals("mvn chirp:invoke -Dfunction=misbehaving -Dchirp.timeout=3", failure.suggestion());
  }

  @Test
  void failedConstructorIsReported() {
    ChirpException failure = failure(Functions.FailsToStart.class, "{}");
    List<String> lines = failure.problem().lines().toList();
    assertEquals(
        "Function 'fails_to_start': class acme.Functions$FailsToStart could not be created:"
            + " java.lang.IllegalArgumentException: TABLE is not set",
        lines.get(0));
    assertTrue(
        lines.get(1).startsWith("    at acme.Functions$FailsToStart.<init>(Functions.java:"),
        lines::toString);
    assertEquals(2, lines.size(), lines::toString);
    assertEquals("", failure.suggestion());
  }

  @Test
  void failedStaticInitializerIsReported() {
    String problem = failure(Functions.FailsToLoad.class, "{}").problem();
    assertTrue(
        problem.startsWith(
            "Function 'fails_to_load': class acme.Functions$FailsToLoad could not be created: "),
        problem);
    assertTrue(
        problem.contains("java.lang.AssertionError: no TABLE\n    at acme.Functions$FailsToLoad."),
        problem);
  }

  @Test
  void invalidDebugPortIsRefused() {
    assertEquals(
        "-Dchirp.debugPort is '99999', but a port is 1 to 65535.",
        assertThrows(
                ChirpException.class,
                () ->
                    invoke(
                        invocation(
                            function(Functions.Echo.class, 512, 9, Map.of()),
                            "{}",
                            OptionalInt.of(99_999))))
            .getMessage());
  }

  @Test
  void debugPortInUseIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      ChirpException failure =
          assertThrows(
              ChirpException.class,
              () ->
                  invoke(
                      invocation(
                          function(Functions.Echo.class, 512, 9, Map.of()),
                          "{}",
                          OptionalInt.of(port))));
      assertEquals("Port " + port + " (from -Dchirp.debugPort) is in use.", failure.problem());
    }
  }

  @Row(39)
  @Test
  void invalidJsonIsReportedWithItsPosition() {
    assertEquals(
        "The event of the test is not JSON (line 2, column 8).",
        failure(Functions.Echo.class, "{\n  \"a\": nope\n}").getMessage());
  }

  @Test
  void classForANewerJavaIsRefused() {
    ProjectFunction newer =
        new ProjectFunction(
            "echo",
            "acme.Echo",
            HandlerKind.REQUEST_STREAM_HANDLER,
            99,
            settings(512, 9, Map.of()));
    JavaHome java = JavaHome.current();
    assertEquals(
        "Function 'echo' is compiled for Java 99, but the JVM that runs it is Java "
            + java.release()
            + " ("
            + java.executable()
            + ").\nTry: mvn clean compile chirp:invoke -Dfunction=echo -Dmaven.compiler.release="
            + java.release(),
        assertThrows(ChirpException.class, () -> invoke(invocation(newer, "{}"))).getMessage());
  }

  /** Java 8 formats its version differently from later releases. */
  @ParameterizedTest
  @CsvSource({"1.8.0_402, 8", "11.0.2, 11", "16, 16"})
  void toolchainOlderThanChirpIsRefused(String version, int release) throws IOException {
    Path home = folder.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = home.resolve("bin").resolve("java");
    LocalInvocation any = invocation(function(Functions.Echo.class, 512, 9, Map.of()), "{}");
    LocalInvocation invocation =
        new LocalInvocation(
            any.function(),
            any.functionName(),
            any.event(),
            JavaHome.of(java),
            any.runtime(),
            any.classPaths(),
            any.directory(),
            any.debugPort());
    assertEquals(
        "Local runs need Java 17 or newer, but the toolchain of this build is Java %d (%s)."
                .formatted(release, java)
            + "\nTry: <version>[17,)</version> of <jdk> in the maven-toolchains-plugin's <toolchains>",
        assertThrows(ChirpException.class, () -> invoke(invocation)).getMessage());
  }

  @Test
  void runLeavesNoFiles() throws IOException {
    invoke(Functions.Echo.class, "{\"password\": \"x\"}");
    failure(Functions.Misbehaving.class, "\"exit\"");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void largeEventIsPassed() {
    String event = "\"" + "x".repeat(5_000_000) + "\"";
    assertEquals(event, invoke(Functions.Echo.class, event).result().text());
  }

  @Test
  void endBeforeReadingALargeEventIsReported() {
    String event = "\"" + "x".repeat(5_000_000) + "\"";
    assertTrue(failure(Functions.FailsToStart.class, event).problem().contains("TABLE is not set"));
  }

  @Test
  void otherUsersCannotReadTheResponse() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    try (RunDirectory directory = new RunDirectory(folder.resolve("private"), "invoke")) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
    }
    assertFalse(Files.exists(folder.resolve("private")));
  }

  @Test
  void runWithADebuggerHasNoTimeout() throws Exception {
    int port = freePort();
    CountDownLatch listening = new CountDownLatch(1);
    PrintStream watched = new PrintStream(new FirstLine(listening), true, StandardCharsets.UTF_8);
    LocalInvocation invocation =
        invocation(
            function(Functions.Misbehaving.class, 512, 1, Map.of()),
            "\"linger\"",
            OptionalInt.of(port));
    CompletableFuture<InvocationReport> run =
        CompletableFuture.supplyAsync(
            () -> new ForkedInvoker(watched).invoke(invocation, Map.of()), new ThreadPerTask());
    assertTrue(listening.await(60, TimeUnit.SECONDS));
    assertFalse(run.isDone());
    VirtualMachine attached = attach(port);
    attached.resume();
    attached.dispose();
    assertEquals("\"took longer than a second\"", run.get(60, TimeUnit.SECONDS).result().printed());
  }

  private ChirpException failure(Class<?> type, String event) {
    return assertThrows(ChirpException.class, () -> invoke(type, event));
  }

  private InvocationReport invoke(Class<?> type, String event) {
    return invoke(invocation(function(type, 512, 9, Map.of()), event));
  }

  private InvocationReport invoke(LocalInvocation invocation) {
    return invoke(invocation, Map.of());
  }

  private InvocationReport invoke(LocalInvocation invocation, Map<String, String> environment) {
    return new ForkedInvoker(new PrintStream(log, true, StandardCharsets.UTF_8))
        .invoke(invocation, environment);
  }

  private LocalInvocation invocation(ProjectFunction function, String event) {
    return invocation(function, event, OptionalInt.empty());
  }

  private LocalInvocation invocation(
      ProjectFunction function, String event, OptionalInt debugPort) {
    return new LocalInvocation(
        function,
        "chirp_" + function.name(),
        new NamedEvent("The event of the test", event.getBytes(StandardCharsets.UTF_8)),
        JavaHome.current(),
        "java17",
        TestPaths.ofTests(),
        folder.resolve("run"),
        debugPort);
  }

  private static ProjectFunction function(
      Class<?> type,
      int memorySize,
      int timeout,
      Map<String, FunctionSettings.Setting<String>> environment) {
    return new ProjectFunction(
        dev.chirp.internal.local.FunctionName.fromClassName(type.getSimpleName()),
        type.getName(),
        HandlerKind.REQUEST_STREAM_HANDLER,
        17,
        settings(memorySize, timeout, environment));
  }

  private static FunctionSettings settings(
      int memorySize, int timeout, Map<String, FunctionSettings.Setting<String>> environment) {
    return new FunctionSettings(
        new FunctionSettings.Setting<>(memorySize, "test"),
        new FunctionSettings.Setting<>(timeout, "test"),
        new FunctionSettings.Setting<>("", "test"),
        Optional.empty(),
        Optional.empty(),
        new FunctionSettings.Setting<>(List.of(), "test"),
        Optional.empty(),
        environment);
  }

  private static long number(String json, String name) {
    return Long.parseLong(json.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static VirtualMachine attach(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.forEach(
        (name, argument) -> {
          if (name.equals("hostname")) {
            argument.setValue("127.0.0.1");
          } else if (name.equals("port")) {
            argument.setValue(Integer.toString(port));
          }
        });
    return connector.attach(arguments);
  }

  /** Detects that the JVM has printed its first line, which says that it listens. */
  private static final class FirstLine extends OutputStream {
    private final CountDownLatch seen;

    FirstLine(CountDownLatch seen) {
      this.seen = seen;
    }

    @Override
    public void write(int letter) {
      if (letter == '\n') {
        seen.countDown();
      }
    }
  }
}
