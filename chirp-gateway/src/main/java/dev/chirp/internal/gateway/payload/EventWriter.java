package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.payload.AwsDifferences.Kind;
import dev.chirp.internal.gateway.route.PercentEncoding;
import dev.chirp.internal.gateway.route.RequestPath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the event of a request, in payload format 2.0.
 *
 * @param authorizer JSON of what the authorizer found; empty for none
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format 2.0</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function
 *     URLs</a>
 */
public record EventWriter(
    ApiIdentity api, RequestIds ids, Optional<String> authorizer, AwsDifferences differences) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * The event, as JSON without white space.
   *
   * @param path without the stage
   * @param pathParameters decoded
   */
  public String event(
      IncomingRequest request,
      RequestPath path,
      String routeKey,
      Map<String, String> pathParameters) {
    EventBody body = EventBody.of(request);
    warn(request, path, body);
    EventJson event = new EventJson().text("version", "2.0");
    write(event, request, path, routeKey, pathParameters);
    event.text("body", body.text());
    event.raw("isBase64Encoded", String.valueOf(body.isBase64()));
    return event.toString();
  }

  /**
   * The event for a Lambda authorizer: it has no body.
   *
   * @param routeArn of the request, which an IAM policy allows
   * @param identitySources their values in the request
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
   *     authorizers</a>
   */
  public String authorizerEvent(
      IncomingRequest request,
      RequestPath path,
      String routeKey,
      Map<String, String> pathParameters,
      String routeArn,
      List<String> identitySources) {
    EventJson event =
        new EventJson()
            .text("version", "2.0")
            .text("type", "REQUEST")
            .text("routeArn", routeArn)
            .texts("identitySource", identitySources);
    write(event, request, path, routeKey, pathParameters);
    return event.toString();
  }

  private void write(
      EventJson event,
      IncomingRequest request,
      RequestPath path,
      String routeKey,
      Map<String, String> pathParameters) {
    String rawPath = rawPath(path);
    event.text("routeKey", routeKey);
    event.text("rawPath", rawPath);
    event.text("rawQueryString", request.rawQuery());
    event.texts("cookies", EventHeaders.cookies(request));
    event.texts("headers", EventHeaders.of(request, api, ids));
    event.texts("queryStringParameters", parameters(request));
    event.object("requestContext", context(request, rawPath, routeKey));
    event.texts("pathParameters", pathParameters);
    event.texts("stageVariables", api.stageVariables());
  }

  private String rawPath(RequestPath path) {
    if (api.isFunctionUrl()) {
      return path.raw();
    }
    String decoded = path.decoded();
    int mark = decoded.indexOf('?'); // AWS loses what follows
    String whole = mark < 0 ? decoded : decoded.substring(0, mark);
    return api.hasNamedStage() ? "/" + api.stage() + whole : whole;
  }

  private EventJson context(IncomingRequest request, String rawPath, String routeKey) {
    String domain = api.domainName().isEmpty() ? request.hostName() : api.domainName();
    EventJson http = new EventJson();
    http.text("method", request.method());
    http.text("path", rawPath);
    http.text("protocol", request.protocol());
    http.text("sourceIp", request.peer());
    http.text("userAgent", request.header("user-agent").orElse(""));
    Instant received = request.received();
    EventJson context = new EventJson();
    context.text("accountId", api.accountId());
    context.text("apiId", api.apiId());
    authorizer.ifPresent(found -> context.raw("authorizer", found));
    context.text("domainName", domain);
    context.text("domainPrefix", domain.split("\\.", 2)[0]);
    context.object("http", http);
    context.text("requestId", ids.requestId());
    context.text("routeKey", routeKey);
    context.text("stage", api.stage());
    context.text("time", TIME.format(received));
    context.raw("timeEpoch", String.valueOf(received.toEpochMilli()));
    return context;
  }

  private void warn(IncomingRequest request, RequestPath path, EventBody body) {
    String example = request.method() + " " + request.rawPath();
    String text = api.isFunctionUrl() ? path.raw() : path.decoded();
    if (!api.isFunctionUrl() && (text.indexOf('?') >= 0 || text.indexOf('#') >= 0)) {
      differences.mayOccur(Kind.DECODED_MARK, example);
    }
    if (!request.target().matches("[a-zA-Z0-9/?:@!$&'()*+,;=._~%-]*")) {
      differences.mayOccur(Kind.RAW_TARGET, example);
    }
    if (request.headers().has("x-amzn-trace-id")) {
      differences.mayOccur(Kind.TRACE_ID, example);
    }
    if (body.isInvalid() || text.indexOf('\ufffd') >= 0) {
      differences.mayOccur(Kind.INVALID_TEXT, example);
    }
  }

  /** Decodes a query. Repeated names are joined with commas. A name without {@code =} is empty. */
  static Map<String, String> parameters(IncomingRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : request.rawQuery().split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.merge(
            PercentEncoding.decodeQuery(name),
            PercentEncoding.decodeQuery(value),
            (one, other) -> one + "," + other);
      }
    }
    return parameters;
  }
}
