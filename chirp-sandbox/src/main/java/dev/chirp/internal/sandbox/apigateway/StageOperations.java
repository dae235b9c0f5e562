package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.util.Map;

/**
 * Operations on stages. The settings of throttling, metrics and access logs are stored only.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html">Stages</a>
 */
final class StageOperations {
  /** The quota of an API. */
  private static final int MAX_STAGES = 10;

  private static final int MAX_VARIABLES = 100;
  private static final String NAME = "[A-Za-z0-9_-]{1,128}";
  private static final String VARIABLE = "[A-Za-z0-9_]{1,64}";
  private static final String VALUE = "[A-Za-z0-9._~:/?#&=,-]{0,512}";
  private static final String ROUTE_SETTINGS = "routeSettings";
  private static final String ACCESS_LOG = "accessLogSettings";

  private static final MemberRules SETTINGS =
      MemberRules.of("route settings")
          .flag("detailedMetricsEnabled")
          .number("throttlingBurstLimit", 0, Integer.MAX_VALUE)
          .rate("throttlingRateLimit")
          .only("dataTraceEnabled", "false")
          .only("loggingLevel", "OFF");

  private static final MemberRules MEMBERS =
      MemberRules.of("stages")
          .object(
              ACCESS_LOG,
              MemberRules.of("access log settings")
                  .text("destinationArn", 1, 2048)
                  .text("format", 1, 1024))
          .flag("autoDeploy")
          .object("defaultRouteSettings", SETTINGS)
          .text("deploymentId", 1, 64)
          .text("description", 0, 1024)
          .textMap("stageVariables")
          .unsupported("clientCertificateId");

  private static final MemberRules ROUTES =
      MemberRules.of("stages").objects(ROUTE_SETTINGS, SETTINGS);

  private final ApiStore apis;
  private final ApiChanges changes;

  StageOperations(ApiStore apis, ApiChanges changes) {
    this.apis = apis;
    this.changes = changes;
  }

  Response create(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    MemberRules.require(request.body(), "stageName");
    String name = request.body().get("stageName").asText();
    if (!name.matches(NAME) && !name.equals(ApiIdentity.DEFAULT_STAGE)) {
      throw ApiGatewayErrors.badRequest("Stage name only allows a-zA-Z0-9_- and $default: " + name);
    }
    if (api.stages().has(name)) {
      throw ApiGatewayErrors.conflict("Stage already exists");
    }
    if (api.stages().size() >= MAX_STAGES) {
      throw ApiGatewayErrors.tooMany("Stages");
    }
    ObjectNode stage = ApiGatewayRequest.JSON.createObjectNode();
    stage.put("createdDate", apis.now());
    stage.putObject("defaultRouteSettings").put("detailedMetricsEnabled", false);
    stage.putObject(ROUTE_SETTINGS);
    stage.put("stageName", name);
    stage.putObject("stageVariables");
    change(api, stage, request.body());
    ApiTags.put(stage, request.body());
    return ApiGatewayJson.created(save(api, stage));
  }

  private ObjectNode save(StoredApi api, ObjectNode stage) {
    stage.put("lastUpdatedDate", apis.now());
    api.stages().set(name(stage), stage);
    changes.save(api);
    return stage;
  }

  private static void change(StoredApi api, ObjectNode stage, ObjectNode members) {
    MEMBERS.copy(members, stage);
    changeRouteSettings(api, stage, members);
    checkVariables(stage.path("stageVariables"));
    if (stage.has(ACCESS_LOG)) {
      MemberRules.require(stage.get(ACCESS_LOG), "destinationArn", "format");
    }
    if (members.hasNonNull("deploymentId")) {
      requireManual(stage);
      StoredApi.require(api.deployments(), "Deployment", stage.get("deploymentId").asText());
    }
  }

  /** Adds settings of routes. Settings of a route that is gone block every update. */
  private static void changeRouteSettings(StoredApi api, ObjectNode stage, ObjectNode members) {
    ObjectNode given = ApiGatewayRequest.JSON.createObjectNode();
    ROUTES.copy(members, given);
    ObjectNode all = stage.withObject("/" + ROUTE_SETTINGS).deepCopy();
    given
        .path(ROUTE_SETTINGS)
        .properties()
        .forEach(
            route ->
                all.withObject("/" + pointer(route.getKey()))
                    .setAll((ObjectNode) route.getValue()));
    for (Map.Entry<String, JsonNode> route : all.properties()) {
      if (!api.hasRoute(route.getKey())) {
        throw new AwsError(
            404,
            "NotFoundException",
            "Unable to find Route by key %s within the provided RouteSettings"
                .formatted(route.getKey()));
      }
    }
    stage.set(ROUTE_SETTINGS, all);
  }

  private static String pointer(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static void checkVariables(JsonNode variables) {
    if (variables.size() > MAX_VARIABLES) {
      throw ApiGatewayErrors.badRequest(
          "A stage can have at most %d stage variables".formatted(MAX_VARIABLES));
    }
    for (Map.Entry<String, JsonNode> variable : variables.properties()) {
      if (!variable.getKey().matches(VARIABLE) || !variable.getValue().asText().matches(VALUE)) {
        throw ApiGatewayErrors.badRequest(
            "Invalid stage variable '%s': its value must match [A-Za-z0-9-._~:/?#&=,]+"
                .formatted(variable.getKey()));
      }
    }
  }

  /** Refuses to set the deployment of a stage that has automatic ones. */
  static void requireManual(JsonNode stage) {
    if (stage.path("autoDeploy").asBoolean()) {
      throw ApiGatewayErrors.badRequest(
          "Deployment ID cannot be set on stage '%s' with AutoDeploy enabled"
              .formatted(name(stage)));
    }
  }

  private static String name(JsonNode stage) {
    return stage.get("stageName").asText();
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(require(apis.require(request), request));
  }

  private static ObjectNode require(StoredApi api, ApiGatewayRequest request) {
    return StoredApi.require(api.stages(), "Stage", request.name("stageName"));
  }

  Response list(ApiGatewayRequest request) {
    return ApiGatewayJson.page(request, StoredApi.stream(apis.require(request).stages()).toList());
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = require(api, request).deepCopy();
    change(api, changed, request.body());
    return ApiGatewayJson.ok(save(api, changed));
  }

  Response delete(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode stage = require(api, request);
    api.stages().remove(name(stage));
    DeploymentOperations.removeAutomatic(api, stage.path("deploymentId").asText());
    changes.save(api);
    return ApiGatewayJson.deleted();
  }

  Response deleteRouteSettings(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode stage = require(api, request);
    ObjectNode settings = stage.withObject("/" + ROUTE_SETTINGS);
    String key = request.name("routeKey");
    StoredApi.require(settings, "RouteSettings", key);
    settings.remove(key);
    save(api, stage);
    return ApiGatewayJson.deleted();
  }

  Response deleteAccessLog(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode stage = require(api, request);
    stage.remove(ACCESS_LOG);
    save(api, stage);
    return ApiGatewayJson.deleted();
  }
}
