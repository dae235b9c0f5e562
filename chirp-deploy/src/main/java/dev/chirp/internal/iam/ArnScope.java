package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;

/**
 * The partition, region and account that ARNs are built for.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param region such as {@code eu-west-1}
 * @param account 12 digits
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record ArnScope(String partition, String region, String account) {
  /** Placeholders, for printing a policy without calling AWS. */
  public static final ArnScope PLACEHOLDERS =
      new ArnScope("${partition}", "${region}", "${account}");

  /** The scope of the caller's account and region. */
  public static ArnScope of(Aws aws) {
    return new ArnScope(aws.partition(), aws.region(), aws.identity().account());
  }

  /**
   * Fills in the placeholders of a policy file. IAM's own policy variables keep their {@code ${…}}.
   */
  String fill(String text) {
    return text.replace(PLACEHOLDERS.partition, partition)
        .replace(PLACEHOLDERS.region, region)
        .replace(PLACEHOLDERS.account, account);
  }

  /** Returns the ARN of a resource that belongs to one region and one account. */
  String regional(String service, String resource) {
    return arn(service, region, account, resource);
  }

  /** Returns the ARN of an IAM resource, which has no region. */
  public String iam(String resource) {
    return arn("iam", "", account, resource);
  }

  /** Returns an S3 ARN. It has no region or account: bucket names are unique in the partition. */
  String s3(String resource) {
    return arn("s3", "", "", resource);
  }

  /** Returns the ARN of an API Gateway resource, which has no account. */
  String apiGateway(String path) {
    return arn("apigateway", region, "", path);
  }

  String arn(String service, String inRegion, String ofAccount, String resource) {
    return String.join(":", "arn", partition, service, inRegion, ofAccount, resource);
  }
}
