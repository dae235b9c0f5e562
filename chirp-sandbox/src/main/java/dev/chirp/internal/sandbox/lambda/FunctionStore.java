package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.StateFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All functions, in one file. Callers must hold the service's lock. */
final class FunctionStore {
  private final StateFile file;
  private final Clock clock;
  private final ObjectNode scopes;

  FunctionStore(Path directory, Clock clock) {
    this.file = new StateFile(directory.resolve("functions.json"));
    this.clock = clock;
    this.scopes = file.read(ObjectNode.class, LambdaRequest.JSON.createObjectNode());
  }

  Clock clock() {
    return clock;
  }

  long now() {
    return clock.millis();
  }

  Optional<StoredFunction> find(Scope scope, String name) {
    return Optional.ofNullable((ObjectNode) in(scope).get(name)).map(StoredFunction::new);
  }

  StoredFunction require(Scope scope, QualifiedName name) {
    return find(scope, name.name()).orElseThrow(() -> QualifiedName.notFound(name.arn(scope)));
  }

  /** The configuration that the name's qualifier points to. */
  ObjectNode configuration(Scope scope, QualifiedName name) {
    return require(scope, name)
        .find(name.qualifier())
        .orElseThrow(() -> QualifiedName.notFound(name.arn(scope)));
  }

  /** The functions, sorted by name. */
  Stream<StoredFunction> all(Scope scope) {
    return StreamSupport.stream(in(scope).spliterator(), false)
        .map(json -> new StoredFunction((ObjectNode) json))
        .sorted(Comparator.comparing(StoredFunction::name));
  }

  /** The hashes of all code that an invocation or a download may need. */
  Stream<String> codes() {
    long now = now();
    return StreamSupport.stream(scopes.spliterator(), false)
        .flatMap(scope -> StreamSupport.stream(scope.spliterator(), false))
        .flatMap(json -> new StoredFunction((ObjectNode) json).codes(now));
  }

  /** The configurations of all function URLs. */
  Stream<ObjectNode> urls() {
    return StreamSupport.stream(scopes.spliterator(), false)
        .flatMap(scope -> StreamSupport.stream(scope.spliterator(), false))
        .flatMap(json -> StreamSupport.stream(json.path("urls").spliterator(), false))
        .map(ObjectNode.class::cast);
  }

  void put(Scope scope, StoredFunction function) {
    in(scope).set(function.name(), function.json());
    save();
  }

  void remove(Scope scope, String name) {
    in(scope).remove(name);
    save();
  }

  void save() {
    file.write(scopes);
  }

  private ObjectNode in(Scope scope) {
    String key = scope.account() + "/" + scope.region();
    JsonNode functions = scopes.get(key);
    return functions instanceof ObjectNode existing ? existing : scopes.putObject(key);
  }
}
