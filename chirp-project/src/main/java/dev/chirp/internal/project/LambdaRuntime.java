package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A runtime of Lambda by its identifier. The identifier is text, so that one which is newer than
 * Chirp works too; what Chirp knows of the others is only for early words.
 *
 * @param id {@code java21}, as Lambda writes it
 * @param release the Java release that it runs; empty where that is not known
 * @param deprecation the day from which AWS no longer supports it; empty where that is not known
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
public record LambdaRuntime(String id, OptionalInt release, Optional<LocalDate> deprecation) {
  private static final LocalDate AMAZON_LINUX_2 = LocalDate.of(2027, 6, 30);
  private static final LocalDate AMAZON_LINUX_2023 = LocalDate.of(2029, 6, 30);

  /** AWS gives notice of a runtime's end this long before. */
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

  /** The identifier of the runtime that is an operating system only. */
  public static final String SELF_CONTAINED = "provided.al2023";

  private static final int FIRST_WITH_SNAP_START = 11;

  private static final Pattern NEWER = Pattern.compile("java\\d+(\\.al\\d+)?");

  /** What a project gets that says nothing, the oldest first. */
  private static final List<LambdaRuntime> CHOICES =
      List.of(of("java17"), of("java21"), of("java25"));

  private static LambdaRuntime known(String id, int release, LocalDate deprecation) {
    return new LambdaRuntime(id, OptionalInt.of(release), Optional.of(deprecation));
  }

  /** The runtime of that identifier, whether Chirp knows it or not. */
  public static LambdaRuntime of(String written) {
    String id = written.strip();
    return KNOWN.stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseGet(() -> new LambdaRuntime(id, OptionalInt.empty(), Optional.empty()));
  }

  /**
   * What starts a function that brings its own JVM.
   *
   * @param release of that JVM
   */
  public static LambdaRuntime selfContained(int release) {
    return new LambdaRuntime(
        SELF_CONTAINED, OptionalInt.of(release), Optional.of(AMAZON_LINUX_2023));
  }

  /**
   * The oldest runtime that Chirp chooses by itself and that runs classes of this Java release;
   * fails when Lambda has none.
   */
  public static LambdaRuntime running(int release) {
    return choice(release).orElseThrow(() -> none(release));
  }

  /** As {@link #running}, and empty when Lambda has none. */
  public static Optional<LambdaRuntime> choice(int release) {
    return CHOICES.stream().filter(choice -> choice.runs(release)).findFirst();
  }

  private static ChirpException none(int release) {
    LambdaRuntime newest = CHOICES.get(CHOICES.size() - 1);
    int runs = newest.release().orElseThrow();
    return ChirpException.project(
            "The functions are compiled for Java %d, and the newest runtime that Chirp knows of Lambda, '%s', runs Java %d."
                .formatted(release, newest.id(), runs))
        .withSuggestion("<maven.compiler.release>%d</maven.compiler.release>".formatted(runs));
  }

  /** Whether it runs classes of this Java release; a runtime that is not known runs all. */
  public boolean runs(int classRelease) {
    return release.isEmpty() || classRelease <= release.getAsInt();
  }

  /**
   * Whether Lambda can start it from a picture of its memory. A newer Java than Chirp knows can.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">Lambda SnapStart</a>
   */
  public boolean hasSnapStart() {
    return NEWER.matcher(id).matches()
        && (release.isEmpty() || release.getAsInt() >= FIRST_WITH_SNAP_START);
  }

  /** What to tell the user of this runtime, if anything. */
  public List<String> warnings(LocalDate today) {
    if (release.isEmpty() && !id.startsWith("provided")) {
      return List.of(
          "Chirp does not know the runtime '%s' (from chirp.runtime): whether it runs the project's classes is not checked.%s"
              .formatted(id, meant()));
    }
    return deprecation.stream()
        .filter(day -> !today.isBefore(day.minusDays(DAYS_OF_NOTICE)))
        .map(day -> ending(day, today))
        .toList();
  }

  /** A higher number is rather one that is newer than Chirp. */
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
    return "AWS's runtime '%s' %s%s: first new functions, then updates of it are refused.%s"
        .formatted(id, when, day, cure(day));
  }

  /** The same Java on a newer Amazon Linux. */
  private String cure(LocalDate day) {
    return KNOWN.stream()
        .filter(other -> other.release().equals(release))
        .filter(other -> other.deprecation().filter(end -> end.isAfter(day)).isPresent())
        .reduce((older, newer) -> newer)
        .map(
            other ->
                " -Dchirp.runtime=%s or <runtime> has the same Java for longer."
                    .formatted(other.id()))
        .orElse("");
  }
}
