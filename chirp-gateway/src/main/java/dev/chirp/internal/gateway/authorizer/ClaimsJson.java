package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.AwsDifferences.Kind;
import dev.chirp.internal.gateway.payload.EventJson;
import dev.chirp.internal.gateway.payload.ResultJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the claims of a token as events have them: each is text, an array is {@code [a b]}, and an
 * object is {@code map[a:1 b:2]}.
 *
 * @param example of the request, for a warning
 */
record ClaimsJson(JsonWebToken token, AwsDifferences differences, String example) {
  /**
   * The event's {@code requestContext.authorizer}.
   *
   * @param scopes of the route that the token has; empty for a route without scopes
   */
  String authorizer(Optional<List<String>> scopes) {
    EventJson claims = new EventJson();
    new TreeMap<>(token.claims())
        .forEach((name, value) -> claims.text(name.toString(), claim(value)));
    EventJson jwt = new EventJson().object("claims", claims);
    scopes.ifPresentOrElse(
        granted -> jwt.texts("scopes", granted), () -> jwt.raw("scopes", "null"));
    return new EventJson().object("jwt", jwt).toString();
  }

  private String claim(Object value) {
    if (value instanceof Map<?, ?> || value == ResultJson.NULL) {
      differences.mayOccur(Kind.CLAIM, example);
    }
    return text(value);
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ClaimsJson::text).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof Map<?, ?> object) {
      return new TreeMap<>(object)
          .entrySet().stream()
              .map(member -> member.getKey() + ":" + text(member.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value instanceof ResultJson.Numeral number) {
      return number.text();
    }
    return value == ResultJson.NULL ? "<nil>" : value.toString();
  }
}
