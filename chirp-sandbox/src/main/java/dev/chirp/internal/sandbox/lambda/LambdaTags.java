package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/** Labels on functions. */
final class LambdaTags {
  private static final int MOST = 50;

  private final FunctionStore functions;

  LambdaTags(FunctionStore functions) {
    this.functions = functions;
  }

  Response list(LambdaRequest request) {
    ObjectNode answer = LambdaRequest.JSON.createObjectNode();
    answer.set("Tags", function(request).tags());
    return LambdaJson.json(200, answer);
  }

  Response tag(LambdaRequest request) {
    Function function = function(request);
    function.requireSettled(functions.now());
    ObjectNode tags = function.tags().deepCopy();
    request.body().path("Tags").properties().forEach(e -> tags.set(e.getKey(), e.getValue()));
    if (tags.size() > MOST) {
      throw Validation.invalid("Number of tags exceeds resource tag limit.");
    }
    function.json().set("tags", tags);
    functions.save();
    return Response.of(204);
  }

  Response untag(LambdaRequest request) {
    Function function = function(request);
    List<String> keys = request.call().query().getOrDefault("tagKeys", List.of());
    function.tags().remove(keys);
    functions.save();
    return Response.of(204);
  }

  private Function function(LambdaRequest request) {
    String resource = request.name("Resource");
    if (!resource.startsWith("arn:")) {
      throw Validation.refusal(
          Validation.pattern(resource, "resource", "arn:(aws[a-zA-Z-]*):lambda:…"));
    }
    return functions.require(request.scope(), QualifiedName.parse(resource, request.scope()));
  }
}
