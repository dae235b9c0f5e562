package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.Call;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The ARNs of an account's roles and policies, in the partition of the caller's region. */
record IamArns(String partition, String account) {
  static IamArns of(Call call) {
    return new IamArns(partitionOf(call.region()), call.account());
  }

  /**
   * The partition of a region, which the region's prefix tells.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Partitions</a>
   */
  private static String partitionOf(String region) {
    Map<String, String> partitions = new LinkedHashMap<>();
    partitions.put("cn-", "aws-cn");
    partitions.put("us-gov-", "aws-us-gov");
    partitions.put("us-isob-", "aws-iso-b");
    partitions.put("us-isof-", "aws-iso-f");
    partitions.put("eu-isoe-", "aws-iso-e");
    partitions.put("us-iso-", "aws-iso");
    partitions.put("eusc-", "aws-eusc");
    return partitions.entrySet().stream()
        .filter(entry -> region.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("aws");
  }

  String role(String path, String name) {
    return arn("role" + path + name);
  }

  String policy(String path, String name) {
    return arn("policy" + path + name);
  }

  private String arn(String resource) {
    return "arn:%s:iam::%s:%s".formatted(partition, account, resource);
  }

  /** Generates an id in IAM's format. */
  static String id(String prefix) {
    return prefix
        + UUID.randomUUID().toString().replace("-", "").substring(0, 17).toUpperCase(Locale.ROOT);
  }
}
