package dev.chirp.runtime;

import dev.chirp.internal.json.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Allows web pages of other origins to read the responses.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
final class Cors {

  /** The allowed origins, separated by commas, or {@code *} for all. Default: none, so no CORS. */
  private static final String ORIGINS = "CHIRP_CORS_ORIGINS";

  /** The methods that preflights allow. Default: {@code GET,POST,PUT,PATCH,DELETE}. */
  private static final String METHODS = "CHIRP_CORS_METHODS";

  /** The headers that preflights allow. Default: {@code content-type,authorization}. */
  private static final String HEADERS = "CHIRP_CORS_HEADERS";

  /**
   * The time in seconds for which a browser may cache the response to a preflight. Default: {@code
   * 600}.
   */
  private static final String MAX_AGE = "CHIRP_CORS_MAX_AGE";

  /**
   * {@code true} allows credentials, such as cookies. Ignored if the origins are {@code *}.
   * Default: {@code false}.
   */
  private static final String CREDENTIALS = "CHIRP_CORS_CREDENTIALS";

  private final List<String> origins;
  private final String methods;
  private final String headers;
  private final String maxAge;
  private final boolean credentials;

  private Cors(List<String> origins, Map<String, String> environment) {
    this.origins = origins;
    this.methods = line(environment, METHODS, "GET,POST,PUT,PATCH,DELETE");
    this.headers = line(environment, HEADERS, "content-type,authorization");
    this.maxAge = line(environment, MAX_AGE, "600");
    // Browsers refuse credentials with any origin, and so does Chirp.
    this.credentials = Settings.is(environment, CREDENTIALS, "true") && !origins.contains("*");
  }

  /** A setting's value, with control characters, such as line breaks, replaced by spaces. */
  private static String line(Map<String, String> environment, String name, String otherwise) {
    char[] text = environment.getOrDefault(name, otherwise).toCharArray();
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] < ' ' || text[i] == 0x7f ? ' ' : text[i];
    }
    return new String(text).trim();
  }

  static Optional<Cors> of(Map<String, String> environment) {
    List<String> origins = items(line(environment, ORIGINS, ""));
    return origins.isEmpty() ? Optional.empty() : Optional.of(new Cors(origins, environment));
  }

  private static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    // For a separator of one character, the JDK uses no regular expression.
    for (String one : list.split(",", -1)) {
      String item = one.trim();
      if (!item.isEmpty()) {
        items.add(item);
      }
    }
    return items;
  }

  /** True if a browser asks in advance what it may send. The function does not see that request. */
  boolean isPreflight(Event event) {
    return event.isHttp()
        && event.method().orElse("").equals("OPTIONS")
        && event.header("origin").isPresent()
        && event.header("access-control-request-method").isPresent();
  }

  /** The headers of a preflight response. An origin that is not allowed gets no permissions. */
  Map<String, String> preflightHeaders(Event event) {
    Map<String, String> result = new LinkedHashMap<>();
    if (addTo(result, event)) {
      result.put("access-control-allow-methods", methods);
      result.put("access-control-allow-headers", headers);
      result.put("access-control-max-age", maxAge);
    }
    return result;
  }

  /**
   * Adds the headers that let the page read the response, unless the function has set them itself.
   */
  boolean addTo(Map<String, String> headers, Event event) {
    boolean any = origins.contains("*");
    if (!any) {
      // Even for other origins: caches must not reuse that response for an allowed one.
      String own = headers.getOrDefault("vary", "");
      List<String> names = items(own.toLowerCase(Locale.ROOT));
      if (!names.contains("origin") && !names.contains("*")) {
        headers.put("vary", own.isEmpty() ? "origin" : own + ", origin");
      }
    }
    String origin = event.header("origin").orElse("");
    if (!any && !origins.contains(origin)) {
      return false;
    }
    headers.putIfAbsent("access-control-allow-origin", any ? "*" : origin);
    // The function has set another origin, so it is responsible for the credentials too.
    if (credentials && origin.equals(headers.get("access-control-allow-origin"))) {
      headers.putIfAbsent("access-control-allow-credentials", "true");
    }
    return true;
  }
}
