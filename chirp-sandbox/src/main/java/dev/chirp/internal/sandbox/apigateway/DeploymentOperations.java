package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;

/**
 * Operations on deployments. A deployment is a snapshot of the definition, and complete at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html">Deployments</a>
 */
final class DeploymentOperations {
  static final String NO_ROUTES = "Unable to deploy API because no routes exist in this API";

  private static final int ID_LENGTH = 6;
  private static final MemberRules MEMBERS =
      MemberRules.of("deployments").text("description", 0, 1024);

  private final ApiStore apis;
  private final ApiChanges changes;

  DeploymentOperations(ApiStore apis, ApiChanges changes) {
    this.apis = apis;
    this.changes = changes;
  }

  Response create(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    if (api.routes().isEmpty()) {
      throw ApiGatewayErrors.badRequest(NO_ROUTES);
    }
    ObjectNode deployment = newDeployment(apis.now(), false);
    MEMBERS.copy(request.body(), deployment);
    if (request.body().hasNonNull("stageName")) {
      String name = request.body().get("stageName").asText();
      ObjectNode stage = StoredApi.require(api.stages(), "Stage", name);
      StageOperations.requireManual(stage);
      stage.put("deploymentId", id(deployment)).put("lastUpdatedDate", apis.now());
    }
    add(api, deployment);
    changes.save(api);
    return ApiGatewayJson.created(deployment);
  }

  private static ObjectNode newDeployment(String now, boolean isAutomatic) {
    ObjectNode deployment = ApiGatewayRequest.JSON.createObjectNode();
    deployment.put("autoDeployed", isAutomatic);
    deployment.put("createdDate", now);
    deployment.put("deploymentId", StoredApi.newId(ID_LENGTH));
    deployment.put("deploymentStatus", "DEPLOYED");
    return deployment;
  }

  private static void add(StoredApi api, ObjectNode deployment) {
    api.deployments().set(id(deployment), deployment);
    api.definitions().set(id(deployment), api.definition());
  }

  /** Adds a deployment that a change of the API triggers, and returns its id. */
  static String addAutomatic(StoredApi api, String now) {
    ObjectNode deployment = newDeployment(now, true);
    deployment.put(
        "description", "Automatic deployment triggered by changes to the Api configuration");
    add(api, deployment);
    return id(deployment);
  }

  /** Removes an automatic deployment that no stage points to any more. */
  static void removeAutomatic(StoredApi api, String id) {
    if (api.deployments().path(id).path("autoDeployed").asBoolean() && !isUsed(api, id)) {
      remove(api, id);
    }
  }

  private static void remove(StoredApi api, String id) {
    api.deployments().remove(id);
    api.definitions().remove(id);
  }

  private static boolean isUsed(StoredApi api, String id) {
    return StoredApi.stream(api.stages())
        .anyMatch(stage -> stage.path("deploymentId").asText().equals(id));
  }

  private static String id(JsonNode deployment) {
    return deployment.get("deploymentId").asText();
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(require(apis.require(request), request));
  }

  private static ObjectNode require(StoredApi api, ApiGatewayRequest request) {
    return StoredApi.require(api.deployments(), "Deployment", request.name("deploymentId"));
  }

  Response list(ApiGatewayRequest request) {
    return ApiGatewayJson.page(
        request, StoredApi.stream(apis.require(request).deployments()).toList());
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = require(api, request).deepCopy();
    MEMBERS.copy(request.body(), changed);
    api.deployments().set(id(changed), changed);
    changes.save(api);
    return ApiGatewayJson.ok(changed);
  }

  Response delete(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    String id = id(require(api, request));
    if (isUsed(api, id)) {
      throw ApiGatewayErrors.badRequest(
          "Active stages pointing to this deployment must be moved or deleted");
    }
    remove(api, id);
    changes.save(api);
    return ApiGatewayJson.deleted();
  }
}
