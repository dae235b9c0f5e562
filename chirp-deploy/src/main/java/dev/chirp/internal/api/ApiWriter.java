package dev.chirp.internal.api;

import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Authorizer;
import software.amazon.awssdk.services.apigatewayv2.model.Cors;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/**
 * Changes an API, one call at a time: API Gateway refuses parallel changes of one API. Each route
 * is written on its own, not with {@code ReimportApi}, which would replace what someone else made
 * and the ids of what stays.
 */
final class ApiWriter {
  /** The description of integrations that Chirp made. */
  private static final String OWN = "chirp";

  /** The longest that API Gateway waits for a function. */
  private static final int TIMEOUT_MILLIS = 30_000;

  private static final String PAYLOAD = "2.0";

  /** The time that a concurrent change of the same API gets to finish. */
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(30);

  private static final String BUSY = "concurrent modification";

  private final Aws aws;
  private final StartGate gate;
  private final String id;
  private final Map<String, String> integrationIds = new HashMap<>();
  private final Map<String, String> authorizerIds = new HashMap<>();

  /**
   * Prepares the changes of one API.
   *
   * @param state before the changes
   */
  ApiWriter(Aws aws, StartGate gate, ApiState state) {
    this.aws = aws;
    this.gate = gate;
    this.id = state.id();
    state.authorizers().forEach(each -> authorizerIds.put(each.name(), each.authorizerId()));
    state.integrations().stream()
        .filter(each -> isOwn(each) && hasSettings(each))
        .forEach(each -> integrationIds.putIfAbsent(each.integrationUri(), each.integrationId()));
  }

  /** Creates an API without routes. */
  static CreateApiResponse create(Aws aws, ApiSpec spec) {
    return aws.call(
        "apigateway:POST",
        "/apis",
        () ->
            aws.apiGateway()
                .createApi(
                    r -> {
                      r.name(spec.name()).protocolType(ProtocolType.HTTP).tags(spec.tags());
                      if (spec.cors().isSet()) {
                        r.corsConfiguration(cors(spec.cors()));
                      }
                    }));
  }

  static boolean isOwn(Integration integration) {
    return OWN.equals(integration.description());
  }

  static boolean hasSettings(Integration integration) {
    return integration.integrationType() == IntegrationType.AWS_PROXY
        && PAYLOAD.equals(integration.payloadFormatVersion())
        && Integer.valueOf(TIMEOUT_MILLIS).equals(integration.timeoutInMillis());
  }

  void updateApi(ApiSpec spec) {
    change(
        "PATCH",
        "",
        () ->
            client()
                .updateApi(
                    r -> {
                      r.apiId(id).name(spec.name());
                      if (spec.cors().isSet()) {
                        r.corsConfiguration(cors(spec.cors()));
                      }
                    }));
    if (!spec.cors().isSet()) {
      delete("/cors", () -> client().deleteCorsConfiguration(r -> r.apiId(id)));
    }
  }

  private static Cors cors(CorsSettings cors) {
    return Cors.builder()
        .allowOrigins(cors.allowOrigins())
        .allowMethods(cors.allowMethods())
        .allowHeaders(cors.allowHeaders())
        .exposeHeaders(cors.exposeHeaders())
        .maxAge(cors.maxAge())
        .allowCredentials(cors.allowCredentials())
        .build();
  }

  void createRoute(ApiRoute route, String uri) {
    String target = target(uri);
    change(
        "POST",
        "/routes",
        () ->
            client()
                .createRoute(
                    r -> {
                      r.apiId(id).routeKey(route.key()).target(target);
                      r.authorizationType(route.access().authorizationType());
                      r.authorizationScopes(route.access().scopes());
                      authorizerId(route).ifPresent(r::authorizerId);
                    }));
  }

