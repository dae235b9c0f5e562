package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lambda's size limits for a zip.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class PackageLimits {
  /** The limit for the unzipped files: 250 MB, in bytes. */
  public static final long UNZIPPED = 262_144_000;

  private static final int NAMED = 10;

  private PackageLimits() {}

  /** Returns a warning about a zip that is built but not deployed, if there is a reason for one. */
  public static Optional<String> warning(CodePackage code) {
    return code.needsBucket()
        ? Optional.of(
            "'%s' has %s: Lambda accepts more than 50 MB only from a bucket, so chirp:deploy needs <bucket> or -Dchirp.bucket."
                .formatted(code.file().getFileName(), exact(code.size())))
        : Optional.empty();
  }

  /** Includes the exact number, because a few bytes above the limit would not show otherwise. */
  private static String exact(long size) {
    return String.format(Locale.ROOT, "%s (%,d bytes)", CodePackage.inWords(size), size);
  }

  /** Refuses a package that is too large for Lambda to unzip, before it is written. */
  static void checkUnzipped(List<Item> items) {
    long size = items.stream().mapToLong(Item::size).sum();
    if (size > UNZIPPED) {
      String largest =
          items.stream()
              .sorted(Comparator.comparingLong(Item::size).reversed())
              .limit(NAMED)
              .map(item -> "\n  %9s  %s".formatted(CodePackage.inWords(item.size()), item.name()))
              .collect(Collectors.joining());
      throw ChirpException.project(
          "Unzipped, the package has %s; Lambda accepts up to 250 MB (262,144,000 bytes). Largest:%s"
              .formatted(exact(size), largest));
    }
  }
}
