package dev.chirp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The content of a sandbox with a temporary folder, read by the test that started it. */
class SandboxContentTest {
  private static final String REGION = "eu-central-1";
  private static final String TABLE =
      """
      {"TableName": "notes", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
       "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
      """;

  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.builder().region(REGION).tables(Map.of("notes.json", TABLE)).start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void itemsArePlainValues() throws Exception {
    send("dynamodb", "DynamoDB_20120810.PutItem", put("{\"id\": {\"S\": \"2\"}}"));
    send(
        "dynamodb",
        "DynamoDB_20120810.PutItem",
        put(
            """
            {"id": {"S": "1"}, "count": {"N": "1.50"}, "done": {"BOOL": true},
             "nothing": {"NULL": true}, "bytes": {"B": "AQI="}, "tags": {"SS": ["a", "b"]},
             "sizes": {"NS": ["1", "2"]}, "list": {"L": [{"S": "x"}, {"N": "3"}]},
             "map": {"M": {"inner": {"S": "y"}}}}
            """));

    assertEquals(List.of("notes"), sandbox.tables());
    List<Map<String, Object>> items = sandbox.items("notes");
    assertEquals(
        Map.of(
            "id", "1",
            "count", new BigDecimal("1.5"),
            "done", true,
            "nothing", Optional.empty(),
            "bytes", ByteBuffer.wrap(new byte[] {1, 2}),
            "tags", Set.of("a", "b"),
            "sizes", Set.of(BigDecimal.ONE, new BigDecimal(2)),
            "list", List.of("x", new BigDecimal(3)),
            "map", Map.of("inner", "y")),
        items.stream().filter(item -> "1".equals(item.get("id"))).findFirst().orElseThrow());
    assertEquals(2, items.size());
  }

  private static String put(String item) {
    return "{\"TableName\": \"notes\", \"Item\": %s}".formatted(item);
  }

  @Test
  void bucketsAndKeysAreListed() throws Exception {
    put(
        "/pictures",
        "<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>"
            .formatted(REGION));
    put("/pictures/b.txt", "B");
    put("/pictures/a.txt", "A");

    assertEquals(List.of("pictures"), sandbox.buckets());
    assertEquals(List.of("a.txt", "b.txt"), sandbox.objects("pictures"));
  }

  @Test
  void logsAreListed() throws Exception {
    send("logs", "Logs_20140328.CreateLogGroup", "{\"logGroupName\": \"/chirp\"}");
    for (String stream : List.of("one", "two")) {
      String names = "\"logGroupName\": \"/chirp\", \"logStreamName\": \"" + stream + '"';
      send("logs", "Logs_20140328.CreateLogStream", "{" + names + "}");
      long now = System.currentTimeMillis();
      send(
          "logs",
          "Logs_20140328.PutLogEvents",
          "{%s, \"logEvents\": [{\"timestamp\": %d, \"message\": \"in %s\"}]}"
              .formatted(names, stream.equals("one") ? now : now - 1000, stream));
    }

    assertEquals(List.of("/chirp"), sandbox.logGroups());
    assertEquals(List.of("in two", "in one"), sandbox.logs("/chirp"));
  }

  @Test
  void missingResourceIsNamed() {
    assertEquals(
        "The sandbox cannot show table 'chirps' in eu-central-1: Requested resource not found",
        assertThrows(IllegalArgumentException.class, () -> sandbox.items("chirps")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> sandbox.objects("chirps"));
    assertThrows(IllegalArgumentException.class, () -> sandbox.logs("chirps"));
  }

  @Test
  void environmentNamesTheRegion() {
    Map<String, String> environment = sandbox.environment();
    assertEquals(sandbox.endpoint().toString(), environment.get("AWS_ENDPOINT_URL"));
    assertEquals(REGION, environment.get("AWS_REGION"));
    assertEquals(REGION, environment.get("AWS_DEFAULT_REGION"));
    assertEquals(sandbox.accessKeyId(), environment.get("AWS_ACCESS_KEY_ID"));
    assertEquals(sandbox.secretAccessKey(), environment.get("AWS_SECRET_ACCESS_KEY"));
  }

  @Test
  void temporaryFolderIsDeleted() throws IOException {
    assertTrue(OwnerOnly.isPrivate(sandbox.directory()));
    sandbox.close();
    assertFalse(Files.exists(sandbox.directory()));
  }

  @Test
  void failedStartLeavesNoTemporaryFolder() throws IOException {
    List<Path> before = temporaryFolders();
    SandboxBuilder wrong = Sandbox.builder().tables(Map.of("notes.json", "{}"));
    assertThrows(IllegalStateException.class, wrong::start);
    assertEquals(before, temporaryFolders());
  }

  /** This process's folders. Other processes may start sandboxes at the same time. */
  private static List<Path> temporaryFolders() throws IOException {
    String prefix = "chirp-sandbox-%d-".formatted(ProcessHandle.current().pid());
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  @Test
  void invalidRegionIsRefused() {
    SandboxBuilder builder = Sandbox.builder();
    assertEquals(
        "'../x' is not a valid region.\nTry: us-east-1",
        assertThrows(IllegalArgumentException.class, () -> builder.region("../x")).getMessage());
  }

  private void send(String service, String target, String body) throws Exception {
    HttpRequest request =
        signed(service, "/")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofString(body))
            .build();
    send(request);
  }

  private void put(String path, String body) throws Exception {
    send(signed("s3", path).PUT(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder signed(String service, String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/20261128/%s/%s/aws4_request"
                .formatted(sandbox.accessKeyId(), REGION, service));
  }

  private static void send(HttpRequest request) throws Exception {
    var response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertEquals(200, response.statusCode(), response::body);
  }
}
