package dev.chirp.internal.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads a request as AWS would: the signature tells the service, the region and the sender. */
final class CallReader {
  /** Far more than the query protocol needs: a policy has at most 6 KB. */
  private static final int MAX_FORM = 1 << 20;

  /** IAM's wording, from the errors common to all actions. */
  private static final String MISSING_ACTION =
      "The request is missing an action or a required parameter.";

  private CallReader() {}

  /** Reads everything except the body. */
  static Call read(HttpExchange exchange, URI endpoint) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String method = exchange.getRequestMethod();
    String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
    Map<String, List<String>> query =
        query(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    Credential credential = Credential.of(method, path, headers, query);
    return new Call(
        credential.service(),
        credential.region(),
        credential.accessKeyId(),
        method,
        path,
        query,
        headers,
        body(exchange, headers),
        UUID.randomUUID().toString(),
        endpoint);
  }

  /**
   * Adds the fields of the form, for the query protocol.
   *
   * @throws AwsError when the form is too large, names no action, or when a GET would change
   *     something: a browser sends a GET for any link
   */
  static Call withForm(Call call) throws IOException {
    Call whole = withFields(call);
    String action =
        whole
            .parameter("Action")
            .filter(given -> !given.isEmpty())
            .orElseThrow(() -> new AwsError(400, "MissingAction", MISSING_ACTION));
    if (!call.method().equals("POST") && !action.matches("(Get|List).*")) {
      throw new AwsError(
          405, "MethodNotAllowed", "Chirp's sandbox accepts %s by POST only.".formatted(action));
    }
    return whole;
  }

  private static Call withFields(Call call) throws IOException {
    if (!isForm(call.headers())) {
      return call;
    }
    byte[] form = call.body().readNBytes(MAX_FORM + 1);
    if (form.length > MAX_FORM) {
      throw new AwsError(413, "RequestEntityTooLarge", "A form may have at most 1 MB.");
    }
    Map<String, List<String>> fields = fields(new String(form, StandardCharsets.UTF_8));
    call.query().forEach(fields::putIfAbsent);
    return call.withQuery(fields);
  }

  private static Map<String, List<String>> fields(String form) {
    try {
      return query(form);
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "MalformedQueryString", "The form is not valid percent-encoding.");
    }
  }

  static boolean isForm(Map<String, List<String>> headers) {
    return headers
        .getOrDefault("content-type", List.of(""))
        .get(0)
        .toLowerCase(Locale.ROOT)
        .startsWith("application/x-www-form-urlencoded");
  }

  private static InputStream body(HttpExchange exchange, Map<String, List<String>> headers) {
    boolean chunked =
        headers.getOrDefault("x-amz-content-sha256", List.of("")).get(0).startsWith("STREAMING-");
    return chunked ? new AwsChunkedStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query
          .computeIfAbsent(decoded(name), ignored -> new ArrayList<>())
          .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
