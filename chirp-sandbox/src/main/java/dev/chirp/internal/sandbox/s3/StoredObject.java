package dev.chirp.internal.sandbox.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an object, or a delete marker.
 *
 * @param version the version id; {@code null}, as S3 calls it, for an object written without
 *     versioning
 * @param file the name of the file with its bytes; empty for a delete marker
 * @param etag without quotes
 * @param modified in milliseconds since the epoch
 * @param headers the headers that a read returns: type, metadata, encryption, checksums
 * @param parts the sizes of the parts of a multipart upload, in order; empty for any other object
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
    // State files of older versions do not have parts.
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

  /**
   * The range of a part, counted from 1. An object that was not uploaded in parts is its own part
   * 1.
   */
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
