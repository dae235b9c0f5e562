package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Answer;
import java.util.List;

/** Labels on functions. */
final class Tags {
  private static final int MOST = 50;

  private final Functions functions;

  Tags(Functions functions) {
    this.functions = functions;
  }

  Answer list(Request request) {
    ObjectNode answer = Request.JSON.createObjectNode();
    answer.set("Tags", function(request).tags());
    return Wire.json(200, answer);
  }

  Answer tag(Request request) {
    Function function = function(request);
    function.requireSettled(functions.now());
    ObjectNode tags = function.tags().deepCopy();
    request.body().path("Tags").properties().forEach(e -> tags.set(e.getKey(), e.getValue()));
    if (tags.size() > MOST) {
      throw Validation.invalid("Number of tags exceeds resource tag limit.");
    }
    function.json().set("tags", tags);
    functions.save();
    return Answer.of(204);
  }

  Answer untag(Request request) {
    Function function = function(request);
    List<String> keys = request.call().query().getOrDefault("tagKeys", List.of());
    function.tags().remove(keys);
    functions.save();
    return Answer.of(204);
  }

  private Function function(Request request) {
    String resource = request.name("Resource");
    if (!resource.startsWith("arn:")) {
      throw Validation.refusal(
          Validation.pattern(resource, "resource", "arn:(aws[a-zA-Z-]*):lambda:…"));
    }
    return functions.require(request.scope(), FunctionName.parse(resource, request.scope()));
  }
}
