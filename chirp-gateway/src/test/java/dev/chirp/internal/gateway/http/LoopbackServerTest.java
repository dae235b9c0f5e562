package dev.chirp.internal.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over the wire, byte for byte. */
class LoopbackServerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private final List<Socket> sockets = new ArrayList<>();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private LoopbackServer server = start(LONG, LONG, LONG, 11_000, 256);

  private LoopbackServer start(
      Duration arrival, Duration idle, Duration write, int connections, int requests) {
    ServerLimits limits =
        new ServerLimits(10_240, 10 << 20, 100 << 20, arrival, idle, write, connections, requests);
    try {
      return LoopbackServer.start(0, limits, new Echo(), Clock.systemUTC());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void restart(
      Duration arrival, Duration idle, Duration write, int connections, int requests) {
    server.close();
    server = start(arrival, idle, write, connections, requests);
  }

  private final class Echo implements RequestHandler {
    @Override
    public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
      handled.add(request.method() + " " + request.target());
      return switch (request.rawPath()) {
        case "/status" ->
            new OutgoingResponse(
                Integer.parseInt(request.rawQuery()), HeaderFields.NONE, MessageBytes.of("body"));
        case "/large" -> new OutgoingResponse(200, HeaderFields.NONE, large());
        case "/error" -> throw new OutOfMemoryError("no memory");
        case "/bug" -> throw new IllegalStateException("bug");
        case "/wait" -> {
          released.await();
          yield OutgoingResponse.of(200, "text/plain", "waited");
        }
        case "/stream" -> new OutgoingResponse(200, HeaderFields.NONE, stream(false));
        case "/broken" -> new OutgoingResponse(200, HeaderFields.NONE, stream(true));
        default ->
            OutgoingResponse.of(
                200, "text/plain", request.target() + " " + request.body().length());
      };
    }

    private OutgoingResponse.Stream stream(boolean fails) {
      return out -> {
        out.write("one".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        released.await();
        if (fails) {
          throw new IllegalStateException("half-way");
        }
        out.write("three".getBytes(StandardCharsets.US_ASCII));
      };
    }

    private MessageBytes large() {
      return MessageBytes.of(new byte[64 << 20]);
    }

    @Override
    public OutgoingResponse refused(RequestRefused refusal) {
      return OutgoingResponse.of(refusal.status(), "text/plain", refusal.reason());
    }

    @Override
    public void failed(Throwable cause) {
      failures.add(cause);
    }
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
    assertEquals(List.of(), List.copyOf(failures));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private Socket send(String text) throws IOException {
    Socket socket = connect();
    send(socket, text);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All that comes until the server closes, without dates. */
  private static String all(Socket socket) throws IOException {
    return text(socket.getInputStream().readAllBytes());
  }

  /** The bytes that arrive up to an end, without dates. */
  private static String upTo(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int one = socket.getInputStream().read();
      if (one < 0) {
        break;
      }
      text.append((char) one);
    }
    return text(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceAll("Date: [^\r]*GMT\r\n", "")
        .replace("\r\n", "\n");
  }

  private static String ok(String connection, String body) {
    return "HTTP/1.1 200 OK\nContent-Type: text/plain\nConnection: %s\nContent-Length: %d\n\n%s"
        .formatted(connection, body.length(), body);
  }

  private static String refusal(int status, String phrase, String reason) {
    return "HTTP/1.1 %d %s\nContent-Type: text/plain\nConnection: close\nContent-Length: %d\n\n%s"
        .formatted(status, phrase, reason.length(), reason);
  }

  private void assertStillAnswers() throws IOException {
    assertEquals(
        ok("close", "/next 0"),
        all(send("GET /next HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n")));
  }

  @Test
  void oneConnectionServesManyRequests() throws IOException {
    Socket socket = connect();
    for (int i = 0; i < 100; i++) {
      send(socket, "GET /%d HTTP/1.1\r\n%s\r\n".formatted(i, HOST));
      assertEquals(ok("keep-alive", "/" + i + " 0"), upTo(socket, "/" + i + " 0"));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    Socket socket =
        send(
            "GET /a HTTP/1.1\r\n%s\r\nPOST /b HTTP/1.1\r\n%sContent-Length: 3\r\n\r\nabcGET /c HTTP/1.1\r\nConnection: close\r\n%s\r\n"
                .formatted(HOST, HOST, HOST));
    assertEquals(
        ok("keep-alive", "/a 0") + ok("keep-alive", "/b 3") + ok("close", "/c 0"), all(socket));
  }

  @Test
  void dateIsInHttpsForm() throws IOException {
    Socket socket = send("GET / HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertTrue(
        response.matches(
            "(?s).*\r\nDate: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT\r\n.*"),
        response);
  }

  @Test
  void dayOfADateHasTwoDigits() throws IOException {
    restart(Clock.fixed(Instant.parse("2026-07-05T01:02:03Z"), ZoneOffset.UTC));
    String date = "\r\nDate: Sun, 05 Jul 2026 01:02:03 GMT\r\n";
    String response = bytes(send("GET / HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"));
    assertTrue(response.contains(date), response);
    String refusal = bytes(send("GET / HTTP/1.1\r\n\r\n"));
    assertTrue(refusal.contains(date), refusal);
  }

  private static String bytes(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private void restart(Clock clock) throws IOException {
    server.close();
    server = LoopbackServer.start(0, ServerLimits.HTTP_API, new Echo(), clock);
  }

  /** The time of a request: an error there ends the thread that reads. */
  private static final class FailingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new OutOfMemoryError("no time");
    }
  }

  @Test
  void errorOfTheServerIsReportedAndItsClientsDoNotWait() throws IOException, InterruptedException {
    restart(new FailingClock());
    Socket idle = connect();
    Socket used = send("GET /a HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals("no time", poll(failures).getMessage());
    assertEquals("", all(used));
    assertNotListening();
    assertThrowsOrEnds(idle);
  }

  /** It was accepted and closed, or never accepted. */
  private static void assertThrowsOrEnds(Socket socket) {
    try {
      assertEquals("", all(socket));
    } catch (SocketException reset) {
      // By the closed listener.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The kernel may still accept connections until the server's thread selects again. */
  private void assertNotListening() {
    assertSoon(
        () -> {
          try {
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            return false;
          } catch (ConnectException refused) {
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void assertSoon(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, "not within " + LONG);
      Thread.onSpinWait();
    }
  }

  private static Throwable poll(BlockingQueue<Throwable> causes) throws InterruptedException {
    return Objects.requireNonNull(causes.poll(LONG.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void serversThreadsAreInTheGivenGroup() throws IOException, InterruptedException {
    server.close();
    LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    ThreadGroup group =
        new ThreadGroup("test") {
          @Override
          public void uncaughtException(Thread thread, Throwable cause) {
            uncaught.add(cause);
          }
        };
    server = LoopbackServer.start(0, ServerLimits.HTTP_API, new Echo(), Clock.systemUTC(), group);
    assertEquals("", all(send("GET /error HTTP/1.1\r\n" + HOST + "\r\n")));
    assertEquals("no memory", poll(uncaught).getMessage());
    assertStillAnswers();
  }

  @Test
  void finishedServerAnswersWhatHasBegun() throws IOException, InterruptedException {
    Socket idle = send("GET /a HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/a 0"), upTo(idle, "/a 0"));
    Socket waiting = send("GET /stream HTTP/1.1\r\n" + HOST + "\r\n");
    assertTrue(upTo(waiting, "one\r\n").contains("200 OK"));
    server.finish();
    assertEquals("", all(idle));
    assertNotListening();
    assertFalse(server.isEnded());
    released.countDown();
    assertEquals("5\nthree\n0\n\n", all(waiting));
    assertSoon(server::isEnded);
  }

  @Test
  void headHasTheLengthAndNoBody() throws IOException {
    Socket socket = send("HEAD /a HTTP/1.1\r\n%s\r\n".formatted(HOST));
    assertEquals(ok("keep-alive", "/a 0").replace("\n\n/a 0", "\n\n"), upTo(socket, "\r\n\r\n"));
    send(socket, "GET /b HTTP/1.1\r\nConnection: close\r\n%s\r\n".formatted(HOST));
    assertEquals(ok("close", "/b 0"), all(socket));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void statusWithoutBodySendsNoBody(int status) throws IOException {
    Socket socket =
        send(
            "GET /status?%d HTTP/1.1\r\n%s\r\nGET /b HTTP/1.1\r\nConnection: close\r\n%s\r\n"
                .formatted(status, HOST, HOST));
    String phrase = status == 204 ? "No Content" : "Not Modified";
    assertEquals(
        "HTTP/1.1 %d %s\nConnection: keep-alive\n\n".formatted(status, phrase)
            + ok("close", "/b 0"),
        all(socket));
  }

  @Test
  void oldProtocolClosesUnlessAsked() throws IOException {
    assertEquals(ok("close", "/a 0"), all(send("GET /a HTTP/1.0\r\n" + HOST + "\r\n")));
    Socket socket = send("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/a 0"), upTo(socket, "/a 0"));
    send(socket, "GET /b HTTP/1.0\r\n" + HOST + "\r\n");
    assertEquals(ok("close", "/b 0"), all(socket));
  }

  @Test
  void clientThatWaitsForContinueGetsIt() throws IOException {
    Socket socket =
        send(
            "POST /a HTTP/1.1\r\nConnection: close\r\nExpect: 100-continue\r\n%sContent-Length: 3\r\n\r\n"
                .formatted(HOST));
    assertEquals("HTTP/1.1 100 Continue\n\n", upTo(socket, "\r\n\r\n"));
    send(socket, "abc");
    assertEquals(ok("close", "/a 3"), all(socket));
  }

  @Test
  void clientThatWaitsForContinueGetsTheRefusalOfATooLargeBody() throws IOException {
    Socket socket =
        send(
            "POST /a HTTP/1.1\r\nExpect: 100-continue\r\n%sContent-Length: 10485761\r\n\r\n"
                .formatted(HOST));
    assertEquals(
        refusal(
            413, "Request Entity Too Large", "The request's body has more than 10485760 bytes."),
        all(socket));
  }

  @Test
  void bodyOfTenMegabytesArrives() throws IOException {
    Socket socket =
        send(
            "POST /a HTTP/1.1\r\nConnection: close\r\n%sContent-Length: 10485760\r\n\r\n"
                .formatted(HOST));
    socket.getOutputStream().write(new byte[10 << 20]);
    assertEquals(ok("close", "/a 10485760"), all(socket));
  }

  @Test
  void chunksOfTenMegabytesArrive() throws IOException {
    Socket socket =
        send(
            "POST /a HTTP/1.1\r\nConnection: close\r\n%sTransfer-Encoding: chunked\r\n\r\n"
                .formatted(HOST));
    for (int i = 0; i < 160; i++) {
      send(socket, "10000\r\n");
      socket.getOutputStream().write(new byte[1 << 16]);
      send(socket, "\r\n");
    }
    send(socket, "0\r\n\r\n");
    assertEquals(ok("close", "/a 10485760"), all(socket));
  }

  /** The client is still sending: it reads why, in place of a reset connection. */
  @Test
  void clientReadsWhyItsBodyIsRefused() throws IOException {
    Socket socket = send("POST /a HTTP/1.1\r\n%sContent-Length: 10485761\r\n\r\n".formatted(HOST));
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 10; i++) {
      socket.getOutputStream().write(piece);
    }
    assertTrue(all(socket).startsWith("HTTP/1.1 413 Request Entity Too Large\n"));
    assertEquals(List.of(), handled);
  }

  @Test
  void foreignHostIsRefusedBeforeItsBody() throws IOException {
    Socket socket = send("POST /a HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 9\r\n\r\n");
    assertEquals(refusal(403, "Forbidden", "The request is for host 'evil.example'."), all(socket));
    assertEquals(List.of(), handled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /half HTTP/1.1\r\nHost: 127.0",
        "G",
        "POST /half HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nabc",
        "POST /half HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"
      })
  void halfARequestIsRefusedInTimeAndOthersAreAnswered(String half) throws IOException {
    restart(SHORT, LONG, LONG, 11_000, 256);
    Socket slow = send(half);
    assertStillAnswers();
    assertEquals(
        refusal(408, "Request Timeout", "The client took too long to send its request."),
        all(slow));
    assertEquals(List.of("GET /next"), handled);
  }

  @Test
  void idleConnectionIsClosedInTime() throws IOException {
    restart(LONG, SHORT, LONG, 11_000, 256);
    assertEquals("", all(connect()));
    Socket used = send("GET /a HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/a 0"), all(used));
  }

  @Test
  void clientThatDoesNotReadLosesItsConnection() throws IOException, InterruptedException {
    restart(LONG, LONG, SHORT, 11_000, 1);
    Socket greedy = send("GET /large HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals("H", upTo(greedy, "H")); // the only thread writes to this client
    assertStillAnswers(); // when that thread is free again
    assertThrows(IOException.class, () -> readExactly(greedy, 64 << 20));
  }

  private static void readExactly(Socket socket, int length) throws IOException {
    if (socket.getInputStream().readNBytes(length).length < length) {
      throw new IOException("The connection ended");
    }
  }

  /**
   * 10,000 connections, or as many as this process may open: a different process has their other
   * ends.
   */
  @Test
  void tenThousandIdleConnectionsLeaveTheServerFree() throws IOException {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : 11_000;
    int count = (int) Math.min(10_000, files - 1000);
    assumeTrue(
        count >= 1000, () -> "this machine allows a process only %d open files".formatted(files));
    Process clients = IdleClients.start(server.port(), count);
    try {
      assertEquals("connected " + count, clients.inputReader().readLine());
      assertStillAnswers();
      assertSoon( // threads of an earlier server may still be ending
          () ->
              Thread.getAllStackTraces().keySet().stream()
                      .filter(thread -> thread.getName().startsWith("chirp-gateway"))
                      .count()
                  < 10);
    } finally {
      clients.destroyForcibly();
    }
  }

  /** The only thread gives the first connection back before it answers the second. */
  @Test
  void longestIdleConnectionGivesWayToANewOne() throws IOException {
    restart(LONG, LONG, LONG, 3, 1);
    Socket first = send("GET /a HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/a 0"), upTo(first, "/a 0"));
    Socket half = send("GET /half HTTP/1.1\r\n");
    Socket second = send("GET /b HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/b 0"), upTo(second, "/b 0"));
    assertStillAnswers();
    assertEquals("", all(first));
    send(half, HOST + "Connection: close\r\n\r\n");
    assertEquals(ok("close", "/half 0"), all(half));
  }

  @Test
  void requestsWaitForAThread() throws IOException {
    restart(LONG, LONG, LONG, 11_000, 1);
    Socket waiting = send("GET /wait HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    Socket next = send("GET /a HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    released.countDown();
    assertEquals(ok("close", "waited"), all(waiting));
    assertEquals(ok("close", "/a 0"), all(next));
  }

  @Test
  void refusalDoesNotWaitForHangingRequests() throws IOException {
    restart(LONG, LONG, LONG, 11_000, 1);
    Socket hanging = send("GET /wait HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    Socket queued = send("GET /a HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    for (int i = 0; i < 20; i++) {
      assertEquals(
          refusal(403, "Forbidden", "The request is for host 'evil.example'."),
          all(send("GET /b HTTP/1.1\r\nHost: evil.example\r\n\r\n")));
    }
    released.countDown();
    assertEquals(ok("close", "waited"), all(hanging));
    assertEquals(ok("close", "/a 0"), all(queued));
  }

  @Test
  void requestsTogetherHaveALimitInBytes() throws IOException {
    server.close();
    server =
        LoopbackServer.start(
            0,
            new ServerLimits(10_240, 10 << 20, 100_000, LONG, LONG, LONG, 11_000, 256),
            new Echo(),
            Clock.systemUTC());
    String head =
        " HTTP/1.1\r\nConnection: close\r\n%sContent-Length: 40000\r\n\r\n".formatted(HOST);
    String body = "x".repeat(40_000);
    List<Socket> waiting =
        List.of(send("POST /wait" + head + body), send("POST /wait" + head + body));
    assertSoon(() -> handled.size() == 2);
    Socket third = send("POST /a" + head + body);
    assertEquals(
        refusal(
            503, "Service Unavailable", "The requests at this moment have more than 100000 bytes."),
        all(third));
    third.close();
    assertStillAnswers();
    released.countDown();
    for (Socket socket : waiting) {
      assertEquals(ok("close", "waited"), all(socket));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(ok("close", "/b 40000"), all(send("POST /b" + head + body)));
    }
    assertEquals(13, handled.size());
  }

  @Test
  void keptConnectionMaySendMoreThanTheLimitInTurn() throws IOException {
    server.close();
    server =
        LoopbackServer.start(
            0,
            new ServerLimits(10_240, 10 << 20, 100_000, LONG, LONG, LONG, 11_000, 256),
            new Echo(),
            Clock.systemUTC());
    Socket socket = connect();
    for (int i = 0; i < 10; i++) {
      send(socket, "POST /a HTTP/1.1\r\n%sContent-Length: 40000\r\n\r\n".formatted(HOST));
      send(socket, "x".repeat(40_000));
      assertEquals(ok("keep-alive", "/a 40000"), upTo(socket, "/a 40000"));
    }
  }

  @Test
  void streamArrivesInPieces() throws IOException {
    Socket socket = send("GET /stream HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(
        "HTTP/1.1 200 OK\nConnection: keep-alive\nTransfer-Encoding: chunked\n\n3\none\n",
        upTo(socket, "one\r\n"));
    released.countDown();
    assertEquals("5\nthree\n0\n\n", upTo(socket, "0\r\n\r\n"));
    send(socket, "GET /b HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
    assertEquals(ok("close", "/b 0"), all(socket));
  }

  @Test
  void streamForAnOldClientEndsWithTheConnection() throws IOException {
    Socket socket = send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n" + HOST + "\r\n");
    released.countDown();
    assertEquals("HTTP/1.1 200 OK\nConnection: close\n\nonethree", all(socket));
  }

  @Test
  void streamThatFailsDoesNotLookWhole() throws IOException, InterruptedException {
    Socket socket = send("GET /broken HTTP/1.1\r\n" + HOST + "\r\n");
    released.countDown();
    assertTrue(all(socket).endsWith("\n3\none\n"));
    assertEquals("half-way", poll(failures).getMessage());
    assertStillAnswers();
  }

  @Test
  void bugOfTheHandlerIsReported() throws IOException, InterruptedException {
    assertEquals("", all(send("GET /bug HTTP/1.1\r\n" + HOST + "\r\n")));
    assertInstanceOf(IllegalStateException.class, poll(failures));
    assertStillAnswers();
  }

  @Test
  void clientThatLeavesHalfWayIsForgotten() throws IOException {
    send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\nabc").close();
    Socket reset = send("GET /wait HTTP/1.1\r\n" + HOST + "\r\n");
    reset.setSoLinger(true, 0);
    reset.close();
    released.countDown();
    assertStillAnswers();
  }

  @Test
  void takenPortIsAnError() {
    assertThrows(
        BindException.class,
        () ->
            LoopbackServer.start(
                server.port(), ServerLimits.HTTP_API, new Echo(), Clock.systemUTC()));
  }

  @Test
  void closeEndsAllConnections() throws IOException {
    Socket idle = connect();
    Socket used = send("GET /a HTTP/1.1\r\n" + HOST + "\r\n");
    assertEquals(ok("keep-alive", "/a 0"), upTo(used, "/a 0"));
    server.close();
    assertEquals("", all(used));
    assertEquals("", all(idle));
    assertThrows(
        IOException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
  }
}
