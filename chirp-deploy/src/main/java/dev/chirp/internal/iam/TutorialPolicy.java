package dev.chirp.internal.iam;

import java.util.List;

/** The policy of the tutorial that Chirp comes from: it allows everything. */
final class TutorialPolicy {
  static final String WARNING =
      "-Dchirp.policy=tutorial lets the functions change and delete all buckets, DynamoDB tables and log groups of the account,"
          + " including their own logs and code. Do not use it in a real account.";

  private TutorialPolicy() {}

  /** Returns the tutorial's permissions, with all six fields in each ARN. */
  static PolicyDocument in(ArnScope scope) {
    return PolicyDocument.of(
        List.of(
            Statement.allow("Buckets", List.of("s3:*"), List.of(scope.s3("*"))),
            Statement.allow(
                "Tables", List.of("dynamodb:*"), List.of(scope.arn("dynamodb", "*", "*", "*"))),
            Statement.allow("Logs", List.of("logs:*"), List.of(scope.arn("logs", "*", "*", "*")))));
  }
}
