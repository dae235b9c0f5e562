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

/** All functions, in one file. Whoever uses this holds the service's lock. */
final class FunctionStore {
  private final StateFile file;
  private final Clock clock;
  private final ObjectNode scopes;

  FunctionStore(Path directory, Clock clock) {
    this.file = new StateFile(directory.resolve("functions.json"));
    this.clock = clock;
    this.scopes = file.read(ObjectNode.class, LambdaRequest.JSON.createObjectNode());
  }

  long now() {
    return clock.millis();
  }

  Optional<Function> find(Scope scope, String name) {
    return Optional.ofNullable((ObjectNode) in(scope).get(name)).map(Function::new);
  }

  Function require(Scope scope, QualifiedName name) {
    return find(scope, name.name()).orElseThrow(() -> QualifiedName.notFound(name.arn(scope)));
  }

  /** The configuration of the qualifier. */
  ObjectNode configuration(Scope scope, QualifiedName name) {
    return require(scope, name)
        .find(name.qualifier())
        .orElseThrow(() -> QualifiedName.notFound(name.arn(scope)));
  }

  /** By name. */
  Stream<Function> all(Scope scope) {
    return StreamSupport.stream(in(scope).spliterator(), false)
        .map(json -> new Function((ObjectNode) json))
        .sorted(Comparator.comparing(Function::name));
  }

  /** The hashes of all codes that somebody may ask for. */
  Stream<String> codes() {
    long now = now();
    return StreamSupport.stream(scopes.spliterator(), false)
        .flatMap(scope -> StreamSupport.stream(scope.spliterator(), false))
        .flatMap(json -> new Function((ObjectNode) json).codes(now));
  }

  void put(Scope scope, Function function) {
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
    return functions instanceof ObjectNode there ? there : scopes.putObject(key);
  }
}
