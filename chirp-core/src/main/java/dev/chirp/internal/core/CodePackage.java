package dev.chirp.internal.core;

import java.nio.file.Path;

/**
 * The zip that Lambda gets.
 *
 * @param codeSha256 SHA-256 of the file in base64, as Lambda's {@code CodeSha256}
 * @param size bytes of the file
 * @param unzippedSize bytes of its entries
 */
public record CodePackage(Path file, String codeSha256, long size, long unzippedSize) {
  private static final long DIRECT_LIMIT = 52_428_800;

  /**
   * True if the zip has more than 50 MB, so that Lambda accepts it only from a bucket.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  public boolean needsBucket() {
    return size > DIRECT_LIMIT;
  }
}
