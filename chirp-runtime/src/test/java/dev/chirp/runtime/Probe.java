package dev.chirp.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function made of a lambda, and what came out of it. */
final class Probe extends ApiFunction {

  /** The work of a test's function. */
  interface Handler {
    Object handle(ApiRequest request) throws Exception;
  }

  /** The text of an answer or of a function error. */
  record Outcome(String text, boolean functionError) {

    JsonNode json() {
      return parse(text);
    }

    /** The envelope, whichever shape it is in. */
    JsonNode envelope() {
      JsonNode json = json();
      return json.has("statusCode") ? parse(json.get("body").asText()) : json;
    }
  }

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Handler handler;

  private Probe(Map<String, String> environment, Handler handler) {
    super(environment);
    this.handler = handler;
  }

  static Probe of(Handler handler) {
    return new Probe(Map.of(), handler);
  }

  static Probe of(Map<String, String> environment, Handler handler) {
    return new Probe(environment, handler);
  }

  @Override
  protected Object handle(ApiRequest request) throws Exception {
    return handler.handle(request);
  }

  Outcome send(String event) {
    return send(event, new RecordingContext());
  }

  Outcome send(String event, RecordingContext context) {
    return send(event.getBytes(StandardCharsets.UTF_8), context);
  }

  Outcome send(byte[] event, RecordingContext context) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handleRequest(new ByteArrayInputStream(event), out, context);
      return new Outcome(out.toString(StandardCharsets.UTF_8), false);
    } catch (FunctionErrorException e) {
      if (out.size() > 0) {
        throw new AssertionError("An answer was begun before the function error", e);
      }
      return new Outcome(String.valueOf(e.getMessage()), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + json, e);
    }
  }
}
