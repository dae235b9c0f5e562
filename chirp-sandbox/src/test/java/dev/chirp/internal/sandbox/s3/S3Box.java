package dev.chirp.internal.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** A sandbox with one bucket, an SDK client, and requests that this client cannot send. */
final class S3Box implements AutoCloseable {
  static final String BUCKET = "acme-code";

  private final SandboxServer sandbox;
  private final S3Client client;

  S3Box(Path directory) {
    this(SandboxServer.builder().directory(directory));
  }

  S3Box(SandboxSettings options) {
    sandbox = options.start();
    client =
        S3Client.builder()
            .endpointOverride(sandbox.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(accessKeyId(), "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    client.createBucket(r -> r.bucket(BUCKET));
  }

  SandboxServer sandbox() {
    return sandbox;
  }

  S3Client client() {
    return client;
  }

  String accessKeyId() {
    return sandbox.address().accessKeyId();
  }

  String put(String key, String text) {
    return client
        .putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text))
        .versionId();
  }

  String get(String key) {
    return client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }

  void setVersioning(BucketVersioningStatus status) {
    client.putBucketVersioning(
        r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(status)));
  }

  /** A signed request. */
  HttpResponse<String> send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(accessKeyId()));
    return send(request, method, headers, body);
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    return send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A request with its signature, if any, in the URL. */
  HttpResponse<String> sendUnsigned(
      String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)), method, headers, body);
  }

  private URI uri(String path) {
    return path.startsWith("http") ? URI.create(path) : sandbox.endpoint().resolve(path);
  }

  private static HttpResponse<String> send(
      HttpRequest.Builder request, String method, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    return HttpClient.newHttpClient()
        .send(
            request.method(method, BodyPublishers.ofByteArray(body)).build(),
            BodyHandlers.ofString());
  }

  static void assertRefused(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("<Code>" + code + "</Code>"), answer::body);
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
