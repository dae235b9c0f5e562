package dev.chirp.internal.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The header fields of one message, in the order they were sent or will be sent. Names keep their
 * case and are compared without it. Repeated names stay apart.
 */
public record HeaderFields(List<Field> fields) {
  /** No field at all. */
  public static final HeaderFields NONE = new HeaderFields(List.of());

  /**
   * One field.
   *
   * @param name as sent
   * @param value without leading and trailing white space
   */
  public record Field(String name, String value) {
    boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  public HeaderFields {
    fields = List.copyOf(fields);
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).findFirst();
  }

  /** All values of a name, in order. */
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).toList();
  }

  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.isNamed(name));
  }

  /** True if a field that lists tokens, such as {@code Connection}, has this one. */
  public boolean hasToken(String name, String token) {
    return all(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(part -> part.trim().equalsIgnoreCase(token));
  }

  /** The same fields and one more at the end. */
  public HeaderFields with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new HeaderFields(more);
  }

  /** The same fields and these at the end. */
  public HeaderFields with(HeaderFields others) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others.fields());
    return new HeaderFields(more);
  }

  /** The same fields without these names. */
  public HeaderFields without(Set<String> lowerCaseNames) {
    return new HeaderFields(
        fields.stream()
            .filter(field -> !lowerCaseNames.contains(field.name().toLowerCase(Locale.ROOT)))
            .toList());
  }
}
