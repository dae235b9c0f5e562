package dev.chirp.internal.loop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A Runtime API server that does to each request what its script says, byte by byte, over a real
 * socket. Requests beyond the script are never answered.
 */
final class ScriptedApi implements AutoCloseable {
  /** The handling of one request. */
  interface Turn {
    void take(Exchange exchange) throws IOException;
  }

  /** One request; its body is there once it was read. */
  static final class Request {
    final int connection;
    final String line;
    private final Map<String, String> headers = new TreeMap<>();
    volatile byte[] body = {};

    Request(int connection, String line) {
      this.connection = connection;
      this.line = line;
    }

    /** A header's value, or the empty text. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String path() {
      return line.split(" ", -1)[1].replace("/2018-06-01/runtime/", "");
    }

    @Override
    public String toString() {
      return connection + " " + path();
    }
  }

  /** A request whose head was read, and where its reply goes. */
  static final class Exchange {
    final Request request;
    final Socket socket;
    private final InputStream in;

    Exchange(Request request, Socket socket, InputStream in) {
      this.request = request;
      this.socket = socket;
      this.in = in;
    }

    void readBody() throws IOException {
      request.body = in.readNBytes(length());
    }

    void readHalf() throws IOException {
      in.readNBytes(length() / 2);
    }

    private int length() {
      return Integer.parseInt(request.headers.getOrDefault("content-length", "0"));
    }

    void write(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  private final ServerSocket server;
  private final Queue<Turn> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch oneMore = new CountDownLatch(1);
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  ScriptedApi(Turn... turns) throws IOException {
    this(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), turns);
  }

  ScriptedApi(InetAddress at, Turn... turns) throws IOException {
    server = new ServerSocket(0, 50, at);
    script.addAll(List.of(turns));
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  List<Request> requests() {
    return requests;
  }

  Request request(int index) {
    return requests.get(index);
  }

  List<String> paths() {
    return requests.stream().map(Request::path).toList();
  }

  /** Waits until a request has come for which the script has nothing. */
  void awaitIdlePoll() throws InterruptedException {
    if (!oneMore.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("Only these requests have come: " + requests);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Closes its connections, and listens no more. */
  void stop() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** Each connection by a thread of its own: AWS's client has one for errors. */
  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        int number = connections.size();
        if (server.isClosed()) { // while this one was accepted
          socket.close();
        }
        daemon(() -> serve(socket, number));
      } catch (IOException ignored) {
        // The test is over.
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        serve(new Exchange(head(in, number), socket, in));
      }
    } catch (IOException ignored) {
      // This connection has ended: by the loop, by the script or by the test.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-runtime-api");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Exchange exchange) throws IOException {
    requests.add(exchange.request);
    Turn turn = script.poll();
    if (turn == null) {
      oneMore.countDown();
      exchange.in.read(); // until the connection ends
      throw new EOFException();
    }
    turn.take(exchange);
  }

  private static Request head(InputStream in, int connection) throws IOException {
    Request request = new Request(connection, line(in));
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      request.headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return request;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).trim();
  }
}
