package dev.chirp.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One event, seen as an HTTP request. Each shape has a subclass. */
public abstract class Event {

  private static final int FIRST_CHUNK = 2048;

  final Section root;

  Event(Section root) {
    this.root = root;
  }

  /**
   * Reads an event and recognizes its shape.
   *
   * @throws JsonException when the event is not a JSON object or exceeds a limit
   */
  public static Event read(InputStream in) throws IOException {
    // Lambda's own client makes the whole event available at once: then this size is exact.
    int available = in.available();
    byte[] json = new byte[available > 0 ? available + 1 : FIRST_CHUNK];
    int length = 0;
    for (int n = in.read(json, 0, json.length);
        n >= 0;
        n = in.read(json, length, json.length - length)) {
      length += n;
      if (length > JsonReader.MAX_EVENT_BYTES) {
        throw new JsonException(
            "The event is larger than " + JsonReader.MAX_EVENT_BYTES + " bytes");
      }
      if (length == json.length) {
        json = Arrays.copyOf(json, length * 2);
      }
    }
    int from = JsonReader.start(json, length);
    return of(Section.event(json, from, length - from));
  }

  private static Event of(Section root) {
    Optional<Section> context = root.section("requestContext");
    if (context.isPresent()) {
      if (context.get().hasObject("elb")) {
        return new AlbEvent(root, context.get());
      }
      if (context.get().hasObject("http")) {
        return new HttpApiEvent(root, context.get());
      }
      if (root.has("httpMethod")) {
        return new RestEvent(root, context.get());
      }
    }
    return new PassThroughEvent(root);
  }

  /**
   * Checks the types of the fields that the shape defines.
   *
   * @throws JsonException that names the first field with another type
   */
  public abstract void check();

  /** True if errors become an HTTP status; false if they become function errors. */
  public abstract boolean isHttp();

  /**
   * The response in this event's shape.
   *
   * @param headers names in lower case
   * @param cookies values of set-cookie headers
   * @param body UTF-8 text, or bytes
   * @param binary true if the body must be base64-encoded
   */
  public abstract ResponseBuffer response(
      int status,
      Map<String, String> headers,
      List<String> cookies,
      ResponseBuffer body,
      boolean binary)
      throws IOException;

  public abstract Optional<String> method();

  /** The path as it is in the event. */
  public abstract Optional<String> rawPath();

  /** True if path and path parameters are still encoded as the client sent them. */
  abstract boolean isPathEncoded();

  /** The path, decoded. */
  public final Optional<String> path() {
    return decoded(rawPath());
  }

  public abstract List<String> queryValues(String name);

  public List<String> headerValues(String name) {
    return anyCaseValues(headers(), name);
  }

  public Optional<String> cookie(String name) {
    return Pairs.cookie(headerValues("cookie"), name);
  }

  public abstract Optional<String> bodyText();

  public abstract Optional<byte[]> bodyBytes();

  public abstract Optional<Object> body();

  /** The JSON of the body, if the body is JSON. */
  abstract Optional<byte[]> bodyJson();

  /** The body bound to a class; JSON null is empty. */
  public final <T> Optional<T> body(Class<T> type) {
    Optional<byte[]> json = bodyJson();
    return json.isPresent() ? Binding.read(json.get(), type) : Optional.empty();
  }

  /** The body bound to a list of a class; JSON null is empty. */
  public final <T> Optional<List<T>> bodyList(Class<T> type) {
    Optional<byte[]> json = bodyJson();
    return json.isPresent() ? Binding.readList(json.get(), type) : Optional.empty();
  }

  /** The caller, as its authorizer names it; empty for an anonymous one. */
  public abstract Optional<String> principal();

  /** The verified claims of the caller's token; empty for callers without one. */
  public Map<?, ?> claims() {
    return Map.of();
  }

  /** The values that a Lambda authorizer returned; empty without one. */
  public Map<?, ?> authorizerContext() {
    return Map.of();
  }

  abstract Map<?, ?> query();

  abstract Map<?, ?> rawPathParameters();

  abstract Map<?, ?> headers();

  abstract Map<?, ?> stageVariables();

  abstract Map<?, ?> context();

  public final Optional<String> query(String name) {
    return last(queryValues(name));
  }

