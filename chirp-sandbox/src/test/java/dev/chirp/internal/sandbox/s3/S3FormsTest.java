package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms, version 2 pre-signed URLs, and unsigned requests. */
class S3FormsTest {
  private static final String LATER = "2099-01-01T00:00:00Z";

  @TempDir private Path directory;
  private S3Box box;
  private final Map<String, String> fields = new LinkedHashMap<>();

  @BeforeEach
  void start() {
    box = new S3Box(directory);
    fields.put("key", "pictures/${filename}");
    fields.put("AWSAccessKeyId", box.accessKeyId());
    sign(LATER, "{\"bucket\": \"acme-code\"}, [\"starts-with\", \"$key\", \"pictures/\"]");
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private void sign(String expiration, String conditions) {
    String policy =
        "{\"expiration\": \"%s\", \"conditions\": [%s]}".formatted(expiration, conditions);
    fields.put(
        "policy", Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)));
    fields.put("signature", "not checked");
  }

  private HttpResponse<String> post(byte[] file) throws Exception {
    return post(BUCKET, file);
  }

  private HttpResponse<String> post(String bucket, byte[] file) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            body.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(name, value)
                    .getBytes(StandardCharsets.UTF_8)));
    body.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\bird.png\"\r\nContent-Type: image/png\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return box.sendUnsigned(
        "POST",
        "/" + bucket,
        Map.of("Content-Type", "multipart/form-data; boundary=b"),
        body.toByteArray());
  }

  @Test
  void formStoresItsFileUnchanged() throws Exception {
    byte[] file = "\r\n--a\r\n-\r\n\r\n--".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> stored = post(file);
    assertEquals(204, stored.statusCode(), stored::body);
    assertEquals(
        box.sandbox().endpoint() + "/" + BUCKET + "/pictures/bird.png", header(stored, "Location"));
    assertEquals("\r\n--a\r\n-\r\n\r\n--", box.get("pictures/bird.png"));
  }

  @Test
  void formFieldsSetHeadersAndResponse() throws Exception {
    fields.put("Content-Type", "image/png");
    fields.put("x-amz-meta-bird", "Häher");
    fields.put("success_action_status", "201");
    sign(
        LATER,
        "{\"bucket\": \"acme-code\"}, [\"starts-with\", \"$key\", \"\"], [\"starts-with\", \"$Content-Type\", \"image/\"],"
            + " {\"x-amz-meta-bird\": \"Häher\"}, {\"success_action_status\": \"201\"}, [\"content-length-range\", 1, 4]");
    HttpResponse<String> stored = post(new byte[4]);
    assertEquals(201, stored.statusCode(), stored::body);
    assertTrue(stored.body().contains("<Key>pictures/bird.png</Key>"), stored::body);
    HttpResponse<String> head = box.send("HEAD", "/" + BUCKET + "/pictures/bird.png", Map.of(), "");
    assertEquals("image/png", header(head, "Content-Type"));
    assertEquals(
        "Häher",
        new String(
            header(head, "x-amz-meta-bird").getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8));
    assertRefused(400, "EntityTooLarge", post(new byte[5]));
    assertRefused(400, "EntityTooSmall", post(new byte[0]));
  }

  @Test
  void formRedirectsTheBrowser() throws Exception {
    fields.put("success_action_redirect", "https://example.com/done?a=b");
    sign(
        LATER,
        "{\"bucket\": \"acme-code\"}, [\"starts-with\", \"$key\", \"\"],"
            + " [\"eq\", \"$success_action_redirect\", \"https://example.com/done?a=b\"]");
    HttpResponse<String> stored = post(new byte[1]);
    assertEquals(303, stored.statusCode(), stored::body);
    assertTrue(
        header(stored, "Location")
            .startsWith(
                "https://example.com/done?a=b&bucket=acme-code&key=pictures%2Fbird.png&etag=%22"));
  }

  @Test
  void expiredPolicyIsRefused() throws Exception {
    sign("2020-01-01T00:00:00.000Z", "[\"starts-with\", \"$key\", \"\"]");
    HttpResponse<String> late = post(new byte[1]);
    assertRefused(403, "AccessDenied", late);
    assertTrue(late.body().contains("Invalid according to Policy: Policy expired."), late::body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"bucket\": \"other\"}, [\"starts-with\", \"$key\", \"\"]",
        "[\"starts-with\", \"$key\", \"documents/\"]",
        "{\"key\": \"pictures/cat.png\"}",
        "{\"bucket\": \"acme-code\"}"
      })
  void formThatViolatesItsPolicyIsRefused(String conditions) throws Exception {
    sign(LATER, conditions);
    assertRefused(403, "AccessDenied", post(new byte[1]));
    assertEquals(
        404, box.send("HEAD", "/" + BUCKET + "/pictures/bird.png", Map.of(), "").statusCode());
  }

  @Test
  void formMustBeSignedWithTheSandboxesKey() throws Exception {
    fields.put("AWSAccessKeyId", "AKIDEXAMPLE");
    assertRefused(403, "InvalidAccessKeyId", post(new byte[1]));
    fields.remove("AWSAccessKeyId");
    assertRefused(403, "AccessDenied", post(new byte[1]));
  }

  @Test
  void malformedFormsAreRefused() throws Exception {
    fields.put("policy", "no policy");
    assertRefused(400, "InvalidPolicyDocument", post(new byte[1]));
    fields.remove("key");
    assertRefused(400, "InvalidArgument", post(new byte[1]));
    Map<String, String> type = Map.of("Content-Type", "multipart/form-data; boundary=b");
    assertRefused(
        400, "MalformedPOSTRequest", box.sendUnsigned("POST", "/" + BUCKET, type, new byte[9]));
    assertRefused(
        400,
        "InvalidArgument",
        box.sendUnsigned(
            "POST",
            "/" + BUCKET,
            type,
            "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--b--\r\n"
                .getBytes(StandardCharsets.UTF_8)));
  }

  private String link(long expires) {
    return "/%s/k?AWSAccessKeyId=%s&Signature=a%%2Bb&Expires=%d"
        .formatted(BUCKET, box.accessKeyId(), expires);
  }

  @Test
  void version2UrlWorksUntilItExpires() throws Exception {
    long later = System.currentTimeMillis() / 1000 + 300;
    byte[] text = "by link".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        200,
        box.sendUnsigned(
                "PUT",
                link(later),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                text)
            .statusCode());
    assertEquals("by link", box.sendUnsigned("GET", link(later), Map.of(), new byte[0]).body());
    HttpResponse<String> late = box.sendUnsigned("GET", link(1), Map.of(), new byte[0]);
    assertRefused(403, "AccessDenied", late);
    assertTrue(late.body().contains("<Message>Request has expired</Message>"), late::body);
    assertRefused(
        403,
        "AccessDenied",
        box.sendUnsigned(
            "GET", link(later).replaceFirst("&Expires.*", "&Expires=soon"), Map.of(), new byte[0]));
  }

  @Test
  void version2UrlReachesABucketInAnyRegion() throws Exception {
    createInIreland();
    String link = link(System.currentTimeMillis() / 1000 + 300).replace(BUCKET, "acme-eu");
    assertEquals(200, box.sendUnsigned("PUT", link, Map.of(), new byte[1]).statusCode());
  }

  @Test
  void version2FormReachesABucketInAnyRegion() throws Exception {
    createInIreland();
    sign(LATER, "{\"bucket\": \"acme-eu\"}, [\"starts-with\", \"$key\", \"pictures/\"]");
    HttpResponse<String> stored = post("acme-eu", new byte[1]);
    assertEquals(204, stored.statusCode(), stored::body);
  }

  /** Version 4 signatures name their region. */
  @Test
  void version4FormReachesOnlyABucketInItsRegion() throws Exception {
    createInIreland();
    fields.remove("AWSAccessKeyId");
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-date", "20261128T000000Z");
    for (String region : List.of("eu-west-1", "us-east-1")) {
      fields.put(
          "x-amz-credential",
          "%s/20261128/%s/s3/aws4_request".formatted(box.accessKeyId(), region));
      fields.put("x-amz-signature", "not checked");
      sign(
          LATER,
          "{\"bucket\": \"acme-eu\"}, [\"starts-with\", \"$key\", \"\"], [\"starts-with\", \"$x-amz-date\", \"\"],"
              + " [\"starts-with\", \"$x-amz-algorithm\", \"\"], [\"starts-with\", \"$x-amz-credential\", \"\"]");
      HttpResponse<String> answer = post("acme-eu", new byte[1]);
      assertEquals(region.equals("eu-west-1") ? 204 : 301, answer.statusCode(), answer::body);
    }
  }

  private void createInIreland() throws Exception {
    Map<String, String> ireland =
        Map.of(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/20261128/eu-west-1/s3/aws4_request"
                .formatted(box.accessKeyId()));
    byte[] body =
        "<C><LocationConstraint>eu-west-1</LocationConstraint></C>"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(200, box.sendUnsigned("PUT", "/acme-eu", ireland, body).statusCode());
  }

  @Test
  void unsignedRequestIsDenied() throws Exception {
    box.put("k", "private");
    assertRefused(
        403, "AccessDenied", box.sendUnsigned("GET", "/" + BUCKET + "/k", Map.of(), new byte[0]));
    assertRefused(
        403,
        "AccessDenied",
        box.sendUnsigned(
            "POST",
            "/" + BUCKET + "?delete",
            Map.of("Content-Type", "multipart/form-data; boundary=b"),
            new byte[0]));
  }
}
