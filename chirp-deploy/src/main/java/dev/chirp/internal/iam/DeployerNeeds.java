package dev.chirp.internal.iam;

import dev.chirp.internal.core.FunctionUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extra permissions that a project's settings require of its deployer.
 *
 * @param aliases whether the deploy publishes, proves and deletes versions and moves aliases
 * @param urls who may call the functions' URLs, if the deploy manages URLs
 * @param api whether the deploy makes an HTTP API
 */
public record DeployerNeeds(boolean aliases, Optional<FunctionUrl.Access> urls, boolean api) {
  /** The needs of a project without aliases, URLs and API. */
  public static final DeployerNeeds NONE = new DeployerNeeds(false, Optional.empty(), false);

  /** DeleteFunction deletes old versions. InvokeFunction proves new ones. */
  private static final List<String> VERSIONS =
      List.of(
          "lambda:CreateAlias",
          "lambda:DeleteAlias",
          "lambda:DeleteFunction",
          "lambda:GetAlias",
          "lambda:InvokeFunction",
          "lambda:ListVersionsByFunction",
          "lambda:PublishVersion",
          "lambda:UpdateAlias");

  private static final List<String> READ_URLS =
      List.of("lambda:GetPolicy", "lambda:ListFunctionUrlConfigs");

  private static final List<String> WRITE_URLS =
      List.of("lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig");

  private static final String AUTH_TYPE = "lambda:FunctionUrlAuthType";

  private static final String MADE_BY = "aws:%s/ManagedBy";

  private static final String CHIRP = "chirp";

  /** The statements of the deployer. */
  List<Statement> statements(ArnScope scope, List<String> functions) {
    List<Statement> statements = new ArrayList<>();
    if (aliases) {
      statements.add(Statement.allow("Versions", VERSIONS, functions));
    }
    urls.ifPresent(access -> addUrls(access, functions, statements));
    if (api) {
      addApi(scope, functions, statements);
    }
    return statements;
  }

  /**
   * Limits what the deployer can change to APIs that Chirp made, where AWS can. What an API
   * consists of has no tags and does not inherit the API's.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html">API
   *     Gateway resources that can be tagged</a>
   */
  private static void addApi(ArnScope scope, List<String> functions, List<Statement> statements) {
    statements.add(readApis(scope));
    statements.add(
        Statement.allow("MakeApi", List.of("apigateway:POST"), List.of(scope.apiGateway("/apis")))
            .when("StringEquals", MADE_BY.formatted("RequestTag"), CHIRP));
    statements.add(
        Statement.allow(
                "ChangeApi", List.of("apigateway:PATCH"), List.of(scope.apiGateway("/apis/*")))
            .when("StringEquals", MADE_BY.formatted("ResourceTag"), CHIRP));
    statements.add(
        Statement.allow(
            "ChangeRoutes",
            List.of("apigateway:DELETE", "apigateway:PATCH", "apigateway:POST"),
            List.of(scope.apiGateway("/apis/*/*"))));
    statements.add(
        Statement.allow(
                "TagApi",
                List.of("apigateway:POST", "apigateway:PUT"),
                List.of(scope.apiGateway("/tags/*")))
            .when("StringEquals", MADE_BY.formatted("RequestTag"), CHIRP));
    statements.add(
        Statement.allow("LetApiInvoke", List.of("lambda:AddPermission"), functions)
            .when("StringEquals", "lambda:Principal", "apigateway.amazonaws.com"));
    statements.add(
        Statement.allow(
            "ApiPermissions", List.of("lambda:GetPolicy", "lambda:RemovePermission"), functions));
  }

  private static Statement readApis(ArnScope scope) {
    return Statement.allow(
        "ReadApis",
        List.of("apigateway:GET"),
        List.of(scope.apiGateway("/apis"), scope.apiGateway("/apis/*")));
  }

  /** The statements of the operator, who lists and removes what was deployed. */
  List<Statement> operator(ArnScope scope, List<String> functions) {
    return api
        ? List.of(
            readApis(scope),
            Statement.allow("ApiPermissions", List.of("lambda:GetPolicy"), functions),
            Statement.allow(
                    "RemoveApi", List.of("apigateway:DELETE"), List.of(scope.apiGateway("/apis/*")))
                .when("StringEquals", MADE_BY.formatted("ResourceTag"), CHIRP))
        : List.of();
  }

  /**
   * Limits what the deployer can open. A deployer of IAM URLs cannot make a URL public. Only a
   * deployer of public URLs may add permissions, and only permissions for everyone.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html">Lambda's
   *     condition keys</a>
   */
  private static void addUrls(
      FunctionUrl.Access access, List<String> functions, List<Statement> statements) {
    statements.add(Statement.allow("ReadFunctionUrls", READ_URLS, functions));
    switch (access) {
      case NONE -> {}
      case IAM -> {
        statements.add(
            Statement.allow("FunctionUrls", WRITE_URLS, functions)
                .when("StringEquals", AUTH_TYPE, "AWS_IAM"));
        statements.add(
            Statement.allow("ClosePublicUrls", List.of("lambda:RemovePermission"), functions));
      }
      case PUBLIC -> {
        statements.add(
            Statement.allow("FunctionUrls", WRITE_URLS, functions)
                .when("StringEquals", AUTH_TYPE, "NONE"));
        statements.add(
            Statement.allow("OpenPublicUrls", List.of("lambda:AddPermission"), functions)
                .when("StringEquals", "lambda:Principal", "*")
                .when("StringEqualsIfExists", AUTH_TYPE, "NONE"));
      }
    }
  }
}
