package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Binds JSON to classes and back. Only this class uses jackson-databind, which takes as long to
 * load as everything else together. Load it only when it is needed.
 */
final class Binding extends JsonSerializer<Object> {

  private static final String WHAT = "The body";

  private static final ObjectMapper MAPPER = withoutGuesses(mapper());

  private Binding() {}

  private static ObjectMapper mapper() {
    return JsonMapper.builder(JsonReader.FACTORY)
        .addModule(new JavaTimeModule())
        .addModule(asInMaps())
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
        .build();
  }

  /**
   * Accepts a number in text. Refuses empty text as zero, a number as text, and a number as a
   * boolean.
   */
  private static ObjectMapper withoutGuesses(ObjectMapper mapper) {
    mapper
        .coercionConfigDefaults()
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    mapper
        .coercionConfigFor(LogicalType.Boolean)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

  /**
   * Serializers for the types that databind writes differently from {@link JsonWriter}, or not at
   * all.
   */
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
   * Reads a body as a value of a class; JSON null is empty.
   *
   * @throws JsonException when the JSON does not fit. The message names the place, but none of the
   *     user's classes
   */
  static <T> Optional<T> read(byte[] json, Class<T> type) {
    return read(json, MAPPER.readerFor(type), type);
  }

  /** Like {@link #read}, for a list without nulls. */
  static <T> Optional<List<T>> readList(byte[] json, Class<T> type) {
    Optional<List<T>> list = read(json, MAPPER.readerForListOf(type), type);
    if (list.isEmpty()) {
      return list;
    }
    int i = list.get().indexOf(null);
    if (i >= 0) {
      throw new JsonException("Fields missing body-json:" + i);
    }
    return Optional.of(Collections.unmodifiableList(list.get()));
  }

  private static <T> Optional<T> read(byte[] json, ObjectReader reader, Class<?> type) {
    try (JsonParser parser = JsonReader.FACTORY.createParser(json)) {
      JsonReader.firstToken(WHAT, parser);
      Optional<T> value = bound(parser, reader, type);
      JsonReader.checkEnd(WHAT, parser);
      return value;
    } catch (IOException e) {
      throw JsonReader.problem(WHAT, e);
    } catch (NumberFormatException e) {
      throw new JsonException(WHAT + " has a number out of all range");
    }
  }

  /** Reads the value here, because the message of a problem needs the open parser. */
  private static <T> Optional<T> bound(JsonParser parser, ObjectReader reader, Class<?> type)
      throws IOException {
    try {
      return Optional.ofNullable(reader.readValue(parser));
    } catch (InvalidDefinitionException e) {
      if (e.getType() != null && e.getType().isArrayType()) {
        // The body has text where the class has an array of numbers. Databind blames the class for
        // it.
        throw BindingProblem.of(e, e.getPath());
      }
      throw new IllegalArgumentException(
          "JSON cannot be bound to " + type.getName() + ": " + e.getOriginalMessage(), e);
    } catch (JsonMappingException e) {
      throwOwn(e);
      throw BindingProblem.of(e, e.getPath());
    } catch (InputCoercionException e) {
      throw BindingProblem.of(e, List.of());
    }
  }

  /** Throws the exception of the class itself, unless it says that a value does not fit. */
  private static void throwOwn(JsonMappingException e) {
    if (e.getCause() instanceof RuntimeException own
        && !(e instanceof MismatchedInputException)
        && !(own instanceof IllegalArgumentException)
        && !(own instanceof DateTimeException)) {
      throw own;
    }
  }
}
