package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The conditions of a read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html">Conditional
 *     reads</a>
 */
record Preconditions(Call call, StoredObject object) {
  /** The format of RFC 1123, with two digits for the day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The value of {@code Last-Modified}, in whole seconds. */
  static String httpDate(long millis) {
    return HTTP_DATE.format(Instant.ofEpochMilli(millis));
  }

  /**
   * True if the client already has the object's content.
   *
   * @throws AwsError when a condition fails
   */
  boolean isNotModified() {
    Optional<String> match = call.header("if-match");
    Optional<Boolean> modified = date("if-unmodified-since").map(this::isModifiedSince);
    if (match.isPresent() ? !names(match.get()) : modified.orElse(false)) {
      throw failed();
    }
    Optional<String> others = call.header("if-none-match");
    return others.isPresent()
        ? names(others.get())
        : date("if-modified-since").filter(since -> !isModifiedSince(since)).isPresent();
  }

  static AwsError failed() {
    return new AwsError(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  private boolean names(String etags) {
    return Arrays.stream(etags.split(","))
        .map(etag -> etag.strip().replace("\"", ""))
        .anyMatch(etag -> etag.equals("*") || etag.equals(object.etag()));
  }

  private boolean isModifiedSince(Instant since) {
    return Instant.ofEpochMilli(object.modified()).truncatedTo(ChronoUnit.SECONDS).isAfter(since);
  }

  /** The date in a header. S3 ignores a malformed date. */
  private Optional<Instant> date(String header) {
    try {
      return call.header(header)
          .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
