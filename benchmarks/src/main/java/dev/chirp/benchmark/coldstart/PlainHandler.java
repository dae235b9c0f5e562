package dev.chirp.benchmark.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A typical Lambda function in Java: AWS's own interface with maps, which its client reads and
 * writes, and jackson-databind for the function's own JSON, here the error envelope. Its responses
 * equal those of the starter project's {@code server_status}, except that each {@code ?error=}
 * gives the same error.
 */
public final class PlainHandler implements RequestHandler<Map<String, Object>, Object> {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final ObjectMapper json = new ObjectMapper();
  private final Instant start = Instant.now();

  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    context.getLogger().log(text(event, "context", "http-method") + " request\n");
    String error = text(event, "params", "querystring", "error");
    if (!error.isEmpty()) {
      throw new IllegalArgumentException(envelope(error));
    }
    Instant now = Instant.now();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("status", "ok");
    data.put("version", "1");
    data.put("serverTime", now.getEpochSecond());
    data.put("serverTimeFormatted", FORMAT.format(now));
    data.put("serverStartTime", start.getEpochSecond());
    data.put("serverStartTimeFormatted", FORMAT.format(start));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("data", data);
    response.put("code", 200);
    response.putAll(Collections.singletonMap("notes", null));
    return response;
  }

  private String envelope(String error) {
    try {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("httpStatusCode", 400);
      data.put("detailCode", 100);
      data.put("message", "You asked for error " + error);
      return json.writeValueAsString(Map.of("data", data, "code", 400100));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text at a path; empty if there is none. */
  private static String text(Map<String, Object> event, String... path) {
    Object value = event;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value == null ? "" : value.toString();
  }
}
