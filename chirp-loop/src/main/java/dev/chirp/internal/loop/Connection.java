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
 * The one connection to the Runtime API, kept as long as the server keeps it and opened again with
 * the next request. Nothing is repeated here. A socket and no channel: it loads fewer classes.
 */
final class Connection {
  /** As AWS's clients wait; a reply is waited for without limit. */
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
   * Sends a request and waits for its reply, however long that takes: Lambda freezes this process
   * between two invocations.
   *
   * @param head the request line and headers of its own, each with its line end
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

  /** Whether all of the last request has left, so that the server may have it. */
  boolean wasSent() {
    return sent;
  }

  /** How long ago that was, in milliseconds. */
  long millisSinceSent() {
    return System.currentTimeMillis() - sentAt;
  }

  /** All of the request but its body. */
  byte[] head(String head) {
    String text = head + "Host: " + address.text() + "\r\n\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException ignored) {
      // It was broken before.
    }
  }

  /** Such as 413 to a large answer of which the server has read enough. */
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

  /** A name may have several addresses, such as localhost, of which only one is listened on. */
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
