package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Operations on buckets. */
record BucketOperations(Buckets buckets) {
  /** The region whose location constraint is the empty string. */
  private static final String DEFAULT_LOCATION = "us-east-1";

  private static final int MAX_BUCKETS = 10_000;

  private static final Pattern NAME =
      Pattern.compile("(?!xn--)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * The caller's buckets, page by page.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">
   *     ListBuckets</a>
   */
  Response list(Call call) {
    String prefix = call.parameter("prefix").orElse("");
    Optional<String> region = call.parameter("bucket-region");
    String after = call.parameter("continuation-token").map(ObjectListing::untoken).orElse("");
    int limit = ObjectListing.limit(call, "max-buckets", MAX_BUCKETS);
    List<Bucket> found =
        buckets.all().stream()
            .filter(bucket -> bucket.account().equals(call.account()))
            .filter(bucket -> bucket.name().startsWith(prefix))
            .filter(bucket -> region.isEmpty() || region.get().equals(bucket.region()))
            .filter(bucket -> bucket.name().compareTo(after) > 0)
            .toList();
    List<Bucket> page = found.subList(0, Math.min(limit, found.size()));
    StringBuilder listed = new StringBuilder();
    for (Bucket bucket : page) {
      listed
          .append("<Bucket>")
          .append(S3Xml.element("Name", bucket.name()))
          .append(S3Xml.element("CreationDate", Instant.ofEpochMilli(bucket.created())))
          .append(S3Xml.element("BucketRegion", bucket.region()))
          .append("</Bucket>");
    }
    String next =
        page.isEmpty() || page.size() == found.size()
            ? ""
            : S3Xml.element(
                "ContinuationToken", ObjectListing.token(page.get(page.size() - 1).name()));
    return Response.xml(
        200,
        S3Xml.document(
            "ListAllMyBucketsResult",
            "<Owner>%s</Owner><Buckets>%s</Buckets>%s%s"
                .formatted(
                    S3Xml.element("ID", call.account()),
                    listed,
                    next,
                    prefix.isEmpty() ? "" : S3Xml.element("Prefix", prefix))));
  }

  Response create(S3Request request) throws IOException {
    Call call = request.call();
    checkOwnership(request);
    Optional<Element> configuration = S3Xml.read(call);
    for (String unsupported : List.of("Tags", "Location", "Bucket")) {
      if (configuration.filter(root -> !S3Xml.children(root, unsupported).isEmpty()).isPresent()) {
        throw AwsError.unsupported("s3:CreateBucket with " + unsupported);
      }
    }
    String wanted =
        configuration
            .flatMap(root -> S3Xml.text(root, "LocationConstraint"))
            .filter(constraint -> !constraint.isEmpty())
            .orElse(DEFAULT_LOCATION);
    if (!NAME.matcher(request.bucket()).matches()) {
      throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    if (!wanted.equals(call.region())) {
      throw new AwsError(
          400,
          "IllegalLocationConstraintException",
          "The %s location constraint is incompatible for the region specific endpoint this request was sent to."
              .formatted(wanted.equals(DEFAULT_LOCATION) ? "unspecified" : wanted));
    }
    Optional<Bucket> existing = buckets.find(request.bucket());
    boolean again =
        wanted.equals(DEFAULT_LOCATION)
            && existing.filter(b -> b.account().equals(call.account())).isPresent()
            && existing.filter(b -> b.region().equals(DEFAULT_LOCATION)).isPresent();
    if (!again) {
      buckets.create(
          new Bucket(
              request.bucket(), call.account(), wanted, "", System.currentTimeMillis(), Map.of()));
    }
    return Response.of(200).with("Location", "/" + request.bucket());
  }

  /** Refuses ACLs: the owner of a new bucket owns all its objects. */
  private static void checkOwnership(S3Request request) {
    Call call = request.call();
    boolean granted = call.headers().keySet().stream().anyMatch(n -> n.startsWith("x-amz-grant-"));
    if (granted || call.header("x-amz-acl").filter(acl -> !acl.equals("private")).isPresent()) {
      throw new AwsError(
          400,
          "InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
    Optional<String> ownership = call.header("x-amz-object-ownership");
    if (ownership.filter(owner -> !owner.equals("BucketOwnerEnforced")).isPresent()) {
      throw AwsError.unsupported("s3:CreateBucket with x-amz-object-ownership " + ownership.get());
    }
    if (call.header("x-amz-bucket-object-lock-enabled")
        .filter("true"::equalsIgnoreCase)
        .isPresent()) {
      throw AwsError.unsupported("s3:CreateBucket with x-amz-bucket-object-lock-enabled");
    }
  }

  Response head(S3Request request) {
    Bucket bucket = buckets.require(request.bucket(), request.call());
    return Response.of(200).with("x-amz-bucket-region", bucket.region());
  }

  Response delete(S3Request request) {
    buckets.delete(buckets.require(request.bucket(), request.call()));
    return Response.of(204);
  }

  /** Responds in every region, because clients use it to find the bucket's region. */
  Response location(S3Request request) {
    String region = buckets.owned(request.bucket(), request.call()).region();
    String location = region.equals(DEFAULT_LOCATION) ? "" : region;
    return Response.xml(200, S3Xml.document("LocationConstraint", location));
  }

  Response putVersioning(S3Request request) throws IOException {
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Optional<Element> configuration = S3Xml.read(request.call());
    String status = configuration.flatMap(root -> S3Xml.text(root, "Status")).orElse("");
    if (configuration
        .flatMap(root -> S3Xml.text(root, "MfaDelete"))
        .filter("Enabled"::equals)
        .isPresent()) {
      throw AwsError.unsupported("s3:PutBucketVersioning with MfaDelete");
    }
    if (!status.equals("Enabled") && !status.equals("Suspended")) {
      throw new AwsError(
          400,
          "IllegalVersioningConfigurationException",
          "The Versioning element must be specified");
    }
    buckets.change(bucket.name(), found -> found.withVersioning(status));
    return Response.of(200);
  }

  Response getVersioning(S3Request request) {
    String status = buckets.require(request.bucket(), request.call()).versioning();
    return Response.xml(
        200,
        S3Xml.document(
            "VersioningConfiguration", status.isEmpty() ? "" : S3Xml.element("Status", status)));
  }
}
