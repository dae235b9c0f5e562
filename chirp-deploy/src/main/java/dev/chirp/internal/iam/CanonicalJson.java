package dev.chirp.internal.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A canonical spelling of policies, equal for policies that mean the same. IAM ignores the order of
 * keys and actions, and treats a single value like an array of one.
 */
final class CanonicalJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The keys in the order people write them. Other keys follow alphabetically. */
  private static final List<String> KEYS =
      List.of(
          "Version",
          "Id",
          "Statement",
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private static final Comparator<String> KEY_ORDER =
      Comparator.comparingInt(CanonicalJson::place).thenComparing(Comparator.naturalOrder());

  /** The keys whose values are sets. */
  private static final Set<String> SETS =
      Set.of(
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "AWS",
          "Service",
          "Federated",
          "CanonicalUser");

  private CanonicalJson() {}

  static JsonNode of(JsonNode policy) {
    return object(policy, false);
  }

  private static int place(String key) {
    int place = KEYS.indexOf(key);
    return place < 0 ? KEYS.size() : place;
  }

  private static ObjectNode object(JsonNode object, boolean inCondition) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    keys.sort(KEY_ORDER);
    ObjectNode ordered = NODES.objectNode();
    for (String key : keys) {
      ordered.set(key, value(key, object.path(key), inCondition));
    }
    return ordered;
  }

  private static JsonNode value(String key, JsonNode value, boolean inCondition) {
    boolean condition = inCondition || key.equals("Condition");
    if (value.isObject()) {
      ObjectNode inner = object(value, condition);
      return key.equals("Statement") ? NODES.arrayNode().add(inner) : inner;
    }
    if (value.isArray()) {
      return SETS.contains(key) || condition ? set(value) : list(value, condition);
    }
    return condition ? NODES.textNode(value.asText()) : value;
  }

  private static JsonNode set(JsonNode array) {
    SortedSet<String> texts = new TreeSet<>();
    array.forEach(element -> texts.add(element.asText()));
    if (texts.size() == 1) {
      return NODES.textNode(texts.first());
    }
    ArrayNode sorted = NODES.arrayNode();
    texts.forEach(sorted::add);
    return sorted;
  }

  private static JsonNode list(JsonNode array, boolean condition) {
    ArrayNode list = NODES.arrayNode();
    array.forEach(element -> list.add(element.isObject() ? object(element, condition) : element));
    return list;
  }
}
