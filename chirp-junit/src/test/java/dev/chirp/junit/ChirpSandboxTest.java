package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.chirp.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Requests over the wire, as a function's client would send them. */
@ChirpSandbox(tables = "src/test/aws/table", region = "eu-central-1")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChirpSandboxTest {
  private final Sandbox ofConstructor;

  ChirpSandboxTest(Sandbox sandbox) {
    ofConstructor = sandbox;
  }

  @BeforeEach
  void begin(Sandbox sandbox, URI endpoint) {
    assertSame(ofConstructor, sandbox);
    assertEquals(sandbox.endpoint(), endpoint);
  }

  @Test
  @Order(1)
  void hasTheProjectsTables(Sandbox sandbox) throws Exception {
    assertEquals(List.of("notes"), sandbox.tables());
    assertEquals(List.of(), sandbox.items("notes"));

    HttpResponse<String> response = putNote(sandbox.endpoint(), sandbox, "1");

    assertEquals(200, response.statusCode(), response::body);
    assertEquals(List.of(Map.of("id", "1")), sandbox.items("notes"));
  }

  @Test
  @Order(2)
  void keepsItsItemsForTheNextTestOfTheClass(Sandbox sandbox) {
    assertEquals(List.of(Map.of("id", "1")), sandbox.items("notes"));
  }

  @Test
  void namesTheRegionInTheSettingsOfClients(Sandbox sandbox) {
    assertEquals("eu-central-1", sandbox.region());
    assertEquals("eu-central-1", sandbox.environment().get("AWS_REGION"));
  }

  @Nested
  class Inside {
    @Test
    void nestedClassUsesTheOuterSandbox(Sandbox sandbox) {
      assertSame(ofConstructor, sandbox);
    }
  }

  @Nested
  @ChirpSandbox(tables = "src/test/aws/table")
  class InsideWithItsOwn {
    @Test
    void nestedClassHasItsOwnSandbox(Sandbox sandbox) {
      assertNotEquals(ofConstructor.endpoint(), sandbox.endpoint());
      assertEquals("us-east-1", sandbox.region());
      assertEquals(List.of(), sandbox.items("notes"));
    }
  }

  static HttpResponse<String> putNote(URI endpoint, Sandbox sandbox, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/%s/dynamodb/aws4_request"
                    .formatted(sandbox.accessKeyId(), sandbox.region()))
            .POST(
                BodyPublishers.ofString(
                    "{\"TableName\": \"notes\", \"Item\": {\"id\": {\"S\": \"%s\"}}}"
                        .formatted(id)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
