package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Progress;
import java.util.Comparator;
import java.util.List;
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

  /** Bytes of a zip that goes to Lambda without a bucket: 50 MB. */
  public static final long DIRECT_UPLOAD = 52_428_800;

  private static final String BUCKET = "-Dchirp.bucket=<a bucket in the functions' region>";
  private static final int NAMED = 10;

  private PackageLimits() {}

  /** Refuses a zip that cannot go to Lambda without a bucket. */
  public static void checkDirectUpload(CodePackage code) {
    if (code.size() > DIRECT_UPLOAD) {
      throw ChirpException.project(tooLarge(code)).withSuggestion("mvn chirp:deploy " + BUCKET);
    }
  }

  /** Says of such a zip, where none is sent, what sending it will need. */
  public static void warnOfDirectUpload(CodePackage code, Progress progress) {
    if (code.size() > DIRECT_UPLOAD) {
      progress.warn(tooLarge(code) + " Deploy it with " + BUCKET);
    }
  }

  private static String tooLarge(CodePackage code) {
    return "'%s' has %s; without a bucket Lambda takes up to %s."
        .formatted(
            code.file().getFileName(), Sizes.exactly(code.size()), Sizes.exactly(DIRECT_UPLOAD));
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
          "Unzipped, the package has %s; Lambda takes up to %s. Largest:%s"
              .formatted(Sizes.exactly(size), Sizes.exactly(UNZIPPED), largest));
    }
  }
}
