package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/** Operations on the tags of functions. */
final class TagOperations {
  private static final int MAX_TAGS = 50;

  private final FunctionStore functions;

  TagOperations(FunctionStore functions) {
    this.functions = functions;
  }

  Response list(LambdaRequest request) {
    ObjectNode response = LambdaRequest.JSON.createObjectNode();
    response.set("Tags", function(request).tags());
    return LambdaJson.json(200, response);
  }

  Response tag(LambdaRequest request) {
    StoredFunction function = function(request);
    function.requireSettled(functions.now());
    ObjectNode tags = function.tags().deepCopy();
    request.body().path("Tags").properties().forEach(e -> tags.set(e.getKey(), e.getValue()));
    if (tags.size() > MAX_TAGS) {
      throw RequestValidation.invalid("Number of tags exceeds resource tag limit.");
    }
    function.json().set("tags", tags);
    functions.save();
    return Response.of(204);
  }

  Response untag(LambdaRequest request) {
    StoredFunction function = function(request);
    List<String> keys = request.call().query().getOrDefault("tagKeys", List.of());
    function.tags().remove(keys);
    functions.save();
    return Response.of(204);
  }

  private StoredFunction function(LambdaRequest request) {
    String resource = request.name("Resource");
    if (!resource.startsWith("arn:")) {
      throw RequestValidation.refusal(
          RequestValidation.pattern(resource, "resource", "arn:(aws[a-zA-Z-]*):lambda:…"));
    }
    return functions.require(request.scope(), QualifiedName.parse(resource, request.scope()));
  }
}
