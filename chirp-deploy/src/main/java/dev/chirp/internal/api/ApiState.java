package dev.chirp.internal.api;

import dev.chirp.internal.gateway.CorsSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.Authorizer;
import software.amazon.awssdk.services.apigatewayv2.model.Cors;
import software.amazon.awssdk.services.apigatewayv2.model.Deployment;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.Route;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;

/** The actual HTTP API: the definition, the stages, and the deployments. */
record ApiState(
    Api api,
    List<Route> routes,
    List<Integration> integrations,
    List<Authorizer> authorizers,
    List<Stage> stages,
    List<Deployment> deployments) {
  private static final String TARGET = "integrations/";

  ApiState {
    routes = List.copyOf(routes);
    integrations = List.copyOf(integrations);
    authorizers = List.copyOf(authorizers);
    stages = List.copyOf(stages);
    deployments = List.copyOf(deployments);
  }

  String id() {
    return api.apiId();
  }

  /** The URL of the stage without a name, without a slash at its end. */
  String url() {
    String endpoint = api.apiEndpoint();
    return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
  }

  Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.stageName().equals(name)).findFirst();
  }

  Optional<Route> route(String key) {
    return routes.stream().filter(route -> route.routeKey().equals(key)).findFirst();
  }

  /** The integration that a route sends its requests to. */
  Optional<Integration> integration(Route route) {
    return integrations.stream()
        .filter(each -> (TARGET + each.integrationId()).equals(route.target()))
        .findFirst();
  }

  /** The {@code target} of routes with this integration. */
  static String target(String integrationId) {
    return TARGET + integrationId;
  }

  /** The deployment that clients see. Empty without a stage, or if the deployment was deleted. */
  Optional<Deployment> live() {
    return stage(ApiSpec.STAGE)
        .flatMap(
            stage ->
                deployments.stream()
                    .filter(each -> each.deploymentId().equals(stage.deploymentId()))
                    .findFirst());
  }

  /** The deployments, newest first. */
  List<Deployment> newest() {
    List<Deployment> sorted = new ArrayList<>(deployments);
    sorted.sort(Comparator.comparing(Deployment::createdDate).reversed());
    return sorted;
  }

  CorsSettings cors() {
    Cors cors = api.corsConfiguration();
    if (Objects.isNull(cors)) {
      return CorsSettings.NONE;
    }
    return new CorsSettings(
        cors.allowOrigins(),
        cors.allowMethods(),
        cors.allowHeaders(),
        cors.exposeHeaders(),
        Optional.ofNullable(cors.maxAge()).orElse(0),
        Boolean.TRUE.equals(cors.allowCredentials()));
  }
}
