package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.ServerLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The HTTP servers of function URLs: each URL has a port of 127.0.0.1, because not every client can
 * resolve names below {@code localhost}. Callers must hold the service's lock.
 */
final class FunctionUrlServers {
  private static final ServerLimits LIMITS = ServerLimits.HTTP_API.withBody(6_291_456);

  private final FunctionStore functions;
  private final Function<FunctionUrlOwner, RequestHandler> handlers;
  private final Executor closing;
  private final Map<FunctionUrlOwner, LoopbackServer> servers = new HashMap<>();

  /**
   * No server yet.
   *
   * @param handlers answers the requests of a URL
   * @param closing closes servers, because that waits for running invocations
   */
  FunctionUrlServers(
      FunctionStore functions,
      Function<FunctionUrlOwner, RequestHandler> handlers,
      Executor closing) {
    this.functions = functions;
    this.handlers = handlers;
    this.closing = closing;
  }

  /** Opens the stored URLs, at their ports of the last time if those are free. */
  void openStored() {
    List<ObjectNode> stored = functions.urls().toList();
    for (ObjectNode url : stored) {
      int port = URI.create(url.get("FunctionUrl").asText()).getPort();
      url.put("FunctionUrl", open(FunctionUrlOwner.of(url), Math.max(port, 0)));
    }
    if (!stored.isEmpty()) {
      functions.save();
    }
  }

  /** Starts the server of a new URL, and returns the URL. */
  String open(FunctionUrlOwner owner) {
    return open(owner, 0);
  }

  private String open(FunctionUrlOwner owner, int port) {
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
    return LoopbackServer.start(port, LIMITS, handlers.apply(owner), functions.clock());
  }

  /** Closes the servers of deleted URLs. */
  void closeDeleted() {
    Set<FunctionUrlOwner> left =
        functions.urls().map(FunctionUrlOwner::of).collect(Collectors.toSet());
    for (Map.Entry<FunctionUrlOwner, LoopbackServer> server : Map.copyOf(servers).entrySet()) {
      if (!left.contains(server.getKey())) {
        servers.remove(server.getKey());
        closing.execute(server.getValue()::close);
      }
    }
  }

  /** Forgets all servers, which the caller closes without the lock: requests may wait for it. */
  List<LoopbackServer> removeAll() {
    List<LoopbackServer> all = List.copyOf(servers.values());
    servers.clear();
    return all;
  }
}
