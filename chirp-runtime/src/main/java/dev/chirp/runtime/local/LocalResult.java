package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.JsonReader;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a function answered. Immutable.
 *
 * <pre>{@code
 * LocalResult result = LocalInvoker.of(new ServerStatus()).invoke(eventFile);
 * assertEquals(200, result.statusCode());
 * assertEquals("ok", result.data().get("status"));
 * }</pre>
 */
public final class LocalResult {

  private static final int OK = 200;

  private final byte[] output;
  private final boolean functionError;
  private final Duration duration;
  private final String requestId;

  /** A result that was brought from elsewhere, such as from another JVM. */
  public LocalResult(byte[] output, boolean functionError, Duration duration, String requestId) {
    this.output = output.clone();
    this.functionError = functionError;
    this.duration = duration;
    this.requestId = requestId;
  }

  /** The answer as the function wrote it; of a function error, the error envelope. */
  public byte[] output() {
    return output.clone();
  }

  /** {@link #output()} as text. */
  public String text() {
    return new String(output, UTF_8);
  }

  /**
   * Whether the answer left as a function error, which is how an API error answers a pass-through
   * event. The HTTP shapes have no function errors: there the status tells.
   */
  public boolean isFunctionError() {
    return functionError;
  }

  public Duration duration() {
    return duration;
  }

  /** The id under which the function was invoked, as its log has it. */
  public String requestId() {
    return requestId;
  }

  /**
   * The HTTP status of the answer, whatever the shape of the event: that of the envelope, or of the
   * HTTP response around it; 200 for an answer that has none.
   */
  public int statusCode() {
    Map<String, Object> answer = object(output).orElse(Map.of());
    if (answer.get("statusCode") instanceof Number status) {
      return status.intValue();
    }
    if (functionError
        && answer.get("data") instanceof Map<?, ?> error
        && error.get("httpStatusCode") instanceof Number status) {
      return status.intValue();
    }
    return answer.containsKey("data") && answer.get("code") instanceof Number code
        ? code.intValue()
        : OK;
  }

  /**
   * The answer as maps, lists, text, numbers and booleans.
   *
   * @throws IllegalStateException when it is no JSON object
   */
  public Map<String, Object> json() {
    return checked(object(output), "The answer");
  }

  /**
   * The envelope, whatever the shape of the event: the answer itself, or the body of an answer in
   * an HTTP shape.
   *
   * @throws IllegalStateException when there is none
   */
  public Map<String, Object> envelope() {
    Map<String, Object> answer = json();
    if (!answer.containsKey("statusCode")) {
      return answer;
    }
    if (!(answer.get("body") instanceof String body)) {
      throw new IllegalStateException("The answer has no body: " + text());
    }
    byte[] json =
        Boolean.TRUE.equals(answer.get("isBase64Encoded"))
            ? Base64.getDecoder().decode(body)
            : body.getBytes(UTF_8);
    return checked(object(json), "The body");
  }

  /**
   * The {@code data} of the envelope: what the function returned, or what the error says of itself.
   *
   * @throws IllegalStateException when it is no JSON object
   */
  public Map<String, Object> data() {
    return checked(asObject(envelope().getOrDefault("data", "")), "The data");
  }

  /** As a local run prints it: the answer, or {@code ERROR: } and the error envelope. */
  public String printed() {
    return functionError ? "ERROR: " + text() : text();
  }

  @Override
  public String toString() {
    return printed();
  }

  private Map<String, Object> checked(Optional<Map<String, Object>> object, String what) {
    if (object.isEmpty()) {
      throw new IllegalStateException(what + " is no JSON object: " + text());
    }
    return object.get();
  }

  private static Optional<Map<String, Object>> object(byte[] json) {
    try {
      return asObject(JsonReader.read("The answer", json).orElse(""));
    } catch (JsonException ignored) {
      // A handler may answer whatever it likes; only who asks for an object learns that it is none.
      return Optional.empty();
    }
  }

  private static Optional<Map<String, Object>> asObject(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      fields.put(String.valueOf(field.getKey()), field.getValue());
    }
    return Optional.of(Collections.unmodifiableMap(fields));
  }
}
