package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A value with an order: text by its UTF-8 bytes, a number, or bytes.
 *
 * @param type {@code S}, {@code N} or {@code B}
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html">the
 *     order of sort keys</a>
 */
record KeyValue(String type, String value) implements Comparable<KeyValue> {
  /** The value of an attribute; empty for any other type, such as a map. */
  static Optional<KeyValue> of(JsonNode attribute) {
    for (String type : new String[] {"S", "N", "B"}) {
      if (attribute.path(type).isTextual()) {
        return Optional.of(checked(new KeyValue(type, attribute.get(type).asText())));
      }
    }
    return Optional.empty();
  }

  private static KeyValue checked(KeyValue value) {
    if (value.type.equals("B") && value.value.length() % 4 != 0) {
      throw invalid("Invalid Base64 encoding"); // DynamoDB requires the padding
    }
    try {
      return value.type.equals("N")
          ? new KeyValue("N", NumberValue.normalized(value.value))
          : new KeyValue(value.type, text(value.type, value.bytes()));
    } catch (IllegalArgumentException e) {
      throw invalid("Invalid Base64 encoding");
    }
  }

  private static String text(String type, byte[] bytes) {
    return type.equals("B")
        ? Base64.getEncoder().encodeToString(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  byte[] bytes() {
    return type.equals("B")
        ? Base64.getDecoder().decode(value)
        : value.getBytes(StandardCharsets.UTF_8);
  }

  boolean startsWith(KeyValue prefix) {
    byte[] wanted = prefix.bytes();
    return type.equals(prefix.type)
        && bytes().length >= wanted.length
        && Arrays.equals(bytes(), 0, wanted.length, wanted, 0, wanted.length);
  }

  @Override
  public int compareTo(KeyValue other) {
    int byType = type.compareTo(other.type);
    if (byType != 0) {
      return byType;
    }
    return type.equals("N")
        ? new BigDecimal(value).compareTo(new BigDecimal(other.value))
        : Arrays.compareUnsigned(bytes(), other.bytes());
  }
}
