package dev.chirp.internal.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The least-privilege policies for the people who run Chirp's goals.
 *
 * @param boundary the ARN of the role's permissions boundary
 * @param deployBucket the bucket that zips are uploaded to
 * @param needs the extra permissions that the project's settings require
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

  /** The policy for {@code chirp:deploy}. */
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
    statements.addAll(needs.statements(scope, functions()));
    // Without the condition, the deployer could pass the role to any service.
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

  /** The deployer needs GetObject because Lambda reads the zip with the deployer's permissions. */
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
   * The additional policy for {@code chirp:invoke -Dremote}, {@code chirp:list -Dremote}, {@code
   * chirp:logs}, {@code chirp:rollback} and {@code chirp:undeploy}.
   */
  PolicyDocument operate() {
    List<Statement> statements =
        new ArrayList<>(
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
                    "Lists",
                    List.of("lambda:ListFunctions", "logs:DescribeLogGroups"),
                    List.of("*")),
                Statement.allow(
                    "LogGroups",
                    List.of(
                        "logs:DeleteLogGroup",
                        "logs:DescribeLogStreams",
                        "logs:FilterLogEvents",
                        "logs:GetLogEvents",
                        "logs:ListTagsForResource"),
                    logGroups())));
    statements.addAll(needs.operator(scope, functions()));
    return PolicyDocument.of(statements);
  }

  /** The policy for {@code chirp:setup-iam}. It can create a role, so give it to few people. */
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
    // Without the condition, any policy of the account or of AWS could be attached to the role.
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

  /** The additional policy for {@code chirp:undeploy -Dchirp.withRole}. */
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

  /** Some actions expect a log group's ARN with {@code :*} at the end, others expect it without. */
  private List<String> logGroups() {
    String groups = scope.regional("logs", "log-group:/aws/lambda/" + functionPrefix + "*");
    return List.of(groups, groups + ":*");
  }

  private List<String> functions() {
    return List.of(scope.regional("lambda", "function:" + functionPrefix + "*"));
  }
}
