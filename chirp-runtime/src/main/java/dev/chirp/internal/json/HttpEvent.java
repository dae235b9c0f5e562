package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The common part of the proxy shapes: the body is text, and the response has a status. */
abstract class HttpEvent extends Event {

  final Section requestContext;
  private Optional<Map<?, ?>> query = Optional.empty();
  private Optional<Object> body = Optional.empty();
  private Optional<Map<String, Object>> context = Optional.empty();

  HttpEvent(Section root, Section requestContext) {
    super(root);
    this.requestContext = requestContext;
  }

  @Override
  public void check() {
    root.checkObject("headers");
    root.checkObject("queryStringParameters");
    root.checkObject("pathParameters");
    root.checkObject("stageVariables");
    root.checkObject("multiValueHeaders");
    root.checkObject("multiValueQueryStringParameters");
    root.checkText("body");
    root.checkText("httpMethod");
    root.checkText("path");
    root.checkText("rawPath");
    root.checkText("rawQueryString");
  }

  @Override
  public final boolean isHttp() {
    return true;
  }

  @Override
  public final ResponseBuffer response(
      int status,
      Map<String, String> headers,
      List<String> cookies,
      ResponseBuffer body,
      boolean binary)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("statusCode", status);
    putHeaders(fields, status, headers, cookies);
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonWriter.generator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        JsonWriter.field(json, field.getKey(), field.getValue());
      }
      json.writeFieldName("body");
      if (binary) {
        json.writeBinary(body.bytes(), 0, body.length());
      } else {
        json.writeUTF8String(body.bytes(), 0, body.length());
      }
      JsonWriter.field(json, "isBase64Encoded", binary);
      json.writeEndObject();
    }
    return out;
  }

  /** Adds headers and cookies where the shape expects them. */
  abstract void putHeaders(
      Map<String, Object> fields, int status, Map<String, String> headers, List<String> cookies)
      throws IOException;

  /**
   * Adds the values that each shape stores elsewhere, under the names of the pass-through event's
   * context.
   */
  abstract void fillContext(Map<String, Object> map);

  /** The decoded query: a value, or a list of values, for each name. */
  abstract Map<?, ?> readQuery();

  /** Reads the whole query, because names may be encoded as well. */
  private Map<?, ?> allQuery() {
    if (query.isEmpty()) {
      query = Optional.of(readQuery());
    }
    return query.get();
  }

  @Override
  public final List<String> queryValues(String name) {
    return values(allQuery(), name);
  }

  @Override
  final Map<?, ?> query() {
    return lastValues(allQuery());
  }

  @Override
  public final Optional<byte[]> bodyBytes() {
    Optional<String> text = rawBody();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = bytes(text.get());
    return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
  }

  @Override
  public final Optional<String> bodyText() {
    if (!isBase64Encoded()) {
      return rawBody();
    }
    Optional<byte[]> bytes = bodyBytes();
    return bytes.isPresent()
        ? Optional.of(new String(bytes.get(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  @Override
  public final Optional<Object> body() {
    if (body.isEmpty()) {
      Optional<byte[]> bytes = bodyBytes();
      body = bytes.isPresent() ? JsonReader.read("The body", bytes.get()) : Optional.empty();
    }
    return body;
  }

  @Override
  final Optional<byte[]> bodyJson() {
    return bodyBytes();
  }

  @Override
  final Map<?, ?> rawPathParameters() {
    return root.object("pathParameters");
  }

  @Override
  final Map<?, ?> stageVariables() {
    return root.object("stageVariables");
  }

  @Override
  final Map<?, ?> context() {
    if (context.isEmpty()) {
      Map<String, Object> map = new LinkedHashMap<>();
      putText(map, "http-method", method());
      putText(map, "stage", requestContext.text("stage"));
      putText(map, "request-id", requestContext.text("requestId"));
      putText(map, "api-id", requestContext.text("apiId"));
      fillContext(map);
      context = Optional.of(Collections.unmodifiableMap(map));
    }
    return context.get();
  }

  final boolean isBase64Encoded() {
    return root.get("isBase64Encoded").orElse(false).equals(true);
  }

  private Optional<String> rawBody() {
    Optional<String> text = root.text("body");
    return text.isPresent() && text.get().isEmpty() ? Optional.empty() : text;
  }

  private byte[] bytes(String text) {
    if (!isBase64Encoded()) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException("The body is not base64, as the event says it is");
    }
  }

  /** The object under a name of an object; empty if there is none. */
  static Map<?, ?> object(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> object ? object : Map.of();
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
      putText(result, String.valueOf(entry.getKey()), last(texts(entry.getValue())));
    }
    return Collections.unmodifiableMap(result);
  }
}
