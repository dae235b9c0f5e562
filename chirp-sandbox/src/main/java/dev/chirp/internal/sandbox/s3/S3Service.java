package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.http.StateFile;
import dev.chirp.internal.sandbox.lambda.CodeObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * S3, with path-style and host-style addresses. Lambda reads deployment packages from it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">Amazon S3
 *     actions</a>
 */
public final class S3Service implements Service, CodeObjects {
  private final Buckets buckets;
  private final BucketOperations onBuckets;
  private final ObjectOperations onObjects;
  private final ObjectReads reads;
  private final MultipartUploads uploads;
  private final ObjectStore objects;
  private final FormUpload forms;
  private final Clock clock;

  /**
   * A service that continues with the stored buckets.
   *
   * @param directory the folder for buckets and objects
   * @param key accepts the sandbox's access key ids; for forms, which carry the id in a field
   * @param clock the clock by which pre-signed URLs and forms expire
   */
  public S3Service(Path directory, Predicate<String> key, Clock clock) {
    this.clock = clock;
    Blobs blobs = new Blobs(directory.resolve("objects"));
    this.buckets = new Buckets(new StateFile(directory.resolve("buckets.json")));
    this.objects = new ObjectStore(buckets, blobs);
    objects.sweep();
    this.onBuckets = new BucketOperations(buckets);
    this.onObjects = new ObjectOperations(buckets, objects);
    this.reads = new ObjectReads(buckets, objects);
    this.forms = new FormUpload(onObjects, key, clock);
    this.uploads = new MultipartUploads(buckets, objects);
  }

  /** The action, as IAM spells it. IAM has fewer actions than S3 has operations. */
  @Override
  public String action(Call call) {
    S3Request request = S3Request.of(call);
    String operation = request.operation();
    boolean version = request.version().isPresent();
    return "s3:"
        + switch (operation) {
          case "ListBuckets" -> "ListAllMyBuckets";
          case "HeadBucket", "ListObjectsV2" -> "ListBucket";
          case "GetObject", "HeadObject" -> version ? "GetObjectVersion" : "GetObject";
          case "DeleteObject" -> version ? "DeleteObjectVersion" : "DeleteObject";
          case "DeleteObjects" -> "DeleteObject";
          case "PostObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
              "PutObject";
          default -> operation;
        };
  }

  /** True for a form: it carries its key in a field, which {@link FormUpload} checks. */
  @Override
  public boolean takesUnsigned(Call call) {
    return call.method().equals("POST")
        && call.accessKeyId().isEmpty()
        && FormReader.isForm(call.header("content-type").orElse(""));
  }

  @Override
  public Response answer(Call call) throws IOException {
    new PresignedUrl(call).check(clock.instant());
    S3Request request = S3Request.of(call);
    String operation = request.operation();
    if (takesUnsigned(call) && !operation.equals("PostObject")) {
      throw new AwsError(403, "AccessDenied", "Access Denied");
    }
    request.checkKey();
    return switch (operation) {
      case "ListBuckets" -> onBuckets.list(call);
      case "CreateBucket" -> onBuckets.create(request);
      case "HeadBucket" -> onBuckets.head(request);
      case "DeleteBucket" -> onBuckets.delete(request);
      case "GetBucketLocation" -> onBuckets.location(request);
      case "PutBucketVersioning" -> onBuckets.putVersioning(request);
      case "GetBucketVersioning" -> onBuckets.getVersioning(request);
      case "ListObjectsV2" ->
          new ObjectListing(buckets.require(request.bucket(), call), call).response();
      case "PutObject" -> onObjects.put(request);
      case "PostObject" -> forms.post(request);
      case "GetObject" -> reads.get(request);
      case "HeadObject" -> reads.head(request);
      case "DeleteObject" -> onObjects.delete(request);
      case "DeleteObjects" -> onObjects.deleteAll(request);
      case "CreateMultipartUpload" -> uploads.create(request);
      case "UploadPart" -> uploads.part(request);
      case "CompleteMultipartUpload" -> uploads.complete(request);
      case "AbortMultipartUpload" -> uploads.abort(request);
      default -> throw AwsError.unsupported("s3:" + operation);
    };
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    S3Request request = S3Request.of(call);
    Response response =
        Response.xml(
                refusal.status(),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>%s%s%s%s</Error>"
                    .formatted(
                        S3Xml.element("Code", refusal.code()),
                        S3Xml.element("Message", refusal.message()),
                        S3Xml.element("Resource", call.path()),
                        S3Xml.element("RequestId", call.requestId())))
            .with("x-amz-request-id", call.requestId());
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    Optional<String> region =
        buckets
            .find(request.bucket())
            .filter(bucket -> bucket.account().equals(call.account()))
            .map(Bucket::region);
    return region.isPresent() ? response.with("x-amz-bucket-region", region.get()) : response;
  }

  /** The names of an account's buckets in all regions, in order. */
  public List<String> bucketNames(String account) {
    return buckets.all().stream()
        .filter(bucket -> bucket.account().equals(account))
        .map(Bucket::name)
        .toList();
  }

  /**
   * The keys of a bucket's current objects, in order.
   *
   * @throws AwsError when the account does not have the bucket
   */
  public List<String> objectKeys(String account, String bucket) {
    return buckets
        .find(bucket)
        .filter(found -> found.account().equals(account))
        .map(found -> List.copyOf(found.current().keySet()))
        .orElseThrow(Buckets::noSuchBucket);
  }

  @Override
  public Path read(Call call, String bucket, String key, Optional<String> version) {
    try {
      buckets.require(bucket, call);
      return objects.path(objects.require(bucket, key, version));
    } catch (AwsError refusal) {
      throw asLambda(refusal, bucket);
    }
  }

  /** Lambda's wording of an S3 error. */
  private AwsError asLambda(AwsError refusal, String bucket) {
    if (refusal.code().equals("AccessDenied")) {
      return new AwsError(
          403,
          "AccessDeniedException",
          "Your access has been denied by S3, please make sure your request credentials have permission to GetObject for"
              + " the bucket and key. S3 Error Code: AccessDenied. S3 Error Message: Access Denied");
    }
    String message =
        refusal.code().equals("PermanentRedirect")
            ? "The bucket is in this region: %s. Please use this region to retry the request"
                .formatted(buckets.find(bucket).map(Bucket::region).orElse(""))
            : refusal.message();
    return new AwsError(
        400,
        "InvalidParameterValueException",
        "Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %s"
            .formatted(refusal.code(), message));
  }
}
