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
   * The result of a deletion.
   *
   * @param version the version that was deleted or created; empty without versioning
   * @param marker true if that version is a delete marker
   */
  record Deletion(String version, boolean marker) {}

  /**
   * Deletes the files of unfinished uploads of an earlier sandbox. Call it before the first upload.
   */
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
   * The given version, or the latest one.
   *
   * @throws AwsError when the version does not exist, or is a delete marker
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

  /** True if the object is still a version of the request's key. */
  boolean has(S3Request request, StoredObject object) {
    buckets.require(request.bucket(), request.call());
    return buckets
        .find(request.bucket())
        .map(found -> found.versions(request.key()).contains(object))
        .orElse(false);
  }

  /**
   * The content of an object to store.
   *
   * @param parts the sizes of the parts of a multipart upload; empty for any other object
   */
  record Content(Blob blob, String etag, Map<String, String> headers, List<Long> parts) {
    Content {
      headers = Map.copyOf(headers);
      parts = List.copyOf(parts);
    }
  }

  /** Adds a version, or replaces the object if versioning is off. */
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

  /** The versions with a new one at the end, and without an older one of the same id. */
  private static List<StoredObject> replacing(
      List<StoredObject> versions, StoredObject fresh, List<StoredObject> replaced) {
    List<StoredObject> changed = new ArrayList<>(versions);
    versions.stream().filter(old -> old.version().equals(fresh.version())).forEach(replaced::add);
    changed.removeAll(replaced);
    changed.add(fresh);
    return changed;
  }

  /**
   * Deletes one version permanently. Without a version, and if versioning was ever enabled, it adds
   * a delete marker. If versioning is suspended, the marker replaces the version {@code null}.
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
          String deleted = version.orElse(StoredObject.NO_VERSION);
          List<StoredObject> versions = new ArrayList<>(found.versions(key));
          versions.stream()
              .filter(object -> object.version().equals(deleted))
              .forEach(removed::add);
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

  private void deleteFiles(List<StoredObject> deleted) throws IOException {
    for (StoredObject object : deleted) {
      blobs.delete(object.file());
    }
  }

  private static String newVersion() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
