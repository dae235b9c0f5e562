package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;

/**
 * Where ARNs are: none of it is the same for everybody.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param region such as {@code eu-west-1}
 * @param account 12 digits
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record ArnScope(String partition, String region, String account) {
  /** For a policy that is printed without knowing whose it will be. */
  public static final ArnScope PLACEHOLDERS =
      new ArnScope("${partition}", "${region}", "${account}");

  /** The caller's. */
  public static ArnScope of(Aws aws) {
    return new ArnScope(aws.partition(), aws.region(), aws.identity().account());
  }

  /** The text with a policy file's placeholders filled in; other {@code ${…}} are IAM's own. */
  String fill(String text) {
    return text.replace(PLACEHOLDERS.partition, partition)
        .replace(PLACEHOLDERS.region, region)
        .replace(PLACEHOLDERS.account, account);
  }

  /** An ARN of what is in one region of one account. */
  String regional(String service, String resource) {
    return arn(service, region, account, resource);
  }

  String iam(String resource) {
    return arn("iam", "", account, resource);
  }

  /** The names of buckets are unique in the partition. */
  String s3(String resource) {
    return arn("s3", "", "", resource);
  }

  String arn(String service, String inRegion, String ofAccount, String resource) {
    return String.join(":", "arn", partition, service, inRegion, ofAccount, resource);
  }
}
