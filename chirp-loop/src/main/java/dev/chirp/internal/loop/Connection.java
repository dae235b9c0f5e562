package dev.chirp.internal.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The only connection to the Runtime API. It stays open as long as the server keeps it, and is
 * reopened for the next request. It repeats no request. A socket instead of a channel, because it
 * loads fewer classes.
 */
final class Connection {
  /** The same limit as in AWS's clients. There is no limit for a reply. */
  private static final int CONNECT_MILLIS = 1000;

  private final Address address;

  /** Requests up to this size leave in one packet. */
  private final byte[] small = new byte[8192];

  private Socket socket = new Socket(Proxy.NO_PROXY);
  private Input in = new Input(InputStream.nullInputStream());
  private boolean open;
  private boolean sent;
  private long sentAt;

  Connection(Address address) {
    this.address = address;
  }

  /**
   * Sends a request and waits for its reply without a limit: Lambda freezes this process between
   * two invocations.
   *
   * @param head the request line and extra headers, each with its line end
   */
  Reply exchange(String head, Body body) throws IOException {
    sent = false;
    if (!open || in.hasRest()) {
      close();
      connect();
    }
    try {
      send(head(head), body);
      sentAt = System.currentTimeMillis();
      sent = true;
    } catch (IOException e) {
      return replyOfOneThatDidNotListen(e);
    }
    try {
      Reply reply = Reply.read(in);
      if (!reply.reusable()) {
        close();
      }
      return reply;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** True if the whole last request was sent, so that the server may have processed it. */
  boolean wasSent() {
    return sent;
  }

  /** Milliseconds since then. */
  long millisSinceSent() {
    return System.currentTimeMillis() - sentAt;
  }

  /** The request without its body. */
  byte[] head(String head) {
    String text = head + "Host: " + address.text() + "\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException ignored) {
      // The connection was already broken.
    }
  }

  /** The reply of a server that stopped reading early, such as 413 to a large response. */
  private Reply replyOfOneThatDidNotListen(IOException failure) throws IOException {
    try {
      return Reply.read(in);
    } catch (IOException e) {
      throw failure;
    } finally {
      close();
    }
  }

  private void send(byte[] head, Body body) throws IOException {
    OutputStream out = socket.getOutputStream();
    int length = head.length + body.length();
    if (length > small.length) {
      out.write(head);
      body.writeTo(out);
    } else {
      System.arraycopy(head, 0, small, 0, head.length);
      body.copyTo(small, head.length);
      out.write(small, 0, length);
    }
  }

  /**
   * Tries all addresses of a name. The server may listen on only one of them, such as for
   * localhost.
   */
  private void connect() throws IOException {
    IOException last = new IOException(address.host() + " has no address");
    for (InetAddress target : InetAddress.getAllByName(address.host())) {
      Socket next = new Socket(Proxy.NO_PROXY);
      try {
        next.setTcpNoDelay(true);
        next.connect(new InetSocketAddress(target, address.port()), CONNECT_MILLIS);
        socket = next;
        in = new Input(next.getInputStream());
        open = true;
        return;
      } catch (IOException e) {
        last = e;
        next.close();
      }
    }
    throw last;
  }
}
