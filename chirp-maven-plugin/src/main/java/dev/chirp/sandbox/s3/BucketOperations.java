package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What S3 does with whole buckets. */
record BucketOperations(Buckets buckets) {
  /** The part of the world whose location is the empty string. */
  private static final String CLASSIC = "us-east-1";

  private static final Pattern NAME =
      Pattern.compile("(?!xn--)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  Answer list(Call call) {
    StringBuilder found = new StringBuilder();
    buckets.all().stream()
        .filter(bucket -> bucket.account().equals(call.account()))
        .forEach(
            bucket ->
                found
                    .append("<Bucket>")
                    .append(Xml.element("Name", bucket.name()))
                    .append(Xml.element("CreationDate", Instant.ofEpochMilli(bucket.created())))
                    .append("</Bucket>"));
    String owner = "<Owner>" + Xml.element("ID", call.account()) + "</Owner>";
    return Answer.xml(
        200, Xml.document("ListAllMyBucketsResult", owner + "<Buckets>" + found + "</Buckets>"));
  }

  Answer create(Request request) throws IOException {
    Call call = request.call();
    String wanted =
        Xml.read(call).flatMap(root -> Xml.text(root, "LocationConstraint")).orElse(CLASSIC);
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
    String status = Xml.read(request.call()).flatMap(root -> Xml.text(root, "Status")).orElse("");
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
