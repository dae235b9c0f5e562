package dev.chirp.internal.packaging;

import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.pack.PackageLimits;
import dev.chirp.internal.project.LambdaRuntime;

/** The deployment package of one project. */
public interface ProjectPackage {
  /** The runtime that the package is for. */
  LambdaRuntime runtime();

  /** Writes {@code target/chirp/<artifactId>.zip}. */
  CodePackage make(Libraries libraries);

  /**
   * Builds the package and reports its contents: {@code chirp:package}.
   *
   * @param functions the number of functions in it
   */
  default void makeAndReport(int functions, Libraries libraries, Progress progress) {
    PackageLimits.warning(make(libraries)).ifPresent(progress::warn);
    progress.say(
        "%d function%s, runtime %s"
            .formatted(functions, functions == 1 ? "" : "s", runtime().id()));
  }

  /** Returns whether Chirp built the file, so that a deploy may delete it afterward. */
  default boolean isOwn() {
    return true;
  }
}
