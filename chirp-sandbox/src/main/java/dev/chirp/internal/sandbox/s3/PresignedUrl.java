package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Checks pre-signed URLs, as far as possible without the secret that signed them. Current SDKs
 * create version 4 URLs. In us-east-1, boto3 and the CLI create version 2 URLs by default.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Query
 *     parameters of a signature</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html#RESTAuthenticationQueryStringAuth">Version
 *     2</a>
 */
record PresignedUrl(Call call) {
  private static final String EXPIRES = "X-Amz-Expires";
  private static final String VERSION_2_KEY = "AWSAccessKeyId";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** S3's limit: a week. */
  private static final long MAX_SECONDS = 604_800;

  /**
   * True if the request has a version 2 signature. It names no region, so the bucket's region
   * applies.
   */
  static boolean isVersion2(Call call) {
    return call.parameter(VERSION_2_KEY).isPresent()
        || call.header("authorization").filter(value -> value.startsWith("AWS ")).isPresent();
  }

  /**
   * Checks the URL's parameters, unless the request is signed in its headers.
   *
   * @throws AwsError as S3 words it
   */
  void check(Instant now) {
    if (call.parameter(VERSION_2_KEY).isPresent()) {
      checkVersion2(now);
    } else if (call.parameter("X-Amz-Algorithm").isPresent()
        || call.parameter(EXPIRES).isPresent()) {
      checkVersion4(now);
    }
  }

  private void checkVersion2(Instant now) {
    Optional<String> expires = call.parameter("Expires");
    if (expires.isEmpty() || call.parameter("Signature").isEmpty()) {
      throw new AwsError(
          403,
          "AccessDenied",
          "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
    }
    if (!expires.get().matches("\\d{1,12}")) {
      throw new AwsError(
          403,
          "AccessDenied",
          "Invalid date (should be seconds since epoch): %s".formatted(expires.get()));
    }
    if (Instant.ofEpochSecond(Long.parseLong(expires.get())).isBefore(now)) {
      throw expired();
    }
  }

  private void checkVersion4(Instant now) {
    for (String parameter :
        List.of("X-Amz-Date", EXPIRES, "X-Amz-SignedHeaders", "X-Amz-Signature")) {
      if (call.parameter(parameter).isEmpty()) {
        throw wrong(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
      }
    }
    if (signedAt().plus(lifetime(call.parameter(EXPIRES).orElse(""))).isBefore(now)) {
      throw expired();
    }
    String signed = call.parameter("X-Amz-SignedHeaders").orElse("");
    for (String header : List.of(signed.split(";"))) {
      if (!header.isEmpty() && call.header(header).isEmpty()) {
        throw new AwsError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
      }
    }
  }

  private static AwsError expired() {
    return new AwsError(403, "AccessDenied", "Request has expired");
  }

  private Instant signedAt() {
    try {
      return DATE.parse(call.parameter("X-Amz-Date").orElse(""), Instant::from);
    } catch (DateTimeParseException e) {
      throw wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
  }

  private static Duration lifetime(String seconds) {
    if (!seconds.matches("-?\\d{1,9}")) {
      throw wrong(EXPIRES + " should be a number");
    }
    if (seconds.startsWith("-")) {
      throw wrong(EXPIRES + " must be non-negative");
    }
    if (Long.parseLong(seconds) > MAX_SECONDS) {
      throw wrong(
          EXPIRES
              + " must be less than a week (in seconds); that is, the given "
              + EXPIRES
              + " must be less than 604800 seconds");
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private static AwsError wrong(String message) {
    return new AwsError(400, "AuthorizationQueryParametersError", message);
  }
}
