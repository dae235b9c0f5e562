package dev.chirp.core;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where Chirp's servers listen: on this machine, and for nobody else. */
public final class Loopback {
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  /**
   * The JDK's server sends headers and body apart; without this the body waits 40 ms for the
   * headers' acknowledgement.
   *
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/docs/api/jdk.httpserver/module-summary.html">jdk.httpserver</a>
   */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private Loopback() {}

  /**
   * A server that is bound to 127.0.0.1 and not started.
   *
   * @param port 0 for any
   */
  public static HttpServer server(int port) throws IOException {
    System.setProperty(NO_DELAY, "true");
    return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port), 0);
  }
}
