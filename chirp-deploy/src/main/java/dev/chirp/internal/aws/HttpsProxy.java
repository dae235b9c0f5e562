package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy for calls to AWS, reached by {@code CONNECT}.
 *
 * @param user for Basic authentication; the password may be empty
 * @param origin the setting that names the proxy, in the user's words
 */
public record HttpsProxy(
    String host, int port, Optional<String> user, String password, String origin) {
  private static final int DEFAULT_PORT = 80;

  /** Scheme, user and password, host, port. Only the host is required. */
  private static final Pattern URL =
      Pattern.compile(
          "(?:(?<scheme>[a-zA-Z0-9+.-]+)://)?(?:(?<user>[^/]*)@)?(?<host>\\[[^\\]]+\\]|[^:/@]+)"
              + "(?::(?<port>\\d{1,5}))?/?");

  /**
   * Parses {@code http://user:password@host:port}, the form used in environment variables. User and
   * password are percent-encoded.
   *
   * @throws ChirpException if it is not the URL of an HTTP proxy
   */
  static HttpsProxy parse(String url, String origin) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw refused("%s is not the URL of a proxy.".formatted(origin), origin, "proxy:3128");
    }
    String scheme = Optional.ofNullable(parts.group("scheme")).orElse("http");
    int port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf).orElse(DEFAULT_PORT);
    if (!scheme.equalsIgnoreCase("http")) {
      throw refused(
          "%s names a proxy for '%s://', but Chirp only speaks 'http://' to proxies."
              .formatted(origin, scheme),
          origin,
          parts.group("host") + ":" + port);
    }
    String login = Optional.ofNullable(parts.group("user")).orElse("");
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    return new HttpsProxy(
        parts.group("host"),
        port,
        Optional.of(decoded(user, origin)).filter(text -> !text.isEmpty()),
        colon < 0 ? "" : decoded(login.substring(colon + 1), origin),
        origin);
  }

  private static String decoded(String text, String origin) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The exception's own message would quote the password.
      throw refused(
          "%s has a '%%' in its user or password that is not percent-encoded.".formatted(origin),
          origin,
          "user:pass%25word@proxy:3128");
    }
  }

  private static ChirpException refused(String problem, String origin, String address) {
    return ChirpException.project(problem)
        .withSuggestion("export %s=http://%s".formatted(origin, address));
  }

  /** Returns the URL for display, without the password. */
  @Override
  public String toString() {
    String login = user.map(name -> name + ":***@").orElse("");
    return "http://%s%s:%d (from %s)".formatted(login, host, port, origin);
  }
}
