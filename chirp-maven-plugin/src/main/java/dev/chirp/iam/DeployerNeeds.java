package dev.chirp.iam;

import java.util.ArrayList;
import java.util.List;

/**
 * What a project's settings ask of whoever deploys it, beyond what every deploy takes.
 *
 * @param aliases whether versions are published, proved, moved to and deleted
 * @param functionUrls whether functions get URLs of their own
 */
public record DeployerNeeds(boolean aliases, boolean functionUrls) {
  /** Of a project that has neither. */
  public static final DeployerNeeds NONE = new DeployerNeeds(false, false);

  /** DeleteFunction is for old versions, and InvokeFunction to prove new ones. */
  private static final List<String> VERSIONS =
      List.of(
          "lambda:CreateAlias",
          "lambda:DeleteAlias",
          "lambda:DeleteFunction",
          "lambda:GetAlias",
          "lambda:InvokeFunction",
          "lambda:ListAliases",
          "lambda:ListVersionsByFunction",
          "lambda:PublishVersion",
          "lambda:UpdateAlias");

  private static final List<String> FUNCTION_URLS =
      List.of(
          "lambda:AddPermission",
          "lambda:CreateFunctionUrlConfig",
          "lambda:GetFunctionUrlConfig",
          "lambda:GetPolicy",
          "lambda:RemovePermission",
          "lambda:UpdateFunctionUrlConfig");

  List<Statement> statements(List<String> functions) {
    List<Statement> statements = new ArrayList<>();
    if (aliases) {
      statements.add(Statement.allow("Versions", VERSIONS, functions));
    }
    if (functionUrls) {
      statements.add(Statement.allow("FunctionUrls", FUNCTION_URLS, functions));
    }
    return statements;
  }
}
