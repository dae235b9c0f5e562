package dev.chirp.internal.iam;

import java.util.List;

/** The policy of the tutorial that Chirp comes from: everything goes. */
final class TutorialPolicy {
  static final String WARNING =
      "-Dchirp.policy=tutorial lets the functions read, change and delete every bucket and object, every DynamoDB table"
          + " and every log group of the account, their own logs and code included. Not for a real account.";

  private TutorialPolicy() {}

  /** The same permissions as there, in ARNs with all six fields. */
  static PolicyDocument in(ArnScope scope) {
    return PolicyDocument.of(
        List.of(
            Statement.allow("Buckets", List.of("s3:*"), List.of(scope.s3("*"))),
            Statement.allow(
                "Tables", List.of("dynamodb:*"), List.of(scope.arn("dynamodb", "*", "*", "*"))),
            Statement.allow("Logs", List.of("logs:*"), List.of(scope.arn("logs", "*", "*", "*")))));
  }
}
