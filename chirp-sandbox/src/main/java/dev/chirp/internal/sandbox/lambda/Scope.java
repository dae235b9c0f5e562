package dev.chirp.internal.sandbox.lambda;

/** Where a function's name is its own: one account in one region. */
record Scope(String account, String region) {
  String arn(String function) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:%s:lambda:%s:%s:function:%s".formatted(partition, region, account, function);
  }
}
