package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
  public final Optional<String> path() {
    return root.text("path");
  }

  @Override
  public List<String> queryValues(String name) {
    return values("multiValueQueryStringParameters", "queryStringParameters", name);
  }

  @Override
  public final List<String> headerValues(String name) {
    List<String> values = anyCaseValues(root.object("multiValueHeaders"), name);
    return values.isEmpty() ? anyCaseValues(root.object("headers"), name) : values;
  }

  @Override
  public final Optional<String> cookie(String name) {
    return Cookies.find(headerValues("cookie"), name);
  }

  @Override
  Map<?, ?> query() {
    Map<String, Object> map = lastValues(root.object("queryStringParameters"));
    map.putAll(lastValues(root.object("multiValueQueryStringParameters")));
    return map;
  }

  @Override
  final Map<?, ?> headers() {
    Map<String, Object> map = lastValues(root.object("headers"));
    map.putAll(lastValues(root.object("multiValueHeaders")));
    return map;
  }

  @Override
  void fillContext(Map<String, Object> map) {
    putText(map, "resource-path", requestContext.text("resourcePath"));
    putText(map, "stage", requestContext.text("stage"));
    putText(map, "request-id", requestContext.text("requestId"));
    putText(map, "api-id", requestContext.text("apiId"));
    Map<?, ?> identity = requestContext.object("identity");
    putText(map, "source-ip", value(identity, "sourceIp"));
    putText(map, "user-agent", value(identity, "userAgent"));
  }

  @Override
  void writeHeaders(JsonGenerator json, Answer answer) throws IOException {
    writeSingleHeaders(json, answer);
    if (!answer.cookies().isEmpty()) {
      json.writeFieldName("multiValueHeaders");
      json.writeStartObject();
      writeCookies(json, "set-cookie", answer);
      json.writeEndObject();
    }
  }

  private List<String> values(String all, String single, String name) {
    List<String> values = values(root.object(all), name);
    return values.isEmpty() ? values(root.object(single), name) : values;
  }
}
