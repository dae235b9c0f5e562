package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Schemas of Java types as Jackson reads and writes them. Each class with properties is a component
 * with a name; the others are written in place.
 */
final class TypeSchemas {
  private static final String REF = "#/components/schemas/";

  /** Deeper types, such as a generic class that contains itself in a list, are any value. */
  private static final int MAX_NAME = 500;

  /** Type and format of the classes that are one JSON value, by their names. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("boolean", "boolean"),
          Map.entry("java.lang.Boolean", "boolean"),
          Map.entry("byte", "integer int32"),
          Map.entry("java.lang.Byte", "integer int32"),
          Map.entry("short", "integer int32"),
          Map.entry("java.lang.Short", "integer int32"),
          Map.entry("int", "integer int32"),
          Map.entry("java.lang.Integer", "integer int32"),
          Map.entry("java.util.OptionalInt", "integer int32"),
          Map.entry("long", "integer int64"),
          Map.entry("java.lang.Long", "integer int64"),
          Map.entry("java.util.OptionalLong", "integer int64"),
          Map.entry("java.math.BigInteger", "integer"),
          Map.entry("float", "number float"),
          Map.entry("java.lang.Float", "number float"),
          Map.entry("double", "number double"),
          Map.entry("java.lang.Double", "number double"),
          Map.entry("java.util.OptionalDouble", "number double"),
          Map.entry("java.math.BigDecimal", "number"),
          Map.entry("java.lang.Number", "number"),
          Map.entry("char", "string"),
          Map.entry("java.lang.Character", "string"),
          Map.entry("java.lang.String", "string"),
          Map.entry("java.lang.CharSequence", "string"),
          Map.entry("java.util.UUID", "string uuid"),
          Map.entry("java.net.URI", "string uri"),
          Map.entry("java.net.URL", "string uri"),
          Map.entry("java.nio.file.Path", "string"),
          Map.entry("java.util.Locale", "string"),
          Map.entry("java.util.Currency", "string"),
          Map.entry("java.util.Date", "string date-time"),
          Map.entry("java.time.Instant", "string date-time"),
          Map.entry("java.time.OffsetDateTime", "string date-time"),
          Map.entry("java.time.ZonedDateTime", "string date-time"),
          Map.entry("java.time.LocalDate", "string date"),
          Map.entry("java.time.LocalDateTime", "string"),
          Map.entry("java.time.LocalTime", "string"),
          Map.entry("java.time.Duration", "string"),
          Map.entry("java.time.Period", "string"));

  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();

  /** Begins with schemas that are not of Java types. */
  TypeSchemas(Map<String, ObjectNode> fixed) {
    components.putAll(fixed);
  }

  /** All components so far, sorted by name. */
  ObjectNode components() {
    ObjectNode all = node();
    components.forEach(all::set);
    return all;
  }

  static ObjectNode ref(String component) {
    return node().put("$ref", REF + component);
  }

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A schema with a type and, after a blank, an optional format. */
  static ObjectNode value(String typeAndFormat) {
    String[] parts = typeAndFormat.split(" ", -1);
    ObjectNode schema = node().put("type", parts[0]);
    return parts.length == 1 ? schema : schema.put("format", parts[1]);
  }

  /** The schema of a type, which refers to a component if the type has properties. */
  ObjectNode of(JavaType type, ObjectMapper mapper) {
    Class<?> raw = type.getRawClass();
    Optional<String> value = Optional.ofNullable(VALUES.get(raw.getName()));
    if (value.isPresent()) {
      return value(value.get());
    }
    if (raw == byte[].class) {
      return value("string byte");
    }
    if (type.isArrayType() || type.isCollectionLikeType()) {
      ObjectNode list = value("array");
      list.set("items", of(type.getContentType(), mapper));
      return Set.class.isAssignableFrom(raw) ? list.put("uniqueItems", true) : list;
    }
    if (type.isMapLikeType()) {
      ObjectNode map = value("object");
      map.set("additionalProperties", of(type.getContentType(), mapper));
      return map;
    }
    if (raw == Optional.class) {
      return of(type.containedTypeOrUnknown(0), mapper);
    }
    if (raw.isEnum()) {
      return ofEnum(raw);
    }
    return isAnyValue(type) ? node() : ofProperties(type, mapper);
  }

