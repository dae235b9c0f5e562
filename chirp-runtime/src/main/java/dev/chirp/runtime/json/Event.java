package dev.chirp.runtime.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One event, read as the parts of an HTTP request; a subclass per shape knows where they are. */
public abstract class Event {

  private static final int FIRST_CHUNK = 2048;

  final Section root;

  Event(Section root) {
    this.root = root;
  }

  /**
   * Reads an event and recognises its shape.
   *
   * @throws JsonException when it is not a JSON object or exceeds a limit
   */
  public static Event read(InputStream in) throws IOException {
    // Lambda's own client hands over all of the event at once: then this is exactly enough.
    int available = in.available();
    byte[] json = new byte[available > 0 ? available + 1 : FIRST_CHUNK];
    int length = 0;
    for (int n = in.read(json, 0, json.length);
        n >= 0;
        n = in.read(json, length, json.length - length)) {
      length += n;
      if (length > Json.MAX_EVENT_BYTES) {
        throw new JsonException("The event is larger than " + Json.MAX_EVENT_BYTES + " bytes");
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
   * Checks that the known places of the shape hold what they should.
   *
   * @throws JsonException that names the first place that does not
   */
  public abstract void check();

  /** Whether errors leave as a status of the answer, not as function errors. */
  public abstract boolean isHttp();

  /** The answer in this event's shape. */
  public abstract AnswerBuffer answer(Answer answer) throws IOException;

  public abstract Optional<String> method();

  public abstract Optional<String> path();

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

  public abstract <T> Optional<T> body(Class<T> type);

  abstract Map<?, ?> query();

  abstract Map<?, ?> pathParameters();

  abstract Map<?, ?> headers();

  abstract Map<?, ?> stageVariables();

  abstract Map<?, ?> context();

  public final Optional<String> query(String name) {
    return last(queryValues(name));
  }

  public final Optional<String> header(String name) {
    return last(headerValues(name));
  }

  public final Optional<String> pathParameter(String name) {
    return value(pathParameters(), name);
  }

  public final Optional<String> stageVariable(String name) {
    return value(stageVariables(), name);
  }

  /**
   * What stands at a path of the pass-through event; another path's first segment is the root's.
   */
  public final Optional<Object> find(String path) {
    Path steps = new Path(path);
    String first = steps.next();
    if (first.equals("body-json")) {
      return steps.walk(body());
    }
    if (first.equals("params")) {
      return findParameter(steps);
    }
    if (first.equals("stage-variables")) {
      return steps.walk(Optional.of(stageVariables()));
    }
    return steps.walk(first.equals("context") ? Optional.of(context()) : root.get(first));
  }

  private Optional<Object> findParameter(Path steps) {
    if (!steps.hasNext()) {
      return Optional.of(
          Map.of("path", pathParameters(), "querystring", query(), "header", headers()));
    }
    String kind = steps.next();
    if (kind.equals("header")) {
      return steps.hasNext()
          ? steps.walk(anyCase(headers(), steps.next()))
          : Optional.of(headers());
    }
    if (kind.equals("querystring")) {
      return steps.walk(Optional.of(query()));
    }
    return kind.equals("path") ? steps.walk(Optional.of(pathParameters())) : Optional.empty();
  }

  public final Map<String, Object> asMap() {
    return root.asMap(false);
  }

  /** A value out of JSON as text: numbers and booleans as JSON writes them, the rest as JSON. */
  public static String text(Object value) {
    return value instanceof String text ? text : JsonWriter.json(value).text();
  }

  /** The value of a name in any case. */
  static Optional<Object> anyCase(Map<?, ?> map, String name) {
    Object exact = map.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
        return Optional.ofNullable(entry.getValue());
      }
    }
    return Optional.empty();
  }

  static List<String> anyCaseValues(Map<?, ?> map, String name) {
    Optional<Object> value = anyCase(map, name);
    return value.isPresent() ? texts(value.get()) : List.of();
  }

  static List<String> values(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? List.of() : texts(value);
  }

  static Optional<String> value(Map<?, ?> map, String name) {
    return last(values(map, name));
  }

  /** One value or a list of values as texts; nulls are no values. */
  static List<String> texts(Object value) {
    if (!(value instanceof List<?> values)) {
      return List.of(text(value));
    }
    List<String> texts = new ArrayList<>(values.size());
    for (Object one : values) {
      if (one != null) {
        texts.add(text(one));
      }
    }
    return texts;
  }

  static Optional<String> last(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  static void putText(Map<String, Object> map, String name, Optional<String> text) {
    if (text.isPresent()) {
      map.put(name, text.get());
    }
  }

  /** A map with the last value of each name. */
  static Map<String, Object> lastValues(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() != null) {
        putText(result, String.valueOf(entry.getKey()), last(texts(entry.getValue())));
      }
    }
    return result;
  }
}
