package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The {@code <cors>} of the POM's {@code <api>}: which pages of other origins may call the API, as
 * in the CORS configuration of an HTTP API.
 */
public final class CorsConfiguration {
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://(\\*|[^\\s/*?#@]+)");
  private static final Pattern HEADER = Pattern.compile("\\*|[A-Za-z0-9!#$%&'+.^_`|~-]+");

  // Maven sets the fields.

  /**
   * The origins of the pages: scheme, host and port, such as {@code http://localhost:3000}; or
   * {@code *}, {@code https://*} or {@code http://*}.
   */
  private List<String> allowOrigins = new ArrayList<>();

  /** The methods that pages may use, or {@code *}. */
  private List<String> allowMethods = new ArrayList<>();

  /** The request headers that pages may send, or {@code *}. */
  private List<String> allowHeaders = new ArrayList<>();

  /** The response headers that pages may read, or {@code *}. */
  private List<String> exposeHeaders = new ArrayList<>();

  /** Seconds that a browser may cache the response to a preflight request, -1 to 86400. */
  private int maxAge;

  /** True if pages may send cookies. Not with the origin {@code *}. */
  private boolean allowCredentials;

  /** No settings. */
  public CorsConfiguration() {}

  /** For tests, which have no Maven. */
  CorsConfiguration(
      List<String> allowOrigins,
      List<String> allowMethods,
      List<String> allowHeaders,
      List<String> exposeHeaders,
      int maxAge,
      boolean allowCredentials) {
    this.allowOrigins = allowOrigins;
    this.allowMethods = allowMethods;
    this.allowHeaders = allowHeaders;
    this.exposeHeaders = exposeHeaders;
    this.maxAge = maxAge;
    this.allowCredentials = allowCredentials;
  }

  CorsSettings settings() {
    CorsSettings settings =
        new CorsSettings(
            stripped(allowOrigins),
            stripped(allowMethods),
            stripped(allowHeaders),
            stripped(exposeHeaders),
            maxAge,
            allowCredentials);
    if (settings.isSet()) {
      check(settings);
    }
    return settings;
  }

  private static List<String> stripped(List<String> values) {
    return values.stream().map(String::strip).toList();
  }

  private static void check(CorsSettings settings) {
    if (settings.allowOrigins().isEmpty()) {
      throw new InvalidSetting(
          "<cors> in the POM has no <allowOrigins>, so no page could call the API.",
          "<allowOrigins>http://localhost:3000</allowOrigins>");
    }
    for (String origin : settings.allowOrigins()) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new InvalidSetting(
            "<allowOrigins> in the POM has '%s', but an origin is a scheme, a host and a port, without a path."
                .formatted(origin),
            "<allowOrigins>http://localhost:3000</allowOrigins>");
      }
    }
    for (String method : settings.allowMethods()) {
      if (!method.equals("*") && !RouteKey.isMethod(method)) {
        throw new InvalidSetting(
            "<allowMethods> in the POM has '%s', which is not a method of HTTP APIs."
                .formatted(method),
            "<allowMethods>%s</allowMethods>"
                .formatted(
                    RouteKey.isMethod(method.toUpperCase(Locale.ROOT))
                        ? method.toUpperCase(Locale.ROOT)
                        : "*"));
      }
    }
    checkHeaders("allowHeaders", settings.allowHeaders());
    checkHeaders("exposeHeaders", settings.exposeHeaders());
  }

  private static void checkHeaders(String element, List<String> headers) {
    for (String header : headers) {
      if (!HEADER.matcher(header).matches()) {
        throw new InvalidSetting(
            "<%s> in the POM has '%s', which is not the name of a header."
                .formatted(element, header),
            "<%s>content-type,authorization</%s>".formatted(element, element));
      }
    }
  }
}
