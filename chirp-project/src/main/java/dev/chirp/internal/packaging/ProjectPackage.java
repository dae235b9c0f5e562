package dev.chirp.internal.packaging;

import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.pack.PackageLimits;
import dev.chirp.internal.project.LambdaRuntime;

/** The deployment package of one project. */
public interface ProjectPackage {
  /** The runtime that the package is for. */
  LambdaRuntime runtime();

  /** Writes {@code target/chirp/<artifactId>.zip}. */
  CodePackage make(Libraries lazily);

  /**
   * Makes it, and says what it holds: {@code chirp:package}.
   *
   * @param functions how many are in it
   */
  default void makeAndReport(int functions, Libraries lazily, Progress progress) {
    PackageLimits.warning(make(lazily)).ifPresent(progress::warn);
    progress.say(
        "%d function%s, runtime %s"
            .formatted(functions, functions == 1 ? "" : "s", runtime().id()));
  }

  /** Returns whether Chirp built the file, so that a deploy may delete it afterwards. */
  default boolean isOwn() {
    return true;
  }
}
