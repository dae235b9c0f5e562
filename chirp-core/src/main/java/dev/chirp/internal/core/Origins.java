package dev.chirp.internal.core;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.Set;

/**
 * Protects Chirp's servers from web pages. Any page that is open in a browser can send requests to
 * this machine, and the sandbox runs the code it gets.
 *
 * <p>A browser sets {@code Origin} and {@code Sec-Fetch-Site} itself, and AWS's tools send neither.
 * {@code Host} is a foreign name if a page has pointed its own name at this machine.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Origin</a>
 * @see <a href="https://w3c.github.io/webappsec-fetch-metadata/">Sec-Fetch-Site</a>
 */
public final class Origins {
  /** Requests typed into the address bar, or sent by a page of the sandbox itself. */
  private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

  private Origins() {}

  /**
   * The reason to refuse a request with these headers; empty if it does not come from a web page.
   */
  public static Optional<String> refusal(Headers headers) {
    if (!Loopback.isUrl(first(headers, "Host").orElse(""))) {
      return Optional.of("Chirp answers this machine only.");
    }
    boolean foreign =
        first(headers, "Sec-Fetch-Site").filter(site -> !OWN_SITES.contains(site)).isPresent();
    return headers.containsKey("Origin") || foreign
        ? Optional.of("Chirp does not answer web pages.")
        : Optional.empty();
  }

  private static Optional<String> first(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }
}
