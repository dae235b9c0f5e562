package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The size of an item as DynamoDB counts it for its limits of items and pages.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
 *     sizes</a>
 */
final class ItemSize {
  /** Overhead bytes of a list or map, and of each element. */
  private static final int CONTAINER = 3;

  private static final int ELEMENT = 1;

  private ItemSize() {}

  /**
   * The bytes of names and values.
   *
   * @param attributes an item with checked values
   */
  static long of(JsonNode attributes) {
    long size = 0;
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      size += utf8(attribute.getKey()) + value(attribute.getValue());
    }
    return size;
  }

  private static long value(JsonNode value) {
    String type = value.fieldNames().next();
    JsonNode content = value.path(type);
    return switch (type) {
      case "L" -> {
        long size = CONTAINER;
        for (JsonNode each : content) {
          size += ELEMENT + value(each);
        }
        yield size;
      }
      case "M" -> CONTAINER + (long) ELEMENT * content.size() + of(content);
      case "SS", "NS", "BS" -> {
        long size = 0;
        for (JsonNode each : content) {
          size += scalar(type.substring(0, 1), each.asText());
        }
        yield size;
      }
      case "BOOL", "NULL" -> 1;
      default -> scalar(type, content.asText());
    };
  }

  private static long scalar(String type, String text) {
    return switch (type) {
      case "N" -> number(new BigDecimal(text).stripTrailingZeros());
      case "B" -> Base64.getDecoder().decode(text).length;
      default -> utf8(text);
    };
  }

  /** A byte per two digits, counted from the decimal point, and one for sign and exponent. */
  private static long number(BigDecimal number) {
    if (number.signum() == 0) {
      return 1;
    }
    long digits = (long) number.precision() + Math.floorMod(number.scale(), 2);
    return 1 + (digits + 1) / 2 + (number.signum() < 0 ? 1 : 0);
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
