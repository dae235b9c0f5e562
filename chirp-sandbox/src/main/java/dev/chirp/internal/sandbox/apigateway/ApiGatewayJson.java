package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/** API Gateway's JSON responses: single resources and pages. */
final class ApiGatewayJson {
  /** The most items of a page. API Gateway does not document its own number. */
  private static final int MAX_ITEMS = 100;

  private ApiGatewayJson() {}

  static Response created(JsonNode resource) {
    return Response.json(201, resource.toString());
  }

  static Response ok(JsonNode resource) {
    return Response.json(200, resource.toString());
  }

  static Response deleted() {
    return Response.of(204);
  }

  /** A page of at most {@code maxResults} items. The token tells where the next page starts. */
  static Response page(ApiGatewayRequest request, List<? extends JsonNode> all) {
    int from = Math.min(number(request, "nextToken", 0), all.size());
    int most = Math.min(MAX_ITEMS, Math.max(1, number(request, "maxResults", MAX_ITEMS)));
    int to = Math.min(all.size(), from + most);
    ObjectNode page = ApiGatewayRequest.JSON.createObjectNode();
    ArrayNode items = page.putArray("items");
    all.subList(from, to).forEach(items::add);
    if (to < all.size()) {
      page.put("nextToken", Integer.toString(to));
    }
    return ok(page);
  }

  private static int number(ApiGatewayRequest request, String parameter, int fallback) {
    String text = request.call().parameter(parameter).orElse("");
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}")) {
      throw ApiGatewayErrors.badRequest("Invalid value for " + parameter);
    }
    return Integer.parseInt(text);
  }
}
