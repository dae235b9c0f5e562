package dev.chirp.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a request as AWS would: its signature says the service, the region and whose it is.
 * Signatures are not checked, because the sandbox knows nobody's secret.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature
 *     Version 4</a>
 */
final class Calls {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/,]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  /** Whose requests are those of an access key that is no account id. */
  private static final String ACCOUNT = "000000000000";

  /** Far more than the query protocol needs: a policy has 6 KB. */
  private static final int MAX_FORM = 1 << 20;

  private Calls() {}

  /**
   * Reads the headers, and the body if it is a form.
   *
   * @throws Refusal when the form is too large
   */
  static Call read(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    Map<String, List<String>> query = query(parameters(exchange, headers));
    Matcher scope = SCOPE.matcher(credential(headers, query));
    boolean signed = scope.find();
    return new Call(
        signed ? scope.group(3) : "",
        signed ? scope.group(2) : "",
        signed && scope.group(1).matches("\\d{12}") ? scope.group(1) : ACCOUNT,
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query,
        headers,
        body(exchange, headers),
        UUID.randomUUID().toString());
  }

  /** The query protocol's parameters are in the address or in a form: it makes no difference. */
  private static String parameters(HttpExchange exchange, Map<String, List<String>> headers)
      throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    boolean form =
        headers
            .getOrDefault("content-type", List.of(""))
            .get(0)
            .startsWith("application/x-www-form-urlencoded");
    return form ? query + "&" + form(exchange.getRequestBody()) : query;
  }

  private static String form(InputStream body) throws IOException {
    byte[] form = body.readNBytes(MAX_FORM + 1);
    if (form.length > MAX_FORM) {
      throw new Refusal(413, "RequestEntityTooLarge", "A form is 1 MB at most.");
    }
    return new String(form, StandardCharsets.UTF_8);
  }

  private static String credential(
      Map<String, List<String>> headers, Map<String, List<String>> query) {
    List<String> none = List.of("");
    String signed = headers.getOrDefault("authorization", none).get(0);
    return signed.isEmpty()
        ? "Credential=" + query.getOrDefault("X-Amz-Credential", none).get(0)
        : signed;
  }

  private static InputStream body(HttpExchange exchange, Map<String, List<String>> headers) {
    boolean chunked =
        headers.getOrDefault("x-amz-content-sha256", List.of("")).get(0).startsWith("STREAMING-");
    return chunked ? new AwsChunkedStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  private static Map<String, List<String>> query(String raw) {
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
