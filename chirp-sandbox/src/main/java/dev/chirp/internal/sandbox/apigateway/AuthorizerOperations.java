package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.payload.IdentitySource;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;

/**
 * Operations on authorizers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html">Authorizers</a>
 */
final class AuthorizerOperations {
  /** The quota of an API. */
  private static final int MAX_AUTHORIZERS = 10;

  private static final int MAX_TTL = 3600;
  private static final int ID_LENGTH = 6;
  private static final String JWT = "JWT";
  private static final MemberRules MEMBERS =
      MemberRules.of("authorizers")
          .only("authorizerPayloadFormatVersion", "2.0")
          .number("authorizerResultTtlInSeconds", 0, MAX_TTL)
          .oneOf("authorizerType", "REQUEST", JWT)
          .text("authorizerUri", 1, 2048)
          .flag("enableSimpleResponses")
          .texts("identitySource")
          .object(
              "jwtConfiguration",
              MemberRules.of("JWT configurations").texts("audience").text("issuer", 1, 2048))
          .text("name", 1, 128)
          .unsupported("authorizerCredentialsArn", "identityValidationExpression");

  private final ApiStore apis;
  private final ApiChanges changes;

  AuthorizerOperations(ApiStore apis, ApiChanges changes) {
    this.apis = apis;
    this.changes = changes;
  }

  Response create(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode authorizer = add(api, request.body());
    changes.save(api);
    return ApiGatewayJson.created(authorizer);
  }

  /** Adds an authorizer to an API. */
  static ObjectNode add(StoredApi api, ObjectNode members) {
    MemberRules.require(members, "authorizerType", "name");
    ObjectNode authorizer = ApiGatewayRequest.JSON.createObjectNode();
    authorizer.put("authorizerId", StoredApi.newId(ID_LENGTH));
    MEMBERS.copy(members, authorizer);
    check(api, authorizer);
    if (api.authorizers().size() >= MAX_AUTHORIZERS) {
      throw ApiGatewayErrors.tooMany("Authorizers");
    }
    api.authorizers().set(id(authorizer), authorizer);
    return authorizer;
  }

  private static void check(StoredApi api, ObjectNode authorizer) {
    for (JsonNode other : api.authorizers()) {
      if (!id(other).equals(id(authorizer)) && other.get("name").equals(authorizer.get("name"))) {
        throw ApiGatewayErrors.badRequest(
            "Authorizer name must be unique. Authorizer %s already exists in this API."
                .formatted(authorizer.get("name").asText()));
      }
    }
    if (authorizer.get("authorizerType").asText().equals(JWT)) {
      checkJwt(authorizer);
    } else {
      checkLambda(authorizer);
    }
  }

  private static void checkJwt(ObjectNode authorizer) {
    MemberRules.require(authorizer, "jwtConfiguration");
    JsonNode jwt = authorizer.get("jwtConfiguration");
    MemberRules.require(jwt, "issuer", "audience");
    String sources = authorizer.path("identitySource").toString();
    if (!sources.equals("[\"%s\"]".formatted(Authorizer.Jwt.IDENTITY_SOURCE))) {
      throw AwsError.unsupported("JWT authorizers with identitySource " + sources);
    }
    if (jwt.path("audience").isEmpty()) {
      throw ApiGatewayErrors.badRequest("A JWT authorizer has at least one audience");
    }
    if (!jwt.get("issuer").asText().matches("https?://[^\\s/]+\\S*")) {
      throw ApiGatewayErrors.badRequest("Invalid issuer: " + jwt.get("issuer").asText());
    }
  }

  private static void checkLambda(ObjectNode authorizer) {
    MemberRules.require(authorizer, "authorizerUri", "authorizerPayloadFormatVersion");
    if (!LambdaUri.isValid(authorizer.get("authorizerUri").asText())) {
      throw ApiGatewayErrors.badRequest(
          "Invalid Authorizer URI: " + authorizer.get("authorizerUri").asText());
    }
    for (JsonNode source : authorizer.path("identitySource")) {
      try {
        IdentitySource unused = IdentitySource.parse(source.asText());
      } catch (InvalidSetting e) {
        throw ApiGatewayErrors.badRequest("Invalid identity source: " + source.asText());
      }
    }
    if (authorizer.path("authorizerResultTtlInSeconds").asInt() > 0
        && authorizer.path("identitySource").isEmpty()) {
      throw ApiGatewayErrors.badRequest(
          "An authorizer that caches its results needs an identity source");
    }
  }

  private static String id(JsonNode authorizer) {
    return authorizer.get("authorizerId").asText();
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(require(apis.require(request), request));
  }

  private static ObjectNode require(StoredApi api, ApiGatewayRequest request) {
    return StoredApi.require(api.authorizers(), "Authorizer", request.name("authorizerId"));
  }

  Response list(ApiGatewayRequest request) {
    return ApiGatewayJson.page(
        request, StoredApi.stream(apis.require(request).authorizers()).toList());
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = require(api, request).deepCopy();
    MEMBERS.copy(request.body(), changed);
    check(api, changed);
    api.authorizers().set(id(changed), changed);
    changes.save(api);
    return ApiGatewayJson.ok(changed);
  }

  Response delete(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    String id = id(require(api, request));
    for (JsonNode route : api.routes()) {
      if (route.path("authorizerId").asText().equals(id)) {
        throw ApiGatewayErrors.conflict(
            "Cannot delete authorizer '%s': Route '%s' uses it"
                .formatted(id, route.get("routeKey").asText()));
      }
    }
    api.authorizers().remove(id);
    changes.save(api);
    return ApiGatewayJson.deleted();
  }
}
