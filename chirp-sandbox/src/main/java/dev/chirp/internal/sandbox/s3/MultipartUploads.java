package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.s3.Blobs.Blob;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/**
 * Operations on multipart uploads, which the AWS CLI uses for files over 8 MB. Unfinished uploads
 * are lost when the sandbox stops.
 */
final class MultipartUploads {
  private final Buckets buckets;
  private final ObjectStore objects;
  private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();

  /** Completed uploads, for clients that did not get the response and retry. */
  private final Map<String, StoredObject> completed = new ConcurrentHashMap<>();

  MultipartUploads(Buckets buckets, ObjectStore objects) {
    this.buckets = buckets;
    this.objects = objects;
  }

  Response create(S3Request request) {
    buckets.require(request.bucket(), request.call());
    Map<String, String> headers = new ObjectHeaders(request).collect();
    MultipartUpload upload = MultipartUpload.begin(request, headers);
    String id = UUID.randomUUID().toString().replace("-", "");
    uploads.put(id, upload);
    Response response =
        Response.xml(
            200,
            S3Xml.document(
                "InitiateMultipartUploadResult",
                bucketAndKey(request) + S3Xml.element("UploadId", id)));
    if (upload.declared().isPresent()) {
      response =
          response
              .with("x-amz-checksum-algorithm", upload.algorithm().name())
              .with(ObjectHeaders.CHECKSUM_TYPE, upload.checksumType());
    }
    return ObjectHeaders.copyTo(response, headers);
  }

  Response part(S3Request request) throws IOException {
    Call call = request.call();
    MultipartUpload upload = find(request);
    int number = request.partNumber().orElseThrow(S3Request::invalidPartNumber);
    upload.check(BodyIntegrity.announced(call));
    Blob blob = objects.blobs().store(BodyIntegrity.of(call, upload.algorithm()));
    synchronized (upload) {
      if (!uploads.containsKey(request.uploadId())) {
        objects.blobs().delete(blob.file()); // completed or aborted while the part arrived
        throw S3Request.noSuchUpload();
      }
      Optional<Blob> before = Optional.ofNullable(upload.parts().put(number, blob));
      if (before.isPresent()) {
        objects.blobs().delete(before.get().file());
      }
    }
    return ObjectHeaders.copyTo(
        Response.of(200)
            .with("ETag", "\"" + blob.md5() + "\"")
            .with(blob.algorithm().header(), blob.checksum()),
        upload.headers());
  }

  /** Joins the parts. A repeated request, even a concurrent one, gets the same response. */
  Response complete(S3Request request) throws IOException {
    request.refuse("if-match|x-amz-server-side-encryption-customer-.*");
    Element root = S3Xml.readUnchecked(request.call()).orElseThrow(S3Xml::malformed);
    buckets.require(request.bucket(), request.call());
    Optional<MultipartUpload> running = Optional.ofNullable(uploads.get(request.uploadId()));
    if (running.isEmpty()) {
      return repeated(request).orElseThrow(S3Request::noSuchUpload);
    }
    synchronized (running.get()) {
      Optional<Response> repeated = repeated(request);
      return repeated.isPresent() ? repeated.get() : complete(request, root);
    }
  }

  /** The response to a repeated request, unless its object no longer exists. */
  private Optional<Response> repeated(S3Request request) {
    return Optional.ofNullable(completed.get(request.uploadId()))
        .filter(before -> objects.has(request, before))
        .map(before -> completed(request, before));
  }

  private Response complete(S3Request request, Element root) throws IOException {
    MultipartUpload upload = find(request);
    List<Blob> chosen = upload.chosen(root);
    checkSize(request.call(), chosen);
    Blob whole = objects.blobs().join(chosen, upload.algorithm());
    String checksum = upload.checksum(chosen, whole);
    if (request
        .call()
        .header(upload.algorithm().header())
        .filter(wanted -> !wanted.equals(checksum))
        .isPresent()) {
      objects.blobs().delete(whole.file());
      throw BodyIntegrity.badDigest(upload.algorithm().lowerCase(), "the calculated checksum");
    }
    Map<String, String> headers = new LinkedHashMap<>(upload.headers());
    headers.put(upload.algorithm().header(), checksum);
    headers.put(ObjectHeaders.CHECKSUM_TYPE, upload.checksumType());
    StoredObject stored =
        objects.put(
            upload.bucket(),
            upload.key(),
            new ObjectStore.Content(
                whole,
                MultipartUpload.etag(chosen),
                headers,
                chosen.stream().map(Blob::size).toList()),
            ObjectOperations.ifMissing(request.call()));
    completed.put(request.uploadId(), stored);
    forget(request.uploadId(), upload);
    return completed(request, stored);
  }

  private static void checkSize(Call call, List<Blob> chosen) {
    long size = chosen.stream().mapToLong(Blob::size).sum();
    Optional<String> announced = call.header("x-amz-mp-object-size");
    if (announced.filter(wanted -> !wanted.equals(Long.toString(size))).isPresent()) {
      throw new AwsError(
          400,
          "InvalidRequest",
          "The provided 'x-amz-mp-object-size' header value %s does not match what was computed: %d"
              .formatted(announced.orElse(""), size));
    }
  }

  private static Response completed(S3Request request, StoredObject stored) {
    StringBuilder result =
        new StringBuilder(S3Xml.element("Location", request.location()))
            .append(bucketAndKey(request))
            .append(S3Xml.element("ETag", "\"" + stored.etag() + "\""));
    stored
        .headers()
        .forEach(
            (name, value) ->
                ChecksumAlgorithm.ofHeader(name)
                    .ifPresent(each -> result.append(S3Xml.element("Checksum" + each, value))));
    result.append(
        S3Xml.element(
            "ChecksumType", stored.headers().getOrDefault(ObjectHeaders.CHECKSUM_TYPE, "")));
    Response response =
        Response.xml(200, S3Xml.document("CompleteMultipartUploadResult", result.toString()));
    for (Map.Entry<String, String> header : stored.headers().entrySet()) {
      if (header.getKey().startsWith(ObjectHeaders.ENCRYPTION)) {
        response = response.with(header.getKey(), header.getValue());
      }
    }
    return ObjectOperations.withVersion(response, stored);
  }

  Response abort(S3Request request) throws IOException {
    MultipartUpload upload = find(request);
    synchronized (upload) {
      forget(request.uploadId(), find(request)); // fails if the upload was completed meanwhile
    }
    return Response.of(204);
  }

  private void forget(String id, MultipartUpload upload) throws IOException {
    uploads.remove(id);
    for (Blob part : upload.parts().values()) {
      objects.blobs().delete(part.file());
    }
  }

  private MultipartUpload find(S3Request request) {
    buckets.require(request.bucket(), request.call());
    return Optional.ofNullable(uploads.get(request.uploadId()))
        .filter(
            found -> found.bucket().equals(request.bucket()) && found.key().equals(request.key()))
        .orElseThrow(S3Request::noSuchUpload);
  }

  private static String bucketAndKey(S3Request request) {
    return S3Xml.element("Bucket", request.bucket()) + S3Xml.element("Key", request.key());
  }
}
