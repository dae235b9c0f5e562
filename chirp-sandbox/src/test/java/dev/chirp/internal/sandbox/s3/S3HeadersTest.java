package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Headers and parameters, which are applied or refused but never ignored. */
class S3HeadersTest {
  private static final String OBJECT = "/" + BUCKET + "/k";

  @TempDir private Path directory;
  private S3Box box;

  @BeforeEach
  void start() {
    box = new S3Box(directory);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private HttpResponse<String> put(String... headers) throws Exception {
    return box.send(
        "PUT", OBJECT, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), "x");
  }

  private HttpResponse<String> head() throws Exception {
    return box.send("HEAD", OBJECT, Map.of(), "");
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control, no-store",
    "Content-Disposition, inline",
    "Content-Encoding, gzip",
    "Content-Language, de",
    "Content-Type, image/png",
    "Expires, 'Thu, 01 Jan 2026 00:00:00 GMT'",
    "x-amz-meta-color, blue",
    "x-amz-website-redirect-location, /other",
    "x-amz-storage-class, STANDARD_IA",
    "x-amz-server-side-encryption, AES256",
    "x-amz-server-side-encryption, aws:kms"
  })
  void headerOfAnUploadIsReturned(String name, String value) throws Exception {
    assertEquals(200, put(name, value).statusCode());
    assertEquals(value, header(head(), name));
  }

  @Test
  void uploadHasDefaultTypeAndEncryption() throws Exception {
    HttpResponse<String> stored = put();
    assertEquals("AES256", header(stored, "x-amz-server-side-encryption"));
    HttpResponse<String> head = head();
    assertEquals("binary/octet-stream", header(head, "Content-Type"));
    assertEquals("AES256", header(head, "x-amz-server-side-encryption"));
    assertEquals("", header(head, "x-amz-storage-class"));
  }

  @Test
  void kmsKeyIsReturned() throws Exception {
    String key = "arn:aws:kms:us-east-1:000000000000:key/1";
    HttpResponse<String> stored =
        box.send(
            "PUT",
            OBJECT,
            Map.of(
                "x-amz-server-side-encryption",
                "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id",
                key,
                "x-amz-server-side-encryption-bucket-key-enabled",
                "true"),
            "x");
    for (HttpResponse<String> answer : List.of(stored, head())) {
      assertEquals("aws:kms", header(answer, "x-amz-server-side-encryption"));
      assertEquals(key, header(answer, "x-amz-server-side-encryption-aws-kms-key-id"));
      assertEquals("true", header(answer, "x-amz-server-side-encryption-bucket-key-enabled"));
    }
  }

  @Test
  void chunkedUploadKeepsOnlyItsOwnEncoding() throws Exception {
    HttpResponse<String> stored =
        box.send(
            "PUT",
            OBJECT,
            Map.of(
                "x-amz-content-sha256",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "Content-Encoding",
                "aws-chunked,gzip"),
            "1\r\nx\r\n0\r\n\r\n");
    // Without x-amz-decoded-content-length, the length is that of the longer chunked body.
    assertRefused(400, "IncompleteBody", stored);
    assertEquals(
        200,
        box.send(
                "PUT",
                OBJECT,
                Map.of(
                    "x-amz-content-sha256",
                    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                    "x-amz-decoded-content-length",
                    "1",
                    "Content-Encoding",
                    "aws-chunked,gzip"),
                "1\r\nx\r\n0\r\n\r\n")
            .statusCode());
    assertEquals("gzip", header(head(), "Content-Encoding"));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-acl, public-read, 400, AccessControlListNotSupported",
    "x-amz-acl, private, 400, AccessControlListNotSupported",
    "x-amz-grant-read, id=1, 400, AccessControlListNotSupported",
    "x-amz-storage-class, COLD, 400, InvalidStorageClass",
    "x-amz-storage-class, OUTPOSTS, 501, NotImplemented",
    "x-amz-server-side-encryption, rot13, 400, InvalidArgument",
    "x-amz-server-side-encryption-aws-kms-key-id, 1, 400, InvalidArgument",
    "x-amz-server-side-encryption-customer-algorithm, AES256, 501, NotImplemented",
    "x-amz-website-redirect-location, other, 400, InvalidRedirectLocation",
    "x-amz-tagging, a=b, 501, NotImplemented",
    "x-amz-object-lock-mode, GOVERNANCE, 501, NotImplemented",
    "If-None-Match, \"1\", 501, NotImplemented"
  })
  void headerOfAnUploadIsRefused(String name, String value, int status, String code)
      throws Exception {
    assertRefused(status, code, put(name, value));
    assertEquals(404, head().statusCode());
  }

  @Test
  void bucketOwnerFullControlIsAccepted() throws Exception {
    assertEquals(200, put("x-amz-acl", "bucket-owner-full-control").statusCode());
  }

  @Test
  void metadataHasASizeLimit() throws Exception {
    assertRefused(400, "MetadataTooLarge", put("x-amz-meta-a", "x".repeat(2048)));
    assertEquals(200, put("x-amz-meta-a", "x".repeat(2047)).statusCode());
  }

  @Test
  void keyHasASizeLimit() throws Exception {
    String path = "/" + BUCKET + "/";
    assertEquals(200, box.send("PUT", path + "k".repeat(1024), Map.of(), "x").statusCode());
    assertRefused(400, "KeyTooLongError", box.send("PUT", path + "k".repeat(1025), Map.of(), "x"));
    assertRefused(
        400, "KeyTooLongError", box.send("PUT", path + "%C3%BC".repeat(513), Map.of(), "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-acl, public-read, 400, InvalidBucketAclWithObjectOwnership",
    "x-amz-grant-read, id=1, 400, InvalidBucketAclWithObjectOwnership",
    "x-amz-object-ownership, ObjectWriter, 501, NotImplemented",
    "x-amz-bucket-object-lock-enabled, true, 501, NotImplemented"
  })
  void headerOfABucketIsRefused(String name, String value, int status, String code)
      throws Exception {
    assertRefused(status, code, box.send("PUT", "/acme-other", Map.of(name, value), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "max-keys=x",
    "max-keys=-1",
    "max-keys=99999999999",
    "encoding-type=x",
    "list-type=3",
    "continuation-token=*"
  })
  void invalidListingParameterIsRefused(String parameter) throws Exception {
    String query = parameter.startsWith("list-type") ? parameter : "list-type=2&" + parameter;
    assertRefused(
        400, "InvalidArgument", box.send("GET", "/" + BUCKET + "?" + query, Map.of(), ""));
  }

  @Test
  void listingFollowsItsParameters() throws Exception {
    box.put("a b/+ü&\u0001", "x");
    put("x-amz-storage-class", "GLACIER_IR");
    ListObjectsV2Response none = box.client().listObjectsV2(r -> r.bucket(BUCKET).maxKeys(0));
    assertEquals(0, none.keyCount());
    assertEquals(false, none.isTruncated());
    ListObjectsV2Response listed =
        box.client().listObjectsV2(r -> r.bucket(BUCKET).fetchOwner(true).encodingType("url"));
    S3Object first = listed.contents().get(0);
    assertEquals("a b/+ü&\u0001", first.key());
    assertEquals("000000000000", first.owner().id());
    assertEquals("GLACIER_IR", listed.contents().get(1).storageClassAsString());
    assertEquals("CRC64NVME", listed.contents().get(1).checksumAlgorithmAsStrings().get(0));
    assertEquals(
        List.of("k"),
        box.client().listObjectsV2(r -> r.bucket(BUCKET).startAfter("b")).contents().stream()
            .map(S3Object::key)
            .toList());
  }

  @Test
  void bucketsAreListedInPages() throws Exception {
    box.client().createBucket(r -> r.bucket("acme-data"));
    box.client().createBucket(r -> r.bucket("other-data"));
    assertEquals(
        List.of("acme-code", "acme-data"),
        box.client().listBuckets(r -> r.prefix("acme-")).buckets().stream()
            .map(Bucket::name)
            .toList());
    ListBucketsResponse page = box.client().listBuckets(r -> r.maxBuckets(2));
    assertEquals(2, page.buckets().size());
    assertEquals(
        "other-data",
        box.client()
            .listBuckets(r -> r.continuationToken(page.continuationToken()))
            .buckets()
            .get(0)
            .name());
    assertTrue(box.client().listBuckets(r -> r.bucketRegion("eu-west-1")).buckets().isEmpty());
  }
}
