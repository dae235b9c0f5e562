package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A request with its bucket and key.
 *
 * @param bucket from the path, or from a host such as {@code acme-code.localhost}; may be empty
 * @param key decoded; may be empty
 */
record S3Request(Call call, String bucket, String key) {
  /** Query parameters that select another operation. */
  private static final Set<String> OTHER_RESOURCES =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "attributes",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "session",
          "tagging",
          "torrent",
          "versions",
          "website");

  /** S3's limit for a key, in bytes. */
  private static final int MAX_KEY = 1024;

  static S3Request of(Call call) {
    String path = call.path().replaceFirst("^/", "");
    String host = call.header("host").orElse("").replaceFirst(":\\d+$", "");
    if (host.endsWith(".localhost")) {
      return new S3Request(call, host.replaceFirst("\\.localhost$", ""), decoded(path));
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Request(call, decoded(path), "")
        : new S3Request(
            call, decoded(path.substring(0, slash)), decoded(path.substring(slash + 1)));
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The operation's name in S3's API, including operations that the sandbox does not support. */
  String operation() {
    Optional<String> other = OTHER_RESOURCES.stream().filter(this::has).findFirst();
    if (other.isPresent()) {
      return call.method() + " ?" + other.get();
    }
    if (bucket.isEmpty()) {
      return call.method().equals("GET") ? "ListBuckets" : call.method() + " /";
    }
    return key.isEmpty() ? onBucket() : onObject();
  }

  private String onBucket() {
    return switch (call.method()) {
      case "PUT" -> has("versioning") ? "PutBucketVersioning" : "CreateBucket";
      case "HEAD" -> "HeadBucket";
      case "DELETE" -> "DeleteBucket";
      case "POST" -> has("delete") ? "DeleteObjects" : "PostObject";
      default -> reading();
    };
  }

  private String reading() {
    if (has("location")) {
      return "GetBucketLocation";
    }
    if (has("versioning")) {
      return "GetBucketVersioning";
    }
    if (has("uploads")) {
      return "ListMultipartUploads";
    }
    return has("list-type") ? "ListObjectsV2" : "ListObjects";
  }

  private String onObject() {
    boolean part = has("uploadId");
    return switch (call.method()) {
      case "PUT" ->
          call.header("x-amz-copy-source").isPresent()
              ? "CopyObject"
              : part ? "UploadPart" : "PutObject";
      case "HEAD" -> "HeadObject";
      case "DELETE" -> part ? "AbortMultipartUpload" : "DeleteObject";
      case "POST" -> part ? "CompleteMultipartUpload" : "CreateMultipartUpload";
      default -> part ? "ListParts" : "GetObject";
    };
  }

  /** Refuses headers that the sandbox would otherwise ignore silently. */
  void refuse(String headers) {
    for (String name : call.headers().keySet()) {
      if (name.matches(headers)) {
        throw AwsError.unsupported("s3:" + operation() + " with " + name);
      }
    }
  }

  boolean has(String parameter) {
    return call.query().containsKey(parameter);
  }

  /**
   * The requested version; {@code null} is the version written without versioning.
   *
   * @throws AwsError when it is empty
   */
  Optional<String> version() {
    Optional<String> version = call.parameter("versionId");
    if (version.filter(String::isEmpty).isPresent()) {
      throw new AwsError(400, "InvalidArgument", "Version id cannot be the empty string");
    }
    return version;
  }

  /** The part number, from 1 to 10,000. */
  Optional<Integer> partNumber() {
    Optional<String> number = call.parameter("partNumber");
    if (number.filter(n -> !n.matches("\\d{1,9}")).isPresent()) {
      throw invalidPartNumber();
    }
    Optional<Integer> parsed = number.map(Integer::valueOf);
    if (parsed.filter(n -> n < 1 || n > MultipartUpload.MAX_NUMBER).isPresent()) {
      throw invalidPartNumber();
    }
    return parsed;
  }

  static AwsError invalidPartNumber() {
    return new AwsError(
        400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  }

  /** The object's URL. */
  String location() {
    return location(key);
  }

  /** The URL of an object in this bucket. */
  String location(String name) {
    return "%s/%s/%s"
        .formatted(
            call.endpoint(),
            bucket,
            URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/"));
  }

  /** Refuses a key that is too long. */
  void checkKey() {
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
      throw new AwsError(400, "KeyTooLongError", "Your key is too long");
    }
  }

  String uploadId() {
    return call.parameter("uploadId").orElseThrow(S3Request::noSuchUpload);
  }

  static AwsError noSuchUpload() {
    return new AwsError(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
            + " completed.");
  }
}
