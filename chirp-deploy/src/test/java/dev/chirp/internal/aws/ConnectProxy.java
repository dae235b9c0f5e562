package dev.chirp.internal.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** An HTTP proxy on loopback that records requests and connects to nothing. */
final class ConnectProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String login;

  /** The requests, such as {@code CONNECT sts.eu-west-1.amazonaws.com:443}, with the user. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts the proxy.
   *
   * @param login {@code user:password}, or empty to admit everyone
   */
  ConnectProxy(String login) throws IOException {
    this.login = login;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (true) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String request = String.valueOf(in.readLine()).replace(" HTTP/1.1", "");
    String said = "";
    String line = String.valueOf(in.readLine());
    while (!line.isEmpty() && !line.equals("null")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic ")) {
        byte[] decoded = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
        said = new String(decoded, StandardCharsets.UTF_8);
      }
      line = String.valueOf(in.readLine());
    }
    asked.add(said.isEmpty() ? request : request + " as " + said);
    String status =
        said.equals(login)
            ? "502 Leads nowhere\r\n"
            : "407 Who are you\r\nProxy-Authenticate: Basic realm=\"acme\"\r\n";
    String answer = "HTTP/1.1 " + status + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
