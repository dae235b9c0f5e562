package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Puts a few chirps into the sandbox's table, as {@code save_chirp} would. */
record SampleChirps(SandboxAddress sandbox) {
  /** The sandbox reads key, service and region from it and does not check the signature. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/dynamodb/aws4_request";

  /** More than one page, so that the response has a token for the next page. */
  private static final int COUNT = 12;

  private static final long FIRST = 1_795_536_533_123L;

  void save() throws IOException {
    for (int n = 0; n < COUNT; n++) {
      put(
          """
          {"TableName": "chirp", "Item": {"userId": {"S": "everyone"},
           "timestamp": {"S": "%d-9f86d081884c7d65"}, "chirpText": {"S": "Chirp number %d"}}}"""
              .formatted(FIRST + n * 1000L, n));
    }
  }

  private void put(String item) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.endpoint())
            .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", AUTHORIZATION.formatted(sandbox.accessKeyId()))
            .POST(BodyPublishers.ofString(item))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("The sandbox's DynamoDB answers: " + response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
