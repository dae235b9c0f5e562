package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with many connections, each without a request or with half of one. */
final class IdleClients {
  private IdleClients() {}

  /** Starts the process, which prints "connected" and the number of its connections. */
  static Process start(int port, int count) throws IOException {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-Xmx128m",
              "-cp",
              Path.of(IdleClients.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                  .toString(),
              IdleClients.class.getName(),
              Integer.toString(port),
              Integer.toString(count))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Keeps the connections until it is killed or its parent ends. */
  public static void main(String[] args) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
      sockets.add(socket);
      if (i % 2 == 0) {
        socket
            .getOutputStream()
            .write("GET /half HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    System.out.println("connected " + sockets.size());
    while (System.in.read() >= 0) {
      // Nothing comes; the end of the input is the end of the parent.
    }
  }
}
