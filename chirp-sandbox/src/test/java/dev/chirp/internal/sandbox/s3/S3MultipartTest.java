package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.testkit.ThreadPerTask;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads. */
class S3MultipartTest {
  private static final int ENOUGH = 5 << 20;

  @TempDir private Path directory;
  private S3Box box;
  private String id;

  @BeforeEach
  void start() {
    box = new S3Box(directory);
    id = box.client().createMultipartUpload(r -> r.bucket(BUCKET).key("k")).uploadId();
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private UploadPartResponse upload(int number, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) ('0' + number));
    return box.client()
        .uploadPart(
            r -> r.bucket(BUCKET).key("k").uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes));
  }

  private CompletedPart part(int number, int size) {
    return CompletedPart.builder().partNumber(number).eTag(upload(number, size).eTag()).build();
  }

  private CompleteMultipartUploadResponse complete(List<CompletedPart> parts) {
    return box.client()
        .completeMultipartUpload(
            r -> r.bucket(BUCKET).key("k").uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  private static String code(Runnable call) {
    return assertThrows(S3Exception.class, call::run).awsErrorDetails().errorCode();
  }

  @Test
  void partsMustBeInOrder() {
    CompletedPart first = part(1, ENOUGH);
    CompletedPart second = part(2, 1);
    assertEquals("InvalidPartOrder", code(() -> complete(List.of(second, first))));
    assertEquals("InvalidPartOrder", code(() -> complete(List.of(first, first))));
  }

  @Test
  void partsMustMatchTheUpload() {
    CompletedPart first = part(1, 1);
    CompletedPart other = first.toBuilder().eTag("\"00000000000000000000000000000000\"").build();
    assertEquals("InvalidPart", code(() -> complete(List.of(other))));
    CompletedPart missing = first.toBuilder().partNumber(2).build();
    assertEquals("InvalidPart", code(() -> complete(List.of(first, missing))));
  }

  @Test
  void onlyTheLastPartMayBeSmall() {
    CompletedPart first = part(1, ENOUGH - 1);
    CompletedPart second = part(2, 1);
    assertEquals("EntityTooSmall", code(() -> complete(List.of(first, second))));
    complete(List.of(first));
  }

  @ParameterizedTest
  @CsvSource({
    "'', MalformedXML",
    "<CompleteMultipartUpload/>, MalformedXML",
    "<CompleteMultipartUpload>, MalformedXML",
    "<C><Part><PartNumber>x</PartNumber><ETag>a</ETag></Part></C>, MalformedXML",
    "<C><Part><PartNumber>1</PartNumber></Part></C>, MalformedXML",
    "<C><Part><PartNumber>0</PartNumber><ETag>a</ETag></Part></C>, InvalidArgument",
    "<C><Part><PartNumber>10001</PartNumber><ETag>a</ETag></Part></C>, InvalidArgument"
  })
  void listOfPartsMustBeWellFormed(String body, String code) throws Exception {
    upload(1, 1);
    assertRefused(400, code, box.send("POST", "/" + BUCKET + "/k?uploadId=" + id, Map.of(), body));
  }

  @Test
  void completedUploadReturnsTheObjectsUrl() {
    List<CompletedPart> parts = List.of(part(1, ENOUGH), part(3, 7));
    CompleteMultipartUploadResponse done = complete(parts);
    assertEquals(box.sandbox().endpoint() + "/" + BUCKET + "/k", done.location());
    assertEquals("\"775965ec312aab9b9932a6d5bd4a5cd7-2\"", done.eTag());
    HeadObjectResponse head = box.client().headObject(r -> r.bucket(BUCKET).key("k"));
    assertEquals(done.eTag(), head.eTag());
    assertEquals(ENOUGH + 7, head.contentLength());
    HeadObjectResponse second =
        box.client().headObject(r -> r.bucket(BUCKET).key("k").partNumber(2));
    assertEquals(7, second.contentLength());
    assertEquals(2, second.partsCount());
    assertEquals(
        "3333333",
        box.client().getObjectAsBytes(r -> r.bucket(BUCKET).key("k").partNumber(2)).asUtf8String());
  }

  @Test
  void repeatedCompletionGetsTheSameResponse() {
    List<CompletedPart> parts = List.of(part(1, 1));
    CompleteMultipartUploadResponse first = complete(parts);
    assertEquals(first.eTag(), complete(parts).eTag());
    box.client().deleteObject(r -> r.bucket(BUCKET).key("k"));
    assertThrows(NoSuchUploadException.class, () -> complete(parts));
  }

  /** A client whose first request timed out repeats it while the first is still running. */
  @Test
  void concurrentCompletionsCreateOneVersion() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    intercept(
        call -> {
          if (call.method().equals("POST") && call.parameter("uploadId").isPresent()) {
            both.countDown();
            assertTrue(both.await(30, TimeUnit.SECONDS));
          }
          return call;
        });
    box.setVersioning(BucketVersioningStatus.ENABLED);
    List<CompletedPart> parts = List.of(part(1, 4 * ENOUGH));
    CompletableFuture<CompleteMultipartUploadResponse> first =
        CompletableFuture.supplyAsync(() -> complete(parts), new ThreadPerTask());
    CompletableFuture<CompleteMultipartUploadResponse> second =
        CompletableFuture.supplyAsync(() -> complete(parts), new ThreadPerTask());
    assertEquals(first.get().versionId(), second.get().versionId());
    assertEquals(first.get().eTag(), second.get().eTag());
  }

  @ParameterizedTest
  @CsvSource({"complete, 1", "abort, 0"})
  void partOfAFinishedUploadIsRefusedAndDeleted(String end, int kept) throws Exception {
    List<CompletedPart> parts = new CopyOnWriteArrayList<>();
    interceptBody(
        "partNumber=2",
        () -> {
          if (end.equals("abort")) {
            box.client().abortMultipartUpload(r -> r.bucket(BUCKET).key("k").uploadId(id));
          } else {
            complete(parts);
          }
        });
    parts.add(part(1, 1));
    assertRefused(
        404,
        "NoSuchUpload",
        box.send("PUT", "/%s/k?uploadId=%s&partNumber=2".formatted(BUCKET, id), Map.of(), "late"));
    assertEquals(kept, blobs());
  }

  @Test
  void objectInADeletedBucketIsRefusedAndItsFileDeleted() throws Exception {
    interceptBody("late=", () -> box.client().deleteBucket(r -> r.bucket(BUCKET)));
    assertRefused(
        404, "NoSuchBucket", box.send("PUT", "/" + BUCKET + "/k?late=", Map.of(), "late"));
    assertEquals(0, blobs());
  }

  /** Runs an action after S3 has read a request's headers, and before it reads the body. */
  private void interceptBody(String query, Runnable meanwhile) {
    intercept(
        call ->
            !call.query().toString().contains(query.replaceFirst("=(.*)", "=[$1]"))
                ? call
                : call.withBody(
                    new FilterInputStream(call.body()) {
                      private boolean done;

                      @Override
                      public int read(byte[] bytes, int offset, int length) throws IOException {
                        if (!done) {
                          done = true;
                          meanwhile.run();
                        }
                        return super.read(bytes, offset, length);
                      }
                    }));
  }

  private interface Change {
    Call of(Call call) throws InterruptedException;
  }

  /** Starts another sandbox, in which a test changes each request. */
  private void intercept(Change change) {
    box.close();
    box =
        new S3Box(
            SandboxServer.builder()
                .directory(directory.resolve("intercepted"))
                .interceptor((action, call, service) -> service.answer(change.of(call))));
    id = box.client().createMultipartUpload(r -> r.bucket(BUCKET).key("k")).uploadId();
  }

  private long blobs() throws IOException {
    Path objects = directory.resolve("intercepted/s3/objects");
    if (!Files.exists(objects)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(objects)) {
      return files.count();
    }
  }

  @Test
  void abortedUploadIsNotFound() {
    CompletedPart first = part(1, 1);
    box.client().abortMultipartUpload(r -> r.bucket(BUCKET).key("k").uploadId(id));
    assertThrows(NoSuchUploadException.class, () -> upload(1, 1));
    assertThrows(NoSuchUploadException.class, () -> complete(List.of(first)));
    assertThrows(
        NoSuchUploadException.class,
        () -> box.client().abortMultipartUpload(r -> r.bucket(BUCKET).key("k").uploadId(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "x", "", "99999999999"})
  void partNumberHasLimits(String number) throws Exception {
    assertRefused(
        400,
        "InvalidArgument",
        box.send(
            "PUT",
            "/%s/k?uploadId=%s&partNumber=%s".formatted(BUCKET, id, number),
            Map.of(),
            "part"));
  }

  @Test
  void partMustHaveTheUploadsChecksumAlgorithm() throws Exception {
    String sha =
        box.client()
            .createMultipartUpload(r -> r.bucket(BUCKET).key("k").checksumAlgorithm("SHA256"))
            .uploadId();
    HttpResponse<String> plain =
        box.send("PUT", "/%s/k?uploadId=%s&partNumber=1".formatted(BUCKET, sha), Map.of(), "part");
    assertRefused(400, "InvalidRequest", plain);
    UploadPartResponse uploaded =
        box.client()
            .uploadPart(
                r ->
                    r.bucket(BUCKET)
                        .key("k")
                        .uploadId(sha)
                        .partNumber(1)
                        .checksumAlgorithm("SHA256"),
                RequestBody.fromString("abc"));
    assertEquals("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", uploaded.checksumSHA256());
    CompletedPart part =
        CompletedPart.builder()
            .partNumber(1)
            .eTag(uploaded.eTag())
            .checksumSHA256(uploaded.checksumSHA256())
            .build();
    id = sha;
    assertEquals(
        "InvalidPart",
        code(() -> complete(List.of(part.toBuilder().checksumSHA256("AAAA").build()))));
    assertEquals(
        "InvalidRequest",
        code(() -> complete(List.of(part.toBuilder().checksumSHA256(null).build()))));
    // SHA-256 of the 32 bytes of SHA-256("abc")
    assertEquals(
        "T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=-1", complete(List.of(part)).checksumSHA256());
  }

  @Test
  void checksumOfTheWholeObjectIsChecked() throws Exception {
    String etag = upload(1, 1).eTag();
    String body = "<C><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part></C>".formatted(etag);
    String path = "/" + BUCKET + "/k?uploadId=" + id;
    assertRefused(
        400, "InvalidRequest", box.send("POST", path, Map.of("x-amz-mp-object-size", "2"), body));
    HttpResponse<String> done = box.send("POST", path, Map.of("x-amz-mp-object-size", "1"), body);
    assertEquals(200, done.statusCode(), done::body);
    assertEquals("AES256", header(done, "x-amz-server-side-encryption"));
  }
}
