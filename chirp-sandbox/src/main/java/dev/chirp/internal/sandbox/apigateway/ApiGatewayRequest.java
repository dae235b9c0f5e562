package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.OperationTable;
import dev.chirp.internal.sandbox.lambda.Scope;
import java.io.IOException;
import java.util.Map;

/**
 * A request whose operation is known.
 *
 * @param names the parameters in the path
 * @param body the members
 */
record ApiGatewayRequest(Call call, String operation, Map<String, String> names, ObjectNode body) {
  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The most bytes of an OpenAPI document that API Gateway imports, and more than all else. */
  private static final int MAX_BODY = 6 << 20;

  static ApiGatewayRequest of(Call call, OperationTable.Match match) throws IOException {
    return new ApiGatewayRequest(call, match.operation(), match.names(), members(call));
  }

  private static ObjectNode members(Call call) throws IOException {
    byte[] bytes = call.content(MAX_BODY);
    try {
      JsonNode node = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (node instanceof ObjectNode members) {
        return members;
      }
    } catch (JsonProcessingException ignored) {
      // Its message would quote the body.
    }
    throw ApiGatewayErrors.badRequest("Invalid request body: it is not a JSON object");
  }

  /** The caller's account and region. */
  Scope scope() {
    return new Scope(call.account(), call.region());
  }

  String name(String parameter) {
    return names.getOrDefault(parameter, "");
  }
}
