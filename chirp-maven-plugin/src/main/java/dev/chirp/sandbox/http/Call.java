package dev.chirp.sandbox.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One signed request to a service.
 *
 * @param service as the signature's scope names it: {@code s3}, {@code iam}, {@code sts}, {@code
 *     lambda}, {@code logs}
 * @param region of the signature's scope
 * @param account whose request it is
 * @param method {@code GET}, {@code PUT}, …
 * @param path percent-encoded, as sent
 * @param query decoded; the fields of a form too
 * @param headers names in lower case
 * @param body to be read at most once
 * @param requestId what the answer is marked with
 */
public record Call(
    String service,
    String region,
    String account,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    InputStream body,
    String requestId) {

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
   * @throws Refusal when it is missing
   */
  public String require(String name) {
    return parameter(name)
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(name)));
  }
}
