package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.payload.IdentitySource;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The authorizers of routes, as OpenAPI and API Gateway's import describe them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html">x-amazon-apigateway-authorizer</a>
 */
final class SecuritySchemes {
  private static final String KEY = "apiKey";
  private static final String HEADER = "header";
  private static final String AUTHORIZATION = "Authorization";

  private SecuritySchemes() {}

  /** The schemes that these routes need, by name. */
  static ObjectNode of(Collection<RouteAccess> routes) {
    Map<String, Authorizer> used = new TreeMap<>();
    routes.forEach(
        route ->
            route.authorizer().ifPresent(authorizer -> used.put(authorizer.name(), authorizer)));
    ObjectNode schemes = TypeSchemas.node();
    used.forEach((name, authorizer) -> schemes.set(name, scheme(authorizer)));
    return schemes;
  }

  /** Adds the requirement of a protected route, and the responses to requests without it. */
  static void protect(ObjectNode operation, RouteAccess access) {
    if (access.authorizer().isEmpty()) {
      return;
    }
    Authorizer authorizer = access.authorizer().get();
    ArrayNode scopes = operation.putArray("security").addObject().putArray(authorizer.name());
    access.scopes().forEach(scopes::add);
    ObjectNode responses = operation.withObject("/responses");
    if (!(authorizer instanceof Authorizer.Iam)) {
      putIfAbsent(responses, "401", "Unauthorized");
    }
    if (!(authorizer instanceof Authorizer.Jwt) || !access.scopes().isEmpty()) {
      putIfAbsent(responses, "403", "Forbidden");
    }
  }

  private static void putIfAbsent(ObjectNode responses, String status, String description) {
    if (!responses.has(status)) {
      responses.putObject(status).put("description", description);
    }
  }

  private static ObjectNode scheme(Authorizer authorizer) {
    if (authorizer instanceof Authorizer.Jwt jwt) {
      ObjectNode scheme =
          TypeSchemas.node()
              .put("type", "openIdConnect")
              .put(
                  "openIdConnectUrl",
                  jwt.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration");
      ObjectNode own =
          scheme
              .putObject("x-amazon-apigateway-authorizer")
              .put("type", "jwt")
              .put("identitySource", Authorizer.Jwt.IDENTITY_SOURCE);
      ObjectNode configuration = own.putObject("jwtConfiguration").put("issuer", jwt.issuer());
      ArrayNode audiences = configuration.putArray("audience");
      jwt.audiences().forEach(audiences::add);
      return scheme;
    }
    if (authorizer instanceof Authorizer.LambdaFunction lambda) {
      Optional<IdentitySource> key =
          lambda.identitySources().stream()
              .map(IdentitySource::parse)
              .filter(source -> source.place().startsWith("request."))
              .findFirst();
      return TypeSchemas.node()
          .put("type", KEY)
          .put("name", key.map(IdentitySource::name).orElse(AUTHORIZATION))
          .put(
              "in",
              key.filter(source -> source.place().endsWith("querystring")).isPresent()
                  ? "query"
                  : HEADER)
          .put("description", "Function '%s' decides.".formatted(lambda.function()));
    }
    return TypeSchemas.node()
        .put("type", KEY)
        .put("name", AUTHORIZATION)
        .put("in", HEADER)
        .put("x-amazon-apigateway-authtype", "awsSigv4");
  }
}
