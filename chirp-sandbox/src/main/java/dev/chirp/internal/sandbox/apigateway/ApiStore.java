package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.StateFile;
import dev.chirp.internal.sandbox.lambda.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All APIs, one file each. Callers must hold the service's lock. */
final class ApiStore {
  private static final String END = ".json";

  private final Path directory;
  private final Clock clock;
  private final Map<String, StoredApi> apis = new LinkedHashMap<>();

  /** The stored APIs. */
  ApiStore(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    for (StateFile file : StateFile.under(directory, 1, END)) {
      StoredApi api =
          new StoredApi(file.read(ObjectNode.class, ApiGatewayRequest.JSON.createObjectNode()));
      if (!api.json().path("api").path("apiId").isTextual()) {
        throw file.unreadable(new IOException("The file holds no API."));
      }
      apis.put(api.id(), api);
    }
  }

  Clock clock() {
    return clock;
  }

  String now() {
    return StoredApi.time(Instant.now(clock));
  }

  Collection<StoredApi> all() {
    return apis.values();
  }

  /** The APIs of an account and region. */
  List<StoredApi> all(Scope scope) {
    return apis.values().stream().filter(api -> api.scope().equals(scope)).toList();
  }

  Optional<StoredApi> find(String id) {
    return Optional.ofNullable(apis.get(id));
  }

  /** The API that a request names. Throws a 404 if it does not exist. */
  StoredApi require(ApiGatewayRequest request) {
    return require(request.scope(), request.name("apiId"));
  }

  StoredApi require(Scope scope, String id) {
    return find(id)
        .filter(api -> api.scope().equals(scope))
        .orElseThrow(
            () -> ApiGatewayErrors.notFound("API", "%s:%s".formatted(scope.account(), id)));
  }

  /** Stores a new or changed API. */
  void save(StoredApi api) {
    apis.put(api.id(), api);
    file(api.id()).write(api.json());
  }

  void remove(StoredApi api) {
    apis.remove(api.id());
    try {
      Files.deleteIfExists(file(api.id()).file());
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot delete an API", e);
    }
  }

  private StateFile file(String id) {
    return new StateFile(directory.resolve(id + END));
  }
}
