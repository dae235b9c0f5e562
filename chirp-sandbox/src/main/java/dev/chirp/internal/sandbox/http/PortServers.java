package dev.chirp.internal.sandbox.http;

import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.ServerLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * HTTP servers that have a port of 127.0.0.1 each, because not every client can resolve names below
 * {@code localhost}. Callers must hold their service's lock.
 *
 * @param <K> what a server belongs to, such as a function URL or an API
 */
public final class PortServers<K> {
  private final ServerLimits limits;
  private final Clock clock;
  private final Function<K, RequestHandler> handlers;
  private final Map<K, LoopbackServer> servers = new HashMap<>();

  /** The servers without an owner, which still answer what has begun. */
  private final List<LoopbackServer> finishing = new ArrayList<>();

  private ThreadGroup group = Thread.currentThread().getThreadGroup();
  private boolean closed;

  /**
   * Creates an empty set of servers.
   *
   * @param handlers answers the requests of an owner's server
   */
  public PortServers(ServerLimits limits, Clock clock, Function<K, RequestHandler> handlers) {
    this.limits = limits;
    this.clock = clock;
    this.handlers = handlers;
  }

  /** Sets the group of the servers' threads. */
  public void start(ThreadGroup ofSandbox) {
    group = ofSandbox;
  }

  /** Starts the server of a new owner, and returns its URL, without a path. */
  public URI open(K owner) {
    return open(owner, 0);
  }

  /** Starts a server on the port of its previous URL, or on any port if that one is taken. */
  public URI reopen(K owner, String previous) {
    return open(owner, Math.max(URI.create(previous).getPort(), 0));
  }

  private URI open(K owner, int port) {
    if (closed) {
      throw new IllegalStateException("The sandbox is stopping.");
    }
    LoopbackServer server;
    try {
      server = start(owner, port);
    } catch (IOException taken) {
      server = startAnywhere(owner);
    }
    servers.put(owner, server);
    return server.url();
  }

  private LoopbackServer startAnywhere(K owner) {
    try {
      return start(owner, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot open another port", e);
    }
  }

  private LoopbackServer start(K owner, int port) throws IOException {
    return LoopbackServer.start(port, limits, handlers.apply(owner), clock, group);
  }

  /** Ends the servers of all other owners. Invocations that run are not interrupted, as on AWS. */
  public void retain(Set<K> owners) {
    for (Map.Entry<K, LoopbackServer> server : Map.copyOf(servers).entrySet()) {
      if (!owners.contains(server.getKey())) {
        servers.remove(server.getKey());
        server.getValue().finish();
        finishing.add(server.getValue());
      }
    }
    finishing.removeIf(LoopbackServer::isEnded);
  }

  /** Closes the ports, and opens no more. Requests that have begun are answered. */
  public void finish() {
    closed = true;
    servers.values().forEach(LoopbackServer::finish);
  }

  /**
   * Stops opening servers and returns all of them. Close them without the lock: requests may be
   * waiting for it.
   */
  public List<LoopbackServer> removeAll() {
    closed = true;
    List<LoopbackServer> all = new ArrayList<>(servers.values());
    all.addAll(finishing);
    servers.clear();
    finishing.clear();
    return all;
  }
}
