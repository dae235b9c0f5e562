package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.SandboxAddress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's own faults, and errors that stop it. */
class SandboxFailureTest {
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request";

  @TempDir private Path directory;

  /** A planted fault. Its stack trace is in the log, and the client sees none of its text. */
  @ParameterizedTest
  @CsvSource({
    "dynamodb, InternalFailure",
    "iam, <Code>InternalFailure</Code>",
    "s3, <Code>InternalFailure</Code>"
  })
  void faultIsLoggedWithItsStackTraceAndHiddenFromTheClient(String service, String code)
      throws Exception {
    List<Throwable> logged = new CopyOnWriteArrayList<>();
    SandboxSettings options =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, asked) -> {
                  throw new IllegalStateException("planted");
                })
            .faultLog((request, cause) -> logged.add(cause));
    try (SandboxServer sandbox = options.start()) {
      HttpResponse<String> answer = send(sandbox, service, "Action=ListRoles");
      assertEquals(500, answer.statusCode());
      assertTrue(answer.body().contains(code), answer::body);
      assertFalse(answer.body().contains("planted"), answer::body);
      assertFalse(answer.body().contains("java."), answer::body);
    }
    assertEquals(List.of("planted"), logged.stream().map(Throwable::getMessage).toList());
    assertTrue(
        List.of(logged.get(0).getStackTrace()).stream()
            .anyMatch(frame -> frame.getClassName().startsWith(getClass().getName())));
  }

  /** The headers that keep a browser from running scripts of a page in a bucket. */
  @Test
  void noResponseCanRunScripts() throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      for (String service : List.of("s3", "iam", "lambda", "other")) {
        HttpResponse<String> answer = send(sandbox, service, "");
        assertEquals(List.of("nosniff"), answer.headers().allValues("X-Content-Type-Options"));
        assertEquals(List.of("sandbox"), answer.headers().allValues("Content-Security-Policy"));
      }
    }
  }

  @Test
  void getCannotCreateARole() throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      String key = sandbox.address().accessKeyId() + "%2F20260101%2Fus-east-1%2Fiam%2Faws4_request";
      String address = sandbox.endpoint() + "/?X-Amz-Credential=" + key + "&Action=";
      assertEquals(200, get(address + "ListRoles").statusCode());
      HttpResponse<String> refused = get(address + "CreateRole&RoleName=r");
      assertEquals(405, refused.statusCode(), refused::body);
      assertTrue(refused.body().contains("accepts CreateRole by POST only"), refused::body);
    }
  }

  @ParameterizedTest
  @CsvSource({"dynamodb, 16777217", "logs, 8388609", "iam, 1048577"})
  void tooLargeBodyIsRefusedAndTheConnectionIsKept(String service, int size) throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      HttpResponse<String> refused = send(sandbox, service, "a".repeat(size));
      assertEquals(413, refused.statusCode(), refused::body);
      assertTrue(refused.body().contains("RequestEntityTooLarge"), refused::body);
      assertFalse(refused.headers().firstValue("Connection").isPresent());
    }
  }

  /** While the body of one request is missing, another request to the same service succeeds. */
  @ParameterizedTest
  @CsvSource({
    "dynamodb, POST, /, DynamoDB_20120810.ListTables",
    "lambda, POST, /2015-03-31/functions, ''",
    "logs, POST, /, Logs_20140328.DescribeLogGroups",
    "s3, PUT, /bucket/key, ''"
  })
  void slowBodyDoesNotBlockOtherClients(String service, String method, String path, String target)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    SandboxSettings options =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, asked) ->
                    asked.answer(
                        call.header("x-paused").isPresent()
                            ? call.withBody(paused(call.body(), begun, end))
                            : call));
    try (SandboxServer sandbox = options.start()) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.endpoint().resolve(path))
              .version(HttpClient.Version.HTTP_1_1)
              .header(
                  "Authorization",
                  AUTHORIZATION.formatted(sandbox.address().accessKeyId(), service))
              .header("X-Amz-Target", target.isEmpty() ? "none" : target)
              .method(method, HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpRequest bucket =
          HttpRequest.newBuilder(request, (name, value) -> true)
              .uri(sandbox.endpoint().resolve("/bucket"))
              .method("PUT", HttpRequest.BodyPublishers.noBody())
              .build();
      client.send(bucket, HttpResponse.BodyHandlers.ofString());
      CompletableFuture<HttpResponse<String>> slow =
          client.sendAsync(
              HttpRequest.newBuilder(request, (name, value) -> true)
                  .header("x-paused", "true")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      HttpResponse<String> other =
          client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(30, TimeUnit.SECONDS);
      assertFalse(slow.isDone());
      end.countDown();
      assertEquals(slow.get(30, TimeUnit.SECONDS).statusCode(), other.statusCode());
    }
  }

  private static InputStream paused(InputStream body, CountDownLatch begun, CountDownLatch end) {
    return new FilterInputStream(body) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        begun.countDown();
        try {
          assertTrue(end.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"iam, GET, ''", "iam, POST, Action=", "sts, GET, ''", "sts, POST, Version=1"})
  void missingActionIsReported(String service, String method, String body) throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.endpoint())
              .header(
                  "Authorization",
                  AUTHORIZATION.formatted(sandbox.address().accessKeyId(), service))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> refused =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(400, refused.statusCode(), refused::body);
      assertTrue(
          refused
              .body()
              .contains(
                  "<Code>MissingAction</Code><Message>The request is missing an action or a required parameter.</Message>"),
          refused::body);
    }
  }

  /** Runs the sandbox in its own JVM with a heap too small for the zip. */
  @Test
  void sandboxWithoutMemoryReportsItsEnd() throws Exception {
    try (OtherProcess other = OtherProcess.start(directory, "watch", "-Xmx32m")) {
      URI endpoint = URI.create(other.line());
      SandboxAddress address = SandboxServer.publishedIn(directory).orElseThrow();
      String zip = "{\"FunctionName\": \"f\", \"Code\": {\"ZipFile\": \"%s\"}}";
      assertThrows(
          IOException.class,
          () ->
              send(
                  address, "lambda", "/2015-03-31/functions", zip.formatted("A".repeat(64 << 20))));
      assertTrue(other.process().waitFor(60, TimeUnit.SECONDS), "The process does not end.");
      assertEquals(3, other.process().exitValue());
      assertThrows(
          ConnectException.class, () -> new Socket(endpoint.getHost(), endpoint.getPort()).close());
    }
  }

  /** The JDK's server accepts connections on one thread; without it, every client would wait. */
  @Test
  void serverClosesItsPortWhenItsDispatcherEnds() {
    List<String> logged = new CopyOnWriteArrayList<>();
    try (SandboxServer sandbox =
        SandboxServer.builder()
            .directory(directory)
            .faultLog((request, cause) -> logged.add(cause.toString()))
            .start()) {
      Thread dispatcher =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("HTTP-Dispatcher"))
              .filter(thread -> "chirp-sandbox".equals(group(thread)))
              .findFirst()
              .orElseThrow();
      Throwable error = new OutOfMemoryError("planted");
      dispatcher.getUncaughtExceptionHandler().uncaughtException(dispatcher, error);
      assertEquals(Optional.of(error), sandbox.failure());
      assertEquals(List.of("java.lang.OutOfMemoryError: planted"), logged);
      assertThrows(ConnectException.class, () -> send(sandbox, "s3", ""));
    }
  }

  private static String group(Thread thread) {
    return Optional.ofNullable(thread.getThreadGroup()).map(ThreadGroup::getName).orElse("");
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(SandboxServer sandbox, String service, String body)
      throws Exception {
    return send(sandbox.address(), service, "/", body);
  }

  private static HttpResponse<String> send(
      SandboxAddress address, String service, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.endpoint().resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", AUTHORIZATION.formatted(address.accessKeyId(), service))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
