package dev.chirp.internal.json;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A REST API's proxy event, payload 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
class RestEvent extends HttpEvent {

  RestEvent(Section root, Section requestContext) {
    super(root, requestContext);
  }

  @Override
  public final Optional<String> method() {
    return root.text("httpMethod");
  }

  @Override
  public final Optional<String> rawPath() {
    return root.text("path");
  }

  /**
   * An HTTP API with payload 1.0 sends this shape too, but decoded. Only an HTTP API sends a
   * version.
   */
  @Override
  final boolean isPathEncoded() {
    return !root.has("version");
  }

  @Override
  Map<?, ?> readQuery() {
    return merged("queryStringParameters", "multiValueQueryStringParameters");
  }

  /** Prefers the list of all values under a name to the single value. */
  private Map<?, ?> merged(String single, String multiple) {
    Map<Object, Object> all = new LinkedHashMap<>(root.object(single));
    for (Map.Entry<?, ?> entry : root.object(multiple).entrySet()) {
      if (!texts(entry.getValue()).isEmpty()) {
        all.put(entry.getKey(), entry.getValue());
      }
    }
    return all;
  }

  @Override
  public final List<String> headerValues(String name) {
    List<String> values = anyCaseValues(root.object("multiValueHeaders"), name);
    return values.isEmpty() ? anyCaseValues(root.object("headers"), name) : values;
  }

  @Override
  final Map<?, ?> headers() {
    return lastValues(merged("headers", "multiValueHeaders"));
  }

  @Override
  public Optional<String> principal() {
    Optional<String> named = value(requestContext.object("authorizer"), "principalId");
    if (named.isEmpty()) {
      named = value(claims(), "sub");
    }
    return named.isPresent() ? named : value(requestContext.object("identity"), "userArn");
  }

  @Override
  public Map<?, ?> claims() {
    return object(requestContext.object("authorizer"), "claims");
  }

  /** API Gateway puts members of its own beside those of the function. */
  @Override
  public Map<?, ?> authorizerContext() {
    Map<Object, Object> context = new LinkedHashMap<>(requestContext.object("authorizer"));
    context.remove("claims");
    context.remove("integrationLatency");
    context.remove("principalId");
    context.remove("scopes");
    return Collections.unmodifiableMap(context);
  }

  @Override
  void fillContext(Map<String, Object> map) {
    putText(map, "resource-path", requestContext.text("resourcePath"));
    Map<?, ?> identity = requestContext.object("identity");
    putText(map, "source-ip", value(identity, "sourceIp"));
    putText(map, "user-agent", value(identity, "userAgent"));
  }

  @Override
  void putHeaders(
      Map<String, Object> fields, int status, Map<String, String> headers, List<String> cookies)
      throws IOException {
    fields.put("headers", headers);
    if (!cookies.isEmpty()) {
      fields.put("multiValueHeaders", Map.of("set-cookie", cookies));
    }
  }
}
