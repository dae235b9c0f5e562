package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.Route;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API over HTTP, with real processes of functions. */
@Tag("slow")
class LocalApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final List<ServedTestApi> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(ServedTestApi::close);
    clients.shutdownNow();
  }

  private ServedTestApi start(int concurrency) throws InterruptedException, IOException {
    ServedTestApi api =
        ServedTestApi.start(
            directory,
            concurrency,
            Map.of("MEETING", Files.createDirectories(directory.resolve("meeting")).toString()));
    started.add(api);
    return api;
  }

  @Test
  void routeAnswersAndItsProcessAnswersTheNextRequest() throws Exception {
    ServedTestApi api = start(10);
    HttpResponse<String> first = api.get("/hello");
    assertEquals(200, first.statusCode(), first.body());
    assertEquals("1", first.headers().firstValue("x-chirp-generation").orElse(""));
    assertEquals("application/json", first.headers().firstValue("content-type").orElse(""));
    assertEquals(first.body(), api.get("/hello?again").body(), "the same process id");
    List<String> lines = api.console.said();
    assertTrue(lines.get(0).matches("GET /hello 200 \\d+ ms cold"), lines::toString);
    assertTrue(lines.get(1).matches("GET /hello 200 \\d+ ms warm"), lines::toString);
    assertTrue(
        api.log()
            .matches(
                "(?s)hello \\| START RequestId: (\\S+) Version: \\$LATEST\\R"
                    + "hello \\| hello is called\\Rhello \\| REPORT RequestId: \\1 .*"),
        api::log);
    assertTrue(api.log().contains(" Init Duration: "), api::log);
  }

  @Test
  void pathParameterIsDecoded() throws Exception {
    ServedTestApi api = start(10);
    assertEquals(
        "{\"data\": {\"id\": \"a b+c\"}, \"code\": 200, \"notes\": null}",
        api.get("/chirps/a%20b+c").body());
  }

  @Test
  void unknownPathAndOtherMethodAre404() throws Exception {
    ServedTestApi api = start(10);
    for (HttpResponse<String> response :
        List.of(api.get("/nothing"), api.post("/hello", ""), api.get("/_chirp/none"))) {
      assertEquals(404, response.statusCode());
      assertEquals("{\"message\":\"Not Found\"}", response.body());
      assertEquals("1", response.headers().firstValue("x-chirp-generation").orElse(""));
    }
    assertEquals(
        List.of(
            "GET /nothing: No route matches GET /nothing.",
            "POST /hello: No route matches POST /hello.",
            "GET /_chirp/none: Chirp has no page at /_chirp/none."),
        api.console.warnings());
  }

  @Test
  void failureIs500WithItsReasonOnTheConsoleAndTheNextRequestWorks() throws Exception {
    ServedTestApi api = start(10);
    for (String failure : List.of("throw", "exit")) {
      assertInternalError(api.post("/fail", "please " + failure, "Content-Type", "text/plain"));
      assertEquals("fine", api.post("/fail", "").body(), "after " + failure);
    }
    assertInternalError(api.post("/hang", ""));
    assertInternalError(api.post("/hang", ""));
    for (String body : List.of("please flood", "")) {
      assertEquals("fine", api.post("/fail", body, "Content-Type", "text/plain").body());
    }
    assertEquals(
        List.of(
            "POST /fail: Function 'failing' failed: java.lang.IllegalStateException: thrown on request",
            "POST /fail: Function 'failing' failed: Runtime.ExitError: Runtime exited with error: exit status 7",
            "POST /hang: Function 'hanging' failed: Sandbox.Timedout: Task timed out after 1.00 seconds",
            "POST /hang: Function 'hanging' failed: Sandbox.Timedout: Task timed out after 1.00 seconds"),
        api.console.warnings());
    assertTrue(
        api.log().contains("\tat dev.chirp.internal.serve.api.Failing.handleRequest"), api::log);
    assertTrue(api.log().matches("(?s).*failing \\| Chirp: \\d+ bytes are left out\\R.*"));
  }

  @Test
  void eventOverSixMegabytesIs413AndTheNextRequestWorks() throws Exception {
    ServedTestApi api = start(10);
    HttpResponse<String> response = api.post("/fail", "x".repeat(5 << 20)); // base64: a third more
    assertEquals(413, response.statusCode());
    assertEquals("{\"message\":\"Request Entity Too Large\"}", response.body());
    assertEquals("", api.log(), "no function ran");
    assertEquals(
        List.of("POST /fail: The event has more than the 6291456 bytes that Lambda takes."),
        api.console.warnings());
    assertEquals("fine", api.post("/fail", "").body());
  }

  private static void assertInternalError(HttpResponse<String> response) {
    assertEquals(500, response.statusCode());
    assertEquals("{\"message\":\"Internal Server Error\"}", response.body());
  }

  @Test
  void overlappingRequestsHaveAProcessEach() throws Exception {
    ServedTestApi api = start(10);
    Future<HttpResponse<String>> one = clients.submit(() -> api.get("/meeting/2"));
    Future<HttpResponse<String>> other = clients.submit(() -> api.get("/meeting/2"));
    HttpResponse<String> first = one.get(60, TimeUnit.SECONDS);
    HttpResponse<String> second = other.get(60, TimeUnit.SECONDS);
    assertEquals(200, first.statusCode(), first.body());
    assertEquals(200, second.statusCode(), second.body());
    assertNotEquals(first.body(), second.body());
  }

  @Test
  void requestBeyondTheConcurrencyIs503() throws Exception {
    ServedTestApi api = start(1);
    Future<HttpResponse<String>> running = clients.submit(() -> api.get("/meeting/2"));
    awaitFile("pid-");
    HttpResponse<String> refused = api.get("/hello");
    assertEquals(503, refused.statusCode());
    assertEquals("{\"message\":\"Service Unavailable\"}", refused.body());
    HttpResponse<String> throttled = api.post(path("hello"), "{}");
    assertEquals(429, throttled.statusCode());
    assertEquals(
        "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\",\"Reason\":\"ConcurrentInvocationLimitExceeded\"}",
        throttled.body());
    Files.createFile(directory.resolve("meeting").resolve("guest"));
    assertEquals(200, running.get(60, TimeUnit.SECONDS).statusCode());
    assertEquals(200, api.get("/hello").statusCode());
    assertTrue(
        api.console
            .warnings()
            .contains(
                "Function 'hello' was not invoked: 1 events are being handled, the most that chirp.concurrency allows."),
        api.console::text);
  }

  private void awaitFile(String prefix) throws IOException, InterruptedException {
    for (int i = 0; i < 1200; i++) {
      try (Stream<Path> files = Files.list(directory.resolve("meeting"))) {
        if (files.anyMatch(file -> file.getFileName().toString().startsWith(prefix))) {
          return;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no file " + prefix);
  }

  private static String path(String function) {
    return "/2015-03-31/functions/%s/invocations".formatted(function);
  }

  @Test
  void everyFunctionCanBeInvokedAtLambdasPath() throws Exception {
    ServedTestApi api = start(10);
    for (String name :
        List.of(
            "unrouted",
            "chirp_unrouted",
            "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Achirp_unrouted",
            "chirp_unrouted:$LATEST")) {
      HttpResponse<String> response = api.post(path(name), "{}", "X-Amz-Log-Type", "Tail");
      assertEquals(200, response.statusCode(), response.body());
      assertEquals("chirp_unrouted", JSON.readTree(response.body()).path("name").asText());
      assertEquals(
          JSON.readTree(response.body()).path("id").asText(),
          response.headers().firstValue("x-amzn-requestid").orElse(""));
      assertEquals("$LATEST", response.headers().firstValue("x-amz-executed-version").orElse(""));
      assertTrue(response.headers().firstValue("x-amz-log-result").isPresent());
      assertFalse(response.headers().firstValue("x-amz-function-error").isPresent());
    }
    HttpResponse<String> failed = api.post(path("unrouted"), "{\"throw\": \"no\"}");
    assertEquals(200, failed.statusCode());
    assertEquals("Unhandled", failed.headers().firstValue("x-amz-function-error").orElse(""));
    assertEquals(
        "java.lang.IllegalArgumentException",
        JSON.readTree(failed.body()).path("errorType").asText());
    assertEquals(
        List.of(
            "POST /2015-03-31/functions/unrouted/invocations: Function 'unrouted' failed: java.lang.IllegalArgumentException: no"),
        api.console.warnings());
  }

  @Test
  void eventIsAcceptedAndHandledLater() throws Exception {
    ServedTestApi api = start(10);
    Files.createDirectories(directory.resolve("meeting"));
    Path file = directory.resolve("meeting").resolve("event");
    HttpResponse<String> response =
        api.post(
            path("unrouted"),
            JSON.writeValueAsString(Map.of("file", file.toString())),
            "X-Amz-Invocation-Type",
            "Event");
    assertEquals(202, response.statusCode());
    assertEquals("", response.body());
    awaitFile("event");
  }

  @Test
  void mistakesAtLambdasPathAreLambdasErrors() throws Exception {
    ServedTestApi api = start(10);
    assertError(404, "ResourceNotFoundException", api.post(path("nobody"), "{}"));
    assertError(404, "ResourceNotFoundException", api.post(path("hello") + "?Qualifier=9", "{}"));
    assertError(400, "InvalidRequestContentException", api.post(path("hello"), "{"));
    assertError(404, "UnknownOperationException", api.get("/2015-03-31/functions/"));
    assertError(
        400,
        "ValidationException",
        api.post(path("hello"), "{}", "X-Amz-Invocation-Type", "Later"));
    assertEquals(
        204, api.post(path("hello"), "{}", "X-Amz-Invocation-Type", "DryRun").statusCode());
    assertEquals("", api.log(), "no function ran");
  }

  private static void assertError(int status, String type, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(type, response.headers().firstValue("x-amzn-errortype").orElse(""));
  }

  @Test
  void foreignHostAndForeignPagesAreRefused() throws Exception {
    ServedTestApi api = start(10);
    String raw = raw(api, "GET /hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 403 "), raw);
    for (String path : List.of("/hello", path("hello"))) {
      HttpResponse<String> response =
          api.send(api.request(path).header("Origin", "https://evil.example"));
      assertEquals(403, response.statusCode());
    }
    assertEquals("", api.log(), "no function ran");
  }

  private static String raw(ServedTestApi api, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** A project whose code the test replaces. */
  private static final class ReplacedCode implements ServedCodeSource {
    private final AtomicLong number = new AtomicLong(1);
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();

    @Override
    public ServedCode current() {
      return new ServedCode.Generation(number.get(), ServedTestApi.functions());
    }

    @Override
    public void ended(long generation) {
      ended.add(generation);
    }
  }

  @Test
  void processOfOldCodeEndsAfterItsEventAndNewCodeHasItsOwn() throws Exception {
    ReplacedCode code = new ReplacedCode();
    Path meeting = Files.createDirectories(directory.resolve("meeting"));
    ServedTestApi api =
        ServedTestApi.start(code, directory, 10, Map.of("MEETING", meeting.toString()));
    started.add(api);
    Future<HttpResponse<String>> old = clients.submit(() -> api.get("/meeting/2"));
    awaitFile("pid-");
    code.number.set(2);
    HttpResponse<String> current = api.get("/meeting/1");
    assertEquals("2", current.headers().firstValue("x-chirp-generation").orElse(""));
    HttpResponse<String> finished = old.get(60, TimeUnit.SECONDS);
    assertEquals("1", finished.headers().firstValue("x-chirp-generation").orElse(""));
    assertNotEquals(pid(current), pid(finished));
    Optional<ProcessHandle> left = ProcessHandle.of(pid(finished));
    if (left.isPresent()) {
      left.get().onExit().get(60, TimeUnit.SECONDS);
    }
    assertTrue(ProcessHandle.of(pid(current)).orElseThrow().isAlive());
    code.number.set(3);
    api.get("/hello");
    assertEquals(List.of(0L, 0L, 2L), List.copyOf(code.ended));
  }

  /** A project of one module whose next build goes to a folder that is known beforehand. */
  private static final class BuiltInto implements ServedCodeSource {
    private final Map<Path, Path> next;
    private volatile ServedCode.Generation code;

    BuiltInto(Path first, Path second) {
      this.next = Map.of(first, second);
      this.code = generation(1, first);
    }

    private static ServedCode.Generation generation(long number, Path classes) {
      return new ServedCode.Generation(number, ServedTestApi.functions(classes));
    }

    @Override
    public ServedCode current() {
      return code;
    }

    @Override
    public Optional<Path> next(Path classes) {
      return Optional.ofNullable(next.get(classes));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // does not show the arguments of a process
  void processThatStartedBeforeTheEditRunsTheNewCode() throws Exception {
    Path second = Files.createDirectory(directory.resolve("second"));
    BuiltInto code = new BuiltInto(ServedTestApi.copyTo(directory.resolve("first")), second);
    ServedTestApi api = ServedTestApi.start(code, directory, 10, Map.of());
    started.add(api);
    assertEquals(200, api.get("/hello").statusCode());
    ProcessHandle spare = awaitSpare();
    code.code = BuiltInto.generation(2, ServedTestApi.copyTo(second));
    HttpResponse<String> response = api.get("/hello");
    assertEquals(200, response.statusCode(), () -> api.console.text() + api.log());
    assertEquals("2", response.headers().firstValue("x-chirp-generation").orElse(""));
    assertEquals(spare.pid(), pid(response));
    assertTrue(api.console.said().get(1).endsWith(" cold"), api.console::text);
    assertEquals(pid(response), pid(api.get("/hello")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void processThatWaitsForAnEditIsNotUsedForDifferentCodeAndEndsWithTheServer() throws Exception {
    Path second = Files.createDirectory(directory.resolve("second"));
    BuiltInto code = new BuiltInto(ServedTestApi.copyTo(directory.resolve("first")), second);
    ServedTestApi api = ServedTestApi.start(code, directory, 10, Map.of());
    started.add(api);
    assertEquals(200, api.get("/hello").statusCode());
    ProcessHandle spare = awaitSpare();
    code.code = BuiltInto.generation(2, ServedTestApi.copyTo(directory.resolve("third")));
    assertNotEquals(spare.pid(), pid(api.get("/hello")));
    api.close();
    spare.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void debuggerAttachesToTheSamePortBeforeAndAfterAnEdit() throws Exception {
    Path second = Files.createDirectory(directory.resolve("second"));
    BuiltInto code = new BuiltInto(ServedTestApi.copyTo(directory.resolve("first")), second);
    ServedTestApi api = ServedTestApi.debugged(code, directory, Map.of(), debugPort());
    started.add(api);
    int port = debugPort("hello", api);
    assertEquals(200, api.get("/hello").statusCode());
    try (Socket attached = attach(port)) {
      code.code = BuiltInto.generation(2, ServedTestApi.copyTo(second));
      HttpResponse<String> response = api.get("/hello");
      assertEquals(200, response.statusCode(), response.body());
      assertEquals("2", response.headers().firstValue("x-chirp-generation").orElse(""));
      assertEquals(port, attached.getPort());
    }
    attach(port).close();
    assertTrue(
        api.console
            .said()
            .contains(
                "Function 'hello' has a new process. Attach the debugger to port %d again."
                    .formatted(port)),
        api.console::text);
  }

  /**
   * Below the ports that systems give to connections. If it is taken, the server takes the next
   * port.
   */
  private static int debugPort() {
    return 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
  }

  private static int debugPort(String function, ServedTestApi api) {
    Matcher port =
        Pattern.compile(
                " %s +\\S+(?: \\(no route\\))? \\(debugger: (\\d+)\\)\\R".formatted(function))
            .matcher(api.api.table());
    assertTrue(port.find(), api.api::table);
    return Integer.parseInt(port.group(1));
  }

  /** Does what a debugger does first. */
  private static Socket attach(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(handshake);
    assertArrayEquals(handshake, socket.getInputStream().readNBytes(handshake.length));
    return socket;
  }

  @Test
  void debuggedFunctionHandlesOneEventAtATime() throws Exception {
    Path meeting = Files.createDirectories(directory.resolve("meeting"));
    ServedTestApi api =
        ServedTestApi.debugged(
            ServedCodeSource.CompiledProject.of(ServedTestApi.functions()),
            directory,
            Map.of("MEETING", meeting.toString()),
            debugPort());
    started.add(api);
    Future<HttpResponse<String>> running = clients.submit(() -> api.get("/meeting/2"));
    awaitFile("pid-");
    assertEquals(503, api.get("/meeting/1").statusCode());
    assertEquals(200, api.get("/hello").statusCode(), "another function");
    assertTrue(
        api.console
            .warnings()
            .contains(
                "Function 'meeting' was not invoked: with chirp.debug, it handles one event at a time."),
        api.console::text);
    Files.createFile(meeting.resolve("guest"));
    assertEquals(200, running.get(60, TimeUnit.SECONDS).statusCode());
  }

  /** Waits for the process that the server starts before an edit. */
  private ProcessHandle awaitSpare() throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      Optional<ProcessHandle> found =
          ProcessHandle.current().children().filter(this::isSpare).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no process that waits");
  }

  private boolean isSpare(ProcessHandle process) {
    String arguments = String.join(" ", process.info().arguments().orElse(new String[0]));
    return arguments.contains("spare-") && arguments.contains(directory.toString());
  }

  private static long pid(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body()).path("data").path("pid").asLong();
  }

  @Test
  void closeKillsTheProcessesAndDeletesTheirFiles() throws Exception {
    ServedTestApi api = start(10);
    ProcessHandle process = ProcessHandle.of(pid(api.get("/hello"))).orElseThrow();
    assertTrue(process.isAlive());
    api.close();
    process.onExit().get(60, TimeUnit.SECONDS);
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("meeting")), left.toList());
    }
  }

  @Test
  void tableListsRoutesAndFunctionsWithoutOne() throws Exception {
    ServedTestApi api = start(10);
    String url = api.api.url().toString();
    assertEquals(
        """
        ANY     echo_event  URL/echo/{proxy+}
        POST    failing     URL/fail
        GET     find_chirp  URL/chirps/{id}
        POST    hanging     URL/hang
        GET     hello       URL/hello
        GET     meeting     URL/meeting/{size}
        POST    unrouted    URL/2015-03-31/functions/chirp_unrouted/invocations (no route)
        """,
        api.api.table().replace(url, "URL"));
  }

  @Test
  void takenPortIsRefusedWithItsProcess() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServeSettings settings =
          new ServeSettings(
              taken.getLocalPort(),
              10,
              Map.of(),
              directory,
              OptionalInt.empty(),
              new RecordedProgress(),
              System.err);
      ChirpException refusal =
          assertThrows(
              ChirpException.class,
              () ->
                  LocalApi.start(
                      ServedCodeSource.CompiledProject.of(ServedTestApi.functions()), settings));
      String owner =
          Files.exists(Path.of("/proc/net/tcp"))
              ? " by process %d (java)".formatted(ProcessHandle.current().pid())
              : "";
      assertEquals(
          "Port %d (from chirp.port) is taken%s.\nTry: mvn chirp:serve -Dchirp.port=0, for any free port"
              .formatted(taken.getLocalPort(), owner),
          refusal.getMessage());
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void projectWithoutRouteIsRefused() {
    List<ServedFunction> unrouted =
        ServedTestApi.functions().stream()
            .filter(function -> function.function().settings().route().isEmpty())
            .toList();
    assertRefused(
        "No function of this project has a route.\nTry: @FunctionConfiguration(route = \"GET /unrouted\") on the class of 'unrouted'",
        unrouted);
  }

  @Test
  void codeThatDoesNotCompileIsRefusedAtTheStart() {
    ChirpException refusal =
        assertThrows(
            ChirpException.class,
            () ->
                ServedTestApi.start(
                    () -> new ServedCode.CompileErrors(1, "Hello.java:3: ';' expected"),
                    directory,
                    10,
                    Map.of()));
    assertEquals("The code cannot be served: Hello.java:3: ';' expected", refusal.problem());
  }

  @Test
  void sameRouteInTwoModulesIsRefused() {
    List<ServedFunction> twice = new ArrayList<>(ServedTestApi.functions());
    twice.add(
        twice.stream()
            .filter(function -> function.function().name().equals("hello"))
            .findFirst()
            .orElseThrow());
    assertRefused(
        "Functions 'hello' and 'hello' have the same route 'GET /hello'.\nTry: @FunctionConfiguration(route = \"GET /hello-2\") on one of them",
        twice);
  }

  @ParameterizedTest
  @CsvSource({"/_chirp/status, /_chirp/, status", "/2015-03-31/{a+}, /2015-03-31/, {a+}"})
  void routeAtChirpsOwnPathsIsRefused(String path, String root, String rest) {
    ServedFunction hello =
        ServedTestApi.functions().stream()
            .filter(each -> each.function().name().equals("hello"))
            .findFirst()
            .orElseThrow();
    assertRefused(
        "Function 'hello' has the route 'GET %s', but chirp:serve itself answers below %s.\nTry: @FunctionConfiguration(route = \"GET /api/%s\")"
            .formatted(path, root, rest),
        List.of(withRoute(hello, new Route("GET", path))));
  }

  private static ServedFunction withRoute(ServedFunction served, Route route) {
    ProjectFunction function = served.function();
    FunctionSettings settings = function.settings();
    FunctionSettings routed =
        new FunctionSettings(
            settings.memorySize(),
            settings.timeout(),
            settings.description(),
            Optional.of(new FunctionSettings.Setting<>(route, "POM")),
            settings.authorizer(),
            settings.scopes(),
            settings.safe(),
            settings.environment());
    return ServedFunction.of(
        new ProjectFunction(
            function.name(), function.handler(), function.kind(), function.release(), routed),
        served.functionName(),
        served.java(),
        Optional.empty(),
        served.classPaths(),
        served.events());
  }

  @Test
  void everyResponseHasTheIdOfItsRequest() throws Exception {
    ServedTestApi api = start(10);
    List<String> ids = new ArrayList<>();
    for (String request :
        List.of(
            "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n",
            "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n",
            "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\n",
            "GET /hello HTTP/1.1\r\nHost: evil.example\r\n",
            "GET hello HTTP/1.1\r\nHost: 127.0.0.1\r\n",
            "POST /fail HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10485761\r\n")) {
      String response = raw(api, request + "Connection: close\r\n\r\n");
      Matcher id = Pattern.compile("\r\nApigw-Requestid: (\\S{15}=)\r\n").matcher(response);
      assertTrue(id.find(), request + response);
      ids.add(id.group(1));
      assertTrue(response.contains("\r\nDate: "), response);
      assertTrue(response.contains("\r\nConnection: close\r\n"), response);
    }
    assertEquals(6, Set.copyOf(ids).size(), ids::toString);
  }

  private void assertRefused(String message, List<ServedFunction> functions) {
    ServeSettings settings =
        new ServeSettings(
            0, 10, Map.of(), directory, OptionalInt.empty(), new RecordedProgress(), System.err);
    assertEquals(
        message,
        assertThrows(
                ChirpException.class,
                () -> LocalApi.start(ServedCodeSource.CompiledProject.of(functions), settings))
            .getMessage());
  }
}
