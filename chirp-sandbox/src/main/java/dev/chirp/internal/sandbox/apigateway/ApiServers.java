package dev.chirp.internal.sandbox.apigateway;

import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.ServerLimits;
import dev.chirp.internal.sandbox.http.PortServers;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The HTTP servers of APIs. Callers must hold the service's lock. */
final class ApiServers {
  private final ApiStore apis;
  private final Function<String, ApiStages> stages;
  private final PortServers<String> servers;
  private final Map<String, ApiStages> handlers = new HashMap<>();

  /**
   * Creates an empty set of servers.
   *
   * @param stages answers the requests of an API, which its id names
   */
  ApiServers(ApiStore apis, Function<String, ApiStages> stages) {
    this.apis = apis;
    this.stages = stages;
    this.servers = new PortServers<>(ServerLimits.HTTP_API, apis.clock(), this::handler);
  }

  private RequestHandler handler(String apiId) {
    return handlers.computeIfAbsent(apiId, stages);
  }

  /**
   * Opens the stored APIs, on their previous ports if these are free.
   *
   * @param ofSandbox the group of the servers' threads
   */
  void start(ThreadGroup ofSandbox) {
    servers.start(ofSandbox);
    for (StoredApi api : List.copyOf(apis.all())) {
      String stored = api.api().get("apiEndpoint").asText();
      String opened = servers.reopen(api.id(), stored).toString();
      if (!opened.equals(stored)) {
        api.api().put("apiEndpoint", opened);
        apis.save(api);
      }
    }
  }

  /** Starts the server of a new API, and returns its URL. */
  URI open(String apiId) {
    return servers.open(apiId);
  }

  /** Has the next request of an API see its new state. */
  void changed(String apiId) {
    ApiStages handler = handlers.get(apiId);
    if (handler != null) {
      handler.changed();
    }
  }

  /** Ends the servers of deleted APIs. */
  void closeDeleted() {
    servers.retain(apis.all().stream().map(StoredApi::id).collect(Collectors.toSet()));
    handlers.keySet().removeIf(id -> apis.find(id).isEmpty());
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