  public final Optional<String> header(String name) {
    return last(headerValues(name));
  }

  public final Optional<String> rawPathParameter(String name) {
    return value(rawPathParameters(), name);
  }

  public final Optional<String> pathParameter(String name) {
    return decoded(rawPathParameter(name));
  }

  private Optional<String> decoded(Optional<String> text) {
    return text.isPresent() && text.get().indexOf('%') >= 0 && isPathEncoded()
        ? Optional.of(Pairs.decode(text.get(), '%'))
        : text;
  }

  private Map<?, ?> pathParameters() {
    Map<String, Object> decoded = new LinkedHashMap<>();
    for (Object name : rawPathParameters().keySet()) {
      Optional<String> value = pathParameter(String.valueOf(name));
      if (value.isPresent()) {
        decoded.put(String.valueOf(name), value.get());
      }
    }
    return Collections.unmodifiableMap(decoded);
  }

  public final Optional<String> stageVariable(String name) {
    return value(stageVariables(), name);
  }

  /**
   * The value at a path of the pass-through event. Any other path starts at the root of the event.
   */
  public final Optional<Object> find(String path) {
    String[] steps = path.split(":", -1);
    String first = steps[0];
    if (first.equals("body-json")) {
      return walk(body(), steps, 1);
    }
    if (first.equals("params")) {
      return findParameter(steps);
    }
    if (first.equals("stage-variables")) {
      return walk(Optional.of(stageVariables()), steps, 1);
    }
    return walk(first.equals("context") ? Optional.of(context()) : root.get(first), steps, 1);
  }

  private Optional<Object> findParameter(String[] steps) {
    if (steps.length == 1) {
      return Optional.of(
          Map.of("path", pathParameters(), "querystring", query(), "header", headers()));
    }
    if (steps[1].equals("header")) {
      if (steps.length == 3) {
        Optional<String> value = header(steps[2]);
        return value.isPresent() ? Optional.of(value.get()) : Optional.empty();
      }
      return walk(Optional.of(headers()), steps, 2);
    }
    if (steps[1].equals("querystring")) {
      return walk(Optional.of(query()), steps, 2);
    }
    return steps[1].equals("path")
        ? walk(Optional.of(pathParameters()), steps, 2)
        : Optional.empty();
  }

  /** Follows the remaining steps from a value: names into maps, indexes into lists. */
  private static Optional<Object> walk(Optional<Object> start, String[] steps, int from) {
    Optional<Object> value = start;
    for (int i = from; i < steps.length && value.isPresent(); i++) {
      if (value.get() instanceof Map<?, ?> map) {
        value = Optional.ofNullable(map.get(steps[i]));
      } else {
        value = value.get() instanceof List<?> list ? element(list, steps[i]) : Optional.empty();
      }
    }
    return value;
  }

  private static Optional<Object> element(List<?> list, String step) {
    int index = step.isEmpty() || step.length() > 9 ? -1 : 0;
    for (int i = 0; i < step.length() && index >= 0; i++) {
      char c = step.charAt(i);
      index = c >= '0' && c <= '9' ? index * 10 + c - '0' : -1;
    }
    return index >= 0 && index < list.size()
        ? Optional.ofNullable(list.get(index))
        : Optional.empty();
  }

  public final Map<String, Object> asMap() {
    return root.asMap();
  }

  /** A JSON value as text. Text stays as it is; all other values are written as JSON. */
  public static String text(Object value) {
    return value instanceof String text ? text : JsonWriter.json(value).text();
  }

  /** The values under a name, whatever its case. The map may have several spellings. */
  static List<String> anyCaseValues(Map<?, ?> map, String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
        values.addAll(texts(entry.getValue()));
      }
    }
    return Collections.unmodifiableList(values);
  }

  static List<String> values(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? List.of() : texts(value);
  }

  static Optional<String> value(Map<?, ?> map, String name) {
    return last(values(map, name));
  }

  /** One value or a list of values as texts, without nulls. */
  static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    for (Object one : value instanceof List<?> values ? values : Collections.singletonList(value)) {
      if (one != null) {
        texts.add(text(one));
      }
    }
    return Collections.unmodifiableList(texts);
  }

  static Optional<String> last(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }
}
