package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a request by which a Lambda authorizer knows its caller.
 *
 * @param place {@code request.header}, {@code request.querystring}, {@code context} or {@code
 *     stageVariables}
 * @param name of the part
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources">Identity
 *     sources</a>
 */
public record IdentitySource(String place, String name) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\$(request\\.header|request\\.querystring|context|stageVariables)\\.([A-Za-z0-9._-]+)");

  private static final Map<String, Function<Source, String>> CONTEXT =
      Map.ofEntries(
          Map.entry("accountId", source -> source.api.accountId()),
          Map.entry("apiId", source -> source.api.apiId()),
          Map.entry("httpMethod", source -> source.request.method()),
          Map.entry("identity.sourceIp", source -> source.request.peer()),
          Map.entry("identity.userAgent", source -> source.request.header("user-agent").orElse("")),
          Map.entry("path", source -> source.request.rawPath()),
          Map.entry("protocol", source -> source.request.protocol()),
          Map.entry("routeKey", source -> source.routeKey),
          Map.entry("stage", source -> source.api.stage()));

  /** A request and what a gateway knows about it. */
  public record Source(IncomingRequest request, ApiIdentity api, String routeKey) {}

  /**
   * Reads an identity source such as {@code $request.header.Authorization}.
   *
   * @throws InvalidSetting when API Gateway would refuse it, or Chirp does not know it
   */
  public static IdentitySource parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new InvalidSetting(
          "'%s' is not an identity source of a Lambda authorizer.".formatted(text),
          "$request.header.Authorization");
    }
    IdentitySource source = new IdentitySource(shape.group(1), shape.group(2));
    if (source.place.equals("context") && !CONTEXT.containsKey(source.name)) {
      throw new InvalidSetting(
          "'%s' is not a context variable that Chirp knows as an identity source: %s."
              .formatted(text, String.join(", ", new TreeSet<>(CONTEXT.keySet()))),
          "$context.routeKey");
    }
    return source;
  }

  /** Its value; empty if the request does not have it. */
  public Optional<String> value(Source source) {
    Optional<String> value =
        switch (place) {
          case "request.header" -> {
            String joined = String.join(",", source.request.headers().all(name));
            yield Optional.of(joined);
          }
          case "request.querystring" ->
              Optional.ofNullable(EventWriter.parameters(source.request).get(name));
          case "context" -> Optional.ofNullable(CONTEXT.get(name)).map(of -> of.apply(source));
          default -> Optional.ofNullable(source.api.stageVariables().get(name));
        };
    return value.filter(text -> !text.isEmpty());
  }

  /** The inverse of {@link #parse}. */
  @Override
  public String toString() {
    return "$" + place + "." + name;
  }
}
