package dev.chirp.internal.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP API's event, payload 2.0, and a function URL's, which is the same.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
final class HttpApiEvent extends HttpEvent {

  private Optional<Map<?, ?>> headers = Optional.empty();

  HttpApiEvent(Section root, Section requestContext) {
    super(root, requestContext);
  }

  @Override
  public void check() {
    super.check();
    if (root.get("cookies").isPresent() && !(root.get("cookies").get() instanceof List<?>)) {
      throw new JsonException("The event's cookies is not a list");
    }
  }

  @Override
  public Optional<String> method() {
    return http("method");
  }

  /** An HTTP API decodes even the path that it calls raw. */
  @Override
  public Optional<String> rawPath() {
    return root.text("rawPath");
  }

  /**
   * Of HTTP API and function URL, only the function URL leaves the path encoded. The host tells
   * which it is.
   */
  @Override
  boolean isPathEncoded() {
    return requestContext.text("domainName").orElse("").contains(".lambda-url.");
  }

  /** The parsed parameters join duplicates with commas, so only the raw query keeps them apart. */
  @Override
  Map<?, ?> readQuery() {
    String raw = root.text("rawQueryString").orElse("");
    return raw.isEmpty() ? root.object("queryStringParameters") : Pairs.query(raw);
  }

  /** Adds the cookies back to the headers. The event has them separately. */
  @Override
  Map<?, ?> headers() {
    if (headers.isEmpty()) {
      Map<?, ?> others = root.object("headers");
      List<String> cookies = texts(root.get("cookies").orElse(List.of()));
      if (!cookies.isEmpty() && anyCaseValues(others, "cookie").isEmpty()) {
        Map<Object, Object> all = new LinkedHashMap<>(others);
        all.put("cookie", String.join("; ", cookies));
        others = Collections.unmodifiableMap(all);
      }
      headers = Optional.of(others);
    }
    return headers.get();
  }

  @Override
  public Optional<String> principal() {
    Optional<String> subject = value(claims(), "sub");
    return subject.isPresent() ? subject : value(authorizer("iam"), "userArn");
  }

  @Override
  public Map<?, ?> claims() {
    return object(authorizer("jwt"), "claims");
  }

  @Override
  public Map<?, ?> authorizerContext() {
    return authorizer("lambda");
  }

  private Map<?, ?> authorizer(String kind) {
    return object(requestContext.object("authorizer"), kind);
  }

  @Override
  void fillContext(Map<String, Object> map) {
    putText(map, "resource-path", resourcePath());
    putText(map, "source-ip", http("sourceIp"));
    putText(map, "user-agent", http("userAgent"));
  }

  @Override
  void putHeaders(
      Map<String, Object> fields, int status, Map<String, String> headers, List<String> cookies) {
    fields.put("headers", headers);
    if (!cookies.isEmpty()) {
      fields.put("cookies", cookies);
    }
  }

  private Optional<String> http(String name) {
    return value(requestContext.object("http"), name);
  }

  /** The path of the route key, such as {@code GET /chirps/{id}}; {@code $default} has no path. */
  private Optional<String> resourcePath() {
    String routeKey = root.text("routeKey").orElse("");
    int space = routeKey.indexOf(' ');
    return space < 0 ? http("path") : Optional.of(routeKey.substring(space + 1));
  }
}
