package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.List;
import java.util.Set;

/**
 * The CORS settings of an HTTP API or a function URL.
 *
 * @param allowOrigins origins, {@code *}, {@code https://*} or {@code http://*}
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders of requests, or {@code *}
 * @param exposeHeaders of responses, or {@code *}
 * @param maxAge seconds that a browser may cache a preflight response; 0 if the response does not
 *     say, -1 to forbid caching
 * @param allowCredentials whether pages may send cookies
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
 *     for HTTP APIs</a>
 */
public record CorsSettings(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    int maxAge,
    boolean allowCredentials) {

  /** No CORS: web pages of other origins read nothing. */
  public static final CorsSettings NONE =
      new CorsSettings(List.of(), List.of(), List.of(), List.of(), 0, false);

  /** The most seconds that AWS accepts as {@code maxAge}. */
  public static final int MAX_AGE = 86_400;

  private static final Set<String> SCHEMES = Set.of("https://", "http://");

  /** The headers that a gateway with CORS settings decides on. */
  static final Set<String> HEADERS =
      Set.of(
          "access-control-allow-credentials",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-allow-origin",
          "access-control-expose-headers",
          "access-control-max-age");

  /** Checks them as API Gateway does. */
  public CorsSettings {
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
    if (allowCredentials && allowOrigins.contains("*")) {
      throw new InvalidSetting(
          "CORS allows credentials to origin '*', which browsers refuse.",
          "allowOrigins https://app.example.com");
    }
    if (maxAge < -1 || maxAge > MAX_AGE) {
      throw new InvalidSetting(
          "CORS maxAge is '%d', but API Gateway accepts -1 to %d (seconds)."
              .formatted(maxAge, MAX_AGE),
          "maxAge 600");
    }
  }

  /** True if there are any settings. */
  public boolean isSet() {
    return !equals(NONE);
  }

  /** True if a browser asks, before its request, whether it may send it. */
  public boolean isPreflight(IncomingRequest request) {
    return isSet()
        && request.method().equals("OPTIONS")
        && request.headers().has("origin")
        && request.headers().has("access-control-request-method");
  }

  /** True if pages of this origin may read responses. */
  public boolean allows(String origin) {
    return allowOrigins.contains("*")
        || allowOrigins.contains(origin)
        || SCHEMES.stream()
            .anyMatch(scheme -> allowOrigins.contains(scheme + "*") && origin.startsWith(scheme));
  }

  /** The response to a preflight of an HTTP API. */
  public OutgoingResponse preflightResponse(IncomingRequest request) {
    return new OutgoingResponse(204, preflight(request), MessageBytes.NONE);
  }

  /** A response with these settings' headers in place of its own, if there are settings. */
  public OutgoingResponse on(IncomingRequest request, OutgoingResponse response) {
    return isSet()
        ? new OutgoingResponse(
            response.status(),
            response.headers().without(HEADERS).with(response(request)),
            response.body())
        : response;
  }

  /** The headers of a preflight response; empty if its origin is not allowed. */
  HeaderFields preflight(IncomingRequest request) {
    HeaderFields headers = origin(request);
    if (headers.fields().isEmpty()) {
      return headers;
    }
    headers = list(headers, "access-control-allow-methods", allowMethods);
    headers = list(headers, "access-control-allow-headers", allowHeaders);
    return maxAge == 0 ? headers : headers.with("access-control-max-age", String.valueOf(maxAge));
  }

  /** The headers of a response; empty without an allowed origin. */
  HeaderFields response(IncomingRequest request) {
    HeaderFields headers = origin(request);
    return headers.fields().isEmpty()
        ? headers
        : list(headers, "access-control-expose-headers", exposeHeaders);
  }

  private HeaderFields origin(IncomingRequest request) {
    String origin = request.header("origin").orElse("");
    if (origin.isEmpty() || !allows(origin)) {
      return HeaderFields.NONE;
    }
    HeaderFields headers =
        HeaderFields.NONE.with(
            "access-control-allow-origin", allowOrigins.contains("*") ? "*" : origin);
    return allowCredentials ? headers.with("access-control-allow-credentials", "true") : headers;
  }

  private static HeaderFields list(HeaderFields headers, String name, List<String> values) {
    return values.isEmpty() ? headers : headers.with(name, String.join(",", values));
  }
}
