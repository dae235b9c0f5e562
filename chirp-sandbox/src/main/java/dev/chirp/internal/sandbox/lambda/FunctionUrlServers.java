package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.ServerLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The HTTP servers of function URLs: each URL has a port of 127.0.0.1, because not every client can
 * resolve names below {@code localhost}. Callers must hold the service's lock.
 */
final class FunctionUrlServers {
  private static final ServerLimits LIMITS = ServerLimits.HTTP_API.withBody(HttpApi.MAX_EVENT);

  private final FunctionStore functions;
  private final Function<FunctionUrlOwner, RequestHandler> handlers;
  private final Map<FunctionUrlOwner, LoopbackServer> servers = new HashMap<>();

  /** The servers of deleted URLs, which still answer what has begun. */
  private final List<LoopbackServer> finishing = new ArrayList<>();

  private ThreadGroup group = Thread.currentThread().getThreadGroup();
  private boolean closed;

  /**
   * Creates an empty set of servers.
   *
   * @param handlers answers the requests of a URL
   */
  FunctionUrlServers(FunctionStore functions, Function<FunctionUrlOwner, RequestHandler> handlers) {
    this.functions = functions;
    this.handlers = handlers;
  }

  /**
   * Opens the stored URLs, on their previous ports if these are free.
   *
   * @param ofSandbox the group of the servers' threads
   */
  void start(ThreadGroup ofSandbox) {
    group = ofSandbox;
    boolean hasChanged = false;
    for (ObjectNode url : functions.urls().toList()) {
      String stored = url.get("FunctionUrl").asText();
      String opened = open(FunctionUrlOwner.of(url), Math.max(URI.create(stored).getPort(), 0));
      hasChanged |= !opened.equals(stored);
      url.put("FunctionUrl", opened);
    }
    if (hasChanged) {
      functions.save();
    }
  }

  /** Starts the server of a new URL, and returns the URL. */
  String open(FunctionUrlOwner owner) {
    return open(owner, 0);
  }

  private String open(FunctionUrlOwner owner, int port) {
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
    return server.url() + "/";
  }

  private LoopbackServer startAnywhere(FunctionUrlOwner owner) {
    try {
      return start(owner, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot open a port for a function URL", e);
    }
  }

  private LoopbackServer start(FunctionUrlOwner owner, int port) throws IOException {
    return LoopbackServer.start(port, LIMITS, handlers.apply(owner), functions.clock(), group);
  }

  /** Ends the servers of deleted URLs. Invocations that run are not interrupted, as on Lambda. */
  void closeDeleted() {
    Set<FunctionUrlOwner> left =
        functions.urls().map(FunctionUrlOwner::of).collect(Collectors.toSet());
    for (Map.Entry<FunctionUrlOwner, LoopbackServer> server : Map.copyOf(servers).entrySet()) {
      if (!left.contains(server.getKey())) {
        servers.remove(server.getKey());
        server.getValue().finish();
        finishing.add(server.getValue());
      }
    }
    finishing.removeIf(LoopbackServer::isEnded);
  }

  /** Closes the ports, and opens no more. Requests that have begun are answered. */
  void finish() {
    closed = true;
    servers.values().forEach(LoopbackServer::finish);
  }

  /**
   * Stops opening servers and returns all of them. Close them without the lock: requests may be
   * waiting for it.
   */
  List<LoopbackServer> removeAll() {
    closed = true;
    List<LoopbackServer> all = new ArrayList<>(servers.values());
    all.addAll(finishing);
    servers.clear();
    finishing.clear();
    return all;
  }
}
