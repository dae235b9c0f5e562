package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Writes the success and the error envelope. It writes JDK types itself and leaves all others to
 * {@link Binding}.
 */
public final class JsonWriter {

  private JsonWriter() {}

  /**
   * Writes {@code {"data": …, "code": 200, "notes": null}}.
   *
   * @param data null becomes JSON null
   * @param notes null becomes JSON null
   * @throws IOException when a value cannot be written
   */
  public static ResponseBuffer envelope(Object data, int code, Object notes) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      field(json, "data", data);
      field(json, "code", code);
      field(json, "notes", notes);
      json.writeEndObject();
    }
    return out;
  }

  /** Writes the error envelope, which has no notes. */
  public static ResponseBuffer errorEnvelope(
      int status, int detailCode, long code, String message, String developerMessage, String url)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeFieldName("data");
      json.writeStartObject();
      field(json, "httpStatusCode", status);
      field(json, "detailCode", detailCode);
      field(json, "message", message);
      field(json, "developerMessage", developerMessage);
      field(json, "moreInfoUrl", url);
      json.writeEndObject();
      field(json, "code", code);
      json.writeEndObject();
    }
    return out;
  }

  /**
   * Writes a value.
   *
   * @param value null becomes JSON null
   * @throws IOException when the value is nested too deep, such as a map that contains itself, or
   *     cannot be written
   */
  static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(safe(text));
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(json, map);
    } else if (value instanceof Collection<?> values) {
      writeAll(json, values);
    } else {
      writeOther(json, value);
    }
  }

  static void field(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    write(json, value);
  }

  /** The JSON text of a value that was read from JSON. */
  static ResponseBuffer json(Object value) {
    ResponseBuffer out = new ResponseBuffer(Integer.MAX_VALUE);
    try (JsonGenerator json = generator(out)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  /** A generator for the buffer. If it fails, discard the buffer. */
  static JsonGenerator generator(ResponseBuffer out) throws IOException {
    JsonGenerator generator = JsonReader.FACTORY.createGenerator(out, JsonEncoding.UTF8);
    generator.setPrettyPrinter(Spacing.INSTANCE);
    generator.setCharacterEscapes(Spacing.INSTANCE);
    return generator;
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      String name = key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
      field(json, safe(name), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeAll(JsonGenerator json, Collection<?> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }

  private static void writeNumber(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      json.writeNumber(number.intValue());
    } else if (number instanceof Long) {
      json.writeNumber(number.longValue());
    } else if (number instanceof Double) {
      json.writeNumber(number.doubleValue());
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (number instanceof Float) {
      json.writeNumber(number.floatValue());
    } else {
      Binding.write(json, number);
    }
  }

  /** Writes all other types with databind, as they are written inside of classes. */
  private static void writeOther(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Enum<?> constant) {
      json.writeString(constant.name());
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else if (value.getClass().isArray() && !(value instanceof char[])) {
      writeArray(json, value);
    } else if (isText(value)) {
      json.writeString(safe(value.toString()));
    } else if (value instanceof Optional<?> optional) {
      writeOptional(json, optional);
    } else if (value instanceof OptionalInt i) {
      writeOptional(json, i.isPresent() ? Optional.of(i.getAsInt()) : Optional.empty());
    } else if (value instanceof OptionalLong l) {
      writeOptional(json, l.isPresent() ? Optional.of(l.getAsLong()) : Optional.empty());
    } else if (value instanceof OptionalDouble d) {
      writeOptional(json, d.isPresent() ? Optional.of(d.getAsDouble()) : Optional.empty());
    } else {
      Binding.write(json, value);
    }
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence
        || value instanceof Character
        || value instanceof Instant
        || value instanceof LocalDate
        || value instanceof UUID
        || value instanceof URI
        || value instanceof Path;
  }

  private static void writeOptional(JsonGenerator json, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      write(json, value.get());
    } else {
      json.writeNull();
    }
  }

  private static void writeArray(JsonGenerator json, Object array) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < Array.getLength(array); i++) {
      write(json, Array.get(array, i));
    }
    json.writeEndArray();
  }

  /** Replaces half a surrogate pair by U+FFFD, because UTF-8 cannot encode it. */
  static String safe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < safe.length()
          && Character.isLowSurrogate(safe.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        safe.setCharAt(i, '\uFFFD');
      }
    }
    return safe.toString();
  }
}
