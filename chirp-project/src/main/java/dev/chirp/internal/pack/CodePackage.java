package dev.chirp.internal.pack;

import dev.chirp.internal.core.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The zip that Lambda gets.
 *
 * @param codeSha256 SHA-256 of the file in base64, as Lambda's {@code CodeSha256}
 * @param size bytes of the file
 * @param unzippedSize bytes of its entries
 */
public record CodePackage(Path file, String codeSha256, long size, long unzippedSize) {
  private static final long DIRECT_LIMIT = 52_428_800;
  private static final int BLOCK = 1 << 17;
  private static final int LARGEST = 5;
  private static final int STEP = 1024;

  /**
   * Returns the package with these files.
   *
   * @param written the zip where it is now
   * @param zip its path once it is complete
   */
  static CodePackage of(Path written, Path zip, List<Item> items) throws IOException {
    long unzipped = items.stream().mapToLong(Item::size).sum();
    return new CodePackage(zip, sha256(written), Files.size(written), unzipped);
  }

  /**
   * True if the zip has more than 50 MB, so that Lambda accepts it only from a bucket.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  public boolean needsBucket() {
    return size > DIRECT_LIMIT;
  }

  /** Reports what was packed: size, hash, and the largest jars. */
  void report(List<Item> jars, Progress progress) {
    progress.say(
        "Package %s: %s, %s unzipped".formatted(file, inWords(size), inWords(unzippedSize)));
    progress.say("CodeSha256 " + codeSha256);
    if (jars.isEmpty()) {
      return;
    }
    String largest =
        jars.stream()
            .sorted(Comparator.comparingLong(Item::size).reversed())
            .limit(LARGEST)
            .map(jar -> jar.name().substring("lib/".length()) + " " + inWords(jar.size()))
            .collect(Collectors.joining(", "));
    progress.say(
        jars.size() <= LARGEST
            ? "Dependencies: " + largest
            : "Largest of " + jars.size() + " dependencies: " + largest);
  }

  /**
   * Returns {@code 2.7 MB}, {@code 81 KB} or {@code 12 bytes}. One MB is 1,048,576 bytes, as in
   * AWS's quotas.
   */
  static String inWords(long bytes) {
    if (bytes < STEP) {
      return bytes + " bytes";
    }
    return bytes < STEP * STEP
        ? bytes / STEP + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) (STEP * STEP));
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int length = in.read(block); length > 0; length = in.read(block)) {
        digest.update(block, 0, length);
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }
}
