package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.NearNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A Lambda runtime, by its identifier. A runtime newer than Chirp works too, because Chirp's
 * knowledge of runtimes is only used for early messages.
 *
 * @param id {@code java21}, as Lambda spells it
 * @param release the Java release that it runs; empty if unknown
 * @param deprecation the day from which AWS no longer supports it; empty if unknown
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
public record LambdaRuntime(String id, OptionalInt release, Optional<LocalDate> deprecation) {
  private static final LocalDate AMAZON_LINUX_2 = LocalDate.of(2027, 6, 30);
  private static final LocalDate AMAZON_LINUX_2023 = LocalDate.of(2029, 6, 30);

  /** The days before the end of a runtime's support when AWS announces it. */
  private static final int DAYS_OF_NOTICE = 180;

  private static final List<LambdaRuntime> KNOWN =
      List.of(
          known("java8", 8, LocalDate.of(2024, 1, 8)),
          known("java8.al2", 8, AMAZON_LINUX_2),
          known("java8.al2023", 8, AMAZON_LINUX_2023),
          known("java11", 11, AMAZON_LINUX_2),
          known("java11.al2023", 11, AMAZON_LINUX_2023),
          known("java17", 17, AMAZON_LINUX_2),
          known("java17.al2023", 17, AMAZON_LINUX_2023),
          known("java21", 21, AMAZON_LINUX_2023),
          known("java25", 25, AMAZON_LINUX_2023));

  /** The runtime that provides only an operating system. */
  public static final String SELF_CONTAINED = "provided.al2023";

  private static final int FIRST_WITH_SNAP_START = 11;

  private static final Pattern NEWER = Pattern.compile("java\\d+(\\.al\\d+)?");

  /** The runtimes that Chirp chooses from if the project sets none, oldest first. */
  private static final List<LambdaRuntime> CHOICES =
      List.of(of("java17"), of("java21"), of("java25"));

  private static LambdaRuntime known(String id, int release, LocalDate deprecation) {
    return new LambdaRuntime(id, OptionalInt.of(release), Optional.of(deprecation));
  }

  /** Returns the runtime with this identifier, even if Chirp does not know it. */
  public static LambdaRuntime of(String written) {
    String id = written.strip();
    return KNOWN.stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseGet(() -> new LambdaRuntime(id, OptionalInt.empty(), Optional.empty()));
  }

  /**
   * Returns the runtime for functions that bring their own JVM.
   *
   * @param release of that JVM
   */
  public static LambdaRuntime selfContained(int release) {
    return new LambdaRuntime(
        SELF_CONTAINED, OptionalInt.of(release), Optional.of(AMAZON_LINUX_2023));
  }

  /**
   * Returns the oldest runtime, among Chirp's choices, that can run classes of this Java release.
   * Fails if Lambda has no such runtime.
   */
  public static LambdaRuntime running(int release) {
    return choice(release).orElseThrow(() -> none(release));
  }

  /** Returns the same runtime as {@link #running}, or empty. */
  public static Optional<LambdaRuntime> choice(int release) {
    return CHOICES.stream().filter(choice -> choice.runs(release)).findFirst();
  }

  /**
   * Returns the id of the runtime that a local run reports: the given one, or the one that a deploy
   * would choose, or for classes that no runtime can run, the JVM that runs them here.
   *
   * @param given by the user
   * @param release of the classes
   */
  public static String reported(Optional<String> given, int release, JavaHome java) {
    return given
        .or(() -> choice(release).map(LambdaRuntime::id))
        .orElseGet(() -> "java" + java.release());
  }

  private static ChirpException none(int release) {
    LambdaRuntime newest = CHOICES.get(CHOICES.size() - 1);
    int runs = newest.release().orElseThrow();
    return ChirpException.project(
            "The functions are compiled for Java %d, but the newest Lambda runtime that Chirp knows, '%s', runs Java %d."
                .formatted(release, newest.id(), runs))
        .withSuggestion("<maven.compiler.release>%d</maven.compiler.release>".formatted(runs));
  }

  /**
   * Returns whether it can run classes of this Java release. An unknown runtime is assumed to run
   * all.
   */
  public boolean runs(int classRelease) {
    return release.isEmpty() || classRelease <= release.getAsInt();
  }

  /**
   * Returns whether Lambda offers SnapStart for it. A newer Java version than Chirp knows counts.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">Lambda SnapStart</a>
   */
  public boolean hasSnapStart() {
    return NEWER.matcher(id).matches()
        && (release.isEmpty() || release.getAsInt() >= FIRST_WITH_SNAP_START);
  }

  /** Returns warnings about this runtime. */
  public List<String> warnings(LocalDate today) {
    if (release.isEmpty() && !id.startsWith("provided")) {
      return List.of(
          "Chirp does not know the runtime '%s' (from chirp.runtime), so Chirp cannot check that it runs the project's classes.%s"
              .formatted(id, meant()));
    }
    return deprecation.stream()
        .filter(day -> !today.isBefore(day.minusDays(DAYS_OF_NOTICE)))
        .map(day -> ending(day, today))
        .toList();
  }

  /** Suggests a known runtime, unless the identifier looks like a newer one. */
  private String meant() {
    if (NEWER.matcher(id).matches()) {
      return "";
    }
    return NearNames.of(id.toLowerCase(Locale.ROOT), KNOWN.stream().map(LambdaRuntime::id).toList())
        .stream()
        .findFirst()
        .map(" Did you mean '%s'?"::formatted)
        .orElse("");
  }

  private String ending(LocalDate day, LocalDate today) {
    String when = today.isBefore(day) ? "will not be supported from " : "is not supported since ";
    return "AWS's runtime '%s' %s%s: AWS will refuse first new functions, then updates.%s"
        .formatted(id, when, day, cure(day));
  }

  /** Suggests the same Java release on a newer Amazon Linux. */
  private String cure(LocalDate day) {
    return KNOWN.stream()
        .filter(other -> other.release().equals(release))
        .filter(other -> other.deprecation().filter(end -> end.isAfter(day)).isPresent())
        .reduce((older, newer) -> newer)
        .map(
            other ->
                " -Dchirp.runtime=%s (or <runtime>) runs the same Java and is supported longer."
                    .formatted(other.id()))
        .orElse("");
  }
}
