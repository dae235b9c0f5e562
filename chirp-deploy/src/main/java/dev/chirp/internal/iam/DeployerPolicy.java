package dev.chirp.internal.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What whoever runs Chirp's goals needs, and no more.
 *
 * @param boundary the ARN of the role's permissions boundary
 * @param deployBucket where zips are uploaded to
 * @param needs what the project's settings take besides
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">Actions and
 *     resources of each service</a>
 */
record DeployerPolicy(
    ArnScope scope,
    String functionPrefix,
    String roleArn,
    String policyArn,
    Optional<String> boundary,
    Optional<String> deployBucket,
    DeployerNeeds needs) {

  /** For {@code chirp:deploy}. */
  PolicyDocument deploy() {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Functions",
            List.of(
                "lambda:CreateFunction",
                "lambda:GetFunction",
                "lambda:GetFunctionConfiguration",
                "lambda:ListAliases",
                "lambda:ListTags",
                "lambda:TagResource",
                "lambda:UpdateFunctionCode",
                "lambda:UpdateFunctionConfiguration"),
            functions()));
    statements.addAll(needs.statements(functions()));
    // Without the condition the role could be handed to any service that takes one.
    statements.add(
        Statement.allow("PassRole", List.of("iam:PassRole"), List.of(roleArn))
            .when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"));
    deployBucket.ifPresent(bucket -> statements.addAll(ofBucket(bucket)));
    statements.add(Statement.allow("Role", List.of("iam:GetRole"), List.of(roleArn)));
    statements.add(
        Statement.allow(
            "LogGroups",
            List.of(
                "logs:CreateLogGroup",
                "logs:ListTagsForResource",
                "logs:PutRetentionPolicy",
                "logs:TagResource"),
            logGroups()));
    statements.add(
        Statement.allow("LogGroupList", List.of("logs:DescribeLogGroups"), List.of("*")));
    return PolicyDocument.of(statements);
  }

  /** Lambda reads the zip in the deployer's name, hence GetObject. */
  private List<Statement> ofBucket(String bucket) {
    return List.of(
        Statement.allow(
            "CodeObjects",
            List.of(
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:GetObject",
                "s3:GetObjectVersion",
                "s3:PutObject"),
            List.of(scope.s3(bucket + "/" + BucketAccess.DEPLOY_PREFIX + "*"))),
        Statement.allow("CodeBucket", List.of("s3:ListBucket"), List.of(scope.s3(bucket))));
  }

  /**
   * For {@code chirp:invoke -Dremote}, {@code chirp:list -Dremote}, {@code chirp:logs}, {@code
   * chirp:rollback} and {@code chirp:undeploy} besides.
   */
  PolicyDocument operate() {
    return PolicyDocument.of(
        List.of(
            Statement.allow(
                "Functions",
                List.of(
                    "lambda:DeleteFunction",
                    "lambda:InvokeFunction",
                    "lambda:ListAliases",
                    "lambda:ListVersionsByFunction"),
                functions()),
            Statement.allow(
                "Lists", List.of("lambda:ListFunctions", "logs:DescribeLogGroups"), List.of("*")),
            Statement.allow(
                "LogGroups",
                List.of(
                    "logs:DeleteLogGroup",
                    "logs:DescribeLogStreams",
                    "logs:FilterLogEvents",
                    "logs:GetLogEvents",
                    "logs:ListTagsForResource"),
                logGroups())));
  }

  /** For {@code chirp:setup-iam}: it can make a role, so it belongs to few. */
  PolicyDocument setupIam() {
    List<String> role = List.of(roleArn);
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Role",
            List.of(
                "iam:GetRole",
                "iam:ListAttachedRolePolicies",
                "iam:TagRole",
                "iam:UpdateAssumeRolePolicy"),
            role));
    statements.add(
        bounded(
            Statement.allow(
                "MakeRole",
                boundary.isPresent()
                    ? List.of("iam:CreateRole", "iam:PutRolePermissionsBoundary")
                    : List.of("iam:CreateRole"),
                role)));
    // Without the condition the role could be given any policy of the account, and of AWS.
    statements.add(
        bounded(
            Statement.allow("Attach", List.of("iam:AttachRolePolicy"), role)
                .when("ArnEquals", "iam:PolicyARN", policyArn)));
    statements.add(
        Statement.allow(
            "Policy",
            List.of(
                "iam:CreatePolicy",
                "iam:CreatePolicyVersion",
                "iam:DeletePolicyVersion",
                "iam:GetPolicy",
                "iam:GetPolicyVersion",
                "iam:ListPolicyVersions",
                "iam:TagPolicy"),
            List.of(policyArn)));
    return PolicyDocument.of(statements);
  }

  /** For {@code chirp:undeploy -Dchirp.withRole} besides. */
  PolicyDocument undeployRole() {
    return PolicyDocument.of(
        List.of(
            Statement.allow(
                "Role",
                List.of(
                    "iam:DeleteRole",
                    "iam:DetachRolePolicy",
                    "iam:GetRole",
                    "iam:ListAttachedRolePolicies"),
                List.of(roleArn)),
            Statement.allow(
                "Policy",
                List.of(
                    "iam:DeletePolicy",
                    "iam:DeletePolicyVersion",
                    "iam:GetPolicy",
                    "iam:GetPolicyVersion",
                    "iam:ListEntitiesForPolicy",
                    "iam:ListPolicyVersions"),
                List.of(policyArn))));
  }

  private Statement bounded(Statement statement) {
    return boundary
        .map(arn -> statement.when("StringEquals", "iam:PermissionsBoundary", arn))
        .orElse(statement);
  }

  /**
   * Some actions ask for the ARN with the asterisk of its streams, and some for the one without.
   */
  private List<String> logGroups() {
    String groups = scope.regional("logs", "log-group:/aws/lambda/" + functionPrefix + "*");
    return List.of(groups, groups + ":*");
  }

  private List<String> functions() {
    return List.of(scope.regional("lambda", "function:" + functionPrefix + "*"));
  }
}
