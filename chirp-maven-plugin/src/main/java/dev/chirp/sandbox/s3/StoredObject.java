package dev.chirp.sandbox.s3;

import java.util.Map;

/**
 * One version of an object, or a delete marker.
 *
 * @param version {@code null} in a bucket without versions, as S3 calls it
 * @param file name of its bytes; empty for a delete marker
 * @param etag without quotes
 * @param modified in milliseconds since the epoch
 * @param headers that are given back as they came: type, metadata, checksums
 */
record StoredObject(
    String version,
    String file,
    long size,
    String etag,
    long modified,
    Map<String, String> headers) {

  static final String NO_VERSION = "null";

  StoredObject {
    headers = Map.copyOf(headers);
  }

  static StoredObject deleteMarker(String version, long modified) {
    return new StoredObject(version, "", 0, "", modified, Map.of());
  }

  boolean isDeleteMarker() {
    return file.isEmpty();
  }
}
