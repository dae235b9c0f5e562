package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads that differ from their announced length or digests. */
class S3IntegrityTest {
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

  private HttpResponse<String> put(String header, String value) throws Exception {
    return box.send("PUT", OBJECT, Map.of(header, value), "123456789");
  }

  private void assertNothingIsStored() throws Exception {
    assertEquals(404, box.send("HEAD", OBJECT, Map.of(), "").statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "Content-MD5, eV8yArF8trw9S3cdjGyerw==, BadDigest",
    "Content-MD5, AAAA, InvalidDigest",
    "Content-MD5, not base64, InvalidDigest",
    "x-amz-checksum-crc32, AAAAAA==, BadDigest",
    "x-amz-checksum-crc32, AAAA, InvalidRequest",
    "x-amz-checksum-crc32, *, InvalidRequest",
    "x-amz-checksum-crc32c, AAAAAA==, BadDigest",
    "x-amz-checksum-crc64nvme, AAAAAAAAAAA=, BadDigest",
    "x-amz-checksum-sha1, 2jmj7l5rSw0yVb/vlWAYkK/YBwk=, BadDigest",
    "x-amz-checksum-sha256, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, BadDigest",
    "x-amz-sdk-checksum-algorithm, CRC32, InvalidRequest",
    "x-amz-content-sha256, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, XAmzContentSHA256Mismatch"
  })
  void wrongDigestIsRefusedAndNothingIsStored(String header, String value, String code)
      throws Exception {
    assertRefused(400, code, put(header, value));
    assertNothingIsStored();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-MD5, JfnnlDI7RTiF9RgfG2JNCw==",
    "x-amz-checksum-crc32, y/Q5Jg==",
    "x-amz-checksum-crc32c, 4waSgw==",
    "x-amz-checksum-crc64nvme, rosUhgp5mIg=",
    "x-amz-checksum-sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
    "x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    "x-amz-content-sha256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
  })
  void correctDigestIsStoredAndReturned(String header, String value) throws Exception {
    HttpResponse<String> stored = put(header, value);
    assertEquals(200, stored.statusCode(), stored::body);
    if (header.startsWith("x-amz-checksum-")) {
      assertEquals(value, header(stored, header));
      assertEquals("FULL_OBJECT", header(stored, "x-amz-checksum-type"));
      HttpResponse<String> read =
          box.send("GET", OBJECT, Map.of("x-amz-checksum-mode", "ENABLED"), "");
      assertEquals(value, header(read, header));
    }
  }

  @Test
  void severalChecksumsAreRefused() throws Exception {
    assertRefused(
        400,
        "InvalidRequest",
        box.send(
            "PUT",
            OBJECT,
            Map.of("x-amz-checksum-crc32", "y/Q5Jg==", "x-amz-checksum-crc32c", "4waSgw=="),
            "123456789"));
  }

  private HttpResponse<String> chunked(String body, int length, String... trailer)
      throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    headers.put("x-amz-decoded-content-length", length + "");
    headers.put("Content-Encoding", "aws-chunked");
    if (trailer.length > 0) {
      headers.put("x-amz-trailer", trailer[0]);
    }
    return box.send("PUT", OBJECT, headers, body);
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-crc32, y/Q5Jg==",
    "x-amz-checksum-crc32c, 4waSgw==",
    "x-amz-checksum-crc64nvme, rosUhgp5mIg=",
    "x-amz-checksum-sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
    "x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="
  })
  void trailingChecksumIsChecked(String name, String value) throws Exception {
    String body = "4\r\n1234\r\n5\r\n56789\r\n0\r\n%s:%s\r\n\r\n";
    HttpResponse<String> stored = chunked(body.formatted(name, value), 9, name);
    assertEquals(200, stored.statusCode(), stored::body);
    assertEquals(value, header(stored, name));
    HttpResponse<String> read =
        box.send("GET", OBJECT, Map.of("x-amz-checksum-mode", "ENABLED"), "");
    assertEquals("123456789", read.body());
    assertEquals(value, header(read, name));
    assertEquals("", header(read, "Content-Encoding"));
    String wrong = (value.charAt(0) == 'A' ? "B" : "A") + value.substring(1);
    assertRefused(400, "BadDigest", chunked(body.formatted(name, wrong), 9, name));
  }

  @Test
  void announcedTrailerIsRequired() throws Exception {
    String name = "x-amz-checksum-crc32";
    assertRefused(400, "MalformedTrailerError", chunked("9\r\n123456789\r\n0\r\n\r\n", 9, name));
    assertRefused(
        400, "MalformedTrailerError", chunked("9\r\n123456789\r\n0\r\nno colon\r\n\r\n", 9, name));
    assertRefused(
        400,
        "InvalidRequest",
        chunked("9\r\n123456789\r\n0\r\n%s:AAAA\r\n\r\n".formatted(name), 9, name));
    assertNothingIsStored();
  }

  @ParameterizedTest
  @CsvSource({
    "'x\r\n123456789\r\n0\r\n\r\n', InvalidArgument",
    "'-9\r\n123456789\r\n0\r\n\r\n', InvalidArgument",
    "'\r\n123456789\r\n0\r\n\r\n', InvalidArgument",
    "'ffffffffffffffffffff\r\n123456789\r\n0\r\n\r\n', InvalidArgument",
    "'8\r\n123456789\r\n0\r\n\r\n', InvalidArgument",
    "'a\r\n123456789', IncompleteBody",
    "'5\r\n12345\r\n', IncompleteBody",
    "'8\r\n12345678\r\n0\r\n\r\n', IncompleteBody"
  })
  void malformedChunksAreRefused(String body, String code) throws Exception {
    assertRefused(400, code, chunked(body, 9));
    assertNothingIsStored();
  }

  @Test
  void digestOfADeleteRequestIsChecked() throws Exception {
    String body = "<Delete><Object><Key>k</Key></Object></Delete>";
    box.put("k", "kept");
    assertRefused(
        400,
        "BadDigest",
        box.send(
            "POST",
            "/" + BUCKET + "?delete",
            Map.of("Content-MD5", "eV8yArF8trw9S3cdjGyerw=="),
            body));
    assertEquals("kept", box.get("k"));
    HttpResponse<String> large =
        box.send("POST", "/" + BUCKET + "?delete", Map.of(), body + " ".repeat(2 << 20));
    assertRefused(400, "MaxMessageLengthExceeded", large);
  }

  @Test
  void errorNamesTheDigestThatDiffers() throws Exception {
    assertTrue(
        put("x-amz-checksum-crc32", "AAAAAA==")
            .body()
            .contains("The CRC32 you specified did not match the calculated checksum."));
  }
}
