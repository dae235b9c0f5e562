package dev.chirp.internal.deploy;

import java.util.Optional;

/** The place that Lambda takes the zip from. */
sealed interface CodeLocation {
  /** The request itself carries the zip, up to 50 MB. */
  record Direct(DirectZip zip) implements CodeLocation {}

  /**
   * An object that this run uploaded.
   *
   * @param version set if the bucket keeps versions
   */
  record InBucket(String bucket, String key, Optional<String> version) implements CodeLocation {
    @Override
    public String toString() {
      return "s3://%s/%s".formatted(bucket, key);
    }
  }
}
