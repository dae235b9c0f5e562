package dev.chirp.internal.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.server.AwsClients;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3ServiceTest {
  private static final String BUCKET = "acme-code";

  @TempDir private Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private SandboxServer sandbox;
  private S3Client s3;

  @BeforeEach
  void start() {
    sandbox = SandboxServer.builder().directory(directory.resolve("state")).start();
    s3 = client("000000000000", "us-east-1");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    sandbox.close();
  }

  /** A client with the SDK's defaults: checksums in trailers. */
  private S3Client client(String account, String region) {
    S3Client made =
        S3Client.builder()
            .endpointOverride(sandbox.endpoint())
            .forcePathStyle(true)
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        sandbox.address().inAccount(account).accessKeyId(), "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    opened.add(made);
    return made;
  }

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve("file-" + size), bytes);
  }

  @Test
  void twentyMegabytesAreReturnedUnchanged() throws IOException {
    Path file = file(20 << 20);
    s3.putObject(r -> r.bucket(BUCKET).key("a/b c+d.zip"), file);
    assertArrayEquals(
        Files.readAllBytes(file),
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a/b c+d.zip")).asByteArray());
    HeadObjectResponse head = s3.headObject(r -> r.bucket(BUCKET).key("a/b c+d.zip"));
    assertEquals(20L << 20, head.contentLength());
  }

  @Test
  void chirpsOwnClientWorks() throws IOException {
    try (AwsClients aws = new AwsClients(sandbox.address(), "us-east-1")) {
      PutObjectResponse stored =
          aws.s3().putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("text"));
      assertEquals("\"1cb251ec0d568de6a929b520c4aed8d1\"", stored.eTag());
      assertEquals(
          "text", aws.s3().getObjectAsBytes(r -> r.bucket(BUCKET).key("k")).asUtf8String());
    }
  }

  @Test
  void rangeIsRead() {
    s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("0123456789"));
    assertEquals("234", read("bytes=2-4"));
    assertEquals("89", read("bytes=-2"));
    assertEquals("789", read("bytes=7-"));
  }

  private String read(String range) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k").range(range)).asUtf8String();
  }

  @Test
  void conditionalWriteDoesNotReplaceAnObject() {
    s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("one"));
    S3Exception failure =
        assertThrows(
            S3Exception.class,
            () ->
                s3.putObject(
                    r -> r.bucket(BUCKET).key("k").ifNoneMatch("*"),
                    RequestBody.fromString("two")));
    assertEquals(412, failure.statusCode());
    assertEquals("one", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")).asUtf8String());
  }

  @Test
  void versionsAreKept() {
    s3.putBucketVersioning(
        r ->
            r.bucket(BUCKET)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    assertEquals(
        BucketVersioningStatus.ENABLED, s3.getBucketVersioning(r -> r.bucket(BUCKET)).status());
    String first =
        s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("one")).versionId();
    s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("two"));
    String marker = s3.deleteObject(r -> r.bucket(BUCKET).key("k")).versionId();
    assertThrows(
        NoSuchKeyException.class, () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")));
    assertEquals(
        "one", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k").versionId(first)).asUtf8String());
    s3.deleteObject(r -> r.bucket(BUCKET).key("k").versionId(marker));
    assertEquals("two", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")).asUtf8String());
  }

  @Test
  void objectsAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      String key = "chirp/" + i;
      s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x"));
    }
    s3.putObject(r -> r.bucket(BUCKET).key("other"), RequestBody.fromString("x"));
    List<String> keys =
        s3
            .listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("chirp/").maxKeys(2))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    assertEquals(List.of("chirp/0", "chirp/1", "chirp/2", "chirp/3", "chirp/4"), keys);
    ListObjectsV2Response folders = s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/"));
    assertEquals("chirp/", folders.commonPrefixes().get(0).prefix());
    assertEquals(1, folders.contents().size());
  }

  @Test
  void manyObjectsAndTheBucketAreDeleted() {
    s3.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromString("x"));
    S3Exception full =
        assertThrows(S3Exception.class, () -> s3.deleteBucket(r -> r.bucket(BUCKET)));
    assertEquals("BucketNotEmpty", full.awsErrorDetails().errorCode());
    s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(id("a"), id("none"))));
    s3.deleteBucket(r -> r.bucket(BUCKET));
    assertTrue(s3.listBuckets().buckets().isEmpty());
  }

  private static ObjectIdentifier id(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  @Test
  void regionAndOwnerOfABucketAreChecked() {
    assertEquals("us-east-1", s3.headBucket(r -> r.bucket(BUCKET)).bucketRegion());
    assertThrows(NoSuchBucketException.class, () -> s3.headBucket(r -> r.bucket("none-here")));
    assertThrows(NoSuchBucketException.class, () -> s3.listObjectsV2(r -> r.bucket("none-here")));
    S3Exception elsewhere =
        assertThrows(
            S3Exception.class,
            () -> client("000000000000", "eu-west-1").headBucket(r -> r.bucket(BUCKET)));
    assertEquals(301, elsewhere.statusCode());
    assertEquals(
        Optional.of("us-east-1"),
        elsewhere.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"));
    assertForbidden(() -> client("111111111111", "us-east-1").headBucket(r -> r.bucket(BUCKET)));
    assertForbidden(() -> s3.headBucket(r -> r.bucket(BUCKET).expectedBucketOwner("111111111111")));
    S3Exception taken =
        assertThrows(
            S3Exception.class,
            () -> client("111111111111", "us-east-1").createBucket(r -> r.bucket(BUCKET)));
    assertEquals("BucketAlreadyExists", taken.awsErrorDetails().errorCode());
  }

  private static void assertForbidden(Runnable call) {
    assertEquals(403, assertThrows(S3Exception.class, call::run).statusCode());
  }

  @Test
  void bucketIsCreatedInTheRequestedRegion() {
    S3Client ireland = client("000000000000", "eu-west-1");
    ireland.createBucket(
        r -> r.bucket("acme-eu").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    assertEquals(
        "eu-west-1", s3.getBucketLocation(r -> r.bucket("acme-eu")).locationConstraintAsString());
  }

  @Test
  void unsupportedOperationIsNamed() {
    S3Exception failure =
        assertThrows(
            S3Exception.class,
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket(BUCKET)
                            .sourceKey("a")
                            .destinationBucket(BUCKET)
                            .destinationKey("b")));
    assertEquals(
        "Chirp's sandbox does not support s3:CopyObject; AWS does.",
        failure.awsErrorDetails().errorMessage());
  }

  @Test
  void unsupportedHeaderIsNamed() {
    put("a", "first");
    assertForgotten(
        "PutObject with x-amz-tagging",
        () -> s3.putObject(r -> r.bucket(BUCKET).key("b").tagging("a=b"), RequestBody.empty()));
    assertForgotten(
        "PutObject with if-match",
        () -> s3.putObject(r -> r.bucket(BUCKET).key("b").ifMatch("1"), RequestBody.empty()));
    assertForgotten(
        "DeleteObject with if-match",
        () -> s3.deleteObject(r -> r.bucket(BUCKET).key("a").ifMatch("1")));
    assertEquals(1, s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().size());
  }

  private static void assertForgotten(String what, Executable call) {
    S3Exception refused = assertThrows(S3Exception.class, call);
    assertEquals(501, refused.statusCode());
    assertEquals(
        "Chirp's sandbox does not support s3:" + what + "; AWS does.",
        refused.awsErrorDetails().errorMessage());
  }

  @Test
  void readConditionsAreChecked() {
    String etag = put("a", "first");
    assertEquals(
        "first", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").ifMatch(etag)).asUtf8String());
    put("a", "second");
    S3Exception other =
        assertThrows(
            S3Exception.class,
            () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").ifMatch(etag)));
    assertEquals(412, other.statusCode());
  }

  @Test
  void describingHeadersAreReturned() {
    s3.putObject(
        r -> r.bucket(BUCKET).key("a").cacheControl("no-store").contentDisposition("inline"),
        RequestBody.empty());
    HeadObjectResponse head = s3.headObject(r -> r.bucket(BUCKET).key("a"));
    assertEquals("no-store", head.cacheControl());
    assertEquals("inline", head.contentDisposition());
  }

  @Test
  void nextSandboxDeletesFilesOfUnfinishedUploads() throws IOException {
    put("a", "first");
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("b")).uploadId();
    s3.uploadPart(
        r -> r.bucket(BUCKET).key("b").uploadId(id).partNumber(1), RequestBody.fromString("part"));
    assertEquals(2, blobs());
    sandbox.close();
    sandbox = SandboxServer.builder().directory(directory.resolve("state")).start();
    assertEquals(1, blobs());
    assertEquals(
        "first",
        client("000000000000", "us-east-1")
            .getObjectAsBytes(r -> r.bucket(BUCKET).key("a"))
            .asUtf8String());
  }

  private String put(String key, String text) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text)).eTag();
  }

  private long blobs() throws IOException {
    try (Stream<Path> files =
        Files.list(directory.resolve("state").resolve("s3").resolve("objects"))) {
      return files.count();
    }
  }

  @Test
  void objectsOutliveTheSandbox() {
    s3.putObject(r -> r.bucket(BUCKET).key("k"), RequestBody.fromString("kept"));
    sandbox.close();
    sandbox = SandboxServer.builder().directory(directory.resolve("state")).start();
    S3Client later = client("000000000000", "us-east-1");
    assertEquals("kept", later.getObjectAsBytes(r -> r.bucket(BUCKET).key("k")).asUtf8String());
  }

  @Test
  void presignedUrlsExpireAndNeedTheirSignedHeaders() throws Exception {
    LateClock clock = new LateClock();
    sandbox.close();
    sandbox = SandboxServer.builder().directory(directory.resolve("state")).clock(clock).start();
    URI link = putLink();
    assertEquals(200, put(link, "Content-Type", "image/jpeg").statusCode());
    HttpResponse<String> unlike = put(link, "Accept", "*/*");
    assertEquals(403, unlike.statusCode());
    assertTrue(unlike.body().contains("<Code>SignatureDoesNotMatch</Code>"), unlike::body);
    clock.late = Duration.ofSeconds(301);
    HttpResponse<String> late = put(link, "Content-Type", "image/jpeg");
    assertEquals(403, late.statusCode());
    assertTrue(late.body().contains("<Code>AccessDenied</Code>"), late::body);
    assertTrue(late.body().contains("<Message>Request has expired</Message>"), late::body);
  }

  /** The system clock, which a test can advance. */
  private static final class LateClock extends Clock {
    private volatile Duration late = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(late);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private URI putLink() throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(sandbox.endpoint())
            .region(Region.US_EAST_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(sandbox.address().accessKeyId(), "secret")))
            .build()) {
      return presigner
          .presignPutObject(
              p ->
                  p.signatureDuration(Duration.ofMinutes(5))
                      .putObjectRequest(
                          r -> r.bucket(BUCKET).key("bird.jpg").contentType("image/jpeg")))
          .url()
          .toURI();
    }
  }

  private static HttpResponse<String> put(URI link, String header, String value) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(link)
                .PUT(HttpRequest.BodyPublishers.ofString("picture"))
                .header(header, value)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void lambdaGetsErrorsInItsOwnWords() throws IOException {
    S3Service service = new S3Service(directory.resolve("own"), id -> true, Clock.systemUTC());
    service.answer(
        call(
            "PUT",
            "/code",
            "eu-west-1",
            "<C><LocationConstraint>eu-west-1</LocationConstraint></C>"));
    service.answer(call("PUT", "/code/k", "eu-west-1", "zip"));
    Call here = call("POST", "/", "eu-west-1", "");
    assertEquals("zip", Files.readString(service.read(here, "code", "k", Optional.empty())));
    assertRefused(
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
        () -> service.read(here, "code", "none", Optional.empty()));
    assertRefused(
        "Error occurred while GetObject. S3 Error Code: PermanentRedirect. S3 Error Message: The bucket is in this region:"
            + " eu-west-1. Please use this region to retry the request",
        () -> service.read(call("POST", "/", "us-east-1", ""), "code", "k", Optional.empty()));
    assertRefused(
        "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
        () -> service.read(here, "no-code", "k", Optional.empty()));
  }

  private static void assertRefused(String message, Runnable work) {
    AwsError refusal = assertThrows(AwsError.class, work::run);
    assertEquals(message, refusal.message());
    assertEquals("InvalidParameterValueException", refusal.code());
  }

  private static Call call(String method, String path, String region, String body) {
    return new Call(
        "s3",
        region,
        "000000000000",
        method,
        path,
        Map.of(),
        Map.of(),
        new ByteArrayInputStream(body.getBytes(UTF_8)),
        "request",
        URI.create("http://127.0.0.1:4566"));
  }

  @Test
  void bucketsHostNameWorks() {
    Call call =
        new Call(
            "s3",
            "us-east-1",
            "000000000000",
            "GET",
            "/a/b.zip",
            Map.of(),
            Map.of("host", List.of("acme-code.localhost:4566")),
            new ByteArrayInputStream(new byte[0]),
            "request",
            URI.create("http://127.0.0.1:4566"));
    assertEquals(new S3Request(call, "acme-code", "a/b.zip"), S3Request.of(call));
  }
}
