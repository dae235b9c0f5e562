package dev.chirp.internal.gateway.payload;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a JSON object, member by member, without white space. */
public final class EventJson {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder json = new StringBuilder("{");

  /** Adds a member with this text, escaped. */
  public EventJson text(String name, String value) {
    quote(begin(name), value);
    return this;
  }

  EventJson text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** A number, a boolean, null, or a value that is JSON already. */
  public EventJson raw(String name, String value) {
    begin(name).append(value);
    return this;
  }

  /** Adds an object. */
  public EventJson object(String name, EventJson value) {
    return raw(name, value.toString());
  }

  /** An object of texts; the member is absent if that is empty. */
  EventJson texts(String name, Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    EventJson object = new EventJson();
    values.forEach(object::text);
    return object(name, object);
  }

  /** An array of texts; the member is absent if that is empty. */
  public EventJson texts(String name, Collection<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    begin(name).append('[');
    String separator = "";
    for (String value : values) {
      quote(json.append(separator), value);
      separator = ",";
    }
    json.append(']');
    return this;
  }

  /** A value that {@link ResultJson} read. */
  public EventJson value(String name, Object value) {
    write(begin(name), value);
    return this;
  }

  private static void write(StringBuilder to, Object value) {
    if (value instanceof Map<?, ?> object) {
      EventJson nested = new EventJson();
      object.forEach((name, member) -> nested.value(String.valueOf(name), member));
      to.append(nested);
    } else if (value instanceof List<?> array) {
      to.append('[');
      String separator = "";
      for (Object element : array) {
        write(to.append(separator), element);
        separator = ",";
      }
      to.append(']');
    } else if (value instanceof String text) {
      quote(to, text);
    } else if (value instanceof ResultJson.Numeral number) {
      to.append(number.text());
    } else {
      to.append(value == ResultJson.NULL ? "null" : value);
    }
  }

  private StringBuilder begin(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    quote(json, name);
    return json.append(':');
  }

  private static void quote(StringBuilder to, String text) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\"\\\b\f\n\r\t".indexOf(c);
      if (simple >= 0) {
        to.append('\\').append("\"\\bfnrt".charAt(simple));
      } else if (c < ' ') {
        to.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  @Override
  public String toString() {
    return json + "}";
  }
}
