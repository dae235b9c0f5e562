package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.s3.Blobs.Blob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** ObjectStore by key and version. */
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

  /** A version, or the latest one. */
  StoredObject require(String bucket, String key, Optional<String> version) {
    List<StoredObject> versions =
        buckets.find(bucket).map(found -> found.versions(key)).orElse(List.of());
    if (version.isPresent()) {
      return versions.stream()
          .filter(object -> object.version().equals(version.get()) && !object.isDeleteMarker())
          .findFirst()
          .orElseThrow(
              () -> new Refusal(404, "NoSuchVersion", "The specified version does not exist."));
    }
    if (versions.isEmpty() || versions.get(versions.size() - 1).isDeleteMarker()) {
      throw new Refusal(404, "NoSuchKey", "The specified key does not exist.");
    }
    return versions.get(versions.size() - 1);
  }

  /** Adds a version, or takes the place of the object that was there. */
  StoredObject put(
      String bucket,
      String key,
      Blob blob,
      String etag,
      Map<String, String> headers,
      boolean onlyIfMissing)
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
                  blob.file(),
                  blob.size(),
                  etag,
                  System.currentTimeMillis(),
                  headers);
          stored.add(object);
          List<StoredObject> versions = new ArrayList<>(found.versions(key));
          versions.stream()
              .filter(old -> old.version().equals(object.version()))
              .forEach(replaced::add);
          versions.removeAll(replaced);
          versions.add(object);
          return found.with(key, versions);
        });
    for (StoredObject old : replaced) {
      blobs.delete(old.file());
    }
    if (stored.isEmpty()) {
      blobs.delete(blob.file());
      throw preconditionFailed();
    }
    return stored.get(0);
  }

  /** Deletes one version for good; without a version, puts a delete marker where there are any. */
  Deletion delete(String bucket, String key, Optional<String> version) throws IOException {
    List<StoredObject> removed = new ArrayList<>();
    List<StoredObject> markers = new ArrayList<>();
    buckets.change(
        bucket,
        found -> {
          List<StoredObject> versions = new ArrayList<>(found.versions(key));
          if (version.isEmpty() && found.isVersioned()) {
            StoredObject marker =
                StoredObject.deleteMarker(newVersion(), System.currentTimeMillis());
            markers.add(marker);
            versions.add(marker);
          } else {
            String gone = version.orElse(StoredObject.NO_VERSION);
            versions.stream().filter(object -> object.version().equals(gone)).forEach(removed::add);
            versions.removeAll(removed);
          }
          return found.with(key, versions);
        });
    for (StoredObject object : removed) {
      blobs.delete(object.file());
    }
    return markers.isEmpty()
        ? new Deletion(version.orElse(""), removed.stream().anyMatch(StoredObject::isDeleteMarker))
        : new Deletion(markers.get(0).version(), true);
  }

  static Refusal preconditionFailed() {
    return new Refusal(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  private static String newVersion() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The ETag of an object that came in parts. */
  static String etagOf(List<String> md5s) {
    var digest = Blobs.md5();
    md5s.forEach(md5 -> digest.update(HexFormat.of().parseHex(md5)));
    return HexFormat.of().formatHex(digest.digest()) + "-" + md5s.size();
  }
}
