package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Operations on the configurations of function URLs. {@link FunctionUrlServers} serves the URLs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">Function
 *     URLs</a>
 */
final class FunctionUrlConfigs {
  private static final String QUALIFIER = "(^\\$LATEST$)|((?!^[0-9]+$)([a-zA-Z0-9-_]+))";
  private static final List<String> AUTH_TYPES = List.of("NONE", "AWS_IAM");
  private static final List<String> INVOKE_MODES = List.of("BUFFERED", "RESPONSE_STREAM");

  private final FunctionStore functions;
  private final FunctionUrlServers servers;

  FunctionUrlConfigs(FunctionStore functions, FunctionUrlServers servers) {
    this.functions = functions;
    this.servers = servers;
  }

  Response create(LambdaRequest request) {
    StoredFunction function = function(request);
    request.require("AuthType");
    check(request);
    ObjectNode urls = function.urls();
    String key = FunctionUrlOwner.of(request).key();
    if (urls.has(key)) {
      throw StoredFunction.conflict(
          "Failed to create function url config for [functionArn = %s]. Error message:  FunctionUrlConfig exists for this Lambda function"
              .formatted(request.function().arn(request.scope())));
    }
    ObjectNode url = LambdaRequest.JSON.createObjectNode();
    url.put("FunctionUrl", servers.open(FunctionUrlOwner.of(request)));
    url.put("FunctionArn", request.function().arn(request.scope()));
    url.put("InvokeMode", "BUFFERED");
    url.put("CreationTime", now());
    change(url, request);
    urls.set(key, url);
    functions.save();
    return LambdaJson.json(201, url);
  }

  Response get(LambdaRequest request) {
    return LambdaJson.json(200, require(request));
  }

  Response update(LambdaRequest request) {
    ObjectNode url = require(request);
    check(request);
    change(url, request);
    functions.save();
    return LambdaJson.json(200, url);
  }

  Response delete(LambdaRequest request) {
    require(request);
    function(request).urls().remove(FunctionUrlOwner.of(request).key());
    functions.save();
    return Response.of(204);
  }

  Response list(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    List<JsonNode> all = StreamSupport.stream(function.urls().spliterator(), false).toList();
    return LambdaJson.page(request, "FunctionUrlConfigs", all);
  }

  /** The function of a URL. A URL belongs to {@code $LATEST} or to an existing alias. */
  private StoredFunction function(LambdaRequest request) {
    QualifiedName name = request.function();
    if (name.isVersion()) {
      throw RequestValidation.refusal(
          RequestValidation.pattern(name.qualifier(), "qualifier", QUALIFIER));
    }
    functions.configuration(request.scope(), name);
    return functions.require(request.scope(), name);
  }

  private ObjectNode require(LambdaRequest request) {
    if (function(request).urls().get(FunctionUrlOwner.of(request).key())
        instanceof ObjectNode url) {
      return url;
    }
    throw new AwsError(
        404, "ResourceNotFoundException", "The resource you requested does not exist.");
  }

  private static void check(LambdaRequest request) {
    requireOneOf(request, "AuthType", "authType", AUTH_TYPES);
    requireOneOf(request, "InvokeMode", "invokeMode", INVOKE_MODES);
    FunctionUrlCors.check(request.body().path("Cors"));
  }

  private static void requireOneOf(
      LambdaRequest request, String member, String shown, List<String> values) {
    request
        .text(member)
        .filter(value -> !values.contains(value))
        .ifPresent(
            value -> {
              throw RequestValidation.refusal(
                  "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s"
                      .formatted(value, shown, values));
            });
  }

  private void change(ObjectNode url, LambdaRequest request) {
    for (String member : List.of("AuthType", "InvokeMode", "Cors")) {
      if (request.has(member)) {
        url.set(member, request.body().get(member));
      }
    }
    url.put("LastModifiedTime", now());
  }

  private String now() {
    return Instant.ofEpochMilli(functions.now()).toString();
  }
}
