package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A call that may be one by a pre-signed link: then as much of the link is checked as can be
 * without the secret that it was signed with.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Query
 *     parameters of a signature</a>
 */
record Link(Call call) {
  private static final String EXPIRES = "X-Amz-Expires";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** S3's own bound: a week. */
  private static final long MAX_SECONDS = 604_800;

  /**
   * Does nothing about a call whose signature is in its headers.
   *
   * @throws Refusal as S3 words it
   */
  void check(Instant now) {
    Optional<String> expires = call.parameter(EXPIRES);
    if (expires.isEmpty()) {
      return;
    }
    if (signedAt().plus(lifetime(expires.get())).isBefore(now)) {
      throw new Refusal(403, "AccessDenied", "Request has expired");
    }
    String signed = call.parameter("X-Amz-SignedHeaders").orElse("");
    for (String header : List.of(signed.split(";"))) {
      if (!header.isEmpty() && call.header(header).isEmpty()) {
        throw new Refusal(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
      }
    }
  }

  private Instant signedAt() {
    try {
      return DATE.parse(call.parameter("X-Amz-Date").orElse(""), Instant::from);
    } catch (DateTimeParseException e) {
      throw wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
  }

  private static Duration lifetime(String seconds) {
    if (!seconds.matches("\\d{1,9}")) {
      throw wrong(EXPIRES + " should be a number");
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

  private static Refusal wrong(String message) {
    return new Refusal(400, "AuthorizationQueryParametersError", message);
  }
}
