package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/** Lambda's JSON responses: single resources, pages and errors. */
final class LambdaJson {
  private static final int MAX_ITEMS = 50;

  private LambdaJson() {}

  static Response json(int status, JsonNode body) {
    return Response.json(status, body.toString());
  }

  /** A page of at most {@code MaxItems} members. The marker tells where the next page starts. */
  static Response page(LambdaRequest request, String member, List<JsonNode> all) {
    int from = number(request, "Marker", 0);
    int most = Math.min(MAX_ITEMS, Math.max(1, number(request, "MaxItems", MAX_ITEMS)));
    int to = Math.min(all.size(), Math.min(from, all.size()) + most);
    ObjectNode page = LambdaRequest.JSON.createObjectNode();
    ArrayNode items = page.putArray(member);
    all.subList(Math.min(from, to), to).forEach(items::add);
    if (to < all.size()) {
      page.put("NextMarker", Integer.toString(to));
    }
    return json(200, page);
  }

  private static int number(LambdaRequest request, String parameter, int fallback) {
    String text = request.call().parameter(parameter).orElse("");
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}")) {
      throw RequestValidation.invalid("Invalid value '%s' for %s".formatted(text, parameter));
    }
    return Integer.parseInt(text);
  }

  static Response refused(AwsError refusal, Call call) {
    LambdaError error = LambdaError.of(refusal);
    return Response.json(error.status(), error.body())
        .with("x-amzn-ErrorType", error.code())
        .with("x-amzn-RequestId", call.requestId());
  }
}
