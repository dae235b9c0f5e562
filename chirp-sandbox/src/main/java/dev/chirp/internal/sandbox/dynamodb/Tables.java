package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.StateFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of one account in one region. Each change is saved at once. */
final class Tables {
  private final StateFile file;
  private final TableDeclarations declared;
  private final Map<String, Table> byName = new TreeMap<>();

  /** The content of the state file. */
  private record State(List<Table.State> tables) {
    State {
      tables = List.copyOf(tables);
    }
  }

  private Tables(StateFile file, TableDeclarations declared) {
    this.file = file;
    this.declared = declared;
    file.read(State.class, new State(List.of())).tables().forEach(this::restore);
  }

  private void restore(Table.State state) {
    try {
      Table table = new Table(state);
      if (hasDeclaredKey(table)) {
        byName.put(table.name(), table);
      }
    } catch (AwsError e) {
      throw file.unreadable(e);
    }
  }

  /** True unless the declaration has another key. An empty table is then created again. */
  private boolean hasDeclaredKey(Table table) {
    Optional<TableDeclarations.Declaration> declaration =
        declared
            .of(table.name())
            .filter(
                found ->
                    found.unsupportedFeature().isEmpty() && !found.schema().equals(table.schema()));
    declaration
        .filter(ignored -> !table.items().isEmpty())
        .ifPresent(
            found -> {
              throw ChirpException.project(
                      "Table file '%s' declares table '%s' with key %s, but the sandbox's items have key %s."
                          .formatted(found.file(), table.name(), found.schema(), table.schema()))
                  .withSuggestion(
                      "delete '%s' (this deletes its items)"
                          .formatted(file.file().resolve("../..").normalize()));
            });
    return declaration.isEmpty();
  }

  /**
   * The tables of an account's region.
   *
   * @param declared the tables that exist from the start
   */
  static Tables in(Path directory, String account, String region, TableDeclarations declared) {
    if (!SandboxAddress.isRegion(region)) {
      throw KeyValue.invalid("'%s' is not a region.".formatted(region));
    }
    Path file = directory.resolve(account).resolve(region + ".json");
    Tables tables = new Tables(new StateFile(file), declared);
    declared.all().stream()
        .filter(found -> found.unsupportedFeature().isEmpty())
        .map(found -> found.request())
        .filter(request -> !tables.byName.containsKey(request.table()))
        .forEach(request -> tables.create(request.fields(), System.currentTimeMillis()));
    return tables;
  }

  /**
   * Reads all stored tables, so that the developer sees errors at the start of the sandbox, and not
   * a function later.
   *
   * @throws ChirpException when a stored table cannot be read, or differs from its declaration
   */
  static void check(Path directory, TableDeclarations declared) {
    for (StateFile file : StateFile.under(directory, 2, ".json")) {
      Tables unused = new Tables(file, declared);
    }
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * The table of a request for items.
   *
   * @throws AwsError as DynamoDB words it
   */
  Table require(String name) {
    declared.requireSupported(name);
    Table table = byName.get(name);
    if (table == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  Table describe(String name) {
    declared.requireSupported(name);
    if (!byName.containsKey(name)) {
      throw new AwsError(
          400,
          "ResourceNotFoundException",
          "Requested resource not found: Table: %s not found".formatted(name));
    }
    return require(name);
  }

  Table create(JsonNode request, long now) {
    Table table = new Table(new Table.State(request, now, List.of()));
    if (byName.putIfAbsent(table.name(), table) != null) {
      throw new AwsError(
          400, "ResourceInUseException", "Table already exists: %s".formatted(table.name()));
    }
    saveOr(() -> byName.remove(table.name()));
    return table;
  }

  /** Replaces the definition of a table. Its key and its items stay. */
  Table redefine(String name, JsonNode definition) {
    Table before = describe(name);
    Table after = new Table(new Table.State(definition, before.created(), before.state().items()));
    byName.put(name, after);
    saveOr(() -> byName.put(name, before));
    return after;
  }

  Table delete(String name) {
    Table table = describe(name);
    if (table.isProtected()) {
      throw KeyValue.invalid(
          "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
    }
    byName.remove(name);
    saveOr(() -> byName.put(name, table));
    return table;
  }

  /**
   * Saves the tables.
   *
   * @param undo reverts the change in memory if saving fails; otherwise the client's next attempt
   *     would find the change already made
   */
  void saveOr(Runnable undo) {
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
