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
 */
public record DeployerNeeds(boolean aliases, Optional<FunctionUrl.Access> urls) {
  /** The needs of a project without aliases and URLs. */
  public static final DeployerNeeds NONE = new DeployerNeeds(false, Optional.empty());

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

  List<Statement> statements(List<String> functions) {
    List<Statement> statements = new ArrayList<>();
    if (aliases) {
      statements.add(Statement.allow("Versions", VERSIONS, functions));
    }
    urls.ifPresent(access -> addUrls(access, functions, statements));
    return statements;
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
