package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.IncomingRequest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The last requests of the project's API, and those that are being answered. Thread-safe. */
public final class RequestLog {
  /** The number of requests that are kept. */
  static final int MOST = 50;

  private final String server = UUID.randomUUID().toString();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final Deque<RequestRecord> last = new ArrayDeque<>();
  private final Map<String, RequestRecord> open = new ConcurrentHashMap<>();

  /** Open records by their request objects, because two clients may send equal requests. */
  private final Map<IncomingRequest, RequestRecord> byRequest =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** Begins the record of a request. Close it with the response. */
  public RequestRecord open(IncomingRequest request) {
    RequestRecord opened;
    synchronized (last) {
      opened = new RequestRecord(numbers.incrementAndGet(), clock, request);
      last.addFirst(opened);
      if (last.size() > MOST) {
        last.removeLast();
      }
    }
    open.put(opened.ids().requestId(), opened);
    byRequest.put(request, opened);
    return opened;
  }

  /** The client has its response. */
  public void close(IncomingRequest request, RequestRecord closed) {
    byRequest.remove(request);
    open.remove(closed.ids().requestId());
  }

  /**
   * The record of a request that is being answered.
   *
   * @param requestId of {@link RequestRecord#ids}
   */
  public Optional<RequestRecord> find(String requestId) {
    return Optional.ofNullable(open.get(requestId));
  }

  /** Notes the reason for a response, which the client does not get. */
  public void problem(IncomingRequest request, String reason) {
    RequestRecord record = byRequest.get(request);
    if (record != null) {
      record.problem(reason);
    }
  }

  /** The record with that number, if it is among the last. */
  Optional<RequestRecord> numbered(long number) {
    return all().stream().filter(each -> each.number() == number).findFirst();
  }

  /** All records, the newest first. */
  List<RequestRecord> all() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  /** A random id of the server. After a restart, numbers and revisions begin again. */
  String server() {
    return server;
  }

  /** The revision of the newest change. Read it before the records. */
  long revision() {
    return clock.get();
  }
}
