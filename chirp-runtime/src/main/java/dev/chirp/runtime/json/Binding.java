package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * JSON from and to classes. The only class that touches databind, which costs as much start-up time
 * as all the rest together: nothing may load this class before it is needed.
 */
final class Binding extends JsonSerializer<Object> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonReader.FACTORY)
          .addModule(new JavaTimeModule())
          .addModule(asInMaps())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .build();

  private Binding() {}

  /** What databind writes in another way than {@link JsonWriter}, or not at all. */
  private static SimpleModule asInMaps() {
    Binding serializer = new Binding();
    return new SimpleModule()
        .addSerializer(Optional.class, serializer)
        .addSerializer(OptionalInt.class, serializer)
        .addSerializer(OptionalLong.class, serializer)
        .addSerializer(OptionalDouble.class, serializer)
        .addSerializer(Path.class, serializer);
  }

  @Override
  public void serialize(Object value, JsonGenerator json, SerializerProvider unused)
      throws IOException {
    JsonWriter.write(json, value);
  }

  static void write(JsonGenerator json, Object value) throws IOException {
    try {
      MAPPER.writeValue(new SafeGenerator(json), value);
    } catch (JsonMappingException e) {
      throwOwn(e);
      throw e;
    }
  }

  /**
   * Reads a value of a class; JSON null is empty.
   *
   * @throws JsonException when the JSON does not fit; it names the place and no class
   */
  static <T> Optional<T> read(String what, byte[] json, int from, int length, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, from, length, type));
    } catch (InvalidDefinitionException e) {
      throw new IllegalArgumentException(
          "JSON cannot be bound to " + type.getName() + ": " + e.getOriginalMessage(), e);
    } catch (JsonMappingException e) {
      throwOwn(e);
      throw new JsonException(what + " does not fit" + place(e) + expected(e));
    } catch (IOException e) {
      throw JsonReader.problem(what, e);
    } catch (NumberFormatException e) {
      throw new JsonException(what + " has a number out of all range");
    }
  }

  /**
   * Throws what the class itself threw, unless that is its way to say that a value does not fit.
   */
  private static void throwOwn(JsonMappingException e) {
    if (e.getCause() instanceof RuntimeException own
        && !(e instanceof MismatchedInputException)
        && !(own instanceof IllegalArgumentException)
        && !(own instanceof DateTimeException)) {
      throw own;
    }
  }

  private static String place(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(path.length() == 0 ? "" : ":");
      path.append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return path.length() == 0 ? "" : " at " + path;
  }

  private static String expected(JsonMappingException e) {
    Class<?> type = e instanceof MismatchedInputException m ? m.getTargetType() : Object.class;
    if (type == null || type == Object.class) {
      return "";
    }
    if (type == boolean.class || type == Boolean.class) {
      return ": true or false is expected";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return ": a number is expected";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return ": text is expected";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? ": a list is expected" : "";
  }
}
