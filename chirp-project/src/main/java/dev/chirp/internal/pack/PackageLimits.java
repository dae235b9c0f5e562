package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How large Lambda takes a zip.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class PackageLimits {
  /** Bytes of the unzipped entries: 250 MB. */
  public static final long UNZIPPED = 262_144_000;

  private static final int NAMED = 10;

  private PackageLimits() {}

  /** What to tell of a zip that is made and not sent, if anything. */
  public static Optional<String> warning(CodePackage code) {
    return code.needsBucket()
        ? Optional.of(
            "'%s' has %s: Lambda takes more than 50 MB from a bucket only, so chirp:deploy needs <bucket> or -Dchirp.bucket."
                .formatted(code.file().getFileName(), exact(code.size())))
        : Optional.empty();
  }

  /** A few bytes too many would look like none. */
  private static String exact(long size) {
    return String.format(Locale.ROOT, "%s (%,d bytes)", Sizes.inWords(size), size);
  }

  /** Refuses what Lambda would not unzip, before it is written. */
  static void checkUnzipped(List<Item> items) {
    long size = items.stream().mapToLong(Item::size).sum();
    if (size > UNZIPPED) {
      String largest =
          items.stream()
              .sorted(Comparator.comparingLong(Item::size).reversed())
              .limit(NAMED)
              .map(item -> "\n  %9s  %s".formatted(Sizes.inWords(item.size()), item.name()))
              .collect(Collectors.joining());
      throw ChirpException.project(
          "Unzipped, the package has %s; Lambda takes up to 250 MB (262,144,000 bytes). Largest:%s"
              .formatted(exact(size), largest));
    }
  }
}
