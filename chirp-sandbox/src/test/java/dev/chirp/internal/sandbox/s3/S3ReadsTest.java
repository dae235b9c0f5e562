package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads of whole objects and of ranges. */
class S3ReadsTest {
  private static final String OBJECT = "/" + BUCKET + "/k";

  @TempDir private Path directory;
  private S3Box box;

  @BeforeEach
  void start() {
    box = new S3Box(directory);
    box.put("k", "0123456789");
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    return box.send(
        method, path, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 234, bytes 2-4/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-2, 89, bytes 8-9/10",
    "bytes=-20, 0123456789, bytes 0-9/10",
    "bytes=8-99, 89, bytes 8-9/10",
    "bytes=8-99999999999999999999, 89, bytes 8-9/10",
    "bytes=0-0, 0, bytes 0-0/10"
  })
  void rangeIsReturnedWithoutTheWholeObjectsChecksum(
      String range, String bytes, String contentRange) throws Exception {
    HttpResponse<String> part =
        box.send("GET", OBJECT, Map.of("Range", range, "x-amz-checksum-mode", "ENABLED"), "");
    assertEquals(206, part.statusCode());
    assertEquals(bytes, part.body());
    assertEquals(contentRange, header(part, "Content-Range"));
    assertEquals("", header(part, "x-amz-checksum-crc32"));
    assertEquals("", header(part, "x-amz-checksum-type"));
    HttpResponse<String> head =
        box.send("HEAD", OBJECT, Map.of("Range", range, "x-amz-checksum-mode", "ENABLED"), "");
    assertEquals(206, head.statusCode());
    assertEquals(contentRange, header(head, "Content-Range"));
    assertEquals(bytes.length() + "", header(head, "Content-Length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
  void rangeAfterTheEndIsNotSatisfiable(String range) throws Exception {
    assertRefused(416, "InvalidRange", get(OBJECT, "Range", range));
    assertEquals(416, send("HEAD", OBJECT, "Range", range).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=0-1,3-4", "bytes=5-2", "bytes=-", "bytes=a-b", "chapters=1-2", "x"})
  void malformedAndMultipleRangesAreIgnored(String range) throws Exception {
    HttpResponse<String> whole = get(OBJECT, "Range", range);
    assertEquals(200, whole.statusCode());
    assertEquals("0123456789", whole.body());
  }

  @Test
  void sdkReadsARangeOfAnObjectWithAChecksum() {
    ResponseBytes<GetObjectResponse> part =
        box.client()
            .getObjectAsBytes(
                r -> r.bucket(BUCKET).key("k").range("bytes=2-4").checksumMode("ENABLED"));
    assertEquals("234", part.asUtf8String());
    assertNull(part.response().checksumCRC32());
  }

  @Test
  void objectFromASingleUploadHasOnePart() throws Exception {
    HttpResponse<String> first = get(OBJECT + "?partNumber=1");
    assertEquals(206, first.statusCode());
    assertEquals("bytes 0-9/10", header(first, "Content-Range"));
    assertRefused(416, "InvalidPartNumber", get(OBJECT + "?partNumber=2"));
    assertRefused(400, "InvalidArgument", get(OBJECT + "?partNumber=0"));
    assertRefused(400, "InvalidArgument", get(OBJECT + "?partNumber=x"));
    assertRefused(400, "InvalidRequest", get(OBJECT + "?partNumber=1", "Range", "bytes=0-1"));
  }

  @Test
  void checksumsAreReturnedOnRequest() {
    box.client()
        .putObject(
            r -> r.bucket(BUCKET).key("c").checksumAlgorithm("SHA256"),
            RequestBody.fromString("abc"));
    HeadObjectResponse plain = box.client().headObject(r -> r.bucket(BUCKET).key("c"));
    assertNull(plain.checksumSHA256());
    HeadObjectResponse asked =
        box.client().headObject(r -> r.bucket(BUCKET).key("c").checksumMode(ChecksumMode.ENABLED));
    assertEquals("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", asked.checksumSHA256());
    assertEquals("FULL_OBJECT", asked.checksumTypeAsString());
  }

  @Test
  void defaultChecksumIsCrc64Nvme() throws Exception {
    box.send("PUT", "/" + BUCKET + "/c", Map.of(), "123456789");
    assertEquals(
        "rosUhgp5mIg=",
        header(
            get("/" + BUCKET + "/c", "x-amz-checksum-mode", "ENABLED"),
            "x-amz-checksum-crc64nvme"));
  }

  @Test
  void urlOverridesHeadersOfTheResponse() throws Exception {
    HttpResponse<String> shown =
        get(
            OBJECT
                + "?response-content-type=text%2Fplain&response-content-disposition=attachment%3B%20filename%3Da.txt"
                + "&response-cache-control=no-store&response-content-language=de&response-content-encoding=identity"
                + "&response-expires=0");
    assertEquals("text/plain", header(shown, "Content-Type"));
    assertEquals("attachment; filename=a.txt", header(shown, "Content-Disposition"));
    assertEquals("no-store", header(shown, "Cache-Control"));
    assertEquals("de", header(shown, "Content-Language"));
    assertEquals("identity", header(shown, "Content-Encoding"));
    assertEquals("0", header(shown, "Expires"));
    assertRefused(
        400, "InvalidArgument", get(OBJECT + "?response-content-type=a%0D%0AInjected:%20b"));
    assertRefused(400, "InvalidArgument", get(OBJECT + "?response-content-disposition=%E2%82%AC"));
  }

  @Test
  void unmodifiedObjectIsNotSentAgain() throws Exception {
    HttpResponse<String> whole = get(OBJECT);
    String etag = header(whole, "ETag");
    HttpResponse<String> same = get(OBJECT, "If-None-Match", etag);
    assertEquals(304, same.statusCode());
    assertEquals(etag, header(same, "ETag"));
    assertEquals(200, get(OBJECT, "If-None-Match", "\"other\"").statusCode());
    String modified = header(whole, "Last-Modified");
    assertEquals(304, get(OBJECT, "If-Modified-Since", modified).statusCode());
    assertEquals(200, get(OBJECT, "If-Unmodified-Since", modified).statusCode());
    String before = "Thu, 01 Jan 2015 00:00:00 GMT";
    assertEquals(200, get(OBJECT, "If-Modified-Since", before).statusCode());
    assertRefused(412, "PreconditionFailed", get(OBJECT, "If-Unmodified-Since", before));
    assertRefused(412, "PreconditionFailed", get(OBJECT, "If-Match", "\"other\""));
  }

  @Test
  void archivedObjectCannotBeRead() {
    box.client()
        .putObject(
            r -> r.bucket(BUCKET).key("old").storageClass("DEEP_ARCHIVE"), RequestBody.empty());
    S3Exception refused =
        assertThrows(
            S3Exception.class,
            () -> box.client().getObjectAsBytes(r -> r.bucket(BUCKET).key("old")));
    assertEquals("InvalidObjectState", refused.awsErrorDetails().errorCode());
    assertEquals(
        "DEEP_ARCHIVE",
        box.client().headObject(r -> r.bucket(BUCKET).key("old")).storageClassAsString());
  }
}
