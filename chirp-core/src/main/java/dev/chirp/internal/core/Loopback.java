package dev.chirp.internal.core;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This machine's loopback addresses: Chirp's servers listen there. */
public final class Loopback {
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  /**
   * The JDK's server sends headers and body in two packets. Without this setting, the body waits 40
   * ms for the acknowledgment of the headers.
   *
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/docs/api/jdk.httpserver/module-summary.html">jdk.httpserver</a>
   */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  /**
   * Names and addresses that lead back to the machine that uses them, including {@code 0.0.0.0}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761, localhost</a>
   */
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)localhost|[a-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){1,3}|\\[::1\\]|::1|0\\.0\\.0\\.0");

  private static final Pattern URL =
      Pattern.compile("(?i)(?:https?://)?(.*?)(?::\\d+)?(?:[/?#].*)?");

  private Loopback() {}

  /**
   * True if a URL leads back to the machine that calls it.
   *
   * @param url its scheme, port and path may be missing, as in a {@code Host} header
   */
  public static boolean isUrl(String url) {
    Matcher parts = URL.matcher(url);
    return HOST.matcher(url).matches()
        || (parts.matches() && HOST.matcher(parts.group(1)).matches());
  }

  /**
   * A server that is bound to 127.0.0.1 and not yet started.
   *
   * @param port 0 for any free port
   */
  public static HttpServer server(int port) throws IOException {
    System.setProperty(NO_DELAY, "true");
    return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port), 0);
  }
}
