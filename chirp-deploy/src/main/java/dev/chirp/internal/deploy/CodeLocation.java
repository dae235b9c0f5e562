package dev.chirp.internal.deploy;

import java.util.Optional;

/** Where Lambda takes the zip from. */
sealed interface CodeLocation {
  /** The request itself carries it, up to 50 MB. */
  record Direct(DirectZip zip) implements CodeLocation {}

  /**
   * An object that this run made.
   *
   * @param version in a bucket with versions
   */
  record InBucket(String bucket, String key, Optional<String> version) implements CodeLocation {
    @Override
    public String toString() {
      return "s3://%s/%s".formatted(bucket, key);
    }
  }
}
