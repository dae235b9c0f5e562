package dev.chirp.internal.serve.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Answers with its event, sets a cookie, and logs the body. */
@FunctionConfiguration(
    route = "ANY /echo/{proxy+}",
    timeout = 25,
    environment = "DB_PASSWORD=hidden-in-settings")
public class EchoEvent implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    JsonNode request = JSON.readTree(event);
    System.out.println("body: " + request.path("body").asText());
    JSON.writeValue(
        answer,
        Map.of(
            "statusCode",
            200,
            "headers",
            Map.of("content-type", "application/json"),
            "cookies",
            new String[] {"session=of-the-response"},
            "body",
            request.toString()));
  }
}
