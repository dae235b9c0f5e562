package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.authorizer.IamAuthorization;
import dev.chirp.internal.gateway.authorizer.JwtAuthorization;
import dev.chirp.internal.gateway.authorizer.LambdaAuthorization;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.SignedCallers;
import dev.chirp.internal.sandbox.lambda.Scope;
import dev.chirp.internal.sandbox.lambda.ServiceInvocations;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authorizers of the stages of one API. They keep their issuers' keys and their cached
 * decisions while their settings stay the same. Callers must hold the service's lock.
 */
final class StageAuthorizers {
  private final ServiceInvocations functions;
  private final SandboxAddress sandbox;
  private final Clock clock;
  private Map<List<String>, RouteAuthorization> previous = Map.of();
  private Map<List<String>, RouteAuthorization> current = new HashMap<>();

  StageAuthorizers(ServiceInvocations functions, SandboxAddress sandbox, Clock clock) {
    this.functions = functions;
    this.sandbox = sandbox;
    this.clock = clock;
  }

  /** Begins to read new definitions: an authorizer that they do not use is forgotten. */
  void renew() {
    previous = current;
    current = new HashMap<>();
  }

  /** The authorization of a route in the definition that a stage serves. */
  RouteAuthorization of(StoredApi api, JsonNode stage, JsonNode definition, JsonNode route) {
    JsonNode authorizer = definition.path("authorizers").path(route.path("authorizerId").asText());
    Scope scope = api.scope();
    return switch (route.path("authorizationType").asText()) {
      case "NONE" -> RouteAuthorization.NONE;
      case "AWS_IAM" ->
          new IamAuthorization(
              new SignedCallers(
                  AccessKey.of(sandbox), scope.account(), scope.region(), "execute-api"));
      case "JWT" ->
          kept(
                  JwtAuthorization.class,
                  List.of(name(stage), authorizer.toString()),
                  () -> JwtAuthorization.of(jwt(authorizer), clock))
              .withScopes(texts(route.path("authorizationScopes")));
      case "CUSTOM" -> custom(api, stage, authorizer);
      default -> failing("The route's authorization type is unknown.");
    };
  }

  /** The authorization of a route that cannot be checked, and so must not be open. */
  private static RouteAuthorization failing(String reason) {
    return call ->
        new RouteAuthorization.Decision.Refused(GatewayResponses.internalError(), reason);
  }

  private static String name(JsonNode stage) {
    return stage.get("stageName").asText();
  }

  private <T extends RouteAuthorization> T kept(
      Class<T> type, List<String> key, Supplier<T> create) {
    return type.cast(
        current.computeIfAbsent(
            key, unused -> Optional.ofNullable(previous.get(key)).orElseGet(create)));
  }

  private static Authorizer.Jwt jwt(JsonNode authorizer) {
    JsonNode settings = authorizer.get("jwtConfiguration");
    return new Authorizer.Jwt(
        authorizer.get("name").asText(),
        settings.get("issuer").asText(),
        texts(settings.get("audience")));
  }

  private RouteAuthorization custom(StoredApi api, JsonNode stage, JsonNode authorizer) {
    String arn =
        LambdaUri.functionArn(
            authorizer.get("authorizerUri").asText(), stage.path("stageVariables"));
    if (!ServiceInvocations.isFunctionArn(arn)) {
      return failing(
          "'%s' of authorizer '%s' is not a function ARN."
              .formatted(arn, authorizer.get("name").asText()));
    }
    Authorizer.LambdaFunction settings =
        new Authorizer.LambdaFunction(
            authorizer.get("name").asText(),
            arn,
            texts(authorizer.path("identitySource")),
            authorizer.path("authorizerResultTtlInSeconds").asInt(),
            authorizer.path("enableSimpleResponses").asBoolean());
    Scope scope = api.scope();
    String source =
        scope.arn(
            "execute-api",
            "%s/authorizers/%s".formatted(api.id(), authorizer.get("authorizerId").asText()));
    return kept(
        LambdaAuthorization.class,
        List.of(name(stage), authorizer.toString(), arn),
        () ->
            LambdaAuthorization.of(
                settings,
                functions.forApi(sandbox, arn, source, scope.account()),
                scope.region(),
                clock));
  }

  private static List<String> texts(JsonNode values) {
    return StoredApi.stream(values).map(JsonNode::asText).toList();
  }
}
