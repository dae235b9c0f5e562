package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Keeps what function URLs are like, and serves none.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">Function
 *     URLs</a>
 */
final class FunctionUrls {
  private static final String QUALIFIER = "(^\\$LATEST$)|((?!^[0-9]+$)([a-zA-Z0-9-_]+))";
  private static final List<String> AUTH_TYPES = List.of("NONE", "AWS_IAM");
  private static final List<String> INVOKE_MODES = List.of("BUFFERED", "RESPONSE_STREAM");

  private final Functions functions;

  FunctionUrls(Functions functions) {
    this.functions = functions;
  }

  Answer create(Request request) {
    Function function = function(request);
    request.require("AuthType");
    check(request);
    ObjectNode urls = function.urls();
    String key = key(request);
    if (urls.has(key)) {
      throw Function.conflict(
          "Failed to create function url config for [functionArn = %s]. Error message:  FunctionUrlConfig exists for this Lambda function"
              .formatted(request.function().arn(request.scope())));
    }
    ObjectNode url = Request.JSON.createObjectNode();
    url.put("FunctionUrl", address(request));
    url.put("FunctionArn", request.function().arn(request.scope()));
    url.put("InvokeMode", "BUFFERED");
    url.put("CreationTime", now());
    change(url, request);
    urls.set(key, url);
    functions.save();
    return Wire.json(201, url);
  }

  Answer get(Request request) {
    return Wire.json(200, require(request));
  }

  Answer update(Request request) {
    ObjectNode url = require(request);
    check(request);
    change(url, request);
    functions.save();
    return Wire.json(200, url);
  }

  Answer delete(Request request) {
    require(request);
    function(request).urls().remove(key(request));
    functions.save();
    return Answer.of(204);
  }

  Answer list(Request request) {
    Function function = functions.require(request.scope(), request.function());
    List<JsonNode> all = StreamSupport.stream(function.urls().spliterator(), false).toList();
    return Wire.page(request, "FunctionUrlConfigs", all);
  }

  /** A URL belongs to what is unpublished, or to an alias that is there. */
  private Function function(Request request) {
    FunctionName name = request.function();
    if (name.isVersion()) {
      throw Validation.refusal(Validation.pattern(name.qualifier(), "qualifier", QUALIFIER));
    }
    functions.configuration(request.scope(), name);
    return functions.require(request.scope(), name);
  }

  private ObjectNode require(Request request) {
    if (function(request).urls().get(key(request)) instanceof ObjectNode url) {
      return url;
    }
    throw new Refusal(
        404, "ResourceNotFoundException", "The resource you requested does not exist.");
  }

  private static String key(Request request) {
    FunctionName name = request.function();
    return name.isLatest() ? FunctionName.LATEST : name.qualifier();
  }

  private static void check(Request request) {
    requireOneOf(request, "AuthType", "authType", AUTH_TYPES);
    requireOneOf(request, "InvokeMode", "invokeMode", INVOKE_MODES);
  }

  private static void requireOneOf(
      Request request, String member, String shown, List<String> values) {
    request
        .text(member)
        .filter(value -> !values.contains(value))
        .ifPresent(
            value -> {
              throw Validation.refusal(
                  "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s"
                      .formatted(value, shown, values));
            });
  }

  private void change(ObjectNode url, Request request) {
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

  /** Lambda's own form, and one that stays the same for the same alias. */
  private static String address(Request request) {
    byte[] arn = request.function().arn(request.scope()).getBytes(StandardCharsets.UTF_8);
    return "https://%s.lambda-url.%s.on.aws/"
        .formatted(
            UUID.nameUUIDFromBytes(arn).toString().replace("-", ""), request.scope().region());
  }
}
