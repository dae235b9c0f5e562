package dev.chirp.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Names the field of a body that does not fit its class, and the reason, in the words of {@link
 * Refusal}.
 */
final class BindingProblem {

  private BindingProblem() {}

  static JsonException of(JsonProcessingException e, List<JsonMappingException.Reference> steps) {
    StringBuilder path = new StringBuilder("body-json");
    for (JsonMappingException.Reference step : steps) {
      path.append(':');
      path.append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    if (e.getCause() instanceof InputCoercionException number) {
      return of(number, path.toString());
    }
    return of(e, path.toString());
  }

  private static JsonException of(JsonProcessingException e, String path) {
    if (e instanceof InputCoercionException) {
      return refused(path, token(e), "is out of range");
    }
    if (e instanceof InvalidDefinitionException) {
      return refused(path, token(e), "is not a list");
    }
    if (!(e instanceof MismatchedInputException mismatch)) {
      return refused(path, token(e), "does not fit");
    }
    if (isNull(mismatch)) {
      return new JsonException("Fields missing " + path);
    }
    Object value = e instanceof InvalidFormatException format ? format.getValue() : token(e);
    Class<?> type = mismatch.getTargetType();
    return refused(path, value, expected(type == null ? Object.class : type));
  }

  /** True if a primitive field has JSON null or no value. */
  private static boolean isNull(MismatchedInputException e) {
    return String.valueOf(e.getOriginalMessage()).startsWith("Cannot map `null`")
        || (e.getProcessor() instanceof JsonParser parser
            && parser.currentToken() == JsonToken.VALUE_NULL);
  }

  private static JsonException refused(String path, Object value, String problem) {
    return new JsonException(Refusal.message(path, value == null ? "" : value, problem));
  }

  /** The value at which the parser stopped. */
  private static Object token(JsonProcessingException e) {
    if (!(e.getProcessor() instanceof JsonParser parser)) {
      return "";
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
      return List.of();
    }
    if (token == null || token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
      return Map.of();
    }
    try {
      return JsonReader.value(parser, token);
    } catch (IOException | JsonException unreadable) {
      return "";
    }
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "is not one of " + names(type);
    }
    if (type == boolean.class || type == Boolean.class) {
      return "is not true or false";
    }
    if (type == float.class
        || type == double.class
        || (Number.class.isAssignableFrom(type) && !isWhole(type))) {
      return "is not a number";
    }
    if (type == char.class || CharSequence.class.isAssignableFrom(type)) {
      return "is not text";
    }
    if (type.isPrimitive() || isWhole(type)) {
      return "is not a whole number";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "is not a list";
    }
    return other(type);
  }

  /** The constants as they are in JSON: annotations can rename them. */
  private static String names(Class<?> type) {
    StringBuilder names = new StringBuilder();
    for (Field field : type.getFields()) {
      if (field.isEnumConstant()) {
        JsonProperty other = field.getAnnotation(JsonProperty.class);
        boolean same = other == null || other.value().isEmpty();
        names.append(names.length() == 0 ? "" : ", ");
        names.append(same ? field.getName() : other.value());
      }
    }
    return names.toString();
  }

  private static boolean isWhole(Class<?> type) {
    return type == Integer.class
        || type == Long.class
        || type == Short.class
        || type == Byte.class
        || type == BigInteger.class;
  }

  private static String other(Class<?> type) {
    if (type == UUID.class) {
      return "is not a UUID";
    }
    if (type == LocalDate.class) {
      return "is not a date such as 2026-01-31";
    }
    if (type == Instant.class || type == OffsetDateTime.class || type == ZonedDateTime.class) {
      return "is not a time such as 2026-01-31T10:00:00Z";
    }
    boolean standard = type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type);
    return standard && type != Object.class
        ? "is not a valid " + type.getSimpleName()
        : "is not an object";
  }
}
