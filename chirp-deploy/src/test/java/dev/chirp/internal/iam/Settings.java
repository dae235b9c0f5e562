package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Ownership;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of most tests, with one thing changed at a time. */
final class Settings {
  static final Ownership OWNER = new Ownership("com.acme:birds");
  static final ArnScope SCOPE = new ArnScope("aws", "us-east-1", "000000000000");

  String roleName = "chirp-prod";
  String policyName = "chirp-lambda-policy";
  String path = "/";
  Optional<String> boundary = Optional.empty();
  Map<String, String> tags = Map.of();
  List<String> tables = List.of();
  List<String> buckets = List.of();
  Optional<String> deployBucket = Optional.empty();
  String functionPrefix = "chirp_";
  Optional<Path> policyFile = Optional.empty();
  boolean isTutorial;
  Ownership owner = OWNER;

  IamSettings build() {
    return new IamSettings(
        roleName,
        policyName,
        path,
        boundary,
        tags,
        tables,
        buckets,
        deployBucket,
        functionPrefix,
        policyFile,
        isTutorial,
        owner);
  }
}
