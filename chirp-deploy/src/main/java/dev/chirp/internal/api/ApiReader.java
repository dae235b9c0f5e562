package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetAuthorizersResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetDeploymentsResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetIntegrationsResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetRoutesResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStagesResponse;

/** Reads APIs. API Gateway has no unique names, so a project's API is found by its tags. */
record ApiReader(Aws aws) {
  /** The most items of a page. */
  private static final String PAGE = "100";

  private static final String GET = "apigateway:GET";

  /**
   * Finds the API of a project.
   *
   * @throws ChirpException if several APIs have its tags
   */
  Optional<Api> find(Ownership owner, String functionPrefix) {
    List<Api> found =
        apis().stream().filter(api -> ApiSpec.isTagged(api.tags(), owner, functionPrefix)).toList();
    if (found.size() > 1) {
      throw ChirpException.project(
              "%d APIs have the tags of project '%s': %s. Nothing was changed."
                  .formatted(
                      found.size(),
                      owner.project(),
                      found.stream().map(Api::apiId).collect(Collectors.joining(", "))))
          .withSuggestion(
              "aws apigatewayv2 delete-api --api-id %s, if that is the one that no client uses"
                  .formatted(found.get(found.size() - 1).apiId()));
    }
    return found.stream().findFirst();
  }

  private List<Api> apis() {
    return aws.list(
        GET,
        "/apis",
        from ->
            client()
                .getApis(
                    r -> {
                      r.maxResults(PAGE);
                      from.ifPresent(r::nextToken);
                    }),
        GetApisResponse::items,
        GetApisResponse::nextToken);
  }

  /** Reads an API by its id. Empty if it does not exist. */
  Optional<Api> api(String id) {
    return AwsRefusal.found(
            () -> aws.call(GET, "/apis/" + id, () -> client().getApi(r -> r.apiId(id))))
        .map(
            is ->
                Api.builder()
                    .apiId(is.apiId())
                    .name(is.name())
                    .apiEndpoint(is.apiEndpoint())
                    .corsConfiguration(is.corsConfiguration())
                    .tags(is.tags())
                    .build());
  }

  /** Reads what an API consists of. */
  ApiState state(Api api) {
    String id = api.apiId();
    String path = "/apis/" + id;
    return new ApiState(
        api,
        aws.list(
            GET,
            path + "/routes",
            from ->
                client()
                    .getRoutes(
                        r -> {
                          r.apiId(id).maxResults(PAGE);
                          from.ifPresent(r::nextToken);
                        }),
            GetRoutesResponse::items,
            GetRoutesResponse::nextToken),
        aws.list(
            GET,
            path + "/integrations",
            from ->
                client()
                    .getIntegrations(
                        r -> {
                          r.apiId(id).maxResults(PAGE);
                          from.ifPresent(r::nextToken);
                        }),
            GetIntegrationsResponse::items,
            GetIntegrationsResponse::nextToken),
        aws.list(
            GET,
            path + "/authorizers",
            from ->
                client()
                    .getAuthorizers(
                        r -> {
                          r.apiId(id).maxResults(PAGE);
                          from.ifPresent(r::nextToken);
                        }),
            GetAuthorizersResponse::items,
            GetAuthorizersResponse::nextToken),
        aws.list(
            GET,
            path + "/stages",
            from ->
                client()
                    .getStages(
                        r -> {
                          r.apiId(id).maxResults(PAGE);
                          from.ifPresent(r::nextToken);
                        }),
            GetStagesResponse::items,
            GetStagesResponse::nextToken),
        aws.list(
            GET,
            path + "/deployments",
            from ->
                client()
                    .getDeployments(
                        r -> {
                          r.apiId(id).maxResults(PAGE);
                          from.ifPresent(r::nextToken);
                        }),
            GetDeploymentsResponse::items,
            GetDeploymentsResponse::nextToken));
  }

  private ApiGatewayV2Client client() {
    return aws.apiGateway();
  }
}
