package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The tables and buckets that functions use in the sandbox. It asks the sandbox over HTTP, because
 * another process may run it, and only reads. AWS itself is never asked.
 *
 * @param aws the functions' variables
 */
record SandboxResource(Map<String, String> aws, HttpClient client) implements OwnResource {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern BUCKET = Pattern.compile("<Bucket>.*?<Name>([a-z0-9.-]+)</Name>");
  private static final Pattern KEY = Pattern.compile("<Key>");
  private static final String TRUNCATED = "<IsTruncated>true</IsTruncated>";

  SandboxResource(Map<String, String> aws) {
    this(aws, HttpClient.newHttpClient());
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request, CurrentCode code)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    if (!SandboxAddress.SECRET.equals(aws.get("AWS_SECRET_ACCESS_KEY"))) {
      return PageResponse.json(200, body.put("isUsed", false));
    }
    body.put("isUsed", true).put("endpoint", aws.get("AWS_ENDPOINT_URL"));
    try {
      ArrayNode tables = body.putArray("tables");
      for (JsonNode name : dynamoDb("ListTables", "{}").path("TableNames")) {
        tables.add(table(name.asText()));
      }
      ArrayNode buckets = body.putArray("buckets");
      for (String name : buckets()) {
        String first = s3("/" + name + "?list-type=2"); // as many as one response may have
        buckets
            .addObject()
            .put("name", name)
            .put("objects", KEY.matcher(first).results().count())
            .put("hasMore", first.contains(TRUNCATED));
      }
      return PageResponse.json(200, body);
    } catch (IOException e) {
      return PageResponse.message(502, "The sandbox does not answer: " + e.getMessage());
    }
  }

  private ObjectNode table(String name) throws IOException, InterruptedException {
    String named = JSON.createObjectNode().put("TableName", name).toString();
    JsonNode table = dynamoDb("DescribeTable", named).path("Table");
    List<String> key = new ArrayList<>();
    table.path("KeySchema").forEach(part -> key.add(part.path("AttributeName").asText()));
    return JSON.createObjectNode()
        .put("name", name)
        .put("key", String.join(", ", key))
        .put("items", table.path("ItemCount").asLong());
  }

  private List<String> buckets() throws IOException, InterruptedException {
    return BUCKET.matcher(s3("/")).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private JsonNode dynamoDb(String action, String body) throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            request("/", "dynamodb")
                .header("content-type", "application/x-amz-json-1.0")
                .header("x-amz-target", "DynamoDB_20120810." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  private String s3(String target) throws IOException, InterruptedException {
    return send(request(target, "s3"));
  }

  /** The sandbox checks the key's id, not the signature. */
  private HttpRequest.Builder request(String target, String service) {
    String scope =
        "%s/20260101/%s/%s/aws4_request"
            .formatted(aws.get("AWS_ACCESS_KEY_ID"), aws.get("AWS_REGION"), service);
    return HttpRequest.newBuilder(URI.create(aws.get("AWS_ENDPOINT_URL") + target))
        .timeout(LIMIT)
        .header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=host, Signature=0".formatted(scope));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }
}
