package dev.chirp.internal.sandbox.s3;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A bucket with its objects.
 *
 * @param account the owner
 * @param versioning {@code Enabled}, {@code Suspended}, or empty if never set
 * @param created in milliseconds since the epoch
 * @param objects the versions of each object by key, latest last
 */
record Bucket(
    String name,
    String account,
    String region,
    String versioning,
    long created,
    Map<String, List<StoredObject>> objects) {

  Bucket {
    objects = Collections.unmodifiableMap(new TreeMap<>(objects));
  }

  boolean isVersioned() {
    return versioning.equals("Enabled");
  }

  List<StoredObject> versions(String key) {
    return objects.getOrDefault(key, List.of());
  }

  /** The latest version of each key, without delete markers, as in listings. */
  NavigableMap<String, StoredObject> current() {
    NavigableMap<String, StoredObject> current = new TreeMap<>();
    objects.forEach(
        (key, versions) -> {
          StoredObject latest = versions.get(versions.size() - 1);
          if (!latest.isDeleteMarker()) {
            current.put(key, latest);
          }
        });
    return current;
  }

  Bucket with(String key, List<StoredObject> versions) {
    Map<String, List<StoredObject>> changed = new TreeMap<>(objects);
    if (versions.isEmpty()) {
      changed.remove(key);
    } else {
      changed.put(key, List.copyOf(versions));
    }
    return new Bucket(name, account, region, versioning, created, changed);
  }

  Bucket withVersioning(String status) {
    return new Bucket(name, account, region, status, created, objects);
  }
}
