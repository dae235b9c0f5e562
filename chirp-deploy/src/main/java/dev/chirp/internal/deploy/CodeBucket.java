package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** The bucket for the zip. It must exist, belong to this account, and be in Lambda's region. */
record CodeBucket(Aws aws, String name) {

  void check() {
    String region;
    try {
      HeadBucketResponse found =
          aws.call(
              "s3:ListBucket",
              "bucket '" + name + "'",
              () ->
                  aws.s3()
                      .headBucket(
                          r -> r.bucket(name).expectedBucketOwner(aws.identity().account())));
      region = Optional.ofNullable(found.bucketRegion()).orElse(aws.region());
    } catch (ChirpException e) {
      region = regionOf(e).filter(found -> isElsewhere(e)).orElseThrow(() -> worded(e));
    }
    if (!region.equals(aws.region())) {
      throw ChirpException.project(
              "Bucket '%s' (from chirp.bucket) is in %s, but the functions go to %s, and Lambda reads code only from its own region. Nothing was changed."
                  .formatted(name, region, aws.region()))
          .withSuggestion("-Dchirp.region=%s, or a bucket in %s".formatted(region, aws.region()));
    }
  }

  /** S3 answers 301, or 400 if the request was signed for another region. */
  private static boolean isElsewhere(ChirpException e) {
    return AwsRefusal.of(e).filter(no -> no.status() == 301 || no.status() == 400).isPresent();
  }

  private static Optional<String> regionOf(ChirpException e) {
    return e.getCause() instanceof AwsServiceException service
        ? Optional.ofNullable(service.awsErrorDetails())
            .flatMap(
                details -> details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
        : Optional.empty();
  }

  private ChirpException worded(ChirpException e) {
    int status = AwsRefusal.of(e).map(AwsRefusal::status).orElse(0);
    if (status == 404) {
      return ChirpException.project(
              "Bucket '%s' (from chirp.bucket) does not exist. Nothing was changed."
                  .formatted(name))
          .withSuggestion(
              aws.settings().sandbox()
                  ? "mvn chirp:sandbox, and with what it prints: aws s3 mb s3://" + name
                  : "aws s3 mb s3://%s --region %s".formatted(name, aws.region()));
    }
    if (status == 403 && !AwsRefusal.isWithoutCredentials(e)) {
      return ChirpException.project(
              "Bucket '%s' (from chirp.bucket) does not belong to account %s, or these credentials may not read it (s3:ListBucket). Nothing was changed."
                  .formatted(name, aws.identity().account()))
          .withSuggestion("-Dchirp.bucket with a bucket of account " + aws.identity().account());
    }
    return e;
  }
}
