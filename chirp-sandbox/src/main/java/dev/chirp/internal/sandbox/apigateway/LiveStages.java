package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.ApiRoute;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import dev.chirp.internal.sandbox.lambda.Scope;
import dev.chirp.internal.sandbox.lambda.ServiceInvocations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds what the stages of an API serve: each the definition of its deployment.
 *
 * @param sandbox the address that functions are invoked at
 */
record LiveStages(
    ServiceInvocations functions,
    SandboxAddress sandbox,
    StageAuthorizers authorizers,
    AwsDifferences differences) {

  /** The stages by name. A {@code $default} stage that is not deployed has no routes. */
  Map<String, HttpApi> of(StoredApi api) {
    authorizers.renew();
    Map<String, HttpApi> stages = new LinkedHashMap<>();
    stages.put(ApiIdentity.DEFAULT_STAGE, withoutRoutes(api));
    for (JsonNode stage : api.stages()) {
      JsonNode definition = api.definitions().path(stage.path("deploymentId").asText());
      if (definition.isObject() && !definition.path("disableExecuteApiEndpoint").asBoolean()) {
        ApiIdentity identity = identity(api, stage);
        stages.put(
            identity.stage(),
            stage(
                identity,
                routes(api, stage, definition),
                CorsRules.settings(definition.path("corsConfiguration"))));
      }
    }
    return Map.copyOf(stages);
  }

  private HttpApi withoutRoutes(StoredApi api) {
    JsonNode stage =
        ApiGatewayRequest.JSON.createObjectNode().put("stageName", ApiIdentity.DEFAULT_STAGE);
    return stage(identity(api, stage), RouteTable.of(Map.of()), CorsSettings.NONE);
  }

  private static ApiIdentity identity(StoredApi api, JsonNode stage) {
    Scope scope = api.scope();
    return new ApiIdentity(
        ApiIdentity.Flavor.HTTP_API,
        scope.account(),
        api.id(),
        "%s.execute-api.%s.amazonaws.com".formatted(api.id(), scope.region()),
        stage.get("stageName").asText(),
        LambdaUri.variables(stage));
  }

  private HttpApi stage(ApiIdentity identity, RouteTable<ApiRoute> routes, CorsSettings cors) {
    return new HttpApi(
        identity,
        routes,
        cors,
        HttpApi.MAX_TIMEOUT,
        differences,
        (request, reason) -> report(identity, request, reason));
  }

  private static void report(ApiIdentity api, IncomingRequest request, String reason) {
    ApiStages.warn(
        "%s %s at stage '%s' of API '%s': %s"
            .formatted(request.method(), request.rawPath(), api.stage(), api.apiId(), reason));
  }

  private RouteTable<ApiRoute> routes(StoredApi api, JsonNode stage, JsonNode definition) {
    Map<RouteKey, ApiRoute> routes = new LinkedHashMap<>();
    for (JsonNode route : definition.path("routes")) {
      RouteKey key = RouteKey.parse(route.get("routeKey").asText());
      JsonNode integration = IntegrationOperations.ofRoute(definition.path("integrations"), route);
      routes.put(
          key,
          new ApiRoute(
              invoker(api, stage, key, integration),
              authorizers.of(api, stage, definition, route)));
    }
    return RouteTable.of(routes);
  }

  private FunctionInvoker invoker(
      StoredApi api, JsonNode stage, RouteKey key, JsonNode integration) {
    if (!integration.isObject()) {
      return failing("Route '%s' has no integration.".formatted(key));
    }
    String arn =
        LambdaUri.functionArn(
            integration.get("integrationUri").asText(), stage.path("stageVariables"));
    if (!ServiceInvocations.isFunctionArn(arn)) {
      return failing("'%s' of route '%s' is not a function ARN.".formatted(arn, key));
    }
    Scope scope = api.scope();
    FunctionInvoker function =
        functions.forApi(
            sandbox,
            arn,
            scope.arn(
                "execute-api",
                "%s/%s/%s"
                    .formatted(api.id(), stage.get("stageName").asText(), key.sourceArnPath())),
            scope.account());
    return new Limited(function, Duration.ofMillis(integration.get("timeoutInMillis").asLong()));
  }

  private static FunctionInvoker failing(String reason) {
    return (event, ids) -> new FunctionInvoker.Outcome.Failed(reason);
  }

  /** A function with the time limit of its integration. */
  private record Limited(FunctionInvoker function, Duration timeout) implements FunctionInvoker {
    @Override
    public Outcome invoke(String event, RequestIds ids) throws InterruptedException {
      return function.invoke(event, ids);
    }
  }
}
