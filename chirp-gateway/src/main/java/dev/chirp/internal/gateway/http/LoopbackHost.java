package dev.chirp.internal.gateway.http;

import java.util.regex.Pattern;

/**
 * The names that clients on this machine call it by. A request with a different {@code Host} comes
 * from a web page whose own name points at this machine.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761, localhost</a>
 */
final class LoopbackHost {
  private static final Pattern NAME =
      Pattern.compile("(?i)localhost|[a-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private LoopbackHost() {}

  static boolean isNamed(String host) {
    return NAME.matcher(nameOf(host)).matches();
  }

  /** A {@code Host} without its port. */
  static String nameOf(String host) {
    return PORT.matcher(host).replaceFirst("");
  }
}
