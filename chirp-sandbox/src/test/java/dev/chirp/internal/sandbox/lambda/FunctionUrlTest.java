package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Cors;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvokeMode;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Deployed functions answer at their URLs, over HTTP. */
@Tag("slow")
class FunctionUrlTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORBIDDEN = "403 {\"Message\":\"Forbidden\"}";

  @TempDir private Path directory;
  private LambdaBox box;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
    lambda = box.lambda();
    lambda.createFunction(box.request("web").handler("acme.WebFunction").build());
    box.pass(LambdaBox.PENDING);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private String create(FunctionUrlAuthType type) {
    return lambda.createFunctionUrlConfig(r -> r.functionName("web").authType(type)).functionUrl();
  }

  private String createPublic() {
    allow();
    return create(FunctionUrlAuthType.NONE);
  }

  private void allow() {
    lambda.addPermission(
        r ->
            r.functionName("web")
                .statementId("url")
                .action("lambda:InvokeFunctionUrl")
                .principal("*")
                .functionUrlAuthType(FunctionUrlAuthType.NONE));
    lambda.addPermission(
        r ->
            r.functionName("web")
                .statementId("invoke")
                .action("lambda:InvokeFunction")
                .principal("*")
                .invokedViaFunctionUrl(true));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder at(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1));
  }

  private static String get(String url) throws IOException, InterruptedException {
    return text(send(at(url)));
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private static String authorization(String key, String region, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
        .formatted(key, region, service);
  }

  @Test
  void eventIsAFunctionUrls() throws IOException, InterruptedException {
    String url = createPublic();
    HttpResponse<String> response =
        send(
            at(url + "a%20b?q=a+b&q=c")
                .header("Content-Type", "application/json")
                .header("Cookie", "a=1; b=2")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"é\"}")));
    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
    JsonNode event = JSON.readTree(response.body());
    assertEquals("/a%20b", event.get("rawPath").asText());
    assertEquals("q=a+b&q=c", event.get("rawQueryString").asText());
    assertEquals("a b,c", event.get("queryStringParameters").get("q").asText());
    assertEquals("[\"a=1\",\"b=2\"]", event.get("cookies").toString());
    assertEquals("{\"text\": \"é\"}", event.get("body").asText());
    JsonNode context = event.get("requestContext");
    assertEquals("anonymous", context.get("accountId").asText());
    assertTrue(
        context
            .get("domainName")
            .asText()
            .matches("[0-9a-f]{32}\\.lambda-url\\.us-east-1\\.on\\.aws"),
        context::toString);
    assertEquals("POST", context.get("http").get("method").asText());
    assertEquals(
        context.get("requestId").asText(),
        response.headers().firstValue("x-amzn-requestid").orElse(""));
  }

  @Test
  void contextHasTheRequestIdOfTheEvent() throws IOException, InterruptedException {
    HttpResponse<String> response = send(at(createPublic() + "context"));
    assertEquals(
        response.headers().firstValue("x-amzn-requestid").orElse("")
            + " arn:aws:lambda:us-east-1:000000000000:function:web",
        response.body());
  }

  @Test
  void responseIsInferredAsOnLambda() throws IOException, InterruptedException {
    String url = createPublic();
    assertEquals("200 {\"message\": \"no statusCode\"}", get(url + "plain"));
    assertEquals("502 Internal Server Error", get(url + "throw"));
    assertEquals("502 Internal Server Error", get(url + "malformed"));
    HttpResponse<byte[]> picture =
        HTTP.send(at(url + "picture").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertEquals("[-119, 80, 78, 71, 0, -1]", Arrays.toString(picture.body()));
    HttpResponse<String> redirect = send(at(url + "cookies"));
    assertEquals(303, redirect.statusCode());
    assertEquals(List.of("a=1", "b=2"), redirect.headers().allValues("set-cookie"));
  }

  @Test
  void publicUrlNeedsBothStatements() throws IOException, InterruptedException {
    String url = create(FunctionUrlAuthType.NONE);
    assertEquals(FORBIDDEN, get(url));
    allow();
    assertEquals("200 {\"message\": \"no statusCode\"}", get(url + "plain"));
    lambda.removePermission(r -> r.functionName("web").statementId("invoke"));
    assertEquals(FORBIDDEN, get(url));
  }

  @Test
  void iamUrlIsForSignedRequestsOnly() throws IOException, InterruptedException {
    String url = create(FunctionUrlAuthType.AWS_IAM);
    String key = box.address().accessKeyId();
    assertEquals(FORBIDDEN, get(url));
    for (String other :
        List.of(
            authorization("000000000000WRONG", "us-east-1", "lambda"),
            authorization("111111111111" + key.substring(12), "us-east-1", "lambda"),
            authorization(key, "eu-west-1", "lambda"),
            authorization(key, "us-east-1", "s3"),
            "Bearer x")) {
      assertEquals(FORBIDDEN, text(send(at(url).header("Authorization", other))), other);
    }
    HttpResponse<String> response =
        send(at(url).header("Authorization", authorization(key, "us-east-1", "lambda")));
    assertEquals(200, response.statusCode());
    JsonNode context = JSON.readTree(response.body()).get("requestContext");
    assertEquals("000000000000", context.get("accountId").asText());
    assertEquals(
        """
        {"iam":{"accessKey":"%s","accountId":"000000000000","callerId":"AIDASANDBOX",\
        "cognitoIdentity":null,"principalOrgId":null,\
        "userArn":"arn:aws:iam::000000000000:user/sandbox","userId":"AIDASANDBOX"}}"""
            .formatted(key),
        context.get("authorizer").toString());
  }

  @Test
  void linkWithASignatureOpensAnIamUrl() throws IOException, InterruptedException {
    String url = create(FunctionUrlAuthType.AWS_IAM);
    String credential =
        "?X-Amz-Credential=%s%%2F20260101%%2Fus-east-1%%2Flambda%%2Faws4_request"
            .formatted(box.address().accessKeyId());
    assertEquals("200 {\"message\": \"no statusCode\"}", get(url + "plain" + credential));
    assertEquals(FORBIDDEN, get(url + "plain?X-Amz-Credential=%25"));
  }

  @Test
  void preflightIsAnsweredByTheSettings() throws IOException, InterruptedException {
    String url =
        lambda
            .createFunctionUrlConfig(
                r ->
                    r.functionName("web")
                        .authType(FunctionUrlAuthType.AWS_IAM)
                        .cors(
                            c ->
                                c.allowOrigins("https://app.example.com")
                                    .allowMethods("GET", "POST")
                                    .allowHeaders("content-type")
                                    .maxAge(600)))
            .functionUrl();
    HttpResponse<String> response =
        send(
            at(url)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "POST"));
    assertEquals("200 ", text(response));
    assertEquals(
        List.of("https://app.example.com"),
        response.headers().allValues("access-control-allow-origin"));
    assertEquals(List.of("GET,POST"), response.headers().allValues("access-control-allow-methods"));
    assertEquals(List.of("600"), response.headers().allValues("access-control-max-age"));
  }

  @Test
  void corsHeadersOfFunctionAndSettingsAreBothSent() throws IOException, InterruptedException {
    String url = createPublic();
    lambda.updateFunctionUrlConfig(
        r -> r.functionName("web").cors(c -> c.allowOrigins("https://app.example.com")));
    assertEquals(
        List.of("*", "https://app.example.com"),
        send(at(url + "cookies").header("Origin", "https://app.example.com"))
            .headers()
            .allValues("access-control-allow-origin"));
    lambda.updateFunctionUrlConfig(r -> r.functionName("web").cors(Cors.builder().build()));
    assertEquals(
        List.of("*"),
        send(at(url + "cookies").header("Origin", "https://app.example.com"))
            .headers()
            .allValues("access-control-allow-origin"));
  }

  @Test
  void corsSettingsAreChecked() {
    LambdaException credentials =
        assertThrows(
            LambdaException.class,
            () ->
                lambda.createFunctionUrlConfig(
                    r ->
                        r.functionName("web")
                            .authType(FunctionUrlAuthType.NONE)
                            .cors(c -> c.allowOrigins("*").allowCredentials(true))));
    assertEquals("InvalidParameterValueException", credentials.awsErrorDetails().errorCode());
    LambdaException age =
        assertThrows(
            LambdaException.class,
            () ->
                lambda.createFunctionUrlConfig(
                    r ->
                        r.functionName("web")
                            .authType(FunctionUrlAuthType.NONE)
                            .cors(c -> c.maxAge(-1))));
    assertEquals("ValidationException", age.awsErrorDetails().errorCode());
  }

  @Test
  void aliasAndFunctionHaveUrlsOfTheirOwn() throws IOException, InterruptedException {
    lambda.publishVersion(r -> r.functionName("web"));
    box.pass(LambdaBox.PENDING);
    lambda.createAlias(r -> r.functionName("web").name("live").functionVersion("1"));
    String own = create(FunctionUrlAuthType.AWS_IAM);
    String live =
        lambda
            .createFunctionUrlConfig(
                r -> r.functionName("web").qualifier("live").authType(FunctionUrlAuthType.AWS_IAM))
            .functionUrl();
    assertNotEquals(own, live);
    String signed = authorization(box.address().accessKeyId(), "us-east-1", "lambda");
    assertTrue(
        send(at(live + "context").header("Authorization", signed))
            .body()
            .endsWith(" arn:aws:lambda:us-east-1:000000000000:function:web:live"));
    lambda.deleteAlias(r -> r.functionName("web").name("live"));
    assertGone(live);
    assertEquals(200, send(at(own).header("Authorization", signed)).statusCode());
  }

  @Test
  void urlEndsWithItsConfigurationAndWithItsFunction() throws IOException, InterruptedException {
    String first = createPublic();
    lambda.deleteFunctionUrlConfig(r -> r.functionName("web"));
    assertGone(first);
    String second = create(FunctionUrlAuthType.NONE);
    assertEquals("200 {\"message\": \"no statusCode\"}", get(second + "plain"));
    lambda.deleteFunction(r -> r.functionName("web"));
    assertGone(second);
  }

  @Test
  void runningInvocationOutlivesItsUrl() throws Exception {
    String url = createPublic();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch deleted = new CountDownLatch(1);
    box.log =
        lines -> {
          begun.countDown();
          await(deleted);
        };
    CompletableFuture<HttpResponse<String>> response =
        HTTP.sendAsync(at(url + "plain").build(), HttpResponse.BodyHandlers.ofString());
    await(begun);
    lambda.deleteFunctionUrlConfig(r -> r.functionName("web"));
    deleted.countDown();
    assertEquals("200 {\"message\": \"no statusCode\"}", text(response.get(60, TimeUnit.SECONDS)));
    assertEquals(List.of(), List.copyOf(box.faults));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endOfTheSandboxIsNotReportedAsAFailedInvocation() throws IOException {
    String url = createPublic();
    CountDownLatch begun = new CountDownLatch(1);
    box.log =
        lines -> {
          begun.countDown();
          await(new CountDownLatch(1));
        };
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("GET /plain HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      await(begun);
      box.close();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(List.of(), List.copyOf(box.faults));
  }

  @Test
  void faultOfTheSandboxIsA502AndInTheFaultLog() throws Exception {
    String url = createPublic();
    box.log =
        lines -> {
          throw new IllegalStateException("planted");
        };
    assertEquals("502 Internal Server Error", get(url + "plain"));
    assertEquals("planted", box.faults.poll(60, TimeUnit.SECONDS).getMessage());
  }

  @Test
  void errorInAThreadOfAUrlStopsTheServer() throws Exception {
    String url = createPublic();
    box.log =
        lines -> {
          throw new OutOfMemoryError("planted");
        };
    assertThrows(IOException.class, () -> get(url + "plain"));
    assertEquals("planted", box.faults.poll(60, TimeUnit.SECONDS).getMessage());
    assertRefused(box.endpoint().getPort());
    assertRefused(URI.create(url).getPort());
  }

  @Test
  void reasonOfARefusedRequestIsLogged() throws IOException {
    String url = createPublic();
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger("dev.chirp.sandbox");
    log.addHandler(handler);
    try {
      assertTrue(
          raw(url, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
              .startsWith("HTTP/1.1 403 Forbidden\r\n"));
    } finally {
      log.removeHandler(handler);
    }
    assertEquals(
        List.of(
            "A request at the URL of function web is refused: The request is for host"
                + " 'evil.example'."),
        List.copyOf(lines));
  }

  /** At once a 404, and soon the port is closed. */
  private static void assertGone(String url) throws IOException, InterruptedException {
    try {
      assertEquals("404 {\"Message\":null}", get(url));
    } catch (HttpTimeoutException waited) {
      throw waited;
    } catch (IOException closed) {
      // It closed before, or while it answered.
    }
    assertRefused(URI.create(url).getPort());
  }

  private static void assertRefused(int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (accepts(port)) {
      assertTrue(System.nanoTime() - deadline < 0, "port " + port + " still accepts connections");
      Thread.onSpinWait();
    }
  }

  private static boolean accepts(int port) throws IOException {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  @Test
  void urlStaysWhereItIsWhenTheSandboxStartsAgain() throws IOException, InterruptedException {
    String url = createPublic();
    box.close();
    box = new LambdaBox(directory);
    box.pass(LambdaBox.PENDING);
    lambda = box.lambda();
    assertEquals(url, lambda.getFunctionUrlConfig(r -> r.functionName("web")).functionUrl());
    assertEquals("200 {\"message\": \"no statusCode\"}", get(url + "plain"));
  }

  @Test
  void takenPortIsReplaced() throws IOException, InterruptedException {
    String url = createPublic();
    box.close();
    try (ServerSocket taken = new ServerSocket()) {
      taken.setReuseAddress(true);
      taken.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(url).getPort()));
      box = new LambdaBox(directory);
      box.pass(LambdaBox.PENDING);
      lambda = box.lambda();
      String moved = lambda.getFunctionUrlConfig(r -> r.functionName("web")).functionUrl();
      assertNotEquals(url, moved);
      assertEquals("200 {\"message\": \"no statusCode\"}", get(moved + "plain"));
    }
  }

  @Test
  void pendingFunctionIsAnError() throws IOException, InterruptedException {
    lambda.createFunction(box.request("new").handler("acme.WebFunction").build());
    String url =
        lambda
            .createFunctionUrlConfig(
                r -> r.functionName("new").authType(FunctionUrlAuthType.AWS_IAM))
            .functionUrl();
    String signed = authorization(box.address().accessKeyId(), "us-east-1", "lambda");
    assertEquals("502 Internal Server Error", text(send(at(url).header("Authorization", signed))));
    box.pass(LambdaBox.PENDING);
    assertEquals(200, send(at(url).header("Authorization", signed)).statusCode());
  }

  @Test
  void responseStreamsAreRefusedByName() throws IOException, InterruptedException {
    String url = createPublic();
    lambda.updateFunctionUrlConfig(
        r -> r.functionName("web").invokeMode(InvokeMode.RESPONSE_STREAM));
    assertEquals(
        "501 {\"Message\":\"Chirp's sandbox does not support function URLs with RESPONSE_STREAM;"
            + " AWS does.\"}",
        get(url));
  }

  @Test
  void bodyOverSixMegabytesIsTooLarge() throws IOException {
    String response =
        raw(
            createPublic(),
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 6291457\r\n\r\n");
    assertTrue(response.startsWith("HTTP/1.1 413 Request Entity Too Large\r\n"), response);
    assertTrue(response.endsWith("\r\n\r\n{\"Message\":null}"), response);
  }

  @Test
  void pageWhoseNamePointsHereIsRefused() throws IOException {
    String response = raw(createPublic(), "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertTrue(response.startsWith("HTTP/1.1 403 Forbidden\r\n"), response);
  }

  @Test
  void targetThatBrowsersDoNotEncodeIsTaken() throws IOException {
    String response =
        raw(
            createPublic(),
            "GET /plain?a=b|c^é HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
  }

  private static String raw(String url, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
