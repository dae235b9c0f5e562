package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The port on which a function's JVM waits for a debugger. */
final class DebugPort {
  private static final int MAX = 65_535;

  private DebugPort() {}

  /** Refuses a port that the JVM cannot listen on. The JVM would end without a helpful message. */
  static void check(int port) {
    if (port < 1 || port > MAX) {
      throw ChirpException.project(
          "-Dchirp.debugPort is '%d', but a port is 1 to %d.".formatted(port, MAX));
    }
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw ChirpException.project("Port %d (from -Dchirp.debugPort) is in use.".formatted(port), e)
          .withSuggestion("-Dchirp.debugPort=" + (port == MAX ? port - 1 : port + 1));
    }
  }
}
