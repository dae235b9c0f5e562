package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Operations on aliases. */
final class AliasOperations {
  private static final String NAME = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";

  private final FunctionStore functions;

  AliasOperations(FunctionStore functions) {
    this.functions = functions;
  }

  Response create(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    String name = request.require("Name");
    if (!name.matches(NAME)) {
      throw RequestValidation.refusal(RequestValidation.pattern(name, "name", NAME));
    }
    String arn = arn(request, name);
    if (function.aliases().has(name)) {
      throw StoredFunction.conflict("Alias already exists: " + arn);
    }
    request.require("FunctionVersion");
    ObjectNode alias = LambdaRequest.JSON.createObjectNode();
    alias.put("AliasArn", arn).put("Name", name).put("Description", "");
    change(alias, function, request);
    function.aliases().set(name, alias);
    functions.save();
    return LambdaJson.json(201, alias);
  }

  Response get(LambdaRequest request) {
    return LambdaJson.json(200, require(request));
  }

  Response update(LambdaRequest request) {
    ObjectNode alias = require(request);
    StoredFunction.requireRevision(alias, request.text("RevisionId"));
    change(alias, functions.require(request.scope(), request.function()), request);
    functions.save();
    return LambdaJson.json(200, alias);
  }

  Response delete(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    function.aliases().remove(request.name("Name"));
    function.urls().remove(request.name("Name"));
    function.policies().remove(request.name("Name"));
    functions.save();
    return Response.of(204);
  }

  Response list(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    String version = request.call().parameter("FunctionVersion").orElse("");
    List<JsonNode> shown =
        StreamSupport.stream(function.aliases().spliterator(), false)
            .filter(
                alias -> version.isEmpty() || alias.get("FunctionVersion").asText().equals(version))
            .toList();
    return LambdaJson.page(request, "Aliases", shown);
  }

  /**
   * The names of the aliases that point to a version, including those that only route part of their
   * invocations to it.
   */
  static List<String> of(StoredFunction function, String version) {
    return StreamSupport.stream(function.aliases().spliterator(), false)
        .filter(
            alias ->
                alias.get("FunctionVersion").asText().equals(version)
                    || AliasRouting.in(alias).versions().contains(version))
        .map(alias -> alias.get("Name").asText())
        .toList();
  }

  private static void change(ObjectNode alias, StoredFunction function, LambdaRequest request) {
    request
        .text("FunctionVersion")
        .ifPresent(version -> requireVersion(version, function, request));
    AliasRouting weights = AliasRouting.of(request, alias);
    weights.check(request.text("FunctionVersion").orElse(alias.path("FunctionVersion").asText()));
    weights.versions().forEach(version -> requireVersion(version, function, request));
    request.text("FunctionVersion").ifPresent(to -> alias.put("FunctionVersion", to));
    weights.writeTo(alias);
    request.text("Description").ifPresent(text -> alias.put("Description", text));
    alias.put("RevisionId", UUID.randomUUID().toString());
  }

  private static void requireVersion(
      String version, StoredFunction function, LambdaRequest request) {
    if (!version.equals(QualifiedName.LATEST) && !function.versions().has(version)) {
      throw QualifiedName.notFound(request.scope().arn(function.name() + ":" + version));
    }
  }

  private ObjectNode require(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    String name = request.name("Name");
    if (function.aliases().get(name) instanceof ObjectNode alias) {
      return alias;
    }
    throw new AwsError(
        404, "ResourceNotFoundException", "Cannot find alias arn: " + arn(request, name));
  }

  private static String arn(LambdaRequest request, String alias) {
    return request.scope().arn(request.function().name() + ":" + alias);
  }
}
