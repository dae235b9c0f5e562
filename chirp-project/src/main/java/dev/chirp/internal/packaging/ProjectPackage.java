package dev.chirp.internal.packaging;

import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.project.LambdaRuntime;

/** The code package of one project. */
public interface ProjectPackage {
  /** What it is for. */
  LambdaRuntime runtime();

  /** Writes {@code target/chirp/<artifactId>.zip}. */
  CodePackage make(Libraries lazily);

  /** Whether the file is Chirp's own, so that a deploy may delete it when it is done. */
  default boolean isOwn() {
    return true;
  }
}
