package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chirp.loop.SnapStart;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions under AWS's own client, started as for a snapshot: it calls the hooks that functions
 * have registered with org.crac, and then asks the Runtime API for the restore. The answers tell
 * the id of the first request that the instance has seen.
 */
@EnabledOnOs(OS.LINUX) // as AWS's client
@Tag("slow")
class SnapStartTest {
  private static final String SNAPPED = "snap-start";
  private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  /**
   * The native code of the client. Without this property, all its processes unpack it to one file.
   */
  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Chirp's base class registers it. */
  public static final class Api extends ApiFunction {
    private String first = "";

    public Api() {
      System.gc(); // takes what is held weakly only
    }

    @Override
    protected Object handle(ApiRequest request) {
      first = first.isEmpty() ? request.requestId() : first;
      return first;
    }
  }

  /** Registers itself. */
  public static final class Streams implements RequestStreamHandler {
    private String first = "";

    public Streams() {
      SnapStart.register(this);
      System.gc();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      first = first.isEmpty() ? context.getAwsRequestId() : first;
      answer.write(("\"" + first + "\"").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Registers itself, and fails when it is warmed up. */
  public static final class Bound implements RequestHandler<Map<String, String>, String> {
    private String first = "";

    public Bound() {
      SnapStart.register(this);
    }

    @Override
    public String handleRequest(Map<String, String> event, Context context) {
      first = first.isEmpty() ? context.getAwsRequestId() + event.get("a") : first;
      if (first.equals(context.getAwsRequestId() + "b")) {
        throw new IllegalStateException("as told");
      }
      return first;
    }
  }

  /** Registered by Chirp's base class; its event ends the JVM. */
  public static final class Overflowing extends ApiFunction {
    @Override
    protected Object handle(ApiRequest request) {
      return depth(1);
    }

    private static int depth(int reached) {
      return reached == 0 ? 0 : depth(reached + 1) + reached;
    }
  }

  @TempDir private Path root;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private String log = "";

  @Test
  void apiFunctionHandlesItsEventsBeforeTheSnapshot() throws Exception {
    assertTrue(answer(Api.class, SNAPPED).startsWith("{\"data\": \"warm-up\""));
    assertEquals(List.of("/restore/next", "/invocation/next"), asked.subList(0, 2));
  }

  @Test
  void registeredStreamHandlerHandlesItsEventsBeforeTheSnapshot() throws Exception {
    assertEquals("\"warm-up\"", answer(Streams.class, SNAPPED));
  }

  @Test
  void failedWarmUpDoesNotStopABoundHandler() throws Exception {
    assertEquals("\"warm-upb\"", answer(Bound.class, SNAPPED));
    assertTrue(
        log.contains(
            "Warm-up of "
                + Bound.class.getName()
                + " failed and is ignored: e.json (java.lang.IllegalStateException)"),
        log);
  }

  @Test
  void unreliableJvmStopsTheSnapshot() throws Exception {
    String told = answer(Overflowing.class, SNAPPED);
    assertTrue(told.contains("crac.CheckpointException"), told);
    assertEquals(List.of("/init/error"), asked);
    assertTrue(log.contains("failed with e.json, after which the JVM is unreliable"), log);
  }

  @Test
  void cracIsNotLoadedWithoutASnapshot() throws Exception {
    assertEquals("\"r1\"", answer(Streams.class, "on-demand"));
    assertFalse(asked.contains("/restore/next"));
    assertFalse(log.contains("org.crac"), log);
    assertTrue(answer(Api.class, "on-demand").startsWith("{\"data\": \"r1\""));
    assertFalse(log.contains("org.crac") || log.contains("dev.chirp.loop.SnapStart "), log);
  }

  @Test
  void missingCracMeansNoWarmUp() throws Exception {
    assertEquals("\"r1\"", answer(Streams.class, SNAPPED, "crac-"));
    assertTrue(answer(Api.class, SNAPPED, "crac-").startsWith("{\"data\": \"r1\""));
    assertEquals(List.of(), log.lines().filter(line -> !line.contains(" source: ")).toList());
  }

  /** Starts it in a task root that has an event for it, and invokes it once. */
  private String answer(Class<?> handler, String initialization, String... without)
      throws Exception {
    Path events = Files.createDirectories(root.resolve("warm-up").resolve(handler.getName()));
    Files.writeString(events.resolve("e.json"), "{\"a\": \"b\"}");
    Path output = root.resolve("output.txt");
    CompletableFuture<String> answer = new CompletableFuture<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/2018-06-01/runtime", exchange -> serve(exchange, answer));
    api.start();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HOOKS,
                "--enable-native-access=ALL-UNNAMED", // Java 24 and later warn without it
                "-D" + NATIVE + "=" + nativeCode(),
                "-Xlog:class+load:stdout",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(jar -> Arrays.stream(without).noneMatch(jar::contains))
                    .collect(Collectors.joining(File.pathSeparator)),
                AWSLambda.class.getName(),
                handler.getName())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
    Process process = builder.start();
    try {
      return answer
          .applyToEither(process.onExit().thenApply(ended -> "It ended"), first -> first)
          .get(60, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly().waitFor();
      api.stop(0);
      log = Files.readString(output);
    }
  }

  private Path nativeCode() throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + processor + ".so";
    Path file = root.resolve("client.so");
    try (InputStream in = AWSLambda.class.getResourceAsStream(name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private void serve(HttpExchange exchange, CompletableFuture<String> answer) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/2018-06-01/runtime".length());
    asked.add(path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.startsWith("/invocation/r1/") || path.endsWith("/error")) {
      answer.complete(new String(body, StandardCharsets.UTF_8));
    }
    byte[] reply = "{\"a\": \"c\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json"); // it dies without one
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "r1");
    exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", "9999999999999");
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda");
    exchange.sendResponseHeaders(200, reply.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(reply);
    }
  }
}
