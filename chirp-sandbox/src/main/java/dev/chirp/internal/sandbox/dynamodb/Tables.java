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

/** The tables of one account in one region; they are written down after each change. */
final class Tables {
  private final StateFile file;
  private final Declarations declared;
  private final Map<String, Table> byName = new TreeMap<>();

  /** What the file holds. */
  private record State(List<Table.State> tables) {
    State {
      tables = List.copyOf(tables);
    }
  }

  private Tables(StateFile file, Declarations declared) {
    this.file = file;
    this.declared = declared;
    file.read(State.class, new State(List.of())).tables().forEach(this::restore);
  }

  private void restore(Table.State state) {
    try {
      Table table = new Table(state);
      if (isAsDeclared(table)) {
        byName.put(table.name(), table);
      }
    } catch (AwsError e) {
      throw file.unreadable(e);
    }
  }

  /** Without items a table is made anew, as it is declared now. */
  private boolean isAsDeclared(Table table) {
    Optional<Declarations.Declaration> declaration =
        declared
            .of(table.name())
            .filter(found -> found.undone().isEmpty() && !found.schema().equals(table.schema()));
    declaration
        .filter(ignored -> !table.items().isEmpty())
        .ifPresent(
            found -> {
              throw ChirpException.project(
                      "Table file '%s' declares table '%s' with the key %s, but the sandbox keeps items of it with the key %s."
                          .formatted(found.file(), table.name(), found.schema(), table.schema()))
                  .withSuggestion(
                      "delete '%s', which forgets its items"
                          .formatted(file.file().resolve("../..").normalize()));
            });
    return declaration.isEmpty();
  }

  /**
   * The tables of an account's region.
   *
   * @param declared tables that are there from the beginning
   */
  static Tables in(Path directory, String account, String region, Declarations declared) {
    if (!SandboxAddress.isRegion(region)) {
      throw KeyValue.invalid("'%s' is not a region.".formatted(region));
    }
    Path place = directory.resolve(account).resolve(region + ".json");
    Tables tables = new Tables(new StateFile(place), declared);
    declared.all().stream()
        .filter(found -> found.undone().isEmpty())
        .map(found -> found.request())
        .filter(request -> !tables.byName.containsKey(request.table()))
        .forEach(request -> tables.create(request.fields(), System.currentTimeMillis()));
    return tables;
  }

  /**
   * Reads what is kept for the sake of what is wrong with it: later it would be told to a function,
   * and not to its developer.
   *
   * @throws ChirpException when it cannot be read, or is not as it is declared
   */
  static void check(Path directory, Declarations declared) {
    for (StateFile file : StateFile.under(directory, 2, ".json")) {
      Tables unused = new Tables(file, declared);
    }
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * One that items are in.
   *
   * @throws AwsError as DynamoDB words it
   */
  Table require(String name) {
    declared.requireDone(name);
    Table table = byName.get(name);
    if (table == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  Table describe(String name) {
    declared.requireDone(name);
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
    writeOr(() -> byName.remove(table.name()));
    return table;
  }

  /** Gives a table another definition of the same key. Its items stay. */
  Table redefine(String name, JsonNode definition) {
    Table before = describe(name);
    Table after = new Table(new Table.State(definition, before.created(), before.state().items()));
    byName.put(name, after);
    writeOr(() -> byName.put(name, before));
    return after;
  }

  Table delete(String name) {
    Table table = describe(name);
    if (table.isProtected()) {
      throw KeyValue.invalid(
          "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
    }
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
