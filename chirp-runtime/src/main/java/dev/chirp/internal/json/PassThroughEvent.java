package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event that API Gateway's "method request passthrough" template makes of a request, and every
 * event without another known shape.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-data-transformations-in-api-gateway.html
 */
final class PassThroughEvent extends Event {

  PassThroughEvent(Section root) {
    super(root);
  }

  @Override
  public void check() {
    root.checkObject("params");
    root.checkObject("stage-variables");
    root.checkObject("context");
    Optional<Section> params = root.section("params");
    if (params.isPresent()) {
      params.get().checkObject("path");
      params.get().checkObject("querystring");
      params.get().checkObject("header");
    }
  }

  @Override
  public boolean isHttp() {
    return false;
  }

  @Override
  public ResponseBuffer response(
      int status,
      Map<String, String> headers,
      List<String> cookies,
      ResponseBuffer body,
      boolean binary)
      throws IOException {
    if (!binary) {
      return body;
    }
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonWriter.generator(out)) {
      json.writeBinary(body.bytes(), 0, body.length());
    }
    return out;
  }

  @Override
  public Optional<String> method() {
    return value(context(), "http-method");
  }

  @Override
  public Optional<String> rawPath() {
    return value(context(), "resource-path");
  }

  /** The template passes on path parameters in the encoding of the REST API. */
  @Override
  boolean isPathEncoded() {
    return true;
  }

  @Override
  public List<String> queryValues(String name) {
    return values(query(), name);
  }

  @Override
  public Optional<String> bodyText() {
    Optional<Object> body = root.get("body-json");
    if (body.isPresent() && body.get() instanceof String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
    return root.json("body-json");
  }

  @Override
  public Optional<byte[]> bodyBytes() {
    Optional<String> text = bodyText();
    return text.isPresent()
        ? Optional.of(text.get().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  @Override
  public Optional<Object> body() {
    return root.get("body-json");
  }

  @Override
  Optional<byte[]> bodyJson() {
    return root.bytes("body-json");
  }

  @Override
  Map<?, ?> query() {
    return parameters("querystring");
  }

  @Override
  Map<?, ?> rawPathParameters() {
    return parameters("path");
  }

  @Override
  Map<?, ?> headers() {
    return parameters("header");
  }

  @Override
  Map<?, ?> stageVariables() {
    return root.object("stage-variables");
  }

  @Override
  Map<?, ?> context() {
    return root.object("context");
  }

  /** The template writes empty text for a value that is absent. */
  @Override
  public Optional<String> principal() {
    Optional<String> named = value(context(), "authorizer-principal-id");
    if (named.isEmpty() || named.get().isEmpty()) {
      named = value(context(), "user-arn");
    }
    return named.isPresent() && named.get().isEmpty() ? Optional.empty() : named;
  }

  private Map<?, ?> parameters(String kind) {
    Optional<Section> params = root.section("params");
    return params.isPresent() ? params.get().object(kind) : Map.of();
  }
}
