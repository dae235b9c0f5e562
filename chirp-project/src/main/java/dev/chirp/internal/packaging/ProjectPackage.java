package dev.chirp.internal.packaging;

import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.project.LambdaRuntime;

/** The deployment package of one project. */
public interface ProjectPackage {
  /** The runtime that the package is for. */
  LambdaRuntime runtime();

  /** Writes {@code target/chirp/<artifactId>.zip}. */
  CodePackage make(Libraries lazily);

  /** Returns whether Chirp built the file, so that a deploy may delete it afterwards. */
  default boolean isOwn() {
    return true;
  }
}
