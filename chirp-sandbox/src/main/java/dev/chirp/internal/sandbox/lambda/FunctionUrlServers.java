package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.ServerLimits;
import dev.chirp.internal.sandbox.http.PortServers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The HTTP servers of function URLs. Callers must hold the service's lock. */
final class FunctionUrlServers {
  private static final ServerLimits LIMITS = ServerLimits.HTTP_API.withBody(HttpApi.MAX_EVENT);

  private final FunctionStore functions;
  private final PortServers<FunctionUrlOwner> servers;

  /**
   * Creates an empty set of servers.
   *
   * @param handlers answers the requests of a URL
   */
  FunctionUrlServers(FunctionStore functions, Function<FunctionUrlOwner, RequestHandler> handlers) {
    this.functions = functions;
    this.servers = new PortServers<>(LIMITS, functions.clock(), handlers);
  }

  /**
   * Opens the stored URLs, on their previous ports if these are free.
   *
   * @param ofSandbox the group of the servers' threads
   */
  void start(ThreadGroup ofSandbox) {
    servers.start(ofSandbox);
    boolean hasChanged = false;
    for (ObjectNode url : functions.urls().toList()) {
      String stored = url.get("FunctionUrl").asText();
      String opened = servers.reopen(FunctionUrlOwner.of(url), stored) + "/";
      hasChanged |= !opened.equals(stored);
      url.put("FunctionUrl", opened);
    }
    if (hasChanged) {
      functions.save();
    }
  }

  /** Starts the server of a new URL, and returns the URL. */
  String open(FunctionUrlOwner owner) {
    return servers.open(owner) + "/";
  }

  /** Ends the servers of deleted URLs. */
  void closeDeleted() {
    servers.retain(functions.urls().map(FunctionUrlOwner::of).collect(Collectors.toSet()));
  }

  /** Closes the ports, and opens no more. Requests that have begun are answered. */
  void finish() {
    servers.finish();
  }

  /** Stops opening servers and returns all of them, to be closed without the lock. */
  List<LoopbackServer> removeAll() {
    return servers.removeAll();
  }
}
