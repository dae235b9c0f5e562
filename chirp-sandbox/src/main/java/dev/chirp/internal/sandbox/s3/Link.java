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
 * A call that may be one by a pre-signed link: then as much of the link is checked as can be
 * without the secret that it was signed with. Links of version 4 are what current SDKs make; boto3
 * and the CLI make those of version 2 in us-east-1 unless they are told otherwise.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Query
 *     parameters of a signature</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html#RESTAuthenticationQueryStringAuth">Version
 *     2</a>
 */
record Link(Call call) {
  private static final String EXPIRES = "X-Amz-Expires";
  private static final String KEY_OF_VERSION_2 = "AWSAccessKeyId";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** S3's own bound: a week. */
  private static final long MAX_SECONDS = 604_800;

  /** A signature of version 2 says nothing of a region: such a request is for the bucket's. */
  static boolean isVersion2(Call call) {
    return call.parameter(KEY_OF_VERSION_2).isPresent()
        || call.header("authorization").filter(value -> value.startsWith("AWS ")).isPresent();
  }

  /**
   * Does nothing about a call whose signature is in its headers.
   *
   * @throws AwsError as S3 words it
   */
  void check(Instant now) {
    if (call.parameter(KEY_OF_VERSION_2).isPresent()) {
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
