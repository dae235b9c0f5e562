package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operations on routes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html">Routes</a>
 */
final class RouteOperations {
  /** The quota of an API. */
  static final int MAX_ROUTES = 300;

  /** The types of authorization by an authorizer. */
  static final List<String> BY_AUTHORIZER = List.of("JWT", "CUSTOM");

  private static final int ID_LENGTH = 7;
  private static final int MAX_SCOPES = 10;
  private static final Pattern TARGET = Pattern.compile("integrations/([^/]+)");
  private static final MemberRules MEMBERS =
      MemberRules.of("routes")
          .text("routeKey", 1, 1024)
          .text("target", 1, 128)
          .oneOf("authorizationType", "NONE", "AWS_IAM", "CUSTOM", "JWT")
          .text("authorizerId", 1, 64)
          .texts("authorizationScopes")
          .text("operationName", 1, 64)
          .only("apiKeyRequired", "false")
          .unsupported(
              "modelSelectionExpression",
              "requestModels",
              "requestParameters",
              "routeResponseSelectionExpression");

  private final ApiStore apis;
  private final ApiChanges changes;

  RouteOperations(ApiStore apis, ApiChanges changes) {
    this.apis = apis;
    this.changes = changes;
  }

  Response create(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode route = add(api, request.body());
    changes.save(api);
    return ApiGatewayJson.created(route);
  }

  /** Adds a route to an API. */
  static ObjectNode add(StoredApi api, ObjectNode members) {
    MemberRules.require(members, "routeKey");
    ObjectNode route = ApiGatewayRequest.JSON.createObjectNode();
    route.put("apiKeyRequired", false).put("authorizationType", "NONE");
    route.put("routeId", StoredApi.newId(ID_LENGTH));
    change(api, route, members);
    if (api.routes().size() >= MAX_ROUTES) {
      throw ApiGatewayErrors.tooMany("Routes");
    }
    api.routes().set(id(route), route);
    return route;
  }

  private static void change(StoredApi api, ObjectNode route, ObjectNode members) {
    MEMBERS.copy(members, route);
    checkKey(api, route);
    checkTarget(api, route);
    checkAuthorization(api, route, members);
  }

  private static void checkKey(StoredApi api, ObjectNode route) {
    String text = route.get("routeKey").asText();
    String identity = key(text).identity();
    for (JsonNode other : api.routes()) {
      if (!id(other).equals(id(route))
          && key(other.get("routeKey").asText()).identity().equals(identity)) {
        throw ApiGatewayErrors.conflict(
            "Route with key %s already exists for this API".formatted(text));
      }
    }
  }

  private static RouteKey key(String text) {
    try {
      return RouteKey.parse(text);
    } catch (InvalidSetting e) {
      throw ApiGatewayErrors.badRequest(
          "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"");
    }
  }

  private static void checkTarget(StoredApi api, ObjectNode route) {
    if (!route.has("target")) {
      return;
    }
    String target = route.get("target").asText();
    Matcher form = TARGET.matcher(target);
    if (!form.matches()) {
      throw ApiGatewayErrors.badRequest("Invalid target specified: " + target);
    }
    StoredApi.require(api.integrations(), "Integration", form.group(1));
  }

  private static void checkAuthorization(StoredApi api, ObjectNode route, ObjectNode members) {
    String type = route.get("authorizationType").asText();
    if (!BY_AUTHORIZER.contains(type)) {
      route.remove("authorizerId");
    } else {
      MemberRules.require(route, "authorizerId");
      String id = route.get("authorizerId").asText();
      String ofAuthorizer =
          StoredApi.require(api.authorizers(), "Authorizer", id).get("authorizerType").asText();
      if (type.equals("JWT") != ofAuthorizer.equals("JWT")) {
        throw ApiGatewayErrors.badRequest(
            "Authorizer '%s' has type %s, which does not fit authorizationType %s"
                .formatted(id, ofAuthorizer, type));
      }
    }
    if (!type.equals("JWT")) {
      if (!members.path("authorizationScopes").isEmpty()) {
        throw ApiGatewayErrors.badRequest(
            "authorizationScopes are only supported with authorizationType JWT");
      }
      route.remove("authorizationScopes");
    } else if (route.path("authorizationScopes").size() > MAX_SCOPES) {
      throw ApiGatewayErrors.badRequest(
          "A route can have at most %d authorizationScopes".formatted(MAX_SCOPES));
    }
  }

  private static String id(JsonNode route) {
    return route.get("routeId").asText();
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(require(apis.require(request), request));
  }

  private static ObjectNode require(StoredApi api, ApiGatewayRequest request) {
    return StoredApi.require(api.routes(), "Route", request.name("routeId"));
  }

  Response list(ApiGatewayRequest request) {
    return ApiGatewayJson.page(request, StoredApi.stream(apis.require(request).routes()).toList());
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = require(api, request).deepCopy();
    change(api, changed, request.body());
    api.routes().set(id(changed), changed);
    changes.save(api);
    return ApiGatewayJson.ok(changed);
  }

  Response delete(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    api.routes().remove(id(require(api, request)));
    changes.save(api);
    return ApiGatewayJson.deleted();
  }
}
