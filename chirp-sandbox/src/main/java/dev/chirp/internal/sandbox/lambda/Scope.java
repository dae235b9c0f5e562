package dev.chirp.internal.sandbox.lambda;

/** An account and a region. Function names are unique within them. */
public record Scope(String account, String region) {
  /** The ARN of a function. */
  public String arn(String function) {
    return arn("lambda", "function:" + function);
  }

  /** The ARN of a service's resource. */
  public String arn(String service, String resource) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }
}
