package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.payload.EventJson;
import dev.chirp.internal.gateway.payload.ResultJson;
import dev.chirp.internal.gateway.payload.ResultReader.MalformedResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The decision of a Lambda authorizer, which counts for every route with it while it is cached.
 *
 * @param policy the routes that the caller may use
 * @param authorizer the event's {@code requestContext.authorizer}, in JSON
 */
record AuthorizerAnswer(AuthorizerPolicy policy, String authorizer) {
  private static final AuthorizerPolicy NOTHING = new AuthorizerPolicy(List.of());
  private static final AuthorizerPolicy EVERYTHING =
      new AuthorizerPolicy(
          List.of(new AuthorizerPolicy.Statement(true, List.of("*"), List.of("*"))));

  /**
   * Reads a result.
   *
   * @param simple true for {@code isAuthorized}, false for an IAM policy
   */
  static AuthorizerAnswer of(String result, boolean simple) throws MalformedResult {
    if (!(ResultJson.parse(result).orElse(ResultJson.NULL) instanceof Map<?, ?> object)) {
      throw new MalformedResult("it is not a JSON object");
    }
    return new AuthorizerAnswer(simple ? simple(object) : policy(object), authorizer(object));
  }

  private static AuthorizerPolicy simple(Map<?, ?> object) throws MalformedResult {
    if (!(object.get("isAuthorized") instanceof Boolean isAuthorized)) {
      throw new MalformedResult("its isAuthorized is neither true nor false");
    }
    return isAuthorized ? EVERYTHING : NOTHING;
  }

  private static AuthorizerPolicy policy(Map<?, ?> object) throws MalformedResult {
    if (!(object.get("principalId") instanceof String)) {
      throw new MalformedResult("it has no principalId");
    }
    return AuthorizerPolicy.of(
        Objects.requireNonNullElse(object.get("policyDocument"), ResultJson.NULL));
  }

  private static String authorizer(Map<?, ?> object) throws MalformedResult {
    Object context = object.get("context");
    if (context == null || context == ResultJson.NULL) {
      return new EventJson().raw("lambda", "null").toString();
    }
    if (!(context instanceof Map<?, ?>)) {
      throw new MalformedResult("its context is not an object");
    }
    return new EventJson().value("lambda", context).toString();
  }
}
