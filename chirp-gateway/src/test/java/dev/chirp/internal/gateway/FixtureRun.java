package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestParser;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.http.ServerLimits;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The handling of one case's request by a gateway: each part as the fixture file writes it. */
final class FixtureRun {
  private static final Instant RECEIVED = Instant.parse("2026-07-10T19:19:05.123Z");
  private static final String TRACE = "Root=1-6a5145b9-0123456789abcdef01234567";

  final List<String> events = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  private final FixtureCase example;
  private final AwsDifferences differences = new AwsDifferences(warnings::add);

  FixtureRun(FixtureCase example) {
    this.example = example;
  }

  /** Sections by name, those that the case has to have. */
  Map<String, String> sections() throws InterruptedException {
    Map<String, String> sections = new LinkedHashMap<>();
    String response = response();
    if (!events.isEmpty()) {
      sections.put("event", pretty(events.get(0)));
    }
    sections.put("response", response);
    if (!problems.isEmpty()) {
      sections.put("problem", String.join("\n", problems));
    }
    if (!warnings.isEmpty()) {
      sections.put("warnings", String.join("\n", warnings));
    }
    return sections;
  }

  private String response() throws InterruptedException {
    boolean isUrl = example.setting("url").isPresent();
    RequestParser parser =
        new RequestParser(
            ServerLimits.HTTP_API, "127.0.0.1", 8080, Clock.fixed(RECEIVED, ZoneOffset.UTC));
    byte[] bytes = example.request();
    parser.add(bytes, bytes.length);
    try {
      IncomingRequest request = parser.next().orElseThrow();
      return text(
          isUrl ? url().answer(request, authorizer(), urlIds()) : api().answer(request, ids()));
    } catch (RequestRefused refusal) {
      problems.add(refusal.reason());
      return text(isUrl ? FunctionUrlApi.refused(refusal) : GatewayResponses.refused(refusal));
    }
  }

  private static RequestIds ids() {
    return new RequestIds("JKJaXmPLvHcESHA=", TRACE);
  }

  private static RequestIds urlIds() {
    return new RequestIds("3f2b8c1e-0000-4000-8000-000000000000", TRACE);
  }

  private Optional<String> authorizer() {
    return example.setting("authorizer");
  }

  private HttpApi api() {
    Map<RouteKey, ApiRoute> routes = new LinkedHashMap<>();
    for (String key : example.setting("routes").orElse("$default").split(", ", -1)) {
      routes.put(RouteKey.parse(key), ApiRoute.open(this::invoke));
    }
    ApiIdentity local = ApiIdentity.local();
    return new HttpApi(
        new ApiIdentity(
            local.flavor(),
            local.accountId(),
            local.apiId(),
            local.domainName(),
            example.setting("stage").orElse(ApiIdentity.DEFAULT_STAGE),
            example.setting("stageVariables").map(FixtureRun::pairs).orElse(Map.of())),
        RouteTable.of(routes),
        cors(),
        HttpApi.MAX_TIMEOUT,
        differences,
        (request, reason) -> problems.add(reason));
  }

  private FunctionUrlApi url() {
    return new FunctionUrlApi(
        ApiIdentity.functionUrl(
            example.setting("account").orElse("anonymous"),
            "abc123",
            "abc123.lambda-url.us-east-1.on.aws"),
        cors(),
        this::invoke,
        differences,
        (request, reason) -> problems.add(reason));
  }

  private FunctionInvoker.Outcome invoke(String event, RequestIds ids) {
    events.add(event);
    if (example.section("failure").isPresent()) {
      return new FunctionInvoker.Outcome.Failed(example.section("failure").get());
    }
    if (example.setting("throttled").isPresent()) {
      return new FunctionInvoker.Outcome.Throttled();
    }
    return new FunctionInvoker.Outcome.Returned(
        example.section("result").orElse("{\"statusCode\":200,\"body\":\"ok\"}"));
  }

  private CorsSettings cors() {
    if (example.settings().keySet().stream().noneMatch(name -> name.startsWith("cors."))) {
      return CorsSettings.NONE;
    }
    return new CorsSettings(
        list("cors.origins"),
        list("cors.methods"),
        list("cors.headers"),
        list("cors.expose"),
        Integer.parseInt(example.setting("cors.maxAge").orElse("0")),
        example.setting("cors.credentials").isPresent());
  }

  private List<String> list(String name) {
    return example.setting(name).map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
  }

  private static Map<String, String> pairs(String text) {
    String[] pair = text.split("=", 2);
    return Map.of(pair[0], pair[1]);
  }

  private static String text(OutgoingResponse response) {
    StringBuilder text = new StringBuilder().append(response.status());
    for (HeaderFields.Field field : response.headers().fields()) {
      text.append('\n').append(field.name()).append(": ").append(field.value());
    }
    MessageBytes body = (MessageBytes) response.body();
    if (body.length() > 0) {
      text.append("\n\n").append(shown(body.bytes()));
    }
    return text.toString();
  }

  private static String shown(byte[] bytes) {
    String text = MessageBytes.of(bytes).text();
    if (Arrays.equals(bytes, MessageBytes.of(text).bytes())
        && text.chars().allMatch(c -> c >= ' ' || c == '\n')) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (byte one : bytes) {
      shown.append(one < ' ' ? "\\x%02x".formatted(one) : (char) one);
    }
    return shown.toString();
  }

  /** One member a line, in place of the compact form. */
  static String pretty(String json) {
    StringBuilder pretty = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        pretty.append(c);
        if (c == '\\') {
          pretty.append(json.charAt(++i));
        }
        quoted = c != '"';
      } else if (c == '{') {
        depth++;
        pretty.append(c).append('\n').append("  ".repeat(depth));
      } else if (c == '}') {
        depth--;
        pretty.append('\n').append("  ".repeat(depth)).append(c);
      } else if (c == ',') {
        pretty.append(c).append('\n').append("  ".repeat(depth));
      } else {
        quoted = c == '"';
        pretty.append(c == ':' ? ": " : String.valueOf(c));
      }
    }
    return pretty.toString();
  }
}
