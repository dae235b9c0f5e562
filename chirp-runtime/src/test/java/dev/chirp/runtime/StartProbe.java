package dev.chirp.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The function that {@link StartTest} runs in its own JVM: like the tutorial's server_status. */
final class StartProbe extends ApiFunction {

  /** Written by databind, to show that its classes would be seen. */
  record Bean(int n) {}

  private StartProbe() {}

  @Override
  protected Object handle(ApiRequest request) {
    String error = request.query("error").orElse("none");
    switch (error) {
      case "404" -> throw new NoSuchResourceException(100, "No such bird");
      case "500" -> throw new IllegalStateException("planted");
      case "memory" -> {
        return exhausted(List.of(1));
      }
      case "bean" -> {
        return new Bean(1);
      }
      case "int" -> {
        return request.queryField("error").optional().isPresent()
            ? request.queryField("page").asInt(20) + field("50").atLeast(1).atMost(100).asInt()
            : -1;
      }
      case "fields" -> {
        return fields(request);
      }
      default -> {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", "ok");
        status.put("serverTime", System.currentTimeMillis() / 1000);
        return status;
      }
    }
  }

  /** Reads a value of each type that is read without a function of the handler's. */
  private static List<Object> fields(ApiRequest request) {
    return List.of(
        request.headerField("x-none").asText("none"),
        request.headerField("x-none").asLong(1),
        request.bodyField("price").asDecimal(),
        request.bodyField("count").asDouble(),
        request.bodyField("none").asBoolean(true),
        field("6d0ecf83-1eec-9f09-8d2f-7c9f3e1f3c10").asUuid(),
        field("2026-01-31").asDate().toEpochDay(),
        field("2026-01-31T10:00:00Z").asInstant().getEpochSecond(),
        field("2026-01-31T10:00:00+01:00").asDateTime().toEpochSecond(),
        field("RED").asEnum(Color.values()).name(),
        request.pathField("id").asText("none"));
  }

  private static RequestField field(String value) {
    return new RequestField("params:querystring:q", List.of(value));
  }

  /** An enum of the function's own. */
  enum Color {
    RED
  }

  /** Ends when there is no memory left. */
  private static List<Object> exhausted(List<Object> before) {
    List<Object> all = before;
    while (!all.isEmpty()) {
      all = List.of(all, new byte[1_000_000]);
    }
    return all;
  }

  /** Answers the event files named. */
  public static void main(String[] files) throws IOException {
    StartProbe function = new StartProbe();
    for (String file : files) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
      RecordingContext context = new RecordingContext();
      System.out.println("REQUEST");
      System.out.flush();
      try {
        function.handleRequest(in, out, context);
        System.out.println("ANSWERED");
        System.out.flush();
        System.out.println("ANSWER " + out.toString(StandardCharsets.UTF_8));
      } catch (FunctionErrorException | OutOfMemoryError e) {
        System.out.println("ANSWER " + e);
      }
    }
  }
}
