package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.s3.ObjectStore.Deletion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Writes and deletes objects. */
record ObjectOperations(Buckets buckets, ObjectStore objects) {
  private static final String UNSUPPORTED_ON_DELETE = "if-match|x-amz-if-match-.*|x-amz-mfa";

  /** S3's limit for the objects in a {@code DeleteObjects} request. */
  private static final int MAX_DELETED = 1000;

  Response put(S3Request request) throws IOException {
    StoredObject stored = store(request);
    return withVersion(
        ObjectHeaders.copyTo(
            Response.of(200).with("ETag", "\"" + stored.etag() + "\""), stored.headers()),
        stored);
  }

  /** Stores a request's body under its key. */
  StoredObject store(S3Request request) throws IOException {
    Call call = request.call();
    Bucket bucket = buckets.require(request.bucket(), call);
    Map<String, String> headers = new ObjectHeaders(request).collect();
    Blobs.Blob blob = objects.blobs().store(BodyIntegrity.of(call, ChecksumAlgorithm.CRC64NVME));
    headers.put(blob.algorithm().header(), blob.checksum());
    headers.put(ObjectHeaders.CHECKSUM_TYPE, "FULL_OBJECT");
    return objects.put(
        bucket.name(),
        request.key(),
        new ObjectStore.Content(blob, blob.md5(), headers, List.of()),
        ifMissing(call));
  }

  /** True if {@code If-None-Match: *} protects an existing object from being overwritten. */
  static boolean ifMissing(Call call) {
    Optional<String> others = call.header("if-none-match");
    if (others.filter(etag -> !etag.equals("*")).isPresent()) {
      throw AwsError.unsupported("a write with if-none-match of an ETag");
    }
    return others.isPresent();
  }

  /** Adds the version id, which S3 returns with versioning only. */
  static Response withVersion(Response response, StoredObject object) {
    return object.version().equals(StoredObject.NO_VERSION)
        ? response
        : response.with("x-amz-version-id", object.version());
  }

  /** Deletes an object. Deleting a missing object succeeds. */
  Response delete(S3Request request) throws IOException {
    request.refuse(UNSUPPORTED_ON_DELETE);
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Deletion deletion = objects.delete(bucket.name(), request.key(), request.version());
    Response response =
        deletion.version().isEmpty()
            ? Response.of(204)
            : Response.of(204).with("x-amz-version-id", deletion.version());
    return deletion.marker() ? response.with("x-amz-delete-marker", "true") : response;
  }

  Response deleteAll(S3Request request) throws IOException {
    request.refuse(UNSUPPORTED_ON_DELETE);
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Element root = S3Xml.read(request.call()).orElseThrow(S3Xml::malformed);
    boolean quiet = S3Xml.text(root, "Quiet").filter("true"::equals).isPresent();
    List<Element> wanted = S3Xml.children(root, "Object");
    if (wanted.isEmpty() || wanted.size() > MAX_DELETED) {
      throw S3Xml.malformed();
    }
    for (Element object : wanted) {
      for (String condition : List.of("ETag", "LastModifiedTime", "Size")) {
        if (S3Xml.text(object, condition).isPresent()) {
          throw AwsError.unsupported("s3:DeleteObjects with " + condition);
        }
      }
      if (S3Xml.text(object, "Key").filter(key -> !key.isEmpty()).isEmpty()) {
        throw S3Xml.malformed();
      }
    }
    StringBuilder deleted = new StringBuilder();
    for (Element object : wanted) {
      String key = S3Xml.text(object, "Key").orElse("");
      Optional<String> version = S3Xml.text(object, "VersionId").filter(id -> !id.isEmpty());
      Deletion deletion = objects.delete(bucket.name(), key, version);
      if (!quiet) {
        deleted.append(deleted(key, version, deletion));
      }
    }
    return Response.xml(200, S3Xml.document("DeleteResult", deleted.toString()));
  }

  private static String deleted(String key, Optional<String> version, Deletion deletion) {
    String marker =
        deletion.marker()
            ? S3Xml.element("DeleteMarker", true)
                + S3Xml.element("DeleteMarkerVersionId", deletion.version())
            : "";
    return "<Deleted>"
        + S3Xml.element("Key", key)
        + version.map(id -> S3Xml.element("VersionId", id)).orElse("")
        + marker
        + "</Deleted>";
  }
}
