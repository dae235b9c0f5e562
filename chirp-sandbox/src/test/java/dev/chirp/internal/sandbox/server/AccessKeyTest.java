package dev.chirp.internal.sandbox.server;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox serves only clients with its access key, and only its user can read its state. */
class AccessKeyTest {
  private static final String CREATE_ROLE = "Action=CreateRole&Version=2010-05-08&RoleName=r";

  @TempDir private Path directory;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private SandboxServer sandbox;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory.resolve("state"))
            .interceptor(
                (action, call, service) -> {
                  done.add(action);
                  return service.answer(call);
                })
            .start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "s3, GET, /bucket/key, 403, <Code>InvalidAccessKeyId</Code>",
    "iam, POST, /, 403, <Code>InvalidClientTokenId</Code>",
    "sts, POST, /, 403, <Code>InvalidClientTokenId</Code>",
    "dynamodb, POST, /, 400, UnrecognizedClientException",
    "logs, POST, /, 400, UnrecognizedClientException",
    "lambda, GET, /2015-03-31/functions/, 403, The security token included in the request is invalid"
  })
  void requestWithAnotherKeyIsRefusedInTheServicesWords(
      String service, String method, String path, int status, String words) throws Exception {
    String token = sandbox.address().accessKeyId().substring(12);
    for (String id :
        List.of(
            "000000000000",
            "test",
            "AKIAIOSFODNN7EXAMPLE",
            token,
            "000000000000" + "A".repeat(26))) {
      HttpResponse<String> refused =
          send(
              HttpRequest.newBuilder(sandbox.endpoint().resolve(path))
                  .header("Authorization", authorization(id, service))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .method(method, HttpRequest.BodyPublishers.ofString(CREATE_ROLE)));
      assertEquals(status, refused.statusCode(), refused::body);
      assertTrue(refused.body().contains(words), refused::body);
      assertTrue(refused.body().contains("mvn chirp:sandbox"), refused::body);
      assertFalse(refused.body().contains(token), refused::body);
    }
    assertEquals(List.of(), done);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /bucket/key, '', text/plain, 403, <Code>AccessDenied</Code>",
    "PUT, /bucket/key, '', application/x-www-form-urlencoded, 403, <Code>AccessDenied</Code>",
    "GET, /, '', text/plain, 403, <Code>AccessDenied</Code>",
    "POST, /, '', application/x-www-form-urlencoded, 403, <Code>MissingAuthenticationToken</Code>",
    "GET, /?Action=CreateRole&RoleName=r, '', text/plain, 403, <Code>MissingAuthenticationToken</Code>",
    "POST, /, DynamoDB_20120810.PutItem, application/x-amz-json-1.0, 400, MissingAuthenticationTokenException",
    "POST, /, Logs_20140328.PutLogEvents, application/x-amz-json-1.1, 400, MissingAuthenticationTokenException",
    "POST, /2015-03-31/functions, '', application/json, 403, Missing Authentication Token"
  })
  void unsignedRequestIsRefusedInTheServicesWords(
      String method, String path, String target, String type, int status, String words)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(CREATE_ROLE));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    HttpResponse<String> refused = send(request);
    assertEquals(status, refused.statusCode(), refused::body);
    assertTrue(refused.body().contains(words), refused::body);
    assertEquals(List.of(), done);
  }

  /** Another process that takes the port of a stopped sandbox learns its key from clients. */
  @Test
  void keyOfAStoppedSandboxIsWorthless() throws Exception {
    String learned = sandbox.address().accessKeyId();
    assertTrue(learned.matches("000000000000[A-Z2-7]{26}"), learned);
    assertFalse(sandbox.address().toString().contains(learned), sandbox.address()::toString);
    sandbox.publish();
    sandbox.close();
    sandbox = SandboxServer.builder().directory(directory.resolve("state")).start();
    HttpResponse<String> refused = listRoles(learned);
    assertEquals(403, refused.statusCode(), refused::body);
    assertTrue(
        refused
            .body()
            .contains(
                "has a new key at each start. Use the one that mvn chirp:sandbox printed last."),
        refused::body);
    sandbox.publish();
    SandboxAddress published = SandboxServer.publishedIn(directory.resolve("state")).orElseThrow();
    assertEquals(200, listRoles(published.accessKeyId()).statusCode());
  }

  private HttpResponse<String> listRoles(String accessKeyId) throws Exception {
    return send(
        HttpRequest.newBuilder(sandbox.endpoint())
            .header("Authorization", authorization(accessKeyId, "iam"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("Action=ListRoles")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void addressThatOtherUsersCanAccessIsIgnored() throws IOException {
    sandbox.publish();
    Path state = directory.resolve("state");
    assertEquals(Optional.of(sandbox.address()), SandboxServer.publishedIn(state));
    Files.setPosixFilePermissions(
        state.resolve("address"), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(Optional.<SandboxAddress>empty(), SandboxServer.publishedIn(state));
  }

  /** Only IAM and STS read forms. An upload by curl has the content type of a form by default. */
  @Test
  void uploadWithAFormsContentTypeIsStoredAsAnObject() throws Exception {
    String content = "delete=&versionId=null&uploads=&X-Amz-Target=x";
    put("/bucket", "");
    put("/bucket/form", content);
    HttpResponse<String> kept =
        send(
            HttpRequest.newBuilder(sandbox.endpoint().resolve("/bucket/form"))
                .header("Authorization", authorization(sandbox.address().accessKeyId(), "s3")));
    assertEquals(content, kept.body());
    assertEquals(List.of("s3:CreateBucket", "s3:PutObject", "s3:GetObject"), done);
  }

  @Test
  void formFieldsDoNotReachOtherServices() throws Exception {
    HttpResponse<String> listed =
        send(
            HttpRequest.newBuilder(sandbox.endpoint())
                .header("Authorization", authorization(sandbox.address().accessKeyId(), "logs"))
                .header("X-Amz-Target", "Logs_20140328.DescribeLogGroups")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertEquals("{\"logGroups\":[]}", listed.body());
  }

  private void put(String path, String content) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(sandbox.endpoint().resolve(path))
                .header("Authorization", authorization(sandbox.address().accessKeyId(), "s3"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString(content)));
    assertEquals(200, answer.statusCode(), answer::body);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheUserCanReadTheStateEvenOfAnOlderVersion() throws Exception {
    Path state = directory.resolve("state");
    sandbox.close();
    Path left = Files.createDirectories(state.resolve("lambda")).resolve("functions-old.json");
    Files.writeString(left, "{}");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (OtherProcess other = OtherProcess.startWithoutUmask(state)) {
      SandboxAddress address = SandboxServer.publishedIn(state).orElseThrow();
      Iterable<List<String>> calls =
          List.of(
              List.of("s3", "PUT", "/bucket", "", ""),
              List.of("s3", "PUT", "/bucket/key", "", "secret"),
              List.of(
                  "iam",
                  "POST",
                  "/",
                  "",
                  CREATE_ROLE + "&AssumeRolePolicyDocument=" + encode(TrustPolicies.LAMBDA, UTF_8)),
              List.of(
                  "logs", "POST", "/", "Logs_20140328.CreateLogGroup", "{\"logGroupName\": \"g\"}"),
              List.of(
                  "logs",
                  "POST",
                  "/",
                  "Logs_20140328.CreateLogStream",
                  "{\"logGroupName\": \"g\", \"logStreamName\": \"s\"}"),
              List.of(
                  "logs",
                  "POST",
                  "/",
                  "Logs_20140328.PutLogEvents",
                  "{\"logGroupName\": \"g\", \"logStreamName\": \"s\", \"logEvents\": [{\"timestamp\": %d, \"message\": \"m\"}]}"
                      .formatted(System.currentTimeMillis())),
              List.of(
                  "dynamodb",
                  "POST",
                  "/",
                  "DynamoDB_20120810.CreateTable",
                  "{\"TableName\": \"chirp\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}"));
      for (List<String> call : calls) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(address.endpoint().resolve(call.get(2)))
                .header("Authorization", authorization(address.accessKeyId(), call.get(0)))
                .header(
                    "Content-Type",
                    call.get(0).equals("iam") ? "application/x-www-form-urlencoded" : "text/plain")
                .method(call.get(1), HttpRequest.BodyPublishers.ofString(call.get(4)));
        if (!call.get(3).isEmpty()) {
          request.header("X-Amz-Target", call.get(3));
        }
        HttpResponse<String> answer = send(request);
        assertEquals(200, answer.statusCode(), () -> call + answer.body() + other);
      }
      assertPrivate(state);
    }
  }

  /** Checks that other users have no permission on any file. */
  static void assertPrivate(Path directory) throws IOException {
    Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!own.containsAll(permissions)) {
          open.add(PosixFilePermissions.toString(permissions) + " " + directory.relativize(file));
        }
      }
    }
    assertEquals(List.of(), open);
  }

  /** Runs as the user {@code nobody}. This needs root; without it, the test is skipped. */
  @Test
  void anotherUserCanNeitherCreateARoleNorReadTheState() throws Exception {
    assumeTrue(
        asNobody("id -u").startsWith("65534"),
        "Only root can become another user, with setpriv and bash.");
    String body = CREATE_ROLE;
    String answer =
        asNobody(
            "exec 3<>/dev/tcp/127.0.0.1/%d; printf '%%b' 'POST / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nAuthorization: %s\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s' >&3; cat <&3"
                .formatted(
                    sandbox.endpoint().getPort(),
                    authorization("000000000000", "iam"),
                    body.length(),
                    body));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(answer.contains("<Code>InvalidClientTokenId</Code>"), answer);
    assertEquals(List.of(), done);
    Path state = directory.resolve("state");
    sandbox.publish();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String command : List.of("ls " + state, "cat " + state + "/address")) {
      String refused = asNobody(command);
      assertTrue(refused.contains("Permission denied"), refused);
    }
  }

  private static String asNobody(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", command);
    try {
      Process process = builder.directory(Path.of("/").toFile()).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return printed;
    } catch (IOException e) {
      return e.toString(); // setpriv is not installed
    }
  }

  private static String authorization(String accessKeyId, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=made-up"
        .formatted(accessKeyId, service);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
