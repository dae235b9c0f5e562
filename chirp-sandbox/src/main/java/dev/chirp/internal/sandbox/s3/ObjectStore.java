package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.s3.Blobs.Blob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The objects of all buckets, by key and version. */
record ObjectStore(Buckets buckets, Blobs blobs) {

  /**
   * What a deletion did.
   *
   * @param version that was deleted or made; empty where there are no versions
   */
  record Deletion(String version, boolean marker) {}

  /** Removes what uploads left that ended with their sandbox, before there are new ones. */
  void sweep() {
    blobs.keepOnly(
        buckets.all().stream()
            .flatMap(bucket -> bucket.objects().values().stream())
            .flatMap(List::stream)
            .map(StoredObject::file)
            .collect(Collectors.toSet()));
  }

  Path path(StoredObject object) {
    return blobs.path(object.file());
  }

  /**
   * A version, or the latest one.
   *
   * @throws AwsError when it is not there, or is a delete marker
   */
  StoredObject require(String bucket, String key, Optional<String> version) {
    List<StoredObject> versions =
        buckets.find(bucket).map(found -> found.versions(key)).orElse(List.of());
    Optional<StoredObject> found =
        version.isPresent()
            ? versions.stream().filter(o -> o.version().equals(version.get())).findFirst()
            : versions.stream().reduce((before, last) -> last);
    if (found.filter(object -> !object.isDeleteMarker()).isPresent()) {
      return found.get();
    }
    AwsError refusal =
        version.isEmpty()
            ? new AwsError(404, "NoSuchKey", "The specified key does not exist.")
            : found.isEmpty()
                ? new AwsError(404, "NoSuchVersion", "The specified version does not exist.")
                : new AwsError(
                        405,
                        "MethodNotAllowed",
                        "The specified method is not allowed against this resource.")
                    .with("Allow", "DELETE")
                    .with("Last-Modified", Preconditions.httpDate(found.get().modified()));
    throw found
        .map(
            marker ->
                refusal
                    .with("x-amz-delete-marker", "true")
                    .with("x-amz-version-id", marker.version()))
        .orElse(refusal);
  }

  /** Whether a request's key still has this object as one of its versions. */
  boolean has(S3Request request, StoredObject object) {
    buckets.require(request.bucket(), request.call());
    return buckets
        .find(request.bucket())
        .map(found -> found.versions(request.key()).contains(object))
        .orElse(false);
  }

  /**
   * What is written.
   *
   * @param parts sizes of the parts that it came in, if any
   */
  record Content(Blob blob, String etag, Map<String, String> headers, List<Long> parts) {
    Content {
      headers = Map.copyOf(headers);
      parts = List.copyOf(parts);
    }
  }

  /** Adds a version, or replaces the one that was written without versioning. */
  StoredObject put(String bucket, String key, Content content, boolean onlyIfMissing)
      throws IOException {
    List<StoredObject> replaced = new ArrayList<>();
    List<StoredObject> stored = new ArrayList<>();
    buckets.change(
        bucket,
        found -> {
          if (onlyIfMissing && found.current().containsKey(key)) {
            return found;
          }
          StoredObject object =
              new StoredObject(
                  found.isVersioned() ? newVersion() : StoredObject.NO_VERSION,
                  content.blob().file(),
                  content.blob().size(),
                  content.etag(),
                  System.currentTimeMillis(),
                  content.headers(),
                  content.parts());
          stored.add(object);
          return found.with(key, replacing(found.versions(key), object, replaced));
        });
    deleteFiles(replaced);
    if (stored.isEmpty()) {
      blobs.delete(content.blob().file());
      throw buckets.find(bucket).isPresent() ? Preconditions.failed() : Buckets.noSuchBucket();
    }
    return stored.get(0);
  }

  /** The versions with a new one at their end, and without an older one of the same id. */
  private static List<StoredObject> replacing(
      List<StoredObject> versions, StoredObject fresh, List<StoredObject> replaced) {
    List<StoredObject> changed = new ArrayList<>(versions);
    versions.stream().filter(old -> old.version().equals(fresh.version())).forEach(replaced::add);
    changed.removeAll(replaced);
    changed.add(fresh);
    return changed;
  }

  /**
   * Deletes one version for good. Without a version it adds a delete marker, as soon as versioning
   * was ever set: where it is suspended, the marker replaces the version {@code null}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html">Deleting
   *     with versioning suspended</a>
   */
  Deletion delete(String bucket, String key, Optional<String> version) throws IOException {
    List<StoredObject> removed = new ArrayList<>();
    List<StoredObject> markers = new ArrayList<>();
    buckets.change(
        bucket,
        found -> {
          if (version.isEmpty() && !found.versioning().isEmpty()) {
            StoredObject marker =
                StoredObject.deleteMarker(
                    found.isVersioned() ? newVersion() : StoredObject.NO_VERSION,
                    System.currentTimeMillis());
            markers.add(marker);
            return found.with(key, replacing(found.versions(key), marker, removed));
          }
          String gone = version.orElse(StoredObject.NO_VERSION);
          List<StoredObject> versions = new ArrayList<>(found.versions(key));
          versions.stream().filter(object -> object.version().equals(gone)).forEach(removed::add);
          versions.removeAll(removed);
          return found.with(key, versions);
        });
    deleteFiles(removed);
    return markers.isEmpty()
        ? new Deletion(
            version.orElse(""),
            version.isPresent() && removed.stream().anyMatch(StoredObject::isDeleteMarker))
        : new Deletion(markers.get(0).version(), true);
  }

  private void deleteFiles(List<StoredObject> gone) throws IOException {
    for (StoredObject object : gone) {
      blobs.delete(object.file());
    }
  }

  private static String newVersion() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
