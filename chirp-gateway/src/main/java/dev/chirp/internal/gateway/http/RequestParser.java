package dev.chirp.internal.gateway.http;

import java.time.Clock;
import java.util.Optional;

/** Makes requests of the bytes that arrive over one connection, however they are cut. */
public final class RequestParser {
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final ServerLimits limits;
  private final String peer;
  private final int port;
  private final Clock clock;
  private final ByteQueue in = new ByteQueue();
  private Optional<RequestHead> head = Optional.empty();
  private Optional<BodyReader> body = Optional.empty();
  private boolean owesContinue;
  private int scanned;

  /**
   * A parser for a new connection.
   *
   * @param peer the client's IP address
   * @param port that the server listens on
   * @param clock by which requests are received
   */
  public RequestParser(ServerLimits limits, String peer, int port, Clock clock) {
    this.limits = limits;
    this.peer = peer;
    this.port = port;
    this.clock = clock;
  }

  /** Takes bytes that have arrived. */
  public void add(byte[] bytes, int length) {
    in.add(bytes, 0, length);
  }

  /** Drops the bytes that have arrived, because they will not be read. */
  void forget() {
    in.skip(in.size());
    head = Optional.empty();
    body = Optional.empty();
  }

  /** True if a request has begun and is not complete. */
  boolean isStarted() {
    return head.isPresent() || in.size() > 0;
  }

  /** True if the client waits for {@code 100 Continue}. It is asked once for each request. */
  boolean takesContinue() {
    boolean owes = owesContinue;
    owesContinue = false;
    return owes;
  }

  /**
   * The next whole request, if it has arrived.
   *
   * @throws RequestRefused when the connection cannot be read any further
   */
  public Optional<IncomingRequest> next() throws RequestRefused {
    if (head.isEmpty() && !readHead()) {
      return Optional.empty();
    }
    BodyReader reading = body.orElseThrow();
    if (!reading.takeFrom(in)) {
      return Optional.empty();
    }
    RequestHead read = head.orElseThrow();
    head = Optional.empty();
    body = Optional.empty();
    owesContinue = false;
    return Optional.of(
        new IncomingRequest(
            read.method(),
            read.target(),
            read.protocol(),
            read.headers(),
            MessageBytes.of(reading.bytes()),
            peer,
            port,
            clock.instant()));
  }

  private boolean readHead() throws RequestRefused {
    while (in.startsWithLineEnd()) {
      in.skip(2); // an old client's line break after a body
      scanned = 0;
    }
    int end = endOfHead();
    if (end < 0 ? in.size() > limits.head() : end > limits.head()) {
      throw new RequestRefused(
          431, "The request line and headers have more than %d bytes.".formatted(limits.head()));
    }
    if (end < 0) {
      return false;
    }
    RequestHead read = RequestHead.parse(in.take(end));
    in.skip(END_OF_HEAD.length);
    BodyReader reading = new BodyReader(read, limits);
    head = Optional.of(read);
    body = Optional.of(reading);
    owesContinue = read.expectsContinue() && !reading.isDone() && in.size() == 0;
    return true;
  }

  private int endOfHead() {
    int end = in.indexOf(END_OF_HEAD, Math.max(0, scanned - END_OF_HEAD.length));
    scanned = end < 0 ? in.size() : 0;
    return end;
  }
}