  private static boolean isAnyValue(JavaType type) {
    String name = type.getRawClass().getName();
    return name.startsWith("java.")
        || name.startsWith("com.fasterxml.jackson.")
        || type.toCanonical().length() > MAX_NAME;
  }

  /** Reads the fields, because {@code getEnumConstants} would run the enum's code. */
  private static ObjectNode ofEnum(Class<?> type) {
    ObjectNode schema = value("string");
    ArrayNode constants = schema.putArray("enum");
    Arrays.stream(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .map(
            field ->
                Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                    .map(JsonProperty::value)
                    .filter(name -> !name.isEmpty())
                    .orElse(field.getName()))
        .forEach(constants::add);
    return schema;
  }

  private ObjectNode ofProperties(JavaType type, ObjectMapper mapper) {
    BeanDescription written = mapper.getSerializationConfig().introspect(type);
    AnnotatedMember value = written.findJsonValueAccessor();
    if (value != null) {
      return of(value.getType(), mapper);
    }
    String known = names.get(type.toCanonical());
    if (known != null) {
      return ref(known);
    }
    String name = unused(name(type));
    names.put(type.toCanonical(), name);
    ObjectNode schema = value("object");
    components.put(name, schema); // before its properties, which may have the same type
    BeanDescription read = mapper.getDeserializationConfig().introspect(type);
    Map<String, ObjectNode> properties = new TreeMap<>();
    Map<String, ObjectNode> required = new TreeMap<>();
    for (BeanPropertyDefinition property : written.findProperties()) {
      if (property.couldSerialize()) {
        properties.put(
            property.getName(), of(property.getPrimaryType(), mapper).put("readOnly", true));
      }
    }
    for (BeanPropertyDefinition property : read.findProperties()) {
      if (property.couldDeserialize()) {
        ObjectNode own = of(property.getPrimaryType(), mapper);
        boolean isWriteOnly = properties.put(property.getName(), own) == null;
        if (isWriteOnly) {
          own.put("writeOnly", true);
        }
        if (property.isRequired()
            || (property.getPrimaryType().isPrimitive() && property.hasConstructorParameter())) {
          required.put(property.getName(), own);
        }
      }
    }
    ObjectNode all = schema.putObject("properties");
    properties.forEach((property, own) -> all.set(property, inlined(own)));
    if (!required.isEmpty()) {
      ArrayNode list = schema.putArray("required");
      required.keySet().forEach(list::add);
    }
    return ref(name);
  }

  /** OpenAPI 3.0 ignores what is beside a reference. */
  private static ObjectNode inlined(ObjectNode schema) {
    if (!schema.has("$ref") || schema.size() == 1) {
      return schema;
    }
    ObjectNode whole = node();
    whole.putArray("allOf").add(node().set("$ref", schema.remove("$ref")));
    whole.setAll(schema);
    return whole;
  }

  /** {@code PageOfChirp} for {@code Page<Chirp>}. */
  private static String name(JavaType type) {
    StringBuilder name = new StringBuilder(simpleName(type.getRawClass()));
    for (int i = 0; i < type.containedTypeCount(); i++) {
      name.append(i == 0 ? "Of" : "And").append(name(type.containedType(i)));
    }
    return name.toString();
  }

  /** Names of components are ASCII letters, digits, and {@code . - _}. */
  private static String simpleName(Class<?> type) {
    return type.getSimpleName().replace("[]", "List").replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private String unused(String name) {
    String unused = name;
    for (int i = 2; components.containsKey(unused); i++) {
      unused = name + "_" + i;
    }
    return unused;
  }
}
