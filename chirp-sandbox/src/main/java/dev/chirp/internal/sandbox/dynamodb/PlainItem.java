package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Converts an item to plain Java values, which a test can compare. */
final class PlainItem {
  private PlainItem() {}

  /** The attributes by name, in the order of the item. */
  static Map<String, Object> of(JsonNode item) {
    Map<String, Object> plain = new LinkedHashMap<>();
    item.properties().forEach(each -> plain.put(each.getKey(), value(each.getValue())));
    return Collections.unmodifiableMap(plain);
  }

  private static Object value(JsonNode attribute) {
    String type = attribute.fieldNames().next();
    JsonNode content = attribute.get(type);
    return switch (type) {
      case "N" -> number(content);
      case "B" -> bytes(content);
      case "BOOL" -> content.asBoolean();
      case "NULL" -> Optional.empty();
      case "SS" -> set(content, JsonNode::asText);
      case "NS" -> set(content, PlainItem::number);
      case "BS" -> set(content, PlainItem::bytes);
      case "L" -> list(content);
      case "M" -> of(content);
      default -> content.asText();
    };
  }

  private static BigDecimal number(JsonNode content) {
    return new BigDecimal(content.asText());
  }

  private static ByteBuffer bytes(JsonNode content) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(content.asText())).asReadOnlyBuffer();
  }

  private static List<Object> list(JsonNode content) {
    List<Object> values = new ArrayList<>();
    content.forEach(each -> values.add(value(each)));
    return Collections.unmodifiableList(values);
  }

  private static <T> Set<T> set(JsonNode content, Function<JsonNode, T> member) {
    Set<T> values = new LinkedHashSet<>();
    content.forEach(each -> values.add(member.apply(each)));
    return Collections.unmodifiableSet(values);
  }
}
