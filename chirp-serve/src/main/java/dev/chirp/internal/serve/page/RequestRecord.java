package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity.Flavor;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.serve.code.ServedCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The record of one request of the project's API. The response may come before its function ends.
 * Nothing in it is masked. Thread-safe.
 */
public final class RequestRecord {
  /** The most characters of a body, a log, or a result. */
  static final int MAX_TEXT = 64 << 10;

  /** The most characters of an event, and the most bytes of a body that can be sent again. */
  static final int MAX_EVENT = 256 << 10;

  /** The start of a function. */
  public enum Start {
    /** No function was invoked. */
    NONE(""),
    /** A process was started for the request. */
    COLD("cold"),
    /** A process that had answered before. */
    WARM("warm");

    private final String word;

    Start(String word) {
      this.word = word;
    }

    /** The word for people; empty without an invocation. */
    public String word() {
      return word;
    }
  }

  /**
   * A request's invocation so far.
   *
   * @param event JSON; empty if it is larger than this record keeps
   */
  record Invocation(String function, Optional<String> event) {}

  private final long number;
  private final AtomicLong clock;
  private final RequestIds ids;
  private final Instant received;
  private final String method;
  private final String path;
  private final Optional<IncomingRequest> request;
  private final BoundedText log = new BoundedText(MAX_TEXT);
  private long revision;
  private Start start = Start.NONE;
  private Optional<Invocation> invocation = Optional.empty();
  private Optional<InvocationResult> result = Optional.empty();
  private int memorySize;
  private OptionalInt status = OptionalInt.empty();
  private String generation = "";
  private long millis;
  private HeaderFields headers = HeaderFields.NONE;
  private String body = "";
  private String reason = "";

  /**
   * Begins a record.
   *
   * @param clock counts the changes of all records
   */
  RequestRecord(long number, AtomicLong clock, IncomingRequest request) {
    this.number = number;
    this.clock = clock;
    this.ids = RequestIds.random(Flavor.HTTP_API, request.received());
    this.received = request.received();
    this.method = request.method();
    this.path = BoundedText.of(request.rawPath(), MAX_TEXT);
    this.request = request.body().length() > MAX_EVENT ? Optional.empty() : Optional.of(request);
    changed();
  }

  /** Identifies the request to the function that it invokes. */
  public RequestIds ids() {
    return ids;
  }

  /** Counts the requests since the server started, from 1. */
  public long number() {
    return number;
  }

  /** A function is about to get this event. */
  public synchronized void invoked(String function, String event) {
    invocation =
        Optional.of(
            new Invocation(
                function, event.length() > MAX_EVENT ? Optional.empty() : Optional.of(event)));
    changed();
  }

  /** The function's process is new, or has answered before. */
  public synchronized void started(Start how) {
    start = how;
    changed();
  }

  public synchronized Start start() {
    return start;
  }

  /** The function logged these lines. */
  public synchronized void wrote(List<String> lines) {
    lines.forEach(line -> log.add(line + "\n"));
    changed();
  }

  /**
   * The function ended.
   *
   * @param configured the function's memory, in MB
   */
  public synchronized void ended(InvocationResult end, int configured) {
    result =
        Optional.of(
            new InvocationResult(
                BoundedText.of(end.payload(), MAX_TEXT),
                end.failed(),
                end.replied(),
                end.duration(),
                end.init(),
                end.memory()));
    memorySize = configured;
    changed();
  }

  /** The client did not get this reason for its response. */
  public synchronized void problem(String why) {
    reason = why;
    changed();
  }

  /**
   * The client gets this response.
   *
   * @param took since the request arrived
   */
  public synchronized void responded(OutgoingResponse response, long took) {
    status = OptionalInt.of(response.status());
    headers = response.headers();
    body =
        response.body() instanceof MessageBytes bytes
            ? BoundedText.of(bytes, MAX_TEXT)
            : "(streamed)";
    generation = response.headers().first(ServedCode.HEADER).orElse("");
    millis = took;
    changed();
  }

  private void changed() {
    revision = clock.incrementAndGet();
  }

  /** The request, to send it again; empty if its body is larger than this record keeps. */
  Optional<IncomingRequest> request() {
    return request;
  }

  /** The state at this moment. */
  synchronized State state() {
    return new State(
        number,
        revision,
        received,
        method,
        path,
        request.isPresent(),
        start,
        invocation,
        result,
        memorySize,
        log.toString(),
        status,
        generation,
        millis,
        headers,
        body,
        reason);
  }

  /**
   * A record's state.
   *
   * @param revision of the last change, among the changes of all records
   * @param status empty before the response
   * @param millis until the response
   * @param reason that the client does not get; may be empty
   */
  record State(
      long number,
      long revision,
      Instant received,
      String method,
      String path,
      boolean isWhole,
      Start start,
      Optional<Invocation> invocation,
      Optional<InvocationResult> result,
      int memorySize,
      String log,
      OptionalInt status,
      String generation,
      long millis,
      HeaderFields headers,
      String body,
      String reason) {}
}
