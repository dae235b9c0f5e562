package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Application Load Balancer's event, with single or multi-value headers as its target group is
 * set. The load balancer does not decode query parameters.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
final class AlbEvent extends RestEvent {

  private Optional<Map<String, List<String>>> query = Optional.empty();

  AlbEvent(Section root, Section requestContext) {
    super(root, requestContext);
  }

  @Override
  public List<String> queryValues(String name) {
    return decodedQuery().getOrDefault(name, List.of());
  }

  @Override
  Map<?, ?> query() {
    return lastValues(decodedQuery());
  }

  /** Names are encoded as well, so that none can be found before all are decoded. */
  private Map<String, List<String>> decodedQuery() {
    if (query.isEmpty()) {
      Map<?, ?> encoded =
          root.object(
              root.hasObject("multiValueQueryStringParameters")
                  ? "multiValueQueryStringParameters"
                  : "queryStringParameters");
      query = Optional.of(UrlText.decode(encoded));
    }
    return query.get();
  }

  @Override
  void fillContext(Map<String, Object> map) {
    Optional<String> forwardedFor = header("x-forwarded-for");
    if (forwardedFor.isPresent()) {
      map.put("source-ip", lastHop(forwardedFor.get()));
    }
    putText(map, "user-agent", header("user-agent"));
  }

  /** The load balancer appends the address it saw; what stands before it came from the client. */
  private static String lastHop(String forwardedFor) {
    return forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).trim();
  }

  /** The answer has to be of the kind the event is: the other kind's headers are ignored. */
  @Override
  void writeHeaders(JsonGenerator json, Answer answer) throws IOException {
    json.writeFieldName("statusDescription");
    json.writeString(answer.status() + (answer.status() < 400 ? " OK" : " Error"));
    if (!root.hasObject("multiValueHeaders")) {
      writeSingle(json, answer);
      return;
    }
    json.writeFieldName("multiValueHeaders");
    json.writeStartObject();
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      json.writeFieldName(header.getKey());
      json.writeStartArray();
      json.writeString(SafeText.of(header.getValue()));
      json.writeEndArray();
    }
    if (!answer.cookies().isEmpty()) {
      writeCookies(json, "set-cookie", answer);
    }
    json.writeEndObject();
  }

  private static void writeSingle(JsonGenerator json, Answer answer) throws IOException {
    if (answer.cookies().size() > 1) {
      throw new IOException(
          "A load balancer carries several cookies only when its target group has"
              + " lambda.multi_value_headers.enabled");
    }
    json.writeFieldName("headers");
    json.writeStartObject();
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      json.writeFieldName(header.getKey());
      json.writeString(SafeText.of(header.getValue()));
    }
    for (String cookie : answer.cookies()) {
      json.writeFieldName("set-cookie");
      json.writeString(SafeText.of(cookie));
    }
    json.writeEndObject();
  }
}
