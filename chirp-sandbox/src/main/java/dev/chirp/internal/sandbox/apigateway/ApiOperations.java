package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;

/**
 * Operations on APIs as a whole.
 *
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">APIs</a>
 */
final class ApiOperations {
  /** The quota of an account and region. */
  private static final int MAX_APIS = 600;

  private static final int ID_LENGTH = 10;
  private static final MemberRules MEMBERS =
      MemberRules.of("APIs")
          .text("name", 1, 128)
          .text("description", 0, 1024)
          .text("version", 1, 64)
          .flag("disableExecuteApiEndpoint")
          .oneOf("ipAddressType", "ipv4", "dualstack")
          .object("corsConfiguration", CorsRules.MEMBERS)
          .only("apiKeySelectionExpression", "$request.header.x-api-key")
          .only("routeSelectionExpression", "$request.method $request.path")
          .only("disableSchemaValidation", "false")
          .unsupported("target", "routeKey", "credentialsArn");

  private final ApiStore apis;
  private final ApiChanges changes;
  private final ApiServers servers;

  ApiOperations(ApiStore apis, ApiChanges changes, ApiServers servers) {
    this.apis = apis;
    this.changes = changes;
    this.servers = servers;
  }

  Response create(ApiGatewayRequest request) {
    MemberRules.require(request.body(), "name", "protocolType");
    String protocol = request.body().get("protocolType").asText();
    if (protocol.equals("WEBSOCKET")) {
      throw AwsError.unsupported("APIs with protocolType WEBSOCKET");
    }
    if (!protocol.equals("HTTP")) {
      throw ApiGatewayErrors.badRequest(
          "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]");
    }
    ObjectNode api = newApi();
    change(request.body(), api);
    ApiTags.put(api, request.body());
    return ApiGatewayJson.created(open(StoredApi.create(request.scope(), api)));
  }

  /** The members that every API has. */
  ObjectNode newApi() {
    ObjectNode api = ApiGatewayRequest.JSON.createObjectNode();
    api.put("apiId", StoredApi.newId(ID_LENGTH));
    api.put("apiKeySelectionExpression", "$request.header.x-api-key");
    api.put("createdDate", apis.now());
    api.put("disableExecuteApiEndpoint", false);
    api.put("ipAddressType", "ipv4");
    api.put("protocolType", "HTTP");
    api.put("routeSelectionExpression", "$request.method $request.path");
    api.putObject("tags");
    return api;
  }

  /** Gives a new API its port, and stores it. */
  ObjectNode open(StoredApi api) {
    if (apis.all(api.scope()).size() >= MAX_APIS) {
      throw new AwsError(
          429,
          "TooManyRequestsException",
          "Maximum number of APIs for this account has been reached.");
    }
    api.api().put("apiEndpoint", servers.open(api.id()).toString());
    changes.save(api);
    return api.api();
  }

  /** Changes the members that a request has. */
  static void change(ObjectNode members, ObjectNode api) {
    MEMBERS.copy(members, api);
    CorsRules.check(api.path("corsConfiguration"));
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(apis.require(request).api());
  }

  Response list(ApiGatewayRequest request) {
    List<ObjectNode> all = apis.all(request.scope()).stream().map(StoredApi::api).toList();
    return ApiGatewayJson.page(request, all);
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = api.api().deepCopy();
    change(request.body(), changed);
    api.json().set("api", changed);
    changes.save(api);
    return ApiGatewayJson.ok(changed);
  }

  Response delete(ApiGatewayRequest request) {
    apis.remove(apis.require(request));
    servers.closeDeleted();
    return ApiGatewayJson.deleted();
  }

  Response deleteCors(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    api.api().remove("corsConfiguration");
    changes.save(api);
    return ApiGatewayJson.deleted();
  }
}
