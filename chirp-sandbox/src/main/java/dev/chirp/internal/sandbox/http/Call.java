package dev.chirp.internal.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a service. It carries the sandbox's access key unless the service accepts unsigned
 * requests.
 *
 * @param service as the signature's scope names it: {@code s3}, {@code iam}, {@code sts}, {@code
 *     lambda}, {@code logs}
 * @param region of the signature's scope
 * @param accessKeyId the sender's, which begins with the account; empty if the request is unsigned
 * @param method {@code GET}, {@code PUT}, …
 * @param path percent-encoded, as sent
 * @param query decoded; for the query protocol, including the fields of the form
 * @param headers names in lower case
 * @param body readable once
 * @param requestId the id that the response carries
 * @param endpoint the sandbox's own address, whatever host name the client used
 */
public record Call(
    String service,
    String region,
    String accessKeyId,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    InputStream body,
    String requestId,
    URI endpoint) {

  /** The account of the sender, 12 digits; empty if the request is unsigned. */
  public String account() {
    return accessKeyId.substring(0, Math.min(AccessKey.ACCOUNT.length(), accessKeyId.length()));
  }

  /**
   * Reads the whole body.
   *
   * @param most the most bytes that the service accepts
   * @throws AwsError when the body is longer
   */
  public byte[] content(int most) throws IOException {
    byte[] content = body.readNBytes(most + 1);
    if (content.length > most) {
      throw new AwsError(
          413,
          "RequestEntityTooLargeException",
          "Request must be smaller than %d bytes".formatted(most));
    }
    return content;
  }

  /** A copy with another body. */
  public Call withBody(InputStream other) {
    return new Call(
        service, region, accessKeyId, method, path, query, headers, other, requestId, endpoint);
  }

  /** A copy with the fields of a form. */
  Call withQuery(Map<String, List<String>> fields) {
    return new Call(
        service, region, accessKeyId, method, path, fields, headers, body, requestId, endpoint);
  }

  public Optional<String> header(String name) {
    return firstOf(Optional.ofNullable(headers.get(name)));
  }

  public Optional<String> parameter(String name) {
    return firstOf(Optional.ofNullable(query.get(name)));
  }

  private static Optional<String> firstOf(Optional<List<String>> values) {
    return values.flatMap(list -> list.stream().findFirst());
  }

  /**
   * A parameter of the query protocol.
   *
   * @throws AwsError when it is missing
   */
  public String require(String name) {
    return parameter(name)
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(name)));
  }
}
