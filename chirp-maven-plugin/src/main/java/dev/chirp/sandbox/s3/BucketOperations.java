package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** What S3 does with whole buckets. */
record BucketOperations(Buckets buckets) {
  /** The part of the world whose location is the empty string. */
  private static final String CLASSIC = "us-east-1";

  private static final int MAX_BUCKETS = 10_000;

  private static final Pattern NAME =
      Pattern.compile("(?!xn--)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * The caller's buckets, page by page.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">
   *     ListBuckets</a>
   */
  Answer list(Call call) {
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
          .append(Xml.element("Name", bucket.name()))
          .append(Xml.element("CreationDate", Instant.ofEpochMilli(bucket.created())))
          .append(Xml.element("BucketRegion", bucket.region()))
          .append("</Bucket>");
    }
    String next =
        page.isEmpty() || page.size() == found.size()
            ? ""
            : Xml.element(
                "ContinuationToken", ObjectListing.token(page.get(page.size() - 1).name()));
    return Answer.xml(
        200,
        Xml.document(
            "ListAllMyBucketsResult",
            "<Owner>%s</Owner><Buckets>%s</Buckets>%s%s"
                .formatted(
                    Xml.element("ID", call.account()),
                    listed,
                    next,
                    prefix.isEmpty() ? "" : Xml.element("Prefix", prefix))));
  }

  Answer create(Request request) throws IOException {
    Call call = request.call();
    checkOwnership(request);
    Optional<Element> configuration = Xml.read(call);
    for (String undone : List.of("Tags", "Location", "Bucket")) {
      if (configuration.filter(root -> !Xml.children(root, undone).isEmpty()).isPresent()) {
        throw Refusal.notDone("s3:CreateBucket with " + undone);
      }
    }
    String wanted =
        configuration
            .flatMap(root -> Xml.text(root, "LocationConstraint"))
            .filter(constraint -> !constraint.isEmpty())
            .orElse(CLASSIC);
    if (!NAME.matcher(request.bucket()).matches()) {
      throw new Refusal(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    if (!wanted.equals(call.region())) {
      throw new Refusal(
          400,
          "IllegalLocationConstraintException",
          "The %s location constraint is incompatible for the region specific endpoint this request was sent to."
              .formatted(wanted.equals(CLASSIC) ? "unspecified" : wanted));
    }
    Optional<Bucket> there = buckets.find(request.bucket());
    boolean again =
        wanted.equals(CLASSIC)
            && there.filter(b -> b.account().equals(call.account())).isPresent()
            && there.filter(b -> b.region().equals(CLASSIC)).isPresent();
    if (!again) {
      buckets.create(
          new Bucket(
              request.bucket(), call.account(), wanted, "", System.currentTimeMillis(), Map.of()));
    }
    return Answer.of(200).with("Location", "/" + request.bucket());
  }

  /** Its owner owns all objects of a new bucket, which has no ACLs. */
  private static void checkOwnership(Request request) {
    Call call = request.call();
    boolean granted = call.headers().keySet().stream().anyMatch(n -> n.startsWith("x-amz-grant-"));
    if (granted || call.header("x-amz-acl").filter(acl -> !acl.equals("private")).isPresent()) {
      throw new Refusal(
          400,
          "InvalidBucketAclWithObjectOwnership",
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
    Optional<String> ownership = call.header("x-amz-object-ownership");
    if (ownership.filter(owner -> !owner.equals("BucketOwnerEnforced")).isPresent()) {
      throw Refusal.notDone("s3:CreateBucket with x-amz-object-ownership " + ownership.get());
    }
    if (call.header("x-amz-bucket-object-lock-enabled")
        .filter("true"::equalsIgnoreCase)
        .isPresent()) {
      throw Refusal.notDone("s3:CreateBucket with x-amz-bucket-object-lock-enabled");
    }
  }

  Answer head(Request request) {
    Bucket bucket = buckets.require(request.bucket(), request.call());
    return Answer.of(200).with("x-amz-bucket-region", bucket.region());
  }

  Answer delete(Request request) {
    buckets.delete(buckets.require(request.bucket(), request.call()));
    return Answer.of(204);
  }

  /** Answered wherever it is asked, because it is how clients find the region. */
  Answer location(Request request) {
    String region = buckets.owned(request.bucket(), request.call()).region();
    String location = region.equals(CLASSIC) ? "" : region;
    return Answer.xml(200, Xml.document("LocationConstraint", location));
  }

  Answer putVersioning(Request request) throws IOException {
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Optional<Element> configuration = Xml.read(request.call());
    String status = configuration.flatMap(root -> Xml.text(root, "Status")).orElse("");
    if (configuration
        .flatMap(root -> Xml.text(root, "MfaDelete"))
        .filter("Enabled"::equals)
        .isPresent()) {
      throw Refusal.notDone("s3:PutBucketVersioning with MfaDelete");
    }
    if (!status.equals("Enabled") && !status.equals("Suspended")) {
      throw new Refusal(
          400,
          "IllegalVersioningConfigurationException",
          "The Versioning element must be specified");
    }
    buckets.change(bucket.name(), found -> found.withVersioning(status));
    return Answer.of(200);
  }

  Answer getVersioning(Request request) {
    String status = buckets.require(request.bucket(), request.call()).versioning();
    return Answer.xml(
        200,
        Xml.document(
            "VersioningConfiguration", status.isEmpty() ? "" : Xml.element("Status", status)));
  }
}