  void updateRoute(Route is, ApiRoute route, String uri) {
    String target = target(uri);
    change(
        "PATCH",
        "/routes/" + is.routeId(),
        () ->
            client()
                .updateRoute(
                    r -> {
                      r.apiId(id).routeId(is.routeId()).target(target);
                      r.authorizationType(route.access().authorizationType());
                      r.authorizationScopes(route.access().scopes());
                      authorizerId(route).ifPresent(r::authorizerId);
                    }));
  }

  private Optional<String> authorizerId(ApiRoute route) {
    return route
        .access()
        .authorizer()
        .flatMap(each -> Optional.ofNullable(authorizerIds.get(AuthorizerSettings.name(each))));
  }

  void createAuthorizer(AuthorizerSettings settings) {
    String made =
        change(
                "POST",
                "/authorizers",
                () ->
                    client()
                        .createAuthorizer(
                            r -> {
                              r.apiId(id);
                              settings.writeTo(r);
                            }))
            .authorizerId();
    authorizerIds.put(settings.name(), made);
  }

  void updateAuthorizer(Authorizer is, AuthorizerSettings settings) {
    change(
        "PATCH",
        "/authorizers/" + is.authorizerId(),
        () ->
            client()
                .updateAuthorizer(
                    r -> {
                      r.apiId(id).authorizerId(is.authorizerId());
                      settings.writeTo(r);
                    }));
  }

  void deleteAuthorizer(Authorizer is) {
    delete(
        "/authorizers/" + is.authorizerId(),
        () -> client().deleteAuthorizer(r -> r.apiId(id).authorizerId(is.authorizerId())));
  }

  /** Creates the integration with a function, unless there is one. */
  private String target(String uri) {
    return ApiState.target(
        integrationIds.computeIfAbsent(
            uri,
            ignored ->
                change(
                        "POST",
                        "/integrations",
                        () ->
                            client()
                                .createIntegration(
                                    r ->
                                        r.apiId(id)
                                            .description(OWN)
                                            .integrationType(IntegrationType.AWS_PROXY)
                                            .integrationUri(uri)
                                            .payloadFormatVersion(PAYLOAD)
                                            .timeoutInMillis(TIMEOUT_MILLIS)))
                    .integrationId()));
  }

  void deleteRoute(Route route) {
    delete(
        "/routes/" + route.routeId(),
        () -> client().deleteRoute(r -> r.apiId(id).routeId(route.routeId())));
  }

  void deleteIntegration(Integration integration) {
    delete(
        "/integrations/" + integration.integrationId(),
        () ->
            client()
                .deleteIntegration(r -> r.apiId(id).integrationId(integration.integrationId())));
  }

  ApiGatewayV2Client client() {
    return aws.apiGateway();
  }

  /**
   * Makes one change. Waits while someone else changes the API.
   *
   * @param method of HTTP, which is IAM's name for the action
   * @param path below the API
   */
  <T> T change(String method, String path, Supplier<T> change) {
    String resource = "/apis/" + id + path;
    BoundedWait wait =
        new BoundedWait(gate.over(aws.time()), gate.atMost(BUSY_LIMIT), BoundedWait.STEPS);
    return wait.forAnswer(() -> unlessBusy("apigateway:" + method, resource, change))
        .orElseThrow(
            () ->
                ChirpException.project(
                        "API Gateway was busy with another change of API '%s' for %d s."
                            .formatted(id, BUSY_LIMIT.toSeconds()))
                    .withSuggestion("find out who else deploys; mvn chirp:deploy again"));
  }

  private <T> Optional<T> unlessBusy(String action, String resource, Supplier<T> change) {
    try {
      return Optional.of(aws.call(action, resource, change));
    } catch (ChirpException e) {
      if (isBusy(e) && gate.isOpen()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isBusy(ChirpException e) {
    return AwsRefusal.of(e)
        .filter(refusal -> refusal.status() == 409 && refusal.message().contains(BUSY))
        .isPresent();
  }

  /** Deletes something, unless it is gone already. */
  void delete(String path, Supplier<?> deletion) {
    AwsRefusal.found(() -> change("DELETE", path, deletion::get));
  }
}
