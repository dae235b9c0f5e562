package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.s3.Blobs.Blob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/** Uploads in parts, which AWS's CLI makes of each file over 8 MB. They end with the sandbox. */
final class MultipartUploads {
  private final Buckets buckets;
  private final ObjectStore objects;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  private record Upload(
      String bucket, String key, Map<String, String> headers, Map<Integer, Blob> parts) {}

  MultipartUploads(Buckets buckets, ObjectStore objects) {
    this.buckets = buckets;
    this.objects = objects;
  }

  Answer create(Request request) {
    Call call = request.call();
    request.refuse(ObjectOperations.NOT_WRITTEN);
    buckets.require(request.bucket(), call);
    String id = UUID.randomUUID().toString().replace("-", "");
    uploads.put(
        id,
        new Upload(
            request.bucket(),
            request.key(),
            ObjectOperations.kept(call),
            new ConcurrentHashMap<>()));
    return Answer.xml(
        200,
        Xml.document(
            "InitiateMultipartUploadResult", names(request) + Xml.element("UploadId", id)));
  }

  Answer part(Request request) throws IOException {
    Call call = request.call();
    Upload upload = find(request);
    int number = call.parameter("partNumber").map(Integer::valueOf).orElse(0);
    if (number < 1 || number > 10_000) {
      throw new Refusal(
          400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
    }
    Blob blob = objects.blobs().take(call);
    Optional<Blob> before = Optional.ofNullable(upload.parts().put(number, blob));
    if (before.isPresent()) {
      objects.blobs().delete(before.get().file());
    }
    return Answer.of(200).with("ETag", "\"" + blob.md5() + "\"");
  }

  Answer complete(Request request) throws IOException {
    request.refuse(ObjectOperations.NOT_WRITTEN);
    Upload upload = find(request);
    List<Blob> parts = new ArrayList<>();
    Element root =
        Xml.read(request.call())
            .orElseThrow(() -> new Refusal(400, "MalformedXML", "The body is missing."));
    for (Element part : Xml.children(root, "Part")) {
      int number = Xml.text(part, "PartNumber").map(Integer::valueOf).orElse(0);
      parts.add(
          Optional.ofNullable(upload.parts().get(number))
              .orElseThrow(
                  () ->
                      new Refusal(
                          400,
                          "InvalidPart",
                          "One or more of the specified parts could not be found. The part may not have been uploaded, or"
                              + " the specified entity tag may not match the part's entity tag.")));
    }
    Blob whole = objects.blobs().join(parts.stream().map(Blob::file).toList());
    String etag = ObjectStore.etagOf(parts.stream().map(Blob::md5).toList());
    StoredObject stored =
        objects.put(
            upload.bucket(),
            upload.key(),
            whole,
            etag,
            upload.headers(),
            ObjectOperations.ifMissing(request.call()));
    forget(request.uploadId(), upload);
    return ObjectOperations.versioned(
        Answer.xml(
            200,
            Xml.document(
                "CompleteMultipartUploadResult",
                names(request) + Xml.element("ETag", "\"" + stored.etag() + "\""))),
        stored);
  }

  Answer abort(Request request) throws IOException {
    forget(request.uploadId(), find(request));
    return Answer.of(204);
  }

  private void forget(String id, Upload upload) throws IOException {
    uploads.remove(id);
    for (Blob part : upload.parts().values()) {
      objects.blobs().delete(part.file());
    }
  }

  private Upload find(Request request) {
    buckets.require(request.bucket(), request.call());
    return Optional.ofNullable(uploads.get(request.uploadId()))
        .filter(
            found -> found.bucket().equals(request.bucket()) && found.key().equals(request.key()))
        .orElseThrow(Request::noSuchUpload);
  }

  private static String names(Request request) {
    return Xml.element("Bucket", request.bucket()) + Xml.element("Key", request.key());
  }
}
