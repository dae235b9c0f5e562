package dev.chirp.internal.api;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.Throttling;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Deployment;

/**
 * The HTTP API that a project wants.
 *
 * @param routes sorted by key, each once
 * @param authorizers of the API, also those that no route names
 * @param alias of all functions; empty for the unpublished versions
 * @param throttling of all routes; empty for the account's limits
 * @param functionPrefix which of the project's deploys it belongs to
 * @param proof the path of a {@code GET} request that changes nothing; empty if there is none
 */
public record ApiSpec(
    String name,
    List<ApiRoute> routes,
    Optional<AliasName> alias,
    List<Authorizer> authorizers,
    CorsSettings cors,
    Optional<Throttling> throttling,
    Ownership owner,
    String functionPrefix,
    Optional<String> proof) {
  /** The stage whose name is not in URLs. */
  static final String STAGE = "$default";

  /** The most routes of an API, unless AWS raised the quota. */
  public static final int MAX_ROUTES = 300;

  private static final String DESCRIBED = "chirp ";

  private static final String PREFIX_TAG = "chirp:functionPrefix";

  /**
   * A route and its function.
   *
   * @param key such as {@code GET /chirp/{id}}
   * @param function its name on Lambda
   * @param access who may call it
   */
  public record ApiRoute(String key, String function, RouteAccess access) {}

  public ApiSpec {
    routes = List.copyOf(routes);
    authorizers = List.copyOf(authorizers);
    if (routes.isEmpty()) {
      throw ChirpException.project("The POM has <api>, but no function has a route.")
          .withSuggestion("@FunctionConfiguration(route = \"GET /status\") on a function's class");
    }
    if (routes.size() > MAX_ROUTES) {
      throw ChirpException.project(
              "The API has %d routes, but API Gateway accepts %d. Nothing was changed."
                  .formatted(routes.size(), MAX_ROUTES))
          .withSuggestion("split the project in two, each with its own <api>");
    }
  }

  /** The functions that the API invokes, by their names on Lambda. */
  List<String> functions() {
    return Stream.concat(
            routes.stream().map(ApiRoute::function),
            authorizers.stream()
                .filter(Authorizer.LambdaFunction.class::isInstance)
                .map(each -> functionPrefix + ((Authorizer.LambdaFunction) each).function()))
        .distinct()
        .toList();
  }

  /** The tags of the API, by which the next deploy finds it. */
  Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>(owner.tags());
    tags.put(PREFIX_TAG, functionPrefix);
    return tags;
  }

  /** Returns whether tags say that an API is this one. */
  static boolean isTagged(Map<String, String> tags, Ownership owner, String functionPrefix) {
    return owner.owns(tags) && functionPrefix.equals(tags.get(PREFIX_TAG));
  }

  /** Returns whether Chirp made a deployment. */
  static boolean isOwn(Deployment deployment) {
    return Optional.ofNullable(deployment.description())
        .filter(text -> text.startsWith(DESCRIBED))
        .isPresent();
  }

  /**
   * The description of a deployment of this definition. It has a digest, because API Gateway does
   * not show what a deployment contains.
   */
  String deploymentDescription() {
    String text =
        routes + "\n" + authorizers + "\n" + alias.map(AliasName::name).orElse("") + "\n" + cors;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return DESCRIBED + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
