package dev.chirp.packaging;

import dev.chirp.core.CodePackage;
import dev.chirp.core.Libraries;
import dev.chirp.project.LambdaRuntime;

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
