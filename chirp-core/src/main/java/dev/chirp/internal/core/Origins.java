package dev.chirp.internal.core;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.Set;

/**
 * Who may speak to Chirp's servers. Any web page can send a request to this machine, and the
 * sandbox runs what it is given: without this, a page that is open in a browser could run code
 * here.
 *
 * <p>Of these headers a browser sets the first two itself, and AWS's tools send neither; {@code
 * Host} is a stranger's name where a page has had its own name point at this machine.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Origin</a>
 * @see <a href="https://w3c.github.io/webappsec-fetch-metadata/">Sec-Fetch-Site</a>
 */
public final class Origins {
  /** Typed into the address bar, or asked for by what the sandbox itself served. */
  private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

  private Origins() {}

  /** Why nothing is answered, if a web page sent these headers; looks at nothing else. */
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
