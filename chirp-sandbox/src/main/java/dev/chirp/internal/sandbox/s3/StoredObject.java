package dev.chirp.internal.sandbox.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an object, or a delete marker.
 *
 * @param version {@code null} of an object that was written without versioning, as S3 calls it
 * @param file name of its bytes; empty for a delete marker
 * @param etag without quotes
 * @param modified in milliseconds since the epoch
 * @param headers that are given back when it is read: type, metadata, encryption, checksums
 * @param parts sizes of the parts that it was uploaded in, in order; empty if it came at once
 */
record StoredObject(
    String version,
    String file,
    long size,
    String etag,
    long modified,
    Map<String, String> headers,
    List<Long> parts) {

  static final String NO_VERSION = "null";
  static final String STORAGE_CLASS = "x-amz-storage-class";

  StoredObject {
    headers = Map.copyOf(headers);
    // An earlier sandbox wrote none.
    parts = List.copyOf(Optional.ofNullable(parts).orElse(List.of()));
  }

  static StoredObject deleteMarker(String version, long modified) {
    return new StoredObject(version, "", 0, "", modified, Map.of(), List.of());
  }

  boolean isDeleteMarker() {
    return file.isEmpty();
  }

  String storageClass() {
    return headers.getOrDefault(STORAGE_CLASS, "STANDARD");
  }

  /** Where part {@code number} is, counted from 1; an object that came at once is its part 1. */
  Optional<ByteRange> part(int number) {
    if (parts.isEmpty()) {
      return number == 1 ? Optional.of(new ByteRange(0, size)) : Optional.empty();
    }
    if (number > parts.size()) {
      return Optional.empty();
    }
    long first = parts.stream().limit(number - 1).mapToLong(Long::longValue).sum();
    return Optional.of(new ByteRange(first, parts.get(number - 1)));
  }
}
