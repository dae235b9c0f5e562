package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stores changed APIs, and makes the changes live at stages with automatic deployments. */
final class ApiChanges {
  private final ApiStore apis;
  private final ApiServers servers;

  ApiChanges(ApiStore apis, ApiServers servers) {
    this.apis = apis;
    this.servers = servers;
  }

  /** Stores a new or changed API. The next request sees it. */
  void save(StoredApi api) {
    StoredApi.stream(api.stages())
        .map(ObjectNode.class::cast)
        .filter(stage -> stage.path("autoDeploy").asBoolean())
        .forEach(stage -> deploy(api, stage));
    apis.save(api);
    servers.changed(api.id());
  }

  /** Deploys a changed definition to a stage. The deployment replaces the stage's last one. */
  private void deploy(StoredApi api, ObjectNode stage) {
    String previous = stage.path("deploymentId").asText();
    if (api.routes().isEmpty()) {
      stage.put(
          "lastDeploymentStatusMessage",
          "Deployment attempt failed: " + DeploymentOperations.NO_ROUTES);
    } else if (!api.definition().equals(api.definitions().path(previous))) {
      String id = DeploymentOperations.addAutomatic(api, apis.now());
      stage.put("deploymentId", id);
      stage.put("lastUpdatedDate", apis.now());
      stage.put(
          "lastDeploymentStatusMessage",
          "Successfully deployed stage with deployment ID '%s'".formatted(id));
      DeploymentOperations.removeAutomatic(api, previous);
    }
  }
}
