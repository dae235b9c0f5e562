package dev.chirp.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the functions may do: write their own logs, use the project's tables and buckets, and
 * nothing else.
 *
 * @param functionPrefix of the functions' names on Lambda
 * @param tables names of DynamoDB tables
 */
record FunctionPolicy(
    ArnScope scope, String functionPrefix, List<String> tables, List<BucketAccess> buckets) {
  private static final List<String> TABLE_ACTIONS =
      List.of(
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem");

  PolicyDocument document() {
    String group = scope.regional("logs", "log-group:/aws/lambda/" + functionPrefix + "*");
    List<Statement> statements = new ArrayList<>();
    statements.add(Statement.allow("Logs", List.of("logs:CreateLogGroup"), List.of(group)));
    // A stream's ARN is its group's and more.
    statements.add(
        Statement.allow(
            "LogWrite",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(group + ":*")));
    if (!tables.isEmpty()) {
      statements.add(Statement.allow("Tables", TABLE_ACTIONS, tableArns()));
    }
    for (int i = 0; i < buckets.size(); i++) {
      statements.addAll(ofBucket(buckets.get(i), buckets.size() == 1 ? "" : "" + (i + 1)));
    }
    return PolicyDocument.of(statements);
  }

  private List<String> tableArns() {
    List<String> arns = new ArrayList<>();
    for (String table : tables) {
      arns.add(scope.regional("dynamodb", "table/" + table));
      arns.add(scope.regional("dynamodb", "table/" + table + "/index/*"));
    }
    return arns;
  }

  private List<Statement> ofBucket(BucketAccess access, String number) {
    Statement objects =
        Statement.allow(
            "BucketObjects" + number,
            List.of("s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
            List.of(scope.s3(access.bucket() + "/" + access.prefix() + "*")));
    Statement list =
        Statement.allow(
            "BucketList" + number, List.of("s3:ListBucket"), List.of(scope.s3(access.bucket())));
    return List.of(
        objects,
        Optional.of(access.prefix())
            .filter(prefix -> !prefix.isEmpty())
            .map(prefix -> list.when("StringLike", "s3:prefix", prefix + "*"))
            .orElse(list));
  }
}
