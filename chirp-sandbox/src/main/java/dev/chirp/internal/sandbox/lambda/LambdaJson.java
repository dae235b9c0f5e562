package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/** Lambda's JSON: single things, pages of things, refusals. */
final class LambdaJson {
  private static final int MOST = 50;

  private LambdaJson() {}

  static Response json(int status, JsonNode body) {
    return Response.json(status, body.toString());
  }

  /** As many as {@code MaxItems} allows; the marker is where the next page begins. */
  static Response page(LambdaRequest request, String member, List<JsonNode> all) {
    int from = number(request, "Marker", 0);
    int most = Math.min(MOST, Math.max(1, number(request, "MaxItems", MOST)));
    int to = Math.min(all.size(), Math.min(from, all.size()) + most);
    ObjectNode page = LambdaRequest.JSON.createObjectNode();
    ArrayNode items = page.putArray(member);
    all.subList(Math.min(from, to), to).forEach(items::add);
    if (to < all.size()) {
      page.put("NextMarker", Integer.toString(to));
    }
    return json(200, page);
  }

  private static int number(LambdaRequest request, String parameter, int otherwise) {
    String text = request.call().parameter(parameter).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}")) {
      throw Validation.invalid("Invalid value '%s' for %s".formatted(text, parameter));
    }
    return Integer.parseInt(text);
  }

  /** What other services call access denied, Lambda calls so, too. */
  static Response refused(AwsError refusal, Call call) {
    String code = refusal.code().equals("AccessDenied") ? "AccessDeniedException" : refusal.code();
    ObjectNode body = LambdaRequest.JSON.createObjectNode();
    body.put("Type", refusal.status() < 500 ? "User" : "Service");
    body.put(
        code.equals("ResourceNotFoundException") || code.equals("AccessDeniedException")
            ? "Message"
            : "message",
        refusal.message());
    if (code.equals(ProcessPool.TOO_MANY)) {
      body.put("Reason", "ConcurrentInvocationLimitExceeded");
    }
    return json(refusal.status(), body)
        .with("x-amzn-ErrorType", code)
        .with("x-amzn-RequestId", call.requestId());
  }
}
