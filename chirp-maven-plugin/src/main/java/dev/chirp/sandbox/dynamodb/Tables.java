package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.http.StateFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of one account in one region; they are written down after each change. */
final class Tables {
  private final StateFile file;
  private final Map<String, Table> byName = new TreeMap<>();

  /** What the file holds. */
  private record State(List<Table.State> tables) {}

  private Tables(StateFile file) {
    this.file = file;
    file.read(State.class, new State(List.of()))
        .tables()
        .forEach(
            state -> {
              Table table = new Table(state);
              byName.put(table.name(), table);
            });
  }

  /**
   * Those of the caller's place.
   *
   * @param declared {@code CreateTable} requests of tables that are there from the beginning
   */
  static Tables in(Path directory, Call call, List<JsonNode> declared) {
    if (!call.region().matches("[a-z0-9-]{1,40}")) {
      throw KeyValue.invalid("'%s' is no region.".formatted(call.region()));
    }
    Path place = directory.resolve(call.account()).resolve(call.region() + ".json");
    Tables tables = new Tables(new StateFile(place));
    declared.stream()
        .filter(request -> !tables.byName.containsKey(request.path("TableName").asText()))
        .forEach(request -> tables.create(request, System.currentTimeMillis()));
    return tables;
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * One that items are in.
   *
   * @throws Refusal as DynamoDB words it
   */
  Table require(String name) {
    Table table = byName.get(name);
    if (table == null) {
      throw new Refusal(400, "ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  Table describe(String name) {
    if (!byName.containsKey(name)) {
      throw new Refusal(
          400,
          "ResourceNotFoundException",
          "Requested resource not found: Table: %s not found".formatted(name));
    }
    return require(name);
  }

  Table create(JsonNode request, long now) {
    Table table = new Table(new Table.State(request, now, List.of()));
    if (!table.name().matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%s' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, with length between 3 and 255"
              .formatted(table.name()));
    }
    if (byName.putIfAbsent(table.name(), table) != null) {
      throw new Refusal(
          400, "ResourceInUseException", "Table already exists: %s".formatted(table.name()));
    }
    writeOr(() -> byName.remove(table.name()));
    return table;
  }

  Table delete(String name) {
    Table table = describe(name);
    byName.remove(name);
    writeOr(() -> byName.put(name, table));
    return table;
  }

  /**
   * Writes down what is there now.
   *
   * @param undo the change in memory, which shall hold nothing that the file does not: the caller's
   *     next try would find it done
   */
  void writeOr(Runnable undo) {
    boolean written = false;
    try {
      file.write(new State(byName.values().stream().map(Table::state).toList()));
      written = true;
    } finally {
      if (!written) {
        undo.run();
      }
    }
  }
}
