package dev.chirp.internal.sandbox.lambda;

/** An account and a region. Function names are unique within them. */
public record Scope(String account, String region) {
  public String arn(String function) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:%s:lambda:%s:%s:function:%s".formatted(partition, region, account, function);
  }
}
