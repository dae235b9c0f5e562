package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A table and its items. Not thread-safe. */
final class Table {
  private final JsonNode definition;
  private final long created;
  private final KeySchema schema;
  private final NavigableMap<ItemKey, ObjectNode> items = new TreeMap<>();

  /**
   * The stored form of a table.
   *
   * @param definition the {@code CreateTable} request
   * @param created milliseconds since 1970
   */
  record State(JsonNode definition, long created, List<ObjectNode> items) {
    State {
      Objects.requireNonNull(definition, "definition");
      items = List.copyOf(items);
    }
  }

  Table(State state) {
    this.definition = state.definition();
    this.created = state.created();
    this.schema = KeySchema.of(definition);
    state.items().forEach(item -> items.put(schema.of(item), item));
  }

  State state() {
    return new State(definition, created, List.copyOf(items.values()));
  }

  String name() {
    return definition.path("TableName").asText();
  }

  JsonNode definition() {
    return definition;
  }

  /** True if deletion protection is on. */
  boolean isProtected() {
    return definition.path("DeletionProtectionEnabled").asBoolean();
  }

  long created() {
    return created;
  }

  KeySchema schema() {
    return schema;
  }

  NavigableMap<ItemKey, ObjectNode> items() {
    return items;
  }

  /** Stores an item under a key, or removes the key's item. */
  void set(ItemKey key, Optional<ObjectNode> item) {
    item.ifPresentOrElse(fresh -> items.put(key, fresh), () -> items.remove(key));
  }
}
