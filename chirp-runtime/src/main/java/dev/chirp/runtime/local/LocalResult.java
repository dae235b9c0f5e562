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
 * The response of a local invocation. Immutable.
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

  /**
   * A result from elsewhere, such as from another JVM.
   *
   * @param output what the function wrote
   * @param functionError whether the function failed as Lambda sees it
   * @param duration how long the invocation took
   * @param requestId the id of the invocation
   */
  public LocalResult(byte[] output, boolean functionError, Duration duration, String requestId) {
    this.output = output.clone();
    this.functionError = functionError;
    this.duration = duration;
    this.requestId = requestId;
  }

  /**
   * {@return the response as the function wrote it} For a function error, this is the error
   * envelope.
   */
  public byte[] output() {
    return output.clone();
  }

  /** {@return {@link #output()} as text} */
  public String text() {
    return new String(output, UTF_8);
  }

  /**
   * True if the response is a function error, as for an API error in response to a pass-through
   * event. HTTP shapes have no function errors: their status says it.
   *
   * @return whether the invocation ended in a function error
   */
  public boolean isFunctionError() {
    return functionError;
  }

  /** {@return the duration of the invocation} */
  public Duration duration() {
    return duration;
  }

  /** {@return the id of the invocation, as it is in the log} */
  public String requestId() {
    return requestId;
  }

  /**
   * {@return the HTTP status of the response, whatever the shape of the event} It comes from the
   * HTTP response or from the envelope; a response without a status counts as 200.
   */
  public int statusCode() {
    Map<String, Object> response = object(output).orElse(Map.of());
    if (response.get("statusCode") instanceof Number status) {
      return status.intValue();
    }
    if (functionError
        && response.get("data") instanceof Map<?, ?> error
        && error.get("httpStatusCode") instanceof Number status) {
      return status.intValue();
    }
    return response.containsKey("data") && response.get("code") instanceof Number code
        ? code.intValue()
        : OK;
  }

  /**
   * {@return the response as maps, lists, text, numbers and booleans}
   *
   * @throws IllegalStateException if it is not a JSON object
   */
  public Map<String, Object> json() {
    return checked(object(output), "The response");
  }

  /**
   * The envelope, whatever the shape of the event: the response itself, or the body of an HTTP
   * response.
   *
   * @return the envelope, unmodifiable
   * @throws IllegalStateException if there is none
   */
  public Map<String, Object> envelope() {
    Map<String, Object> response = json();
    if (!response.containsKey("statusCode")) {
      return response;
    }
    if (!(response.get("body") instanceof String body)) {
      throw new IllegalStateException("The response has no body: " + text());
    }
    byte[] json =
        Boolean.TRUE.equals(response.get("isBase64Encoded"))
            ? Base64.getDecoder().decode(body)
            : body.getBytes(UTF_8);
    return checked(object(json), "The body");
  }

  /**
   * The {@code data} of the envelope: the return value of the function, or the description of the
   * error.
   *
   * @return the data, unmodifiable
   * @throws IllegalStateException if it is not a JSON object
   */
  public Map<String, Object> data() {
    return checked(asObject(envelope().getOrDefault("data", "")), "The data");
  }

  /**
   * The text that a local run prints: the response, or {@code ERROR: } and the error envelope.
   *
   * @return the output, marked if it is a function error
   */
  public String printed() {
    return functionError ? "ERROR: " + text() : text();
  }

  @Override
  public String toString() {
    return printed();
  }

  private Map<String, Object> checked(Optional<Map<String, Object>> object, String what) {
    if (object.isEmpty()) {
      throw new IllegalStateException(what + " is not a JSON object: " + text());
    }
    return object.get();
  }

  private static Optional<Map<String, Object>> object(byte[] json) {
    try {
      return asObject(JsonReader.read("The response", json).orElse(""));
    } catch (JsonException ignored) {
      // A handler may return any bytes; only callers that need an object get an error.
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
