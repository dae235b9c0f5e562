package dev.chirp.example.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.example.service.ImageLinks;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.junit.ChirpSandbox;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@ChirpSandbox
class S3ImageLinksTest {

  private static final ImageLocation LOCATION =
      new ImageLocation("customer-image/0f8fad5b-d9cb-469f-a165-70867728950e.jpg");

  @Test
  void uploadedPictureCanBeDownloaded(Sandbox sandbox) throws Exception {
    try (S3Presigner presigner = presigner(sandbox);
        S3Client client = client(sandbox)) {
      client.createBucket(r -> r.bucket("images"));
      ImageLinks links = new S3ImageLinks(() -> presigner, "images");
      byte[] picture = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

      HttpRequest upload =
          HttpRequest.newBuilder(URI.create(links.upload(LOCATION)))
              .header("Content-Type", "image/jpeg")
              .PUT(BodyPublishers.ofByteArray(picture))
              .build();
      assertEquals(200, send(upload).statusCode());
      assertEquals(List.of(LOCATION.key()), sandbox.objects("images"));

      HttpResponse<byte[]> got =
          send(HttpRequest.newBuilder(URI.create(links.download(LOCATION))).build());
      assertArrayEquals(picture, got.body());
      assertEquals("image/jpeg", got.headers().firstValue("Content-Type").orElse(""));
    }
  }

  @Test
  void linksExpireAfterFiveMinutes(Sandbox sandbox) {
    try (S3Presigner presigner = presigner(sandbox)) {
      ImageLinks links = new S3ImageLinks(() -> presigner, "images");
      assertTrue(links.upload(LOCATION).contains("X-Amz-Expires=300&"));
      assertTrue(links.download(LOCATION).contains("X-Amz-Expires=300&"));
      assertTrue(links.upload(LOCATION).contains("X-Amz-SignedHeaders=content-type%3Bhost"));
    }
  }

  private static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private static S3Presigner presigner(Sandbox sandbox) {
    return S3Presigner.builder()
        .endpointOverride(sandbox.endpoint())
        .region(AwsBox.REGION)
        .credentialsProvider(AwsBox.credentials(sandbox))
        .build();
  }

  private static S3Client client(Sandbox sandbox) {
    return S3Client.builder()
        .endpointOverride(sandbox.endpoint())
        .region(AwsBox.REGION)
        .credentialsProvider(AwsBox.credentials(sandbox))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
